"""What is said about single nights: moved, called off, added, reinstated, refused, outside the plan."""

from collections.abc import Sequence
from datetime import date

from handlers.markup import Markup
from handlers.planning.texts_plan import hours
from handlers.texts import Pair, capital, day, lines, listed
from storage.records import Session

LEAVE = "Thôi, không"
STILL_CANCEL = "Vẫn hủy"
EXTRA, NO_EXTRA = "Đúng", "Không"


def done(p: Pair, changes: Sequence[Markup], told: Markup) -> Markup:
    """The changes, and who hears of them."""
    return lines(Markup("{} đã sửa lịch ✅").format(p.Me), *changes, told)


def left(p: Pair) -> Markup:
    return Markup("Dạ, {} giữ nguyên lịch ạ.").format(p.me)


def which_unit(p: Pair) -> Markup:
    return Markup("{} muốn sửa lịch của địa bàn nào ạ?").format(p.You)


def no_such_unit(p: Pair) -> Markup:
    return Markup(
        "{} không thấy địa bàn đó trong đợt này, nên chưa sửa gì. {} nhắn đúng tên như trong kế hoạch ạ."
    ).format(p.Me, p.You)


def which_solar_day(p: Pair) -> Markup:
    return Markup("Ngày âm thì {} dễ nhầm ạ. {} nhắn lại kèm ngày dương giúp {} nhé. {} chưa ghi gì.").format(
        p.me, p.You, p.me, p.Me
    )


def which_night(p: Pair, unit: str, nights: Sequence[date]) -> Markup:
    return lines(Markup("{} nói rõ tối nào giúp {} ạ. {}").format(p.You, p.me, _nights(unit, nights)))


def of_night(night: date, said: str) -> str:
    return f"{capital(day(night))}: {said}" if said else capital(day(night))


def one_of_these(p: Pair, *, clash: bool) -> Markup:
    if clash:
        return Markup("Thứ và ngày chưa khớp nhau ạ. {} nói tối nào giúp {}?").format(p.You, p.me)
    return Markup("{} làm được từng tối một ạ. {} chọn tối nào trước?").format(p.Me, p.You)


def no_such_day(p: Pair) -> Markup:
    return Markup("Lịch không có ngày đó ạ. {} nhắn lại giúp {} tối nào.").format(p.You, p.me)


def one_by_one(p: Pair, nights: Sequence[date], *, clash: bool) -> Markup:
    if clash:
        return Markup("Thứ và ngày chưa khớp nhau ạ. {} nhắn lại tối nào giúp {}.").format(p.You, p.me)
    return Markup("Dạ, {} làm được từng tối một. {} nhắn từng tối giúp {}: {}.").format(
        p.me, p.You, p.me, listed([day(night) for night in nights], Markup(", "))
    )


def next_night(p: Pair, unit: str, today: date, night: date, *, cancel: bool) -> Markup:
    return Markup("<b>{}</b> tối nay ({}) không có buổi; buổi gần nhất là {}. {} muốn {} buổi đó ạ?").format(
        unit, day(today), day(night), p.You, "hủy" if cancel else "dời"
    )


def instead(night: date, *, first: bool, cancel: bool) -> str:
    verb = "hủy" if cancel else "dời"
    return f"Đúng, {verb} {day(night)}" if first else f"{verb.capitalize()} {day(night)}"


def which_of_these(p: Pair, night: date, units: Sequence[str], *, cancel: bool) -> Markup:
    verb = "hủy" if cancel else "đi lại"
    if len(units) == 1:
        return Markup("{} có buổi của <b>{}</b>. {} muốn {} buổi này ạ?").format(
            capital(day(night)), units[0], p.You, verb
        )
    return Markup("{} có {} buổi: {}. {} muốn {} buổi nào ạ?").format(
        capital(day(night)), len(units), listed(units, Markup(", ")), p.You, verb
    )


def all_of(number: int, *, cancel: bool) -> str:
    verb = "hủy" if cancel else "đi lại"
    return f"Đúng, {verb}" if number == 1 else f"{verb.capitalize()} cả {number} buổi"


def left_open(p: Pair) -> Markup:
    return Markup('Dạ, {} chưa ghi nghỉ buổi nào ạ. Tối nào nghỉ hẳn, {} nhắn rõ, ví dụ: "tối nay nghỉ, mưa".').format(
        p.me, p.you
    )


