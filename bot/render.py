"""From recipes to words, when they are leased: does it still hold, may it be said now, and what does it say?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot import silence
from bot.log import traces
from bot.recipes import RECIPES, Recipe
from storage import joining
from storage.campaigns import Campaigns
from storage.database import Rows, Unreachable
from storage.ids import Ids
from storage.instants import Instant
from storage.outbox import KINDS
from storage.sending import Dropped, Held, Made, Waiting, Worded

TOO_LATE = Dropped("skipped", "too late to be of use")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Rendered:
    """By message id: what is to be said, what is not any more, what not yet."""

    worded: dict[int, Worded] = field(default_factory=dict)
    dropped: dict[int, Dropped] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)


class Renderer:
    """Remembers the campaigns, whose hours are asked for all the time and change seldom."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._campaigns = Campaigns()

    async def render(self, read: Rows, leased: Sequence[Waiting], now: Instant) -> Rendered:
        """One call per kind for the whole lease, and for all that can be said together with it.

        What was asked for and has its words, as an answer has, goes as it stands: nothing holds it or is said with it.
        """
        rendered, others = Rendered(), list[Waiting]()
        for waiting in leased:
            message, kind = waiting.message, KINDS[waiting.message.kind]
            if message.words is None or kind.joins or not kind.wakes:
                others.append(waiting)
            elif message.not_after is not None and message.not_after < now:
                rendered.dropped[message.id] = TOO_LATE
            else:
                rendered.worded[message.id] = Worded(message.words)
        if others:
            await self._weigh(rendered, read, others, now)
        return rendered

    async def _weigh(self, rendered: Rendered, read: Rows, leased: Sequence[Waiting], now: Instant) -> None:
        held = await silence.held(read, leased, now, self._campaigns)
        awake = [waiting for waiting in leased if waiting.message.id not in held]
        joining_ = [one for one in awake if KINDS[one.message.kind].joins]
        beside = await joining.companions(read, joining_, now)
        made: dict[int, Made] = {**held, **await self._made(read, [*awake, *beside], now)}
        in_time = {one.message.id: _in_time(one, made) for one in (*leased, *beside) if one.message.id in made}
        for id_, what in _joined(in_time, joining_, beside).items():
            match what:
                case Worded():
                    rendered.worded[id_] = what
                case Dropped():
                    rendered.dropped[id_] = what
                case Held():
                    rendered.held[id_] = what

    async def _made(self, read: Rows, waiting: Sequence[Waiting], now: Instant) -> dict[int, Made]:
        made: dict[int, Made] = {}
        kinds: dict[str, list[Waiting]] = defaultdict(list)
        for one in waiting:
            message = one.message
            if message.not_after is not None and message.not_after < now:
                made[message.id] = TOO_LATE
            elif message.words is not None:
                made[message.id] = Worded(message.words)
            else:
                kinds[message.kind].append(one)
        for kind, some in kinds.items():
            made.update(await _worded(RECIPES[kind], read, some, now, self._ids))
        return {**made, **_with_what_stands_before(waiting, made)}


def _with_what_stands_before(waiting: Sequence[Waiting], made: Mapping[int, Made]) -> dict[int, Made]:
    """One message told figures and asked for something: what was recorded is said whatever becomes of the answer."""
    fresh = [
        one.message for one in waiting if one.message.words is None
    ]  # in those of an earlier try it stands already
    before = {message.id: str(message.params["before"]) for message in fresh if "before" in message.params}
    found: dict[int, Made] = {}
    for id_, words in before.items():
        what = made[id_]
        if isinstance(what, Worded):
            found[id_] = replace(what, words=f"{words}\n\n{what.words}")
        elif isinstance(what, Dropped):
            found[id_] = Worded(words)
    return found


def _in_time(one: Waiting, made: Mapping[int, Made]) -> Made:
    """What has to wait until it is of no use any more is not said at all."""
    what, ends = made[one.message.id], one.message.not_after
    return TOO_LATE if isinstance(what, Held) and ends is not None and what.until > ends else what


def _joined(made: Mapping[int, Made], leased: Sequence[Waiting], beside: Sequence[Waiting]) -> dict[int, Made]:
    """All that one person is to be told goes into the one message that is leased for them."""
    result = dict(made)
    for waiting in leased:
        first = result[waiting.message.id]
        if not isinstance(first, Worded):
            continue
        for other in beside:
            more = result[other.message.id]
            if other.message.person_id == waiting.message.person_id and isinstance(more, Worded):
                first = Worded(f"{first.words}\n\n{more.words}", more.question or first.question)
                result[other.message.id] = Dropped("void", f"said together with {waiting.message.id}")
        result[waiting.message.id] = first
    alone = {other.message.id for other in beside if isinstance(result[other.message.id], Worded)}
    return {id_: what for id_, what in result.items() if id_ not in alone}


async def _worded(recipe: Recipe, read: Rows, some: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """One row that cannot be worded must not hold up the others of its kind, nor its channel."""
    try:
        return await recipe(read, some, now, ids)
    except Unreachable:
        raise
    except Exception:
        found = traces(one.message.cause for one in some)
        log.exception("recipe failed", **found, kind=some[0].message.kind, messages=[one.message.id for one in some])
        if len(some) == 1:
            return {some[0].message.id: Dropped("void", "it could not be worded")}
    alone = [await _worded(recipe, read, [waiting], now, ids) for waiting in some]
    return {id_: made for each in alone for id_, made in each.items()}
