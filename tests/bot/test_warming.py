"""What the readers learn is learnt after the house has begun to listen, and holds nobody up."""

import asyncio
import subprocess
import sys
import time

from handlers import understanding
from handlers.wishes import recognise

COLD = """
import json
import bot.app, bot.cli
from bot.channels.web import decoding
from handlers.wishes import catalogue, recognise
decoding.decode(json.dumps({"key": "key-00001", "text": "chào em", "written": 1}).encode(), "web/x", 1)
assert recognise.weights.cache_info().currsize == 0, "learnt before anybody spoke"
assert catalogue.entries.cache_info().currsize == 0
"""


def test_starting_and_taking_in_an_update_learns_nothing():
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


async def test_learning_leaves_the_loop_free():
    """In a thread: the loop goes on in between, however long the learning takes on this machine."""
    recognise.weights.cache_clear()
    turns, began = 0, time.perf_counter()
    learning = asyncio.create_task(asyncio.to_thread(understanding.warm))
    while not learning.done():
        await asyncio.sleep(0.005)
        turns += 1

    assert recognise.weights.cache_info().currsize == 1
    assert turns > 5 or time.perf_counter() - began < 0.1
