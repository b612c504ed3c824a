"""What it says to wishes in free words: choices, readings back, short answers, and what is passed on to the office."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.markup import Markup
from handlers.progress.bands import Place
from handlers.shifts.texts_shifts import When
from handlers.texts import COMMA, DOT, Pair, capital, cut, day, lines, listed, moment, number, titled
from handlers.texts_reaching import persons
from handlers.tonight.texts_evening import FORCES, clock, head
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
SEND = "Gửi"
ANNOUNCED = "lời nhắn"
HEADS = "tổ trưởng"
ANNOUNCED_AT_MOST = 600  # signs
QUOTED = 200  # signs of somebody's words
OFFICE = "văn phòng phường"
WARD = "phường"


def office(clerk: Person | None, phone: str | None) -> Markup:
    """Who is there for people; only the place where nobody is known."""
    if clerk is None:
        return Markup(OFFICE)
    return Markup("{} (☎️ {})").format(titled(clerk), spaced(phone)) if phone else Markup(titled(clerk))


def spaced(phone: str) -> str:
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


def reply(template: str, p: Pair, ward: str, office_: Markup) -> Markup:
    named = {"you": p.you, "You": p.You, "me": p.me, "Me": p.Me, "ward": ward or WARD, "office": office_}
    return Markup(template).format(**named)


def numbered(labels: Sequence[str], before: int = 0) -> Markup:
    return listed([Markup("<b>{}</b> {}").format(n, label) for n, label in enumerate(labels, start=before + 1)], DOT)


def which(p: Pair, labels: Sequence[str]) -> Markup:
    return Markup("Ý {} là: {}?").format(p.you, numbered(labels))


def or_else(p: Pair, labels: Sequence[str], before: int = 0) -> Markup:
    return Markup("Nếu {} hỏi việc khác: {}.").format(p.you, numbered(labels, before))


def unread(p: Pair, examples: Sequence[str], office_: Markup, *, kept: bool) -> Markup:
    told = Markup(" {} đã ghi lại để {} xem.").format(p.Me, office_) if kept else Markup("")
    first = Markup("Dạ, {} chưa hiểu ý {}.").format(p.me, p.you) + told
    said = listed([Markup('"{}"').format(example) for example in examples], COMMA)
    return first + Markup(' {} có thể nhắn: {}, hoặc "trợ giúp" ạ.').format(p.You, said)


# What each can say at any time, by who they are.
EXAMPLES = {
    "head": ("tiến độ", "lịch", "ai đi cùng"),
    "office": ("tiến độ", "thiếu", "lịch"),
    "captain": ("ca", "phân công", "lịch"),
    "helper": ("lịch", "tôi là ai"),
}


def kept(p: Pair, office_: Markup) -> Markup:
    return Markup("Dạ, {} đã ghi lại lời {} để {} xem ạ. {} chưa làm gì từ tin này.").format(p.me, p.you, office_, p.Me)


def pass_on(p: Pair, wish: str, office_: Markup) -> Markup:
    what = Markup("Việc này ({})").format(wish) if wish else Markup("Việc này")
    return lines(
        what + Markup(" do {} nắm ạ. {} chuyển lời {} lên giúp nhé?").format(office_, p.Me, p.you),
        numbered([PASS_ON, LEAVE]),
    )


def passed_on(p: Pair, office_: Markup) -> Markup:
    return Markup("Dạ, {} đã chuyển lời {} tới {} ạ. Chưa có gì thay đổi cho đến khi phường trả lời.").format(
        p.me, p.you, office_
    )


def to_office(p: Pair, who: Person, post: str, wish: str, text: str) -> Markup:
    from_ = Markup("{} ({})").format(titled(who), post) if post else Markup(titled(who))
    about = Markup(" về việc {}").format(wish) if wish else Markup("")
    return lines(
        Markup("<b>{}</b> gửi lời{}: “{}”").format(from_, about, cut(text, QUOTED)),
        Markup('{} trả lời bằng cách nhắn "trả lời {}: …" ạ.').format(p.You, titled(who)),
    )


def nobody_there(p: Pair, office_: Markup) -> Markup:
    return Markup("{} đã ghi lại lời {}, nhưng chưa nhắn được cho văn phòng phường ạ. {} gọi {} giúp {} nhé.").format(
        p.Me, p.you, p.You, office_, p.me
    )


def left(p: Pair) -> Markup:
    return Markup("Dạ vâng, {} không làm gì cả ạ.").format(p.me)


# --- what waits for the office


def notes(p: Pair, waiting: Sequence[tuple[str, datetime, str, str]], more: int) -> Markup:
    """Who, when, which wish or none, the words."""
    if not waiting:
        return Markup("Không có tin nào chờ {} ạ ✅").format(p.you)
    shown = [
        Markup("• {} · {}{}: “{}”").format(
            who, moment(at), Markup(" ({})").format(wish) if wish else Markup(""), cut(text, QUOTED)
        )
        for who, at, wish, text in waiting
    ]
    rest = Markup("• và {} tin nữa").format(number(more)) if more else Markup("")
    return lines(
        Markup("Tin chờ {} xem: <b>{}</b>").format(p.you, number(len(waiting) + more)),
        *shown,
        rest,
        Markup('Trả lời: "trả lời bác Hợi: …". {} xem xong thì nhắn "1" để cất đi.').format(p.You),
    )


def notes_settled(p: Pair, count: int) -> Markup:
    return Markup("Dạ, {} đã cất {} tin ạ.").format(p.me, number(count))


def nobody_waits(p: Pair, name: str) -> Markup:
    return Markup('Không có tin nào của "{}" đang chờ ạ. {} nhắn "tin chưa đọc" để xem giúp {}.').format(
        cut(name, 40), p.You, p.me
    )


def answered_note(p: Pair, who: Person, *, reached: bool) -> Markup:
    if not reached:
        return Markup("{} chưa vào nhắn tin nên {} chưa gửi được ạ; {} gọi giúp {} nhé.").format(
            head(who), p.me, p.you, p.me
        )
    return Markup("Dạ, {} gửi cho {} rồi ạ.").format(p.me, titled(who))


def office_answers(p: Pair, clerk: Person, words: str, text: str) -> Markup:
    return lines(
        Markup("Phường ({}) trả lời {}: {}").format(titled(clerk), p.you, words),
        Markup("(về tin {}: “{}”)").format(p.you, cut(text, 80)),
    )


# --- answers


def not_recorded_yet(p: Pair) -> Markup:
    return Markup("{} chưa nhận được số nào của {} ạ. {} nhắn số lại giúp {} nhé.").format(p.Me, p.you, p.You, p.me)


def recorded_last(p: Pair, unit: str, night: date, at: datetime, figures: Sequence[tuple[str, int]]) -> Markup:
    said = listed([Markup("{} <b>{}</b>").format(name.lower(), number(value)) for name, value in figures])
    return Markup("{} nhận được rồi ạ ✅ <b>{}, {}</b>: {} (tin lúc {}).").format(
        p.Me, unit, day(night), said, moment(at)
    )


def tonight_still_owed(p: Pair, unit: str) -> Markup:
    return Markup("Số tối nay của {} thì {} chưa có.").format(unit, p.me)


def next_session(p: Pair, when: When, leader: Person | None, phone: str | None) -> Markup:
    told = Markup("Buổi tới: {} ở <b>{}</b>.").format(when.said, when.unit)
    if leader is None:
        return told
    number_ = Markup(" (☎️ {})").format(spaced(phone)) if phone else Markup("")
    return told + Markup(" Gặp {}{} để hỏi chỗ tập trung {} nhé.").format(titled(leader), number_, p.you)


def own_place(p: Pair, when: When) -> Markup:
    return Markup("Buổi tới của tổ mình: {}, <b>{}</b>. Chỗ tập trung do {} chọn ạ.").format(
        when.said, when.unit, p.you
    )


def no_session(p: Pair) -> Markup:
    return Markup("{} chưa thấy buổi nào sắp tới của {} ạ. Có lịch {} nhắn {} trước.").format(p.Me, p.you, p.me, p.you)


def no_session_then(p: Pair, night: date, nights: Sequence[date]) -> Markup:
    ahead = Markup(" Buổi sắp tới: {}.").format(listed([day(one) for one in nights], COMMA)) if nights else Markup("")
    return Markup("{} {} không có buổi nào ạ.").format(day(night).capitalize(), p.you) + ahead


def leaders(p: Pair, told: Sequence[tuple[str, Person, str | None]]) -> Markup:
    """What they lead, who, and the telephone where it may be shown."""
    return lines(
        *(
            Markup("<b>{}</b>: {}{}").format(
                unit, one.you + " " + one.name, Markup(" ☎️ {}").format(spaced(phone)) if phone else Markup("")
            )
            for unit, one, phone in told
        )
    ) or Markup("{} chưa biết ai phụ trách chỗ đó ạ.").format(p.Me)


def phone_of(p: Pair, told: Sequence[tuple[Person, str | None]]) -> Markup:
    return lines(
        *(
            Markup("{}: ☎️ <b>{}</b>").format(head(one), spaced(phone))
            if phone
            else Markup("{}: {} chưa có số ạ.").format(head(one), p.me)
            for one, phone in told
        )
    )


def phone_not_shown(p: Pair, office_: Markup) -> Markup:
    return Markup("Số này {} không đưa được ạ, vì {} không đi cùng tối nay. {} hỏi {} giúp {} nhé.").format(
        p.me, p.you, p.You, office_, p.me
    )


def whose_phone(p: Pair, office_: Markup) -> Markup:
    return Markup("{} cần số của ai ạ? Số phường: {}.").format(p.You, office_)


def deadlines(p: Pair, asks: str, late: str, locks: str, ends: date) -> Markup:
    return lines(
        Markup("Tối đi về {} báo trước <b>{}</b> giúp {} (lúc {} {} hỏi).").format(
            p.you, clock(late), p.me, clock(asks), p.me
        ),
        Markup("Số khoá lúc <b>{}</b> trưa hôm sau; hết đợt ngày {:%d/%m}.").format(clock(locks), ends),
    )


def talk_to(p: Pair, office_: Markup) -> Markup:
    return lines(
        Markup("{} gọi {} ạ.").format(p.You, office_),
        Markup("Có người bị nạn thì gọi ngay ☎️ 115."),
    )


def again(p: Pair, words: str) -> Markup:
    return lines(Markup("Dạ, {} nhắc lại ạ:").format(p.me), Markup(words))


def simply(p: Pair, examples: Sequence[str]) -> Markup:
    said = listed([Markup('"{}"').format(example) for example in examples], COMMA)
    return Markup("Dạ, hiện {} không chờ {} trả lời gì ạ. {} cần thì nhắn: {}.").format(p.me, p.you, p.You, said)


def nights_been(p: Pair, nights: Sequence[date], waiting: int) -> Markup:
    if not nights:
        been = Markup("Sổ điểm danh chưa có buổi nào của {} ạ.").format(p.you)
    else:
        been = Markup("{} đã đi <b>{} buổi</b>: {}.").format(
            p.You, number(len(nights)), listed([f"{one:%d/%m}" for one in nights], COMMA)
        )
    return been + (Markup(" Sắp tới còn {} buổi.").format(number(waiting)) if waiting else Markup(""))


def people_of_forces(counted: Mapping[str, int], names: Sequence[str], more: int) -> Markup:
    kinds = listed([f"{number(n)} {FORCES.get(force, force)}" for force, n in counted.items()], COMMA)
    rest = Markup(" và {} người nữa").format(number(more)) if more else Markup("")
    return lines(Markup("Danh sách có: {}.").format(kinds), listed(names, COMMA) + rest)


def nobody_listed(p: Pair) -> Markup:
    return Markup("{} chưa có danh sách nào ở đó ạ.").format(p.Me)


def places_open(when: When, missing: Mapping[str, int]) -> Markup:
    short = listed([f"{number(n)} {FORCES.get(force, force)}" for force, n in missing.items()], COMMA)
    return Markup("{}: còn thiếu {}").format(when.short, short)


def all_full(p: Pair) -> Markup:
    return Markup("Các buổi sắp tới đủ người rồi {} ạ ✅").format(p.you)


def plan_ahead(nights: Sequence[tuple[date, Sequence[str]]], more: int) -> Markup:
    told = [Markup("• {}: {}").format(day(night), listed(units, COMMA)) for night, units in nights]
    rest = Markup("• và {} tối nữa").format(number(more)) if more else Markup("")
    return lines(Markup("Lịch sắp tới:"), *told, rest)


def plan_on(night: date, units: Sequence[str]) -> Markup:
    if not units:
        return Markup("{}: không có tổ nào đi.").format(day(night).capitalize())
    return Markup("{}: <b>{}</b>.").format(day(night).capitalize(), listed(units, COMMA))


# --- what changes something, read back


def busy_on(p: Pair, nights: Sequence[date]) -> Markup:
    said = Markup("{} ghi {} <b>bận</b> {}, đúng không ạ?").format(p.Me, p.you, listed(list(map(day, nights)), COMMA))
    return lines(said, numbered([YES_DO, LEAVE]))


def going(p: Pair, whens: Sequence[When], *, can: bool) -> Markup:
    asked = (
        Markup("{} ghi {} <b>đi được</b> buổi {}, đúng không ạ?")
        if can
        else Markup("{} ghi {} <b>bận</b> buổi {} và tìm người thay, đúng không ạ?")
    )
    return lines(asked.format(p.Me, p.you, listed([when.short for when in whens], COMMA)), numbered([GO, BUSY]))


def which_shift(p: Pair, whens: Sequence[When]) -> Markup:
    return Markup("{} nói buổi nào ạ? {}").format(p.You, numbered([f"{day(w.night)} {w.unit}" for w in whens]))


def no_shift(p: Pair, captain: Person | None) -> Markup:
    who = titled(captain) if captain else WARD
    return (
        Markup("{} chưa được xếp buổi nào ạ. {} báo {} nhé?").format(p.You, p.Me, who)
        + Markup("\n")
        + numbered([PASS_ON, LEAVE])
    )


def head_cannot(p: Pair, unit: str, night: date, deputy: Person | None, office_: Markup) -> Markup:
    instead = (
        Markup('{} làm thay thì {} nhắn: "từ {} tổ phó thay tôi 1 tối".').format(head(deputy), p.you, f"{night:%d/%m}")
        if deputy
        else Markup('Nhờ ai làm thay thì {} nhắn: "từ {} cô Tâm thay tôi 1 tối".').format(p.you, f"{night:%d/%m}")
    )
    return lines(
        Markup("Tối {} {} vẫn đi; {} chưa đổi gì ạ.").format(day(night), unit, p.me),
        instead,
        Markup("Cần phường tính lại buổi đó, {} chuyển lời tới {} nhé?").format(p.me, office_),
        numbered([PASS_ON, LEAVE]),
    )


def tell_head(p: Pair, leader: Person, text: str) -> Markup:
    return lines(
        Markup("{} nhắn {}: “{}” nhé?").format(p.Me, titled(leader), cut(text, QUOTED)), numbered([TELL, LEAVE])
    )


def tell_team(p: Pair, when: When, names: Sequence[str], text: str) -> Markup:
    return lines(
        Markup("{} nhắn đội buổi {} ({}): “{}” nhé?").format(p.Me, when.short, listed(names, COMMA), cut(text, QUOTED)),
        numbered([TELL, LEAVE]),
    )


def team_hears(p: Pair, who: Person, when: When, text: str) -> Markup:
    return Markup("{} nhắn {} về buổi {}: “{}”").format(head(who), p.you, when.short, cut(text, QUOTED))


def told_team(p: Pair, people: Sequence[Person]) -> Markup:
    return Markup("Dạ, {} nhắn {} rồi ạ.").format(p.me, listed([titled(one) for one in people], COMMA))


def no_team(p: Pair) -> Markup:
    return Markup("Buổi này chưa có ai trong đội để {} nhắn ạ.").format(p.me)


def head_hears(p: Pair, who: Person, text: str) -> Markup:
    return Markup("{} {} nhắn {}: “{}”").format(who.you.capitalize(), who.name, p.you, cut(text, QUOTED))


def head_unreached(p: Pair, leader: Person, phone: str | None) -> Markup:
    return Markup("{} không nhắn được cho {} ạ. {} gọi giúp {}: {}.").format(
        p.Me, titled(leader), p.You, p.me, office(leader, phone)
    )


def told_head(p: Pair, leader: Person) -> Markup:
    return Markup("Dạ, {} nhắn {} rồi ạ.").format(p.me, titled(leader))


def away(p: Pair, last: date, days: int) -> Markup:
    return lines(
        Markup(
            "{} ghi {} nghỉ <b>{} ngày</b>, đến hết {}, đúng không ạ? Các buổi đã nhận trong đó sẽ tìm người thay."
        ).format(p.Me, p.you, days, day(last)),
        numbered([YES_DO, LEAVE]),
    )


def back_again(p: Pair) -> Markup:
    return lines(
        Markup("{} ghi {} đã về, từ nay {} lại nhắc và xếp buổi như thường, đúng không ạ?").format(p.Me, p.you, p.me),
        numbered([YES_DO, LEAVE]),
    )


def take_back(p: Pair) -> Markup:
    return lines(
        Markup("{} bỏ lần báo gần nhất của {}, đúng không ạ? Thông tin của {} vẫn giữ.").format(p.Me, p.you, p.you),
        numbered([TAKE_BACK, LEAVE]),
    )


def remind(p: Pair, some: Sequence[tuple[str, Person]]) -> Markup:
    """Units that owe tonight's count, with who is reminded."""
    told = listed([f"{titled(who)} ({unit})" for unit, who in some], COMMA)
    return lines(
        Markup("{} nhắc <b>{} người</b> báo số: {}. Gửi nhé?").format(p.Me, number(len(some)), told),
        numbered([REMIND, LEAVE]),
    )


