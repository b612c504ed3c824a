"""Cuts the pieces into sentences and clauses and silences the numbers that tell no result:
those of questions, plans and quotations.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from handlers.reader.pieces import Flaw, Piece, Tag

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
_NAMED = frozenset({"co", "chi", "bac", "em", "anh", "chau", "ba", "ong", "chu"})
_TOMORROW = frozenset({"mai", "ngay mai", "toi mai", "hom mai"})
_THOSE = frozenset({"do", "ay", "nay", "kia", "day"})
_SOME = frozenset({"may nguoi", "may", "vai nguoi", "vai", "mot so", "mot it", "may nguoi nua"})
_AND = frozenset({"va", "voi", "cung", "cung voi", "+", "&", ","})
_SIZES = frozenset({Tag.NUMBER, Tag.FILL, Tag.LINK, Tag.ABOUT, Tag.OR_SO, Tag.TRAP, Tag.OUT_OF})
_TRIED = frozenset({Tag.INDICATOR, Tag.GOT})
_SOME_DAY_AGO = frozenset({"hom truoc", "hoi truoc"})
_OURS = frozenset({"em", "minh", "toi", "to", "tui", "chung", "to minh", "to toi", "to em", "bac", "chu"})
_COMPARED = frozenset({"hon", "kem", "so voi", "it hon", "nhieu hon", "bang", "hon ca", "thua"})
_TELLING = frozenset({Tag.REPORT, Tag.LINK, Tag.FILL, Tag.GOT, Tag.NOT_YET, Tag.OVER})
_QUIET_ENDS = frozenset({Tag.FILL, Tag.QUESTION, Tag.NOT, Tag.NOT_YET, Tag.STOP})


@dataclass(slots=True)
class Clause:
    pieces: list[Piece] = field(default_factory=list)
    sentence: int = 0
    ender: str = ""  # the mark that closed it

    def numbers(self) -> list[Piece]:
        return [p for p in self.pieces if p.tag is Tag.NUMBER and not p.silent]

    def has(self, *tags: Tag) -> bool:
        return any(p.tag in tags for p in self.pieces)


def cut(pieces: list[Piece]) -> list[Clause]:
    clauses = [Clause()]
    sentence = 0
    for piece in pieces:
        if piece.tag in {Tag.BREAK, Tag.STOP} and not _down_to(piece, clauses[-1]):
            clauses[-1].ender = piece.word
            sentence += piece.tag is Tag.STOP or piece.word == ";"
            clauses.append(Clause(sentence=sentence))
        else:
            clauses[-1].pieces.append(piece)
    for before, clause in pairwise(clauses):
        if not clause.pieces and clause.ender == "\n":
            before.ender = "\n"
    return [clause for clause in clauses if clause.pieces or clause.ender == "?"]


def _down_to(piece: Piece, clause: Clause) -> bool:
    """`giảm còn 40`, and a clause that opens with `còn`."""
    return piece.word == "con" and (not clause.pieces or clause.pieces[-1].tag in {Tag.LESS, Tag.ADD, Tag.CHANGE})


def silence(clauses: list[Clause]) -> None:
    _time_of_telling(clauses)
    _comparisons(clauses)
    _questions(clauses)
    _spans(clauses)
    _several_evenings(clauses)
    _parts(clauses)
    _within(clauses)
    _meant_again(clauses)
    _and_some(clauses)
    _populations(clauses)
    for clause in clauses:
        _asked_for(clause)
        _people_at_work(clause)
        _asides(clause)


def _time_of_telling(clauses: list[Clause]) -> None:
    """`sáng nay mới báo được: tối qua ...`: the first of two days is when it is told."""
    days = [(at, i) for at, c in enumerate(clauses) for i, p in enumerate(c.pieces) if p.tag is Tag.DATE]
    for (at, i), (other, j) in pairwise(days):
        clause = clauses[at]
        between = clause.pieces[i + 1 :] if other != at else clause.pieces[i + 1 : j]
        tags = {p.tag for p in between}
        told = Tag.REPORT in tags and tags <= _TELLING
        if told and other - at < 2 and clause.pieces[i].word.endswith("nay"):
            clause.pieces[i].silent = True


def _comparisons(clauses: list[Clause]) -> None:
    """`hơn hôm qua 4 người`, `tăng 3 so với tối qua`: neither the night nor the difference is a figure."""
    for clause in clauses:
        for at, piece in enumerate(clause.pieces):
            before = clause.pieces[at - 1] if at else None
            if piece.tag is not Tag.DATE or before is None or before.word not in _COMPARED:
                continue
            started = before.word == "so voi" and clause.has(Tag.ADD, Tag.LESS)
            _hush(clause.pieces[0 if started else at :])


def _hush(pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.tag in {Tag.NUMBER, Tag.SO_FAR} or piece.tag in {Tag.DATE, Tag.GROUP, Tag.INDICATOR, Tag.LATER}:
            piece.silent = True


def _questions(clauses: list[Clause]) -> None:
    if len(clauses) == 1 and clauses[0].ender == "?" and all(p.tag is Tag.NUMBER for p in clauses[0].pieces):
        _doubt(clauses[0])
        return
    for at, clause in enumerate(clauses):
        asked = clause.has(Tag.QUESTION) or clause.ender == "?"
        if not asked or _wavers(clause):
            continue
        only_tag = all(p.tag in _QUIET_ENDS for p in clause.pieces) and not _other_question(clause)
        _hush(clause.pieces)
        if only_tag or (
            clause.ender == "?" and not clause.has(Tag.QUESTION, Tag.NOT, Tag.NOT_YET) and not clause.numbers()
        ):
            before = at - 1
            while before >= 0 and clauses[before].sentence == clause.sentence and only_tag:
                _hush(clauses[before].pieces)
                before -= 1


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


def _spans(clauses: list[Clause]) -> None:
    """A plan or a quotation lasts to the end of its sentence, or until the writer comes back to tonight."""
    sentence, active, figures = -1, False, False
    for clause in clauses:
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        if active and _back_to_tonight(clause, figures):
            active = False
        starts = _opening(clause)
        if starts is not None:
            figures = bool(clause.numbers())
        if active:
            _hush(clause.pieces)
        elif starts is not None:
            active = True
            _hush(clause.pieces[starts:])


def _back_to_tonight(clause: Clause, figures: bool) -> bool:
    """After a plan with `figures` a further indicator is planned, too, unless something was achieved."""
    if clause.has(Tag.FUTURE, Tag.ELSEWHERE):
        return False
    named = clause.has(Tag.GROUP, Tag.DATE, Tag.TONIGHT)
    return named or (clause.has(Tag.INDICATOR) and (not figures or clause.has(Tag.GOT)))


def _parts(clauses: list[Clause]) -> None:
    """`trong đó`: what follows in the sentence is a part of what was said."""
    sentence, active, whole, brackets = -1, False, False, False
    for at, clause in enumerate(clauses):
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        ended = clauses[at - 1].ender if at else ""
        brackets = ended == "(" or (brackets and ended != ")" and clause.sentence == clauses[at - 1].sentence)
        aside = brackets or _some_of_them(clause)
        for piece in clause.pieces:
            if aside and piece.tag is Tag.NUMBER:
                piece.role = Tag.PART
            active = active or (piece.tag is Tag.PART and whole)
            whole = whole or piece.tag is Tag.NUMBER
            if active and piece.tag is Tag.NUMBER:
                piece.role = Tag.PART


def _meant_again(clauses: list[Clause]) -> None:
    """`bỏ 2 người đi, 2 người đó ở tổ khác`."""
    told: set[int] = set()
    for clause in clauses:
        for at, piece in enumerate(clause.pieces):
            if piece.tag is not Tag.NUMBER:
                continue
            after = clause.pieces[at + 1].word if at + 1 < len(clause.pieces) else ""
            piece.silent = piece.silent or (piece.unit is not None and piece.value in told and after in _THOSE)
            told.add(piece.value)


def _and_some(clauses: list[Clause]) -> None:
    """`hai chục với mấy người nữa`."""
    for clause, after in pairwise(clauses):
        vague = after.pieces and after.pieces[0].word in _SOME
        if vague and clause.ender in _AND and clause.pieces and clause.pieces[-1].tag is Tag.NUMBER:
            clause.pieces[-1].flaw = clause.pieces[-1].flaw or Flaw.ABOUT


def _populations(clauses: list[Clause]) -> None:
    """`tổ có 380 hộ, 820 người từ 15 tuổi, ...`: a list of sizes goes on until something is told of tonight."""
    sized = False
    for clause in clauses:
        plain = all(p.tag in _SIZES for p in clause.pieces)
        sized = clause.has(Tag.TARGET) or (sized and plain)
        if sized and plain:
            for number in clause.numbers():
                number.role = Tag.TARGET


def _within(clauses: list[Clause]) -> None:
    """`nhà ông Tư 5 người, tính trong đấy rồi`: what was said last is a part of the whole, with no need to add up."""
    for at, clause in enumerate(clauses):
        if not clause.has(Tag.WITHIN):
            continue
        told = next((c for c in (clause, *reversed(clauses[:at])) if c.numbers()), None)
        if told is not None and any(c.numbers() for c in clauses if c is not told):
            for number in told.numbers():
                number.role = Tag.WITHIN


def _asides(clause: Clause) -> None:
    """`38 nhà mở cửa`: told of those counted, and no indicator."""
    if clause.has(Tag.ASIDE) and not clause.has(Tag.INDICATOR, Tag.VISIT):
        _hush(clause.numbers())


def _some_of_them(clause: Clause) -> bool:
    """`có 5 cụ trên 80 tuổi`."""
    at = next((i for i, p in enumerate(clause.pieces) if p.tag is Tag.NUMBER), 0)
    if at == 0 or clause.pieces[at - 1].word != "co":
        return False
    aged = any(p.tag is Tag.TRAP and p.word.endswith("tuoi") for p in clause.pieces[at:])
    return aged or " cu" in clause.pieces[at].word


def _several_evenings(clauses: list[Clause]) -> None:
    """`lũy kế`, `tổng 2 tối`: the figures of that sentence are not tonight's."""
    sentence, active = -1, False
    for clause in clauses:
        if clause.sentence != sentence:
            sentence, active = clause.sentence, False
        if clause.has(Tag.DATE, Tag.TONIGHT):
            active = False
        heading = False
        for piece in clause.pieces:
            heading = heading or piece.word == ":"
            active = active or (piece.tag is Tag.SO_FAR and not piece.silent)
            if heading and piece.tag in {Tag.DATE, Tag.GROUP}:
                active = False
            if active and piece.tag is Tag.NUMBER:
                piece.flaw = Flaw.SEVERAL
        if active and clause.pieces[-1].tag is not Tag.NUMBER:
            _flaw_before(clause)


