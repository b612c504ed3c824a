"""Which way a message goes to its person: the chosen one first, at once another where that is out, never two."""

import asyncio
import random
from collections import Counter
from dataclasses import replace

import pytest

from bot import addressing
from bot.channels.channel import Ending, Outgoing, Partly, Refused, Sent, Shut, Throttled, Uncertain, Unsent
from handlers.markup import Markup
from handlers.outcome import Request, tell
from storage import calls, chats, downtime, outbox, reachable, ways
from storage.instants import HOUR, MINUTE, SECOND, Instant
from storage.reachable import Preferred, Way
from storage.records import Chat, Message
from storage.ways import OurAccount
from tests.bot.lines import Answers, Line, leaves_page
from tests.ward import Ward, clock_time


async def puts(ward: Ward, *keys: str, kind: str = "alarm", words: str = "tin") -> list[int]:
    now = ward.clock.at
    request = Request("test", now, now, ward.ids)
    messages = [tell(request, ward.people[key], Markup(words), kind=kind) for key in keys]
    async with ward.database.write() as tx:
        await outbox.write(tx, messages)
    return [message.id for message in messages]


async def states(ward: Ward, ids: list[int]) -> list[tuple[str, str | None]]:
    async with ward.database.read() as read:
        rows = await read.rows("SELECT id, state, channel FROM outbox WHERE id IN :ids ORDER BY id", ids=ids)
    return [(row["state"], row["channel"]) for row in rows]


def away(_message: Outgoing, now: Instant) -> Ending:
    return Unsent("nobody there", now + 5 * SECOND)


async def prefers(ward: Ward, key: str, platform: str) -> None:
    async with ward.database.write() as tx:
        await reachable.write_preferred(tx, [Preferred(ward.people[key].id, platform)])


async def test_the_chosen_platform_comes_first_then_where_they_were_heard_last(both_wards: Ward):
    ward, early, late = both_wards, Line(both_wards, "early"), Line(both_wards, "late")
    await early.links("binh", heard=ward.clock.at - 2)
    await late.links("binh", heard=ward.clock.at - 1)

    await puts(ward, "binh")
    await ward.delivers()
    await prefers(ward, "binh", "early")
    await puts(ward, "binh")
    await ward.delivers()
    await prefers(ward, "binh", "")
    await puts(ward, "binh")
    await ward.delivers()

    assert (len(late.told), len(early.told)) == (2, 1)


async def test_a_platform_with_several_accounts_of_ours_is_one_choice(ward: Ward):
    second, web = Line(ward, "some/2"), ward.chat("binh")
    await second.links("binh", heard=0)
    await prefers(ward, "binh", "some")

    await puts(ward, "binh")
    await ward.delivers()
    await web.reads()

    assert len(second.told) == 1
    web.hears_nothing()


async def test_what_a_line_cannot_send_goes_another_way_at_once(both_wards: Ward):
    ward, line, page = both_wards, Line(both_wards, "line", away), both_wards.chat("binh")
    await line.links("binh")

    await puts(ward, "binh")
    await ward.delivers()
    await page.reads()

    page.hears("tin")
    assert len(line.tries) == 1
    assert not line.told


async def test_a_hiccup_is_waited_out_and_what_lasts_is_not(both_wards: Ward):
    """The other way may be a page that nobody looks at."""
    ward, page, fails = both_wards, both_wards.chat("binh"), 1

    def answers(_message: Outgoing, now: Instant) -> Ending:
        return Unsent("reset", now + SECOND) if len(line.tries) <= fails else Sent("1")

    line = Line(ward, "line", answers)
    await line.links("binh")
    first = await puts(ward, "binh")
    for _ in range(3):
        await ward.delivers()
        ward.clock.at += SECOND
    assert await states(ward, first) == [("sent", "line")]

    fails = 10
    begins = ward.clock.at
    second = await puts(ward, "binh")
    for _ in range(3):
        await ward.delivers()
        ward.clock.at += SECOND
    await page.reads()
    page.hears("tin")
    async with ward.database.read() as read:
        sent = await read.rows("SELECT sent_at, channel FROM outbox WHERE id = :id", id=second[0])
    assert (sent[0]["channel"], sent[0]["sent_at"] - begins) == ("web", 2 * SECOND)


async def test_what_waits_behind_it_goes_too_and_the_next_ones_do_not_ask_there(both_wards: Ward):
    ward, line = both_wards, Line(both_wards, "line", away)
    for key in ("binh", "hoi", "nhan"):
        await line.links(key)

    first = await puts(ward, "binh", "hoi", "nhan")
    await ward.delivers()
    tried = len(line.tries)
    second = await puts(ward, "binh", "hoi", "nhan")
    await ward.delivers()

    assert await states(ward, first + second) == [("sent", "web")] * 6
    assert len(line.tries) == tried <= 3


