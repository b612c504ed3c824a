"""Columns of a roster under headings nobody knows: which names the groups, and which name people."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.documents.read import beside, charges, words, words_beside
from handlers.documents.read.beside import Beside
from handlers.documents.read.posts import Field, PostHeading
from handlers.documents.read.tables import TableRow
from handlers.documents.read.words import clean, fold
from handlers.language.titles import kind

LOOKED_AT = 60  # rows
MOST = 0.5  # of the cells of a column that no heading explains
NEARLY_ALL = 0.8  # of one that its heading explains otherwise
SOME = 0.2
FEWEST = 2  # names of people


def placed(heading: PostHeading, below: Sequence[TableRow], groups: Sequence[str]) -> PostHeading:
    """With the one column whose cells name groups of the ward, where no heading says which it is."""
    if heading.of(Field.CHARGE) or not groups:
        return heading
    unknown = {index: text for index, text in heading.others.items() if text and not words.OF_HOMES.search(fold(text))}
    told = [index for index in unknown if _share(index, below, groups) > MOST]
    told += [
        index
        for field in (Field.ROLE, Field.UNIT)
        for index in heading.of(field)
        if _share(index, below, groups) >= NEARLY_ALL
    ]
    if len(told) != 1:
        return heading
    columns = {field: tuple(index for index in at if index != told[0]) for field, at in heading.columns.items()}
    others = {index: text for index, text in heading.others.items() if index != told[0]}
    return replace(heading, columns={**columns, Field.CHARGE: (told[0],)}, others=others)


def unread(headings: Sequence[PostHeading], below: Sequence[TableRow]) -> Iterator[str]:
    """The headings of columns that name people and are nobody's."""
    columns = {index: text for heading in headings for index, text in heading.others.items()}
    for index, text in columns.items():
        cells = _texts(index, below)
        people = [cell for cell in cells if _is_person(cell)]
        if len(people) >= FEWEST and len(people) > MOST * len(cells) and not words.OF_RELATIVES.search(fold(text)):
            yield " ".join(clean(text).split())


def _is_person(text: str) -> bool:
    bare = text[: found.start()] if (found := words.PHONE_BEHIND.search(text)) else text
    if words_beside.TITLED.match(bare):
        return kind(bare) == "member"
    named = words_beside.NAMED.fullmatch(bare.strip(" ,:-(").lower())
    return bool(named) and all(word[:1].isupper() for word in bare.split())


def _share(index: int, below: Sequence[TableRow], groups: Sequence[str]) -> float:
    """Of its cells, how many name groups of the ward and nothing else; none of a column of addresses."""
    cells = _texts(index, below)
    homes = sum(map(_is_home, cells))
    if not cells or homes > SOME * len(cells):
        return 0
    return sum(_names_groups(cell, groups) for cell in cells if not _is_home(cell)) / len(cells)


def _names_groups(cell: str, groups: Sequence[str]) -> bool:
    found = charges.listed(cell, "", groups)
    return charges.everywhere(cell, groups) or (bool(found) and all(place.group and not place.slip for place in found))


def _is_home(text: str) -> bool:
    return beside.of(text) is Beside.ADDRESS or bool(words.HOME.search(fold(text)))


def _texts(index: int, below: Sequence[TableRow]) -> list[str]:
    cells = [row.cells[index] for row in below[:LOOKED_AT] if index < len(row.cells) and len(row.filled) > 1]
    told = {cell.origin: " ".join(clean(cell.text).split()) for cell in cells}
    return [text for text in told.values() if text and not words.BLANKS.fullmatch(fold(text))]
