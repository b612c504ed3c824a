"""What stands in letters, tables and pictures, and what is said around files that are handed out."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.markup import Markup
from handlers.outgoing.words import FIELDS
from handlers.problem import Problem
from handlers.progress.pace import Rates
from handlers.progress.texts import compared, goal, too_few
from handlers.texts import (
    MEASURES,
    Pronouns,
    capital,
    day,
    installs,
    lines,
    listed,
    moment,
    number,
    percent,
    results,
    stuck_by,
    titled,
)
from handlers.tonight.texts import FORCES
from storage.difficulties import DifficultySum
from storage.fieldwork import Turnout
from storage.records import Headcount, Person, Unit
from storage.settings import Target

# --- what is said around files that are handed out


def not_made(p: Pronouns) -> Markup:
    return p.say("{Me} chưa làm được tệp này ạ. {You} nhắn lại sau ít phút giúp {me} nhé.")


def with_link(words: Markup, link: str) -> Markup:
    """Where a file itself cannot go."""
    return lines(*([words] if words else []), Markup("Mở tệp: {}").format(link))


def without_file(words: Markup, name: str) -> Markup:
    """Where neither the file nor a link can go."""
    text = Markup("Tệp {} em chưa gửi qua đây được ạ. Xin hỏi cán bộ văn phòng phường.").format(name)
    return lines(*([words] if words else []), text)


def handed_file(name: str) -> dict[str, str]:
    """The page of a file whose link was sent into a chat elsewhere."""
    return {
        "title": "Tệp của trợ lý phường",
        "words": name,
        "open": "Mở tệp",
        "hint": 'Bấm mà không thấy gì thì bấm nút ba chấm ở góc, chọn "Mở bằng trình duyệt", rồi bấm lại.',
    }


def file_unknown() -> dict[str, str]:
    """One page for whatever is wrong with a link: it tells nothing about what there is."""
    return {
        "title": "Không mở được tệp này",
        "words": (
            "Đường dẫn này không có, đã hết hạn, hoặc chỉ mở được trên máy của người đã xin tệp.\n"
            "Bác tải lại trang trò chuyện rồi mở lại, hoặc nhắn em gửi tệp mới ạ."
        ),
    }


# --- what stands in a weekly letter and in its slip of corrections, and what is said around them

OFFICES = {"ward": "ỦY BAN NHÂN DÂN\nPHƯỜNG", "district": "ỦY BAN NHÂN DÂN\nQUẬN", "province": "ỦY BAN NHÂN DÂN\n"}
RECIPIENTS = ("Như trên;", "Chủ tịch, các PCT;", "Lưu: VT.")
SIGNED_FOR, SIGNS = "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
NOT_TOLD = "chưa báo"
WEEK, WHOLE_WARD = "Trong tuần", "Cả đợt"
MOST_NAMED = 3  # units in one line


def office(unit: Unit) -> str:
    return f"{OFFICES.get(unit.kind, '')} {unit.name.upper()}".strip()


def numbered(number_: int | None) -> str:
    return f"Số: {number_ if number_ is not None else '      '}/BC-UBND"


def place_and_day(unit: Unit, at: datetime) -> str:
    month = f"{at.month:02}" if at.month <= 2 else str(at.month)  # as Decree 30/2020 writes it
    return f"{unit.name}, ngày {at:%d} tháng {month} năm {at:%Y}"


def running_below(unit: Unit) -> str:
    """What a level above several campaigns calls them together."""
    return f"các đợt vận động tại {unit.name}"


def subject(campaign: str, week: tuple[date, date]) -> str:
    since, until = week
    return f"Kết quả thực hiện {campaign} từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}"


def total(
    name: str, value: int | None, headcount: Headcount | None, at: datetime, uncounted: Sequence[str] = ()
) -> str:
    """`name`: of what is counted; `uncounted`: units whose people are not in the headcount."""
    at_that = f"Tính đến {_instant(at)}, toàn địa bàn"
    if value is None:
        return f"{at_that} chưa có số {results(name)}."
    upto = f"{at_that} có {number(value)} {results(name)}"
    if headcount is None or headcount.value == 0:
        return f"{upto} (chưa có tổng số để tính tỷ lệ)."
    defined = f"{MEASURES[headcount.measure]}, {headcount.source} ngày {headcount.as_of:%d/%m/%Y}"
    return f"{upto}, đạt {percent(value, headcount.value, 2)} so với {number(headcount.value)} ({defined})." + (
        f" {too_few(uncounted)}" if uncounted else ""
    )


def within_week(name: str, more: int | None, before: int | None) -> str:
    """None: nobody has told anything of that week."""
    if more is None:
        return "Trong tuần chưa có địa bàn nào báo số."
    told = f"Trong tuần cài mới {number(more)}" if installs(name) else f"Trong tuần thêm {number(more)} {results(name)}"
    if before is None:
        return f"{told} (tuần trước chưa có số)."
    against = str(compared(more - before, before, "tuần trước"))
    return f"{told}, {against} ({number(before)})."


def since_before(added: int | None, start: int, as_of: date | None) -> str:
    """`added` None: nothing was told since, which is not the same as no growth."""
    if as_of is None:
        return ""
    before = f"{number(start)}, ngày {as_of:%d/%m/%Y}"
    if added is None:
        return f"Từ trước đợt ({before}) đến nay chưa có báo cáo nào."
    return f"So với trước đợt ({before}): {compared(added, start, 'trước đợt')}."


def reports(told: Rates, within: str = WEEK) -> str:
    if not told.expected:
        return f"{within} không có buổi nào đến hạn báo cáo."
    full, timely = (percent(part, told.expected, 2) for part in (told.told, told.on_time))
    return (
        f"Báo cáo đủ {number(told.told)}/{number(told.expected)} buổi ({full}), "
        f"đúng giờ {number(told.on_time)}/{number(told.expected)} buổi ({timely})."
    )


def missing(owed: Sequence[tuple[str, date]], earlier: int = 0) -> str:
    """`earlier`: reports of the weeks before that are still owed; a total without them is not whole."""
    before = f"Các tuần trước còn thiếu {number(earlier)} báo cáo." if earlier else ""
    if not owed:
        return before or "Không có địa bàn nào thiếu báo cáo."
    named = "; ".join(f"{unit} (tối {night:%d/%m})" for unit, night in owed)
    return f"Còn thiếu báo cáo của: {named}. {before}".strip()


def done(evenings: int, places: int, turnout: Mapping[str, Turnout]) -> str:
    if not evenings:
        return ""
    came = [f"{number(one.present)} lượt {FORCES[force]}" for force, one in turnout.items() if one.present]
    excused, absent = (sum(getattr(one, name) for one in turnout.values()) for name in ("excused", "absent"))
    away = [f"{number(count)} {how}" for count, how in ((absent, "vắng"), (excused, "có phép")) if count]
    lines_ = [f"Đã đi {number(evenings)} buổi tại {number(places)} địa bàn."]
    if came:
        lines_.append(f"Lực lượng tham gia: {', '.join(came)}" + (f" ({', '.join(away)})." if away else "."))
    return "\n".join(lines_)


def met(
    doors: Sequence[tuple[str, Mapping[str, int]]],
    causes: Sequence[DifficultySum] = (),
    units: Mapping[int, str] | None = None,
) -> str:
    """A line for each, with the units that met most of it; and what people were stuck by."""
    told = [
        f"{name}: {number(sum(by_unit.values()))} ({'; '.join(f'{unit}: {number(n)}' for unit, n in _most(by_unit))})."
        for name, by_unit in doors
    ]
    return "\n".join((*told, *_causes(causes, units or {})))


def _causes(sums: Sequence[DifficultySum], units: Mapping[int, str]) -> list[str]:
    """A line for each, with how many and where, and whether it has its answer."""
    by_cause: dict[str, list[DifficultySum]] = defaultdict(list)
    for one in sums:
        by_cause[stuck_by(one.kind, one.carrier)].append(one)
    most = sorted(by_cause.items(), key=lambda one: (-sum(met.households or met.notes for met in one[1]), one[0]))
    return [_cause(name, some, units) for name, some in most]


def _cause(name: str, some: Sequence[DifficultySum], units: Mapping[int, str]) -> str:
    households, left = sum(one.households for one in some), sum(one.open for one in some)
    by_unit: Counter[str] = Counter()
    for one in some:
        by_unit[units[one.unit_id]] += one.households or one.notes
    many = f"{number(households)} hộ, " if households else ""
    state = f"còn {number(left)} vướng mắc chưa có trả lời" if left else "đã có trả lời"
    where = "; ".join(unit for unit, _ in _most(by_unit))
    return f"{capital(name)}: {many}{len(by_unit)} địa bàn ({where}); {state}."


def _instant(at: datetime) -> str:
    return f"{at:%H}h{at:%M} ngày {at:%d/%m/%Y}"


def _most(by_unit: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(by_unit.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED]


def announced(at: datetime) -> str:
    return f"Thông báo gần nhất tới người dân: {_instant(at)}."


def letter_file(unit: Unit, until: date, number_: int | None) -> str:
    return f"Báo cáo tuần {unit.name} {until:%Y-%m-%d}{' (dự thảo)' if number_ is None else f' số {number_}'}.docx"


def slip_subject(number_: int, at: datetime) -> str:
    return f"Đính chính báo cáo số {number_}/BC-UBND, số liệu tính đến {_instant(at)}"


def corrected(unit: str, before: int | None, after: int) -> str:
    if before is None:
        return f"{unit}: chưa có số → {number(after)}"
    return f"{unit}: {number(before)} → {number(after)} ({'+' if after > before else '-'}{number(abs(after - before))})"


def final_subject(campaign: str) -> str:
    return f"Tổng kết {campaign}"


def slip_name(letter: str) -> str:
    return f"Đính chính {letter}"


def final_name(unit: Unit, until: date) -> str:
    return f"Báo cáo tổng kết {unit.name} {until:%Y-%m-%d}.docx"


def against_goal(target: Target, need: int, total_: int) -> str:
    named = f"Mục tiêu {goal(target, need)} đến ngày {target.by:%d/%m/%Y}"
    if total_ >= need:
        return f"{named}: đạt, vượt {number(total_ - need)}."
    return f"{named}: còn thiếu {number(need - total_)}."


# --- said in the chat


def final_sent(p: Pronouns) -> Markup:
    return p.say("{Me} gửi báo cáo tổng kết, {you} xem lại trước khi ký giúp {me} ạ.")


def draft(p: Pronouns, until: date, due: str, owed: Sequence[str]) -> Markup:
    head = p.say("Dự thảo báo cáo tuần đến {until} (hạn {due}) {me} gửi kèm.", until=day(until), due=due)
    return lines(head, _owing(owed), p.say('Xem xong {you} nhắn "phát hành báo cáo tuần" để {me} chốt số.'))


def still_owed(p: Pronouns, due: str, owed: Sequence[tuple[str, date, Person | None]]) -> Markup:
    """Thursday morning: who still has to tell before the letter goes."""
    if not owed:
        return p.say("Báo cáo tuần (hạn {due}) đã đủ số, {me} sẽ chốt bản cuối ạ.", due=due)
    named = [
        Markup("• {unit}, {night}{led_by}").format(
            unit=unit, night=day(night), led_by=Markup(": {}").format(titled(head)) if head else ""
        )
        for unit, night, head in owed
    ]
    return lines(Markup("Báo cáo tuần (hạn {}) còn thiếu số:").format(due), *named)


def final(p: Pronouns, due: str, owed: Sequence[str]) -> Markup:
    head = p.say("Bản cuối báo cáo tuần (hạn {due}) {me} gửi kèm.", due=due)
    return lines(head, _owing(owed), p.say('{You} nhắn "phát hành báo cáo tuần" là xong ạ.'))


def letter_without_file(p: Pronouns, due: str, said: Sequence[str]) -> Markup:
    head = p.say("Báo cáo tuần (hạn {due}): {me} chưa làm được tệp, {you} xem số trước nhé.", due=due)
    return lines(head, *said, p.say('Nhắn "/baocaotuan" để {me} làm lại tệp.'))


def alarm(p: Pronouns, due: str) -> Markup:
    return p.say('⚠️ Báo cáo tuần chưa phát hành, hạn {due}. {You} nhắn "phát hành báo cáo tuần" giúp {me} ạ.', due=due)


def issued(p: Pronouns, number_: int, at: datetime) -> Markup:
    return p.say(
        "Đã chốt báo cáo số <b>{number}/BC-UBND</b>, số liệu {at}. Số sửa sau này {me} ghi vào phiếu đính chính.",
        number=number_,
        at=moment(at),
    )


def slip(p: Pronouns, number_: int, changed: int) -> Markup:
    if not changed:
        return Markup("Báo cáo số {} không có gì phải đính chính ạ.").format(number_)
    return p.say(
        "Phiếu đính chính báo cáo số {number}: {changed} địa bàn thay đổi, {me} gửi kèm.",
        number=number_,
        changed=changed,
    )


def none_issued(p: Pronouns) -> Markup:
    return p.say("{You} chưa phát hành báo cáo tuần nào ạ.")


def due_at(due: date, clock: str) -> str:
    return f"{clock[:2]}h{clock[3:]} {day(due)}"


def _owing(owed: Sequence[str]) -> Markup:
    return Markup("Còn thiếu số: {}.").format(listed(owed, Markup(", "))) if owed else Markup("Số liệu đã đủ.")


# --- headings and notes of what is handed out as a table

NUMBER, CODE, UNIT, TOTAL_OF = "STT", "Mã", "Địa bàn", "Tổng cộng"
BEFORE, SO_FAR, SHARE, OWED = "Trước đợt", "Tổng đến nay", "Tỷ lệ", "Báo cáo còn thiếu"
NIGHT, HOURS, STATE, HEAD = "Buổi", "Thời gian", "Tình trạng", "Người phụ trách"
STAFF = "Tổng số CBCCVC"
RESIDENTS, WITH_PHONE = "Tổng số dân (từ 15 tuổi)", "Có smartphone"
PLACE, SCORE, WHY = "Xếp", "Điểm", "Vì sao"
WHOLE, GAP_TO_TARGET = "Tổng số", "Còn thiếu đến mục tiêu"
OFFICIAL, GAP = "Số trên hệ thống", "Chênh"
TOLD, SILENT, TO_COME, EXCUSED = "đã báo", "chưa báo", "chưa tới", "nghỉ"
DISPUTED = "đã báo, số còn lệch"
TITLES = {
    "progress": "Tiến độ theo địa bàn",
    "nights": "Kết quả từng buổi",
    "round": "Biểu tổng hợp theo vòng",
    "rewards": "Danh sách đề nghị khen thưởng",
    "push": "Nơi cần thêm sức",
}
PICTURES = {"pace": "Tiến độ", "bands": "Theo địa bàn", "calendar": "Lịch buổi"}
NO_CRITERIA = "Đợt này chưa đặt tiêu chí khen thưởng."


def staff_done(name: str) -> str:
    """`name`: of what is counted."""
    return "CBCCVC đã cài" if installs(name) else f"CBCCVC, {name[:1].lower() + name[1:]}"


def residents_done(name: str) -> str:
    return "Đã cài" if installs(name) else name


def title(kind: str, unit: str) -> str:
    return f"{TITLES[kind]}, {unit}"


def as_of(at: datetime) -> str:
    return f"Số liệu tính đến {moment(at)}/{at:%Y}."


def source(headcount: Headcount | None) -> str:
    if headcount is None:
        return "Chưa có tổng số để tính tỷ lệ."
    return f"Tổng số: {MEASURES[headcount.measure]}, {headcount.source} {headcount.as_of:%d/%m/%Y}."


def still_missing(units: Sequence[str]) -> str:
    return f"Còn thiếu báo cáo: {', '.join(units)}." if units else "Không thiếu báo cáo nào."


def told_late(units: Sequence[str]) -> str:
    return f"Báo sau hạn: {', '.join(units)}." if units else ""


def share_of(measure: str, of: tuple[int, int], units: tuple[int, int]) -> str:
    """`of`: n and d; `units`: how many of how many both are known of."""
    done, total = of
    counted = f"{units[0]}/{units[1]} đơn vị có đủ số"
    return f"Tỷ lệ {MEASURES[measure]}: {number(done)}/{number(total)} = {percent(done, total, 2)} ({counted})."


def sources(named: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """By source and day the units whose headcount is from there."""
    return [f"Tổng số theo {source_} ngày {on}: {', '.join(units)}." for (source_, on), units in named.items()]


def round_due(name: str, due: date) -> str:
    return f"{name}, hạn {day(due)}/{due:%Y}."


def table_file(kind: str, unit: str, at: datetime, ending: str) -> str:
    return f"{title(kind, unit)} {at:%Y-%m-%d %Hh%M}.{ending}"


def picture_name(kind: str, unit: str, at: datetime) -> str:
    return f"{PICTURES[kind]} {unit} {at:%Y-%m-%d %Hh%M}.png"


def handed(p: Pronouns, title_: str, at: datetime, total: Markup) -> Markup:
    return p.say("{Me} gửi <b>{title}</b>, số liệu lúc {at}: {total}.", title=title_, at=moment(at), total=total)


def being_made(p: Pronouns) -> Markup:
    return p.say("{Me} đang làm, xong {me} gửi ngay ạ.")


def no_criteria(p: Pronouns) -> Markup:
    return p.say("{no_criteria} {You} ghi tiêu chí vào tệp của đợt rồi {me} lập danh sách ạ.", no_criteria=NO_CRITERIA)


def what_to_export(p: Pronouns) -> Markup:
    return p.say(
        '{You} muốn xuất gì ạ? Nhắn "/xuat tiến độ", "/xuat từng buổi", "/xuat vòng 1", "/xuat khen thưởng", '
        '"/xuat cần đẩy"; thêm "csv" hoặc "word" nếu không cần Excel. Báo cáo tuần: "/baocaotuan". Ảnh: "ảnh". '
        'Mẫu Word: "/xuat mẫu".'
    )


def no_round(p: Pronouns, known: Sequence[str]) -> Markup:
    if not known:
        return Markup("Đợt này chưa đặt vòng báo cáo nào ạ.")
    return p.say("{Me} chưa rõ vòng nào. Các vòng: {known}.", known=", ".join(known))


def apart(why: str, units: Sequence[str]) -> str:
    return f"{capital(why)}: {', '.join(units)}."


# --- the words in pictures, and what is said instead where a picture cannot be shown

REACHED, NEAR, COMING, BEHIND, APART = "Đã đạt", "Từ 80 %", "Từ 50 %", "Dưới 50 %", "? Còn thiếu báo cáo"
LEGEND_TOLD, LEGEND_OWED, LEGEND_AHEAD, LEGEND_EXCUSED = "Đã báo", "? Chưa báo", "Chưa tới", "Nghỉ"
NOTHING_TOLD = "chưa có số"
LINE_SO_FAR, LINE_NEEDED, LINE_GOAL = "Đến nay", "Cần để kịp", "Mục tiêu"


def title_pace(unit: str, share: str) -> str:
    return f"{unit}: {share}"


def title_bands(unit: str) -> str:
    return f"{unit}: so với mục tiêu của từng nơi"


def title_calendar(unit: str) -> str:
    return f"{unit}: từng buổi"


def pictured_at(at: datetime) -> str:
    return f"Lúc {moment(at)}"


def goal_line(need: int, by: date) -> str:
    return f"{LINE_GOAL} {number(need)} ({by:%d/%m})"


def night(day: date) -> str:
    return f"{day:%d/%m}"


def caption(title: str, at: datetime, words: Markup) -> Markup:
    """Where the picture cannot be shown its figures are read."""
    return Markup("<b>{title}</b> · lúc {at}\n").format(title=title, at=moment(at)) + words


# --- what is said about the Word templates of letters

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


def template_handed(p: Pronouns, kind: str, unit: str, *, own: bool) -> Markup:
    whose = "của phường mình" if own else "gốc"
    return lines(
        p.say("{Me} gửi mẫu {kind} {whose}, {unit} đang dùng ạ.", kind=NAMES[kind], whose=whose, unit=unit),
        p.say("Chữ trong hai dấu ngoặc nhọn {me} tự điền, {you} giữ nguyên; còn lại sửa tuỳ ý bằng Word."),
        p.say("Sửa xong {you} gửi lại tệp .docx vào đây, {me} kiểm tra rồi mới dùng."),
    )


def template_file(kind: str) -> str:
    return f"Mẫu {NAMES[kind]}.docx"


def which(p: Pronouns) -> Markup:
    return p.say('{You} cần mẫu nào ạ? Nhắn "mẫu báo cáo tuần", "mẫu tổng kết" hoặc "mẫu đính chính".')


def wrong(p: Pronouns, kind: str, problems: Sequence[Problem]) -> Markup:
    head = p.say("Mẫu {kind} {you} gửi chưa dùng được:", kind=NAMES[kind])
    parts = [Markup("• {}").format(_problem(problem)) for problem in problems]
    return lines(head, *parts, p.say("{You} sửa rồi gửi lại giúp {me}. Mẫu đang dùng vẫn giữ nguyên."))


def offer(p: Pronouns, kind: str, unit: str, named: Sequence[str]) -> Markup:
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


def used(p: Pronouns, kind: str, unit: str) -> Markup:
    return p.say(
        'Từ nay {kind} của {unit} {me} viết theo mẫu này ạ. Muốn bỏ, {you} nhắn "dùng lại mẫu gốc".',
        kind=NAMES[kind],
        unit=unit,
    )


def left(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ mẫu đang dùng ạ.")


def gone(p: Pronouns) -> Markup:
    return p.say("Mẫu này {me} không còn giữ, {you} gửi lại tệp giúp {me} ạ.")


def reset(kind: str, unit: str) -> Markup:
    return Markup("Từ nay {kind} của {unit} lại viết theo mẫu gốc ạ.").format(kind=NAMES[kind], unit=unit)


def is_original(p: Pronouns, unit: str) -> Markup:
    return p.say("{unit} vẫn đang dùng mẫu gốc ạ, {you} không phải đổi gì.", unit=unit)


def which_back(p: Pronouns, kinds: Sequence[str]) -> Markup:
    named = listed([NAMES[kind] for kind in kinds], Markup(", "))
    return p.say("{You} đang có mẫu riêng cho: {named}. {You} muốn mẫu nào về mẫu gốc ạ?", named=named)


def fell_back(p: Pronouns, kind: str) -> Markup:
    return p.say(
        '⚠️ Mẫu riêng không điền được nữa, {me} dùng mẫu gốc. {You} nhắn "mẫu {kind}" để xem lại mẫu ạ.',
        kind=NAMES[kind],
    )


def _problem(one: Problem) -> Markup:
    near = Markup(", có phải <b>{}</b> không ạ").format(one.suggest) if one.suggest else Markup("")
    shown = one.match if "%" in one.match or one.kind == "broken" else one.match.strip("{} ")
    place = re.sub("[a-z]+", lambda word: PLACES[word[0]], ", ".join(map(str, one.rows)))
    return Markup(WRONG[one.kind]).format(shown=Markup("<b>{}</b>").format(shown), place=place) + near
