"""`python -m bench.wishes FILE`: what a ward answers to each line, alone in a fresh evening, and how wishes are read.

A line is `key|words` or `key|wish|words`; the keys are those of tests/ward.py (hoi leads tonight, tam is a deputy, dung
and cuong have a shift, son is the captain, lan the clerk, chu an observer). A labelled line is counted: served, offered
in one tap, kept, or other; `--quiet` prints only what was not served.
"""

import argparse
import asyncio
import copy
import shutil
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.intake import Intake
from bot.signals import Signals
from handlers import understanding
from handlers.intents.answers import ShowStatus
from handlers.intents.nights import AskNight
from handlers.intents.posts import HandOver
from handlers.intents.wishes import Converse, PassOn, Wonder
from handlers.wishes import catalogue, deciding, recognise
from storage import lookup
from storage.campaigns import Campaigns
from storage.database import open_database
from tests.schema import migrate_at
from tests.ward import YOUTH, ZONE, Ward, monday_evening, plain, what_stands

# What other readers than that of wishes make of words, and which wishes that serves.
TOO = {
    HandOver: ("hand_over",),
    AskNight: ("my_next_session", "cancel_night", "reinstate_night"),
    ShowStatus: ("ward_figures", "own_figures", "unit_figures"),
}


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    wish: str
    words: str


@dataclass(frozen=True, slots=True)
class Played:
    line: Line
    said: tuple[str, ...]
    outcome: str  # of a labelled line
    changed: bool
    intent: str


def read_lines(text: str) -> list[Line]:
    lines = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        key, _, rest = line.partition("|")
        wish, _, words = rest.partition("|")
        labelled = words and all(one in catalogue.entries() or one == "none" for one in wish.split("+"))
        lines.append(Line(key, wish, words) if labelled else Line(key, "", rest))
    return lines


@asynccontextmanager
async def again(ward: Ward, template: Path) -> AsyncIterator[Ward]:
    """The same evening, in a copy of its file."""
    path = template.with_name("run.db")
    for old in template.parent.glob("run.db*"):
        old.unlink()
    shutil.copyfile(template, path)
    database, signals, ids = await open_database(f"sqlite:///{path}"), Signals(), copy.deepcopy(ward.ids)
    try:
        intake = Intake(database, ids, signals, ZONE)
        deliveries = [Delivery(database, PAGES, ward.clock, ids, signals)]
        yield replace(ward, database=database, ids=ids, intake=intake, deliveries=deliveries)
    finally:
        await database.close()


async def play(lines: list[Line], folder: Path) -> list[Played]:
    template = folder / "evening.db"
    await migrate_at(f"sqlite:///{template}")
    database = await open_database(f"sqlite:///{template}")
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    await monday_evening(ward)
    await database.close()
    played = []
    for line in lines:
        async with again(ward, template) as fresh:
            played.append(await _one(fresh, line))
    return played


async def _one(ward: Ward, line: Line) -> Played:
    chat = ward.chat(line.key)
    await chat.reads()
    before = await what_stands(ward)
    inbound = ward.update(line.key, text=line.words)
    async with ward.database.write() as tx:
        sender = ward.intake._sender(inbound)  # noqa: SLF001
        who = (await lookup.look_up(tx, [sender], Campaigns()))[0]
    understood = understanding.understand(inbound, who)
    await chat.says(line.words)
    said = tuple(
        plain(one.words or "") + "".join(f"\n      [{c.label}]" for c in one.choices if c.label) for one in chat.new
    )
    ended = "" if not line.wish else outcome(line, understood, who, inbound.written)
    return Played(line, said, ended, await what_stands(ward) != before, type(understood.intent).__name__)


def outcome(line: Line, understood: understanding.Understood, who: lookup.Who, written: int) -> str:
    """`served`: what its wish means; `one tap`: it is among the choices; `kept`: for the office, and said so."""
    intent, wishes = understood.intent, line.wish.split("+")
    asked = understood.otherwise if isinstance(understood.otherwise, Wonder) else intent
    offered = asked.wishes if isinstance(asked, Wonder) else [one.wish for one in understood.beneath + understood.apart]
    if understood.otherwise in {deciding.meant(wish, line.words, who, written) for wish in wishes}:
        return "served"
    if any(intent == deciding.meant(wish, line.words, who, written) for wish in wishes):
        return "served"
    if isinstance(intent, PassOn | Converse) and intent.wish in wishes:
        return "served"
    if set(TOO.get(type(intent), ())) & set(wishes):
        return "served"
    if set(offered) & set(wishes):
        return "one tap"
    if isinstance(intent, Wonder):
        return "choices without it" if intent.wishes else "kept"
    return "other"


def show(played: list[Played], *, quiet: bool) -> None:
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for one in played:
        ends[one.line.key][one.outcome] += 1
        if quiet and one.outcome == "served" and not one.changed:
            continue
        print(f"{one.line.key}|{one.line.wish}| {one.line.words}   <{one.intent}> {one.outcome}", end="")
        print("  ** CHANGED **" if one.changed else "")
        for said in one.said or ("(nothing)",):
            print("    " + said.replace("\n", "\n    "))
    for key, some in ends.items():
        print(f"{key:6} {dict(some)}")
    whole = sum(ends.values(), Counter[str]())
    print("all   ", {end: f"{n} = {n / whole.total():.0%}" for end, n in whole.most_common()})
    print("changed something:", sum(one.changed for one in played))


def cost(lines: list[Line]) -> None:
    begun = time.perf_counter()
    recognise.weights(), recognise.ideas()
    learnt = time.perf_counter() - begun
    begun = time.perf_counter()
    for line in lines:
        recognise.read(line.words)
    each = (time.perf_counter() - begun) / (len(lines) or 1)
    tracemalloc.start()
    recognise.weights.cache_clear(), recognise.ideas.cache_clear()
    held_by = recognise.weights(), recognise.ideas()
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{len(held_by[0].rows)} features read in {learnt:.2f} s, at most {held / 1e6:.0f} MB")
    print(f"{each * 1000:.2f} ms a message")


def main() -> None:
    parser = argparse.ArgumentParser("python -m bench.wishes", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--quiet", action="store_true", help="only what was not served")
    chosen = parser.parse_args()
    lines = read_lines(chosen.file.read_text("utf-8"))
    cost(lines)
    with tempfile.TemporaryDirectory() as folder:
        show(asyncio.run(play(lines, Path(folder))), quiet=chosen.quiet)


if __name__ == "__main__":
    main()
