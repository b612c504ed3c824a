"""Has an intent answered, by whom and for whom handlers/routing.py says; and does what follows from any answer."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import attachments, choices, following, talk, texts
from handlers.counts import amend, report
from handlers.difficulties import texts as difficulties_texts
from handlers.inbound import FileKind, Spoken
from handlers.intents.answers import ShowBands, ShowStatus
from handlers.intents.crowds import Admit, FollowMove, PostSummary
from handlers.intents.difficulties import Raise
from handlers.intents.files import SayAgain
from handlers.intents.guide import ShowGuide
from handlers.intents.intent import Choosable, Intent
from handlers.intents.reports import Amend, Keep, Report
from handlers.intents.talking import OfferOtherWay, TooLate
from handlers.intents.wishes import Converse, LeaveIt, PassOn, Reread, Wish
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer, ask, ask_in, prefixed
from handlers.routing import ROUTES
from handlers.texts import lines, pronouns
from handlers.texts import pressed as pressed_text
from handlers.understanding import TELLING, Understood
from handlers.wishes import catalogue, deciding, masking
from handlers.wishes import texts as wishes_texts
from storage.chats import Shown
from storage.chosen import Chosen
from storage.database import Rows
from storage.difficulties import Raised, Retold
from storage.errands import Errand, ErrandEnded
from storage.lookup import Who
from storage.notes import Note
from storage.questions import QuestionClosed
from storage.records import Choice, Message, Person
from storage.sayings import FiguresSaid
from storage.standing import Reported

MOST, MOST_OF_STRANGERS = 200, 10  # messages of one chat in ten minutes, in an hour, each of which is answered


async def decide(understood: Understood, request: Request, who: Who, read: Rows) -> Outcome:
    outcome = await _decided(understood, request, who, read)
    if understood.forwarded:
        outcome = _of_others(outcome, understood, request, who)
    elif understood.heard is not None:
        outcome = _spoken(outcome, understood, understood.heard, request, who)
    return _spared(outcome, understood, request, who)


def _spared(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """Who writes on and on hears so once, and from then on an answer only where something was recorded, or may be."""
    beyond = request.number - (MOST if who.person else MOST_OF_STRANGERS)
    if beyond <= 0:
        return outcome
    recorded = any(not isinstance(fact, Shown | Errand) for fact in outcome.facts)
    asked = any(reply.question for reply in outcome.replies)
    told = who.person is not None and isinstance(understood.intent, TELLING | Amend)
    kept = outcome if recorded or asked or told else Outcome(notice=outcome.notice)
    if beyond > 1 or not who.private:
        return kept
    return replace(kept, replies=(*kept.replies, answer(request, who, texts.too_fast(who.person))))


def _spoken(outcome: Outcome, understood: Understood, heard: Spoken, request: Request, who: Who) -> Outcome:
    """A machine has heard it: the words stand before the answer, and what would change anything waits for a yes."""
    ended, intent = ErrandEnded(heard.errand), understood.intent
    if who.person is None or not heard.text:
        return replace(outcome, facts=(*outcome.facts, ended))
    p = pronouns(who.person)
    chosen = understood.choice is not None and not any(letter.isdigit() for letter in heard.text)
    told = all(message.chat == who.chat for message in outcome.replies)
    if chosen:
        return replace(outcome, facts=(*outcome.facts, ended))
    if told and _changes_nothing(outcome):
        first, *others = outcome.replies or (answer(request, who, Markup("")),)
        replies = (prefixed(first, texts.heard(p, heard.text)), *others)
        return replace(outcome, facts=(*outcome.facts, ended), replies=replies)
    by_typing = intent if isinstance(intent, Report) and understood.then is None else Reread(heard.text)
    options = [(texts.RIGHT, by_typing), (texts.NOT_RIGHT, SayAgain())]
    return ask(request, who, texts.is_it_right(p, heard.text, _figures(intent, who)), options, ended)


def _of_others(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """Forwarded words are nobody's own before a yes: what would change anything is shown, and nothing is done."""
    if who.person is None or _changes_nothing(outcome):
        return outcome
    intent, words = understood.intent, understood.forwarded
    options = [(texts.MINE, intent if isinstance(intent, Choosable) else Reread(words)), (texts.NOT_MINE, LeaveIt())]
    return ask(request, who, texts.is_it_yours(pronouns(who.person), words, _figures(intent, who)), options)