def _flaw_before(clause: Clause) -> None:
    """`22 người tính cả hôm qua`."""
    at = max(i for i, p in enumerate(clause.pieces) if p.tag is Tag.SO_FAR) if clause.has(Tag.SO_FAR) else 0
    for piece in clause.pieces[:at]:
        if piece.tag is Tag.NUMBER and clause.pieces[-1].word != ":":
            piece.flaw = Flaw.SEVERAL


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


def _asked_for(clause: Clause) -> None:
    """Numbers after a wish, a target or the size of something, unless a result's own word stands between."""
    wish = False
    for piece in clause.pieces:
        if piece.tag in {Tag.REQUEST, Tag.TARGET}:
            wish = True
        elif piece.tag in {Tag.INDICATOR, Tag.VISIT, Tag.DATE, Tag.REPORT, Tag.LESS} or (
            piece.tag is Tag.GOT and piece.word != "co"
        ):
            wish = False
        elif piece.word == "con" and clause.has(Tag.MORE, Tag.NOT_YET, Tag.TARGET) and not clause.has(Tag.ALSO):
            wish = True
        elif piece.tag is Tag.NUMBER and wish and not piece.indicator:
            piece.silent = not _labelled_after(clause.pieces, piece)


def _labelled_after(pieces: list[Piece], number: Piece) -> bool:
    at = next(i for i, p in enumerate(pieces) if p is number)
    return at + 1 < len(pieces) and pieces[at + 1].tag is Tag.INDICATOR


def _people_at_work(clause: Clause) -> None:
    """Head counts of helpers."""
    team = False
    for at, piece in enumerate(clause.pieces):
        if piece.tag is Tag.HELPER:
            team = True
            _hush_team(clause.pieces, at)
        elif (piece.tag in {Tag.INDICATOR, Tag.GOT} and piece.word != "co" and piece.indicator != "absent") or (
            piece.tag is Tag.NUMBER and piece.unit is Tag.HOUSE
        ):
            team = False
        elif piece.tag is Tag.NUMBER and team and not piece.indicator:
            piece.silent = not _labelled_after(clause.pieces, piece) or clause.pieces[at + 1].indicator == "absent"


def _hush_team(pieces: list[Piece], helper: int) -> None:
    """`5 đoàn viên`, `5 đồng chí trong tổ công tác`."""
    at = helper - 1
    if at > 0 and (pieces[at].tag is Tag.OUT_OF or pieces[at].word in {"cua", "trong", "ben"}):
        at -= 1
    labelled = at != helper - 1 and any(p.tag is Tag.INDICATOR for p in pieces[:at])
    if at >= 0 and pieces[at].tag is Tag.NUMBER and not labelled:
        pieces[at].silent = True
