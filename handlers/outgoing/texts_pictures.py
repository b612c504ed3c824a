"""The words in pictures, and what is said instead where a picture cannot be shown."""

from datetime import date, datetime

from handlers.markup import Markup
from handlers.texts import moment, number

REACHED, NEAR, COMING, BEHIND, APART = "Đã đạt", "Từ 80 %", "Từ 50 %", "Dưới 50 %", "? Còn thiếu báo cáo"
TOLD, OWED, AHEAD, EXCUSED = "Đã báo", "? Chưa báo", "Chưa tới", "Nghỉ"
NOTHING_TOLD = "chưa có số"
SO_FAR, NEEDED, GOAL = "Đến nay", "Cần để kịp", "Mục tiêu"


def title_pace(unit: str, share: str) -> str:
    return f"{unit}: {share}"


def title_bands(unit: str) -> str:
    return f"{unit}: so với mục tiêu của từng nơi"


def title_calendar(unit: str) -> str:
    return f"{unit}: từng buổi"


def as_of(at: datetime) -> str:
    return f"Lúc {moment(at)}"


def goal(need: int, by: date) -> str:
    return f"{GOAL} {number(need)} ({by:%d/%m})"


def night(day: date) -> str:
    return f"{day:%d/%m}"


def caption(title: str, at: datetime, words: Markup) -> Markup:
    """Where the picture cannot be shown its figures are read."""
    return Markup("<b>{title}</b> · lúc {at}\n").format(title=title, at=moment(at)) + words
