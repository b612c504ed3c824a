"""What stands in a weekly letter and in its slip of corrections, and what is said around them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.markup import Markup
from handlers.progress.pace import Rates
from handlers.progress.texts_pace import compared, goal, too_few
from handlers.texts import MEASURES, Pair, day, installs, lines, listed, moment, number, percent, results, titled
from handlers.tonight.texts_evening import FORCES
from storage.fieldwork import Turnout
from storage.records import Headcount, Person, Unit
from storage.settings import Target

OFFICES = {"ward": "ỦY BAN NHÂN DÂN\nPHƯỜNG", "district": "ỦY BAN NHÂN DÂN\nQUẬN", "province": "ỦY BAN NHÂN DÂN\n"}
RECIPIENTS = ("Như trên;", "Chủ tịch, các PCT;", "Lưu: VT.")
SIGNED_FOR, SIGNS = "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
NOT_TOLD = "chưa báo"
WEEK, WHOLE = "Trong tuần", "Cả đợt"
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


def met(doors: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    """A line for each, with the units that met most of it."""
    return "\n".join(
        f"{name}: {number(sum(by_unit.values()))} ({'; '.join(f'{unit}: {number(n)}' for unit, n in _most(by_unit))})."
        for name, by_unit in doors
    )


def _instant(at: datetime) -> str:
    return f"{at:%H}h{at:%M} ngày {at:%d/%m/%Y}"


def _most(by_unit: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(by_unit.items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED]


def announced(at: datetime) -> str:
    return f"Thông báo gần nhất tới người dân: {_instant(at)}."


def file_name(unit: Unit, until: date, number_: int | None) -> str:
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


def final_sent(p: Pair) -> Markup:
    return p.say("{Me} gửi báo cáo tổng kết, {you} xem lại trước khi ký giúp {me} ạ.")


def draft(p: Pair, until: date, due: str, owed: Sequence[str]) -> Markup:
    head = p.say("Dự thảo báo cáo tuần đến {until} (hạn {due}) {me} gửi kèm.", until=day(until), due=due)
    return lines(head, _owing(owed), p.say('Xem xong {you} nhắn "phát hành báo cáo tuần" để {me} chốt số.'))


def still_owed(p: Pair, due: str, owed: Sequence[tuple[str, date, Person | None]]) -> Markup:
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


def final(p: Pair, due: str, owed: Sequence[str]) -> Markup:
    head = p.say("Bản cuối báo cáo tuần (hạn {due}) {me} gửi kèm.", due=due)
    return lines(head, _owing(owed), p.say('{You} nhắn "phát hành báo cáo tuần" là xong ạ.'))


def without_file(p: Pair, due: str, said: Sequence[str]) -> Markup:
    head = p.say("Báo cáo tuần (hạn {due}): {me} chưa làm được tệp, {you} xem số trước nhé.", due=due)
    return lines(head, *said, p.say('Nhắn "/baocaotuan" để {me} làm lại tệp.'))


def alarm(p: Pair, due: str) -> Markup:
    return p.say('⚠️ Báo cáo tuần chưa phát hành, hạn {due}. {You} nhắn "phát hành báo cáo tuần" giúp {me} ạ.', due=due)


def issued(p: Pair, number_: int, at: datetime) -> Markup:
    return p.say(
        "Đã chốt báo cáo số <b>{number}/BC-UBND</b>, số liệu {at}. Số sửa sau này {me} ghi vào phiếu đính chính.",
        number=number_,
        at=moment(at),
    )


def slip(p: Pair, number_: int, changed: int) -> Markup:
    if not changed:
        return Markup("Báo cáo số {} không có gì phải đính chính ạ.").format(number_)
    return p.say(
        "Phiếu đính chính báo cáo số {number}: {changed} địa bàn thay đổi, {me} gửi kèm.",
        number=number_,
        changed=changed,
    )


def none_issued(p: Pair) -> Markup:
    return p.say("{You} chưa phát hành báo cáo tuần nào ạ.")


def due_at(due: date, clock: str) -> str:
    return f"{clock[:2]}h{clock[3:]} {day(due)}"


def _owing(owed: Sequence[str]) -> Markup:
    return Markup("Còn thiếu số: {}.").format(listed(owed, Markup(", "))) if owed else Markup("Số liệu đã đủ.")
