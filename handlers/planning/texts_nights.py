"""What is said about single nights: moved, called off, added, reinstated, refused, outside the plan."""

from collections.abc import Sequence
from datetime import date

from handlers.markup import Markup
from handlers.planning.texts_plan import hours
from handlers.texts import Pair, capital, day, lines, listed
from storage.records import Session, SessionState

LEAVE = "Thôi, không"
STILL_CANCEL = "Vẫn hủy"
EXTRA, NO_EXTRA = "Đúng", "Không"


def done(p: Pair, changes: Sequence[Markup], told: Markup) -> Markup:
    """The changes, and who hears of them."""
    return lines(p.say("{Me} đã sửa lịch ✅"), *changes, told)


def left(p: Pair) -> Markup:
    return p.say("Dạ, {me} giữ nguyên lịch ạ.")


def which_unit(p: Pair) -> Markup:
    return p.say("{You} muốn sửa lịch của địa bàn nào ạ?")


def no_such_unit(p: Pair) -> Markup:
    return p.say("{Me} không thấy địa bàn đó trong đợt này, nên chưa sửa gì. {You} nhắn đúng tên như trong kế hoạch ạ.")


def which_solar_day(p: Pair) -> Markup:
    return p.say("Ngày âm thì {me} dễ nhầm ạ. {You} nhắn lại kèm ngày dương giúp {me} nhé. {Me} chưa ghi gì.")


def which_night(p: Pair, unit: str, nights: Sequence[date]) -> Markup:
    return lines(p.say("{You} nói rõ tối nào giúp {me} ạ. {nights}", nights=_nights(unit, nights)))


def of_night(night: date, said: str) -> str:
    return f"{capital(day(night))}: {said}" if said else capital(day(night))


def one_of_these(p: Pair, *, clash: bool) -> Markup:
    if clash:
        return p.say("Thứ và ngày chưa khớp nhau ạ. {You} nói tối nào giúp {me}?")
    return p.say("{Me} làm được từng tối một ạ. {You} chọn tối nào trước?")


def no_such_day(p: Pair) -> Markup:
    return p.say("Lịch không có ngày đó ạ. {You} nhắn lại giúp {me} tối nào.")


def one_by_one(p: Pair, nights: Sequence[date], *, clash: bool) -> Markup:
    if clash:
        return p.say("Thứ và ngày chưa khớp nhau ạ. {You} nhắn lại tối nào giúp {me}.")
    return p.say(
        "Dạ, {me} làm được từng tối một. {You} nhắn từng tối giúp {me}: {nights}.",
        nights=listed([day(night) for night in nights], Markup(", ")),
    )


def next_night(p: Pair, unit: str, today: date, night: date, *, cancel: bool) -> Markup:
    return p.say(
        "<b>{unit}</b> tối nay ({today}) không có buổi; buổi gần nhất là {night}. {You} muốn {verb} buổi đó ạ?",
        unit=unit,
        today=day(today),
        night=day(night),
        verb="hủy" if cancel else "dời",
    )


def instead(night: date, *, first: bool, cancel: bool) -> str:
    verb = "hủy" if cancel else "dời"
    return f"Đúng, {verb} {day(night)}" if first else f"{verb.capitalize()} {day(night)}"


def which_of_these(p: Pair, night: date, units: Sequence[str], *, cancel: bool) -> Markup:
    verb = "hủy" if cancel else "đi lại"
    if len(units) == 1:
        return p.say(
            "{night} có buổi của <b>{units}</b>. {You} muốn {verb} buổi này ạ?",
            night=capital(day(night)),
            units=units[0],
            verb=verb,
        )
    return p.say(
        "{night} có {count} buổi: {units}. {You} muốn {verb} buổi nào ạ?",
        night=capital(day(night)),
        count=len(units),
        units=listed(units, Markup(", ")),
        verb=verb,
    )


def all_of(number: int, *, cancel: bool) -> str:
    verb = "hủy" if cancel else "đi lại"
    return f"Đúng, {verb}" if number == 1 else f"{verb.capitalize()} cả {number} buổi"


def left_open(p: Pair) -> Markup:
    return p.say('Dạ, {me} chưa ghi nghỉ buổi nào ạ. Tối nào nghỉ hẳn, {you} nhắn rõ, ví dụ: "tối nay nghỉ, mưa".')


