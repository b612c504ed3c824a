"""No text proposes in quotes what no test sends: a new phrase stands in one of the two lists, or this fails."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
SAYABLE = re.compile(r"/?\w[^{}<>\n]{0,60}")


def proposed() -> set[str]:
    """Whole phrases in quotes; what holds a name or a number that is filled in is another test's."""
    found: set[str] = set()
    for path in [*sorted((ROOT / "handlers").rglob("texts*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                parts = node.value.split('"')
                found |= {one for one in parts[1::2] if len(parts) % 2 and SAYABLE.fullmatch(one)}
    return found


def listed(name: str) -> set[str]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return {line.rpartition("|")[2] for line in lines if line and not line.startswith("#")}


def test_every_phrase_that_a_text_proposes_is_sent_somewhere():
    assert not proposed() - listed("own_words.txt") - listed("own_answers.txt")


def test_no_list_holds_what_nobody_proposes_any_more():
    assert not listed("own_answers.txt") - proposed()
