"""What is said about the plan: what was read and would change, single nights, the schedule."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from handlers.language.unit_names import parts
from handlers.markup import Markup
from handlers.planning.plan_answers import slip
from handlers.planning.plan_difference import Stranger
from handlers.planning.plan_reading import RowDoubt, WantedNight
from handlers.problem import Problem
from handlers.texts import (
    COMMA,
    FLAWS,
    WEEKDAYS,
    Callee,
    Pronouns,
    capital,
    day,
    in_order,
    lines,
    listed,
    number,
    persons,
    spans,
    to_call,
)
from handlers.tonight.texts import FORCES
from storage.records import Person, Session, SessionState

# --- what is said about the ward's plan: what was read, what is doubtful, what would change, what was stored

BRIEF = 3  # changes that one sentence tells
MOST = 6  # lines that a phone shows at once
PLACES_WITH_DAYS = 8

_WHY = {
    "weekday_mismatch": "ngày và thứ không khớp nhau",
    "invalid_date": "không có ngày này",
    "missing_date": "chưa rõ ngày",
    "missing_group": "chưa rõ địa bàn nào",
    "range_reversed": "ngày cuối đứng trước ngày đầu",
    "time_reversed": "giờ kết thúc trước giờ bắt đầu",
    "invalid_time": "không có giờ này",
    "recurring_no_end": "lặp lại mà chưa có ngày cuối",
    "unclear": "chưa rõ ý",
    "no_time": "kế hoạch ghi nhiều khung giờ",
    "lunar": "ghi ngày âm lịch, chưa rõ là ngày dương nào",
    "overnight": "kéo qua đêm sang hôm sau",
    "far_away": "cách xa các ngày khác trong bảng",
    "tentative": "mới là dự kiến, chưa chốt",
    "set_aside": "nằm dưới phần không còn hiệu lực",
    **FLAWS,
}
_UNDER = ("tentative", "set_aside")  # what a heading makes of all rows below it


def draft(title: str) -> Markup:
    return Markup('Tệp tự ghi là "{}", chưa phải bản chính thức.').format(title) if title else Markup("")


def left_out(p: Pronouns, parts: Sequence[Problem]) -> Markup:
    """Parts that do not count, by their headings, with the places they name."""
    return lines(
        *(
            p.say(
                '{Me} không ghi phần "{title}" ({count} dòng: {places}).',
                title=part.match,
                count=len(part.rows),
                places=_names(part.why.split(", ")),
            )
            for part in parts
        )
    )


def _names(names: Sequence[str]) -> str:
    """The first few, and how many more."""
    return ", ".join([*names[:MOST], *([f"… (thêm {len(names) - MOST})"] if len(names) > MOST else [])])


def hours(starts: str, ends: str | None) -> str:
    return "–".join(_clock(time) for time in (starts, ends) if time)


def _clock(time: str) -> str:
    hour, minute = time.split(":")
    return f"{int(hour)}h{minute}"


def read(p: Pronouns, wanted: Sequence[WantedNight], units: int, usual: tuple[str, str]) -> Markup:
    """The count, the span of days, and the hours where all have the same."""
    head = p.say("{Me} đọc xong: <b>{units} địa bàn, {count} buổi</b>", units=units, count=len(wanted))
    if not wanted:
        return head + Markup(".")
    nights = [wanted_night.night for wanted_night in wanted]
    span = Markup(", {first:%d/%m}–{last:%d/%m}").format(first=min(nights), last=max(nights))
    times = {(night.starts, night.ends) if night.starts else usual for night in wanted}
    clock = Markup(", {}").format(hours(*times.copy().pop())) if len(times) == 1 else Markup("")
    silent = all(one.starts is None for one in wanted)
    return head + span + clock + (Markup(" (theo giờ chung của đợt).") if silent else Markup("."))


def places(nights: Mapping[str, Sequence[date]]) -> Markup:
    """Of a few places their days as well; of many the names, in the order in which people count them."""
    if not nights:
        return Markup("")
    if len(nights) > PLACES_WITH_DAYS:
        return Markup("Gồm: {}.").format(listed(spans(in_order(nights)), COMMA))
    each = (Markup("{unit} ({days})").format(unit=unit, days=_days(nights[unit])) for unit in in_order(nights))
    return Markup("Gồm: {}.").format(listed(each, COMMA))


def every_place(p: Pronouns, nights: Mapping[str, Sequence[date]]) -> Markup:
    """All of them with all their days."""
    each = (Markup("• {unit}: {days}").format(unit=unit, days=_days(nights[unit])) for unit in in_order(nights))
    return lines(p.say("Đủ các nơi và ngày trong bản {you} gửi:"), *each)


def _days(nights: Sequence[date]) -> Markup:
    """'11, 12/11, 01/12'."""
    months = [
        (month, [f"{night:%d}" for night in some_])
        for month, some_ in groupby(sorted(set(nights)), lambda one: one.month)
    ]
    return listed((f"{', '.join(days)}/{month:02}" for month, days in months), COMMA)


def doubts(p: Pronouns, waiting: Sequence[RowDoubt], most: int = MOST) -> Markup:
    if not waiting:
        return Markup("")
    head = p.say("<b>{count} dòng cần {you} xem</b>:", count=len(waiting))
    shown = list(_grouped(waiting))
    more = [Markup("… và {} dòng nữa.").format(len(shown) - most)] if len(shown) > most else []
    return lines(head, *(_doubt(group) for group in shown[:most]), *more, _how(waiting))


def _grouped(waiting: Sequence[RowDoubt]) -> Iterable[list[RowDoubt]]:
    """Rows with the same slip of the pen, or under one heading, are one question."""
    alike: dict[object, list[RowDoubt]] = {}
    for doubt in waiting:
        pair = slip(doubt) if not doubt.blocking else None
        under = (doubt.first.kind, doubt.first.match) if doubt.first.kind in _UNDER else None
        alike.setdefault(pair or under or doubt.row, []).append(doubt)
    return alike.values()


def _doubt(group: Sequence[RowDoubt]) -> Markup:
    doubt = group[0]
    first, pair = doubt.first, slip(doubt)
    if first.kind in _UNDER:
        return _under(group)
    named = (
        Markup('• dòng {row} "{match}"').format(row=doubt.row, match=first.match)
        if first.match
        else Markup("• dòng {}").format(doubt.row)
    )
    if first.suggest and pair:
        before, word, after = first.suggest.partition(pair[1])
        meant = Markup("{before}<b>{word}</b>{after}").format(before=before, word=word, after=after)
        others = [row_doubt.row for row_doubt in group[1:]]
        too = Markup(" (dòng {} cũng vậy)").format(_names(others)) if others else Markup("")
        return named + Markup(': có phải "{}"?').format(meant) + too
    if first.suggest:
        return named + Markup(': có phải "<b>{}</b>"?').format(first.suggest)
    if not doubt.blocking:
        return named + Markup(": chưa ghi địa bàn, hiểu là của dòng trên.")
    place = ", ".join(
        dict.fromkeys(
            read_session.group
            for read_session in doubt.held
            if read_session.group and read_session.group not in first.match
        )
    )
    what = Markup(" ({})").format(place) if place else Markup("")
    return named + what + Markup(": {}.").format(_reason(doubt))


def _under(group: Sequence[RowDoubt]) -> Markup:
    """Rows under one heading, with their places."""
    places = dict.fromkeys(held.group for doubt in group for held in doubt.held if held.group)
    return Markup('• dòng {rows} dưới "{title}" ({places}): {why}.').format(
        rows=_names([doubt.row for doubt in group]),
        title=group[0].first.match,
        places=_names(list(places)),
        why=_reason(group[0]),
    )


def _reason(doubt: RowDoubt) -> str:
    first = doubt.first
    nights = [night for held in doubt.held for night in held.dates]
    if first.kind == "weekday_mismatch" and len(nights) == 1:
        return f"{nights[0]:%d/%m} là {WEEKDAYS[nights[0].weekday()]}, không khớp thứ ghi trong bảng"
    return _WHY.get(first.kind, _WHY["unclear"])


def _how(waiting: Sequence[RowDoubt]) -> Markup:
    """How to answer, with the first row of each sort as the example."""
    alike = next((doubt for doubt in waiting if not doubt.blocking and doubt.first.suggest), None)
    stuck = next((doubt for doubt in waiting if doubt.blocking), None)
    pair = slip(alike) if alike else None
    ways = []
    if pair:
        ways.append(Markup('Nhắn "<b>{} cả</b>" để sửa, "giữ" để giữ nguyên.').format(pair[1].lower()))
    elif alike:
        ways.append(Markup('Nhắn "sửa cả" để sửa, "giữ" để giữ nguyên.'))
    if stuck:
        ways.append(Markup("Nhắn {}.").format(listed(_examples(stuck, waiting), Markup(" hoặc "))))
    return lines(*ways)


def _examples(doubt: RowDoubt, waiting: Sequence[RowDoubt]) -> list[str]:
    if doubt.first.kind in _UNDER:
        same = (doubt.first.kind, doubt.first.match)
        alike = [one.row for one in waiting if (one.first.kind, one.first.match) == same]
        return [f'"{verb} dòng {", ".join(alike)}"' for verb in ("giữ", "bỏ")]
    says = {
        "missing_group": f'"dòng {doubt.row} là" kèm tên địa bàn',
        "time_reversed": f'"dòng {doubt.row} 19h30-21h30"',
        "invalid_time": f'"dòng {doubt.row} 19h30-21h30"',
        "overnight": f'"dòng {doubt.row} 19h30-21h30"',
    }
    keep = [f'"giữ dòng {doubt.row}"'] if doubt.keepable else []
    nowhere = doubt.first.kind in FLAWS and any(not held.group for held in doubt.held)
    return [
        says.get("missing_group" if nowhere else doubt.first.kind, f'"dòng {doubt.row} ngày 13/11"'),
        *keep,
        f'"bỏ dòng {doubt.row}"',
    ]


def how_to_decide(p: Pronouns, *, waiting: int, whole: bool = False) -> Markup:
    left = p.say(" Dòng chưa rõ thì {me} chưa lấy.") if waiting else Markup("")
    every = Markup('"xem hết" để xem đủ; ') if whole else Markup("")
    return p.say('Chưa lưu gì cho đến khi {you} nhắn "<b>đồng ý</b>"; {every}"thôi" để bỏ.', every=every) + left


# --- against what stands


def moved(unit: str, old: Session, new: Session) -> Markup:
    if old.night == new.night:
        was, now = (hours(session.starts or "", session.ends) for session in (old, new))
        return Markup("• {unit} {old_night}: đổi giờ {was} → <b>{now}</b>").format(
            unit=unit, old_night=day(old.night), was=was, now=now
        )
    return Markup("• {unit}: dời {old_night} → <b>{new_night}</b>").format(
        unit=unit, old_night=day(old.night), new_night=day(new.night)
    )


def called_off(unit: str, session: Session) -> Markup:
    return Markup("• {unit}: <b>hủy</b> {night}").format(unit=unit, night=day(session.night))


def reinstated(unit: str, session: Session) -> Markup:
    return Markup("• {unit}: <b>đi lại</b> {night}").format(unit=unit, night=day(session.night))


def added(unit: str, session: Session) -> Markup:
    return Markup("• {unit}: <b>thêm</b> {night}").format(unit=unit, night=day(session.night))


def cancelled(p: Pronouns, places: Sequence[tuple[str, date]]) -> Markup:
    """All of them: nobody says yes to what is not shown."""
    if not places:
        return Markup("")
    head = p.say(
        '⚠️ Bản này không còn <b>{count} buổi</b> đang có trong lịch. Nếu {you} nhắn "đồng ý", {me} hủy:',
        count=len(places),
    )
    return lines(head, *by_unit(places), p.say('Muốn để lại các buổi này, {you} nhắn "<b>giữ các buổi</b>".'))


def by_unit(places: Sequence[tuple[str, date]]) -> list[Markup]:
    """'• Khu phố 1: thứ Ba 15/12, thứ Ba 22/12'."""
    nights: dict[str, list[date]] = {}
    for unit, night in places:
        nights.setdefault(unit, []).append(night)
    return [
        Markup("• {unit}: {names}").format(unit=unit, names=listed((day(night) for night in some), Markup(", ")))
        for unit, some in nights.items()
    ]


def beyond(p: Pronouns, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    return p.say(
        "Bản này không nói đến {count} buổi khác trong lịch nên {me} giữ nguyên: {named}. "
        'Nếu bản này thay cả lịch, {you} nhắn "<b>thay cả lịch</b>".',
        count=len(places),
        named=named,
    )


def strangers(p: Pronouns, waiting: Sequence[Stranger]) -> Markup:
    """Names that may be another's, or no place at all."""
    if not waiting:
        return Markup("")
    head = p.say("<b>{count} tên cần {you} xem</b>:", count=len(waiting))
    near = next((stranger for stranger in waiting if stranger.near), None)
    number = next((one for one in waiting if not one.near and parts(one.name).bare), None)
    event = next((one for one in waiting if not one.near and not parts(one.name).bare), None)
    ways = []
    if near:
        two = "" if parts(near.name).bare else f', "giữ {near.name}" nếu là hai nơi khác nhau'
        ways.append(f'"{near.name} là {near.near[0]}" nếu là một{two}')
    if number:
        ways.append(f'"{number.name} là Tổ dân phố {number.name}"')
    if event:
        ways.append(f'"bỏ {event.name}" nếu không phải địa bàn')
    if sum(len(one.near) == 1 for one in waiting) > 1:
        ways.append('"đúng cả" nếu tên nào cũng đúng như trên')
    how = p.say("Nhắn {ways}. Chưa rõ thì {me} chưa lấy.", ways=listed(ways, Markup("; ")))
    return lines(head, *(_stranger(one) for one in waiting), how)


