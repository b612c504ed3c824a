"""What it says to the ward office: the morning, letters that are due, whom to call, what is urgent."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.announcing import texts as announcing_texts
from handlers.announcing.rhythm import Kept
from handlers.markup import Markup
from handlers.shifts.texts import SessionTime
from handlers.texts import (
    COMMA,
    Callee,
    Pronouns,
    account_name,
    beyond,
    callee,
    cut,
    day,
    lacking,
    lines,
    listed,
    moment,
    number,
    still_open,
    titled,
)
from handlers.tonight.texts import clock, counted
from storage.budgets import SPARES, Gauge
from storage.difficulties import DifficultySum
from storage.records import Person
from storage.troubles import Trouble, TroubleTold

# --- what it says to the ward office: the morning, letters that are due, whom to call, what is urgent

SEND, NEVER_MIND, SEND_ANYWAY = "Gửi", "Thôi", "Vẫn gửi"
SEND_DRAFT, READ_ALOUD, PRINT_NOTICE = "Xem và gửi", "Lấy bài đọc loa", "Lấy bản in A4"
NAMES_SHOWN = 8  # more would not fit a screen


@dataclass(frozen=True, slots=True)
class Missing:
    """Units with their heads: who has not reported, and whose reports lack what the target counts (`word`)."""

    silent: tuple[tuple[str, Person | None], ...]
    partly: tuple[tuple[str, Person | None], ...]
    word: str


@dataclass(frozen=True, slots=True)
class NightSummary:
    """A night's sessions: how many there were, who has reported, what it came to, who has not."""

    night: date
    sessions: int
    reported: int
    total: int
    missing: Missing
    name: str  # of what is counted


def digest(
    p: Pronouns, last: NightSummary | None, tonight: Sequence[tuple[str, Mapping[str, int]]], owed: Markup
) -> Markup:
    """One message in the morning: last night, tonight, what waits for an answer."""
    return lines(p.say("{Me} chào {you}."), _last_night(last) if last else "", _tonight(tonight), owed)


def _last_night(last: NightSummary) -> Markup:
    head = Markup("Tối qua {night}: <b>{reported}/{sessions}</b> tổ đã báo, {plain} <b>+{total}</b>.").format(
        night=day(last.night),
        reported=last.reported,
        sessions=last.sessions,
        plain=last.name[:1].lower() + last.name[1:],
        total=number(last.total),
    )
    return lines(head, still_missing(last.missing))


def still_missing(missing: Missing) -> Markup:
    silent = missing.silent
    named = [f"{unit} ({titled(head)})" if head else unit for unit, head in silent[:NAMES_SHOWN]]
    more = f" và {len(silent) - NAMES_SHOWN} tổ nữa" if len(silent) > NAMES_SHOWN else ""
    return lines(
        Markup("Còn thiếu: {names}{more}.").format(names=listed(named, COMMA), more=more) if silent else "",
        lacking(missing.word, [(unit, head, None) for unit, head in missing.partly]),
    )


def _tonight(tonight: Sequence[tuple[str, Mapping[str, int]]]) -> Markup:
    if not tonight:
        return Markup("Tối nay không có buổi nào.")
    parts = [
        Markup("<b>{unit}</b>{shortage}").format(
            unit=unit, shortage=Markup(" (thiếu {})").format(counted(short)) if short else ""
        )
        for unit, short in tonight[:NAMES_SHOWN]
    ]
    more = f" và {len(tonight) - NAMES_SHOWN} buổi nữa" if len(tonight) > NAMES_SHOWN else ""
    return Markup("Tối nay {count} buổi: {items}{more}.").format(
        count=len(tonight), items=listed(parts, COMMA), more=more
    )


def not_settled(p: Pronouns, slips: int, differing: int) -> Markup:
    """Corrections that came after the lock, and nights about which two people differ."""
    return lines(
        p.say("⚠️ {slips} phiếu sửa sau khi chốt đang chờ {you} duyệt, xem ở /khoa.", slips=slips) if slips else "",
        p.say("⚠️ {differing} buổi có hai số khác nhau, tổ trưởng chưa chốt.", differing=differing) if differing else "",
    )


