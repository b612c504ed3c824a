"""What is said about what became of figures: who changed them, who differs, what is closed, what came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.counts.texts import STAFF, TOTAL
from handlers.markup import Markup
from handlers.texts import (
    COMMA,
    FigureChange,
    Pronouns,
    capital,
    change,
    day,
    lines,
    listed,
    moment,
    number,
    numbered,
    titled,
)
from storage.history import Change, LateLine, LockLine
from storage.records import Person

# --- a history

TOLD = {"set": "báo", "add": "báo thêm", "undo": "bỏ lần báo", "slip": "duyệt phiếu sửa"}


LATE = {"waits": "phiếu sửa, chờ duyệt", "declined": "phiếu sửa, giữ số cũ", "replaced": "phiếu sửa, có phiếu sau"}
OPENED, CLOSED = "mở lại số", "khoá số"


def figures_changed(changes: Mapping[str, Change], names: Mapping[str, str]) -> Markup:
    """What a campaign does not count any more is called by its code."""
    known = {STAFF: TOTAL, **names}
    return listed([_changed(known.get(name, name).lower(), change) for name, change in changes.items()], COMMA)


def late(one: LateLine, at: datetime, names: Mapping[str, str], where: str) -> Markup:
    return Markup("• {at:%d/%m %Hh%M} {actor} gửi {state} {unit} {night}: {figures} ({where})").format(
        at=at,
        actor=one.actor,
        state=LATE[one.state],
        unit=one.unit,
        night=short(one.night),
        figures=figures_changed(one.changes, names),
        where=where,
    )


def lock(one: LockLine, at: datetime, until: datetime) -> Markup:
    opened = Markup("{opened} {unit} {night} đến {until:%Hh%M %d/%m}: {why}")
    told = opened if one.opened else Markup("{closed} {unit} {night}")
    return Markup("• {at:%d/%m %Hh%M} {actor} {told}").format(
        at=at,
        actor=one.actor,
        told=told.format(opened=OPENED, closed=CLOSED, unit=one.unit, night=short(one.night), until=until, why=one.why),
    )


def short(night: str) -> str:
    """'09/11' of the day as it is kept."""
    return f"{night[8:10]}/{night[5:7]}"


def _changed(name: str, one: Change) -> Markup:
    if one.said is not None and one.said != one.after and one.before == one.after:
        kept = number(one.after or 0)
        return Markup("{name} {said}, chưa tính (giữ {kept})").format(name=name, said=number(one.said), kept=kept)
    after = number(one.after) if one.after is not None else "bỏ trống"
    if one.before is None or one.before == one.after:
        return Markup("{name} {after}").format(name=name, after=after)
    return Markup("{name} {before} → {after}").format(name=name, before=number(one.before), after=after)


# --- two people differ

PICKED = "chốt giữa hai số"


@dataclass(frozen=True, slots=True)
class Side:
    """Who said what; `own`: it is who is asked."""

    person: Person | None
    figures: Sequence[tuple[str, int]]
    own: bool = False


def _listed(figures: Sequence[tuple[str, int]]) -> Markup:
    return listed(
        (Markup("{name} <b>{value}</b>").format(name=name.lower(), value=number(value)) for name, value in figures),
        COMMA,
    )


def side_label(side: Side) -> str:
    return ", ".join(f"{name.lower()} {number(value)}" for name, value in side.figures)


def conflict(p: Pronouns, where: Markup, sides: Sequence[Side], labels: Sequence[str]) -> Markup:
    told = [p.say("• {who} báo {figures}", who=_whose(p, side), figures=_listed(side.figures)) for side in sides]
    return lines(
        p.say("⚠️ {where} có hai số khác nhau:", where=where),
        *told,
        p.say("{You} chốt giúp {me} số nào ạ? {labels}", labels=numbered(labels)),
    )


def _whose(p: Pronouns, side: Side) -> str:
    if side.own:
        return p.you
    return titled(side.person) if side.person else "người khác"


def head_asked(p: Pronouns, head: Person) -> Markup:
    return p.say("{Me} hỏi {head} chốt số nào rồi ạ.", head=titled(head))


def settled_already(p: Pronouns, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "Số của {where} đã đổi từ lúc {me} hỏi, giờ đang ghi {figures}. {You} thấy sai thì nhắn số đúng ạ.",
        where=where,
        figures=listed(map(change, figures)),
    )


def was_picked(p: Pronouns, by: Person, where: Markup, figures: Sequence[tuple[str, int]]) -> Markup:
    return p.say(
        "{where}: {by} chốt {figures} ạ.",
        where=where,
        by=titled(by),
        figures=_listed(figures),
    )


def also_differ(nights: int) -> Markup:
    """Beside a total."""
    return Markup(" ⚠️ {nights} buổi còn hai số khác nhau, tổng tính số báo trước.").format(nights=nights)


# --- what is told after the lock

ACCEPT, DECLINE = "Duyệt", "Giữ số cũ"


def slip_sent(p: Pronouns, where: Markup, since: datetime, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "Số {where} phường đã chốt lúc {since} nên {me} chưa ghi ngay. {Me} gửi phường phiếu sửa: "
        "{figures}. Phường duyệt hay không, {me} báo {you} ạ.",
        where=where,
        since=moment(since),
        figures=listed(map(change, figures)),
    )


def slip_waits(p: Pronouns, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "Phiếu sửa {where}: {figures} {me} gửi phường rồi, đang chờ duyệt ạ.",
        where=where,
        figures=listed(map(change, figures)),
    )


def changed_since(p: Pronouns, teller: Person, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return lines(
        p.say(
            "Số {where} đã đổi từ lúc {teller} gửi phiếu. Duyệt bây giờ thì thành: {figures}. {You} vẫn duyệt ạ?",
            where=where,
            teller=titled(teller),
            figures=listed(map(change, figures)),
        ),
        numbered([ACCEPT, DECLINE]),
    )


def stands_already(p: Pronouns, where: Markup, since: datetime) -> Markup:
    return p.say(
        "Số {where} đang ghi đúng như {you} báo, phường đã chốt lúc {since} ạ.",
        where=where,
        since=moment(since),
    )


def slip_asked(p: Pronouns, teller: Person, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        'Phiếu sửa sau khi chốt: {teller} báo {where}: {figures}. {You} nhắn "duyệt" hoặc "giữ số cũ" giúp {me} ạ.',
        teller=titled(teller),
        where=where,
        figures=listed(map(change, figures)),
    )


def slip_heard(p: Pronouns, where: Markup, figures: Sequence[FigureChange], *, agreed: bool) -> Markup:
    said = (
        "Phường duyệt rồi ạ ✅ {where}: {figures}."
        if agreed
        else "Phường giữ số cũ của {where}, chưa sửa {figures}. {You} hỏi thêm cán bộ văn phòng ạ."
    )
    return p.say(said, where=where, figures=listed(map(change, figures)))


def slip_declined(p: Pronouns, where: Markup, teller: Person) -> Markup:
    return p.say(
        "Dạ, {me} giữ số cũ của {where} và báo {teller} ạ.",
        where=where,
        teller=titled(teller),
    )


def slip_settled_already(p: Pronouns) -> Markup:
    return p.say("Phiếu này đã có người trả lời rồi ạ.")


# --- closed and opened again

YES, LEAVE, PASS_ON = "Đúng", "Thôi, không", "Chuyển phường"
CLOSED_EARLY = "phường khoá lại"


def locks(p: Pronouns, hour: str, opened: Sequence[Markup], late: Sequence[Markup], example: str) -> Markup:
    """`example`: a unit whose figures may be opened; empty for who may not."""
    clock = hour.replace(":", "h")
    return lines(
        p.say("Số mỗi buổi chốt lúc <b>{hour}</b> hôm sau. Sau đó {you} báo sửa thì phường duyệt.", hour=clock),
        Markup("Đang mở lại:") if opened else Markup("Không có buổi nào đang mở lại."),
        *opened,
        Markup("Phiếu sửa chờ duyệt:") if late else Markup(""),
        *late,
        p.say('Mở lại: "mở lại số {unit} tối qua vì bác tổ trưởng ốm, đến 20h".', unit=example) if example else "",
    )


def open_again(where: Markup, until: datetime, why: str, by: Person) -> Markup:
    return Markup("• {where} đến {until}: {why} ({by})").format(where=where, until=moment(until), why=why, by=by.name)


def slip_line(teller: Person, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return Markup("• {teller}: {where}: {figures}").format(
        teller=titled(teller), where=where, figures=listed(map(change, figures))
    )


def accept_all(count: int) -> str:
    return f"Duyệt cả {number(count)} phiếu" if count > 1 else ACCEPT


def which_to_reopen(p: Pronouns, unit: str) -> Markup:
    return p.say(
        'Của tổ nào ạ? {You} nhắn cả tên tổ và tối, ví dụ: "mở lại số {unit} tối qua vì bác tổ trưởng ốm, đến 20h".',
        unit=unit,
    )


def still_open(p: Pronouns, where: Markup, until: datetime) -> Markup:
    return p.say("Số {where} vẫn đang mở đến {until} ạ.", where=where, until=moment(until))


def why_reopen(p: Pronouns, where: Markup, unit: str, night: date) -> Markup:
    return p.say(
        'Mở lại {where} vì sao ạ? {You} nhắn lại kèm lý do giúp {me}, ví dụ: "mở lại số {unit} '
        'tối {short} vì bác tổ trưởng ốm".',
        unit=unit,
        where=where,
        short=f"{night:%d/%m}",
    )


def until_when(p: Pronouns, until: datetime, most: int) -> Markup:
    return p.say(
        "{Me} chưa mở lại đến {until} được: giờ ấy phải còn ở phía trước và không quá {most} ngày ạ.",
        until=moment(until),
        most=most,
    )


def reopens(p: Pronouns, where: Markup, until: datetime, why: str) -> Markup:
    return lines(
        p.say(
            "{Me} mở lại số {where} đến <b>{until}</b>, lý do: {why}. Đúng không ạ?",
            where=where,
            until=moment(until),
            why=why,
        ),
        numbered([YES, LEAVE]),
    )


def reopened(p: Pronouns, where: Markup, until: datetime) -> Markup:
    return p.say(
        "Dạ, số {where} mở lại đến {until} ạ. Xem các buổi đang mở: /khoa",
        where=where,
        until=moment(until),
    )


def head_reopened(p: Pronouns, where: Markup, until: datetime, why: str) -> Markup:
    return p.say(
        "Phường mở lại số {where} đến {until} ({why}). {You} cần sửa thì nhắn số trước lúc đó ạ.",
        where=where,
        until=moment(until),
        why=why,
    )


def closes(p: Pronouns, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    stands = Markup(" (đang ghi {})").format(listed(map(change, figures))) if figures else Markup(" (chưa có số nào)")
    return lines(
        p.say(
            "{Me} khoá số {where}{stands} ngay bây giờ; sau đó tổ báo thì phường duyệt. Đúng không ạ?",
            where=where,
            stands=stands,
        ),
        numbered([YES, LEAVE]),
    )


def closed(p: Pronouns, where: Markup) -> Markup:
    return p.say("Dạ, {me} khoá số {where} từ bây giờ ạ.", where=where)


def closed_already(p: Pronouns, where: Markup, since: datetime) -> Markup:
    return p.say("Số {where} đã chốt từ {since} rồi ạ.", where=where, since=moment(since))


# --- figures that belong elsewhere


def moved_to(unit: str, night: date) -> str:
    return f"chuyển sang {unit} {night:%d/%m}"


def moved_from(unit: str, night: date) -> str:
    return f"chuyển từ {unit} {night:%d/%m}"


def move_line(unit: str, night: date, to_unit: str, to_night: date) -> str:
    return f"chuyển số {unit} {night:%d/%m} sang {to_unit} {to_night:%d/%m}"


def how_to_move(p: Pronouns, units: Sequence[str]) -> Markup:
    one, other = [*units, "", ""][:2]
    return p.say(
        'Chuyển số của đâu sang đâu ạ? {You} nhắn giúp {me}, ví dụ: "chuyển số {one} tối qua sang {other} tối nay".',
        one=one,
        other=other,
    )


def nothing_to_move(p: Pronouns, unit: str, night: date | None) -> Markup:
    when = Markup(" tối {}").format(day(night)) if night else Markup("")
    return p.say("<b>{unit}</b>{when} chưa có số nào nên {me} chưa chuyển gì ạ.", unit=unit, when=when)


def same_place(p: Pronouns, where: Markup) -> Markup:
    return p.say(
        "Số đang ghi đúng ở {where} rồi ạ. {You} muốn chuyển sang tối khác thì nhắn thêm tối nào.",
        where=where,
    )


def office_moves(p: Pronouns, unit: str) -> Markup:
    return lines(
        p.say("Số của <b>{unit}</b> thì phường chuyển được ạ. {Me} chuyển lời cho phường nhé?", unit=unit),
        numbered([PASS_ON, LEAVE]),
    )


def moves(
    p: Pronouns, old: Markup, new: Markup, figures: Sequence[FigureChange], there: Sequence[FigureChange]
) -> Markup:
    stands = (
        p.say(" Ở đó đang ghi {figures}; số trùng mục sẽ được thay.", figures=listed(map(change, there)))
        if there
        else Markup("")
    )
    return lines(
        p.say(
            "{Me} chuyển {figures} từ {old} sang {new}, đúng không ạ?",
            figures=listed(map(change, figures)),
            old=old,
            new=new,
        )
        + stands,
        numbered([YES, LEAVE]),
    )


def moved(p: Pronouns, old: Markup, new: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{Me} chuyển xong ✅ {new} giờ ghi {figures}; {old} bỏ trống.",
        old=old,
        new=new,
        figures=listed(map(change, figures)),
    )


def total_of(unit: str, total: Markup) -> Markup:
    return Markup("{unit}: {total}").format(unit=unit, total=total)


def head_hears_moved(p: Pronouns, by: Person, old: Markup, new: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{by} chuyển số từ {old} sang {new}: {figures}. Chưa đúng thì {you} nhắn lại giúp {me} ạ.",
        by=capital(titled(by)),
        old=old,
        new=new,
        figures=listed(map(change, figures)),
    )


# --- entered for somebody


def entered_for(p: Pronouns, helped: Sequence[Person]) -> Markup:
    return p.say("Ghi là nhập hộ {whom}; {me} báo lại cho {whom} rồi ạ.", whom=listed(map(titled, helped), COMMA))


def was_entered(p: Pronouns, by: Person, where: Markup, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{by} nhập hộ {you} {where}: {figures}. Chưa đúng thì {you} nhắn số đúng giúp {me} ạ.",
        by=capital(titled(by)),
        where=where,
        figures=listed(map(change, figures)),
    )


def enters(p: Pronouns, told: Sequence[Markup]) -> Markup:
    return lines(
        p.say("{Me} nhập hộ {told}, đúng không ạ?", told=listed(told, COMMA)),
        numbered([YES, LEAVE]),
    )


def how_to_enter(p: Pronouns, unit: str, example: str) -> Markup:
    return p.say(
        'Nhập hộ thì {you} nhắn rõ tổ, tối và số giúp {me}, ví dụ: "/nhapho {unit} tối qua {example}".',
        unit=unit,
        example=example,
    )
