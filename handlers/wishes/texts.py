"""What it says to wishes in free words: choices, readings back, short answers, and what is passed on to the office."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.markup import Markup
from handlers.progress.bands import RankedUnit
from handlers.shifts.texts import SessionTime
from handlers.texts import (
    COMMA,
    Pronouns,
    capital,
    cut,
    day,
    lines,
    listed,
    moment,
    number,
    numbered,
    persons,
    spaced,
    titled,
)
from handlers.texts import OFFICE as OFFICE  # noqa: PLC0414
from handlers.texts import office as office  # noqa: PLC0414
from handlers.tonight.texts import FORCES, clock, head
from storage.records import Person

SOMETHING_ELSE = "việc khác"
NAME, NUMBER, UNIT, DAY = "«tên»", "«số»", "«tổ»", "«ngày»"  # in words that are kept for learning
PASS_ON, LEAVE = "Chuyển giúp", "Thôi"
YES_DO = "Đúng"
TELL = "Nhắn giúp"
GO, BUSY = "Đi được", "Bận"
TAKE_BACK = "Bỏ lần vừa báo"
REMIND = "Nhắc"
INVITE = "Gửi mã"
SEEN = "Đã xem"
ASK_SWAP = "Hỏi giúp"
IN_AN_HOUR, THREE_DAYS, NO_MORE = "Một tiếng nữa hãy nhắc", "Nghỉ 3 ngày", "Không nhận tin nữa"
GOING_SAID, BUSY_WORD = "đi", "bận"
BANDS = {"reached": "đã đạt", "near": "sắp đạt", "coming": "đang lên", "behind": "cần thêm sức"}
QUOTED = 200  # signs of somebody's words
WARD = "phường"


def reply(template: str, p: Pronouns, ward: str, office_: Markup) -> Markup:
    named = {"you": p.you, "You": p.You, "me": p.me, "Me": p.Me, "ward": ward or WARD, "office": office_}
    return Markup(template).format(**named)


def which(p: Pronouns, labels: Sequence[str]) -> Markup:
    return p.say("Ý {you} là: {numbered}?", numbered=numbered(labels))


def or_else(p: Pronouns, labels: Sequence[str], before: int = 0) -> Markup:
    return p.say("Nếu {you} hỏi việc khác: {numbered}.", numbered=numbered(labels, before))


def unread(p: Pronouns, examples: Sequence[str], office_: Markup, *, kept: bool) -> Markup:
    text = p.say(" {Me} đã ghi lại để {office} xem.", office=office_) if kept else Markup("")
    first = p.say("Dạ, {me} chưa hiểu ý {you}.") + text
    said = listed([Markup('"{}"').format(example) for example in examples], COMMA)
    return first + p.say(' {You} có thể nhắn: {said}, hoặc "trợ giúp" ạ.', said=said)


# What each can say at any time, by who they are.
EXAMPLES = {
    "head": ("tiến độ", "lịch", "ai đi cùng"),
    "office": ("tiến độ", "thiếu", "lịch"),
    "captain": ("ca", "phân công", "lịch"),
    "helper": ("lịch", "tôi là ai"),
}


def kept(p: Pronouns, office_: Markup) -> Markup:
    return p.say("Dạ, {me} đã ghi lại lời {you} để {office} xem ạ. {Me} chưa làm gì từ tin này.", office=office_)


def pass_on(p: Pronouns, wish: str, office_: Markup) -> Markup:
    what = Markup("Việc này ({})").format(wish) if wish else Markup("Việc này")
    return lines(
        what + p.say(" do {office} nắm ạ. {Me} chuyển lời {you} lên giúp nhé?", office=office_),
        numbered([PASS_ON, LEAVE]),
    )


def passed_on(p: Pronouns, office_: Markup) -> Markup:
    return p.say(
        "Dạ, {me} đã chuyển lời {you} tới {office} ạ. Chưa có gì thay đổi cho đến khi phường trả lời.", office=office_
    )


def to_office(p: Pronouns, who: Person, post: str, wish: str, text: str) -> Markup:
    from_ = Markup("{who} ({post})").format(who=titled(who), post=post) if post else Markup(titled(who))
    about = Markup(" về việc {}").format(wish) if wish else Markup("")
    return lines(
        Markup("<b>{sender}</b> gửi lời{about}: “{text}”").format(sender=from_, about=about, text=cut(text, QUOTED)),
        p.say('{You} trả lời bằng cách nhắn "trả lời {who}: …" ạ.', who=titled(who)),
    )


def nobody_there(p: Pronouns, office_: Markup) -> Markup:
    return p.say(
        "{Me} đã ghi lại lời {you}, nhưng chưa nhắn được cho văn phòng phường ạ. {You} gọi {office} giúp {me} nhé.",
        office=office_,
    )


def left(p: Pronouns) -> Markup:
    return p.say("Dạ vâng, {me} không làm gì cả ạ.")


# --- what waits for the office


def notes(p: Pronouns, waiting: Sequence[tuple[str, datetime, str, str]], more: int) -> Markup:
    """Who, when, which wish or none, the words."""
    if not waiting:
        return p.say("Không có tin nào chờ {you} ạ ✅")
    shown = [
        Markup("<b>{n}</b>. {who} · {at}{wish}: “{text}”").format(
            n=n,
            who=who,
            at=moment(at),
            wish=Markup(" ({})").format(wish) if wish else Markup(""),
            text=cut(text, QUOTED),
        )
        for n, (who, at, wish, text) in enumerate(waiting, start=1)
    ]
    rest = Markup("• và {} tin nữa").format(number(more)) if more else Markup("")
    return lines(
        p.say("Tin chờ {you} xem: <b>{count}</b>", count=number(len(waiting) + more)),
        *shown,
        rest,
        p.say('Trả lời: "trả lời bác Hợi: …". Tin của buổi nào: "gắn tin 1 vào …", tên tổ và tối.'),
        p.say('{You} xem xong thì nhắn "đã xem" để cất đi.'),
    )


def no_such_note(p: Pronouns, waiting: int) -> Markup:
    if not waiting:
        return p.say("Không có tin nào chờ {you} ạ ✅")
    return p.say('Chỉ có {count} tin đang chờ ạ. {You} nhắn "tin chưa đọc" để xem giúp {me}.', count=number(waiting))


def note_attached(p: Pronouns, unit: str, night: date, words: str) -> Markup:
    return p.say(
        "Dạ, {me} gắn tin “{words}” vào <b>{unit}, tối {night}</b>, xem ở /lichsu. Trong tin có số thì {you} nhắn: "
        '"{unit} tối {short} cài …".',
        words=cut(words, QUOTED),
        unit=unit,
        night=day(night),
        short=f"{night:%d/%m}",
    )


def notes_settled(p: Pronouns, count: int) -> Markup:
    return p.say("Dạ, {me} đã cất {count} tin ạ.", count=number(count))


def nobody_waits(p: Pronouns, name: str) -> Markup:
    return p.say(
        'Không có tin nào của "{name}" đang chờ ạ. {You} nhắn "tin chưa đọc" để xem giúp {me}.', name=cut(name, 40)
    )


def answered_note(p: Pronouns, who: Person, *, reached: bool) -> Markup:
    if not reached:
        return p.say("{who} chưa vào nhắn tin nên {me} chưa gửi được ạ; {you} gọi giúp {me} nhé.", who=head(who))
    return p.say("Dạ, {me} gửi cho {who} rồi ạ.", who=titled(who))


def office_answers(p: Pronouns, clerk: Person, words: str, text: str) -> Markup:
    return lines(
        p.say("Phường ({clerk}) trả lời {you}: {words}", clerk=titled(clerk), words=words),
        p.say("(về tin {you}: “{text}”)", text=cut(text, 80)),
    )


# --- answers


def not_recorded_yet(p: Pronouns) -> Markup:
    return p.say("{Me} chưa nhận được số nào của {you} ạ. {You} nhắn số lại giúp {me} nhé.")


def recorded_last(p: Pronouns, unit: str, night: date, at: datetime, figures: Sequence[tuple[str, int]]) -> Markup:
    text = listed(
        [Markup("{name} <b>{value}</b>").format(name=name.lower(), value=number(value)) for name, value in figures]
    )
    return p.say(
        "{Me} nhận được rồi ạ ✅ <b>{unit}, {night}</b>: {said} (tin lúc {at}).",
        unit=unit,
        night=day(night),
        said=text,
        at=moment(at),
    )


def tonight_still_owed(p: Pronouns, unit: str) -> Markup:
    return p.say("Số tối nay của {unit} thì {me} chưa có.", unit=unit)


def next_session(p: Pronouns, when: SessionTime, leader: Person | None, phone: str | None) -> Markup:
    text = Markup("Buổi tới: {when} ở <b>{unit}</b>.").format(when=when.said, unit=when.unit)
    if leader is None:
        return text
    number_ = Markup(" (☎️ {})").format(spaced(phone)) if phone else Markup("")
    return text + p.say(" Gặp {leader}{number} để hỏi chỗ tập trung {you} nhé.", leader=titled(leader), number=number_)


def own_place(p: Pronouns, when: SessionTime) -> Markup:
    return p.say(
        "Buổi tới của tổ mình: {when}, <b>{unit}</b>. Chỗ tập trung do {you} chọn ạ.", when=when.said, unit=when.unit
    )


def no_session(p: Pronouns) -> Markup:
    return p.say("{Me} chưa thấy buổi nào sắp tới của {you} ạ. Có lịch {me} nhắn {you} trước.")


def no_session_then(p: Pronouns, night: date, nights: Sequence[date]) -> Markup:
    ahead = Markup(" Buổi sắp tới: {}.").format(listed([day(one) for one in nights], COMMA)) if nights else Markup("")
    return p.say("{name} {you} không có buổi nào ạ.", name=day(night).capitalize()) + ahead


def leaders(p: Pronouns, told: Sequence[tuple[str, Person, str | None]]) -> Markup:
    """What they lead, who, and the telephone where it may be shown."""
    return lines(
        *(
            Markup("<b>{unit}</b>: {person}{phone}").format(
                unit=unit,
                person=person.you + " " + person.name,
                phone=Markup(" ☎️ {}").format(spaced(phone)) if phone else Markup(""),
            )
            for unit, person, phone in told
        )
    ) or p.say("{Me} chưa biết ai phụ trách chỗ đó ạ.")


def phone_of(p: Pronouns, told: Sequence[tuple[Person, str | None]]) -> Markup:
    return lines(
        *(
            Markup("{person}: ☎️ <b>{phone}</b>").format(person=head(person), phone=spaced(phone))
            if phone
            else p.say("{person}: {me} chưa có số ạ.", person=head(person))
            for person, phone in told
        )
    )


def phone_not_shown(p: Pronouns, office_: Markup) -> Markup:
    return p.say(
        "Số này {me} không đưa được ạ, vì {you} không đi cùng tối nay. {You} hỏi {office} giúp {me} nhé.",
        office=office_,
    )


def whose_phone(p: Pronouns, office_: Markup) -> Markup:
    return p.say("{You} cần số của ai ạ? Số phường: {office}.", office=office_)


def deadlines(p: Pronouns, asks: str, late: str, locks: str, ends: date) -> Markup:
    return lines(
        p.say(
            "Tối đi về {you} báo trước <b>{late}</b> giúp {me} (lúc {asks} {me} hỏi).",
            late=clock(late),
            asks=clock(asks),
        ),
        Markup("Số khoá lúc <b>{locks}</b> trưa hôm sau; hết đợt ngày {ends:%d/%m}.").format(
            locks=clock(locks), ends=ends
        ),
    )


def talk_to(p: Pronouns, office_: Markup) -> Markup:
    return lines(
        p.say("{You} gọi {office} ạ.", office=office_),
        Markup("Có người bị nạn thì gọi ngay ☎️ 115."),
    )


def again(p: Pronouns, words: str) -> Markup:
    return lines(p.say("Dạ, {me} nhắc lại ạ:"), Markup(words))


def simply(p: Pronouns, examples: Sequence[str]) -> Markup:
    text = listed([Markup('"{}"').format(example) for example in examples], COMMA)
    return p.say("Dạ, hiện {me} không chờ {you} trả lời gì ạ. {You} cần thì nhắn: {said}.", said=text)


def nights_been(p: Pronouns, nights: Sequence[date], waiting: int) -> Markup:
    if not nights:
        been = p.say("Sổ điểm danh chưa có buổi nào của {you} ạ.")
    else:
        been = p.say(
            "{You} đã đi <b>{count} buổi</b>: {nights}.",
            count=number(len(nights)),
            nights=listed([f"{night:%d/%m}" for night in nights], COMMA),
        )
    return been + (Markup(" Sắp tới còn {} buổi.").format(number(waiting)) if waiting else Markup(""))


def people_of_forces(counted: Mapping[str, int], names: Sequence[str], more: int) -> Markup:
    kinds = listed([f"{number(n)} {FORCES.get(force, force)}" for force, n in counted.items()], COMMA)
    rest = Markup(" và {} người nữa").format(number(more)) if more else Markup("")
    return lines(Markup("Danh sách có: {}.").format(kinds), listed(names, COMMA) + rest)


def nobody_listed(p: Pronouns) -> Markup:
    return p.say("{Me} chưa có danh sách nào ở đó ạ.")


def places_open(when: SessionTime, missing: Mapping[str, int]) -> Markup:
    short = listed([f"{number(n)} {FORCES.get(force, force)}" for force, n in missing.items()], COMMA)
    return Markup("{when}: còn thiếu {short}").format(when=when.short, short=short)


def all_full(p: Pronouns) -> Markup:
    return p.say("Các buổi sắp tới đủ người rồi {you} ạ ✅")


def plan_ahead(nights: Sequence[tuple[date, Sequence[str]]], more: int) -> Markup:
    parts = [
        Markup("• {night}: {units}").format(night=day(night), units=listed(units, COMMA)) for night, units in nights
    ]
    rest = Markup("• và {} tối nữa").format(number(more)) if more else Markup("")
    return lines(Markup("Lịch sắp tới:"), *parts, rest)


def plan_on(night: date, units: Sequence[str]) -> Markup:
    if not units:
        return Markup("{}: không có tổ nào đi.").format(day(night).capitalize())
    return Markup("{name}: <b>{units}</b>.").format(name=day(night).capitalize(), units=listed(units, COMMA))


# --- what changes something, read back


def busy_on(p: Pronouns, nights: Sequence[date]) -> Markup:
    text = p.say("{Me} ghi {you} <b>bận</b> {nights}, đúng không ạ?", nights=listed(list(map(day, nights)), COMMA))
    return lines(text, numbered([YES_DO, LEAVE]))


def going(p: Pronouns, whens: Sequence[SessionTime], *, can: bool) -> Markup:
    asked = (
        Markup("{Me} ghi {you} <b>đi được</b> buổi {whens}, đúng không ạ?")
        if can
        else Markup("{Me} ghi {you} <b>bận</b> buổi {whens} và tìm người thay, đúng không ạ?")
    )
    return lines(p.say(asked, whens=listed([when.short for when in whens], COMMA)), numbered([GO, BUSY]))


def which_shift(p: Pronouns, whens: Sequence[SessionTime]) -> Markup:
    return p.say("{You} nói buổi nào ạ? {numbered}", numbered=numbered([f"{day(w.night)} {w.unit}" for w in whens]))


def no_shift(p: Pronouns, captain: Person | None) -> Markup:
    who = titled(captain) if captain else WARD
    return (
        p.say("{You} chưa được xếp buổi nào ạ. {Me} báo {who} nhé?", who=who)
        + Markup("\n")
        + numbered([PASS_ON, LEAVE])
    )


def head_cannot(p: Pronouns, unit: str, night: date, deputy: Person | None, office_: Markup) -> Markup:
    instead = (
        p.say(
            '{deputy} làm thay thì {you} nhắn: "từ {night} tổ phó thay tôi 1 tối".',
            deputy=head(deputy),
            night=f"{night:%d/%m}",
        )
        if deputy
        else p.say('Nhờ ai làm thay thì {you} nhắn: "từ {night} cô Tâm thay tôi 1 tối".', night=f"{night:%d/%m}")
    )
    return lines(
        p.say("Tối {night} {unit} vẫn đi; {me} chưa đổi gì ạ.", night=day(night), unit=unit),
        instead,
        p.say("Cần phường tính lại buổi đó, {me} chuyển lời tới {office} nhé?", office=office_),
        numbered([PASS_ON, LEAVE]),
    )


def tell_head(p: Pronouns, leader: Person, text: str) -> Markup:
    return lines(
        p.say("{Me} nhắn {leader}: “{text}” nhé?", leader=titled(leader), text=cut(text, QUOTED)),
        numbered([TELL, LEAVE]),
    )


def tell_team(p: Pronouns, when: SessionTime, names: Sequence[str], text: str) -> Markup:
    return lines(
        p.say(
            "{Me} nhắn đội buổi {when} ({names}): “{text}” nhé?",
            when=when.short,
            names=listed(names, COMMA),
            text=cut(text, QUOTED),
        ),
        numbered([TELL, LEAVE]),
    )


def team_hears(p: Pronouns, who: Person, when: SessionTime, text: str) -> Markup:
    return p.say("{who} nhắn {you} về buổi {when}: “{text}”", who=head(who), when=when.short, text=cut(text, QUOTED))


def told_team(p: Pronouns, people: Sequence[Person]) -> Markup:
    return p.say("Dạ, {me} nhắn {people} rồi ạ.", people=listed([titled(person) for person in people], COMMA))


def no_team(p: Pronouns) -> Markup:
    return p.say("Buổi này chưa có ai trong đội để {me} nhắn ạ.")


def head_hears(p: Pronouns, who: Person, text: str) -> Markup:
    return p.say(
        "{Title} {name} nhắn {you}: “{text}”", Title=who.you.capitalize(), name=who.name, text=cut(text, QUOTED)
    )


def head_unreached(p: Pronouns, leader: Person, phone: str | None) -> Markup:
    return p.say(
        "{Me} không nhắn được cho {leader} ạ. {You} gọi giúp {me}: {office}.",
        leader=titled(leader),
        office=office(leader, phone),
    )


def told_head(p: Pronouns, leader: Person) -> Markup:
    return p.say("Dạ, {me} nhắn {leader} rồi ạ.", leader=titled(leader))


def away(p: Pronouns, last: date, days: int) -> Markup:
    return lines(
        p.say(
            "{Me} ghi {you} nghỉ <b>{days} ngày</b>, đến hết {last}, đúng không ạ? Các buổi đã nhận trong đó sẽ "
            "tìm người thay.",
            days=days,
            last=day(last),
        ),
        numbered([YES_DO, LEAVE]),
    )


def back_again(p: Pronouns) -> Markup:
    return lines(
        p.say("{Me} ghi {you} đã về, từ nay {me} lại nhắc và xếp buổi như thường, đúng không ạ?"),
        numbered([YES_DO, LEAVE]),
    )


def take_back(p: Pronouns) -> Markup:
    return lines(
        p.say("{Me} bỏ lần báo gần nhất của {you}, đúng không ạ? Thông tin của {you} vẫn giữ."),
        numbered([TAKE_BACK, LEAVE]),
    )


def remind(p: Pronouns, some: Sequence[tuple[str, Person]], cost: Markup) -> Markup:
    """Units that owe tonight's count, with who is reminded."""
    text = listed([f"{titled(who)} ({unit})" for unit, who in some], COMMA)
    return lines(
        p.say("{Me} nhắc <b>{count} người</b> báo số: {figures}. Gửi nhé?", count=number(len(some)), figures=text),
        cost,
        numbered([REMIND, LEAVE]),
    )


