"""Which column of a schedule names the places: its heading says so, or else its cells do. A venue is no place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.documents.read import beside, headers, names, words, words_beside
from handlers.documents.read.beside import Beside
from handlers.documents.read.headers import ColumnRole, Header, HeaderColumn
from handlers.documents.read.tables import TableRow
from handlers.documents.read.words import LONGEST_CELL, clean, fold, folded_words
from handlers.language.unit_names import parts, spelled
from handlers.language.words_kinds import HIGHER

LOOKED_AT = 60  # rows
MOST = 0.5  # of the cells of a column
WARDS = {"phuong", "xa", "thi", "tran", "quan", "huyen", "thanh", "pho", "tp", "tinh", "dac", "khu", "va", "cac", "ten"}
UNIT_SIGNS = (
    *headers.UNITS, "don vi", "khu vuc", "chi bo", "chi hoi", "chi doan", "dia phuong", "co so", "pham vi", "dia vuc",
    "ten don vi", "cum dan cu", "diem dan cu", "noi cu tru", "noi o", "ten goi", "to", "chi nhanh",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """Of the cells of a column, how many are called by a kind, are proper names, or are where people meet."""

    kinded: float = 0
    named: float = 0
    venue: float = 0

    @property
    def fits(self) -> bool:
        return self.kinded + self.named >= MOST > self.venue


def chosen(half: Header, rows: Sequence[TableRow]) -> Header | None:
    """The same columns, of which one names the places. None where no column does and none could be asked about."""
    known = half.of(ColumnRole.GROUP)
    finer = _finer(known, rows)
    if finer:
        return replace(_with(half, finer[0]), ward=finer[1].index)
    shares = {column: _share(column, rows) for column in half.of(ColumnRole.PLACE, ColumnRole.OTHER)}
    better = known and _share(known[0], rows).venue >= MOST and any(shares[one].kinded >= MOST for one in shares)
    if (known and not better) or half.of(ColumnRole.PART) or not shares:
        return _within(half, rows)
    units = [column for column in shares if _names_units(column.text) and shares[column].fits]
    kinded = [
        column for column in shares if shares[column].kinded >= MOST > shares[column].venue and column not in units
    ]
    open_ = [column for column in shares if not headers.is_aside(column.text) and not _names_wards(column.text)]
    venues = [column for column in open_ if words.names_venues(column.text) and shares[column].fits]
    small = [column for column in units if not _names_wards(column.text)]
    by_cells = [column for column in kinded if column in open_]
    best = (small or by_cells or units or venues)[:1]
    doubtful = _doubt(best, by_cells, [column for column in open_ if column.role is ColumnRole.OTHER], shares)
    if best and not doubtful:
        return _within(_with(half, best[0]), rows)
    perhaps = best or list(half.of(ColumnRole.PLACE)) or _named(open_, shares)
    dated = half.of(ColumnRole.DATED) and not perhaps
    return half if dated else replace(_with(half, perhaps[0]), unsure=True) if perhaps else None


def _finer(known: Sequence[HeaderColumn], rows: Sequence[TableRow]) -> tuple[HeaderColumn, HeaderColumn] | None:
    """Of "Khu phố" and "Tổ" side by side the Tổ, where most rows have one; and what it is in."""
    for inner in known:
        for outer in known:
            kinds = (frozenset({names.numbers_called(column.text).kind}) for column in (inner, outer))
            filled = 2 * len(_texts(inner, rows)) > len(_texts(outer, rows)) and bool(_texts(outer, rows))
            if filled and names.lies_in(*kinds):
                return inner, outer
    return None


def _doubt(
    best: Sequence[HeaderColumn],
    by_cells: Sequence[HeaderColumn],
    others: Sequence[HeaderColumn],
    shares: dict[HeaderColumn, Share],
) -> bool:
    """Another column that may be it as well: two of kinds that no heading settles, or names beside a venue's names."""
    if not best:
        return True
    rivals = [column for column in by_cells if column is not best[0] and not words.names_venues(column.text)]
    settled = _names_units(best[0].text)
    unnamed = shares[best[0]].kinded < MOST and not settled
    return bool((rivals and not settled) or (unnamed and any(shares[column].named >= MOST for column in others)))


def _named(columns: Sequence[HeaderColumn], shares: dict[HeaderColumn, Share]) -> list[HeaderColumn]:
    """Nobody knows its heading, and its cells are names: of places, of people, of something else."""
    named = [column for column in columns if column.text and shares[column].named > MOST > shares[column].venue]
    return named if len(named) == 1 else []


def _with(half: Header, column: HeaderColumn) -> Header:
    """No other column is one."""
    roles = {ColumnRole.GROUP: ColumnRole.PLACE}
    roled = (
        replace(one, role=ColumnRole.GROUP if one is column else roles.get(one.role, one.role)) for one in half.columns
    )
    return replace(half, columns=tuple(roled))


def _within(half: Header, rows: Sequence[TableRow]) -> Header:
    """A column of wards beside that of the places, where there are several, says which Tổ 1 is meant."""
    columns = [column for column in half.of(ColumnRole.OTHER) if _names_wards(column.text)]
    several = [column for column in columns if len({fold(text) for text in _texts(column, rows)}) > 1]
    return replace(half, ward=several[0].index) if several and half.groups else half


def _names_wards(heading: str) -> bool:
    said = folded_words(words.PARENTHESES.sub(" ", heading))
    return bool(said) and set(said) <= WARDS


def _names_units(heading: str) -> bool:
    said = " ".join(folded_words(words.PARENTHESES.sub(" ", heading)) or folded_words(heading))
    if headers.is_aside(heading):
        return False
    return _names_wards(heading) or any(f"{said} ".startswith((f"{sign} ", f"ten {sign} ")) for sign in UNIT_SIGNS)


def _texts(column: HeaderColumn, rows: Sequence[TableRow]) -> list[str]:
    cells = [
        row.cells[column.index] for row in rows[:LOOKED_AT] if column.index < len(row.cells) and len(row.filled) > 1
    ]
    texts = {cell.origin: " ".join(clean(cell.text[:LONGEST_CELL]).split()) for cell in cells}
    return [text for text in texts.values() if text and not words.BLANKS.fullmatch(fold(text))]


def _share(column: HeaderColumn, rows: Sequence[TableRow]) -> Share:
    called = _names_units(column.text)
    looks = [_look(text, called=called) for text in _texts(column, rows)]
    if not looks:
        return Share()
    return Share(*(looks.count(look) / len(looks) for look in ("kinded", "named", "venue")))


def _look(text: str, *, called: bool) -> str:
    """`called`: the heading says that these are places, so that "Chi bộ 1" is one, and 1."""
    sort = beside.of(text)
    if sort is Beside.VENUE or words_beside.PERHAPS_VENUE.match(spelled(text).lower()):
        return "venue"
    if sort is Beside.WARD or (called and sort is Beside.PLACE and len(text) <= words.LONGEST_PLACE):
        return "named"
    if sort is not Beside.PLACE:
        return "kinded" if parts(text).kind - HIGHER and any(map(str.isdecimal, parts(text).rest[:1])) else ""
    one = parts(text)
    if one.kind - HIGHER and (any(map(str.isdecimal, one.rest)) or text[:1].isupper()):
        return "kinded"
    proper = all(word[:1].isupper() or word[:1].isdecimal() for word in text.replace("-", " ").split())
    return "named" if proper and len(text) <= words.LONGEST_PLACE and any(map(str.isalpha, text)) else ""
