"""Lines for campaigns of every kind, and what of each a careful clerk would record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handlers.language.context import Context, CountedIndicator, Counting
from handlers.reader.parse_lines import context_of
from handlers.reader.read import read
from handlers.reader.reading import Figures
from tests.handlers.reading_corpus import PLAN

DATA = Path(__file__).resolve().parent.parent / "data"
ASKED = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}


@dataclass(frozen=True)
class Line:
    campaign: str
    text: str
    recorded: dict[str, int]


def lines(file: str = "messages_campaigns.txt") -> Iterator[Line]:
    campaign = ""
    for row in (DATA / file).read_text("utf-8").splitlines():
        if row.startswith("=="):
            campaign = row[2:].strip()
        elif row and not row.startswith("#"):
            text, _, want = row.rpartition(" => ")
            told = (part.split() for part in want.split(", ") if want != "?")
            yield Line(campaign, text.replace("\\n", "\n"), {code: int(value) for code, value in told})


@cache
def context(campaign: str) -> Context:
    known = json.loads((DATA / "campaigns_counted.json").read_text("utf-8"))[campaign]
    counted = (CountedIndicator(one["code"], tuple(one.get("words", ())), one["name"]) for one in known["indicators"])
    return replace(context_of(ASKED, PLAN), counting=Counting(tuple(counted), known["target"]))


def recorded(line: Line, text: str | None = None) -> dict[str, int]:
    reading = read(text or line.text, context(line.campaign))
    return dict(reading.entries[0].values) if isinstance(reading, Figures) else {}


def verdict(line: Line, text: str | None = None) -> str:
    given = recorded(line, text)
    if given == line.recorded:
        return "OK"
    if not given:
        return "OVERASK"
    return "WRONG" if line.recorded else "INVENTED"
