"""What is said about people: newcomers, rosters, cards and codes, posts that change hands, and what is theirs."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from handlers import texts as common
from handlers.counts import texts_past
from handlers.guide import texts as guide_texts
from handlers.language import titles
from handlers.language.tokens import fold, strip_accents
from handlers.markup import Markup
from handlers.people.roster_reading import UnplacedHead
from handlers.problem import number_of
from handlers.texts import (
    COMMA,
    DOT,
    Callee,
    Pronouns,
    capital,
    channel_name,
    cut,
    day,
    grouped,
    leads,
    lines,
    listed,
    moment,
    number,
    persons,
    some,
    spans,
    title_of,
    titled,
    to_call,
)
from storage.campaigns import Campaign
from storage.history import FigureLine
from storage.records import Person, Post, Role, Unit
from storage.ways import OurAccount

# --- what is said about who is here and who is not: newcomers, invitations, contact persons, histories

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


STRANGE = 200  # signs of a stranger's words that are shown to others


def vouch_asked(p: Pronouns, said: str, unit: str, named: Sequence[str]) -> Markup:
    """`said`: what the stranger has written; `named`: whom of the roster that may be."""
    head = p.say('Có người mới nhắn cho {me}: "{said}"', said=cut(said, STRANGE))
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


def newcomer_told(p: Pronouns, said: str) -> Markup:
    """Somebody claims a post that only the roster gives."""
    return lines(
        p.say('Có người mới nhắn cho {me}: "{said}"', said=cut(said, STRANGE)),
        p.say('Trong danh sách chưa có người này. Nếu đúng, {you} thêm vào danh sách rồi nhắn "mời" kèm họ tên.'),
    )


ASK_ON = "Xem tiếp"


def introductions_many(p: Pronouns) -> Markup:
    """Said once to whoever has as many before them as they can look at."""
    return p.say(
        "Hôm nay còn nhiều người nữa nhắn xin vào. {Me} chưa hỏi {you} từng người: "
        '{you} trả lời xong một người ở trên, {me} hỏi tiếp người sau. Muốn xem ngay, {you} nhắn "1".'
    )


def introductions_next(p: Pronouns, shown: int, left: int) -> Markup:
    rest = Markup("")
    if left:
        rest = p.say(" Còn {left} người nữa đang đợi.", left=number(left))
    return p.say("Dạ, {me} hỏi thêm {you} {shown} người.", shown=number(shown)) + rest


def introductions_none(p: Pronouns) -> Markup:
    return p.say("Dạ, không còn ai đang đợi nữa, {me} cảm ơn {you}.")


def introductions_wait(p: Pronouns, left: int) -> Markup:
    """Beside the answer to one; empty when nobody waits behind the next one."""
    return p.say("Còn {left} người nữa đang đợi, {me} hỏi lần lượt.", left=number(left)) if left else Markup("")


def vouched(p: Pronouns, name: str) -> Markup:
    return p.say("Dạ, {me} đang hỏi lại {name} một câu rồi nối vào ngay ạ.", name=name)


def answered_already(p: Pronouns) -> Markup:
    return p.say("Người này đã có người trả lời rồi ạ, {me} cảm ơn {you}.")


def disowned(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} không cho vào. {Me} cảm ơn {you}.")


# --- who is not here yet


def unreached(
    p: Pronouns, missing: int, whole: int, rows: Sequence[tuple[str, Sequence[str]]], *, begins: bool, left: int
) -> Markup:
    """A portion of the list; `left`: how many lines follow."""
    if not missing:
        return Markup("Cả {} người trong danh sách đều đã vào chat ✅").format(number(whole))
    parts = [Markup("• {unit}: {names}").format(unit=unit, names=listed(names, COMMA)) for unit, names in rows]
    head = Markup("Còn <b>{missing}/{whole}</b> người chưa vào chat:").format(
        missing=number(missing), whole=number(whole)
    )
    more = p.say('Còn {left} dòng nữa, {you} nhắn "xem tiếp".', left=left)
    end = p.say('{You} in thẻ mời đưa tận tay giúp {me} nhé: nhắn "in thẻ", hoặc "mời" kèm tên để lấy mã.')
    return lines(head if begins else "", *parts, more if left else end)


# --- contact persons

PARTS = {"leader": "lãnh đạo", "officer": "cán bộ"}
CONTACT_COLUMNS = ("Địa bàn", "Đầu mối", "Họ tên", "Số điện thoại")


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Who may be asked about a unit; an empty name = nobody has been named yet."""

    unit: str
    part: str
    name: str = ""
    title: str = ""
    phone: str = ""


def contact_named(p: Pronouns, unit: str, part: str, name: str, phone: str) -> Markup:
    behind = Markup(", {}").format(phone) if phone else Markup(" (chưa có số)")
    return p.say(
        "{Me} đã ghi đầu mối {part} của <b>{unit}</b>: {name}{behind}.",
        part=PARTS[part],
        unit=unit,
        name=name,
        behind=behind,
    )


def how_to_name(p: Pronouns, unit: str) -> Markup:
    """`unit`: one of those that the person answers for."""
    example = ' Ví dụ: "đầu mối {unit} cán bộ: chị Hoa 0900000123".' if unit else ""
    line = "{You} nhắn một dòng giúp {me}: đầu mối, tên tổ, lãnh đạo hay cán bộ, họ tên, số."
    return p.say(line + example, unit=unit)


def contacts(named: Sequence[ContactPerson], units: int, missing: Sequence[str], by: date | None) -> Markup:
    """The list, who is missing, and until when they are to be named."""
    parts = [
        Markup("• {unit} ({part}): {contact}").format(
            unit=contact_person.unit,
            part=PARTS[contact_person.part],
            contact=listed(filter(None, (contact_person.name, contact_person.phone)), DOT),
        )
        for contact_person in named[:SHOWN]
    ]
    due = Markup(" Hạn cử: {}.").format(day(by)) if by else Markup("")
    return lines(
        Markup("Đầu mối: <b>{count}</b> người ở {units} nơi.").format(count=len(named), units=units) + due,
        *parts,
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


def contacts_due(p: Pronouns, missing: Sequence[str], by: date, *, last: bool) -> Markup:
    """Until when every unit names whom to ask; `last`: it is that day."""
    shown = listed(missing[:CONTACTS_SHOWN], COMMA)
    more = f" và {len(missing) - CONTACTS_SHOWN} nơi nữa" if len(missing) > CONTACTS_SHOWN else ""
    when = "Hôm nay là hạn cử đầu mối" if last else f"Hạn cử đầu mối là {day(by)}"
    return p.say(
        '⚠️ {when}, còn thiếu: {shown}{more}. Cử thêm: "đầu mối {unit} cán bộ: chị Hoa 0900000123".',
        when=when,
        shown=shown,
        more=more,
        unit=missing[0].partition(" (")[0],
    )


CONTACTS_SHOWN = 12


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


def history_of(unit: str, night: date | None, person: str) -> Markup:
    when = Markup(", tối {}").format(day(night)) if night else Markup("")
    whose = Markup(", việc {} làm").format(person) if person else Markup("")
    return Markup("<b>{}</b>").format(unit) + when + whose


def history(title: Markup, told: Sequence[Markup], *, more: bool) -> Markup:
    """Newest first."""
    if not told:
        return title + Markup(" chưa có thay đổi nào được ghi ạ.")
    rest = Markup('Còn nữa ở trước đó: "/xuat lịch sử" để lấy cả bảng.') if more else ""
    return lines(title + Markup(", mới nhất trước:"), *told, rest)


def which_history(p: Pronouns, unit: str) -> Markup:
    """`unit`: one of the ward's own, for an example."""
    shown = Markup(' Ví dụ: "lịch sử {}".').format(unit) if unit else ""
    return p.say("{You} muốn xem lịch sử của tổ nào ạ?{shown}", shown=shown)


def past(one: Past) -> Markup:
    who = Markup("• {at:%d/%m %Hh%M} {actor}").format(at=one.at, actor=one.actor or "phường")
    where = Markup(" ({})").format(channel_name(one.channel))
    return who + Markup(" ") + _said(one) + where


def _said(one: Past) -> Markup:
    post = post_name(one.detail["role"], one.detail.get("force")) if one.detail.get("role") else ""
    done = guide_texts.done(one.detail) if one.kind == "guide" else ""
    about = Markup(_PEOPLE[one.kind]).format(person=one.detail.get("person", ""), post=post, unit=one.unit, done=done)
    return about + _dates(one.detail)


def past_figures(one: FigureLine, at: datetime, names: Mapping[str, str]) -> Markup:
    """Who told what of which night, when, on which channel, in which words, what it changed and why."""
    helped = Markup(" (nhập hộ {})").format(one.helped) if one.helped and one.kind != "slip" else Markup("")
    asked = Markup(" của {}").format(one.helped) if one.helped and one.kind == "slip" else Markup("")
    return Markup(
        "• {at:%d/%m %Hh%M} {actor} {kind}{asked} {unit} {night}{helped}: {figures}{why} ({where}){words}"
    ).format(
        at=at,
        actor=one.actor,
        kind=texts_past.TOLD[one.kind],
        asked=asked,
        helped=helped,
        unit=one.unit,
        night=texts_past.short(one.night),
        figures=texts_past.figures_changed(one.changes, names),
        why=Markup(" – {}").format(one.why) if one.why else "",
        where=channel_name(one.channel.partition("/")[0]),
        words=Markup(": “{}”").format(cut(one.words, WORDS_SHOWN)) if one.words else "",
    )


WORDS_SHOWN = 60  # signs of somebody's words in one line of a history


def attached(at: datetime, sender: str, words: str) -> Markup:
    """Words that nobody could read, which the office has put beside a night."""
    return Markup("• {at:%d/%m %Hh%M} {sender} nhắn (phường gắn vào buổi này): “{words}”").format(
        at=at, sender=sender, words=cut(words, WORDS_SHOWN * 2)
    )


def _dates(detail: Mapping[str, str]) -> Markup:
    first, last = detail.get("first", ""), detail.get("last", "")
    if not first:
        return Markup("")
    until = Markup(" đến hết {:%d/%m}").format(date.fromisoformat(last)) if last else Markup("")
    return Markup(", từ {:%d/%m}").format(date.fromisoformat(first)) + until


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
    "guide": "{done}",
}


