"""Every number of a message is recorded, or passed over for a reason that has a name here; any other is asked about."""

from functools import lru_cache

from handlers.language import tags
from handlers.language.context import Context, Counting
from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.numbers import NUMBER_WORDS
from handlers.language.pieces import Flaw, Piece, at_place
from handlers.language.vocabulary import cue
from handlers.reader.labels import Count, odd_neighbour
from handlers.reader.ledger import NumberRole, PassedOver, Reason
from handlers.reader.sums import role_of

_TITLES = cue("titles")
_NO_RESULT = frozenset({NumberRole.SIZE, NumberRole.WITHIN})
_INEXACT = frozenset({Flaw.ABOUT, Flaw.RANGE, Flaw.NEGATIVE})
_UNREAD = frozenset({tags.UNKNOWN, tags.FILL, tags.LINK})
_BETWEEN = frozenset({tags.FILL, tags.LINK, tags.GOT})
_LEFT_OVER = tuple(cue("not_yet_activated"))  # those of the installed who are not yet activated


@lru_cache(maxsize=64)
def codes_of(counting: Counting) -> frozenset[str]:
    return frozenset(known.code for known in counting.indicators)


def accounted_for(counts: list[Count], context: Context) -> tuple[list[Count], list[tuple[Piece, PassedOver]]]:
    """What is left for the judge once a result stands in plain words, and what is passed over."""
    counted = codes_of(context.counting)
    target = context.counting.target
    clear = [c for c in counts if c.indicator == target and not c.odd and not c.number.flaw] or [
        c for c in counts if c.indicator in counted and not c.number.flaw
    ]
    bare = [
        c
        for c in counts
        if context.awaiting and c.bare and not c.odd and not c.number.flaw and c.role not in _NO_RESULT
    ]
    kept: list[Count] = []
    passed: list[tuple[Piece, PassedOver]] = []
    for count in counts:
        if not clear and _talk(count, counts, context):
            reason: Reason | None = Reason.TALK
        else:
            reason = _accounted(count, clear or bare, counted) if clear or bare else None
        if reason is None:
            kept.append(count)
        else:
            passed.append((count.number, PassedOver(reason)))
    return kept, passed


def _accounted(count: Count, clear: list[Count], counted: frozenset[str]) -> Reason | None:
    number = count.number
    others = [c for c in clear if c is not count]
    if number.flaw is Flaw.PERCENT and not count.indicator:
        return Reason.RATE
    if number.flaw is Flaw.SEVERAL:
        return Reason.SO_FAR
    if count.indicator and count.indicator not in counted:
        return Reason.UNCOUNTED
    if count.role is NumberRole.PART and (count.unit_doubt or (count.odd and not count.indicator)):
        return Reason.PART
    if _behind(count, clear):
        return Reason.NOT_YET
    if count.role is NumberRole.SIZE:
        return Reason.SIZE
    if count.clause.has(tags.ALSO) and count is not clear[0] and number.value < clear[0].number.value:
        return Reason.ANECDOTE  # `có một cụ 85 tuổi cũng cài được`
    if _of_one_house(count, clear):
        return Reason.ONE_HOUSE
    within = count.role is NumberRole.WITHIN and any(number.value <= c.number.value for c in others)
    return Reason.PART if within else None


def _behind(count: Count, clear: list[Count]) -> bool:
    """`2 người còn lại chưa kích hoạt`: those of the installed who are not yet activated."""
    pieces = count.clause.pieces
    denied = count.clause.has(tags.NOT_YET) and any(p.indicator == "activated" for p in pieces)
    not_yet = not count.indicator and (denied or any(p.word.startswith(_LEFT_OVER) for p in pieces))
    return not_yet and count.number.value <= clear[0].number.value


def _of_one_house(count: Count, clear: list[Count]) -> bool:
    """`nhà số 15 có 3 người cài, cả tổ tổng là 28`."""
    place = any(p.tag is tags.TRAP for p in count.before) and role_of(count) is not NumberRole.TOTAL
    return place and any(role_of(c) is NumberRole.TOTAL and c.number.value >= count.number.value for c in clear)


