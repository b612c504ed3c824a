"""What a clerk says about the doubtful rows of a roster: "Tổ 9 là Tổ dân phố số 9", "bỏ dòng 7". Pure."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.language.tokens import flat, fold
from handlers.language.unit_names import gazetteer
from handlers.people import roster_reading as reading
from handlers.people.roster_reading import RosterDraft, UnplacedHead
from handlers.planning import plan_answers
from handlers.planning import words as planning_words
from handlers.problem import number_of

PARTS = re.compile(r"[;\n]|,(?=\s*\D)")
SIGNS = " .!\"'“”‘’"
RIGHT = re.compile(r"(?:dung|phai)(?: (?:roi|vay|ca|het|tat ca|the))*")


@dataclass(frozen=True, slots=True)
class RosterAnswer:
    """As the draft keeps them: words and rows with their unit, and rows that do not count."""

    places: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def read(text: str, draft: RosterDraft, waiting: Sequence[UnplacedHead], units: Sequence[str]) -> RosterAnswer | None:
    """None where any part of it is not understood."""
    said = fold(text).strip(SIGNS)
    if RIGHT.fullmatch(said) or planning_words.ADOPT.fullmatch(said):
        return _right(waiting)
    parts = [part.strip(SIGNS) for part in PARTS.split(text) if part.strip(SIGNS)]
    written = {(number_of(one.row), one.written) for one in waiting}
    of_several = {row for row, _ in written if len([True for other, _ in written if other == row]) > 1}
    found = [_part(part, draft, units, of_several) for part in parts]
    told = [one for one in found if one is not None]
    if not told or len(told) < len(found):
        return None
    return RosterAnswer(
        {name: unit for one in told for name, unit in one.places.items()},
        {row: unit for one in told for row, unit in one.rows.items()},
        tuple(dict.fromkeys(row for one in told for row in one.dropped)),
    )


def _right(waiting: Sequence[UnplacedHead]) -> RosterAnswer | None:
    """Each that had one name beside it."""
    places = {one.written: one.near[0] for one in waiting if len(one.near) == 1}
    return RosterAnswer(places=places) if places else None


def _part(text: str, draft: RosterDraft, units: Sequence[str], of_several: Collection[str]) -> RosterAnswer | None:
    """`of_several`: rows that hold people of several places, which no one name can settle."""
    rows = {number_of(row.row) for row in draft.read.people}
    dropped = plan_answers.dropped(text)
    if dropped:
        return RosterAnswer(dropped=tuple(sorted(dropped))) if dropped <= rows else None
    text = unicodedata.normalize("NFC", text)
    first = planning_words.ROW_FIRST.fullmatch(flat(text))
    if first:
        unit = _unit(text[first.start("rest") :], units)
        return RosterAnswer(rows={first["row"]: unit}) if unit and first["row"] in rows - {*of_several} else None
    written = reading.written_places(draft)
    same = planning_words.IS_UNIT.fullmatch(text)
    if same:
        name, unit = plan_answers.called_so(same["name"], written), _unit(same["unit"], units)
        return RosterAnswer(places={name: unit}) if name and unit else None
    verb = planning_words.NAMED_VERB.fullmatch(text)
    if verb and fold(verb["verb"]).startswith("bo"):
        left = _rows_called(verb["name"], draft, written)
        return RosterAnswer(dropped=left) if left else None
    return None


def _rows_called(said: str, draft: RosterDraft, written: Sequence[str]) -> tuple[str, ...]:
    """Of a place that nobody knows, or of one person."""
    place = plan_answers.called_so(said, written)
    if place:
        return reading.rows_of(draft, place)
    named = [number_of(row.row) for row in draft.read.people if fold(row.name) == fold(said).strip(SIGNS)]
    return tuple(named) if len(named) == 1 else ()


def _unit(said: str, units: Sequence[str]) -> str:
    meant = gazetteer(tuple(units)).meant(said.strip(SIGNS))
    return meant[0] if len(meant) == 1 else plan_answers.called_so(said, units)