# --- what is said about a roster: what was read of it, what is doubtful, what accepting it would change

ACCEPT_AND_END = "Đồng ý và kết thúc việc cũ"
REVIEW = "Xem từng chỗ"
ROWS_SHOWN = 6  # lines of one kind; more would not fit the smallest channel
HELPERS_SHOWN, UNITS_SHOWN = 4, 12
QUESTIONS_SHOWN, QUOTED = 4, 30
FORCES_SHORT = {
    "youth": "thanh niên",
    "militia": "dân quân",
    "digital": "công nghệ số",
    "culture": "văn hoá",
    "police": "công an",
    "members": "hội viên, thành viên",
}
ROLES = {
    "clerk": "văn phòng",
    "leader": "tổ trưởng",
    "deputy": "tổ phó",
    "captain": "phụ trách",
    "volunteer": "lực lượng",
    "observer": "theo dõi",
}


def post_name(role: str, force: str | None) -> str:
    """'phụ trách thanh niên', 'tổ trưởng', 'dân quân'."""
    if role == "volunteer":
        return FORCES_SHORT.get(force or "", ROLES[role])
    return f"{ROLES[role]} {FORCES_SHORT[force]}" if force else ROLES[role]


def counted(p: Pronouns, people: int, posts: int, by_role: Sequence[tuple[str, Sequence[str]]]) -> Markup:
    """Who would hold which post: the names of each, the first few of many."""
    head = p.say("{Me} đọc xong danh sách: <b>{people} người, {posts} việc</b>.", people=people, posts=posts)
    return lines(head, *(_post_line(name, names, HELPERS_SHOWN) for name, names in by_role))


def _post_line(name: str, names: Sequence[str], most: int) -> Markup:
    return Markup("• {name} {n}: {names}").format(name=name, n=len(names), names=some(names, most, "người"))


def everybody(p: Pronouns, units: Sequence[tuple[str, Sequence[str]]], parts: Sequence[Markup]) -> Markup:
    """Every name, unit by unit, and every change and doubt."""
    head = p.say("Danh sách đầy đủ trong tệp {you} gửi:")
    each = [Markup("<b>{unit}</b>: {people}").format(unit=unit, people=listed(held, COMMA)) for unit, held in units]
    return lines(head, *each, *parts)


def per_unit(counts: Sequence[tuple[str, int]], headless: Sequence[str]) -> Markup:
    """People of each unit, and the units without a leader; units with following numbers and as many as one."""
    alike = [(count, [name for name, _ in some_]) for count, some_ in groupby(counts, key=lambda one: one[1])]
    said = [Markup("{name}: {n}").format(name=name, n=n) for n, names in alike for name in spans(names)]
    each = Markup("Số người từng nơi: ") + some(said, UNITS_SHOWN)
    missing = Markup("⚠️ Chưa có tổ trưởng: {}.").format(some(spans(headless), UNITS_SHOWN)) if headless else ""
    return lines(each if counts else "", missing)


def doubts_told(told: Sequence[Markup], most: int = ROWS_SHOWN) -> Markup:
    shown = [Markup("• ") + one for one in told[:most]]
    more = Markup("• … và {} chỗ nữa.").format(len(told) - most) if len(told) > most else ""
    return lines(Markup("Chỗ cần xem lại:") if told else "", *shown, more)


def unplaced_asked(p: Pronouns, waiting: Sequence[UnplacedHead], *, most: int = QUESTIONS_SHOWN) -> Markup:
    """Heads and deputies of places that nobody knows: before any yes, with the nearest names."""
    if not waiting:
        return Markup("")
    head = p.say("❓ <b>{n} chỗ cần {you} trả lời trước</b>:", n=len(waiting))
    more = Markup("• … và {} chỗ nữa").format(len(waiting) - most) if len(waiting) > most else Markup("")
    return lines(head, *(_unplaced(one) for one in waiting[:most]), more, _how_to_place(p, waiting))


def _unplaced(one: UnplacedHead) -> Markup:
    who = Markup("• {row}, <b>{name}</b>, {post}").format(
        row=rows_named([one.row]), name=one.name, post=post_name(one.role, None)
    )
    if not one.written:
        return who + Markup(": trong tệp chưa ghi là nơi nào.")
    near = listed((Markup("<b>{}</b>").format(name) for name in one.near), Markup(" hay "))
    others = Markup(" Tên gần nhất: {}.").format(listed(one.others, COMMA)) if one.others else Markup("")
    ask = Markup(" Có phải {} không ạ?").format(near) if one.near else others
    return who + Markup(" “{written}”: phường chưa có nơi nào tên như vậy.{ask}").format(
        written=cut(one.written, QUOTED), ask=ask
    )


def _how_to_place(p: Pronouns, waiting: Sequence[UnplacedHead]) -> Markup:
    named = next((one for one in waiting if one.written and one.near), None)
    first, last = waiting[0], waiting[-1]
    ways = [Markup("“{name} là {unit}”").format(name=named.written, unit=named.near[0])] if named else []
    alone = named and len(waiting) == 1
    of_several = first.written and any(one.row == first.row and one.written != first.written for one in waiting)
    said = first.written if of_several else f"dòng {number_of(first.row)}"
    ways += [] if alone else [Markup("“{} là” kèm tên đúng").format(said)]
    ways += [Markup("“bỏ dòng {}”").format(number_of(last.row))]
    every = sum(len(one.near) == 1 for one in waiting)
    ways += [Markup("“đúng cả” nếu nơi nào cũng đúng như {} gợi ý").format(p.me)] if every > 1 else []
    return p.say("{You} nhắn {ways} giúp {me}.", ways=listed(ways, Markup(", ")))


def placed(p: Pronouns, places: Mapping[str, str], rows: Mapping[str, str], dropped_: Sequence[str]) -> Markup:
    """What an answer has changed; `dropped_`: rows with who stands in them."""
    said = [
        Markup("“{name}” là <b>{unit}</b>").format(name=cut(one, QUOTED), unit=unit) for one, unit in places.items()
    ]
    said += [Markup("dòng {row} là <b>{unit}</b>").format(row=row, unit=unit) for row, unit in rows.items()]
    said += [Markup("bỏ {}").format(one) for one in dropped_]
    return p.say("Dạ, {me} ghi: {said}.", said=listed(said, Markup("; ")))


