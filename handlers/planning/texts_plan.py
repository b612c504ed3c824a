"""What is said about the ward's plan: what was read, what is doubtful, what would change, what was stored."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.markup import Markup
from handlers.planning.plan_answers import slip
from handlers.planning.plan_difference import Stranger
from handlers.planning.plan_reading import Doubt, Wanted
from handlers.texts import WEEKDAYS, Pair, day, lines, listed, number
from handlers.texts_reaching import Callee, persons, to_call
from storage.records import Person, Session

BRIEF = 3  # changes that one sentence tells
MOST = 6  # lines that a phone shows at once

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
}


def _names(names: Sequence[str]) -> str:
    """The first few, and how many more."""
    return ", ".join([*names[:MOST], *([f"… (thêm {len(names) - MOST})"] if len(names) > MOST else [])])


def hours(starts: str, ends: str | None) -> str:
    return "–".join(_clock(time) for time in (starts, ends) if time)


def _clock(time: str) -> str:
    hour, minute = time.split(":")
    return f"{int(hour)}h{minute}"


def read(p: Pair, wanted: Sequence[Wanted], units: int, usual: tuple[str, str]) -> Markup:
    """The count, the span of days, and the hours where all have the same."""
    head = Markup("{} đọc xong: <b>{} địa bàn, {} buổi</b>").format(p.Me, units, len(wanted))
    if not wanted:
        return head + Markup(".")
    nights = [one.night for one in wanted]
    span = Markup(", {:%d/%m}–{:%d/%m}").format(min(nights), max(nights))
    times = {(one.starts, one.ends) if one.starts else usual for one in wanted}
    clock = Markup(", {}").format(hours(*times.copy().pop())) if len(times) == 1 else Markup("")
    silent = all(one.starts is None for one in wanted)
    return head + span + clock + (Markup(" (theo giờ chung của đợt).") if silent else Markup("."))


def doubts(p: Pair, waiting: Sequence[Doubt]) -> Markup:
    if not waiting:
        return Markup("")
    head = Markup("<b>{} dòng cần {} xem</b>:").format(len(waiting), p.you)
    shown = list(_grouped(waiting))
    more = [Markup("… và {} dòng nữa.").format(len(shown) - MOST)] if len(shown) > MOST else []
    return lines(head, *(_doubt(group) for group in shown[:MOST]), *more, _how(waiting))


def _grouped(waiting: Sequence[Doubt]) -> Iterable[list[Doubt]]:
    """Rows with the same slip of the pen are one question."""
    alike: dict[object, list[Doubt]] = {}
    for doubt in waiting:
        pair = slip(doubt) if not doubt.blocking else None
        alike.setdefault(pair or doubt.row, []).append(doubt)
    return alike.values()


def _doubt(group: Sequence[Doubt]) -> Markup:
    doubt = group[0]
    first, pair = doubt.first, slip(doubt)
    named = (
        Markup('• dòng {} "{}"').format(doubt.row, first.match)
        if first.match
        else Markup("• dòng {}").format(doubt.row)
    )
    if first.suggest and pair:
        meant = Markup("{}<b>{}</b>{}").format(*first.suggest.partition(pair[1]))
        others = [one.row for one in group[1:]]
        too = Markup(" (dòng {} cũng vậy)").format(_names(others)) if others else Markup("")
        return named + Markup(': có phải "{}"?').format(meant) + too
    if first.suggest:
        return named + Markup(': có phải "<b>{}</b>"?').format(first.suggest)
    if not doubt.blocking:
        return named + Markup(": chưa ghi địa bàn, hiểu là của dòng trên.")
    place = ", ".join(dict.fromkeys(one.group for one in doubt.held if one.group and one.group not in first.match))
    what = Markup(" ({})").format(place) if place else Markup("")
    return named + what + Markup(": {}.").format(_reason(doubt))


def _reason(doubt: Doubt) -> str:
    first = doubt.first
    nights = [night for held in doubt.held for night in held.dates]
    if first.kind == "weekday_mismatch" and len(nights) == 1:
        return f"{nights[0]:%d/%m} là {WEEKDAYS[nights[0].weekday()]}, không khớp thứ ghi trong bảng"
    return _WHY.get(first.kind, _WHY["unclear"])


def _how(waiting: Sequence[Doubt]) -> Markup:
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
        ways.append(Markup("Nhắn {}.").format(listed(_examples(stuck), Markup(" hoặc "))))
    return lines(*ways)


def _examples(doubt: Doubt) -> list[str]:
    says = {
        "missing_group": f'"dòng {doubt.row} là" kèm tên địa bàn',
        "time_reversed": f'"dòng {doubt.row} 19h30-21h30"',
        "invalid_time": f'"dòng {doubt.row} 19h30-21h30"',
    }
    keep = [f'"giữ dòng {doubt.row}"'] if doubt.keepable else []
    return [says.get(doubt.first.kind, f'"dòng {doubt.row} ngày 13/11"'), *keep, f'"bỏ dòng {doubt.row}"']


def how_to_decide(p: Pair, *, waiting: int) -> Markup:
    left = Markup(" Dòng chưa rõ thì {} chưa lấy.").format(p.me) if waiting else Markup("")
    return Markup('Chưa lưu gì cho đến khi {} nhắn "<b>đồng ý</b>"; "thôi" để bỏ.').format(p.you) + left


# --- against what stands


def moved(unit: str, old: Session, new: Session) -> Markup:
    if old.night == new.night:
        was, now = (hours(one.starts or "", one.ends) for one in (old, new))
        return Markup("• {} {}: đổi giờ {} → <b>{}</b>").format(unit, day(old.night), was, now)
    return Markup("• {}: dời {} → <b>{}</b>").format(unit, day(old.night), day(new.night))


def called_off(unit: str, session: Session) -> Markup:
    return Markup("• {}: <b>hủy</b> {}").format(unit, day(session.night))


def reinstated(unit: str, session: Session) -> Markup:
    return Markup("• {}: <b>đi lại</b> {}").format(unit, day(session.night))


def added(unit: str, session: Session) -> Markup:
    return Markup("• {}: <b>thêm</b> {}").format(unit, day(session.night))


def cancelled(p: Pair, places: Sequence[tuple[str, date]]) -> Markup:
    """All of them: nobody says yes to what is not shown."""
    if not places:
        return Markup("")
    head = Markup('⚠️ Bản này không còn <b>{} buổi</b> đang có trong lịch. Nếu {} nhắn "đồng ý", {} hủy:').format(
        len(places), p.you, p.me
    )
    return lines(
        head, *by_unit(places), Markup('Muốn để lại các buổi này, {} nhắn "<b>giữ các buổi</b>".').format(p.you)
    )


def by_unit(places: Sequence[tuple[str, date]]) -> list[Markup]:
    """'• Khu phố 1: thứ Ba 15/12, thứ Ba 22/12'."""
    nights: dict[str, list[date]] = {}
    for unit, night in places:
        nights.setdefault(unit, []).append(night)
    return [
        Markup("• {}: {}").format(unit, listed((day(night) for night in some), Markup(", ")))
        for unit, some in nights.items()
    ]


def beyond(p: Pair, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    return Markup(
        "Bản này không nói đến {} buổi khác trong lịch nên {} giữ nguyên: {}. "
        'Nếu bản này thay cả lịch, {} nhắn "<b>thay cả lịch</b>".'
    ).format(len(places), p.me, named, p.you)


def strangers(p: Pair, waiting: Sequence[Stranger]) -> Markup:
    """Names that may be another's, or no place at all."""
    if not waiting:
        return Markup("")
    head = Markup("<b>{} tên cần {} xem</b>:").format(len(waiting), p.you)
    near = next((one for one in waiting if one.near), None)
    event = next((one for one in waiting if not one.near), None)
    ways = []
    if near:
        ways.append(f'"{near.name} là {near.near[0]}" nếu là một, "giữ {near.name}" nếu là hai nơi khác nhau')
    if event:
        ways.append(f'"bỏ {event.name}" nếu không phải địa bàn')
    if sum(len(one.near) == 1 for one in waiting) > 1:
        ways.append('"đúng cả" nếu tên nào cũng đúng như trên')
    how = Markup("Nhắn {}. Chưa rõ thì {} chưa lấy.").format(listed(ways, Markup("; ")), p.me)
    return lines(head, *(_stranger(one) for one in waiting), how)


