"""The weekly letter comes by itself: the draft with its file, who is missing, the final one, and an alarm at last."""

import io
from datetime import date

from docx import Document

from storage import facts, files
from storage.errands import ErrandEnded
from storage.instants import SECOND
from tests.bot.test_making import does_errands
from tests.ward import Chat, Ward, plain

WEDNESDAY, THURSDAY = date(2024, 11, 13), date(2024, 11, 14)


async def comes_to(ward: Ward, clock: str, day: date) -> None:
    """With the file that was ordered at that hour, a few seconds later."""
    await ward.comes_to(clock, day)
    await does_errands(ward)
    ward.clock.at += 5 * SECOND
    await ward.delivers()


async def news(chat: Chat) -> list[str]:
    """What has come since it was read last."""
    await chat.reads()
    return [plain(line.words or "") for line in chat.new]


async def test_on_wednesday_evening_the_draft_comes_with_its_file(ward: Ward):
    clerk = ward.chat("lan")
    await ward.chat("binh").says("cài 42, kh 40")
    await ward.comes_to("19:00", WEDNESDAY)
    await news(clerk)

    await comes_to(ward, "20:00", WEDNESDAY)
    [said] = await news(clerk)

    assert said.startswith("Dự thảo báo cáo tuần đến thứ Tư 13/11 (hạn 15h00 thứ Năm 14/11) em gửi kèm.")
    assert "Còn thiếu số: Cầu Đơ 4, Cầu Đơ 3" in said
    handout = clerk.new[-1].handout
    assert handout
    assert handout.name == "Báo cáo tuần Hà Cầu 2024-11-13 (dự thảo).docx"
    async with ward.database.read() as read:
        document = Document(io.BytesIO(await files.body(read, handout.id)))
    assert any("1.892 người cài đặt" in paragraph.text for paragraph in document.paragraphs)


async def test_it_is_not_announced_before_its_file_is_there(ward: Ward):
    clerk = ward.chat("lan")
    await ward.comes_to("19:00", WEDNESDAY)
    await news(clerk)

    await ward.comes_to("20:00", WEDNESDAY)
    await ward.comes_to("20:00", WEDNESDAY)

    assert await news(clerk) == []
    async with ward.database.read() as read:
        assert len(await read.rows("SELECT id FROM errand WHERE kind = 'paper'")) == 1


async def test_when_no_file_can_be_made_the_figures_are_told(ward: Ward):
    clerk = ward.chat("lan")
    await ward.comes_to("20:00", WEDNESDAY)
    await news(clerk)
    async with ward.database.write() as tx:
        [errand] = await tx.rows("SELECT id FROM errand WHERE kind = 'paper'")
        await facts.write(tx, [ErrandEnded(errand["id"], failed=True)])

    ward.clock.at += 5 * SECOND
    await ward.delivers()

    [said] = await news(clerk)
    assert "em chưa làm được tệp" in said
    assert "toàn địa bàn có 1.850 người cài đặt" in said


async def test_on_thursday_who_is_missing_is_told_and_then_the_final_letter_comes(ward: Ward):
    clerk = ward.chat("lan")
    await ward.comes_to("07:45", THURSDAY)
    await news(clerk)

    await comes_to(ward, "08:00", THURSDAY)
    [missing] = await news(clerk)
    await comes_to(ward, "12:00", THURSDAY)
    [final] = await news(clerk)
    await comes_to(ward, "14:00", THURSDAY)
    [alarm] = await news(clerk)

    assert missing.startswith("Báo cáo tuần (hạn 15h00 thứ Năm 14/11) còn thiếu số:")
    assert "Cầu Đơ 1, thứ Bảy 09/11: bác Bình" in missing
    assert final.startswith("Bản cuối báo cáo tuần (hạn 15h00 thứ Năm 14/11) em gửi kèm.")
    assert alarm.startswith("⚠️ Báo cáo tuần chưa phát hành")


async def test_a_letter_that_was_issued_is_asked_for_no_more(ward: Ward):
    clerk = ward.chat("lan")
    await ward.comes_to("11:00", THURSDAY)
    await clerk.says("phát hành báo cáo tuần")
    await does_errands(ward)
    await news(clerk)

    await comes_to(ward, "12:00", THURSDAY)
    await comes_to(ward, "14:00", THURSDAY)

    assert await news(clerk) == []
