"""Tokens -> hours: from-to pairs, the part of the day they belong to, and the twelve hours people leave out."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from handlers.documents.read.moments import DateToken, Sort
from handlers.documents.read.words import AFTER_NOON, ALL_DAY, PARTS

WHY = {
    "time_reversed": "ends before it starts",
    "invalid_time": "no such hour",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """None = the text does not say. `part` is the folded word for the part of the day."""

    start: str | None = None
    end: str | None = None
    part: str | None = None

    @property
    def part_name(self) -> str | None:
        return None if self.part is None else PARTS.get(self.part, ALL_DAY)


OPEN = Slot()


@dataclass(frozen=True, slots=True)
class Timed:
    """Each slot with the place of its first token, and what is wrong as (kind, text)."""

    places: tuple[int, ...]
    slots: tuple[Slot, ...]
    faults: tuple[tuple[str, str], ...]


@dataclass
class _Draft:
    place: int
    tokens: list[DateToken] = field(default_factory=list)
    part: str | None = None


def spelt_out(found: list[DateToken]) -> list[DateToken]:
    """Hours that are joined and each have a part of the day ("7h tối đến 9h tối", "7h sáng - 1h chiều") need none."""
    parted = _parted(found)
    timely = [place for place, token in enumerate(found) if token.sort is Sort.TIME]
    pairs = [
        (first, second)
        for first, second in pairwise(timely)
        if first in parted and second in parted and _between(found, first, second)
    ]
    alike = {first for first, second in pairs if found[parted[first]].word == found[parted[second]].word}
    told = {place for pair in pairs for place in pair}
    gone = {parted[place] for place in told} - {parted[place] for place in alike}
    clocked = [
        replace(token, number=_clock(token.number, found[parted[place]].word)) if place in told else token
        for place, token in enumerate(found)
    ]
    return [token for place, token in enumerate(clocked) if place not in gone]


def _between(found: list[DateToken], first: int, second: int) -> bool:
    """A range and nothing that parts them."""
    sorts = [token.sort for token in found[first + 1 : second]]
    return Sort.RANGE in sorts and Sort.BREAK not in sorts


def _parted(found: list[DateToken]) -> dict[int, int]:
    """Where an hour stands, and the part of the day beside it: behind it, or before it."""
    parts: dict[int, int] = {}
    for place, token in enumerate(found):
        if token.sort is not Sort.PART:
            continue
        before, behind = found[place - 1 : place] if place else [], found[place + 1 : place + 2]
        if before and before[0].sort is Sort.TIME and place - 1 not in parts:
            parts[place - 1] = place
        elif behind and behind[0].sort is Sort.TIME:
            parts[place + 1] = place
    return parts


def _clock(number: int, part: str) -> int:
    return number + 1200 if part in AFTER_NOON and number // 100 in AFTER_NOON[part] else number


def read(found: list[DateToken], text: str) -> Timed:
    drafts = _merged(_drafts(found))
    faults: list[tuple[str, str]] = []
    slots = []
    for draft in drafts:
        slot = _slot(draft)
        fault = _fault(draft, slot)
        if fault:
            faults.append((fault, text[draft.tokens[0].start : draft.tokens[-1].end].strip()))
        slots.append(slot)
    return Timed(tuple(draft.place for draft in drafts), tuple(slots), tuple(faults))


def _drafts(found: list[DateToken]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for place, token in enumerate(found):
        timely = token.sort in {Sort.PART, Sort.TIME}
        if timely and not (drafts and _took(drafts[-1], found, place)):
            part = token.word if token.sort is Sort.PART else None
            drafts.append(_Draft(place, [] if token.sort is Sort.PART else [token], part))
    return drafts


def _took(draft: _Draft, found: list[DateToken], place: int) -> bool:
    """Whether the token completed the draft: "7h30 tối", "tối 7h30", "7h30 - 9h30"."""
    token = found[place]
    if token.sort is Sort.PART:
        after = bool(draft.tokens) and not draft.part and found[place - 1].sort is Sort.TIME
        draft.part = token.word if after else draft.part
        return after
    wanted = not draft.tokens or (len(draft.tokens) == 1 and joined(found, place, Sort.TIME))
    draft.tokens += [token] if wanted else []
    return wanted


def joined(found: list[DateToken], place: int, sort: Sort) -> bool:
    """Whether a range ties the token at `place` to the one of its sort before it: "A - B", "A x - B x", "x A - x B"."""
    other = Sort.DATE if sort is Sort.TIME else Sort.TIME
    signs = [
        token.sort
        for token in found[:place]
        if token.sort in {Sort.DATE, Sort.TIME, Sort.RANGE, Sort.BREAK, Sort.EXCEPT}
    ]
    patterns = ([sort, Sort.RANGE], [sort, other, Sort.RANGE], [other, sort, Sort.RANGE, other])
    return any(signs[-len(pattern) :] == pattern for pattern in patterns)


def _merged(drafts: list[_Draft]) -> list[_Draft]:
    """In "tối ... 19h30" one part without hours and one pair of hours without a part are the same evening."""
    if len(drafts) == 2:
        first, second = drafts
        bare, timed = (first, second) if not first.tokens else (second, first)
        if not bare.tokens and timed.tokens and timed.part is None:
            return [_Draft(first.place, timed.tokens, bare.part)]
    return drafts


def _slot(draft: _Draft) -> Slot:
    shown = [_shown(token.number, draft.part) for token in draft.tokens]
    return Slot(shown[0] if shown else None, shown[1] if len(shown) > 1 else None, draft.part)


def _shown(number: int, part: str | None) -> str:
    hour, minute = divmod(_clock(number, part or ""), 100)
    return f"{hour:02}:{minute:02}"


def _fault(draft: _Draft, slot: Slot) -> str:
    if any(token.number // 100 > 23 or token.number % 100 > 59 for token in draft.tokens):
        return "invalid_time"
    if slot.start and slot.end and slot.end <= slot.start:
        return "time_reversed"
    return ""


def without_hours(slots: tuple[Slot, ...]) -> bool:
    return all(slot.start is None for slot in slots)


def named(slot: Slot, known: tuple[Slot, ...]) -> Slot:
    """The hours the document gives for this part of the day, if this slot has none."""
    if slot.start or not slot.part:
        return slot
    fitting = [other for other in known if other.part == slot.part and other.start]
    return replace(fitting[0]) if len(fitting) == 1 else slot
