"""What pictures show, as plain values; the document worker draws them. The caption says the same in words."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from handlers import texts as common
from handlers.markup import Markup
from handlers.outgoing import texts
from handlers.progress import pace
from handlers.progress import texts as progress_texts
from handlers.progress.bands import bands
from storage import lineage, reckoning, sessions, units
from storage.database import Rows
from storage.instants import Instant, local
from storage.progress import Progress, Scope
from storage.records import SessionState

MOST_UNITS, MOST_NIGHTS = 40, 31  # that can be read on a phone


async def gather(read: Rows, scope: Scope, as_of: Instant, kind: str) -> tuple[dict[str, Any], Markup]:
    progress = await reckoning.of_unit(read, scope, as_of, scope.campaign.starts if scope.one_campaign else None)
    at = local(as_of, scope.campaign.zone)
    data = await KINDS[kind](read, progress)
    words = common.share(progress.told, progress.headcount, progress.day)
    if kind == "bands" and not progress.leaf:
        words = progress_texts.bands(scope.unit.name, bands(progress), scope.campaign.settings.target, at)
    shown = {**data, "kind": kind, "as_of": texts.pictured_at(at)}
    return shown, texts.caption(str(data["title"]), at, words)


async def _pace(_read: Rows, progress: Progress) -> dict[str, Any]:
    """The total night by night, beside the straight way to the target."""
    target, whole = progress.campaign.settings.target, progress.headcount
    start = progress.start.value if progress.start else 0
    earlier = progress.total - sum(evening.total for evening in progress.evenings.values())
    first = min(progress.evenings, default=progress.day)
    days = [first + timedelta(days=n) for n in range((max(progress.day, first) - first).days + 1)]
    totals, so_far = [], earlier
    for day in days:
        so_far += progress.evenings[day].total if day in progress.evenings else 0
        totals.append(so_far)
    need = pace.needed(target.percent, whole.value) if whole else 0
    total = texts.NOTHING_TOLD if progress.told is None else common.number(progress.told)
    share = common.percent(progress.told, whole.value) if progress.told is not None and whole and whole.value else total
    return {
        "title": texts.title_pace(progress.unit.name, share),
        "days": [day.isoformat() for day in days],
        "totals": totals,
        "start": start if earlier == start else earlier,
        "need": need,
        "by": target.by.isoformat(),
        "goal": texts.goal_line(need, target.by) if need else "",
        "total": total,
        "legend": {"so_far": texts.LINE_SO_FAR, "needed": texts.LINE_NEEDED},
    }


async def _bands(_read: Rows, progress: Progress) -> dict[str, Any]:
    found = bands(progress)
    names = ("reached", "near", "coming", "behind", "apart")
    bars = [
        {"name": place.unit, "value": place.plain, "band": band}
        for band, places in zip(names, (found.reached, found.near, found.coming, found.behind), strict=False)
        for place in sorted(places, key=lambda place: (-place.plain, place.unit))
    ]
    apart = [{"name": unit, "value": None, "band": "apart"} for unit in found.owing]
    words = (
        *(texts.REACHED, texts.NEAR, texts.COMING),
        *(texts.BEHIND, texts.APART),
    )
    return {
        "title": texts.title_bands(progress.unit.name),
        "bars": [*bars, *apart][:MOST_UNITS],
        "legend": dict(zip(names, words, strict=True)),
    }


async def _calendar(read: Rows, progress: Progress) -> dict[str, Any]:
    """A square for each session: how many were counted, not told, or still to come."""
    campaign, unit = progress.campaign, progress.unit
    nights = await sessions.below(read, unit.id, campaign.id, progress.as_of)
    named = await lineage.named_on(read, (unit, *await units.ever_below(read, unit.id)), progress.day)
    names = {id_: one.name for id_, one in named.items()}
    days = sorted({night.session.night for night in nights})[-MOST_NIGHTS:]
    rows = list(dict.fromkeys(names[night.session.unit_id] for night in nights))[:MOST_UNITS]
    cells = [
        {
            "row": rows.index(names[session.unit_id]),
            "column": days.index(session.night),
            "value": "?" if value is None and night.standing.reported else value,
            "state": "told" if night.standing.reported else _untold(session.state, session.asks_at, progress.as_of),
        }
        for night in nights
        for session, value in [(night.session, night.standing.value(progress.indicator))]
        if session.night in days and names[session.unit_id] in rows
    ]
    states = ("told", "owed", "ahead", "excused")
    words = (texts.LEGEND_TOLD, texts.LEGEND_OWED, texts.LEGEND_AHEAD, texts.LEGEND_EXCUSED)
    return {
        "title": texts.title_calendar(unit.name),
        "rows": rows,
        "columns": [texts.night(day) for day in days],
        "cells": cells,
        "legend": dict(zip(states, words, strict=True)),
    }


def _untold(state: SessionState, asks_at: Instant, as_of: Instant) -> str:
    if state is SessionState.EXCUSED:
        return "excused"
    return "owed" if asks_at <= as_of else "ahead"


KINDS: dict[str, Callable[[Rows, Progress], Awaitable[dict[str, Any]]]] = {
    "pace": _pace,
    "bands": _bands,
    "calendar": _calendar,
}
