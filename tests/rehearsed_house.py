"""Run as a process: a ward's own house whose clock shows what BEGINS says, which the command line refuses.

SINCE: the machine's time at which it showed that, so that several have one clock. SKEW: by how many milliseconds this
machine's clock is wrong.
"""

import asyncio
import os
from datetime import datetime

from bot import app, log
from bot.chosen_settings import chosen_settings
from bot.clock import Clock, machine_time
from storage.instants import instant

if __name__ == "__main__":
    log.set_up("console")
    skew = int(os.environ.get("SKEW") or 0)
    since = int(os.environ.get("SINCE") or machine_time() + skew)
    begins = instant(datetime.fromisoformat(os.environ["BEGINS"]))
    clock = Clock(since, begins, own=True, machine=lambda: machine_time() + skew)
    asyncio.run(app.serve(chosen_settings(), clock))
