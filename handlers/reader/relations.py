"""What one number says of another: parts of a whole, several evenings in one, the same again, and some more."""

from itertools import pairwise

from handlers.language import tags
from handlers.language.pieces import Flaw
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, NumberRole, Reason

_TOGETHER = cue("put_together")
_ALL_OF, _THIS = "ca", "nay"
_THOSE, _SOME, _AND = cue("those"), cue("some_more"), cue("and_more")


def several_evenings(clauses: list[Clause], ledger: Ledger) -> None:
    """`lũy kế`, `tổng 2 tối`: the figures of that sentence are not tonight's."""
    sentence, active = -1, False
    named = {p.word for clause in clauses for p in clause.pieces if p.tag in {tags.DATE, tags.GROUP}}
    for clause in clauses:
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        if clause.has(tags.DATE, tags.TONIGHT):
            active = False
        together = [p.word in _TOGETHER for p in clause.pieces if p.tag is tags.SO_FAR]
        if len(named) < 2 and together and all(together):
            _totals(clause, ledger)
            continue
        heading = False
        for piece in clause.pieces:
            heading = heading or piece.word == ":"
            active = active or (piece.tag is tags.SO_FAR and ledger.hears(piece))
            if heading and piece.tag in {tags.DATE, tags.GROUP}:
                active = False
            if active and piece.tag is tags.NUMBER:
                ledger.flaws[piece.start] = Flaw.SEVERAL
        if active and clause.pieces[-1].tag is not tags.NUMBER:
            _flaw_before(clause, ledger)


def _totals(clause: Clause, ledger: Ledger) -> None:
    """`tính gộp cả tối là 25`, where no other night or group is named: a total of this one."""
    for piece in ledger.numbers(clause.pieces):
        ledger.roles[piece.start] = NumberRole.TOTAL


def _flaw_before(clause: Clause, ledger: Ledger) -> None:
    """`22 người tính cả hôm qua`."""
    at = max(i for i, p in enumerate(clause.pieces) if p.tag is tags.SO_FAR) if clause.has(tags.SO_FAR) else 0
    for piece in clause.pieces[:at]:
        if piece.tag is tags.NUMBER and clause.pieces[-1].word != ":":
            ledger.flaws[piece.start] = Flaw.SEVERAL


def parts(clauses: list[Clause], ledger: Ledger) -> None:
    """`trong đó`: what follows in the sentence is a part of what was said."""
    sentence, active, whole, brackets = -1, False, False, False
    for at, clause in enumerate(clauses):
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        ended = clauses[at - 1].ender if at else ""
        brackets = ended == "(" or (brackets and ended != ")" and clause.sentence == clauses[at - 1].sentence)
        aside = brackets or _some_of_them(clause)
        for piece in clause.pieces:
            if aside and piece.tag is tags.NUMBER:
                ledger.roles[piece.start] = NumberRole.PART
            active = active or (piece.tag is tags.PART and whole)
            whole = whole or piece.tag is tags.NUMBER
            if active and piece.tag is tags.NUMBER:
                ledger.roles[piece.start] = NumberRole.PART


def _some_of_them(clause: Clause) -> bool:
    """`có 5 cụ trên 80 tuổi`."""
    at = next((i for i, p in enumerate(clause.pieces) if p.tag is tags.NUMBER), 0)
    if at == 0 or clause.pieces[at - 1].word != "co":
        return False
    aged = any(p.tag is tags.TRAP and p.word.endswith("tuoi") for p in clause.pieces[at:])
    return aged or " cu" in clause.pieces[at].word


def other_nights(clauses: list[Clause], ledger: Ledger) -> None:
    """`42 (tính cả 5 người tối qua)`: the whole is no figure of one night."""
    for at, clause in enumerate(clauses):
        start = next((i for i, p in enumerate(clause.pieces) if p.tag in {tags.WITHIN, tags.PART}), None)
        behind = clause.pieces[start:] if start is not None else []
        here = [*clauses[:at], Clause(clause.pieces[:start])]
        named = {p.word for one in here for p in one.pieces if p.tag is tags.DATE}
        nights = [p for p in behind if p.tag is tags.DATE and p.word not in named and not p.word.endswith(_THIS)]
        if nights and ledger.numbers(behind):
            for number in (number for one in here for number in ledger.numbers(one.pieces)):
                ledger.flaws[number.start] = Flaw.SEVERAL


def within(clauses: list[Clause], ledger: Ledger) -> None:
    """`nhà ông Tư 5 người, tính trong đấy rồi`: what was said last is a part of the whole, with no need to add up."""
    for at, clause in enumerate(clauses):
        if not clause.has(tags.WITHIN):
            continue
        told = next((c for c in (clause, *reversed(clauses[:at])) if ledger.numbers(c.pieces)), None)
        if told is not None and any(ledger.numbers(c.pieces) for c in clauses if c is not told):
            for number in ledger.numbers(told.pieces):
                ledger.roles[number.start] = NumberRole.WITHIN


def meant_again(clauses: list[Clause], ledger: Ledger) -> None:
    """`bỏ 2 người đi, 2 người đó ở tổ khác`; `4 người cài cả 4`."""
    told: set[int] = set()
    for clause in clauses:
        here: set[int] = set()
        for at, piece in enumerate(clause.pieces):
            if piece.tag is not tags.NUMBER:
                continue
            after = clause.pieces[at + 1].word if at + 1 < len(clause.pieces) else ""
            if piece.unit is not None and piece.value in told and after in _THOSE:
                ledger.hush((piece,), Reason.SAID_AGAIN)
            if piece.value in here and clause.pieces[at - 1].word == _ALL_OF and piece.unit is None:
                ledger.hush((piece,), Reason.SAID_AGAIN)
            here.add(piece.value)
            told.add(piece.value)


def and_some(clauses: list[Clause], ledger: Ledger) -> None:
    """`hai chục với mấy người nữa`."""
    for clause, after in pairwise(clauses):
        vague = after.pieces and after.pieces[0].word in _SOME
        if vague and clause.ender in _AND and clause.pieces and clause.pieces[-1].tag is tags.NUMBER:
            ledger.doubt(clause.pieces[-1], Flaw.ABOUT)
