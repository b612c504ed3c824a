"""Titles as wards of the north and the south, villages and towers write them, and the post that each gives."""

import unicodedata

import pytest

from handlers.language import titles
from handlers.language.tokens import strip_accents
from storage.records import Role

LEADS, STANDS_IN, OBSERVES, HELPS = (
    (Role.LEADER, None),
    (Role.DEPUTY, None),
    (Role.OBSERVER, None),
    None,
)
IN_A_GROUP = {
    LEADS: (
        "Tổ trưởng", "Tổ trưởng TDP", "Tổ trưởng tổ dân phố số 5", "Tổ trưởng dân phố", "TDP trưởng", "TTDP", "TT TDP",
        "Trưởng khu phố", "Khu phố trưởng", "Trưởng KP", "KP trưởng", "TRƯỞNG KHU PHỐ 3", "Trưởng thôn", "Thôn trưởng",
        "Trưởng xóm", "Trưởng ấp", "Trưởng bản", "Trưởng buôn", "Trưởng khóm", "Khối trưởng", "Trưởng khối phố",
        "Trưởng tiểu khu", "Trưởng khu dân cư", "Trưởng KDC số 2", "Trưởng Ban quản trị", "Trưởng BQT",
        "Trưởng ban quản lý chung cư", "Trưởng BQL", "Trưởng tòa nhà CT1", "Tổ trưởng, bí thư chi bộ",
        "Bí thư chi bộ kiêm Trưởng khu phố", "Bí thư chi bộ - Trưởng thôn", "Trưởng thôn kiêm nhiệm CTV dân số",
        "T. trưởng",
    ),
    STANDS_IN: (
        "Tổ phó", "Phó TDP", "Tổ phó TDP 3", "PTDP", "Phó trưởng khu phố", "Phó khu phố", "Khu phố phó", "Phó KP",
        "Phó trưởng KP", "P.Trưởng KP", "Phó khu", "Phó trưởng thôn", "Phó thôn", "Thôn phó", "Phó ấp", "Phó trưởng ấp",
        "Phó bản", "Phó xóm", "Phó khối phố", "Phó Ban quản trị", "Phó BQT", "Phó ban quản lý", "Phó trưởng BQL",
    ),
    (Role.CAPTAIN, "digital"): ("Tổ trưởng Tổ công nghệ số", "Tổ trưởng CNSCĐ", "Trưởng tổ CĐSCĐ", "Tổ phó tổ CNS"),
    (Role.VOLUNTEER, "digital"): ("Tổ CNSCĐ", "Tổ công nghệ số cộng đồng", "Thành viên tổ CĐSCĐ", "TV tổ CNS"),
    (Role.CAPTAIN, "youth"): ("Bí thư Chi đoàn", "Phó bí thư đoàn thanh niên", "Bí thư đoàn khu phố 4"),
    (Role.VOLUNTEER, "youth"): ("Đoàn viên", "ĐVTN", "ĐV", "Đoàn TN", "Thanh niên tình nguyện"),
    (Role.CAPTAIN, "militia"): ("Thôn đội trưởng", "Ấp đội trưởng", "Khu đội trưởng", "Tiểu đội trưởng dân quân"),
    (Role.VOLUNTEER, "militia"): ("Dân quân", "DQTT", "DQ", "Dân quân tự vệ"),
    (Role.VOLUNTEER, "police"): ("Cảnh sát khu vực", "CSKV", "Công an viên", "Lực lượng an ninh cơ sở"),
    HELPS: (
        "Bí thư chi bộ", "Trưởng ban công tác Mặt trận", "Trưởng ban CTMT", "Chi hội trưởng Phụ nữ", "Hội viên CCB",
        "Chủ tịch Hội Nông dân", "Thành viên", "Cộng tác viên dân số", "Giáo viên", "Đảng viên", "Công đoàn", "",
    ),
}  # fmt: skip
IN_THE_WARD = {
    OBSERVES: (
        "Chủ tịch UBND phường", "Phó Chủ tịch UBND", "Phó CT UBND", "Bí thư Đảng ủy", "Chủ tịch UBMTTQ phường",
        "Phó Chủ tịch HĐND",
    ),
    (Role.CAPTAIN, "youth"): ("Bí thư Đoàn phường", "Phó bí thư Đoàn TNCS xã"),
    (Role.CAPTAIN, "militia"): ("Chỉ huy trưởng BCH QS", "Phó Chỉ huy trưởng Quân sự", "Trung đội trưởng dân quân"),
    (Role.CAPTAIN, "police"): ("Trưởng Công an phường", "Phó trưởng công an xã"),
    (Role.CAPTAIN, "culture"): ("Cán bộ VH-TT", "Chuyên viên Phòng VH-XH", "Trưởng phòng Văn hóa - Xã hội"),
    (Role.CLERK, None): ("Công chức VP-TK", "Công chức Văn phòng - Thống kê", "Cán bộ văn phòng"),
    HELPS: ("Chủ tịch Hội LHPN", "Công chức Tư pháp - Hộ tịch", "Chuyên viên", "Phó Chủ tịch Hội Cựu chiến binh"),
}  # fmt: skip


def posts(text: str, *, placed: bool) -> list[tuple[Role, str | None]]:
    return [post for title in titles.read(text) if (post := titles.post(title, placed=placed))]


@pytest.mark.parametrize(("given", "placed"), [(IN_A_GROUP, True), (IN_THE_WARD, False)])
@pytest.mark.parametrize("typed", [str, str.upper, lambda text: unicodedata.normalize("NFD", text)])
def test_a_title_gives_its_post(given, placed: bool, typed):
    wrong = [
        (text, posts(typed(text), placed=placed))
        for post, said in given.items()
        for text in said
        if posts(typed(text), placed=placed)[:1] != ([post] if post else [])
    ]

    assert wrong == []


def test_a_title_without_accents_gives_its_post_but_for_words_that_are_then_others():
    """ "Truong ban" may be the head of a "bản" or of some board."""
    wrong = [
        text
        for post, said in IN_A_GROUP.items()
        for text in said
        if "bản" not in text and posts(strip_accents(text), placed=True)[:1] != ([post] if post else [])
    ]

    assert wrong == []
    assert [title.unclear for title in titles.read("truong ban")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Trưởng ban",
        "Đội trưởng",
        "Nhóm trưởng",
        "Giám đốc Trung tâm",
        "Tổ trưởng tổ công tác đề án 06",
        "Phó ban",
        "Trưởng",
    ],
)
def test_who_leads_something_unknown_is_asked_about(text: str):
    assert [title.unclear for title in titles.read(text)] == [True]


def test_two_titles_are_two_posts():
    assert posts("Trưởng thôn kiêm Tổ trưởng tổ CNSCĐ", placed=True) == [LEADS, (Role.CAPTAIN, "digital")]


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("Tổ trưởng Tổ CĐSCĐ", "Chung cư Phú Thịnh"), "leader"),
        (("Tổ trưởng Tổ CNS", "Khu phố 6"), "digital"),
        (("Trưởng", "KHU PHỐ 1"), "leader"),
        (("Trưởng ban", "KHU PHỐ 1"), "member"),
        (("", "Khu phố 2", "DANH SÁCH DÂN QUÂN"), "militia"),
        (("Hội viên", "Tổ công nghệ số"), "digital"),
    ],
)
def test_what_stands_over_a_row_tells_what_its_title_leaves_open(texts: tuple[str, ...], kind: str):
    assert titles.kind(*texts) == kind
