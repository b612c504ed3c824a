"""What is said about the Word templates of letters."""

import re
from collections.abc import Sequence

from handlers.markup import Markup
from handlers.outgoing.words_templates import FIELDS
from handlers.problem import Problem
from handlers.texts import Pair, lines, listed

NAMES = {"weekly": "báo cáo tuần", "final": "báo cáo tổng kết", "slip": "phiếu đính chính"}
USE, LEAVE = "Đồng ý", "Thôi"
PLACES = {"header": "đầu trang", "footer": "chân trang", "table": "bảng", "row": "hàng", "paragraph": "đoạn"}
WRONG = {
    "unknown": "{shown} ở {place}: không có chỗ điền nào tên như vậy",
    "broken": "{shown} ở {place}: thiếu dấu ngoặc nhọn",
    "no_tag": "{shown} ở {place}: mẫu không dùng được lệnh này",
    "nested": "{shown} ở {place}: bảng lặp nằm trong bảng lặp khác",
    "open": "{shown} ở {place}: mở ra mà chưa đóng lại",
    "stray": "{shown} ở {place}: có chỗ kết thúc mà không có chỗ bắt đầu",
    "apart": "{shown} ở {place}: mở một nơi, đóng một nơi khác",
    "crowded": "{shown} ở {place}: phải đứng riêng một hàng hoặc một đoạn",
    "tracked": "Tệp còn dấu sửa chưa chấp nhận (Track Changes)",
    "linked": "Tệp gọi đến thứ ở ngoài nó hoặc có phần nhúng",
    "large": "Tệp lớn quá 2 MB",
    "empty": "Tệp chưa có chỗ điền nào",
    "hidden": "Trong tệp có phần ẩn không điền được: {shown}",
}


def handed(p: Pair, kind: str, unit: str, *, own: bool) -> Markup:
    whose = "của phường mình" if own else "gốc"
    return lines(
        p.say("{Me} gửi mẫu {kind} {whose}, {unit} đang dùng ạ.", kind=NAMES[kind], whose=whose, unit=unit),
        p.say("Chữ trong hai dấu ngoặc nhọn {me} tự điền, {you} giữ nguyên; còn lại sửa tuỳ ý bằng Word."),
        p.say("Sửa xong {you} gửi lại tệp .docx vào đây, {me} kiểm tra rồi mới dùng."),
    )


def file_name(kind: str) -> str:
    return f"Mẫu {NAMES[kind]}.docx"


def which(p: Pair) -> Markup:
    return p.say('{You} cần mẫu nào ạ? Nhắn "mẫu báo cáo tuần", "mẫu tổng kết" hoặc "mẫu đính chính".')


def wrong(p: Pair, kind: str, problems: Sequence[Problem]) -> Markup:
    head = p.say("Mẫu {kind} {you} gửi chưa dùng được:", kind=NAMES[kind])
    told = [Markup("• {}").format(_problem(one)) for one in problems]
    return lines(head, *told, p.say("{You} sửa rồi gửi lại giúp {me}. Mẫu đang dùng vẫn giữ nguyên."))


def offer(p: Pair, kind: str, unit: str, named: Sequence[str]) -> Markup:
    """What it has, and what of the letter it leaves out."""
    fields = [one for one in named if one in FIELDS[kind]]
    columns = {one.partition(".")[2] for one in named if "." in one}
    table = Markup(", bảng theo địa bàn {} cột").format(len(columns)) if columns else Markup("")
    left = [meaning for field, meaning in FIELDS[kind].items() if field not in named]
    return lines(
        p.say(
            "Mẫu {kind} {you} gửi dùng được: {count} chỗ điền{table}.", kind=NAMES[kind], count=len(fields), table=table
        ),
        Markup("Không có trong mẫu: {}.").format(listed(left, Markup(", "))) if left else Markup(""),
        Markup('Từ nay dùng mẫu này cho {kind} của {unit} nhé? Nhắn "đồng ý" hoặc "thôi".').format(
            kind=NAMES[kind], unit=unit
        ),
    )


def used(p: Pair, kind: str, unit: str) -> Markup:
    return p.say(
        'Từ nay {kind} của {unit} {me} viết theo mẫu này ạ. Muốn bỏ, {you} nhắn "dùng lại mẫu gốc".',
        kind=NAMES[kind],
        unit=unit,
    )


def left(p: Pair) -> Markup:
    return p.say("Dạ, {me} giữ mẫu đang dùng ạ.")


def gone(p: Pair) -> Markup:
    return p.say("Mẫu này {me} không còn giữ, {you} gửi lại tệp giúp {me} ạ.")


def reset(kind: str, unit: str) -> Markup:
    return Markup("Từ nay {kind} của {unit} lại viết theo mẫu gốc ạ.").format(kind=NAMES[kind], unit=unit)


def is_original(p: Pair, unit: str) -> Markup:
    return p.say("{unit} vẫn đang dùng mẫu gốc ạ, {you} không phải đổi gì.", unit=unit)


def which_back(p: Pair, kinds: Sequence[str]) -> Markup:
    named = listed([NAMES[kind] for kind in kinds], Markup(", "))
    return p.say("{You} đang có mẫu riêng cho: {named}. {You} muốn mẫu nào về mẫu gốc ạ?", named=named)


def fell_back(p: Pair, kind: str) -> Markup:
    return p.say(
        '⚠️ Mẫu riêng không điền được nữa, {me} dùng mẫu gốc. {You} nhắn "mẫu {kind}" để xem lại mẫu ạ.',
        kind=NAMES[kind],
    )


def _problem(one: Problem) -> Markup:
    near = Markup(", có phải <b>{}</b> không ạ").format(one.suggest) if one.suggest else Markup("")
    shown = one.match if "%" in one.match or one.kind == "broken" else one.match.strip("{} ")
    place = re.sub("[a-z]+", lambda word: PLACES[word[0]], ", ".join(map(str, one.rows)))
    return Markup(WRONG[one.kind]).format(shown=Markup("<b>{}</b>").format(shown), place=place) + near