def nobody_owes(p: Pronouns) -> Markup:
    return p.say("Người {you} muốn nhắc không còn nợ số nào ạ ✅")


def reminded(p: Pronouns, some: Sequence[Person]) -> Markup:
    return p.say("Dạ, {me} gửi lời nhắc tới {person} ạ.", person=persons(some)) if some else Markup("")


def please_tell(p: Pronouns, unit: str, night: date, example: str) -> Markup:
    return p.say(
        '{You} ơi, phường chờ số <b>{unit} tối {night}</b> ạ. {You} nhắn giúp {me}, ví dụ "{example}".',
        unit=unit,
        night=day(night),
        example=example,
    )


def invite(p: Pronouns, some: Sequence[Person]) -> Markup:
    return lines(
        p.say(
            "{Me} làm mã mời cho {names}; mã cũ (nếu có) không dùng được nữa. Đúng không ạ?",
            names=listed([titled(person) for person in some], COMMA),
        ),
        numbered([INVITE, LEAVE]),
    )


def invite_whom(p: Pronouns) -> Markup:
    return p.say('{You} mời ai ạ? {You} nhắn "/mời" kèm tên, ví dụ "/mời Hợi"; xem ai chưa vào: "chưa vào".')


def all_free(when: SessionTime, names: Sequence[str]) -> Markup:
    if not names:
        return Markup("{}: không còn ai rảnh trong danh sách ạ.").format(capital(when.short))
    return Markup("{short}, còn rảnh: {names}.").format(short=capital(when.short), names=listed(names, COMMA))