def stands(night: date, sessions: Sequence[tuple[str, Session]], following: tuple[str, date] | None) -> Markup:
    """What is to take place on that night and what is not; the next one where there is nothing."""
    going = [f"{unit} ({hours(s.starts or '', s.ends)})" for unit, s in sessions if s.planned]
    off = [unit for unit, s in sessions if s.state is SessionState.CANCELLED]
    waits = [unit for unit, s in sessions if s.state is SessionState.EXCUSED]
    told = [
        Markup("{night} vẫn đi: <b>{going}</b>.").format(night=capital(day(night)), going=listed(going, Markup(", ")))
        if going
        else Markup(""),
        Markup("Đã hủy {night}: <b>{off}</b>.").format(night=day(night), off=listed(off, Markup(", ")))
        if off
        else Markup(""),
        Markup("Đã báo nghỉ {night}: <b>{waits}</b>.").format(night=day(night), waits=listed(waits, Markup(", ")))
        if waits
        else Markup(""),
    ]
    if not sessions:
        told = [Markup("{} không có buổi nào trong lịch ạ.").format(capital(day(night)))]
    if following and not going:
        told.append(Markup("Buổi gần nhất: <b>{unit}</b>, {night}.").format(unit=following[0], night=day(following[1])))
    return lines(*told)


def no_such_night(p: Pair, unit: str, night: date, nights: Sequence[date]) -> Markup:
    return p.say(
        "<b>{unit}</b> không có buổi {night} nên {me} chưa sửa gì. {nights}",
        unit=unit,
        night=day(night),
        nights=_nights(unit, nights),
    )


def _nights(unit: str, nights: Sequence[date]) -> Markup:
    if not nights:
        return Markup("{} chưa có buổi nào sắp tới.").format(unit)
    return Markup("Lịch của {unit}: {nights}.").format(
        unit=unit, nights=listed((day(night) for night in nights), Markup(", "))
    )


def is_over(p: Pair, night: date) -> Markup:
    return p.say("{night} đã qua rồi ạ, {you} chọn tối khác giúp {me}.", night=capital(day(night)))


def outside(p: Pair, night: date, starts: date, ends: date) -> Markup:
    return p.say(
        "{night} nằm ngoài đợt ({starts:%d/%m}–{ends:%d/%m}) nên {me} chưa sửa gì ạ.",
        night=capital(day(night)),
        starts=starts,
        ends=ends,
    )


def taken(p: Pair, unit: str, night: date) -> Markup:
    return p.say("<b>{unit}</b> đã có buổi {night} rồi ạ, {me} không đổi gì.", unit=unit, night=day(night))


def is_cancelled(p: Pair, unit: str, night: date) -> Markup:
    return p.say(
        'Buổi {night} ở <b>{unit}</b> đã hủy rồi ạ. Muốn đi lại, {you} nhắn "bù" kèm tối và tên địa bàn.',
        night=day(night),
        unit=unit,
    )


def takes_place(p: Pair, unit: str, night: date) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> vẫn đang có trong lịch ạ, {me} không đổi gì.", night=day(night), unit=unit
    )


def cancel_with_figures(p: Pair, unit: str, night: date, told: int) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> đã có số báo về ({figures}). Hủy thì số này không tính vào tổng nữa. "
        '{You} nhắn "vẫn hủy" hay "thôi" ạ?',
        night=day(night),
        unit=unit,
        figures=told,
    )


def move_with_figures(p: Pair, unit: str, night: date, to: date) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> đã có số báo về nên {me} giữ lại. {You} muốn thêm buổi {to} không ạ? Nhắn "
        '"thêm" hoặc "thôi".',
        night=day(night),
        unit=unit,
        to=day(to),
    )


def add(night: date) -> str:
    return f"Thêm {day(night)}"


def is_extra(p: Pair, unit: str, night: date, figures: Markup) -> Markup:
    return p.say(
        "<b>{unit}</b> không có lịch {night}. Đây là buổi đi <b>ngoài kế hoạch</b> phải không {you}?\n"
        'Nhắn "đúng" để {me} ghi {figures}; "không" để bỏ.',
        unit=unit,
        night=day(night),
        figures=figures,
    )


def recorded_extra() -> Markup:
    return Markup("(buổi đi ngoài kế hoạch)")


def not_recorded(p: Pair) -> Markup:
    return p.say("Dạ, {me} không ghi gì ạ.")
