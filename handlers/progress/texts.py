"""What it says about how far a unit is: the answer first, what it was worked out from; nobody is named last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate

from handlers import texts as common
from handlers.language.unit_names import parts
from handlers.markup import Markup
from handlers.progress.bands import Bands, RankedUnit
from handlers.progress.judging import Push, Pushes
from handlers.progress.pace import Growth, Pace, Rates
from handlers.texts import (
    COMMA,
    SPACE,
    FigureChange,
    Pronouns,
    beyond,
    change,
    cut,
    day,
    decimal,
    lines,
    listed,
    moment,
    number,
    per_cent,
    percent,
    share,
    some,
    titled,
)
from handlers.tonight.texts import counted
from storage.progress import NightProgress, StartingPoint
from storage.records import Headcount, Person
from storage.settings import Target

# --- what it says about how far a unit is: the answer in the first line, short lines after it

NIGHTS_SHOWN = 6  # the newest; more would not fit the smallest channel
UNITS_SHOWN = 8
OPEN_SHOWN = 3
QUOTED = 60  # characters of a name that fits nothing
LIST = 1_700  # characters of a list of lines, so that the rest of its message fits the smallest channel


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What the first line is made of. `reported`: so many of so many units, or of reports; `past`: it was named."""

    title: str
    at: datetime
    total: int | None
    headcount: Headcount | None
    reported: tuple[int, int]
    owed: int
    past: bool = False
    units: bool = True


@dataclass(frozen=True, slots=True)
class Tonight:
    """One unit on the night asked about. `value` None: not told, which is never 0, though other figures may be."""

    unit: str
    value: int | None
    head: Person | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class OwedReport:
    """One report that has not come. `urged`: when which step of the ladder was told of it."""

    unit: str
    night: date
    head: Person | None = None
    phone: str | None = None
    urged: Mapping[str, datetime] = field(default_factory=dict)


def beside(title: str, names: Sequence[str]) -> Markup:
    """Which campaign an answer is about, and how to ask for another one that runs as well."""
    if not names:
        return Markup("")
    text = Markup('Đây là số của đợt {title}. Đợt {names} cũng đang chạy, xem bằng "/status {first}".')
    return text.format(title=title, names=", ".join(names), first=names[0])


def headline(standing: StatusLine) -> Markup:
    told, out = standing.reported
    parts = [
        Markup("<b>{title}</b>: {total}").format(
            title=standing.title, total=share(standing.total, standing.headcount, standing.at.date())
        )
    ]
    if out:
        what = "địa bàn đã báo đủ" if standing.units else "báo cáo đã có"
        parts.append(Markup("{figures}/{out} {what}").format(figures=number(told), out=number(out), what=what))
    if standing.owed:
        parts.append(Markup("⚠️ thiếu {} báo cáo").format(number(standing.owed)))
    parts.append(Markup("{when} {at}").format(when="tính đến" if standing.past else "lúc", at=moment(standing.at)))
    return listed(parts)


def own_nights(nights: Sequence[tuple[date, Sequence[FigureChange]]], today: date) -> list[Markup]:
    """Who has not been out yet owes nothing."""
    return [
        Markup("• {night}: {figures}").format(
            night=day(night),
            figures=listed(map(change, changes)) if changes else "chưa báo" if night <= today else "chưa tới",
        )
        for night, changes in nights[-NIGHTS_SHOWN:]
    ]


