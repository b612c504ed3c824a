"""What it says around words to many: to whom, how they look, what became of them; and the rhythm of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.announcing.rhythm import Kept, Rhythm
from handlers.intents.announcing import Audience
from handlers.markup import Markup
from handlers.numerals import percent
from handlers.texts import (
    COMMA,
    DOT,
    NAMES_SHOWN,
    Callee,
    Pronouns,
    callee,
    capital,
    cut,
    day,
    lines,
    listed,
    moment,
    number,
    titled,
    to_call,
)
from handlers.tonight.texts import FORCES
from storage.instants import DAY, HOUR, MINUTE, Instant
from storage.records import Person, Question

SEND, LEAVE, SEND_AGAIN = "Gửi", "Thôi", "Vẫn gửi"
CLEAR = "Đã rõ"
REMIND_UNCLEAR = "Nhắc người chưa rõ"
NOT_DONE = "Bỏ ghi"
HIDDEN = "(số đã che)"
QUOTED = 60  # signs of an announcement that is spoken of
WARD = "phường"
UNCLEAR_SHOWN = 15
DRAFT_PLAN, DRAFT_PROGRESS = "Lịch các tối tới", "Kết quả và lời cảm ơn"
ROLES = {"leader": "tổ trưởng", "deputy": "tổ phó", "captain": "đội trưởng", "volunteer": "tình nguyện viên"}
ONLY = {"unreported": "chưa báo số", "not_joined": "chưa vào chat", "unclear": "chưa báo đã rõ"}
WHY_NOT = {
    "no_chat": "Chưa vào chat",
    "refused": "Máy không nhận (đã chặn hoặc xoá chat)",
    "unopened": "Chưa mở trang",
    "doubt": "Chưa chắc đã tới (mất mạng giữa chừng)",
    "waiting": "Đang chờ gửi",
    "void": "Đã rút, không gửi nữa",
}


def numbered(labels: Sequence[str]) -> Markup:
    return listed([Markup("<b>{n}</b> {label}").format(n=n, label=label) for n, label in enumerate(labels, 1)], DOT)


# --- before it is sent


def how(p: Pronouns, *, head: bool) -> Markup:
    whom, example = (
        ("tổ mình", "tối nay 19h30 ra nhà văn hoá") if head else ("đội mình", "18h45 tập trung ở nhà văn hoá")
    )
    return p.say(
        '{You} nhắn "/thongbao" kèm lời nhắn, {me} gửi tới {whom}, ví dụ "/thongbao {example}".',
        whom=whom,
        example=example,
    )


def how_office(p: Pronouns) -> Markup:
    return lines(
        p.say('{You} nhắn "/thongbao" kèm người nhận và lời nhắn, ví dụ:'),
        Markup('• "/thongbao các tổ trưởng: mai 8h họp ở phường"'),
        Markup('• "/thongbao cả phường: …", "/thongbao dân quân: …", "/thongbao các tổ trưởng chưa báo: …"'),
    )


def drafts(p: Pronouns, some: Sequence[tuple[str, str]]) -> Markup:
    shown = [Markup("• {name}: “{said}”").format(name=name, said=cut(said, 160)) for name, said in some]
    return lines(p.say("Hoặc {you} chọn bản {me} soạn sẵn:"), *shown)


def draft_plan(nights: Sequence[tuple[date, Sequence[str]]]) -> str:
    if not nights:
        return ""
    named = "; ".join(f"{day(night)}: {', '.join(units)}" for night, units in nights)
    return (
        f"Lịch hỗ trợ cài đặt các tối tới – {named}. Kính mời bà con mang theo điện thoại, "
        "cán bộ và tình nguyện viên hỗ trợ tận nơi, không mất phí."
    )


def draft_progress(ward: str, today: date, counted: str, told: int, whole: int) -> str:
    share = f", đạt {percent(told, whole, 1)}" if whole else ""
    return (
        f"Đến hết {day(today)}, phường {ward} đã có {number(told)} {counted}{share}. Phường cảm ơn bà con, "
        "các tổ dân phố và các lực lượng; nhà nào chưa làm được xin báo tổ trưởng để được hỗ trợ tại nhà."
    )


def whom(p: Pronouns, text: str) -> Markup:
    return p.say("{Me} gửi “{text}” tới ai ạ?", text=cut(text, QUOTED))


def audience_label(to: Audience, count: int) -> str:
    return f"{capital(_named(to))} ({number(count)})"


def _named(to: Audience) -> str:
    if to.team:
        who = "tổ mình"
    elif to.everyone:
        who = "cả phường"
    elif to.of:
        who = "người đã nhận tin trước"
    else:
        who = ", ".join(
            [*(ROLES.get(role, role) for role in to.roles), *(FORCES.get(force, force) for force in to.forces)]
        )
    return f"{who} {ONLY.get(to.only, to.only)}" if to.only else who


def audience_named(to: Audience, count: int, units: Sequence[str]) -> Markup:
    """'5 tổ trưởng (Hà Trì 1, Hà Trì 2)'."""
    people = to.everyone or to.team or to.of
    who = Markup("{n} người ({named})" if people else "{n} {named}").format(n=number(count), named=_named(to))
    shown = [] if to.team else list(units)
    return who + Markup(" của {}").format(listed(shown[:NAMES_SHOWN], COMMA)) if shown else who


def preview(p: Pronouns, whom_: Markup, count: tuple[int, int], seen: Markup) -> Markup:
    """`count`: how many there are, and how many of them can be written to."""
    some = Markup(" ({} người nhận được)").format(number(count[1])) if count[1] < count[0] else Markup("")
    return lines(p.say("{Me} gửi tới <b>{whom}</b>{some}. Người nhận sẽ thấy:", whom=whom_, some=some), seen)


def announcement(p: Pronouns, who: Person, text: str, corrects: datetime | None, *, office: bool) -> Markup:
    """As it stands in the chat of whom it is for; `corrects`: when that was sent which it takes the place of."""
    from_ = Markup("Phường ({})").format(titled(who)) if office else Markup(capital(titled(who)))
    if corrects is not None:
        at = moment(corrects)
        return p.say("{sender} đính chính tin {at}: “{text}”", sender=from_, at=at, text=text)
    return p.say("{sender} nhắn {you}: “{text}”", sender=from_, text=text)


def please_confirm(p: Pronouns, *, number: bool) -> Markup:
    if number:
        return p.say('{You} xem rồi thì nhắn "rõ" (hoặc số 1) giúp {me} ạ.')
    return p.say('{You} xem rồi thì nhắn "rõ" giúp {me} ạ.')


def without_digits(question: Question) -> Question:
    return replace(question, choices=tuple(replace(choice, digit=None) for choice in question.choices))


def in_parts(signs: int, parts: int) -> Markup:
    return Markup("Tin dài {signs} chữ cái, có kênh phải chia thành {parts} tin liền nhau.").format(
        signs=number(signs), parts=parts
    )


def too_long(p: Pronouns, signs: int, most: int) -> Markup:
    return p.say(
        "Tin dài {signs} chữ cái, {me} gửi được nhiều nhất {most}. "
        "{You} bớt {over} chữ, hoặc gửi làm hai tin giúp {me} ạ.",
        signs=number(signs),
        most=number(most),
        over=number(signs - most),
    )


def masked(p: Pronouns) -> Markup:
    return p.say("Trong tin có số giống số căn cước, {me} che đi để không lộ thông tin của bà con.")


def waits_for_morning(until: str) -> Markup:
    return Markup("Giờ này nhiều người đã nghỉ, tin tới máy lúc {}.").format(until.replace(":", "h"))


def lost(p: Pronouns, others: Sequence[Callee], whole: int) -> Markup:
    return to_call(p, others, "", any_reached=len(others) < whole)


def nobody(p: Pronouns, to: Audience) -> Markup:
    if to.only == "unreported":
        return p.say("Các {whom} đều báo số rồi ạ, {me} chưa gửi gì.", whom=ROLES["leader"])
    if to.only == "unclear":
        return p.say("Ai nhận được cũng báo đã rõ rồi ạ ✅")
    if to.only == "not_joined":
        return p.say("Mọi người đều vào chat rồi ạ ✅")
    return p.say("Trong danh sách chưa có ai là {whom} nên {me} chưa gửi gì ạ.", whom=_named(to) or "người nhận")


def nobody_reached(p: Pronouns, whom_: Markup) -> Markup:
    return p.say(
        '{whom}: chưa ai vào chat nên {me} chưa gửi gì. Lấy bản để dán vào nhóm chat: nhắn "bản dán".', whom=whom_
    )


def not_theirs(p: Pronouns, *, captain: bool) -> Markup:
    own = "đội mình" if captain else "tổ mình"
    return p.say("{You} gửi được cho {own} thôi ạ; tin cho nơi khác {you} nhờ văn phòng phường gửi giúp.", own=own)


# --- sending, and what became of it


def twice(p: Pronouns, before: datetime, *, same: bool) -> Markup:
    if same:
        return p.say("Tin này vừa gửi lúc {at} tới đúng những người ấy. {You} gửi lần nữa ạ?", at=moment(before))
    return p.say("{You} vừa gửi một tin tới đúng những người ấy lúc {at}. Gửi thêm tin này ạ?", at=moment(before))


STOP, CORRECT = "Dừng, không gửi tiếp", "Gửi tin đính chính"


def fix(p: Pronouns, at: datetime, text: str, counts: tuple[int, int, int]) -> Markup:
    """`counts`: whom it has reached, to whom it is still to go, of how many."""
    reached, moving, whole = counts
    left = p.say(", còn {moving} người chưa gửi", moving=number(moving)) if moving else Markup("")
    return lines(
        Markup("Tin {at} “{text}” đã tới {reached}/{whole} người{left}.").format(
            at=moment(at), text=cut(text, QUOTED), reached=number(reached), whole=number(whole), left=left
        ),
        p.say("Tin đã tới máy thì {me} không rút về được ạ."),
    )


def stopped(p: Pronouns, left: int, reached: int) -> Markup:
    return p.say(
        "Dạ, {me} dừng ạ: {left} người không nhận tin này nữa, {reached} người đã nhận rồi.",
        left=number(left),
        reached=number(reached),
    )


def all_gone(p: Pronouns) -> Markup:
    return p.say("Tin ấy không còn ai đang chờ gửi nên {me} không dừng gì ạ.")


def sending(p: Pronouns, count: int) -> Markup:
    return p.say(
        "Dạ, {me} đang gửi tới <b>{count} người</b>. Xong {me} báo lại {you} ai chưa nhận được ạ.", count=number(count)
    )


def on_its_way(p: Pronouns, done: int, whole: int) -> Markup:
    return p.say("Dạ, {me} đang gửi: <b>{done}/{whole}</b> người…", done=number(done), whole=number(whole))


def receipt_head(at: datetime, text: str, *, whole: bool) -> Markup:
    return Markup("Tin {at} “{text}”:").format(at=moment(at), text=cut(text, QUOTED)) if whole else Markup("")


def receipt(
    counts: tuple[int, int, int],
    lost_: Mapping[str, Sequence[Callee]],
    cleared: Sequence[Person],
    unclear: Sequence[Person],
) -> Markup:
    """`counts`: whom it has reached, of how many, and how many say that it is clear; who has said so, and who not."""
    reached, whole, clear = counts
    head = Markup("Lời nhắn đã tới <b>{reached}/{whole}</b> người, {clear} người báo đã rõ.").format(
        reached=number(reached), whole=number(whole), clear=number(clear)
    )
    whys = [
        Markup("⚠️ {why}: {some}.").format(why=WHY_NOT.get(why, why), some=_callees(some))
        for why, some in lost_.items()
        if some
    ]
    said = Markup("✅ Đã rõ: {}.").format(_people(cleared)) if cleared else Markup("")
    silent = Markup("Đã nhận, chưa báo rõ: {}.").format(_people(unclear)) if unclear else Markup("")
    return lines(head, said, *whys, silent)


def _callees(some: Sequence[Callee]) -> Markup:
    shown = listed(map(callee, some[:NAMES_SHOWN]), COMMA)
    more = len(some) - NAMES_SHOWN
    return shown + Markup(" và {} người nữa").format(number(more)) if more > 0 else shown


def _people(some: Sequence[Person]) -> Markup:
    shown = listed(map(titled, some[:UNCLEAR_SHOWN]), COMMA)
    more = len(some) - UNCLEAR_SHOWN
    return shown + Markup(" và {} người nữa").format(number(more)) if more > 0 else shown


def afterwards(p: Pronouns) -> Markup:
    return p.say('Xem lại bất cứ lúc nào: "tin vừa rồi ai chưa rõ".')


def cleared(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} ghi {you} đã rõ ạ ✅")


def none_sent(p: Pronouns, on: date | None = None) -> Markup:
    if on is not None:
        return p.say("{on} chưa có tin nào được gửi ạ.", on=capital(day(on)))
    return p.say('Chưa có tin nào được gửi ạ. {You} nhắn "/thongbao" để gửi.')


def correct_how(p: Pronouns, text: str) -> Markup:
    return p.say(
        'Tin gần nhất: “{text}”. {You} nhắn "sửa thông báo:" kèm nội dung đúng, {me} gửi lại tới đúng những người ấy.',
        text=cut(text, QUOTED),
    )


# --- other forms of the same

FORMS = {"paste": "Bản dán vào nhóm chat", "loud": "Bản đọc loa", "notice": "Bản in A4"}


def which_form(p: Pronouns) -> Markup:
    return p.say("{You} cần bản nào ạ?")


def form_of_what(p: Pronouns) -> Markup:
    return p.say('{You} soạn tin trước giúp {me} ("/thongbao" kèm lời nhắn), rồi lấy bản loa, bản dán hay bản in ạ.')


def paste_below(p: Pronouns) -> Markup:
    return p.say("{You} chép nguyên tin dưới đây dán vào các nhóm chat của tổ dân phố ạ:")


def to_paste(ward: str, text: str) -> Markup:
    return Markup("📢 THÔNG BÁO – PHƯỜNG {ward}\n{text}\nTrân trọng cảm ơn bà con.").format(
        ward=ward.upper(), text=text
    )


def read_out(ward: str, text: str, *, again: bool) -> str:
    said = text if text.endswith((".", "!", "?")) else f"{text}."
    repeat = f" Xin nhắc lại. {said}" if again else ""
    return (
        f"Đài truyền thanh phường {ward} xin thông báo. Kính thưa bà con. {said}{repeat} Xin trân trọng cảm ơn bà con."
    )


def script(p: Pronouns, spoken: str, count: int, most: int) -> Markup:
    about = p.say("Bản đọc loa, {count} chữ, đọc thong thả chưa hết 60 giây (tối đa {most}):", count=count, most=most)
    return lines(about, Markup("“{}”").format(spoken))


def script_too_long(p: Pronouns, count: int, most: int) -> Markup:
    return p.say(
        "Đọc loa 60 giây được khoảng {most} chữ, bản này {count} chữ. {You} bớt {over} chữ giúp {me} ạ.",
        most=most,
        count=number(count),
        over=number(count - most),
    )


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
NOTICE = "THÔNG BÁO"


OWN_LINK = "Mở máy ảnh, đưa vào mã này"


def scan(link: str, name: str) -> str:
    """Beneath a code: what it is, and whose page opens."""
    return f"{name}\n{link.partition('://')[2].partition('/')[0]}"


def notice_file(ward: str, at: datetime) -> str:
    return f"Thông báo {ward} {at:%Y-%m-%d %Hh%M}.docx"


def notice_made(p: Pronouns, *, codes: int) -> Markup:
    code = (
        "Góc dưới có mã quét."
        if codes == 1
        else "Góc dưới có mã quét của từng kho ứng dụng."
        if codes
        else "Chưa có mã quét: {you} thêm đường dẫn (https://…) vào tin thì {me} in kèm mã."
    )
    return p.say("Bản in A4 đây ạ, {you} ký, đóng dấu rồi dán bảng tin. " + code)


# --- the rhythm


KINDS = {
    "bulletin": "bản tin",
    "loudspeaker": "lượt phát loa",
    "poster": "đợt áp phích, tờ rơi",
    "training": "buổi tập huấn",
}
DONE = {
    "bulletin": "đăng tin lên nhóm",
    "loudspeaker": "phát loa",
    "poster": "dán, phát áp phích",
    "training": "tập huấn",
}
UNITS_OF = {"bulletin": "lần", "loudspeaker": "lượt", "poster": "tờ", "training": "buổi"}


def since(last: Instant, now: Instant) -> str:
    """'2 ngày 4 giờ'."""
    days, rest = divmod(max(now - last, 0), DAY)
    hours = rest // HOUR
    if not days and not hours:
        return f"{max(rest // MINUTE, 1)} phút"
    return f"{days} ngày {hours} giờ" if days and hours else f"{days} ngày" if days else f"{hours} giờ"


def rhythm(p: Pronouns, found: Rhythm, now: Instant) -> Markup:
    if found.last is None:
        return lines(p.say("Đợt này chưa có thông báo nào ạ."), kept(found.rules))
    head = Markup("Đã <b>{}</b> từ tin gần nhất.").format(since(found.last, now))
    return lines(head, kept(found.rules))


def kept(rules: Sequence[Kept]) -> Markup:
    shown = [
        Markup("{mark} {done}/{wanted} {kind} trong {days}").format(
            mark="✅" if one.done >= one.rule.at_least else "⏳",
            done=one.done,
            wanted=one.rule.at_least,
            kind=KINDS.get(one.rule.kind, one.rule.kind),
            days="hôm nay" if one.rule.days == 1 else f"{one.rule.days} ngày qua",
        )
        for one in rules
    ]
    return lines(*shown)


def done_lately(counts: Mapping[str, int], days: int) -> Markup:
    """What no rule asks for, and was done."""
    some = [f"{number(count)} {KINDS.get(kind, kind)}" for kind, count in counts.items() if count]
    return Markup("{days} ngày qua: {some}.").format(days=days, some=listed(some, COMMA)) if some else Markup("")


def deed(p: Pronouns, kind: str, count: int, at: datetime, unit: str, *, hour: bool) -> Markup:
    return p.say("{Me} ghi: {what}.", what=_deed(kind, count, at, unit, hour=hour))


def _deed(kind: str, count: int, at: datetime, unit: str, *, hour: bool) -> Markup:
    much = f" {number(count)} {UNITS_OF.get(kind, kind)}" if count > 1 or kind != "poster" else ""
    when = moment(at) if hour else day(at.date())
    where = f", {unit}" if unit else ""
    return Markup("<b>{what}{much}</b>, {when}{where}").format(
        what=DONE.get(kind, kind), much=much, when=when, where=where
    )


RECORD = "Ghi"


def deed_read_back(p: Pronouns, kind: str, count: int, at: datetime, unit: str, *, hour: bool) -> Markup:
    return p.say("{Me} ghi {what}, đúng không ạ?", what=_deed(kind, count, at, unit, hour=hour))


def which_deed(p: Pronouns) -> Markup:
    return p.say("{Me} ghi việc nào ạ?")


def deed_gone(p: Pronouns) -> Markup:
    return p.say("Việc ấy {me} bỏ ghi từ trước rồi ạ.")


def deed_taken_back(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} bỏ ghi việc ấy rồi ạ.")


def deed_elsewhen(p: Pronouns, on: date) -> Markup:
    return p.say("{on} không nằm trong những ngày đã qua của đợt nên {me} chưa ghi ạ.", on=capital(day(on)))
