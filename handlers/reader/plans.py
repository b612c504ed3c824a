"""Silences plans and what is told of other places, up to where the writer comes back to tonight."""

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, Reason

_TRIED = frozenset({tags.INDICATOR, tags.GOT})
_CALLED, _TOMORROW, _SOME_DAY_AGO, _OURS = cue("called"), cue("tomorrow"), cue("some_day_ago"), cue("ours")
_OURSELVES = cue("ourselves")


def plans(clauses: list[Clause], ledger: Ledger) -> None:
    """A plan or a quotation lasts to the end of its sentence, or until the writer comes back to tonight."""
    sentence, active, figures, told = -1, False, False, False
    reason = Reason.PLANNED
    for clause in clauses:
        numbers = ledger.numbers(clause.pieces)
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        if active and _back_to_tonight(clause, figures):
            active = False
        starts = _opening(clause, ledger)
        if starts is not None:
            figures = bool(numbers)
            reason = Reason.ELSEWHERE if clause.has(tags.ELSEWHERE) else Reason.PLANNED
        if active and starts is None and (told or (not figures and clause.has(tags.INDICATOR, tags.VISIT, tags.GOT))):
            _doubt_future(clause.pieces, ledger)  # behind a result, or after words alone, it may be tonight's
        elif active and starts is None and _perhaps_told(clause, numbers):
            _doubt_future(clause.pieces, ledger)
        elif active:
            ledger.hush(clause.pieces, reason)
        elif starts is not None:
            active = True
            ledger.hush(clause.pieces[starts:], reason)
        told = told or bool(ledger.numbers(clause.pieces))


def _perhaps_told(clause: Clause, numbers: list[Piece]) -> bool:
    """`họ hẹn thứ 7, 22 ng, 1 nhà từ chối`: people counted behind a plan, in a clause of their own."""
    told = any(p.unit is tags.PEOPLE for p in numbers) and not clause.has(tags.VISIT)
    alone = all(p.tag in {tags.NUMBER, tags.FILL} for p in clause.pieces)
    return told or (alone and bool(numbers)) or any(p.indicator for p in numbers)


def _back_to_tonight(clause: Clause, figures: bool) -> bool:
    """After a plan with `figures` a further indicator is planned, too, unless something was achieved."""
    if clause.has(tags.FUTURE) or any(
        p.tag is tags.ELSEWHERE and _elsewhere(clause.pieces, at) for at, p in enumerate(clause.pieces)
    ):
        return False
    named = clause.has(tags.GROUP, tags.DATE, tags.TONIGHT) or any(p.word in _OURSELVES for p in clause.pieces)
    return named or (clause.has(tags.INDICATOR) and (not figures or clause.has(tags.GOT)))


def _opening(clause: Clause, ledger: Ledger) -> int | None:
    """Where in the clause the plan or quotation begins; the whole clause when no result stands before it."""
    for at, piece in enumerate(clause.pieces):
        if piece.tag is tags.FUTURE and not _is_name(clause.pieces, at):
            if piece.word in _TOMORROW and _told_as_done(clause.pieces[at:]):
                _doubt_future(clause.pieces[at:], ledger)
                return None
            told = any(p.tag in _TRIED for p in clause.pieces[:at]) and any(
                p.tag is tags.NUMBER for p in clause.pieces[:at]
            )
            return at if told else 0
        if piece.tag is tags.ELSEWHERE and _elsewhere(clause.pieces, at):
            before = ledger.numbers(clause.pieces[:at])
            for number in before:
                ledger.doubt(number, Flaw.ELSEWHERE)  # `cài 42 người phường mình`: a name behind a figure proves little
            return at if before else 0
    return None


def _told_as_done(pieces: list[Piece]) -> bool:
    kinds = [p.tag for p in pieces]
    return tags.NUMBER in kinds and tags.GOT in kinds[: kinds.index(tags.NUMBER)] and tags.FUTURE not in kinds[1:]


def _doubt_future(pieces: list[Piece], ledger: Ledger) -> None:
    for piece in pieces:
        if piece.tag is tags.NUMBER:
            ledger.flaws[piece.start] = Flaw.TOMORROW


def _is_name(pieces: list[Piece], at: int) -> bool:
    """`cô Mai`, `Mai Anh ơi`."""
    if pieces[at].word not in _TOMORROW or " " in pieces[at].word:
        return False
    called = any(p.word.endswith("oi") for p in pieces[at + 1 : at + 3] if p.tag is tags.FILL)
    return called or (at > 0 and pieces[at - 1].word.split()[-1] in _CALLED)


def _elsewhere(pieces: list[Piece], at: int) -> bool:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if pieces[at].word != "ben":
        return pieces[at].word not in _SOME_DAY_AGO or after is None or after.tag is not tags.DATE
    return after is None or not (after.tag is tags.GROUP or after.word in _OURS)
