"""Words the answers that were asked for: of which unit, then what; a name that fits several units is asked about."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from handlers import choices, texts
from handlers.intents.answers import ShowBands, ShowMissing, ShowPushes, ShowStatus, Wanted
from handlers.intents.intent import Choosable
from handlers.markup import Markup
from handlers.progress import comparing, helping, missing, seeing, status, texts_status
from handlers.texts import Pair
from storage import people, reckoning
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, Instant
from storage.progress import Scope
from storage.records import Choice, Question
from storage.sending import Made, Waiting, Worded

Answer = Callable[[Rows, Scope, Wanted, Instant, Pair], Awaitable[Markup]]
ANSWERS: dict[str, tuple[type[seeing.Answered], Answer]] = {
    "status": (ShowStatus, status.answer),
    "owed": (ShowMissing, missing.answer),
    "bands": (ShowBands, comparing.answer),
    "pushes": (ShowPushes, helping.answer),
}
ALOUD: dict[str, Answer] = {"status": status.aloud}  # in a chat of several, where it is another answer
MOST_OFFERED = 6


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """Each as of the instant at which it was asked, whenever it is answered."""
    asking = await people.by_id(read, {one.person_id for one in waiting if one.person_id})
    return {
        one.message.id: await _one(read, one, texts.pair(asking.get(one.person_id or 0)), (now, ids)) for one in waiting
    }


async def _one(read: Rows, one: Waiting, p: Pair, at: tuple[Instant, Ids]) -> Worded:
    params = one.message.params
    wanted = Wanted(
        int(params.get("unit", 0)),
        str(params.get("name", "")),
        str(params.get("night", "")),
        int(params.get("week", 0)),
        int(params.get("as_of", 0)),
        int(params.get("campaign", 0)),
    )
    seen = [int(id_) for id_ in str(params["scopes"]).split(",")]
    wanted = await seeing.in_campaign(read, wanted, seen)
    found = await seeing.found(read, wanted, seen)
    intent, answer = ANSWERS[one.message.kind]
    if not found:
        near = await seeing.near(read, wanted, seen) if wanted.name else []
        offered = [(unit.name, intent(_of_unit(wanted, unit.id))) for unit in near]
        asked = _question(one, offered, at) if offered else None
        return Worded(str(texts_status.no_such_unit(p, wanted.name, may_be=asked is not None)), asked)
    if one.person_id is None:
        answer = ALOUD.get(one.message.kind, answer)
    if wanted.name and len(found) > 1:
        offered = [(unit.name, intent(_of_unit(wanted, unit.id))) for unit in found[:MOST_OFFERED]]
        return Worded(str(texts_status.which_unit(p, len(found))), _question(one, offered, at))
    day = seeing.instant_of(wanted, one.message.as_of)
    told = [scope for unit in found if (scope := await reckoning.scope_of(read, unit, day, wanted.campaign))]
    if not told:
        return Worded(str(texts_status.nothing_runs(p)))
    as_of = wanted.as_of or one.message.as_of
    words = [await answer(read, scope, wanted, as_of, p) for scope in told]
    beside = {scope.campaign.id: texts_status.beside(scope.campaign.name, scope.beside) for scope in told}
    return Worded(str(texts.lines(*words, *beside.values())))


def _of_unit(wanted: Wanted, unit: int) -> Wanted:
    return replace(wanted, unit=unit, name="")


def _question(one: Waiting, offered: Sequence[tuple[str, Choosable]], at: tuple[Instant, Ids]) -> Question | None:
    if one.person_id is None:
        return None
    now, ids = at
    numbered = enumerate(offered, start=1)
    listed = tuple(Choice(ids(), label, choices.dump(intent), digit) for digit, (label, intent) in numbered)
    return Question(ids(), "choice", one.chat.id, one.person_id, None, now + DAY, choices=listed)
