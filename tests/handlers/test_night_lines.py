"""Lines about one night are read as a clerk means them, and nothing else is taken for one."""

import json
from datetime import date
from pathlib import Path

import pytest

from handlers.language.context import Group, Plan
from handlers.language.night_lines import NightLine, Sense, Verb, off, read
from handlers.reader.parse_lines import plan_from_sessions

NIGHTS = {"Cầu Đơ 1": [9], "Cầu Đơ 3": [10], "Cầu Đơ 4": [11, 12], "Hà Trì 1": [14, 15], "Hà Trì 2": [16]}
GROUPS = Plan(tuple(Group(name, frozenset(date(2024, 11, n) for n in days)) for name, days in NIGHTS.items()))
DATA = Path(__file__).parents[1] / "data"
TODAY = date(2024, 11, 9)


def told(text: str) -> tuple[str, str, str, str, str] | None:
    """Verb, groups, night, target, reason, in short."""
    line = read(text, GROUPS, TODAY)
    return _short(line) if line else None


def _short(line: NightLine) -> tuple[str, str, str, str, str]:
    night, to = (f"{day:%d/%m}" if day else "" for day in (line.night, line.to))
    return line.verb.value, " + ".join("|".join(names) for names in line.groups), night, to, line.why


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("dời Cầu Đơ 4 tối 12 sang 13", (Verb.MOVE, "Cầu Đơ 4", "12/11", "13/11", "")),
        ("doi cau do 4 toi 12 sang 13", (Verb.MOVE, "Cầu Đơ 4", "12/11", "13/11", "")),
        ("Cầu Đơ 4 dời 12/11 sang 13/11", (Verb.MOVE, "Cầu Đơ 4", "12/11", "13/11", "")),
        ("chuyển lịch CĐ4 12 -> 14", (Verb.MOVE, "Cầu Đơ 4", "12/11", "14/11", "")),
        ("em dời giúp chị Hà Trì 1 từ 15 sang thứ 4 tuần sau", (Verb.MOVE, "Hà Trì 1", "15/11", "13/11", "")),
        ("hoãn buổi Cầu Đơ 4 tối 11 sang CN, mưa", (Verb.MOVE, "Cầu Đơ 4", "11/11", "17/11", "mưa")),
        ("dời Cầu Đơ 1 sang 13", (Verb.MOVE, "Cầu Đơ 1", "", "13/11", "")),
        ("dời Hà Trì 1 tối 15 sang 2/12", (Verb.MOVE, "Hà Trì 1", "15/11", "02/12", "")),
        ("lùi tối mai ở Cầu Đơ 3 sang tối kia", (Verb.MOVE, "Cầu Đơ 3", "10/11", "11/11", "")),
        ("dời Mộ Lao 1 tối 12 sang 13", (Verb.MOVE, "", "12/11", "13/11", "")),
        ("hủy buổi tối nay ở Hà Trì 2, mưa", (Verb.CANCEL, "Hà Trì 2", "09/11", "", "mưa")),
        ("huỷ Hà Trì 2 ngày 16/11 vì mất điện", (Verb.CANCEL, "Hà Trì 2", "16/11", "", "mất điện")),
        ("bỏ buổi tối 12 ở Cầu Đơ 4", (Verb.CANCEL, "Cầu Đơ 4", "12/11", "", "")),
        ("dừng lịch Cầu Đơ 4 tối 12", (Verb.CANCEL, "Cầu Đơ 4", "12/11", "", "")),
        ("Cầu Đơ 1 tối nay nghỉ", (Verb.CANCEL, "Cầu Đơ 1", "09/11", "", "")),
        ("hủy buổi 14/11 ở Hà Trì", (Verb.CANCEL, "Hà Trì 1|Hà Trì 2", "14/11", "", "")),
        ("bù tối 13 cho Cầu Đơ 1", (Verb.ADD, "Cầu Đơ 1", "", "13/11", "")),
        ("bù tối 13 cho Cầu Đơ 1 và Cầu Đơ 3", (Verb.ADD, "Cầu Đơ 1 + Cầu Đơ 3", "", "13/11", "")),
        ("thêm buổi 17/11 cho Hà Trì 1", (Verb.ADD, "Hà Trì 1", "", "17/11", "")),
        ("khôi phục tối 12 cho Cầu Đơ 4", (Verb.REINSTATE, "Cầu Đơ 4", "12/11", "", "")),
        ("bỏ hủy Hà Trì 2 tối 16", (Verb.REINSTATE, "Hà Trì 2", "16/11", "", "")),
    ],
)
def test_a_line_is_read(text, meant):
    assert told(text) == (meant[0].value, *meant[1:])


