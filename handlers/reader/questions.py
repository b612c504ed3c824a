"""Silences what is asked, and doubts what is only wavered about."""

from handlers.language import tags
from handlers.language.pieces import Flaw
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, Reason

_TAG_QUESTIONS = cue("tag_questions")
_WEAK = cue("weak_questions")
_QUIET_ENDS = frozenset({tags.FILL, tags.QUESTION, tags.NOT, tags.NOT_YET, tags.STOP})


def questions(clauses: list[Clause], ledger: Ledger) -> None:
    if len(clauses) == 1 and clauses[0].ender == "?" and all(p.tag is tags.NUMBER for p in clauses[0].pieces):
        for number in clauses[0].pieces:
            ledger.doubt(number, Flaw.TWO_WAYS)  # `24?` is an answer its writer is not sure of
        return
    _asked_why(clauses, ledger)
    for at, clause in enumerate(clauses):
        asked = clause.has(tags.QUESTION) or clause.ender == "?"
        if not asked or _wavers(clause, ledger):
            continue
        only_tag = all(p.tag in _QUIET_ENDS for p in clause.pieces) and not _other_question(clause)
        if _perhaps_asked(clause, ledger):
            continue
        ledger.hush(clause.pieces, Reason.ASKED)
        if only_tag or (
            clause.ender == "?"
            and not clause.has(tags.QUESTION, tags.NOT, tags.NOT_YET)
            and not ledger.numbers(clause.pieces)
        ):
            before = at - 1
            while before >= 0 and clauses[before].sentence == clause.sentence and only_tag:
                ledger.hush(clauses[before].pieces, Reason.ASKED)
                before -= 1


def _asked_why(clauses: list[Clause], ledger: Ledger) -> None:
    """`Sao không ai cài được thế em, hệ thống bảo trì à?`: nobody is told in a sentence that asks."""
    asking = {clause.sentence for clause in clauses if clause.ender == "?"}
    for clause in clauses:
        numbers = ledger.numbers(clause.pieces)
        nobody = [p for p in numbers if p.value == 0 and p.spelled]
        if clause.sentence in asking and nobody and len(nobody) == len(numbers):
            ledger.hush(clause.pieces, Reason.ASKED)


def _perhaps_asked(clause: Clause, ledger: Ledger) -> bool:
    """`5 nguoi cai tu hoi thang 10`: without its accent `hồi` asks; the figure is doubted, and not passed over."""
    weak = clause.ender != "?" and all(p.word in _WEAK for p in clause.pieces if p.tag is tags.QUESTION)
    numbers = ledger.numbers(clause.pieces) if weak and clause.has(tags.INDICATOR, tags.TOTAL) else []
    for number in numbers:
        ledger.doubt(number, Flaw.TWO_WAYS)
    return bool(numbers)


def _wavers(clause: Clause, ledger: Ledger) -> bool:
    """`22 hay 23 nhỉ`."""
    asked = [p.word for p in clause.pieces if p.tag is tags.QUESTION]
    return asked == ["nhi"] and any(p.flaw is Flaw.EITHER for p in ledger.numbers(clause.pieces))


def _other_question(clause: Clause) -> bool:
    asked = [p.word for p in clause.pieces if p.tag is tags.QUESTION]
    return any(word not in _TAG_QUESTIONS for word in asked)