async def test_one_message_at_a_time_tries_it_again_less_and_less_often(ward: Ward):
    line = Line(ward, "line", away)
    people = ("binh", "hoi", "nhan", "mau")
    for key in people:
        await line.links(key)
    begins = ward.clock.at

    for step in range(120):
        ward.clock.at = begins + step * 30 * SECOND
        await puts(ward, *people)
        await ward.delivers()

    tried = Counter(at for _, at in line.tries)
    assert max(count for at, count in tried.items() if at > begins) == 1
    assert 10 <= len(line.tries) <= 25
    assert not line.told


async def test_when_it_is_back_it_is_written_to_first_again(both_wards: Ward):
    ward, line = both_wards, Line(both_wards, "line", away)
    await line.links("binh")
    await puts(ward, "binh")
    await ward.delivers()

    line.answers = lambda _message, _now: Sent("1")
    ward.clock.at += MINUTE
    await puts(ward, "binh")
    await ward.delivers()
    await puts(ward, "binh")
    await ward.delivers()

    assert len(line.told) == 2
    async with ward.database.read() as read:
        assert not await downtime.current(read)


async def test_who_has_no_other_way_waits_for_it_and_is_called_meanwhile(both_wards: Ward):
    ward, line = both_wards, Line(both_wards, "line", away)
    await line.links("binh")
    await leaves_page(ward, "binh")
    clerk = ward.chat("lan")

    first = (await puts(ward, "binh", words="họp sớm"))[0]
    await ward.delivers()
    await clerk.says("/goi")
    clerk.hears("1 người chị gọi giúp em", "bác Bình", "họp sớm")
    await clerk.says("/lienlac")
    clerk.hears("4/5 tổ trưởng liên lạc được lúc này", "bác Bình (Cầu Đơ 1)", "Line đang không gửi được")
    await clerk.says("đã gọi bác Bình")
    clerk.hears("Danh sách gọi hết rồi")

    second = (await puts(ward, "binh", words="họp muộn"))[0]
    line.answers = lambda _message, _now: Sent("1")
    ward.clock.at += MINUTE
    await ward.delivers()

    assert await states(ward, [first]) == [("void", "line")]
    assert await states(ward, [second]) == [("sent", "line")]
    assert line.said_to("binh") == ["họp muộn"]


async def test_what_one_refuses_is_tried_by_each_of_the_others_once(both_wards: Ward):
    """A message that a platform does not take, from somebody whom it does not send away."""
    ward, page = both_wards, both_wards.chat("binh")
    no: Answers = lambda _message, _now: Refused("not this one")  # noqa: E731
    first, second = Line(ward, "first", no), Line(ward, "second", no)
    await second.links("binh", heard=ward.clock.at)
    await first.links("binh", heard=ward.clock.at + 1)

    taken = await puts(ward, "binh")
    await ward.delivers()
    await page.reads()
    page.hears("tin")
    assert await states(ward, taken) == [("sent", "web")]
    assert (len(first.tries), len(second.tries)) == (1, 1)

    await leaves_page(ward, "binh")
    lost = await puts(ward, "binh")
    await ward.delivers()
    assert (await states(ward, lost))[0][0] == "unreached"
    assert (len(first.tries), len(second.tries)) == (2, 2)
    async with ward.database.read() as read:
        assert not await downtime.current(read)


async def test_an_edit_that_cannot_be_shown_proves_nothing(ward: Ward):
    line = Line(ward, "line", away)
    await line.links("binh")
    await puts(ward, "binh")
    await ward.delivers()
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, "line/binh")
        edit = Message(ward.ids(), "edit", "test", ward.clock.at, chat=chat, words="x", edits=1)
        await outbox.write(tx, [replace(edit, edits=(await tx.rows("SELECT min(id) AS id FROM outbox"))[0]["id"])])
    ward.clock.at += 5 * SECOND
    await ward.delivers()

    async with ward.database.read() as read:
        assert [one.channel for one in await downtime.current(read)] == ["line"]


async def test_what_may_have_arrived_is_not_sent_another_way(both_wards: Ward):
    ward, page = both_wards, both_wards.chat("binh")
    endings: list[Ending] = [Uncertain("lost"), Refused("blocked", gone=True)]
    line = Line(ward, "line", lambda _message, _now: endings.pop(0))
    await line.links("binh")

    once = await puts(ward, "binh", kind="announcement")
    await ward.delivers()
    endings.insert(0, Uncertain("lost"))
    again = await puts(ward, "binh")
    for _ in range(3):
        await ward.delivers()
        ward.clock.at += MINUTE
    await page.reads()

    assert await states(ward, once + again) == [("doubt", "line"), ("doubt", "line")]
    page.hears_nothing()


