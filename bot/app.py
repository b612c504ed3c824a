"""The only place where objects meet: what there is, who is given what, which loops run."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from socket import socket
from threading import Thread
from urllib.parse import urlsplit

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette

from bot import VERSION, addressing, connections, pressure, sample, server, worker_pool
from bot.backups import Nightly
from bot.channels.channel import Channel, ChannelKind
from bot.channels.telegram.channel import TELEGRAM
from bot.channels.web.channel import WEB
from bot.channels.zalo.channel import ZALO
from bot.clock import STEP, Clock
from bot.delivery import Delivery
from bot.intake import Intake
from bot.jobs import Busy, Jobs
from bot.leases import CannotRun, Lease, Leases
from bot.links import links
from bot.loops import Loop, Loops, Step
from bot.sample import Sample
from bot.services import Services
from bot.settings import Settings, without_password
from bot.signals import Signals
from bot.speech import speech
from bot.watch import Watch
from bot.worker_pool import WorkerPool
from handlers import understanding
from schedules import due
from storage import (
    budgets,
    campaigns,
    downtime,
    migrate,
    retention,
    state,
    ways,
)
from storage.database import Database, Unreachable, open_database
from storage.ids import Ids
from storage.instants import SECOND
from storage.records import Chat
from storage.state import Name

CHANNELS = (WEB, ZALO, TELEGRAM)
LOOKS = 5  # seconds between two looks at what is due
WAITS = {
    "outbox": 0.25,
    "pages": 0.25,
    "leases": 1.0,
    "backup": 60.0,
    "watch": 60.0,
}  # seconds until a loop looks again without a signal …
CHANNEL_TURNS = 1_800.0  # seconds: whether a platform still knows us is asked every ten minutes
FAREWELL = 2.0  # seconds for the store to take our leave
OFTEN = 0.02  # … and at least these, however fast a clock of our own runs
ADDRESSES = "address"  # the lease of choosing chats for what we start ourselves

Begins = Callable[[], Awaitable[None]]

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
    ids, signals = Ids(clock.now), Signals()
    leases = Leases(database, clock=clock, ids=ids)
    await leases.agree()
    intake, signed = Intake(database, ids, signals, settings.timezone), await links(settings, database)
    services = Services(settings, database, clock, ids, signals, intake, leases, signed, Loops(signals), rehearsed)
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
        jobs=Jobs(database, intake, clock, workers, fetch, _shows_work(deliveries), speech(settings), leases),
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
async def running(app: App, warmed: Callable[[], object] = lambda: None) -> AsyncIterator[None]:
    """The loops, until the block is left; an unclean stop is known at the next start.

    `warmed`: what is to be done, in a thread, once all that is learnt has been.
    """
    services = app.services
    try:
        await services.leases.enter()
    except BaseException:
        await services.leases.leave()  # of some it may have been ours already
        raise
    await asyncio.to_thread(worker_pool.clear_left)
    loops, speed = services.loops, services.clock.speed
    clock = AsyncIOScheduler()
    clock.add_job(services.signals.notify, "interval", ["due"], seconds=LOOKS, misfire_grace_time=None)
    try:
        singly = await _begin(app)
        loops.step("leases", services.leases.stay, looks_again("leases", speed))
        loops.keep("intake", lambda loop: services.intake.run(singly=singly, turned=loop.turned))
        clock.start()
        if services.sample:
            await app.jobs.run_errands()  # a newcomer's first word finds the plan read
        steps: dict[str, Step] = {
            "errands": app.jobs.run_errands,
            "due": partial(look, app),
            "file": partial(_mind_the_file, app),
            **({"backup": app.nightly.step} if app.nightly else {}),
            **({} if services.clock.own else {"watch": Watch(services).step}),
        }
        for name, step in steps.items():
            loops.step(name, step, looks_again(name, speed))
        out = looks_again("outbox", speed)
        loops.step("address", partial(_address, services, services.leases.lease(ADDRESSES)), out, "outbox")
        for delivery in app.deliveries:
            loops.step(f"deliver/{delivery.channel}", delivery.deliver, out, "outbox")
        for channel in app.channels:
            _listens(loops, channel, speed)
        loops.keep("warming", partial(_warms, warmed))
        yield
    finally:
        if clock.running:
            clock.shutdown(wait=False)
        await loops.stop()
        await asyncio.gather(*(delivery.finish() for delivery in app.deliveries), return_exceptions=True)
        await _end(app)


def _listens(loops: Loops, channel: Channel, speed: float) -> None:
    for name, step in channel.steps.items():
        loops.step(name, step, looks_again(name, speed), within=CHANNEL_TURNS)
    if channel.listen:
        listen = channel.listen
        loops.keep(f"listen/{channel.name}", lambda loop: listen(loop.turned))


async def _mind_the_file(app: App) -> int:
    """Where a new start finds everything again the supervisor makes one; else somebody has to see to it first."""
    database = app.services.database
    if why := database.misplaced():
        with contextlib.suppress(Unreachable):
            async with database.write():
                pass  # to write is to save what can be saved
        if database.is_rescued():
            app.services.loops.give_up(f"{why}: all of it is in the database again; start anew")
        else:
            raise Unreachable(why)
    return 0


async def _warms(warmed: Callable[[], object], _loop: Loop) -> None:
    """In a thread for which no stop waits."""
    here, done = asyncio.get_running_loop(), asyncio.Event()

    def warm() -> None:
        understanding.warm()
        warmed()
        with contextlib.suppress(RuntimeError):  # the loop has ended before us
            here.call_soon_threadsafe(done.set)

    Thread(target=warm, name="warming", daemon=True).start()
    await done.wait()


async def _address(services: Services, lease: Lease) -> int:
    """What we start ourselves gets its chat from one process, once for all channels."""
    if not lease.held:
        return 0
    found = await addressing.route(services.database, services.clock.now())
    if found:
        services.signals.notify("outbox")
    return found


async def look(app: App) -> int:
    """What has come due goes into the outbox; a clock of our own is remembered."""
    services = app.services
    now = services.clock.now()
    if services.clock.doubted:
        return 0
    async with services.database.write() as tx:
        found = await due.look(tx, now, services.ids)
        if any(channel.budget for channel in app.channels):
            await pressure.weigh(tx, services.ids, now, services.zone)
        if services.clock.own:
            await state.note(tx, Name.CLOCK, now)
        if jumped := services.clock.jumped // SECOND:
            await state.note(tx, Name.JUMPED, now, str(jumped))
    if any(found.values()):
        services.signals.notify("outbox")
    async with services.database.write() as tx:
        await retention.look(tx, now, services.zone)
    return 0


def looks_again(name: str, speed: float) -> float:
    """In seconds. What may go, and when, follows the app's own clock; leases run on machine time."""
    wait = WAITS.get(name, 1.0)
    return wait if name in {"leases", "backup", "watch"} else max(OFTEN, wait / max(speed, 1.0))


