"""What was said in a test's chats, whole and in order, beside what was said there when somebody last read it.

`hears` names what a test is about; the transcript holds every word around it, so that no neighbour changes unseen.
`pytest --write-transcripts tests` (in one process) writes tests/data/transcripts anew: read the difference before it
is kept.
"""

import re
from collections.abc import Generator, Iterable
from functools import cache
from pathlib import Path

import pytest

from storage.chats import LogLine

HOME = Path(__file__).parent / "data" / "transcripts"
_ENGINE = re.compile(r"(?<=[\[-])(sqlite|postgresql)-?|-(sqlite|postgresql)(?=\])")
_CHANCE = (  # what is drawn anew each time: codes, and the secrets in links
    (re.compile(r"\b\d{5} \d{5}\b|\b\d{4} \d{4}\b(?! \d)"), "‹mã›"),
    (re.compile(r"(https?://[^\s\"]+?[/?=#])[\w-]{16,}"), r"\1‹…›"),
)
_heard: list[str] = []
_written: dict[str, dict[str, str]] = {}


def note(name: str, lines: Iterable[LogLine]) -> None:
    """`name`: whose chat it is."""
    for line in lines:
        if line.said is not None:
            _heard.append(f"{name}: {line.said}")
        elif line.words or line.handout:
            shown = " · ".join(f"[{choice.label}]" for choice in line.choices)
            file = f"({line.handout.name})" if line.handout else ""
            again = "(sửa tin trước) " if line.edits is not None else ""
            _heard.append(
                "\n".join(part for part in (f"→ {name}: {again}{_plain(line.words or '')}", file, shown) if part)
            )


def _plain(words: str) -> str:
    plain = re.sub(r"</?b>", "", words).replace("\N{NO-BREAK SPACE}", " ").replace("&#34;", '"').replace("&#39;", "'")
    for pattern, instead in _CHANCE:
        plain = pattern.sub(instead, plain)
    return plain


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-transcripts", action="store_true", help="Keep what is said now as what was read.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    _heard.clear()
    yield
    drawn = hasattr(getattr(item, "obj", None), "hypothesis")
    if _heard and not drawn:
        _compare(item)


def _compare(item: pytest.Item) -> None:
    """The same on both engines, so under one name."""
    name, now = _ENGINE.sub("", item.name).replace("[]", ""), "\n".join(_heard)
    if item.config.getoption("--write-transcripts"):
        _written.setdefault(item.path.stem, {})[name] = now
        return
    if not (HOME / f"{item.path.stem}.txt").exists():
        return
    before = _read(item.path.stem).get(name)
    assert before is not None, f"{item.path.stem}: nobody has read what {name} says; --write-transcripts keeps it"
    assert now.split("\n") == before.split("\n"), f"{name} says something else than was read"


@cache
def _read(module: str) -> dict[str, str]:
    path = HOME / f"{module}.txt"
    parts = re.split(r"^== (.+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:] if path.exists() else []
    return {name: text.rstrip("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}


def pytest_sessionfinish() -> None:
    for module, texts in _written.items():
        HOME.mkdir(exist_ok=True)
        kept = {**_read(module), **texts}
        page = "\n\n".join(f"== {name}\n{text}" for name, text in kept.items())
        (HOME / f"{module}.txt").write_text(f"{page}\n", "utf-8")
