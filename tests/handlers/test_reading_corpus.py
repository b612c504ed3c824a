import json
from collections import Counter

import pytest

from tests.handlers.keyboards import telex, vni
from tests.handlers.reading_corpus import judge, lines

SETS = ["dev", "own", "blind", "third", "fourth", "voices", "traps", "dev2", "silent", "harsh"]


def faults(name):
    return {json.loads(line)["id"]: verdict for line in lines(name) if (verdict := judge(line)) != "OK"}


def test_the_developers_messages_are_read_as_a_careful_clerk_would():
    assert faults("dev") == {}


def test_our_own_messages_are_read_as_a_careful_clerk_would():
    assert faults("own") == {}


def test_the_messages_of_a_second_hand_are_read_as_a_careful_clerk_would():
    assert len(lines("blind")) == 120
    assert faults("blind") == {}


@pytest.mark.parametrize(("name", "size"), [("third", 200), ("fourth", 200), ("voices", 147), ("traps", 152)])
def test_what_was_written_before_the_reader_saw_it_is_read_as_a_careful_clerk_would(name: str, size: int):
    """To ask back and to leave alone are as good as each other where nothing is to be recorded."""
    assert len(lines(name)) == size
    assert {id_: verdict for id_, verdict in faults(name).items() if verdict != "SLACK"} == {}


@pytest.mark.parametrize(
    ("name", "size", "asked"),
    [("dev2", 128, 8), ("silent", 35, 1), ("harsh", 130, 16), ("stairwell", 120, 9), ("south", 120, 18)],
)
def test_nothing_false_is_recorded_of_messages_that_once_were_read_wrongly(name: str, size: int, asked: int):
    found = Counter(judge(line) for line in lines(name))

    assert sum(found.values()) == size
    assert found["WRONG"] == found["INVENTED"] == 0
    assert found["OVERASK"] + found["MISSED"] <= asked


@pytest.mark.parametrize("keys", [telex, vni])
@pytest.mark.parametrize("name", SETS)
def test_no_input_method_left_off_records_another_number(name, keys):
    rows = [json.loads(line) for line in lines(name)]
    typed = [row | {"text": keys(row["text"])} for row in rows if row["expect"]["kind"] != "ask"]

    assert {row["id"]: row["text"] for row in typed if judge(json.dumps(row)) in {"WRONG", "INVENTED"}} == {}


def test_our_own_messages_are_150_and_well_formed():
    rows = [json.loads(line) for line in lines("own")]

    assert [row["id"] for row in rows] == [f"own-{n:03d}" for n in range(1, 151)]
    assert set(Counter(row["expect"]["kind"] for row in rows)) == {"report", "correction", "ask", "other"}
    assert all(row["expect"]["why"] for row in rows if row["expect"]["kind"] == "ask")


@pytest.mark.parametrize(("kind", "verdict"), [("other", "INVENTED"), ("report", "WRONG"), ("ask", "INVENTED")])
def test_the_judge_sees_a_fault(kind, verdict):
    other = [{"group": None, "date": None, "values": {"installed": 21}, "mode": "set"}]
    context = {"sender_group": "Hà Trì 2", "today": "2024-11-16", "awaiting": "report", "last_report": None}
    expect = {"kind": kind, "entries": other if kind == "report" else []}
    row = {"id": "x", "text": "cài 20 người", "context": context, "expect": expect}

    assert judge(json.dumps(row)) == verdict
