"""A plan that differs from what stands: what it no longer has, names that may be another's, dates without a year."""

import pytest

from storage.database import Database
from tests.handlers.plans import PLAN, nights, planned, sends
from tests.ward import PEOPLE, Ward

KHU_PHO = {f"Khu phố {n}": [9 + n] for n in range(1, 6)} | {"Chung cư Sao Mai": [20]}
CLERK = {"lan": PEOPLE["lan"], "chu": PEOPLE["chu"]}
TABLE = "Ngày\tĐịa bàn\n"


@pytest.fixture
async def south(sqlite: Database) -> Ward:
    """A ward of khu phố and a building, as they are called in the south."""
    return await Ward.founded(sqlite, plan=KHU_PHO, people=CLERK)


# --- nights that a new plan no longer has


async def test_a_night_that_is_gone_is_shown_and_called_off_by_a_yes_only(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends(clerk, PLAN.replace("14/11/2024, 15/11/2024", "14/11/2024"))
    clerk.hears("không còn 1 buổi đang có trong lịch", "Hà Trì 1: thứ Sáu 15/11", '"giữ các buổi"')
    assert await nights(ward) == before

    await clerk.says("đồng ý")
    assert await planned(ward, "Hà Trì 1") == ["14"]


async def test_nights_that_are_gone_may_stay(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends(clerk, PLAN.replace("14/11/2024, 15/11/2024", "14/11/2024"))
    await clerk.says("giữ các buổi")
    clerk.hears("để lại các buổi mà bản này không còn")
    await clerk.says("đồng ý")
    assert await nights(ward) == before


async def test_every_night_that_would_be_called_off_is_named(sqlite: Database):
    ward = await Ward.founded(sqlite, plan={"Tổ 1": list(range(10, 22)), "Tổ 2": [10]}, people=CLERK)
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}10/11/2024, 21/11/2024\tTổ 1\n10/11/2024\tTổ 2\n")
    clerk.hears("không còn 10 buổi", *(f"{n}/11" for n in range(11, 21)))


async def test_a_plan_of_some_units_and_days_says_what_it_leaves(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends(clerk, f"{TABLE}11/11/2024\tCầu Đơ 4\n09/11/2024\tCầu Đơ 1\n")
    clerk.hears("không nói đến 5 buổi khác trong lịch nên em giữ nguyên", "Cầu Đơ 4 12/11", '"thay cả lịch"')
    await clerk.says("đồng ý")
    assert await nights(ward) == before


async def test_a_plan_may_take_the_place_of_the_whole_schedule(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}11/11/2024\tCầu Đơ 4\n09/11/2024\tCầu Đơ 1\n")
    await clerk.says("thay cả lịch")
    clerk.hears("không còn 5 buổi", "Cầu Đơ 3: Chủ nhật 10/11", "Hà Trì 2: thứ Bảy 16/11")
    await clerk.says("đồng ý")
    assert [one[:2] for one in await nights(ward) if one[2] == "planned"] == [("Cầu Đơ 1", "09"), ("Cầu Đơ 4", "11")]


async def test_the_month_of_the_title_is_what_a_plan_speaks_of(ward: Ward):
    clerk = ward.chat("lan")
    await sends(
        clerk, f"KẾ HOẠCH THÁNG 11/2024\n{PLAN}".replace(", 15/11/2024", "").replace("16/11/2024\tHà Trì 2\n", "")
    )
    clerk.hears("không còn 1 buổi", "Hà Trì 1: thứ Sáu 15/11", "Hà Trì 2 16/11")


async def test_a_reported_night_is_never_called_off_by_a_plan(ward: Ward):
    await ward.chat("binh").says("cài 20")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}11/11/2024\tCầu Đơ 4\n14/11/2024\tHà Trì 1\n")
    await clerk.says("thay cả lịch")
    clerk.hears("Cầu Đơ 1 09/11 nhưng đã có số báo về")
    await clerk.says("đồng ý")
    assert await planned(ward, "Cầu Đơ 1") == ["09"]


# --- names


@pytest.mark.parametrize(("written", "unit"), [
    ("KP4", "Khu phố 4"), ("Khu phố 04", "Khu phố 4"), ("KP 4", "Khu phố 4"), ("Thôn 4", "Khu phố 4"),
    ("Chung cư Sao Mai (Ban quản trị)", "Chung cư Sao Mai"), ("CC Sao Mai", "Chung cư Sao Mai"),
    ("Sao Mai", "Chung cư Sao Mai"),
])  # fmt: skip
async def test_a_name_that_may_be_a_units_makes_no_twin(south: Ward, written: str, unit: str):
    clerk, before = south.chat("lan"), await nights(south)
    await sends(clerk, f"{TABLE}10/11/2024\tKhu phố 1\n25/11/2024\t{written}\n")
    await clerk.says("đồng ý")
    after = await nights(south)
    assert {name for name, _, _ in after} == {name for name, _, _ in before}, unit


async def test_a_name_is_said_to_be_a_unit_of_the_ward(south: Ward):
    clerk = south.chat("lan")
    await sends(
        clerk,
        f"{TABLE}10/11/2024\tKhu phố 1\n13/11/2024, 25/11/2024\tThôn 4\n20/11/2024, 26/11/2024\tChung cư Sao Mây\n",
    )
    clerk.hears('"Thôn 4": có phải là Khu phố 4 không ạ?', '"Thôn 4 là Khu phố 4"', '"giữ Thôn 4"')
    await clerk.says("thôn 4 là khu phố 4")
    clerk.hears("em ghi: Thôn 4 là Khu phố 4", "1 tên cần chị xem")
    await clerk.says("Sao Mây là Chung cư Sao Mai")
    clerk.hears("Chung cư Sao Mây là Chung cư Sao Mai")
    await clerk.says("đồng ý")

    assert await planned(south, "Khu phố 4") == ["13", "25"]
    assert await planned(south, "Chung cư Sao Mai") == ["20", "26"]
    assert len({name for name, _, _ in await nights(south)}) == len(KHU_PHO)


async def test_all_names_are_said_to_be_right_at_once(south: Ward):
    clerk = south.chat("lan")
    rows = "".join(f"{9 + n}/11/2024\tThôn {n}\n" for n in range(1, 6))
    await sends(clerk, f"{TABLE}{rows}")
    clerk.hears("5 tên cần chị xem", '"đúng cả" nếu tên nào cũng đúng như trên')
    await clerk.says("đúng cả")
    clerk.hears("Thôn 1 là Khu phố 1; Thôn 2 là Khu phố 2", "5 địa bàn, 5 buổi")


async def test_two_names_are_answered_in_one_message(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}25/11/2024\tThôn 4\n26/11/2024\tThôn 5\n31/11/2024\tKhu phố 1\n30/11/2024\tTổng kết\n")
    await clerk.says("Thôn 4 là Khu phố 4, Thôn 5 là Khu phố 5, bỏ Tổng kết")
    clerk.hears("Thôn 4 là Khu phố 4; Thôn 5 là Khu phố 5; bỏ Tổng kết")


@pytest.mark.parametrize("written", [
    "Tổng kết 31/12", "Họp rút kinh nghiệm", "Sơ kết", "Ra quân", "Lễ ra quân", "Hội nghị tổng kết", "Tập huấn",
])  # fmt: skip
async def test_what_is_no_place_becomes_none(south: Ward, written: str):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}25/11/2024\tKhu phố 1\n30/11/2024\t{written}\n")
    await clerk.says("đồng ý")
    assert {name for name, _, _ in await nights(south)} == set(KHU_PHO)


