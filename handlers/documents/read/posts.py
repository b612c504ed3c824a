"""Headings of rosters, and what the words for a post make of a person. One row may name a head and a deputy."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from handlers.documents.read import words
from handlers.documents.read.tables import TableRow
from handlers.documents.read.walk import Headings, Stack
from handlers.documents.read.words import clean, fold, folded_words
from handlers.language.titles import kind

LONGEST_HEADING = 60
VALUE = re.compile(r"\d+|.*\d{6}.*", re.DOTALL)  # stands in a row and in no heading


class Field(Enum):
    NUMBER = auto()
    NAME = auto()
    ROLE = auto()
    UNIT = auto()
    CHARGE = auto()  # the groups a person answers for
    PHONE = auto()
    TITLE = auto()  # how they are addressed, where it does not stand before the name


OWN = {Field.NAME, Field.ROLE, Field.PHONE, Field.TITLE}  # the others hold for everyone in the row


@dataclass(frozen=True, slots=True)
class PostColumn:
    """`text` is the lowest text of a stack of headings that says what stands below; `above` what stands over it."""

    index: int
    field: Field | None
    text: str
    above: str
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PostHeading:
    """The columns of one person; `role` is what the heading of the name says, as in "Họ tên tổ trưởng"."""

    columns: Mapping[Field, tuple[int, ...]]
    role: str = ""
    charged: str = ""  # what the column of the groups is called, for numbers alone in it

    def of(self, wanted: Field) -> tuple[int, ...]:
        return self.columns.get(wanted, ())


def _continues(row: TableRow, above: TableRow) -> bool:
    """The second row of a heading says names or numbers under what the first one leaves open."""
    fresh = [cell for cell in row.filled if cell not in above.cells]
    return bool({_field(cell.text) for cell in fresh} & {Field.NAME, Field.PHONE}) and _says_headings(row)


def _says_headings(row: TableRow) -> bool:
    return not any(VALUE.fullmatch(cell.text.strip()) for cell in row.filled)


def _column(stack: Stack) -> PostColumn:
    texts = [clean(text) for text in stack.texts]
    said = [] if texts and " ".join(folded_words(texts[-1])) in words.NO_FIELD else texts  # "Email" under "Liên hệ"
    lowest = next((text for text in reversed(said) if _field(text)), texts[-1] if texts else "")
    above = " ".join(texts[: texts.index(lowest)]) if texts else ""
    return PostColumn(stack.index, _field(lowest), lowest, above, stack.origins[-1])


def _made(stacks: Sequence[Stack]) -> tuple[PostHeading, ...]:
    """One heading per person that a row below will name."""
    columns = [_column(stack) for stack in stacks]
    known = [column for column in columns if column.field]
    starts = _starts(known)
    if not starts and (alone := _alone(columns)):
        known = [alone if column.index == alone.index else column for column in columns]
        known, starts = [column for column in known if column.field], [alone]
    starts = starts or _forces(columns)
    if not starts or len({column.field for column in known} | {Field.NAME}) < 2:
        return ()
    ends = [*(start.index for start in starts[1:]), len(columns)]
    return tuple(_heading(known, start, end, len(starts)) for start, end in zip(starts, ends, strict=True))


def _starts(known: Sequence[PostColumn]) -> list[PostColumn]:
    """Name columns that begin another person; "Tên" beside "Họ và tên đệm" does not."""
    starts: list[PostColumn] = []
    for column in known:
        whole = not starts or bool(words.WHOLE_NAME.match(fold(column.text))) or column.above != starts[-1].above
        fresh = not starts or column.origin != starts[-1].origin
        if column.field is Field.NAME and whole and fresh:
            starts.append(column)
    return starts


def _alone(columns: Sequence[PostColumn]) -> PostColumn | None:
    """Where no heading says "họ tên": "Đồng chí", "Người phụ trách", one post, beside a column of numbers."""
    phoned = any(column.field is Field.PHONE for column in columns)
    named = [column for column in columns if _heads(column) in words.NAME_HEADERS_ALONE]
    posts = [column for column in columns if column.field is None and kind(column.text) != "member"]
    heads = posts if len(posts) == 1 and kind(posts[0].text) in {"leader", "deputy"} else []
    found = named[:1] or heads
    return replace(found[0], field=Field.NAME) if phoned and found else None


def _heads(column: PostColumn) -> str:
    return " ".join(folded_words(words.PARENTHESES.sub(" ", column.text)))


def _forces(columns: Sequence[PostColumn]) -> list[PostColumn]:
    """A column per post or force, beside one that names the groups: whoever stands in it holds that post."""
    places = {Field.CHARGE, Field.UNIT}
    placed = any(column.field in places and _is_plain(column.text) for column in columns)
    posts = [column for column in columns if column.field is None and kind(column.text) != "member"]
    return posts if placed and len(posts) > 1 else []


def _is_plain(text: str) -> bool:
    """A heading for groups, not the name of one."""
    return set(folded_words(text)) <= words.GROUP_WORDS


def _heading(known: Sequence[PostColumn], start: PostColumn, end: int, people: int) -> PostHeading:
    columns: dict[Field, tuple[int, ...]] = {Field.NAME: () if start.field else (start.index,)}
    for column in known:
        if column.field and (people == 1 or column.field not in OWN or start.index <= column.index < end):
            columns[column.field] = (*columns.get(column.field, ()), column.index)
    charged = next((column.text for column in known if column.field is Field.CHARGE), "")
    return PostHeading(columns, _said_of(start), charged)


def _said_of(start: PostColumn) -> str:
    if start.field is None:
        return start.text
    prefix = words.WHOLE_NAME.match(fold(start.text))
    own = start.text[prefix.end() :].strip(" ,:()\n") if prefix else ""
    if not prefix and kind(start.text) in {"leader", "deputy"}:
        return start.text
    return own or (start.above if kind(start.above) != "member" else "")


def _field(text: str) -> Field | None:
    heading = " ".join(folded_words(words.PARENTHESES.sub(" ", text)))
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    if heading in words.NUMBER_HEADERS:
        return Field.NUMBER
    if words.PHONE_HEADER.match(heading):
        return Field.PHONE
    if heading in words.TITLE_HEADERS:
        return Field.TITLE
    listed = {Field.NAME: words.NAME_HEADERS, Field.ROLE: words.ROLE_HEADERS, Field.UNIT: words.UNIT_HEADERS}
    for known, signs in listed.items():
        if heading in signs or any(_opens(heading, sign, known) for sign in signs if " " in sign):
            return known
    charged = any(f" {sign} " in f" {heading} " for sign in words.CHARGE_SIGNS)
    return Field.CHARGE if charged and kind(heading) == "member" else None


def _opens(heading: str, sign: str, known: Field) -> bool:
    """What says "Lực lượng dân quân" names one force; it does not say that forces stand below."""
    rest = heading.removeprefix(f"{sign} ")
    return rest != heading and (known is Field.NAME or kind(rest) == "member")


HEADINGS = Headings(opens=_says_headings, continues=_continues, make=_made)