def all_answered(p: Pronouns) -> Markup:
    return p.say("Các bạn được xếp đều trả lời rồi {you} ạ ✅")


def remind_force(p: Pronouns, some: Sequence[Person], nights: Sequence[str], cost: Markup) -> Markup:
    return lines(
        p.say(
            "{Me} nhắc <b>{count} người</b> chưa trả lời: {names} ({nights}). Gửi nhé?",
            count=number(len(some)),
            names=listed([person.given for person in some], COMMA),
            nights=listed(nights, COMMA),
        ),
        cost,
        numbered([REMIND, LEAVE]),
    )


def please_answer(p: Pronouns, when: SessionTime) -> Markup:
    return p.say(
        '{You} ơi, buổi {when} {you} đi được không ạ? {You} nhắn "đi được" hoặc "bận" giúp {me}.', when=when.short
    )


def say_names(p: Pronouns, nights: Sequence[date]) -> Markup:
    on = f"{nights[0]:%d/%m} " if nights else ""
    return p.say(
        '{You} nhắn tên và tối giúp {me} ạ, ví dụ "{when}Dung, Cường", hoặc "Dung bận". {Me} chưa ghi gì.', when=on
    )


def answers(p: Pronouns, told: Sequence[tuple[Person, bool, SessionTime]]) -> Markup:
    """Who comes, or not, and to which evening."""
    text = listed(
        [
            Markup("<b>{given}</b> {verb} buổi {short}").format(
                given=person.given, verb="đi được" if yes else "bận", short=w.short
            )
            for person, yes, w in told
        ],
        COMMA,
    )
    return lines(p.say("{Me} ghi {said}, đúng không ạ?", said=text), numbered([YES_DO, LEAVE]))


