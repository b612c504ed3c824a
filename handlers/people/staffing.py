"""Who is put into a post and taken from one by the word of the clerk, or of a head for the own unit; new numbers.

Each is read back with everything resolved and done after a yes.
"""

from collections.abc import Sequence

from handlers import scope
from handlers import texts as common
from handlers.intents.posts import (
    Appoint,
    ConfirmAppoint,
    ConfirmDismiss,
    ConfirmRephone,
    Dismiss,
    KeepPosts,
    Rephone,
)
from handlers.language import people_names, titles
from handlers.outcome import Outcome, Request, ask, say, source, tell
from handlers.people import texts
from handlers.people.words import PAIRS, calls
from storage import people, posts
from storage.database import Rows
from storage.facts import Fact
from storage.lookup import KnownSpeaker, Who
from storage.people import Enrolled, PersonChanged
from storage.posts import HeldPost, PostEnded, PostTaken
from storage.records import Person, Post, Role, Unit

OF_HEADS = {Role.DEPUTY, Role.VOLUNTEER}  # posts that a head gives and takes in the own unit


async def appoint(intent: Appoint, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    reach = await scope.reach(read, who)
    groups = scope.named(intent.text, [unit for unit in reach.values() if unit.kind != "ward"], who)
    ward = next((unit for unit in reach.values() if unit.kind == "ward"), None)
    own = [post.unit for post in who.posts if post.role is Role.LEADER]
    claims = (titles.post(title, placed=True) for title in titles.read(intent.post))
    given = next((post for post in claims if post), None)
    if intent.phone == "-":
        return say(request, who, texts.no_mobile(p))
    if given is None:
        return say(request, who, texts.which_post(p, intent.name))
    role, force = given
    everywhere = [ward] if ward and role not in {Role.LEADER, Role.DEPUTY} else []
    units = [] if groups is None else groups or own or everywhere
    if len(units) != 1:
        return say(
            request,
            who,
            common.only_own(p, led) if groups is None and (led := scope.own_names(who)) else texts.which_unit(p),
        )
    unit = units[0]
    if not _may(who, role, unit, reach):
        return say(request, who, common.not_allowed(p))
    known = await _people(intent.name, reach, request, read)
    if not known and not intent.newcomer:
        return say(request, who, texts.nobody_to_appoint(p, intent.name, intent.post))
    confirm = [
        ConfirmAppoint(person.id, person.name, intent.title, intent.phone, role, force or "", unit.id)
        for person in known
    ]
    if len(known) > 1:
        options = [(one.name, yes) for one, yes in zip(known, confirm, strict=True)]
        asked = texts.several_named(p, [one.name for one in known])
        return ask(request, who, asked, [*options, (texts.NO, KeepPosts())])
    name = " ".join(word[:1].upper() + word[1:] for word in intent.name.split())
    yes = confirm[0] if known else ConfirmAppoint(0, name, intent.title, intent.phone, role, force or "", unit.id)
    head = (await people.heads(read, [unit.id], request.at)).get(unit.id) if role is Role.LEADER else None
    instead = common.titled(head) if head and (not known or head.id != known[0].id) else ""
    called = texts.called(known[0]) if known else f"{_said_title(intent.title)} {yes.name}".strip()
    asked = texts.appoint_asked(p, called, intent.phone, role, force, unit.name, instead, new=not known)
    return ask(request, who, asked, [(texts.YES, yes), (texts.NO, KeepPosts())])


async def confirm_appoint(intent: ConfirmAppoint, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at again: rights and heads may have changed since the question."""
    p, role, force = common.pronouns(who.person), Role(intent.role), intent.force or None
    reach = await scope.reach(read, who)
    unit = reach.get(intent.unit)
    if unit is None or not _may(who, role, unit, reach):
        return say(request, who, common.not_allowed(p))
    facts: list[Fact] = []
    person = (await people.by_id(read, [intent.person])).get(intent.person)
    if person is None:
        leads = role in {Role.LEADER, Role.DEPUTY}
        id_ = request.ids()
        person = Person(id_, f"p{id_}", intent.name, intent.title, *calls(intent.title, intent.name, leads=leads))
        facts.append(Enrolled(person, (), (), request.at, intent.phone or None))
    elif intent.phone:
        facts += [PersonChanged(person.id, phone=intent.phone), source(request, who).noted("phoned", person.id)]
    here = [post for post in await posts.below(read, [unit.id], request.at) if post.post.unit.id == unit.id]
    if any(one.post == Post(person.id, role, unit, force) for one in here):
        return say(request, who, texts.holds_already(p, texts.called(person), role, force, unit.name))
    replaced = [one for one in here if role is Role.LEADER and one.post.role is Role.LEADER]
    rises = [
        one for one in here if role is Role.LEADER and one.post.role is Role.DEPUTY and one.post.person_id == person.id
    ]
    old = await people.by_id(read, {one.post.person_id for one in replaced})
    for held_post in (*replaced, *rises):
        facts.append(PostEnded(held_post.id, request.at))
        if held_post in replaced:
            facts.append(source(request, who).of_post("left", held_post.post))
    facts.append(PostTaken(request.ids(), person.id, role, unit.id, force, request.at))
    facts.append(source(request, who).of_post("took", Post(person.id, role, unit, force)))
    new = intent.person == 0
    short = f"{_said_title(intent.title) or person.you} {person.given}" if new else common.titled(person)
    others = []
    if not new and person.id != who.person.id:
        about = texts.you_are(common.pronouns(person), role, force, unit.name, common.titled(who.person))
        others.append(tell(request, person, about))
    others += [
        tell(request, one, texts.you_are_not(common.pronouns(one), Role.LEADER, None, unit.name))
        for one in old.values()
    ]
    appointed = texts.appointed(p, short, person.name, role, force, unit.name, new=new)
    return say(request, who, appointed, *facts, others=others)


async def dismiss(intent: Dismiss, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    reach = await scope.reach(read, who)
    known = await _people(intent.name, reach, request, read, intent.person)
    if not known:
        return say(request, who, texts.nobody_called(p, intent.name))
    if len(known) > 1:
        several = [(one.name, Dismiss(intent.name, intent.post, one.id)) for one in known]
        asked = texts.several_named(p, [one.name for one in known])
        return ask(request, who, asked, several)
    person = known[0]
    held = await _posts(person, intent.post, reach, request, read)
    desk = [held_post for held_post in held if held_post.post.role is Role.CLERK and person.id == who.person.id]
    held = [post for post in held if post not in desk and _may(who, post.post.role, post.post.unit, reach)]
    if not held:
        missing = texts.not_yourself(p) if desk else texts.no_such_post(p, texts.called(person))
        return say(request, who, missing)
    labels = [texts.post_of(one.post.role, one.post.force, one.post.unit.name) for one in held]
    every = ConfirmDismiss(person.id, tuple(one.id for one in held))
    if len(held) == 1:
        options = [(texts.YES, every), (texts.NO, KeepPosts())]
        return ask(request, who, texts.dismiss_asked(p, texts.called(person), labels[0]), options)
    options = [(label, ConfirmDismiss(person.id, (one.id,))) for label, one in zip(labels, held, strict=True)]
    options += [(texts.all_posts(len(held)), every), (texts.NO, KeepPosts())]
    asked = texts.which_of_posts(p, texts.called(person), [label for label, _ in options])
    return ask(request, who, asked, options)


async def confirm_dismiss(intent: ConfirmDismiss, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    reach = await scope.reach(read, who)
    person = (await people.by_id(read, [intent.person])).get(intent.person)
    held = await posts.of_person(read, intent.person, request.at)
    ends = [
        held_post
        for held_post in held
        if held_post.id in intent.posts and _may(who, held_post.post.role, held_post.post.unit, reach)
    ]
    if person is None or not ends:
        return say(request, who, texts.kept(p))
    facts: list[Fact] = []
    for end in ends:
        facts += [PostEnded(end.id, request.at), source(request, who).of_post("left", end.post)]
    labels = [texts.post_of(end.post.role, end.post.force, end.post.unit.name) for end in ends]
    others = [
        texts.you_are_not(common.pronouns(person), end.post.role, end.post.force, end.post.unit.name) for end in ends
    ]
    message = tell(request, person, common.lines(*others))
    return say(request, who, texts.dismissed(p, texts.called(person), labels), *facts, others=(message,))


async def rephone(intent: Rephone, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if not intent.phone:
        return say(request, who, texts.no_mobile(p))
    known = await _people(intent.name, await scope.reach(read, who), request, read, intent.person)
    if not known:
        return say(request, who, texts.nobody_called(p, intent.name))
    if len(known) > 1:
        several = [(person.name, Rephone(intent.name, intent.phone, person.id)) for person in known]
        asked = texts.several_named(p, [one.name for one in known])
        return ask(request, who, asked, several)
    before = (await people.phones(read, [known[0].id])).get(known[0].id)
    yes = ConfirmRephone(known[0].id, intent.phone)
    asked = texts.rephone_asked(p, texts.called(known[0]), before or "", intent.phone)
    return ask(request, who, asked, [(texts.YES, yes), (texts.NO, KeepPosts())])


async def confirm_rephone(intent: ConfirmRephone, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    held = {
        held_post.post.person_id
        for held_post in await posts.below(read, list(await scope.reach(read, who)), request.at)
    }
    person = (await people.by_id(read, [intent.person])).get(intent.person)
    if person is None or person.id not in held:
        return say(request, who, common.not_allowed(p))
    facts = (PersonChanged(person.id, phone=intent.phone), source(request, who).noted("phoned", person.id))
    return say(request, who, texts.rephoned(p, texts.called(person), intent.phone), *facts)


def _may(who: Who, role: Role, unit: Unit, reach: dict[int, Unit]) -> bool:
    """A clerk everywhere below; a head the helpers and the deputy of the own unit."""
    if unit.id not in reach:
        return False
    leads = any(post.role is Role.LEADER and post.unit.id == unit.id for post in who.posts)
    return who.has(Role.CLERK) or (leads and role in OF_HEADS)


async def _people(name: str, reach: dict[int, Unit], request: Request, read: Rows, chosen: int = 0) -> Sequence[Person]:
    """Of those who hold a post within reach: who is called so."""
    below = await people.below(read, list(reach), request.at) if reach else ()
    called = people_names.called(name, [(one.id, one.name) for one in below])
    fitting = [person for person in below if person.id in called]
    return [one for one in fitting if one.id == chosen] if chosen else fitting


async def _posts(person: Person, said: str, reach: dict[int, Unit], request: Request, read: Rows) -> list[HeldPost]:
    """Those within reach, or of them the one that was named."""
    held = [
        held_post for held_post in await posts.of_person(read, person.id, request.at) if held_post.post.unit.id in reach
    ]
    wanted = {post for title in titles.read(said) if (post := titles.post(title, placed=True))}
    return [one for one in held if not wanted or (one.post.role, one.post.force) in wanted]


def _said_title(title: str) -> str:
    return PAIRS.get(title, ("",))[0]
