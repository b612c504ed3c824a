"""Finds which numbers of a correction are new, which old, and what is done with them."""

from dataclasses import dataclass, field
from itertools import pairwise

from handlers.language import tags
from handlers.language.context import Context, OnRecord
from handlers.language.pieces import Piece
from handlers.language.tags import Tag
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, NumberRole
from handlers.reader.sights import Sight, said_before, sights
from handlers.reader.sums import NOT_SUMS

MOST_CHANGES = 12
_DOWN_TO, _INTO, _SUM = "con", "thanh", "tong"
_STRONG = frozenset({tags.SWAP, tags.MISTAKE, tags.CHANGE, tags.INSTEAD, tags.STILL})
_TO_NEW, _GREW, _CLOSES = cue("to_new"), cue("grew"), tuple(cue("closes"))


@dataclass(slots=True)
class NumberChange:
    number: Piece
    kind: Tag  # CHANGE: set; ADD, LESS; TOTAL; STILL; MISTAKE: set, and must differ from what stands
    old: Piece | None = None
    step: int | None = None  # "three more makes 38"
    unit: Tag | None = None  # of the step


@dataclass(frozen=True, slots=True)
class Changes:
    """What a correction says; nothing is marked before it is known to be one."""

    changes: list[NumberChange]
    olds: list[Piece] = field(default_factory=list)  # numbers that stood before
    taken_back: list[Piece] = field(default_factory=list)  # by the message itself
    labels: dict[int, str] = field(default_factory=dict)
    uncertain: bool = False  # all that is said is that something is wrong


def changes(clauses: list[Clause], ledger: Ledger, context: Context) -> Changes | None:
    """None when no word says that something recorded changes."""
    last = context.last
    if last is None:
        return None
    seen = list(sights(clauses, ledger))
    if context.awaiting and last.night != context.today and said_before(seen)[0]:
        return None  # tonight's figures, which the message itself corrects
    void, labels = said_before([s for s in seen if s.number.value not in last.values.values()])
    taken_back = [s.number for s in void]
    seen = [s for s in seen if s not in void and (s.role is not NumberRole.WITHIN or len(seen) == 1)]
    if not seen or len(seen) > MOST_CHANGES or not _meant(clauses, seen, ledger, context):
        return None
    olds = _olds(seen, last)
    if _only_old(seen, last) or len(olds) == len(seen):
        return Changes([NumberChange(seen[0].number, tags.CHANGE)], [], taken_back, labels, uncertain=True)
    number_changes = [
        NumberChange(s.number, _kind(s, clauses), _old_of(s, seen, olds)) for s in seen if s.number.start not in olds
    ]
    return Changes(_with_totals(number_changes), list(olds.values()), taken_back, labels)


def _only_old(seen: list[Sight], last: OnRecord) -> bool:
    """`nhầm giữa 28 và 30`: both stand, and no word says which is to become which."""
    turned = any(s.before[:1] == [tags.INSTEAD] or (s.words and s.words[0] in _TO_NEW) for s in seen)
    turned = turned or any(s.label for s in seen)
    values = [s.number.value for s in seen]
    return len(seen) > 1 and not turned and len(set(values)) > 1 and all(v in last.values.values() for v in values)


def _meant(clauses: list[Clause], seen: list[Sight], ledger: Ledger, context: Context) -> bool:
    last = context.last
    assert last is not None
    tonight = context.awaiting and last.night != context.today
    cues = {
        p.tag
        for clause in clauses
        for p in clause.pieces
        if ledger.hears(p) and not _quoted(clause, clauses, ledger) and not (tonight and p.word.startswith(_CLOSES))
    }
    if cues & _STRONG or any("->" in s.words for s in seen):
        return True
    if any(_turns_into(b, a.number.value in last.values.values()) for a, b in pairwise(seen)):
        return True
    recorded = set(last.values.values())
    if any(s.told and s.number.value in recorded for s in seen) and any(s.number.value not in recorded for s in seen):
        return True
    if tags.LESS in cues and any(s.words[:1] == [_DOWN_TO] for s in seen):
        return True
    if tonight or _other_night(clauses, ledger, context):
        return False
    near = {tag for s in seen for tag in (*s.before, *s.after)}
    total = any(
        tag is tags.TOTAL and word not in NOT_SUMS for s in seen for tag, word in zip(s.before, s.words, strict=True)
    )
    right = tags.RIGHT in near and not context.awaiting
    right = right or (len(seen) == 1 and bool(_GREW.intersection(seen[0].words[:1])) and not context.awaiting)
    moved = bool(near & {tags.ADD, tags.MORE, tags.LESS, tags.MISTAKE})
    return moved or _leading_plus(seen) or (total and not context.awaiting) or right


def _quoted(clause: Clause, clauses: list[Clause], ledger: Ledger) -> bool:
    return clause.ender in {'"', "\u201d"} and not ledger.numbers(clause.pieces) and len(clauses) > 1


