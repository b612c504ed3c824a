"""From a line that is no count to what is wanted of an evening: by what was asked, and by who speaks. Pure."""

import re

from handlers import scope
from handlers.choices import load
from handlers.intents.evening import AskTeam, Attend, CallOff, GoAway, GoOn, Later
from handlers.intents.intent import Intent
from handlers.intents.nights import AskNight
from handlers.intents.shifts import AnswerFor, Assign, BusyOn, Replace, ShowAhead
from handlers.language import night_lines, nights
from handlers.language.night_lines import OffLine, Sense
from handlers.language.people_names import BUSY, GOING, spelt
from handlers.language.tokens import fold, strip_accents
from handlers.tonight import people_lines, words
from handlers.tonight.people_lines import LONGEST, Agreed, AllHere, Coming, ForDays, Line, PutOff, SomeMissing
from storage.instants import Instant
from storage.lookup import OWN, Who
from storage.records import Role

YES_FIRST = {"shift", "swap", "places"}  # topics whose first choice is the yes, whose second is the no


def meant(text: str, who: Who, written: Instant) -> Intent | None:
    """None for what is no line about an evening, or not this person's to say."""
    answered = _answer(text, who)
    if answered is not None:
        return answered
    line = people_lines.read(text)
    if isinstance(line, ForDays):
        return GoAway(line.days)
    if who.has(*OWN):
        off = None if isinstance(line, PutOff) else _off(text, line, who, written)
        if off is not None or line is not None:
            return off or _led(line, text)
    instead = _instead(text) if who.has(Role.CAPTAIN, Role.CLERK) else None
    if instead is not None:
        return instead
    if who.has(Role.VOLUNTEER) and _is_busy(fold(spelt(text))):
        return BusyOn(text)
    if who.has(Role.CLERK) and words.ASSIGNS.fullmatch(fold(spelt(text))):
        return Assign(words.ASSIGN.sub("", spelt(text), count=1))
    stands = _what_stands(text, who, written)
    if stands is not None:
        return stands
    if who.has(Role.CAPTAIN) and any(c.isalpha() for c in text):
        said = fold(spelt(text))
        return AnswerFor(text) if BUSY.search(said) or GOING.search(said) else Assign(text)
    return None


def asked(text: str, who: Who) -> AskTeam | None:
    """Who comes to an evening of one's own, asked in words that are no count."""
    if not who.has(*OWN, Role.VOLUNTEER) or len(text) > LONGEST:
        return None
    raw = spelt(text)
    folded = strip_accents(raw)
    number = words.NUMBER_ASKED.fullmatch(folded) if len(raw) == len(folded) else None
    if number is not None:
        return AskTeam("", raw[number.start("name") : number.end("name")])
    meant_ = words.TEAM_ASKED.search(folded) and not words.NOT_ASKED.search(folded)
    return AskTeam(text) if meant_ else None


def _is_busy(folded: str) -> bool:
    """'tối 1/12 em bận': days to come and a no, and nothing else; a no to tonight is read back first."""
    named = [night for night in nights.named(folded) if not night.alone and night.step != 0]
    rest = nights.without(folded, named)
    left = re.findall(r"[a-z\d]+", rest)
    return bool(named and BUSY.search(rest)) and all(word in words.BUSY_WORDS for word in left)


def _instead(text: str) -> Replace | None:
    """'thay Duyên bằng Linh', 'Linh đi thay Duyên tối 6/12'."""
    raw = spelt(text)
    folded = strip_accents(raw)
    if len(raw) != len(folded):
        return None
    start, end = _between_nights(raw, folded)
    # "Mai thay Duyên" is read whole: behind its first word there is nobody.
    fitting = (one.fullmatch(folded, *cut) for cut in ((start, end), (0, len(folded))) for one in words.INSTEAD)
    found = next((one for one in fitting if one), None)
    if found is None:
        return None
    old, new = (raw[found.start(name) : found.end(name)].strip() for name in ("old", "new"))
    return Replace(text, old, new)


def _between_nights(raw: str, folded: str) -> tuple[int, int]:
    """The line without a night that it begins or ends with."""
    named = [night for night in nights.named(raw) if not night.alone]
    before = next((night.end for night in named if not folded[: night.start].strip()), 0)
    behind = (night.start for night in named if night.start >= before and not folded[night.end :].strip(" .!"))
    return before, next(behind, len(folded))


NOWHERE = 0  # a unit is named that there is none of: nobody's own is meant


def _answer(text: str, who: Who) -> Intent | None:
    """Words that answer the newest question about a shift or places, besides its digits and labels."""
    question = who.question
    if question is None or question.topic not in YES_FIRST or not question.choices:
        return None
    line = people_lines.answer(text)
    if line is None or (isinstance(line, Coming) and question.topic == "places"):
        return None
    yes = isinstance(line, Agreed) or line.going
    return load(question.choices[0 if yes else -1].intent)


def _what_stands(text: str, who: Who, written: Instant) -> Intent | None:
    """Whoever leads no unit decides on no night: asked or claimed, it is told what stands."""
    off_line, _ = _said(text, who, written)
    claims = off_line is not None and off_line.sense in {Sense.OFF, Sense.ON} and off_line.sure
    if off_line is None or not (claims or off_line.sense is Sense.ASKED):
        return None
    night = off_line.night.isoformat() if off_line.night else None
    return AskNight(night) if who.has(Role.CAPTAIN) else ShowAhead() if who.has(Role.VOLUNTEER) else None


def _said(text: str, who: Who, written: Instant) -> tuple[OffLine | None, dict[str, int]]:
    """And the ids of the units by their names."""
    if who.campaign is None:
        return None, {}
    plan = scope.plan(who.plan)
    return night_lines.off(text, plan, who.campaign.day(written)), {group.name: group.unit for group in plan.groups}


def _off(text: str, line: Line | None, who: Who, written: Instant) -> Intent | None:
    """What a head says of a night that is off or not; people who are missing are no night."""
    off_line, units = _said(text, who, written)
    if off_line is None or (isinstance(line, SomeMissing) and not (off_line.sure or off_line.why)):
        return None
    named = tuple(units[name] for names in off_line.groups for name in names)
    if not named and scope.named(text, [group.unit for group in who.plan]) is None:
        named = (NOWHERE,)
    night = off_line.night.isoformat() if off_line.night else None
    why = next((word for word in words.REASONS if word == off_line.why), "")
    match off_line.sense:
        case Sense.ON:
            return GoOn(night, named)
        case Sense.ASKED | Sense.MAYBE:
            return AskNight(night, named, left_open=off_line.sense is Sense.MAYBE)
        case Sense.OWN:
            return CallOff(why, night, named, alone=True)
        case _:
            return CallOff(why, night, named, sure=off_line.sure)


def _led(line: Line | None, text: str) -> Intent | None:
    match line:
        case PutOff(minutes):
            return Later(minutes)
        case AllHere():
            return Attend()
        case SomeMissing():
            return Attend(text)
        case _:
            return None
