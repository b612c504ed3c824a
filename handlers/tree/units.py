"""Units in the chat: the clerk renames, merges and splits them, and sees first what that would change."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import texts as common
from handlers.intents.intent import Choosable
from handlers.intents.units import LeaveUnits, Rearrange, Rearranged, UnitWish
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.tree import rearrangement, rearranging, texts, unit_tree
from handlers.tree.rearrangement import By
from handlers.tree.rearranging import Arrangement
from handlers.tree.unit_tree import Refusal, RefusalReason
from storage.database import Rows
from storage.lookup import KnownSpeaker
from storage.records import Message, Role

HOME = "Asia/Ho_Chi_Minh"  # where no campaign tells the zone


async def rearrange(intent: Rearrange, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    found = [await _arranged(wish, request, who, read) for wish in intent.readings]
    made = next((arrangement for arrangement in found if isinstance(arrangement, Arrangement)), None)
    p = common.pronouns(who.person)
    if made:
        words = texts.ask(p, texts.preview(made))
        options = [(texts.agree(), Rearranged(made.wish))]
        return _asks(request, who, words, options)
    refusals = [refusal for refusal in found if isinstance(refusal, Refusal)]
    n = next((n for n, one in enumerate(refusals) if one.why is not RefusalReason.UNKNOWN), 0)
    if refusals[n].why is RefusalReason.ALIKE:
        anyway = Rearrange((replace(intent.readings[n], similar=True),))
        words = texts.alike(p, refusals[n].about, refusals[n].near)
        return _asks(request, who, words, [(texts.agree(), anyway)])
    return say(request, who, texts.refused(refusals[n]))


async def rearranged(intent: Rearranged, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at again: something may have happened since it was shown."""
    made = await _arranged(intent.wish, request, who, read)
    if isinstance(made, Refusal):
        return say(request, who, texts.refused(made))
    by = By(who.person.id, who.chat.channel, request.at, request.ids, request.key, _zone(who))
    text = texts.done(common.pronouns(who.person), texts.headline(made))
    return say(request, who, text, *rearrangement.facts(made, by), others=_leaders_told(made, request, who))


async def leave(_intent: LeaveUnits, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.left(common.pronouns(who.person)))


def _asks(request: Request, who: KnownSpeaker, words: Markup, options: Sequence[tuple[str, Choosable]]) -> Outcome:
    return ask(request, who, words, [*options, (texts.decline(), LeaveUnits())])


async def _arranged(wish: UnitWish, request: Request, who: KnownSpeaker, read: Rows) -> Arrangement | Refusal:
    above = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    tree = await unit_tree.tree(read, above, _zone(who), request.written)
    return await rearranging.arrange(read, wish, replace(tree, now=request.at))


def _leaders_told(made: Arrangement, request: Request, who: KnownSpeaker) -> list[Message]:
    held = (held_post.post for whole in made.before for held_post in whole.posts)
    leaders = {post.person_id: made.people[post.person_id] for post in held if post.role in {Role.LEADER, Role.DEPUTY}}
    others = (person for id_, person in leaders.items() if id_ != who.person.id)
    return [tell(request, other, texts.told(common.pronouns(other), texts.headline(made))) for other in others]


def _zone(who: KnownSpeaker) -> str:
    return who.campaign.zone if who.campaign else HOME
