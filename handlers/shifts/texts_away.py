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
        p.say('Dạ, {me} ghi {you} nghỉ đến hết {until}. Về sớm, {you} nhắn "nghỉ thôi".', until=day(until)),
        *(_passed(p, *one) for one in passed),
        open_places(p, given_back, told) if given_back else "",
    )


def open_places(p: Pair, number_: int, told: Person | None) -> Markup:
    if told is None:
        return p.say(
            "{number} ca trong những ngày đó đang trống; {me} chưa nhắn được người phụ trách, {you} báo giúp {me} ạ.",
            number=number_,
        )
    return p.say(
        "{number} ca trong những ngày đó {me} đã báo {figures} tìm người thay.", number=number_, figures=titled(told)
    )


def _passed(p: Pair, unit: str, deputy: Person | None, lost: Callee | None) -> Markup:
    if deputy is None:
        return p.say("<b>{unit}</b> chưa có tổ phó nên việc của tổ {me} vẫn nhắn {you} ạ.", unit=unit)
    if lost is not None:
        return p.say(
            "Việc của <b>{unit}</b> {me} giao {deputy}, nhưng {me} chưa nhắn được, {you} báo giúp {me}: {person}.",
            unit=unit,
            deputy=titled(deputy),
            person=callee(lost),
        )
    return p.say("Việc của <b>{unit}</b> {me} chuyển {deputy}.", unit=unit, deputy=titled(deputy))


def deputy_hears(p: Pair, leader: Person, unit: str, until: date) -> Markup:
    return p.say(
        "{leader} nghỉ đến hết {until}, việc của <b>{unit}</b> những ngày đó {me} nhờ {you} ạ.",
        leader=titled(leader),
        until=day(until),
        unit=unit,
    )


def back(p: Pair) -> Markup:
    return p.say("Dạ, {me} ghi {you} đã đi làm lại ạ.")


def how_to_go(p: Pair) -> Markup:
    return p.say('{You} nhắn số ngày nghỉ, ví dụ: "nghỉ 3 ngày". Về sớm thì nhắn "nghỉ thôi".')


def too_long(p: Pair, most: int) -> Markup:
    return p.say("{Me} ghi được nhiều nhất {most} ngày một lần. {You} nhắn lại số ngày giúp {me} ạ.", most=most)
