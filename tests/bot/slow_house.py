"""Run as a process, to be killed: the house over a Bot API, with a handler that takes its time."""

import asyncio
import os

from bot import app, log
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from handlers.counts import report
from handlers.intents.reports import Report
from handlers.outcome import Outcome, Request
from handlers.routing import ROUTES
from storage.database import Rows
from storage.lookup import Campaigner
from tests.ward import clock_time

SLOWLY = float(os.environ["SLOWLY"])  # seconds


async def slow_report(intent: Report, request: Request, who: Campaigner, read: Rows) -> Outcome:
    await asyncio.sleep(SLOWLY)
    return await report.report(intent, request, who, read)


async def main() -> None:
    log.set_up("console")
    ROUTES[Report].handler = slow_report
    clock = Clock(int(os.environ["SINCE"]), clock_time("21:20"), own=True)
    await app.serve(chosen_settings(), clock)


if __name__ == "__main__":
    asyncio.run(main())
