"""What a channel, a page or a loop needs of the house: given once, by bot/app.py."""

import asyncio
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.intake import Intake
from bot.leases import Leases
from bot.links import Links
from bot.loops import Loops
from bot.sample import Sample
from bot.settings import Settings
from bot.signals import Signals
from storage.database import Database
from storage.ids import Ids


@dataclass(frozen=True, slots=True)
class Services:
    """`sample`: this is the sample ward, whose people anybody at this machine may be."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    signals: Signals
    intake: Intake
    leases: Leases
    links: Links
    loops: Loops
    sample: Sample | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def zone(self) -> str:
        return self.settings.timezone
