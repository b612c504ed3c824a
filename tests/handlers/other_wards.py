"""Wards that are no Hà Cầu: in the south, in a commune, of two kinds, and an estate of towers."""

from storage.records import Role, Unit
from tests.ward import Plan, Sheet

SOUTH: Plan = {
    **{f"Khu phố {n}": [9 + n] for n in range(1, 10)},
    "Chung cư Sao Mai": [9],
    "Chung cư CT2": [9],
}
COMMUNE: Plan = {name: [9, 10] for name in ("Thôn Đoài", "Thôn Đông", "Xóm 1", "Xóm 2", "Xóm 3", "Xóm 4", "Bản Mường")}
MIXED: Plan = {name: [9] for name in ("Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3", "Khu phố 1", "Khu phố 2")}
ESTATE: Plan = {name: [9] for name in ("CT1", "CT2A", "Tòa S1.01")}
HIGHLANDS: Plan = {
    name: [9]
    for name in (
        "Buôn Ea Kmat",
        "Buôn 2",
        "Bon Rya",
        "Làng Hạ",
        "Thôn 5",
        "Khối phố 3",
        "Tiểu khu 7",
        "Đội 4",
        "Thôn Đồng",
    )
}
DELTA: Plan = {
    name: [9]
    for name in ("Ấp 1", "Ấp Bình Hòa", "Khóm 2", "Phum Trà Cú", "Sóc Ruộng", "Khu vực 3", "Tổ nhân dân 6", "Ấp Tây")
}
OLD_TOWN: Plan = {
    name: [9]
    for name in (
        "Cụm dân cư 3", "Liên gia 5", "Khu dân cư số 7", "Tổ 7 Phú La", "Cầu Đơ 1", "Xóm Chùa", "Khu tập thể Bách Khoa",
        "Block B2", "Làng Đồng", "Làng Đông", "Khu phố II", "Tổ dân phố 12",
    )
}  # fmt: skip
NAMESAKES: Plan = {
    name: [9]
    for name in (
        "Thôn 1 (Mỹ Hưng)", "Thôn 1 (Tam Hưng)", "Thôn 2", "Tân Lập", "Tấn Lập", "Thôn Đông", "Thôn Đồng",
        "Chung cư Biển Xanh", "Chung cư Biển", "Đồng Hải",
    )
}  # fmt: skip
WARDS = {
    "south": SOUTH, "commune": COMMUNE, "mixed": MIXED, "namesakes": NAMESAKES, "estate": ESTATE,
    "highlands": HIGHLANDS, "delta": DELTA, "old": OLD_TOWN,
}  # fmt: skip

TAN_AN: Sheet = {
    "ha": ("Nguyễn Thị Thu Hà", "chị", Role.CLERK, None),
    "bay": ("Trần Văn Bảy", "bác", Role.LEADER, "Khu phố 1"),
    "sau": ("Nguyễn Thị Sáu", "bác", Role.LEADER, "Khu phố 2"),
    "tam": ("Lê Văn Tám", "bác", Role.LEADER, "Khu phố 3"),
    "nam": ("Dương Thị Năm", "cô", Role.LEADER, "Chung cư Sao Mai"),
}


def units(ward: str) -> list[Unit]:
    return [Unit(n + 1, f"G{n}", "group", name) for n, name in enumerate(WARDS[ward])]
