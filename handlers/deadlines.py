"""Letters that are due, dated rounds, and silence towards the people: what the office is reminded of, and the units."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import scene, texts, texts_ward
from handlers.closeout import GONE, TOLD
from handlers.digest import unreported
from handlers.texts import Pair
from storage import campaigns, people, sessions
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import HOUR, Instant, at, local
from storage.records import Person
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import Night

WEEK = timedelta(days=7)


async def word_letter(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """One step towards the weekly letter: what is still missing for it."""
    running, clerks = await _office(read, waiting)
    made: dict[int, Made] = {}
    for one in waiting:
        campaign, clerk = running[int(one.message.params["campaign"])], clerks[one.message.person_id or 0]
        ends, step = str(one.message.params["about"]).split("/")
        due = date.fromisoformat(ends)
        weekly = campaign.settings.weekly
        if weekly is None:
            made[one.message.id] = Dropped("void", "no weekly letter any more")
            continue
        nights = await _nights(read, campaign, (due - WEEK, due), now)
        seen = await scene.of_sessions(read, [night.session.id for night in nights], [], now)
        hour = local(at(due, weekly.due, campaign.zone), campaign.zone)
        missing = unreported(nights, seen, campaign)
        words = texts_ward.letter(texts.pair(clerk), step, due.isocalendar().week, hour, missing)
        made[one.message.id] = Worded(str(words))
    return made


async def word_round(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """A dated return: to the units that still owe it, and to the office."""
    units = [one for one in waiting if "session" in one.message.params]
    seen = await scene.of_messages(read, units, now)
    made: dict[int, Made] = {}
    for one in units:
        night = seen.nights[int(one.message.params["session"])]
        p = texts.pair(seen.people[one.message.person_id or 0])
        words = texts_ward.round_for_unit(p, seen.unit(night.session).name, night.session.night)
        gone = GONE if scene.changed(one, night.session) else TOLD if night.standing.figures else None
        made[one.message.id] = gone or Worded(str(words))
    office = [one for one in waiting if "session" not in one.message.params]
    running, clerks = await _office(read, office)
    for one in office:
        campaign = running[int(one.message.params["campaign"])]
        p = texts.pair(clerks[one.message.person_id or 0])
        made[one.message.id] = await _round(read, campaign, str(one.message.params["about"]), p, now)
    return made


async def _round(read: Rows, campaign: Campaign, about: str, p: Pair, now: Instant) -> Made:
    code = about.split("/", maxsplit=1)[0]
    one = next((known for known in campaign.settings.rounds if known.code == code), None)
    if one is None:
        return Dropped("void", "no such round any more")
    nights = await _nights(read, campaign, (one.due, one.due + timedelta(days=1)), now, kind="round")
    seen = await scene.of_sessions(read, [night.session.id for night in nights], [], now)
    due = local(at(one.due, one.at, campaign.zone), campaign.zone)
    owing = [night for night in nights if not night.standing.figures]
    return Worded(str(texts_ward.round_for_office(p, one.name, due, unreported(owing, seen, campaign))))


async def word_cadence(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """So long since the last announcement; void once there was another."""
    running, clerks = await _office(read, waiting)
    made: dict[int, Made] = {}
    for one in waiting:
        campaign, about = running[int(one.message.params["campaign"])], str(one.message.params["about"])
        since, step = about.split("/")
        announced = await campaigns.announced(read, campaign.id)
        if announced is not None and announced > int(since):
            made[one.message.id] = Dropped("void", "there was an announcement meanwhile")
            continue
        p = texts.pair(clerks[one.message.person_id or 0])
        words = texts_ward.silence(p, (now - int(since)) // HOUR, alarm=step == "alarm")
        made[one.message.id] = Worded(str(words))
    return made


async def _office(read: Rows, waiting: Sequence[Waiting]) -> tuple[dict[int, Campaign], dict[int, Person]]:
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    return running, await people.by_id(read, {one.message.person_id or 0 for one in waiting})


async def _nights(
    read: Rows, campaign: Campaign, span: tuple[date, date], now: Instant, kind: str = "evening"
) -> list[Night]:
    since, until = span
    found = await sessions.below(read, campaign.unit.id, campaign.id, now)
    return [
        one
        for one in found
        if one.session.kind == kind and one.session.state == "planned" and since <= one.session.night < until
    ]
