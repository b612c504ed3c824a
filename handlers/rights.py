"""Who may do what, asked in one place for chat, web and files. What is not allowed here is refused."""

from collections.abc import Callable

from handlers.intents import (
    AcceptPlan,
    Admit,
    Amend,
    Attach,
    Chat,
    Clarify,
    EndErrand,
    Enrol,
    FollowMove,
    HandOutInvites,
    Help,
    HowToCorrect,
    HowToReport,
    Intent,
    Invite,
    Keep,
    NotMe,
    PostSummary,
    Report,
    ShareContact,
    ShowStatus,
    Start,
    TooLate,
    Undo,
)
from storage.lookup import OWN, Who
from storage.records import Role

READERS = (Role.CLERK, Role.OBSERVER, Role.LEADER, Role.DEPUTY)
WRITERS = (Role.CLERK, Role.LEADER, Role.DEPUTY)


def may(who: Who, intent: Intent) -> bool:
    rule = RULES.get(type(intent))
    return rule is not None and rule(who, intent)


def may_tell(who: Who, unit_id: int) -> bool:
    """Figures of a unit: its own leader and deputy, and the clerk of anything above it."""
    if any(post.role in OWN and post.unit.id == unit_id for post in who.posts):
        return True
    return who.has(Role.CLERK) and any(group.unit.id == unit_id for group in who.plan)


def _anyone(_who: Who, _intent: Intent) -> bool:
    return True


def _with(*roles: Role) -> Callable[[Who, Intent], bool]:
    return lambda who, _intent: who.has(*roles)


def _tells(who: Who, intent: Intent) -> bool:
    return isinstance(intent, Report) and all(may_tell(who, telling.unit_id) for telling in intent.tellings)


def _amends(who: Who, intent: Intent) -> bool:
    """What the message says now is told anew; an edit that tells nothing is heard in silence."""
    told = (intent.report, intent.fresh) if isinstance(intent, Amend) else ()
    return all(may_tell(who, telling.unit_id) for report in told if report for telling in report.tellings)


def _our_own_errand(who: Who, _intent: Intent) -> bool:
    """Errands speak through a chat of ours that no channel can claim."""
    return who.chat.channel == "errand"


RULES: dict[type, Callable[[Who, Intent], bool]] = {
    Start: _anyone,
    Help: _anyone,
    Chat: _anyone,
    TooLate: _anyone,
    ShowStatus: _with(*READERS),
    Report: _tells,
    Keep: _with(*WRITERS),
    Clarify: _with(*WRITERS),
    HowToReport: _with(*WRITERS),
    HowToCorrect: _with(*WRITERS),
    Undo: _with(*WRITERS),
    ShareContact: _anyone,
    Enrol: _anyone,  # holds a choice that was bound to this chat, and is proven again by its invitation
    NotMe: _anyone,
    Amend: _amends,
    Attach: _anyone,
    Admit: _anyone,
    FollowMove: _anyone,
    Invite: _with(Role.CLERK),
    PostSummary: _with(Role.CLERK),
    HandOutInvites: _our_own_errand,
    EndErrand: _our_own_errand,
    AcceptPlan: _our_own_errand,
}