def answer_line(who: Person, night: date, *, going: bool) -> str:
    """As a captain writes it."""
    return f"{night:%d/%m} {who.name} {GOING_SAID if going else BUSY_WORD}"


def goes(p: Pronouns, names: Sequence[str], when: SessionTime) -> Markup:
    return lines(
        p.say("{Me} cử <b>{names}</b> đi buổi {when}, đúng không ạ?", names=listed(names, COMMA), when=when.short),
        numbered([YES_DO, LEAVE]),
    )


def goes_when(p: Pronouns, names: Sequence[str], nights: Sequence[str]) -> Markup:
    return lines(
        p.say("{Me} cử <b>{names}</b> đi buổi nào ạ?", names=listed(names, COMMA)),
        numbered(nights),
    )


def swap(p: Pronouns, when: SessionTime, other: Person | None, captain: Person | None) -> Markup:
    whom = titled(captain) if captain else WARD
    instead = Markup("<b>{}</b> đi thay").format(other.given) if other else Markup("người đi thay")
    return lines(
        p.say(
            "{You} nhờ {instead} buổi {when}; {me} hỏi {whom} nhé? Buổi của {you} giữ nguyên tới khi có người nhận.",
            instead=instead,
            when=when.short,
            whom=whom,
        ),
        numbered([ASK_SWAP, BUSY, LEAVE]),
    )


