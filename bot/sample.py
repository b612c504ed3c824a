"""The sample ward: made in an empty database so that a newcomer can walk through an evening within a minute.

It exists only with no channel configured, on a loopback address, in a database that it made itself.
"""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from typing import Any

from bot.channels.webchat import address_of
from handlers.campaigns import campaign_load
from handlers.campaigns.campaign_file import CampaignFile, read_toml
from storage import facts, heartbeats, people, units
from storage.chats import LOGGED, Heard, open_chat
from storage.database import Database, Rows, Transaction
from storage.errands import Errand
from storage.heartbeats import Heartbeat
from storage.ids import Ids
from storage.instants import DAY, Instant, at
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit

MARK = "sample"  # the heartbeat that says: this database was made here; its note is the sample's secret


@dataclass(frozen=True, slots=True)
class Persona:
    key: str
    name: str
    role: str
    about: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What the persona picker needs; tokens are derived, so that a restart knows them again."""

    secret: str
    ward: str
    first: Instant

    @property
    def known_since(self) -> Instant:
        """The roster and the figures were there before the first night."""
        return self.first - 14 * DAY

    @property
    def personas(self) -> tuple[Persona, ...]:
        return tuple(_personas(_stage()))

    def token(self, key: str) -> str:
        return _derived(self.secret, f"link/{key}")

    def device(self, key: str) -> str:
        return _derived(self.secret, f"device/{key}")


def begins(days_before: int, clock: str) -> Instant:
    """An hour of a day before the sample campaign's first night."""
    about = _campaign().about
    return at(about.starts - timedelta(days=days_before), clock, about.zone)


async def find(read: Rows) -> Sample | None:
    mark = await heartbeats.last(read, MARK)
    return _sample(mark.note) if mark else None


async def make(database: Database, ids: Ids, now: Instant) -> Sample:
    """Fill an empty database with the ward, its people and figures; its plan is left to an errand."""
    made = _Making(_campaign(), _stage(), _sample(secrets.token_urlsafe(24)), ids)
    async with database.write() as tx:
        await heartbeats.beat(tx, Heartbeat(MARK, now, now, made.sample.secret))
        await made.write(tx)
    return made.sample


async def is_empty(read: Rows) -> bool:
    return not await read.rows("SELECT id FROM unit LIMIT 1")


@dataclass
class _Making:
    file: CampaignFile
    stage: dict[str, Any]
    sample: Sample
    ids: Ids

    async def write(self, tx: Transaction) -> None:
        """The campaign as its file says; its people are those of the stage."""
        file = replace(self.file, clerk=None)
        await facts.write(tx, (await campaign_load.load(file, tx, self.ids, self.sample.known_since)).facts)
        ward = (await units.by_code(tx, [file.unit.code]))[file.unit.code]
        groups = {unit.name: unit for unit in await units.below(tx, ward.id)}
        enrolled = [self._enrolled(one, groups.get(one["group"], ward)) for one in self._people()]
        plan = {"file": f"sample:{self.stage['stage']['plan']}", "campaign": file.about.code}
        errand = Errand(self.ids(), "read_plan", plan, "sample", self.sample.known_since)
        await facts.write(tx, [*enrolled, errand])
        for fact in enrolled:
            await self._open(tx, fact)

    async def _open(self, tx: Transaction, enrolled: Enrolled) -> None:
        """A page can be opened, and written to, before its person has said a word."""
        for account in enrolled.accounts:
            chat = Heard(self.ids(), account.address, LOGGED, account.id, self.sample.first)
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
        account = Account(self.ids(), address_of(self.sample.token(key)), id_, device)
        return Enrolled(person, ((self.ids(), post),), (account,), self.sample.known_since)


def _force(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The captain of a force, then its people."""
    yield {"group": "", "role": "captain", "force": given["force"], **given["captain"]}
    plain = {"group": "", "role": "volunteer", "force": given["force"], "you": given["you"], "title": given["title"]}
    for number, name in enumerate(given["names"], start=1):
        yield {**plain, "key": f"{given['force']}-{number}", "name": name}


def _personas(stage: dict[str, Any]) -> Iterator[Persona]:
    roles, known = stage["roles"], {one["key"]: one for one in stage["people"]}
    heads = {group["head"]["key"]: group for group in stage["groups"] if "key" in group["head"]}
    for key in stage["picker"]["keys"]:
        if key in known:
            one = known[key]
            yield Persona(key, one["name"], one["title"] or roles[one["role"]], one["about"])
        else:
            group = heads[key]
            yield Persona(key, group["head"]["name"], f"{roles['leader']} {group['name']}", group["head"]["about"])


def _stage() -> dict[str, Any]:
    return tomllib.loads(_shipped("people.toml"))


def _campaign() -> CampaignFile:
    file = read_toml(_shipped("campaign.toml")).file
    if file is None:
        raise RuntimeError("the sample's campaign file is broken")
    return file


def _shipped(name: str) -> str:
    return files("bot").joinpath("sample", name).read_text("utf-8")


def _sample(secret: str) -> Sample:
    about, stage = _campaign().about, _stage()["stage"]
    return Sample(secret, stage["shown"], at(about.starts, stage["clock"], about.zone))


def _derived(secret: str, about: str) -> str:
    return hmac.new(secret.encode(), about.encode(), hashlib.sha256).hexdigest()[:40]
