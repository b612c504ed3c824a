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
    said = Markup("{post} <b>{unit}</b>").format(post=post_name(one.role, one.force), unit=one.unit)
    first = Markup(" từ {}").format(day(one.first)) if one.first else Markup("")
    last = Markup(" đến hết {}").format(day(one.last)) if one.last else Markup("")
    return said + first + last


def who_you_are(p: Pair, name: str, posts: Sequence[Holding], channels: Sequence[Linked]) -> Markup:
    held = listed(map(holding, posts), COMMA) if posts else Markup("hiện chưa có việc nào")
    numbered = [
        Markup("{n} {channel}, từ {since:%d/%m/%Y}{in_use}").format(
            n=n, channel=channel_name(one.channel), since=one.since, in_use=" (đang dùng)" if one.here else ""
        )
        for n, one in enumerate(channels, start=1)
    ]
    return lines(
        p.say("{You} là <b>{name}</b>: {held}.", name=name, held=held),
        Markup("Kênh đang nối:"),
        *numbered,
        p.say(
            '"thêm máy" để nối thêm, "bỏ kênh 2" để bỏ. {Me} gọi {you} là "{you}", muốn khác thì nhắn "gọi tôi là …".'
        ),
    )


def called(p: Pair) -> Markup:
    """With the pair as it is from now on."""
    return p.say("Dạ, từ giờ {me} gọi là {you} ạ.")


def code_failed(p: Pair) -> Markup:
    return p.say("{Me} chưa tạo được mã ạ. {You} nhắn lại “thêm máy” giúp {me}.")


def linked_elsewhere(p: Pair, channel: str) -> Markup:
    return p.say(
        '{Me} vừa nối thêm {channel} cho {you}. Nếu không phải {you} làm, {you} nhắn "tôi là ai" rồi "bỏ kênh" '
        "kèm số của kênh đó.",
        channel=channel_name(channel),
    )


def no_such_channel(p: Pair, count: int) -> Markup:
    return p.say('{You} đang có {count} kênh thôi ạ. {You} nhắn "tôi là ai" để xem số của từng kênh.', count=count)


def last_channel(p: Pair) -> Markup:
    return p.say(
        "Đây là kênh duy nhất của {you}, bỏ đi thì {me} không nhắn được cho {you} nữa. Muốn thôi hẳn, {you} nhắn "
        '"rút đồng ý".'
    )


def unlinked(p: Pair, channel: str) -> Markup:
    return p.say(
        "Dạ, {me} đã bỏ {channel}. Kênh đó không còn nhận tin và không báo số được nữa.", channel=channel_name(channel)
    )


# --- data


def data(p: Pair, name: str, given: Sequence[tuple[str, str]]) -> Markup:
    """`given`: what it is, and its value, in the order in which it is told."""
    told = [Markup("• {what}: {value}").format(what=what, value=value) for what, value in given]
    return lines(
        p.say("{Me} đang lưu về {you} (<b>{name}</b>):", name=name),
        *told,
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
    ends = p.say("{You} thôi giữ: {posts}. ", posts=listed(map(holding, posts), COMMA)) if posts else Markup("")
    return lines(
        p.say(
            "Nếu xoá: tên và số điện thoại của {you} được thay bằng mã ẩn danh, các kênh chat bị ngắt, "
            "tin nhắn của {you} bị xoá. {ends}Số liệu đã báo vẫn còn, không kèm tên. Xoá rồi không lấy lại được.",
            ends=ends,
        ),
        p.say('{You} nhắn "đúng" để xoá, "không" để thôi.'),
    )


def erased(p: Pair) -> Markup:
    return p.say("{Me} đã xoá dữ liệu của {you} rồi ạ. Cảm ơn {you} đã giúp phường.")


def stays(p: Pair) -> Markup:
    return p.say("Dạ, {me} giữ nguyên, chưa xoá gì cả.")


def withdrawn(p: Pair) -> Markup:
    return p.say(
        "Dạ, {me} đã ghi {you} rút đồng ý: từ giờ {me} không nhắn và không nhận số của {you} qua chat nữa. "
        "Sau này muốn dùng lại, {you} xin phường thẻ mời mới. Muốn xoá hẳn dữ liệu, {you} nói cán bộ văn phòng phường."
    )


def clerk_told(p: Pair, who: str, posts: Sequence[Holding], *, erased_: bool) -> Markup:
    """`who` is no name any more where everything was erased."""
    what = "đã xoá dữ liệu của mình" if erased_ else "đã rút đồng ý, không dùng chat nữa"
    held = listed(map(holding, posts), COMMA) if posts else Markup("chưa giữ việc nào")
    return p.say(
        "{Me} báo {you}: {who} {what} ({held}). {You} xem có cần cử người thay không ạ.", who=who, what=what, held=held
    )


SOMEBODY = "một người"


def pseudonym(number: int) -> str:
    return f"Ẩn danh {number:X}"
