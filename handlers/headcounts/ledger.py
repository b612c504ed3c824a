"""`/mauso`: the denominators, each dated and sourced; a change is shown before it is entered, and old ones stay."""

from datetime import date

from handlers import texts as common
from handlers.headcounts import texts
from handlers.headcounts.headcounts_difference import fact
from handlers.headcounts.words import OFFICIAL
from handlers.intents.answers import Query
from handlers.intents.ledger import EnterCount, LeaveLedger, ProposeCount, ShowLedger
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.progress import seeing
from handlers.progress import texts as progress_texts
from storage import headcounts, officials, reckoning
from storage.database import Rows
from storage.lookup import KnownSpeaker
from storage.progress import Progress
from storage.records import Headcount, Role


async def show(intent: ShowLedger, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    scope = await seeing.meant(read, who, intent.wanted, request.at)
    if scope is None:
        return say(request, who, progress_texts.no_such_unit(p, intent.wanted.name))
    unit = scope.unit
    progress = await reckoning.of_unit(read, scope, request.at)
    held = (await headcounts.of_units(read, [unit.id])).get(unit.id, [])
    measures = dict.fromkeys(one.measure for one in held)
    valid = [headcounts.valid(held, measure, progress.day, request.at) for measure in measures]
    counts = [headcount for headcount in valid if headcount] or ([progress.headcount] if progress.headcount else [])
    gaps = await _gaps(read, progress)
    used = scope.campaign.settings.target.measure
    words = texts.ledger(unit.name, used, counts, gaps)
    how = texts.to_change(p, unit.name, used, scope.campaign.starts) if who.has(Role.CLERK) else ""
    return say(request, who, common.lines(words, how))


async def propose(intent: ProposeCount, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if not intent.measure:
        return say(request, who, texts.how(p, _example(p, who)))
    scope = await seeing.meant(read, who, Query(name=intent.name), request.at)
    if scope is None:
        return say(request, who, progress_texts.no_such_unit(p, intent.name))
    unit = scope.unit
    progress = await reckoning.of_unit(read, scope, request.at)
    day = date.fromisoformat(intent.as_of)
    if intent.measure == OFFICIAL:
        words = texts.preview_official(unit.name, progress.total, intent.value, day, intent.source)
    else:
        after = Headcount(unit.id, intent.measure, intent.value, day, intent.source, request.at)
        held = (await headcounts.of_units(read, [unit.id])).get(unit.id, [])
        before = headcounts.valid(held, intent.measure, progress.day, request.at)
        used = intent.measure == scope.campaign.settings.target.measure
        words = texts.preview(unit.name, intent.measure, before, after, progress.total if used else None)
    yes = EnterCount(unit.id, intent.measure, intent.value, intent.as_of, intent.source)
    options = [(texts.YES, yes), (texts.NO, LeaveLedger())]
    return ask(request, who, words, options)


def _example(p: common.Pronouns, who: KnownSpeaker) -> Markup:
    if who.campaign is None:
        return Markup("")
    name = next((group.unit.name for group in who.plan), who.campaign.unit.name)
    return texts.to_change(p, name, who.campaign.settings.target.measure, who.campaign.starts)


async def enter(intent: EnterCount, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at once more: the unit may have gone to somebody else since it was shown."""
    p, scope = common.pronouns(who.person), await seeing.meant(read, who, Query(unit=intent.unit), request.at)
    if scope is None:
        return say(request, who, common.not_allowed(p))
    words = texts.entered(p, scope.unit.name, intent.measure, intent.value)
    return say(request, who, words, fact(intent, scope.campaign, request))


async def leave(_intent: LeaveLedger, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.left(common.pronouns(who.person)))


async def _gaps(read: Rows, progress: Progress) -> list[tuple[str, int, int]]:
    """By part what the heads have told and what the system counts; the widest first."""
    units = {part.unit.id: part for part in progress.living}
    known = await officials.newest(read, units, progress.campaign.id, progress.indicator, progress.as_of)
    gaps = [
        (part.unit.name, part.total(progress.indicator) or 0, known[id_].value)
        for id_, part in units.items()
        if id_ in known
    ]
    return sorted(gaps, key=lambda gap: -abs(gap[1] - gap[2]))
