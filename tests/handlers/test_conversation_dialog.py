"""The evening's talk around the figures: what keeps its place, what is warned of, whose it is, what is taken away."""

from datetime import timedelta

import pytest

from handlers.choices import dump
from handlers.intents.answers import ShowStatus
from handlers.intents.talking import Help
from storage import chats, outbox
from storage.instants import DAY
from storage.records import Choice, Message, Question
from storage.settings import CampaignSettings, Indicator, Target
from tests.ward import FIRST, Chat, Ward, clock_time

NIGHT_OF_HA_TRI_2 = FIRST + timedelta(days=7)


@pytest.fixture
async def chat(ward: Ward) -> Chat:
    """Bác Bình, who has just been asked for tonight's result."""
    await ward.comes_to("21:25")
    asked = ward.chat("binh")
    await asked.reads()
    return asked


async def is_told(chat: Chat, words: str, *labels: str) -> None:
    """Something else comes to this chat meanwhile, perhaps with choices of its own."""
    ward, now = chat.ward, chat.ward.clock.at
    person = ward.people[chat.key]
    async with ward.database.write() as tx:
        where = await chats.at_address(tx, chat.address)
        assert where is not None
        intents = (ShowStatus(), Help())
        offered = tuple(
            Choice(ward.ids(), label, dump(intent), digit)
            for digit, (label, intent) in enumerate(zip(labels, intents, strict=False), start=1)
        )
        question = Question(ward.ids(), "choice", where.id, person.id, None, now + DAY, choices=offered)
        message = Message(ward.ids(), "alarm", "test", now, person_id=person.id, words=words)
        if labels:
            message = Message(*(ward.ids(), "alarm", "test", now), person_id=person.id, words=words, question=question)
        await outbox.write(tx, [message])
    await ward.delivers()
    await chat.reads()


# --- the question keeps its place


async def test_a_count_is_still_awaited_after_an_announcement(chat: Chat):
    await is_told(chat, "Mai 19h30 họp tại nhà văn hoá.")

    await chat.says("35")
    chat.hears("cài mới 35")


async def test_a_count_is_still_awaited_after_another_question_and_its_answer(chat: Chat):
    await is_told(chat, "Tối mai bác có đi không ạ?", "Xem tiến độ", "Trợ giúp")

    await chat.says("1")
    chat.hears("370/980", "chưa báo")
    await chat.says("35")
    chat.hears("cài mới 35")


async def test_words_answer_the_question_that_offers_them_whatever_came_between(chat: Chat):
    await chat.says("cai dc 12 ho")
    await is_told(chat, "Tối mai bác có đi không ạ?", "Xem tiến độ", "Trợ giúp")

    await chat.says("hộ")
    chat.hears("hộ đã đi 12")


async def test_a_digit_answers_the_newest_question(chat: Chat):
    await chat.says("cai dc 12 ho")
    await is_told(chat, "Tối mai bác có đi không ạ?", "Xem tiến độ", "Trợ giúp")

    await chat.says("1")
    chat.hears("370/980", "chưa báo")


@pytest.mark.parametrize("word", ["đúng", "ừ", "vâng", "Đúng 420", "420"])
async def test_yes_confirms_what_was_asked(chat: Chat, word: str):
    await chat.says("420")

    await chat.says(word)
    chat.hears("cài mới 420")


async def test_a_report_ends_what_was_unclear_before(chat: Chat):
    await chat.says("420")
    await chat.says("cài 42")

    await chat.says("đúng")
    assert "420" not in (chat.new[-1].words or "")
    await chat.says("tiến độ")
    chat.hears("412/980")


async def test_a_half_finished_report_is_finished_hours_later(chat: Chat):
    await chat.says("cai dc 12 ho")
    chat.ward.clock.at = clock_time("23:40")

    await chat.says("người")
    chat.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 12")


async def test_after_midnight_it_is_still_tonight(chat: Chat):
    chat.ward.clock.at = clock_time("00:20")

    await chat.says("35, vắng 4")
    chat.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 35 · hộ vắng 4")


async def test_a_half_finished_report_is_finished_on_another_channel(chat: Chat):
    await chat.says("cai dc 12 ho")
    async with chat.ward.database.write() as tx:
        await tx.run(
            "INSERT INTO account (id, address, person_id, since) VALUES (99001, 'web/tablet', :person, 0)",
            person=chat.ward.people["binh"].id,
        )
    tablet = chat.ward.chat("tablet")

    await tablet.says("12 người")
    tablet.hears("cài mới 12")
    await chat.says("hộ")
    assert "hộ đã đi" not in (chat.new[-1].words or "")


# --- interim figures


