"""Documents one after the other: what comes while another waits for its yes is kept, and read again in its turn."""

from dataclasses import dataclass
from hashlib import blake2b

from storage import drafts, queued
from storage.database import Rows
from storage.drafts import Draft, Kind
from storage.errands import Errand
from storage.facts import Fact
from storage.instants import DAY, Instant
from storage.queued import Queued, TurnCame

AGAIN = "again"  # of an errand's params: it reads what was queued


@dataclass(frozen=True, slots=True)
class Following:
    """What comes next. `document`: its errand; none: nothing waits."""

    facts: tuple[Fact, ...] = ()
    document: Errand | None = None


async def before(read: Rows, kind: Kind, person_id: int, chat_id: int, at: Instant) -> Draft | None:
    """What its sender has to decide first: a draft of the same kind, or what was shown in this chat today."""
    waiting = await drafts.open_of(read, person_id)
    same = next((draft for draft in waiting if draft.kind == kind), None)
    return same or next((draft for draft in waiting if draft.chat_id == chat_id and at - draft.made < DAY), None)


def queue(document: Errand, person_id: int, result: str, at: Instant) -> Queued:
    of = (document.id, person_id, document.kind, document.params, document.cause)
    return Queued(*of, digest_of(result), at)


async def following(read: Rows, person_id: int, order: int, at: Instant) -> Following:
    """`order`: the id of the errand that reads it anew, since units and nights may have come since."""
    waiting = await queued.of(read, person_id)
    if not waiting:
        return Following()
    first = waiting[0]
    errand = Errand(order, first.kind, {**first.params, AGAIN: "yes"}, first.cause, at)
    return Following((TurnCame(first.id), errand), errand)


def digest_of(result: str) -> str:
    """Of what was read: the same document has the same."""
    return blake2b(result.encode(), digest_size=8).hexdigest()
