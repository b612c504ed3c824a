"""What it says about an evening as it goes: the team, the start, the result, asking again, not tonight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.markup import Markup
from handlers.texts import COMMA, Callee, Pronouns, callee, capital, day, grouped, lines, listed, number, titled
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
class EveningShown:
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
    p: Pronouns,
    evening: EveningShown,
    today: date,
    mates: Mapping[str, tuple[int, Sequence[Mate]]],
    *,
    led: bool = True,
) -> Markup:
    """`mates`: by force, how many are wanted and who comes; `led`: to who leads the evening."""
    time = hours(evening.starts, evening.ends)
    when = {today: "Tối nay ", today + timedelta(days=1): "Tối mai "}.get(evening.night, "")
    first = Markup("{when}{time} ({night}): <b>{unit}</b>.").format(
        when=when, time=time, night=day(evening.night), unit=evening.unit
    )
    there = any(some for _, some in mates.values())
    own = f"Đội của {p.you}:" if led else "Đi cùng đội:"
    second = Markup(own) if there else Markup("Chưa có ai được phân đi buổi này.")
    parts = [_of_force(force, need, some) for force, (need, some) in mates.items() if some]
    return lines(first, second, *parts, short_of({force: need - len(some) for force, (need, some) in mates.items()}))


def _of_force(force: str, need: int, some: Sequence[Mate]) -> Markup:
    have = f"{len(some)}/{need}" if need else str(len(some))
    return Markup("• {have} {force}: {names}").format(
        have=have, force=FORCES[force], names=listed(map(_mate, some), COMMA)
    )


def _mate(one: Mate) -> Markup:
    phone = Markup(" ☎️ {}").format(grouped(one.phone)) if one.phone else Markup("")
    return Markup("{}").format(one.name) + phone + Markup("" if one.answered else " (chưa trả lời)")


def led_by(leader: Person) -> Markup:
    return Markup("{} (tổ trưởng) đón đội.").format(head(leader))


def no_evening_then(p: Pronouns, nights: Sequence[date]) -> Markup:
    ahead = listed((day(night) for night in dict.fromkeys(nights)), COMMA)
    if not nights:
        return p.say("Sắp tới {you} không có buổi nào trong lịch ạ.")
    return p.say("Hôm đó {you} không có buổi nào ạ. Các buổi tới: {ahead}.", ahead=ahead)


def telephones(p: Pronouns, name: str, some: Sequence[tuple[str, str | None]], *, led: bool) -> Markup:
    """Whose number was asked for; it is told to who leads the evening."""
    if not some:
        return p.say('Trong đội buổi tới {me} không thấy ai tên "{title}" ạ.', title=name.title())
    if not led:
        return p.say("Số điện thoại {me} chỉ đưa cho tổ trưởng và người phụ trách ạ.")
    return (
        listed((Markup("{person} ☎️ {phone}").format(person=one, phone=grouped(phone)) for one, phone in some), COMMA)
        + "."
    )


def short_of(missing: Mapping[str, int]) -> Markup:
    some = {force: n for force, n in missing.items() if n > 0}
    return Markup("Còn thiếu {}.").format(counted(some)) if some else Markup("")


def opening(p: Pronouns, unit: str, members: Mapping[str, Sequence[str]]) -> Markup:
    """`members`: names by force."""
    named = [
        Markup("{count} {force} ({names})").format(count=len(names_), force=FORCES[force], names=listed(names_, COMMA))
        for force, names_ in members.items()
        if names_
    ]
    return p.say(
        'Bắt đầu buổi <b>{unit}</b> rồi {you} ạ. Đội {total} người: {names}. Đủ thì {you} nhắn "đủ", vắng ai '
        "{you} nhắn tên.",
        unit=unit,
        total=sum(map(len, members.values())),
        names=listed(named, COMMA),
    )


def revisit(p: Pronouns, households: int) -> Markup:
    return p.say("{You} nhớ quay lại <b>{n} hộ</b> vướng lần trước, nay đã sửa xong.", n=households)


def opens_with_revisit(p: Pronouns, unit: str, households: int) -> Markup:
    """Of an evening without a team on record."""
    return lines(p.say("Bắt đầu buổi <b>{unit}</b> rồi {you} ạ.", unit=unit), revisit(p, households))


def attendance_owed(p: Pronouns, expected: int) -> Markup:
    return p.say('Đội {expected} người: đủ thì {you} nhắn "đủ", vắng ai {you} nhắn tên.', expected=expected)


def only_attendance(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say("Số của <b>{unit}</b> tối {night} {me} có rồi, còn điểm danh ạ.", unit=unit, night=day(night))


def difficulties_too(p: Pronouns) -> Markup:
    return p.say("Có gì vướng, {you} kể luôn để {me} báo phường.")


def tomorrow(unit: str, numbers: Mapping[str, int]) -> Markup:
    if not numbers:
        return Markup("Tối mai {} đi tiếp.").format(unit)
    return Markup("Tối mai {unit} đi tiếp, đội có {numbers}.").format(unit=unit, numbers=counted(numbers))


def again(p: Pronouns, unit: str, lacks: Markup) -> Markup:
    """`lacks` (texts.lacks): here and below, of a night that was reported without its count."""
    first = lacks or p.say("{Me} chưa thấy số của <b>{unit}</b> tối nay.", unit=unit)
    return first + p.say(' {You} nhắn giúp {me} nhé; chưa đếm xong thì {you} nhắn "15 phút nữa".')


def to_deputy(p: Pronouns, unit: str, leader: Person | None, example: str, lacks: Markup) -> Markup:
    who = titled(leader) if leader else "tổ trưởng"
    first = lacks or p.say("{Me} chưa nhận được số của <b>{unit}</b> tối nay từ {who}.", unit=unit, who=who)
    return first + p.say(' {You} nắm được thì nhắn giúp {me}, ví dụ: "{example}".', example=example)


def missing(p: Pronouns, unit: str, night: date, until: datetime, lacks: Markup) -> Markup:
    first = lacks or p.say("{Me} còn thiếu số của <b>{unit}</b> tối {night}.", unit=unit, night=day(night))
    then = " {You} nhắn giúp {me} trước {hour}h{minute:02d} hôm nay nhé."
    return first + p.say(then, hour=until.hour, minute=until.minute)


def later(p: Pronouns, at: datetime) -> Markup:
    return p.say("Dạ vâng, {hour}h{minute:02d} {me} nhắc {you} nhé.", hour=at.hour, minute=at.minute)


def latest(p: Pronouns, at: datetime) -> Markup:
    return p.say(
        "Dạ vâng, {hour}h{minute:02d} {me} nhắc {you} nhé. Muộn hơn thì sáng mai {me} mới hỏi lại.",
        hour=at.hour,
        minute=at.minute,
    )


def later_tomorrow(p: Pronouns) -> Markup:
    return p.say("Dạ vâng, khi nào có số {you} cứ nhắn, {me} ghi ngay ạ.")


# --- attendance


def attended(p: Pronouns, present: int, expected: int, absent: Sequence[str], excused: Sequence[str]) -> Markup:
    told = [f"{listed(absent, COMMA)} vắng"] if absent else []
    told += [f"{listed(excused, COMMA)} có phép"] if excused else []
    if not told:
        return p.say("{Me} ghi đủ <b>{present}/{expected}</b> ạ.", present=present, expected=expected)
    return p.say(
        "{Me} ghi <b>{present}/{expected}</b>: {items}.",
        present=present,
        expected=expected,
        items=listed(map(Markup, told), COMMA),
    )


def the_team(p: Pronouns, team_: Sequence[str]) -> Markup:
    return p.say(
        'Đội {count} người: {names}. Đủ thì {you} nhắn "đủ", vắng ai {you} nhắn tên.',
        count=len(team_),
        names=listed(team_, COMMA),
    )


def nobody_assigned(p: Pronouns) -> Markup:
    return p.say("Buổi này chưa có danh sách đội nên {me} chưa điểm danh được ạ.")


def not_in_team(p: Pronouns, name: str, team_: Sequence[str]) -> Markup:
    return p.say(
        'Trong đội tối nay {me} không thấy ai tên "{title}". Đội có: {names}. {You} xem lại giúp {me} ạ.',
        title=name.title(),
        names=listed(team_, COMMA),
    )


def which_one(name: str, people: Sequence[Person]) -> Markup:
    return Markup("Có <b>{count} người tên {title}</b>: {names} ạ?").format(
        count=len(people), title=name.title(), names=listed((called(person) for person in people), Markup(" hay "))
    )


def called(person: Person) -> str:
    """The last two words: what tells two people of one given name apart."""
    return " ".join(person.name.split()[-2:])


def names(people: Sequence[Person]) -> list[str]:
    """Given names, as a team calls its people; both words where one would not do."""
    given = [person.given for person in people]
    return [
        called(person) if given.count(person.given) > 1 or person.given.lower() in _NOT_ALONE else person.given
        for person in people
    ]


_NOT_ALONE = {"anh", "em", "chị"}  # given names that are address words, too


# --- not tonight


def evening(night: date, today: date) -> str:
    """'tối nay, thứ Bảy 09/11'."""
    near = {0: "tối nay", 1: "tối mai"}.get((night - today).days)
    return f"{near}, {day(night)}" if near else f"tối {day(night)}"


def called_off(p: Pronouns, unit: str, evening_: str, why: str, lost: Sequence[Callee]) -> Markup:
    """`lost`: the office, where no message reaches it."""
    reason = f" {_WEATHER[why]}" if why else ""
    if lost:
        return p.say(
            "Dạ, {me} ghi <b>{unit}</b> nghỉ {evening}{reason}. {Me} chưa nhắn được phường, {you} gọi báo giúp "
            "{me} ạ: {person}.",
            unit=unit,
            evening=evening_,
            reason=reason,
            person=callee(lost[0]),
        )
    return p.say(
        "Dạ, {me} ghi <b>{unit}</b> nghỉ {evening}{reason} và xin ý kiến phường. Muốn đi bù tối khác, {you} báo "
        "phường xếp lịch giúp ạ.",
        unit=unit,
        evening=evening_,
        reason=reason,
    )


def who_is_off(p: Pronouns, unit: str, evening_: str, *, alone: bool) -> Markup:
    if alone:
        return p.say("Chỉ {you} vắng {evening}, hay cả buổi của <b>{unit}</b> nghỉ ạ?", evening=evening_, unit=unit)
    return p.say("{You} báo <b>{unit}</b> nghỉ {evening} phải không ạ? {Me} chưa ghi gì.", unit=unit, evening=evening_)


def no_evening(p: Pronouns, evening_: str) -> Markup:
    return p.say("{evening} {you} không có buổi nào trong lịch ạ.", evening=capital(evening_))


def off_instead(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        "Buổi gần nhất của <b>{unit}</b> là {night}. {You} muốn xin nghỉ buổi đó ạ?", unit=unit, night=day(night)
    )


def off_then(night: date) -> str:
    return f"Đúng, nghỉ {day(night)}"


def anothers_night(p: Pronouns, unit: str, leader: Person | None) -> Markup:
    """`unit`: empty where there is none of that name."""
    if not unit:
        return p.say(
            "{Me} chưa thấy nơi nào tên như vậy trong lịch của phường nên chưa ghi gì. {You} xem lại tên giúp {me} ạ."
        )
    if leader is None:
        return p.say("Lịch của <b>{unit}</b> do phường sắp xếp ạ. {Me} chưa ghi gì.", unit=unit)
    return p.say(
        "<b>{unit}</b> do {leader} phụ trách ạ. {Me} chưa ghi gì. {You} nhắn {leader} báo giúp, hoặc để phường "
        "sửa lịch.",
        unit=unit,
        leader=titled(leader),
    )


def goes_on(p: Pronouns, unit: str, evening_: str) -> Markup:
    return p.say("Dạ, {me} ghi <b>{unit}</b> vẫn đi {evening} và báo lại phường.", unit=unit, evening=evening_)


def head_goes_on(leader: Person, unit: str, night: date) -> Markup:
    return Markup("{leader} báo lại: <b>{unit}</b> tối {night} vẫn đi, không nghỉ nữa ạ.").format(
        leader=head(leader), unit=unit, night=day(night)
    )


def nothing_tonight(p: Pronouns) -> Markup:
    return p.say("Tối nay {you} không có buổi nào trong lịch ạ.")


def called_off_already(p: Pronouns, unit: str, evening_: str) -> Markup:
    return p.say("Buổi {evening} của <b>{unit}</b> {me} đã ghi nghỉ rồi ạ.", evening=evening_, unit=unit)


def may_it_be_off(p: Pronouns, unit: str, night: date, leader: Person, why: str) -> Markup:
    reason = f" {_WEATHER[why]}" if why else ""
    return p.say(
        '{leader} báo tối {night} <b>{unit}</b> nghỉ{reason}. {You} cho nghỉ chứ ạ? Nhắn "đồng ý" hoặc "vẫn đi".',
        leader=head(leader),
        night=day(night),
        unit=unit,
        reason=reason,
    )


def off_agreed(unit: str, night: date) -> Markup:
    return Markup("Dạ, <b>{unit}</b> tối {night} nghỉ.").format(unit=unit, night=day(night))


def off_refused(unit: str, night: date) -> Markup:
    return Markup("Dạ, <b>{unit}</b> tối {night} vẫn đi ạ.").format(unit=unit, night=day(night))


def settled_already(p: Pronouns) -> Markup:
    return p.say("Việc này đã có trả lời rồi, {you} không phải làm gì thêm ạ.")


def head_hears(p: Pronouns, unit: str, evening_: str, *, agreed: bool) -> Markup:
    if agreed:
        return Markup("Phường đồng ý cho <b>{unit}</b> nghỉ {evening} ạ.").format(unit=unit, evening=evening_)
    return p.say("Phường đề nghị <b>{unit}</b> vẫn đi {evening} {you} ạ.", unit=unit, evening=evening_)
