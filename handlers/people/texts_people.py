"""What is said about who is here and who is not: newcomers, invitations, contact persons, histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.markup import Markup
from handlers.people.texts_me import channel_name
from handlers.people.texts_roster import post_name
from handlers.texts import COMMA, DOT, Pair, day, lines, listed, number

YES = "Đúng"
NO = "Không"
NEWCOMER = "Đúng, người mới"
SHOWN = 8


# --- a newcomer without a code


def introduction_heard() -> Markup:
    """The same whether or not anything of it is known here."""
    return Markup(
        "Em đã ghi lời bác ạ, khi có cán bộ xác nhận em nhắn bác. "
        "Nếu có thẻ mời, bác nhắn mã trên thẻ thì nhanh hơn; lâu chưa thấy, bác gọi văn phòng phường giúp em."
    )


def vouch_asked(p: Pair, said: str, unit: str, named: Sequence[str]) -> Markup:
    """`said`: exactly what the stranger has written; `named`: whom of the roster that may be."""
    head = p.say('Có người mới nhắn cho {me}: "{said}"', said=said)
    if not named:
        asks = p.say("Trong danh sách chưa có người này. {You} có biết người này ở <b>{unit}</b> không ạ?", unit=unit)
        return lines(head, asks, p.say('{You} nhắn "đúng" để thêm vào, hoặc "không".'))
    if len(named) == 1:
        asks = Markup("Có phải <b>{named}</b> ở <b>{unit}</b> không ạ?").format(named=named[0], unit=unit)
        return lines(head, asks, p.say('{You} nhắn "đúng" hoặc "không".'))
    numbered = [Markup("{n} {name}").format(n=n, name=name) for n, name in enumerate(named, start=1)]
    return lines(
        head, Markup("Là ai ở <b>{}</b> ạ?").format(unit), *numbered, Markup("{n} {no}").format(n=len(named) + 1, no=NO)
    )


def newcomer_told(p: Pair, said: str) -> Markup:
    """Somebody claims a post that only the roster gives."""
    return lines(
        p.say('Có người mới nhắn cho {me}: "{said}"', said=said),
        p.say('Trong danh sách chưa có người này. Nếu đúng, {you} thêm vào danh sách rồi nhắn "mời" kèm họ tên.'),
    )


def vouched(p: Pair, name: str) -> Markup:
    return p.say("Dạ, {me} đang hỏi lại {name} một câu rồi nối vào ngay ạ.", name=name)


def answered_already(p: Pair) -> Markup:
    return p.say("Người này đã có người trả lời rồi ạ, {me} cảm ơn {you}.")


def disowned(p: Pair) -> Markup:
    return p.say("Dạ, {me} không cho vào. {Me} cảm ơn {you}.")


# --- who is not here yet


def unreached(
    p: Pair, missing: int, whole: int, rows: Sequence[tuple[str, Sequence[str]]], *, begins: bool, left: int
) -> Markup:
    """A portion of the list; `left`: how many lines follow."""
    if not missing:
        return Markup("Cả {} người trong danh sách đều đã vào chat ✅").format(number(whole))
    told = [Markup("• {unit}: {names}").format(unit=unit, names=listed(names, COMMA)) for unit, names in rows]
    head = Markup("Còn <b>{missing}/{whole}</b> người chưa vào chat:").format(
        missing=number(missing), whole=number(whole)
    )
    more = p.say('Còn {left} dòng nữa, {you} nhắn "xem tiếp".', left=left)
    end = p.say('{You} in thẻ mời đưa tận tay giúp {me} nhé: nhắn "in thẻ", hoặc "mời" kèm tên để lấy mã.')
    return lines(head if begins else "", *told, more if left else end)


# --- contact persons

PARTS = {"leader": "lãnh đạo", "officer": "cán bộ"}
CONTACT_COLUMNS = ("Địa bàn", "Đầu mối", "Họ tên", "Số điện thoại")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who may be asked about a unit; an empty name = nobody has been named yet."""

    unit: str
    part: str
    name: str = ""
    title: str = ""
    phone: str = ""


def contact_named(p: Pair, unit: str, part: str, name: str, phone: str) -> Markup:
    behind = Markup(", {}").format(phone) if phone else Markup(" (chưa có số)")
    return p.say(
        "{Me} đã ghi đầu mối {part} của <b>{unit}</b>: {name}{behind}.",
        part=PARTS[part],
        unit=unit,
        name=name,
        behind=behind,
    )


