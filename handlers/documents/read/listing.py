"""A schedule without a heading, as people paste it: lines of places and their nights, or places under a night.

Each line is cut into what says when and what does not (`pieces`); what stands over a line holds for it where it says
less itself. A line that could be read in two ways is a question, and prose is nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from handlers.documents.read import context, moon, names, nights, pieces, rows, sections, words, words_lists
from handlers.documents.read.hours import Slot
from handlers.documents.read.moments import Sort, has_date, tokens
from handlers.documents.read.nights import CellTimes, Fault, Frame
from handlers.documents.read.pieces import LinePiece
from handlers.documents.read.rows import SEAM, Line
from handlers.documents.read.tables import Document, Paragraph, Section, SectionKind, TableRow
from handlers.documents.read.words import EVERYONE, GROUP_SIGNS, GROUP_WORDS, REFERENCE, clean, fold, folded_words
from handlers.problem import Defect

ORDINAL = re.compile(r"\d{1,3}\.?")
CUT = re.compile(r"\s*:\s+|\s+[-–—]\s+")
LONGEST_NAME = 60
LONGEST_LINE = 300
HIGHER = re.compile(r"(?:xa|phuong|thi tran)\s+[a-z\d]")
SHORT_FORM = re.compile(r"[b-df-hj-np-tv-xz]{2,6}")  # of an office or of what is done: it has no vowel
DEADLINES = {"truoc", "cham nhat", "muon nhat"}  # by then something else is due
NUMBERED_PAPER = re.compile(r"(?:so\s*:?\s*)?\d+\s*/")
GUESSED = "written as no name is"
GUESSABLE = 4  # words
FEWEST = 2  # places of such lines; a single one is a sentence
FEW = 3  # nights that a line with other words may stand over


@dataclass(frozen=True, slots=True)
class Told:
    """What one line says: its places with what stands nearest to each, and what holds for all of it."""

    rows: tuple[tuple[str, str], ...] = ()  # places, and when, each as written
    when: str = ""
    doubt: str = ""
    announces: bool = False  # speaks of places that follow
    opens: bool = False  # with what says when
    called: bool = False  # says of a place what it is
    pure: bool = False  # says nothing else
    venue: str = ""  # where they meet, and no word of who
    guessed: bool = False  # its place is written as no name is

    @property
    def dated(self) -> bool:
        return any(token.sort in pieces.DATED for token in tokens(clean(self.when)))


@dataclass
class ListState:
    """What the lines so far mean for the next one."""

    heading: str = ""  # the night that stands over the lines below it
    hours: tuple[Slot, ...] = ()
    heading_hours: tuple[Slot, ...] = ()  # said below that night
    place: str = ""  # that stands over its nights
    frame: Frame = field(default_factory=Frame)
    flaws: tuple[Defect, ...] = ()  # of that night
    section: Section | None = None
    unheard: Line | None = None  # a night for places that were announced and have not come yet
    gap: bool = False
    closed: bool = False


def lines(document: Document, frame: Frame) -> list[Line]:
    if any(words_lists.REPORT.match(fold(text)) for text in context.prose(document)):
        return []
    state = ListState(frame=frame)
    found: list[Line] = []
    loose: list[Line] = []
    for row in _rows(document):
        read = list(_line(row, state, bool(found)))
        surely = [line for line in read if not _is_loose(line)]
        named = {group for line in surely for group in line.groups}
        if surely:
            found += [line for line in loose if found and not named & set(line.groups)]
            found += surely
            loose = []
        loose += [line for line in read if _is_loose(line)]
    found = _without_guesses([*found, *([state.unheard] if state.unheard and found else [])])
    return found if sum(max(len(line.groups), 1) for line in found) >= FEWEST else []


def _without_guesses(found: list[Line]) -> list[Line]:
    """What may be places and is written as none is asked about beside others, or where it is all that is listed."""
    sure = [line for line in found if not _is_guess(line)]
    return found if sure or len(found) > FEWEST else []


def _is_guess(line: Line) -> bool:
    return any(fault.why == GUESSED for fault in line.faults)


def _is_loose(line: Line) -> bool:
    """A place without any night, which counts only where the list goes on behind it."""
    return not line.clauses and {fault.kind for fault in line.faults} == {"missing_date"} and not line.match


def _rows(document: Document) -> Iterator[TableRow | Paragraph]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        if block.title:
            yield Paragraph(block.title, block.title)
        yield from block.rows


def _line(row: TableRow | Paragraph, state: ListState, begun: bool) -> Iterator[Line]:
    if not row.text.strip():
        state.gap = True
        return
    read = list(_spoken(row, state, begun))
    yield from (replace(line, section=state.section) for line in read)
    if not state.heading and all(map(_is_loose, read)):
        state.hours = context.hours_in([clean(row.text)]) or state.hours  # a title's
    state.gap = False


def _spoken(row: TableRow | Paragraph, state: ListState, begun: bool) -> Iterator[Line]:
    if len(row.text) > LONGEST_LINE:
        return
    celled = _by_cells(row)
    if celled:
        yield from _made(row, *celled, state)
        return
    if _is_of_table(row):
        return
    text, bulleted = pieces.bare(_whole(row))
    if _is_aside(text, state):
        return
    sighted = moon.looked_for(text)
    if sighted.mention and not has_date(sighted.rest):
        yield from _lunar(row, sighted, state)
        return
    text = " ".join(sighted.rest.split()) if sighted.mention else text
    section = sections.heading(text)
    told = _told(text)
    if section and not told.rows:
        state.section = section
        plain = section.kind is SectionKind.PLAIN
        state.heading, state.place = (state.heading, state.place) if plain and told.when else ("", "")
    if told.rows and (told.dated or any(has_date(when) for _, when in told.rows)):
        state.place = ""
        for where, when in told.rows:
            if told.guessed:
                yield _guess(row, where, when, state)
            else:
                yield from _made(row, where, when, state, told.doubt)
    elif told.rows:
        yield from _under(row, told, state, begun, bulleted=bulleted)
    elif told.when or told.announces:
        yield from _over(row, text, told, state)


def _lunar(row: TableRow | Paragraph, sighted: moon.Sighted, state: ListState) -> Iterator[Line]:
    """A place and its day by the moon."""
    told = _told(pieces.bare(sighted.rest)[0])
    for where, _ in told.rows if told.called else ():
        (line,) = _made(row, where, "", replace(state, heading=""))
        fault = Fault("lunar", sighted.mention, nights.LUNAR)
        kept = [other for other in line.faults if other.kind != "missing_date"]
        yield replace(line, when=replace(line.when, faults=(*kept, fault)), match=sighted.mention)


def _whole(row: TableRow | Paragraph) -> str:
    if isinstance(row, Paragraph):
        return clean(row.text)
    cells = [clean(cell.text) for cell in row.filled]
    return ", ".join(cell for cell in cells if len(cells) == 1 or not ORDINAL.fullmatch(cell.strip()))


def _is_of_table(row: TableRow | Paragraph) -> bool:
    """A row of several cells that nobody typed as one line."""
    return isinstance(row, TableRow) and len(row.filled) > 1 and not str(row.label).startswith("line")


def _by_cells(row: TableRow | Paragraph) -> tuple[str, str] | None:
    """A row of a table without its heading: one cell says where, and all others when."""
    if isinstance(row, Paragraph):
        return None
    texts = [clean(cell.text) for cell in row.filled]
    cells = [text for text in texts if not ORDINAL.fullmatch(text.strip())]
    timed = [cell for cell in cells if _is_when(cell) or _is_hours(cell)]
    where = [cell for cell in cells if cell not in timed]
    where = [cell for cell in where if _is_called(cell)] if len(where) > 1 else where
    if len(where) != 1 or not any(_is_when(cell) for cell in timed) or CUT.search(cells[0]) or not _is_where(where[0]):
        return None  # commas stand between days, and the cells are pieces of one line
    return where[0], SEAM.join(timed)


def _is_aside(text: str, state: ListState) -> bool:
    """Who signs, thanks or refers to other papers; a stamp of the chat; what stands below the list."""
    folded = fold(text)
    signed = words.SIGNED.match(folded) and not words_lists.VENUE.match(folded)
    state.closed = bool(words_lists.DISMISSED.match(folded)) or (state.closed and not has_date(text))
    stamp = words_lists.STAMP.fullmatch(text) and not has_date(text)
    return bool(signed or stamp or REFERENCE.search(folded) or state.closed or not text)


def _told(text: str) -> Told:
    found = [piece for piece in pieces.cut(text) if piece.when or not words_lists.LABEL.fullmatch(fold(piece.text))]
    whens = [piece for piece in found if piece.when]
    spoken = [piece for piece in found if not piece.when]
    doubt = next((doubt for piece in spoken if (doubt := _doubt(piece))), "")
    if fold(doubt) in DEADLINES:
        return Told()
    places = _places([piece for piece in spoken if not _is_beside(piece, spoken)])
    places = _numbered(places, spoken)
    everyone = [piece for piece in places if EVERYONE.match(fold(_named(piece.text)))]
    ends = text.endswith(":")
    announced = bool(everyone) and (ends or len(places) > len(everyone) or any(map(_announces, everyone)))
    if announced:
        places = [piece for piece in places if piece not in everyone]
    when = SEAM.join(piece.text for piece in whens)
    opens = bool(found) and found[0].when
    if not places:
        venue = next((piece.text for piece in spoken if words_lists.VENUE.match(fold(piece.text).strip(" ,"))), "")
        guess = _guessed(spoken, whens)
        if guess:
            return Told(((guess.text, when),), when, doubt, opens=opens, guessed=True)
        pure = not [piece for piece in spoken if not words_lists.VENUE.match(fold(piece.text).strip(" ,"))]
        return Told((), when, doubt, announced or ends, opens, pure=pure, venue=venue.strip(" ,"))
    called = any(_is_called(_named(piece.text)) for piece in places)
    paired = tuple(_paired(sorted([*whens, *places], key=lambda piece: piece.start)))
    return Told(paired, when, doubt or _torn(paired, whens), announced, opens, called)


def _numbered(places: list[LinePiece], spoken: Sequence[LinePiece]) -> list[LinePiece]:
    """In "các tổ dân phố: số 1, số 2" the numbers are theirs."""
    told = []
    for piece in places:
        behind = next((other for other in spoken if other.start >= piece.end), None)
        kind = words_lists.ALL_CALLED.sub("", fold(_named(piece.text)), count=1)
        if behind and kind in GROUP_SIGNS and words_lists.NUMBERS.fullmatch(fold(behind.text).strip(" ,.")):
            told.append(
                replace(piece, text=f"{_without_all(_named(piece.text))} {behind.text.strip(' ,.')}", end=behind.end)
            )
        else:
            told.append(piece)
    return told


def _without_all(kind: str) -> str:
    led = words_lists.ALL_CALLED.match(fold(kind))
    return kind[led.end() :] if led else kind


def _guessed(spoken: Sequence[LinePiece], whens: Sequence[LinePiece]) -> LinePiece | None:
    """A few words beside a night that may be a name in small letters ("an bình: 10/11"), or what is to be done."""
    others = [piece for piece in spoken if not _is_beside(piece, spoken)]
    said = fold(others[0].text).strip(" ,.:") if len(others) == 1 else ""
    few = 0 < len(said.split()) <= GUESSABLE and not any(map(str.isdigit, said)) and not _sorts(said) & {Sort.DOUBT}
    dated = any(piece.dated for piece in whens)
    parted = few and (others[0].before[:1] in SIGNS or any(piece.before[:1] in SIGNS for piece in whens))
    out = (
        words_lists.NO_PLACE.match(said)
        or words_lists.PERSON.match(said)
        or EVERYONE.match(said)
        or NUMBERED_PAPER.match(said)
    )
    return others[0] if few and dated and parted and not out else None


SIGNS = {":", "-", "–", "—"}


def _doubt(piece: LinePiece) -> str:
    """A word that may change the night: "hoãn", "dời sang", "hoặc"; "các tổ sau" is none."""
    found = next((token for token in tokens(piece.text) if token.sort is Sort.DOUBT), None)
    said = fold(piece.text).strip(" ,.:")
    if found is None or (EVERYONE.match(said) and _announces(piece)):
        return ""
    return piece.text[found.start : found.end]


def _announces(piece: LinePiece) -> bool:
    return bool(words_lists.ANNOUNCED.match(fold(piece.text).strip(" ,.:")))


def _is_beside(piece: LinePiece, spoken: Sequence[LinePiece]) -> bool:
    """Where they meet, who comes, "bù": what is said beside the place."""
    said = fold(piece.text).strip(" ,.:*\"'")
    others = [other for other in spoken if other is not piece and _is_where(_named(other.text))]
    if words_lists.AGAIN.fullmatch(said):
        return True
    venue = bool(words_lists.VENUE.match(said)) and (bool(words_lists.SURE_VENUE.match(said)) or bool(others))
    if venue and not others and re.match(rf"(?:tai|o)\s+{_SIGNS}", said):
        return False
    return venue or (bool(words_lists.PERSON.match(said)) and bool(others))


_SIGNS = "(?:" + "|".join(map(re.escape, GROUP_SIGNS)) + r")\b"
_ALL_NUMBERED = re.compile(rf"(?:cac|nhung)\s+(?={_SIGNS}\s*(?:so\s*)?\d)")


def _places(spoken: Sequence[LinePiece]) -> list[LinePiece]:
    """What may be places, each list of them as one; what stands in brackets behind a name belongs to it."""
    found: list[LinePiece] = []
    for piece in spoken:
        called = _is_where(_named(piece.text))
        opened = piece.before.strip() in {"(", "["}
        glued = found and found[-1].end <= piece.start and opened and not _is_sign(piece.text)
        if glued and piece.start - found[-1].end <= len(piece.before) + 1 and any(map(str.isalpha, piece.text)):
            found[-1] = replace(found[-1], text=f"{found[-1].text.rstrip()} ({piece.text.strip()})", end=piece.end)
        elif called and found and piece.before[:1] in {"-", "–", "—", "→", "➡", "⇒"} and _ranges(found[-1], piece):
            found[-1] = replace(found[-1], text=f"{found[-1].text.strip()} - {piece.text.strip()}", end=piece.end)
        elif called or EVERYONE.match(fold(_named(piece.text))):
            found.append(piece)
    return found


def _ranges(before: LinePiece, piece: LinePiece) -> bool:
    """As in "Tổ 4 → tổ 6": both have a number, and nothing but the sign between them."""
    return bool(names.THROUGH.fullmatch(fold(f"{before.text.strip()} - {piece.text.strip()}")))


def _named(text: str) -> str:
    """Without what leads to the name: "họp tổ 3", "tại khu phố 2"."""
    bare = text.strip(" ,.;:*_\"'")
    led = words_lists.LED.match(fold(bare))
    rest = bare[led.end() :] if led else bare
    counted = _ALL_NUMBERED.match(fold(rest))
    rest = rest[counted.end() :] if counted else rest
    kinded = re.match(_SIGNS, fold(rest)) or EVERYONE.match(fold(rest)) or HIGHER.match(fold(rest))
    name = rest if kinded else bare
    return words_lists.BEHIND.sub("", name) if re.match(_SIGNS, fold(name)) else name


def _paired(found: Sequence[LinePiece]) -> Iterator[tuple[str, str]]:
    """Each place with what says when: the one beside it; what stands alone at one end holds for all."""
    places = [place for place, piece in enumerate(found) if not piece.when]
    dated = [place for place, piece in enumerate(found) if piece.when and piece.dated]
    if len(places) == 1 or len(dated) == len([piece for piece in found if piece.when]) == 1:
        when = SEAM.join(piece.text for piece in found if piece.when)
        yield SEAM.join(found[place].text for place in places), when
        return
    leads, follows = found[0].when, found[-1].when
    shared = found[0].text if leads and found[0].dated and len(dated) == 1 else ""
    behind = not leads or (bool(shared) and follows)
    for place in places:
        beside = range(place + 1, len(found)) if behind else range(place - 1, -1, -1)
        own = next((found[near].text for near in beside if found[near].when), "")
        if shared and own not in {"", shared}:
            yield found[place].text, f"{_date_of(shared)}{SEAM}{own}"
        else:
            yield found[place].text, own or shared


def _date_of(text: str) -> str:
    """Without its hours and its part of the day: others stand for this place."""
    for token in tokens(text):
        if token.sort in {Sort.TIME, Sort.PART}:
            text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text


def _torn(paired: Sequence[tuple[str, str]], whens: Sequence[LinePiece]) -> str:
    """Nights and places that do not go together one by one."""
    told = [when for _, when in paired]
    missing = len(paired) > 1 and any(has_date(when) for when in told) and not all(has_date(when) for when in told)
    return paired[0][0].strip() if missing and whens else ""


def _under(row: TableRow | Paragraph, told: Told, state: ListState, begun: bool, *, bulleted: bool) -> Iterator[Line]:
    """A place under a night; without one it may be the heading of its own nights."""
    ((where, when), *_) = told.rows
    listed = bulleted or told.called or not state.gap
    if state.heading and listed:
        for where, when in told.rows:
            yield from _made(row, where, when, state, told.doubt)
    elif not state.heading and (told.called or bulleted or not begun) and not when:
        state.place = where
        if begun and told.called and not state.gap:
            yield from _made(row, where, "", state, told.doubt)
    elif when and begun and told.called:
        yield from _made(row, where, when, state, told.doubt)


def _over(row: TableRow | Paragraph, text: str, told: Told, state: ListState) -> Iterator[Line]:
    """A night, or hours, without a place: for the place above it, or for the lines below it."""
    week = context.week([text], state.frame)
    if week:
        state.frame = replace(state.frame, week=week)
    if not told.dated:
        slots = context.hours_over(text) or (_begins(told.when) if told.opens or told.pure else ())
        if state.heading:
            state.heading_hours = slots or state.heading_hours
        else:
            state.hours = slots or state.hours
        return
    read = nights.read(told.when, state.frame)
    single = len({night for clause in read.clauses for night in clause.nights}) <= (FEW if told.opens else 1)
    if state.place and (told.opens or told.pure) and not told.announces:
        yield from _made(row, state.place, told.when, state, told.doubt)
    elif (told.opens or (told.announces and text.endswith(":"))) and single and not told.doubt and not week:
        if state.unheard:
            yield state.unheard
        state.heading, state.heading_hours, state.flaws, state.place = told.when, (), row.flaws, ""
        state.unheard = _announced(row, text, told, read) if told.announces and not text.endswith(":") else None


def _announced(row: TableRow | Paragraph, text: str, told: Told, read: CellTimes) -> Line:
    fault = Fault("missing_group", text[: names.LONGEST_MATCH], "speaks of places and names none")
    return Line(row.label, (), replace(read, faults=(*read.faults, fault)), told.when)


def _begins(when: str) -> tuple[Slot, ...]:
    """One hour that stands over lines, without its end."""
    slots = nights.read(when, Frame()).slots
    return slots if len(slots) == 1 and slots[0].start else ()


def _guess(row: TableRow | Paragraph, where: str, when: str, state: ListState) -> Line:
    read = rows.filled(nights.read(when, state.frame), context.agreed(state.hours), state.hours)
    fault = Fault("missing_group", where.strip(" ,.:"), GUESSED)
    return Line(row.label, (), replace(read, faults=(*_flaws(row), *read.faults, fault)), when)


def _flaws(row: TableRow | Paragraph, *over: Defect) -> tuple[Fault, ...]:
    """What is struck out or broken in the line, or in the night that stands over it."""
    return tuple(Fault(flaw.kind, flaw.match, rows.FLAWS[flaw.kind]) for flaw in (*row.flaws, *over))


def _made(row: TableRow | Paragraph, where: str, when: str, state: ListState, doubt: str = "") -> Iterator[Line]:
    read = nights.read(when, state.frame) if when else CellTimes()
    if not read.clauses and not read.faults and state.heading:
        state.unheard = None
        over = nights.read(state.heading, state.frame)
        slots = read.slots or state.heading_hours
        read = replace(over, clauses=tuple(replace(one, slots=slots or one.slots) for one in over.clauses))
    dated = bool(read.clauses or read.faults)
    read = rows.filled(read, context.agreed(state.hours), state.hours)
    faults = [*_flaws(row, *(state.flaws if not when or not has_date(when) else ())), *read.faults]
    if doubt:
        faults.append(Fault("unclear", doubt, "words that may change the night, or its place"))
    if not dated:
        faults.append(Fault("missing_date", where.strip(), "no date"))
    groups: tuple[str, ...] = ()
    try:
        groups = tuple(dict.fromkeys(name for part in where.split(SEAM) for name in _groups(part)))
    except names.UnclearName:
        faults.append(Fault("missing_group", where.strip(), "not the name of one group, nor a list of names"))
    yield Line(row.label, groups, replace(read, faults=tuple(faults)), when)


def _groups(where: str) -> tuple[str, ...]:
    text = where.strip()
    if words_lists.PARTLY.match(fold(text)) or "(mot phan)" in fold(text):
        raise names.UnclearName(text)
    return names.split(_named(text))


def _is_when(text: str) -> bool:
    return has_date(text) and not _sorts(text) & {Sort.WORD, Sort.DOUBT}


def _is_hours(text: str) -> bool:
    return bool(_sorts(text)) and _sorts(text) <= {Sort.TIME, Sort.RANGE, Sort.PART, Sort.BREAK, Sort.WEEKDAY}


def _is_called(text: str) -> bool:
    folded = fold(text).strip()
    if words_lists.CHIEFS.match(text.strip()):
        return False
    starts = any(re.match(rf"{re.escape(sign)}(?:\s|\d|$)", folded) for sign in GROUP_SIGNS)
    proper = any(word[:1].isupper() for word in text.split()[1:])
    named = starts and (proper or not set(folded_words(text)) <= GROUP_WORDS)
    higher = HIGHER.match(folded)
    ward = bool(higher) and not text.strip()[higher.end() - 1].islower() if higher else False
    return named or ward or bool(EVERYONE.match(folded)) or bool(words_lists.PARTLY.match(folded))


def _is_sign(text: str) -> bool:
    return bool(re.match(_SIGNS, fold(text).strip())) and _is_called(text)


def _is_where(text: str) -> bool:
    """Proper names, or called so; "Họp tổng kết" is neither."""
    called = _is_called(text)
    proper = all(word[0].isupper() or not word[0].isalpha() for word in text.split())
    proper = proper and not SHORT_FORM.fullmatch(fold(text).strip())
    folded = fold(text).strip()
    sorts = _sorts(text)
    plain = Sort.WORD in sorts and not sorts & {Sort.TIME, Sort.MONTH}
    plain = plain and not (words_lists.NO_PLACE.match(folded) or NUMBERED_PAPER.match(folded))
    return plain and (called or (proper and len(text.strip()) <= LONGEST_NAME)) and len(text) <= LONGEST_LINE


def _sorts(text: str) -> set[Sort]:
    return {token.sort for token in tokens(text)}