def _changes_nothing(outcome: Outcome) -> bool:
    return all(isinstance(fact, Shown | Note | Errand) for fact in outcome.facts)


def _figures(intent: Intent, who: Who) -> Sequence[texts.ToldNight]:
    """What a yes would record, where it is a count."""
    return report.shown(intent, who) if isinstance(intent, Report) else ()


async def _decided(understood: Understood, request: Request, who: Who, read: Rows) -> Outcome:
    intent = understood.intent
    if isinstance(intent, Amend) and intent.fresh is not None and await amend.tells_first(intent, read):
        intent = intent.fresh
        understood = replace(understood, intent=intent)
    if who.person is None and not who.private and not isinstance(intent, Admit | FollowMove | OfferOtherWay | TooLate):
        return Outcome()  # in a group only people we know are answered
    route = ROUTES[type(intent)]
    speaker = route.rule(who, intent)
    if speaker is None:
        refused = report.refuse(intent, request, who, read) if isinstance(intent, Report) else talk.refuse(request, who)
        return _discreet(await refused, understood, request, who)
    outcome = await route.handler(intent, request, speaker, read)
    if outcome.unread and understood.otherwise is not None:
        return await _decided(replace(understood, intent=understood.otherwise, otherwise=None), request, who, read)
    outcome = _beneath(outcome, understood, request, who)
    if understood.then is not None:
        then = replace(understood.then, beneath=(), apart=())
        outcome = _both(outcome, await _decided(then, request, who, read), understood, request, who)
    for afterwards in AFTERWARDS:
        outcome = afterwards(outcome, understood, request, who)
    return outcome