def tonight(shown: Sequence[Tonight], counts: tuple[int, int], word: str, night: date | None = None) -> Markup:
    """`counts`: reports come of reports expected; `word`: what the target counts."""
    when = f"Tối {day(night)}" if night else "Tối nay"
    if not shown:
        return Markup("{} không tổ nào có lịch.").format(when)
    tonights = sorted((one for one in shown if one.value is not None), key=lambda one: -(one.value or 0))
    head = Markup("{when} <b>{reported}/{expected}</b> tổ đã báo").format(
        when=when, reported=number(counts[0]), expected=number(counts[1])
    )
    if tonights:
        each = [
            Markup("{unit} <b>+{value}</b>").format(unit=one.unit, value=number(one.value or 0)) for one in tonights
        ]
        head += Markup(": ") + some(each, UNITS_SHOWN)
    unheard = [one for one in shown if one.value is None and not one.reported]
    silent = [f"{one.unit} ({titled(one.head)})" if one.head else one.unit for one in unheard]
    missing_ = Markup("Chưa báo: {}.").format(some(silent, UNITS_SHOWN)) if silent else ""
    partly = [(one.unit, one.head, None) for one in shown if one.value is None and one.reported]
    return lines(head + Markup("."), missing_, common.lacking(word, partly))


def lacking(word: str, units: Sequence[tuple[str, Person | None, date]]) -> Markup:
    """Of nights before tonight."""
    text = common.lacking(word, units)
    return Markup("⚠️ ") + text if text else text


@dataclass(frozen=True, slots=True)
class Differing:
    """A night about which two people differ: each figure as it counts and as somebody else said it."""

    unit: str
    night: date
    figures: Sequence[tuple[int, int]]


def differing(count: int, shown: Sequence[Differing]) -> Markup:
    if not count:
        return Markup("")
    named = [
        Markup("{unit} tối {night:%d/%m} ({figures})").format(
            unit=one.unit,
            night=one.night,
            figures=listed((f"{number(stands)} hay {number(said)}" for stands, said in one.figures), COMMA),
        )
        for one in shown
    ]
    text = Markup("⚠️ {count} buổi còn hai số khác nhau, tổng tính số báo trước").format(count=number(count))
    return text + (Markup(": ") + some(named, UNITS_SHOWN) if named else "") + Markup(".")


def missing(owed: Sequence[tuple[str, date, Person | None]], count: int) -> Markup:
    """Of nights before tonight."""
    if not owed:
        return Markup("")
    named = [
        f"{unit} ({titled(head)}, {day(night)})" if head else f"{unit} ({day(night)})" for unit, night, head in owed
    ]
    rest = Markup(" và {} báo cáo khác").format(number(count - len(owed))) if count > len(owed) else Markup("")
    return Markup("⚠️ Còn thiếu: {}").format(listed(named, COMMA)) + rest + Markup(".")


def open_places(open_: Sequence[tuple[str, date, Mapping[str, int]]]) -> Markup:
    if not open_:
        return Markup("")
    named = [
        Markup("{unit} tối {night:%d/%m} thiếu {short}").format(unit=unit, night=night, short=counted(short))
        for unit, night, short in open_[:OPEN_SHOWN]
    ]
    rest = len(open_) - OPEN_SHOWN
    more_ = Markup(" và {} buổi nữa").format(number(rest)) if rest > 0 else ""
    return Markup("⚠️ {names}{more}.").format(names=listed(named), more=more_)


def stuck(name: str, by_unit: Mapping[str, int]) -> Markup:
    """Of the last seven nights."""
    if not by_unit:
        return Markup("")
    most = sorted(by_unit.items(), key=lambda one: (-one[1], one[0]))[:OPEN_SHOWN]
    named = [f"{unit}: {number(count)}" for unit, count in most]
    return Markup("{name} 7 ngày qua: <b>{total}</b> ({names}).").format(
        name=name, total=number(sum(by_unit.values())), names=listed(named, COMMA)
    )


def above_headcount(units: Sequence[tuple[str, int, int]]) -> Markup:
    named = [
        Markup("{unit} {total} > {whole}").format(unit=unit, total=number(total), whole=number(whole))
        for unit, total, whole in units
    ]
    return Markup("⚠️ Số đã báo vượt tổng số: {}.").format(listed(named, COMMA)) if named else Markup("")


def uncounted(names: Sequence[str]) -> Markup:
    """Whose people are in no headcount, while what they told is in the total."""
    return Markup("⚠️ {}").format(too_few(names)) if names else Markup("")


