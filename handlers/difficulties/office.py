"""What the office, and whoever it gave one to, does with difficulties: looks at them, takes them over, answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers import reaching
from handlers import texts as common
from handlers.difficulties import grouping, texts, words
from handlers.difficulties.texts import MyDifficulty, StuckGroup, ToldDifficulty
from handlers.intents.difficulties import AnswerDifficulty, OwnDifficulty, ShowDifficulties
from handlers.language import people_names
from handlers.outcome import Outcome, Request, ask, say, tell
from storage import difficulties, people, sessions, units
from storage.database import Rows
from storage.difficulties import Difficulty, DifficultySettled, Ending, Owned
from storage.facts import Fact
from storage.instants import DAY, local
from storage.lookup import Campaigner
from storage.records import Message, Person, Role, Unit

OFFICE = (Role.CLERK, Role.OBSERVER)
LONGEST = 1000
LATELY = 7 * DAY
Shown = Sequence[tuple[StuckGroup, tuple[Difficulty, ...]]]


async def show(_intent: ShowDifficulties, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if who.has(*OFFICE):
        shown = await _open(request, who, read)
        listed = [group for group, _ in shown]
        return say(request, who, texts.open_ones(p, listed, answers=who.has(Role.CLERK)))
    raised = await difficulties.of_person(read, who.person.id, request.at - LATELY)
    open_ = [one for one in await difficulties.waiting(read, who.campaign.id) if one.unit_id in who.own]
    given = [one for one in await difficulties.waiting(read, who.campaign.id) if one.owner_id == who.person.id]
    some = {one.id: one for one in (*raised, *open_, *given) if one.outcome is not Ending.TAKEN_BACK}
    known = await units.by_id(read, {one.unit_id for one in some.values()}) if some else {}
    owners = await people.by_id(read, {one.owner_id for one in some.values() if one.owner_id})
    mine = [
        MyDifficulty(_told(one, known), _state(one, owners, request, who), one.answer)
        for one in sorted(some.values(), key=lambda one: -one.heard)
    ]
    return say(request, who, texts.own_ones(p, mine))


def _state(one: Difficulty, owners: Mapping[int, Person], request: Request, who: Campaigner) -> str:
    owner = owners.get(one.owner_id or 0)
    if one.settled is not None:
        return texts.SETTLED
    if one.due <= request.at:
        return texts.late(common.pronouns(who.person), owner)
    return texts.waits(owner, local(one.due, who.campaign.zone))


def _told(one: Difficulty, known: Mapping[int, Unit]) -> ToldDifficulty:
    return ToldDifficulty(one.kind, one.carrier, one.households, known[one.unit_id].name, one.night, one.words)


async def _open(request: Request, who: Campaigner, read: Rows) -> Shown:
    """To a clerk all that is open, to others what was given to them."""
    some = await difficulties.waiting(read, who.campaign.id)
    mine = some if who.has(*OFFICE) else [one for one in some if one.owner_id == who.person.id]
    return await grouping.groups(read, mine, who.campaign, request.at)


def _numbered(shown: Shown, number: int) -> Shown:
    """The group that has this number, or one of whose members has; 0: the only one there is."""
    if not number:
        return shown if len(shown) == 1 else ()
    return [one for one in shown if any(member.number == number for member in one[1])]


async def own(intent: OwnDifficulty, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, shown = common.pronouns(who.person), await _open(request, who, read)
    if not shown:
        return say(request, who, texts.open_ones(p, [], answers=True), unread=True)
    owner = who.person
    if intent.name:
        some = await _helpers(request, who, read)
        found = people_names.names_in(intent.name, [(one.id, one.name) for one in some.values()]).names
        meant = [intent.person] if intent.person else [id_ for name in found for id_ in name.people]
        meant = [id_ for id_ in dict.fromkeys(meant) if id_ in some]
        if not meant:
            return say(request, who, texts.nobody_called(p, intent.name), unread=True)
        if len(meant) > 1:
            labels = [some[id_].name for id_ in meant]
            options = [
                (label, OwnDifficulty(intent.number, intent.name, id_))
                for label, id_ in zip(labels, meant, strict=True)
            ]
            return ask(request, who, texts.which_person(p, labels), options)
        owner = some[meant[0]]
    chosen = _numbered(shown, intent.number)
    if not chosen:
        return _which(shown, intent.number, request, who)
    ((group, members),) = chosen
    fact = Owned(tuple(one.id for one in members), owner.id)
    is_own = owner.id == who.person.id
    due = texts.until(local(members[0].due, who.campaign.zone))
    told = texts.given(common.pronouns(owner), who.person, replace(group, state=due))
    others = () if is_own else (tell(request, owner, told),)
    return say(request, who, texts.owned(p, group, owner, own=is_own), fact, others=others)


async def _helpers(request: Request, who: Campaigner, read: Rows) -> dict[int, Person]:
    """Whom the office may give one to: itself, who watches it, and the captains."""
    return {one.id: one for one in await people.office(read, who.campaign.unit.id, request.at)}


def _which(shown: Shown, number: int, request: Request, who: Campaigner) -> Outcome:
    p = common.pronouns(who.person)
    if number:
        return say(request, who, texts.no_such(p, number))
    return say(request, who, texts.which(p, [group for group, _ in shown]))


async def answer(intent: AnswerDifficulty, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Back to everybody who raised it, once; what is mended is gone back to on the unit's next night."""
    p, shown = common.pronouns(who.person), await _open(request, who, read)
    if not shown:
        return say(request, who, texts.open_ones(p, [], answers=True), unread=True)
    chosen = _numbered(shown, intent.number)
    if not chosen:
        return _which(shown, intent.number, request, who)
    ((group, members),) = chosen
    told = intent.text[:LONGEST]
    settles = words.settles(intent.text)
    back = _revisits(members, intent.revisit) if settles else {}
    facts: list[Fact] = [
        DifficultySettled(one.id, Ending.ANSWERED, request.at, who.person.id, told, back[one.id])
        for one in members
        if settles
    ]
    if not settles:
        facts.append(Owned(tuple(one.id for one in members), who.person.id))
    raisers = await people.by_id(read, {one.person_id for one in members})
    reach = await reaching.reach(read, raisers.values())
    messages = await _answers(members, raisers, told, back, request, who, read, settles=settles)
    unreached = [common.titled(one.person) for one in reach.others]
    words_ = texts.answered(p, group, len(reach.reached), unreached, sum(back.values()), settles=settles)
    return say(request, who, words_, *facts, others=messages)


