"""Silences the numbers of other things: wishes and targets, the size of a place, people at work, opened doors."""

from itertools import pairwise

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece, tag_at
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, NumberRole, Reason

_WISHED = (tags.REQUEST, tags.TARGET)
_RESULT = (tags.INDICATOR, tags.VISIT, tags.DATE, tags.REPORT, tags.LESS)
_TURNS = {**dict.fromkeys(_WISHED, True), **dict.fromkeys(_RESULT, False)}
_SIZES = frozenset({tags.NUMBER, tags.FILL, tags.LINK, tags.ABOUT, tags.OR_SO, tags.TRAP, tags.OUT_OF})


_PEOPLE_OF_A_PLACE = tuple(cue("sizes"))
_HAS = tuple(cue("of_a_size"))
_GAPS = cue("gap")
_TAKE_PART = "tham gia"  # in what is counted, or in the team


def populations(clauses: list[Clause], ledger: Ledger) -> None:
    """`tổ có 380 hộ, 820 người từ 15 tuổi, ...`: a list of sizes goes on until something is told of tonight."""
    sized = False
    counted = [any(p.tag is tags.TRAP and p.word.endswith(_PEOPLE_OF_A_PLACE) for p in c.pieces) for c in clauses]
    for clause, (here, following) in zip(clauses, pairwise((*counted, False)), strict=True):
        plain = all(p.tag in _SIZES and not p.indicator for p in clause.pieces)
        has = any(p.tag is tags.TARGET and p.word.endswith(_HAS) for p in clause.pieces)
        sized = has or here or (plain and (sized or following))
        if sized and plain:
            for number in ledger.numbers(clause.pieces):
                ledger.roles[number.start] = NumberRole.SIZE


def wishes(clauses: list[Clause], ledger: Ledger) -> None:
    """Numbers after a wish, a target or the size of something, unless a result's own word stands between."""
    for clause in clauses:
        wish = False
        for piece in clause.pieces:
            if piece.tag in _TURNS:
                wish = _TURNS[piece.tag]
            elif piece.tag is tags.GOT and piece.word != "co":
                wish = False
            elif piece.tag is tags.NUMBER and wish and not piece.indicator:
                _wished(clause.pieces, piece, ledger)
            wish = wish or _still_to_come(piece, clause)


def gaps(clauses: list[Clause], ledger: Ledger) -> None:
    """`chỉ tiêu 40, được 23, hụt 17`: how far one is from a target."""
    aims = [c for c in clauses if c.has(tags.TARGET) and any(p.tag is tags.NUMBER for p in c.pieces)]
    for clause in clauses:
        for before, number in pairwise(clause.pieces):
            if aims and number.tag is tags.NUMBER and before.word in _GAPS:
                ledger.hush((number,), Reason.WISHED)


def _wished(pieces: list[Piece], number: Piece, ledger: Ledger) -> None:
    """A label without a number before the wish may be this one's: `cài được nhờ 45 người`."""
    at = next(i for i, p in enumerate(pieces) if p is number)
    before = [p.tag for p in pieces[:at] if p.tag in {tags.NUMBER, tags.INDICATOR, tags.VISIT}]
    if before and before[-1] is not tags.NUMBER:
        ledger.doubt(number, Flaw.TWO_WAYS)
    elif not _told_of(pieces[at + 1 :]):
        ledger.hush((number,), Reason.WISHED)


def _still_to_come(piece: Piece, clause: Clause) -> bool:
    """`còn 4 hộ nữa`, `còn 3 nhà mai đi`."""
    return (
        piece.word == "con"
        and clause.has(tags.MORE, tags.NOT_YET, tags.TARGET, tags.FUTURE)
        and not clause.has(tags.ALSO)
    )


def _told_of(after: list[Piece]) -> bool:
    """`còn 3 cụ nữa dùng cục gạch`: who is left is told of, and not to be visited."""
    return next((p.tag for p in after if p.tag not in _BESIDE_LABEL), None) is tags.INDICATOR


_BESIDE_LABEL = frozenset({tags.PEOPLE, tags.HOUSE, tags.MORE, tags.FILL})


def _labelled_after(pieces: list[Piece], number: Piece) -> bool:
    at = next(i for i, p in enumerate(pieces) if p is number)
    return at + 1 < len(pieces) and pieces[at + 1].tag is tags.INDICATOR


def people_at_work(clauses: list[Clause], ledger: Ledger) -> None:
    """Head counts of helpers."""
    for clause in clauses:
        _team(clause, ledger)


def _team(clause: Clause, ledger: Ledger) -> None:
    team = False
    for at, piece in enumerate(clause.pieces):
        if piece.tag is tags.HELPER and tag_at(clause.pieces, at + 1) is tags.TRAP:
            team = False  # `nhóm 1: 5`
        elif piece.tag is tags.HELPER:
            team = True
            _hush_team(clause.pieces, at, ledger)
        elif (piece.tag in {tags.INDICATOR, tags.GOT} and piece.word != "co" and piece.indicator != "absent") or (
            piece.tag is tags.NUMBER and piece.unit is tags.HOUSE
        ):
            team = False
        elif piece.tag is tags.NUMBER and team and not piece.indicator:
            label = clause.pieces[at + 1].indicator if _labelled_after(clause.pieces, piece) else "absent"
            ledger.hush((piece,) if label == "absent" else (), Reason.AT_WORK)


def _hush_team(pieces: list[Piece], helper: int, ledger: Ledger) -> None:
    """`5 đoàn viên`, `5 đồng chí trong tổ công tác`."""
    at = helper - 1
    after = pieces[helper + 1 : helper + 2]
    if pieces[helper].word == _TAKE_PART and after and after[0].tag is tags.INDICATOR:
        return
    if at > 0 and (pieces[at].tag is tags.OUT_OF or pieces[at].word in {"cua", "trong", "ben"}):
        at -= 1
    labelled = at != helper - 1 and any(p.tag is tags.INDICATOR for p in pieces[:at])
    if at > 0 and pieces[at].tag is tags.NUMBER and pieces[at - 1].tag is tags.INDICATOR:
        ledger.doubt(pieces[at], Flaw.TWO_WAYS)  # `kích hoạt 25 đội đi 6 người`
    elif at >= 0 and pieces[at].tag is tags.NUMBER and not labelled:
        ledger.hush(pieces[at : at + 1], Reason.AT_WORK)


def asides(clauses: list[Clause], ledger: Ledger) -> None:
    """`38 nhà mở cửa`: told of those counted, and no indicator."""
    for clause in clauses:
        if clause.has(tags.ASIDE) and not clause.has(tags.INDICATOR, tags.VISIT, tags.NOT, tags.NOT_YET):
            ledger.hush([p for p in ledger.numbers(clause.pieces) if p.unit is not tags.PEOPLE], Reason.ASIDE)
