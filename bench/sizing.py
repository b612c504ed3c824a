"""`python -m bench.sizing`: what docs/operations.md reckons with, measured: a campaign's messages and bytes, CPU time.

CPU is that of this process and, on PostgreSQL, of the server's; no clock on the wall, so that a busy machine tells the
same.
"""

import asyncio
import json
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from bench import ours
from bench.load import HEADS, START, WARDS, bodies
from bench.places import Places, places
from bot import log, sample
from bot.channels.channel import Outgoing
from bot.channels.telegram.sending import Access, Telegram
from bot.rehearse_cli import OwnRehearsal, Stepped, stage
from bot.rehearsed_people import People
from bot.settings import Settings
from storage.database import open_database
from storage.ids import Ids
from storage.records import Chat

UPDATES = 5_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """The sample's, played from its first night to its last."""

    heads: int
    people: int
    evenings: int
    heard: int
    said: int
    bytes: int
    seconds: float
    tables: Counter[str]


async def campaign(folder: Path) -> Campaign:
    file = folder / "rehearsal.db"
    given = {"web_listen": "127.0.0.1:0", "sample_url": f"sqlite:///{file}"}
    settings = Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]
    clock = Stepped(sample.begins(2, "08:00"))
    async with stage(settings, clock, sampled=True) as built:
        play = OwnRehearsal(built, clock, People(1), lambda _line: None)
        play.will_say(built.app.services.sample.lines if built.app.services.sample else ())
        begun = time.process_time()
        await play.play(sample.begins(-sample.days(), "12:00"))
        spent = time.process_time() - begun
    return _counted(file, play, spent)


def _counted(file: Path, play: OwnRehearsal, spent: float) -> Campaign:
    """Packed, as a nightly copy is: what was written and taken away again is not what a campaign holds."""
    with closing(sqlite3.connect(file, isolation_level=None)) as opened:
        opened.execute("VACUUM")
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = Counter({name: opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names})
        heads = opened.execute("SELECT count(DISTINCT person_id) FROM post WHERE role = 'leader'").fetchone()[0]
        evenings = opened.execute("SELECT count(*) FROM session WHERE kind = 'evening'").fetchone()[0]
    heard = play.traffic.heard.total()
    return Campaign(heads, rows["person"], evenings, heard, play.said.total(), file.stat().st_size, spent, rows)


async def updates(where: Places, folder: str) -> tuple[float, float, float]:
    """CPU ms of one update, from its bytes to the commit: alone, and in the batches of a storm; and the server's."""
    some = bodies(UPDATES, WARDS * HEADS)
    async with where.fresh() as url:
        database = await open_database(url)
        intake = ours.WatchedIntake(database, Ids(lambda: START), ours.Signals(), ours.ZONE)
        intake.watched = ours.Watched()
        alone = some[:500]
        begun = time.process_time()
        for body in alone:
            await intake.take([ours.decode(body.raw, body.heard)])
        one = (time.process_time() - begun) / len(alone)
        begun, served = time.process_time(), _server(folder)
        await ours.run(database, some[500:], Ids(lambda: START), ours.Watched())
        many = (time.process_time() - begun) / len(some[500:])
        server = (_server(folder) - served) / len(some[500:])
        await database.close()
    return one * 1_000, many * 1_000, server * 1_000


def _server(folder: str) -> float:
    """CPU seconds of the processes of PostgreSQL whose command names the folder, or whose parent's does."""
    if not folder:
        return 0.0
    stats: dict[int, tuple[int, float]] = {}
    roots: set[int] = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            named = folder in (place / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        stats[int(place.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / 100)
        roots |= {int(place.name)} if named else set()
    return sum(spent for pid, (parent, spent) in stats.items() if pid in roots or parent in roots)


class _Telegram(BaseHTTPRequestHandler):
    """Says that everything was said."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        chat = {"id": 1, "type": "private"}
        told = json.dumps({"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_given: object) -> None:
        pass


async def sends(times: int = 500) -> float:
    """CPU ms of this thread for one message to Telegram; the fake has a thread of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Telegram) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        telegram = Telegram(Access("1234567:" + "A" * 35, f"http://127.0.0.1:{server.server_address[1]}"))
        message = Outgoing(
            Chat(1, "telegram/1", "telegram"), "Em ghi <b>Cầu Đơ 1</b>: cài mới 42 · kích hoạt 40 · hộ vắng 6."
        )
        await telegram.send(message, START)
        begun = time.thread_time()
        for _ in range(times):
            await telegram.send(message, START)
        spent = time.thread_time() - begun
        await telegram.close()
        server.shutdown()
    return spent / times * 1_000


async def main() -> None:
    log.set_up("json")  # as a service writes it
    with tempfile.TemporaryDirectory(prefix="tungngo-sizing-") as folder:
        found = await campaign(Path(folder))
    print(f"one campaign of the sample: {found.heads} heads, {found.people} people, {found.evenings} evenings")
    print(
        f"  heard {found.heard}, said {found.said}; per evening {found.heard / found.evenings:.1f} and "
        f"{found.said / found.evenings:.1f}; database {found.bytes / 1e6:.2f} MB, "
        f"{found.bytes / found.heads / 1e3:.0f} kB a head, {found.bytes / found.people / 1e3:.0f} kB a person"
    )
    print(
        f"  CPU {found.seconds:.1f} s: {found.seconds / (found.heard + found.said) * 1e3:.1f} ms a message either way"
    )
    print("  rows:", ", ".join(f"{name} {many:,}" for name, many in found.tables.most_common(12)))
    for engine in ("sqlite", "postgresql"):
        async with places(engine) as where:
            one, many, server = await updates(where, "tungngo-bench-" if engine == "postgresql" else "")
        print(f"{engine}: CPU of an update {one:.2f} ms alone, {many:.2f} ms in batches, server {server:.2f} ms")
    print(f"a message to Telegram: CPU {await sends():.2f} ms")


if __name__ == "__main__":
    asyncio.run(main())
