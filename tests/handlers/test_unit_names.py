"""How somebody writes a unit's name, in wards of every kind, and which unit it is; "" where it has to be asked."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers import scope
from handlers.documents.read import places
from handlers.language import night_lines
from handlers.language.context import Context, Group, Plan
from handlers.language.unit_names import gazetteer
from handlers.progress import asking
from handlers.reader.read import read
from handlers.reader.reading import Figures
from handlers.tonight import captains_line
from storage.campaigns import PlannedGroup
from tests.handlers.other_wards import WARDS, units

NIGHT = date(2024, 11, 9)
ROWS = {
    "south": {
        "Khu phố 4": "Khu phố 4|khu phố 4|KHU PHỐ 4|khu pho 4|Khu Phố 04|KP4|KP 4|kp4|kp.4|K.P 4|KP. 4|kp 04|kp số 4"
        "|khu phố số 4|khu phố bốn|khu pho bon|khu phố tư|Khu phố IV|tổ 4|tổ Khu phố 4|tổ KP4|tổ kp 4|khu 4|KP-4"
        "|Khu phố 4 phường Tân An|KP4, P. Tân An|Khu phố 4 - phường Tân An|Khu phố 4 (Ban điều hành)"
        "|tổ dân phố khu phố 4"
        "|Khu phố\u0302\u0301 4|khu phô\u0301 4",
        "Chung cư Sao Mai": "Chung cư Sao Mai|chung cu sao mai|C/c Sao Mai|c/c sao mai|CC Sao Mai|cc saomai|CT Sao Mai"
        "|Sao Mai|sao mai|SAO MAI|chung cư SM|tòa nhà Sao Mai|Chung cư Sao Mai (Ban quản trị)|BQT Sao Mai"
        "|Ban quản trị chung cư Sao Mai|tổ Sao Mai|Chung cư Sao Mai phường Tân An|khu chung cư Sao Mai",
        "Chung cư CT2": "CT2|ct2|ct 2|CT-2|Chung cư CT2|c/c CT2|tòa CT2|toà nhà CT2",
        "": "KP 12|khu phố 12|tdp 4|tổ dân phố 4|thôn 4|xóm Chùa|CT1|khu phố Sao Mai|kp3a|ấp 2|tổ 15",
    },
    "commune": {
        "Thôn Đoài": "Thôn Đoài|thôn đoài|thon doai|THÔN ĐOÀI|thôn \u00d0oài|tho\u0302n \u0111oa\u0300i",
        "Thôn Đông": "Thôn Đông|thôn đông|thon dong|Thôn Đông xã Bình Minh|thôn Đông (cũ)|tổ Đông",
        "Xóm 1": "Xóm 1|xóm 1|xom 1|xóm 01|xóm số 1|xóm một|XÓM 1|tổ 1|xóm I|tổ xóm 1",
        "Bản Mường": "Bản Mường|bản mường|ban muong|BẢN MƯỜNG|Bản Mường, xã Bình Minh",
        "": "thôn Đồng|thôn 1|xóm 9|bản 2|thôn Mường|xóm Đông|Bản Mướng|thôn Đoan",
    },
    "mixed": {
        "Tổ dân phố 1": "Tổ dân phố 1|TDP 1|tdp1|tổ dân phố số 1|T.D.P 1|to dan pho 1|TDP số 01|tổ dp 1",
        "Khu phố 1": "Khu phố 1|KP1|kp 1|tổ khu phố 1|khu 1|khu phố một",
        "Tổ dân phố 3": "TDP 3|tổ 3|tdp ba|Tổ dân phố III",
        "": "tổ 1|tổ 2|khu phố 3|tdp 4|thôn 1|tổ số 2",
    },
    "namesakes": {
        "Thôn 1 (Mỹ Hưng)": "Thôn 1 (Mỹ Hưng)|thôn 1 (mỹ hưng)|thon 1 (my hung)|THÔN 1 (MỸ HƯNG)|Thôn 01 (Mỹ Hưng)"
        "|Thôn 1 xã Mỹ Hưng|thôn 1, xã Mỹ Hưng|Thôn 1 - xã Mỹ Hưng cũ|Thôn số 1 (Mỹ Hưng)|thôn 1 xã Mỹ Hưng (cũ)",
        "Thôn 1 (Tam Hưng)": "Thôn 1 (Tam Hưng)|thôn 1 xã Tam Hưng|thôn 1 (tam hưng)|Thôn 1 (xã Tam Hưng cũ)",
        "Thôn 2": "Thôn 2|thôn 2 (Mỹ Hưng)|thôn 2 xã Tam Hưng|tổ 2|thôn hai|THÔN 02",
        "Tân Lập": "Tân Lập|TÂN LẬP|tân lập|thôn Tân Lập|Ta\u0302n La\u0323\u0302p",
        "Tấn Lập": "Tấn Lập|tấn lập|TẤN LẬP|thôn Tấn Lập|Ta\u0302\u0301n La\u0323\u0302p",
        "Thôn Đông": "Thôn Đông|thôn Đông|thôn \u00d0ông|thôn \u0111o\u0302ng",
        "Thôn Đồng": "Thôn Đồng|thôn Đồng|thôn \u00f0ồng|thôn \u0111o\u0302\u0300ng",
        "Chung cư Biển Xanh": "Chung cư Biển Xanh|cc Biển Xanh|biển xanh|chung cu bien xanh",
        "Chung cư Biển": "Chung cư Biển|cc Biển|chung cu bien",
        "Đồng Hải": "Đồng Hải|\u00d0ồng Hải|dong hai|đồng hải",
        "": "thôn 1|thon 1|tan lap|thon dong|thôn 1 (Bích Hòa)|tổ 1|thôn Đống|thôn 3",
    },
    "estate": {
        "CT1": "CT1|ct1|ct 1|tòa CT1|toà ct1|chung cư CT1|CT-1|c/c ct1|tòa nhà CT01",
        "CT2A": "CT2A|ct2a|CT 2A|tòa CT2A|ct2 a|chung cư CT2A",
        "Tòa S1.01": "Tòa S1.01|S1.01|s1.01|toà s1.01|S101|tòa nhà S1.01|s1-01|chung cư S1.01",
        "": "CT2|CT3|S1.02|tòa S2.01|CT2B",
    },
    "highlands": {
        "Buôn Ea Kmat": "Buôn Ea Kmat|buôn ea kmat|buon ea kmat|BUÔN EA KMAT|Ea Kmat|buôn Ea-Kmat",
        "Buôn 2": "Buôn 2|buôn 2|buon 2|buôn hai|buôn số 2|tổ 2",
        "Bon Rya": "Bon Rya|bon rya|BON RYA|Bon Rya xã Đắk Wer|bon Rya (cũ)",
        "Làng Hạ": "Làng Hạ|làng hạ|lang ha|LÀNG HẠ|Làng Hạ xã Bình Minh",
        "Khối phố 3": "Khối phố 3|khối 3|KP3|khoi pho 3|kp số 3|khối phố ba",
        "Tiểu khu 7": "Tiểu khu 7|tiểu khu số 7|tieu khu 7|TIỂU KHU 7|tiểu khu bảy|tổ 7",
        "Đội 4": "Đội 4|đội 4|ĐỘI 4|đội 04|đội số 4|đội bốn",
        "Thôn Đồng": "thôn Đồng|Thôn Đồng|thon dong|THÔN ĐỒNG|thôn Đồng xã Bình Minh",
        "": "thôn Đông|buôn 5|làng 5|đội 3|khối 9|buôn Hạ",
    },
    "delta": {
        "Ấp 1": "Ấp 1|ấp 1|ap 1|ấp số 1|ấp một|ấp 01|tổ 1",
        "Ấp Bình Hòa": "Ấp Bình Hòa|ấp bình hoà|ap binh hoa|Bình Hòa|ấp BH|Ấp Bình Hòa xã Mỹ Lệ",
        "Khóm 2": "Khóm 2|khóm 2|khom 2|khóm hai|KHÓM 02|khóm số 2",
        "Phum Trà Cú": "Phum Trà Cú|phum trà cú|phum tra cu|Trà Cú|PHUM TRÀ CÚ|phum Trà Cú (cũ)",
        "Sóc Ruộng": "Sóc Ruộng|sóc ruộng|soc ruong|SÓC RUỘNG|sóc Ruộng, xã Mỹ Lệ",
        "Khu vực 3": "Khu vực 3|KV3|kv 3|khu vuc 3|khu vực số 3|khu 3",
        "Tổ nhân dân 6": "Tổ nhân dân 6|tổ 6|TND 6|tổ nhân dân số 6|to nhan dan 6",
        "Ấp Tây": "Ấp Tây|ấp tây|ap tay|ẤP TÂY|Ấp Tây xã Mỹ Lệ",
        "": "ấp 3|khóm 1|phum Bình Hòa|khu vực 8|kv5|ấp Đông",
    },
    "old": {
        "Cụm dân cư 3": "Cụm dân cư 3|cụm 3|CDC 3|cụm dân cư số 3|cum dan cu 3",
        "Liên gia 5": "Liên gia 5|liên gia số 5|tổ liên gia 5|lien gia 5|LIÊN GIA 05",
        "Khu dân cư số 7": "Khu dân cư số 7|KDC 7|kdc7|khu dân cư 7|KDC số 7",
        "Tổ 7 Phú La": "Tổ 7 Phú La|tổ 7 phú la|to 7 phu la|TDP 7 Phú La|tổ số 7 Phú La",
        "Cầu Đơ 1": "Cầu Đơ 1|cầu đơ 1|CĐ1|tổ Cầu Đơ 1|TDP Cầu Đơ 1|cau do 01|Cầu Đơ một",
        "Xóm Chùa": "Xóm Chùa|xóm chùa|xom chua|XÓM CHÙA|Xóm Chùa phường Phú La",
        "Khu tập thể Bách Khoa": "Khu tập thể Bách Khoa|KTT Bách Khoa|ktt bach khoa|tập thể Bách Khoa|KTT BK",
        "Block B2": "Block B2|block b2|B2|BLOCK B2|tòa B2",
        "Làng Đồng": "Làng Đồng|làng đồng|LÀNG ĐỒNG|Làng Đồng (cũ)|làng \u0111ô\u0300ng",
        "Làng Đông": "Làng Đông|làng đông|LÀNG ĐÔNG|Làng Đông (cũ)|làng \u0111o\u0302ng",
        "Khu phố II": "Khu phố II|KP2|KP II|khu phố 2|khu phố hai|kp ii",
        "Tổ dân phố 12": "TDP 12|tổ 12|tdp12|tổ dân phố số 12|t.d.p 12",
        "": "lang dong|cụm 4|liên gia 7|thôn Chùa|làng Chùa|B3",
    },
}
TABLE = [
    (ward, text, name) for ward, names in ROWS.items() for name, texts in names.items() for text in texts.split("|")
]


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 250


@pytest.mark.parametrize("ward", WARDS)
def test_a_unit_is_known_however_it_is_written(ward: str):
    named = gazetteer(tuple(WARDS[ward]))
    assert _wrong(ward, named.meant) == []


def _message(ward: str) -> Callable[[str], tuple[str, ...]]:
    plan = Plan(tuple(Group(one.name, frozenset({NIGHT}), one.id) for one in units(ward)))

    def meant(text: str) -> tuple[str, ...]:
        found = read(f"{text} tối nay cài được 22 người, vắng 3 hộ", Context(plan, NIGHT))
        return tuple({entry.group or "" for entry in found.entries}) if isinstance(found, Figures) else ()

    return meant


def _status(ward: str) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(unit.name for unit in asking.fitting(text, units(ward)))


def _place(ward: str) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(filter(None, [places.find(text, list(WARDS[ward])).group]))


def _talk(ward: str) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(one.name for one in scope.named(f"từ mai ở {text}, anh Bảo thay", units(ward)) or ())


def _order(ward: str) -> Callable[[str], tuple[str, ...]]:
    plan = Plan(tuple(Group(one.name, frozenset({NIGHT}), one.id) for one in units(ward)))

    def meant(text: str) -> tuple[str, ...]:
        line = night_lines.read(f"hủy buổi tối nay ở {text}, mưa", plan, NIGHT)
        return line.groups[0] if line and line.groups else ()

    return meant


def _captain(ward: str) -> Callable[[str], tuple[str, ...]]:
    groups = tuple(PlannedGroup(one, frozenset({NIGHT})) for one in units(ward))
    by_id = {one.id: one.name for one in units(ward)}

    def meant(text: str) -> tuple[str, ...]:
        line = captains_line.named(f"tối 9/11 {text} thì Yến, Hiếu", groups, NIGHT, {NIGHT})
        return tuple(by_id[id_] for id_ in line.units)

    return meant


@pytest.mark.parametrize("reader", [_message, _status, _place, _talk, _order, _captain])
@pytest.mark.parametrize("ward", WARDS)
def test_every_reader_means_the_same_unit(ward: str, reader: Callable[[str], Callable[[str], tuple[str, ...]]]):
    assert _wrong(ward, reader(ward)) == []


def _wrong(ward: str, meant: Callable[[str], tuple[str, ...]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Rows that give another unit, or one where it has to be asked."""
    rows = [(text, name, meant(text)) for where, text, name in TABLE if where == ward]
    return [row for row in rows if (row[2] != (row[1],) if row[1] else len(row[2]) == 1)]
