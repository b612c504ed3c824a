"""A roster that is pasted as a message, cells from a spreadsheet, is read as the file would be."""

import pytest

from tests.handlers.sent_files import reads_what_waits
from tests.ward import Ward

ROSTERS = [
    "STT\tHọ và tên\tChức vụ\tTổ dân phố phụ trách\tSĐT\n1\tMai Thị Hoa\tĐVTN\tCầu Đơ 4\t0900000505\n",
    "Họ tên\tChức danh\tĐơn vị\tĐiện thoại\nLê Văn Ất\tTổ phó\tCầu Đơ 1\t0912345678\n",
    "DANH SÁCH LỰC LƯỢNG\nTT;Họ, tên;Nhiệm vụ;Địa bàn\n1;Trần Thị Bích;Tổ trưởng;Cầu Đơ 3\n",
    "| Họ và tên cán bộ | Số điện thoại | Tổ | Vai trò |\n| Phạm Hùng | 0912 345 680 | Hà Trì 1 | dân quân |\n",
]
OTHERS = [
    "Tổ\tCài mới\tVắng\nCầu Đơ 1\t42\t3\nCầu Đơ 4\t20\t1\n",
    "Tổ\tSố hộ\nCầu Đơ 1\t300\nCầu Đơ 3\t210\n",
    "Ngày\tĐịa bàn\tHọ tên người phụ trách\n25/11/2024\tCầu Đơ 1\tLê A\n26/11/2024\tHà Trì 2\tLê B\n",
    "cho chị xin họ tên và số điện thoại bác Bình",
]


@pytest.mark.parametrize("text", ROSTERS)
async def test_a_pasted_roster_is_shown_and_stored_by_a_yes(ward: Ward, text: str):
    clerk = ward.chat("lan")

    await clerk.says(text)
    await reads_what_waits(clerk)
    clerk.hears("Em đọc xong danh sách", "1 người")
    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu danh sách")


@pytest.mark.parametrize("text", OTHERS)
async def test_other_tables_and_words_are_no_roster(ward: Ward, text: str):
    clerk = ward.chat("lan")

    await clerk.says(text)
    said = [line.words or "" for line in clerk.new]
    await reads_what_waits(clerk)
    assert not any("Em đọc xong danh sách" in words for words in [*said, *(line.words or "" for line in clerk.new)])


async def test_a_head_pastes_no_roster(ward: Ward):
    head = ward.chat("binh")

    await head.says(ROSTERS[0])
    await reads_what_waits(head)
    assert not any("Em đọc xong danh sách" in (line.words or "") for line in head.new)
