"""Every number of a message is recorded, or passed over for a reason that has a name here; any other is asked about."""

from functools import lru_cache

from handlers.language.context import Context, Counting
from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.numbers import NUMBER_WORDS
from handlers.language.pieces import Flaw, Piece, Tag
from handlers.language.vocabulary import cue
from handlers.reader.labels import Count, odd_neighbour
from handlers.reader.sums import role_of

_TITLES = cue("titles")
_INEXACT = frozenset({Flaw.ABOUT, Flaw.RANGE, Flaw.NEGATIVE})
_UNREAD = frozenset({Tag.UNKNOWN, Tag.FILL, Tag.LINK})
_BETWEEN = frozenset({Tag.FILL, Tag.LINK, Tag.GOT})
_LEFT_OVER = "chua kich hoat"  # those of the installed who are not yet activated


@lru_cache(maxsize=64)
def codes_of(counting: Counting) -> frozenset[str]:
    return frozenset(known.code for known in counting.indicators)


def worth_keeping(counts: list[Count], context: Context) -> list[Count]:
    """What is left for the judge: everything once a result stands in plain words, without what is accounted for."""
    counted = codes_of(context.counting)
    target = context.counting.target
    clear = [c for c in counts if c.indicator == target and not c.odd and not c.number.flaw] or [
        c for c in counts if c.indicator in counted and not c.number.flaw
    ]
    if clear:
        return [c for c in counts if not _accounted(c, clear, counted)]
    bare = [c for c in counts if context.awaiting and c.bare and not c.odd and not c.number.flaw]
    return [c for c in counts if not _talk(c, counts, context) and not (bare and _behind(c, bare))]


def _accounted(count: Count, clear: list[Count], counted: frozenset[str]) -> bool:
    number = count.number
    return (
        (number.flaw is Flaw.PERCENT and not count.indicator)
        or number.flaw is Flaw.SEVERAL
        or (bool(count.indicator) and count.indicator not in counted)
        or (number.role is Tag.PART and (count.unit_doubt or (count.odd and not count.indicator)))
        or _behind(count, clear)
        or number.role is Tag.TARGET
        or _anecdote(count, clear)
        or _of_one_house(count, clear)
        or (number.role is Tag.WITHIN and any(number.value <= c.number.value for c in clear if c is not count))
    )


def _behind(count: Count, clear: list[Count]) -> bool:
    """Those of the installed who are not yet activated."""
    return _not_yet_activated(count) and count.number.value <= clear[0].number.value


def _not_yet_activated(count: Count) -> bool:
    """`2 người còn lại chưa kích hoạt`."""
    pieces = count.clause.pieces
    denied = count.clause.has(Tag.NOT_YET) and any(p.indicator == "activated" for p in pieces)
    return not count.indicator and (denied or any(p.word.startswith(_LEFT_OVER) for p in pieces))


def _anecdote(count: Count, clear: list[Count]) -> bool:
    """`có một cụ 85 tuổi cũng cài được`."""
    return (
        count.clause.has(Tag.ALSO)
        and all(count is not c for c in clear[:1])
        and count.number.value < clear[0].number.value
    )


def _of_one_house(count: Count, clear: list[Count]) -> bool:
    """`nhà số 15 có 3 người cài, cả tổ tổng là 28`."""
    pieces = count.clause.pieces
    at = next(i for i, p in enumerate(pieces) if p is count.number)
    place = any(p.tag is Tag.TRAP for p in pieces[:at])
    return place and any(role_of(c) is Tag.TOTAL and c.number.value >= count.number.value for c in clear)


def _talk(count: Count, counts: list[Count], context: Context) -> bool:
    """A number nobody would take for a result, in a message that gives none in plain words."""
    if count.indicator or count.choices:
        return False
    number = count.number
    if _labels_itself(count) or number.unit is Tag.HOUSE or _negated(count) or number.flaw in _INEXACT:
        return False
    stray = odd_neighbour(count) and _rambling(counts)
    return not context.awaiting and count.odd and (stray or not count.clause.has(Tag.INDICATOR))


def _negated(count: Count) -> bool:
    """`không thẻ 4`: something was not there, and was counted."""
    pieces = count.clause.pieces
    return pieces[0].tag is Tag.NOT and pieces[-1] is count.number


def _rambling(counts: list[Count]) -> bool:
    """More words nobody knows than one slip explains: talk, not a report."""
    clauses = {id(c.clause): c.clause for c in counts}
    return sum(p.tag is Tag.UNKNOWN for clause in clauses.values() for p in clause.pieces) > 1


def _labels_itself(count: Count) -> bool:
    """`bận 6` after `cài 22`: a label nobody knows is asked about, not dropped."""
    pieces = count.clause.pieces
    at = next(i for i, p in enumerate(pieces) if p is count.number)
    label = at - 2 if at > 1 and pieces[at - 1].word == ":" else at - 1
    if label >= 0 and pieces[label].tag is Tag.UNKNOWN and len(pieces[label].word) < 4:
        return count.number.unit is None and not odd_neighbour(count)
    if len(pieces) < 2 or any(p.tag is not Tag.FILL for p in pieces[2:]):
        return False
    first, second = pieces[0], pieces[1]
    before = first.tag is Tag.UNKNOWN and second is count.number
    return before or (first is count.number and second.tag is Tag.UNKNOWN and len(second.word) < 3)


def stranger_beside(count: Count) -> Piece | None:
    """A word nobody knows next to a number or to its label: it may turn what they say, as a slip next to `cài` does."""
    pieces = count.clause.pieces
    at = next(i for i, p in enumerate(pieces) if p is count.number)
    torn = count.number.spelled and _torn(pieces, at)
    if torn:
        return torn
    for step in (-1, 1):
        near, labelled = at + step, False
        got = False
        while 0 <= near < len(pieces) and _belongs(pieces[near], count):
            labelled = labelled or pieces[near].tag is Tag.INDICATOR
            got = got or pieces[near].tag is Tag.GOT
            near += step
        if labelled and pieces[near - step].word == ":":
            continue  # a heading
        several = 0 <= near < len(pieces) and bool(pieces[near].choices)  # `tiêm`, where two shots are counted
        if step < 0 and got and not labelled and count.number.unit is Tag.PEOPLE and not several:
            continue  # `... được 24 người` needs no word before it
        told = labelled and count.indicator in MAY_BE_HOUSES
        if 0 <= near < len(pieces) and pieces[near].tag is Tag.UNKNOWN and not told and not _told_behind(count, step):
            return pieces[near]
    return None


def _torn(pieces: list[Piece], at: int) -> Piece | None:
    """`năm mươi … sáu`: another word for a number, unread, close to one that was."""
    around = [*pieces[max(at - 2, 0) : at], *pieces[at + 1 : at + 3]]
    named = [p for p, before in zip(around[1:], around, strict=False) if before.word in _TITLES]
    return next((p for p in around if p.raw in NUMBER_WORDS and p.tag in _UNREAD and p not in named), None)


def _told_behind(count: Count, step: int) -> bool:
    """`sim hỏng 2 bác không nhận được mã`: what stands before is why."""
    return step < 0 and count.indicator in MAY_BE_HOUSES and count.number.unit is not None


def _belongs(piece: Piece, count: Count) -> bool:
    return piece.tag in _BETWEEN or (piece.tag is Tag.INDICATOR and piece.indicator == count.indicator)
