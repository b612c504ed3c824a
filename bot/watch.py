"""What only who runs the machine can mend: looked at each minute; the clerks are told, who know whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot import room
from bot.clock import machine_time
from bot.services import Services
from bot.settings import Settings
from handlers.outcome import Request, tell
from handlers.texts import pronouns
from handlers.ward_office import texts
from storage import campaigns, outbox, people, state, troubles
from storage.database import Rows, Transaction
from storage.instants import HOUR, Instant
from storage.state import Name
from storage.troubles import Trouble

COPIED = 36 * HOUR  # there is one copy a day

log = structlog.get_logger()


@dataclass
class Watch:
    services: Services

    async def step(self) -> int:
        now = machine_time()
        async with self.services.database.read() as read:
            found = await standing(read, self.services.settings, now)
            known = {one.trouble for one in await troubles.current(read)}
        if not (found or known):
            return 0
        async with self.services.database.write() as tx:
            begun = [trouble for trouble, about in found.items() if await troubles.note(tx, trouble, about, now)]
            for trouble in begun:
                await self._tell(tx, trouble, found[trouble])
            for trouble in known - found.keys():
                await troubles.end(tx, trouble)
                log.info("over", trouble=trouble.value)
        return 0

    async def _tell(self, tx: Transaction, trouble: Trouble, about: str) -> None:
        settings, now = self.services.settings, self.services.clock.now()
        free = room.to_free(settings) if trouble is Trouble.DISK else ""
        log.error("somebody has to see to it", trouble=trouble.value, about=about, free=free, see="tungngo doctor")
        wards = {campaign.unit.id for campaign in await campaigns.alive(tx, now)}
        request = Request(f"trouble/{trouble}/{now}", now, now, self.services.ids)
        clerks = await people.clerks_above(tx, wards, now)
        await outbox.write(
            tx, [tell(request, clerk, texts.trouble(pronouns(clerk), trouble, about)) for clerk in clerks]
        )
        self.services.signals.notify("outbox")


async def standing(read: Rows, settings: Settings, now: Instant) -> Mapping[Trouble, str]:
    """Each with what is to be known of it."""
    found: dict[Trouble, str] = {}
    places = [place for place in (settings.database_file, settings.backup_folder) if place]
    least = min((room.left(place / "x" if place.is_dir() else place).least for place in places), default=1.0)
    if least < room.LEAST:
        found[Trouble.DISK] = f"{least:.0%}".removesuffix("%")
    if settings.backup_folder is None:
        return found
    tried, made = await state.noted(read, Name.BACKUP_TRIED), await state.noted(read, Name.BACKUP_MADE)
    tested = await state.noted(read, Name.BACKUP_TESTED)
    if tried and (tried.value or made is None or now - made.at > COPIED):
        found[Trouble.COPY] = tried.value
    if tested and tested.value:
        found[Trouble.TRIAL] = tested.value
    return found