def nobody_owes(p: Pair) -> Markup:
    return Markup("Người {} muốn nhắc không còn nợ số nào ạ ✅").format(p.you)


def reminded(p: Pair, some: Sequence[Person]) -> Markup:
    return Markup("Dạ, {} gửi lời nhắc tới {} ạ.").format(p.me, persons(some)) if some else Markup("")


def please_tell(p: Pair, unit: str, night: date, example: str) -> Markup:
    return Markup('{} ơi, phường chờ số <b>{} tối {}</b> ạ. {} nhắn giúp {}, ví dụ "{}".').format(
        p.You, unit, day(night), p.You, p.me, example
    )


def invite(p: Pair, some: Sequence[Person]) -> Markup:
    return lines(
        Markup("{} làm mã mời cho {}; mã cũ (nếu có) không dùng được nữa. Đúng không ạ?").format(
            p.Me, listed([titled(one) for one in some], COMMA)
        ),
        numbered([INVITE, LEAVE]),
    )


def invite_whom(p: Pair) -> Markup:
    return Markup('{} mời ai ạ? {} nhắn "/mời" kèm tên, ví dụ "/mời Hợi"; xem ai chưa vào: "chưa vào".').format(
        p.You, p.You
    )


def announce(p: Pair, count: tuple[int, int], force: str, text: str, *, late: bool) -> Markup:
    """`count`: how many there are, and how many of them can be written to."""
    whom = Markup("{} {}").format(number(count[0]), FORCES.get(force, force) if force else HEADS)
    of = Markup("{} nhắn <b>{}</b>").format(p.Me, whom)
    if count[1] < count[0]:
        of += Markup(" ({} người nhận được)").format(number(count[1]))
    sleep = Markup(" Giờ này nhiều người đã nghỉ.") if late else Markup("")
    return of + Markup(": “{}”.").format(cut(text, ANNOUNCED_AT_MOST)) + sleep + Markup(" Gửi nhé?")


