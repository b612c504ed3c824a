"""What a handler hands back: facts to be written, messages to be said. Handlers never write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from handlers import choices
from handlers.intents.intent import Choosable
from handlers.markup import Markup
from storage.facts import Fact
from storage.history import Source
from storage.ids import Ids
from storage.instants import DAY, Instant
from storage.lookup import KnownSpeaker, Who
from storage.outbox import PROMISE
from storage.records import Chat, Choice, Message, Person, Question, Session
from storage.sending import Waiting


@dataclass(frozen=True, slots=True)
class Request:
    """The occasion of a decision: its key, the sender's clock, ours, where new ids come from, and what was said.

    `number`: which of its chat's messages of late it is; 0: it is not counted.
    """

    key: str
    written: Instant
    at: Instant
    ids: Ids
    said: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`notice` is given straight after the commit and not stored: the answer to a pressed button.

    `unread`: the words name nobody, or nothing, that there is; they may mean something else.
    `guided`: the entry of the guide that was shown; `shown_at`: the night that a photo beside it shows.
    """

    facts: tuple[Fact, ...] = ()
    replies: tuple[Message, ...] = ()
    notice: Markup | None = None
    unread: bool = False
    guided: str = ""
    shown_at: Session | None = None


def say(
    request: Request, who: Who, words: Markup, *facts: Fact, others: Iterable[Message] = (), unread: bool = False
) -> Outcome:
    """An answer to who spoke, what is recorded with it, and messages to others."""
    return Outcome(facts, (answer(request, who, words), *others), unread=unread)


def promise(request: Request, who: Who, words: Markup, *facts: Fact) -> Outcome:
    """As say, where the answer itself follows: left out where each message costs something."""
    message = answer(request, who, words)
    return Outcome(facts, (replace(message, params={PROMISE: "yes"}),))


def ask(
    request: Request,
    who: Who,
    words: Markup,
    options: Iterable[tuple[str, Choosable]],
    *facts: Fact,
    session: int | None = None,
    of: Person | None = None,
) -> Outcome:
    """An answer that awaits one of its options, by button, digit or word; `of`: who a stranger may turn out to be."""
    person = who.person or of
    if person is None:
        raise TypeError("a stranger is asked nothing")
    return Outcome(facts, (ask_in(request, who.chat, person, words, options, session),))


def source(request: Request, who: KnownSpeaker) -> Source:
    """By whom history is made."""
    return Source(who.person.id, who.chat.channel, request.at, request.ids)


def answer(request: Request, who: Who, words: Markup) -> Message:
    return answer_in(request, who.chat, words)


def answer_in(request: Request, chat: Chat, words: Markup, question: Question | None = None) -> Message:
    """To somebody in a chat of theirs, whoever has spoken."""
    return Message(request.ids(), "answer", request.key, request.at, chat=chat, words=str(words), question=question)


def prefixed(message: Message, before: Markup) -> Message:
    """With this before it, it is no mere promise any more; one that is worded when it is sent keeps it until then."""
    params = {name: value for name, value in message.params.items() if name != PROMISE}
    if message.words is None:
        return replace(message, params={**params, "before": str(before)})
    return replace(message, params=params, words=f"{before}\n\n{message.words}".strip())


def tell(
    request: Request, person: Person, words: Markup, brief: Markup | None = None, *, kind: str = "alarm"
) -> Message:
    """To somebody else than the one who spoke; their chat is chosen when it is sent.

    `brief`: what a telephone has to tell them where no chat reaches them; else the words are quoted.
    """
    params = {"brief": str(brief)} if brief else {}
    return Message(request.ids(), kind, request.key, request.at, person_id=person.id, words=str(words), params=params)


def ask_in(
    request: Request,
    chat: Chat,
    person: Person,
    words: Markup,
    options: Iterable[tuple[str, Choosable]],
    session: int | None = None,
) -> Message:
    """A question to somebody in a chat of theirs, whoever has spoken."""
    offered, expires = _choices(options, request.ids), request.at + DAY
    question = Question(request.ids(), "choice", chat.id, person.id, session, expires, choices=offered)
    return answer_in(request, chat, words, question)


def remind(request: Request, person: Person, kind: str, params: Mapping[str, str], key: str) -> Message:
    """A recipe for somebody else, said once per `key`: subject:version."""
    once = f"{kind}:{key}:person/{person.id}"
    return Message(request.ids(), kind, request.key, request.at, person_id=person.id, params=params, once_key=once)


def question_of(
    one: Waiting, options: Iterable[tuple[str, Choosable]], expires: Instant, ids: Ids, topic: str = "choice"
) -> Question:
    """What a recipe asks when it is leased; by button, digit or word."""
    offered, person = _choices(options, ids), one.message.person_id or one.person_id or 0
    return Question(ids(), topic, one.chat.id, person, None, expires, choices=offered)


def _choices(options: Iterable[tuple[str, Choosable]], ids: Ids) -> tuple[Choice, ...]:
    numbered = enumerate(options, start=1)
    return tuple(Choice(ids(), label, choices.dump(intent), digit) for digit, (label, intent) in numbered)
