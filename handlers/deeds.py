"""From an intent to the handler that answers it, and who may want it: one line each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from handlers import attachments, crowds, rights, talk
from handlers.counts import amend, clarify, report, rounds, undo
from handlers.drafting import Drafts
from handlers.headcounts import ledger, ledger_files
from handlers.intents.answers import ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.crowds import Admit, FollowMove, PostSummary
from handlers.intents.drafts import (
    AcceptDraft,
    AnswerDraft,
    DropDraft,
    PasteDraft,
    PreviewDraft,
    ReviewDraft,
    SettleDoubt,
    ShowDraft,
)
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
    ShowTeam,
    ShowTrust,
    TellCalled,
    Urge,
)
from handlers.intents.files import Attach, EndErrand, HandOutFile
from handlers.intents.intent import Intent
from handlers.intents.ledger import EnterCount, LeaveLedger, ProposeCount, ShowLedger
from handlers.intents.me import AddChannel, CallMe, ConfirmErase, DropChannel, EraseMe, ShowData, ShowMe, Stay, Withdraw
from handlers.intents.nights import AskNight, AskSolarDay, ChangeNight, LeaveNights, TellExtra, WhichNight
from handlers.intents.papers import CorrectLetter, Export, IssueLetter, ShowPicture, WeeklyLetter
from handlers.intents.people import (
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
from handlers.intents.plans import ShowSchedule
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
from handlers.intents.talking import Chat, Help, Start, TooLate
from handlers.intents.templates import LeaveTemplate, PreviewTemplate, ResetTemplate, ShowTemplate, UseTemplate
from handlers.intents.units import LeaveUnits, Rearrange, Rearranged
from handlers.intents.wishes import (
    Announce,
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
from handlers.outcome import Heard, Outcome
from handlers.outgoing import handouts, papers, templates
from handlers.people import (
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
from handlers.rights import Rule
from handlers.shifts import ahead, answering_for, assigning, away, shift_answers
from handlers.tonight import evening, ladder
from handlers.tree import removing, units
from handlers.ward_office import office
from handlers.wishes import announcing, answering, changing, passing
from storage.database import Rows
from storage.lookup import OWN, Who
from storage.records import Role

Handler = Callable[[Any, Heard, Who, Rows], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Who answers an intent, and who may want it."""

    handler: Handler
    rule: Rule


DRAFTS = Drafts(plan.PLAN, roster.ROSTER, ledger_files.HEADCOUNTS)