def _both(first: Outcome, second: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """What two sayings of one message bring, in one reply. The second changes nothing by itself: it is asked about."""
    mine = next((reply for reply in first.replies if reply.chat == who.chat and reply.words), None)
    if (
        mine is None
        and isinstance(understood.intent, Amend)
        and isinstance(understood.then and understood.then.intent, Raise)
    ):
        return second  # the figures stand as they were; what they are stuck with was told more exactly
    if mine is None or understood.then is None or who.person is None:
        return first
    p, then = pronouns(who.person), understood.then.intent
    theirs = second.replies[0] if len(second.replies) == 1 and second.replies[0].chat == who.chat else None
    kept = tuple(fact for fact in second.facts if isinstance(fact, Note | Shown | Raised | Retold))
    if theirs is None or len(kept) < len(second.facts) or (mine.question and (theirs.question or not theirs.words)):
        kept = ()
        theirs = _offered(then, understood.rest, request, who, who.person, more=mine.question is not None)
    if theirs is None:
        return first
    if theirs.words is None:
        message = prefixed(theirs, Markup(mine.words or ""))
    elif mine.question is None:
        message = replace(mine, words=f"{mine.words}\n\n{theirs.words}", question=theirs.question)
    elif theirs.question is None:
        message = replace(mine, words=f"{theirs.words}\n\n{mine.words}")
    else:
        more = _renumbered(theirs.question.choices, len(mine.question.choices))
        question = replace(mine.question, choices=(*mine.question.choices, *more))
        text = texts.beside(p, understood.rest, [(choice.digit or 0, choice.label) for choice in more])
        message = replace(mine, words=f"{mine.words}\n\n{text}", question=question)
    replies = tuple(message if reply is mine else reply for reply in first.replies)
    return replace(first, facts=(*first.facts, *kept), replies=replies)


def _renumbered(some: Sequence[Choice], before: int) -> tuple[Choice, ...]:
    return tuple(replace(choice, digit=number) for number, choice in enumerate(some, start=before + 1))


def _offered(then: Intent, rest: str, request: Request, who: Who, person: Person, *, more: bool) -> Message | None:
    """What was meant beside the figures, as a choice; none where no choice can hold it."""
    if not isinstance(then, Choosable):
        return None
    if more:
        return ask_in(request, who.chat, person, Markup(""), [(texts.short(rest), then)])
    options = [(texts.DO_IT, then), (wishes_texts.LEAVE, LeaveIt())]
    return ask_in(request, who.chat, person, texts.shall(pronouns(person), rest), options)


def _beneath(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """What else was meant, perhaps: as choices of the answer, or behind one that is worded later."""
    asked = next((reply.question for reply in outcome.replies if reply.question), None)
    beneath = understood.apart if asked else (*understood.apart, *understood.beneath)
    if not beneath or who.person is None:
        return outcome
    mine = [reply for reply in outcome.replies if reply.chat == who.chat and reply.words]
    if asked and len(mine) != 1:
        return outcome
    labels = [catalogue.entries()[wish.wish].said for wish in beneath]
    first = len(asked.choices) if asked else 0
    text = wishes_texts.or_else(pronouns(who.person), labels, first)
    options = list(zip(labels, beneath, strict=True))
    if len(mine) != 1:
        return replace(outcome, replies=(*outcome.replies, ask_in(request, who.chat, who.person, text, options)))
    more = ask_in(request, who.chat, who.person, lines(Markup(mine[0].words), text), options)
    if asked and more.question:
        choices_ = (*asked.choices, *_renumbered(more.question.choices, first))
        more = replace(mine[0], words=more.words, question=replace(asked, choices=choices_))
    return replace(outcome, replies=tuple(more if reply is mine[0] else reply for reply in outcome.replies))


def _remembered(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """What was shown last in this chat: words may follow that mean something beside it alone."""
    intent = understood.intent
    if isinstance(intent, Converse | Raise) and outcome.guided:
        intent = ShowGuide(outcome.guided, intent.text)
    if who.person is None or not isinstance(intent, following.SHOWN):
        return outcome
    return replace(outcome, facts=(*outcome.facts, Shown(who.chat.id, choices.dump(intent), request.at)))


def _in_words(outcome: Outcome, _understood: Understood, request: Request, who: Who) -> Outcome:
    """What became figures is kept in its words."""
    if who.person is None or not request.said or not any(isinstance(fact, Reported) for fact in outcome.facts):
        return outcome
    kept = FiguresSaid(request.key, who.person.id, texts.cut(request.said, LONGEST), request.at)
    return replace(outcome, facts=(*outcome.facts, kept))


LONGEST = 300  # signs of a message that are kept beside its figures


def _numbers_left_out(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """Who typed a number that is not kept is told why, below whatever else they are told."""
    if not understood.hid or not outcome.replies:
        return outcome
    told = _also(outcome, texts.numbers_masked(pronouns(who.person)), who)
    if told != outcome or not who.private:
        return told
    return replace(
        outcome, replies=(*outcome.replies, answer(request, who, texts.numbers_masked(pronouns(who.person))))
    )


def _with_photo(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """A photo stays beside the night that its caption told of; else beside that which is awaited, and it is said."""
    if understood.file is None or understood.file.kind is not FileKind.PHOTO or who.person is None:
        return outcome
    told = {fact.event.session_id for fact in outcome.facts if isinstance(fact, Reported)}
    nights = (night for own in who.own.values() for night in own.nights if night.session.id in told)
    night = next(nights, None) or attachments.night_of(request, who)
    session = night.session if night else outcome.shown_at
    if not told and attachments.is_of_anothers(understood.file, who):
        return outcome
    if session is None:
        left = isinstance(understood.intent, Raise)
        return _also(outcome, difficulties_texts.photo_left(pronouns(who.person)), who) if left else outcome
    kept = replace(outcome, facts=(*outcome.facts, *attachments.kept(understood.file, session, who.person, request)))
    if told:
        return kept
    unit = next(group.unit for group in who.plan if group.unit.id == session.unit_id)
    return _also(kept, texts.photo_also_kept(pronouns(who.person), unit.name, session.night), who)


def _unopened(outcome: Outcome, understood: Understood, _heard: Request, who: Who) -> Outcome:
    """Any other file with a report under it is not looked at, and that is said."""
    if understood.file is None or understood.file.kind is FileKind.PHOTO or who.person is None:
        return outcome
    return _also(outcome, texts.left_unopened(pronouns(who.person)), who)


def _also(outcome: Outcome, words: Markup, who: Who) -> Outcome:
    """Said below the answer."""
    mine = next((reply for reply in outcome.replies if reply.chat == who.chat and reply.words), None)
    told = [replace(one, words=f"{one.words}\n{words}") if one is mine else one for one in outcome.replies]
    return replace(outcome, replies=tuple(told))


def _discreet(outcome: Outcome, understood: Understood, _heard: Request, who: Who) -> Outcome:
    """In a group only what was recorded, or asked for there, is said aloud; hints go to the person, or nowhere."""
    aloud = isinstance(understood.intent, ShowStatus | ShowBands | Admit | PostSummary) and who.person is not None
    if (
        who.private
        or aloud
        or isinstance(understood.intent, OfferOtherWay)
        or any(isinstance(fact, Reported) for fact in outcome.facts)
    ):
        return outcome
    return replace(outcome, replies=tuple(_alone(message, who) for message in outcome.replies if who.own_chat))


def _alone(message: Message, who: Who) -> Message:
    if message.chat != who.chat or who.own_chat is None:
        return message
    question = replace(message.question, chat_id=who.own_chat.id) if message.question else None
    return replace(message, chat=who.own_chat, question=question)


def _answered(outcome: Outcome, understood: Understood, request: Request, who: Who) -> Outcome:
    """Close the question that was answered, and show in its message what was chosen."""
    if understood.question is None or _figures_still_asked(understood, who):
        return outcome
    facts, replies = [*outcome.facts, *_learnt(understood, request, who)], list(outcome.replies)
    if not any(isinstance(fact, QuestionClosed) and fact.question_id == understood.question for fact in facts):
        facts.append(QuestionClosed(understood.question, request.key, request.at))
    elsewhere = any(one.id == understood.question and one.chat_id != who.chat.id for one in who.questions)
    if understood.choice is not None and understood.words is not None and not elsewhere:
        words, of = str(pressed_text(understood.words, understood.choice.label)), understood.outbox_id
        replies.insert(0, Message(request.ids(), "edit", request.key, request.at, chat=who.chat, words=words, edits=of))
    return replace(outcome, facts=tuple(facts), replies=tuple(replies))


def _learnt(understood: Understood, request: Request, who: Who) -> tuple[Chosen, ...]:
    """A reading that was chosen among those offered is the cheapest example there is; "something else" is one too."""
    offered = choices.load(understood.choice.intent) if understood.choice else None
    if who.person is None or not isinstance(offered, Wish | PassOn) or (isinstance(offered, PassOn) and offered.wish):
        return ()
    unknown = deciding.read(offered.text, who).unexplained
    words = masking.masked(offered.text, [group.unit.name for group in who.plan], unknown)
    role = next((str(post.role) for post in who.posts), "")
    return (Chosen(request.ids(), who.person.id, role, offered.wish, words, request.at),)


def _figures_still_asked(understood: Understood, who: Who) -> bool:
    """What stood beside a question about figures was chosen: the figures are still not known."""
    if understood.choice is None or isinstance(understood.intent, Report | Keep):
        return False
    asked = next((question for question in who.questions if question.id == understood.question), None)
    return asked is not None and bool(asked.choices) and isinstance(choices.load(asked.choices[0].intent), Report)


# What follows any answer, in this order: what is said in a group is settled before the message that asked is edited.
AFTERWARDS = (_remembered, _in_words, _numbers_left_out, _with_photo, _unopened, _discreet, _answered)
