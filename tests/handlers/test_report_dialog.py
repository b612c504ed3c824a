"""How an evening sounds, told as conversations over the web chat."""

from datetime import date

from tests.ward import Ward, clock_time


async def test_a_head_is_asked_and_answers_in_one_line(ward: Ward):
    chat = ward.chat("binh")

    await ward.comes_to("21:25")
    await chat.reads()
    chat.hears("Xong buổi Cầu Đơ 1 tối thứ Bảy 09/11 rồi", "bác nhắn kết quả")

    await chat.says("42, kh 40, vắng 6")
    chat.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42 · kích hoạt 40 · hộ vắng 6.")
    chat.hears("412/980 = 42,0 %", "15+ có smartphone, số phường 01/11")


async def test_the_clerk_sees_what_was_told_and_who_is_missing(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")

    await clerk.says("/status")
    clerk.hears("Tối nay 0/1 tổ đã báo", "Chưa báo: Cầu Đơ 1 (bác Bình)", "1.850/10.420 = 17,8 %")

    await head.says("cài 42")
    await clerk.says("tình hình")
    clerk.hears("1.892/10.420 = 18,2 %", "Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +42", "· lúc 21h20 thứ Bảy 09/11")


async def test_a_correction_shows_before_and_after(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 42")
    await chat.says("nhầm, 24 chứ không phải 42")
    chat.hears("Em đã sửa", "cài mới 42 → 24", "394/980")


async def test_undo_takes_back_ones_own_last_word(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 42")
    await chat.says("sửa lại 24")
    await chat.says("hoàn tác")
    chat.hears("Em đã bỏ lần báo vừa rồi", "cài mới 24 → 42", "412/980")
    await chat.says("hoantac")
    chat.hears("cài mới bỏ trống", "370/980")
    await chat.says("/hoantac")
    chat.hears("Bác chưa có lần báo nào để hoàn tác")


async def test_a_second_person_who_differs_is_marked_not_believed(ward: Ward):
    head, deputy, clerk = ward.chat("binh"), ward.chat("tam"), ward.chat("lan")

    await head.says("cài 42")
    await deputy.says("cài 45")
    deputy.hears("cài mới 42", "trước đó đã có người báo 42, cô báo 45")
    await clerk.says("Cầu Đơ 1 cài 45")
    await head.says("tiến độ")
    head.hears("415/980")


async def test_a_figure_that_waited_without_signal_is_asked_not_applied(ward: Ward):
    chat = ward.chat("binh")

    await ward.comes_to("21:40")
    await chat.says("cài 42")
    await chat.says("cài 30", written=clock_time("21:30"))
    chat.hears("viết trước số đang ghi", "muốn thay bằng 30 hay giữ 42")
    assert chat.choices == ["Thay bằng 30", "Giữ 42"]

    await chat.says("1")
    chat.hears("cài mới 42 → 30")


async def test_a_button_does_what_its_words_do_and_stays_readable(ward: Ward):
    chat = ward.chat("binh")
    await ward.comes_to("21:40")
    await chat.says("cài 42")
    await chat.says("cài 30", written=clock_time("21:30"))

    await chat.presses("Giữ 42")
    chat.hears("giữ nguyên số cũ")
    edited = next(line for line in chat.new if line.edits)
    assert "→ <b>Giữ 42</b>" in (edited.words or "")

    receipt = await chat.presses("Thay bằng 30")
    assert "đã có trả lời" in str(receipt.notice)
    chat.hears_nothing()


async def test_another_groups_figures_are_not_taken(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("Cầu Đơ 3 tối nay cài 20")

    assert not any("Em ghi" in (line.words or "") for line in await chat.log())


async def test_after_the_lock_only_the_clerk_may_change(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42")
    ward.clock.at = clock_time("13:00", date(2024, 11, 10))

    await head.says("hoàn tác")
    head.hears("phường đã chốt lúc 12h00 Chủ nhật 10/11")
    await clerk.says("/status")
    clerk.hears("1.892/10.420")


async def test_a_stranger_learns_nothing(ward: Ward):
    chat = ward.chat("somebody")

    await chat.says("/status")
    chat.hears("Em là trợ lý tự động của phường. Em chưa biết bác là ai")


async def test_a_volunteer_may_not_tell_figures(ward: Ward):
    chat = ward.chat("an")

    await chat.says("cài 20")
    chat.hears("chưa được phân công")


async def test_nothing_is_asked_when_the_result_is_there(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 42")
    await ward.comes_to("21:25")
    await chat.reads()
    chat.hears_nothing()


async def test_an_implausible_pair_is_remarked_on_and_recorded(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 24, kích hoạt 40")
    chat.hears("cài mới 24", "Kích hoạt 40 lớn hơn cài mới 24, bác xem lại giúp em")


async def test_more_doors_than_a_team_can_knock_at_is_remarked_on(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("gõ 400 nhà, cài 30 người")
    chat.hears("hộ đã đi 400", "400 hộ một tối nhiều hơn sức một đội đi")


async def test_a_total_that_goes_down_unexplained_is_remarked_on(ward: Ward):
    chat = ward.chat("binh")
    await chat.says("cài 42")

    await chat.says("sửa lại 24")
    chat.hears("cài mới 42 → 24", "Cài mới giảm từ 42 còn 24")

    await chat.says("42 chứ không phải 24")
    await chat.says("24 chứ không phải 42")
    assert "giảm" not in (chat.new[-1].words or "")
