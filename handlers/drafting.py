"""Drafts: what was read of a document is held against what stands, shown, answered, and stored by its sender's yes.

One protocol for every kind of document; a `Kind` holds what differs. A yes counts for what was shown: for this version
of the draft, and for what stood then. Where either has changed, the draft is shown again instead.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from handlers import attachments, scope, texts, turns
from handlers.intents.drafts import (
    AcceptDraft,
    AnswerDraft,
    DropDraft,
    PasteDraft,
    PreviewDraft,
    ShowDraft,
    SpellOutDraft,
)
from handlers.intents.intent import Choosable
from handlers.language.words_answers import said_whole
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer_in, ask_in, say
from handlers.texts import Pronouns
from storage import campaigns, chats, drafts, errands, people
from storage import queued as queue
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, DraftChanged
from storage.errands import ErrandEnded
from storage.facts import Fact
from storage.instants import HOUR
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.queued import Queued
from storage.records import Chat, Message, Person

NOTHING = Markup("")
FAR_UP = HOUR  # since a draft was made: its words are no longer before one's eyes
Option = tuple[str, Choosable]
LEFT_OVER = "left over"  # the ground of a draft whose clear rows are stored: what stands is no longer what was shown


class Body(BaseModel):
    """The body of a draft. `ground`: what a yes rests on, as it stood when the draft was last shown.

    `name`: of its file; `document`: the digest of what was read.
    """

    ground: str = ""
    name: str = ""
    document: str = ""


B = TypeVar("B", bound=Body)
S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DraftSender:
    """Who sent a document and decides on it, in which chat, and of which campaign it is."""

    campaign: Campaign
    person: Person
    chat: Chat


@dataclass(frozen=True, slots=True)
class Begun(Generic[B]):
    """A document that can become a draft. `campaign`: whose it turned out to be; `first`: what is said above it."""

    body: B
    campaign: Campaign
    first: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Stored:
    """What a yes writes, what is answered, and what others hear of it. `waits`: what is asked of the rows that are not
    stored; with it the draft stays.
    """

    facts: tuple[Fact, ...]
    words: Markup
    messages: tuple[Message, ...] = ()
    waits: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Says:
    """`gone`: there is no such draft any more; `changed`: it is shown again, for it or what stands has changed."""

    gone: Callable[[Pronouns], Markup]
    dropped: Callable[[Pronouns], Markup]
    changed: Callable[[Pronouns], Markup]


@dataclass(frozen=True, slots=True)
class DraftKind(Generic[B, S]):
    """One kind of document: `B` is its draft's body, `S` the body held against what stands.

    `begin`: what was read, or why it is no such document. `same`: said in place of a preview, where nothing is left to
    be decided. `ground`: what a yes rests on; what has the same repr is the same. `preview`: words and choices,
    each yes a variant of the one that is given. `store`: what a yes does, or why there is nothing to be stored yet.
    `answer`: takes words into the body; whether the draft is to be shown again, and what is said above it. `whole`: all
    that the preview would show if it were not cut short; nothing where it is not. `none`: the answer where no draft
    waits. `early`: nothing can be decided before another document is; it waits for that.
    """

    name: drafts.Kind
    body: type[B]
    says: Says
    begin: Callable[[Rows, PreviewDraft, DraftSender, Request], Awaitable[Begun[B] | Markup]]
    differ: Callable[[Rows, B, DraftSender, Request], Awaitable[S]]
    same: Callable[[Pronouns, S], Markup]
    ground: Callable[[S], object]
    preview: Callable[[Pronouns, S, AcceptDraft], tuple[Markup, list[Option]]]
    store: Callable[[Rows, S, str, Request, KnownSpeaker], Awaitable[Stored | Markup]]
    answer: Callable[[S, str, Pronouns, Request], tuple[bool, Markup]] | None = None
    whole: Callable[[Pronouns, S], Markup] | None = None
    none: Callable[[Request, KnownSpeaker, Rows], Awaitable[Outcome]] | None = None
    early: Callable[[S], bool] = lambda _sheet: False


def parsed(record: type[R], result: str) -> R:
    """What an errand of the document worker has handed back."""
    return TypeAdapter(record).validate_json(result)


class Drafts:
    """The handlers of all kinds."""

    def __init__(self, *kinds: DraftKind[Any, Any]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    async def paste(self, intent: PasteDraft, request: Request, who: Campaigner, _read: Rows) -> Outcome:
        sent = {"text": intent.text, **({"guessed": "yes"} if intent.guessed else {})}
        return Outcome((attachments.to_read(f"read_{intent.kind}", sent, request, who),))

    async def preview(self, intent: PreviewDraft, request: Request, _who: Who, read: Rows) -> Outcome:
        kind, ended = self._kinds[intent.kind], ErrandEnded(intent.errand, intent.failed)
        of = await campaigns.named(read, intent.campaign)
        person = (await people.by_id(read, [intent.person])).get(intent.person)
        chat, document = await chats.by_id(read, intent.chat), await errands.by_id(read, intent.errand)
        if not (of and person and chat and document):  # gone meanwhile
            return Outcome((ended,))
        by, p, name = DraftSender(of, person, chat), texts.pronouns(person), document.params.get("name", "")
        begun = await kind.begin(read, intent, by, request)
        if isinstance(begun, Markup):
            return await _over(read, request, by, texts.of_file(name, begun), ended)
        queued = turns.queue(document, person.id, intent.result, request.at)
        first = await turns.before(read, kind.name, person.id, chat.id, request.at)
        if first is not None:
            return await self._behind(first, queued, read, by, request, ended)
        body, by = begun.body, replace(by, campaign=begun.campaign)
        sheet = await kind.differ(read, body, by, request)
        same = kind.same(p, sheet)
        if same and kind.early(sheet):
            return Outcome((queued, ended), (answer_in(request, chat, texts.lines(same, texts.kept_back(p, name))),))
        if same:
            return await _over(read, request, by, texts.of_file(name, same), ended)
        body.ground, body.name, body.document = _digest(kind, sheet), name, queued.digest
        made = Draft(request.ids(), kind.name, by.campaign.id, person.id, chat.id, body.model_dump_json(), request.at)
        named = texts.this_is(name) if turns.AGAIN in document.params else NOTHING
        return Outcome((made, ended), (_offer(kind, request, by, sheet, made, texts.lines(named, begun.first)),))

    async def _behind(
        self, first: Draft, queued: Queued, read: Rows, by: DraftSender, request: Request, ended: ErrandEnded
    ) -> Outcome:
        """It waits for the yes or no to the first, which is what is asked for, and shown again if it is far up."""
        kind, p, name = self._kinds[first.kind], texts.pronouns(by.person), queued.params.get("name", "")
        body, asker = kind.body.model_validate_json(first.body), replace(by, campaign=await _campaign_of(read, first))
        others = await queue.of(read, by.person.id)
        is_first = body.document == queued.digest
        known = is_first or any(one.digest == queued.digest for one in others)
        facts: tuple[Fact, ...] = (ended,) if known else (queued, ended)
        behind = texts.behind(p, name, first.kind, body.name, more=bool(others))
        words = texts.read_before(p, name) if is_first else behind
        if first.chat_id != by.chat.id or request.at - first.made > FAR_UP:
            again = await shown(kind, read, first, body, asker, request, words)
            return replace(again, facts=(*facts, *again.facts))
        sheet = await kind.differ(read, body, asker, request)
        return Outcome(facts, (ask_in(request, by.chat, by.person, words, _options(kind, asker, sheet, first)[1]),))

    async def show(self, intent: ShowDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
        kind = self._kinds[intent.kind]
        waiting = await drafts.open_of(read, who.person.id, kind.name)
        if not waiting:
            return await kind.none(request, who, read) if kind.none else gone(kind, request, who)
        by = DraftSender(await _campaign_of(read, waiting[0]), who.person, who.chat)
        body = kind.body.model_validate_json(waiting[0].body)
        return await shown(kind, read, waiting[0], body, by, request)

    async def answer(self, intent: AnswerDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
        kind = self._kinds[intent.kind]
        opened = await own(kind, read, intent.draft, who)
        if opened is None or kind.answer is None:
            return gone(kind, request, who)
        draft, body, by = opened
        sheet = await kind.differ(read, body, by, request)
        if said_whole(intent.text):
            return _spelled_out(kind, request, by, sheet, draft)
        again, words = kind.answer(sheet, intent.text, texts.pronouns(by.person), request)
        if again:
            return await shown(kind, read, draft, body, by, request, words)
        return Outcome(replies=(ask_in(request, by.chat, by.person, words, _options(kind, by, sheet, draft)[1]),))

    async def accept(self, intent: AcceptDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
        """What stands is looked at again: it may have changed since the draft was shown."""
        kind = self._kinds[intent.kind]
        opened = await own(kind, read, intent.draft, who)
        if opened is None:
            return gone(kind, request, who)
        draft, body, by = opened
        sheet = await kind.differ(read, body, by, request)
        left_over = body.ground == LEFT_OVER and draft.version == intent.version
        if not left_over and (draft.version != intent.version or body.ground != _digest(kind, sheet)):
            changed = kind.says.changed(texts.pronouns(by.person))
            return await shown(kind, read, draft, body, by, request, changed)
        stored = await kind.store(read, sheet, intent.also, request, who)
        if isinstance(stored, Markup):
            return Outcome(replies=(ask_in(request, by.chat, by.person, stored, _options(kind, by, sheet, draft)[1]),))
        if left_over:
            return await shown(kind, read, draft, body, by, request)
        if stored.waits:
            return _with_the_rest(kind, request, by, sheet, draft, stored)
        closed = draft.closed("accepted", request.at)
        then = await turns.following(read, who.person.id, request.ids(), request.at)
        words = texts.lines(stored.words, _next(by, then))
        return say(request, who, words, *stored.facts, closed, *then.facts, others=stored.messages)

    async def spell_out(self, intent: SpellOutDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
        kind = self._kinds[intent.kind]
        opened = await own(kind, read, intent.draft, who)
        if opened is None:
            return gone(kind, request, who)
        draft, body, by = opened
        return _spelled_out(kind, request, by, await kind.differ(read, body, by, request), draft)

    async def drop(self, intent: DropDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
        kind = self._kinds[intent.kind]
        opened = await own(kind, read, intent.draft, who)
        if opened is None:
            return gone(kind, request, who)
        draft, _, by = opened
        then = await turns.following(read, who.person.id, request.ids(), request.at)
        words = texts.lines(kind.says.dropped(texts.pronouns(by.person)), _next(by, then))
        return say(request, who, words, draft.closed("dropped", request.at), *then.facts)


async def _over(read: Rows, request: Request, by: DraftSender, words: Markup, ended: ErrandEnded) -> Outcome:
    """Nothing of it is left to be decided; unless something else is, the next one comes."""
    decides = await drafts.open_of(read, by.person.id)
    then = turns.Following() if decides else await turns.following(read, by.person.id, request.ids(), request.at)
    return Outcome((ended, *then.facts), (answer_in(request, by.chat, texts.lines(words, _next(by, then))),))


def _next(by: DraftSender, then: turns.Following) -> Markup:
    name = then.document.params.get("name", "") if then.document else ""
    return texts.next_one(texts.pronouns(by.person), name) if then.document else NOTHING


async def own(kind: DraftKind[B, Any], read: Rows, id_: int, who: KnownSpeaker) -> tuple[Draft, B, DraftSender] | None:
    """Only who sent it decides on it, as long as they answer for its unit."""
    draft = await drafts.by_id(read, id_)
    if draft is None or who.person is None or draft.person_id != who.person.id:
        return None
    campaign = await _campaign_of(read, draft)
    if campaign.unit.id not in await scope.reach(read, who):
        return None
    return draft, kind.body.model_validate_json(draft.body), DraftSender(campaign, who.person, who.chat)


async def shown(
    kind: DraftKind[B, Any],
    read: Rows,
    draft: Draft,
    body: B,
    by: DraftSender,
    request: Request,
    first: Markup = NOTHING,
) -> Outcome:
    """The draft as it is now; where anything has changed in a version of its own: a yes to the older is none to it."""
    sheet = await kind.differ(read, body, by, request)
    body.ground = _digest(kind, sheet)
    fresh = replace(draft, body=body.model_dump_json(), version=draft.version + 1)
    if fresh.body == draft.body:
        return Outcome(replies=(_offer(kind, request, by, sheet, draft, first),))
    changed = DraftChanged(draft.id, draft.version, fresh.body)
    return Outcome((changed,), (_offer(kind, request, by, sheet, fresh, first),))


def gone(kind: DraftKind[Any, Any], request: Request, who: KnownSpeaker) -> Outcome:
    return say(request, who, kind.says.gone(texts.pronouns(who.person)))


def _offer(
    kind: DraftKind[Any, S], request: Request, by: DraftSender, sheet: S, draft: Draft, first: Markup
) -> Message:
    words, options = _options(kind, by, sheet, draft)
    return ask_in(request, by.chat, by.person, texts.lines(first, words), options)


def _options(kind: DraftKind[Any, S], by: DraftSender, sheet: S, draft: Draft) -> tuple[Markup, list[Option]]:
    yes = AcceptDraft(kind.name, draft.id, draft.version)
    p = texts.pronouns(by.person)
    words, options = kind.preview(p, sheet, yes)
    whole: list[Option] = (
        [(texts.SPELL_OUT, SpellOutDraft(kind.name, draft.id))] if kind.whole and kind.whole(p, sheet) else []
    )
    return words, [*options, *whole, _drop(kind, draft)]


def _spelled_out(kind: DraftKind[Any, S], request: Request, by: DraftSender, sheet: S, draft: Draft) -> Outcome:
    """The same draft and the same yes, with every name."""
    words, options = _options(kind, by, sheet, draft)
    whole = kind.whole(texts.pronouns(by.person), sheet) if kind.whole else NOTHING
    left = [(label, intent) for label, intent in options if not isinstance(intent, SpellOutDraft)]
    return Outcome(replies=(ask_in(request, by.chat, by.person, whole or words, left),))


def _with_the_rest(
    kind: DraftKind[Any, S], request: Request, by: DraftSender, sheet: S, draft: Draft, stored: Stored
) -> Outcome:
    """What was clear is stored; the draft stays with what is asked, and its next yes is to that alone."""
    body = kind.body.model_validate_json(draft.body).model_copy(update={"ground": LEFT_OVER})
    fresh = replace(draft, body=body.model_dump_json(), version=draft.version + 1)
    _, options = _options(kind, by, sheet, fresh)
    question = ask_in(request, by.chat, by.person, texts.lines(stored.words, stored.waits), options)
    changed = DraftChanged(draft.id, draft.version, fresh.body)
    return Outcome((*stored.facts, changed), (question, *stored.messages))


def _drop(kind: DraftKind[Any, Any], draft: Draft) -> Option:
    return texts.DROP, DropDraft(kind.name, draft.id)


def _digest(kind: DraftKind[Any, S], sheet: S) -> str:
    return blake2b(repr(kind.ground(sheet)).encode(), digest_size=8).hexdigest()


async def _campaign_of(read: Rows, draft: Draft) -> Campaign:
    return (await campaigns.by_id(read, [draft.campaign_id]))[draft.campaign_id]