def owed(p: Pronouns, excuses: int, calls: int, notes: int = 0, stuck: Sequence[DifficultySum] = ()) -> Markup:
    return lines(
        still_open(stuck),
        p.say("⚠️ {excuses} đề nghị nghỉ đang chờ {you} trả lời.", excuses=excuses) if excuses else "",
        p.say("☎️ {calls} người chưa liên lạc được, {you} nhắn /goi để xem.", calls=calls) if calls else "",
        p.say('{notes} tin của bà con trong đội đang chờ, {you} nhắn "tin chưa đọc" để xem.', notes=notes)
        if notes
        else "",
    )


# --- letters, rounds, announcements


def round_for_office(p: Pronouns, name: str, due: datetime, missing: Missing) -> Markup:
    head = Markup("Kỳ báo cáo <b>{name}</b> hạn {hour}h{minute:02d} {due}.").format(
        name=name, hour=due.hour, minute=due.minute, due=day(due.date())
    )
    return lines(head, still_missing(missing) or p.say("Các đơn vị đã báo đủ, {you} xem lại rồi gửi ạ."))


def round_for_unit(p: Pronouns, unit: str, due: date, word: str) -> Markup:
    """`word`: of what alone is missing, where other figures were reported; else empty."""
    return p.say(
        "Kỳ báo cáo hạn {due}: <b>{unit}</b> còn thiếu {what} ạ. {You} nhắn giúp {me} nhé.",
        due=day(due),
        unit=unit,
        what=f"số {word}" if word else "số",
    )


def silence(p: Pronouns, since: str, draft: str, *, alarm: bool) -> Markup:
    """`since`: how long ago the last announcement was; `draft`: what could be sent."""
    how = p.say('{You} nhắn "/thongbao" kèm lời nhắn, {me} gửi tới các tổ trưởng để báo bà con ạ.')
    if alarm:
        return Markup("⚠️ Đã <b>{since}</b> chưa có thông báo nào. {how}").format(since=since, how=how)
    head = Markup("Đã <b>{since}</b> từ tin gần nhất.").format(since=since)
    if not draft:
        return Markup(" ").join((head, how))
    return lines(head, p.say("{Me} soạn sẵn, {you} xem rồi gửi ạ: “{draft}”", draft=draft))


def seldom(p: Pronouns, kept: Kept, since: str, *, alarm: bool) -> Markup:
    """`since`: how long ago it was done last; empty: never yet."""
    rule, what = kept.rule, announcing_texts.DONE[kept.rule.kind]
    ago = Markup("Đã <b>{since}</b> từ lần {what} gần nhất").format(since=since, what=what)
    never = Markup("Chưa ghi lần {what} nào").format(what=what)
    head = Markup("{mark}{said}, nhịp của đợt là ít nhất {wanted} lần trong {days} ngày.").format(
        mark="⚠️ " if alarm else "", said=ago if since else never, wanted=rule.at_least, days=rule.days
    )
    return lines(
        head,
        announcing_texts.kept([kept]),
        p.say('Làm rồi thì {you} nhắn một dòng giúp {me}, ví dụ: "{done}".', done=DONE_NOW[rule.kind]),
    )


DONE_NOW = {
    "bulletin": "đã đăng tin lên nhóm dân cư",
    "loudspeaker": "đã phát loa sáng nay",
    "poster": "đã dán 12 áp phích",
    "training": "đã tập huấn tối qua",
}


def numbered(labels: Sequence[str]) -> Markup:
    return listed([Markup("<b>{n}</b> {label}").format(n=n, label=label) for n, label in enumerate(labels, 1)])


# --- urgent


def how_to_urge(p: Pronouns) -> Markup:
    return p.say('{You} nhắn "/khan" kèm nội dung, {me} gửi ngay tới các tổ trưởng.')


def urge(p: Pronouns, heads: int, lost: int, text: str, cost: Markup) -> Markup:
    """`lost`: how many of the heads no message reaches."""
    whom = Markup('Gửi khẩn tới <b>{heads} tổ trưởng</b>: "{text}"').format(heads=heads, text=text)
    few = p.say("⚠️ {Me} không nhắn được cho {lost} người, gửi xong {me} đưa số để {you} gọi.", lost=lost)
    return lines(whom, few if lost else "", cost, Markup("<b>1</b> Gửi · <b>2</b> Thôi"))


def urge_in_silence(p: Pronouns, since: str, until: str) -> Markup:
    return p.say(
        "Đang giờ nghỉ ({since}–{until}), điện thoại của mọi người sẽ kêu. {You} vẫn gửi ngay chứ ạ? "
        "<b>1</b> Vẫn gửi · <b>2</b> Thôi",
        since=since.replace(":", "h"),
        until=until.replace(":", "h"),
    )


