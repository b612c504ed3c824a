"""The call list: whom to call, and what to tell them, in one short sentence for each."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.markup import Markup
from handlers.shifts.texts_shifts import When
from handlers.texts import COMMA, Pair, cut, day, lines, listed, number, titled
from handlers.texts_reaching import Callee, callee
from handlers.tonight.texts_evening import clock, counted
from storage.records import Person

ITEMS_SHOWN = 3  # things to tell one person; the rest is only counted
QUOTED = 120


def nobody(p: Pair) -> Markup:
    return p.say("Hiện không có ai {you} phải gọi điện ạ.")


def page(p: Pair, some: Sequence[tuple[Callee, Sequence[Markup]]], first: int, whole: int, size: int) -> Markup:
    """`first`: the number of the first one shown, as the clerk may answer it."""
    head = p.say("☎️ {whole} người {you} gọi giúp {me}:", whole=number(whole))
    told = (
        Markup("{n}. {person}: {items}.").format(n=n, person=callee(whom), items=_items(items))
        for n, (whom, items) in enumerate(some, start=first)
    )
    left = whole - first - len(some) + 1
    more = p.say("Còn {left} người nữa, {you} nhắn /goi {page} để xem tiếp.", left=left, page=first // size + 2)
    how = p.say(
        'Gọi xong {you} nhắn "gọi rồi {first}" hoặc "đã gọi {person}".', first=first, person=titled(some[0][0].person)
    )
    return lines(head, *told, more if left > 0 else "", how)


def _items(items: Sequence[Markup]) -> Markup:
    more = Markup("; và {} việc nữa").format(len(items) - ITEMS_SHOWN) if len(items) > ITEMS_SHOWN else Markup("")
    return listed(items[:ITEMS_SHOWN], Markup("; ")) + more


def button(whom: Person) -> str:
    return f"Đã gọi {titled(whom)}"


def called(p: Pair, whom: Sequence[Person], left: int) -> Markup:
    names = listed(map(titled, whom), COMMA) if len(whom) <= 5 else Markup("{} người").format(number(len(whom)))
    done = p.say("{Me} ghi {you} đã gọi {names} ✅", names=names)
    return done + (Markup(" Còn {} người.").format(number(left)) if left else Markup(" Danh sách gọi hết rồi ạ."))


def stays(p: Pair, whom: Sequence[Person]) -> Markup:
    names = listed(map(titled, whom), COMMA) or p.you
    return p.say("Dạ, {me} để {names} lại trong danh sách, {you} gọi lại sau giúp {me} ạ.", names=names)


def not_listed(p: Pair, name: str) -> Markup:
    return p.say('Trong danh sách phải gọi không có "{name}" ạ. {You} nhắn /goi để xem lại giúp {me}.', name=name)


def which(p: Pair, whom: Sequence[Callee]) -> Markup:
    return p.say(
        "Có {count} người cùng tên: {names}. {You} nhắn số thứ tự trong danh sách (/goi) giúp {me} ạ.",
        count=len(whom),
        names=listed(map(callee, whom), COMMA),
    )


# --- what to tell


def ask_result(unit: str, night: date, word: str) -> Markup:
    """`word`, here and below: of what alone is missing, where other figures were reported; else empty."""
    what = f"số {word}" if word else "kết quả"
    return Markup("hỏi {what} {night} của {unit}").format(what=what, night=day(night), unit=unit)


def ask_round(unit: str, due: date, word: str) -> Markup:
    what = f"số {word}" if word else "số liệu"
    return Markup("nhắc {what} của {unit}, hạn {due}").format(what=what, unit=unit, due=day(due))


def _at(when: When) -> str:
    return f"{day(when.night)}, {clock(when.starts)}" if when.starts else day(when.night)


def ask_coming(when: When) -> Markup:
    return Markup("hỏi {at} đi cùng {unit} được không").format(at=_at(when), unit=when.unit)


def remind(when: When) -> Markup:
    return Markup("nhắc {at} đi cùng {unit}").format(at=_at(when), unit=when.unit)


def tell_moved(when: When, old: When) -> Markup:
    return Markup("báo buổi {old_night} {unit} chuyển sang {at}, hỏi đi được không").format(
        old_night=day(old.night), unit=old.unit, at=_at(when)
    )


def tell_off(when: When) -> Markup:
    return Markup("báo buổi {night} {unit} nghỉ").format(night=day(when.night), unit=when.unit)


def ask_instead(when: When, who: Person) -> Markup:
    return Markup("hỏi đi thay {given} {at} cùng {unit} được không").format(
        given=who.given, at=_at(when), unit=when.unit
    )


def ask_for_people(when: When, missing: Mapping[str, int], nights: int) -> Markup:
    first = Markup("xin {missing} cho {unit} {at}").format(missing=counted(missing), unit=when.unit, at=_at(when))
    return first + (Markup(" và {} buổi sau đó").format(nights - 1) if nights > 1 else Markup(""))


def urgent(text: str) -> Markup:
    return Markup('báo tin khẩn: "{}"').format(cut(text, QUOTED))


def tell_again(words: str) -> Markup:
    """Of what has only words: the words themselves."""
    plain = " ".join(html.unescape(re.sub(r"</?b>", "", words)).split())
    return Markup('nhắn lại: "{}"').format(cut(plain, QUOTED))
