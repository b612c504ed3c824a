"""What only the ward office asks for: whom to call, an urgent word to all heads, how the house is."""

from importlib.metadata import version

from handlers import texts
from handlers.intents.evening import Forget, ShowCalls, ShowTrust, Urge
from handlers.intents.intent import Intent
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, answer, ask
from handlers.ward_office import texts_ward
from handlers.ward_office.texts_ward import Card
from storage import calls, health, people
from storage.database import Rows
from storage.instants import DAY, local
from storage.lookup import Who
from storage.quiet import awake
from storage.records import Message, Role, Unit

CALLS_SINCE = 2 * DAY


def _office(who: Who) -> Unit | None:
    return next((post.unit for post in who.posts if post.role is Role.CLERK), None)


async def show_calls(_intent: ShowCalls, heard: Heard, who: Who, read: Rows) -> Outcome:
    unit = _office(who)
    some = await calls.owed(read, unit.id, heard.at - CALLS_SINCE, heard.at) if unit else ()
    return Outcome(replies=(answer(heard, who, texts_ward.calls(texts.pair(who.person), some)),))


async def urge(intent: Urge, heard: Heard, who: Who, read: Rows) -> Outcome:
    """To every head: after a yes; and while people sleep after a second one."""
    p, campaign = texts.pair(who.person), who.campaign
    if not intent.text or campaign is None:
        return Outcome(replies=(answer(heard, who, texts_ward.how_to_urge(p)),))
    heads = {one.id: one for one in (await people.heads(read, [g.unit.id for g in who.plan], heard.at)).values()}
    quiet = campaign.settings.quiet
    if intent.sure == 0:
        return _ask(heard, who, intent, (texts_ward.SEND, texts_ward.urge(len(heads), intent.text)))
    if intent.sure == 1 and awake(heard.at, quiet, campaign.zone) > heard.at:
        return _ask(
            heard, who, intent, (texts_ward.SEND_ANYWAY, texts_ward.urge_in_silence(p, quiet.since, quiet.until))
        )
    words = str(texts_ward.urgent(intent.text))
    sent = tuple(
        Message(heard.ids(), "urgent", heard.key, heard.at, person_id=id_, words=words, not_after=heard.at + DAY)
        for id_ in heads
    )
    return Outcome(replies=(answer(heard, who, texts_ward.urged(len(sent))), *sent))


def _ask(heard: Heard, who: Who, intent: Urge, said: tuple[str, Markup]) -> Outcome:
    label, words = said
    options: list[tuple[str, Intent]] = [
        (label, Urge(intent.text, intent.sure + 1)),
        (texts_ward.NEVER_MIND, Forget()),
    ]
    return Outcome(replies=(ask(heard, who, words, options),))


async def forget(_intent: Forget, heard: Heard, who: Who, _read: Rows) -> Outcome:
    return Outcome(replies=(answer(heard, who, texts_ward.never_mind(texts.pair(who.person))),))


async def show_trust(_intent: ShowTrust, heard: Heard, who: Who, read: Rows) -> Outcome:
    if who.campaign is None:
        return Outcome(replies=(answer(heard, who, texts.help_other(texts.pair(who.person))),))
    zone, found = who.campaign.zone, await health.health(read, heard.at - DAY, heard.at)
    card = Card(
        local(heard.at, zone),
        local(found.looked, zone) if found.looked is not None else None,
        local(found.next_due, zone) if found.next_due is not None else None,
        found.skipped,
        found.doubt,
        found.unreached,
        found.unread,
        version("tungngo"),
    )
    return Outcome(replies=(answer(heard, who, texts_ward.trust(card)),))
