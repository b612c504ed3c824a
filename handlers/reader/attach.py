"""Gathers the counts of all clauses; a number with no word of its own may take that of a heading."""

from handlers.language import tags
from handlers.language.pieces import Piece
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.labels import INSTALLED, Count, compatible, counts_of
from handlers.reader.ledger import Ledger

_ONLY_LABELS = frozenset(
    {
        tags.INDICATOR,
        tags.FILL,
        tags.LINK,
        tags.REPORT,
        tags.GOT,
        tags.SUCCESS,
        tags.TOTAL,
        tags.TONIGHT,
        tags.DATE,
        tags.GROUP,
    }
)
_DOUBTED = frozenset({tags.NOT, tags.NOT_YET, tags.SUSPECT})
_DONE = cue("done")
_TITLES = cue("titles")
_AND = cue("and_labels")
_TRIED = tuple(cue("tried"))


def attach(clauses: list[Clause], ledger: Ledger) -> list[Count]:
    counts: list[Count] = []
    heading = ""
    pending = ""
    for at, clause in enumerate(clauses):
        found = counts_of(clause, ledger)
        for count in found:
            if not count.indicator and not count.unit_doubt and not count.choices and not count.odd:
                count.indicator = _fits(pending or heading, count.number)
        counts += found
        label = _lone_label(clause, ledger)
        # `kích hoạt hết rồi nhé, 7 anh chị em …`: what is told of already waits for no number
        pending = label if label and not found and not clause.names(_DONE) else ""
        if label and _is_heading(clause, clauses, ledger) and (label != "stuck" or clause.pieces[-1].word == ":"):
            heading = label
        _joined_labels(clauses[at - 1] if at else None, clause, found, ledger)
    _failures(counts)
    _named_elsewhere(counts, clauses, ledger)
    return counts


def _named_elsewhere(counts: list[Count], clauses: list[Clause], ledger: Ledger) -> None:
    """A list of bare numbers, and a line that says what was counted: `... Cài mới nhé`."""
    if len(counts) < 2 or any(not c.bare or c.indicator or c.number.unit is tags.HOUSE for c in counts):
        return
    told = [clause for clause in clauses if clause.tags <= _ONLY_LABELS and not clause.names(_TITLES)]
    labels = {label for clause in told if (label := _lone_label(clause, ledger))}
    label = labels.pop() if len(labels) == 1 else ""
    for count in counts:
        count.indicator = _fits(label, count.number)


def _fits(indicator: str, number: Piece) -> str:
    nobody = number.value == 0 and number.spelled
    return indicator if indicator and not nobody and compatible(indicator, number) else ""


def _lone_label(clause: Clause, ledger: Ledger) -> str:
    if tags.INDICATOR not in clause.tags or not clause.tags.isdisjoint(_DOUBTED):
        return ""
    labels = {p.indicator for p in clause.pieces if p.tag is tags.INDICATOR and ledger.hears(p)}
    return labels.pop() if len(labels) == 1 and not ledger.numbers(clause.pieces) else ""


def _is_heading(clause: Clause, clauses: list[Clause], ledger: Ledger) -> bool:
    """`Số người cài:` or `KẾT QUẢ CÀI MỚI (người)` on a line of its own."""
    if clause.pieces and clause.pieces[-1].word == ":" and clause.ender == "\n":
        return True
    if clause is clauses[0] and clause.pieces[-1].tag is tags.GROUP and clause.pieces[-2].word == ":":
        return True
    line = [c for c in clauses if c.sentence == clause.sentence]
    alone = not any(ledger.numbers(c.pieces) for c in line) and line[-1].ender == "\n"
    return alone and clause.sentence == 0 and (clause.has(tags.REPORT) or clause.pieces[0].tag is tags.INDICATOR)


def _joined_labels(before: Clause | None, clause: Clause, found: list[Count], ledger: Ledger) -> None:
    """`cài và kích hoạt 30`: one number for two indicators is for the writer to tell apart."""
    if not found or before is None or before.ender not in _AND or ledger.numbers(before.pieces) or not before.pieces:
        return
    last, first = before.pieces[-1], clause.pieces[0]
    if last.tag is first.tag is tags.INDICATOR and last.indicator != first.indicator:
        found[0].label_doubt = True


def _failures(counts: list[Count]) -> None:
    """`không cài được 5 người` alone may mean five failures or no five installs."""
    labels = [count.indicator for count in counts]
    if INSTALLED in labels or "stuck" not in labels:
        return
    for count in counts:
        if count.indicator == "stuck" and any(p.word.startswith(_TRIED) for p in count.before):
            count.label_doubt = True
