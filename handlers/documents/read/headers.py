"""Finds the heading of a schedule: which column names the group and which says when, in any order, on several rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from handlers.documents.read import moon, words
from handlers.documents.read.moments import Sort, has_date, tokens
from handlers.documents.read.tables import TableRow
from handlers.documents.read.walk import Headings, Stack
from handlers.documents.read.words import folded_words

LONGEST_HEADING = 120
UNITS = words.GROUP_SIGNS


class ColumnRole(Enum):
    NUMBER = auto()
    GROUP = auto()
    PLACE = auto()  # a group only where no GROUP column stands beside it
    WHEN = auto()
    WEEKDAY = auto()
    FROM = auto()
    TO = auto()
    PART = auto()  # "Sáng", "Chiều": holds hours, a mark, or the group itself
    DATED = auto()  # one evening, named by the heading itself
    LUNAR = auto()  # a day by the moon
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    index: int
    role: ColumnRole
    text: str
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one schedule; a table of two halves side by side has two.

    `unsure`: nobody can tell which of them names the places. `ward`: the column that tells namesakes apart.
    """

    columns: tuple[HeaderColumn, ...]
    unsure: bool = False
    ward: int | None = None

    def of(self, *roles: ColumnRole) -> tuple[HeaderColumn, ...]:
        return tuple(column for column in self.columns if column.role in roles)

    @property
    def groups(self) -> tuple[HeaderColumn, ...]:
        return self.of(ColumnRole.GROUP)[:1] or self.of(ColumnRole.PLACE)[:1]

    @property
    def is_schedule(self) -> bool:
        timed = self.of(ColumnRole.WHEN, ColumnRole.FROM, ColumnRole.WEEKDAY, ColumnRole.LUNAR)
        matrix = len(self.of(ColumnRole.DATED)) > 1 and (self.groups or timed)
        asked = any(column.text and not is_aside(column.text) for column in self.of(ColumnRole.OTHER))
        return bool(matrix or (timed and (self.groups or self.of(ColumnRole.PART) or asked)))


def role(text: str) -> ColumnRole | None:
    """None for what cannot stand in a heading."""
    if not text.strip() or len(text) > LONGEST_HEADING:
        return None
    if has_date(text):
        return (
            ColumnRole.DATED
            if not any(token.sort in {Sort.WORD, Sort.DOUBT, Sort.RANGE} for token in tokens(text))
            else None
        )
    if moon.is_heading(text):
        return ColumnRole.LUNAR
    outside = folded_words(words.PARENTHESES.sub(" ", text)) or folded_words(text)
    heading = " ".join(outside)
    if heading in words.NUMBER_HEADERS:
        return ColumnRole.NUMBER
    if is_aside(text):
        return ColumnRole.OTHER
    if text.strip().lower() == words.WEDNESDAY:
        return ColumnRole.OTHER
    if heading in words.WEEKDAY_HEADERS:
        return ColumnRole.WEEKDAY
    return _when_role(heading, outside) or _group_role(heading, outside) or ColumnRole.OTHER


def is_aside(text: str) -> bool:
    """What surely names no place: people, figures, remarks, what is done."""
    heading = " ".join(folded_words(words.PARENTHESES.sub(" ", text)) or folded_words(text))
    return _starts(heading, (*words.NOT_WHEN, *words.NOT_PLACE)) or any(_has(heading, sign) for sign in words.NOT_GROUP)


def _when_role(heading: str, outside: list[str]) -> ColumnRole | None:
    if words.PART_HEADER.fullmatch(heading):
        return ColumnRole.PART
    if not set(outside) <= words.WHEN_WORDS and not _starts(heading, ("thoi gian", "ngay gio", "ngay thuc hien")):
        return None
    last = outside[-1] if outside else ""
    if last == "tu" or any(_has(heading, sign) for sign in words.FROM_SIGNS):
        return ColumnRole.FROM
    if last == "den" or any(_has(heading, sign) for sign in words.TO_SIGNS):
        return ColumnRole.TO
    return ColumnRole.WHEN if any(_has(heading, sign) for sign in words.WHEN_SIGNS) else None


