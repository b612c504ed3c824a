"""A newcomer without a code says who they are; the head of the unit, or the clerk, answers in one word.

The newcomer learns nothing by it: every introduction gets the same answer, whether its unit exists or not.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from handlers import scope
from handlers import texts as common
from handlers.intents.people import AskOn, Disown, Enrol, Introduce, NotMe, Vouch
from handlers.language import people_names, titles
from handlers.outcome import Outcome, Request, ask_in, say, source, tell
from handlers.people import texts
from handlers.people.wishes_people import introduction
from handlers.people.words import calls
from storage import accounts, chats, introductions, people, posts, reachable, units
from storage.database import Rows
from storage.facts import Fact
from storage.instants import DAY
from storage.introductions import Introduction, IntroductionAsked, IntroductionClosed
from storage.lookup import KnownSpeaker, Who
from storage.people import Enrolled
from storage.posts import HeldPost, PostTaken
from storage.records import Chat, Message, Person, Role, Unit

HERE = 3  # introductions of one chat within a day …
EVERYWHERE = 200  # … and of all chats together; then only of people whom the roster names
MOST = 3  # people of the roster that one introduction may mean
OPEN, OPEN_FITTING = 3, 6  # that a judge has before them at once, and with those whom the roster names


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a stranger says of themselves, held against one unit."""

    text: str
    name: str
    unit: Unit
    role: Role
    force: str | None
    fitting: tuple[Person, ...]
    plain: bool  # whoever it may mean is a volunteer: the head of the unit may say so

    @property
    def newcomer(self) -> bool:
        return not self.fitting and self.role is Role.VOLUNTEER and self.unit.kind != "ward"


async def introduce(intent: Introduce, request: Request, who: Who, read: Rows) -> Outcome:
    here, everywhere = await introductions.lately(read, who.chat.id, request.at - DAY)
    if here >= HERE:
        return say(request, who, texts.introduction_heard())
    claim = await _claim(intent, request, read)
    if everywhere >= EVERYWHERE and not (claim and claim.fitting):
        return say(request, who, texts.introduction_heard())
    made = Introduction(request.ids(), who.chat.id, who.address, intent.text, request.at)
    judges = await _judges(claim, request, read) if claim else ()
    if claim is None or not judges:
        return say(request, who, texts.introduction_heard(), made)
    before = await introductions.before(read, judges[0][1].id, request.at - DAY)
    asked = sum(one.asked is not None for one in before)
    made = replace(made, judge_id=judges[0][1].id)
    if asked < (OPEN_FITTING if claim.fitting else OPEN):
        told = tuple(_question(claim, made, request, *judge) for judge in judges)
        return say(request, who, texts.introduction_heard(), replace(made, asked=request.at), others=told)
    told = tuple(_more(request, *judge) for judge in judges) if asked == len(before) else ()
    return say(request, who, texts.introduction_heard(), made, others=told)