async def test_what_was_said_in_part_is_not_begun_anew_elsewhere(ward: Ward):
    endings: list[Ending] = [Partly(1), Refused("blocked", gone=True)]
    line, page = Line(ward, "line", lambda _message, _now: endings.pop(0)), ward.chat("binh")
    await line.links("binh")

    ids = await puts(ward, "binh")
    await ward.delivers()
    await page.reads()

    page.hears_nothing()
    assert await states(ward, ids) == [("unreached", "line")]


async def test_a_line_on_which_nobody_answers_is_out_after_two_in_a_row(both_wards: Ward):
    ward = both_wards
    line = Line(ward, "line", lambda _message, _now: Uncertain("no answer"))
    for key in ("binh", "hoi", "nhan"):
        await line.links(key)

    ids = [(await puts(ward, key, kind="announcement"))[0] for key in ("binh", "hoi")]
    await ward.delivers()
    ids += await puts(ward, "nhan", kind="announcement")
    await ward.delivers()

    assert await states(ward, ids) == [("doubt", "line"), ("doubt", "line"), ("sent", "web")]


async def test_a_short_pause_is_waited_for_and_a_long_one_is_an_outage(both_wards: Ward):
    ward = both_wards
    pause = 3 * SECOND
    line = Line(ward, "line", lambda _message, now: Throttled(now + pause, whole=True))
    await line.links("binh")

    short = await puts(ward, "binh")
    await ward.delivers()
    assert await states(ward, short) == [("waiting", "line")]
    pause = HOUR
    ward.clock.at += 3 * SECOND
    await ward.delivers()

    assert await states(ward, short) == [("sent", "web")]
    assert len(line.tries) == 2


async def test_429_pauses_and_never_loops(ward: Ward):
    line = Line(ward, "line", lambda _message, now: Throttled(now + HOUR, whole=True))
    await line.links("binh")
    await leaves_page(ward, "binh")

    for _ in range(60):
        await puts(ward, "binh")
        await ward.delivers()
        ward.clock.at += MINUTE

    assert len(line.tries) == 1


async def test_an_account_that_is_not_ours_any_more_sends_people_the_other_way_and_back(both_wards: Ward):
    ward, page = both_wards, both_wards.chat("binh")
    line = Line(ward, "line", lambda _message, _now: Shut("401"))
    await line.links("binh")

    ids = await puts(ward, "binh")
    await ward.delivers()
    await page.reads()

    page.hears("tin")
    assert await states(ward, ids) == [("sent", "web")]
    async with ward.database.write() as tx:
        await ways.learn(tx, OurAccount("line", "Bot Hà Cầu"), ward.clock.at)
    line.answers = lambda _message, _now: Sent("1")
    ward.clock.at += HOUR
    await puts(ward, "binh")
    await ward.delivers()
    assert len(line.told) == 1


async def test_an_hour_of_failing_delays_nobody_elsewhere(ward: Ward):
    """Refused, hanging, lost, throttled, broken: what the other line says is never late."""
    chance = random.Random(5)

    def fails(message: Outgoing, now: Instant) -> Ending | None:
        if message.chat.address == "bad/suu":
            return None
        what = chance.choice(("away", "lost", "throttled", "broken"))
        if what == "broken":
            raise RuntimeError("a bug")
        if what == "throttled":
            return Throttled(now + chance.choice((2, 60)) * SECOND, whole=True)
        return Unsent("nobody there", now + chance.choice((1, 30)) * SECOND) if what == "away" else Uncertain("lost")

    bad, good = Line(ward, "bad", fails), Line(ward, "good")
    for key in ("binh", "hoi"):
        await good.links(key, heard=ward.clock.at)
        await leaves_page(ward, key)
    for key in ("nhan", "mau", "suu"):
        await bad.links(key)
    begins = ward.clock.at

    for step in range(20):
        ward.clock.at = begins + step * 3 * MINUTE
        await puts(ward, "nhan", "binh", "mau", "hoi", "suu")
        while await addressing.route(ward.database, ward.clock.at) + sum(await asyncio.gather(
            *(delivery.deliver() for delivery in ward.deliveries if delivery.channel != "bad")
        )) + await _begun(bad):  # fmt: skip
            pass

    for key in ("binh", "hoi"):
        assert len(good.said_to(key)) == 20
    async with ward.database.read() as read:
        rows = await read.rows(
            "SELECT channel, state, sent_at - as_of AS late FROM outbox WHERE cause = 'test' AND channel <> 'bad'"
        )
    assert max(row["late"] for row in rows) <= 2 * SECOND
    assert {row["state"] for row in rows} == {"sent"}
    assert Counter(row["channel"] for row in rows)["web"] > 25  # of who has another way than the bad line