def more(unit: str) -> Markup:
    named = unit if parts(unit).kinds else f"tổ {unit}"
    return Markup('Xem thêm: "{}", "thiếu", "tình hình tuần", "xếp hạng".').format(named)


def no_night(unit: str, night: date, *, later: bool, planned: Sequence[str] = ()) -> Markup:
    """With its year: it may be one of a year in which nothing ran. `planned`: the units that are to go out."""
    if later and planned:
        return Markup("Tối {night}/{year:%Y} chưa tới ạ. Trong lịch có <b>{count}</b>: {units}.").format(
            night=day(night), year=night, count=f"{number(len(planned))} buổi", units=some(planned, UNITS_SHOWN)
        )
    if later:
        return Markup("Tối {night}/{year:%Y} chưa tới, <b>{unit}</b> chưa có buổi nào trong lịch ạ.").format(
            night=day(night), year=night, unit=unit
        )
    return Markup("Tối {night}/{year:%Y} <b>{unit}</b> không có lịch ạ.").format(
        night=day(night), year=night, unit=unit
    )


def night_headline(unit: str, night: date, evening: NightProgress) -> Markup:
    """Whoever has told nothing yet has not told 0."""
    if not evening.counted:
        return Markup("<b>{unit}, tối {night}: chưa có số</b>").format(unit=unit, night=day(night))
    return Markup("<b>{unit}, tối {night}: +{total}</b>").format(
        unit=unit, night=day(night), total=number(evening.total)
    )


def week_headline(unit: str, days: tuple[date, date], now: int | None, before: int | None) -> Markup:
    """None: nobody has told anything of those days."""
    since, until = days
    said = f"+{number(now)}" if now is not None else "chưa có số"
    head = Markup("<b>{unit}, {since:%d/%m}–{until:%d/%m}: {said}</b>").format(
        unit=unit, since=since, until=until, said=said
    )
    if before is None:
        return head + Markup(" · cùng kỳ tuần trước chưa có số")
    compared = increase(now - before, before) if now is not None else ""
    return head + Markup(" · cùng kỳ tuần trước +{}").format(number(before)) + compared


def by_unit(totals: Mapping[str, int]) -> Markup:
    each = [Markup("{unit} <b>+{more}</b>").format(unit=unit, more=number(more_)) for unit, more_ in totals.items()]
    return some(each, UNITS_SHOWN) + Markup(".")


def all_missing(owed: Sequence[OwedReport], counts: tuple[int, int, int | None], at: datetime) -> Markup:
    """`counts`: reports, units that owe them, units that were to go out, None where that many are not counted."""
    reports, units, out = counts
    if not reports:
        done = Markup("Chưa tổ nào đến hạn báo ạ") if out == 0 else Markup("Không thiếu báo cáo nào ạ")
        return done + Markup(" (lúc {}).").format(moment(at))
    each = [
        Markup("• {unit}, {night}: {head}{urged}{phone}").format(
            unit=owed_report.unit,
            night=day(owed_report.night),
            head=titled(owed_report.head) if owed_report.head else "chưa có người báo",
            urged=_urged(owed_report.urged),
            phone=phone_(owed_report.phone),
        )
        for owed_report in owed
    ]
    ends = accumulate(len(line) + 1 for line in each)
    each = each[: sum(end <= LIST for end in ends)]
    of = "" if out is None else f"/{number(max(out, units))}"
    head_ = Markup("Còn thiếu <b>{units}{of}</b> địa bàn ({reports} báo cáo), lúc {at}:").format(
        units=number(units), of=of, reports=number(reports), at=moment(at)
    )
    return lines(head_, *each, beyond(reports, len(each), "báo cáo"))


def _urged(steps: Mapping[str, datetime]) -> str:
    """(đã nhắc 21h45, tổ phó 22h00)"""
    named = {"again": "đã nhắc", "deputy": "tổ phó"}
    told = [f"{said} {steps[step]:%H}h{steps[step]:%M}" for step, said in named.items() if step in steps]
    return f" ({', '.join(told)})" if told else ""


