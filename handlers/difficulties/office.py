"""What the office, and whoever it gave one to, does with difficulties: looks at them, takes them over, answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers import reaching, scope
from handlers import texts as common
from handlers.difficulties import deeds, grouping, raising, texts, words
from handlers.difficulties.texts import MyDifficulty, StuckGroup, ToldDifficulty
from handlers.intents.difficulties import AnswerDifficulty, Gone, OwnDifficulty, ShowDifficulties
from handlers.intents.intent import Choosable
from handlers.intents.wishes import LeaveIt, PassOn
from handlers.language import people_names
from handlers.language.tokens import fold
from handlers.markup import Markup
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
DIGITS = 9
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


def _meant(shown: Shown, number: int, text: str, who: Campaigner) -> Shown:
    """The group that has this number, or one of whose members has; without one, those that the words fit, or all."""
    if number:
        return [one for one in shown if any(member.number == number for member in one[1])]
    if deeds.every(text):
        return shown
    kind, carrier = words.kind_of(text), words.carrier_of(text)
    units_ = {unit.id for unit in scope.named(text, [group.unit for group in who.plan]) or ()}
    fit = [
        one
        for one in shown
        if (kind is None or one[0].kind is kind)
        and (not carrier or one[0].carrier in ("", carrier))
        and (not units_ or any(member.unit_id in units_ for member in one[1]))
    ]
    raisers = [one for one in fit if one[0].raiser and one[0].notes == 1 and _named(one[0].raiser, text)]
    return raisers or fit or shown


def _named(person: Person, text: str) -> bool:
    """'Bác Hợi', in accents if the words have any."""
    said = text.lower() if fold(text) != text.lower() else fold(text)
    given = person.given.lower() if said != fold(text) else fold(person.given)
    return bool(re.search(rf"(?<!\w)\w+ {re.escape(given)}(?!\w)", said))


async def own(intent: OwnDifficulty, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, shown = common.pronouns(who.person), await _open(request, who, read)
    if not shown:
        return say(request, who, texts.open_ones(p, [], answers=True), unread=True)
    owner = who.person
    if intent.name or intent.person:
        some = await _helpers(request, who, read)
        found = people_names.names_in(intent.name, [(one.id, one.name) for one in some.values()]).names
        meant = [intent.person] if intent.person else [id_ for name in found for id_ in name.people]
        meant = [id_ for id_ in dict.fromkeys(meant) if id_ in some]
        if not meant:
            return say(request, who, texts.nobody_called(p, deeds.name_in(intent.name)), unread=not intent.text)
        if len(meant) > 1:
            labels = [some[id_].name for id_ in meant]
            options = [(label, replace(intent, person=id_)) for label, id_ in zip(labels, meant, strict=True)]
            return ask(request, who, texts.which_person(p, labels), options)
        owner = some[meant[0]]
    intent = replace(intent, number=intent.number or deeds.number_of(words.without_names(intent.text, who)))
    chosen = _meant(shown, intent.number, intent.text, who)
    if len(chosen) != 1:
        return _which(chosen or shown, replace(intent, person=owner.id if intent.name else 0), request, who)
    ((group, members),) = chosen
    fact = Owned(tuple(one.id for one in members), owner.id)
    is_own = owner.id == who.person.id
    if intent.asks and not is_own:
        sure = replace(intent, number=group.number, person=owner.id, asks=False)
        return ask(request, who, texts.gives(p, group, owner), [(texts.GIVE, sure), (texts.LEAVE, LeaveIt())])
    due = texts.until(local(members[0].due, who.campaign.zone))
    told = texts.given(common.pronouns(owner), who.person, replace(group, state=due))
    others = () if is_own else (tell(request, owner, told),)
    return say(request, who, texts.owned(p, group, owner, own=is_own), fact, others=others)


async def _helpers(request: Request, who: Campaigner, read: Rows) -> dict[int, Person]:
    """Whom the office may give one to: itself, who watches it, and the captains."""
    return {one.id: one for one in await people.office(read, who.campaign.unit.id, request.at)}


def _which(shown: Shown, intent: AnswerDifficulty | OwnDifficulty, request: Request, who: Campaigner) -> Outcome:
    """By their own numbers: what is typed is no place in a list."""
    p = common.pronouns(who.person)
    if intent.number:
        return say(request, who, texts.no_such(p, intent.number))
    groups = [group for group, _ in shown[: texts.SHOWN]]
    options: list[tuple[str, Choosable]] = [
        (texts.numbered(group.number), replace(intent, number=group.number)) for group in groups
    ]
    asked = ask(request, who, texts.which(p, [group for group, _ in shown]), options)
    (message,) = asked.replies
    if message.question is None:
        return asked
    choices = tuple(
        replace(choice, digit=group.number if group.number <= DIGITS else None)
        for choice, group in zip(message.question.choices, groups, strict=True)
    )
    return replace(asked, replies=(replace(message, question=replace(message.question, choices=choices)),))


async def answer(intent: AnswerDifficulty, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Back to everybody who raised it, once; what is mended is gone back to on the unit's next night."""
    p, shown = common.pronouns(who.person), await _open(request, who, read)
    if not shown:
        if not who.has(*OFFICE):
            over = await raising.gone(Gone(intent.text), request, who, read)
            number = intent.number or deeds.number_of(words.without_names(intent.text, who))
            if not (over.unread and number):
                return over
            options = [(texts.PASS_ON, PassOn("difficulty_mended", intent.text, sure=True)), (texts.LEAVE, LeaveIt())]
            return ask(request, who, texts.not_theirs(p, number), options)
        return say(request, who, texts.open_ones(p, [], answers=True), unread=True)
    number, again = (
        intent.number or deeds.number_of(words.without_names(intent.text, who)),
        intent.revisit or deeds.back_of(intent.text),
    )
    intent = replace(intent, number=0 if intent.numbers else number, revisit=again)
    chosen = _meant(shown, intent.number, intent.text, who)
    if intent.numbers:
        chosen = [one for one in shown if any(member.number in intent.numbers for member in one[1])]
    if not chosen or (len(chosen) > 1 and not intent.numbers and not deeds.every(intent.text)):
        return _which(chosen or shown, intent, request, who)
    told = intent.text[:LONGEST]
    settles = deeds.settles(intent.text) and not intent.waits
    raisers = await people.by_id(read, {one.person_id for _, members in chosen for one in members})
    reach = await reaching.reach(read, raisers.values())
    if not intent.sure:
        bare = settles and deeds.is_bare(told)
        told = "" if bare else deeds.to_be_told(told)
        numbers = tuple(group.number for group, _ in chosen)
        sure = replace(intent, text=told or texts.DONE, sure=True, waits=not settles, numbers=numbers)
        shown_back = texts.read_back(p, [group for group, _ in chosen], told, len(raisers), settles=settles)
        return ask(request, who, shown_back, [(texts.SEND, sure), (texts.LEAVE, LeaveIt())])
    said, facts, messages = list[Markup](), list[Fact](), list[Message]()
    for group, members in chosen:
        back = _revisits(members, intent.revisit) if settles else {}
        if settles:
            facts += [
                DifficultySettled(one.id, Ending.ANSWERED, request.at, who.person.id, told, back[one.id])
                for one in members
            ]
        else:
            facts.append(Owned(tuple(one.id for one in members), who.person.id))
        theirs = {id_: raisers[id_] for id_ in dict.fromkeys(one.person_id for one in members)}
        messages += await _answers(members, theirs, told, back, request, who, read, settles=settles)
        reached = sum(one.id in theirs for one in reach.reached)
        unreached = [common.titled(one.person) for one in reach.others if one.person.id in theirs]
        said.append(texts.answered(p, group, reached, unreached, sum(back.values()), settles=settles))
    return say(request, who, common.lines(*said), *facts, others=messages)


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
    bare = "" if deeds.is_bare(told) else told
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
