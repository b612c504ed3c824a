"""What an intent touches, whether it is allowed, what is decided; handlers/deeds.py says by whom."""

from dataclasses import replace

from handlers import attachments, crowds
from handlers.counts import amend, report
from handlers.deeds import DEEDS
from handlers.inbound import Kind
from handlers.intents.crowds import Admit, FollowMove
from handlers.intents.evening import (
    GoAway,
    SettleExcuse,
)
from handlers.intents.intent import Intent
from handlers.intents.ledger import (
    AcceptHeadcounts,
    PreviewHeadcounts,
)
from handlers.intents.me import ConfirmErase, Withdraw
from handlers.intents.nights import TellExtra
from handlers.intents.people import (
    Enrol,
    HandOutCards,
    HandOutInvites,
    Vouch,
)
from handlers.intents.plans import AgreePlan, AnswerPlan, DropPlan, PreviewPlan
from handlers.intents.posts import ConfirmAppoint, ConfirmDismiss, ConfirmHandOver
from handlers.intents.removing import ConfirmRemove
from handlers.intents.reports import Amend, Clarify, Report, Undo
from handlers.intents.rosters import AcceptRoster
from handlers.intents.rounds import TellRound
from handlers.intents.shifts import (
    AnswerFor,
    AnswerShifts,
    Assign,
    AssignPeople,
    TakePlace,
)
from handlers.intents.talking import Start, TooLate
from handlers.intents.units import Rearranged
from handlers.intents.wishes import AnswerNote, SettleNotes
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, ask
from handlers.people import codes, meeting
from handlers.texts import lines, pair
from handlers.texts import pressed as pressed_text
from handlers.understanding import Understood
from handlers.wishes import catalogue, texts_wishes
from storage.database import Rows
from storage.lookup import OWN, Who
from storage.questions import QuestionClosed
from storage.records import Message, Role
from storage.standing import Reported

EVERYTHING = "everything"  # what touches it is decided alone
PLANS = PreviewPlan | AnswerPlan | AgreePlan | DropPlan
PEOPLE = (
    AcceptRoster
    | ConfirmHandOver
    | ConfirmAppoint
    | ConfirmDismiss
    | ConfirmErase
    | Withdraw
    | Vouch
    | HandOutInvites
    | HandOutCards
    | Rearranged
    | ConfirmRemove
)
EVENINGS = SettleExcuse | Assign | AssignPeople | AnswerFor | GoAway
COUNTS = PreviewHeadcounts | AcceptHeadcounts
ALONE = PLANS | PEOPLE | EVENINGS | COUNTS | FollowMove | Amend


def may(who: Who, intent: Intent) -> bool:
    """Asked here and nowhere else, for chat, web and files; what nobody has listed is refused."""
    deed = DEEDS.get(type(intent))
    return deed is not None and deed.rule(who, intent)


def touches(intent: Intent, who: Who) -> frozenset[str]:
    """What a decision changes or sums over: two that share a name are decided one after the other."""
    if isinstance(intent, ALONE) or (isinstance(intent, Undo) and any(p.role not in OWN for p in who.posts)):
        return frozenset({EVERYTHING})
    if isinstance(intent, Clarify) and who.has(Role.CLERK):  # offered are the units that go tonight, whoever said so
        return frozenset({EVERYTHING})
    # Their own units always: what somebody writes is read against what stands there.
    mine = {f"chat/{who.chat.id}", *(f"unit/{unit}" for unit in who.own)}
    report = intent.report if isinstance(intent, TellExtra) else intent
    told = {f"unit/{telling.unit_id}" for telling in report.tellings} if isinstance(report, Report) else set()
    if isinstance(intent, TellRound):
        told.add(f"unit/{intent.unit}")
    if isinstance(intent, Start):
        read = codes.read(intent.code)
        told |= {f"code/{code}" for code in (read.codes if read else ())}
    if isinstance(intent, AnswerShifts | TakePlace):
        told |= {f"shift/{one}" for one in intent.shifts}
    if isinstance(intent, SettleNotes | AnswerNote):
        told.add("notes")
    people = {who.person.id} if who.person else {intent.person} if isinstance(intent, Enrol) else set()
    return frozenset(mine | told | {f"person/{person}" for person in people})