def left_out(named: Sequence[str]) -> Markup:
    """Rows that somebody has said do not count."""
    return (
        Markup("Bỏ {n} dòng: {named}.").format(n=len(named), named=some(named, ROWS_SHOWN, "dòng"))
        if named
        else Markup("")
    )


def answer_unclear(p: Pronouns, waiting: Sequence[UnplacedHead]) -> Markup:
    unclear = p.say("{Me} chưa hiểu câu này là cho dòng nào, nơi nào ạ.")
    waits = p.say('Danh sách vẫn chờ {you}: nhắn "<b>đồng ý</b>" để lưu, "thôi" để bỏ ạ.')
    return lines(unclear, unplaced_asked(p, waiting), waits)


def still_waiting(p: Pronouns, waiting: Sequence[UnplacedHead]) -> Markup:
    """Nothing else is left to be stored."""
    return lines(p.say("Những dòng còn lại {me} chưa lưu được vì chưa rõ là nơi nào ạ."), unplaced_asked(p, waiting))


def difference_told(new: int, same: int, told: Sequence[Markup]) -> Markup:
    """Against who is known already: nothing of it is said for a first roster."""
    return lines(
        Markup("So với danh sách đang có: mới {new} người, giữ nguyên {same}.").format(new=new, same=same), *told
    )


def changed(kind: str, names: Sequence[str], most: int = ROWS_SHOWN) -> Markup:
    return Markup("• {kind}: {names}.").format(kind=_CHANGED[kind], names=some(names, most, "người"))


def number_changed(name: str, before: str | None, after: str | None) -> str:
    """The last digits of both, by which they are told apart."""
    return f"{name} (…{before[-3:]} → …{(after or '')[-3:]})" if before else f"{name} ({after})"


def post_begun(name: str, role: str, force: str | None, unit: str | None) -> str:
    return f"{name} ({post_name(role, force)}{f' {unit}' if unit else ''})"


def row_is(number_: str, unit: str) -> str:
    return f"Dòng {number_} là {unit}"


def name_is(written: str, unit: str) -> str:
    return f"{written} là {unit}"


def drop_row(number_: str) -> str:
    return f"Bỏ dòng {number_}"


def row_of(number_: str, names: Sequence[str]) -> str:
    return f"dòng {number_} ({', '.join(names)})" if names else f"dòng {number_}"


_CHANGED = {
    "new": "Người mới",
    "phone": "Đổi số điện thoại",
    "title": "Đổi danh xưng",
    "name": "Đổi họ tên",
    "begins": "Thêm việc",
    "replaced": "Thôi việc cũ ghi nhầm",
}


def would_end(p: Pronouns, names: Sequence[str]) -> Markup:
    return p.say(
        'Không còn trong tệp: {names}. {Me} chỉ kết thúc việc cũ khi {you} chọn "{accept_and_end}".',
        names=some(names, ROWS_SHOWN, "người"),
        accept_and_end=ACCEPT_AND_END,
    )


def two_heads(unit_names: Sequence[str]) -> Markup:
    return Markup("• ⚠️ Sẽ có hai tổ trưởng cùng lúc: {}.").format(listed(unit_names, COMMA))


def heads_of_one(units: Sequence[tuple[str, Sequence[str]]]) -> Markup:
    """The file itself names several."""
    named = [Markup("{unit} ({names})").format(unit=unit, names=listed(names, COMMA)) for unit, names in units]
    return Markup("⚠️ Một nơi có nhiều tổ trưởng: {}.").format(some(named, ROWS_SHOWN)) if named else Markup("")


def how_to_decide(p: Pronouns, *, doubtful: int, waiting: int = 0, whole: bool = False) -> Markup:
    text = Markup('"xem" để xem từng chỗ, ') if doubtful else Markup("")
    every = Markup('"xem hết" để xem đủ tên, ') if whole else Markup("")
    clear = p.say(" (trừ {n} chỗ chưa trả lời)", n=waiting) if waiting else Markup("")
    return p.say(
        'Chưa lưu gì cả. {You} nhắn "đồng ý" để lưu{clear}, {hint}{every}"thôi" để bỏ.',
        hint=text,
        every=every,
        clear=clear,
    )


# --- doubts


def rows_named(rows: Iterable[str | int]) -> str:
    """'dòng 7, 22', or the label of a row that carries its sheet or table."""
    labels = [str(row) for row in rows]
    plain = all(label.isdigit() for label in labels)
    return ("dòng " if plain else "") + ", ".join(label.replace(" row ", " dòng ") for label in labels)


def doubt(kind: str, rows: str, given: Mapping[str, str]) -> Markup:
    """How a doubt is taken as long as nobody says otherwise. `given`: name, match, suggest, choice."""
    words = _TAKEN.get((kind, given.get("choice", "")), _TAKEN.get((kind, ""), _KEPT))
    return Markup("{}: ").format(rows) + words.format_map({"name": "", "match": "", "suggest": "", **given})


_KEPT = Markup("{match} cần xem lại")
_TAKEN = {
    ("duplicate_person", ""): Markup("<b>{name}</b> có nhiều dòng cùng một số, ghi là một người"),
    ("same_name", "apart"): Markup("trùng họ tên <b>{name}</b>, để là hai người khác nhau"),
    ("same_name", "same"): Markup("<b>{name}</b> là một người"),
    ("phone_missing", ""): Markup("chưa có số điện thoại"),
    ("phone_invalid", ""): Markup('"{match}" không phải số di động, để trống'),
    ("phone_invalid", "empty"): Markup('"{match}" không phải số di động, để trống'),
    ("phone_invalid", "suggested"): Markup('"{match}" ghi là {suggest}'),
    ("phone_shared", ""): Markup("nhiều người chung một số, nên không nhận ra ai bằng số này được"),
    ("unknown_group", ""): Markup('"{match}" không có trong các tổ của phường, để chưa có tổ'),
    ("unknown_group", "empty"): Markup('"{match}" không có trong các tổ của phường, để chưa có tổ'),
    ("unknown_group", "suggested"): Markup('"{match}" ghi là <b>{suggest}</b>'),
    ("similar_name", "as_read"): Markup('"{match}" hiểu là <b>{suggest}</b>'),
    ("similar_name", "empty"): Markup('"{match}" để chưa có tổ'),
    ("unread_people", ""): Markup(
        'cột "{match}" cũng có tên người, em chưa rõ là ai nên chưa lấy; nếu cần thì gửi lại với tên cột là chức vụ'
    ),
    ("name_missing", ""): Markup("không có tên, chưa lấy"),
    ("phone_broken", ""): Markup('ô số điện thoại ghi "{match}", để trống'),
    **{(kind, ""): Markup('"{match}": ') + f"{why}, chưa lấy dòng này" for kind, why in common.FLAWS.items()},
    ("unclear_post", ""): Markup('<b>{name}</b> là "{match}", chưa rõ là việc gì, ghi là thành viên'),
    ("unclear_post", "member"): Markup('<b>{name}</b> là "{match}", ghi là thành viên'),
    ("unclear_post", "leader"): Markup('<b>{name}</b> ("{match}") đứng đầu địa bàn'),
    ("unclear_post", "deputy"): Markup('<b>{name}</b> ("{match}") là cấp phó của địa bàn'),
    ("unclear_post", "observer"): Markup('<b>{name}</b> ("{match}") theo dõi chung'),
    ("unplaced", ""): Markup("<b>{name}</b> là tổ trưởng hoặc tổ phó nhưng chưa rõ tổ nào, chưa giao việc"),
}


def doubt_asked(p: Pronouns, kind: str, rows: str, given: Mapping[str, str], labels: Sequence[str]) -> Markup:
    question = _ASKED[kind].format_map({"name": "", "match": "", "suggest": "", **given, "You": p.You})
    numbered = [Markup("{n} {label}").format(n=n, label=label) for n, label in enumerate(labels, start=1)]
    return lines(Markup("{}: ").format(capital(rows)) + question, *numbered)


_ASKED = {
    "same_name": Markup("có hai <b>{name}</b>, số khác nhau. Hai người hay một người ạ?"),
    "phone_invalid": Markup('"{match}" chưa phải số di động. Có phải là <b>{suggest}</b> không ạ?'),
    "unknown_group": Markup('"{match}" không có trong các tổ của phường. Có phải là <b>{suggest}</b> không ạ?'),
    "unclear_post": Markup('<b>{name}</b> ghi là "{match}". {You} xếp vào việc nào ạ?'),
    "similar_name": Markup('"{match}" có phải là <b>{suggest}</b> không ạ?'),
}