async def _begin(app: App) -> bool:
    """Return whether the last stop was unclean; where others run, that they do is no sign of it."""
    database, now = app.services.database, app.services.clock.now()
    async with database.write() as tx:
        before, looked = await state.noted(tx, Name.RUN), await state.noted(tx, Name.LOOKED)
        alone = not await app.services.leases.others(tx)
        if looked:
            app.services.clock.began_after(looked.at)
        if looked and looked.at - now > STEP:
            log.error("this machine's clock is behind what the database has seen", by_s=(looked.at - now) // SECOND)
        await state.note(tx, Name.RUN, now, state.RUNNING)
        await ways.open_page(tx, app.services.settings.page_url, now)
        on = " ".join(channel.name for channel in app.channels)
        await state.note(tx, Name.CHANNELS, now, on)
        await downtime.keep(tx, [channel.name for channel in app.channels])
        await budgets.declare(tx, {channel.name: channel.budget for channel in app.channels if channel.budget})
    return alone and before is not None and before.value == state.RUNNING


async def _end(app: App) -> None:
    """A store that does not answer holds no stop up."""
    services, now = app.services, app.services.clock.now()
    with contextlib.suppress(Unreachable, TimeoutError):
        async with asyncio.timeout(FAREWELL), services.database.write() as tx:
            if not await services.leases.others(tx):
                await state.note(tx, Name.RUN, now, state.STOPPED)
            await services.leases.give_back(tx)


class _Stop:
    """Somebody has told us to. While we begin, what has been begun is left; later, what is under way is ended."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self._beginning: asyncio.Task[None] | None = asyncio.current_task()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError, RuntimeError):  # a thread of somebody's hears none
                asyncio.get_running_loop().add_signal_handler(number, self._tell)

    def _tell(self) -> None:
        if self._beginning is not None and not self.told.is_set():
            self._beginning.cancel()
        self.told.set()

    def has_begun(self) -> None:
        self._beginning = None


async def serve(
    settings: Settings, clock: Clock | None = None, *, sampled: bool = False, first: Begins | None = None
) -> None:
    """Run until the process is told to stop: from the first moment on a clean end, however often it is told.

    `first`: what has to be done before.
    """
    stop = _Stop()
    try:
        if first:
            await first()
        async with opened(settings, clock, sampled=sampled) as app, running(app, warmed=_settle):
            await _introduce(app, settings)
            config = connections.config(app.pages, settings.host, settings.port)
            server = _Server(config, await _about(settings, app))
            stop.has_begun()
            watch = asyncio.create_task(_until_the_end(app, stop, server))
            await server.serve()
            watch.cancel()
            if app.services.loops.why:
                raise CannotRun(app.services.loops.why)
            if app.services.leases.lost.is_set():
                raise CannotRun("another process has taken over this database while this one was held up")
    except asyncio.CancelledError:
        if not stop.told.is_set():
            raise


def _settle() -> None:
    """What is here now stays: to look through it for garbage takes longer than to answer somebody."""
    gc.collect()
    gc.freeze()


async def _until_the_end(app: App, stop: _Stop, server: uvicorn.Server) -> None:
    """Whoever wants it: the open pages are let go, and what is being answered is answered."""
    ends = (stop.told, app.services.leases.lost, app.services.loops.given_up)
    waiting = [asyncio.create_task(one.wait()) for one in ends]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
    app.services.stopping.set()
    app.services.signals.wake_all()
    server.should_exit = True


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
    log.info(
        "started",
        version=VERSION,
        database=without_password(url),
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
    """Says where it listens. Signals are the house's to hear: it has more to give back than pages."""

    def __init__(self, config: uvicorn.Config, about: Sequence[str]) -> None:
        super().__init__(config)
        self._about = about

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            print(f"http://{self.config.host}:{port}/", flush=True)  # noqa: T201  the one address a newcomer needs
            for line in self._about:
                print(line, flush=True)  # noqa: T201

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
