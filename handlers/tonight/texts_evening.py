"""What it says about an evening as it goes: the team, the start, the result, asking again, not tonight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.markup import Markup
from handlers.texts import COMMA, Pair, capital, day, lines, listed, number, titled
from handlers.texts_reaching import Callee, callee, grouped
from storage.records import Person

FORCES = {
    "youth": "đoàn viên",
    "militia": "dân quân",
    "digital": "tổ công nghệ số",
    "culture": "cán bộ văn hoá",
    "police": "cảnh sát khu vực",
    "members": "hội viên",
}
ALL_HERE = "Đủ"
AGREE, GOES_ON = "Đồng ý cho nghỉ", "Vẫn đi"
ALL_OFF, ONLY_ME, NOT_OFF = "Đúng, cả buổi nghỉ", "Chỉ tôi vắng", "Không"
_WEATHER = {"mưa": "vì mưa", "bão": "vì bão", "ngập": "vì ngập", "mất điện": "vì mất điện", "tang": "vì có tang"}


def hours(starts: str | None, ends: str | None) -> str:
    return "–".join(clock(time) for time in (starts, ends) if time)


def clock(time: str) -> str:
    return time.replace(":", "h")


def head(person: Person) -> str:
    """At the head of a sentence: 'Bác Bình'."""
    return capital(titled(person))


def counted(numbers: Mapping[str, int]) -> Markup:
    """'5 đoàn viên, 8 dân quân'."""
    return listed((f"{number(n)} {FORCES[force]}" for force, n in numbers.items()), COMMA)


@dataclass(frozen=True, slots=True)
class Evening:
    """An evening as its own people are told of it."""

    unit: str
    night: date
    starts: str | None
    ends: str | None


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of an evening's team; without a telephone where it may not be shown."""

    name: str
    phone: str | None
    answered: bool = True


def team(
    p: Pair, evening: Evening, today: date, mates: Mapping[str, tuple[int, Sequence[Mate]]], *, led: bool = True
) -> Markup:
    """`mates`: by force, how many are wanted and who comes; `led`: to who leads the evening."""
    time = hours(evening.starts, evening.ends)
    when = {today: "Tối nay ", today + timedelta(days=1): "Tối mai "}.get(evening.night, "")
    first = Markup("{}{} ({}): <b>{}</b>.").format(when, time, day(evening.night), evening.unit)
    there = any(some for _, some in mates.values())
    own = f"Đội của {p.you}:" if led else "Đi cùng đội:"
    second = Markup(own) if there else Markup("Chưa có ai được phân đi buổi này.")
    told = [_of_force(force, need, some) for force, (need, some) in mates.items() if some]
    return lines(first, second, *told, short_of({force: need - len(some) for force, (need, some) in mates.items()}))


def _of_force(force: str, need: int, some: Sequence[Mate]) -> Markup:
    have = f"{len(some)}/{need}" if need else str(len(some))
    return Markup("• {} {}: {}").format(have, FORCES[force], listed(map(_mate, some), COMMA))


def _mate(one: Mate) -> Markup:
    phone = Markup(" ☎️ {}").format(grouped(one.phone)) if one.phone else Markup("")
    return Markup("{}").format(one.name) + phone + Markup("" if one.answered else " (chưa trả lời)")


def led_by(leader: Person) -> Markup:
    return Markup("{} (tổ trưởng) đón đội.").format(head(leader))


def no_evening_then(p: Pair, nights: Sequence[date]) -> Markup:
    ahead = listed((day(night) for night in dict.fromkeys(nights)), COMMA)
    if not nights:
        return Markup("Sắp tới {} không có buổi nào trong lịch ạ.").format(p.you)
    return Markup("Hôm đó {} không có buổi nào ạ. Các buổi tới: {}.").format(p.you, ahead)


def telephones(p: Pair, name: str, some: Sequence[tuple[str, str | None]], *, led: bool) -> Markup:
    """Whose number was asked for; it is told to who leads the evening."""
    if not some:
        return Markup('Trong đội buổi tới {} không thấy ai tên "{}" ạ.').format(p.me, name.title())
    if not led:
        return Markup("Số điện thoại {} chỉ đưa cho tổ trưởng và người phụ trách ạ.").format(p.me)
    return listed((Markup("{} ☎️ {}").format(one, grouped(phone)) for one, phone in some), COMMA) + "."


def short_of(missing: Mapping[str, int]) -> Markup:
    some = {force: n for force, n in missing.items() if n > 0}
    return Markup("Còn thiếu {}.").format(counted(some)) if some else Markup("")