def choice(kind: str, chosen: str, suggest: str) -> str:
    return _CHOICES[kind, chosen].format(suggest)


_CHOICES = {
    ("same_name", "apart"): "Hai người khác nhau",
    ("same_name", "same"): "Cùng một người",
    ("phone_invalid", "empty"): "Để trống",
    ("phone_invalid", "suggested"): "Đúng, {}",
    ("unknown_group", "empty"): "Để chưa có tổ",
    ("unknown_group", "suggested"): "Đúng, {}",
    ("unclear_post", "member"): "Thành viên",
    ("unclear_post", "leader"): "Đứng đầu địa bàn",
    ("unclear_post", "deputy"): "Cấp phó của địa bàn",
    ("unclear_post", "observer"): "Theo dõi chung",
    ("similar_name", "as_read"): "Đúng, {}",
    ("similar_name", "empty"): "Để chưa có tổ",
}


# --- what became of it


def accepted(p: Pronouns, new: int, changed_: int, began: int, ended: int) -> Markup:
    parts = [
        Markup("<b>{}</b> người mới").format(new),
        *([Markup("{} người đổi thông tin").format(changed_)] if changed_ else []),
        *([Markup("{} việc thêm cho người cũ").format(began)] if began else []),
        *([Markup("{} việc đã kết thúc").format(ended)] if ended else []),
    ]
    return lines(
        p.say("{Me} đã lưu danh sách ✅ {parts}.", parts=listed(parts, DOT)),
        Markup('Muốn mời mọi người vào chat: "mời". Ai chưa vào: "chưa vào".'),
    )


def nothing_new(p: Pronouns) -> Markup:
    return p.say("Tệp này giống hệt danh sách đang có, {me} không phải sửa gì ạ.")


def changed_meanwhile(p: Pronouns) -> Markup:
    return p.say(
        "Trong lúc chờ, bản này hoặc danh sách đang có đã thay đổi nên {me} chưa lưu. {You} xem lại giúp {me}:"
    )


def dropped(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} bỏ danh sách này, chưa lưu gì cả.")


def no_draft(p: Pronouns) -> Markup:
    return p.say(
        "Không có danh sách nào đang chờ ạ. {You} gửi cho {me} tệp Excel, Word hoặc CSV "
        "có cột họ tên, chức vụ, tổ, số điện thoại."
    )


def no_roster(p: Pronouns) -> Markup:
    return p.say("{Me} chưa thấy cột họ tên nào trong tệp này ạ. {You} xem lại rồi gửi giúp {me} bản có tiêu đề cột.")


def plan_first(p: Pronouns) -> Markup:
    return p.say(
        "{Me} chưa biết phường có những tổ nào, nên chưa xếp được người vào tổ ạ. {You} gửi kế hoạch trước giúp "
        "{me} nhé."
    )


# --- for the command line


def holders_line(unit: str, held: Sequence[tuple[str, str, str | None]]) -> str:
    """'Khu phố 1: tổ trưởng Trần Văn Bảy · tổ phó Nguyễn Văn An'"""
    return f"{unit}: " + " · ".join(f"{_held_in(unit, role, force)} {name}" for name, role, force in held)


def _held_in(unit: str, role: str, force: str | None) -> str:
    return titles.of_unit(Role(role), unit) if role in {Role.LEADER, Role.DEPUTY} else post_name(role, force)


# --- what stands on the cards of invitations, and what is said with them

FILE_NAME = "Thẻ mời.pdf"
CALL = "Thẻ mời vào trợ lý của phường"
RENEW = "Đúng, làm mới"
KEEP = "Không, giữ thẻ cũ"
CARDS_SHOWN = 8


def being_made(p: Pronouns, cards: int) -> Markup:
    return p.say("Dạ, {me} làm {cards} thẻ mời, xong {me} gửi {you} ngay ạ.", cards=cards)


def handed(p: Pronouns, cards: int, again: int, *, open_: bool) -> Markup:
    """`again`: how many of them were printed before, and are the same."""
    return lines(
        p.say(
            "{Me} gửi {you} <b>{cards} thẻ mời</b>. {You} in ra, cắt theo đường chấm, đưa tận tay từng người giúp "
            "{me}.",
            cards=cards,
        ),
        p.say("{again} thẻ trong đó {me} in lại đúng mã cũ: thẻ đã phát vẫn dùng được ạ.", again=again)
        if again
        else "",
        "" if open_ else no_way_in(p),
    )


def no_way_in(p: Pronouns) -> Markup:
    return p.say(
        "⚠️ Trợ lý chưa mở ra ngoài máy này, nên người cầm thẻ chưa vào được. "
        "{You} nhờ người cài máy đặt địa chỉ trang web trước, rồi hãy in thẻ ạ."
    )


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """`typed`: to whom the code may be written, where no link brings it."""

    person: Person
    code: str
    link: str
    typed: OurAccount | None = None


def invitations(p: Pronouns, cards: Sequence[InvitationLine], until: date | None, *, open_: bool) -> Markup:
    """One line each: who, code, link."""
    if not cards:
        return p.say("{Me} chưa tạo được mã mời ạ, {you} thử lại giúp {me}.")
    good = Markup(", dùng đến hết {:%d/%m}").format(until) if until else Markup("")
    head = p.say("Mã mời dùng một lần{until}. {You} gửi riêng cho từng người:", until=good)
    parts = [
        Markup("• {name}: <b>{code}</b> {link}{typed}")
        .format(name=card.person.name, code=card.code, link=card.link, typed=_typed(card))
        .strip()
        for card in cards
    ]
    return lines(head, *parts, Markup("Muốn in thành thẻ để đưa tận tay: /moi thẻ"), "" if open_ else no_way_in(p))


def _typed(card: InvitationLine) -> str:
    if card.typed is None:
        return ""
    behind = "" if card.link == card.typed.link else f" · {card.typed.link}"
    return f"{behind} (nhắn mã cho {card.typed.name} trên {channel_name(card.typed.channel)})"


def renew_asked(p: Pronouns, people: Sequence[str], *, readable: bool) -> Markup:
    """`readable`: their cards could be printed again as they are."""
    named = f" ({listed(people, COMMA)})" if len(people) <= CARDS_SHOWN else ""
    why = "" if readable else p.say("{Me} không in lại được đúng mã của những thẻ này. ")
    return lines(
        Markup("{why}<b>{count} thẻ đã in</b>{named} sẽ hết hiệu lực, làm mới ạ?").format(
            why=why, count=len(people), named=named
        ),
        p.say('{You} nhắn "đúng" để làm mới, hoặc "không" để giữ thẻ cũ.'),
    )


def cards_kept(p: Pronouns) -> Markup:
    return p.say("Dạ, thẻ đã in vẫn dùng được. Cần in lại đúng các thẻ đó, {you} nhắn /moi thẻ ạ.")


def held_back(p: Pronouns, people: Sequence[str]) -> Markup:
    """Their cards are good, and only a new code could be printed."""
    some = listed(people[:CARDS_SHOWN], COMMA) + (
        f" và {len(people) - CARDS_SHOWN} người nữa" if len(people) > CARDS_SHOWN else ""
    )
    return p.say(
        "{count} người đang giữ thẻ cũ còn dùng được, {me} không in lại được đúng mã: {names}. "
        'Ai mất thẻ, {you} nhắn "làm mới thẻ" kèm tên ạ.',
        count=len(people),
        names=some,
    )


def post_line(post: Post | None) -> str:
    """'Trưởng khu phố · Khu phố 1': the post as the roster writes it, at the unit as the ward writes it."""
    if post is None:
        return ""
    name = capital(title_of(post))
    return name if fold(post.unit.name) in fold(name) else f"{name} · {post.unit.name}"


def head_line(ward: Unit | None) -> str:
    if ward is None:
        return "Từng Ngõ"
    return ward.name if fold(ward.name).startswith(_LEVELS) else f"Phường {ward.name}"