DEEDS: dict[type[Intent], Deed] = {
    Start: Deed(meeting.start, rights.anyone),
    Help: Deed(meeting.show_help, rights.anyone),
    Chat: Deed(talk.chat, rights.anyone),
    TooLate: Deed(talk.too_late, rights.anyone),
    ShowStatus: Deed(seeing.answer_later, rights.holding(*rights.READERS)),
    ShowMissing: Deed(seeing.answer_later, rights.holding(*rights.READERS)),
    ShowBands: Deed(seeing.answer_later, rights.holding(*rights.READERS)),
    ShowPushes: Deed(seeing.answer_later, rights.holding(Role.CLERK, Role.OBSERVER)),
    ShowLedger: Deed(ledger.show, rights.holding(*rights.READERS)),
    ProposeCount: Deed(ledger.propose, rights.holding(Role.CLERK)),
    EnterCount: Deed(ledger.enter, rights.holding(Role.CLERK)),
    LeaveLedger: Deed(ledger.leave, rights.holding(Role.CLERK)),
    PreviewDraft: Deed(DRAFTS.preview, rights.our_own_errand),
    PasteDraft: Deed(DRAFTS.paste, rights.holding(Role.CLERK)),
    ShowDraft: Deed(DRAFTS.show, rights.holding(Role.CLERK)),
    AnswerDraft: Deed(DRAFTS.answer, rights.holding(Role.CLERK)),
    ReviewDraft: Deed(roster.review, rights.holding(Role.CLERK)),
    SettleDoubt: Deed(roster.settle, rights.holding(Role.CLERK)),
    AcceptDraft: Deed(DRAFTS.accept, rights.holding(Role.CLERK)),
    DropDraft: Deed(DRAFTS.drop, rights.holding(Role.CLERK)),
    Export: Deed(papers.export, rights.holding(Role.CLERK, Role.OBSERVER)),
    WeeklyLetter: Deed(papers.weekly_letter, rights.holding(Role.CLERK, Role.OBSERVER)),
    IssueLetter: Deed(papers.issue_letter, rights.holding(Role.CLERK)),
    CorrectLetter: Deed(papers.correct_letter, rights.holding(Role.CLERK)),
    ShowTemplate: Deed(templates.show, rights.holding(Role.CLERK)),
    PreviewTemplate: Deed(templates.preview, rights.our_own_errand),
    UseTemplate: Deed(templates.use, rights.holding(Role.CLERK)),
    LeaveTemplate: Deed(templates.leave, rights.holding(Role.CLERK)),
    ResetTemplate: Deed(templates.reset, rights.holding(Role.CLERK)),
    ShowPicture: Deed(papers.show_picture, rights.holding(*rights.READERS)),
    Report: Deed(report.report, rights.tells),
    Keep: Deed(report.keep, rights.holding(*rights.WRITERS)),
    TellRound: Deed(rounds.tell, rights.tells_round),
    AskRound: Deed(rounds.ask_back, rights.tells_round),
    Clarify: Deed(clarify.clarify, rights.holding(*rights.WRITERS)),
    HowToReport: Deed(undo.how_to_report, rights.holding(*rights.WRITERS)),
    HowToCorrect: Deed(undo.how_to_correct, rights.holding(*rights.WRITERS)),
    Undo: Deed(undo.undo, rights.holding(*rights.WRITERS)),
    ShareContact: Deed(enrol.share_contact, rights.anyone),
    Enrol: Deed(enrol.enrol, rights.anyone),  # its choice was bound to this chat, and its invitation is looked at again
    NotMe: Deed(enrol.not_me, rights.anyone),
    Invite: Deed(invitations.invite, rights.holding(Role.CLERK)),
    RenewInvites: Deed(invitations.renew, rights.holding(Role.CLERK)),
    KeepInvites: Deed(invitations.keep, rights.holding(Role.CLERK)),
    ForgiveGuesses: Deed(invitations.forgive, rights.holding(Role.CLERK)),
    HandOutInvites: Deed(invitations.hand_out, rights.our_own_errand),
    HandOutCards: Deed(invitations.hand_out_cards, rights.our_own_errand),
    Amend: Deed(amend.amend, rights.anyone),
    Attach: Deed(attachments.attach, rights.anyone),
    Admit: Deed(crowds.admit, rights.anyone),
    FollowMove: Deed(crowds.follow_move, rights.anyone),
    PostSummary: Deed(crowds.post_summary, rights.holding(Role.CLERK)),
    HandOutFile: Deed(handouts.hand_over, rights.our_own_errand),
    EndErrand: Deed(attachments.end_errand, rights.our_own_errand),
    Attend: Deed(evening.attend, rights.holding(*OWN)),
    AskTeam: Deed(evening.ask_team, rights.holding(*OWN, Role.VOLUNTEER)),
    ShowTeam: Deed(evening.show_team, rights.holding(*OWN)),
    AttendKnown: Deed(evening.attend_known, rights.holding(*OWN)),
    Later: Deed(ladder.put_off, rights.holding(*OWN)),
    CallOff: Deed(ladder.call_off, rights.holding(*OWN)),
    GoOn: Deed(nights.go_on, rights.holding(*OWN)),
    SettleExcuse: Deed(ladder.settle, rights.holding(Role.CLERK)),
    GoAway: Deed(away.go_away, rights.holding(*Role)),
    Urge: Deed(office.urge, rights.holding(Role.CLERK)),
    Forget: Deed(office.forget, rights.holding(Role.CLERK)),
    ShowCalls: Deed(office.show_calls, rights.holding(Role.CLERK)),
    Called: Deed(office.called, rights.holding(Role.CLERK)),
    TellCalled: Deed(office.tell_called, rights.holding(Role.CLERK)),
    ShowTrust: Deed(office.show_trust, rights.holding(Role.CLERK)),
    AnswerShifts: Deed(shift_answers.answer_shifts, rights.holding(*Role)),  # only one's own, looked at again there
    TakePlace: Deed(shift_answers.take_place, rights.holding(*Role)),  # its choice was bound to this person
    LeavePlace: Deed(shift_answers.leave_place, rights.holding(*Role)),
    Assign: Deed(assigning.assign, rights.holding(Role.CAPTAIN, Role.CLERK)),
    AssignPeople: Deed(assigning.assign_people, rights.holding(Role.CAPTAIN, Role.CLERK)),
    AnswerFor: Deed(answering_for.answer_for, rights.holding(Role.CAPTAIN)),
    Replace: Deed(assigning.replace_, rights.holding(Role.CAPTAIN, Role.CLERK)),
    BusyOn: Deed(away.busy_on, rights.holding(*Role)),
    ShowPlaces: Deed(assigning.show_places, rights.holding(Role.CAPTAIN, Role.CLERK)),
    ShowShifts: Deed(ahead.show_shifts, rights.holding(*Role)),
    ShowAhead: Deed(ahead.show_ahead, rights.holding(*Role)),
    ChangeNight: Deed(nights.change_night, rights.holding(Role.CLERK)),
    WhichNight: Deed(nights.which_night, rights.known),
    AskNight: Deed(nights.ask_night, rights.holding(*rights.READERS, Role.CAPTAIN)),
    AskSolarDay: Deed(nights.ask_solar_day, rights.holding(*Role)),
    LeaveNights: Deed(nights.leave, rights.holding(*rights.WRITERS)),
    TellExtra: Deed(extra.tell_extra, rights.tells_extra),
    ShowSchedule: Deed(schedule.show_schedule, rights.holding(*rights.READERS)),
    # Which units a head or a clerk answers for is looked up by the handlers: handlers/scope.py.
    HandOver: Deed(handover.hand_over, rights.holding(*rights.HEADS)),
    ConfirmHandOver: Deed(handover.confirm, rights.holding(*rights.HEADS)),
    Appoint: Deed(staffing.appoint, rights.holding(*rights.HEADS)),
    ConfirmAppoint: Deed(staffing.confirm_appoint, rights.holding(*rights.HEADS)),
    Dismiss: Deed(staffing.dismiss, rights.holding(*rights.HEADS)),
    ConfirmDismiss: Deed(staffing.confirm_dismiss, rights.holding(*rights.HEADS)),
    Rephone: Deed(staffing.rephone, rights.holding(*rights.HEADS)),
    ConfirmRephone: Deed(staffing.confirm_rephone, rights.holding(*rights.HEADS)),
    KeepPosts: Deed(handover.keep, rights.holding(*rights.HEADS)),
    NameContact: Deed(contacts.name_contact, rights.holding(*rights.HEADS)),
    ShowContacts: Deed(contacts.show_contacts, rights.holding(*rights.HEADS)),
    ShowHistory: Deed(history.show_history, rights.holding(*rights.WRITERS)),
    ShowUnreached: Deed(invitations.show_unreached, rights.holding(*rights.HEADS)),
    Introduce: Deed(introductions.introduce, rights.stranger),
    Vouch: Deed(introductions.vouch, rights.holding(*rights.HEADS)),
    Disown: Deed(introductions.disown, rights.holding(*rights.HEADS)),
    ShowMe: Deed(me.show_me, rights.known),
    CallMe: Deed(me.call_me, rights.known),
    AddChannel: Deed(me.add_channel, rights.known),
    DropChannel: Deed(me.drop_channel, rights.known),
    ShowData: Deed(me.show_data, rights.known),
    EraseMe: Deed(me.erase_me, rights.known),
    ConfirmErase: Deed(me.confirm_erase, rights.known),
    Stay: Deed(me.stay, rights.known),
    Withdraw: Deed(me.withdraw, rights.known),
    Rearrange: Deed(units.rearrange, rights.holding(Role.CLERK)),
    Rearranged: Deed(units.rearranged, rights.holding(Role.CLERK)),
    LeaveUnits: Deed(units.leave, rights.holding(Role.CLERK)),
    Converse: Deed(answering.converse, rights.anyone),
    Wonder: Deed(answering.wonder, rights.anyone),
    AskAbout: Deed(answering.ask_about, rights.known),
    ReadBack: Deed(changing.read_back, rights.known),
    Wish: Deed(changing.never, rights.known),
    Reread: Deed(changing.never, rights.known),
    PassOn: Deed(passing.pass_on, rights.anyone),
    TellHead: Deed(passing.tell_head, rights.known),
    TellTeam: Deed(passing.tell_team, rights.known),
    TellCaptain: Deed(passing.tell_captain, rights.known),
    LeaveIt: Deed(passing.leave, rights.known),
    Remind: Deed(changing.remind, rights.holding(Role.CLERK)),
    Announce: Deed(announcing.announce, rights.holding(Role.CLERK, Role.CAPTAIN)),
    RemindShifts: Deed(changing.remind_shifts, rights.holding(Role.CAPTAIN)),
    ShowNotes: Deed(passing.show_notes, rights.holding(Role.CLERK)),
    AnswerNote: Deed(passing.answer_note, rights.holding(Role.CLERK)),
    SettleNotes: Deed(passing.settle_notes, rights.holding(Role.CLERK)),
    Remove: Deed(removing.remove, rights.holding(Role.CLERK)),
    ConfirmRemove: Deed(removing.confirm, rights.holding(Role.CLERK)),
    KeepAll: Deed(removing.keep, rights.holding(Role.CLERK)),
}
