"""The only place where objects meet: what there is, who is given what, which loops run."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from socket import socket
from types import FrameType
from urllib.parse import urlsplit

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette

from bot import VERSION, addressing, connections, pressure, sample, server, worker_pool
from bot.backups import Nightly
from bot.channels.channel import Channel, ChannelKind, Stalled, Step
from bot.channels.telegram.channel import TELEGRAM
from bot.channels.web.channel import WEB
from bot.channels.zalo.channel import ZALO
from bot.clock import Clock
from bot.delivery import Delivery
from bot.intake import Intake
from bot.jobs import Busy, Jobs
from bot.leases import CannotRun, Lease, Leases
from bot.links import links
from bot.log import worth_a_line
from bot.sample import Sample
from bot.services import Services
from bot.settings import Settings
from bot.signals import Signals
from bot.speech import speech
from bot.worker_pool import WorkerPool
from handlers import understanding
from schedules import due
from storage import (
    budgets,
    campaigns,
    chosen,
    difficulties,
    downtime,
    files,
    migrate,
    notes,
    received,
    sayings,
    state,
    ways,
)
from storage.database import Database, Stale, Unreachable, open_database
from storage.ids import Ids
from storage.instants import SECOND
from storage.records import Chat
from storage.state import Name

CHANNELS = (WEB, ZALO, TELEGRAM)
LOOKS = 5  # seconds between two looks at what is due
WAITS = {"outbox": 0.25, "leases": 5.0, "backup": 60.0}  # seconds until a loop looks again without a signal …
OFTEN = 0.02  # … and at least these, however fast a clock of our own runs
RESTS = 2.0  # seconds a loop rests after an error
ADDRESSES = "address"  # the lease of choosing chats for what we start ourselves

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    services: Services
    channels: tuple[Channel, ...]
    deliveries: tuple[Delivery, ...]
    jobs: Jobs
    workers: WorkerPool
    pages: Starlette
    nightly: Nightly | None = None
    given_up: list[Stalled] = field(default_factory=list)  # why it ends by itself


@asynccontextmanager
async def opened(
    settings: Settings, clock: Clock | None = None, kinds: Sequence[ChannelKind] = CHANNELS, *, sampled: bool = False
) -> AsyncIterator[App]:
    """Everything wired, nothing running yet. `sampled`: the sample ward in its own database, else the ward's own."""
    if clock is not None and settings.foreign:
        raise CannotRun(f"--clock: refused while {settings.foreign} leads to real people")
    async with AsyncExitStack() as open_:
        database = await open_database(settings.sample_url if sampled else settings.database_url)
        open_.push_async_callback(database.close)
        await migrate.migrate(database)
        app = await _wire(settings, database, clock, kinds, sampled=sampled)
        for close in (app.workers.close, *(channel.close for channel in app.channels if channel.close)):
            open_.push_async_callback(close)
        yield app


async def _wire(
    settings: Settings, database: Database, given: Clock | None, kinds: Sequence[ChannelKind], *, sampled: bool
) -> App:
    rehearsed = await _sample(settings, database) if sampled else None
    clock = given or (await _sample_clock(database, rehearsed) if rehearsed else Clock())
    if rehearsed is None:
        async with database.read() as read:
            await sample.keep_out(read)
    ids, signals, leases = Ids(clock.now), Signals(), Leases(database)
    intake, signed = Intake(database, ids, signals, settings.timezone), await links(settings, database)
    services = Services(settings, database, clock, ids, signals, intake, leases, signed, rehearsed)
    channels = tuple(channel for kind in kinds for channel in kind.opens(services))
    intake.counted = frozenset(channel.name for channel in channels if channel.budget and channel.budget.heard_counts)
    leases.lease(ADDRESSES)
    deliveries = tuple(
        Delivery(database, one, clock, ids, signals, leases.lease(f"deliver/{one.name}"), signed, settings.timezone)
        for one in channels
    )
    workers, fetch = WorkerPool(), {channel.name: channel.fetch for channel in channels if channel.fetch}
    return App(
        services=services,
        channels=channels,
        deliveries=deliveries,
        jobs=Jobs(database, intake, clock, workers, fetch, _shows_work(deliveries), speech(settings)),
        workers=workers,
        pages=server.build(services, [route for channel in channels for route in channel.routes], _hosts(settings)),
        nightly=_nightly(settings, database) if not clock.own else None,
    )


