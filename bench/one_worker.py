"""Run as a process: one worker of the city, on the evening that the load is about."""

import asyncio

from bench.load import START
from bot import app, log
from bot.chosen_settings import chosen_settings
from bot.clock import Clock

if __name__ == "__main__":
    log.set_up("console")
    asyncio.run(app.serve(chosen_settings(), Clock.starting_at(START)))
