"""The house as it is drawn: imports point down, each thing in its room."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from storage.chats import LOGGED

ROOT = Path(__file__).parent.parent
BELOW = {
    "bot": {"bot", "handlers", "schedules", "storage"},
    "handlers": {"handlers", "storage"},
    "schedules": {"schedules", "storage"},
    "storage": {"storage"},
}
MODULES = [path for package in BELOW for path in sorted((ROOT / package).rglob("*.py"))]
ONLY_IN = {
    "telegram": "bot/channels/telegram/",
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
VIETNAMESE_ALLOWED = re.compile(r"handlers/(\w+/)*(texts|words)(_\w+)?\.py")
FOLDERS = sorted(path.parent.name for path in (ROOT / "bot" / "channels").glob("*/channel.py"))
_BARE = re.compile(r"(?<!\]){(:[^{}]*)?}")
LETTERS = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
NESTS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith, ast.Match)
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(parsed(path)))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imported(path: Path) -> list[tuple[str, str]]:
    """Where, and what by its full name."""
    found: list[tuple[str, str]] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [(located(path, node), alias.name) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [(located(path, node), name) for name in names]
    return found


def strings(path: Path) -> Iterator[tuple[str, str]]:
    """Those that are said, not those that explain."""
    documented = (ast.Module, *FUNCTIONS, ast.ClassDef)
    docs = {ast.get_docstring(node, clean=False) for node in nodes(path) if isinstance(node, documented)}
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            yield located(path, node), node.value


def functions(path: Path) -> Iterator[Function]:
    return (node for node in nodes(path) if isinstance(node, FUNCTIONS))


def depth(node: ast.AST, so_far: int = 0) -> int:
    """An `elif` stands beside its `if`, not inside it."""
    besides = node.orelse if isinstance(node, ast.If) and [type(n) for n in node.orelse] == [ast.If] else []
    inside = (
        depth(child, so_far + (isinstance(child, NESTS) and child not in besides))
        for child in ast.iter_child_nodes(node)
    )
    return max(inside, default=so_far)


def located(path: Path, node: ast.AST) -> str:
    return f"{place(path)}:{getattr(node, 'lineno', 1)}"


def lines_with(pattern: str, path: Path) -> list[str]:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return [f"{place(path)}:{number} {line.strip()}" for number, line in lines if re.search(pattern, line)]


def nowhere(offences: Iterable[str]) -> None:
    """All of them are told, each with its file and line."""
    found = list(offences)
    assert not found, "\n".join(found)


def test_imports_point_down():
    nowhere(
        f"{where} imports {name}"
        for path in MODULES
        for where, name in imported(path)
        if (top := name.split(".")[0]) in BELOW and top not in BELOW[place(path).split("/")[0]]
    )


def rows_of_rooms() -> dict[str, int]:
    """By room, or file of `handlers/` itself, the row of the table in ARCHITECTURE.md."""
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("| room | about |")[2].partition("\n\n")[0]
    rows = [re.findall(r"`([a-z_]+)/?`", line.split("|")[1]) for line in table.splitlines() if line.startswith("| `")]
    return {room: n for n, row in enumerate(rows) for room in row}


def room(module: str) -> str:
    return module.split(".")[1]


def test_rooms_point_down():
    """As ARCHITECTURE.md lists them: a room imports from the rows above its own, and from no row below."""
    row = rows_of_rooms()
    modules = {place(path).removesuffix(".py").replace("/", "."): path for path in MODULES}
    ours = {name: path for name, path in modules.items() if name.startswith("handlers.") and room(name) != "__init__"}
    assert sorted({room(name) for name in ours} ^ set(row)) == []
    back = [
        f"{where}: {room(name)} knows {room(other)}"
        for name, path in ours.items()
        for where, other in imported(path)
        if other in ours and row[room(other)] > row[room(name)]
    ]
    assert back == []


def test_each_library_stays_in_its_room():
    nowhere(
        f"{where}: {name} belongs in {room}"
        for path in MODULES
        for where, name in imported(path)
        if not place(path).startswith(room := ONLY_IN.get(name.split(".")[0], ""))
    )


def test_only_the_worker_opens_documents():
    nowhere(
        f"{where} imports {name}"
        for path in MODULES
        if not place(path).startswith("handlers/documents/") and place(path) != "bot/document_worker.py"
        for where, name in imported(path)
        if name.startswith("handlers.documents")
    )


def test_what_we_draw_knows_nothing_of_what_strangers_wrote():
    nowhere(
        f"{where} imports {name}"
        for path in MODULES
        if place(path).startswith("handlers/documents/draw/")
        for where, name in imported(path)
        if name.startswith("handlers.documents.read")
    )


@pytest.mark.parametrize("channel", FOLDERS)
def test_a_channel_is_one_folder_and_one_line(channel: str):
    """Outside of its folder the list in bot/app.py imports it, and nothing imports, names or addresses it."""
    lists = ROOT / "bot" / "app.py"
    outside = [
        path
        for path in MODULES
        if place(path).startswith(("bot/", "handlers/")) and not place(path).startswith(f"bot/channels/{channel}/")
    ]
    imports = [(where, name) for path in outside for where, name in imported(path)]
    known = [where for where, name in imports if re.match(rf"bot\.channels\.{channel}\b", name)]
    assert {where.partition(":")[0] for where in known} == {place(lists)}
    assert len([line for line in lines_with(rf"(?i)\b{channel}\b", lists) if "import" not in line]) == 1
    nowhere(
        f"{where}: {said}"
        for path in outside
        for where, said in strings(path)
        if re.match(rf"{channel}([/:].*)?$", said, re.DOTALL)
    )
    if channel != LOGGED:  # whose name is a word
        elsewhere = (
            path for path in outside if path != lists and not path.stem.startswith("words")
        )  # what people write, they write
        nowhere(line for path in elsewhere for line in lines_with(rf"(?i){channel}", path))


def test_every_channel_has_the_same_files():
    parts = {"__init__", "channel", "decoding", "sending", "files"}
    for channel in FOLDERS:
        assert parts <= {path.stem for path in (ROOT / "bot" / "channels" / channel).glob("*.py")}


def test_sentences_for_people_stand_in_one_place():
    nowhere(
        f"{where}: {said}"
        for path in MODULES
        if not VIETNAMESE_ALLOWED.fullmatch(place(path))
        for where, said in strings(path)
        if LETTERS.search(said)
    )


def test_no_class_name_stands_in_two_places():
    """Who reads one has not to look which it is."""
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(located(path, node))
    assert [found for found in places.values() if len(found) > 1] == []


def test_what_a_sentence_leaves_open_has_a_name():
    """One `{}` is clear; of two, who edits the sentence has to count."""
    found = [
        located(path, node)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(_BARE.findall(node.value)) > 1
    ]
    assert found == []


def test_a_module_says_what_it_is_for():
    nowhere(place(path) for path in MODULES if path.read_text("utf-8").strip() and not ast.get_docstring(parsed(path)))


def test_no_function_is_nested_too_deep():
    nowhere(
        f"{located(path, function)} {function.name}: {deep}"
        for path in MODULES
        for function in functions(path)
        if (deep := depth(function)) > 3
    )


def test_sql_stands_above_what_runs_it():
    nowhere(
        f"{located(path, node)} {name}, which {function.name} runs"
        for path in MODULES
        for name, node in statements(path).items()
        for function in functions(path)
        if function.lineno < node.lineno and any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(function))
    )


def statements(path: Path) -> dict[str, ast.Assign]:
    """Constants of a module that hold SQL, but for those that are made by a function of it."""
    made = {function.name for function in functions(path)}
    return {
        node.targets[0].id: node
        for node in parsed(path).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if SQL.search(ast.unparse(node.value))
        and not made & {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
    }


def test_imports_stand_at_the_top():
    nowhere(
        f"{located(path, node)} in {function.name}"
        for path in MODULES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    )


def test_few_catch_everything():
    broad = [
        place(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    # The loops of the house, a batch that is rolled back, one recipe among others, foreign files in the child.
    assert broad == ["bot/intake.py", "bot/loops.py", "bot/render.py", "handlers/documents/read/opening.py"]


def test_handlers_and_schedules_know_no_clock():
    nowhere(
        line
        for path in MODULES
        if place(path).startswith(("handlers/", "schedules/", "storage/"))
        for line in lines_with(r"datetime\.now|date\.today|time\.time|utcnow", path)
    )


def test_nothing_is_left_to_do():
    nowhere(line for path in MODULES for line in lines_with(r"\b(TODO|FIXME|XXX)\b", path))