async def test_what_is_no_place_is_asked_and_dropped(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}25/11/2024\tKhu phố 1\n30/11/2024\tTổng kết\n")
    clerk.hears('"Tổng kết": có phải địa bàn không ạ?', '"bỏ Tổng kết"')
    await clerk.says("bỏ Tổng kết")
    clerk.hears("em ghi: bỏ Tổng kết", "1 địa bàn, 1 buổi")


async def test_figures_stay_figures_whatever_words_they_are_told_with(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}10/11/2024\tKhu phố 1\n25/11/2024\tThôn 4\n")
    for line in ("Khu phố 1 tối 10 là cài 12 người", "bỏ 3 hộ vắng"):
        await clerk.says(line)
        assert "Bản kế hoạch vẫn chờ" not in (clerk.new[-1].words or ""), line


async def test_two_places_may_have_one_number(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}10/11/2024\tKhu phố 1\n25/11/2024\tThôn 4\n")
    await clerk.says("giữ hết")
    clerk.hears("Thôn 4 là địa bàn riêng", "Địa bàn mới: Thôn 4.")
    await clerk.says("đồng ý")
    assert await planned(south, "Thôn 4") == ["25"]


async def test_a_clear_row_is_dropped_by_its_number(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}25/11/2024\tKhu phố 1\n26/11/2024\tKhu phố 2\n")
    await clerk.says("bỏ dòng 3")
    clerk.hears("em ghi: bỏ dòng 3", "1 địa bàn, 1 buổi")
    await clerk.says("đồng ý")
    assert await planned(south, "Khu phố 2") == ["11"]


