"""From recipes to words, when they are leased: does it still hold, and what does it say now?"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

import structlog

from handlers import answers, closeout, crowds
from storage.database import Rows, Unreachable
from storage.ids import Ids
from storage.instants import Instant
from storage.sending import Dropped, Waiting, Worded

Recipe = Callable[[Rows, Sequence[Waiting], Instant, Ids], Awaitable[dict[int, Worded | Dropped]]]

log = structlog.get_logger()

RECIPES: dict[str, Recipe] = {
    "status": answers.word,
    "missing": answers.word,
    "bands": answers.word,
    "closeout": closeout.word,
    "summary": crowds.word,
}


async def render(
    read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids
) -> tuple[dict[int, Worded], dict[int, Dropped]]:
    """By message id: what is to be said, and what is not any more. One call per kind for the whole lease."""
    made: dict[int, Worded | Dropped] = {}
    kinds: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        message = one.message
        if message.not_after is not None and message.not_after < now:
            made[message.id] = Dropped("skipped", "too late to be of use")
        elif message.words is not None:
            made[message.id] = Worded(message.words)
        else:
            kinds[message.kind].append(one)
    for kind, some in kinds.items():
        made.update(await _worded(RECIPES[kind], read, some, now, ids))
    worded = {id_: one for id_, one in made.items() if isinstance(one, Worded)}
    return worded, {id_: one for id_, one in made.items() if isinstance(one, Dropped)}


async def _worded(
    recipe: Recipe, read: Rows, some: Sequence[Waiting], now: Instant, ids: Ids
) -> dict[int, Worded | Dropped]:
    """One row that cannot be worded must not hold up the others of its kind, nor its channel."""
    try:
        return await recipe(read, some, now, ids)
    except Unreachable:
        raise
    except Exception:
        log.exception("recipe failed", kind=some[0].message.kind, messages=[one.message.id for one in some])
        if len(some) == 1:
            return {some[0].message.id: Dropped("void", "it could not be worded")}
    alone = [await _worded(recipe, read, [one], now, ids) for one in some]
    return {id_: made for each in alone for id_, made in each.items()}
