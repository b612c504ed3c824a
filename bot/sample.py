"""The sample ward: made in a database of its own so that a newcomer can walk through an evening within a minute.

It exists only where nobody but who sits at this machine can come in, in a database that it alone has made.
"""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import structlog

from bot.leases import CannotRun
from bot.settings import Settings
from handlers.campaigns import campaign_load
from handlers.campaigns.campaign_file import CampaignFile, read_toml
from handlers.planning import evenings
from storage import accounts, campaigns, chats, facts, migrate, people, state, units
from storage.chats import LOGGED, Heard, open_chat
from storage.database import Database, Rows, Transaction, open_database
from storage.errands import Errand
from storage.ids import Ids
from storage.instants import MINUTE, Instant, at, instant
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit
from storage.sessions import SessionPlanned

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Persona:
    key: str
    name: str
    role: str
    about: str
    first_words: str  # what to try first as this person


@dataclass(frozen=True, slots=True)
class ScriptedLine:
    """What somebody of the sample says, and when."""

    at: Instant
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What the persona picker needs; tokens are derived, so that a restart knows them again."""

    secret: str
    ward: str
    tonight: Instant  # where a newcomer comes in

    @property
    def known_since(self) -> Instant:
        """The roster and the figures were there before the first night."""
        return begins(14, "08:00")

    @property
    def personas(self) -> tuple[Persona, ...]:
        return tuple(_personas(_stage()))

    @property
    def lines(self) -> tuple[ScriptedLine, ...]:
        """What is said in the days before, whoever plays them."""
        return tuple(
            ScriptedLine(instant(one["at"]), self.address(one["who"]), one["text"]) for one in _stage()["said"]
        )

    @property
    def reports(self) -> dict[date, str]:
        """What the heads of the evenings before told, by day."""
        return {one["night"]: one["report"] for one in _stage()["before"]}

    @property
    def last_words(self) -> tuple[ScriptedLine, ...]:
        """What these said before they fell silent."""
        return tuple(
            ScriptedLine(instant(one["since"]) + number * MINUTE, self.address(one["who"]), text)
            for one in _stage()["waiting"]
            for number, text in enumerate(one.get("says", ()), start=1)
        )

    @property
    def waiting(self) -> dict[str, Instant]:
        """Since when these addresses have answered nothing: their questions are left to whoever comes in as them."""
        return {self.address(one["who"]): instant(one["since"]) for one in _stage()["waiting"]}

    def address(self, key: str) -> str:
        return accounts.page_of(self.token(key))

    def token(self, key: str) -> str:
        return _derived(self.secret, f"link/{key}")

    def device(self, key: str) -> str:
        return _derived(self.secret, f"device/{key}")


def begins(days_before: int, clock: str) -> Instant:
    """An hour of a day before the sample campaign's first night."""
    return at(_starts() - timedelta(days=days_before), clock, _campaign().about.zone)


def days() -> int:
    """Of the whole campaign."""
    return (_campaign().about.ends - _starts()).days + 1


async def find(read: Rows) -> Sample | None:
    mark = await state.noted(read, state.Name.SAMPLE)
    return _sample(mark.value) if mark else None


async def is_mixed(read: Rows) -> bool:
    """Whether a ward of somebody's own was loaded beside the sample, which earlier versions allowed."""
    return bool(await read.rows("SELECT id FROM campaign WHERE code <> :code LIMIT 1", code=_campaign().about.code))


async def keep_out(read: Rows) -> None:
    """Nothing of a ward's own is done in a database that the sample made."""
    if await find(read) is None:
        return
    if await is_mixed(read):
        log.warning("people of the sample ward are in this database: no personas here; doctor says what to do")
        return
    raise CannotRun(
        "the sample ward lives in this database, where earlier versions kept it; yours needs a new one: "
        "rename or delete this file, with its -wal and -shm, and try again; tungngo run --sample makes the sample anew"
    )


async def ready(database: Database) -> None:
    """Before any command: the schema of this program, and a ward of its own, perhaps still empty."""
    await migrate.migrate(database)
    async with database.read() as read:
        await keep_out(read)


async def is_wanted(settings: Settings) -> bool:
    """Without any word of a ward of one's own, and without one, the sample is what a newcomer wants to see."""
    if not settings.bare or settings.reachable:
        return False
    if not is_there(settings.database_url):
        return True
    database = await open_database(settings.database_url)
    try:
        if await migrate.version(database) == 0:
            return True
        async with database.read() as read:
            return await is_empty(read)
    finally:
        await database.close()


async def make(database: Database) -> Sample:
    """Fill an empty database with the ward, its people and figures; its plan is left to an errand."""
    ours = _sample(secrets.token_urlsafe(24))
    made = _SampleMaking(_campaign(), _stage(), ours, Ids(lambda: ours.known_since))
    async with database.write() as tx:
        await state.note(tx, state.Name.SAMPLE, ours.known_since, ours.secret)
        await made.write(tx)
    return ours