def _other_night(clauses: list[Clause], ledger: Ledger, context: Context) -> bool:
    last = context.last
    assert last is not None
    nights = [p.nights for clause in clauses for p in clause.pieces if p.tag is tags.DATE and ledger.hears(p)]
    named = any(last.night not in some for some in nights)
    return named or (not nights and last.night != context.today)


def _leading_plus(seen: list[Sight]) -> bool:
    return seen[0].before[:1] == [tags.PLUS]


def _olds(seen: list[Sight], last: OnRecord) -> dict[int, Piece]:
    """The numbers named as wrong; one that another thing stood with, beside its own word, is new."""
    olds: dict[int, Piece] = {}
    recorded = set(last.values.values())
    for at, sight in enumerate(seen):
        following = seen[at + 1] if at + 1 < len(seen) else None
        known = (
            sight.number.value in recorded and last.values.get(sight.label, sight.number.value) == sight.number.value
        )
        if (
            sight.before[:1] == [tags.INSTEAD]
            or (tags.INSTEAD in sight.before and tags.RIGHT not in sight.before)
            or (following and _turns_into(following, known))
            or (known and following and _right_instead(sight, following))
            or (known and sight.told and any(s.number.value not in recorded for s in seen))
            or (len(seen) > 1 and known and (sight.after[:1] == [tags.MISTAKE] or sight.before[:1] == [tags.MISTAKE]))
            or (len(seen) > 1 and known and sight.before[:2] == [tags.TO, tags.MISTAKE])
            or (sight.written_wrong and not _ended_as(following, recorded))
        ):
            olds[sight.number.start] = sight.number
    return olds


def _ended_as(following: Sight | None, recorded: set[int]) -> bool:
    """`ghi nhầm 24 thành 42`: what follows is what stands."""
    return following is not None and following.words[:1] == [_INTO] and following.number.value in recorded


def _right_instead(sight: Sight, following: Sight) -> bool:
    """`25 nhưng đúng là 52`."""
    return following.before[:1] == [tags.RIGHT] and following.number.value != sight.number.value


def _turns_into(following: Sight, known: bool) -> bool:
    cue = following.words[0] if following.words else ""
    into = cue in _TO_NEW or (following.before[:1] == [tags.CHANGE] and cue.split()[-1] in _TO_NEW)
    return "->" in following.words or (into and known)


def _old_of(sight: Sight, seen: list[Sight], olds: dict[int, Piece]) -> Piece | None:
    """The old number next to a new one: behind it for "24 and not 42", before it for "42 -> 24"."""
    at = next(i for i, s in enumerate(seen) if s is sight)
    after = seen[at + 1].number if at + 1 < len(seen) else None
    before = seen[at - 1].number if at else None
    if after is not None and after.start in olds and not (at + 2 < len(seen) and _turns_into(seen[at + 2], known=True)):
        return after
    if before is not None and before.start in olds:
        return before
    return next(iter(olds.values())) if len(olds) == 1 and len(seen) == 2 else None


def _kind(sight: Sight, clauses: list[Clause]) -> Tag:
    before, after = sight.before, sight.after
    if tags.STILL in before:
        return tags.STILL
    if any(word in _TO_NEW for word in sight.words[:1]) and not (sight.words[0] == _DOWN_TO and tags.MORE in after):
        return tags.CHANGE
    if tags.LESS in before:
        return tags.LESS
    if tags.MORE in after and not any(word.startswith(_SUM) for word in sight.words):
        return tags.ADD
    if tags.TOTAL in before or tags.EQUALS in before[:1]:
        return tags.TOTAL
    if tags.ADD in before or tags.PLUS in before[:1] or tags.MORE in after:
        return tags.ADD
    if tags.LESS in after:
        return tags.LESS
    if tags.MISTAKE in (*before, *after) or any(clause.has(tags.MISTAKE) for clause in clauses):
        return tags.MISTAKE
    return tags.CHANGE


def _with_totals(found: list[NumberChange]) -> list[NumberChange]:
    """`thêm 5, tổng 40`: the step and the total are one change, told twice."""
    steps = [c for c in found if c.kind in {tags.ADD, tags.LESS}]
    totals = [c for c in found if c.kind is tags.TOTAL]
    plain = [c for c in found if c.kind not in {tags.ADD, tags.LESS, tags.TOTAL}]
    if len(steps) == 1 and not totals and len(plain) == 1 and found[-1] is plain[0]:
        plain[0].kind, totals = tags.TOTAL, plain
    if len(steps) == 1 and len(totals) == 1 and len(found) == 2:
        step = steps[0].number.value
        totals[0].unit = steps[0].number.unit
        totals[0].step = -step if steps[0].kind is tags.LESS else step
        return totals
    return found
