"""What only the ward office asks for: whom to call, an urgent word to all heads, how the house is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from handlers import reaching, scope
from handlers import texts as common
from handlers.choices import load
from handlers.intents.evening import Forget, MarkCalled, ShowCalls, ShowHeadsReached, ShowTrust, TellCalled, Urge
from handlers.language import people_names
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, ask_in, say
from handlers.ward_office import calling, texts
from handlers.ward_office.calling import Call
from handlers.ward_office.texts import HealthCard
from storage import accounts, calls, downtime, health, people, reachable, state, troubles, ways
from storage.campaigns import Announced
from storage.database import Rows
from storage.facts import Fact
from storage.instants import DAY, local
from storage.lookup import Campaigner, KnownSpeaker
from storage.quiet import awake
from storage.records import Message
from storage.state import Name

PAGE = 8  # people of the call list on one screen


async def show_calls(intent: ShowCalls, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    some = await _calls(request, who, read)
    if not some:
        return say(request, who, texts.nobody(common.pronouns(who.person)))
    return _page(some, intent.page, request, who)


def _page(
    some: Sequence[Call], page: int, request: Request, who: KnownSpeaker, *facts: Fact, said: Markup | None = None
) -> Outcome:
    """A part of the list, with a button for each; `said` stands above it."""
    first = PAGE * (page - 1)
    shown = some[first : first + PAGE] or some[:PAGE]
    begins = some.index(shown[0]) + 1
    items = [(call.whom, [item.words for item in call.items]) for call in shown]
    words = common.lines(said or "", texts.page(common.pronouns(who.person), items, begins, len(some), PAGE))
    options = [(texts.button(one.whom.person), MarkCalled(one.whom.person.id, one.messages)) for one in shown]
    asked = ask_in(request, who.chat, who.person, words, options)
    if asked.question is not None:  # the digit of a choice is the number of its line, also on a further page
        choices = tuple(replace(choice, digit=n) for n, choice in enumerate(asked.question.choices, start=begins))
        asked = replace(asked, question=replace(asked.question, choices=choices))
    return Outcome(facts, (asked,))


async def _calls(request: Request, who: KnownSpeaker, read: Rows) -> tuple[Call, ...]:
    unit = scope.office_of(who)
    if unit is None:
        return ()
    return await calling.of_office(read, unit.id, who.person.id, request.at, request.ids)


async def called(intent: MarkCalled, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    return await _told_by_telephone([(intent.person, intent.messages)], request, who, read)


async def tell_called(intent: TellCalled, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """By number, as the newest list in this chat has them, or by name, as the list is now."""
    p, some = common.pronouns(who.person), await _calls(request, who, read)
    numbers = [int(number) for number in re.findall(r"\d+", intent.text)]
    if numbers:
        listed = {
            choice.digit: meant
            for question in reversed(who.questions)
            for choice in question.choices
            if isinstance(meant := load(choice.intent), MarkCalled)
        }
        unknown = next((number for number in numbers if number not in listed), None)
        if unknown is not None:
            return say(request, who, texts.not_listed(p, str(unknown)))
        chosen = [(listed[number].person, listed[number].messages) for number in numbers]
    elif not intent.text:
        chosen = [(one.whom.person.id, one.messages) for one in some]
    else:
        by_id = {call.whom.person.id: call for call in some}
        clause = people_names.names_in(intent.text, [(id_, one.whom.person.name) for id_, one in by_id.items()])
        unclear = next((name for name in clause.names if len(name.people) > 1), None)
        if unclear:
            words = texts.which(p, [by_id[id_].whom for id_ in unclear.people])
            return say(request, who, words)
        if clause.unknown or not clause.names:
            name = clause.unknown[0] if clause.unknown else intent.text
            return say(request, who, texts.not_listed(p, name))
        chosen = [(name.people[0], by_id[name.people[0]].messages) for name in clause.names]
    if intent.missed:
        known = await people.by_id(read, [person for person, _ in chosen])
        return say(request, who, texts.stays(p, list(known.values())))
    return await _told_by_telephone(chosen, request, who, read)


async def _told_by_telephone(
    chosen: Sequence[tuple[int, tuple[int, ...]]], request: Request, who: KnownSpeaker, read: Rows
) -> Outcome:
    p, some = common.pronouns(who.person), await _calls(request, who, read)
    if not chosen:
        return say(request, who, texts.nobody(p))
    done = {person for person, _ in chosen}
    known = await people.by_id(read, done)
    left = [call for call in some if call.whom.person.id not in done]
    fact = calls.Called(tuple(id_ for _, messages in chosen for id_ in messages), who.person.id, request.at)
    words = texts.called(p, [known[person] for person, _ in chosen], len(left))
    return _page(left, 1, request, who, fact, said=words) if left else say(request, who, words, fact)


async def urge(intent: Urge, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """To every head: after a yes; and while people sleep after a second one."""
    p, campaign = common.pronouns(who.person), who.campaign
    if not intent.text:
        return say(request, who, texts.how_to_urge(p))
    heads = await people.heads(read, [g.unit.id for g in who.plan], request.at)
    units = {g.unit.id: g.unit.name for g in who.plan}
    leading = [(heads[unit], name) for unit, name in units.items() if unit in heads]
    named = {person.id: name for person, name in leading}
    reach = await reaching.reach(read, [one for one, _ in leading], named)
    quiet = campaign.settings.quiet
    if intent.sure == 0:
        cost = await reaching.price(read, reach, request.at, campaign.zone)
        asked = texts.urge(p, len(named), len(reach.others), intent.text, cost)
        return _ask(request, who, intent, texts.SEND, asked)
    if intent.sure == 1 and awake(request.at, quiet, campaign.zone) > request.at:
        return _ask(request, who, intent, texts.SEND_ANYWAY, texts.urge_in_silence(p, quiet.since, quiet.until))
    words, until = str(texts.urgent(intent.text)), request.at + DAY
    about = {"brief": str(texts.urgent_by_phone(intent.text))}
    sent = [
        Message(
            request.ids(), "urgent", request.key, request.at, person_id=id_, words=words, params=about, not_after=until
        )
        for id_ in named
    ]
    on_their_way = {one.id for one in reach.reached}
    text = common.lines(
        texts.urged(p, len(reach.reached)) if reach.reached else "",
        common.to_call(p, reach.others, texts.urgent_by_phone(intent.text), any_reached=bool(reach.reached)),
    )
    later = reaching.follow_up(
        request, who, [message for message in sent if message.person_id in on_their_way], texts.URGENT, always=True
    )
    facts = (Announced(campaign.id, request.at),) if reach.reached else ()
    return say(request, who, text, *facts, others=(*sent, *later))


def _ask(request: Request, who: KnownSpeaker, intent: Urge, label: str, words: Markup) -> Outcome:
    options = [
        (label, Urge(intent.text, intent.sure + 1)),
        (texts.NEVER_MIND, Forget()),
    ]
    return ask(request, who, words, options)


async def forget(_intent: Forget, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.never_mind(common.pronouns(who.person)))


async def show_trust(_intent: ShowTrust, request: Request, who: Campaigner, read: Rows) -> Outcome:
    zone, found = who.campaign.zone, await health.health(read, request.at - DAY, request.at)
    card = HealthCard(
        local(request.at, zone),
        local(found.looked, zone) if found.looked is not None else None,
        local(found.next_due, zone) if found.next_due is not None else None,
        found.skipped,
        found.doubt,
        found.unreached + found.to_join,
        found.unread,
        version("tungngo"),
        await reaching.gauges(read, request.at, zone),
        (*await _shut(read), *[texts.outage(*told) for told in await _outages(read, zone)]),
        sum(many for _, many, _ in await health.stands(read, request.at - health.STANDS)),
        await _noted(read, Name.BACKUP_MADE, zone),
        await _noted(read, Name.BACKUP_TESTED, zone),
        tuple(await troubles.current(read)),
    )
    return say(request, who, texts.trust(card))


async def _noted(read: Rows, name: Name, zone: str) -> datetime | None:
    """Of what went well."""
    found = await state.noted(read, name)
    return local(found.at, zone) if found and not found.value else None


async def _shut(read: Rows) -> list[Markup]:
    shut = [channel for channel, _ in await ways.shut_accounts(read)]
    names = await ways.names(read, shut)
    return [texts.shut_out(common.account_name(channel, names[channel])) for channel in shut]


async def _outages(read: Rows, zone: str) -> list[tuple[str, datetime, datetime]]:
    some = await downtime.current(read)
    names = await ways.names(read, [one.channel for one in some]) if some else {}
    return [
        (common.account_name(one.channel, names[one.channel]), local(one.since, zone), local(one.until, zone))
        for one in some
    ]


async def show_heads_reached(_intent: ShowHeadsReached, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    unit, p = scope.office_of(who), common.pronouns(who.person)
    heads = await reaching.of_heads(read, unit.id, request.at) if unit else None
    if heads is None or not (heads.reached or heads.others):
        return say(request, who, texts.no_heads(p))
    lost = [one.person.id for one in heads.others]
    known, never = await reachable.ways(read, lost), set(await accounts.unlinked(read, lost))
    by: Counter[str] = Counter()
    for channel, many in heads.by.items():
        by[common.channel_name(channel)] += many
    unreached = [
        texts.OutOfReach(
            one,
            common.channel_name(found[0].chat.channel) if (found := known.get(one.person.id, ())) else "",
            one.person.id in never,
        )
        for one in heads.others
    ]
    return say(request, who, texts.heads_reached(p, len(heads.reached), dict(by.most_common()), unreached))
