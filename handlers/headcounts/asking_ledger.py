"""Reads "/mauso Cầu Đơ 1 smartphone 980 theo số phường 01/11". Pure."""

from datetime import date

from handlers.headcounts import words
from handlers.intents.answers import Query
from handlers.intents.drafts import PasteDraft
from handlers.intents.intent import Intent
from handlers.intents.ledger import ProposeCount, ShowLedger
from handlers.language.tokens import fold
from handlers.progress import asking
from storage.campaigns import Campaign
from storage.instants import Instant, day_of

FEWEST = 2  # lines of a table


def is_table(text: str) -> bool:
    """A line of cells that says what is counted, with lines of figures below it, and not what was done."""
    lines = [fold(line) for line in text.splitlines() if words.CELLS.search(line)]
    heads = [place for place, line in enumerate(lines) if _measure(line)[0] and not words.COUNTED.search(line)]
    below = lines[heads[0] + 1 :] if heads else []
    return sum(any(sign.isdigit() for sign in line) for line in below) >= FEWEST


def asked(text: str, campaign: Campaign | None, now: Instant) -> Intent | None:
    """With the command a look, a change or a table; "theo đâu?" alone is a look. The source keeps its accents."""
    said = fold(text.removeprefix("/")).strip(" .?!")
    if said in words.WHENCE:
        return ShowLedger()
    name = next((one for one in words.LEDGER if said == one or said.startswith(f"{one} ")), None)
    if name is None:
        return None
    if text.strip().count("\n") >= FEWEST - 1:
        return PasteDraft("headcounts", text.split(None, len(name.split()))[-1])
    rest = said.removeprefix(name).strip()
    if not any(character.isdigit() for character in rest) or (" theo " not in f" {rest} " and not _measure(rest)[0]):
        if words.NUMBER.search(rest) and not text.startswith("/") and len(rest.split()) > FEWEST + 2:
            return None  # a sentence with a figure in it: read as a wish
        return ShowLedger(Query(name=asking.as_written(rest, text)))
    return _change(rest, text, day_of(now, campaign.zone if campaign else asking.HOME))


def _change(said: str, text: str, today: date) -> ProposeCount:
    """Empty measure: it could not be read."""
    by = words.BY.search(said)
    source, day = (by["source"], asking.day_of(by, today) if by["day"] else today) if by else ("", today)
    measure, rest = _measure(said[: by.start()] if by else said)
    number = words.NUMBER.search(rest)
    if not measure or not source or day is None or number is None:
        return ProposeCount("", "", 0, today.isoformat(), "")
    value = int(number["number"].replace(".", "").replace(",", ""))
    name, by_whom = (asking.as_written(said_, text) for said_ in (rest[: number.start()].strip(), source))
    return ProposeCount(name, measure, value, day.isoformat(), by_whom)


def _measure(said: str) -> tuple[str, str]:
    for pattern, measure in words.MEASURES:
        found = pattern.search(said)
        if found:
            return measure, f"{said[: found.start()].strip()} {said[found.end() :].strip()}".strip()
    return "", said
