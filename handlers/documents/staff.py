"""Rows of a roster -> persons: heading, sections, names without titles, roles, and the groups they answer for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from handlers.documents import names, phones, places, words
from handlers.documents.phones import Phones
from handlers.documents.places import Place
from handlers.documents.tables import Document, Label, Row, Table
from handlers.documents.words import clean, fold, folded_words

LONGEST_HEADING = 60


class Field(Enum):
    NUMBER = auto()
    NAME = auto()
    ROLE = auto()
    UNIT = auto()
    CHARGE = auto()  # the groups a person answers for
    PHONE = auto()


Heading = dict[Field, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it was understood; `places` holds every group its text named, found or not."""

    row: Label
    name: str
    role: str
    role_text: str
    unit: str
    places: tuple[Place, ...]
    phones: Phones
    everywhere: bool = False


@dataclass
class Section:
    """What stands over the rows below it: a group, a force, an office."""

    text: str = ""
    places: tuple[Place, ...] = ()
    gap: bool = False
    closed: bool = False
    heading: Heading = field(default_factory=dict)


def entries(document: Document, groups: Sequence[str]) -> list[Entry]:
    found: list[Entry] = []
    for block in document.blocks:
        if isinstance(block, Table):
            section = Section()
            for row in block.rows:
                found.extend(_row(row, section, groups))
    return found


def _row(row: Row, section: Section, groups: Sequence[str]) -> Iterator[Entry]:
    heading = _heading(row)
    if heading:
        section.heading, section.gap, section.closed = heading, False, False
    elif section.heading and not _is_aside(row, section) and not _opens_section(row, section, groups):
        yield _entry(row, section, groups)


def _heading(row: Row) -> Heading:
    heading: Heading = {}
    for index, cell in enumerate(row.cells):
        known = _field(cell.text)
        if known:
            heading[known] = (*heading.get(known, ()), index)
    return heading if Field.NAME in heading and len(heading) > 1 else {}


def _field(text: str) -> Field | None:
    heading = " ".join(folded_words(text))
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    listed = {
        Field.NUMBER: words.NUMBER_HEADERS,
        Field.NAME: words.NAME_HEADERS,
        Field.ROLE: words.ROLE_HEADERS,
        Field.UNIT: words.UNIT_HEADERS,
        Field.PHONE: words.PHONE_HEADERS,
    }
    for known, signs in listed.items():
        if heading in signs or (
            known is not Field.NUMBER and any(heading.startswith(f"{sign} ") for sign in signs if " " in sign)
        ):
            return known
    return Field.CHARGE if any(f" {sign} " in f" {heading} " for sign in words.CHARGE_SIGNS) else None


def _is_aside(row: Row, section: Section) -> bool:
    """Empty rows, totals, signatures, and the name under a signature."""
    if not row.filled:
        section.gap = True
        return True
    texts = [fold(clean(cell.text[: words.LONGEST_CELL])).strip() for cell in row.filled]
    if any(words.CLOSING.match(text) for text in texts):
        section.closed = True
    lone = len(row.filled) == 1 and section.gap and not _text(row, section, Field.PHONE)
    return (
        section.closed or bool(words.TOTALS.match(texts[0]) or words.ASIDE.match(texts[0])) or (lone and _is_plain(row))
    )


def _is_plain(row: Row) -> bool:
    return not any(sign.isdigit() for sign in row.text) and not row.text.isupper()


def _opens_section(row: Row, section: Section, groups: Sequence[str]) -> bool:
    filled = row.filled
    number = fold(_text(row, section, Field.NUMBER)).strip()
    lettered = len(filled) == 2 and bool(words.SECTION.fullmatch(number))
    name = _text(row, section, Field.NAME)
    if not lettered and (len(filled) > 1 or (name and number.isdecimal())):
        return False
    text = words.ENUMERATOR.sub("", clean(filled[-1].text).strip())
    section.text = text
    found = _places(text, groups) if groups else ()
    section.places = tuple(place for place in found if place.group)
    section.gap = False
    return True


def _entry(row: Row, section: Section, groups: Sequence[str]) -> Entry:
    role_text = _text(row, section, Field.ROLE)
    unit = _text(row, section, Field.UNIT)
    charge = _text(row, section, Field.CHARGE)
    everywhere = bool(words.EVERYWHERE.match(fold(charge)))
    found = () if everywhere else _charged(charge, (unit, role_text), section, groups)
    return Entry(
        row=row.label,
        name=person_name(_text(row, section, Field.NAME)),
        role=role(role_text, unit, section.text),
        role_text=role_text,
        unit=unit or section.text or charge,
        places=found,
        phones=phones.read(*(clean(row.cells[index].text) for index in section.heading.get(Field.PHONE, ()))),
        everywhere=everywhere,
    )


def _text(row: Row, section: Section, wanted: Field) -> str:
    cells = {
        row.cells[index].origin: row.cells[index].text
        for index in section.heading.get(wanted, ())
        if index < len(row.cells)
    }
    return " ".join(" ".join(clean(text).split("\n")).strip() for text in cells.values() if text.strip())


def _charged(charge: str, others: tuple[str, ...], section: Section, groups: Sequence[str]) -> tuple[Place, ...]:
    """The column that names groups; else a unit that is exactly one group; else the section."""
    if charge:
        return _places(charge, groups)
    found = [places.find(text, groups) for text in others if text]
    sure = tuple(place for place in found if place.group)
    return sure[:1] or section.places


def _places(text: str, groups: Sequence[str]) -> tuple[Place, ...]:
    whole = places.find(text, groups)
    if whole.group:
        return (whole,)
    try:
        pieces = names.split(text)
    except names.Unclear:
        return (whole,)
    if not groups:
        return tuple(Place(piece, piece) for piece in pieces)
    return tuple(places.find(piece, groups) for piece in pieces)


def person_name(text: str) -> str:
    """Without titles and doubled spaces; capitals throughout are an office's habit, not part of the name."""
    name = " ".join(clean(text).split())
    while words.TITLES.match(name):
        name = words.TITLES.sub("", name, count=1)
    if name.isupper() or name.islower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    return name


def role(*texts: str) -> str:
    """The first text that names a role decides: what a person is, then where, then under which heading."""
    for text in texts:
        said = " ".join(folded_words(text))
        for known, pattern in words.ROLES:
            if pattern.search(said):
                return known
    return "member"