def phone_(phone: str | None) -> Markup:
    return Markup(" ☎️ {}").format(phone) if phone else Markup("")


def no_such_unit(p: Pronouns, name: str, *, may_be: bool = False) -> Markup:
    """`may_be`: with the nearest names to choose from."""
    text = p.say('{Me} chưa thấy địa bàn nào tên "{name}" trong phần {you} theo dõi ạ.', name=cut(name, QUOTED))
    return text + p.say(" {You} hỏi nơi nào trong số này ạ?") if may_be else text


def which_unit(p: Pronouns, count: int) -> Markup:
    return p.say("Có <b>{count}</b> địa bàn tên như vậy. {You} chọn giúp {me}, nhắn số hoặc tên:", count=count)


# --- what it says about pace, growth and the two rates: each sentence shows what it was worked out from

NAMED = 6  # units in one line


def goal(target: Target, need: int) -> str:
    return f"{per_cent(target.percent)} ({number(need)})"


def pace(reckoned: Pace, target: Target, total: int, today: date, mending: Mapping[str, int]) -> Markup:
    named = goal(target, reckoned.need)
    if reckoned.gap == 0:
        return Markup("✅ Đã đạt mục tiêu {named}, vượt {surplus}.").format(
            named=named, surplus=number(total - reckoned.need)
        )
    if today > target.by:
        return Markup("Hạn {by:%d/%m} đã qua: mục tiêu {named} còn thiếu {gap}.").format(
            by=target.by, named=named, gap=number(reckoned.gap)
        )
    if reckoned.left == 0:
        return Markup("Còn {gap} để đạt {named} vào {by:%d/%m}, mà lịch không còn tối nào: cần thêm buổi.").format(
            gap=number(reckoned.gap), named=named, by=target.by
        )
    head = Markup("Cần <b>{a_night}/tối</b> để đạt {named} vào {by:%d/%m} (còn {gap} trong {left} tối)").format(
        a_night=number(reckoned.a_night), named=named, by=target.by, gap=number(reckoned.gap), left=reckoned.left
    )
    return head + _against(reckoned) + _mending(mending)


def _against(reckoned: Pace) -> Markup:
    late = reckoned.late
    if reckoned.average is None:
        return Markup("; chưa có tối nào để so.")
    head = Markup("; {nights} tối gần nhất trung bình {average}").format(
        nights=reckoned.nights, average=decimal(reckoned.average, 0)
    )
    if late is None:
        return head + Markup(" → chưa ước được ngày đạt.")
    if late > 0:
        return head + Markup(" → <b>chậm khoảng {} tối</b>.").format(number(late))
    return head + (Markup(" → kịp, sớm khoảng {} tối.").format(number(-late)) if late else Markup(" → vừa kịp."))


def _mending(mending: Mapping[str, int]) -> Markup:
    if not mending:
        return Markup("")
    named = [f"{unit} ({number(gap)})" for unit, gap in mending.items()]
    return Markup(" Còn phải làm nhiều nhất: {}.").format(listed(named, COMMA))


def started(start: StartingPoint | None, added: int | None) -> Markup:
    """Where the total begins: said even when it is 0; and the growth since as official letters write it.

    None: nothing was told since, which is not the same as no growth.
    """
    if start is None:
        return Markup("Tính từ 0 (chưa nhập số trước đợt).")
    head = Markup("Trước đợt đã có {value} ({source} {as_of:%d/%m})").format(
        value=number(start.value), source=start.source, as_of=start.as_of
    )
    if added is None:
        return head + Markup(", từ đó chưa có báo cáo nào.")
    return head + increase(added, start.value) + Markup(".")