def announce_what(p: Pair, force: str) -> Markup:
    example = "nhắn cả đội: 18h45 tập trung ở nhà văn hoá" if force else "nhắn các tổ trưởng: mai 8h họp ở phường"
    return Markup('{} nhắn cả nội dung giúp {} ạ, ví dụ "{}".').format(p.You, p.me, example)


def announcement(p: Pair, who: Person, text: str, *, office: bool) -> Markup:
    """As it stands in the chat of whom it is for."""
    from_ = Markup("Phường ({})").format(titled(who)) if office else Markup(capital(titled(who)))
    return Markup("{} nhắn {}: “{}”").format(from_, p.you, cut(text, ANNOUNCED_AT_MOST))


def announcing(p: Pair, count: int) -> Markup:
    return Markup("Dạ, {} đang gửi tới <b>{} người</b>. Ai chưa nhận được {} báo lại {} ạ.").format(
        p.me, number(count), p.me, p.you
    )


def all_free(when: When, names: Sequence[str]) -> Markup:
    if not names:
        return Markup("{}: không còn ai rảnh trong danh sách ạ.").format(capital(when.short))
    return Markup("{}, còn rảnh: {}.").format(capital(when.short), listed(names, COMMA))


def all_answered(p: Pair) -> Markup:
    return Markup("Các bạn được xếp đều trả lời rồi {} ạ ✅").format(p.you)