def _stranger(one: Stranger) -> Markup:
    if not one.near and parts(one.name).bare:
        return Markup('• "{}": là số của địa bàn nào ạ?').format(one.name)
    if not one.near:
        return Markup('• "{}": có phải địa bàn không ạ?').format(one.name)
    return Markup('• "{name}": có phải là <b>{near}</b> không ạ?').format(
        name=one.name, near=listed(one.near, Markup(" hay "))
    )


def understood(p: Pronouns, names: Sequence[tuple[str, str]], rows: Sequence[str]) -> Markup:
    """What an answer has changed; a name that means nothing is left out."""
    parts = [
        Markup("bỏ <b>{}</b>").format(name)
        if not meant
        else Markup("<b>{}</b> là địa bàn riêng").format(name)
        if name == meant
        else Markup("<b>{name}</b> là <b>{meant}</b>").format(name=name, meant=meant)
        for name, meant in names
    ]
    parts += [Markup("bỏ dòng {}").format(row) for row in rows]
    return p.say("Dạ, {me} ghi: {items}.", items=listed(parts, Markup("; "))) if parts else Markup("")


def keeps_nights(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} để lại các buổi mà bản này không còn.")


def replaces_all(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} lấy bản này thay cả lịch; {you} xem lại các buổi sẽ hủy giúp {me}.")


