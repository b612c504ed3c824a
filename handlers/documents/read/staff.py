"""Rows of a roster -> persons: sections, names without titles, phones, and the groups they answer for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.documents.read import charges, phones, places, posts, roster_places, walk, words
from handlers.documents.read.phones import Phones
from handlers.documents.read.places import UnitMatch
from handlers.documents.read.posts import Field, PostHeading
from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.read.words import clean, fold
from handlers.language.titles import kind
from handlers.problem import Defect, Label


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One person of a row as it was understood; `places` holds every group its text named, found or not."""

    row: Label
    name: str
    title: str
    role: str
    role_text: str
    unit: str
    places: tuple[UnitMatch, ...]
    phones: Phones
    everywhere: bool = False
    flaws: tuple[Defect, ...] = ()
    without_phone: Defect | None = None

    @property
    def is_sure(self) -> bool:
        return bool(self.name) and not self.flaws


@dataclass
class StaffSection:
    """What stands over the rows below it: a group, a force, an office."""

    text: str = ""
    title: str = ""  # what a whole list says of everybody's post
    places: tuple[UnitMatch, ...] = ()
    gap: bool = False
    closed: bool = False
    headings: tuple[PostHeading, ...] = ()
    above: TableRow | None = None  # the last person's row, for what is said to be as there

    def opens(self, text: str, groups: Sequence[str]) -> None:
        self.text = text
        self.places = charges.section(text, groups)
        self.gap, self.above = False, None


def entries(document: Document, groups: Sequence[str]) -> list[StaffEntry]:
    """What is said before the first heading of a table, its title first, holds for rows that no section claims."""
    staff_entries: list[StaffEntry] = []
    section, said, spoken = StaffSection(), list[str](), list[str]()
    for step in walk.steps(document, posts.HEADINGS):
        match step:
            case Paragraph():
                spoken.append(step.text)
            case ReadTable():
                section, said, spoken = StaffSection(), [step.title, *spoken], []
            case walk.Heading():
                if not section.headings:
                    _entitle(section, step.columns, said, groups)
                section.headings = tuple(roster_places.placed(one, step.below, groups) for one in step.columns)
                section.gap, section.closed, section.above = False, False, None
            case TableRow() if not section.headings:
                said.append(step.text)
            case TableRow():
                if not _is_aside(step, section) and not _opens_section(step, section, groups):
                    section.above = _written_out(step, section)
                    staff_entries.extend(_entries(section.above, section, groups))
    return staff_entries


def unread(document: Document) -> Iterator[str]:
    """Columns that name people, and under which nobody was read."""
    for step in walk.steps(document, posts.HEADINGS):
        if isinstance(step, walk.Heading):
            yield from roster_places.unread(step.columns, step.below)


def _entitle(
    section: StaffSection, headings: Sequence[PostHeading], said: Sequence[str], groups: Sequence[str]
) -> None:
    """A list of one force, or of one group, says so above, and has no column for it."""
    if not any(heading.of(Field.ROLE) or heading.role for heading in headings):
        section.title = next((clean(text).strip() for text in said if kind(text) != "member"), "")
    if not any(heading.of(Field.CHARGE) or heading.of(Field.UNIT) for heading in headings):
        section.places = next((found for text in said if (found := places.within(text, groups))), ())


def _is_aside(row: TableRow, section: StaffSection) -> bool:
    """Empty rows, totals, signatures, and the name under a signature."""
    if not row.filled:
        section.gap = True
        return True
    texts = [fold(clean(cell.text[: words.LONGEST_CELL])).strip() for cell in row.filled]
    if not _is_numbered(row, section) and any(words.CLOSING.match(text) for text in texts):
        section.closed = True
    lone = len(row.filled) == 1 and section.gap and not _text(row, section.headings[0], Field.PHONE)
    return (
        section.closed or bool(words.TOTALS.match(texts[0]) or words.ASIDE.match(texts[0])) or (lone and _is_plain(row))
    )


def _is_numbered(row: TableRow, section: StaffSection) -> bool:
    """A person who is somebody's deputy, and not the one who signs."""
    heading = section.headings[0]
    return _text(row, heading, Field.NUMBER).isdecimal() or bool(phones.read(_text(row, heading, Field.PHONE)).numbers)


def _is_plain(row: TableRow) -> bool:
    return not any(sign.isdigit() for sign in row.text) and not row.text.isupper()


def _opens_section(row: TableRow, section: StaffSection, groups: Sequence[str]) -> bool:
    filled = row.filled
    number = fold(_text(row, section.headings[0], Field.NUMBER)).strip()
    lettered = len(filled) == 2 and bool(words.SECTION.fullmatch(number))
    name = _text(row, section.headings[0], Field.NAME)
    if not lettered and (len(filled) > 1 or (name and number.isdecimal())):
        return False
    section.opens(_unnumbered(clean(filled[-1].text)), groups)
    return True


def _written_out(row: TableRow, section: StaffSection) -> TableRow:
    """What is said to be as above; in a block that a place opens, the rows without number and place are of it too."""
    for heading in section.headings:
        row = _as_above(row, heading, section.above)
    return row


