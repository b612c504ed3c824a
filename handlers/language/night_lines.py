"""One line by which a clerk moves, calls off, adds or reinstates a night: "dời Cầu Đơ 4 tối 12 sang 13". Pure.

Groups are found as in reports; nights look forward here, where reports look back.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest

from handlers.language.context import Context, Plan
from handlers.language.days import nearest
from handlers.language.people_names import spelt, whole
from handlers.language.pieces import Piece, Tag
from handlers.language.scan import scan
from handlers.language.tokens import fold, strip_accents
from handlers.planning import words_plan as words
from handlers.tonight.words_evening import WEATHER

LONGEST = 160  # signs; a line that says more is no order
COUNTED = frozenset({Tag.PEOPLE, Tag.HOUSE, Tag.INDICATOR})  # who speaks of these tells figures


class Verb(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    ADD = "add"
    REINSTATE = "reinstate"


@dataclass(frozen=True, slots=True)
class NightLine:
    """`groups`: for each place that was named the names it may mean; none when it is not known. `why`: as written.

    `night` None: not said, or not needed (an added night is `to`).
    """

    verb: Verb
    groups: tuple[tuple[str, ...], ...]
    night: date | None = None
    to: date | None = None
    why: str = ""
    near: tuple[str, ...] = ()  # of a place that is not known, those that may be meant


class Sense(StrEnum):
    """What is said of a night that may be off. `MAYBE`: nothing that can be acted on. `OWN`: who speaks is away."""

    OFF = "off"
    ON = "on"
    ASKED = "asked"
    MAYBE = "maybe"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class OffLine:
    """`groups` as in `NightLine`; `sure`: every word of the line is explained by this."""

    sense: Sense
    groups: tuple[tuple[str, ...], ...] = ()
    night: date | None = None
    why: str = ""
    sure: bool = True


# The first that fits decides: "bỏ hủy" reinstates, "bù" adds, "hoãn … sang" moves.
_VERBS = (
    (Verb.REINSTATE, words.REINSTATES),
    (Verb.ADD, words.ADDS),
    (Verb.MOVE, words.MOVES),
    (Verb.CANCEL, words.CANCELS),
)


def read(text: str, plan: Plan, today: date) -> NightLine | None:
    """None for everything that is no such line, or may be something else."""
    if len(text) > LONGEST or "\n" in text.strip() or text.rstrip().endswith("?"):
        return None
    pieces = scan(text, Context(plan, today)) or []
    if any(piece.tag in COUNTED for piece in pieces):
        return None
    named = list(_named(pieces))
    said = _said(text, named)
    for verb, form in _VERBS:
        if verb is Verb.CANCEL and _sense(text, said) not in {None, Sense.OFF}:
            return None
        lead = words.LEADS.match(said)
        begins = form.match(said, lead.end() if lead else 0)
        if begins:
            line = _line(verb, said, named, _Calendar(plan, named, today))
            if line is not None:
                why = words.WHY.search(text)
                near = next((piece.near for piece in named if not piece.choices), ())
                return NightLine(verb, *line, why["why"].strip(" .!") if why else "", near)
    return None


_WEATHER = whole(WEATHER)
_WEATHER_SPELT = re.compile(rf"(?<!\w)(?:{WEATHER})(?!\w)")


def off(text: str, plan: Plan, today: date) -> OffLine | None:
    """What is said of a night that is off, or is not, wherever in the line the verb stands; None where nothing is."""
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    text = spelt(text)
    named = list(_named(scan(text, Context(plan, today)) or []))
    said = _said(text, named)
    reason = _reason(text)
    sense = _sense(text, said)
    if sense is None:
        return None
    groups = tuple(piece.choices for piece in named)
    nights = [match for match in words.NIGHT.finditer(said) if _is_night(match, said)]
    rest = said
    for match in reversed(nights):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    for known in (words.GOES_ON, words.IS_OFF, words.OWN_REASON, _WEATHER):
        rest = known.sub(" ", rest)
    left = [word for word in re.findall(r"[^\W_]+", rest) if word not in words.BESIDE_OFF]
    if len(nights) > 1:
        return OffLine(Sense.MAYBE, groups)
    if any(word.isdigit() for word in left) or not (nights or reason or groups or sense is not Sense.OFF):
        return None
    night = _Calendar(plan, named, today).standing(nights[0]) if nights else None
    return OffLine(sense, groups, night, reason, not left)


def tells_figures(text: str, plan: Plan, today: date) -> bool:
    return any(piece.tag in COUNTED for piece in scan(text, Context(plan, today)) or [])


def place_and_night(text: str, plan: Plan, today: date) -> tuple[tuple[tuple[str, ...], ...], date | None, str]:
    """The units that are named, the night, and the rest of what was said, folded, with § for each unit."""
    text = spelt(text)
    named = list(_named(scan(text, Context(plan, today)) or []))
    said = _said(text, named)
    found = next((match for match in words.NIGHT.finditer(said) if _is_night(match, said)), None)
    groups = tuple(piece.choices for piece in named)
    if found is None:
        return groups, None, said
    night = _Calendar(plan, named, today).coming(found, today)
    return groups, night, f"{said[: found.start()]} {said[found.end() :]}"


def _sense(text: str, said: str) -> Sense | None:
    """`said`: the same, folded. What is asked, or left open, is no decision."""
    is_off, goes_on = words.IS_OFF.search(said), words.GOES_ON.search(said)
    if not is_off and not goes_on:
        return None
    if words.SOMEBODY_ELSE_COMES.search(said):
        return None
    if words.ASKS.search(said) or words.ASKS_ALOUD.search(unicodedata.normalize("NFC", text.lower())):
        return Sense.ASKED
    if words.ON_CONDITION.search(said):
        return Sense.MAYBE
    if goes_on:
        return Sense.ON
    alone = words.OWN_REASON.search(said) or words.OWN_ABSENCE.search(said)
    return Sense.OWN if alone and not _reason(text) else Sense.OFF


def _reason(text: str) -> str:
    """As it is spelt with its marks: without them "bão" is also "báo", where others are written."""
    plain = spelt(text)
    found = (_WEATHER_SPELT if strip_accents(plain) != plain else _WEATHER).search(plain)
    return next((word for word in WEATHER.split("|") if found and found[0] in {word, fold(word)}), "")


def _is_night(match: re.Match[str], said: str) -> bool:
    """No number that stands alone, and nobody whose name is Mai."""
    if match["bare"]:
        return not match.group()[0].isdigit()
    names = [span for one in words.NAMED_MAI.finditer(said) for span in (one.span("first"), one.span("second"))]
    return match.span("near") not in names


def _said(text: str, named: Sequence[Piece]) -> str:
    marked = spelt(_marked(text, named))
    if strip_accents(marked) != marked:
        marked = words.OTHER_WORDS.sub("…", marked)
    folded = words.BEFORE_YESTERDAY.sub("homkia", words.HUY.sub("…", fold(marked)))
    return words.YESTERDAY.sub("homqua", folded)


def _named(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A number behind an area is its group's, whatever word follows: in a report it might be a count."""
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.tag is Tag.GROUP:
            number = str(after.value) if after and after.tag is Tag.NUMBER else ""
            one = tuple(name for name in piece.choices if number in name.split())
            narrow = len(piece.choices) > 1 and len(one) == 1 and after
            yield replace(piece, choices=one, end=after.end) if narrow and after else piece