def swap_line(night: date, who: Person, other: Person) -> str:
    """What the captain types to have it done."""
    return f"tối {night:%d/%m} thay {who.given} bằng {other.given}"


def captain_hears(p: Pronouns, who: Person, text: str, line: str) -> Markup:
    agrees = p.say('{You} đồng ý thì nhắn "{line}".', line=line) if line else Markup("")
    return lines(p.say("{name} nhắn {you}: “{text}”", name=who.name, text=cut(text, QUOTED)), agrees)


def told_captain(p: Pronouns, captain: Person) -> Markup:
    return p.say("Dạ, {me} hỏi {captain} rồi ạ. Có trả lời {me} báo {you}; giờ chưa đổi gì.", captain=titled(captain))


def stop(p: Pronouns, labels: Sequence[str]) -> Markup:
    return lines(p.say("Dạ, {me} bớt nhắn thế nào ạ?"), numbered(labels))


def wrong_unit(p: Pronouns, unit: str, night: date, figures: Sequence[tuple[str, int]], other: str) -> Markup:
    text = listed(
        [Markup("{name} <b>{value}</b>").format(name=name.lower(), value=number(value)) for name, value in figures],
        COMMA,
    )
    theirs = p.say(" Số của {other} thì {me} chuyển phường ghi giúp.", other=other) if other else Markup("")
    return lines(
        p.say(
            "{Me} đang ghi cho {unit}, {night}: {said}. {Me} bỏ khỏi {unit} nhé?",
            unit=unit,
            night=day(night),
            said=text,
        )
        + theirs,
        numbered([TAKE_BACK, PASS_ON, LEAVE]),
    )


