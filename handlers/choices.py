"""What a choice holds: an intent as JSON, in the row of the button or digit that stands for it."""

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from handlers.intents.answers import ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.drafts import AcceptDraft, DropDraft, ReviewDraft, SettleDoubt
from handlers.intents.evening import (
    AskTeam,
    Attend,
    AttendKnown,
    Called,
    CallOff,
    Forget,
    GoAway,
    GoOn,
    Later,
    SettleExcuse,
    ShowCalls,
    Urge,
)
from handlers.intents.intent import Intent
from handlers.intents.ledger import EnterCount, LeaveLedger
from handlers.intents.me import ConfirmErase, Stay, Withdraw
from handlers.intents.nights import ChangeNight, LeaveNights, TellExtra
from handlers.intents.papers import Export
from handlers.intents.people import Disown, Enrol, Invite, KeepInvites, NotMe, RenewInvites, ShowUnreached, Vouch
from handlers.intents.plans import ShowSchedule
from handlers.intents.posts import (
    ConfirmAppoint,
    ConfirmDismiss,
    ConfirmHandOver,
    ConfirmRephone,
    Dismiss,
    KeepPosts,
    Rephone,
)
from handlers.intents.removing import ConfirmRemove, KeepAll
from handlers.intents.reports import HowToCorrect, HowToReport, Keep, Report, Undo
from handlers.intents.rounds import TellRound
from handlers.intents.shifts import AnswerFor, AnswerShifts, AssignPeople, BusyOn, LeavePlace, TakePlace
from handlers.intents.talking import Help
from handlers.intents.templates import LeaveTemplate, ResetTemplate, UseTemplate
from handlers.intents.units import LeaveUnits, Rearrange, Rearranged
from handlers.intents.wishes import (
    Announce,
    AnswerNote,
    AskAbout,
    LeaveIt,
    PassOn,
    ReadBack,
    Remind,
    RemindShifts,
    Reread,
    SettleNotes,
    TellCaptain,
    TellHead,
    TellTeam,
    Wish,
)

# What a choice may hold; everything else is made from text on the spot.
_STORED: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        *(Help, ShowStatus, ShowMissing, ShowBands, Report, Keep, HowToReport, HowToCorrect, Undo, Enrol, NotMe),
        *(UseTemplate, LeaveTemplate, ResetTemplate),
        *(ShowPushes, EnterCount, LeaveLedger, TellRound),
        *(ReviewDraft, SettleDoubt, AcceptDraft, DropDraft),
        *(ShowSchedule, Export, ChangeNight, LeaveNights, TellExtra),
        *(RenewInvites, KeepInvites, ShowUnreached),
        *(Vouch, Disown, ConfirmHandOver, KeepPosts, ConfirmErase, Stay),
        *(ConfirmAppoint, Dismiss, ConfirmDismiss, Rephone, ConfirmRephone),
        *(Attend, AttendKnown, CallOff, GoAway, SettleExcuse, Urge, Forget),
        *(ShowCalls, Called),
        *(AnswerShifts, TakePlace, LeavePlace, AssignPeople, BusyOn, GoOn, AskAbout, AskTeam),
        *(Rearrange, Rearranged, LeaveUnits, ConfirmRemove, KeepAll),
        *(Wish, PassOn, ReadBack, TellHead, TellTeam, LeaveIt, Remind, AnswerNote, SettleNotes, Invite),
        *(TellCaptain, RemindShifts, Announce, AnswerFor, Later, Withdraw, Reread),
    )
}


def holds(intent: Intent) -> bool:
    return type(intent).__name__ in _STORED


def dump(intent: Intent) -> str:
    kind = type(intent).__name__
    if kind not in _STORED:
        raise TypeError(f"no choice may hold {kind}")
    return json.dumps({"kind": kind, "fields": asdict(intent)})  # type: ignore[call-overload]


def load(text: str) -> Intent:
    parts = json.loads(text)
    kind = parts.pop("kind")
    # An earlier release wrote the fields beside the kind.
    intent: Intent = _STORED[kind].validate_python(parts.get("fields", parts))
    return intent
