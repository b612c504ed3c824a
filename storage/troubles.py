"""What whoever runs the machine has to see to, and the office has been told of."""

from dataclasses import dataclass
from enum import StrEnum

from storage import state
from storage.database import Rows, Transaction
from storage.instants import DAY, Instant
from storage.state import Name


class Trouble(StrEnum):
    DISK = "disk"  # little room is left; how many per cent
    COPY = "copy"  # the nightly copy could not be made
    TRIAL = "trial"  # the copy was tried and is of no use


@dataclass(frozen=True, slots=True)
class TroubleTold:
    trouble: Trouble
    about: str
    told: Instant


async def current(read: Rows) -> list[TroubleTold]:
    noted = await state.noted_of(read, Name.TROUBLE)
    return [TroubleTold(one, noted[one].value, noted[one].at) for one in Trouble if one in noted]


_AGAIN = "UPDATE state SET value = :value, at = :now WHERE name = :name AND at <= :since"


async def note(tx: Transaction, trouble: Trouble, about: str, now: Instant) -> bool:
    """Whether it is to be told: when it begins, and on each day that it lasts; by one process, whoever comes first."""
    if await state.note_once(tx, Name.TROUBLE, now, about, trouble):
        return True
    name = f"{Name.TROUBLE}/{trouble}"
    return bool(await tx.run(_AGAIN, name=name, value=about, now=now, since=now - DAY))


async def end(tx: Transaction, trouble: Trouble) -> None:
    await state.forget(tx, Name.TROUBLE, trouble)