def wrong_unit_nothing(p: Pronouns) -> Markup:
    return lines(
        p.say("{Me} chưa ghi số nào của {you} ạ. {You} ở tổ khác thì {me} báo phường sửa nhé?"),
        numbered([PASS_ON, LEAVE]),
    )


def no_night_of(p: Pronouns, unit: str) -> Markup:
    return p.say("{unit} không còn buổi nào sắp tới nên {me} chưa đổi gì ạ.", unit=unit)


def from_night(night: date) -> str:
    return f"Từ {day(night)}"


def moves_from(p: Pronouns, unit: str, to: date | None, labels: Sequence[str]) -> Markup:
    sang = Markup(" sang {}").format(day(to)) if to else Markup("")
    return lines(p.say("{Me} dời {unit}{sang}, từ buổi nào ạ?", unit=unit, sang=sang), numbered(labels))


def changes_night(p: Pronouns, wish: str, unit: str, night: date, to: date | None) -> Markup:
    what = {
        "move_night": Markup("<b>{unit}</b> dời {night} sang {new_night}").format(
            unit=unit, night=day(night), new_night=day(to) if to else ""
        ),
        "cancel_night": Markup("<b>{unit}</b> nghỉ buổi {night}").format(unit=unit, night=day(night)),
        "extra_night": Markup("<b>{unit}</b> thêm buổi {night}").format(unit=unit, night=day(night)),
        "reinstate_night": Markup("<b>{unit}</b> lại đi buổi {night}").format(unit=unit, night=day(night)),
    }[wish]
    return lines(p.say("{Me} ghi {what}, đúng không ạ?", what=what), numbered([YES_DO, LEAVE]))