def opening(p: Pair, unit: str, members: Mapping[str, Sequence[str]]) -> Markup:
    """`members`: names by force."""
    named = [
        Markup("{} {} ({})").format(len(names_), FORCES[force], listed(names_, COMMA))
        for force, names_ in members.items()
        if names_
    ]
    return Markup(
        'Bắt đầu buổi <b>{}</b> rồi {} ạ. Đội {} người: {}. Đủ thì {} nhắn "đủ", vắng ai {} nhắn tên.'
    ).format(unit, p.you, sum(map(len, members.values())), listed(named, COMMA), p.you, p.you)


def attendance_owed(p: Pair, expected: int) -> Markup:
    return Markup('Đội {} người: đủ thì {} nhắn "đủ", vắng ai {} nhắn tên.').format(expected, p.you, p.you)


def only_attendance(p: Pair, unit: str, night: date) -> Markup:
    return Markup("Số của <b>{}</b> tối {} {} có rồi, còn điểm danh ạ.").format(unit, day(night), p.me)


def difficulties_too(p: Pair) -> Markup:
    return Markup("Có gì vướng, {} kể luôn để {} báo phường.").format(p.you, p.me)


def tomorrow(unit: str, numbers: Mapping[str, int]) -> Markup:
    if not numbers:
        return Markup("Tối mai {} đi tiếp.").format(unit)
    return Markup("Tối mai {} đi tiếp, đội có {}.").format(unit, counted(numbers))


def again(p: Pair, unit: str, lacks: Markup) -> Markup:
    """`lacks` (texts.lacks): here and below, of a night that was reported without its count."""
    first = lacks or Markup("{} chưa thấy số của <b>{}</b> tối nay.").format(p.Me, unit)
    then = Markup(' {} nhắn giúp {} nhé; chưa đếm xong thì {} nhắn "15 phút nữa".')
    return first + then.format(p.You, p.me, p.you)


def to_deputy(p: Pair, unit: str, leader: Person | None, example: str, lacks: Markup) -> Markup:
    who = titled(leader) if leader else "tổ trưởng"
    first = lacks or Markup("{} chưa nhận được số của <b>{}</b> tối nay từ {}.").format(p.Me, unit, who)
    return first + Markup(' {} nắm được thì nhắn giúp {}, ví dụ: "{}".').format(p.You, p.me, example)


def missing(p: Pair, unit: str, night: date, until: datetime, lacks: Markup) -> Markup:
    first = lacks or Markup("{} còn thiếu số của <b>{}</b> tối {}.").format(p.Me, unit, day(night))
    then = Markup(" {} nhắn giúp {} trước {}h{:02d} hôm nay nhé.")
    return first + then.format(p.You, p.me, until.hour, until.minute)


def later(p: Pair, at: datetime) -> Markup:
    return Markup("Dạ vâng, {}h{:02d} {} nhắc {} nhé.").format(at.hour, at.minute, p.me, p.you)


def latest(p: Pair, at: datetime) -> Markup:
    return Markup("Dạ vâng, {}h{:02d} {} nhắc {} nhé. Muộn hơn thì sáng mai {} mới hỏi lại.").format(
        at.hour, at.minute, p.me, p.you, p.me
    )


def later_tomorrow(p: Pair) -> Markup:
    return Markup("Dạ vâng, khi nào có số {} cứ nhắn, {} ghi ngay ạ.").format(p.you, p.me)


# --- attendance


def attended(p: Pair, present: int, expected: int, absent: Sequence[str], excused: Sequence[str]) -> Markup:
    told = [f"{listed(absent, COMMA)} vắng"] if absent else []
    told += [f"{listed(excused, COMMA)} có phép"] if excused else []
    if not told:
        return Markup("{} ghi đủ <b>{}/{}</b> ạ.").format(p.Me, present, expected)
    return Markup("{} ghi <b>{}/{}</b>: {}.").format(p.Me, present, expected, listed(map(Markup, told), COMMA))


def the_team(p: Pair, team_: Sequence[str]) -> Markup:
    return Markup('Đội {} người: {}. Đủ thì {} nhắn "đủ", vắng ai {} nhắn tên.').format(
        len(team_), listed(team_, COMMA), p.you, p.you
    )


def nobody_assigned(p: Pair) -> Markup:
    return Markup("Buổi này chưa có danh sách đội nên {} chưa điểm danh được ạ.").format(p.me)


def not_in_team(p: Pair, name: str, team_: Sequence[str]) -> Markup:
    return Markup('Trong đội tối nay {} không thấy ai tên "{}". Đội có: {}. {} xem lại giúp {} ạ.').format(
        p.me, name.title(), listed(team_, COMMA), p.You, p.me
    )


def which_one(name: str, people: Sequence[Person]) -> Markup:
    return Markup("Có <b>{} người tên {}</b>: {} ạ?").format(
        len(people), name.title(), listed((called(one) for one in people), Markup(" hay "))
    )


def called(person: Person) -> str:
    """The last two words: what tells two people of one given name apart."""
    return " ".join(person.name.split()[-2:])