@pytest.mark.parametrize(
    "text",
    [
        "hủy 3 máy lỗi",
        "bỏ buổi tối 12 ở Cầu Đơ 4 có được không em",
        "hủy buổi tối nay ở Cầu Đơ 1 à",
        "nếu mưa thì hủy buổi tối nay ở Cầu Đơ 1",
        "Cầu Đơ 4 tối nay cài 20, hủy 3",
        "cài 12",
        "bỏ dòng 12",
        "nghỉ",
        "tối nay thêm 18 người cài mới",
        "mưa to quá, nghỉ rồi cháu",
        "thêm 2 nữa",
        "đổi 24 thành 42",
        "bỏ 3 đi",
        "chuyển 5 người sang Cầu Đơ 1",
        "thêm 5 người Cầu Đơ 1 tối 9",
        "hủy số tối qua của Cầu Đơ 1",
        "dời Cầu Đơ 4 tối 12 sang 13 được không em?",
        "dời Cầu Đơ 4 tối 12\nsang 13",
        "đợi bác Bình sang Cầu Đơ 1",
        "tối nay Cầu Đơ 1 đi 50 hộ, bỏ 7 hộ",
        "",
        "dời " * 60,
    ],
)
def test_anything_else_is_none(text):
    assert told(text) is None


@pytest.mark.parametrize("corpus", ["messages_dev", "messages_blind", "messages_own"])
def test_no_message_of_the_corpora_is_taken_for_one(corpus):
    plan = plan_from_sessions(json.loads((DATA / "plan_hacau.json").read_text("utf-8"))["sessions"])
    lines = [json.loads(line) for line in (DATA / f"{corpus}.jsonl").read_text("utf-8").splitlines() if line]
    taken = [one["text"] for one in lines if read(one["text"], plan, date.fromisoformat(one["context"]["today"]))]

    assert taken == []


@pytest.mark.parametrize(
    ("text", "sense", "night", "why"),
    [
        ("mưa to quá, nghỉ rồi cháu", Sense.OFF, "", "mưa"),
        ("mua to qua nghi roi chau", Sense.OFF, "", "mưa"),
        ("tối mai nghỉ nhé, mưa to", Sense.OFF, "10/11", "mưa"),
        ("chiều mai nghỉ", Sense.OFF, "10/11", ""),
        ("thứ năm tuần sau nghỉ", Sense.OFF, "14/11", ""),
        ("thứ 7 tuần này nghỉ", Sense.OFF, "09/11", ""),
        ("bữa ni nghỉ", Sense.OFF, "09/11", ""),
        ("tối mốt nghỉ nha em", Sense.OFF, "11/11", ""),
        ("ngày kia nghỉ", Sense.OFF, "11/11", ""),
        ("hôm kia nghỉ mưa", Sense.OFF, "07/11", "mưa"),
        ("hôm qua nghỉ mưa", Sense.OFF, "08/11", "mưa"),
        ("mùng 10 nghỉ", Sense.OFF, "10/11", ""),
        ("ngày 12 tháng 11 nghỉ", Sense.OFF, "12/11", ""),
        ("cúp điện rồi nghỉ nha con", Sense.OFF, "", "cúp điện"),
        ("tối nay nghỉ ạ", Sense.OFF, "09/11", ""),
        ("tối nay nghỉ à", Sense.ASKED, "09/11", ""),
        ("tối nay nghỉ hả em", Sense.ASKED, "09/11", ""),
        ("bác được nghỉ hay phải đi", Sense.ASKED, "", ""),
        ("hôm nào mưa thì nghỉ", Sense.MAYBE, "", "mưa"),
        ("chắc tối mai nghỉ", Sense.MAYBE, "10/11", ""),
        ("hôm nay không nghỉ nữa", Sense.ON, "09/11", ""),
        ("đừng hủy buổi tối nay", Sense.ON, "09/11", ""),
        ("bác ốm tối nay không đi được", Sense.OWN, "09/11", ""),
    ],
)
def test_a_night_that_is_off_is_told_from_a_question_a_condition_and_a_person(
    text: str, sense: Sense, night: str, why: str
):
    said = off(text, GROUPS, TODAY)
    assert said is not None
    assert (said.sense, f"{said.night:%d/%m}" if said.night else "", said.why) == (sense, night, why)


@pytest.mark.parametrize(
    "text",
    ["Huy tối nay đi", "đề nghị tối nay đổi giờ", "đúng, tối mai", "tối nay hoàn thành", "bác nghĩ tối nay được",
     "nghỉ", "bác ốm, nhờ người thay", "Mai xin nghỉ", "cô Mai xin nghỉ"],
)  # fmt: skip
def test_words_that_only_look_alike_call_nothing_off(text: str):
    assert off(text, GROUPS, TODAY) is None


@pytest.mark.parametrize("corpus", ["messages_dev", "messages_blind", "messages_own"])
def test_no_figures_of_the_corpora_are_an_evening_that_is_off(corpus: str):
    plan = plan_from_sessions(json.loads((DATA / "plan_hacau.json").read_text("utf-8"))["sessions"])
    lines = [json.loads(line) for line in (DATA / f"{corpus}.jsonl").read_text("utf-8").splitlines() if line]
    figures = [one for one in lines if one["expect"]["kind"] == "report"]
    said = [(one["text"], off(one["text"], plan, date.fromisoformat(one["context"]["today"]))) for one in figures]

    assert [text for text, line in said if line and line.sense is Sense.OFF and line.sure] == []
