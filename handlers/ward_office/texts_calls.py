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
    return Markup("Hiện không có ai {} phải gọi điện ạ.").format(p.you)


def page(p: Pair, some: Sequence[tuple[Callee, Sequence[Markup]]], first: int, whole: int, size: int) -> Markup:
    """`first`: the number of the first one shown, as the clerk may answer it."""
    head = Markup("☎️ {} người {} gọi giúp {}:").format(number(whole), p.you, p.me)
    told = (
        Markup("{}. {}: {}.").format(n, callee(whom), _items(items))
        for n, (whom, items) in enumerate(some, start=first)
    )
    left = whole - first - len(some) + 1
    more = Markup("Còn {} người nữa, {} nhắn /goi {} để xem tiếp.").format(left, p.you, first // size + 2)
    how = Markup('Gọi xong {} nhắn "gọi rồi {}" hoặc "đã gọi {}".').format(p.you, first, titled(some[0][0].person))
    return lines(head, *told, more if left > 0 else "", how)


def _items(items: Sequence[Markup]) -> Markup:
    more = Markup("; và {} việc nữa").format(len(items) - ITEMS_SHOWN) if len(items) > ITEMS_SHOWN else Markup("")
    return listed(items[:ITEMS_SHOWN], Markup("; ")) + more


def button(whom: Person) -> str:
    return f"Đã gọi {titled(whom)}"


def called(p: Pair, whom: Sequence[Person], left: int) -> Markup:
    names = listed(map(titled, whom), COMMA) if len(whom) <= 5 else Markup("{} người").format(number(len(whom)))
    done = Markup("{} ghi {} đã gọi {} ✅").format(p.Me, p.you, names)
    return done + (Markup(" Còn {} người.").format(number(left)) if left else Markup(" Danh sách gọi hết rồi ạ."))


def stays(p: Pair, whom: Sequence[Person]) -> Markup:
    names = listed(map(titled, whom), COMMA) or p.you
    return Markup("Dạ, {} để {} lại trong danh sách, {} gọi lại sau giúp {} ạ.").format(p.me, names, p.you, p.me)


def not_listed(p: Pair, name: str) -> Markup:
    return Markup('Trong danh sách phải gọi không có "{}" ạ. {} nhắn /goi để xem lại giúp {}.').format(
        name, p.You, p.me
    )


def which(p: Pair, whom: Sequence[Callee]) -> Markup:
    return Markup("Có {} người cùng tên: {}. {} nhắn số thứ tự trong danh sách (/goi) giúp {} ạ.").format(
        len(whom), listed(map(callee, whom), COMMA), p.You, p.me
    )


# --- what to tell


def ask_result(unit: str, night: date, word: str) -> Markup:
    """`word`, here and below: of what alone is missing, where other figures were reported; else empty."""
    return Markup("hỏi {} {} của {}").format(f"số {word}" if word else "kết quả", day(night), unit)


def ask_round(unit: str, due: date, word: str) -> Markup:
    return Markup("nhắc {} của {}, hạn {}").format(f"số {word}" if word else "số liệu", unit, day(due))


def _at(when: When) -> str:
    return f"{day(when.night)}, {clock(when.starts)}" if when.starts else day(when.night)


def ask_coming(when: When) -> Markup:
    return Markup("hỏi {} đi cùng {} được không").format(_at(when), when.unit)


def remind(when: When) -> Markup:
    return Markup("nhắc {} đi cùng {}").format(_at(when), when.unit)


def tell_moved(when: When, old: When) -> Markup:
    return Markup("báo buổi {} {} chuyển sang {}, hỏi đi được không").format(day(old.night), old.unit, _at(when))


def tell_off(when: When) -> Markup:
    return Markup("báo buổi {} {} nghỉ").format(day(when.night), when.unit)


def ask_instead(when: When, who: Person) -> Markup:
    return Markup("hỏi đi thay {} {} cùng {} được không").format(who.given, _at(when), when.unit)


def ask_for_people(when: When, missing: Mapping[str, int], nights: int) -> Markup:
    first = Markup("xin {} cho {} {}").format(counted(missing), when.unit, _at(when))
    return first + (Markup(" và {} buổi sau đó").format(nights - 1) if nights > 1 else Markup(""))


def urgent(text: str) -> Markup:
    return Markup('báo tin khẩn: "{}"').format(cut(text, QUOTED))


def tell_again(words: str) -> Markup:
    """Of what has only words: the words themselves."""
    plain = " ".join(html.unescape(re.sub(r"</?b>", "", words)).split())
    return Markup('nhắn lại: "{}"').format(cut(plain, QUOTED))
