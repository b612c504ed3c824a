"""Rows of a roster -> persons: sections, names without titles, phones, and the groups they answer for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.documents import names, phones, places, words
from handlers.documents.phones import Phones
from handlers.documents.places import Place
from handlers.documents.posts import Field, Heading, headings
from handlers.documents.posts import role as role_of
from handlers.documents.tables import Document, Label, Row, Table
from handlers.documents.words import clean, fold


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
    headings: tuple[Heading, ...] = ()


def entries(document: Document, groups: Sequence[str]) -> list[Entry]:
    found: list[Entry] = []
    for block in document.blocks:
        if isinstance(block, Table):
            section = Section()
            for row in block.rows:
                found.extend(_row(row, section, groups))
    return found


def _row(row: Row, section: Section, groups: Sequence[str]) -> Iterator[Entry]:
    found = headings(row)
    if found:
        section.headings, section.gap, section.closed = found, False, False
    elif section.headings and not _is_aside(row, section) and not _opens_section(row, section, groups):
        entries_ = [_entry(row, heading, section, groups) for heading in section.headings]
        yield from (entry for entry in entries_ if entry.name or entry is entries_[0])


def _is_aside(row: Row, section: Section) -> bool:
    """Empty rows, totals, signatures, and the name under a signature."""
    if not row.filled:
        section.gap = True
        return True
    texts = [fold(clean(cell.text[: words.LONGEST_CELL])).strip() for cell in row.filled]
    if any(words.CLOSING.match(text) for text in texts):
        section.closed = True
    lone = len(row.filled) == 1 and section.gap and not _text(row, section.headings[0], Field.PHONE)
    return (
        section.closed or bool(words.TOTALS.match(texts[0]) or words.ASIDE.match(texts[0])) or (lone and _is_plain(row))
    )


def _is_plain(row: Row) -> bool:
    return not any(sign.isdigit() for sign in row.text) and not row.text.isupper()


def _opens_section(row: Row, section: Section, groups: Sequence[str]) -> bool:
    filled = row.filled
    number = fold(_text(row, section.headings[0], Field.NUMBER)).strip()
    lettered = len(filled) == 2 and bool(words.SECTION.fullmatch(number))
    name = _text(row, section.headings[0], Field.NAME)
    if not lettered and (len(filled) > 1 or (name and number.isdecimal())):
        return False
    text = words.ENUMERATOR.sub("", clean(filled[-1].text).strip())
    section.text = text
    found = _places(text, groups) if groups else ()
    section.places = tuple(place for place in found if place.group)
    section.gap = False
    return True


def _entry(row: Row, heading: Heading, section: Section, groups: Sequence[str]) -> Entry:
    name = person_name(_text(row, heading, Field.NAME))
    role_text = _text(row, heading, Field.ROLE) or (heading.role if name else "")
    unit = _text(row, heading, Field.UNIT)
    charge = _text(row, heading, Field.CHARGE)
    everywhere = bool(words.EVERYWHERE.match(fold(charge)))
    return Entry(
        row=row.label,
        name=name,
        role=role_of(role_text, unit, section.text),
        role_text=role_text,
        unit=unit or section.text or charge,
        places=() if everywhere else _charged(charge, (unit, role_text), section, groups),
        phones=phones.read(
            *(clean(row.cells[index].text) for index in heading.of(Field.PHONE) if index < len(row.cells))
        ),
        everywhere=everywhere,
    )


def _text(row: Row, heading: Heading, wanted: Field) -> str:
    cells = {row.cells[index].origin: row.cells[index].text for index in heading.of(wanted) if index < len(row.cells)}
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
