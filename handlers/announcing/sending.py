"""What goes out: a row for each, with a key, so that neither a crash nor a second yes sends anything twice; how far it
is, while it goes; and its end.
"""

from collections.abc import Sequence

from handlers import reaching
from handlers import texts as common
from handlers.announcing import audience, receipts, texts
from handlers.intents.announcing import IsClear, SendOut, StopSending
from handlers.intents.wishes import LeaveIt
from handlers.outcome import Outcome, Request, answer, ask, question_of, remind, say
from storage import announcements, campaigns, people, questions
from storage.announcements import BULLETIN, Announcement, AnnouncementSent, AnnouncementStopped, Reception
from storage.campaigns import Announced
from storage.database import Rows
from storage.facts import Fact
from storage.ids import Ids
from storage.instants import DAY, MINUTE, SECOND, Instant, local
from storage.lookup import Campaigner
from storage.records import Message, MessageState, Person, Role
from storage.sending import Dropped, Held, Made, Waiting, Worded

TWICE_WITHIN = MINUTE  # to the same audience …
SAME_WITHIN = DAY  # … or in the same words
OF_USE = 2 * DAY
LOOKS_AGAIN = 2 * SECOND
OPENED_WITHIN = 10 * MINUTE  # a page that is not opened by then is told of
MANY = 25  # from which it is shown how far it is …
SHOWN_AT = tuple(seconds * SECOND for seconds in (2, 4, 7, 10, 15, 30, 60))  # … so long after the yes


