"""R3: 72 days of plans that change, two planners, restarts and outages, on a clock of its own at full speed."""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from storage.database import open_database
from storage.migrate import migrate
from tests.schedules.campaign_at_large import Large
from tests.trials.figures import Figures, at_most, none_of


@dataclass(frozen=True)
class Size:
    days: int
    schedules: int
    restarts: int


SHORT, LONG = Size(2, 20, 20), Size(72, 500, 500)


async def run(size: Size, seed: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="tungngo-days-") as folder:
        database = await open_database(f"sqlite:///{Path(folder)}/t.db")
        try:
            await migrate(database)
            large = await Large.made(database, size.days, size.schedules, seed)
            began = time.process_time()
            await large.run(size.restarts)
            took = time.process_time() - began
            wrong = await large.wrong()
        finally:
            await database.close()
    kinds = Counter(one.partition(":")[0] for one in wrong)
    done = (
        f"{size.days} days, {len(large.sessions)} evenings, 2 planners, {large.restarts} restarts after 1 min to 36 h, "
        f"{large.done['changed']} changes of the plan, {large.channel.sends} messages"
    )
    return Figures(
        "R3",
        "the calendar through outages",
        done,
        (
            none_of("sent twice", kinds["twice"]),
            none_of(
                "occurrences without their row, or with one too many",
                kinds["missing"] + kinds["extra"] + kinds["not told"],
            ),
            none_of("sent too late instead of skipped or merged", kinds["too late"]),
            none_of("anything else", [one for one in wrong if one.partition(":")[0] not in _NAMED]),
            at_most("CPU", 60, took, " s"),
        ),
    )


_NAMED = {"twice", "missing", "extra", "not told", "too late"}
