"""What is said to somebody about themselves: posts, channels, address words, data, and how to take it all back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.markup import Markup
from handlers.people.texts_roster import post_name
from handlers.texts import COMMA, DOT, Pair, day, lines, listed, moment
from storage.chats import LOGGED

ERASE = "Đúng, xoá tôi"
STAY = "Không xoá"
OURS = {LOGGED: "trang web", "cli": "máy của phường"}  # channels that are no platform's


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as its holder is shown it."""

    role: str
    force: str | None
    unit: str
    first: date | None = None  # where it has not begun
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """`here`: the channel in which this is read."""

    channel: str
    since: date
    here: bool


def channel_name(channel: str) -> str:
    """A platform is called by its own name."""
    return OURS.get(channel, channel.capitalize())


def holding(one: Holding) -> Markup:
    said = Markup("{} <b>{}</b>").format(post_name(one.role, one.force), one.unit)
    first = Markup(" từ {}").format(day(one.first)) if one.first else Markup("")
    last = Markup(" đến hết {}").format(day(one.last)) if one.last else Markup("")
    return said + first + last


def who_you_are(p: Pair, name: str, posts: Sequence[Holding], channels: Sequence[Linked]) -> Markup:
    held = listed(map(holding, posts), COMMA) if posts else Markup("hiện chưa có việc nào")
    numbered = [
        Markup("{} {}, từ {:%d/%m/%Y}{}").format(
            n, channel_name(one.channel), one.since, " (đang dùng)" if one.here else ""
        )
        for n, one in enumerate(channels, start=1)
    ]
    return lines(
        Markup("{} là <b>{}</b>: {}.").format(p.You, name, held),
        Markup("Kênh đang nối:"),
        *numbered,
        Markup(
            '"thêm máy" để nối thêm, "bỏ kênh 2" để bỏ. {} gọi {} là "{}", muốn khác thì nhắn "gọi tôi là …".'
        ).format(p.Me, p.you, p.you),
    )


def called(p: Pair) -> Markup:
    """With the pair as it is from now on."""
    return Markup("Dạ, từ giờ {} gọi là {} ạ.").format(p.me, p.you)


def code_failed(p: Pair) -> Markup:
    return Markup("{} chưa tạo được mã ạ. {} nhắn lại “thêm máy” giúp {}.").format(p.Me, p.You, p.me)


def linked_elsewhere(p: Pair, channel: str) -> Markup:
    return Markup(
        '{} vừa nối thêm {} cho {}. Nếu không phải {} làm, {} nhắn "tôi là ai" rồi "bỏ kênh" kèm số của kênh đó.'
    ).format(p.Me, channel_name(channel), p.you, p.you, p.you)


def no_such_channel(p: Pair, count: int) -> Markup:
    return Markup('{} đang có {} kênh thôi ạ. {} nhắn "tôi là ai" để xem số của từng kênh.').format(p.You, count, p.You)


def last_channel(p: Pair) -> Markup:
    return Markup(
        'Đây là kênh duy nhất của {}, bỏ đi thì {} không nhắn được cho {} nữa. Muốn thôi hẳn, {} nhắn "rút đồng ý".'
    ).format(p.you, p.me, p.you, p.you)


def unlinked(p: Pair, channel: str) -> Markup:
    return Markup("Dạ, {} đã bỏ {}. Kênh đó không còn nhận tin và không báo số được nữa.").format(
        p.me, channel_name(channel)
    )


# --- data


def data(p: Pair, name: str, given: Sequence[tuple[str, str]]) -> Markup:
    """`given`: what it is, and its value, in the order in which it is told."""
    told = [Markup("• {}: {}").format(what, value) for what, value in given]
    return lines(
        Markup("{} đang lưu về {} (<b>{}</b>):").format(p.Me, p.you, name),
        *told,
        Markup(
            'Sai chỗ nào, {} nói cán bộ văn phòng phường. Muốn xoá: "xoá tôi". Muốn thôi nhận tin: "rút đồng ý".'
        ).format(p.you),
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


def consented(version: int, at: datetime) -> str:
    return f"bản {version}, lúc {moment(at)}"


def counts(reports: int, messages: int, history: int) -> str:
    return f"{reports} lần báo số, {messages} tin đã gửi, {history} dòng lịch sử"


def written(notes: int, chosen: int) -> str:
    """Words that are kept: for the office as they are, for learning without who and how many."""
    kept = f"{notes} lời nhắn phường xem, xoá 30 ngày sau khi phường xem xong" if notes else ""
    learnt = f"{chosen} câu đã bỏ tên và số để em hiểu hơn, giữ 30 ngày" if chosen else ""
    return "; ".join(one for one in (kept, learnt) if one) or NONE


def posts_named(posts: Sequence[Holding]) -> str:
    return str(listed((f"{post_name(one.role, one.force)} {one.unit}" for one in posts), DOT)) if posts else NONE


def channels_named(channels: Sequence[Linked]) -> str:
    return ", ".join(channel_name(one.channel) for one in channels)


def erase_asked(p: Pair, posts: Sequence[Holding]) -> Markup:
    ends = Markup("{} thôi giữ: {}. ").format(p.You, listed(map(holding, posts), COMMA)) if posts else Markup("")
    return lines(
        Markup(
            "Nếu xoá: tên và số điện thoại của {} được thay bằng mã ẩn danh, các kênh chat bị ngắt, "
            "tin nhắn của {} bị xoá. {}Số liệu đã báo vẫn còn, không kèm tên. Xoá rồi không lấy lại được."
        ).format(p.you, p.you, ends),
        Markup('{} nhắn "đúng" để xoá, "không" để thôi.').format(p.You),
    )


def erased(p: Pair) -> Markup:
    return Markup("{} đã xoá dữ liệu của {} rồi ạ. Cảm ơn {} đã giúp phường.").format(p.Me, p.you, p.you)


def stays(p: Pair) -> Markup:
    return Markup("Dạ, {} giữ nguyên, chưa xoá gì cả.").format(p.me)


def withdrawn(p: Pair) -> Markup:
    return Markup(
        "Dạ, {} đã ghi {} rút đồng ý: từ giờ {} không nhắn và không nhận số của {} qua chat nữa. "
        "Sau này muốn dùng lại, {} xin phường thẻ mời mới. Muốn xoá hẳn dữ liệu, {} nói cán bộ văn phòng phường."
    ).format(p.me, p.you, p.me, p.you, p.you, p.you)


def clerk_told(p: Pair, who: str, posts: Sequence[Holding], *, erased_: bool) -> Markup:
    """`who` is no name any more where everything was erased."""
    what = "đã xoá dữ liệu của mình" if erased_ else "đã rút đồng ý, không dùng chat nữa"
    held = listed(map(holding, posts), COMMA) if posts else Markup("chưa giữ việc nào")
    return Markup("{} báo {}: {} {} ({}). {} xem có cần cử người thay không ạ.").format(
        p.Me, p.you, who, what, held, p.You
    )


SOMEBODY = "một người"


def pseudonym(number: int) -> str:
    return f"Ẩn danh {number:X}"