def _as_above(row: TableRow, heading: PostHeading, above: TableRow | None) -> TableRow:
    if above is None:
        return row
    own = {*heading.of(Field.NAME), *heading.of(Field.NUMBER)}
    placed = {*heading.of(Field.CHARGE), *heading.of(Field.UNIT)}
    of_block = (
        not _text(row, heading, Field.NUMBER)
        and bool(placed) and max(placed) < min(heading.of(Field.NAME) or (0,))
        and not any(_cell(row, index).text.strip() for index in placed)
    )  # fmt: skip
    taken = {
        index
        for index in {index for columns in heading.columns.values() for index in columns if index < len(row.cells)}
        if index not in own and (_is_ditto(_cell(row, index).text) or (of_block and index in placed))
    }
    cells = (_cell(above, index) if index in taken else cell for index, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _is_ditto(text: str) -> bool:
    said = clean(text).strip()
    return bool(words.DITTO.fullmatch(said) or words.DITTO.fullmatch(fold(said)))


def _cell(row: TableRow, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else Cell("", (0, 0))


def _entries(row: TableRow, section: StaffSection, groups: Sequence[str]) -> Iterator[StaffEntry]:
    """Several in one cell where names and numbers stand line by line; one person in two posts of a row is one."""
    found: list[tuple[PostHeading, StaffEntry]] = []
    for heading in section.headings:
        for said, numbers in _people(row, heading):
            holder = found[-1][1].name if found and words.BOTH_POSTS.fullmatch(fold(said)) else said
            entry = _entry(row, heading, section, groups, (holder, numbers))
            same = next((n for n, one in enumerate(found) if _is_one(one, (heading, entry))), None)
            if same is None:
                found.append((heading, entry))
            else:
                found[same] = heading, _both(found[same][1], entry, section)
    doubtful = len([entry for _, entry in found if entry.name]) > 1
    staff_entries = [_unowned(entry) if heading.shared and doubtful else entry for heading, entry in found]
    shared = any(heading.shared for heading, _ in found)
    told = (one for one in staff_entries if one.name or one.flaws or (one.phones.numbers and not shared))
    yield from dict.fromkeys((*staff_entries[:1], *told)) if staff_entries else ()


def _is_one(first: tuple[PostHeading, StaffEntry], second: tuple[PostHeading, StaffEntry]) -> bool:
    (heading, entry), (other, again) = first, second
    one_half = heading is not other and all(
        heading.of(field) == other.of(field) for field in (Field.NUMBER, Field.CHARGE, Field.UNIT)
    )
    numbers, others = set(entry.phones.numbers), set(again.phones.numbers)
    agree = not numbers or not others or bool(numbers & others)
    return one_half and bool(entry.name) and entry.name.casefold() == again.name.casefold() and agree


def _both(one: StaffEntry, other: StaffEntry, section: StaffSection) -> StaffEntry:
    role_text = ", ".join(dict.fromkeys(filter(None, (one.role_text, other.role_text))))
    numbers = tuple(dict.fromkeys((*one.phones.numbers, *other.phones.numbers)))
    wrong = one.phones if one.phones.wrong else other.phones
    return replace(
        one,
        role_text=role_text,
        role=kind(role_text, one.unit, section.text, section.title),
        phones=replace(wrong, numbers=numbers),
        flaws=tuple(dict.fromkeys((*one.flaws, *other.flaws))),
    )


def _unowned(entry: StaffEntry) -> StaffEntry:
    """Nobody can tell whose the number of a row with several people is."""
    return replace(entry, phones=Phones(wrong=", ".join(entry.phones.numbers) or entry.phones.wrong))


def _entry(
    row: TableRow, heading: PostHeading, section: StaffSection, groups: Sequence[str], named: tuple[str, Phones]
) -> StaffEntry:
    said, note = _noted(named[0])
    title, name = person_name(said)
    role_text = _text(row, heading, Field.ROLE) or (heading.role or note if name else "")
    unit = _text(row, heading, Field.UNIT)
    charge = _text(row, heading, Field.CHARGE)
    everywhere = charges.everywhere(charge, groups)
    return StaffEntry(
        row=row.label,
        name=name,
        title=title or _text(row, heading, Field.TITLE),
        role=kind(role_text, unit, section.text, section.title),
        role_text=role_text,
        unit=unit or section.text or charge,
        places=()
        if everywhere
        else _charged(charge, _counting(role_text, heading), (unit, role_text), section, groups),
        phones=named[1],
        everywhere=everywhere,
        flaws=tuple(_flaws(row, heading)),
        without_phone=next(_broken(row, heading.of(Field.PHONE)), None),
    )


def _flaws(row: TableRow, heading: PostHeading) -> Iterator[Defect]:
    """What somebody's post rests on, and a note that they are gone, wherever it is."""
    fields = (Field.NAME, Field.ROLE, Field.UNIT, Field.CHARGE)
    yield from _broken(row, [index for wanted in fields for index in heading.of(wanted)])
    yield from (flaw for flaw in row.flaws if flaw.kind == "comment")


def _broken(row: TableRow, columns: Sequence[int]) -> Iterator[Defect]:
    """A date that Excel kept as one is what it made of "1/2" or "3-4"."""
    cells = {row.cells[index].origin: row.cells[index] for index in columns if index < len(row.cells)}
    for cell in cells.values():
        if cell.flaw and cell.flaw.kind != "comment":
            yield cell.flaw
        elif cell.native:
            yield Defect("as_date", cell.text)


def _people(row: TableRow, heading: PostHeading) -> list[tuple[str, Phones]]:
    """Names with their numbers, which may stand behind the name in its own cell."""
    told = [_lines(row, index) for index in heading.of(Field.PHONE)]
    name = " ".join(_cells(row, heading, Field.NAME))
    named = [line for index in heading.of(Field.NAME)[:1] for line in _lines(row, index)]
    several = len(named) > 1 and all(len(line.split()) > 1 and not _is_beside(line) for line in named)
    if several and all(len(lines) in {0, len(named)} for lines in told):
        return [_with_own(line, [lines[n] for lines in told if lines]) for n, line in enumerate(named)]
    return [_with_own(" ".join(name.split()), ["\n".join(lines) for lines in told])]


def _is_beside(line: str) -> bool:
    """What follows a name in its own cell: "Bà Lê Thị A, tổ phó", or a number."""
    own = words.PHONE_BEHIND.search(line)
    return bool(words.POST_FIRST.match(fold(line))) or (own is not None and not line[: own.start()].strip(" :.("))


def _noted(name: str) -> tuple[str, str]:
    """A name, and what stands behind it in its own cell: "Lê Văn A (Tổ trưởng Cầu Đơ 1)"."""
    found = words.NAME_NOTE.search(name)
    note = (found["inside"] or found["behind"] or "").strip() if found else ""
    return (name[: found.start()], note) if found and kind(note) != "member" else (name, "")


def _with_own(name: str, told: Sequence[str]) -> tuple[str, Phones]:
    own = words.PHONE_BEHIND.search(name)
    if own is None:
        return name, phones.read(*told)
    return name[: own.start()], phones.read(own[0].strip(" ()"), *told)


def _lines(row: TableRow, index: int) -> list[str]:
    """The lines of a cell, or what a column of one force lists in it."""
    cell = clean(row.cells[index].text) if index < len(row.cells) else ""
    return [line for part in words.LISTED.split(cell) if (line := _unnumbered(part))]


def _unnumbered(text: str) -> str:
    found = words.ENUMERATOR.match(text.strip())
    return text.strip()[found.end() :].strip() if found else text.strip()


def _text(row: TableRow, heading: PostHeading, wanted: Field) -> str:
    return " ".join(" ".join(text.split("\n")).strip() for text in _cells(row, heading, wanted))


def _cells(row: TableRow, heading: PostHeading, wanted: Field) -> list[str]:
    cells = {row.cells[index].origin: row.cells[index].text for index in heading.of(wanted) if index < len(row.cells)}
    return [clean(text).strip() for text in cells.values() if text.strip()]


def _counting(role_text: str, heading: PostHeading) -> str:
    """What a number alone counts: of a "trưởng thôn" a thôn, whatever the column is called; else what that says."""
    found = words.HEAD_OF.search(clean(role_text).lower())
    return found["kind"] if found else heading.charged


def _charged(
    charge: str, headed: str, others: tuple[str, ...], section: StaffSection, groups: Sequence[str]
) -> tuple[UnitMatch, ...]:
    """The column that names groups; else a unit that is exactly one group; else the section."""
    if charge:
        return charges.listed(charge, headed, groups)
    unit_matches = [
        place for text in others if text for place in (charges.find(text, "", groups), *charges.within(text, groups))
    ]
    sure = tuple(place for place in unit_matches if place.group)
    unknown = tuple(
        place
        for place in unit_matches
        if charges.is_called(place.text, groups) and not words.POST_ALONE.fullmatch(fold(place.text))
    )
    return sure[:1] or section.places or unknown[:1]


def person_name(text: str) -> tuple[str, str]:
    """Title and name without doubled spaces; capitals throughout are an office's habit, not part of the name."""
    name = " ".join(clean(text).split()).strip(" ,;:-")
    if words.NOBODY.fullmatch(fold(name)):
        return "", ""
    born = words.BORN.search(fold(name))
    name = name[: born.start()] if born else name
    behind = words.TITLE_BEHIND.search(name)
    titles, name = (f"{behind[1]} ", name[: behind.start()]) if behind else ("", name)
    while (found := words.TITLES.match(name)) and not _is_surname(name, titles):
        titles, name = titles + found[0], name[found.end() :]
    if name.isupper() or name.islower():
        name = " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    return " ".join(titles.split()), name


def _is_surname(name: str, titles: str) -> bool:
    """Before "Văn Mít" a "Bà" is the surname of a man; behind a title, whatever stands before a middle name is one."""
    return bool(words.SURNAME_AS_TITLE.match(name) or (titles and words.TITLE_AS_SURNAME.fullmatch(name)))
