"""Groups: coming, going, moving, what is posted there."""

from dataclasses import dataclass

from handlers.inbound import MembershipChange
from handlers.intents.intent import Intent


@dataclass(frozen=True, slots=True)
class Admit(Intent):
    """Added to a group, or let in again by a person; or the opposite."""

    change: MembershipChange


@dataclass(frozen=True, slots=True)
class FollowMove(Intent):
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PostSummary(Intent):
    """The clerk wants the nightly summary in this group; or no more."""

    wanted: bool
