"""What is said of a campaign file: what is wrong in it, line by line, and what taking it over changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.campaigns import toml_places
from handlers.campaigns.campaign_file import ROWS_OF_A_SHEET, Read
from handlers.campaigns.campaign_load import CampaignChange
from handlers.campaigns.campaign_rules import RuleFault
from handlers.campaigns.campaign_summary import Summary
from handlers.campaigns.toml_places import Path
from handlers.campaigns.words import CHOICES
from storage.campaigns import Campaign
from storage.instants import Instant
from storage.records import Unit

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
    "unchanged": "«{given}» là chữ mẫu, anh/chị chưa sửa",
    "opens_elsewhere": "giờ mở buổi {given} không khớp giờ bắt đầu {hint}; bỏ dòng này thì máy tự tính",
    "asks_elsewhere": "giờ hỏi kết quả {given} muộn quá so với giờ kết thúc {hint}; bỏ dòng này thì máy tự tính",
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
    "climbs_backwards": "{given} phút thì phải muộn hơn bước trước, {hint} phút",
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
    "no_app": "không có hướng dẫn sẵn nào tên «{given}», chỉ có: {hint}",
    "no_link": "«{given}» không phải đường dẫn, xin viết đủ như https://…",
    "braces": "«{given}» có dấu ngoặc nhọn thừa hoặc thiếu",
    "no_name": "không có chỗ nào tên «{given}», chỉ có: {hint}",
    "too_long_to_send": "dài {given} chữ, có kênh chỉ nhận {hint}",
    "picture_missing": "không thấy ảnh «{given}» cạnh tệp hướng dẫn",
    "picture_large": "ảnh «{given}» lớn quá 5 MB",
    "picture_none": "«{given}» không phải ảnh PNG hay JPEG",
    "no_entry": "chưa có mục «{hint}» ({given}), máy dùng câu chung cho mọi ứng dụng",
    "string_too_long": "«{given}…» dài quá",
}
_NUMBERED = {
    "sessions": "{} buổi sắp tới theo giờ mới",
    "rounds_owed": "{} kỳ báo cáo giao thêm cho các đơn vị",
    "rounds_moved": "{} kỳ báo cáo theo hạn mới",
    "rounds_off": "{} kỳ báo cáo không phải nộp nữa",
}
_UNREAD = {"syntax"}  # of a line that is no TOML, and so has no path
_ALIKE = {
    "int": "«{given}» phải là số nguyên",
    "float": "«{given}» phải là số",
    "date": "«{given}» không phải ngày, xin viết như 30/11/2026",
    "string": "«{given}» phải là chữ, để trong ngoặc kép",
    "tuple": "mục này phải là danh sách",
    "model": "mục này phải có các dòng tên = giá trị bên trong",
}
_SHAPES = {
    "time": "«{given}» không phải giờ trong ngày, xin viết như 19:30",
    "code": "mã «{given}» chỉ được có chữ không dấu, số và gạch nối",
}


def fault(one: RuleFault, place: str, *, form: bool = False) -> str:
    """`place`: the line, or the sheet and row; a form shows the names of its lists, a file their codes as well."""
    named = () if one.kind in _UNREAD else one.path
    path = ".".join(str(part + 1) if isinstance(part, int) else part for part in named)
    where = f"{place}, {path}" if path else place
    worded = replace(one, given=_named(one.given, one, form=form), hint=_hint(one, form=form))
    return f"{where}: {_reason(worded)}{_meant(one)}"


def line(number: int) -> str:
    return f"dòng {number}"


def row(title: str, number: int) -> str:
    return f"trang «{title}», dòng {number}"


def faults(found: Read) -> list[str]:
    return [fault(rule_fault, _place(found, rule_fault), form=bool(found.sheets)) for rule_fault in found.faults]


def guide_faults(found: Iterable[RuleFault], lines: Mapping[Path, int]) -> list[str]:
    return [fault(one, line(toml_places.line_of(lines, one.path))) for one in found]


def guide_holds(name: str, entries: int, pictures: int) -> str:
    return f"{name}: không có lỗi, {entries} mục, {pictures} ảnh"


def guide_doubt(said: str) -> str:
    return f"⚠️ {said}"


def guide_left_out(number: int) -> str:
    return f"Hướng dẫn: {number} chỗ chưa dùng được, chỗ ấy máy trả lời bằng câu có sẵn:"


def guide_loaded(entries: int, pictures: int) -> str:
    return f"Hướng dẫn: {entries} mục riêng, {pictures} ảnh mới"


def _place(found: Read, one: RuleFault) -> str:
    number = toml_places.line_of(found.lines, one.path)
    if not found.sheets:
        return line(number)
    sheet, row_ = divmod(number, ROWS_OF_A_SHEET)
    return row(found.sheets[sheet], row_)


def _choices(one: RuleFault) -> Mapping[str | int, str]:
    return CHOICES.get(f"{one.path[0]}.{one.path[-1]}") or CHOICES.get(str(one.path[-1]), {})


def _hint(one: RuleFault, *, form: bool) -> str:
    """What may stand there, as people call it, and in a file with the code that may be written as well."""
    if one.kind in {"literal_error", "enum"} and _choices(one):
        return ", ".join(name if form else f"{code} ({name})" for code, name in _choices(one).items())
    if one.kind in OF_FORCES:
        return ", ".join(_named(word, one, form=form) for word in one.hint.split(", "))
    return one.hint


def _named(word: str, one: RuleFault, *, form: bool) -> str:
    """A code as the form calls it."""
    return _choices(one).get(word) or FORCES.get(word, word) if form and one.kind in OF_FORCES else word


def holds(one: Summary) -> list[str]:
    """What a file without fault holds, so that somebody who copied it sees whose it is."""
    head = ", ".join(f"{count} {KINDS_COUNTED[kind]}" for kind, count in one.counts.items())
    span = f"{one.file.about.starts:%d/%m/%Y} – {one.file.about.ends:%d/%m/%Y}"
    lines = [
        f"{one.file.about.code}: không có lỗi",
        f"{one.file.about.name}, {span}, {one.file.unit.name}",
        f"Trong tệp có: {head}.",
    ]
    if one.named:
        more = f" và {one.unnamed} nơi nữa" if one.unnamed else ""
        lines.append(f"Địa bàn: {', '.join(one.named)}{more}. Có phải của {one.file.unit.name} không ạ?")
    else:
        lines.append("Chưa có địa bàn nào: các khu phố, tổ, thôn sẽ vào cùng kế hoạch (tungngo import plan).")
    lines += [
        f"⚠️ «{name}» trông như tổng số của cả một phường khác, tệp này là của {one.file.unit.name}. Xin xem lại."
        for name in one.strange
    ]
    return lines


KINDS_COUNTED = {
    "wards": "phường",
    "above": "cấp trên",
    "groups": "địa bàn",
    "indicators": "chỉ tiêu",
    "targets": "mục tiêu",
    "rounds": "kỳ báo cáo",
    "headcounts": "tổng số",
    "baselines": "số trước đợt",
}


def template(name: str) -> str:
    return f"{name}: {TEMPLATES[name]}"


TEMPLATES = {
    "ihanoi": "đi cài ứng dụng cho bà con, như iHanoi",
    "vneid": "đi cấp, kích hoạt định danh điện tử VNeID mức 2",
}


def no_template(name: str) -> str:
    return f"không có mẫu nào tên «{name}», chỉ có:"


def still_counted(names: str) -> str:
    return f"đã có số báo theo {names}, nên chưa bỏ chỉ tiêu này được"


def unreadable_encoding() -> str:
    return "tệp không phải chữ UTF-8, xin lưu lại với mã UTF-8"


def nothing_to_change() -> str:
    return "Mọi thứ đã đúng như trong tệp, không có gì thay đổi."


def differences(found: Sequence[CampaignChange], *, check: bool) -> list[str]:
    head = f"{len(found)} thay đổi" + (", chưa ghi gì:" if check else ", đã ghi:")
    return [head, *(_difference(campaign_change) for campaign_change in found)]


def which_campaign(known: Sequence[Campaign], given: str = "") -> str:
    """What a command may mean, to be told to it."""
    head = f"không có đợt nào mã hay tên «{given}»." if given else "có nhiều đợt, xin cho biết là đợt nào."
    if not known:
        return head
    return "\n".join([head, f"Thêm --campaign và mã, ví dụ --campaign {known[0].code}:", *map(campaign_line, known)])


def which_ward(wards: Sequence[Unit], option: str = "") -> str:
    names = "\n".join(f"  {fromkey.code}  {fromkey.name}" for fromkey in dict.fromkeys(wards))
    how = f"xin thêm {option} và tên hoặc mã" if option else "xin ghi tên hoặc mã nơi cần xem"
    return f"có nhiều nơi, {how}:\n{names}"


def listed(known: Sequence[Campaign], at: Instant) -> list[str]:
    return [f"{campaign_line(campaign)}, {_phase(campaign, at)}" for campaign in known]


def _phase(one: Campaign, at: Instant) -> str:
    if one.archived:
        return "đã cất"
    if one.runs(at):
        return "đang chạy"
    return "đã xong" if one.ends < one.day(at) else "chưa bắt đầu"


def none_yet() -> str:
    return "Chưa có đợt nào. Bắt đầu bằng: tungngo campaign template --out campaign.toml"


def campaign_line(one: Campaign) -> str:
    return f"  {one.code}  {one.name}, {one.unit.name}, {one.starts:%d/%m/%Y} – {one.ends:%d/%m/%Y}"


def next_steps(code: str, *, several: bool) -> str:
    """After a new campaign was loaded."""
    which = f" --campaign {code}" if several else ""
    return "\n".join(
        [
            "Việc tiếp theo:",
            f"  tungngo import plan KE_HOACH.docx{which}    lịch đi của phường",
            f"  tungngo import roster DANH_SACH.xlsx{which}    ai làm gì, ở đâu",
            "rồi in thẻ mời: tungngo invite --all --out the_moi.pdf",
        ]
    )


def other_unit(name: str) -> str:
    return f"mã đợt này đã dùng cho {name}, xin đặt mã khác"


def _reason(one: RuleFault) -> str:
    if "_before_" in one.kind and one.kind not in _REASONS:
        after, _, before = one.kind.partition("_before_")
        return f"{_HOURS[after]} {one.given} lại trước {_HOURS[before]} {one.hint}"
    if one.kind == "string_pattern_mismatch":
        hours = one.path[0] in {"timetable", "quiet", "weekly"} or one.path[-1] == "at"
        return _SHAPES["time" if hours else "code"].format(given=one.given)
    known = _REASONS.get(one.kind) or _ALIKE.get(one.kind.split("_")[0], "«{given}» không dùng được")
    return known.format(given=one.given, hint=one.hint)


FORCES: Mapping[str | int, str] = {**CHOICES["whom"], **CHOICES["rewards.measure"]}
OF_FORCES = {"presence_of_forces", "forces_by_presence", "no_places"}


def _meant(one: RuleFault) -> str:
    return f", có phải «{one.hint}»?" if one.kind in {"unknown", "extra_forbidden"} and one.hint else ""


def _difference(one: CampaignChange) -> str:
    if one.path == "clerk":
        return f"  {one.after} là cán bộ văn phòng, người đầu tiên được dùng"
    if one.path == "parent":
        return f"  {one.before} nay thuộc {one.after}"
    if one.path == "archived":
        return "  đợt đã cất nay trở lại"
    if one.path in _NUMBERED:
        return f"  {_NUMBERED[one.path].format(one.after)}"
    return f"  {one.path}: {one.before} → {one.after}" if one.before else f"  {one.path}: {one.after}"