async def send(intent: SendOut, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, to = common.pronouns(who.person), audience.own(who, intent.to)
    if to is None or (intent.to.of and not await _theirs(intent.to.of, who, read)):
        return say(request, who, texts.not_theirs(p, captain=who.has(Role.CAPTAIN)))
    before = await _sent_before(intent, request, who, read)
    if before is not None and not intent.sure:
        options = [
            (texts.SEND_AGAIN, SendOut(intent.text, intent.to, intent.corrects, sure=True)),
            (texts.LEAVE, LeaveIt()),
        ]
        asked = texts.twice(p, local(before.at, who.campaign.zone), same=before.words == intent.text)
        return ask(request, who, common.lines(asked, texts.numbered([label for label, _ in options])), options)
    found = await audience.find(read, who, to, request.at)
    reach = await reaching.reach(read, found.people, found.units, spares=True)
    if not reach.reached:
        return say(request, who, common.lines(texts.nobody(p, to), texts.lost(p, reach.others, len(found.people))))
    return await _sent(intent, request, who, reach, read)


async def _sent(intent: SendOut, request: Request, who: Campaigner, reach: reaching.Reach, read: Rows) -> Outcome:
    p, id_, campaign = common.pronouns(who.person), request.ids(), who.campaign
    office = who.has(Role.CLERK)
    params = {"announcement": str(id_), "campaign": str(campaign.id)}
    rows = [_row(request, person, params, id_) for person in reach.reached]
    meant = intent.to
    first = (await announcements.by_id(read, [meant.of])).get(meant.of) if meant.of else None
    bulletin = office and (first.bulletin if first and not meant.only else receipts.bulletin(meant))
    plain = (id_, campaign.id, who.person.id, audience.written(meant), intent.text, office, bulletin)
    sent = Announcement(*plain, request.at, intent.corrects or None)
    told = {row.person_id: row.id for row in rows}
    to_whom = [*reach.reached, *(other.person for other in reach.others)]
    facts: list[Fact] = [AnnouncementSent(sent, tuple((person.id, told.get(person.id)) for person in to_whom))]
    if bulletin:
        facts.append(Announced(campaign.id, request.at))
    said = answer(request, who, common.lines(texts.sending(p, len(rows)), texts.lost(p, reach.others, len(to_whom))))
    about = {**params, "person": str(who.person.id)}
    end = Message(request.ids(), "receipt", request.key, request.at, chat=said.chat, params=about)
    return Outcome(tuple(facts), (said, *rows, *_progress(said, about, len(rows), request), end))


def _row(request: Request, person: Person, params: dict[str, str], id_: int) -> Message:
    row = remind(request, person, "announcement", params, f"announcement/{id_}:1")
    return Message(
        row.id, row.kind, row.cause, row.as_of, person_id=person.id, params=params, once_key=row.once_key,
        not_after=request.at + OF_USE,
    )  # fmt: skip


def _progress(said: Message, about: dict[str, str], count: int, request: Request) -> list[Message]:
    """The answer is edited a few times; where nothing can be edited, the end alone is told."""
    if count < MANY:
        return []
    return [
        Message(request.ids(), "progress", request.key, request.at + later, chat=said.chat, params=about, edits=said.id)
        for later in SHOWN_AT
    ]


async def _theirs(id_: int, who: Campaigner, read: Rows) -> bool:
    one = (await announcements.by_id(read, [id_])).get(id_)
    return (
        one is not None
        and one.campaign_id == who.campaign.id
        and (one.person_id == who.person.id or (who.has(Role.CLERK) and one.office))
    )


async def _sent_before(intent: SendOut, request: Request, who: Campaigner, read: Rows) -> Announcement | None:
    """The same audience was told something a moment ago, or the same words today."""
    meant, since = audience.written(intent.to), request.at - SAME_WITHIN
    for one in await announcements.between(read, who.campaign.id, since, request.at + 1):
        if one.audience != meant:
            continue
        if one.words == intent.text or (one.person_id == who.person.id and request.at - one.at <= TWICE_WITHIN):
            return one
    return None


async def stop(intent: StopSending, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What waits is said no more; of a bulletin that was stopped nothing is reckoned."""
    p, last = common.pronouns(who.person), (await announcements.by_id(read, [intent.announcement]))
    one = last.get(intent.announcement)
    if one is None or not await _theirs(one.id, who, read):
        return say(request, who, texts.not_theirs(p, captain=who.has(Role.CAPTAIN)))
    found = await announcements.receipts(read, one.id)
    left = sum(receipt.moving for receipt in found)
    if one.stopped or not left:
        return say(request, who, texts.all_gone(p))
    facts: list[Fact] = [AnnouncementStopped(one.id, request.at)]
    if one.bulletin and await campaigns.announced(read, who.campaign.id) == one.at:
        before = await announcements.times(read, who.campaign, BULLETIN, 0, one.at)
        facts.append(Announced(who.campaign.id, before[-1] if before else None))
    return say(request, who, texts.stopped(p, left, sum(receipt.delivered for receipt in found)), *facts)


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """To each in their own words, with the question whether it is clear. What was corrected or stopped is not said."""
    wanted = {int(one.message.params["announcement"]) for one in waiting}
    some = await announcements.by_id(read, wanted)
    gone = await announcements.corrected(read, wanted)
    firsts = await announcements.by_id(read, [one.corrects for one in some.values() if one.corrects])
    known = await people.by_id(
        read, {one.message.person_id or 0 for one in waiting} | {one.person_id for one in some.values()}
    )
    running = await campaigns.by_id(read, {one.campaign_id for one in some.values()})
    asked = await questions.open_in(read, {one.chat.id for one in waiting}, now)
    made: dict[int, Made] = {}
    for one in waiting:
        told = some.get(int(one.message.params["announcement"]))
        if told is None or told.id in gone or told.stopped:
            made[one.message.id] = Dropped("void", "it was corrected or stopped meanwhile")
            continue
        first = firsts.get(told.corrects or 0)
        person = known[one.message.person_id or 0]
        p, zone = common.pronouns(person), running[told.campaign_id].zone
        sent = local(first.at, zone) if first else None
        said = texts.announcement(p, known[told.person_id], told.words, sent, office=told.office)
        awaits = any(question.topic == "count" for question in asked.get(one.chat.id, ()))
        question = question_of(one, [(texts.CLEAR, IsClear(told.id))], now + OF_USE, ids)
        if awaits:  # a number is a count
            question = texts.without_digits(question)
        made[one.message.id] = Worded(str(common.lines(said, texts.please_confirm(p, number=not awaits))), question)
    return made


async def word_progress(read: Rows, waiting: Sequence[Waiting], _now: Instant, _ids: Ids) -> dict[int, Made]:
    made: dict[int, Made] = {}
    for one in waiting:
        found = await _receipts(read, one)
        person = (await people.by_id(read, [int(one.message.params["person"])]))[int(one.message.params["person"])]
        done = sum(not receipt.moving for receipt in found)
        text = texts.on_its_way(common.pronouns(person), done, len(found))
        over = done == len(found)
        made[one.message.id] = Dropped("void", "all of it has gone") if over else Worded(str(text))
    return made


async def word_receipt(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """Once nothing of it is on its way any more; quiet hours hold it back with what it tells of."""
    made: dict[int, Made] = {}
    for one in waiting:
        found = await _receipts(read, one)
        until = _still_to_come(found, one, now)
        if until is not None:
            made[one.message.id] = Held(until, "it is still on its way")
            continue
        told = await announcements.by_id(read, [int(one.message.params["announcement"])])
        person = (await people.by_id(read, [int(one.message.params["person"])]))[int(one.message.params["person"])]
        sent = told[int(one.message.params["announcement"])]
        campaign = (await campaigns.by_id(read, [sent.campaign_id]))[sent.campaign_id]
        p = common.pronouns(person)
        text = await receipts.summary(read, sent, found, campaign)
        made[one.message.id] = Worded(str(common.lines(text, texts.afterwards(p))))
    return made


async def _receipts(read: Rows, one: Waiting) -> tuple[Reception, ...]:
    some = await announcements.receipts(read, int(one.message.params["announcement"]))
    return tuple(receipt for receipt in some if receipt.state is not None or one.message.kind == "receipt")


def _still_to_come(found: Sequence[Reception], one: Waiting, now: Instant) -> Instant | None:
    moving = [receipt for receipt in found if receipt.moving]
    if moving:
        return max(now + LOOKS_AGAIN, min(receipt.next_at or 0 for receipt in moving))
    unopened = any(receipt.state is MessageState.SENT and not receipt.delivered for receipt in found)
    return now + MINUTE if unopened and now < one.message.as_of + OPENED_WITHIN else None