def urged(p: Pronouns, heads: int) -> Markup:
    return p.say("{Me} đang gửi tới {heads} tổ trưởng, xong {me} báo lại {you}.", heads=heads)


URGENT = "tin khẩn"  # the subject of what is told of it afterwards


def never_mind(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} không gửi ạ.")


def urgent(text: str) -> Markup:
    return Markup("⚠️ <b>Phường nhắn khẩn:</b> {}").format(text)


# --- the trust card


@dataclass(frozen=True, slots=True)
class HealthCard:
    """How the house is, in instants of the campaign's zone."""

    now: datetime
    looked: datetime | None
    next_due: datetime | None
    skipped: int
    doubt: int
    unreached: int
    unread: int
    version: str
    gauges: tuple[Markup, ...] = ()
    outages: tuple[Markup, ...] = ()
    stands: int = 0
    copied: datetime | None = None
    tried: datetime | None = None
    troubles: tuple[TroubleTold, ...] = ()

    @property
    def is_well(self) -> bool:
        late = self.looked is None or self.now - self.looked > LATE
        return not (late or self.doubt or self.unread or self.stands or self.outages or self.troubles)


LATE = timedelta(minutes=2)  # the clock looks every few seconds
WAYS_SHOWN = 3  # the whole card is ten lines


def trust(card: HealthCard) -> Markup:
    """What `tungngo doctor` tells whoever runs the machine, in the words of the office."""
    told = [*card.outages, *card.gauges]
    return lines(
        Markup("<b>Thẻ tin cậy</b> · {now}{how}").format(
            now=moment(card.now), how=" · mọi việc chạy tốt" if card.is_well else " · ⚠️ có việc cần xem"
        ),
        Markup("• Đồng hồ nhắc việc chạy lần cuối: {}").format(_at(card.looked)),
        Markup("• Việc sắp tới: {}").format(_at(card.next_due)),
        Markup(
            "• 24 giờ qua: bỏ vì quá muộn {skipped}, chưa chắc đã tới {doubt}, không liên lạc được {unreached}"
        ).format(skipped=card.skipped, doubt=card.doubt, unreached=card.unreached),
        Markup("• Tin chưa xử lý được: {unread}; tin chờ quá 10 phút: {stands}").format(
            unread=card.unread, stands=card.stands
        ),
        _safe(card),
        *(Markup("• {}").format(one) for one in told[:WAYS_SHOWN]),
        beyond(len(told), WAYS_SHOWN, "kênh"),
        Markup("• Phiên bản {}").format(card.version),
    )


def _safe(card: HealthCard) -> Markup:
    """Of the copies, and of the machine's room."""
    wrong = {
        Trouble.DISK: "máy chỉ còn {} % chỗ trống",
        Trouble.COPY: "đêm qua chưa cất được bản sao số liệu",
        Trouble.TRIAL: "bản sao số liệu mới nhất mở thử không được",
    }
    if card.troubles:
        told = listed(wrong[one.trouble].format(one.about) for one in card.troubles)
        return Markup("• ⚠️ {told}; nhờ người quản máy xem (lệnh tungngo doctor)").format(told=told)
    if card.copied is None:
        return Markup("")
    tried = Markup(", đã mở thử được") if card.tried and card.tried >= card.copied else ""
    return Markup("• Bản sao số liệu: {at}{tried}").format(at=moment(card.copied), tried=tried)


def shut_out(name: str) -> Markup:
    """Our account there is not ours any more."""
    return Markup("⚠️ {}: khoá bị đổi hoặc thu hồi, chưa gửi được").format(name)


def outage(name: str, since: datetime, until: datetime) -> Markup:
    """A channel by which nothing can be sent for now."""
    return Markup("⚠️ {name}: không gửi được từ {since}, thử lại lúc {until:%H}h{until:%M}").format(
        name=name, since=moment(since), until=until
    )


