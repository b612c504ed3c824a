"""What is said about the Word templates of letters."""

from collections.abc import Sequence

from handlers.markup import Markup
from handlers.outgoing.template_reading import ReadPlace, ReadProblem
from handlers.outgoing.words_templates import FIELDS
from handlers.texts import Pair, lines, listed

NAMES = {"weekly": "báo cáo tuần", "final": "báo cáo tổng kết", "slip": "phiếu đính chính"}
USE, LEAVE = "Đồng ý", "Thôi"
PARTS = {"header": "đầu trang", "footer": "chân trang"}
WRONG = {
    "unknown": "{} ở {}: không có chỗ điền nào tên như vậy",
    "broken": "{} ở {}: thiếu dấu ngoặc nhọn",
    "no_tag": "{} ở {}: mẫu không dùng được lệnh này",
    "nested": "{} ở {}: bảng lặp nằm trong bảng lặp khác",
    "open": "{} ở {}: mở ra mà chưa đóng lại",
    "stray": "{} ở {}: có chỗ kết thúc mà không có chỗ bắt đầu",
    "apart": "{} ở {}: mở một nơi, đóng một nơi khác",
    "crowded": "{} ở {}: phải đứng riêng một hàng hoặc một đoạn",
    "tracked": "Tệp còn dấu sửa chưa chấp nhận (Track Changes)",
    "linked": "Tệp gọi đến thứ ở ngoài nó hoặc có phần nhúng",
    "large": "Tệp lớn quá 2 MB",
    "empty": "Tệp chưa có chỗ điền nào",
    "hidden": "Trong tệp có phần ẩn không điền được: {}",
}


def handed(p: Pair, kind: str, unit: str, *, own: bool) -> Markup:
    whose = "của phường mình" if own else "gốc"
    return lines(
        Markup("{} gửi mẫu {} {}, {} đang dùng ạ.").format(p.Me, NAMES[kind], whose, unit),
        Markup("Chữ trong hai dấu ngoặc nhọn {} tự điền, {} giữ nguyên; còn lại sửa tuỳ ý bằng Word.").format(
            p.me, p.you
        ),
        Markup("Sửa xong {} gửi lại tệp .docx vào đây, {} kiểm tra rồi mới dùng.").format(p.you, p.me),
    )


def file_name(kind: str) -> str:
    return f"Mẫu {NAMES[kind]}.docx"


def which(p: Pair) -> Markup:
    return Markup('{} cần mẫu nào ạ? Nhắn "mẫu báo cáo tuần", "mẫu tổng kết" hoặc "mẫu đính chính".').format(p.You)


def wrong(p: Pair, kind: str, problems: Sequence[ReadProblem]) -> Markup:
    head = Markup("Mẫu {} {} gửi chưa dùng được:").format(NAMES[kind], p.you)
    told = [Markup("• {}").format(_problem(one)) for one in problems]
    return lines(head, *told, Markup("{} sửa rồi gửi lại giúp {}. Mẫu đang dùng vẫn giữ nguyên.").format(p.You, p.me))


def offer(p: Pair, kind: str, unit: str, named: Sequence[str]) -> Markup:
    """What it has, and what of the letter it leaves out."""
    fields = [one for one in named if one in FIELDS[kind]]
    columns = {one.partition(".")[2] for one in named if "." in one}
    table = Markup(", bảng theo địa bàn {} cột").format(len(columns)) if columns else Markup("")
    left = [meaning for field, meaning in FIELDS[kind].items() if field not in named]
    return lines(
        Markup("Mẫu {} {} gửi dùng được: {} chỗ điền{}.").format(NAMES[kind], p.you, len(fields), table),
        Markup("Không có trong mẫu: {}.").format(listed(left, Markup(", "))) if left else Markup(""),
        Markup('Từ nay dùng mẫu này cho {} của {} nhé? Nhắn "đồng ý" hoặc "thôi".').format(NAMES[kind], unit),
    )


def used(p: Pair, kind: str, unit: str) -> Markup:
    return Markup('Từ nay {} của {} {} viết theo mẫu này ạ. Muốn bỏ, {} nhắn "dùng lại mẫu gốc".').format(
        NAMES[kind], unit, p.me, p.you
    )


def left(p: Pair) -> Markup:
    return Markup("Dạ, {} giữ mẫu đang dùng ạ.").format(p.me)


def gone(p: Pair) -> Markup:
    return Markup("Mẫu này {} không còn giữ, {} gửi lại tệp giúp {} ạ.").format(p.me, p.you, p.me)


def reset(kind: str, unit: str) -> Markup:
    return Markup("Từ nay {} của {} lại viết theo mẫu gốc ạ.").format(NAMES[kind], unit)


def is_original(p: Pair, unit: str) -> Markup:
    return Markup("{} vẫn đang dùng mẫu gốc ạ, {} không phải đổi gì.").format(unit, p.you)


def which_back(p: Pair, kinds: Sequence[str]) -> Markup:
    named = listed([NAMES[kind] for kind in kinds], Markup(", "))
    return Markup("{} đang có mẫu riêng cho: {}. {} muốn mẫu nào về mẫu gốc ạ?").format(p.You, named, p.You)


def fell_back(p: Pair, kind: str) -> Markup:
    return Markup('⚠️ Mẫu riêng không điền được nữa, {} dùng mẫu gốc. {} nhắn "mẫu {}" để xem lại mẫu ạ.').format(
        p.me, p.You, NAMES[kind]
    )


def _problem(one: ReadProblem) -> Markup:
    near = Markup(", có phải <b>{}</b> không ạ").format(one.near) if one.near else Markup("")
    shown = one.what if "%" in one.what or one.why == "broken" else one.what.strip("{} ")
    return Markup(WRONG[one.why]).format(Markup("<b>{}</b>").format(shown), _place(one.place)) + near


def _place(place: ReadPlace | None) -> str:
    if place is None:
        return ""
    where = f"bảng {place.table}, hàng {place.row}" if place.table else f"đoạn {place.paragraph}"
    return f"{PARTS[place.part]}, {where}" if place.part in PARTS else where