def how_to(
    page: str, accounts: Sequence[OurAccount], *, scanned: bool, typed: OurAccount | None = None, small: bool = False
) -> str:
    """For whoever holds the card: only ways that are there. `typed`: to whom a square leads, the second where `small`,
    and the code is to be typed there.
    """
    address = page.partition("://")[2]
    ways = [
        *(["quét ô vuông"] if scanned and (typed is None or small) else []),
        *([f"mở {address} rồi gõ dãy số trên"] if page else []),
        *(_to_write(account, (SMALL if small else SQUARE) if account == typed else "") for account in accounts),
    ]
    return f"{capital(', hoặc '.join(ways))}." if ways else "Hỏi cán bộ văn phòng phường cách vào."


SQUARE, SMALL = "quét ô vuông rồi ", "quét ô nhỏ rồi "


def _to_write(account: OurAccount, scanned: str) -> str:
    return f"{scanned}nhắn dãy số cho {account.name} trên {channel_name(account.channel)}"


def help_line(clerk: Person, phone: str) -> str:
    return f"Cần giúp: {titled(clerk)}, ☎ {phone}"


def good_until(until: date) -> str:
    return f"Dùng một lần, đến hết {until:%d/%m/%Y}. Chỉ dành cho người có tên trên thẻ."


_LEVELS = ("phuong ", "xa ", "thi tran ", "dac khu ")


# --- what is said at the door: codes that are good, wrong, used or tried too often, and the page that takes them

HOME_SCREEN = (
    "Lần sau vào cho nhanh: bấm nút ba chấm hoặc nút chia sẻ của trình duyệt, "
    'chọn "Thêm vào màn hình chính", rồi bấm biểu tượng đó là vào thẳng đây.'
)
MORE = "Xem tiếp"


def slip(digits: int = 10) -> Markup:
    """No card carries what was typed: a finger slipped."""
    if digits == 10:
        return Markup("Bác gõ nhầm một số ở đâu đó, bác xem lại từng số trên thẻ giúp em ạ.")
    return Markup("Mã trên thẻ có 10 số, bác đang gõ {} số. Bác xem lại giúp em ạ.").format(digits)


def no_digits() -> Markup:
    return Markup("Bác gõ giúp em dãy 10 số in to trên thẻ mời ạ.")


def wrong() -> Markup:
    return Markup(
        "Em không tìm thấy mã này ạ. Bác xem lại từng số trên thẻ; nếu phường đã đưa thẻ mới thì bác dùng thẻ mới. "
        "Vẫn không được, bác gọi số điện thoại in trên thẻ, hoặc hỏi cán bộ văn phòng phường."
    )


def used() -> Markup:
    return Markup(
        'Thẻ này đã dùng để vào một lần rồi ạ. Bác muốn vào thêm ở máy này thì mở máy cũ, nhắn "thêm máy". '
        "Mất máy cũ, hoặc không phải bác đã vào, bác gọi cán bộ văn phòng phường để lấy thẻ mới."
    )


def own_used() -> Markup:
    return Markup('Mã thêm máy này đã dùng hoặc đã hết giờ ạ. Bác nhắn lại "thêm máy" ở máy cũ để lấy mã khác.')


def expired(at: datetime) -> Markup:
    return Markup(
        "Thẻ này chỉ dùng được đến hết {:%d/%m/%Y} ạ. Bác gọi cán bộ văn phòng phường để lấy thẻ mới."
    ).format(at)


def card_withdrawn() -> Markup:
    return Markup("Thẻ này không còn dùng được nữa ạ. Bác hỏi lại cán bộ văn phòng phường giúp em.")


def too_many(until: datetime) -> Markup:
    """Other words than a wrong code's: whatever is typed now is not looked at."""
    return Markup(
        "Nãy giờ gõ chưa đúng nhiều lần quá, nên em tạm dừng nhận mã ở đây <b>đến {:%Hh%M}</b> ạ. "
        "Đến giờ đó bác gõ lại. "
        "Cần vào ngay, bác gọi số điện thoại in trên thẻ, hoặc cán bộ văn phòng phường, để mở sớm giúp bác."
    ).format(until)


def home_screen() -> Markup:
    return Markup(HOME_SCREEN)


# --- the page


def cookies_off() -> Markup:
    return Markup(
        "Bác bấm nút Vào một lần nữa giúp em ạ. Nếu vẫn hiện dòng này: trình duyệt đang chặn cookie nên em không nhớ "
        "được máy này; bác bật cookie lên, hoặc mở trang bằng trình duyệt khác."
    )


def elsewhere() -> dict[str, str]:
    return {"title": "Chưa vào được", "words": "Bác mở lại trang này rồi nhập mã trên thẻ giúp em ạ."}


def asked_too_long_ago() -> Markup:
    return Markup("Câu hỏi này đã trả lời rồi, hoặc đã lâu quá ạ. Bác gõ lại mã trên thẻ giúp em.")


def shared(names: Sequence[str]) -> Markup:
    return Markup(
        "Máy này đang có cuộc trò chuyện của {}. Vào thêm thì mỗi người vẫn có cuộc trò chuyện riêng."
    ).format(listed(names, COMMA))


def open_chat_of(person: Person) -> str:
    return f"Mở trò chuyện của {titled(person)}"


def signed_out(person: Person) -> dict[str, str]:
    """To a device on which somebody was in, and is not any more."""
    return {
        "title": "Máy này đã ra khỏi trò chuyện",
        "words": f"{capital(titled(person))} đã vào bằng máy khác với thẻ mới, hoặc đã bỏ máy này. "
        "Muốn vào lại ở máy này: nhập mã trên thẻ mới, hoặc mã “thêm máy”. "
        "Nếu không phải mình làm, xin gọi ngay cán bộ văn phòng phường ạ.",
    }


# --- a further device, and whoever is kept out


def own_code(p: Pronouns, code: str, page: str, accounts: Sequence[OurAccount]) -> Markup:
    """`page`, `accounts`: the ways in that are on."""
    ways = [
        *([Markup("mở <b>{}</b> rồi gõ mã này").format(page.partition("://")[2])] if page else []),
        *(
            Markup("nhắn mã này cho {name} trên {channel}").format(
                name=account.name, channel=channel_name(account.channel)
            )
            for account in accounts
        ),
    ]
    where = listed(ways, Markup(", hoặc ")) if ways else Markup("mở trang trợ lý của phường rồi gõ mã này")
    return lines(
        p.say("Mã thêm máy của {you}: <b>{code}</b>", code=code),
        p.say("Trên máy kia, {you} {where}. Mã dùng một lần, trong 15 phút, đừng gửi cho người khác nhé.", where=where),
    )


def kept_out(p: Pronouns, places: Sequence[tuple[str, datetime]]) -> Markup:
    """Who may type no code for now: where, and until when."""
    told = [f"{where} (đến {until:%Hh%M})" for where, until in places]
    return lines(
        Markup("⚠️ {count} máy đang phải chờ vì gõ sai mã nhiều lần: {items}.").format(
            count=len(places), items=listed(told, COMMA)
        ),
        p.say('Đúng là người của phường thì {you} nhắn "cho nhập lại mã" để mở ngay.'),
    )


def forgiven(p: Pronouns, devices: int) -> Markup:
    if not devices:
        return Markup("Hiện không máy nào phải chờ cả, mọi người nhập mã được bình thường ạ.")
    return p.say("Dạ, {me} đã mở cho {devices} máy nhập lại mã từ bây giờ ạ.", devices=devices)


# --- what is said when a post changes hands, and about the contact persons of units

PASS_ON, NO = "Chuyển giúp", "Không"


def span(first: date, last: date | None) -> Markup:
    if last is None:
        return Markup("từ {} trở đi").format(day(first))
    return (
        Markup("{}").format(day(first))
        if first == last
        else Markup("từ {first} đến hết {last}").format(first=day(first), last=day(last))
    )


def label(first: date, last: date | None) -> str:
    """As a button, in words that no other option of the same question begins with."""
    if last is None:
        return f"Đúng, từ {first:%d/%m} trở đi"
    return f"Đúng, {first:%d/%m}" if first == last else f"Đúng, {first:%d/%m} đến hết {last:%d/%m}"