async def ask_on(_intent: AskOn, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """What stands before them they have seen; the next ones."""
    p, first = common.pronouns(who.person), request.ids()
    facts, asked, left = await _next(who.person.id, OPEN, request, read, frozenset())
    words = texts.introductions_next(p, len(asked), left) if asked else texts.introductions_none(p)
    return _before(first, say(request, who, words, *facts, others=asked))


async def vouch(intent: Vouch, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """The newcomer is asked in turn: only their own yes is a consent."""
    p, made = common.pronouns(who.person), await introductions.by_id(read, intent.introduction)
    unit = (await scope.reach(read, who)).get(intent.unit)
    chat = await chats.by_id(read, made.chat_id) if made else None
    if made is None or chat is None or await people.by_address(read, [made.address]):
        return say(request, who, texts.answered_already(p))
    if unit is None:
        return say(request, who, common.not_allowed(p))
    known = (await people.by_id(read, [intent.person])).get(intent.person)
    person, facts = (known, ()) if known else _newcomer(intent, unit, request)
    noted = source(request, who).noted("vouched", person.id, unit.id)
    ward = await units.ward_above(read, unit.id)
    held = (await people.posts_of(read, [person.id], request.at)).get(person.id, ())
    options = [(common.IT_IS_ME, Enrol(person.id)), (common.IT_IS_NOT_ME, NotMe())]
    asked = ask_in(request, chat, person, common.is_it_you(person, held, ward), options)
    closed = IntroductionClosed(made.id, request.at)
    first = request.ids()
    more, next_, left = await _follows(made, request, read)
    words = common.lines(texts.vouched(p, person.name), texts.introductions_wait(p, left))
    return _before(first, say(request, who, words, *facts, closed, noted, *more, others=(asked, *next_)))


async def disown(intent: Disown, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """The newcomer hears nothing: a refusal would say that somebody was asked."""
    p, made = common.pronouns(who.person), await introductions.by_id(read, intent.introduction)
    if made is None:
        return say(request, who, texts.answered_already(p))
    first = request.ids()
    more, next_, left = await _follows(made, request, read)
    words = common.lines(texts.disowned(p), texts.introductions_wait(p, left))
    return _before(first, say(request, who, words, IntroductionClosed(made.id, request.at), *more, others=next_))


def _before(id_: int, outcome: Outcome) -> Outcome:
    """The answer stands before the questions that follow it."""
    answered, *others = outcome.replies
    return replace(outcome, replies=(replace(answered, id=id_), *others))


async def _follows(
    answered: Introduction, request: Request, read: Rows
) -> tuple[Sequence[Fact], Sequence[Message], int]:
    """One that waited comes in the place of the one that has its answer; and how many still wait."""
    if answered.judge_id is None:
        return (), (), 0
    return await _next(answered.judge_id, 1, request, read, frozenset({answered.id}))


async def _next(
    judge: int, many: int, request: Request, read: Rows, but: Collection[int]
) -> tuple[Sequence[Fact], Sequence[Message], int]:
    """The next of those that wait, and how many are left. Who has come in meanwhile, or fits nowhere now, is let go."""
    before = await introductions.before(read, judge, request.at - DAY)
    waiting = [one for one in before if one.asked is None and one.id not in but]
    facts: list[Fact] = []
    asked: list[Message] = []
    here = await people.by_address(read, [one.address for one in waiting]) if waiting else {}
    for left, made in enumerate(waiting):
        if many == 0:
            return facts, asked, len(waiting) - left
        intent = introduction(made.words)
        claim = await _claim(intent, request, read) if intent and made.address not in here else None
        judges = await _judges(claim, request, read) if claim else ()
        if claim is None or not judges:
            facts.append(IntroductionClosed(made.id, request.at))
            continue
        facts.append(IntroductionAsked(made.id, request.at))
        asked += [_question(claim, made, request, *judge_) for judge_ in judges]
        many -= 1
    return facts, asked, 0


async def _claim(intent: Introduce, request: Request, read: Rows) -> _Claim | None:
    """Of the one unit that is named, else of the ward, where there is one; none if it fits nowhere."""
    places = await introductions.places(read)
    groups = [unit for unit, campaign in places if unit.id != campaign]
    wards = {campaign: unit for unit, campaign in places if unit.id == campaign}
    named = scope.named(intent.text, groups)
    if named is None or len(named) > 1 or (not named and len(wards) != 1):
        return None
    unit = named[0] if named else next(iter(wards.values()))
    about = re.sub(re.escape(intent.name), ",", intent.text, flags=re.IGNORECASE)  # "Đoàn" may be a name
    claims = (titles.post(title, placed=True) for title in titles.read(about))
    role, force = next((claim for claim in claims if claim), (Role.VOLUNTEER, "members"))
    held = await posts.below(read, [unit.id], request.at)
    fitting = await _fitting(intent.name, held, read)
    theirs = [held_post for held_post in held if held_post.post.person_id in {person.id for person in fitting}]
    plain = all(their.post.role is Role.VOLUNTEER for their in theirs) and role is Role.VOLUNTEER
    if not named and not fitting:
        return None
    return _Claim(intent.text, intent.name, unit, role, force, fitting, plain)


async def _fitting(name: str, held: Sequence[HeldPost], read: Rows) -> tuple[Person, ...]:
    """People of the roster who are called so and are in no chat yet."""
    known = await people.by_id(read, {held_post.post.person_id for held_post in held})
    called = people_names.called(name, [(id_, person.name) for id_, person in known.items()])
    free = await accounts.unlinked(read, called) if called else ()
    return tuple(known[id_] for id_ in free)[:MOST]


async def _judges(claim: _Claim, request: Request, read: Rows) -> tuple[tuple[Chat, Person], ...]:
    """The head for a volunteer of theirs, the clerks for everybody else; who cannot be reached is not asked."""
    heads = await people.heads(read, [claim.unit.id], request.at) if claim.plain else {}
    clerks = await people.clerks_above(read, [claim.unit.id], request.at)
    for judges in (tuple(heads.values()), clerks):
        reached = await reachable.first_chats(read, [judge.id for judge in judges]) if judges else {}
        found = tuple((reached[judge.id], judge) for judge in judges if judge.id in reached)
        if found:
            return found
    return ()


def _more(request: Request, chat: Chat, judge: Person) -> Message:
    """Said once, when the first has to wait."""
    return ask_in(request, chat, judge, texts.introductions_many(common.pronouns(judge)), [(texts.ASK_ON, AskOn())])


def _question(claim: _Claim, made: Introduction, request: Request, chat: Chat, judge: Person) -> Message:
    p = common.pronouns(judge)
    if not claim.fitting and not claim.newcomer:
        return tell(request, judge, texts.newcomer_told(p, claim.text))
    names = [person.name for person in claim.fitting]
    asked = texts.vouch_asked(p, claim.text, claim.unit.name, names)
    labels = [texts.YES] if len(names) == 1 else names or [texts.NEWCOMER]
    yes = [Vouch(made.id, claim.unit.id, person.id) for person in claim.fitting]
    newcomer = Vouch(made.id, claim.unit.id, 0, claim.name, claim.force or "members")
    options = [*zip(labels, yes or [newcomer], strict=True), (texts.NO, Disown(made.id))]
    return ask_in(request, chat, judge, asked, options)


def _newcomer(intent: Vouch, unit: Unit, request: Request) -> tuple[Person, tuple[Fact, ...]]:
    """Not on the roster: a volunteer of the unit, by the word of its head."""
    id_ = request.ids()
    you, me = calls("", intent.name, leads=False)
    person = Person(id_, f"p{id_}", intent.name, "", you, me)
    post = PostTaken(request.ids(), id_, Role.VOLUNTEER, unit.id, intent.force or None, request.at)
    return person, (Enrolled(person, (), (), request.at), post)
