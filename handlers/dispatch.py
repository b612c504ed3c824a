"""What an intent touches, whether it is allowed, what is decided; handlers/deeds.py says by whom."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import attachments, choices, crowds, following, talk, texts_several
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
from handlers.intents.reports import Amend, Clarify, Keep, Report, Undo
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
from handlers.intents.wishes import AnswerNote, LeaveIt, PassOn, SettleNotes, Wish
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, ask
from handlers.people import codes
from handlers.texts import Pair, lines, pair
from handlers.texts import pressed as pressed_text
from handlers.understanding import Understood
from handlers.wishes import catalogue, deciding, masking, texts_wishes
from storage.chats import Shown
from storage.chosen import Chosen
from storage.database import Rows
from storage.lookup import OWN, Who
from storage.notes import Note
from storage.questions import QuestionClosed
from storage.records import Choice, Message, Role
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
        refused = report.refuse(intent, heard, who, read) if isinstance(intent, Report) else talk.refuse(heard, who)
        return crowds.discreet(await refused, intent, who)
    outcome = _beneath(await DEEDS[type(intent)].handler(intent, heard, who, read), understood, heard, who)
    if outcome.unread and understood.otherwise is not None:
        return await decide(replace(understood, intent=understood.otherwise, otherwise=None), heard, who, read)
    if understood.then is not None:
        then = replace(understood.then, beneath=(), apart=())
        outcome = both(outcome, await decide(then, heard, who, read), understood, heard, who)
    if isinstance(intent, following.SHOWN) and who.person is not None:
        outcome = replace(outcome, facts=(*outcome.facts, Shown(who.chat.id, choices.dump(intent), heard.at)))
    return _chosen(crowds.discreet(_with_file(outcome, understood, heard, who), intent, who), understood, heard, who)


def both(first: Outcome, second: Outcome, understood: Understood, heard: Heard, who: Who) -> Outcome:
    """What two sayings of one message bring, in one reply. The second changes nothing by itself: it is asked about."""
    mine = next((one for one in first.replies if one.chat == who.chat and one.words), None)
    if mine is None or understood.then is None or who.person is None:
        return first
    p, then = pair(who.person), understood.then.intent
    theirs = second.replies[0] if len(second.replies) == 1 and second.replies[0].chat == who.chat else None
    kept = tuple(fact for fact in second.facts if isinstance(fact, Note | Shown))
    if theirs is None or len(kept) < len(second.facts) or (mine.question and (theirs.question or not theirs.words)):
        kept = ()
        theirs = _offered(then, understood.rest, p, heard, who, more=mine.question is not None)
    if theirs is None:
        return first
    if theirs.words is None:  # worded when it is sent: what was recorded stands before it
        said = replace(theirs, params={**theirs.params, "before": mine.words or ""})
    elif mine.question is None:
        said = replace(mine, words=f"{mine.words}\n\n{theirs.words}", question=theirs.question)
    elif theirs.question is None:
        said = replace(mine, words=f"{theirs.words}\n\n{mine.words}")
    else:
        more = _renumbered(theirs.question.choices, len(mine.question.choices))
        question = replace(mine.question, choices=(*mine.question.choices, *more))
        told = texts_several.beside(p, understood.rest, [(one.digit or 0, one.label) for one in more])
        said = replace(mine, words=f"{mine.words}\n\n{told}", question=question)
    replies = tuple(said if one is mine else one for one in first.replies)
    return replace(first, facts=(*first.facts, *kept), replies=replies)


def _renumbered(some: Sequence[Choice], before: int) -> tuple[Choice, ...]:
    return tuple(replace(choice, digit=number) for number, choice in enumerate(some, start=before + 1))


def _offered(then: Intent, rest: str, p: Pair, heard: Heard, who: Who, *, more: bool) -> Message | None:
    """What was meant beside the figures, as a choice; none where no choice can hold it."""
    if not choices.holds(then):
        return None
    if more:
        return ask(heard, who, Markup(""), [(texts_several.short(rest), then)])
    options = [(texts_several.DO_IT, then), (texts_wishes.LEAVE, LeaveIt())]
    return ask(heard, who, texts_several.shall(p, rest), options)


def _beneath(outcome: Outcome, understood: Understood, heard: Heard, who: Who) -> Outcome:
    """What else was meant, perhaps: as choices of the answer, or behind one that is worded later."""
    asked = next((one.question for one in outcome.replies if one.question), None)
    beneath = understood.apart if asked else (*understood.apart, *understood.beneath)
    if not beneath or who.person is None:
        return outcome
    mine = [one for one in outcome.replies if one.chat == who.chat and one.words]
    if asked and len(mine) != 1:
        return outcome
    labels = [catalogue.entries()[wish.wish].said for wish in beneath]
    first = len(asked.choices) if asked else 0
    told = texts_wishes.or_else(pair(who.person), labels, first)
    options = list(zip(labels, beneath, strict=True))
    if len(mine) != 1:
        return replace(outcome, replies=(*outcome.replies, ask(heard, who, told, options)))
    more = ask(heard, who, lines(Markup(mine[0].words), told), options)
    if asked and more.question:
        choices_ = (*asked.choices, *_renumbered(more.question.choices, first))
        more = replace(mine[0], words=more.words, question=replace(asked, choices=choices_))
    return replace(outcome, replies=tuple(more if one is mine[0] else one for one in outcome.replies))


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
    if understood.question is None or _figures_still_asked(understood, who):
        return outcome
    outcome = replace(outcome, facts=(*outcome.facts, *_learnt(understood, heard, who)))
    closed = {fact.question_id for fact in outcome.facts if isinstance(fact, QuestionClosed)}
    own = () if understood.question in closed else (QuestionClosed(understood.question, heard.key, heard.at),)
    return Outcome((*outcome.facts, *own), (*_edit(understood, heard, who), *outcome.replies), outcome.notice)


def _learnt(understood: Understood, heard: Heard, who: Who) -> tuple[Chosen, ...]:
    """A reading that was chosen among those offered is the cheapest example there is; "something else" is one too."""
    offered = choices.load(understood.choice.intent) if understood.choice else None
    if who.person is None or not isinstance(offered, Wish | PassOn) or (isinstance(offered, PassOn) and offered.wish):
        return ()
    unknown = deciding.read(offered.text, who).unexplained
    words = masking.masked(offered.text, [group.unit.name for group in who.plan], unknown)
    role = next((str(post.role) for post in who.posts), "")
    return (Chosen(heard.ids(), who.person.id, role, offered.wish, words, heard.at),)


def _figures_still_asked(understood: Understood, who: Who) -> bool:
    """What stood beside a question about figures was chosen: the figures are still not known."""
    if understood.choice is None or isinstance(understood.intent, Report | Keep):
        return False
    asked = next((one for one in who.questions if one.id == understood.question), None)
    return asked is not None and bool(asked.choices) and isinstance(choices.load(asked.choices[0].intent), Report)


def _edit(understood: Understood, heard: Heard, who: Who) -> tuple[Message, ...]:
    if understood.choice is None or understood.words is None:
        return ()
    words = str(pressed_text(understood.words, understood.choice.label))
    return (Message(heard.ids(), "edit", heard.key, heard.at, chat=who.chat, words=words, edits=understood.outbox_id),)
