"""What it says to the ward office: the morning, letters that are due, whom to call, what is urgent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.markup import Markup
from handlers.texts import COMMA, Pair, day, lacking, lines, listed, moment, number, titled
from handlers.tonight.texts_evening import counted
from storage.records import Person

SEND, NEVER_MIND, SEND_ANYWAY = "Gửi", "Thôi", "Vẫn gửi"
NAMES_SHOWN = 8  # more would not fit a screen


@dataclass(frozen=True, slots=True)
class Missing:
    """Units with their heads: who has not reported, and whose reports lack what the target counts (`word`)."""

    silent: tuple[tuple[str, Person | None], ...]
    partly: tuple[tuple[str, Person | None], ...]
    word: str


@dataclass(frozen=True, slots=True)
class Told:
    """A night's sessions: how many there were, who has reported, what it came to, who has not."""

    night: date
    sessions: int
    reported: int
    total: int
    missing: Missing
    name: str  # of what is counted


def digest(p: Pair, last: Told | None, tonight: Sequence[tuple[str, Mapping[str, int]]], owed: Markup) -> Markup:
    """One message in the morning: last night, tonight, what waits for an answer."""
    return lines(p.say("{Me} chào {you}."), _last_night(last) if last else "", _tonight(tonight), owed)


def _last_night(last: Told) -> Markup:
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
    told = [
        Markup("<b>{unit}</b>{shortage}").format(
            unit=unit, shortage=Markup(" (thiếu {})").format(counted(short)) if short else ""
        )
        for unit, short in tonight[:NAMES_SHOWN]
    ]
    more = f" và {len(tonight) - NAMES_SHOWN} buổi nữa" if len(tonight) > NAMES_SHOWN else ""
    return Markup("Tối nay {count} buổi: {items}{more}.").format(
        count=len(tonight), items=listed(told, COMMA), more=more
    )


def owed(p: Pair, excuses: int, calls: int, notes: int = 0) -> Markup:
    return lines(
        p.say("⚠️ {excuses} đề nghị nghỉ đang chờ {you} trả lời.", excuses=excuses) if excuses else "",
        p.say("☎️ {calls} người chưa liên lạc được, {you} nhắn /goi để xem.", calls=calls) if calls else "",
        p.say('{notes} tin của bà con trong đội đang chờ, {you} nhắn "tin chưa đọc" để xem.', notes=notes)
        if notes
        else "",
    )


# --- letters, rounds, announcements


def round_for_office(p: Pair, name: str, due: datetime, missing: Missing) -> Markup:
    head = Markup("Kỳ báo cáo <b>{name}</b> hạn {hour}h{minute:02d} {due}.").format(
        name=name, hour=due.hour, minute=due.minute, due=day(due.date())
    )
    return lines(head, still_missing(missing) or p.say("Các đơn vị đã báo đủ, {you} xem lại rồi gửi ạ."))


def round_for_unit(p: Pair, unit: str, due: date, word: str) -> Markup:
    """`word`: of what alone is missing, where other figures were reported; else empty."""
    return p.say(
        "Kỳ báo cáo hạn {due}: <b>{unit}</b> còn thiếu {what} ạ. {You} nhắn giúp {me} nhé.",
        due=day(due),
        unit=unit,
        what=f"số {word}" if word else "số",
    )


def silence(p: Pair, hours: int, *, alarm: bool) -> Markup:
    how = p.say('{You} nhắn "/khan" kèm nội dung, {me} gửi tới các tổ trưởng để báo bà con ạ.')
    if alarm:
        return Markup("⚠️ Đã {hours} giờ chưa có thông báo nào. {how}").format(hours=hours, how=how)
    return Markup("Đã {hours} giờ từ thông báo gần nhất. {how}").format(hours=hours, how=how)


# --- urgent


def how_to_urge(p: Pair) -> Markup:
    return p.say('{You} nhắn "/khan" kèm nội dung, {me} gửi ngay tới các tổ trưởng.')


def urge(p: Pair, heads: int, lost: int, text: str) -> Markup:
    """`lost`: how many of the heads no message reaches."""
    whom = Markup('Gửi khẩn tới <b>{heads} tổ trưởng</b>: "{text}"').format(heads=heads, text=text)
    few = p.say("⚠️ {Me} không nhắn được cho {lost} người, gửi xong {me} đưa số để {you} gọi.", lost=lost)
    return lines(whom, few if lost else "", Markup("<b>1</b> Gửi · <b>2</b> Thôi"))


def urge_in_silence(p: Pair, since: str, until: str) -> Markup:
    return p.say(
        "Đang giờ nghỉ ({since}–{until}), điện thoại của mọi người sẽ kêu. {You} vẫn gửi ngay chứ ạ? "
        "<b>1</b> Vẫn gửi · <b>2</b> Thôi",
        since=since.replace(":", "h"),
        until=until.replace(":", "h"),
    )


def urged(p: Pair, heads: int) -> Markup:
    return p.say("{Me} đang gửi tới {heads} tổ trưởng, xong {me} báo lại {you}.", heads=heads)


URGENT = "tin khẩn"  # the subject of what is told of it afterwards


def never_mind(p: Pair) -> Markup:
    return p.say("Dạ, {me} không gửi ạ.")


def urgent(text: str) -> Markup:
    return Markup("⚠️ <b>Phường nhắn khẩn:</b> {}").format(text)


# --- the trust card


@dataclass(frozen=True, slots=True)
class Card:
    """How the house is, in instants of the campaign's zone."""

    now: datetime
    looked: datetime | None
    next_due: datetime | None
    skipped: int
    doubt: int
    unreached: int
    unread: int
    version: str


def trust(card: Card) -> Markup:
    return lines(
        Markup("<b>Thẻ tin cậy</b> · {}").format(moment(card.now)),
        Markup("• Đồng hồ nhắc việc chạy lần cuối: {}").format(_at(card.looked)),
        Markup("• Việc sắp tới: {}").format(_at(card.next_due)),
        Markup(
            "• 24 giờ qua: bỏ vì quá muộn {skipped}, chưa chắc đã tới {doubt}, không liên lạc được {unreached}"
        ).format(skipped=card.skipped, doubt=card.doubt, unreached=card.unreached),
        Markup("• Tin chưa xử lý được: {}").format(card.unread),
        Markup("• Phiên bản {}").format(card.version),
    )


def _at(when: datetime | None) -> str:
    return moment(when) if when else "chưa có"
