"""The only place where objects meet: what there is, who is given what, which loops run."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from socket import socket
from types import FrameType
from urllib.parse import urlsplit

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette

from bot import VERSION, routes, sample, web
from bot.backups import Nightly
from bot.bells import Bells
from bot.channels.channel import Channel
from bot.channels.webchat import WebChat
from bot.chatroom import Chatroom
from bot.clock import Clock
from bot.delivery import Delivery
from bot.door import Door
from bot.downloads import Downloads
from bot.duty import CannotRun, Duties
from bot.intake import Intake
from bot.jobs import Busy, Jobs
from bot.links import links
from bot.log import worth_a_line
from bot.rehearsal import Rehearsal
from bot.sample import Sample
from bot.settings import NO_WAY_IN, Settings
from bot.telegram_line import POLLS, TelegramLine, telegram_line
from bot.web import House
from bot.workbench import Workbench
from handlers import understanding
from schedules import due
from storage import campaigns, chosen, files, migrate, notes, state
from storage.database import Database, Stale, Unreachable, open_database
from storage.ids import Ids
from storage.instants import SECOND
from storage.records import Chat
from storage.state import Name

LOOKS = 5  # seconds between two looks at what is due
WAITS = {"outbox": 0.25, "duties": 5.0, "backup": 60.0}  # seconds until a loop looks again when nobody rang …
OFTEN = 0.02  # … and at least these, however fast a clock of our own runs
RESTS = 2.0  # seconds a loop rests after an error

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    house: House
    ids: Ids
    deliveries: tuple[Delivery, ...]
    jobs: Jobs
    workbench: Workbench
    pages: Starlette
    sample: Sample | None
    duties: Duties
    nightly: Nightly | None = None
    telegram: TelegramLine | None = None
    page_url: str = ""
    given_up: list[Exception] = field(default_factory=list)  # why it ends by itself


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None, *, sampled: bool = False) -> AsyncIterator[App]:
    """Everything wired, nothing running yet. `sampled`: the sample ward in its own database, else the ward's own."""
    if clock is not None and settings.foreign:
        raise CannotRun("--clock: refused while TUNGNGO_TELEGRAM_API leads to real people")
    database = await open_database(settings.sample_url if sampled else settings.database_url)
    try:
        await migrate.migrate(database)
        app = await _wire(settings, database, clock, sampled=sampled)
        async with AsyncExitStack() as open_:
            open_.push_async_callback(app.workbench.close)
            if app.telegram:
                open_.push_async_callback(app.telegram.channel.close)
            yield app
    finally:
        await database.close()