def hand_over_asked(
    p: Pronouns, who: str, unit: str, instead: str, spans: Sequence[tuple[date, date | None]]
) -> Markup:
    """Each reading of the time is an option; nothing has changed yet."""
    if len(spans) == 1:
        first, last = spans[0]
        head = Markup("{span} {who} làm {leads} thay {instead}, đúng không ạ?").format(
            span=capital(span(first, last)), who=who, leads=leads(unit), instead=instead
        )
        return lines(head, p.say('{You} nhắn "đúng" hoặc "không".'))
    head = Markup("{Who} làm {leads} thay {instead} đến bao giờ ạ?").format(
        Who=capital(who), leads=leads(unit), instead=instead
    )
    numbered = [Markup("{n} {span}").format(n=n, span=capital(span(*one))) for n, one in enumerate(spans, start=1)]
    return lines(head, *numbered, Markup("{n} {no}").format(n=len(spans) + 1, no=NO))


def arranged_before(p: Pronouns, unit: str, arranged: Sequence[tuple[tuple[date, date | None], str]]) -> Markup:
    """Above the question that would replace it."""
    told = [Markup("{span} {who}").format(span=span(*days), who=who) for days, who in arranged]
    return p.say(
        "Trước đó {me} đã ghi người làm {leads}: {told}. {You} đồng ý điều dưới đây thì thay cho việc đã ghi đó.",
        leads=leads(unit),
        told=listed(told, COMMA),
    )


def arranged_already(p: Pronouns, who: str, unit: str, first: date, last: date | None) -> Markup:
    return p.say(
        "Dạ, việc này {me} đã ghi rồi: {span}, {who} làm {leads}. {Me} không phải đổi gì ạ.",
        span=span(first, last),
        who=who,
        leads=leads(unit),
    )


def how_long(p: Pronouns, who: str) -> Markup:
    return p.say(
        '{Who} thay đến bao giờ ạ? {You} nhắn rõ giúp {me}, ví dụ: "từ mai {who} thay tôi 3 tối", '
        'hoặc "từ mai {who} làm tổ trưởng" nếu là thay hẳn.',
        Who=capital(who),
        who=who,
    )


def nobody_named(p: Pronouns, name: str, unit: str) -> Markup:
    return p.say(
        "{Me} chưa thấy ai tên <b>{name}</b> ở {unit} trong danh sách ạ. {You} nhắn lại họ tên giúp {me}.",
        name=name,
        unit=unit,
    )


def as_written(name: str, text: str) -> str:
    """The name as the speaker wrote it, in capitals as names have them."""
    written = unicodedata.normalize("NFC", text)
    start = strip_accents(written.lower()).find(name)
    found = written[start : start + len(name)] if start >= 0 and len(strip_accents(written)) == len(written) else name
    return " ".join(word[:1].upper() + word[1:] for word in found.split())


def or_pass_on(p: Pronouns) -> Markup:
    return p.say(
        "Người ấy chưa có trong danh sách thì {me} chuyển lời {you} tới phường nhé? <b>1</b> {pass_on} · <b>2</b> {no}",
        pass_on=PASS_ON,
        no=NO,
    )


def no_deputy(p: Pronouns, unit: str) -> Markup:
    return p.say(
        '{unit} chưa có tổ phó trong danh sách ạ. {You} nhắn tên người thay giúp {me}, ví dụ: "bác Tâm".', unit=unit
    )


def several_named(p: Pronouns, names: Sequence[str]) -> Markup:
    numbered = [Markup("{n} {name}").format(n=n, name=name) for n, name in enumerate(names, start=1)]
    return lines(p.say("Có {count} người cùng tên, {you} chọn ai ạ?", count=len(names)), *numbered)


def which_unit(p: Pronouns) -> Markup:
    return p.say("{You} nhắn kèm tên tổ giúp {me} ạ.")


def leads_already(p: Pronouns, who: str, unit: str) -> Markup:
    return p.say("{Who} đang là {leads} rồi ạ, {me} không phải đổi gì.", Who=capital(who), leads=leads(unit))


def handed_over(
    p: Pronouns,
    who: str,
    unit: str,
    first: date,
    last: date | None,
    reached: Sequence[Person],
    others: Sequence[Callee],
) -> Markup:
    now = Markup("{span}, {who} làm {leads}").format(span=span(first, last), who=who, leads=leads(unit))
    text = p.say(" {Me} đã báo {person}.", person=persons(reached)) if reached else Markup("")
    what = Markup("báo {}").format(now)
    return lines(p.say("{Me} đã ghi ✅ {now}.", now=now) + text, to_call(p, others, what, any_reached=bool(reached)))


