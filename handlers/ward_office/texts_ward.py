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
    return lines(Markup("{} chào {}.").format(p.Me, p.you), _last_night(last) if last else "", _tonight(tonight), owed)


def _last_night(last: Told) -> Markup:
    head = Markup("Tối qua {}: <b>{}/{}</b> tổ đã báo, {} <b>+{}</b>.").format(
        day(last.night), last.reported, last.sessions, last.name[:1].lower() + last.name[1:], number(last.total)
    )
    return lines(head, still_missing(last.missing))


def still_missing(missing: Missing) -> Markup:
    silent = missing.silent
    named = [f"{unit} ({titled(head)})" if head else unit for unit, head in silent[:NAMES_SHOWN]]
    more = f" và {len(silent) - NAMES_SHOWN} tổ nữa" if len(silent) > NAMES_SHOWN else ""
    return lines(
        Markup("Còn thiếu: {}{}.").format(listed(named, COMMA), more) if silent else "",
        lacking(missing.word, [(unit, head, None) for unit, head in missing.partly]),
    )


def _tonight(tonight: Sequence[tuple[str, Mapping[str, int]]]) -> Markup:
    if not tonight:
        return Markup("Tối nay không có buổi nào.")
    told = [
        Markup("<b>{}</b>{}").format(unit, Markup(" (thiếu {})").format(counted(short)) if short else "")
        for unit, short in tonight[:NAMES_SHOWN]
    ]
    more = f" và {len(tonight) - NAMES_SHOWN} buổi nữa" if len(tonight) > NAMES_SHOWN else ""
    return Markup("Tối nay {} buổi: {}{}.").format(len(tonight), listed(told, COMMA), more)


def owed(p: Pair, excuses: int, calls: int, notes: int = 0) -> Markup:
    return lines(
        Markup("⚠️ {} đề nghị nghỉ đang chờ {} trả lời.").format(excuses, p.you) if excuses else "",
        Markup("☎️ {} người chưa liên lạc được, {} nhắn /goi để xem.").format(calls, p.you) if calls else "",
        Markup('{} tin của bà con trong đội đang chờ, {} nhắn "tin chưa đọc" để xem.').format(notes, p.you)
        if notes
        else "",
    )


# --- letters, rounds, announcements


def round_for_office(p: Pair, name: str, due: datetime, missing: Missing) -> Markup:
    head = Markup("Kỳ báo cáo <b>{}</b> hạn {}h{:02d} {}.").format(name, due.hour, due.minute, day(due.date()))
    return lines(head, still_missing(missing) or Markup("Các đơn vị đã báo đủ, {} xem lại rồi gửi ạ.").format(p.you))


def round_for_unit(p: Pair, unit: str, due: date, word: str) -> Markup:
    """`word`: of what alone is missing, where other figures were reported; else empty."""
    lacks = f"số {word}" if word else "số"
    return Markup("Kỳ báo cáo hạn {}: <b>{}</b> còn thiếu {} ạ. {} nhắn giúp {} nhé.").format(
        day(due), unit, lacks, p.You, p.me
    )


def silence(p: Pair, hours: int, *, alarm: bool) -> Markup:
    how = Markup('{} nhắn "/khan" kèm nội dung, {} gửi tới các tổ trưởng để báo bà con ạ.').format(p.You, p.me)
    if alarm:
        return Markup("⚠️ Đã {} giờ chưa có thông báo nào. {}").format(hours, how)
    return Markup("Đã {} giờ từ thông báo gần nhất. {}").format(hours, how)


# --- urgent


def how_to_urge(p: Pair) -> Markup:
    return Markup('{} nhắn "/khan" kèm nội dung, {} gửi ngay tới các tổ trưởng.').format(p.You, p.me)


def urge(p: Pair, heads: int, lost: int, text: str) -> Markup:
    """`lost`: how many of the heads no message reaches."""
    whom = Markup('Gửi khẩn tới <b>{} tổ trưởng</b>: "{}"').format(heads, text)
    few = Markup("⚠️ {} không nhắn được cho {} người, gửi xong {} đưa số để {} gọi.").format(p.Me, lost, p.me, p.you)
    return lines(whom, few if lost else "", Markup("<b>1</b> Gửi · <b>2</b> Thôi"))


def urge_in_silence(p: Pair, since: str, until: str) -> Markup:
    return Markup(
        "Đang giờ nghỉ ({}–{}), điện thoại của mọi người sẽ kêu. {} vẫn gửi ngay chứ ạ? "
        "<b>1</b> Vẫn gửi · <b>2</b> Thôi"
    ).format(since.replace(":", "h"), until.replace(":", "h"), p.You)


def urged(p: Pair, heads: int) -> Markup:
    return Markup("{} đang gửi tới {} tổ trưởng, xong {} báo lại {}.").format(p.Me, heads, p.me, p.you)


URGENT = "tin khẩn"  # the subject of what is told of it afterwards


def never_mind(p: Pair) -> Markup:
    return Markup("Dạ, {} không gửi ạ.").format(p.me)


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
        Markup("• 24 giờ qua: bỏ vì quá muộn {}, chưa chắc đã tới {}, không liên lạc được {}").format(
            card.skipped, card.doubt, card.unreached
        ),
        Markup("• Tin chưa xử lý được: {}").format(card.unread),
        Markup("• Phiên bản {}").format(card.version),
    )


def _at(when: datetime | None) -> str:
    return moment(when) if when else "chưa có"
