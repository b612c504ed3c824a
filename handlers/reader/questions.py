"""Silences what is asked, and doubts what is only wavered about."""

from handlers.language.pieces import Flaw, Tag
from handlers.reader.clauses import Clause, hush

_TAG_QUESTIONS = frozenset(
    {
        "dung khong",
        "phai khong",
        "duoc khong",
        "ha",
        "ho",
        "dung chua",
        "dung hong",
        "phai hong",
        "duoc chua",
        "nhi",
        "khong nhi",
    }
)
_QUIET_ENDS = frozenset({Tag.FILL, Tag.QUESTION, Tag.NOT, Tag.NOT_YET, Tag.STOP})


def questions(clauses: list[Clause]) -> None:
    if len(clauses) == 1 and clauses[0].ender == "?" and all(p.tag is Tag.NUMBER for p in clauses[0].pieces):
        _doubt(clauses[0])
        return
    _asked_why(clauses)
    for at, clause in enumerate(clauses):
        asked = clause.has(Tag.QUESTION) or clause.ender == "?"
        if not asked or _wavers(clause):
            continue
        only_tag = all(p.tag in _QUIET_ENDS for p in clause.pieces) and not _other_question(clause)
        hush(clause.pieces)
        if only_tag or (
            clause.ender == "?" and not clause.has(Tag.QUESTION, Tag.NOT, Tag.NOT_YET) and not clause.numbers()
        ):
            before = at - 1
            while before >= 0 and clauses[before].sentence == clause.sentence and only_tag:
                hush(clauses[before].pieces)
                before -= 1


def _asked_why(clauses: list[Clause]) -> None:
    """`Sao không ai cài được thế em, hệ thống bảo trì à?`: nobody is told in a sentence that asks."""
    asking = {clause.sentence for clause in clauses if clause.ender == "?"}
    for clause in clauses:
        nobody = [p for p in clause.numbers() if p.value == 0 and p.spelled]
        if clause.sentence in asking and nobody and len(nobody) == len(clause.numbers()):
            hush(clause.pieces)


def _doubt(clause: Clause) -> None:
    """`24?` is an answer its writer is not sure of."""
    for number in clause.numbers():
        number.flaw = number.flaw or Flaw.TWO_WAYS


def _wavers(clause: Clause) -> bool:
    """`22 hay 23 nhỉ`."""
    asked = [p.word for p in clause.pieces if p.tag is Tag.QUESTION]
    return asked == ["nhi"] and any(p.flaw is Flaw.EITHER for p in clause.numbers())


def _other_question(clause: Clause) -> bool:
    asked = [p.word for p in clause.pieces if p.tag is Tag.QUESTION]
    return any(word not in _TAG_QUESTIONS for word in asked)
