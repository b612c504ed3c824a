"""How a place in the rewards list explains itself, and why somebody has none yet."""

from handlers.texts import number

NO_HEADCOUNT, NO_EVENING_YET = "chưa có tổng số", "chưa tới buổi nào"
NOT_JUDGED = "chưa xét"
SECTIONS = {
    "levels": "Phường, xã, quận",
    "groups": "Tổ dân phố, toà nhà",
    "schools": "Trường học",
    "agencies": "Cơ quan",
    "youth": "Chi đoàn",
    "militia": "Dân quân",
    "digital": "Tổ công nghệ số",
    "culture": "Văn hoá, thể thao",
    "police": "Công an",
    "members": "Hội viên",
}


def owes(reports: int) -> str:
    return f"thiếu {number(reports)} báo cáo"


def attendance_untold(evenings: int) -> str:
    return f"{number(evenings)} buổi chưa điểm danh"


def presence(took: int, came: int, places: int) -> str:
    return f"có mặt {number(came)}/{number(places)} chỗ, nhận {number(took)}"


def explained(parts: tuple[tuple[str, str, float], ...]) -> str:
    """Each criterion with its value and the points it gave."""
    return "; ".join(f"{name} {value} → " + f"{points:.1f}".replace(".", ",") for name, value, points in parts)