def _stranger(one: Stranger) -> Markup:
    if not one.near:
        return Markup('• "{}": có phải địa bàn không ạ?').format(one.name)
    return Markup('• "{}": có phải là <b>{}</b> không ạ?').format(one.name, listed(one.near, Markup(" hay ")))


def understood(p: Pair, names: Sequence[tuple[str, str]], rows: Sequence[str]) -> Markup:
    """What an answer has changed; a name that means nothing is left out."""
    told = [
        Markup("bỏ <b>{}</b>").format(name)
        if not meant
        else Markup("<b>{}</b> là địa bàn riêng").format(name)
        if name == meant
        else Markup("<b>{}</b> là <b>{}</b>").format(name, meant)
        for name, meant in names
    ]
    told += [Markup("bỏ dòng {}").format(row) for row in rows]
    return Markup("Dạ, {} ghi: {}.").format(p.me, listed(told, Markup("; "))) if told else Markup("")


def keeps_nights(p: Pair) -> Markup:
    return Markup("Dạ, {} để lại các buổi mà bản này không còn.").format(p.me)


def replaces_all(p: Pair) -> Markup:
    return Markup("Dạ, {} lấy bản này thay cả lịch; {} xem lại các buổi sẽ hủy giúp {}.").format(p.me, p.you, p.me)


