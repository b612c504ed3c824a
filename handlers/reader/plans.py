"""Silences plans and what is told of other places, up to where the writer comes back to tonight."""

from handlers.language.pieces import Flaw, Piece, Tag
from handlers.reader.clauses import Clause, hush

_NAMED = frozenset({"co", "chi", "bac", "em", "anh", "chau", "ba", "ong", "chu"})
_TOMORROW = frozenset({"mai", "ngay mai", "toi mai", "hom mai"})
_TRIED = frozenset({Tag.INDICATOR, Tag.GOT})
_SOME_DAY_AGO = frozenset({"hom truoc", "hoi truoc"})
_OURS = frozenset({"em", "minh", "toi", "to", "tui", "chung", "to minh", "to toi", "to em", "bac", "chu"})


def plans(clauses: list[Clause]) -> None:
    """A plan or a quotation lasts to the end of its sentence, or until the writer comes back to tonight."""
    sentence, active, figures, told = -1, False, False, False
    for clause in clauses:
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        if active and _back_to_tonight(clause, figures):
            active = False
        starts = _opening(clause)
        if starts is not None:
            figures = bool(clause.numbers())
        if active and starts is None and (told or (not figures and clause.has(Tag.INDICATOR, Tag.VISIT, Tag.GOT))):
            _doubt_future(clause.pieces)  # behind a result, or after words alone, it may be tonight's
        elif active:
            hush(clause.pieces)
        elif starts is not None:
            active = True
            hush(clause.pieces[starts:])
        told = told or bool(clause.numbers())


def _back_to_tonight(clause: Clause, figures: bool) -> bool:
    """After a plan with `figures` a further indicator is planned, too, unless something was achieved."""
    if clause.has(Tag.FUTURE, Tag.ELSEWHERE):
        return False
    named = clause.has(Tag.GROUP, Tag.DATE, Tag.TONIGHT)
    return named or (clause.has(Tag.INDICATOR) and (not figures or clause.has(Tag.GOT)))


def _opening(clause: Clause) -> int | None:
    """Where in the clause the plan or quotation begins; the whole clause when no result stands before it."""
    for at, piece in enumerate(clause.pieces):
        if piece.tag is Tag.FUTURE and not _is_name(clause.pieces, at):
            if piece.word in _TOMORROW and _told_as_done(clause.pieces[at:]):
                _doubt_future(clause.pieces[at:])
                return None
            told = any(p.tag in _TRIED for p in clause.pieces[:at]) and any(
                p.tag is Tag.NUMBER for p in clause.pieces[:at]
            )
            return at if told else 0
        if piece.tag is Tag.ELSEWHERE and _elsewhere(clause.pieces, at):
            return at if any(p.tag is Tag.NUMBER for p in clause.pieces[:at]) and piece.word == "ben" else 0
    return None


def _told_as_done(pieces: list[Piece]) -> bool:
    tags = [p.tag for p in pieces]
    return Tag.NUMBER in tags and Tag.GOT in tags[: tags.index(Tag.NUMBER)] and Tag.FUTURE not in tags[1:]


def _doubt_future(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.tag is Tag.NUMBER:
            piece.flaw = Flaw.TOMORROW


def _is_name(pieces: list[Piece], at: int) -> bool:
    """`cô Mai`, `Mai Anh ơi`."""
    if pieces[at].word != "mai":
        return False
    called = any(p.word.endswith("oi") for p in pieces[at + 1 : at + 3] if p.tag is Tag.FILL)
    return called or (at > 0 and pieces[at - 1].word.split()[-1] in _NAMED)


def _elsewhere(pieces: list[Piece], at: int) -> bool:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if pieces[at].word != "ben":
        return pieces[at].word not in _SOME_DAY_AGO or after is None or after.tag is not Tag.DATE
    return after is None or not (after.tag is Tag.GROUP or after.word in _OURS)