def names(people: Sequence[Person]) -> list[str]:
    """Given names, as a team calls its people; both words where one would not do."""
    given = [one.given for one in people]
    return [
        called(one) if given.count(one.given) > 1 or one.given.lower() in _NOT_ALONE else one.given for one in people
    ]


_NOT_ALONE = {"anh", "em", "chị"}  # given names that are address words, too


# --- not tonight


def evening(night: date, today: date) -> str:
    """'tối nay, thứ Bảy 09/11'."""
    near = {0: "tối nay", 1: "tối mai"}.get((night - today).days)
    return f"{near}, {day(night)}" if near else f"tối {day(night)}"


def called_off(p: Pair, unit: str, evening_: str, why: str, lost: Sequence[Callee]) -> Markup:
    """`lost`: the office, where no message reaches it."""
    reason = f" {_WEATHER[why]}" if why else ""
    if lost:
        return Markup("Dạ, {} ghi <b>{}</b> nghỉ {}{}. {} chưa nhắn được phường, {} gọi báo giúp {} ạ: {}.").format(
            p.me, unit, evening_, reason, p.Me, p.you, p.me, callee(lost[0])
        )
    return Markup(
        "Dạ, {} ghi <b>{}</b> nghỉ {}{} và xin ý kiến phường. Muốn đi bù tối khác, {} báo phường xếp lịch giúp ạ."
    ).format(p.me, unit, evening_, reason, p.you)


def who_is_off(p: Pair, unit: str, evening_: str, *, alone: bool) -> Markup:
    if alone:
        return Markup("Chỉ {} vắng {}, hay cả buổi của <b>{}</b> nghỉ ạ?").format(p.you, evening_, unit)
    return Markup("{} báo <b>{}</b> nghỉ {} phải không ạ? {} chưa ghi gì.").format(p.You, unit, evening_, p.Me)


def no_evening(p: Pair, evening_: str) -> Markup:
    return Markup("{} {} không có buổi nào trong lịch ạ.").format(capital(evening_), p.you)


def off_instead(p: Pair, unit: str, night: date) -> Markup:
    return Markup("Buổi gần nhất của <b>{}</b> là {}. {} muốn xin nghỉ buổi đó ạ?").format(unit, day(night), p.You)


def off_then(night: date) -> str:
    return f"Đúng, nghỉ {day(night)}"


def anothers_night(p: Pair, unit: str, leader: Person | None) -> Markup:
    if leader is None:
        return Markup("Lịch của <b>{}</b> do phường sắp xếp ạ. {} chưa ghi gì.").format(unit, p.Me)
    return Markup("<b>{}</b> do {} phụ trách ạ. {} chưa ghi gì. {} nhắn {} báo giúp, hoặc để phường sửa lịch.").format(
        unit, titled(leader), p.Me, p.You, titled(leader)
    )


def goes_on(p: Pair, unit: str, evening_: str) -> Markup:
    return Markup("Dạ, {} ghi <b>{}</b> vẫn đi {} và báo lại phường.").format(p.me, unit, evening_)


def head_goes_on(leader: Person, unit: str, night: date) -> Markup:
    return Markup("{} báo lại: <b>{}</b> tối {} vẫn đi, không nghỉ nữa ạ.").format(head(leader), unit, day(night))


def nothing_tonight(p: Pair) -> Markup:
    return Markup("Tối nay {} không có buổi nào trong lịch ạ.").format(p.you)


def called_off_already(p: Pair, unit: str, evening_: str) -> Markup:
    return Markup("Buổi {} của <b>{}</b> {} đã ghi nghỉ rồi ạ.").format(evening_, unit, p.me)


def may_it_be_off(p: Pair, unit: str, night: date, leader: Person, why: str) -> Markup:
    reason = f" {_WEATHER[why]}" if why else ""
    return Markup('{} báo tối {} <b>{}</b> nghỉ{}. {} cho nghỉ chứ ạ? Nhắn "đồng ý" hoặc "vẫn đi".').format(
        head(leader), day(night), unit, reason, p.You
    )


def off_agreed(unit: str, night: date) -> Markup:
    return Markup("Dạ, <b>{}</b> tối {} nghỉ.").format(unit, day(night))


def off_refused(unit: str, night: date) -> Markup:
    return Markup("Dạ, <b>{}</b> tối {} vẫn đi ạ.").format(unit, day(night))


def settled_already(p: Pair) -> Markup:
    return Markup("Việc này đã có trả lời rồi, {} không phải làm gì thêm ạ.").format(p.you)


def head_hears(p: Pair, unit: str, evening_: str, *, agreed: bool) -> Markup:
    if agreed:
        return Markup("Phường đồng ý cho <b>{}</b> nghỉ {} ạ.").format(unit, evening_)
    return Markup("Phường đề nghị <b>{}</b> vẫn đi {} {} ạ.").format(unit, evening_, p.you)
