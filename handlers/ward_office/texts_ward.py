"""What it says to the ward office: the morning, letters that are due, whom to call, what is urgent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.markup import Markup
from handlers.texts import COMMA, Pair, day, lines, listed, moment, number, titled
from handlers.tonight.texts_evening import counted
from storage.calls import Call
from storage.records import Person

SEND, NEVER_MIND, SEND_ANYWAY = "Gửi", "Thôi", "Vẫn gửi"
NAMES_SHOWN = 8  # more would not fit a screen
_CALLED_FOR = {
    "closeout": "kết quả",
    "again": "kết quả",
    "deputy": "kết quả",
    "missing": "kết quả",
    "shift": "lịch đi",
    "remind": "nhắc lịch",
    "moved": "đổi lịch",
    "called_off": "buổi nghỉ",
    "swap": "đi thay",
    "places": "phân công",
    "vacancy": "thiếu người",
    "paste": "tin nhóm",
    "urgent": "tin khẩn",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A night's sessions: how many there were, who has reported, what it came to, who has not."""

    night: date
    sessions: int
    reported: int
    total: int
    missing: tuple[tuple[str, Person | None], ...]
    name: str  # of what is counted


def digest(p: Pair, last: Told | None, tonight: Sequence[tuple[str, Mapping[str, int]]], owed: Markup) -> Markup:
    """One message in the morning: last night, tonight, what waits for an answer."""
    return lines(Markup("{} chào {}.").format(p.Me, p.you), _last_night(last) if last else "", _tonight(tonight), owed)


def _last_night(last: Told) -> Markup:
    head = Markup("Tối qua {}: <b>{}/{}</b> tổ đã báo, {} <b>+{}</b>.").format(
        day(last.night), last.reported, last.sessions, last.name[:1].lower() + last.name[1:], number(last.total)
    )
    return lines(head, still_missing(last.missing))


def still_missing(missing: Sequence[tuple[str, Person | None]]) -> Markup:
    if not missing:
        return Markup("")
    named = [f"{unit} ({titled(head)})" if head else unit for unit, head in missing[:NAMES_SHOWN]]
    more = f" và {len(missing) - NAMES_SHOWN} tổ nữa" if len(missing) > NAMES_SHOWN else ""
    return Markup("Còn thiếu: {}{}.").format(listed(named, COMMA), more)


def _tonight(tonight: Sequence[tuple[str, Mapping[str, int]]]) -> Markup:
    if not tonight:
        return Markup("Tối nay không có buổi nào.")
    told = [
        Markup("<b>{}</b>{}").format(unit, Markup(" (thiếu {})").format(counted(short)) if short else "")
        for unit, short in tonight[:NAMES_SHOWN]
    ]
    more = f" và {len(tonight) - NAMES_SHOWN} buổi nữa" if len(tonight) > NAMES_SHOWN else ""
    return Markup("Tối nay {} buổi: {}{}.").format(len(tonight), listed(told, COMMA), more)


def owed(p: Pair, excuses: int, calls: int) -> Markup:
    return lines(
        Markup("⚠️ {} đề nghị nghỉ đang chờ {} trả lời.").format(excuses, p.you) if excuses else "",
        Markup("☎️ {} người chưa liên lạc được, {} nhắn /goi để xem.").format(calls, p.you) if calls else "",
    )


# --- letters, rounds, announcements


def round_for_office(p: Pair, name: str, due: datetime, missing: Sequence[tuple[str, Person | None]]) -> Markup:
    head = Markup("Kỳ báo cáo <b>{}</b> hạn {}h{:02d} {}.").format(name, due.hour, due.minute, day(due.date()))
    return lines(head, still_missing(missing) or Markup("Các đơn vị đã báo đủ, {} xem lại rồi gửi ạ.").format(p.you))


def round_for_unit(p: Pair, unit: str, due: date) -> Markup:
    return Markup("Kỳ báo cáo hạn {}: <b>{}</b> còn thiếu số ạ. {} nhắn giúp {} nhé.").format(
        day(due), unit, p.You, p.me
    )