def may_touch(who: Who) -> frozenset[str]:
    """What a message may turn out to be about once those before it in its chat are decided."""
    if who.has(Role.CLERK):
        return frozenset({EVERYTHING})
    return frozenset(f"unit/{unit}" for unit in who.own)


async def decide(understood: Understood, heard: Heard, who: Who, read: Rows) -> Outcome:
    intent = understood.intent
    if isinstance(intent, Amend) and intent.fresh is not None and await amend.tells_first(intent, read):
        understood = replace(understood, intent=intent.fresh)
        intent = intent.fresh
    if who.person is None and not who.private and not isinstance(intent, Admit | FollowMove | TooLate):
        return Outcome()  # in a group only people we know are answered
    if not may(who, intent):
        refused = report.refuse(intent, heard, who, read) if isinstance(intent, Report) else meeting.refuse(heard, who)
        return crowds.discreet(await refused, intent, who)
    outcome = _beneath(await DEEDS[type(intent)].handler(intent, heard, who, read), understood, heard, who)
    if outcome.unread and understood.otherwise is not None:
        return await decide(replace(understood, intent=understood.otherwise, otherwise=None), heard, who, read)
    return _chosen(crowds.discreet(_with_file(outcome, understood, heard, who), intent, who), understood, heard, who)


def _beneath(outcome: Outcome, understood: Understood, heard: Heard, who: Who) -> Outcome:
    """What else was meant, perhaps: as choices of the answer, or behind one that is worded later."""
    if not understood.beneath or who.person is None or any(one.question for one in outcome.replies):
        return outcome
    options = [(catalogue.entries()[wish.wish].said, wish) for wish in understood.beneath]
    told = texts_wishes.or_else(pair(who.person), [label for label, _ in options])
    mine = [one for one in outcome.replies if one.chat == who.chat and one.words]
    if len(mine) != 1:
        return replace(outcome, replies=(*outcome.replies, ask(heard, who, told, options)))
    asked = ask(heard, who, lines(Markup(mine[0].words), told), options)
    return replace(outcome, replies=tuple(asked if one is mine[0] else one for one in outcome.replies))


def _with_file(outcome: Outcome, understood: Understood, heard: Heard, who: Who) -> Outcome:
    """A photo whose caption was a report stays beside the night that it told of."""
    told = {fact.event.session_id for fact in outcome.facts if isinstance(fact, Reported)}
    nights = (night for own in who.own.values() for night in own.nights if night.session.id in told)
    night = next(nights, None)
    if understood.file is None or understood.file.kind is not Kind.PHOTO or night is None or who.person is None:
        return outcome
    facts = attachments.kept(understood.file, night, who.person, heard)
    return replace(outcome, facts=(*outcome.facts, *facts))


def _chosen(outcome: Outcome, understood: Understood, heard: Heard, who: Who) -> Outcome:
    """Close the question that was answered, and show in its message what was chosen."""
    if understood.question is None:
        return outcome
    closed = {fact.question_id for fact in outcome.facts if isinstance(fact, QuestionClosed)}
    own = () if understood.question in closed else (QuestionClosed(understood.question, heard.key, heard.at),)
    return Outcome((*outcome.facts, *own), (*_edit(understood, heard, who), *outcome.replies), outcome.notice)


def _edit(understood: Understood, heard: Heard, who: Who) -> tuple[Message, ...]:
    if understood.choice is None or understood.words is None:
        return ()
    words = str(pressed_text(understood.words, understood.choice.label))
    return (Message(heard.ids(), "edit", heard.key, heard.at, chat=who.chat, words=words, edits=understood.outbox_id),)
