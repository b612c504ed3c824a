"""No text proposes in quotes what no test sends: a new phrase stands in one of the two lists, or this fails."""

import ast
import re
from pathlib import Path

import pytest

from tests.ward import Ward, monday_evening, plain

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
    return {line.rpartition("|")[2] for line in lines(name)}


def lines(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_every_phrase_that_a_text_proposes_is_sent_somewhere():
    assert not proposed() - listed("own_words.txt") - listed("own_answers.txt")


def test_no_list_holds_what_nobody_proposes_any_more():
    assert not listed("own_answers.txt") - proposed()


QUOTED = re.compile(r'"([^"\n…<>]{1,60})"')
NOT_READ = ("chưa hiểu", "chưa đọc được tin", "em chuyển", "em gửi phường đọc")


@pytest.mark.walk
async def test_what_an_answer_proposes_is_understood_right_behind_it(youth_ward: Ward):
    """Each phrase in quotes is said to the very answer that proposes it, by whom it was proposed to."""
    await monday_evening(youth_ward)
    chats = {key: youth_ward.chat(key) for key in youth_ward.sheet}
    for chat in chats.values():
        await chat.reads()
    waiting = [tuple(line.split("|", 1)) for line in lines("own_words.txt")]
    sent, unread = set(waiting), []
    while waiting:
        key, phrase = waiting.pop(0)
        chat = chats[key]
        await chat.says(phrase)
        heard = plain(" ".join(line.words or "" for line in chat.new))
        if any(sign in heard for sign in NOT_READ):
            unread.append((key, phrase, heard))
        further = [(key, quoted) for quoted in QUOTED.findall(heard) if quoted not in phrase]
        waiting[:0] = [one for one in dict.fromkeys(further) if one not in sent]
        sent.update(further)

    assert not unread
    assert len(sent) > len(lines("own_words.txt"))
