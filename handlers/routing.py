"""All that the program has to know of an intent, in one line each: who answers it, who may want it, what it touches.

Whether a choice may carry it is said where it is declared (`handlers/intents/intent.py`).
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeVar

from handlers import attachments, crowds, rights, talk
from handlers.announcing import cadence, composing, forms, receipts, sending
from handlers.counts import amend, clarify, conflicts, entering, locks, moving, report, rounds, slips, undo
from handlers.difficulties import office as difficulties
from handlers.difficulties import raising
from handlers.drafting import Drafts
from handlers.guide import guide
from handlers.guide import pictures as guide_pictures
from handlers.headcounts import ledger, ledger_files
from handlers.intents.announcing import (
    Compose,
    CorrectSent,
    FixSent,
    IsClear,
    SendOut,
    ShowCadence,
    ShowForm,
    ShowReceipt,
    StopSending,
    TakeBackDeed,
    TellDeed,
)
from handlers.intents.answers import ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.crowds import Admit, FollowMove, PostSummary
from handlers.intents.difficulties import (
    AnswerDifficulty,
    Complete,
    Gone,
    HowToRaise,
    OwnDifficulty,
    Raise,
    ShowDifficulties,
    TakeBack,
)
from handlers.intents.drafts import (
    AcceptDraft,
    AnswerDraft,
    DropDraft,
    PasteDraft,
    PreviewDraft,
    ReviewDraft,
    SettleDoubt,
    ShowDraft,
    SpellOutDraft,
)
from handlers.intents.evening import (
    AskTeam,
    Attend,
    AttendKnown,
    CallOff,
    Forget,
    GoAway,
    GoOn,
    Later,
    MarkCalled,
    PrintCalls,
    SettleExcuse,
    ShowCalls,
    ShowHeadsReached,
    ShowTeam,
    ShowTrust,
    TellCalled,
    Urge,
)
from handlers.intents.files import Attach, EndErrand, HandOutFile, NotHeard, SayAgain
from handlers.intents.guide import HideStep, ShowGuide, ShowStep, StepShown
from handlers.intents.intent import Intent
from handlers.intents.ledger import (
    EnterCount,
    LeaveLedger,
    ProposeCount,
    ShowLedger,
)
from handlers.intents.me import (
    AddChannel,
    CallMe,
    ConfirmErase,
    DropChannel,
    EraseMe,
    PreferChannel,
    ShowData,
    ShowMe,
    Stay,
    Withdraw,
)
from handlers.intents.nights import AskNight, AskSolarDay, ChangeNight, LeaveNights, TellExtra, WhichNight
from handlers.intents.papers import CorrectLetter, Export, IssueLetter, ShowPicture, WeeklyLetter
from handlers.intents.past import (
    AttachNote,
    CloseAgain,
    EnterFor,
    HowToEnterFor,
    MoveFigures,
    Reopen,
    SettleConflict,
    SettleSlip,
    ShowLocks,
)
from handlers.intents.people import (
    AskOn,
    Disown,
    Enrol,
    ForgiveGuesses,
    HandOutCards,
    HandOutInvites,
    Introduce,
    Invite,
    KeepInvites,
    NotMe,
    RenewInvites,
    ShareContact,
    ShowUnreached,
    Vouch,
)
from handlers.intents.plans import (
    ShowSchedule,
)
from handlers.intents.posts import (
    Appoint,
    ConfirmAppoint,
    ConfirmDismiss,
    ConfirmHandOver,
    ConfirmRephone,
    Dismiss,
    HandOver,
    KeepPosts,
    NameContact,
    Rephone,
    ShowContacts,
    ShowHistory,
)
from handlers.intents.removing import ConfirmRemove, KeepAll, Remove
from handlers.intents.reports import Amend, Clarify, HowToCorrect, HowToReport, Keep, Report, Undo
from handlers.intents.rounds import AskRound, TellRound
from handlers.intents.shifts import (
    AnswerFor,
    AnswerShifts,
    Assign,
    AssignPeople,
    BusyOn,
    LeavePlace,
    Replace,
    ShowAhead,
    ShowPlaces,
    ShowShifts,
    TakePlace,
)
from handlers.intents.talking import Help, NotUnderstood, OfferOtherWay, StartChat, TooLate
from handlers.intents.templates import LeaveTemplate, PreviewTemplate, ResetTemplate, ShowTemplate, UseTemplate
from handlers.intents.units import LeaveUnits, Rearrange, Rearranged
from handlers.intents.wishes import (
    AnswerNote,
    AskAbout,
    Converse,
    LeaveIt,
    PassOn,
    ReadBack,
    Remind,
    RemindShifts,
    Reread,
    SettleNotes,
    ShowNotes,
    TellCaptain,
    TellHead,
    TellTeam,
    Wish,
    Wonder,
)
from handlers.outcome import Outcome, Request
from handlers.outgoing import handouts, papers, templates
from handlers.people import (
    codes,
    contacts,
    enrol,
    handover,
    history,
    introductions,
    invitations,
    me,
    meeting,
    roster,
    staffing,
)
from handlers.planning import extra, nights, plan, schedule
from handlers.progress import seeing
from handlers.shifts import ahead, answering_for, assigning, away, shift_answers
from handlers.tonight import evening, ladder
from handlers.tree import removing, units
from handlers.ward_office import call_sheet, office
from handlers.wishes import answering, changing, passing
from storage.database import Rows
from storage.lookup import OWN, Who, WhoT
from storage.records import Role

EVERYTHING = "everything"  # what touches it is decided alone

IntentT = TypeVar("IntentT", bound=Intent)
Handler = Callable[[IntentT, Request, WhoT, Rows], Awaitable[Outcome]]
Rule = Callable[[Who, IntentT], WhoT | None]
Touches = Callable[[IntentT, Who], Collection[str]]


class Route:
    """Who answers an intent, who may want it and as whom they are then known, and what it touches besides the speaker's
    own. That a handler takes this intent, and no more of the speaker than its rule has asked for, mypy proves.
    """

    def __init__(
        self,
        intent: type[IntentT],
        handler: Handler[IntentT, WhoT],
        rule: Rule[IntentT, WhoT],
        touches: Touches[IntentT],
    ) -> None:
        self.intent: type[Intent] = intent
        self.handler: Handler[Any, Any] = handler
        self.rule: Rule[Any, Any] = rule
        self.touches: Touches[Any] = touches


def may(who: Who, intent: Intent) -> bool:
    """By the rule that is asked for chat, web and files alike."""
    return ROUTES[type(intent)].rule(who, intent) is not None


def touches(intent: Intent, who: Who) -> frozenset[str]:
    """What a decision changes or sums over: two that share a name are decided one after the other."""
    beside = ROUTES[type(intent)].touches(intent, who)
    if EVERYTHING in beside:
        return frozenset({EVERYTHING})
    return _always(who) | frozenset(beside)


def may_touch(who: Who) -> frozenset[str]:
    """What a message may turn out to be about once those before it in its chat are decided."""
    return frozenset({EVERYTHING}) if who.has(Role.CLERK) else _always(who)


def _always(who: Who) -> frozenset[str]:
    """Their own units as well: what somebody writes is read against what stands there."""
    person = [f"person/{who.person.id}"] if who.person else []
    return frozenset((f"chat/{who.chat.id}", *(f"unit/{unit}" for unit in who.own), *person))


def own(_intent: Intent, _who: Who) -> Collection[str]:
    """Nothing but the speaker's own."""
    return ()


