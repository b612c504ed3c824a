"""Whom a message can reach, asked before anything is said of sending; and what became of what was sent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers import texts
from handlers.markup import Markup
from handlers.outcome import Request
from handlers.texts import Callee
from storage import budgets, calls, people, reachable, ways
from storage.database import Rows
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.lookup import KnownSpeaker, Who
from storage.records import Message, MessageState, Person, Role
from storage.sending import Dropped, Held, Made, Waiting, Worded

LOOKS_AGAIN = 10 * SECOND
LOOKED_AT_WITHIN = 10 * MINUTE  # a page that is not opened by then is told of


@dataclass(frozen=True, slots=True)
class Reach:
    """Some people, by whether they have a chat that can be written to. `by`: how many by each channel."""

    reached: tuple[Person, ...]
    others: tuple[Callee, ...]
    by: Mapping[str, int] = field(default_factory=dict)


async def reach(
    read: Rows, some: Iterable[Person], units: Mapping[int, str] | None = None, *, spares: bool = False
) -> Reach:
    """`units`: by person, the name of the unit that says who they are. `spares`: what nobody has asked for."""
    known = {person.id: person for person in some}
    found = await reachable.first_chats(read, known, spares=spares) if known else {}
    lost = [id_ for id_ in known if id_ not in found]
    phones = await people.phones(read, lost) if lost else {}
    named = units or {}
    others = (Callee(known[id_], named.get(id_, ""), phones.get(id_)) for id_ in lost)
    reached = tuple(one for id_, one in known.items() if id_ in found)
    return Reach(reached, tuple(others), Counter(chat.channel for chat in found.values()))


async def of_heads(read: Rows, unit_id: int, now: Instant) -> Reach:
    """Of everybody who leads a unit below this one."""
    led = await people.leaders_below(read, unit_id, now)
    return await reach(read, [person for person, _ in led], {person.id: unit for person, unit in led})


async def gauges(read: Rows, now: Instant, zone: str) -> tuple[Markup, ...]:
    """How much each of our accounts may still say, where that is limited."""
    known = await budgets.gauges(read, budgets.month_of(now, zone))
    names = await ways.names(read, [one.channel for one in known]) if known else {}
    return tuple(texts.gauge(texts.account_name(one.channel, names[one.channel]), one) for one in known)


async def price(read: Rows, reach: Reach, now: Instant, zone: str) -> Markup:
    """What a message to these would cost, of those accounts of ours whose messages are counted; else nothing."""
    known = await budgets.gauges(read, budgets.month_of(now, zone)) if reach.by else ()
    counted = [gauge for gauge in known if gauge.channel in reach.by]
    if not counted:
        return Markup("")
    names = await ways.names(read, [gauge.channel for gauge in counted])
    return texts.price(
        [(texts.account_name(one.channel, names[one.channel]), reach.by[one.channel], one.left) for one in counted]
    )


async def clerks(request: Request, who: Who, read: Rows) -> tuple[Person, ...]:
    return await people.clerks_above(read, [post.unit.id for post in who.posts], request.at)


async def office(request: Request, who: Who, read: Rows) -> Markup:
    """Who is there for people, with a telephone; for a clerk the place alone."""
    others = [one for one in await clerks(request, who, read) if who.person is None or one.id != who.person.id]
    if not others or who.has(Role.CLERK):
        return texts.office(None, None)
    phones = await people.phones(read, [others[0].id])
    return texts.office(others[0], phones.get(others[0].id))


def follow_up(
    request: Request, who: KnownSpeaker, sent: Sequence[Message], what: str, *, always: bool = False
) -> tuple[Message, ...]:
    """Later, in this chat: whom it did not reach; `always`: that it reached all, too. `what`: what was sent."""
    if not sent:
        return ()
    of = " ".join(str(message.id) for message in sent)
    params: dict[str, str | int] = {"of": of, "what": what, "person": str(who.person.id), "always": int(always)}
    return (Message(request.ids(), "outcome", request.key, request.at, chat=who.own_chat or who.chat, params=params),)


async def word_outcome(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """Once nothing of it is on its way any more; a page that is not opened is waited for a while."""
    made: dict[int, Made] = {}
    for one in waiting:
        params = one.message.params
        found = await calls.states(read, [int(id_) for id_ in str(params["of"]).split()])
        moving = {MessageState.WAITING, MessageState.SENDING}
        always = bool(params["always"])
        under_way = any(
            state in moving or (always and state is MessageState.SENT and not seen) for _, state, seen in found.values()
        )
        if under_way and now < one.message.as_of + LOOKED_AT_WITHIN:
            made[one.message.id] = Held(now + LOOKS_AGAIN, "it is still on its way")
            continue
        asker = int(params["person"])
        known = await people.by_id(read, [asker, *(person for person, _, _ in found.values())])
        phones = await people.phones(read, known)
        by_state = {person: (state, seen) for person, state, seen in found.values()}
        lost, unseen = list[Callee](), list[Callee]()
        for person, (state, seen) in sorted(by_state.items()):
            whom = Callee(known[person], "", phones.get(person))
            if state not in {MessageState.SENT, MessageState.DOUBT, MessageState.VOID}:
                lost.append(whom)
            elif state is MessageState.DOUBT or (always and state is MessageState.SENT and not seen):
                unseen.append(whom)
        reached = len(by_state) - len(lost) - len(unseen)
        text = texts.outcome(texts.pronouns(known[asker]), str(params["what"]), (reached, len(by_state)), unseen, lost)
        made[one.message.id] = Worded(str(text)) if always or lost else Dropped("void", "everybody has it")
    return made