async def test_a_row_is_dropped_however_it_spells_its_name(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}10/11/2024\tKhu phố 1\n26/11/2024\tkhu phố 1\n")
    await clerk.says("bỏ dòng 3")
    clerk.hears("1 địa bàn, 1 buổi")


async def test_keeping_the_nights_makes_no_new_place(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}10/11/2024\tKhu phố 1\n25/11/2024\tThôn 4\n12/11/2024, 25/11/2024\tKhu phố 3\n")
    await clerk.says("giữ các buổi")
    await clerk.says("đồng ý")
    assert "Thôn 4" not in {name for name, _, _ in await nights(south)}


async def test_an_answer_that_fits_nothing_says_what_can_be_said(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, f"{TABLE}25/11/2024\tKhu phố 1\n26/11/2024\tThôn 4\n")
    await clerk.says("Thôn 9 là Khu phố 77")
    clerk.hears('"Thôn 4": có phải là Khu phố 4', '"Thôn 4 là Khu phố 4"', '"đồng ý"')


async def test_new_places_are_all_named(south: Ward):
    clerk = south.chat("lan")
    rows = "".join(f"25/11/2024\tKhu phố {n}\n" for n in range(11, 20))
    await sends(clerk, f"{TABLE}25/11/2024\tKhu phố 1\n{rows}")
    clerk.hears("Gồm: Khu phố 1, Khu phố 11–19.", "Địa bàn mới: Khu phố 11–19.")


# --- a pasted plan, and dates that say no year


PASTED = (
    "KẾ HOẠCH RA QUÂN THÁNG 11\nKhu phố 1: 21/11, 28/11\nKhu phố 2: 22, 29/11\nKhu phố 3: tối 23/11 và 30/11\n"
    "Khu phố 4: chủ nhật hàng tuần từ 17/11 đến 24/11\nChung cư Sao Mai 26/11 (18h30-20h30)"
)


async def test_a_pasted_plan_is_no_report_and_has_the_year_of_its_campaign(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, PASTED)
    clerk.hears("Chị gửi kế hoạch phải không ạ? Em đọc thử:", "5 địa bàn, 9 buổi, 17/11–30/11")
    await clerk.says("thôi")
    await sends(clerk, f"/kehoach {PASTED}")
    clerk.hears("Em đọc xong: 5 địa bàn, 9 buổi")


async def test_lines_of_counts_are_still_counts(south: Ward):
    clerk = south.chat("lan")
    await clerk.says("Khu phố 1 10/11: cài 12\nKhu phố 2 11/11: cài 15\nKhu phố 3 12/11: cài 9")
    assert not any("kế hoạch" in (line.words or "") for line in clerk.new)


async def test_a_date_of_no_month_of_the_campaign_is_asked(south: Ward):
    clerk = south.chat("lan")
    await sends(clerk, "/kehoach Khu phố 1: 21/11\nKhu phố 2: 22/11\nKhu phố 3: 4/3")
    clerk.hears('dòng 3 "4/3" (Khu phố 3): chưa rõ ngày')
