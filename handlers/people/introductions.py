"""A newcomer without a code says who they are; the head of the unit, or the clerk, answers in one word.

The newcomer learns nothing by it: every introduction gets the same answer, whether its unit exists or not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers import scope
from handlers import texts as common
from handlers.intents.people import Disown, Enrol, Introduce, NotMe, Vouch
from handlers.language import people_names, titles
from handlers.outcome import Outcome, Request, ask_in, say, source, tell
from handlers.people import texts
from handlers.people.words import calls
from storage import accounts, chats, introductions, people, posts, reachable, units
from storage.database import Rows
from storage.facts import Fact
from storage.instants import DAY
from storage.introductions import Introduction, IntroductionClosed
from storage.lookup import KnownSpeaker, Who
from storage.people import Enrolled
from storage.posts import HeldPost, PostTaken
from storage.records import Chat, Message, Person, Role, Unit

HERE = 3  # introductions of one chat within a day …
EVERYWHERE = 200  # … and of all chats together
MOST = 3  # people of the roster that one introduction may mean


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
    if here >= HERE or everywhere >= EVERYWHERE:
        return say(request, who, texts.introduction_heard())
    made = Introduction(request.ids(), who.chat.id, who.address, intent.text, request.at)
    claim = await _claim(intent, request, read)
    asked = await _asked(claim, made, request, read) if claim else ()
    return say(request, who, texts.introduction_heard(), made, others=asked)


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
    return say(request, who, texts.vouched(p, person.name), *facts, closed, noted, others=(asked,))


async def disown(intent: Disown, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """The newcomer hears nothing: a refusal would say that somebody was asked."""
    p, made = common.pronouns(who.person), await introductions.by_id(read, intent.introduction)
    if made is None:
        return say(request, who, texts.answered_already(p))
    return say(request, who, texts.disowned(p), IntroductionClosed(made.id, request.at))


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


async def _asked(claim: _Claim, made: Introduction, request: Request, read: Rows) -> tuple[Message, ...]:
    """The head for a volunteer of theirs, the clerks for everybody else; who cannot be reached is not asked."""
    heads = await people.heads(read, [claim.unit.id], request.at) if claim.plain else {}
    clerks = await people.clerks_above(read, [claim.unit.id], request.at)
    for judges in (tuple(heads.values()), clerks):
        reached = await reachable.first_chats(read, [judge.id for judge in judges]) if judges else {}
        found = [(reached[judge.id], judge) for judge in judges if judge.id in reached]
        if found:
            return tuple(_question(claim, made, request, chat, person) for chat, person in found)
    return ()


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