def alone(_intent: Intent, _who: Who) -> Collection[str]:
    return (EVERYTHING,)


def told(intent: Report, _who: Who) -> Collection[str]:
    return [f"unit/{telling.unit_id}" for telling in intent.tellings]


def told_extra(intent: TellExtra, who: Who) -> Collection[str]:
    return told(intent.report, who)


def entered(intent: EnterFor, who: Who) -> Collection[str]:
    return told(intent.report, who)


def told_round(intent: TellRound, _who: Who) -> Collection[str]:
    return (f"unit/{intent.unit}",)


def undone(_intent: Undo, who: Who) -> Collection[str]:
    """A clerk's last figure may be any unit's."""
    return (EVERYTHING,) if any(post.role not in OWN for post in who.posts) else ()


def offered(_intent: Clarify, who: Who) -> Collection[str]:
    """To a clerk the units that go tonight, whoever said so."""
    return (EVERYTHING,) if who.has(Role.CLERK) else ()


def codes_brought(intent: StartChat, _who: Who) -> Collection[str]:
    read = codes.read(intent.code)
    return [f"code/{code}" for code in (read.codes if read else ())]


def enrolled(intent: Enrol, _who: Who) -> Collection[str]:
    return (f"person/{intent.person}",)


def introduced(_intent: Introduce, _who: Who) -> Collection[str]:
    """One after the other, so that nobody is asked about a crowd at once."""
    return ("introductions",)


