"""What is said of a campaign file: what is wrong in it, line by line, and what taking it over changes."""

from collections.abc import Sequence

from handlers.campaigns import toml_places
from handlers.campaigns.campaign_file import ROWS_OF_A_SHEET, Read
from handlers.campaigns.campaign_load import Difference
from handlers.campaigns.campaign_rules import Fault

_HOURS = {
    "starts": "giờ bắt đầu",
    "ends": "giờ kết thúc",
    "asks": "giờ hỏi kết quả",
    "asks_again": "giờ nhắc lại",
    "asks_deputy": "giờ nhắc tổ phó",
    "late": "giờ tính là muộn",
    "summary": "giờ gửi tổng hợp",
    "reminds": "giờ nhắc người đi",
    "opens": "giờ mở buổi",
    "shifts": "giờ báo ca",
    "open_places": "giờ báo chỗ còn thiếu",
    "digest": "giờ báo việc buổi sáng",
    "locks": "giờ khóa số",
}
_REASONS = {
    "syntax": "không đọc được từ dòng này, xin xem lại dấu ngoặc kép, dấu bằng và dấu ngoặc vuông",
    "bare_time": 'giờ «{given}» phải có bốn chữ số và để trong ngoặc kép, như "19:30"',
    "bare_date": "«{given}» không phải ngày, xin viết như 2024-11-09",
    "unknown": "không có mục nào tên «{given}»",
    "extra_forbidden": "không có mục nào tên «{given}»",
    "missing": "còn thiếu mục «{given}»",
    "ends_before_start": "ngày kết thúc {given} lại trước ngày bắt đầu {hint}",
    "no_evening": "buổi kết thúc lúc {given}, đúng lúc bắt đầu",
    "zone": "không có múi giờ nào tên «{given}», ở Việt Nam là «{hint}»",
    "twice": "«{given}» đã có ở trên, mỗi mã chỉ dùng một lần",
    "round_twice": "ngày {given} đã có kỳ báo cáo «{hint}» cho cùng đơn vị",
    "word_twice": "từ «{given}» đã dùng cho chỉ tiêu «{hint}»",
    "unread_name": "tin «{hint}» đọc ra chưa đúng chỉ tiêu «{given}», xin đặt tên khác hoặc thêm từ vào words",
    "unread_words": "tin «{hint}» đọc ra chưa đúng chỉ tiêu này, xin thay từ «{given}»",
    "unread_example": "câu mẫu «{given}» đọc chưa ra hết, xin xem lại tên và từ của các chỉ tiêu",
    "no_indicator": "không có chỉ tiêu nào mã «{given}», chỉ có: {hint}",
    "outside": "ngày {given} nằm ngoài đợt ({hint})",
    "quiet_before_late": "giờ im lặng {given} lại trước giờ tính là muộn {hint}",
    "alarm_before_draft": "báo động sau {given} giờ thì phải muộn hơn bản nháp sau {hint} giờ",
    "presence_of_forces": "chấm theo có mặt thì phải chấm cho một lực lượng ({hint}), chưa phải «{given}»",
    "forces_by_presence": "lực lượng chỉ chấm được theo có mặt («{hint}»), chưa phải «{given}»",
    "no_places": "đội hình không có chỗ nào cho «{given}», chỉ có: {hint}",
    "greater_than_equal": "«{given}» nhỏ quá, ít nhất là {hint}",
    "greater_than": "«{given}» nhỏ quá, phải lớn hơn {hint}",
    "less_than_equal": "«{given}» lớn quá, nhiều nhất là {hint}",
    "literal_error": "«{given}» không có trong danh sách: {hint}",
    "enum": "«{given}» không có trong danh sách: {hint}",
    "too_short": "cần ít nhất một mục",
    "string_too_short": "chưa điền",
    "string_too_long": "«{given}…» dài quá",
}
_NUMBERED = {
    "sessions": "{} buổi sắp tới theo giờ mới",
    "rounds_owed": "{} kỳ báo cáo giao thêm cho các đơn vị",
    "rounds_moved": "{} kỳ báo cáo theo hạn mới",
    "rounds_off": "{} kỳ báo cáo không phải nộp nữa",
}
_UNREAD = {"syntax", "bare_time", "bare_date"}  # of a line that is no TOML, and so has no path
_ALIKE = {
    "int": "«{given}» phải là số nguyên",
    "float": "«{given}» phải là số",
    "date": "«{given}» không phải ngày, xin viết như 2024-11-09",
    "string": "«{given}» phải là chữ, để trong ngoặc kép",
    "tuple": "mục này phải là danh sách",
    "model": "mục này phải có các dòng tên = giá trị bên trong",
}
_SHAPES = {
    "time": "«{given}» không phải giờ trong ngày, xin viết như 19:30",
    "code": "mã «{given}» chỉ được có chữ không dấu, số và gạch nối",
}


def fault(one: Fault, place: str) -> str:
    """`place`: the line, or the sheet and row."""
    named = () if one.kind in _UNREAD else one.path
    path = ".".join(str(part + 1) if isinstance(part, int) else part for part in named)
    where = f"{place}, {path}" if path else place
    return f"{where}: {_reason(one)}{_meant(one)}"


def line(number: int) -> str:
    return f"dòng {number}"


def row(title: str, number: int) -> str:
    return f"trang «{title}», dòng {number}"


def faults(found: Read) -> list[str]:
    return [fault(one, _place(found, one)) for one in found.faults]


def _place(found: Read, one: Fault) -> str:
    number = toml_places.line_of(found.lines, one.path)
    if not found.sheets:
        return line(number)
    sheet, row_ = divmod(number, ROWS_OF_A_SHEET)
    return row(found.sheets[sheet], row_)


def still_counted(names: str) -> str:
    return f"đã có số báo theo {names}, nên chưa bỏ chỉ tiêu này được"


def unreadable_encoding() -> str:
    return "tệp không phải chữ UTF-8, xin lưu lại với mã UTF-8"


def nothing_to_change() -> str:
    return "Mọi thứ đã đúng như trong tệp, không có gì thay đổi."


def differences(found: Sequence[Difference], *, check: bool) -> list[str]:
    head = f"{len(found)} thay đổi" + (", chưa ghi gì:" if check else ", đã ghi:")
    return [head, *(_difference(one) for one in found)]


def other_unit(name: str) -> str:
    return f"mã đợt này đã dùng cho {name}, xin đặt mã khác"


def _reason(one: Fault) -> str:
    if "_before_" in one.kind and one.kind not in _REASONS:
        after, _, before = one.kind.partition("_before_")
        return f"{_HOURS[after]} {one.given} lại trước {_HOURS[before]} {one.hint}"
    if one.kind == "string_pattern_mismatch":
        hours = one.path[0] in {"timetable", "quiet", "weekly"} or one.path[-1] == "at"
        return _SHAPES["time" if hours else "code"].format(given=one.given)
    known = _REASONS.get(one.kind) or _ALIKE.get(one.kind.split("_")[0], "«{given}» không dùng được")
    return known.format(given=one.given, hint=one.hint)


def _meant(one: Fault) -> str:
    return f", có phải «{one.hint}»?" if one.kind in {"unknown", "extra_forbidden"} and one.hint else ""


def _difference(one: Difference) -> str:
    if one.path in _NUMBERED:
        return f"  {_NUMBERED[one.path].format(one.after)}"
    return f"  {one.path}: {one.before} → {one.after}" if one.before else f"  {one.path}: {one.after}"