async def _sample(settings: Settings, database: Database) -> Sample:
    """Made where nothing is yet. Whether there are personas is never for a request to decide."""
    if settings.reachable:
        raise CannotRun(f"the sample is for who sits at this machine alone: not with {', '.join(settings.reachable)}")
    async with database.read() as read:
        found, empty = await sample.find(read), await sample.is_empty(read)
        if not empty and (found is None or await sample.is_mixed(read)):
            raise CannotRun(f"{settings.sample_url} holds a ward of yours: the sample needs a database of its own")
    return found or await sample.make(database)


async def _sample_clock(database: Database, made: Sample) -> Clock:
    """It may stop at any moment between two looks; beginning one look later it never steps back."""
    async with database.read() as read:
        shown = await state.noted(read, Name.CLOCK)
    return Clock.starting_at(shown.at + LOOKS * SECOND if shown else made.tonight)


def _nightly(settings: Settings, database: Database) -> Nightly | None:
    """Not of a rehearsal, whose time is not ours; and PostgreSQL has tools of its own."""
    file, folder = settings.database_file, settings.backup_folder
    return Nightly(database, file, folder, settings.timezone) if file and folder else None


def _shows_work(deliveries: Sequence[Delivery]) -> Busy:
    async def show(chat: Chat) -> None:
        for delivery in deliveries:
            if delivery.channel == chat.channel:
                await delivery.show_work(chat)

    return show


def _hosts(settings: Settings) -> list[str]:
    """On loopback only its own names, so that no page elsewhere can reach the sample through the browser."""
    public = urlsplit(settings.public_url).hostname
    known = ["127.0.0.1", "localhost", "[::1]", settings.host, *([public] if public else [])]
    return known if settings.loopback else ["*"]


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """The loops, until the block is left; an unclean stop is known at the next start."""
    services = app.services
    await services.leases.enter()
    await asyncio.to_thread(worker_pool.clear_left)
    loops = [
        asyncio.create_task(_forever(app, "leases", services.leases.stay), name="leases"),
        asyncio.create_task(services.intake.run(singly=await _begin(app)), name="intake"),
    ]
    clock = AsyncIOScheduler()
    clock.add_job(services.signals.notify, "interval", ["due"], seconds=LOOKS, misfire_grace_time=None)
    clock.start()
    try:
        if services.sample:
            await app.jobs.run_errands()  # a newcomer's first word finds the plan read
        steps: dict[str, Step] = {
            "errands": app.jobs.run_errands,
            "due": partial(look, app),
            **({"backup": app.nightly.step} if app.nightly else {}),
            **{name: step for channel in app.channels for name, step in channel.steps.items()},
        }
        loops += [
            asyncio.create_task(
                _forever(app, "outbox", partial(_address, services, services.leases.lease(ADDRESSES))), name="address"
            ),
            *(asyncio.create_task(_forever(app, "outbox", one.deliver), name="delivery") for one in app.deliveries),
            *(asyncio.create_task(_forever(app, name, step), name=name) for name, step in steps.items()),
            *(asyncio.create_task(_listen(app, channel), name=channel.name) for channel in app.channels),
            asyncio.create_task(asyncio.to_thread(understanding.warm), name="warming"),
        ]
        yield
    finally:
        clock.shutdown(wait=False)
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await asyncio.gather(*(delivery.finish() for delivery in app.deliveries), return_exceptions=True)
        await _end(app)
        await services.leases.leave()


async def _address(services: Services, lease: Lease) -> int:
    """What we start ourselves gets its chat from one process, once for all channels."""
    if not lease.held:
        return 0
    found = await addressing.route(services.database, services.clock.now())
    if found:
        services.signals.notify("outbox")
    return found


async def _listen(app: App, channel: Channel) -> None:
    """A channel that cannot get through ends the process: its supervisor starts it anew."""
    try:
        if channel.listen:
            await channel.listen()
    except Stalled as error:
        app.given_up.append(error)
        app.services.leases.lost.set()


async def look(app: App) -> int:
    """What has come due goes into the outbox; a clock of our own is remembered."""
    services = app.services
    now = services.clock.now()
    async with services.database.write() as tx:
        found = await due.look(tx, now, services.ids)
        await files.forget(tx, now)
        await received.forget(tx, now)
        await chosen.forget(tx, now)
        await notes.forget(tx, now)
        await sayings.forget(tx, now)
        await difficulties.forget(tx, now)
        if any(channel.budget for channel in app.channels):
            await pressure.weigh(tx, services.ids, now, services.zone)
        if services.clock.own:
            await state.note(tx, Name.CLOCK, now)
    if any(found.values()):
        services.signals.notify("outbox")
    return 0


