"""One text per evening and force, to be copied into the force's own group chat: who, where, when, where to answer."""

from collections.abc import Sequence

from handlers.shifts import texts
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.closeout import GONE
from storage import ways
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.sending import Dropped, Made, Waiting, Worded


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    seen, link = await scene.of_messages(read, waiting, now), await ways.page(read)
    made: dict[int, Made] = {}
    for one in waiting:
        session, force = seen.nights[int(one.message.params["session"])].session, str(one.message.params["force"])
        names = tonight_texts.names([member.person for member in seen.of_force(session, force)])
        captain = seen.people[one.message.person_id or 0]
        if scene.changed(one, session):
            made[one.message.id] = GONE
        elif not names:
            made[one.message.id] = Dropped("void", "nobody is assigned")
        else:
            words = texts.paste(when(seen, session), force, names, seen.head(session), (captain, link))
            made[one.message.id] = Worded(str(words))
    return made
