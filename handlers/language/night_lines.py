"""One line by which a clerk moves, calls off, adds or reinstates a night: "dời Cầu Đơ 4 tối 12 sang 13". Pure.

Groups are found as in reports; nights look forward here, where reports look back.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, zip_longest

from handlers.language import nights, tags
from handlers.language import words_nights as words
from handlers.language.context import Plan
from handlers.language.nights import Night, Towards
from handlers.language.people_names import spelt, whole
from handlers.language.pieces import Piece
from handlers.language.scan import commonly
from handlers.language.tokens import fold, strip_accents
from handlers.language.vocabulary import listed

LONGEST = 160  # signs; a line that says more is no order
COUNTED = frozenset({tags.PEOPLE, tags.HOUSE, tags.INDICATOR})  # who speaks of these tells figures


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
    line = lined(text, plan, today)
    if line.counted:
        return None
    for verb, form in _VERBS:
        if verb is Verb.CANCEL and _sense(text, line.said) not in {None, Sense.OFF}:
            return None
        lead = words.LEADS.match(line.said)
        if form.match(line.said, lead.end() if lead else 0):
            parts = _parts(verb, line)
            if parts is not None:
                why = words.WHY.search(text)
                near = next((piece.near for piece in line.places if not piece.choices), ())
                return NightLine(verb, *parts, why["why"].strip(" .!") if why else "", near)
    return None


def off(text: str, plan: Plan, today: date) -> OffLine | None:
    """What is said of a night that is off, or is not, wherever in the line the verb stands; None where nothing is."""
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    text = spelt(text)
    line = lined(text, plan, today)
    reason = _reason(text)
    sense = _sense(text, line.said)
    if sense is None:
        return None
    named = [night for night in line.nights if not night.alone]
    rest = nights.without(line.said, named)
    for known in (words.GOES_ON, words.IS_OFF, words.OWN_REASON, _WEATHER):
        rest = known.sub(" ", rest)
    left = [word for word in re.findall(r"[^\W_]+", rest) if word not in words.BESIDE_OFF]
    if len({line.standing(night) for night in named}) > 1:
        return OffLine(Sense.MAYBE, line.groups)
    if any(word.isdigit() for word in left) or not (named or reason or line.groups or sense is not Sense.OFF):
        return None
    night = line.standing(named[0]) if named else None
    return OffLine(sense, line.groups, night, reason, not left)


def tells_figures(text: str, plan: Plan, today: date) -> bool:
    return lined(text, plan, today).counted


def place_and_night(
    text: str, plan: Plan, today: date, towards: Towards = Towards.AHEAD
) -> tuple[tuple[tuple[str, ...], ...], date | None, str]:
    """The units that are named, the night, and the rest of what was said, folded, with § for each unit."""
    line = lined(text, plan, today)
    return line.groups, line.day(towards), line.rest


@dataclass(frozen=True, slots=True)
class Several:
    """More than one night in a line, or one told twice and not alike (`clash`).

    `each`: the line as it would be said of each of the days alone; empty where that cannot be made.
    """

    days: tuple[date, ...]
    each: tuple[str, ...] = ()
    clash: bool = False
    span: bool = False  # by a word for all of them
    apart: bool = False  # each has words of its own
    no_day: bool = False  # "31/11"
    digits: bool = False  # others than the nights'


def several(
    text: str, plan: Plan, today: date, towards: Towards = Towards.AHEAD, *, names: bool = False
) -> Several | None:
    """None where one night, or none, is named. `names`: beside another night "mai" is somebody."""
    written = unicodedata.normalize("NFC", text)
    if len(written) > LONGEST:
        return None
    quick = nights.named(spelt(written))
    span = nights.spans(spelt(written), today)
    if any(night.month and not night.days(today, towards) for night in quick):
        return Several((), no_day=True)
    if span is None and len(quick) < 2 and not any(night.also for night in quick):
        return None
    line = list(written)
    for piece in commonly(written, plan, today):
        if piece.tag is tags.GROUP:
            line[piece.start : piece.end] = "§" * (piece.end - piece.start)
    masked = spelt("".join(line))
    found = [night for night in nights.named(masked) if not night.alone]
    if names:
        found = [night for night in found if masked[night.start : night.end].strip() != words.MAI] or found
    exact = len(masked) == len(written)
    digits = any(sign.isdigit() for sign in nights.without(masked, found))
    if span is not None and not found:
        (start, end), days = span
        return Several(days, _each(written, start, end, days) if exact else (), span=True, digits=digits)
    clash = next((night for night in found if night.clashes(today, towards)), None)
    if clash is not None:
        days = clash.days(today, towards)
        return Several(days, _each(written, clash.start, clash.end, days) if exact else (), clash=True, digits=digits)
    meant = [day for night in found if (day := night.meant(today, towards, _nights_of(plan))) is not None]
    if len(set(meant)) < 2 or len(meant) < len(found):
        return None
    days = tuple(dict.fromkeys(meant))
    if len(found) == 2 and nights.ROW.fullmatch(strip_accents(masked[found[0].end : found[1].start])):
        length = (meant[1] - meant[0]).days
        if 0 < length < nights.LONGEST_ROW:
            days = tuple(meant[0] + timedelta(days=n) for n in range(length + 1))
        return Several(days, _each(written, found[0].start, found[1].end, days) if exact else (), digits=digits)
    if not exact or len(days) < len(found):
        return Several(days, digits=digits)
    gaps = [strip_accents(masked[one.end : other.start]) for one, other in pairwise(found)]
    if all(words.BETWEEN_NIGHTS.fullmatch(gap) for gap in gaps):
        return Several(days, _each(written, found[0].start, found[-1].end, days), digits=digits)
    each = tuple(_saying(written, found, n) for n in range(len(found)))
    return Several(days, each, apart=True, digits=digits)


def _nights_of(plan: Plan) -> frozenset[date]:
    return frozenset(night for group in plan.groups for night in group.nights)


def _each(text: str, start: int, end: int, days: Sequence[date]) -> tuple[str, ...]:
    """The dates in place of the words."""
    return tuple(" ".join(f"{text[:start]} {day.day}/{day.month} {text[end:]}".split()) for day in days)


def _saying(text: str, found: Sequence[Night], n: int) -> str:
    """What is said between the night before and the night after: cut at the last mark that parts them."""
    cuts = [0]
    for night, other in pairwise(found):
        marks = list(words.PARTS_SAYINGS.finditer(strip_accents(text.lower()), night.end, other.start))
        cuts.append(marks[-1].end() if marks else other.start)
    return text[cuts[n] : (*cuts, len(text))[n + 1]].strip(" ,;.")


@dataclass(frozen=True, slots=True)
class EveningLine:
    """`said`: folded, with § in the place of each unit, so that its number is no day. `nights`: spans of it."""

    said: str
    nights: tuple[Night, ...]
    places: tuple[Piece, ...]
    counted: bool  # somebody, or something, is counted
    plan: Plan
    today: date

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(piece.choices for piece in self.places)

    @property
    def first(self) -> Night | None:
        """The night that the line is about."""
        return next((night for night in self.nights if not night.alone), None)

    @property
    def rest(self) -> str:
        return nights.without(self.said, [self.first]) if self.first else self.said

    def day(self, towards: Towards) -> date | None:
        if self.first is None:
            return None
        if towards is Towards.AHEAD:
            return self.coming(self.first, self.today)
        return self.first.meant(self.today, towards, self.planned)

    @property
    def planned(self) -> list[date]:
        """The nights of the units that are named."""
        known = {name for names in self.groups for name in names}
        return sorted({night for group in self.plan.groups if group.name in known for night in group.nights})

    def standing(self, night: Night) -> date:
        """One of the units' nights, the next before those that are over; else the one to come."""
        fitting = [day for day in self.planned if self._fits(night, day)]
        ahead = [day for day in fitting if day >= self.today]
        return next(iter(ahead or fitting[::-1]), self.coming(night, self.today))

    def coming(self, night: Night, anchor: date) -> date:
        """The nearest to `anchor` that is not over, or else, so that it can be refused, the nearest."""
        weekly = night.weekday is not None and night.week is None
        days = night.days(max(anchor, self.today) if weekly else self.today, Towards.AHEAD)
        ahead = [day for day in days if day >= self.today]
        return min(ahead or days, key=lambda day: abs((day - anchor).days), default=self.today - timedelta(days=1))

    def _fits(self, night: Night, day: date) -> bool:
        return day.day == night.day if night.day and not night.month else day in night.days(self.today, Towards.AHEAD)