async def _forever(app: App, name: str, step: Step) -> None:
    """Again at once while there is work, else at the signal of this name or after a while. It outlives every error."""
    signals = app.services.signals
    wait, failed = looks_again(name, app.services.clock.speed), 0
    while True:
        seen = signals.count(name)
        try:
            busy = await step()
        except (Unreachable, Stale) as error:
            failed += 1
            if worth_a_line(failed):
                log.warning("loop waits", loop=name, why=str(error), store=type(error).__name__, times=failed)
            await signals.wait(name, seen, RESTS)
        except Exception:
            log.exception("loop goes on after an error", loop=name)
            await asyncio.sleep(RESTS)
        else:
            failed = 0
            if not busy:
                await signals.wait(name, seen, wait)


def looks_again(name: str, speed: float) -> float:
    """In seconds. What may go, and when, follows the app's own clock; leases run on machine time."""
    wait = WAITS.get(name, 1.0)
    return wait if name in {"leases", "backup"} else max(OFTEN, wait / max(speed, 1.0))


async def _begin(app: App) -> bool:
    """Return whether the last stop was unclean."""
    database, now = app.services.database, app.services.clock.now()
    async with database.write() as tx:
        before = await state.noted(tx, Name.RUN)
        await state.note(tx, Name.RUN, now, state.RUNNING)
        await ways.open_page(tx, app.services.settings.page_url, now)
        on = " ".join(channel.name for channel in app.channels)
        await state.note(tx, Name.CHANNELS, now, on)
        await downtime.keep(tx, [channel.name for channel in app.channels])
        await budgets.declare(tx, {channel.name: channel.budget for channel in app.channels if channel.budget})
    return before is not None and before.value == state.RUNNING


async def _end(app: App) -> None:
    now = app.services.clock.now()
    with contextlib.suppress(Unreachable):
        async with app.services.database.write() as tx:
            await state.note(tx, Name.RUN, now, state.STOPPED)


async def serve(settings: Settings, clock: Clock | None = None, *, sampled: bool = False) -> None:
    """Run until the process is told to stop."""
    async with opened(settings, clock, sampled=sampled) as app, running(app):
        await _introduce(app, settings)
        config = connections.config(app.pages, settings.host, settings.port)
        server = _Server(config, app, await _about(settings, app))
        watch = asyncio.create_task(server.stop_when_lost())
        await server.serve()
        watch.cancel()
        if app.given_up:
            raise CannotRun(str(app.given_up[0]))
        if app.services.leases.lost.is_set():
            raise CannotRun("another process has taken over this database while this one was held up")


async def _about(settings: Settings, app: App) -> Sequence[str]:
    """Which of the two wards this is, and how to come to the other."""
    if app.services.sample:
        return (
            f"This is the sample ward, kept apart in {settings.sample_url}: try whatever you like.",
            "A ward of your own begins with: tungngo campaign template --out campaign.toml",
        )
    async with app.services.database.read() as read:
        if await sample.is_empty(read):
            return ("There is no ward here yet: tungngo campaign load FILE makes it; tungngo run --sample shows one.",)
    return ()


async def _introduce(app: App, settings: Settings) -> None:
    """The first line of a log: what runs here, on what, for whom, and how people reach it."""
    async with app.services.database.read() as read:
        running_ = [campaign.code for campaign in await campaigns.everything(read)]
    url = settings.sample_url if app.services.sample else settings.database_url
    file, address = url.removeprefix("sqlite:///"), urlsplit(url)  # never with the password
    log.info(
        "started",
        version=VERSION,
        database=file if file != url else f"postgresql://{address.hostname or ''}{address.path}",
        schema=await migrate.version(app.services.database),
        campaigns=running_,
        channels=[channel.name for channel in app.channels],
        listens=settings.web_listen,
        public=settings.public_url,
        backups=str(app.nightly.folder) if app.nightly else "off",
        sample=app.services.sample is not None,
    )
    if not settings.ways_in and app.services.sample is None:
        log.warning(settings.no_way_in)


class _Server(uvicorn.Server):
    """Says where it listens, and lets the open pages go when it stops."""

    def __init__(self, config: uvicorn.Config, app: App, about: Sequence[str]) -> None:
        super().__init__(config)
        self._app = app
        self._about = about

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            print(f"http://{self.config.host}:{port}/", flush=True)  # noqa: T201  the one address a newcomer needs
            for line in self._about:
                print(line, flush=True)  # noqa: T201

    async def stop_when_lost(self) -> None:
        await self._app.services.leases.lost.wait()
        self._app.services.stopping.set()
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal that was heard is not raised again: SIGTERM would end us before the leases are given back."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.services.stopping.set()
        self._app.services.signals.wake_all()
        super().handle_exit(sig, frame)
