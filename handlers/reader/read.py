"""Reads one message: text and context in, a Reading out."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.language import tags
from handlers.language.context import Context, Span
from handlers.language.indicators import known
from handlers.language.pieces import Flaw, Piece, tag_at
from handlers.language.scan import scan
from handlers.language.vocabulary import cue
from handlers.reader import corrections
from handlers.reader.attach import attach
from handlers.reader.changes import changes
from handlers.reader.clauses import Clause, cut
from handlers.reader.figures import ToldFigures, tell, with_the_rest
from handlers.reader.joins import settle
from handlers.reader.labels import Count
from handlers.reader.ledger import Doubtful, Fate, Ledger, PassedOver, Reason, Recorded
from handlers.reader.reading import Ask, Doubt, Figures, NotAReport, Option, Reading, Unclear, renamed
from handlers.reader.second_figures import against_record
from handlers.reader.second_look import second_look
from handlers.reader.sections import places
from handlers.reader.sights import sights, take_back
from handlers.reader.silence import silence
from handlers.reader.swaps import swapped
from handlers.reader.tables import label_columns

MOST_NUMBERS = 130  # all groups of a ward with seven columns
MOST_IN_CLAUSE = 16
_ONLY_WRONG = frozenset(
    {tags.MISTAKE, tags.CHANGE, tags.FILL, tags.LINK, tags.BREAK, tags.STOP, tags.INDICATOR, tags.NOT}
)
_OPENS_OTHERS = frozenset(
    {tags.FUTURE, tags.ELSEWHERE, tags.REQUEST, tags.TARGET, tags.HELPER, tags.ALSO, tags.TRAP, tags.PART, tags.SO_FAR}
)
_BY_CLAUSE = frozenset(
    {
        Reason.AT_WORK,
        Reason.ANECDOTE,
        Reason.ASIDE,
        Reason.ONE_HOUSE,
        Reason.WISHED,
        Reason.PLANNED,
        Reason.ELSEWHERE,
        Reason.SO_FAR,
    }
)
_CHANGES = frozenset({tags.ADD, tags.LESS, tags.CHANGE, tags.MISTAKE})
_CROWD = cue("crowd")


def read(text: str, context: Context) -> Reading:
    return explained(text, context)[0]


def explained(text: str, context: Context) -> tuple[Reading, dict[int, Fate]]:
    """The reading, and the fate of each number by where it begins in the text."""
    counted, ledger = known(context.counting), Ledger()
    seen = counted.seen(context) if counted.inner else context
    reading = second_look(text, seen, _read(text, seen, ledger))
    if isinstance(reading, Ask) and reading.doubt.why is Unclear.UNLIKELY:
        doubted = {reading.doubt.span.start, *(at for at, fate in ledger.fates.items() if isinstance(fate, Recorded))}
        ledger.fates.update((at, Doubtful(Unclear.UNLIKELY)) for at in doubted & ledger.fates.keys())
    return renamed(reading, counted.outer) if counted.inner else reading, ledger.fates


def _read(text: str, context: Context, ledger: Ledger) -> Reading:
    if text.lstrip().startswith("/") or not text.strip():
        return NotAReport()
    scanned = scan(text, context)
    if scanned is None:
        return Ask(Doubt(Unclear.NO_NUMBER, Span(0, len(text)))) if context.awaiting else NotAReport()
    pieces = _over(label_columns(settle(scanned)))
    clauses = cut(pieces)
    if _crowded(clauses):
        return Ask(Doubt(Unclear.ALTERNATIVES, Span(0, len(text)))) if context.awaiting else NotAReport()
    ledger.settle_open((p for p in pieces if p.tag is tags.TRAP), PassedOver(Reason.NAME))
    silence(clauses, ledger)
    changed = changes(clauses, ledger, context)
    if changed is not None:
        reading = corrections.read(changed, clauses, ledger, context)
    else:
        reading = swapped(clauses, ledger, context) or _figures(clauses, pieces, ledger, context)
    return _closed(reading, pieces, ledger, context)


def _closed(reading: Reading, pieces: list[Piece], ledger: Ledger, context: Context) -> Reading:
    """Whatever has no fate yet is doubtful: while a count is awaited, no such message is none of a count."""
    unsettled = [p for p in pieces if p.tag is tags.NUMBER and p.start not in ledger.fates]
    ledger.settle_open(unsettled, Doubtful(_why(reading)))
    if unsettled and context.awaiting and isinstance(reading, Figures | NotAReport):
        rest = (Option(reading.entries),) if isinstance(reading, Figures) else ()
        return Ask(Doubt(Unclear.WHICH_INDICATOR, unsettled[0].span, rest))
    return reading


def _crowded(clauses: list[Clause]) -> bool:
    """More numbers than anyone reports of an evening, or than anyone puts between two commas."""
    sizes = [sum(p.tag is tags.NUMBER for p in clause.pieces) for clause in clauses]
    return sum(sizes) > MOST_NUMBERS or max(sizes, default=0) > MOST_IN_CLAUSE


def _over(pieces: list[Piece]) -> list[Piece]:
    """`chưa có ai` is a zero once the evening is over."""
    if tags.OVER not in [p.tag for p in pieces]:
        return pieces
    return [replace(p, flaw=Flaw.NONE) if p.flaw is Flaw.NOT_OVER else p for p in pieces]


def _figures(clauses: list[Clause], pieces: list[Piece], ledger: Ledger, context: Context) -> Reading:
    take_back(clauses, ledger)
    counts = [count for count in attach(clauses, ledger) if count.number.start not in ledger.fates]
    attributions = places(clauses, counts, context, ledger)
    told_figures = tell(counts, attributions, context, ledger, _bare_is_install(clauses, counts, context))
    if told_figures.doubts:
        unclear = told_figures.doubts[0]
        return Ask(replace(unclear, options=with_the_rest(unclear, counts, attributions, context, ledger)))
    reading = _judge(told_figures, clauses, pieces, ledger, context)
    passed = {number.start: fate.reason for number, fate in told_figures.fates if isinstance(fate, PassedOver)}
    swallowed = _swallowed(clauses, ledger, passed) if isinstance(reading, Figures) or context.awaiting else None
    if swallowed is not None and not isinstance(reading, Ask):
        rest = (Option(reading.entries),) if isinstance(reading, Figures) else ()
        reading = Ask(Doubt(Unclear.WHICH_INDICATOR, swallowed.span, rest))
    recorded = isinstance(reading, Figures)
    for number, fate in told_figures.fates:
        ledger.settle(number, fate if recorded or isinstance(fate, PassedOver) else Doubtful(_why(reading)))
    return reading


def _swallowed(clauses: list[Clause], ledger: Ledger, passed: dict[int, Reason]) -> Piece | None:
    """`vắng 4 hộ đoàn có 2 công an`: beside its own label, a figure is not passed over for what comes after it."""
    for number in (number for clause in clauses for number in _labelled_first(clause)):
        fate = ledger.fates.get(number.start)
        reason = fate.reason if isinstance(fate, PassedOver) else passed.get(number.start)
        if reason in _BY_CLAUSE:
            return number
    return None


def _labelled_first(clause: Clause) -> Iterator[Piece]:
    """The numbers beside a label, up to what opens something else."""
    label = False
    for at, piece in enumerate(clause.pieces):
        if piece.tag in _OPENS_OTHERS:
            return
        if piece.tag is tags.NUMBER and (label or tag_at(clause.pieces, at + 1) is tags.INDICATOR):
            yield piece
        label = piece.tag is tags.INDICATOR or (label and piece.tag in {tags.LINK, tags.GOT})


def _why(reading: Reading) -> Unclear:
    return reading.doubt.why if isinstance(reading, Ask) else Unclear.WHICH_INDICATOR


def _judge(told: ToldFigures, clauses: list[Clause], pieces: list[Piece], ledger: Ledger, context: Context) -> Reading:
    if not told.entries:
        changing = context.last is not None and any(
            c.has(tags.ADD, tags.LESS, tags.CHANGE, tags.MISTAKE) for c in clauses
        )
        told_vaguely = (context.awaiting or changing) and _vague(clauses, ledger)
        wrong = changing and {p.tag for p in pieces} <= _ONLY_WRONG
        return _ask(Unclear.NO_NUMBER, pieces) if told_vaguely or wrong else NotAReport()
    standing = against_record(told, context)
    if standing is not None:
        return Ask(standing)
    unsure = next((p for p in pieces if p.tag is tags.UNSURE), None)
    if unsure is not None:
        return Ask(Doubt(Unclear.INEXACT, unsure.span))
    less = context.last is None and any(clause.has(tags.LESS) for clause in clauses)
    step = _step_from_nothing(clauses, ledger) if less else None
    if step is not None:
        return Ask(Doubt(Unclear.INEXACT, step.span))
    interim = any(p.tag is tags.LATER and ledger.hears(p) for p in pieces)
    return Figures(tuple(told.entries), interim, tuple(told.passed))


def _step_from_nothing(clauses: list[Clause], ledger: Ledger) -> Piece | None:
    """`Cầu Đơ 1 trừ đi 3 người` of somebody who has no report of their own to take it from: three is not the count."""
    seen = list(sights(clauses, ledger))
    return seen[0].number if len(seen) == 1 and seen[0].before[:1] == [tags.LESS] else None


def _bare_is_install(clauses: list[Clause], counts: list[Count], context: Context) -> bool:
    """A number without a word is an install when the bot asked for it, or when it stands in an evident report."""
    recorded = context.last is not None and context.last.night == context.today
    if context.awaiting or recorded or any(c.indicator == context.counting.target for c in counts):
        return True
    report = any(clause.has(tags.REPORT) for clause in clauses)
    group = any(clause.has(tags.GROUP) for clause in clauses)
    told = any(c.number.unit is tags.PEOPLE or c.clause.has(tags.GOT) for c in counts)
    bare = [c for c in counts if not c.indicator]
    evenings = context.own is not None and all(c.number.unit is tags.PEOPLE and c.clause.has(tags.GOT) for c in bare)
    evenings = evenings and any(clause.has(tags.DATE) for clause in clauses)
    return ((report or group) and told) or evenings


def _vague(clauses: list[Clause], ledger: Ledger) -> bool:
    """Something was told of the evening, only not how many."""
    for clause in clauses:
        told = clause.has(tags.INDICATOR, tags.PEOPLE, tags.SUCCESS) or len(clauses) == 1
        for piece in clause.pieces:
            percent = piece.tag is tags.NUMBER and piece.flaw is Flaw.PERCENT
            crowd = piece.tag is tags.VAGUE and (told or piece.word not in _CROWD)
            if (percent or crowd) and ledger.hears(piece):
                return True
    return False


def _ask(why: Unclear, pieces: list[Piece]) -> Ask:
    span = Span(pieces[0].start, pieces[-1].end) if pieces else Span(0, 0)
    return Ask(Doubt(why, span))