def silence(p: Pair, hours: int, *, alarm: bool) -> Markup:
    if alarm:
        return Markup("⚠️ Đã {} giờ chưa có thông báo nào tới bà con. {} nhắn /thongbao để gửi ngay ạ.").format(
            hours, p.You
        )
    return Markup("Đã {} giờ từ thông báo gần nhất. {} nhắn /thongbao, {} soạn giúp ạ.").format(hours, p.You, p.me)


# --- the call list


def calls(p: Pair, some: Sequence[Call]) -> Markup:
    if not some:
        return Markup("Hiện không có ai phải gọi điện ạ.")
    told = (
        Markup("• {} {}: {}").format(f"{one.you} {one.name}", one.phone or "(chưa có số)", _for(one)) for one in some
    )
    return lines(Markup("☎️ {} người {} gọi giúp {}:").format(len(some), p.you, p.me), *told)


def _for(one: Call) -> str:
    return ", ".join(dict.fromkeys(_CALLED_FOR.get(kind, "tin của phường") for kind in one.kinds))


# --- urgent


def how_to_urge(p: Pair) -> Markup:
    return Markup('{} nhắn "/khan" kèm nội dung, {} gửi ngay tới các tổ trưởng.').format(p.You, p.me)


def urge(heads: int, text: str) -> Markup:
    return Markup('Gửi khẩn tới <b>{} tổ trưởng</b>: "{}"\n<b>1</b> Gửi · <b>2</b> Thôi').format(heads, text)


def urge_in_silence(p: Pair, since: str, until: str) -> Markup:
    return Markup(
        "Đang giờ nghỉ ({}–{}), điện thoại của mọi người sẽ kêu. {} vẫn gửi ngay chứ ạ? "
        "<b>1</b> Vẫn gửi · <b>2</b> Thôi"
    ).format(since.replace(":", "h"), until.replace(":", "h"), p.You)


def urged(heads: int) -> Markup:
    return Markup("Đã gửi tới {} tổ trưởng.").format(heads)


def never_mind(p: Pair) -> Markup:
    return Markup("Dạ, {} không gửi ạ.").format(p.me)


def urgent(text: str) -> Markup:
    return Markup("⚠️ <b>Phường nhắn khẩn:</b> {}").format(text)


# --- away


def away(p: Pair, until: date, passed: Sequence[tuple[str, Person | None]], given_back: int) -> Markup:
    return lines(
        Markup('Dạ, {} ghi {} nghỉ đến hết {}. Về sớm, {} nhắn "nghỉ thôi".').format(p.me, p.you, day(until), p.you),
        *(_passed(p, unit, deputy) for unit, deputy in passed),
        Markup("{} ca trong những ngày đó {} đã báo tìm người thay.").format(given_back, p.me) if given_back else "",
    )


def _passed(p: Pair, unit: str, deputy: Person | None) -> Markup:
    if deputy is None:
        return Markup("<b>{}</b> chưa có tổ phó nên việc của tổ {} vẫn nhắn {} ạ.").format(unit, p.me, p.you)
    return Markup("Việc của <b>{}</b> {} chuyển {}.").format(unit, p.me, titled(deputy))


def deputy_hears(p: Pair, leader: Person, unit: str, until: date) -> Markup:
    return Markup("{} nghỉ đến hết {}, việc của <b>{}</b> những ngày đó {} nhờ {} ạ.").format(
        titled(leader), day(until), unit, p.me, p.you
    )


def back(p: Pair) -> Markup:
    return Markup("Dạ, {} ghi {} đã đi làm lại ạ.").format(p.me, p.you)


def how_to_go(p: Pair) -> Markup:
    return Markup('{} nhắn số ngày nghỉ, ví dụ: "nghỉ 3 ngày". Về sớm thì nhắn "nghỉ thôi".').format(p.You)


def too_long(p: Pair, most: int) -> Markup:
    return Markup("{} ghi được nhiều nhất {} ngày một lần. {} nhắn lại số ngày giúp {} ạ.").format(
        p.Me, most, p.You, p.me
    )


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