def kept(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên như cũ ạ.")


def you_lead(p: Pronouns, unit: str, first: date, last: date | None, by: str) -> Markup:
    return p.say(
        "{Me} thông báo: {span}, {you} làm {leads} ({by} bàn giao).", span=span(first, last), leads=leads(unit), by=by
    )


@dataclass(frozen=True, slots=True)
class OpenNights:
    """Nights that a new head takes over: those to come, those not reported, those of which only the count lacks."""

    ahead: Sequence[date]
    silent: Sequence[date]
    partly: Sequence[date]


def open_items(p: Pronouns, nights: OpenNights, campaign: Campaign | None) -> Markup:
    """What the new head takes over."""
    coming, owed, partly = (listed(map(day, some[:5]), COMMA) for some in (nights.ahead, nights.silent, nights.partly))
    word = common.word(campaign) if campaign else ""
    return lines(
        Markup("Tối sắp tới: {}.").format(coming) if nights.ahead else Markup("Tổ không còn tối nào trong kế hoạch."),
        p.say("⚠️ Chưa có số: {owed}. {You} hỏi lại giúp {me} nhé.", owed=owed) if nights.silent else "",
        p.say("⚠️ Còn thiếu số {word}: {partly}. {You} hỏi lại giúp {me} nhé.", word=word, partly=partly)
        if nights.partly
        else "",
        p.say('Tối tổ đi, cuối buổi {you} nhắn kết quả, ví dụ: "{example}".', example=common.count(campaign)),
    )


def you_led(p: Pronouns, who: str, unit: str, first: date, last: date | None) -> Markup:
    return p.say(
        "{Me} thông báo: {span}, {who} làm {leads} thay {you}.", span=span(first, last), who=who, leads=leads(unit)
    )


def clerk_told_of_stand_in(p: Pronouns, who: str, instead: str, unit: str, first: date, last: date | None) -> Markup:
    return p.say(
        "{Me} báo {you}: {span}, {who} làm {leads} thay {instead}.",
        span=span(first, last),
        who=who,
        leads=leads(unit),
        instead=instead,
    )


# --- by the word of the clerk


def called(person: Person) -> str:
    """'cô Trần Thị Tâm'"""
    return f"{person.you} {person.name}"


def post_of(role: str, force: str | None, unit: str) -> str:
    """'trưởng Khu phố 1', 'dân quân Hà Trì 1'"""
    if role in {Role.LEADER, Role.DEPUTY}:
        return leads(unit, Role(role)).striptags()
    return f"{post_name(role, force)} {unit}"


def appoint_asked(
    p: Pronouns, who: str, phone: str, role: str, force: str | None, unit: str, instead: str, *, new: bool
) -> Markup:
    number = Markup(" ({})").format(grouped(phone)) if phone else Markup("")
    verb = "thêm" if new else "giao"
    does = Markup("") if role == "captain" else Markup("làm ")
    change = Markup(", thay {}").format(instead) if instead else Markup("")
    return lines(
        p.say(
            "{Me} {verb} {who}{number} {does}<b>{post}</b>{change}, đúng không ạ?",
            verb=verb,
            who=who,
            number=number,
            does=does,
            post=post_of(role, force, unit),
            change=change,
        ),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def appointed(p: Pronouns, who: str, name: str, role: str, force: str | None, unit: str, *, new: bool) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return lines(
        p.say("{Me} đã ghi ✅ {who} {does}<b>{post}</b>.", who=who, does=does, post=post_of(role, force, unit)),
        p.say('Muốn mời vào chat, {you} nhắn "mời {name}".', name=name) if new else "",
    )


def you_are(p: Pronouns, role: str, force: str | None, unit: str, by: str) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return p.say(
        "{Me} thông báo: từ nay {you} {does}<b>{post}</b> ({by} giao).",
        does=does,
        post=post_of(role, force, unit),
        by=by,
    )


def you_are_not(p: Pronouns, role: str, force: str | None, unit: str) -> Markup:
    return p.say(
        "{Me} thông báo: từ nay {you} thôi {post}. Cảm ơn {you} thời gian qua.", post=post_of(role, force, unit)
    )


def holds_already(p: Pronouns, who: str, role: str, force: str | None, unit: str) -> Markup:
    return p.say(
        "{Who} đang là {post} rồi ạ, {me} không phải đổi gì.", Who=capital(who), post=post_of(role, force, unit)
    )


def nobody_called(p: Pronouns, name: str) -> Markup:
    return p.say(
        "{Me} chưa thấy ai tên <b>{name}</b> trong danh sách ạ. {You} nhắn lại đủ họ tên giúp {me}.", name=name
    )


def nobody_to_appoint(p: Pronouns, name: str, post: str) -> Markup:
    return lines(
        nobody_called(p, name),
        p.say('Nếu là người mới, {you} nhắn "thêm {name} {post}" kèm số điện thoại.', name=name, post=post),
    )


def which_post(p: Pronouns, name: str) -> Markup:
    return p.say(
        "{Me} chưa rõ việc của <b>{name}</b> ạ. {You} nhắn rõ giúp {me}: tổ trưởng, tổ phó, đoàn viên, dân quân, "
        "tổ công nghệ số, hay phụ trách lực lượng nào.",
        name=name,
    )


def no_mobile(p: Pronouns) -> Markup:
    return p.say("Số này chưa phải số di động ạ. {You} xem lại rồi nhắn giúp {me} đủ 10 số.")


def dismiss_asked(p: Pronouns, who: str, post: str) -> Markup:
    return lines(
        p.say("{Me} gỡ việc <b>{post}</b> của {who}, đúng không ạ?", post=post, who=who),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def which_of_posts(p: Pronouns, who: str, labels: Sequence[str]) -> Markup:
    numbered = [Markup("{n} {label}").format(n=n, label=label) for n, label in enumerate(labels, start=1)]
    return lines(
        p.say("{Who} đang có {count} việc, {you} gỡ việc nào ạ?", Who=capital(who), count=len(labels) - 2), *numbered
    )


def all_posts(count: int) -> str:
    return f"Cả {count} việc"


def dismissed(p: Pronouns, who: str, posts: Sequence[str]) -> Markup:
    return p.say("{Me} đã ghi ✅ {who} thôi <b>{posts}</b>.", who=who, posts=listed(posts, COMMA))


def no_such_post(p: Pronouns, who: str) -> Markup:
    return p.say("{Who} không giữ việc đó ạ, {me} chưa gỡ gì.", Who=capital(who))


def not_yourself(p: Pronouns) -> Markup:
    return p.say("{You} không tự gỡ việc văn phòng của mình được ạ: gỡ rồi thì không ai mở lại cho {you}.")


def rephone_asked(p: Pronouns, who: str, before: str, phone: str) -> Markup:
    old = Markup(" (số cũ {})").format(grouped(before)) if before else Markup("")
    return lines(
        p.say("{Me} đổi số của {who} thành <b>{phone}</b>{old}, đúng không ạ?", who=who, phone=grouped(phone), old=old),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def rephoned(p: Pronouns, who: str, phone: str) -> Markup:
    return p.say("{Me} đã đổi số ✅ {who}: {phone}.", who=who, phone=grouped(phone))


# --- what is said to somebody about themselves: posts, channels, address words, data, and how to take it all back

ERASE = "Đúng, xoá tôi"
STAY = "Không xoá"


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as its holder is shown it."""

    role: str
    force: str | None
    unit: str
    first: date | None = None  # where it has not begun
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LinkedChannel:
    """`here`: the channel in which this is read."""

    channel: str
    since: date
    here: bool


def holding(one: Holding) -> Markup:
    text = Markup("{post} <b>{unit}</b>").format(post=post_name(one.role, one.force), unit=one.unit)
    first = Markup(" từ {}").format(day(one.first)) if one.first else Markup("")
    last = Markup(" đến hết {}").format(day(one.last)) if one.last else Markup("")
    return text + first + last


def who_you_are(p: Pronouns, name: str, posts: Sequence[Holding], channels: Sequence[LinkedChannel]) -> Markup:
    held = listed(map(holding, posts), COMMA) if posts else Markup("hiện chưa có việc nào")
    numbered = [
        Markup("{n} {channel}, từ {since:%d/%m/%Y}{in_use}").format(
            n=n,
            channel=channel_name(linked_channel.channel),
            since=linked_channel.since,
            in_use=" (đang dùng)" if linked_channel.here else "",
        )
        for n, linked_channel in enumerate(channels, start=1)
    ]
    return lines(
        p.say("{You} là <b>{name}</b>: {held}.", name=name, held=held),
        Markup("Kênh đang nối:"),
        *numbered,
        p.say(
            '"thêm máy" để nối thêm, "bỏ kênh 2" để bỏ. {Me} gọi {you} là "{you}", muốn khác thì nhắn "gọi tôi là …".'
        ),
    )


def first_by(p: Pronouns, channel: str, other: str) -> Markup:
    return p.say(
        "{Me} nhắn {you} qua <b>{channel}</b> trước, không được mới qua kênh khác. Muốn đổi, {you} nhắn số của kênh ở "
        'trên, hoặc nhắn "nhắn qua {other}".',
        channel=channel_name(channel),
        other=channel_name(other),
    )


def preferred(p: Pronouns, channel: str, *, alone: bool) -> Markup:
    if alone:
        return p.say(
            "Dạ, {you} đang dùng một kênh là {channel}, {me} vẫn nhắn qua đó ạ.", channel=channel_name(channel)
        )
    return p.say(
        "Dạ, từ giờ {me} nhắn {you} qua <b>{channel}</b> trước, khi không gửi được mới qua kênh khác.",
        channel=channel_name(channel),
    )


def any_channel(p: Pronouns) -> Markup:
    return p.say("Dạ, {you} vừa dùng kênh nào thì {me} nhắn qua kênh đó ạ.")


def channel_not_linked(p: Pronouns, said: str, own: Sequence[str]) -> Markup:
    return p.say(
        'Kênh "{said}" {you} chưa nối ạ. {You} đang dùng: {own}. Muốn nối thêm, {you} nhắn "thêm máy".',
        said=said,
        own=listed(map(channel_name, own), COMMA),
    )


def which_channel(p: Pronouns, others: Sequence[str]) -> Markup:
    if not others:
        return last_channel(p)
    return p.say(
        'Vậy {you} muốn {me} nhắn qua kênh nào ạ: {others}? Ví dụ nhắn "nhắn qua {first}".',
        others=listed(map(channel_name, others), COMMA),
        first=channel_name(others[0]),
    )


def called_so(p: Pronouns) -> Markup:
    """With the pair as it is from now on."""
    return p.say("Dạ, từ giờ {me} gọi là {you} ạ.")


def code_failed(p: Pronouns) -> Markup:
    return p.say("{Me} chưa tạo được mã ạ. {You} nhắn lại “thêm máy” giúp {me}.")


def linked_elsewhere(p: Pronouns, channel: str) -> Markup:
    return p.say(
        '{Me} vừa nối thêm {channel} cho {you}. Nếu không phải {you} làm, {you} nhắn "tôi là ai" rồi "bỏ kênh" '
        "kèm số của kênh đó.",
        channel=channel_name(channel),
    )


def channel_shut(p: Pronouns, name: str, channel: str) -> Markup:
    """To a clerk, by another way: our account there is not ours any more. `name`: how we are called there."""
    return p.say(
        "⚠️ {name} trên {channel} đã bị đổi khoá hoặc bị thu hồi, nên {me} không gửi và không nhận tin ở đó được nữa. "
        "Ai có kênh khác thì {me} nhắn qua kênh đó; còn lại {me} đưa vào danh sách gọi, {you} nhắn /goi để xem. "
        "{You} nhờ người quản máy của phường nhập khoá mới rồi chạy lại giúp {me}.",
        name=name,
        channel=channel_name(channel),
    )


def no_such_channel(p: Pronouns, count: int) -> Markup:
    return p.say('{You} đang có {count} kênh thôi ạ. {You} nhắn "tôi là ai" để xem số của từng kênh.', count=count)


def last_channel(p: Pronouns) -> Markup:
    return p.say(
        "Đây là kênh duy nhất của {you}, bỏ đi thì {me} không nhắn được cho {you} nữa. Muốn thôi hẳn, {you} nhắn "
        '"rút đồng ý".'
    )


def unlinked(p: Pronouns, channel: str) -> Markup:
    return p.say(
        "Dạ, {me} đã bỏ {channel}. Kênh đó không còn nhận tin và không báo số được nữa.", channel=channel_name(channel)
    )


# --- data


def data(p: Pronouns, name: str, given: Sequence[tuple[str, str]]) -> Markup:
    """`given`: what it is, and its value, in the order in which it is told."""
    parts = [Markup("• {what}: {value}").format(what=what, value=value) for what, value in given]
    return lines(
        p.say("{Me} đang lưu về {you} (<b>{name}</b>):", name=name),
        *parts,
        p.say('Sai chỗ nào, {you} nói cán bộ văn phòng phường. Muốn xoá: "xoá tôi". Muốn thôi nhận tin: "rút đồng ý".'),
    )


PHONE, CALLED, POSTS, CHANNELS_, CONSENTED, COUNTS, WRITTEN = (
    "Số điện thoại",
    "Cách gọi",
    "Việc được giao",
    "Kênh chat",
    "Đồng ý lưu dữ liệu",
    "Số liệu",
    "Lời nhắn",
)
NONE = "chưa có"
TOLD_MANY = "Thông báo"

# --- the same as a file

PERSON_IS = "Họ tên"
OWN_COLUMNS = ("Mục", "Lúc", "Ở đâu, tối nào", "Nội dung")
OWN_RIGHTS = (
    'Thấy sai: báo cán bộ văn phòng phường để sửa. Muốn xoá: nhắn "xoá tôi". Muốn thôi nhận tin: nhắn "rút đồng ý". '
    "Lời nhắn tự xoá sau 30 ngày nên không còn ở đây."
)
OWN_KINDS = {
    "account": "Kênh chat",
    "post": "Việc được giao",
    "history": "Lịch sử thay đổi",
    "event": "Số đã báo",
    "saying": "Lời báo số",
    "note": "Lời nhắn phường xem",
    "chosen": "Câu đã chọn nghĩa",
    "difficulty": "Vướng mắc đã nêu",
    "evidence": "Ảnh đã gửi",
    "shift": "Buổi được phân công",
    "announcement": "Thông báo đã gửi",
    "deed": "Việc tuyên truyền đã ghi",
    "log": "Tin đã nhắn trên trang",
    "outbox": "Tin trợ lý đã gửi",
}
# How storage calls it: how it is said.
OWN_WORDS = {
    "took": "nhận việc",
    "left": "thôi việc",
    "linked": "nối kênh",
    "unlinked": "bỏ kênh",
    "vouched": "được xác nhận",
    "phoned": "đổi số điện thoại",
    "addressed": "đổi cách gọi",
    "contact": "nêu đầu mối",
    "withdrew": "rút đồng ý",
    "leader": "người phụ trách",
    "deputy": "cấp phó",
    "clerk": "cán bộ phường",
    "captain": "đội trưởng",
    "volunteer": "thành viên",
    "observer": "người theo dõi",
    "offered": "được mời",
    "accepted": "đã nhận",
    "declined": "đã báo bận",
    "replaced": "đã có người thay",
    "bulletin": "bản tin",
    "loudspeaker": "loa",
    "poster": "áp phích",
    "training": "tập huấn",
}


def own_title(person: Person) -> str:
    return f"Dữ liệu đang lưu về {person.you} {person.name}"


def own_as_of(at: datetime) -> str:
    return f"Tính đến {moment(at)}. Giữ bao lâu, ai được xem: xem trang về dữ liệu cá nhân ở phường."


def own_file(at: datetime) -> str:
    return f"du-lieu-cua-toi-{at:%Y-%m-%d}.docx"


def own_handed(p: Pronouns, rows: int) -> Markup:
    return p.say("Đây là toàn bộ dữ liệu {me} giữ về {you}: {rows} dòng. Tệp này chỉ {you} mở được.", rows=number(rows))


def of_night(night: date) -> str:
    return f", tối {day(night)}"


def own_figures(told: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number(value)}" for name, value in told)


def consented(version: int, at: datetime) -> str:
    return f"bản {version}, lúc {moment(at)}"


def counts(reports: int, messages: int, history: int) -> str:
    return f"{reports} lần báo số, {messages} tin đã gửi, {history} dòng lịch sử"


def written(notes: int, chosen: int, difficulties: int = 0, sayings: int = 0) -> str:
    """Words that are kept: for the office as they are, for learning without who and how many."""
    kept = f"{notes} lời nhắn phường xem, giữ 30 ngày" if notes else ""
    learnt = f"{chosen} câu đã bỏ tên và số để em hiểu hơn, giữ 30 ngày" if chosen else ""
    raised = f"{difficulties} vướng mắc đã nêu, lời kể giữ 30 ngày" if difficulties else ""
    told = f"{sayings} tin báo số (đã che số dài), giữ 30 ngày" if sayings else ""
    return "; ".join(one for one in (kept, learnt, raised, told) if one) or NONE


def told_many(sent: int, received: int, deeds: int) -> str:
    """Words to many, of theirs and to them; and what they told of having been done."""
    named = ((sent, "tin đã gửi"), (received, "tin đã nhận"), (deeds, "việc tuyên truyền đã ghi"))
    return ", ".join(f"{count} {what}" for count, what in named if count) or NONE


def posts_named(posts: Sequence[Holding]) -> str:
    return str(listed((f"{post_name(post.role, post.force)} {post.unit}" for post in posts), DOT)) if posts else NONE


def channels_named(channels: Sequence[LinkedChannel]) -> str:
    return ", ".join(channel_name(channel.channel) for channel in channels)


def erase_asked(p: Pronouns, posts: Sequence[Holding]) -> Markup:
    ends = p.say("{You} thôi giữ: {posts}. ", posts=listed(map(holding, posts), COMMA)) if posts else Markup("")
    return lines(
        p.say(
            "Nếu xoá: tên và số điện thoại của {you} được thay bằng mã ẩn danh, các kênh chat bị ngắt, "
            "tin nhắn của {you} bị xoá. {ends}Số liệu đã báo vẫn còn, không kèm tên. Bản sao lưu còn tên {you} "
            "thêm 7 ngày rồi tự hết. Xoá rồi không lấy lại được.",
            ends=ends,
        ),
        p.say('{You} nhắn "đúng" để xoá, "không" để thôi.'),
    )


def erased(p: Pronouns) -> Markup:
    return p.say(
        "{Me} đã xoá dữ liệu của {you} rồi ạ. Giấy tờ, văn bản đã phát hành thì phường giữ theo quy định lưu trữ. "
        "Cảm ơn {you} đã giúp phường."
    )


def stays(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên, chưa xoá gì cả.")


def withdrawn(p: Pronouns) -> Markup:
    return p.say(
        "Dạ, {me} đã ghi {you} rút đồng ý: từ giờ {me} không nhắn và không nhận số của {you} qua chat nữa. "
        "Sau này muốn dùng lại, {you} xin phường thẻ mời mới. Muốn xoá hẳn dữ liệu, {you} nói cán bộ văn phòng phường."
    )


def clerk_told_of_leaving(p: Pronouns, who: str, posts: Sequence[Holding], *, erased_: bool) -> Markup:
    """`who` is no name any more where everything was erased."""
    what = "đã xoá dữ liệu của mình" if erased_ else "đã rút đồng ý, không dùng chat nữa"
    held = listed(map(holding, posts), COMMA) if posts else Markup("chưa giữ việc nào")
    return p.say(
        "{Me} báo {you}: {who} {what} ({held}). {You} xem có cần cử người thay không ạ.", who=who, what=what, held=held
    )


SOMEBODY = "một người"


def codes_given(p: Pronouns, many: int, *, own: bool) -> Markup:
    """What stands in place of the message that held them."""
    if own:
        return p.say("{Me} đã đưa {you} mã vào máy mới. Mã không lưu lại ở đây.")
    return p.say(
        '{Me} đã đưa {you} mã mời của {many} người. Mã không lưu lại ở đây; {you} nhắn "/moi" là {me} đưa lại.',
        many=number(many),
    )


def pseudonym(number: int) -> str:
    return f"Ẩn danh {number:X}"