def stands(night: date, sessions: Sequence[tuple[str, Session]], following: tuple[str, date] | None) -> Markup:
    """What is to take place on that night and what is not; the next one where there is nothing."""
    going = [f"{unit} ({hours(s.starts or '', s.ends)})" for unit, s in sessions if s.state == "planned"]
    off = [unit for unit, s in sessions if s.state == "cancelled"]
    waits = [unit for unit, s in sessions if s.state == "excused"]
    told = [
        Markup("{} vẫn đi: <b>{}</b>.").format(capital(day(night)), listed(going, Markup(", ")))
        if going
        else Markup(""),
        Markup("Đã hủy {}: <b>{}</b>.").format(day(night), listed(off, Markup(", "))) if off else Markup(""),
        Markup("Đã báo nghỉ {}: <b>{}</b>.").format(day(night), listed(waits, Markup(", "))) if waits else Markup(""),
    ]
    if not sessions:
        told = [Markup("{} không có buổi nào trong lịch ạ.").format(capital(day(night)))]
    if following and not going:
        told.append(Markup("Buổi gần nhất: <b>{}</b>, {}.").format(following[0], day(following[1])))
    return lines(*told)


def no_such_night(p: Pair, unit: str, night: date, nights: Sequence[date]) -> Markup:
    return Markup("<b>{}</b> không có buổi {} nên {} chưa sửa gì. {}").format(
        unit, day(night), p.me, _nights(unit, nights)
    )


def _nights(unit: str, nights: Sequence[date]) -> Markup:
    if not nights:
        return Markup("{} chưa có buổi nào sắp tới.").format(unit)
    return Markup("Lịch của {}: {}.").format(unit, listed((day(night) for night in nights), Markup(", ")))


def is_over(p: Pair, night: date) -> Markup:
    return Markup("{} đã qua rồi ạ, {} chọn tối khác giúp {}.").format(capital(day(night)), p.you, p.me)


def outside(p: Pair, night: date, starts: date, ends: date) -> Markup:
    return Markup("{} nằm ngoài đợt ({:%d/%m}–{:%d/%m}) nên {} chưa sửa gì ạ.").format(
        capital(day(night)), starts, ends, p.me
    )


def taken(p: Pair, unit: str, night: date) -> Markup:
    return Markup("<b>{}</b> đã có buổi {} rồi ạ, {} không đổi gì.").format(unit, day(night), p.me)


def is_cancelled(p: Pair, unit: str, night: date) -> Markup:
    return Markup('Buổi {} ở <b>{}</b> đã hủy rồi ạ. Muốn đi lại, {} nhắn "bù" kèm tối và tên địa bàn.').format(
        day(night), unit, p.you
    )


def takes_place(p: Pair, unit: str, night: date) -> Markup:
    return Markup("Buổi {} ở <b>{}</b> vẫn đang có trong lịch ạ, {} không đổi gì.").format(day(night), unit, p.me)


def cancel_with_figures(p: Pair, unit: str, night: date, told: int) -> Markup:
    return Markup(
        "Buổi {} ở <b>{}</b> đã có số báo về ({}). Hủy thì số này không tính vào tổng nữa. "
        '{} nhắn "vẫn hủy" hay "thôi" ạ?'
    ).format(day(night), unit, told, p.You)


def move_with_figures(p: Pair, unit: str, night: date, to: date) -> Markup:
    return Markup(
        'Buổi {} ở <b>{}</b> đã có số báo về nên {} giữ lại. {} muốn thêm buổi {} không ạ? Nhắn "thêm" hoặc "thôi".'
    ).format(day(night), unit, p.me, p.You, day(to))


def add(night: date) -> str:
    return f"Thêm {day(night)}"


def is_extra(p: Pair, unit: str, night: date, figures: Markup) -> Markup:
    return Markup(
        "<b>{}</b> không có lịch {}. Đây là buổi đi <b>ngoài kế hoạch</b> phải không {}?\n"
        'Nhắn "đúng" để {} ghi {}; "không" để bỏ.'
    ).format(unit, day(night), p.you, p.me, figures)


def recorded_extra() -> Markup:
    return Markup("(buổi đi ngoài kế hoạch)")


def not_recorded(p: Pair) -> Markup:
    return Markup("Dạ, {} không ghi gì ạ.").format(p.me)
