"""Groups: coming and going, moving to another address, where the nightly summary is posted; and what stays private."""

from collections.abc import Sequence

from handlers import scope, texts
from handlers.inbound import MembershipChange
from handlers.intents.crowds import Admit, FollowMove, PostSummary
from handlers.outcome import Outcome, Request, say
from handlers.progress import status
from storage import reckoning, units
from storage.chats import Bulletin, ChatMoved, Left
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.lookup import Campaigner, Who
from storage.sending import Dropped, Made, Waiting, Worded


async def admit(intent: Admit, request: Request, who: Who, _read: Rows) -> Outcome:
    """Whoever lets us in again is not greeted: they know us. A group is, when somebody we know has asked us in."""
    if intent.change is MembershipChange.LEFT:
        return Outcome((Left(who.chat.address, request.at),))
    if who.private or who.person is None:
        return Outcome()
    words = texts.hello_group(texts.pronouns(who.person), texts.count(who.campaign))
    return say(request, who, words)


async def follow_move(intent: FollowMove, request: Request, _who: Who, _read: Rows) -> Outcome:
    return Outcome((ChatMoved(intent.old, intent.new, request.at),))


async def post_summary(intent: PostSummary, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    p = texts.pronouns(who.person)
    unit = scope.office_of(who)
    if who.private or unit is None:
        return say(request, who, texts.summary_where(p))
    fact = Bulletin(who.chat.id, who.campaign.id, unit.id, request.at, wanted=intent.wanted)
    words = texts.summary_here(p) if intent.wanted else texts.summary_no_more(p)
    return say(request, who, words, fact)


async def word(read: Rows, waiting: Sequence[Waiting], _now: Instant, _ids: Ids) -> dict[int, Made]:
    """The nightly summary: the unit's status as of the hour at which it was due."""
    about = await units.by_id(read, {int(one.message.params["unit"]) for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        unit, campaign = (int(one.message.params[name]) for name in ("unit", "campaign"))
        scope = await reckoning.scope_of(read, about[unit], one.message.as_of, campaign)
        words = await status.of_unit(read, scope, one.message.as_of, named=False) if scope else None
        made[one.message.id] = Worded(str(words)) if words else Dropped("void", "nothing runs there any more")
    return made
