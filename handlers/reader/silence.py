"""Silences, before anything is counted, the numbers that tell no result: each reason with what calls for it."""

from collections.abc import Callable
from itertools import pairwise

from handlers.language import tags
from handlers.language.pieces import tag_at
from handlers.language.tags import Tag
from handlers.language.vocabulary import cue
from handlers.reader import other_counts, relations
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, Reason
from handlers.reader.plans import plans
from handlers.reader.questions import questions
from handlers.reader.rules import possible

_COMPARED = cue("compared")
_TELLING = frozenset({tags.REPORT, tags.LINK, tags.FILL, tags.GOT, tags.NOT_YET, tags.OVER})


def _time_of_telling(clauses: list[Clause], ledger: Ledger) -> None:
    """`sáng nay mới báo được: tối qua ...`: the first of two days is when it is told."""
    days = [(at, i) for at, c in enumerate(clauses) for i, p in enumerate(c.pieces) if p.tag is tags.DATE]
    for (at, i), (other, j) in pairwise(days):
        clause = clauses[at]
        between = clause.pieces[i + 1 :] if other != at else clause.pieces[i + 1 : j]
        kinds = {p.tag for p in between}
        told = tags.REPORT in kinds and kinds <= _TELLING
        if told and other - at < 2 and clause.pieces[i].word.endswith("nay"):
            ledger.hush(clause.pieces[i : i + 1], Reason.TIME_OF_TELLING)


def _comparisons(clauses: list[Clause], ledger: Ledger) -> None:
    """`hơn hôm qua 4 người`, `tăng 3 so với tối qua`: neither the night nor the difference is a figure."""
    for clause in clauses:
        for at, piece in enumerate(clause.pieces):
            before = clause.pieces[at - 1] if at else None
            if piece.tag is not tags.DATE or before is None:
                continue
            told = before.tag is tags.NUMBER or (before.word == "cua" and tag_at(clause.pieces, at - 2) is tags.NUMBER)
            first = at - (1 if before.tag is tags.NUMBER else 2)
            if told and first > 0 and clause.pieces[first - 1].word in _COMPARED:
                ledger.hush(clause.pieces[first : at + 1], Reason.COMPARED)  # `so với 31 của tối qua`
            if before.word not in _COMPARED:
                continue
            started = before.word == "so voi" and clause.has(tags.ADD, tags.LESS)
            ledger.hush(clause.pieces[0 if started else at :], Reason.COMPARED)


_DOES: dict[str, Callable[[list[Clause], Ledger], None]] = {
    "time_of_telling": _time_of_telling,
    "comparisons": _comparisons,
    "questions": questions,
    "plans": plans,
    "several_evenings": relations.several_evenings,
    "parts": relations.parts,
    "other_nights": relations.other_nights,
    "within": relations.within,
    "meant_again": relations.meant_again,
    "and_some": relations.and_some,
    "populations": other_counts.populations,
    "wishes": other_counts.wishes,
    "gaps": other_counts.gaps,
    "people_at_work": other_counts.people_at_work,
    "asides": other_counts.asides,
}
_ENDERS = {"?": tags.QUESTION, "(": tags.BREAK}


def silence(clauses: list[Clause], ledger: Ledger) -> None:
    said = frozenset[Tag]().union(
        *[clause.tags for clause in clauses], [_ENDERS[clause.ender] for clause in clauses if clause.ender in _ENDERS]
    )
    for rule in possible("silence", said):
        _DOES[rule.then](clauses, ledger)
