"""What handlers decide and storage writes: one statement, or a handful, for all facts of one kind."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from storage import (
    absences,
    accounts,
    announcements,
    calls,
    campaigns,
    chats,
    chosen,
    contacts,
    difficulties,
    drafts,
    erasing,
    errands,
    evidence,
    guides,
    headcounts,
    history,
    introductions,
    invites,
    letters,
    lineage,
    locks,
    nights,
    notes,
    officials,
    people,
    posts,
    questions,
    queued,
    reachable,
    removing,
    reports,
    sayings,
    sessions,
    shifts,
    templates,
    units,
)
from storage.database import Transaction
from storage.standing import Reported

Fact = (
    units.Founded
    | units.Renamed
    | units.Ended
    | units.UnitMoved
    | lineage.Became
    | people.Enrolled
    | people.PersonChanged
    | people.Addressed
    | reachable.Preferred
    | posts.PostTaken
    | posts.PostEnded
    | history.Noted
    | contacts.ContactNamed
    | introductions.Introduction
    | introductions.IntroductionAsked
    | introductions.IntroductionClosed
    | headcounts.HeadcountEntered
    | headcounts.BaselineEntered
    | officials.OfficialEntered
    | nights.NightChanged
    | sessions.SessionPlanned
    | sessions.SessionTimed
    | sessions.SessionHanded
    | campaigns.CampaignSet
    | campaigns.CampaignChanged
    | campaigns.Announced
    | announcements.AnnouncementSent
    | announcements.AnnouncementStopped
    | announcements.Cleared
    | announcements.Deed
    | announcements.DeedTakenBack
    | Reported
    | templates.TemplateKept
    | templates.TemplateUsed
    | letters.LetterIssued
    | invites.Invited
    | invites.InviteShown
    | invites.CardReprinted
    | invites.InviteUsed
    | invites.WrongCode
    | invites.GuessesForgiven
    | accounts.Linked
    | accounts.Consented
    | accounts.Unlinked
    | erasing.Erased
    | erasing.Withdrawn
    | evidence.PhotoKept
    | guides.StepDropped
    | chats.Left
    | chats.ChatMoved
    | chats.Bulletin
    | questions.QuestionClosed
    | drafts.Draft
    | drafts.DraftChanged
    | drafts.DraftClosed
    | queued.Queued
    | queued.TurnCame
    | errands.Errand
    | errands.ErrandEnded
    | shifts.Offered
    | shifts.Answered
    | shifts.PlaceTaken
    | shifts.Attended
    | absences.WentAway
    | absences.Busy
    | absences.Postponed
    | absences.Excused
    | absences.ExcuseSettled
    | notes.Note
    | chosen.Chosen
    | chats.Shown
    | notes.NoteSettled
    | notes.NoteAttached
    | sayings.FiguresSaid
    | locks.Reopening
    | locks.Slip
    | locks.SlipSettled
    | difficulties.Raised
    | difficulties.Retold
    | difficulties.Owned
    | difficulties.DifficultySettled
    | calls.Called
    | removing.UnitRemoved
    | removing.PersonRemoved
)

# In the order of writing: what is pointed at comes before what points at it.
WRITERS: dict[type, Callable[[Transaction, Iterable[Any]], Awaitable[None]]] = {
    units.Founded: units.write_founded,
    units.Renamed: units.write_renamed,
    units.Ended: units.write_ended,
    units.UnitMoved: units.write_moved,
    lineage.Became: lineage.write_became,
    campaigns.CampaignSet: campaigns.write_set,
    people.Enrolled: people.write_enrolled,
    people.PersonChanged: people.write_changed,
    people.Addressed: people.write_addressed,
    reachable.Preferred: reachable.write_preferred,
    posts.PostTaken: posts.write_taken,
    posts.PostEnded: posts.write_ended,
    history.Noted: history.write_noted,
    contacts.ContactNamed: contacts.write_named,
    introductions.Introduction: introductions.write_introduced,
    introductions.IntroductionAsked: introductions.write_asked,
    introductions.IntroductionClosed: introductions.write_closed,
    headcounts.HeadcountEntered: headcounts.write_counted,
    headcounts.BaselineEntered: headcounts.write_started,
    officials.OfficialEntered: officials.write_entered,
    nights.SessionCancelled: nights.write_changed,
    nights.SessionMoved: nights.write_changed,
    nights.SessionReinstated: nights.write_changed,
    sessions.SessionPlanned: sessions.write_planned,
    sessions.SessionTimed: sessions.write_timed,
    sessions.SessionHanded: sessions.write_handed,
    campaigns.CampaignChanged: campaigns.write_changed,
    campaigns.Announced: campaigns.write_announced,
    announcements.AnnouncementSent: announcements.write_sent,
    announcements.AnnouncementStopped: announcements.write_stopped,
    announcements.Cleared: announcements.write_cleared,
    announcements.Deed: announcements.write_deeds,
    announcements.DeedTakenBack: announcements.write_taken_back,
    Reported: reports.write_reported,
    templates.TemplateKept: templates.write_kept,
    templates.TemplateUsed: templates.write_used,
    letters.LetterIssued: letters.write_issued,
    invites.Invited: invites.write_invited,
    invites.InviteShown: invites.write_shown,
    invites.CardReprinted: invites.write_reprinted,
    invites.InviteUsed: invites.write_used,
    invites.WrongCode: invites.write_wrong,
    invites.GuessesForgiven: invites.write_forgiven,
    accounts.Linked: accounts.write_linked,
    accounts.Consented: accounts.write_consented,
    accounts.Unlinked: accounts.write_unlinked,
    erasing.Erased: erasing.write_erased,
    erasing.Withdrawn: erasing.write_withdrawn,
    evidence.PhotoKept: evidence.write_kept,
    guides.StepDropped: guides.write_dropped,
    chats.Left: chats.write_left,
    chats.ChatMoved: chats.write_moved,
    chats.Bulletin: chats.write_bulletins,
    questions.QuestionClosed: questions.write_closed,
    drafts.Draft: drafts.write_drafts,
    drafts.DraftChanged: drafts.write_changed,
    drafts.DraftClosed: drafts.write_closed,
    queued.Queued: queued.write_queued,
    queued.TurnCame: queued.write_came,
    errands.Errand: errands.write_errands,
    errands.ErrandEnded: errands.write_ended,
    shifts.Answered: shifts.write_answered,
    shifts.PlaceTaken: shifts.write_taken,
    shifts.Offered: shifts.write_offered,
    shifts.Attended: shifts.write_attended,
    absences.WentAway: absences.write_away,
    absences.Busy: absences.write_busy,
    absences.Postponed: absences.write_postponed,
    absences.Excused: absences.write_excused,
    absences.ExcuseSettled: absences.write_settled,
    notes.Note: notes.write_kept,
    chosen.Chosen: chosen.write_chosen,
    chats.Shown: chats.write_shown,
    notes.NoteSettled: notes.write_settled,
    notes.NoteAttached: notes.write_attached,
    sayings.FiguresSaid: sayings.write_kept,
    locks.Reopening: locks.write_reopened,
    locks.Slip: locks.write_slips,
    locks.SlipSettled: locks.write_settled,
    difficulties.Raised: difficulties.write_raised,
    difficulties.Retold: difficulties.write_retold,
    difficulties.Owned: difficulties.write_owned,
    difficulties.DifficultySettled: difficulties.write_settled,
    calls.Called: calls.write_called,
    removing.UnitRemoved: removing.write_units,
    removing.PersonRemoved: removing.write_people,
}


async def write(tx: Transaction, facts: Iterable[Fact]) -> None:
    kinds: dict[type, list[Fact]] = defaultdict(list)
    for fact in facts:
        kinds[type(fact)].append(fact)
    for kind, writer in WRITERS.items():
        if kinds[kind]:
            await writer(tx, kinds[kind])
