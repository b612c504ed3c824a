"""Every text about the counts, rendered with every pair of address words: whole, safe, short enough."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.headcounts import texts_ledger, texts_ledger_files
from handlers.headcounts.headcounts_difference import Oddity
from handlers.markup import Markup
from handlers.outgoing import texts_letter, texts_pictures, texts_tables
from handlers.problem import Problem
from handlers.progress import texts_bands, texts_pace, texts_pushing, texts_rewards, texts_status
from handlers.progress.bands import Bands, Place
from handlers.progress.judging import Push, Pushes
from handlers.progress.pace import Pace, Rates
from handlers.texts import Change
from storage.fieldwork import Turnout
from storage.progress import Evening, Start
from storage.records import Headcount, Person, Unit
from storage.settings import Target
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

NIGHT, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
HEADCOUNT = Headcount(1, "smartphone15", 98_000, NIGHT, "số phường <b>", 0)
PERSON = Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")
TARGET = Target(indicator="installed", measure="smartphone15", percent=50, by=date(2024, 11, 30))
PUSH = Push(Unit(1, "T1", "group", LONG), 124, 1_000, 2, 376, 12.4, ())
PUSHED = (PUSH,) * 9
PLACE = Place(LONG, 76.0, 76.4, 370, 490.0, 42)
COMMON: dict[str, Any] = {
    "added": 42,
    "names": [LONG] * 9,
    **dict.fromkeys(("unit", "name", "title", "title_", "measure", "source", "what", "number_", "due"), LONG),
    **dict.fromkeys(("at", "now"), AT),
    **dict.fromkeys(("night", "until", "day", "by", "since", "today"), NIGHT),
    **dict.fromkeys(("total", "total_", "value", "before", "more", "count", "need", "start", "told", "changed"), 999),
    "target": TARGET,
    "headcount": HEADCOUNT,
    "words": Markup("412/980"),
    "known": ["Vòng 1"] * 4,
    "units": [LONG] * 4,
}
GIVEN: dict[Any, dict[str, Any]] = {
    texts_status: {
        "standing": texts_status.Standing(LONG, AT, 99_999, HEADCOUNT, (12, 17), 5),
        "nights": [(NIGHT, [Change("Cài mới", 42, 24)] * 8)] * 22,
        "shown": [texts_status.Tonight(LONG, value, PERSON) for value in [42, None] * 40],
        "counts": (12, 17),
        "owed": [(LONG, NIGHT, PERSON)] * 8,
        "open_": [(LONG, NIGHT, {"youth": 2, "militia": 3})] * 5,
        "by_unit": {LONG: 12, "Cầu Đơ 4": 3},
        "units": [(LONG, 1_200, 980)] * 8,
        "later": True,
        "evening": Evening(1, 1, 1, 0, 42),
        "days": (NIGHT, NIGHT),
        "now": 120,
        "totals": {f"{LONG} {n}": 42 for n in range(9)},
        "phone": "0900000001",
    },
    texts_pace: {
        "reckoned": Pace(4_482, 1_070, 19, 38.0, 3),
        "today": NIGHT,
        "mending": {LONG: 310},
        "start": Start(370, NIGHT, LONG),
        "told": Rates(20, 18, 17),
        "value": 1_234.5,
    },
    texts_bands: {
        "places": [PLACE] * 12,
        "found": Bands(*((PLACE,) * 12,) * 4, (LONG,) * 12, (LONG,) * 12, (LONG,) * 12, (PLACE,) * 3),
    },
    texts_ledger: {
        "used": "smartphone15",
        "counts": [HEADCOUNT] * 5,
        "gaps": [(LONG, 370, 405)] * 15,
        "before": HEADCOUNT,
        "after": HEADCOUNT,
        "as_of": NIGHT,
        "example": Markup("a"),
    },
    texts_ledger_files: {
        "measures": ["smartphone15", "residents15", "adults18", "staff", "households", "official"],
        "origin": (NIGHT, LONG),
        "rows": 5_000,
        "same": 999,
        "figures": 999,
        "places": 999,
        "guessed": True,
        "source": True,
        "day": NIGHT,
        "odd": [Oddity(kind, LONG, "smartphone15", 980, 98_000) for kind in texts_ledger_files.ODD] * 9,
    },
    texts_rewards: {"reports": 2, "evenings": 1, "took": 9, "came": 8, "places": 10, "parts": (("Tỷ", "50 %", 3.0),)},
    texts_pushing: {"one": PUSH, "found": Pushes((("groups", PUSHED), ("schools", PUSHED)), (LONG,) * 9, (LONG,))},
    texts_letter: {
        "unit": Unit(1, "HC", "ward", "Hà Cầu"),
        "campaign": "iHanoi",
        "week": (NIGHT, NIGHT),
        "as_of": NIGHT,
        "told": Rates(20, 18, 17),
        "owed": ["Hà Trì 1"] * 9,
        "after": 500,
        "evenings": 22,
        "places": 17,
        "turnout": {"youth": Turnout(85, 2, 4), "militia": Turnout(120)},
        "doors": [("Vướng", {LONG: 12, "Cầu Đơ 4": 3}), ("Hộ vắng", {LONG: 40})],
        "clock": "15:00",
        "number_": 12,
        "said": ["Tính đến 20h00 ngày 13/11/2024, toàn địa bàn có 1.922 người cài đặt."] * 4,
        "letter": "Báo cáo.docx",
    },
    texts_pictures: {"share": "35,2 %"},
    texts_tables: {
        "kind": "progress",
        "ending": "xlsx",
        "why": "chưa có tổng số",
        "due": NIGHT,
        "total": Markup("412/980"),
    },
}
SPECIAL: dict[Text, dict[str, Any]] = {
    texts_status.all_missing: {
        "owed": [texts_status.Owing(LONG, NIGHT, PERSON, "0900000001", {"again": AT, "deputy": AT})] * 20,
        "counts": (40, 30, 40),
    },
    texts_ledger_files.changes: {"told": [(f"{LONG} {n}", "smartphone15", HEADCOUNT, 980) for n in range(12)]},
    texts_ledger_files.problems: {
        "found": [Problem((4, 5), k, match="9", suggest="8") for k in texts_ledger_files.PROBLEMS] * 9
    },
    texts_letter.still_owed: {"owed": [(LONG, NIGHT, PERSON)] * 15},
    texts_letter.missing: {"owed": [("Hà Trì 1", NIGHT)] * 15},
    texts_letter.corrected: {"unit": "Hà Trì 1"},
    texts_letter.due_at: {"due": NIGHT},
    texts_tables.picture_name: {"kind": "pace"},
    texts_tables.share_of: {"measure": "staff", "of": (40, 55), "units": (1, 2)},
    texts_tables.sources: {"named": {("số phường", "01/11/2024"): ["Hà Trì 1"] * 9}},
}
# What stands on paper, in pictures or in names of files: plain, escaped where it is shown.
PLAIN = {texts_letter, texts_pictures, texts_rewards, texts_tables}
PLAINLY = {texts_pace.too_few, texts_ledger.name_of, texts_pace.goal}
CASES = [(module, text) for module in GIVEN for text in sayings(module)]


@pytest.mark.parametrize(("module", "text"), CASES, ids=[f"{m.__name__}.{t.__name__}" for m, t in CASES])
def test_a_text_is_whole_safe_and_short(module: Any, text: Text):
    given = {**COMMON, **GIVEN[module], **SPECIAL.get(text, {})}

    whole_safe_and_short(text, given, plain=module in PLAIN or text in PLAINLY)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2025, 2, 5, tzinfo=UTC), "Hà Cầu, ngày 05 tháng 02 năm 2025"),
        (datetime(2025, 3, 15, tzinfo=UTC), "Hà Cầu, ngày 15 tháng 3 năm 2025"),
        (datetime(2024, 11, 13, tzinfo=UTC), "Hà Cầu, ngày 13 tháng 11 năm 2024"),
    ],
)
def test_a_letters_date_is_written_as_the_decree_writes_it(at: datetime, said: str):
    assert texts_letter.place_and_day(Unit(1, "HC", "ward", "Hà Cầu"), at) == said