def own_band(
    p: Pronouns, mine: Sequence[tuple[RankedUnit, str]], counted: Sequence[tuple[str, int]], owing: Sequence[str]
) -> Markup:
    """The own unit's band, and how many are in each."""
    parts = [
        Markup("<b>{unit}</b>: {round} % mục tiêu của tổ, nhóm <b>{band}</b>.").format(
            unit=place.unit, round=round(place.plain), band=BANDS[band]
        )
        for place, band in mine
    ]
    owed = [p.say("{unit} còn thiếu báo cáo nên {me} chưa xếp ạ.", unit=unit) for unit in owing]
    whole = listed([Markup("{n} tổ {band}").format(n=number(n), band=BANDS[band]) for band, n in counted if n], COMMA)
    rest = Markup("Cả phường: {}.").format(whole) if whole else Markup("")
    return lines(*parts, *owed, rest) or p.say("{Me} chưa có số để so ạ.")


def force_team(p: Pronouns, told: Sequence[tuple[SessionTime, Sequence[str], Sequence[str], int]]) -> Markup:
    """Who has said yes, who has not answered, how many are missing."""
    shown = []
    for when, yes, silent, missing in told:
        parts = [
            Markup("nhận lời {}").format(listed(yes, COMMA)) if yes else "",
            Markup("chưa trả lời {}").format(listed(silent, COMMA)) if silent else "",
            Markup("thiếu {}").format(number(missing)) if missing else "",
        ]
        shown.append(
            Markup("• {when}: {parts}").format(when=when.short, parts=listed([part for part in parts if part]) or "đủ")
        )
    return lines(*shown) or p.say("{Me} chưa thấy buổi nào sắp tới ạ.")


def how_often(p: Pronouns, counted: Sequence[tuple[str, int]]) -> Markup:
    if not any(n for _, n in counted):
        return p.say("Sổ điểm danh chưa có buổi nào nên {me} chưa đếm được ạ.")
    return Markup("Số buổi đã đi (theo điểm danh): {}.").format(
        listed([Markup("{name} {n}").format(name=name, n=number(n)) for name, n in counted], COMMA)
    )