async def _begun(line: Line) -> int:
    """What still flies is no work to be done."""
    begun = await line.delivery.deliver()
    return begun - len(line.delivery._flying)


@pytest.mark.parametrize("seed", range(6))
async def test_nothing_is_said_twice_however_lines_fail(ward: Ward, seed: int):
    """What is said once at most is never in two chats; what may be repeated is repeated where it may have arrived."""
    chance = random.Random(seed)
    arrived: Counter[tuple[str, str]] = Counter()  # (line, words)

    def line(name: str) -> Line:
        def answers(message: Outgoing, now: Instant) -> Ending:
            ending: Ending = chance.choice((
                Sent("1"), Sent("1"), Uncertain("lost"), Unsent("away", now + SECOND), Unsent("busy"),
                Throttled(now + 20 * SECOND, whole=True), Throttled(now + SECOND), Refused("blocked", gone=True),
            ))  # fmt: skip
            if isinstance(ending, Sent) or (isinstance(ending, Uncertain) and chance.random() < 0.5):
                arrived[name, message.words] += 1
            return ending

        return Line(ward, name, answers)

    lines, people = [line("a"), line("b")], ("binh", "hoi", "nhan")
    for one in lines:
        for key in people:
            await one.links(key)
    await leaves_page(ward, *people)
    for step in range(60):
        kind = chance.choice(("alarm", "announcement"))
        await puts(ward, chance.choice(people), kind=kind, words=f"{kind} {step}")
        await ward.delivers()
        ward.clock.at += chance.choice((1, 5, 60)) * SECOND
        async with ward.database.write() as tx:  # who blocked us comes back
            await tx.run("UPDATE chat SET gone = NULL")

    by_words: dict[str, dict[str, int]] = {}
    for (name, words), count in arrived.items():
        by_words.setdefault(words, {})[name] = count
    assert len(by_words) > 20
    assert all(len(places) == 1 for places in by_words.values())
    assert all(sum(places.values()) == 1 for words, places in by_words.items() if words.startswith("announcement"))


async def test_a_clock_that_was_ahead_keeps_no_line_out(ward: Ward):
    line = Line(ward, "line", away)
    await line.links("binh")
    ward.clock.at += 10 * HOUR
    await puts(ward, "binh")
    await ward.delivers()

    ward.clock.at -= 10 * HOUR
    line.answers = lambda _message, _now: Sent("1")
    await ward.delivers()
    ward.clock.at += 5 * SECOND
    await puts(ward, "binh")
    await ward.delivers()

    assert len(line.told) == 1


async def test_another_worker_knows_what_is_out(both_wards: Ward):
    ward, line = both_wards, Line(both_wards, "line", away)
    await line.links("binh")
    await puts(ward, "binh")
    await ward.delivers()
    ward.deliveries.remove(line.delivery)

    heir = Line(ward, "line")
    ward.clock.at += MINUTE
    await puts(ward, "binh")
    await ward.delivers()

    assert len(heir.told) == 1
    async with ward.database.read() as read:
        assert not await downtime.current(read)


async def test_the_office_sees_what_is_out(ward: Ward):
    line, clerk = Line(ward, "line", away), ward.chat("lan")
    await line.links("binh")
    await puts(ward, "binh")
    await ward.delivers()

    await clerk.says("/tincay")
    clerk.hears("Line: không gửi được từ 21h20 thứ Bảy 09/11, thử lại lúc 21h20")
    await clerk.says("/status")
    clerk.hears("5/5 tổ trưởng liên lạc được lúc này")


async def test_what_was_missed_while_nobody_could_be_reached_comes_when_they_are_back(both_wards: Ward):
    """Blocked by one, out by the other: on the call list; then the line is back."""
    ward, line = both_wards, Line(both_wards, "line", away)
    await line.links("binh")
    await leaves_page(ward, "binh")
    async with ward.database.write() as tx:
        await tx.run("UPDATE chat SET gone = :now WHERE channel = 'line'", now=ward.clock.at)
    await line.links("hoi")
    ids = await puts(ward, "binh", "hoi")
    await ward.delivers()
    async with ward.database.read() as read:
        missed = await calls.missed(read, ward.units["Hà Cầu"].id, 0, ward.clock.at)
    assert [one.person.given for one in missed] == ["Bình"]

    line.answers = lambda _message, _now: Sent("1")
    ward.clock.at = clock_time("21:40")
    await line.hears("binh", "chào em")

    assert (await states(ward, ids))[0] == ("sent", "line")


def test_what_is_out_is_no_way_for_now():
    chat = Chat(1, "a/1", "a")
    some = [Way(chat, out_until=5), Way(chat, spared_until=9), Way(chat)]
    assert reachable.open_ways(some) == some[1:]
    assert reachable.open_ways(some, spares=True) == some[2:]