def remind_force(p: Pair, some: Sequence[Person], nights: Sequence[str]) -> Markup:
    return lines(
        Markup("{} nhắc <b>{} người</b> chưa trả lời: {} ({}). Gửi nhé?").format(
            p.Me, number(len(some)), listed([one.given for one in some], COMMA), listed(nights, COMMA)
        ),
        numbered([REMIND, LEAVE]),
    )


def please_answer(p: Pair, when: When) -> Markup:
    return Markup('{} ơi, buổi {} {} đi được không ạ? {} nhắn "đi được" hoặc "bận" giúp {}.').format(
        p.You, when.short, p.you, p.You, p.me
    )


def say_names(p: Pair, nights: Sequence[date]) -> Markup:
    on = f"{nights[0]:%d/%m} " if nights else ""
    return Markup('{} nhắn tên và tối giúp {} ạ, ví dụ "{}Dung, Cường", hoặc "Dung bận". {} chưa ghi gì.').format(
        p.You, p.me, on, p.Me
    )


def answers(p: Pair, told: Sequence[tuple[Person, bool, When]]) -> Markup:
    """Who comes, or not, and to which evening."""
    said = listed(
        [
            Markup("<b>{}</b> {} buổi {}").format(one.given, "đi được" if yes else "bận", w.short)
            for one, yes, w in told
        ],
        COMMA,
    )
    return lines(Markup("{} ghi {}, đúng không ạ?").format(p.Me, said), numbered([YES_DO, LEAVE]))