def too_few(names: Sequence[str]) -> str:
    """Why a share is too high: the figures of these units are in it and their people are not."""
    rest = f" và {number(len(names) - NAMED)} nơi nữa" if len(names) > NAMED else ""
    return f"Chưa có tổng số của {', '.join(names[:NAMED])}{rest} nên tỷ lệ thật thấp hơn."


def increase(more: int, before: int) -> Markup:
    """As in "tăng 88.258 = 308,5 %"; of nothing there is no percentage."""
    if more == 0:
        return Markup(", chưa tăng")
    growth = Growth(abs(more), before)
    verb = "tăng" if more > 0 else "giảm"
    share = "" if growth.percent is None else f" = {decimal(growth.percent)}{SPACE}%"
    return Markup(", {verb} {more}{share}").format(verb=verb, more=number(growth.more), share=share)


def compared(more: int, before: int, what: str) -> Markup:
    """The whole phrase of a letter: "tăng 88.258 = 308,5 % so với trước đợt"."""
    return Markup(increase(more, before).removeprefix(", ")) + Markup(" so với {}").format(what)


def rates(told: Rates, since: date) -> Markup:
    if not told.expected:
        return Markup("")
    return Markup(
        "Báo cáo từ {since:%d/%m}: đủ {share_reported} ({reported}/{expected}), đúng giờ {share_on_time} "
        "({on_time}/{expected})."
    ).format(
        since=since,
        share_reported=percent(told.told, told.expected),
        reported=number(told.told),
        expected=number(told.expected),
        share_on_time=percent(told.on_time, told.expected),
        on_time=number(told.on_time),
    )


# --- what it says when units are compared: good news first, groups instead of places, nobody named, nobody last

LINE = 190  # characters of one band


def bands(unit: str, found: Bands, target: Target, at: datetime) -> Markup:
    goal = per_cent(target.percent)
    head = Markup("<b>{unit}</b> so với mục tiêu của từng nơi ({goal}), lúc {at}").format(
        unit=unit, goal=goal, at=moment(at)
    )
    told = [
        _band("✅ Đã đạt", found.reached),
        _band("Sắp đạt (từ 80 %)", found.near),
        _band("Đang lên (từ 50 %)", found.coming),
        _band("Cần thêm sức", found.behind),
    ]
    owing = Markup("Chưa so vì còn thiếu báo cáo: {}.").format(_names(found.owing)) if found.owing else ""
    uncounted = Markup("Chưa so vì chưa có tổng số: {}.").format(_names(found.uncounted)) if found.uncounted else ""
    silent = Markup("Chưa so vì chưa có số: {}.").format(_names(found.silent)) if found.silent else ""
    return lines(head, improved(found.improved), *told, owing, uncounted, silent, _why())


def nothing_to_compare(unit: str) -> Markup:
    return Markup("<b>{}</b> không có địa bàn nào bên dưới để so ạ.").format(unit)


def improved(places: Sequence[RankedUnit]) -> Markup:
    if not places:
        return Markup("")
    named = [Markup("{unit} (+{more})").format(unit=place.unit, more=number(place.more)) for place in places]
    return Markup("Tiến bộ nhất 7 ngày qua: <b>{}</b>.").format(_fitting(named))


def _band(name: str, places: Sequence[RankedUnit]) -> Markup:
    if not places:
        return Markup("")
    named = [
        Markup("{unit} {plain}{space}%").format(unit=place.unit, plain=decimal(place.plain, 0), space=SPACE)
        for place in places
    ]
    return Markup("<b>{name}</b>: {fitting}").format(name=name, fitting=_fitting(named)) + Markup(".")


def _why() -> Markup:
    return Markup(
        "Cách xếp: số đã có chia cho mục tiêu của chính nơi đó; nơi ít dân được bù để vài máy không đổi nhóm."
    )


def _names(names: Sequence[str]) -> Markup:
    return _fitting([Markup("{}").format(name) for name in names])


def _fitting(parts: Sequence[Markup]) -> Markup:
    """As many as fit into their share of the smallest channel's message."""
    ends = accumulate(len(part) + len(COMMA) for part in parts)
    fitting = sum(end <= LINE for end in ends)
    return some(parts, fitting)