def how_to_name(p: Pair, unit: str) -> Markup:
    """`unit`: one of those that the person answers for."""
    example = ' Ví dụ: "đầu mối {unit} cán bộ: chị Hoa 0900000123".' if unit else ""
    line = "{You} nhắn một dòng giúp {me}: đầu mối, tên tổ, lãnh đạo hay cán bộ, họ tên, số."
    return p.say(line + example, unit=unit)


def contacts(named: Sequence[Contact], units: int, missing: Sequence[str], by: date | None) -> Markup:
    """The list, who is missing, and until when they are to be named."""
    told = [
        Markup("• {unit} ({part}): {contact}").format(
            unit=one.unit, part=PARTS[one.part], contact=listed(filter(None, (one.name, one.phone)), DOT)
        )
        for one in named[:SHOWN]
    ]
    due = Markup(" Hạn cử: {}.").format(day(by)) if by else Markup("")
    return lines(
        Markup("Đầu mối: <b>{count}</b> người ở {units} nơi.").format(count=len(named), units=units) + due,
        *told,
        Markup("• … xem đủ trong bản xuất ra tệp.") if len(named) > SHOWN else "",
        Markup("⚠️ Còn thiếu: {missing}{others}.").format(
            missing=listed(missing[:SHOWN], COMMA),
            others=f" và {len(missing) - SHOWN} nơi nữa" if len(missing) > SHOWN else "",
        )
        if missing
        else "",
        Markup('Thêm: "đầu mối {} cán bộ: chị Hoa 0900000123".').format(missing[0].partition(" (")[0])
        if missing
        else "",
    )


# --- who changed what


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a history."""

    at: datetime
    kind: str
    actor: str
    channel: str
    unit: str
    detail: Mapping[str, str]


def history(unit: str, told: Sequence[Past], names: Mapping[str, str]) -> Markup:
    """Newest first; `names`: of indicators."""
    if not told:
        return Markup("<b>{}</b> chưa có thay đổi nào được ghi ạ.").format(unit)
    return lines(Markup("<b>{}</b>, mới nhất trước:").format(unit), *(past(one, names) for one in told))


def which_history(p: Pair, unit: str) -> Markup:
    """`unit`: one of the ward's own, for an example."""
    shown = Markup(' Ví dụ: "lịch sử {}".').format(unit) if unit else ""
    return p.say("{You} muốn xem lịch sử của tổ nào ạ?{shown}", shown=shown)


def past(one: Past, names: Mapping[str, str]) -> Markup:
    who = Markup("• {at:%d/%m %Hh%M} {actor}").format(at=one.at, actor=one.actor or "phường")
    where = Markup(" ({})").format(channel_name(one.channel))
    return who + Markup(" ") + _said(one, names) + where


def _said(one: Past, names: Mapping[str, str]) -> Markup:
    if one.kind in _FIGURES:
        values = {name: value for name, value in one.detail.items() if name in names}
        told = listed(
            (
                Markup("{names} {value}").format(names=names[name].lower(), value=value)
                for name, value in values.items()
            ),
            COMMA,
        )
        night = one.detail.get("night", "")
        return Markup("{kind} {unit} {night}: {figures}").format(
            kind=_FIGURES[one.kind], unit=one.unit, night=night[8:10] + "/" + night[5:7], figures=told
        )
    post = post_name(one.detail["role"], one.detail.get("force")) if one.detail.get("role") else ""
    about = Markup(_PEOPLE[one.kind]).format(person=one.detail.get("person", ""), post=post, unit=one.unit)
    return about + _dates(one.detail)


def _dates(detail: Mapping[str, str]) -> Markup:
    first, last = detail.get("first", ""), detail.get("last", "")
    if not first:
        return Markup("")
    until = Markup(" đến hết {:%d/%m}").format(date.fromisoformat(last)) if last else Markup("")
    return Markup(", từ {:%d/%m}").format(date.fromisoformat(first)) + until


_FIGURES = {"set": "báo", "add": "báo thêm", "undo": "bỏ lần báo", "slip": "báo sau khi chốt"}
_PEOPLE = {
    "took": "giao việc {post} {unit} cho {person}",
    "left": "kết thúc việc {post} {unit} của {person}",
    "linked": "nối kênh chat của {person}",
    "unlinked": "bỏ một kênh chat của {person}",
    "vouched": "xác nhận {person} vào chat",
    "phoned": "đổi số điện thoại của {person}",
    "addressed": "đổi cách gọi của {person}",
    "contact": "cử đầu mối của {unit}",
    "withdrew": "rút đồng ý: {person}",
    "erased": "xoá dữ liệu: {person}",
}
