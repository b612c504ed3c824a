"""Who needs a push: the units that are lowest by the campaign's own criteria, each with what is missing. Pure.

For the eyes of those who can help, in neutral words. Who has reached the target and owes nothing is not among them.
"""

from collections.abc import Sequence

from handlers.progress.judging import Judged, Push, Pushes
from handlers.progress.pace import needed, rates
from handlers.progress.rewards import criteria_of, most_counted, score
from storage.progress import Part
from storage.settings import Reward


def pushes(judged: Judged, criteria: Sequence[Reward]) -> Pushes:
    """Where the campaign names no criterion, it is the share of the target alone."""
    uncounted = [part for part in judged.parts if not part.whole]
    not_yet = [part for part in judged.parts if part not in uncounted and _begins_later(judged, part)]
    apart = [*uncounted, *not_yet]
    found: list[tuple[str, tuple[Push, ...]]] = []
    for kind in judged.kinds:
        parts = [part for part in judged.of(kind) if part not in apart]
        most, own = most_counted(judged, parts), criteria_of(criteria, kind)
        all_ = [_push(judged, part, own, most) for part in parts]
        low = [push for push in all_ if push.gap or push.owed]
        if low:
            found.append((kind, tuple(sorted(low, key=lambda one: (one.points, one.share or 0.0, one.unit.name)))))
    return Pushes(tuple(found), _names(uncounted), _names(not_yet))


def _push(judged: Judged, part: Part, criteria: Sequence[Reward], most: int) -> Push:
    progress, whole = judged.progress, part.whole
    total, need = part.total(progress.indicator), needed(progress.campaign.settings.target.percent, whole)
    points, why = score(judged, part, criteria, most)
    return Push(part.unit, total, whole, part.owed, max(need - (total or 0), 0), points, why)


def _begins_later(judged: Judged, part: Part) -> bool:
    """Its first evening is still to come: nothing can have been done there."""
    told = rates(part.evenings, judged.progress.campaign.starts, judged.progress.day)
    return not told.expected and not any(held.reports for held in part.sums.values())


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(sorted(part.unit.name for part in parts))
