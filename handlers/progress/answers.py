"""Words the answers that were asked for: of which unit, then what; a name that fits several units is asked about."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date

from handlers import reaching
from handlers import texts as common
from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.markup import Markup
from handlers.outcome import question_of
from handlers.progress import judging, seeing, status, texts
from handlers.progress.bands import bands
from handlers.progress.pushing import pushes
from handlers.progress.texts import OwedReport
from handlers.texts import Pronouns
from storage import calls, people, reckoning
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, Instant, local
from storage.progress import Scope
from storage.records import Question, Role, Unit
from storage.sending import Made, Waiting, Worded

Answer = Callable[[Rows, Scope, Query, Instant, Pronouns], Awaitable[Markup]]
MOST_OFFERED = 6
MOST = 25  # who owe, that fit into one message


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """Each as of the instant at which it was asked, whenever it is answered."""
    asking = await people.by_id(read, {one.person_id for one in waiting if one.person_id})
    made: dict[int, Made] = {}
    for one in waiting:
        worded = await _one(read, one, common.pronouns(asking.get(one.person_id or 0)), now, ids)
        made[one.message.id] = await _with_ways(read, one, worded, now)
    return made


async def _with_ways(read: Rows, one: Waiting, worded: Worded, now: Instant) -> Worded:
    """To the office, of its own unit as it is now: whether the heads can be reached, and what that may still cost."""
    params = one.message.params
    plain = one.message.kind == "status" and not params.keys() & {"unit", "name", "night", "week", "as_of"}
    if not plain or one.person_id is None or worded.question is not None:
        return worded
    held = (await people.posts_of(read, [one.person_id], now)).get(one.person_id, ())
    unit = next((post.unit for post in held if post.role is Role.CLERK), None)
    scope = await reckoning.scope_of(read, unit, now, int(params.get("campaign", 0))) if unit else None
    if scope is None or not scope.one_campaign:
        return worded
    heads = await reaching.of_heads(read, scope.unit.id, now)
    told = texts.heads_reached(len(heads.reached), len(heads.others))
    gauges = await reaching.gauges(read, now, scope.campaign.zone)
    return replace(worded, words=str(common.lines(Markup(worded.words), told, *gauges)))


async def _one(read: Rows, one: Waiting, p: Pronouns, now: Instant, ids: Ids) -> Worded:
    params = one.message.params
    wanted = Query(
        int(params.get("unit", 0)),
        str(params.get("name", "")),
        str(params.get("night", "")),
        int(params.get("week", 0)),
        int(params.get("as_of", 0)),
        int(params.get("campaign", 0)),
    )
    seen = [int(id_) for id_ in str(params["scopes"]).split(",")]
    wanted = await seeing.in_campaign(read, wanted, seen)
    units = await seeing.found(read, wanted, seen)
    if not units:
        near = await seeing.near(read, wanted, seen) if wanted.name else []
        asked = _which(one, near, wanted, now, ids)
        return Worded(str(texts.no_such_unit(p, wanted.name, may_be=asked is not None)), asked)
    if wanted.name and len(units) > 1:
        asked = _which(one, units[:MOST_OFFERED], wanted, now, ids)
        return Worded(str(texts.which_unit(p, len(units))), asked)
    day = seeing.instant_of(wanted, one.message.as_of)
    named = sorted(units, key=lambda unit: unit.name)
    scopes = [scope for unit in named if (scope := await reckoning.scope_of(read, unit, day, wanted.campaign))]
    if not scopes:
        return Worded(str(common.nothing_runs(p)))
    as_of, (_, answer) = wanted.as_of or one.message.as_of, ANSWERS[one.message.kind]
    if one.person_id is None:
        answer = ALOUD.get(one.message.kind, answer)
    words = [await answer(read, scope, wanted, as_of, p) for scope in scopes]
    beside = {scope.campaign.id: texts.beside(scope.campaign.name, scope.beside) for scope in scopes}
    return Worded(str(common.lines(*words, *beside.values())))


def _which(one: Waiting, units: Sequence[Unit], wanted: Query, now: Instant, ids: Ids) -> Question | None:
    """Which of these is meant; a chat of several is asked nothing."""
    if one.person_id is None or not units:
        return None
    intent, _ = ANSWERS[one.message.kind]
    options = [(unit.name, intent(replace(wanted, unit=unit.id, name=""))) for unit in units]
    return question_of(one, options, now + DAY, ids)


async def _missing(read: Rows, scope: Scope, wanted: Query, as_of: Instant, _p: Pronouns) -> Markup:
    """Who owes a report, of which night, whom to call."""
    since = date.fromisoformat(wanted.night) if wanted.night else None
    progress = await reckoning.of_unit(read, scope, as_of, since)
    owed = await reckoning.missing(read, progress, since)
    if since:
        owed = [one for one in owed if one.night == since]
    heads = await people.heads(read, [one.unit.id for one in owed[:MOST]], as_of) if owed else {}
    phones = await people.phones(read, [head.id for head in heads.values()]) if heads else {}
    urged = await calls.urged(read, [one.session_id for one in owed[:MOST]], as_of) if owed else {}
    listed = [
        OwedReport(
            one.unit.name,
            one.night,
            head,
            phones.get(head.id) if head else None,
            {step: local(at, scope.campaign.zone) for step, at in urged.get(one.session_id, {}).items()},
        )
        for one in owed[:MOST]
        for head in [heads.get(one.unit.id)]
    ]
    out: int | None = sum(any(e.reported or e.owed for e in part.evenings.values()) for part in progress.parts)
    if out and not scope.one_campaign:
        out = None  # its parts are wards, of which groups are missing
    units = len({one.unit.id for one in owed})
    words = texts.all_missing(listed, (len(owed), units, out), local(as_of, scope.campaign.zone))
    lacking = await reckoning.lacking(read, progress, since, most=MOST) if progress.lacking else []
    lacking = [one for one in lacking if not since or one.night == since]
    heads = await people.heads(read, [one.unit.id for one in lacking], as_of) if lacking else {}
    partly = [(one.unit.name, heads.get(one.unit.id), one.night) for one in lacking]
    return common.lines(words, common.lacking(common.word(scope.campaign), partly))


async def _bands(read: Rows, scope: Scope, _wanted: Query, as_of: Instant, _p: Pronouns) -> Markup:
    """By each part's own target."""
    progress = await reckoning.of_unit(read, scope, as_of)
    if progress.leaf:
        return texts.nothing_to_compare(scope.unit.name)
    target = scope.campaign.settings.target
    return texts.bands(scope.unit.name, bands(progress), target, local(as_of, scope.campaign.zone))


async def _pushes(read: Rows, scope: Scope, _wanted: Query, as_of: Instant, _p: Pronouns) -> Markup:
    """For clerks and observers alone."""
    judged = await judging.of_unit(read, scope, as_of)
    found = pushes(judged, scope.campaign.settings.rewards)
    return texts.pushes(scope.unit.name, found, local(as_of, scope.campaign.zone))


ANSWERS: dict[str, tuple[type[seeing.Answered], Answer]] = {
    "status": (ShowStatus, status.answer),
    "owed": (ShowMissing, _missing),
    "bands": (ShowBands, _bands),
    "pushes": (ShowPushes, _pushes),
}
ALOUD: dict[str, Answer] = {"status": status.aloud}  # in a chat of several, where it is another answer