Parts = tuple[tuple[tuple[str, ...], ...], date | None, date | None]


def _line(verb: Verb, said: str, named: Sequence[Piece], calendar: "_Calendar") -> Parts | None:
    groups = tuple(piece.choices for piece in named)
    first, towards, second = _halves(said) if verb is Verb.MOVE else (said, False, "")
    nights, targets = _nights(first, groups), _nights(second, groups)
    if verb is Verb.MOVE and not (towards and len(targets) == 1):
        return None
    if len(nights) > 1 or (verb is Verb.ADD and not nights):
        return None
    evident = bool(words.EVENING.search(said)) and bool(nights or targets)
    if not evident and (not groups or any(sign.isdigit() for sign in _rest(first, second))):
        return None
    night = calendar.standing(nights[0]) if nights else None
    if verb is Verb.ADD:
        return groups, None, calendar.coming(nights[0], calendar.today)
    return groups, night, calendar.coming(targets[0], night or calendar.today) if targets else None


def _nights(said: str, groups: tuple[tuple[str, ...], ...]) -> list[re.Match[str]]:
    """Where no group is known, a lone number may be that of an unknown one: then only a worded night is a night."""
    found = list(words.NIGHT.finditer(said))
    worded = [match for match in found if not match["bare"] or not match.group()[0].isdigit()]
    return worded if len(found) > 1 and not groups else found


