"""Sums with their total: which number is the whole, which are parts, and whether they agree."""

from itertools import accumulate

from handlers.language import tags
from handlers.language.vocabulary import cue
from handlers.reader.labels import Count
from handlers.reader.ledger import NumberRole

_WHOLES = frozenset({tags.EQUALS, tags.TOTAL})
NOT_SUMS = cue("not_sums")


def reconcile(totals: set[int], parts: list[int], plain: list[int]) -> int | None:
    if len(totals) > 1:
        return None
    if totals:
        total = totals.pop()
        told = plain + parts
        return total if not told or sum(told) == total or set(plain) == {total} else None
    if not plain and len(parts) == 1:
        return parts[0]
    whole = set(plain)
    if len(plain) > 2 and plain[0] == sum(plain[1:]):
        whole = {plain[0]}
    if len(plain) > 2 and plain[-1] == sum(plain[:-1]):
        whole = {plain[-1]}
    if len(whole) != 1:
        return None
    value = whole.pop()
    if len(parts) > 1 and value not in accumulate(parts):
        return None
    return value if max(parts, default=0) <= value else None


def broken_down(some: list[Count]) -> bool:
    return all(count.clause.has(tags.TRAP, tags.PLUS) for count in some)


def role_of(count: Count) -> NumberRole | None:
    """Whether the words before a number make it a total or a part."""
    if count.role is not None:
        return count.role
    if count.clause.tags.isdisjoint(_WHOLES):
        return None
    pieces = count.clause.pieces
    for piece in reversed(count.before):
        if piece.tag is tags.NUMBER:
            return None
        last = piece.tag is tags.EQUALS and not any(p.tag is tags.NUMBER for p in pieces[count.at + 1 :])
        if last or (piece.tag is tags.TOTAL and piece.word not in NOT_SUMS):
            return NumberRole.TOTAL
    return None
