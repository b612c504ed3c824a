"""The house as it is drawn: imports point down, each thing in its room, no room too large."""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {
    "bot": {"bot", "handlers", "schedules", "storage"},
    "handlers": {"handlers", "storage"},
    "schedules": {"schedules", "storage"},
    "storage": {"storage"},
}
MODULES = [path for package in BELOW for path in sorted((ROOT / package).rglob("*.py"))]
ONLY_IN = {
    "telegram": "bot/",
    "httpx": "bot/",
    "starlette": "bot/",
    "uvicorn": "bot/",
    "apscheduler": "bot/",
    "aiosqlite": "storage/database.py",
    "asyncpg": "storage/database.py",
    "openpyxl": "handlers/documents/",
    "docx": "handlers/documents/",
    "docxtpl": "handlers/documents/",
}
VIETNAMESE_ALLOWED = re.compile(r"handlers/(documents/|reader/)?(texts|words)(_\w+)?\.py")
LETTERS = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
NESTS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

named = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def depth(node: ast.AST, so_far: int = 0) -> int:
    """An `elif` stands beside its `if`, not inside it."""
    besides = node.orelse if isinstance(node, ast.If) and [type(n) for n in node.orelse] == [ast.If] else []
    inside = (
        depth(child, so_far + (isinstance(child, NESTS) and child not in besides))
        for child in ast.iter_child_nodes(node)
    )
    return max(inside, default=so_far)


@named
def test_imports_point_down(path: Path):
    package = place(path).split("/")[0]

    for name in imported(parsed(path)):
        top = name.split(".")[0]
        assert top not in BELOW or top in BELOW[package], f"{place(path)} imports {name}"


@named
def test_each_library_stays_in_its_room(path: Path):
    for name in imported(parsed(path)):
        room = ONLY_IN.get(name.split(".")[0], "")
        assert place(path).startswith(room), f"{name} belongs in {room}"


@named
def test_only_the_workshop_opens_documents(path: Path):
    if place(path).startswith("handlers/documents/") or place(path) == "bot/workshop.py":
        return
    names = set(imported(parsed(path)))
    assert not any(name.startswith("handlers.documents") for name in names)


@named
def test_sentences_for_people_stand_in_one_place(path: Path):
    if VIETNAMESE_ALLOWED.fullmatch(place(path)):
        return
    tree = parsed(path)
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, *FUNCTIONS, ast.ClassDef))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            assert not LETTERS.search(node.value), node.value


@named
def test_a_module_says_what_it_is_for(path: Path):
    text = path.read_text("utf-8")
    if text.strip():
        assert ast.get_docstring(parsed(path))


@named
def test_no_room_is_too_large(path: Path):
    tree = parsed(path)

    if not VIETNAMESE_ALLOWED.fullmatch(place(path)):
        assert path.read_text("utf-8").count("\n") <= 300
    for function in functions(tree):
        assert (function.end_lineno or 0) - function.lineno < 40, function.name
        assert depth(function) < 4, function.name
        given = function.args.posonlyargs + function.args.args
        assert len(given) - len(function.args.defaults) <= 7, function.name  # six, and self


@named
def test_imports_stand_at_the_top(path: Path):
    for function in functions(parsed(path)):
        assert not any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function)), function.name


def test_few_catch_everything():
    broad = [
        place(path)
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    # The loops of the house, a batch that is rolled back, one recipe among others, foreign files in the child.
    assert broad == ["bot/app.py", "bot/intake.py", "bot/render.py", "handlers/documents/opening.py"]


def test_handlers_and_schedules_know_no_clock():
    for path in MODULES:
        if place(path).startswith(("handlers/", "schedules/", "storage/")):
            text = path.read_text("utf-8")
            assert not re.search(r"datetime\.now|date\.today|time\.time|utcnow", text), place(path)


def test_nothing_is_left_to_do():
    for path in MODULES:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text("utf-8")), place(path)


def test_the_house_keeps_its_measure():
    sizes = [n for path in MODULES if (n := path.read_text("utf-8").count("\n"))]
    lengths = sorted(
        (function.end_lineno or 0) - function.lineno + 1 for path in MODULES for function in functions(parsed(path))
    )
    assert statistics.median(sizes) <= 110
    assert statistics.median(lengths) <= 9
    assert lengths[int(len(lengths) * 0.9)] <= 30
