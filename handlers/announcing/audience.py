"""Who an audience are, as of now: looked up anew whenever it is shown or sent."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from handlers.intents.announcing import Audience
from storage import announcements, people, posts, reachable, reckoning, shifts
from storage.database import Rows
from storage.instants import DAY, Instant
from storage.lookup import Campaigner
from storage.records import Person, Post, Role
from storage.shifts import EXPECTED

HEADS = Audience(roles=("leader",))
EVERYONE = Audience(everyone=True)
LATELY = DAY  # a report is owed of tonight or of the night before


@dataclass(frozen=True, slots=True)
class Listeners:
    """`units`: by person, the unit that says who they are."""

    people: tuple[Person, ...]
    units: dict[int, str]


def own(who: Campaigner, to: Audience) -> Audience | None:
    """What the speaker may tell of it: the office everybody, a captain the own forces, a head the own team. None:
    nobody of it.
    """
    if who.has(Role.CLERK):
        if to.forces or not to.team:
            return replace(to, team=False)
        return replace(to, team=False, roles=to.roles or HEADS.roles)
    led = tuple(post.force for post in who.posts if post.role is Role.CAPTAIN and post.force)
    if led:
        others = set(to.forces) - set(led)
        return None if others or to.roles else replace(to, forces=to.forces or led, everyone=False, team=False)
    if not who.own or to.roles or to.forces:
        return None
    return replace(to, everyone=False, team=True, units=tuple(who.own))


def written(to: Audience) -> str:
    return json.dumps(asdict(to), sort_keys=True)


async def find(read_: Rows, who: Campaigner, to: Audience, now: Instant) -> Listeners:
    """Each once, without the speaker."""
    held = [
        one
        for one in await posts.below(read_, [who.campaign.unit.id], now)
        if one.now(now) and one.post.role is not Role.OBSERVER
    ]
    wanted = [one.post for one in held if _meant(to, one.post)]
    ids = list(dict.fromkeys(post.person_id for post in wanted))
    named = {post.person_id: post.unit.name for post in reversed(wanted) if post.unit.id != who.campaign.unit.id}
    if to.team:
        ids += await _expected(read_, who, to.units, who.campaign.day(now))
    if to.of:
        ids = [one.person_id for one in await announcements.receipts(read_, to.of)]
    ids = await _only(read_, who, to, ids, {post.person_id: post.unit.id for post in wanted}, now)
    known = await people.by_id(read_, ids)
    found = [known[id_] for id_ in dict.fromkeys(ids) if id_ in known and id_ != who.person.id]
    return Listeners(tuple(found), named)


def _meant(to: Audience, post: Post) -> bool:
    if to.units and post.unit.id not in to.units:
        return False
    if to.team:
        return post.role is not Role.CLERK
    return to.everyone or post.role.value in to.roles or (post.force is not None and post.force in to.forces)


async def _expected(read_: Rows, who: Campaigner, units: Sequence[int], today: date) -> list[int]:
    """Who comes to the next evening of each of these units."""
    ahead = [
        min(nights, key=lambda session: session.night)
        for unit in units
        if unit in who.own
        and (
            nights := [
                night.session
                for night in who.own[unit].nights
                if night.session.planned and night.session.starts and night.session.night >= today
            ]
        )
    ]
    teams = await shifts.team(read_, [session.id for session in ahead]) if ahead else {}
    return [one.person.id for team in teams.values() for one in team if one.shift.state in EXPECTED]


async def _only(
    read_: Rows, who: Campaigner, to: Audience, ids: list[int], units: dict[int, int], now: Instant
) -> list[int]:
    match to.only:
        case "not_joined":
            reached = await reachable.first_chats(read_, ids) if ids else {}
            return [id_ for id_ in ids if id_ not in reached]
        case "unclear" if to.of:
            unclear = {one.person_id for one in await announcements.receipts(read_, to.of) if one.clear is None}
            return [id_ for id_ in ids if id_ in unclear]
        case "unreported":
            scope = await reckoning.scope_at(read_, who.campaign.unit.id, now, who.campaign.id)
            if scope is None:
                return []
            since = who.campaign.day(now - LATELY)
            progress = await reckoning.of_unit(read_, scope, now, since)
            owing = {one.unit.id for one in await reckoning.missing(read_, progress, since)}
            return [id_ for id_ in ids if units.get(id_) in owing]
    return ids
