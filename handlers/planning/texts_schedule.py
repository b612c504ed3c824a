"""How the schedule is shown: the days, each evening with its hours and its team, and how to see more."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.markup import Markup
from handlers.planning.texts_plan import hours
from handlers.texts import COMMA, Pair, day, lines, listed
from handlers.tonight.texts_evening import FORCES
from storage.records import Session, SessionState

NEXT, FILE = "Tiếp", "Lấy tệp"


def head(unit: str, span: tuple[date, date], number: int, *, open_end: bool, today: date) -> Markup:
    first, last = span
    whose = Markup(" <b>{}</b>").format(unit) if unit else Markup("")
    if first == last:
        days = f"tối nay, {day(first)}" if first == today else day(first)
    else:
        days = f"từ {day(first)}" if open_end else f"{day(first)}–{day(last)}"
    if not number:
        return Markup("Lịch{whose} {days}: không có buổi nào đi ạ.").format(whose=whose, days=days)
    return Markup("Lịch{whose} {days}: <b>{number} buổi</b>.").format(whose=whose, days=days, number=number)


def evening(
    unit: str, session: Session, filled: Mapping[str, tuple[int, int]], names: Mapping[str, Sequence[str]]
) -> Markup:
    """`filled`: by force, how many there are and how many are wanted."""
    first = Markup("• {night}: <b>{unit}</b>").format(night=day(session.night), unit=unit)
    if session.state is SessionState.CANCELLED:
        return first + Markup(" – đã hủy")
    if session.state is SessionState.EXCUSED:
        return first + Markup(" – đã báo nghỉ")
    clock = Markup(", {}").format(hours(session.starts, session.ends)) if session.starts else Markup("")
    team = listed((f"{have}/{need} {FORCES[force]}" for force, (have, need) in filled.items() if have or need), COMMA)
    short = any(have < need for have, need in filled.values())
    who = Markup("; {team}{warning}").format(team=team, warning=Markup(" ⚠️") if short else "") if team else Markup("")
    people = [
        Markup("  {force}: {names}").format(force=FORCES[force], names=listed(some, COMMA))
        for force, some in names.items()
    ]
    return lines(first + clock + who, *people)


def footer(p: Pair, left: int, *, office: bool, names: bool) -> Markup:
    more = p.say('Còn {left} buổi nữa, {you} nhắn "<b>tiếp</b>".', left=left) if left else Markup("")
    if not office:
        return more
    who = Markup("") if names else Markup('Xem tên người đi: "tối nay ai đi", "mai ai đi".')
    return lines(more, who, Markup("Lấy tệp cả lịch: /xuat từng buổi."))


def how_to_send(p: Pair) -> Markup:
    return p.say("Muốn đổi kế hoạch, {you} gửi tệp (Excel, Word, CSV) hoặc dán cả bảng vào đây giúp {me}.")
