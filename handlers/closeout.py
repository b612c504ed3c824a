"""The close-out: the evening is over, the leader is asked for its result."""

from collections.abc import Sequence

from handlers import texts
from storage import campaigns, people, sessions, units
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.records import Question
from storage.sending import Dropped, Waiting, Worded


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Worded | Dropped]:
    """Void when the night was moved since, or its result is there; params: session and its version."""
    nights = await sessions.by_id(read, {int(one.message.params["session"]) for one in waiting})
    running = await campaigns.by_id(read, {night.session.campaign_id for night in nights.values()})
    places = await units.by_id(read, {night.session.unit_id for night in nights.values()})
    asked = await people.by_id(read, {one.message.person_id for one in waiting if one.message.person_id})
    made: dict[int, Worded | Dropped] = {}
    for one in waiting:
        message, night = one.message, nights[int(one.message.params["session"])]
        person = asked[message.person_id or 0]
        session = night.session
        if session.version != int(message.params["version"]) or session.state != "planned":
            made[message.id] = Dropped("void", "the night has changed")
        elif night.standing.value(running[session.campaign_id].settings.target.indicator) is not None:
            made[message.id] = Dropped("void", "the result is there already")
        else:
            question = Question(ids(), "count", one.chat.id, person.id, session.id, max(session.locks_at, now))
            words = texts.close_out(texts.pair(person), places[session.unit_id].name, session.night)
            made[message.id] = Worded(str(words), question)
    return made