def answer_line(who: Person, night: date, *, going: bool) -> str:
    """As a captain writes it."""
    return f"{night:%d/%m} {who.name} {GOING_SAID if going else BUSY_WORD}"


def goes(p: Pair, names: Sequence[str], when: When) -> Markup:
    return lines(
        Markup("{} cử <b>{}</b> đi buổi {}, đúng không ạ?").format(p.Me, listed(names, COMMA), when.short),
        numbered([YES_DO, LEAVE]),
    )


def goes_when(p: Pair, names: Sequence[str], nights: Sequence[str]) -> Markup:
    return lines(
        Markup("{} cử <b>{}</b> đi buổi nào ạ?").format(p.Me, listed(names, COMMA)),
        numbered(nights),
    )


def swap(p: Pair, when: When, other: Person | None, captain: Person | None) -> Markup:
    whom = titled(captain) if captain else WARD
    instead = Markup("<b>{}</b> đi thay").format(other.given) if other else Markup("người đi thay")
    return lines(
        Markup("{} nhờ {} buổi {}; {} hỏi {} nhé? Buổi của {} giữ nguyên tới khi có người nhận.").format(
            p.You, instead, when.short, p.me, whom, p.you
        ),
        numbered([ASK_SWAP, BUSY, LEAVE]),
    )


