"""What a person wants, as values: text is read to one, a choice holds one, dispatch finds its handler by type."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter

from handlers.inbound import Change, File
from handlers.reading import Doubt, Mode


@dataclass(frozen=True, slots=True)
class Start:
    """`/start`, with the code of an invitation where there is one."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class ShowStatus:
    pass


@dataclass(frozen=True, slots=True)
class Telling:
    """Figures of one unit on one night (ISO), as they are to be recorded."""

    unit_id: int
    night: str
    values: dict[str, int]
    mode: Mode = Mode.SET
    instead_of: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """`decided`: the person has seen what stands and chose to replace it."""

    tellings: tuple[Telling, ...]
    interim: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """The figures that stand are right."""


@dataclass(frozen=True, slots=True)
class Clarify:
    """Nothing is recorded: a careful clerk would ask back. `readings`: what each option of the doubt would record."""

    doubt: Doubt
    readings: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class HowToReport:
    pass


@dataclass(frozen=True, slots=True)
class HowToCorrect:
    pass


@dataclass(frozen=True, slots=True)
class Undo:
    pass


@dataclass(frozen=True, slots=True)
class Chat:
    """Not a report, and nothing else we know."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """A button whose question is closed, or that belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class ShareContact:
    """`own`: the platform vouches that the number is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Enrol:
    """Yes, this is me: by the invitation, or else by the phone number that the platform vouched for."""

    person: int
    invite: int | None = None


@dataclass(frozen=True, slots=True)
class NotMe:
    """The code came to the wrong one."""


@dataclass(frozen=True, slots=True)
class Invite:
    """The clerk wants codes for these people, or for all who are not here yet."""

    names: str = ""


@dataclass(frozen=True, slots=True)
class HandOutInvites:
    """The codes that an errand has made."""

    errand: int
    clerk: int
    result: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Amend:
    """A message was edited. `report`: what it says in place of what it had said; `fresh`: if it had said nothing."""

    original: str
    digest: str
    report: Report | None = None
    fresh: Report | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """A file without words of its own."""

    file: File


@dataclass(frozen=True, slots=True)
class Admit:
    """Added to a group, or let in again by a person; or the opposite."""

    change: Change


@dataclass(frozen=True, slots=True)
class FollowMove:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PostSummary:
    """The clerk wants the nightly summary in this group; or no more."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class EndErrand:
    """An errand whose work is done outside of what we decide."""

    errand: int
    failed: bool = False


@dataclass(frozen=True, slots=True)
class AcceptPlan:
    """The plan that an errand has read is to become sessions."""

    errand: int
    campaign: str
    result: str
    failed: bool = False


Intent = (
    Start
    | Help
    | ShowStatus
    | Report
    | Keep
    | Clarify
    | HowToReport
    | HowToCorrect
    | Undo
    | Chat
    | TooLate
    | ShareContact
    | Enrol
    | NotMe
    | Invite
    | HandOutInvites
    | Amend
    | Attach
    | Admit
    | FollowMove
    | PostSummary
    | EndErrand
    | AcceptPlan
)

# What a choice may hold; everything else is made from text on the spot.
_STORED: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (Help, ShowStatus, Report, Keep, HowToReport, HowToCorrect, Undo, Enrol, NotMe)
}


def dump(intent: Intent) -> str:
    kind = type(intent).__name__
    if kind not in _STORED:
        raise TypeError(f"no choice may hold {kind}")
    return json.dumps({"kind": kind, **asdict(intent)})


def load(text: str) -> Intent:
    parts = json.loads(text)
    intent: Intent = _STORED[parts.pop("kind")].validate_python(parts)
    return intent