async def _wire(settings: Settings, database: Database, given: Clock | None, *, sampled: bool) -> App:
    rehearsed = await _sample(settings, database) if sampled else None
    clock = given or (await _sample_clock(database, rehearsed) if rehearsed else Clock())
    if rehearsed is None:
        async with database.read() as read:
            await sample.keep_out(read)
    ids = Ids(clock.now)
    bells = Bells()
    intake = Intake(database, ids, bells, settings.timezone)
    house = House(database, intake, clock, bells, ids, settings.timezone)
    telegram = telegram_line(settings, house)
    channels: tuple[Channel, ...] = (WebChat(), telegram.channel) if telegram else (WebChat(),)
    hooks = telegram.webhook.routes() if telegram and telegram.webhook else []
    polls = [POLLS] if telegram and telegram.polling else []
    kept = Duties(database, [*(f"deliver/{channel.name}" for channel in channels), *polls])
    signed = await links(settings, database)
    room = Chatroom(house, signed, sample=rehearsed is not None)
    door = Door(house, settings.public_url, front=rehearsed is None)
    first = [*(Rehearsal(house, rehearsed).routes() if rehearsed else []), *door.routes()]
    deliveries = tuple(Delivery(database, c, clock, ids, bells, kept[f"deliver/{c.name}"], signed) for c in channels)
    workbench, fetch = Workbench(), telegram.channel.fetch if telegram else None
    return App(
        house=house,
        ids=ids,
        deliveries=deliveries,
        jobs=Jobs(database, intake, clock, workbench, fetch, _shows_work(deliveries)),
        workbench=workbench,
        pages=web.build(house, [*first, *room.routes(), *Downloads(house, signed).routes(), *hooks], _hosts(settings)),
        sample=rehearsed,
        duties=kept,
        nightly=_nightly(settings, database) if not clock.own else None,
        telegram=telegram,
        page_url=settings.page_url,
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
    await app.duties.enter()
    loops = [
        asyncio.create_task(_forever(app, "duties", app.duties.stay), name="duties"),
        asyncio.create_task(app.house.intake.run(singly=await _begin(app)), name="intake"),
    ]
    clock = AsyncIOScheduler()
    clock.add_job(app.house.bells.ring, "interval", ["due"], seconds=LOOKS, misfire_grace_time=None)
    clock.start()
    try:
        if app.sample:
            await app.jobs.run_errands()  # a newcomer's first word finds the plan read
        loops += [
            *(asyncio.create_task(_deliver(app, delivery), name="delivery") for delivery in app.deliveries),
            asyncio.create_task(_forever(app, "errands", app.jobs.run_errands), name="errands"),
            asyncio.create_task(_forever(app, "due", lambda: look(app)), name="due"),
            *(asyncio.create_task(work, name="telegram") for work in _telegram(app)),
            *([asyncio.create_task(_forever(app, "backup", app.nightly.step), name="backup")] if app.nightly else []),
        ]
        loops.append(asyncio.create_task(asyncio.to_thread(understanding.warm), name="warming"))
        yield
    finally:
        clock.shutdown(wait=False)
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await asyncio.gather(*(delivery.finish() for delivery in app.deliveries), return_exceptions=True)
        await _end(app)
        await app.duties.leave()


def _telegram(app: App) -> Iterator[Coroutine[None, None, None]]:
    """What Telegram needs beside its delivery."""
    if app.telegram is None:
        return

    async def mine() -> bool:
        return app.duties[POLLS].fence is not None

    def give_up(error: Exception) -> None:
        app.given_up.append(error)
        app.duties.lost.set()

    yield _forever(app, "menus", app.telegram.menus.look)
    yield app.telegram.listen(mine, give_up)


async def look(app: App) -> int:
    """What has come due goes into the outbox; a clock of our own is remembered."""
    now = app.house.clock.now()
    async with app.house.database.write() as tx:
        found = await due.look(tx, now, app.ids)
        await files.forget(tx, now)
        await chosen.forget(tx, now)
        await notes.forget(tx, now)
        if app.house.clock.own:
            await state.note(tx, Name.CLOCK, now)
    if any(found.values()):
        app.house.bells.ring("outbox")
    return 0


async def _deliver(app: App, delivery: Delivery) -> None:
    async def step() -> int:
        if not await delivery.on_duty():
            return 0
        return await routes.route(app.house.database, app.house.clock.now()) + await delivery.deliver()

    await _forever(app, "outbox", step)


async def _forever(app: App, bell: str, step: Callable[[], Awaitable[int]]) -> None:
    """Again at once while there is work, else when the bell rings or after a while. It outlives every error."""
    bells = app.house.bells
    wait, failed = looks_again(bell, app.house.clock.speed), 0
    while True:
        rings = bells.rings(bell)
        try:
            busy = await step()
        except (Unreachable, Stale) as error:
            failed += 1
            if worth_a_line(failed):
                log.warning("loop waits", loop=bell, why=str(error), store=type(error).__name__, times=failed)
            await bells.wait(bell, rings, RESTS)
        except Exception:
            log.exception("loop goes on after an error", loop=bell)
            await asyncio.sleep(RESTS)
        else:
            failed = 0
            if not busy:
                await bells.wait(bell, rings, wait)


def looks_again(bell: str, speed: float) -> float:
    """In seconds. What may go, and when, follows the app's own clock; duties run on machine time."""
    wait = WAITS.get(bell, 1.0)
    return wait if bell in {"duties", "backup"} else max(OFTEN, wait / max(speed, 1.0))


async def _begin(app: App) -> bool:
    """Return whether the last stop was unclean."""
    database, now = app.house.database, app.house.clock.now()
    async with database.write() as tx:
        before = await state.noted(tx, Name.RUN)
        await state.note(tx, Name.RUN, now, state.RUNNING)
        await state.note(tx, Name.PAGE, now, app.page_url)
        on = " ".join(dict.fromkeys(delivery.channel for delivery in app.deliveries))
        await state.note(tx, Name.CHANNELS, now, on)
        if app.telegram is None:  # cards name no channel that is off
            await state.note(tx, Name.BOT, now)
    return before is not None and before.value == state.RUNNING


async def _end(app: App) -> None:
    now = app.house.clock.now()
    with contextlib.suppress(Unreachable):
        async with app.house.database.write() as tx:
            await state.note(tx, Name.RUN, now, state.STOPPED)


async def serve(settings: Settings, clock: Clock | None = None, *, sampled: bool = False) -> None:
    """Run until the process is told to stop."""
    async with opened(settings, clock, sampled=sampled) as app, running(app):
        await _introduce(app, settings)
        config = uvicorn.Config(
            app.pages,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        server = _Server(config, app, await _about(settings, app))
        watch = asyncio.create_task(server.stop_when_lost())
        await server.serve()
        watch.cancel()
        if app.given_up:
            raise CannotRun(str(app.given_up[0]))
        if app.duties.lost.is_set():
            raise CannotRun("another process has taken over this database while this one was held up")


async def _about(settings: Settings, app: App) -> Sequence[str]:
    """Which of the two wards this is, and how to come to the other."""
    if app.sample:
        return (
            f"This is the sample ward, kept apart in {settings.sample_url}: try whatever you like.",
            "A ward of your own begins with: tungngo campaign template --out campaign.toml",
        )
    async with app.house.database.read() as read:
        if await sample.is_empty(read):
            return ("There is no ward here yet: tungngo campaign load FILE makes it; tungngo run --sample shows one.",)
    return ()


async def _introduce(app: App, settings: Settings) -> None:
    """The first line of a log: what runs here, on what, for whom, and how people reach it."""
    async with app.house.database.read() as read:
        running_ = [campaign.code for campaign in await campaigns.everything(read)]
    url = settings.sample_url if app.sample else settings.database_url
    file, address = url.removeprefix("sqlite:///"), urlsplit(url)  # never with the password
    log.info(
        "started",
        version=VERSION,
        database=file if file != url else f"postgresql://{address.hostname or ''}{address.path}",
        schema=await migrate.version(app.house.database),
        campaigns=running_,
        channels=[delivery.channel for delivery in app.deliveries],
        listens=settings.web_listen,
        public=settings.public_url,
        backups=str(app.nightly.folder) if app.nightly else "off",
        sample=app.sample is not None,
    )
    if not settings.ways_in and app.sample is None:
        log.warning(NO_WAY_IN)


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
        await self._app.duties.lost.wait()
        self._app.house.stopping.set()
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal that was heard is not raised again: SIGTERM would end us before the duties are given back."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.house.stopping.set()
        self._app.house.bells.wake_all()
        super().handle_exit(sig, frame)
