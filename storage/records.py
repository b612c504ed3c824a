"""What is remembered, as frozen records: the words of the design, one class each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from storage.instants import Instant

Figures = Mapping[str, int]  # indicator → number; what is absent was not reported


class Role(StrEnum):
    CLERK = "clerk"
    LEADER = "leader"
    DEPUTY = "deputy"
    CAPTAIN = "captain"
    VOLUNTEER = "volunteer"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    code: str
    kind: str
    name: str

    @property
    def level(self) -> bool:
        """Others campaign below it. What lies below a group, a building, a school was merged into it."""
        return self.kind in {"province", "district", "ward"}

    @property
    def staffed(self) -> bool:
        """It counts its own people instead of residents, and tells totals to date."""
        return self.kind in {"agency", "school"}


@dataclass(frozen=True, slots=True)
class Person:
    """`you` and `me` are the pair of address words: what we call the person and what we call ourselves."""

    id: int
    code: str
    name: str
    title: str
    you: str
    me: str
    consent: int | None = None

    @property
    def given(self) -> str:
        """The last word of a Vietnamese name is the one people are called by."""
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Post:
    person_id: int
    role: Role
    unit: Unit
    force: str | None = None
    title: str = field(default="", compare=False)  # as the roster writes it


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    address: str
    channel: str
    shown: str = field(default="", compare=False)  # what it was shown last, as a choice holds it …
    shown_at: Instant = field(default=0, compare=False)  # … and when
    recent: int = field(default=0, compare=False)  # how many messages came of it lately, before those of now


class SessionKind(StrEnum):
    EVENING = "evening"
    EXTRA = "extra"  # a visit outside the plan: what was told of it counts, and nothing is owed
    ROUND = "round"  # a dated return, which is owed regardless of evenings


class SessionState(StrEnum):
    PLANNED = "planned"
    EXCUSED = "excused"  # called off by its head; the clerk has agreed, or not answered yet
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """One unit on one night, or a round. `version` rises with its time, place and state."""

    id: int
    campaign_id: int
    unit_id: int
    kind: SessionKind
    night: date
    starts: str | None
    ends: str | None
    state: SessionState
    version: int
    asks_at: Instant
    locks_at: Instant
    round: str | None = None  # the code of the campaign's round that it is a return for

    @property
    def planned(self) -> bool:
        return self.state is SessionState.PLANNED

    @property
    def is_round(self) -> bool:
        return self.kind is SessionKind.ROUND


class EventKind(StrEnum):
    SET = "set"
    ADD = "add"
    UNDO = "undo"
    SLIP = "slip"  # a correction after the lock, accepted by the office


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person said about a session, never changed afterwards. `seq` is its place in the order of commit."""

    id: int
    session_id: int
    seq: int
    kind: EventKind
    person_id: int
    figures: Figures
    cause: str
    written: Instant
    heard: Instant
    by_clerk: bool = False
    instead_of: Figures = field(default_factory=dict)
    undoes: int | None = None
    why: str = ""
    for_id: int | None = None  # in whose place it was told


@dataclass(frozen=True, slots=True)
class Headcount:
    """A denominator: what is counted, on which day, by whom, and since when we know it."""

    unit_id: int
    measure: str
    value: int
    as_of: date
    source: str
    entered: Instant


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a unit stood before the campaign; 0 is said, not assumed."""

    campaign_id: int
    unit_id: int
    indicator: str
    value: int
    as_of: date
    source: str
    entered: Instant = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A shortcut for something that can be typed: pressing or typing it means `intent` (JSON, handlers/choices.py)."""

    id: int
    label: str
    intent: str
    digit: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`topic` 'count' awaits a number; every other topic awaits one of its choices."""

    id: int
    topic: str
    chat_id: int
    person_id: int
    session_id: int | None
    expires: Instant
    outbox_id: int = 0
    opened: Instant | None = None
    words: str | None = None  # of its message, as they were sent
    choices: tuple[Choice, ...] = ()


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # leased: from here on it may have been said
    SENT = "sent"
    VOID = "void"  # it no longer holds
    SKIPPED = "skipped"  # too late
    DOUBT = "doubt"  # it may have been said, and is not said again
    UNREACHED = "unreached"  # the person is in no chat


@dataclass(frozen=True, slots=True)
class Message:
    """Something decided to be said: words, or a recipe (`kind` and `params`) that is worded when it is sent.

    Either `chat` (an answer) or `person_id` (we start; the chat is chosen when it is sent).
    """

    id: int
    kind: str
    cause: str
    as_of: Instant
    chat: Chat | None = None
    person_id: int | None = None
    words: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    edits: int | None = None
    once_key: str | None = None
    not_after: Instant | None = None
    question: Question | None = None  # its choices are the buttons of the message
