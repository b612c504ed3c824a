"""The sample ward: made in an empty database so that a newcomer can walk through an evening within a minute.

It exists only with no channel configured, on a loopback address, in a database that it made itself.
"""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from bot.channels.webchat import address_of
from storage import facts, heartbeats, people, units
from storage.chats import LOGGED, Heard, open_chat
from storage.database import Database, Rows, Transaction
from storage.errands import Errand
from storage.headcounts import Counted, Started
from storage.heartbeats import Heartbeat
from storage.ids import Ids
from storage.instants import DAY, Instant, at
from storage.people import Account, Enrolled
from storage.records import Baseline, Headcount, Person, Post, Role, Unit
from storage.settings import Settings
from storage.units import Founded

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
        return tuple(_personas(_document()))

    def token(self, key: str) -> str:
        return _derived(self.secret, f"link/{key}")

    def device(self, key: str) -> str:
        return _derived(self.secret, f"device/{key}")


def begins(days_before: int, clock: str) -> Instant:
    """An hour of a day before the sample campaign's first night."""
    given = _document()["campaign"]
    return at(given["starts"] - timedelta(days=days_before), clock, given["zone"])


async def find(read: Rows) -> Sample | None:
    mark = await heartbeats.last(read, MARK)
    return _sample(mark.note) if mark else None


async def make(database: Database, ids: Ids, now: Instant) -> Sample:
    """Fill an empty database with the ward, its people and figures; its plan is left to an errand."""
    made = _Making(_document(), _sample(secrets.token_urlsafe(24)), ids)
    async with database.write() as tx:
        await heartbeats.beat(tx, Heartbeat(MARK, now, now, made.sample.secret))
        await made.write(tx)
    return made.sample


async def is_empty(read: Rows) -> bool:
    return not await read.rows("SELECT id FROM unit LIMIT 1")


@dataclass
class _Making:
    document: dict[str, Any]
    sample: Sample
    ids: Ids

    async def write(self, tx: Transaction) -> None:
        ward = Unit(self.ids(), self.document["ward"]["code"], "ward", self.document["ward"]["name"])
        campaign, starts = self.ids(), self.document["campaign"]["starts"]
        groups = {group["code"]: Unit(self.ids(), group["code"], "group", group["name"]) for group in self._groups}
        founded = [Founded(ward, None, starts), *(Founded(unit, ward.id, starts) for unit in groups.values())]
        await units.write_founded(tx, founded)
        await self._campaign(tx, campaign, ward)
        figures = [fact for group in self._groups for fact in self._figures(campaign, groups[group["code"]], group)]
        whole = self._headcount(ward, self.document["figures"]["whole"])
        enrolled = [self._enrolled(one, groups.get(one["group"], ward)) for one in self._people()]
        plan = {"file": f"sample:{self.document['campaign']['plan']}", "campaign": self.document["campaign"]["code"]}
        errand = Errand(self.ids(), "read_plan", plan, "sample", self.sample.known_since)
        await facts.write(tx, [whole, *figures, *(fact for fact in enrolled), errand])
        for fact in enrolled:
            await self._open(tx, fact)

    async def _campaign(self, tx: Transaction, id_: int, ward: Unit) -> None:
        given = self.document["campaign"]
        plain = {name: given[name] for name in ("code", "name", "zone")}
        dates = {name: given[name].isoformat() for name in ("starts", "ends")}
        settings = Settings.model_validate(given["settings"]).model_dump_json()
        await tx.run(_CAMPAIGN, id=id_, unit=ward.id, settings=settings, **plain, **dates)

    async def _open(self, tx: Transaction, enrolled: Enrolled) -> None:
        """A page can be opened, and written to, before its person has said a word."""
        for account in enrolled.accounts:
            chat = Heard(self.ids(), account.address, LOGGED, account.id, self.sample.first)
            await open_chat(tx, chat)
            await people.bind_device(tx, account.id, account.device or "")

    @property
    def _groups(self) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = self.document["groups"]
        return groups

    def _figures(self, campaign: int, unit: Unit, group: dict[str, Any]) -> Iterator[Counted | Started]:
        given = self.document["figures"]
        yield self._headcount(unit, group["smartphone15"])
        before = Baseline(campaign, unit.id, "installed", group["before"], given["as_of"], given["source"])
        yield Started(self.ids(), before)

    def _headcount(self, unit: Unit, value: int) -> Counted:
        given = self.document["figures"]
        counted = Headcount(unit.id, "smartphone15", value, given["as_of"], given["source"], self.sample.known_since)
        return Counted(self.ids(), counted)

    def _people(self) -> Iterator[dict[str, Any]]:
        for group in self._groups:
            yield {"you": "bac", "title": "", "role": "leader", "group": group["code"], **group["head"]}
        for one in self.document["people"]:
            yield {"group": "", **one}
        for force in self.document["forces"]:
            yield from _force(force)

    def _enrolled(self, given: dict[str, Any], unit: Unit) -> Enrolled:
        id_ = self.ids()
        key = given.get("key", f"head-{unit.code}")
        you = self.document["address"].get(given["you"], given["you"])
        person = Person(id_, key, given["name"], given["title"], you, self.document["address"]["me"])
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


def _personas(document: dict[str, Any]) -> Iterator[Persona]:
    roles, known = document["roles"], {one["key"]: one for one in document["people"]}
    heads = {group["head"]["key"]: group for group in document["groups"] if "key" in group["head"]}
    for key in document["picker"]["keys"]:
        if key in known:
            one = known[key]
            yield Persona(key, one["name"], one["title"] or roles[one["role"]], one["about"])
        else:
            group = heads[key]
            yield Persona(key, group["head"]["name"], f"{roles['leader']} {group['name']}", group["head"]["about"])


def _document() -> dict[str, Any]:
    return tomllib.loads(files("bot").joinpath("sample", "hacau.toml").read_text("utf-8"))


def _sample(secret: str) -> Sample:
    campaign = _document()["campaign"]
    starts: date = campaign["starts"]
    return Sample(secret, _document()["ward"]["shown"], at(starts, campaign["clock"], campaign["zone"]))


def _derived(secret: str, about: str) -> str:
    return hmac.new(secret.encode(), about.encode(), hashlib.sha256).hexdigest()[:40]


_CAMPAIGN = """
INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings)
VALUES (:id, :code, :unit, :name, :zone, :starts, :ends, :settings)
"""
