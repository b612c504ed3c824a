"""What was said in a test's chats, whole and in order, beside what was said there when somebody last read it.

`hears` names what a test is about; the transcript holds every word around it, so that no neighbour changes unseen.
`pytest -n 2 --write-transcripts` writes tests/data/transcripts anew: read the difference before it is kept.
"""

import re
from collections.abc import Generator, Iterable
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

import pytest

from storage.chats import LogLine

TESTS = Path(__file__).parent
HOME = TESTS / "data" / "transcripts"
_ENGINE = re.compile(r"(?<=[\[-])(sqlite|postgresql)-?|-(sqlite|postgresql)(?=\])")
_CHANCE = (  # what is drawn anew each time: codes, and the secrets in links
    (re.compile(r"\b\d{3} \d{3} \d{4}\b|\b\d{4} \d{4}\b(?! \d)"), "‹mã›"),
    (re.compile(r"(https?://[^\s\"]+?[/?=#])[\w-]{16,}"), r"\1‹…›"),
)
_heard: list[str] = []
_written: dict[str, dict[str, str]] = {}


def note(name: str, lines: Iterable[LogLine]) -> None:
    """`name`: whose chat it is."""
    for line in lines:
        if line.said is not None:
            _heard.append(f"{name}: {_masked(line.said)}")
        elif line.words or line.handout:
            shown = " · ".join(f"[{choice.label}]" for choice in line.choices)
            file = f"({line.handout.name})" if line.handout else ""
            again = "(sửa tin trước) " if line.edits is not None else ""
            _heard.append(
                "\n".join(part for part in (f"→ {name}: {again}{_plain(line.words or '')}", file, shown) if part)
            )


def _plain(words: str) -> str:
    """As it is read on a screen."""
    plain = re.sub(r"</?b>", "", words).replace("\N{NO-BREAK SPACE}", " ").replace("&#34;", '"').replace("&#39;", "'")
    return _masked(plain)


def _masked(text: str) -> str:
    for pattern, instead in _CHANCE:
        text = pattern.sub(instead, text)
    return text


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-transcripts", action="store_true", help="Keep what is said now as what was read.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    _heard.clear()
    yield
    drawn = hasattr(getattr(item, "obj", None), "hypothesis")
    if _heard and not drawn and not item.get_closest_marker("walk"):
        _compare(item)


def _compare(item: pytest.Item) -> None:
    """The same on both engines, so under one name."""
    name, now = _ENGINE.sub("", item.name).replace("[]", ""), "\n".join(_heard)
    module = (
        ".".join(item.path.relative_to(TESTS).with_suffix("").parts) if TESTS in item.path.parents else item.path.stem
    )
    if item.config.getoption("--write-transcripts"):
        _written.setdefault(module, {})[name] = now
        return
    before = _read(module).get(name)
    assert before is not None, f"{module}: nobody has read what {name} says; --write-transcripts keeps it"
    assert now.split("\n") == before.split("\n"), f"{name} says something else than was read"


@cache
def _read(module: str) -> dict[str, str]:
    path = HOME / f"{module}.txt"
    return _sections(path.read_text("utf-8")) if path.exists() else {}


def _sections(page: str) -> dict[str, str]:
    parts = re.split(r"^== (.+)\n", page, flags=re.MULTILINE)[1:]
    return {name: text.rstrip("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}


def pytest_sessionfinish() -> None:
    """Each worker adds what it has heard."""
    for module, texts in _written.items():
        HOME.mkdir(exist_ok=True)
        with (HOME / f"{module}.txt").open("a+", encoding="utf-8") as page:
            flock(page, LOCK_EX)
            page.seek(0)
            kept = {**_sections(page.read()), **texts}
            order = [name for name in kept if _function(name) in _functions(module)]
            order.sort(key=lambda name: (_functions(module).index(_function(name)), name))
            page.truncate(0)
            page.write("\n\n".join(f"== {name}\n{kept[name]}" for name in order) + "\n")


def _function(name: str) -> str:
    return name.partition("[")[0]


@cache
def _functions(module: str) -> list[str]:
    """The tests of a module in the order of its file."""
    source = TESTS.joinpath(*module.split(".")).with_suffix(".py")
    return re.findall(r"^(?:async )?def (test_\w+)", source.read_text("utf-8"), re.MULTILINE) if source.exists() else []


def stale() -> list[str]:
    """Transcripts of tests that are no more."""
    pages = {path.stem: _read(path.stem) for path in sorted(HOME.glob("*.txt"))}
    return [
        f"{module}: {name}"
        for module, texts in pages.items()
        for name in texts
        if _function(name) not in _functions(module)
    ]
