"""Everything it says, by room, so that an officer can mark it up: each sentence, and when it is said."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import handlers
from handlers.guide import content
from handlers.wishes import catalogue

LAST_ASCII = "\x7f"  # no code and no name in English has a letter behind it

_HEAD = """# What it says

Made by `tungngo sentences > docs/sentences.md`; changed in the `texts.py` of the room that a heading names.
`{you}` is how the person is called, `{me}` what we call ourselves; with a capital at the head of a sentence.
Words in other braces are put in when it is said.
"""


def page() -> str:
    """As Markdown: a heading for each room, a line for each sentence."""
    modules = list(_texts())
    callers = _callers({module.__name__ for module in modules})
    parts = [_HEAD]
    for module in modules:
        opening = (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")
        rows = list(_rows(module, callers))
        if rows:
            parts.append(f"\n## {module.__name__.removeprefix('handlers.')}\n\n{opening}\n\n" + "\n".join(rows) + "\n")
    parts.append("\n## Wishes that are answered in words alone\n\n" + "\n".join(_replies()) + "\n")
    return "".join(parts)


def _texts() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(handlers.__path__, "handlers."):
        if re.fullmatch(r"texts(_\w+)?", found.name.rsplit(".", 1)[-1]):
            yield importlib.import_module(found.name)


def _rows(module: ModuleType, callers: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    """A function with its sentences, in the order of the file; then names and lists that stand alone."""
    for node in ast.parse(inspect.getsource(module)).body:
        sentences = [cut for cut in map(_shown, _sentences(node)) if cut]
        if not sentences:
            continue
        if isinstance(node, ast.FunctionDef):
            meant = (ast.get_docstring(node) or "").replace("\n", " ")
            said_by = ", ".join(sorted(callers[module.__name__, node.name]))
            yield f"- **{node.name}**{f': {meant}' if meant else ''}{f' ({said_by})' if said_by else ''}"
        else:
            yield f"- *{_name(node)}*"
        yield from (f"  - {sentence}" for sentence in sentences)


def _sentences(node: ast.AST) -> Iterator[str]:
    """Words for people in a piece of code, docstrings left out; open places of an f-string by what stands in them."""
    skip: set[int] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(part) is not None:
            skip.add(id(part.body[0].value))  # type: ignore[attr-defined]  # an Expr, for it has a docstring
        if isinstance(part, ast.JoinedStr):
            skip |= {id(inner) for inner in ast.walk(part) if inner is not part}
            yield "".join(
                str(value.value) if isinstance(value, ast.Constant) else f"{{{_open(value)}}}" for value in part.values
            )
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in skip:
            yield part.value


def _open(value: ast.expr) -> str:
    assert isinstance(value, ast.FormattedValue)
    names = [part for part in ast.walk(value.value) if isinstance(part, ast.Attribute | ast.Name)]
    return (names[0].attr if isinstance(names[0], ast.Attribute) else names[0].id) if names else "…"


def _shown(sentence: str) -> str:
    """Without markup, on one line; nothing where no word of Vietnamese stands in it."""
    plain = " ".join(re.sub(r"</?\w+>", "", sentence).split())
    return plain if any(letter > LAST_ASCII for letter in plain) else ""


def _name(node: ast.stmt) -> str:
    target = (
        node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else node
    )
    return " ".join(part.id for part in ast.walk(target) if isinstance(part, ast.Name)) or getattr(node, "name", "")


def _callers(texts: set[str]) -> dict[tuple[str, str], set[str]]:
    """By module and function of a text, which modules say it."""
    root = Path(handlers.__path__[0])
    callers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(root.rglob("*.py")):
        name, nodes = (
            path.relative_to(root).with_suffix("").as_posix(),
            list(ast.walk(ast.parse(path.read_text("utf-8")))),
        )
        imported = [(node.module, alias) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
        modules = {alias.asname or alias.name: f"{module}.{alias.name}" for module, alias in imported}
        named = [
            (module, alias.name)
            for module, alias in imported
            if module in texts and name.replace("/", ".") not in texts
        ]
        through = [
            (modules[node.value.id], node.attr)
            for node in nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        ]
        for module, text in [*named, *through]:
            if module in texts:
                callers[module, text].add(name)
    return callers


def _replies() -> Iterator[str]:
    for wish, entry in catalogue.entries().items():
        yield from _listed(wish, entry.said, [entry.reply, *entry.replies.values()])
    for app in content.SHIPPED:
        for code, one in content.shipped(app).entries.items():
            if app == content.ANY or one != content.shipped(content.ANY).entries[code]:
                steps = [step.words for step in one.steps]
                yield from _listed(f"{app}/{code}", one.title, [one.answer, *steps, *one.carriers.values()])


def _listed(wish: str, said: str, replies: Iterable[str]) -> Iterator[str]:
    sentences = [sentence for sentence in map(_shown, replies) if sentence]
    if sentences:
        yield f"- **{wish}**{f': {said}' if said else ''}"
        yield from (f"  - {sentence}" for sentence in sentences)
