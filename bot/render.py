"""From recipes to words, when they are leased: does it still hold, and what does it say now?"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from handlers import closeout, crowds, status
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.sending import Dropped, Waiting, Worded

Recipe = Callable[[Rows, Sequence[Waiting], Instant, Ids], Awaitable[dict[int, Worded | Dropped]]]

RECIPES: dict[str, Recipe] = {
    "status": status.word,
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
        made.update(await RECIPES[kind](read, some, now, ids))
    worded = {id_: one for id_, one in made.items() if isinstance(one, Worded)}
    return worded, {id_: one for id_, one in made.items() if isinstance(one, Dropped)}