def is_it_a_plan(p: Pronouns) -> Markup:
    return p.say("{You} gửi kế hoạch phải không ạ? {Me} đọc thử:")


def against(stays: int, changes: Sequence[Markup], most: int = MOST) -> Markup:
    if not changes:
        return Markup("So với lịch đang có: giữ nguyên <b>{}</b> buổi.").format(stays)
    head = Markup("So với lịch đang có: giữ nguyên <b>{stays}</b> buổi, thay đổi <b>{count}</b>:").format(
        stays=stays, count=len(changes)
    )
    return lines(head, *some(changes, most))


def some(told: Sequence[Markup], most: int = MOST) -> list[Markup]:
    more = [Markup("… và {} dòng nữa.").format(len(told) - most)] if len(told) > most else []
    return [*told[:most], *more]


def kept(p: Pronouns, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    unit, night = places[0]
    return p.say(
        'Bản này không còn {named} nhưng đã có số báo về, {me} vẫn giữ. Muốn hủy, {you} nhắn riêng "hủy buổi '
        '{night:%d/%m} ở {unit}".',
        named=named,
        night=night,
        unit=unit,
    )


def passed(p: Pronouns, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    return p.say("Buổi đã qua mà bản này không có, {me} giữ nguyên: {named}.", named=named)


def outside(p: Pronouns, nights: Sequence[WantedNight], starts: date, ends: date) -> Markup:
    if not nights:
        return Markup("")
    named = _names([f"{night.group} {night.night:%d/%m/%Y}" for night in nights])
    return p.say(
        "⚠️ Ngoài thời gian đợt ({starts:%d/%m}–{ends:%d/%m/%Y}) nên {me} không lấy: {named}.",
        starts=starts,
        ends=ends,
        named=named,
    )


def other_ward(p: Pronouns, said: str, unit: str) -> Markup:
    return p.say(
        "⚠️ Bản này ghi các địa bàn ở <b>{said}</b>, còn {me} đang giữ lịch của {unit}. "
        'Nếu {you} gửi nhầm tệp thì nhắn "thôi".',
        said=said,
        unit=unit,
    )


def new_places(p: Pronouns, names: Sequence[str], *, all_new: bool) -> Markup:
    if not names:
        return Markup("")
    text = Markup("Địa bàn mới: {}.").format(", ".join(spans(in_order(names))))
    if not all_new:
        return text
    return (
        p.say('⚠️ Không có địa bàn nào của phường trong kế hoạch này. Nếu {you} gửi nhầm tệp thì nhắn "thôi". ') + text
    )


def owed(places: Sequence[tuple[str, date]]) -> Markup:
    named = (
        Markup("Không đi buổi tối, hạn gửi số {due:%d/%m}: {unit}.").format(due=due, unit=unit)
        for unit, due in places[:MOST]
    )
    return lines(*named)


def of_campaign(name: str) -> Markup:
    """Where a ward has several."""
    return Markup("Kế hoạch của đợt <b>{}</b>.").format(name)


def stands_already(p: Pronouns, units: int, nights: int) -> Markup:
    return p.say(
        "Kế hoạch này giống hệt lịch đang có ({units} địa bàn, {nights} buổi), {me} không phải sửa gì ạ.",
        units=units,
        nights=nights,
    )


# --- what became of it


def accepted(p: Pronouns, units: int, nights: int, left: Sequence[RowDoubt]) -> Markup:
    done = p.say(
        "{Me} đã lưu ✅ <b>{units} địa bàn, {nights} buổi</b>. Từ giờ {me} theo dõi báo cáo từng buổi.",
        units=units,
        nights=nights,
    )
    return lines(done, _left(p, [doubt.row for doubt in left if doubt.blocking]))


def _left(p: Pronouns, rows: Sequence[str]) -> Markup:
    if not rows:
        return Markup("")
    return p.say(
        "Dòng {names} chưa rõ nên {me} chưa lấy, {you} sửa trong tệp rồi gửi lại giúp {me}.", names=_names(rows)
    )


def nothing_to_store(p: Pronouns) -> Markup:
    return p.say("Chưa có dòng nào rõ để lưu ạ. {You} trả lời giúp {me} các dòng trên, hoặc gửi lại tệp đã sửa.")


def dropped(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} bỏ bản kế hoạch này, lịch đang có vẫn giữ nguyên ạ.")


def gone(p: Pronouns) -> Markup:
    return p.say("Bản kế hoạch này đã được thay hoặc đã xong rồi ạ, {me} không đổi gì. {You} gửi lại tệp nếu cần nhé.")


def changed_meanwhile(p: Pronouns) -> Markup:
    return p.say("Trong lúc chờ, bản này hoặc lịch của đợt đã thay đổi nên {me} chưa lưu. {You} xem lại giúp {me}:")


def answer_unclear(
    p: Pronouns, waiting: Sequence[RowDoubt], unnamed: Sequence[Stranger], groups: Sequence[str]
) -> Markup:
    waits = p.say('Bản kế hoạch vẫn chờ {you}: nhắn "<b>đồng ý</b>" để lưu, "thôi" để bỏ ạ.')
    unclear = p.say("{Me} chưa hiểu câu này là cho dòng nào ạ.") if waiting or unnamed else Markup("")
    ways = Markup("")
    if groups and not (waiting or unnamed):
        ways = p.say(
            'Sửa bản này, {you} nhắn "{first} là" kèm tên đúng, "bỏ {last}", "bỏ dòng 5".',
            first=groups[0],
            last=groups[-1],
        )
    return lines(unclear, doubts(p, waiting), strangers(p, unnamed), ways, waits)


def no_draft(p: Pronouns) -> Markup:
    return p.say("{You} gửi tệp kế hoạch (Excel, Word, CSV), hoặc dán cả bảng vào đây giúp {me} nhé.")


def no_schedule(p: Pronouns) -> Markup:
    return p.say(
        "{Me} không thấy bảng lịch nào trong đó ạ: cần có cột địa bàn và cột ngày. {You} xem lại rồi gửi giúp {me} nhé."
    )


# --- to those whose nights have changed


NEWS = "tin đổi lịch"


def brief(changes: Sequence[Markup]) -> Markup:
    """What a telephone has to tell of these lines, in one sentence."""
    bare = [Markup(re.sub(r"^• |</?b>", "", str(change))) for change in changes[:BRIEF]]
    more = Markup("; và {} buổi nữa").format(len(changes) - BRIEF) if len(changes) > BRIEF else Markup("")
    return Markup("báo {}").format(listed(bare, Markup("; "))) + more


def told_of_plan(p: Pronouns, reached: Sequence[Person], others: int) -> Markup:
    """A whole plan is no reason to telephone: who joins later hears of it then."""
    heard = p.say("{Me} báo lịch cho {person}.", person=persons(reached)) if reached else Markup("")
    later = Markup(
        "{others} người {me} chưa nhắn được (/chuavao), khi vào chat {me} báo ngay; cần gấp thì {you} gọi theo /goi."
    )
    return lines(heard, p.say(later, others=number(others)) if others else Markup(""))


def told(p: Pronouns, reached: Sequence[Person], others: Sequence[Callee], what: Markup) -> Markup:
    """Who hears of the changes at once, and who has to be called."""
    heard = p.say("{Me} báo {person} ngay.", person=persons(reached)) if reached else Markup("")
    return lines(heard, to_call(p, others, what, any_reached=bool(reached), rest=" (xem /goi)"))


def your_nights(p: Pronouns, unit: str, changes: Sequence[Markup], why: str) -> Markup:
    reason = Markup(" ({})").format(why) if why else Markup("")
    head = p.say("{Me} báo {you}: lịch của <b>{unit}</b> có thay đổi{reason}:", unit=unit, reason=reason)
    return lines(head, *some(changes))


# --- what is said about single nights: moved, called off, added, reinstated, refused, outside the plan

LEAVE = "Thôi, không"
STILL_CANCEL = "Vẫn hủy"
EXTRA, NO_EXTRA = "Đúng", "Không"


def done(p: Pronouns, changes: Sequence[Markup], told: Markup) -> Markup:
    """The changes, and who hears of them."""
    return lines(p.say("{Me} đã sửa lịch ✅"), *changes, told)


def left(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên lịch ạ.")


def which_unit(p: Pronouns) -> Markup:
    return p.say("{You} muốn sửa lịch của địa bàn nào ạ?")


def no_such_unit(p: Pronouns) -> Markup:
    return p.say("{Me} không thấy địa bàn đó trong đợt này, nên chưa sửa gì. {You} nhắn đúng tên như trong kế hoạch ạ.")


def which_solar_day(p: Pronouns) -> Markup:
    return p.say("Ngày âm thì {me} dễ nhầm ạ. {You} nhắn lại kèm ngày dương giúp {me} nhé. {Me} chưa ghi gì.")


def which_night(p: Pronouns, unit: str, nights: Sequence[date]) -> Markup:
    return lines(p.say("{You} nói rõ tối nào giúp {me} ạ. {nights}", nights=_nights(unit, nights)))


def of_night(night: date, said: str) -> str:
    return f"{capital(day(night))}: {said}" if said else capital(day(night))


def one_of_these(p: Pronouns, *, clash: bool) -> Markup:
    if clash:
        return p.say("Thứ và ngày chưa khớp nhau ạ. {You} nói tối nào giúp {me}?")
    return p.say("{Me} làm được từng tối một ạ. {You} chọn tối nào trước?")


def no_such_day(p: Pronouns) -> Markup:
    return p.say("Lịch không có ngày đó ạ. {You} nhắn lại giúp {me} tối nào.")


def one_by_one(p: Pronouns, nights: Sequence[date], *, clash: bool) -> Markup:
    if clash:
        return p.say("Thứ và ngày chưa khớp nhau ạ. {You} nhắn lại tối nào giúp {me}.")
    return p.say(
        "Dạ, {me} làm được từng tối một. {You} nhắn từng tối giúp {me}: {nights}.",
        nights=listed([day(night) for night in nights], Markup(", ")),
    )


def next_night(p: Pronouns, unit: str, today: date, night: date, *, cancel: bool) -> Markup:
    return p.say(
        "<b>{unit}</b> tối nay ({today}) không có buổi; buổi gần nhất là {night}. {You} muốn {verb} buổi đó ạ?",
        unit=unit,
        today=day(today),
        night=day(night),
        verb="hủy" if cancel else "dời",
    )


def instead(night: date, *, first: bool, cancel: bool) -> str:
    verb = "hủy" if cancel else "dời"
    return f"Đúng, {verb} {day(night)}" if first else f"{verb.capitalize()} {day(night)}"


def which_of_these(p: Pronouns, night: date, units: Sequence[str], *, cancel: bool) -> Markup:
    verb = "hủy" if cancel else "đi lại"
    if len(units) == 1:
        return p.say(
            "{night} có buổi của <b>{units}</b>. {You} muốn {verb} buổi này ạ?",
            night=capital(day(night)),
            units=units[0],
            verb=verb,
        )
    return p.say(
        "{night} có {count} buổi: {units}. {You} muốn {verb} buổi nào ạ?",
        night=capital(day(night)),
        count=len(units),
        units=listed(units, Markup(", ")),
        verb=verb,
    )


def all_of(number: int, *, cancel: bool) -> str:
    verb = "hủy" if cancel else "đi lại"
    return f"Đúng, {verb}" if number == 1 else f"{verb.capitalize()} cả {number} buổi"


def left_open(p: Pronouns) -> Markup:
    return p.say('Dạ, {me} chưa ghi nghỉ buổi nào ạ. Tối nào nghỉ hẳn, {you} nhắn rõ, ví dụ: "tối nay nghỉ, mưa".')


def stands(night: date, sessions: Sequence[tuple[str, Session]], following: tuple[str, date] | None) -> Markup:
    """What is to take place on that night and what is not; the next one where there is nothing."""
    going = [f"{unit} ({hours(s.starts or '', s.ends)})" for unit, s in sessions if s.planned]
    off = [unit for unit, s in sessions if s.state is SessionState.CANCELLED]
    waits = [unit for unit, s in sessions if s.state is SessionState.EXCUSED]
    parts = [
        Markup("{night} vẫn đi: <b>{going}</b>.").format(night=capital(day(night)), going=listed(going, Markup(", ")))
        if going
        else Markup(""),
        Markup("Đã hủy {night}: <b>{off}</b>.").format(night=day(night), off=listed(off, Markup(", ")))
        if off
        else Markup(""),
        Markup("Đã báo nghỉ {night}: <b>{waits}</b>.").format(night=day(night), waits=listed(waits, Markup(", ")))
        if waits
        else Markup(""),
    ]
    if not sessions:
        parts = [Markup("{} không có buổi nào trong lịch ạ.").format(capital(day(night)))]
    if following and not going:
        parts.append(
            Markup("Buổi gần nhất: <b>{unit}</b>, {night}.").format(unit=following[0], night=day(following[1]))
        )
    return lines(*parts)


def no_such_night(p: Pronouns, unit: str, night: date, nights: Sequence[date]) -> Markup:
    return p.say(
        "<b>{unit}</b> không có buổi {night} nên {me} chưa sửa gì. {nights}",
        unit=unit,
        night=day(night),
        nights=_nights(unit, nights),
    )


def _nights(unit: str, nights: Sequence[date]) -> Markup:
    if not nights:
        return Markup("{} chưa có buổi nào sắp tới.").format(unit)
    return Markup("Lịch của {unit}: {nights}.").format(
        unit=unit, nights=listed((day(night) for night in nights), Markup(", "))
    )


def is_over(p: Pronouns, night: date) -> Markup:
    return p.say("{night} đã qua rồi ạ, {you} chọn tối khác giúp {me}.", night=capital(day(night)))


def outside_campaign(p: Pronouns, night: date, starts: date, ends: date) -> Markup:
    return p.say(
        "{night} nằm ngoài đợt ({starts:%d/%m}–{ends:%d/%m}) nên {me} chưa sửa gì ạ.",
        night=capital(day(night)),
        starts=starts,
        ends=ends,
    )


def taken(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say("<b>{unit}</b> đã có buổi {night} rồi ạ, {me} không đổi gì.", unit=unit, night=day(night))


def is_cancelled(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        'Buổi {night} ở <b>{unit}</b> đã hủy rồi ạ. Muốn đi lại, {you} nhắn "bù" kèm tối và tên địa bàn.',
        night=day(night),
        unit=unit,
    )


def takes_place(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> vẫn đang có trong lịch ạ, {me} không đổi gì.", night=day(night), unit=unit
    )


def cancel_with_figures(p: Pronouns, unit: str, night: date, told: int) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> đã có số báo về ({figures}). Hủy thì số này không tính vào tổng nữa. "
        '{You} nhắn "vẫn hủy" hay "thôi" ạ?',
        night=day(night),
        unit=unit,
        figures=told,
    )


def move_with_figures(p: Pronouns, unit: str, night: date, to: date) -> Markup:
    return p.say(
        "Buổi {night} ở <b>{unit}</b> đã có số báo về nên {me} giữ lại. {You} muốn thêm buổi {to} không ạ? Nhắn "
        '"thêm" hoặc "thôi".',
        night=day(night),
        unit=unit,
        to=day(to),
    )


def add(night: date) -> str:
    return f"Thêm {day(night)}"


def is_extra(p: Pronouns, unit: str, night: date, figures: Markup) -> Markup:
    return p.say(
        "<b>{unit}</b> không có lịch {night}. Đây là buổi đi <b>ngoài kế hoạch</b> phải không {you}?\n"
        'Nhắn "đúng" để {me} ghi {figures}; "không" để bỏ.',
        unit=unit,
        night=day(night),
        figures=figures,
    )


def recorded_extra() -> Markup:
    return Markup("(buổi đi ngoài kế hoạch)")


def not_recorded(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} không ghi gì ạ.")


# --- how the schedule is shown: the days, each evening with its hours and its team, and how to see more

NEXT, FILE = "Tiếp", "Lấy tệp"


def head(unit: str, span: tuple[date, date], number: int, *, open_end: bool, today: date) -> Markup:
    first, last = span
    whose = Markup(" <b>{}</b>").format(unit) if unit else Markup("")
    if first == last:
        days = f"tối nay, {day(first)}" if first == today else day(first)
    else:
        days = f"từ {day(first)}" if open_end else f"{day(first)}–{day(last)}"
    if not number:
        return Markup("Lịch{whose} {days}: không có buổi nào đi ạ.").format(whose=whose, days=days)
    return Markup("Lịch{whose} {days}: <b>{number} buổi</b>.").format(whose=whose, days=days, number=number)


def evening(
    unit: str, session: Session, filled: Mapping[str, tuple[int, int]], names: Mapping[str, Sequence[str]]
) -> Markup:
    """`filled`: by force, how many there are and how many are wanted."""
    first = Markup("• {night}: <b>{unit}</b>").format(night=day(session.night), unit=unit)
    if session.state is SessionState.CANCELLED:
        return first + Markup(" – đã hủy")
    if session.state is SessionState.EXCUSED:
        return first + Markup(" – đã báo nghỉ")
    clock = Markup(", {}").format(hours(session.starts, session.ends)) if session.starts else Markup("")
    team = listed((f"{have}/{need} {FORCES[force]}" for force, (have, need) in filled.items() if have or need), COMMA)
    short = any(have < need for have, need in filled.values())
    who = Markup("; {team}{warning}").format(team=team, warning=Markup(" ⚠️") if short else "") if team else Markup("")
    people = [
        Markup("  {force}: {names}").format(force=FORCES[force], names=listed(some, COMMA))
        for force, some in names.items()
    ]
    return lines(first + clock + who, *people)


def footer(p: Pronouns, left: int, *, office: bool, names: bool) -> Markup:
    more = p.say('Còn {left} buổi nữa, {you} nhắn "<b>tiếp</b>".', left=left) if left else Markup("")
    if not office:
        return more
    who = Markup("") if names else Markup('Xem tên người đi: "tối nay ai đi", "mai ai đi".')
    return lines(more, who, Markup("Lấy tệp cả lịch: /xuat từng buổi."))


def how_to_send(p: Pronouns) -> Markup:
    return p.say("Muốn đổi kế hoạch, {you} gửi tệp (Excel, Word, CSV) hoặc dán cả bảng vào đây giúp {me}.")


# --- an evening instead of one that was called off


def catch_up(p: Pronouns, unit: str, night: date, why: str, nights: Sequence[tuple[date, int]]) -> Markup:
    """`nights`: those that are free, with how many units go out then."""
    reason = Markup(" ({})").format(why) if why else Markup("")
    off = p.say("<b>{unit}</b> nghỉ tối {night}{why}, chưa có tối bù.", unit=unit, night=day(night), why=reason)
    if not nights:
        return off + p.say(' Hai tuần tới không còn tối trống; {you} chọn giúp {me}: "bù {unit} tối …".', unit=unit)
    offered = listed(
        [
            Markup("<b>{night}</b> ({out})").format(night=day(one), out=f"{out} tổ đi" if out else "chưa tổ nào đi")
            for one, out in nights
        ],
        Markup(" hay "),
    )
    asked = ' {You} cho bù {nights} được không ạ? Tối khác thì nhắn "bù {unit} tối …".'
    return off + p.say(asked, nights=offered, unit=unit)


def catch_up_on(night: date) -> str:
    return f"Bù {day(night)}"