def _group_role(heading: str, outside: list[str]) -> ColumnRole | None:
    known = set(outside) <= words.GROUP_WORDS or _starts(heading, ("dia ban", "ten to", "ten thon", *words.PLACE_SIGNS))
    if not known:
        return None
    signs = [sign for sign in words.GROUP_SIGNS if sign not in words.PLACE_SIGNS]
    if not words.VENUES.match(heading) and any(_has(heading, sign) for sign in signs):
        return ColumnRole.GROUP
    return ColumnRole.PLACE if _starts(heading, words.PLACE_SIGNS) else None


def _has(heading: str, sign: str) -> bool:
    return f" {sign} " in f" {heading} "


def _starts(heading: str, signs: Sequence[str]) -> bool:
    return any(f"{heading} ".startswith(f"{sign} ") for sign in signs)


def _is_heading(row: TableRow) -> bool:
    roles = [role(cell.text) for cell in row.filled]
    if ColumnRole.DATED in roles and any(_is_hours(cell.text) for cell in row.filled):
        return False
    named = [
        column_role
        for column_role in roles
        if column_role not in {ColumnRole.OTHER, ColumnRole.NUMBER, ColumnRole.DATED}
    ]
    return None not in roles and bool(named) and roles.count(ColumnRole.DATED) != 1


def _is_hours(text: str) -> bool:
    return {token.sort for token in tokens(text)} == {Sort.TIME, Sort.RANGE}


def _continues(row: TableRow, above: TableRow) -> bool:
    fresh = [cell for cell in row.filled if cell not in above.cells]
    shared = len(fresh) < len(row.filled)
    roles = {role(cell.text) for cell in fresh}
    named = bool(fresh) and roles <= {
        ColumnRole.WHEN,
        ColumnRole.WEEKDAY,
        ColumnRole.FROM,
        ColumnRole.TO,
        ColumnRole.PART,
        ColumnRole.GROUP,
        ColumnRole.PLACE,
        ColumnRole.LUNAR,
    }
    return _calendar(row, above) or (named and (shared or len(above.filled) < len(above.cells)))


def _calendar(row: TableRow, above: TableRow) -> bool:
    """Weekdays under the dates of a heading, or dates under its weekdays, column by column."""
    pairs = [(up.text, down.text) for up, down in zip(above.cells, row.cells, strict=False) if up is not down]
    spoken = [(up, down) for up, down in pairs if down.strip() and up != down]
    return len(spoken) > 1 and all(
        (_names_weekday(down) and role(up) is ColumnRole.DATED)
        or (_names_weekday(up) and role(down) is ColumnRole.DATED)
        for up, down in spoken
    )


def _names_weekday(text: str) -> bool:
    date_tokens = tokens(text)
    return bool(date_tokens) and all(token.sort is Sort.WEEKDAY for token in date_tokens)


def _lowest(texts: Sequence[str]) -> ColumnRole:
    """The row nearest to the data says it best; a bare "từ" or "tổ" needs the word above it."""
    if texts and role(texts[-1]) is ColumnRole.PART:
        return ColumnRole.PART
    for text in reversed([*texts, " ".join(texts)]):
        column_role = role(text)
        if column_role not in {None, ColumnRole.OTHER}:
            return column_role or ColumnRole.OTHER
    return ColumnRole.OTHER


def _halves(columns: list[HeaderColumn]) -> list[Header]:
    halves: list[list[HeaderColumn]] = [[]]
    for column in columns:
        so_far = Header(tuple(halves[-1]))
        again = column.role in {ColumnRole.NUMBER, ColumnRole.GROUP, ColumnRole.WHEN} and any(
            seen.text == column.text and seen.origin != column.origin for seen in so_far.columns
        )
        if again and so_far.is_schedule:
            halves.append([])
        halves[-1].append(column)
    return [Header(tuple(half)) for half in halves]


def _made(stacks: Sequence[Stack]) -> tuple[Header, ...]:
    columns = [
        HeaderColumn(stack.index, _lowest(stack.texts), " ".join(stack.texts), stack.origins[0]) for stack in stacks
    ]
    return tuple(half for half in _halves(columns) if half.is_schedule)


HEADINGS = Headings(opens=_is_heading, continues=_continues, make=_made)