# --- how a place in the rewards list explains itself, and why somebody has none yet

NO_HEADCOUNT, NO_EVENING_YET = "chưa có tổng số", "chưa tới buổi nào"
NOT_JUDGED = "chưa xét"
SECTIONS = {
    "levels": "Phường, xã, quận",
    "groups": "Tổ dân phố, toà nhà",
    "schools": "Trường học",
    "agencies": "Cơ quan",
    "youth": "Chi đoàn",
    "militia": "Dân quân",
    "digital": "Tổ công nghệ số",
    "culture": "Văn hoá, thể thao",
    "police": "Công an",
    "members": "Hội viên",
}


def owes(reports: int) -> str:
    return f"thiếu {number(reports)} báo cáo"


def attendance_untold(evenings: int) -> str:
    return f"{number(evenings)} buổi chưa điểm danh"


def presence(took: int, came: int, places: int) -> str:
    return f"có mặt {number(came)}/{number(places)} chỗ, nhận {number(took)}"


def explained(parts: tuple[tuple[str, str, float], ...]) -> str:
    """Each criterion with its value and the points it gave."""
    return "; ".join(f"{name} {value} → " + f"{points:.1f}".replace(".", ",") for name, value, points in parts)


# --- where help is needed: neutral words, no place numbers, no names of people; each unit says what it lacks

SHOWN = 6  # of one kind; the rest is in the table
LISTED = 6


def pushes(unit: str, found: Pushes, at: datetime) -> Markup:
    if not found.everyone:
        head = Markup("<b>{unit}</b>: chưa nơi nào cần đẩy thêm, lúc {at}.").format(unit=unit, at=moment(at))
    else:
        head = Markup("<b>{unit}</b>: nơi cần thêm sức, lúc {at}").format(unit=unit, at=moment(at))
    several = len(found.kinds) > 1
    told = [_kind(kind, pushes_, named=several) for kind, pushes_ in found.kinds]
    more = any(len(pushes_) > SHOWN for _, pushes_ in found.kinds)
    table = Markup("Đủ bảng: /xuat cần đẩy.") if more else Markup("")
    return lines(head, *told, _apart("Chưa có tổng số", found.uncounted), _apart("Chưa tới buổi", found.not_yet), table)


def _kind(kind: str, pushes_: Sequence[Push], *, named: bool) -> Markup:
    head = Markup("<b>{}</b>").format(SECTIONS[kind]) if named else Markup("")
    each = (Markup("• {}: ").format(push.unit.name) + lacks(push) for push in pushes_[:SHOWN])
    return lines(head, *each, beyond(len(pushes_), SHOWN))


def lacks(one: Push) -> Markup:
    """So much per cent, so many reports owed, so many to go; of what nobody told there is neither share nor way."""
    owed = [Markup("thiếu {} báo cáo").format(number(one.owed))] if one.owed else []
    gap = [Markup("còn thiếu {} đến mục tiêu").format(number(one.gap))] if one.gap else []
    if one.share is None:
        return listed([Markup("chưa có số"), *owed], COMMA)
    share = Markup("{share}{space}% tổng số").format(share=decimal(one.share), space=SPACE)
    return listed([share, *owed, *gap], COMMA)


def _apart(head: str, names: Sequence[str]) -> Markup:
    if not names:
        return Markup("")
    return Markup("{head}: {names}.").format(head=head, names=some(names, LISTED))


def heads_reached(reached: int, others: int) -> Markup:
    """Whether those who are to be asked tonight can be written to."""
    if not reached + others:
        return Markup("")
    more = Markup(' Ai chưa: nhắn "liên lạc".') if others else Markup("")
    return Markup("{reached}/{whole} tổ trưởng liên lạc được lúc này.{more}").format(
        reached=number(reached), whole=number(reached + others), more=more
    )