def swap_line(night: date, who: Person, other: Person) -> str:
    """What the captain types to have it done."""
    return f"tối {night:%d/%m} thay {who.given} bằng {other.given}"


def captain_hears(p: Pair, who: Person, text: str, line: str) -> Markup:
    agrees = Markup('{} đồng ý thì nhắn "{}".').format(p.You, line) if line else Markup("")
    return lines(Markup("{} nhắn {}: “{}”").format(who.name, p.you, cut(text, QUOTED)), agrees)


def told_captain(p: Pair, captain: Person) -> Markup:
    return Markup("Dạ, {} hỏi {} rồi ạ. Có trả lời {} báo {}; giờ chưa đổi gì.").format(
        p.me, titled(captain), p.me, p.you
    )


def stop(p: Pair, labels: Sequence[str]) -> Markup:
    return lines(Markup("Dạ, {} bớt nhắn thế nào ạ?").format(p.me), numbered(labels))


def wrong_unit(p: Pair, unit: str, night: date, figures: Sequence[tuple[str, int]], other: str) -> Markup:
    said = listed([Markup("{} <b>{}</b>").format(name.lower(), number(value)) for name, value in figures], COMMA)
    theirs = Markup(" Số của {} thì {} chuyển phường ghi giúp.").format(other, p.me) if other else Markup("")
    return lines(
        Markup("{} đang ghi cho {}, {}: {}. {} bỏ khỏi {} nhé?").format(p.Me, unit, day(night), said, p.Me, unit)
        + theirs,
        numbered([TAKE_BACK, PASS_ON, LEAVE]),
    )