@lru_cache(maxsize=256)
def lined(text: str, plan: Plan, today: date) -> EveningLine:
    """Several readers ask on the way of one message."""
    pieces = commonly(text, plan, today)
    places = tuple(_places(pieces))
    marked = text
    for piece in sorted(places, key=lambda piece: -piece.start):
        marked = f"{marked[: piece.start]} § {marked[piece.end :]}"
    raw = spelt(marked)
    if strip_accents(raw) != raw:
        raw = words.OTHER_WORDS.sub(_masked, raw)
    said = words.HUY.sub(_masked, strip_accents(raw))
    counted = any(piece.tag in COUNTED for piece in pieces)
    return EveningLine(said, tuple(nights.named(raw)), places, counted, plan, today)


def _masked(match: re.Match[str]) -> str:
    return "…" * len(match[0])


_WEATHER_WORDS = listed("people", "weather")
_WEATHER = whole("|".join(_WEATHER_WORDS))
_WEATHER_SPELT = re.compile(rf"(?<!\w)(?:{'|'.join(_WEATHER_WORDS)})(?!\w)")


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
    return next((word for word in _WEATHER_WORDS if found and found[0] in {word, fold(word)}), "")


def _places(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A number behind an area is its group's, whatever word follows: in a report it might be a count."""
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.tag is tags.GROUP:
            number = str(after.value) if after and after.tag is tags.NUMBER else ""
            one = tuple(name for name in piece.choices if number in name.split())
            narrow = len(piece.choices) > 1 and len(one) == 1 and after
            yield replace(piece, choices=one, end=after.end) if narrow and after else piece


def _parts(verb: Verb, line: EveningLine) -> tuple[tuple[tuple[str, ...], ...], date | None, date | None] | None:
    towards = words.TOWARDS.search(line.said) if verb is Verb.MOVE else None
    cut = towards.span() if towards else (len(line.said), len(line.said))
    standing = _worded([night for night in line.nights if night.end <= cut[0]], line)
    targets = _worded([night for night in line.nights if night.start >= cut[1]], line)
    if verb is Verb.MOVE and len(targets) != 1:
        return None
    if len(standing) > 1 or (verb is Verb.ADD and not standing):
        return None
    evident = bool(words.EVENING.search(line.said)) and bool(standing or targets)
    numbered = any(sign.isdigit() for sign in nights.without(line.said, line.nights))
    if not evident and (not line.groups or numbered):
        return None
    if verb is Verb.ADD:
        return line.groups, None, line.coming(standing[0], line.today)
    night = line.standing(standing[0]) if standing else None
    return line.groups, night, line.coming(targets[0], night or line.today) if targets else None


def _worded(found: list[Night], line: EveningLine) -> list[Night]:
    """Where no unit is known, a lone number may be that of an unknown one: then only a worded night is a night."""
    return [night for night in found if not night.alone] if len(found) > 1 and not line.groups else found
