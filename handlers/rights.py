"""Who may do what: the rules that handlers/deeds.py sets beside each intent. What has no rule is refused."""

from collections.abc import Callable

from handlers.intents.intent import Intent
from handlers.intents.nights import TellExtra
from handlers.intents.reports import Report
from handlers.intents.rounds import AskRound, TellRound
from storage.lookup import OWN, Who
from storage.records import Role

Rule = Callable[[Who, Intent], bool]

READERS = (Role.CLERK, Role.OBSERVER, Role.LEADER, Role.DEPUTY)
WRITERS = (Role.CLERK, Role.LEADER, Role.DEPUTY)
HEADS = (Role.CLERK, Role.LEADER)


def may_tell(who: Who, unit_id: int) -> bool:
    """Figures of a unit: its own leader and deputy, and the clerk of anything above it."""
    return any(post.role in OWN and post.unit.id == unit_id for post in who.posts) or clerk_of(who, unit_id)


def clerk_of(who: Who, unit_id: int) -> bool:
    """Of a unit of the plan, by a post at it or above it; a clerk of the next ward is none here."""
    desks = {post.unit.id for post in who.posts if post.role is Role.CLERK}
    return any(group.unit.id == unit_id and desks & group.above for group in who.plan)


def anyone(_who: Who, _intent: Intent) -> bool:
    return True


def known(who: Who, _intent: Intent) -> bool:
    """What concerns nobody but the speaker."""
    return who.person is not None


def stranger(who: Who, _intent: Intent) -> bool:
    return who.person is None and who.private


def holding(*roles: Role) -> Rule:
    return lambda who, _intent: who.has(*roles)


def tells(who: Who, intent: Intent) -> bool:
    return isinstance(intent, Report) and all(may_tell(who, telling.unit_id) for telling in intent.tellings)


def tells_extra(who: Who, intent: Intent) -> bool:
    return isinstance(intent, TellExtra) and all(may_tell(who, telling.unit_id) for telling in intent.report.tellings)


def tells_round(who: Who, intent: Intent) -> bool:
    return isinstance(intent, TellRound | AskRound) and may_tell(who, intent.unit)


def our_own_errand(who: Who, _intent: Intent) -> bool:
    """Errands speak through a chat of ours that no channel can claim."""
    return who.chat.channel == "errand"
