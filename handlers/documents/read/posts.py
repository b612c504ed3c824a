"""Headings of rosters, and what the words for a post make of a person. One row may name a head and a deputy."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from handlers.documents.read import charges, words
from handlers.documents.read.tables import TableRow
from handlers.documents.read.walk import Headings, Stack
from handlers.documents.read.words import clean, fold, folded_words
from handlers.language import titles
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
    """`text`: the lowest text of a stack of headings that says what stands below; `above`, `below`: the others."""

    index: int
    field: "Field | None"
    text: str
    above: str
    origin: tuple[int, int]
    below: str = ""

    @property
    def is_post(self) -> bool:
        """Whoever stands below holds the post that the heading names."""
        said = fold(self.text)
        if self.field or len(said) > LONGEST_HEADING or words.OF_A_POST.search(said):
            return False
        return any(title.rank or title.body in titles.FORCES for title in titles.read(bare_post(self.text)))

    @property
    def says_phone(self) -> bool:
        """Name and number stand in one cell."""
        return self.field is Field.PHONE or bool(words.PHONE_WITHIN.search(fold(self.text)))


@dataclass(frozen=True, slots=True)
class PostHeading:
    """The columns of one person; `role` is what the heading of the name says, as in "Họ tên tổ trưởng".

    `charged`: what the column of the groups is called, for numbers alone in it; `shared`: nobody can tell whose of
    several people the numbers are; `others`: columns of which no heading says what they are.
    """

    columns: Mapping[Field, tuple[int, ...]]
    role: str = ""
    charged: str = ""
    shared: bool = False
    others: Mapping[int, str] = field(default_factory=dict)

    def of(self, wanted: Field) -> tuple[int, ...]:
        return self.columns.get(wanted, ())


def _continues(row: TableRow, above: TableRow) -> bool:
    """The second row of a heading says names or numbers under what the first one leaves open, or whose they are."""
    fresh = [cell for cell in row.filled if cell not in above.cells]
    spread = len(above.filled) < len([cell for cell in above.cells if cell.text.strip()])
    whose = len(fresh) > 1 and spread and all(any(one.rank for one in titles.read(cell.text)) for cell in fresh)
    named = bool({_field(cell.text) for cell in fresh} & {Field.NAME, Field.PHONE})
    return (named or whose) and _says_headings(row)


def _says_headings(row: TableRow) -> bool:
    return not any(VALUE.fullmatch(cell.text.strip()) for cell in row.filled)


def _column(stack: Stack) -> PostColumn:
    texts = [clean(text) for text in stack.texts]
    said = [] if texts and " ".join(folded_words(texts[-1])) in words.NO_FIELD else texts  # "Email" under "Liên hệ"
    lowest = next((text for text in reversed(said) if _field(text)), texts[-1] if texts else "")
    at = texts.index(lowest) if texts else 0
    beside = " ".join(texts[:at]), " ".join(texts[at + 1 :])
    return PostColumn(stack.index, _field(lowest), lowest, beside[0], stack.origins[-1], beside[1])


def _made(stacks: Sequence[Stack]) -> tuple[PostHeading, ...]:
    """One heading per person that a row below will name."""
    columns = [_column(stack) for stack in stacks]
    return tuple(heading for half in _halves(columns) for heading in _headings(half))


def _halves(columns: Sequence[PostColumn]) -> list[Sequence[PostColumn]]:
    """Two tables side by side begin with one heading, and each says its places, or numbers its rows."""
    first = next((column for column in columns if column.field or column.is_post), None)
    if first is None:
        return [columns]
    again = [
        at
        for at, column in enumerate(columns)
        if (column.text, column.above) == (first.text, first.above)
        and (column is first or column.origin != first.origin)
    ]
    halves = [columns[start:end] for start, end in zip([0, *again[1:]], [*again[1:], len(columns)], strict=True)]
    whole = all(_is_half(half, numbered=first.field is Field.NUMBER) for half in halves)
    return halves if len(halves) > 1 and whole else [columns]


def _is_half(columns: Sequence[PostColumn], *, numbered: bool) -> bool:
    fields = {column.field for column in columns}
    named = Field.NAME in fields or any(
        column.is_post or _heads(column) in words.NAME_HEADERS_ALONE for column in columns
    )
    return named and (numbered or bool(fields & {Field.CHARGE, Field.UNIT}))


def _headings(columns: Sequence[PostColumn]) -> tuple[PostHeading, ...]:
    known = [column for column in columns if column.field]
    starts = _starts(known)
    if starts and len(columns) > 1:
        starts = sorted([*starts, *_beside(columns, starts)], key=lambda start: start.index)
    starts = starts or _forces(columns)
    if not starts and (alone := _alone(columns)):
        known = [alone if column.index == alone.index else column for column in columns]
        known, starts = [column for column in known if column.field], [alone]
    says_more = len({column.field for column in known} | {Field.NAME}) > 1 or any(start.says_phone for start in starts)
    if not starts or not says_more:
        return ()
    owners = _owners(known, starts)
    shared = _is_shared(known, starts)
    taken = {column.index for column in (*known, *starts)}
    others = {column.index: column.text for column in columns if column.index not in taken}
    return tuple(replace(_heading(known, start, owners, starts, shared=shared), others=others) for start in starts)


def _starts(known: Sequence[PostColumn]) -> list[PostColumn]:
    """Name columns that begin another person; "Tên" beside "Họ và tên đệm" does not."""
    starts: list[PostColumn] = []
    for column in known:
        whole = not starts or bool(words.WHOLE_NAME.match(fold(column.text))) or column.above != starts[-1].above
        fresh = not starts or column.origin != starts[-1].origin
        if column.field is Field.NAME and whole and fresh:
            starts.append(column)
    return starts


def _beside(columns: Sequence[PostColumn], starts: Sequence[PostColumn]) -> list[PostColumn]:
    """Beside "Họ tên tổ trưởng" others under their post, each with a number."""
    if not any(_said_of(start) for start in starts):
        return []
    ends = [*columns[1:], None]
    return [
        column
        for column, behind in zip(columns, ends, strict=True)
        if column.is_post and (column.says_phone or (behind is not None and behind.field is Field.PHONE))
    ]


def _alone(columns: Sequence[PostColumn]) -> PostColumn | None:
    """Where no heading says "họ tên": "Đồng chí", "Người phụ trách", one post, beside a column of numbers."""
    phoned = any(column.says_phone for column in columns)
    named = [column for column in columns if _heads(column) in words.NAME_HEADERS_ALONE]
    posts = [column for column in columns if column.is_post]
    heads = posts if len(posts) == 1 and kind(bare_post(posts[0].text)) in {"leader", "deputy"} else []
    found = named[:1] or heads
    return replace(found[0], field=Field.NAME) if phoned and found else None


def _heads(column: PostColumn) -> str:
    return " ".join(folded_words(words.PARENTHESES.sub(" ", column.text)))


def _forces(columns: Sequence[PostColumn]) -> list[PostColumn]:
    """A column per post or force, beside one that names the groups or numbers: whoever stands in it holds that post."""
    places = {Field.CHARGE, Field.UNIT}
    placed = any(column.field in places and _is_plain(column.text) for column in columns)
    phoned = any(column.says_phone for column in columns)
    posts = [column for column in columns if column.is_post]
    return posts if (placed or phoned) and len(posts) > 1 else []


def _is_plain(text: str) -> bool:
    """A heading for groups, not the name of one."""
    return set(folded_words(text)) <= words.GROUP_WORDS


Owners = Mapping[int, PostColumn]


def _owners(known: Sequence[PostColumn], starts: Sequence[PostColumn]) -> Owners:
    """Whose each column is: of the post that a heading of numbers names, else of the name before it."""
    owners: dict[int, PostColumn] = {}
    for column in known:
        before = [start for start in starts if start.index <= column.index]
        said = _phone_of(column) if column.field is Field.PHONE else frozenset()
        named = [start for start in starts if said and said <= _words(f"{start.above} {start.text} {start.below}")]
        owners[column.index] = named[0] if len(named) == 1 else (before or starts)[-1 if before else 0]
    return owners


def _phone_of(column: PostColumn) -> frozenset[str]:
    """Unfolded, so that "phó" is no "phố"."""
    found = words.PHONE_HEADER.match(fold(column.text))
    return _words(f"{column.text[found.end() :] if found else ''} {column.below}") - words.OF_NUMBERS


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", clean(text).lower()))


def _is_shared(known: Sequence[PostColumn], starts: Sequence[PostColumn]) -> bool:
    """One column of numbers behind all the names."""
    phones = [column for column in known if column.field is Field.PHONE]
    behind = len(phones) == 1 and phones[0].index > starts[-1].index and not _phone_of(phones[0])
    return len(starts) > 1 and behind and not any(start.says_phone for start in starts)


def _heading(
    known: Sequence[PostColumn], start: PostColumn, owners: Owners, starts: Sequence[PostColumn], *, shared: bool
) -> PostHeading:
    columns: dict[Field, tuple[int, ...]] = {Field.NAME: () if start.field else (start.index,)}
    for column in known:
        own = column.field not in OWN or owners[column.index] is start or (shared and column.field is Field.PHONE)
        if column.field and (len(starts) == 1 or own):
            columns[column.field] = (*columns.get(column.field, ()), column.index)
    charged = next((column.text for column in known if column.field is Field.CHARGE), "")
    return PostHeading(columns, _said_of(start, charged), charged, shared)


def _said_of(start: PostColumn, charged: str = "") -> str:
    if start.field is None:
        post = bare_post(start.text)
        said = " ".join(folded_words(post))
        whose = charges.kind_of(charged) if said in words.BARE_POSTS else ""
        return words.POSTS_WRITTEN_OUT.get(said) or f"{post} {whose}".strip()
    prefix = words.WHOLE_NAME.match(fold(start.text))
    own = bare_post(start.text[prefix.end() :].strip(" ,:()\n")) if prefix else ""
    if not prefix and kind(start.text) in {"leader", "deputy"}:
        return bare_post(start.text)
    beside = (text for text in (start.below, start.above) if _says_post(text))
    return own or next(beside, "")


def _says_post(text: str) -> bool:
    return any(title.rank or title.body for title in titles.read(text))


def bare_post(text: str) -> str:
    """Without what the heading says of the cells below: "Tổ trưởng (họ tên, SĐT)"."""
    plain = clean(text)
    for found in reversed(list(words.OF_CELLS.finditer(fold(plain)))):
        plain = f"{plain[: found.start()]} {plain[found.end() :]}"
    return " ".join(plain.split()).strip(" ,;:-–/()&")


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