def is_it_a_plan(p: Pair) -> Markup:
    return Markup("{} gửi kế hoạch phải không ạ? {} đọc thử:").format(p.You, p.Me)


def against(stays: int, changes: Sequence[Markup]) -> Markup:
    if not changes:
        return Markup("So với lịch đang có: giữ nguyên <b>{}</b> buổi.").format(stays)
    head = Markup("So với lịch đang có: giữ nguyên <b>{}</b> buổi, thay đổi <b>{}</b>:").format(stays, len(changes))
    return lines(head, *some(changes))


def some(told: Sequence[Markup]) -> list[Markup]:
    more = [Markup("… và {} dòng nữa.").format(len(told) - MOST)] if len(told) > MOST else []
    return [*told[:MOST], *more]


def kept(p: Pair, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    unit, night = places[0]
    return Markup(
        'Bản này không còn {} nhưng đã có số báo về, {} vẫn giữ. Muốn hủy, {} nhắn riêng "hủy buổi {:%d/%m} ở {}".'
    ).format(named, p.me, p.you, night, unit)


def passed(p: Pair, places: Sequence[tuple[str, date]]) -> Markup:
    if not places:
        return Markup("")
    named = _names([f"{unit} {night:%d/%m}" for unit, night in places])
    return Markup("Buổi đã qua mà bản này không có, {} giữ nguyên: {}.").format(p.me, named)


def outside(p: Pair, nights: Sequence[Wanted], starts: date, ends: date) -> Markup:
    if not nights:
        return Markup("")
    named = _names([f"{one.group} {one.night:%d/%m/%Y}" for one in nights])
    return Markup("⚠️ Ngoài thời gian đợt ({:%d/%m}–{:%d/%m/%Y}) nên {} không lấy: {}.").format(
        starts, ends, p.me, named
    )


def new_places(p: Pair, names: Sequence[str], *, all_new: bool) -> Markup:
    if not names:
        return Markup("")
    told = Markup("Địa bàn mới: {}.").format(", ".join(names))
    if not all_new:
        return told
    return (
        Markup('⚠️ Không có địa bàn nào của phường trong kế hoạch này. Nếu {} gửi nhầm tệp thì nhắn "thôi". ').format(
            p.you
        )
        + told
    )


def owed(places: Sequence[tuple[str, date]]) -> Markup:
    named = (Markup("Không đi buổi tối, hạn gửi số {:%d/%m}: {}.").format(due, unit) for unit, due in places[:MOST])
    return lines(*named)


def of_campaign(name: str) -> Markup:
    """Where a ward has several."""
    return Markup("Kế hoạch của đợt <b>{}</b>.").format(name)


def stands_already(p: Pair, units: int, nights: int) -> Markup:
    return Markup("Kế hoạch này giống hệt lịch đang có ({} địa bàn, {} buổi), {} không phải sửa gì ạ.").format(
        units, nights, p.me
    )


# --- what became of it


def accepted(p: Pair, units: int, nights: int, left: Sequence[Doubt]) -> Markup:
    done = Markup("{} đã lưu ✅ <b>{} địa bàn, {} buổi</b>. Từ giờ {} theo dõi báo cáo từng buổi.").format(
        p.Me, units, nights, p.me
    )
    return lines(done, _left(p, [doubt.row for doubt in left if doubt.blocking]))


def _left(p: Pair, rows: Sequence[str]) -> Markup:
    if not rows:
        return Markup("")
    return Markup("Dòng {} chưa rõ nên {} chưa lấy, {} sửa trong tệp rồi gửi lại giúp {}.").format(
        _names(rows), p.me, p.you, p.me
    )


def nothing_to_store(p: Pair) -> Markup:
    return Markup("Chưa có dòng nào rõ để lưu ạ. {} trả lời giúp {} các dòng trên, hoặc gửi lại tệp đã sửa.").format(
        p.You, p.me
    )


def dropped(p: Pair) -> Markup:
    return Markup("Dạ, {} bỏ bản kế hoạch này, lịch đang có vẫn giữ nguyên ạ.").format(p.me)


def gone(p: Pair) -> Markup:
    return Markup(
        "Bản kế hoạch này đã được thay hoặc đã xong rồi ạ, {} không đổi gì. {} gửi lại tệp nếu cần nhé."
    ).format(p.me, p.You)


def changed_meanwhile(p: Pair) -> Markup:
    return Markup("Trong lúc chờ, bản này hoặc lịch của đợt đã thay đổi nên {} chưa lưu. {} xem lại giúp {}:").format(
        p.me, p.You, p.me
    )


def answer_unclear(p: Pair, waiting: Sequence[Doubt], unnamed: Sequence[Stranger], groups: Sequence[str]) -> Markup:
    waits = Markup('Bản kế hoạch vẫn chờ {}: nhắn "<b>đồng ý</b>" để lưu, "thôi" để bỏ ạ.').format(p.you)
    unclear = Markup("{} chưa hiểu câu này là cho dòng nào ạ.").format(p.Me) if waiting or unnamed else Markup("")
    also = Markup('Sửa bản này, {} nhắn "{} là" kèm tên đúng, "bỏ {}", "bỏ dòng 5".').format(
        p.you, *(groups[0], groups[-1]) if groups else ("", "")
    )
    ways = also if groups and not (waiting or unnamed) else Markup("")
    return lines(unclear, doubts(p, waiting), strangers(p, unnamed), ways, waits)


def no_draft(p: Pair) -> Markup:
    return Markup("{} gửi tệp kế hoạch (Excel, Word, CSV), hoặc dán cả bảng vào đây giúp {} nhé.").format(p.You, p.me)


def no_schedule(p: Pair) -> Markup:
    return Markup(
        "{} không thấy bảng lịch nào trong đó ạ: cần có cột địa bàn và cột ngày. {} xem lại rồi gửi giúp {} nhé."
    ).format(p.Me, p.You, p.me)


# --- to those whose nights have changed


NEWS = "tin đổi lịch"


def brief(changes: Sequence[Markup]) -> Markup:
    """What a telephone has to tell of these lines, in one sentence."""
    bare = [Markup(re.sub(r"^• |</?b>", "", str(one))) for one in changes[:BRIEF]]
    more = Markup("; và {} buổi nữa").format(len(changes) - BRIEF) if len(changes) > BRIEF else Markup("")
    return Markup("báo {}").format(listed(bare, Markup("; "))) + more


def told_of_plan(p: Pair, reached: Sequence[Person], others: int) -> Markup:
    """A whole plan is no reason to telephone: who joins later hears of it then."""
    heard = Markup("{} báo lịch cho {}.").format(p.Me, persons(reached)) if reached else Markup("")
    later = Markup("{} người {} chưa nhắn được (/chuavao), khi vào chat {} báo ngay; cần gấp thì {} gọi theo /goi.")
    return lines(heard, later.format(number(others), p.me, p.me, p.you) if others else Markup(""))


def told(p: Pair, reached: Sequence[Person], others: Sequence[Callee], what: Markup) -> Markup:
    """Who hears of the changes at once, and who has to be called."""
    heard = Markup("{} báo {} ngay.").format(p.Me, persons(reached)) if reached else Markup("")
    return lines(heard, to_call(p, others, what, any_reached=bool(reached), rest=" (xem /goi)"))


def your_nights(p: Pair, unit: str, changes: Sequence[Markup], why: str) -> Markup:
    reason = Markup(" ({})").format(why) if why else Markup("")
    head = Markup("{} báo {}: lịch của <b>{}</b> có thay đổi{}:").format(p.Me, p.you, unit, reason)
    return lines(head, *some(changes))