def _halves(said: str) -> tuple[str, bool, str]:
    towards = words.TOWARDS.search(said)
    return (said[: towards.start()], True, said[towards.end() :]) if towards else (said, False, "")


def _rest(*parts: str) -> str:
    return " ".join(words.NIGHT.sub("", part) for part in parts)


def _marked(text: str, named: Sequence[Piece]) -> str:
    """With § in the place of each group, so that its number is no day."""
    for piece in sorted(named, key=lambda piece: -piece.start):
        text = f"{text[: piece.start]} § {text[piece.end :]}"
    return text


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What a day that was named in a few signs means: one of the groups' nights, else the one to come."""

    plan: Plan
    named: Sequence[Piece]
    today: date

    def standing(self, match: re.Match[str]) -> date:
        nights = [night for group in self.plan.groups if self._is_named(group.name) for night in group.nights]
        fitting = [night for night in sorted(nights) if self._fits(match, night)]
        ahead = [night for night in fitting if night >= self.today]
        return next(iter(ahead or fitting[::-1]), self.coming(match, self.today))

    def coming(self, match: re.Match[str], anchor: date) -> date:
        """The nearest to `anchor` that is not over, or else, so that it can be refused, the nearest."""
        days = list(self._candidates(match, anchor))
        ahead = [day for day in days if day >= self.today]
        return min(ahead or days, key=lambda day: abs((day - anchor).days), default=self.today - timedelta(days=1))

    def _is_named(self, name: str) -> bool:
        return any(name in piece.choices for piece in self.named)

    def _fits(self, match: re.Match[str], night: date) -> bool:
        if match["bare"]:
            return night.day == int(match["bare"])
        return night in set(self._candidates(match, self.today))

    def _candidates(self, match: re.Match[str], anchor: date) -> Iterator[date]:
        if match["near"]:
            yield self.today + timedelta(days=words.NEAR[match["near"]])
        elif match["weekday"] or match["sunday"]:
            wanted = 6 if match["sunday"] else words.WEEKDAYS[match["weekday"]]
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=bool(match["later"]))
            day = monday + timedelta(days=wanted)
            while not (match["later"] or match["this"]) and day < max(anchor, self.today):
                day += timedelta(weeks=1)
            yield day
        elif match["bare"]:
            yield from _of_months(int(match["bare"]), anchor)
        else:
            year = int(match["year"]) if match["year"] else None
            found = nearest((int(match["day"]), int(match["month"]), year), anchor)
            yield from [found] if found else []


def _of_months(day: int, anchor: date) -> Iterator[date]:
    """That day in the month of `anchor`, and in the ones before and after."""
    first = anchor.replace(day=1)
    for month in (first - timedelta(days=1), first, first + timedelta(days=32)):
        found = nearest((day, month.month, month.year), anchor)
        yield from [found] if found else []