def is_there(url: str) -> bool:
    """To look is not to make it."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).is_file()


async def is_empty(read: Rows) -> bool:
    return not await read.rows("SELECT id FROM unit LIMIT 1")


@dataclass
class _SampleMaking:
    file: CampaignFile
    stage: dict[str, Any]
    sample: Sample
    ids: Ids

    async def write(self, tx: Transaction) -> None:
        """The campaign as its file says; its people, and the evenings before tonight, are those of the stage."""
        file = replace(self.file, about=self.file.about.model_copy(update={"starts": _starts()}), clerk=None)
        await facts.write(tx, (await campaign_load.load(file, tx, self.ids, self.sample.known_since)).facts)
        ward = (await units.by_code(tx, [file.unit.code]))[file.unit.code]
        groups = {unit.name: unit for unit in await units.below(tx, ward.id)}
        enrolled = [self._enrolled(person, groups.get(person["group"], ward)) for person in self._people()]
        await facts.write(tx, enrolled)
        for fact in enrolled:
            await self._open(tx, fact)
        campaign = await campaigns.named(tx, file.about.code)
        if campaign is None:
            raise LookupError(file.about.code)
        before = [
            SessionPlanned(
                evenings.made(campaign, groups[one["group"]].id, one["night"], evenings.SpokenHours(), self.ids())
            )
            for one in self.stage["before"]
        ]
        await facts.write(tx, before)
        clerk = next(fact.person for fact in enrolled if fact.person.code == "lan")
        chat = await chats.at_address(tx, self.sample.address(clerk.code))
        if chat is None:
            raise LookupError(clerk.code)
        plan = {"file": f"sample:{self.stage['stage']['plan']}", "campaign": file.about.code}
        sent = {**plan, "person": str(clerk.id), "chat": str(chat.id)}
        again = at(self.stage["stage"]["tonight"], self.stage["stage"]["draft"], campaign.zone)
        due = (at(self.stage["stage"]["planned"], "08:00", campaign.zone), again)
        await facts.write(tx, [Errand(self.ids(), "read_plan", sent, "sample", when) for when in due])

    async def _open(self, tx: Transaction, enrolled: Enrolled) -> None:
        """A page can be opened, and written to, before its person has said a word."""
        for account in enrolled.accounts:
            chat = Heard(self.ids(), account.address, LOGGED, account.id, self.sample.known_since)
            await open_chat(tx, chat)
            await people.bind_device(tx, account.id, account.device or "")

    def _people(self) -> Iterator[dict[str, Any]]:
        for group in self.stage["groups"]:
            yield {"you": "bac", "title": "", "role": "leader", "group": group["name"], **group["head"]}
        for one in self.stage["people"]:
            yield {"group": "", **one}
        for force in self.stage["forces"]:
            yield from _force(force)

    def _enrolled(self, given: dict[str, Any], unit: Unit) -> Enrolled:
        id_ = self.ids()
        key = given.get("key", f"head-{unit.code}")
        you = self.stage["address"].get(given["you"], given["you"])
        person = Person(id_, key, given["name"], given["title"], you, self.stage["address"]["me"])
        post = Post(id_, Role(given["role"]), unit, given.get("force"))
        device = hashlib.sha256(self.sample.device(key).encode()).hexdigest()
        account = Account(self.ids(), accounts.page_of(self.sample.token(key)), id_, device)
        return Enrolled(person, ((self.ids(), post),), (account,), self.sample.known_since)


def _force(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The captain of a force, then its people."""
    yield {"group": "", "role": "captain", "force": given["force"], **given["captain"]}
    plain = {"group": "", "role": "volunteer", "force": given["force"], "you": given["you"], "title": given["title"]}
    for number, name in enumerate(given["names"], start=1):
        yield {**plain, "key": f"{given['force']}-{number}", "name": name}


def _personas(stage: dict[str, Any]) -> Iterator[Persona]:
    roles, known = stage["roles"], {one["key"]: one for one in stage["people"]}
    known |= {force["captain"]["key"]: force["captain"] for force in stage["forces"]}
    heads = [(f"{roles['leader']} {group['name']}", group["head"]) for group in stage["groups"]]
    known |= {head["key"]: {"title": title, "you": "bac", **head} for title, head in heads if "key" in head}
    for key in stage["picker"]["keys"]:
        one = known[key]
        called = f"{stage['address'].get(one['you'], one['you'])} {one['name']}"
        yield Persona(key, called, one["title"], one["about"], one["try"])


@cache
def _stage() -> dict[str, Any]:
    return tomllib.loads(_shipped("people.toml"))


@cache
def _campaign() -> CampaignFile:
    file = read_toml(_shipped("campaign.toml")).file
    if file is None:
        raise RuntimeError("the sample's campaign file is broken")
    return file


def _shipped(name: str) -> str:
    return files("bot").joinpath("sample", name).read_text("utf-8")


def _sample(secret: str) -> Sample:
    stage = _stage()["stage"]
    return Sample(secret, stage["shown"], at(stage["tonight"], stage["clock"], _campaign().about.zone))


def _starts() -> date:
    """The evenings before tonight belong to the campaign."""
    first: date = min(one["night"] for one in _stage()["before"])
    return first


def _derived(secret: str, about: str) -> str:
    return hmac.new(secret.encode(), about.encode(), hashlib.sha256).hexdigest()[:40]