def trouble(p: Pronouns, what: Trouble, about: str) -> Markup:
    """Of the machine that we run on: what it means here, and whom to ask. `about`: of the disk how many per cent."""
    asks = p.say(
        "{You} nhờ người quản máy của phường xem giúp {me}, máy chỉ rõ phải làm gì (lệnh <b>tungngo doctor</b>)."
    )
    told = {
        Trouble.DISK: p.say(
            "⚠️ Máy của {me} sắp hết chỗ, chỉ còn <b>{left} %</b>. Hết hẳn thì {me} không ghi thêm được số của ai; "
            "số đã ghi vẫn còn nguyên.",
            left=about,
        ),
        Trouble.COPY: p.say(
            "⚠️ Đêm qua {me} chưa cất được bản sao số liệu. Số liệu đang dùng vẫn đủ, nhưng máy hỏng lúc này thì "
            "không có bản mới để lấy lại."
        ),
        Trouble.TRIAL: p.say(
            "⚠️ Bản sao số liệu mới nhất {me} mở thử không được. Số liệu đang dùng vẫn đủ, nhưng máy hỏng lúc này thì "
            "không lấy lại được từ bản đó."
        ),
    }
    return lines(told[what], asks)


def budget_warning(p: Pronouns, name: str, gauge: Gauge) -> Markup:
    """Of one of our accounts, as it comes to the next of the levels; at the last it is told what follows."""
    used = p.say(
        "⚠️ {account} đã dùng <b>{level} %</b> số tin của tháng: {used}/{whole}, còn {left} tin.",
        account=account_name(gauge.channel, name),
        level=gauge.level,
        used=number(gauge.used),
        whole=number(gauge.budget.messages),
        left=number(gauge.left),
    )
    if gauge.level < SPARES:
        return lines(used, p.say("Gửi cho nhiều người thì {you} xem còn bao nhiêu tin trước khi đồng ý giúp {me}."))
    return lines(
        used,
        p.say(
            "Từ giờ đến hết tháng {me} chỉ trả lời người nhắn tới. Tin nhắc và thông báo {me} gửi qua kênh khác; ai "
            "chỉ có kênh này thì {me} để sang tháng hoặc đưa vào danh sách gọi (/goi)."
        ),
    )


# --- who can be reached just now


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """`out`: the channel that does not work, where it is that; `never`: has come into no chat yet."""

    whom: Callee
    out: str = ""
    never: bool = False


def heads_reached(p: Pronouns, reached: int, by: Mapping[str, int], unreached: Sequence[OutOfReach]) -> Markup:
    """Who of the heads can be written to, by which channel; and who cannot, with the reason and the telephone."""
    whole = reached + len(unreached)
    through = listed(Markup("{name} {many}").format(name=name, many=number(many)) for name, many in by.items())
    head = Markup("<b>{reached}/{whole}</b> tổ trưởng liên lạc được lúc này{by}.").format(
        reached=reached, whole=whole, by=Markup(" ({})").format(through) if through else ""
    )
    told = [
        Markup("• {whom}: {why}").format(whom=callee(one.whom), why=_why_not(one)) for one in unreached[:HEADS_SHOWN]
    ]
    how = p.say("Có tin cần báo mà chưa tới được họ thì {me} để ở /goi, {you} gọi giúp {me} ạ.")
    return lines(head, *told, beyond(len(unreached), HEADS_SHOWN, "người"), how if unreached else "")


HEADS_SHOWN = 20


def no_heads(p: Pronouns) -> Markup:
    return p.say("Chưa có tổ trưởng nào trong danh sách ạ. {You} gửi danh sách giúp {me}: /danhsach.")


def _why_not(one: OutOfReach) -> Markup:
    if one.never:
        return Markup("chưa vào chat")
    if one.out:
        return Markup("{} đang không gửi được").format(one.out)
    return Markup("đã thôi hoặc chặn kênh đang dùng")


def _at(when: datetime | None) -> str:
    return moment(when) if when else "chưa có"


# --- the call list: whom to call, and what to tell them, in one short sentence for each

ITEMS_SHOWN = 3  # things to tell one person; the rest is only counted
QUOTED = 120


def nobody(p: Pronouns) -> Markup:
    return p.say("Hiện không có ai {you} phải gọi điện ạ.")


