"""Gathers the counts of all clauses; a number with no word of its own may take that of a heading."""

from handlers.language.pieces import Piece, Tag
from handlers.reader.clauses import Clause
from handlers.reader.labels import INSTALLED, Count, compatible, counts_of

_AND = frozenset({"va", "+", "/", "&", "cung", "voi"})


def attach(clauses: list[Clause]) -> list[Count]:
    counts: list[Count] = []
    heading = ""
    pending = ""
    for clause in clauses:
        found = counts_of(clause)
        for count in found:
            if not count.indicator and not count.unit_doubt and not count.choices:
                count.indicator = _fits(pending or heading, count.number)
        counts += found
        label = _lone_label(clause)
        pending = label if label and not found else ""
        if label and _is_heading(clause, clauses) and (label != "stuck" or clause.pieces[-1].word == ":"):
            heading = label
        _joined_labels(clause, clauses, found)
    _failures(counts)
    _named_elsewhere(counts, clauses)
    return counts


def _named_elsewhere(counts: list[Count], clauses: list[Clause]) -> None:
    """A list of bare numbers, and a line that says what was counted: `... Cài mới nhé`."""
    told = [c for c in counts if not c.number.silent]
    if len(told) < 2 or any(not c.bare or c.indicator or c.number.unit is Tag.HOUSE for c in told):
        return
    labels = {label for clause in clauses if (label := _lone_label(clause))}
    label = labels.pop() if len(labels) == 1 else ""
    for count in told:
        count.indicator = _fits(label, count.number)


def _fits(indicator: str, number: Piece) -> str:
    nobody = number.value == 0 and number.spelled
    return indicator if indicator and not nobody and compatible(indicator, number) else ""


def _lone_label(clause: Clause) -> str:
    labels = {p.indicator for p in clause.pieces if p.tag is Tag.INDICATOR and not p.silent}
    return (
        labels.pop()
        if len(labels) == 1 and not clause.numbers() and not clause.has(Tag.NOT, Tag.NOT_YET, Tag.SUSPECT)
        else ""
    )


def _is_heading(clause: Clause, clauses: list[Clause]) -> bool:
    """`Số người cài:` or `KẾT QUẢ CÀI MỚI (người)` on a line of its own."""
    if clause.pieces and clause.pieces[-1].word == ":" and clause.ender == "\n":
        return True
    if clause is clauses[0] and clause.pieces[-1].tag is Tag.GROUP and clause.pieces[-2].word == ":":
        return True
    line = [c for c in clauses if c.sentence == clause.sentence]
    alone = not any(c.numbers() for c in line) and line[-1].ender == "\n"
    return alone and clause.sentence == 0 and (clause.has(Tag.REPORT) or clause.pieces[0].tag is Tag.INDICATOR)


def _joined_labels(clause: Clause, clauses: list[Clause], found: list[Count]) -> None:
    """`cài và kích hoạt 30`: one number for two indicators is for the writer to tell apart."""
    at = next(i for i, c in enumerate(clauses) if c is clause)
    if not found or at == 0 or clauses[at - 1].ender not in _AND:
        return
    before = clauses[at - 1]
    if (
        before.numbers()
        or not before.pieces
        or before.pieces[-1].tag is not Tag.INDICATOR
        or clause.pieces[0].tag is not Tag.INDICATOR
    ):
        return
    if before.pieces[-1].indicator != clause.pieces[0].indicator:
        found[0].label_doubt = True


def _failures(counts: list[Count]) -> None:
    """`không cài được 5 người` alone may mean five failures or no five installs."""
    if any(count.indicator == INSTALLED for count in counts):
        return
    for count in counts:
        pieces = count.clause.pieces
        at = next(i for i, p in enumerate(pieces) if p is count.number)
        if count.indicator == "stuck" and any(p.word.startswith(("khong cai", "chua cai")) for p in pieces[:at]):
            count.label_doubt = True
