"""Headings of rosters, and what the words for a post make of a person. One row may name a head and a deputy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from handlers.documents import words
from handlers.documents.tables import Row
from handlers.documents.words import clean, fold, folded_words

LONGEST_HEADING = 60


class Field(Enum):
    NUMBER = auto()
    NAME = auto()
    ROLE = auto()
    UNIT = auto()
    CHARGE = auto()  # the groups a person answers for
    PHONE = auto()


OWN = {Field.NAME, Field.ROLE, Field.PHONE}  # the others hold for everyone in the row

Column = tuple[int, Field, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of one person; `role` is what the heading of the name says, as in "Họ tên tổ trưởng"."""

    columns: Mapping[Field, tuple[int, ...]]
    role: str = ""

    def of(self, wanted: Field) -> tuple[int, ...]:
        return self.columns.get(wanted, ())


def headings(row: Row) -> tuple[Heading, ...]:
    """One per person that a row below will name; none if this row is no heading."""
    known = [(index, field, clean(cell.text)) for index, cell in enumerate(row.cells) if (field := _field(cell.text))]
    starts = _starts(known, row)
    if not starts or len({field for _, field, _ in known}) < 2:
        return ()
    ends = [*starts[1:], len(row.cells)]
    return tuple(_heading(known, start, end, starts) for start, end in zip(starts, ends, strict=True))


def _starts(known: Sequence[Column], row: Row) -> list[int]:
    """Name columns that begin another person; "Tên" beside "Họ và tên đệm" does not."""
    starts: list[int] = []
    for index, field, text in known:
        whole = not starts or bool(words.WHOLE_NAME.match(fold(text)))
        fresh = not starts or row.cells[index].origin != row.cells[starts[-1]].origin
        if field is Field.NAME and whole and fresh:
            starts.append(index)
    return starts


def _heading(known: Sequence[Column], start: int, end: int, starts: Sequence[int]) -> Heading:
    columns: dict[Field, tuple[int, ...]] = {}
    for index, field, _ in known:
        if len(starts) == 1 or field not in OWN or start <= index < end:
            columns[field] = (*columns.get(field, ()), index)
    text = next(text for index, _, text in known if index == start)
    prefix = words.WHOLE_NAME.match(fold(text))
    return Heading(columns, text[prefix.end() :].strip(" ,:()\n") if prefix else "")


def _field(text: str) -> Field | None:
    heading = " ".join(folded_words(text))
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    listed = {
        Field.NAME: words.NAME_HEADERS,
        Field.ROLE: words.ROLE_HEADERS,
        Field.UNIT: words.UNIT_HEADERS,
        Field.PHONE: words.PHONE_HEADERS,
    }
    for known, signs in listed.items():
        if heading in signs or any(heading.startswith(f"{sign} ") for sign in signs if " " in sign):
            return known
    if heading in words.NUMBER_HEADERS:
        return Field.NUMBER
    charged = any(f" {sign} " in f" {heading} " for sign in words.CHARGE_SIGNS)
    return Field.CHARGE if charged and role(heading) == "member" else None


def role(*texts: str) -> str:
    """The first text that names a role decides: what a person is, then where, then under which heading."""
    for text in texts:
        said = " ".join(folded_words(text))
        for known, pattern in words.ROLES:
            if pattern.search(said):
                return known
    return "member"