def wrong_unit_nothing(p: Pair) -> Markup:
    return lines(
        Markup("{} chưa ghi số nào của {} ạ. {} ở tổ khác thì {} báo phường sửa nhé?").format(p.Me, p.you, p.You, p.me),
        numbered([PASS_ON, LEAVE]),
    )


def no_night_of(p: Pair, unit: str) -> Markup:
    return Markup("{} không còn buổi nào sắp tới nên {} chưa đổi gì ạ.").format(unit, p.me)


def from_night(night: date) -> str:
    return f"Từ {day(night)}"


def moves_from(p: Pair, unit: str, to: date | None, labels: Sequence[str]) -> Markup:
    sang = Markup(" sang {}").format(day(to)) if to else Markup("")
    return lines(Markup("{} dời {}{}, từ buổi nào ạ?").format(p.Me, unit, sang), numbered(labels))


def changes_night(p: Pair, wish: str, unit: str, night: date, to: date | None) -> Markup:
    what = {
        "move_night": Markup("<b>{}</b> dời {} sang {}").format(unit, day(night), day(to) if to else ""),
        "cancel_night": Markup("<b>{}</b> nghỉ buổi {}").format(unit, day(night)),
        "extra_night": Markup("<b>{}</b> thêm buổi {}").format(unit, day(night)),
        "reinstate_night": Markup("<b>{}</b> lại đi buổi {}").format(unit, day(night)),
    }[wish]
    return lines(Markup("{} ghi {}, đúng không ạ?").format(p.Me, what), numbered([YES_DO, LEAVE]))


def own_band(
    p: Pair, mine: Sequence[tuple[Place, str]], counted: Sequence[tuple[str, int]], owing: Sequence[str]
) -> Markup:
    """The own unit's band, and how many are in each."""
    told = [
        Markup("<b>{}</b>: {} % mục tiêu của tổ, nhóm <b>{}</b>.").format(place.unit, round(place.plain), BANDS[band])
        for place, band in mine
    ]
    owed = [Markup("{} còn thiếu báo cáo nên {} chưa xếp ạ.").format(unit, p.me) for unit in owing]
    whole = listed([Markup("{} tổ {}").format(number(n), BANDS[band]) for band, n in counted if n], COMMA)
    rest = Markup("Cả phường: {}.").format(whole) if whole else Markup("")
    return lines(*told, *owed, rest) or Markup("{} chưa có số để so ạ.").format(p.Me)


def force_team(p: Pair, told: Sequence[tuple[When, Sequence[str], Sequence[str], int]]) -> Markup:
    """Who has said yes, who has not answered, how many are missing."""
    shown = []
    for when, yes, silent, missing in told:
        parts = [
            Markup("nhận lời {}").format(listed(yes, COMMA)) if yes else "",
            Markup("chưa trả lời {}").format(listed(silent, COMMA)) if silent else "",
            Markup("thiếu {}").format(number(missing)) if missing else "",
        ]
        shown.append(Markup("• {}: {}").format(when.short, listed([one for one in parts if one]) or "đủ"))
    return lines(*shown) or Markup("{} chưa thấy buổi nào sắp tới ạ.").format(p.Me)


def how_often(p: Pair, counted: Sequence[tuple[str, int]]) -> Markup:
    if not any(n for _, n in counted):
        return Markup("Sổ điểm danh chưa có buổi nào nên {} chưa đếm được ạ.").format(p.me)
    return Markup("Số buổi đã đi (theo điểm danh): {}.").format(
        listed([Markup("{} {}").format(name, number(n)) for name, n in counted], COMMA)
    )
