"""What is said of being away: to whoever goes, to the deputy, and of the places that are open then."""

from collections.abc import Sequence
from datetime import date

from handlers.markup import Markup
from handlers.texts import Pair, day, lines, titled
from handlers.texts_reaching import Callee, callee
from storage.records import Person


def away(
    p: Pair,
    until: date,
    passed: Sequence[tuple[str, Person | None, Callee | None]],
    given_back: int,
    told: Person | None,
) -> Markup:
    """`passed`: by unit its deputy, and how to call them where no message reaches them; `told`: of the open places."""
    return lines(
        Markup('Dạ, {} ghi {} nghỉ đến hết {}. Về sớm, {} nhắn "nghỉ thôi".').format(p.me, p.you, day(until), p.you),
        *(_passed(p, *one) for one in passed),
        open_places(p, given_back, told) if given_back else "",
    )


def open_places(p: Pair, number_: int, told: Person | None) -> Markup:
    if told is None:
        return Markup(
            "{} ca trong những ngày đó đang trống; {} chưa nhắn được người phụ trách, {} báo giúp {} ạ."
        ).format(number_, p.me, p.you, p.me)
    return Markup("{} ca trong những ngày đó {} đã báo {} tìm người thay.").format(number_, p.me, titled(told))


def _passed(p: Pair, unit: str, deputy: Person | None, lost: Callee | None) -> Markup:
    if deputy is None:
        return Markup("<b>{}</b> chưa có tổ phó nên việc của tổ {} vẫn nhắn {} ạ.").format(unit, p.me, p.you)
    if lost is not None:
        return Markup("Việc của <b>{}</b> {} giao {}, nhưng {} chưa nhắn được, {} báo giúp {}: {}.").format(
            unit, p.me, titled(deputy), p.me, p.you, p.me, callee(lost)
        )
    return Markup("Việc của <b>{}</b> {} chuyển {}.").format(unit, p.me, titled(deputy))


def deputy_hears(p: Pair, leader: Person, unit: str, until: date) -> Markup:
    return Markup("{} nghỉ đến hết {}, việc của <b>{}</b> những ngày đó {} nhờ {} ạ.").format(
        titled(leader), day(until), unit, p.me, p.you
    )


def back(p: Pair) -> Markup:
    return Markup("Dạ, {} ghi {} đã đi làm lại ạ.").format(p.me, p.you)


def how_to_go(p: Pair) -> Markup:
    return Markup('{} nhắn số ngày nghỉ, ví dụ: "nghỉ 3 ngày". Về sớm thì nhắn "nghỉ thôi".').format(p.You)


def too_long(p: Pair, most: int) -> Markup:
    return Markup("{} ghi được nhiều nhất {} ngày một lần. {} nhắn lại số ngày giúp {} ạ.").format(
        p.Me, most, p.You, p.me
    )
