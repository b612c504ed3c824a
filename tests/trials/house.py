"""Run as a process: the program as it is, and what a trial does to it from within, as TRIAL says.

Nothing of this is known to the program: its clock, database and lines are taken hold of before it begins.
"""

import asyncio
import json
import os
import threading
from pathlib import Path
from typing import Any

from bot import app, log
from bot.chosen_settings import chosen_settings
from handlers.counts import report
from handlers.intents.reports import Report
from handlers.outcome import Outcome, Request
from handlers.routing import ROUTES
from storage.database import Rows
from storage.lookup import Campaigner
from tests.trials import faulty_disk, hands
from tests.trials.steps import Steps


def takes_its_time(seconds: float) -> None:
    """Who counts is answered so much later: there is more to be killed in the middle of."""

    async def slow_report(intent: Report, request: Request, who: Campaigner, read: Rows) -> Outcome:
        await asyncio.sleep(seconds)
        return await report.report(intent, request, who, read)

    ROUTES[Report].handler = slow_report


def ends_with(trial: int) -> None:
    """A trial that was broken off leaves nothing behind."""

    def watch() -> None:
        while Path(f"/proc/{trial}").exists():
            threading.Event().wait(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def troubled(told: dict[str, Any]) -> None:
    ends_with(told["trial"])
    hands.wear(Path(told["clock"]), steady=told.get("steady", False))
    if told.get("slowly"):
        takes_its_time(told["slowly"])
    if told.get("disk"):
        faulty_disk.stand_between(Path(told["disk"]))
    if told.get("steps"):
        Steps(Path(told["steps"]), told.get("crash", ""), told.get("nth", 0)).watch()


async def main() -> None:
    log.set_up("console")
    await app.serve(chosen_settings())


if __name__ == "__main__":
    troubled(json.loads(os.environ["TRIAL"]))
    asyncio.run(main())