def _talk(count: Count, counts: list[Count], context: Context) -> bool:
    """A number nobody would take for a result, in a message that gives none in plain words."""
    if context.awaiting or count.indicator or count.choices or not count.odd:
        return False
    number, pieces = count.number, count.clause.pieces
    negated = pieces[0].tag is tags.NOT and count.after is None  # `không thẻ 4`: something was not there
    if _labels_itself(count) or number.unit is tags.HOUSE or negated or number.flaw in _INEXACT:
        return False
    return (odd_neighbour(count) and _rambling(counts)) or not count.clause.has(tags.INDICATOR)


def _rambling(counts: list[Count]) -> bool:
    """More words nobody knows than one slip explains: talk, not a report."""
    clauses = {id(c.clause): c.clause for c in counts}
    return sum(p.tag is tags.UNKNOWN for clause in clauses.values() for p in clause.pieces) > 1


def _labels_itself(count: Count) -> bool:
    """`bận 6` after `cài 22`: a label nobody knows is asked about, not dropped."""
    pieces, at = count.clause.pieces, count.at
    label = at - 2 if at > 1 and pieces[at - 1].word == ":" else at - 1
    if label >= 0 and pieces[label].tag is tags.UNKNOWN and len(pieces[label].word) < 4:
        return count.number.unit is None and not odd_neighbour(count)
    if len(pieces) < 2 or any(p.tag is not tags.FILL for p in pieces[2:]):
        return False
    before = at == 1 and pieces[0].tag is tags.UNKNOWN
    return before or (at == 0 and pieces[1].tag is tags.UNKNOWN and len(pieces[1].word) < 3)


def stranger_beside(count: Count) -> Piece | None:
    """A word nobody knows next to a number or to its label: it may turn what they say, as a slip next to `cài` does."""
    if tags.UNKNOWN not in count.clause.tags and not count.number.spelled:
        return None
    torn = _torn(count.clause.pieces, count.at) if count.number.spelled else None
    return torn or _stranger(count, -1) or _stranger(count, 1)


def _stranger(count: Count, step: int) -> Piece | None:
    pieces, near = count.clause.pieces, count.at + step
    labelled = got = False
    while 0 <= near < len(pieces) and _belongs(pieces[near], count):
        labelled = labelled or pieces[near].tag is tags.INDICATOR
        got = got or pieces[near].tag is tags.GOT
        near += step
    word = at_place(pieces, near)
    if word is None or word.tag is not tags.UNKNOWN or (labelled and pieces[near - step].word == ":"):  # a heading
        return None
    # `tiêm`, where two shots are counted, is none of the words that need not be known before `được 24 người`
    if step < 0 and got and not word.choices and (labelled or count.number.unit is not tags.HOUSE):
        return None
    if step > 0 and count.number.unit is tags.PEOPLE and count.indicator and not word.choices:
        return None  # `cài được 24 người …`: what is told of them
    told = labelled and count.indicator in MAY_BE_HOUSES
    # `sim hỏng 2 bác không nhận được mã`: what stands before is why
    why = step < 0 and count.indicator in MAY_BE_HOUSES and count.number.unit is not None
    return None if told or why else word


def _torn(pieces: list[Piece], at: int) -> Piece | None:
    """`năm mươi … sáu`: another word for a number, unread, close to one that was."""
    around = [*pieces[max(at - 2, 0) : at], *pieces[at + 1 : at + 3]]
    named = [p for p, before in zip(around[1:], around, strict=False) if before.word in _TITLES]
    return next((p for p in around if p.raw in NUMBER_WORDS and p.tag in _UNREAD and p not in named), None)


def _belongs(piece: Piece, count: Count) -> bool:
    return piece.tag in _BETWEEN or (piece.tag is tags.INDICATOR and piece.indicator == count.indicator)