def page(p: Pronouns, some: Sequence[tuple[Callee, Sequence[Markup]]], first: int, whole: int, size: int) -> Markup:
    """`first`: the number of the first one shown, as the clerk may answer it."""
    head = p.say("☎️ {whole} người {you} gọi giúp {me}:", whole=number(whole))
    told = (
        Markup("{n}. {person}: {items}.").format(n=n, person=callee(whom), items=_items(items))
        for n, (whom, items) in enumerate(some, start=first)
    )
    left = whole - first - len(some) + 1
    more = p.say("Còn {left} người nữa, {you} nhắn /goi {page} để xem tiếp.", left=left, page=first // size + 2)
    how = p.say(
        'Gọi xong {you} nhắn "gọi rồi {first}" hoặc "đã gọi {person}". In ra giấy: /goi in.',
        first=first,
        person=titled(some[0][0].person),
    )
    return lines(head, *told, more if left > 0 else "", how)


SHEET_TITLE = "Danh sách gọi điện"
SHEET_COLUMNS = ("STT", "Họ tên", "Địa bàn", "Số điện thoại", "Cần báo", "Đã gọi")


def sheet_file(unit: str, at: datetime) -> str:
    return f"{SHEET_TITLE} {unit} {at:%d-%m-%Y %Hh%M}.docx"


def sheet_handed(p: Pronouns, people: int) -> Markup:
    return p.say("☎️ Danh sách <b>{people} người</b> {you} gọi giúp {me}, in ra được.", people=number(people))


def sheet_as_of(at: datetime) -> str:
    return f"Lập lúc {moment(at)}/{at:%Y}."


def _items(items: Sequence[Markup]) -> Markup:
    more = Markup("; và {} việc nữa").format(len(items) - ITEMS_SHOWN) if len(items) > ITEMS_SHOWN else Markup("")
    return listed(items[:ITEMS_SHOWN], Markup("; ")) + more


def button(whom: Person) -> str:
    return f"Đã gọi {titled(whom)}"


def called(p: Pronouns, whom: Sequence[Person], left: int) -> Markup:
    names = listed(map(titled, whom), COMMA) if len(whom) <= 5 else Markup("{} người").format(number(len(whom)))
    done = p.say("{Me} ghi {you} đã gọi {names} ✅", names=names)
    return done + (Markup(" Còn {} người.").format(number(left)) if left else Markup(" Danh sách gọi hết rồi ạ."))


def stays(p: Pronouns, whom: Sequence[Person]) -> Markup:
    names = listed(map(titled, whom), COMMA) or p.you
    return p.say("Dạ, {me} để {names} lại trong danh sách, {you} gọi lại sau giúp {me} ạ.", names=names)


def not_listed(p: Pronouns, name: str) -> Markup:
    return p.say('Trong danh sách phải gọi không có "{name}" ạ. {You} nhắn /goi để xem lại giúp {me}.', name=name)


def which(p: Pronouns, whom: Sequence[Callee]) -> Markup:
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


def _evening_at(when: SessionTime) -> str:
    return f"{day(when.night)}, {clock(when.starts)}" if when.starts else day(when.night)


def ask_coming(when: SessionTime) -> Markup:
    return Markup("hỏi {at} đi cùng {unit} được không").format(at=_evening_at(when), unit=when.unit)


def remind(when: SessionTime) -> Markup:
    return Markup("nhắc {at} đi cùng {unit}").format(at=_evening_at(when), unit=when.unit)


def tell_moved(when: SessionTime, old: SessionTime) -> Markup:
    return Markup("báo buổi {old_night} {unit} chuyển sang {at}, hỏi đi được không").format(
        old_night=day(old.night), unit=old.unit, at=_evening_at(when)
    )


def tell_off(when: SessionTime) -> Markup:
    return Markup("báo buổi {night} {unit} nghỉ").format(night=day(when.night), unit=when.unit)


def ask_instead(when: SessionTime, who: Person) -> Markup:
    return Markup("hỏi đi thay {given} {at} cùng {unit} được không").format(
        given=who.given, at=_evening_at(when), unit=when.unit
    )


def ask_for_people(when: SessionTime, missing: Mapping[str, int], nights: int) -> Markup:
    first = Markup("xin {missing} cho {unit} {at}").format(
        missing=counted(missing), unit=when.unit, at=_evening_at(when)
    )
    return first + (Markup(" và {} buổi sau đó").format(nights - 1) if nights > 1 else Markup(""))


def urgent_by_phone(text: str) -> Markup:
    return Markup('báo tin khẩn: "{}"').format(cut(text, QUOTED))


def tell_again(words: str) -> Markup:
    """Of what has only words: the words themselves."""
    plain = " ".join(html.unescape(re.sub(r"</?b>", "", words)).split())
    return Markup('nhắn lại: "{}"').format(cut(plain, QUOTED))
