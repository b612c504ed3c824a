"""How it says to whom something goes, and whom it cannot write to, so that somebody picks up the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.markup import Markup
from handlers.texts import COMMA, Pair, capital, lines, listed, number, titled
from storage.records import Person

NAMES_SHOWN = 5  # more would not fit a screen
NO_PHONE = "chưa có số"


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom no message reaches: of which unit, where that says more than the name, and the telephone."""

    person: Person
    unit: str = ""
    phone: str | None = None


def grouped(phone: str | None) -> str:
    """0900 000 103"""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if phone else NO_PHONE


def callee(one: Callee) -> Markup:
    unit = f" ({one.unit})" if one.unit else ""
    return Markup("{person}{unit} ☎️ {phone}").format(person=titled(one.person), unit=unit, phone=grouped(one.phone))


def persons(people: Sequence[Person], most: int = NAMES_SHOWN) -> Markup:
    """'bác Tám, bác Cúc', or '9 người' where the names would fill the screen."""
    return listed(map(titled, people), COMMA) if len(people) <= most else Markup("{} người").format(number(len(people)))


def to_call(
    p: Pair, others: Sequence[Callee], what: str | Markup, *, any_reached: bool, rest: str | Markup = ""
) -> Markup:
    """Names and telephones at once; `rest`: where those are listed for which there is no room."""
    if not others:
        return Markup("")
    shown = listed(map(callee, others[:NAMES_SHOWN]), COMMA)
    more = len(others) - NAMES_SHOWN
    left = Markup(" và {more} người nữa{rest}").format(more=number(more), rest=rest) if more > 0 else Markup("")
    if any_reached:
        first = p.say("⚠️ {count} người {me} không nhắn được, {you} gọi giúp {me}: ", count=number(len(others)))
    else:
        first = p.say("⚠️ {Me} không nhắn được cho ai cả, {you} gọi giúp {me}: ")
    about = Markup(" – {}").format(what) if what else Markup("")
    return first + shown + left + about + "."


def outcome(p: Pair, what: str, count: tuple[int, int], unseen: Sequence[Callee], others: Sequence[Callee]) -> Markup:
    """What became of something that was sent to many; `count`: how many have it, of how many."""
    reached, whole = count
    head = Markup("{what} đã tới <b>{reached}/{whole}</b> người.").format(
        what=capital(what), reached=reached, whole=whole
    )
    late = Markup("Chưa mở xem: {unseen}{more}.").format(
        unseen=listed(map(callee, unseen[:NAMES_SHOWN]), COMMA), more=_more(unseen)
    )
    lost = p.say(
        "⚠️ Chưa tới: {others}{more}. {You} gọi giúp {me} ạ.",
        others=listed(map(callee, others[:NAMES_SHOWN]), COMMA),
        more=_more(others),
    )
    return lines(head, late if unseen else "", lost if others else "")


def _more(some: Sequence[Callee]) -> str:
    return f" và {len(some) - NAMES_SHOWN} người nữa (xem /goi)" if len(some) > NAMES_SHOWN else ""


def waits_for_you(p: Pair, kinds: Sequence[str]) -> Markup:
    """To somebody who has just joined: what is delivered right behind this."""
    named = dict.fromkeys(_WAITING.get(kind, "tin của phường") for kind in kinds)
    return p.say("Có việc đang chờ {you}, {me} gửi ngay sau đây: {names}.", names=listed(named, COMMA))


_WAITING = {
    **dict.fromkeys(("closeout", "again", "deputy", "missing"), "câu hỏi kết quả"),
    **dict.fromkeys(("places", "vacancy"), "các buổi cần phân người"),
    **dict.fromkeys(("shift", "remind"), "lịch đi"),
    **dict.fromkeys(("moved", "called_off"), "lịch vừa đổi"),
    "swap": "lời nhờ đi thay",
    "round": "kỳ báo cáo",
    "urgent": "tin khẩn",
}
