"""What is said about what became of figures: who changed them, who differs, what is closed, what came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
from storage.history import Change, FigureLine
from storage.records import Person

# --- a history

TOLD = {"set": "báo", "add": "báo thêm", "undo": "bỏ lần báo", "slip": "duyệt phiếu sửa"}


def figures_changed(one: FigureLine, names: Mapping[str, str]) -> Markup:
    told = [_changed(names[name].lower(), change) for name, change in one.changes.items() if name in names]
    return listed(told, COMMA)


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


def conflict(p: Pronouns, unit: str, night: date, sides: Sequence[Side], labels: Sequence[str]) -> Markup:
    told = [p.say("• {who} báo {figures}", who=_whose(p, side), figures=_listed(side.figures)) for side in sides]
    return lines(
        p.say("⚠️ <b>{unit}, tối {night}</b> có hai số khác nhau:", unit=unit, night=day(night)),
        *told,
        p.say("{You} chốt giúp {me} số nào ạ? {labels}", labels=numbered(labels)),
    )


def _whose(p: Pronouns, side: Side) -> str:
    if side.own:
        return p.you
    return titled(side.person) if side.person else "người khác"


def head_asked(p: Pronouns, head: Person) -> Markup:
    return p.say("{Me} hỏi {head} chốt số nào rồi ạ.", head=titled(head))


def settled_already(p: Pronouns, unit: str, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "Số của <b>{unit}</b> đã đổi từ lúc {me} hỏi, giờ đang ghi {figures}. {You} thấy sai thì nhắn số đúng ạ.",
        unit=unit,
        figures=listed(map(change, figures)),
    )


def was_picked(p: Pronouns, by: Person, unit: str, night: date, figures: Sequence[tuple[str, int]]) -> Markup:
    return p.say(
        "<b>{unit}, tối {night}</b>: {by} chốt {figures} ạ.",
        unit=unit,
        night=day(night),
        by=titled(by),
        figures=_listed(figures),
    )


def also_differ(nights: int) -> Markup:
    """Beside a total."""
    return Markup(" ⚠️ {nights} buổi còn hai số khác nhau, tổng tính số báo trước.").format(nights=nights)


# --- what is told after the lock

ACCEPT, DECLINE = "Duyệt", "Giữ số cũ"


def slip_sent(p: Pronouns, unit: str, night: date, since: datetime, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "Số <b>{unit}, tối {night}</b> phường đã chốt lúc {since} nên {me} chưa ghi ngay. {Me} gửi phường phiếu sửa: "
        "{figures}. Phường duyệt hay không, {me} báo {you} ạ.",
        unit=unit,
        night=day(night),
        since=moment(since),
        figures=listed(map(change, figures)),
    )


def stands_already(p: Pronouns, unit: str, night: date, since: datetime) -> Markup:
    return p.say(
        "Số <b>{unit}, tối {night}</b> đang ghi đúng như {you} báo, phường đã chốt lúc {since} ạ.",
        unit=unit,
        night=day(night),
        since=moment(since),
    )


def slip_asked(p: Pronouns, teller: Person, unit: str, night: date, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        'Phiếu sửa sau khi chốt: {teller} báo <b>{unit}, tối {night}</b>: {figures}. {You} nhắn "duyệt" hoặc '
        '"giữ số cũ" giúp {me} ạ.',
        teller=titled(teller),
        unit=unit,
        night=day(night),
        figures=listed(map(change, figures)),
    )


def slip_heard(p: Pronouns, unit: str, night: date, figures: Sequence[FigureChange], *, agreed: bool) -> Markup:
    said = (
        "Phường duyệt rồi ạ ✅ <b>{unit}, tối {night}</b>: {figures}."
        if agreed
        else "Phường giữ số cũ của <b>{unit}, tối {night}</b>, chưa sửa {figures}. {You} hỏi thêm cán bộ văn phòng ạ."
    )
    return p.say(said, unit=unit, night=day(night), figures=listed(map(change, figures)))


def slip_declined(p: Pronouns, unit: str, night: date, teller: Person) -> Markup:
    return p.say(
        "Dạ, {me} giữ số cũ của <b>{unit}, tối {night}</b> và báo {teller} ạ.",
        unit=unit,
        night=day(night),
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


def open_again(unit: str, night: date, until: datetime, why: str, by: Person) -> Markup:
    return Markup("• <b>{unit}, tối {night}</b> đến {until}: {why} ({by})").format(
        unit=unit, night=day(night), until=moment(until), why=why, by=by.name
    )


def slip_line(teller: Person, unit: str, night: date, figures: Sequence[FigureChange]) -> Markup:
    return Markup("• {teller}: <b>{unit}, tối {night}</b>: {figures}").format(
        teller=titled(teller), unit=unit, night=day(night), figures=listed(map(change, figures))
    )


def accept_all(count: int) -> str:
    return f"Duyệt cả {number(count)} phiếu" if count > 1 else ACCEPT


def which_to_reopen(p: Pronouns, unit: str) -> Markup:
    return p.say(
        'Của tổ nào ạ? {You} nhắn cả tên tổ và tối, ví dụ: "mở lại số {unit} tối qua vì bác tổ trưởng ốm, đến 20h".',
        unit=unit,
    )


def still_open(p: Pronouns, unit: str, night: date, until: datetime) -> Markup:
    return p.say(
        "Số <b>{unit}, tối {night}</b> vẫn đang mở đến {until} ạ.", unit=unit, night=day(night), until=moment(until)
    )


def why_reopen(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        'Mở lại <b>{unit}, tối {night}</b> vì sao ạ? {You} nhắn lại kèm lý do giúp {me}, ví dụ: "mở lại số {unit} '
        'tối {short} vì bác tổ trưởng ốm".',
        unit=unit,
        night=day(night),
        short=f"{night:%d/%m}",
    )


def until_when(p: Pronouns, until: datetime, most: int) -> Markup:
    return p.say(
        "{Me} chưa mở lại đến {until} được: giờ ấy phải còn ở phía trước và không quá {most} ngày ạ.",
        until=moment(until),
        most=most,
    )


def reopens(p: Pronouns, unit: str, night: date, until: datetime, why: str) -> Markup:
    return lines(
        p.say(
            "{Me} mở lại số <b>{unit}, tối {night}</b> đến <b>{until}</b>, lý do: {why}. Đúng không ạ?",
            unit=unit,
            night=day(night),
            until=moment(until),
            why=why,
        ),
        numbered([YES, LEAVE]),
    )


def reopened(p: Pronouns, unit: str, night: date, until: datetime) -> Markup:
    return p.say(
        "Dạ, số <b>{unit}, tối {night}</b> mở lại đến {until} ạ. Xem các buổi đang mở: /khoa",
        unit=unit,
        night=day(night),
        until=moment(until),
    )


def head_reopened(p: Pronouns, unit: str, night: date, until: datetime, why: str) -> Markup:
    return p.say(
        "Phường mở lại số <b>{unit}, tối {night}</b> đến {until} ({why}). {You} cần sửa thì nhắn số trước lúc đó ạ.",
        unit=unit,
        night=day(night),
        until=moment(until),
        why=why,
    )


def closed(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say("Dạ, {me} khoá số <b>{unit}, tối {night}</b> từ bây giờ ạ.", unit=unit, night=day(night))


def closed_already(p: Pronouns, unit: str, night: date, since: datetime) -> Markup:
    return p.say(
        "Số <b>{unit}, tối {night}</b> đã chốt từ {since} rồi ạ.", unit=unit, night=day(night), since=moment(since)
    )


# --- figures that belong elsewhere

Place = tuple[str, date]  # a unit's name and a night


def _place(place: Place) -> Markup:
    return Markup("<b>{unit}, tối {night}</b>").format(unit=place[0], night=day(place[1]))


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


def same_place(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        "Số đang ghi đúng ở <b>{unit}, tối {night}</b> rồi ạ. {You} muốn chuyển sang tối khác thì nhắn thêm tối nào.",
        unit=unit,
        night=day(night),
    )


def office_moves(p: Pronouns, unit: str) -> Markup:
    return lines(
        p.say("Số của <b>{unit}</b> thì phường chuyển được ạ. {Me} chuyển lời cho phường nhé?", unit=unit),
        numbered([PASS_ON, LEAVE]),
    )


def moves(
    p: Pronouns, old: Place, new: Place, figures: Sequence[FigureChange], there: Sequence[FigureChange]
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
            old=_place(old),
            new=_place(new),
        )
        + stands,
        numbered([YES, LEAVE]),
    )


def moved(p: Pronouns, old: Place, new: Place, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{Me} chuyển xong ✅ {new} giờ ghi {figures}; {old} bỏ trống.",
        old=_place(old),
        new=_place(new),
        figures=listed(map(change, figures)),
    )


def total_of(unit: str, total: Markup) -> Markup:
    return Markup("{unit}: {total}").format(unit=unit, total=total)


def head_hears_moved(p: Pronouns, by: Person, old: Place, new: Place, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{by} chuyển số từ {old} sang {new}: {figures}. Chưa đúng thì {you} nhắn lại giúp {me} ạ.",
        by=capital(titled(by)),
        old=_place(old),
        new=_place(new),
        figures=listed(map(change, figures)),
    )


# --- entered for somebody


def entered_for(p: Pronouns, helped: Sequence[Person]) -> Markup:
    return p.say("Ghi là nhập hộ {whom}; {me} báo lại cho {whom} rồi ạ.", whom=listed(map(titled, helped), COMMA))


def was_entered(p: Pronouns, by: Person, unit: str, night: date, figures: Sequence[FigureChange]) -> Markup:
    return p.say(
        "{by} nhập hộ {you} <b>{unit}, tối {night}</b>: {figures}. Chưa đúng thì {you} nhắn số đúng giúp {me} ạ.",
        by=capital(titled(by)),
        unit=unit,
        night=day(night),
        figures=listed(map(change, figures)),
    )


def how_to_enter(p: Pronouns, unit: str, example: str) -> Markup:
    return p.say(
        'Nhập hộ thì {you} nhắn rõ tổ, tối và số giúp {me}, ví dụ: "/nhapho {unit} tối qua {example}".',
        unit=unit,
        example=example,
    )