def _revisits(members: Sequence[Difficulty], said: int) -> dict[int, int]:
    """What each was told to hold; of one alone, or of one that told no number, what the office says."""
    known = {one.id: one.households or 0 for one in members}
    untold = [id_ for id_, number in known.items() if not number]
    rest = said - sum(known.values())
    if said and len(members) == 1:
        return {members[0].id: said}
    if len(untold) == 1 and rest > 0:
        known[untold[0]] = rest
    return known


async def _answers(
    members: Sequence[Difficulty],
    raisers: Mapping[int, Person],
    told: str,
    back: Mapping[int, int],
    request: Request,
    who: Campaigner,
    read: Rows,
    *,
    settles: bool,
) -> list[Message]:
    """One to each, however often they raised it."""
    known = await units.by_id(read, {one.unit_id for one in members})
    ahead = await _following([one.unit_id for one in members], request, who, read)
    bare = "" if words.is_bare(told) else told
    messages = []
    for id_, person in raisers.items():
        theirs = [one for one in members if one.person_id == id_]
        last = theirs[-1]
        revisit = sum(back.get(one.id, 0) for one in theirs)
        text = texts.answer(
            common.pronouns(person), _told(last, known), bare, revisit, ahead.get(last.unit_id), settles=settles
        )
        key = f"answered:difficulty/{last.group}/{request.key}:1:person/{id_}"
        messages.append(
            Message(request.ids(), "answered", request.key, request.at, person_id=id_, words=str(text), once_key=key)
        )
    return messages


async def _following(unit_ids: Sequence[int], request: Request, who: Campaigner, read: Rows) -> dict[int, date]:
    """By unit, the next night on which it can go back: one that has not been asked about yet."""
    nights = await sessions.of_units(read, set(unit_ids))
    found: dict[int, date] = {}
    for unit, some in nights.items():
        ahead = [
            one.session.night
            for one in some
            if one.session.planned and one.session.campaign_id == who.campaign.id and one.session.asks_at > request.at
        ]
        if ahead:
            found[unit] = min(ahead)
    return found
