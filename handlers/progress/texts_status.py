"""What it says about how far a unit is: the answer in the first line, short lines after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate

from handlers.language.unit_names import parts
from handlers.markup import Markup
from handlers.progress.texts_pace import increase, too_few
from handlers.texts import (
    COMMA,
    Change,
    Pair,
    beyond,
    change,
    cut,
    day,
    lines,
    listed,
    moment,
    number,
    share,
    some,
    titled,
)
from handlers.tonight.texts_evening import counted
from storage.progress import Evening
from storage.records import Headcount, Person

NIGHTS_SHOWN = 6  # the newest; more would not fit the smallest channel
UNITS_SHOWN = 8
OPEN_SHOWN = 3
QUOTED = 60  # characters of a name that fits nothing
LIST = 1_700  # characters of a list of lines, so that the rest of its message fits the smallest channel


@dataclass(frozen=True, slots=True)
class Standing:
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
    """One unit on the night asked about. `value` None: not reported, which is never 0."""

    unit: str
    value: int | None
    head: Person | None = None


@dataclass(frozen=True, slots=True)
class Owing:
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
    said = Markup('Đây là số của đợt {title}. Đợt {names} cũng đang chạy, xem bằng "/status {first}".')
    return said.format(title=title, names=", ".join(names), first=names[0])


def headline(standing: Standing) -> Markup:
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


def own_nights(nights: Sequence[tuple[date, Sequence[Change]]], today: date) -> list[Markup]:
    """Who has not been out yet owes nothing."""
    return [
        Markup("• {night}: {figures}").format(
            night=day(night),
            figures=listed(map(change, changes)) if changes else "chưa báo" if night <= today else "chưa tới",
        )
        for night, changes in nights[-NIGHTS_SHOWN:]
    ]


def tonight(shown: Sequence[Tonight], counts: tuple[int, int], night: date | None = None) -> Markup:
    """`counts`: reports told of reports expected."""
    when = f"Tối {day(night)}" if night else "Tối nay"
    if not shown:
        return Markup("{} không tổ nào có lịch.").format(when)
    told = sorted((one for one in shown if one.value is not None), key=lambda one: -(one.value or 0))
    head = Markup("{when} <b>{reported}/{expected}</b> tổ đã báo").format(
        when=when, reported=number(counts[0]), expected=number(counts[1])
    )
    if told:
        each = [Markup("{unit} <b>+{value}</b>").format(unit=one.unit, value=number(one.value or 0)) for one in told]
        head += Markup(": ") + some(each, UNITS_SHOWN)
    silent = [f"{one.unit} ({titled(one.head)})" if one.head else one.unit for one in shown if one.value is None]
    missing_ = Markup("Chưa báo: {}.").format(some(silent, UNITS_SHOWN)) if silent else ""
    return lines(head + Markup("."), missing_)


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


def night_headline(unit: str, night: date, evening: Evening) -> Markup:
    """Whoever has told nothing yet has not told 0."""
    if not evening.told and not evening.total:
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


def all_missing(owed: Sequence[Owing], counts: tuple[int, int, int | None], at: datetime) -> Markup:
    """`counts`: reports, units that owe them, units that were to go out, None where that many are not counted."""
    reports, units, out = counts
    if not reports:
        done = Markup("Chưa tổ nào đến hạn báo ạ") if out == 0 else Markup("Không thiếu báo cáo nào ạ")
        return done + Markup(" (lúc {}).").format(moment(at))
    each = [
        Markup("• {unit}, {night}: {head}{urged}{phone}").format(
            unit=one.unit,
            night=day(one.night),
            head=titled(one.head) if one.head else "chưa có người báo",
            urged=_urged(one.urged),
            phone=phone_(one.phone),
        )
        for one in owed
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


def no_such_unit(p: Pair, name: str, *, may_be: bool = False) -> Markup:
    """`may_be`: with the nearest names to choose from."""
    said = p.say('{Me} chưa thấy địa bàn nào tên "{name}" trong phần {you} theo dõi ạ.', name=cut(name, QUOTED))
    return said + p.say(" {You} hỏi nơi nào trong số này ạ?") if may_be else said


def which_unit(p: Pair, count: int) -> Markup:
    return p.say("Có <b>{count}</b> địa bàn tên như vậy. {You} chọn giúp {me}, nhắn số hoặc tên:", count=count)
