"""Run as a process: a ward's own house whose clock shows what BEGINS says, which the command line refuses."""

import asyncio
import os
from datetime import datetime

from bot import app, log
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from storage.instants import instant

if __name__ == "__main__":
    log.set_up("console")
    clock = Clock.starting_at(instant(datetime.fromisoformat(os.environ["BEGINS"])))
    asyncio.run(app.serve(chosen_settings(), clock))