def shifts_answered(intent: AnswerShifts | TakePlace, _who: Who) -> Collection[str]:
    return [f"shift/{shift}" for shift in intent.shifts]


def announced(_intent: SendOut | StopSending, _who: Who) -> Collection[str]:
    """One after the other, so that the same is not sent twice."""
    return ("announcements",)


def notes_waiting(_intent: SettleNotes | AnswerNote, _who: Who) -> Collection[str]:
    return ("notes",)


def difficulties_open(_intent: AnswerDifficulty | OwnDifficulty, _who: Who) -> Collection[str]:
    return ("difficulties",)


TELL_MANY = (Role.CLERK, Role.CAPTAIN, *OWN)
DRAFTS = Drafts(plan.PLAN, roster.ROSTER, ledger_files.HEADCOUNTS)

ROUTES: dict[type[Intent], Route] = {
    route.intent: route
    for route in (
        Route(StartChat, meeting.start, rights.anyone, codes_brought),
        Route(Help, meeting.show_help, rights.anyone, own),
        Route(NotUnderstood, talk.chat, rights.anyone, own),
        Route(TooLate, talk.too_late, rights.anyone, own),
        Route(ShowStatus, seeing.answer_later, rights.holding(*rights.READERS), own),
        Route(ShowMissing, seeing.answer_later, rights.holding(*rights.READERS), own),
        Route(ShowBands, seeing.answer_later, rights.holding(*rights.READERS), own),
        Route(ShowPushes, seeing.answer_later, rights.holding(Role.CLERK, Role.OBSERVER), own),
        Route(ShowLedger, ledger.show, rights.holding(*rights.READERS), own),
        Route(ProposeCount, ledger.propose, rights.holding(Role.CLERK), own),
        Route(EnterCount, ledger.enter, rights.holding(Role.CLERK), own),
        Route(LeaveLedger, ledger.leave, rights.holding(Role.CLERK), own),
        Route(PreviewDraft, DRAFTS.preview, rights.our_own_errand, alone),
        Route(PasteDraft, DRAFTS.paste, rights.in_campaign(Role.CLERK), alone),
        Route(ShowDraft, DRAFTS.show, rights.holding(Role.CLERK), own),
        Route(AnswerDraft, DRAFTS.answer, rights.holding(Role.CLERK), alone),
        Route(ReviewDraft, roster.review, rights.holding(Role.CLERK), own),
        Route(SettleDoubt, roster.settle, rights.holding(Role.CLERK), own),
        Route(AcceptDraft, DRAFTS.accept, rights.holding(Role.CLERK), alone),
        Route(SpellOutDraft, DRAFTS.spell_out, rights.holding(Role.CLERK), own),
        Route(DropDraft, DRAFTS.drop, rights.holding(Role.CLERK), alone),
        Route(Export, papers.export, rights.holding(Role.CLERK, Role.OBSERVER), own),
        Route(WeeklyLetter, papers.weekly_letter, rights.holding(Role.CLERK, Role.OBSERVER), own),
        Route(IssueLetter, papers.issue_letter, rights.holding(Role.CLERK), alone),
        Route(CorrectLetter, papers.correct_letter, rights.holding(Role.CLERK), own),
        Route(ShowTemplate, templates.show, rights.holding(Role.CLERK), own),
        Route(PreviewTemplate, templates.preview, rights.our_own_errand, own),
        Route(UseTemplate, templates.use, rights.holding(Role.CLERK), own),
        Route(LeaveTemplate, templates.leave, rights.holding(Role.CLERK), own),
        Route(ResetTemplate, templates.reset, rights.holding(Role.CLERK), own),
        Route(ShowPicture, papers.show_picture, rights.holding(*rights.READERS), own),
        Route(Report, report.report, rights.tells, told),
        Route(SettleConflict, conflicts.settle, rights.in_campaign(*rights.WRITERS), alone),
        Route(SettleSlip, slips.settle, rights.in_campaign(Role.CLERK), alone),
        Route(MoveFigures, moving.move, rights.in_campaign(*rights.WRITERS), alone),
        Route(ShowLocks, locks.show, rights.in_campaign(*rights.WRITERS), own),
        Route(Reopen, locks.reopen, rights.in_campaign(Role.CLERK), alone),
        Route(CloseAgain, locks.close, rights.in_campaign(Role.CLERK), alone),
        Route(EnterFor, entering.enter, rights.enters_for, entered),
        Route(HowToEnterFor, entering.how_to, rights.in_campaign(*rights.WRITERS, Role.CAPTAIN), own),
        Route(AttachNote, passing.attach_note, rights.in_campaign(Role.CLERK), alone),
        Route(Keep, report.keep, rights.holding(*rights.WRITERS), own),
        Route(TellRound, rounds.tell, rights.tells_round, told_round),
        Route(AskRound, rounds.ask_back, rights.tells_round, own),
        Route(Clarify, clarify.clarify, rights.in_campaign(*rights.WRITERS), offered),
        Route(HowToReport, undo.how_to_report, rights.holding(*rights.WRITERS), own),
        Route(HowToCorrect, undo.how_to_correct, rights.holding(*rights.WRITERS), own),
        Route(Undo, undo.undo, rights.holding(*rights.WRITERS), undone),
        Route(ShareContact, enrol.share_contact, rights.anyone, own),
        # its choice was bound to this chat, and its invitation is looked at again
        Route(Enrol, enrol.enrol, rights.anyone, enrolled),
        Route(NotMe, enrol.not_me, rights.anyone, own),
        Route(Invite, invitations.invite, rights.holding(Role.CLERK), own),
        Route(RenewInvites, invitations.renew, rights.holding(Role.CLERK), own),
        Route(KeepInvites, invitations.keep, rights.holding(Role.CLERK), own),
        Route(ForgiveGuesses, invitations.forgive, rights.holding(Role.CLERK), own),
        Route(HandOutInvites, invitations.hand_out, rights.our_own_errand, alone),
        Route(HandOutCards, invitations.hand_out_cards, rights.our_own_errand, alone),
        Route(Amend, amend.amend, rights.anyone, alone),
        Route(Attach, attachments.attach, rights.anyone, own),
        Route(OfferOtherWay, talk.offer_other_way, rights.anyone, own),
        Route(Admit, crowds.admit, rights.anyone, own),
        Route(FollowMove, crowds.follow_move, rights.anyone, alone),
        Route(PostSummary, crowds.post_summary, rights.in_campaign(Role.CLERK), own),
        Route(HandOutFile, handouts.hand_over, rights.our_own_errand, own),
        Route(NotHeard, attachments.not_heard, rights.known, own),
        Route(SayAgain, attachments.say_again, rights.known, own),
        Route(EndErrand, attachments.end_errand, rights.our_own_errand, own),
        Route(Attend, evening.attend, rights.in_campaign(*OWN), own),
        Route(AskTeam, evening.ask_team, rights.in_campaign(*OWN, Role.VOLUNTEER), own),
        Route(ShowTeam, evening.show_team, rights.in_campaign(*OWN), own),
        Route(AttendKnown, evening.attend_known, rights.in_campaign(*OWN), own),
        Route(Later, ladder.put_off, rights.in_campaign(*OWN), own),
        Route(CallOff, ladder.call_off, rights.in_campaign(*OWN), own),
        Route(GoOn, nights.go_on, rights.in_campaign(*OWN), own),
        Route(SettleExcuse, ladder.settle, rights.holding(Role.CLERK), alone),
        Route(GoAway, away.go_away, rights.in_campaign(*Role), alone),
        Route(Urge, office.urge, rights.in_campaign(Role.CLERK), own),
        Route(Forget, office.forget, rights.holding(Role.CLERK), own),
        Route(ShowCalls, office.show_calls, rights.holding(Role.CLERK), own),
        Route(PrintCalls, call_sheet.print_calls, rights.holding(Role.CLERK), own),
        Route(ShowHeadsReached, office.show_heads_reached, rights.holding(Role.CLERK), own),
        Route(MarkCalled, office.called, rights.holding(Role.CLERK), own),
        Route(TellCalled, office.tell_called, rights.holding(Role.CLERK), own),
        Route(ShowTrust, office.show_trust, rights.in_campaign(Role.CLERK), own),
        # only one's own, looked at again there
        Route(AnswerShifts, shift_answers.answer_shifts, rights.holding(*Role), shifts_answered),
        # its choice was bound to this person
        Route(TakePlace, shift_answers.take_place, rights.holding(*Role), shifts_answered),
        Route(LeavePlace, shift_answers.leave_place, rights.holding(*Role), own),
        Route(Assign, assigning.assign, rights.in_campaign(Role.CAPTAIN, Role.CLERK), alone),
        Route(AssignPeople, assigning.assign_people, rights.in_campaign(Role.CAPTAIN, Role.CLERK), alone),
        Route(AnswerFor, answering_for.answer_for, rights.in_campaign(Role.CAPTAIN), alone),
        Route(Replace, assigning.replace_, rights.in_campaign(Role.CAPTAIN, Role.CLERK), alone),
        Route(BusyOn, away.busy_on, rights.in_campaign(*Role), own),
        Route(ShowPlaces, assigning.show_places, rights.in_campaign(Role.CAPTAIN, Role.CLERK), own),
        Route(ShowShifts, ahead.show_shifts, rights.in_campaign(*Role), own),
        Route(ShowAhead, ahead.show_ahead, rights.in_campaign(*Role), own),
        Route(ChangeNight, nights.change_night, rights.in_campaign(Role.CLERK), own),
        Route(WhichNight, nights.which_night, rights.known, own),
        Route(AskNight, nights.ask_night, rights.in_campaign(*rights.READERS, Role.CAPTAIN), own),
        Route(AskSolarDay, nights.ask_solar_day, rights.holding(*Role), own),
        Route(LeaveNights, nights.leave, rights.holding(*rights.WRITERS), own),
        Route(TellExtra, extra.tell_extra, rights.tells_extra, told_extra),
        Route(ShowSchedule, schedule.show_schedule, rights.in_campaign(*rights.READERS), own),
        Route(HandOver, handover.hand_over, rights.in_campaign(*rights.HEADS), own),
        Route(ConfirmHandOver, handover.confirm, rights.in_campaign(*rights.HEADS), alone),
        Route(Appoint, staffing.appoint, rights.holding(*rights.HEADS), own),
        Route(ConfirmAppoint, staffing.confirm_appoint, rights.holding(*rights.HEADS), alone),
        Route(Dismiss, staffing.dismiss, rights.holding(*rights.HEADS), own),
        Route(ConfirmDismiss, staffing.confirm_dismiss, rights.holding(*rights.HEADS), alone),
        Route(Rephone, staffing.rephone, rights.holding(*rights.HEADS), own),
        Route(ConfirmRephone, staffing.confirm_rephone, rights.holding(*rights.HEADS), own),
        Route(KeepPosts, handover.keep, rights.holding(*rights.HEADS), own),
        Route(NameContact, contacts.name_contact, rights.holding(*rights.HEADS), own),
        Route(ShowContacts, contacts.show_contacts, rights.holding(*rights.HEADS), own),
        Route(ShowHistory, history.show_history, rights.in_campaign(*rights.WRITERS), own),
        Route(ShowUnreached, invitations.show_unreached, rights.holding(*rights.HEADS), own),
        Route(Introduce, introductions.introduce, rights.stranger, introduced),
        Route(Vouch, introductions.vouch, rights.holding(*rights.HEADS), alone),
        Route(Disown, introductions.disown, rights.holding(*rights.HEADS), alone),
        Route(AskOn, introductions.ask_on, rights.holding(*rights.HEADS), alone),
        Route(ShowMe, me.show_me, rights.known, own),
        Route(CallMe, me.call_me, rights.known, own),
        Route(AddChannel, me.add_channel, rights.known, own),
        Route(DropChannel, me.drop_channel, rights.known, own),
        Route(PreferChannel, me.prefer_channel, rights.known, own),
        Route(ShowData, me.show_data, rights.known, own),
        Route(EraseMe, me.erase_me, rights.known, own),
        Route(ConfirmErase, me.confirm_erase, rights.known, alone),
        Route(Stay, me.stay, rights.known, own),
        Route(Withdraw, me.withdraw, rights.known, alone),
        Route(Rearrange, units.rearrange, rights.holding(Role.CLERK), own),
        Route(Rearranged, units.rearranged, rights.holding(Role.CLERK), alone),
        Route(LeaveUnits, units.leave, rights.holding(Role.CLERK), own),
        Route(ShowGuide, guide.show, rights.anyone, own),
        Route(ShowStep, guide_pictures.take, rights.in_campaign(Role.CLERK), own),
        Route(HideStep, guide_pictures.hide, rights.in_campaign(Role.CLERK), own),
        Route(StepShown, guide_pictures.shown, rights.our_own_errand, own),
        Route(Converse, answering.converse, rights.anyone, own),
        Route(Wonder, answering.wonder, rights.anyone, own),
        Route(AskAbout, answering.ask_about, rights.campaigner, own),
        Route(ReadBack, changing.read_back, rights.campaigner, own),
        Route(Wish, changing.never, rights.known, own),
        Route(Reread, changing.never, rights.known, own),
        Route(PassOn, passing.pass_on, rights.anyone, own),
        Route(TellHead, passing.tell_head, rights.campaigner, own),
        Route(TellTeam, passing.tell_team, rights.campaigner, own),
        Route(TellCaptain, passing.tell_captain, rights.campaigner, own),
        Route(LeaveIt, passing.leave, rights.known, own),
        Route(Remind, changing.remind, rights.in_campaign(Role.CLERK), alone),
        Route(Compose, composing.compose, rights.in_campaign(*TELL_MANY), own),
        Route(SendOut, sending.send, rights.in_campaign(*TELL_MANY), announced),
        Route(FixSent, composing.fix, rights.in_campaign(*TELL_MANY), own),
        Route(StopSending, sending.stop, rights.in_campaign(*TELL_MANY), announced),
        Route(CorrectSent, composing.correct, rights.in_campaign(*TELL_MANY), own),
        # only what was sent to them: its choice was bound to this person
        Route(IsClear, receipts.clear, rights.known, own),
        Route(ShowReceipt, receipts.show, rights.in_campaign(*TELL_MANY, Role.OBSERVER), own),
        Route(ShowForm, forms.show, rights.in_campaign(*TELL_MANY), own),
        Route(ShowCadence, cadence.show, rights.in_campaign(*TELL_MANY, Role.OBSERVER), own),
        Route(TellDeed, cadence.tell, rights.in_campaign(*TELL_MANY), own),
        Route(TakeBackDeed, cadence.take_back, rights.known, own),
        Route(RemindShifts, changing.remind_shifts, rights.in_campaign(Role.CAPTAIN), own),
        Route(ShowNotes, passing.show_notes, rights.in_campaign(Role.CLERK), own),
        Route(AnswerNote, passing.answer_note, rights.in_campaign(Role.CLERK), notes_waiting),
        Route(SettleNotes, passing.settle_notes, rights.in_campaign(Role.CLERK), notes_waiting),
        Route(Raise, raising.raise_, rights.in_campaign(*guide.RAISERS), own),
        Route(Complete, raising.complete, rights.in_campaign(*Role), own),
        Route(TakeBack, raising.take_back, rights.in_campaign(*Role), own),
        Route(Gone, raising.gone, rights.in_campaign(*Role), own),
        Route(HowToRaise, raising.how_to, rights.in_campaign(*Role), own),
        Route(ShowDifficulties, difficulties.show, rights.in_campaign(*Role), own),
        # only of what is open to the office, or was given to the speaker
        Route(
            AnswerDifficulty,
            difficulties.answer,
            rights.in_campaign(Role.CLERK, Role.OBSERVER, Role.CAPTAIN),
            difficulties_open,
        ),
        Route(OwnDifficulty, difficulties.own, rights.in_campaign(Role.CLERK, Role.OBSERVER), difficulties_open),
        Route(Remove, removing.remove, rights.holding(Role.CLERK), own),
        Route(ConfirmRemove, removing.confirm, rights.holding(Role.CLERK), alone),
        Route(KeepAll, removing.keep, rights.holding(Role.CLERK), own),
    )
}
