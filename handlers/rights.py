"""Who may do what: the rules that handlers/routing.py sets beside each intent.

A rule answers with the speaker as whom the intent is answered: what it has asked of them, a person or a campaign, a
handler need not ask again. None: they may not.
"""

from collections.abc import Callable, Iterable

from handlers.intents.intent import Intent
from handlers.intents.nights import TellExtra
from handlers.intents.past import EnterFor
from handlers.intents.reports import Report, Telling
from handlers.intents.rounds import AskRound, TellRound
from storage.instants import Instant
from storage.lookup import OWN, Campaigner, KnownSpeaker, Who
from storage.records import Role, Session

READERS = (Role.CLERK, Role.OBSERVER, Role.LEADER, Role.DEPUTY)
WRITERS = (Role.CLERK, Role.LEADER, Role.DEPUTY)
HEADS = (Role.CLERK, Role.LEADER)


def may_tell(who: Who, unit_id: int) -> bool:
    """Figures of a unit: its own leader and deputy, and the clerk of anything above it."""
    return any(post.role in OWN and post.unit.id == unit_id for post in who.posts) or clerk_of(who, unit_id)


def may_tell_all(who: Who, tellings: Iterable[Telling]) -> bool:
    return all(may_tell(who, telling.unit_id) for telling in tellings)


def clerk_of(who: Who, unit_id: int) -> bool:
    """Of a unit of the plan, by a post at it or above it; a clerk of the next ward is none here."""
    desks = {post.unit.id for post in who.posts if post.role is Role.CLERK}
    return any(group.unit.id == unit_id and desks & group.above for group in who.plan)


def closed_to(who: Who, session: Session, now: Instant) -> bool:
    """Figures of a session after its lock, for whoever is no clerk there."""
    return now > session.locks_at and not clerk_of(who, session.unit_id)


def anyone(who: Who, _intent: Intent) -> Who:
    return who


def stranger(who: Who, _intent: Intent) -> Who | None:
    return who if who.person is None and who.private else None


def our_own_errand(who: Who, _intent: Intent) -> Who | None:
    """Errands speak through a chat of ours that no channel can claim."""
    return who if who.chat.channel == "errand" else None


def known(who: Who, _intent: Intent) -> KnownSpeaker | None:
    """What concerns nobody but the speaker."""
    return who if isinstance(who, KnownSpeaker) else None


def campaigner(who: Who, _intent: Intent) -> Campaigner | None:
    return who if isinstance(who, Campaigner) else None


def holding(*roles: Role) -> Callable[[Who, Intent], KnownSpeaker | None]:
    return lambda who, _intent: who if isinstance(who, KnownSpeaker) and who.has(*roles) else None


def in_campaign(*roles: Role) -> Callable[[Who, Intent], Campaigner | None]:
    """Who holds one of these posts, where there is a campaign to speak of."""
    return lambda who, _intent: who if isinstance(who, Campaigner) and who.has(*roles) else None


def tells(who: Who, intent: Report) -> Campaigner | None:
    return who if isinstance(who, Campaigner) and may_tell_all(who, intent.tellings) else None


def enters_for(who: Who, intent: EnterFor) -> Campaigner | None:
    """Whoever may tell; and who leads a force there."""
    forces = {post.unit.id for post in who.posts if post.role is Role.CAPTAIN}
    led = {group.unit.id for group in who.plan if forces & group.above}
    may = all(may_tell(who, telling.unit_id) or telling.unit_id in led for telling in intent.report.tellings)
    return who if isinstance(who, Campaigner) and may else None


def tells_extra(who: Who, intent: TellExtra) -> Campaigner | None:
    return tells(who, intent.report)


def tells_round(who: Who, intent: TellRound | AskRound) -> Campaigner | None:
    return who if isinstance(who, Campaigner) and may_tell(who, intent.unit) else None