async def test_an_interim_figure_is_recorded_and_the_last_one_replaces_it(chat: Chat):
    await chat.says("mới được 12, lát báo tiếp")
    chat.hears("cài mới 12")
    await chat.says("xong rồi, được 31 người")
    chat.hears("31")

    await chat.says("tiến độ")
    chat.hears("401/980")


# --- what is implausible


async def test_a_slip_of_the_thumb_is_asked_in_figures(chat: Chat):
    await chat.says("420")
    chat.hears("420 người một tối thì nhiều quá so với mọi khi (khoảng 38). Bác gõ thừa số 0, hay đúng là 420 ạ?")
    chat.hears('Nhắn "42" hoặc "đúng 420"')
    assert chat.choices == ["42", "Đúng 420"]

    await chat.says("42")
    chat.hears("cài mới 42", "412/980")


async def test_five_ordinary_evenings_in_one_are_recorded_and_remarked_on(chat: Chat):
    await chat.says("cài 200 người")

    chat.hears("cài mới 200", "⚠️ 200 người một tối nhiều hơn hẳn mọi khi (khoảng 38)")


async def test_five_times_the_usual_is_the_border(chat: Chat):
    await chat.says("cài 190 người")

    assert "⚠️" not in (chat.new[-1].words or "")


@pytest.mark.parametrize(("doors", "remarked"), [(240, False), (320, False), (321, True)])
async def test_more_doors_than_a_team_reaches_are_remarked_on(chat: Chat, doors: int, remarked: bool):
    await chat.says(f"gõ {doors} nhà, cài 30 người")

    chat.hears(f"hộ đã đi {doors}")
    assert ("nhiều hơn sức một đội đi" in (chat.new[-1].words or "")) is remarked


async def test_more_absent_than_visited_is_impossible_and_asked(chat: Chat):
    await chat.says("đi 20 hộ, vắng 25, cài 3 người")

    assert "Em ghi" not in (chat.new[-1].words or "")


# --- whose it is


async def test_another_heads_group_is_answered_with_whose_it_is_on_any_night(chat: Chat):
    await chat.says("Hà Trì 2 được 20 ng")

    chat.hears("Hà Trì 2 do bác Sửu báo ạ. Em chưa ghi.")


async def test_on_its_own_night_too(ward: Ward):
    ward.clock.at = clock_time("21:40", NIGHT_OF_HA_TRI_2)
    chat = ward.chat("binh")

    await chat.says("Hà Trì 2 được 20 ng")
    chat.hears("Hà Trì 2 do bác Sửu báo ạ. Em chưa ghi.")


# --- taking a report away


@pytest.mark.parametrize("words", ["xoá số vừa rồi đi em", "huỷ báo cáo giúp bác", "xoa bao cao", "bỏ tin vừa rồi nhé"])
async def test_a_report_is_taken_away_by_plain_words(chat: Chat, words: str):
    await chat.says("cài 42")

    await chat.says(words)
    chat.hears("Em đã bỏ lần báo vừa rồi", "cài mới bỏ trống", "370/980")


@pytest.mark.parametrize("words", ["bỏ 2 người", "xoá 3 hộ vắng", "xoá app rồi"])
async def test_what_takes_only_some_away_deletes_nothing(chat: Chat, words: str):
    await chat.says("cài 42")

    await chat.says(words)
    assert "Em đã bỏ lần báo" not in (chat.new[-1].words or "")


# --- one reply, whatever it was


@pytest.mark.parametrize(
    "text",
    [
        "42",
        "khoảng 30",
        "cai dc 12 ho",
        "420",
        "ok em",
        "Hà Trì 2 được 20 ng",
        "cài 24, kích hoạt 40",
        "hoàn tác",
        "👍",
    ],
)
async def test_a_message_has_one_reply(chat: Chat, text: str):
    await chat.says(text)

    assert len([line for line in chat.new if line.edits is None]) == 1


# --- a campaign that counts other things


async def test_a_campaign_counts_what_it_says_it_counts(ward: Ward):
    counted = (
        Indicator(code="level2", name="Định danh mức 2", words=("định danh mức 2", "định danh", "mức 2")),
        Indicator(code="absent", name="Hộ vắng"),
    )
    target = Target(indicator="level2", measure="residents15", percent=50, by=FIRST)
    settings = CampaignSettings(indicators=counted, targets=(target,))
    async with ward.database.write() as tx:
        await tx.run("UPDATE campaign SET settings = :settings", settings=settings.model_dump_json())
    await ward.comes_to("21:25")
    chat = ward.chat("binh")
    await chat.reads()

    await chat.says("35, vắng 4")
    chat.hears("định danh mức 2 35 · hộ vắng 4")
    await chat.says("mức 2 thêm 3 người nữa")
    chat.hears("35 → 38")
    await chat.says("được 12 hộ")
    assert "Em ghi" not in (chat.new[-1].words or "")
