"""What it says about places, shifts and being away: to captains, to those who come, for their groups' own chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.counts import texts as counts_texts
from handlers.markup import Markup
from handlers.texts import COMMA, Callee, Pronouns, callee, capital, day, lines, listed, some, titled, to_call
from handlers.tonight.texts import FORCES, called, clock, counted, head, hours, names
from storage.records import Person

# --- what it says about places and shifts: to captains, to those who come, for their groups' own chats

GO, BUSY = "Đi được", "Bận"
STILL = "Vẫn đi"
ALL_RIGHT = "Được"
MATES_SHOWN = 6  # names of those who come along


@dataclass(frozen=True, slots=True)
class SessionTime:
    """A session as people are told of it."""

    unit: str
    night: date
    starts: str | None
    ends: str | None

    @property
    def said(self) -> Markup:
        return Markup("<b>{night}, {starts}</b>").format(night=day(self.night), starts=hours(self.starts, self.ends))

    @property
    def short(self) -> Markup:
        return Markup("{night} <b>{unit}</b>").format(night=day(self.night), unit=self.unit)


def when_from(night: date, today: date) -> str:
    """At the head of a line: today, tomorrow, or nothing."""
    return {today: "Tối nay ", today + timedelta(days=1): "Mai "}.get(night, "")


def met_by(leader: Person | None) -> Markup:
    return Markup(" {} (tổ trưởng) đón đội.").format(head(leader)) if leader else Markup("")


def _with(mates: Sequence[str]) -> Markup:
    return Markup(" Cùng đi: {}.").format(some(mates, MATES_SHOWN, "người")) if mates else Markup("")


def shift(
    p: Pronouns, when: SessionTime, today: date, leader: Person | None, mates: Sequence[str], *, accepted: bool
) -> Markup:
    first = when_from(when.night, today)
    text = p.say("{first}{when}, {you} đi cùng <b>{unit}</b> nhé.", first=first, when=when.said, unit=when.unit)
    taken_ = p.say(" {You} đã nhận rồi ạ.") if accepted else Markup("")
    return text + met_by(leader) + _with(mates) + taken_


def go_or_busy() -> Markup:
    return Markup("<b>1</b> Đi được · <b>2</b> Bận")


def remind(p: Pronouns, when: SessionTime, leader: Person | None, mates: Sequence[str]) -> Markup:
    text = p.say(
        "Tối nay {starts}, {you} đi cùng <b>{unit}</b> nhé.", starts=hours(when.starts, when.ends), unit=when.unit
    )
    return text + met_by(leader) + _with(mates) + p.say(' Bận đột xuất thì {you} nhắn "bận".')


def moved(when: SessionTime, old: SessionTime) -> Markup:
    before = (
        old.short
        if old.night != when.night
        else Markup("{short} {starts}").format(short=old.short, starts=clock(old.starts or ""))
    )
    return Markup("Buổi {before} chuyển sang {when}.").format(before=before, when=when.said)


def takes_place_again(when: SessionTime) -> Markup:
    return Markup("Buổi {when} lại đi như đã hẹn, {starts}.").format(
        when=when.short, starts=hours(when.starts, when.ends)
    )


def moved_onto_another(p: Pronouns, when: SessionTime, old: SessionTime) -> Markup:
    return moved(when, old) + p.say(" Giờ đó {you} đã có buổi khác nên {me} bỏ tên {you} ở buổi này.")


def called_off(p: Pronouns, when: SessionTime) -> Markup:
    return p.say("Buổi {when} nghỉ, {you} không phải đi nữa nhé.", when=when.short)


def swap(p: Pronouns, when: SessionTime, who: Person) -> Markup:
    return p.say(
        "{given} bận {when}, <b>{unit}</b>. {You} đi thay được không?", given=who.given, when=when.said, unit=when.unit
    )


# --- answers to a shift


def thanks_going(p: Pronouns, whens: Sequence[SessionTime]) -> Markup:
    return p.say("Cảm ơn {you} ✅ {Me} ghi {you} đi: {whens}.", whens=listed((w.short for w in whens), COMMA))


def thanks_busy(p: Pronouns, told: Person | None, captain: Person | None, asked: int) -> Markup:
    """`told`: who looks for somebody else; None where no message reaches them."""
    if told is None:
        whom = titled(captain) if captain else "cán bộ phường"
        first = p.say("{Me} ghi {you} bận. {Me} chưa nhắn được {whom}, {you} báo giúp {me} một tiếng ạ.", whom=whom)
    else:
        first = Markup("Đã báo {} tìm người thay.").format(titled(told))
    more = p.say(" {Me} cũng hỏi thêm {asked} người đi thay.", asked=asked) if asked else Markup("")
    return first + more + p.say(" Cảm ơn {you} báo sớm.")


def taken(p: Pronouns, when: SessionTime) -> Markup:
    return p.say("Cảm ơn {you} ✅ {Me} ghi {you} đi thay: {evening}.", evening=when.said + ", " + when.unit)


def not_taking(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} ghi {you} không đi thay được. Cảm ơn {you} ạ.")


def shift_gone(p: Pronouns, when: SessionTime) -> Markup:
    return p.say("Buổi {when} đã nghỉ, {you} không phải đi nữa ạ.", when=when.short)


def shift_taken(p: Pronouns, when: SessionTime) -> Markup:
    return p.say("Chỗ buổi {when} đã có người nhận rồi, cảm ơn {you} ạ.", when=when.short)


def shift_changed(p: Pronouns) -> Markup:
    return p.say("Ca này đã đổi lịch, {you} xem tin mới nhất giúp {me} ạ.")


def shift_over(p: Pronouns, when: SessionTime) -> Markup:
    return p.say("Buổi {when} qua rồi {you} ạ.", when=when.short)


def busy_then(p: Pronouns) -> Markup:
    return p.say("Giờ đó {you} đã có buổi khác nên {me} chưa ghi ạ.")


# --- captains


@dataclass(frozen=True, slots=True)
class Opening:
    """A session with places to fill, and who is suggested."""

    when: SessionTime
    force: str
    need: int
    have: int
    suggested: tuple[str, ...]


def places(p: Pronouns, some: Sequence[Opening], more: int) -> Markup:
    first = p.say("{You} ơi, cần người cho các buổi sau. {Me} gợi ý người ít buổi nhất:")
    rest = p.say("Còn {more} buổi nữa, {you} nhắn /phancong để xem.", more=more) if more > 0 else Markup("")
    return lines(first, *map(_opening, some), rest, how_to_assign(p, some[0]))


def place(p: Pronouns, one: Opening) -> Markup:
    need = Markup("{night}, <b>{unit}</b> cần {left} {force}.").format(
        night=capital(day(one.when.night)), unit=one.when.unit, left=_left(one), force=one.force
    )
    return lines(need, _suggestion(p, one), how_to_assign(p, one))


def _left(one: Opening) -> str:
    return f"thêm {one.need - one.have}" if one.have else str(one.need)


def _suggestion(p: Pronouns, one: Opening) -> Markup:
    if not one.suggested:
        return p.say("Lực lượng của {you} không còn ai rảnh buổi này.")
    return p.say("{Me} gợi ý (người ít buổi nhất): {suggested}.", suggested=listed(one.suggested, COMMA))


def _opening(one: Opening) -> Markup:
    who = listed(one.suggested, COMMA) if one.suggested else "chưa có ai rảnh"
    return Markup("• {night}, <b>{unit}</b>: {left} {force} ({who})").format(
        night=capital(day(one.when.night)), unit=one.when.unit, left=_left(one), force=one.force, who=who
    )


def how_to_assign(p: Pronouns, one: Opening) -> Markup:
    some = " ".join(one.suggested[:2]).lower() or "an bình"
    example = Markup("{night:%d/%m} {names}").format(night=one.when.night, names=some)
    if not one.suggested:
        return p.say('{You} nhắn ngày và tên, ví dụ: "{example}".', example=example)
    return p.say('{You} nhắn "được", hoặc ngày và tên người khác, ví dụ: "{example}".', example=example)


def vacancy(p: Pronouns, one: Opening) -> Markup:
    return lines(
        Markup("{tomorrow}{night}, <b>{unit}</b> còn thiếu {short} {force}.").format(
            tomorrow="Mai ", night=day(one.when.night), unit=one.when.unit, short=one.need - one.have, force=one.force
        ),
        _suggestion(p, one),
    )


def vacancy_for_office(when: SessionTime, missing: Mapping[str, int]) -> Markup:
    return Markup("⚠️ Mai {when} còn thiếu {missing}.").format(when=when.short, missing=counted(missing))


def how_the_office_assigns(p: Pronouns, night: date) -> Markup:
    return p.say(
        '{You} nhắn /phancong để {me} gợi ý người, hoặc ngày và tên, ví dụ: "{night:%d/%m} an bình".', night=night
    )


def all_filled(p: Pronouns) -> Markup:
    return p.say("Lực lượng của {you} đã đủ người cho các buổi tới ạ.")


def assigned(p: Pronouns, when: SessionTime, names: Sequence[str], have: int, need: int) -> Markup:
    filled = f" ({have}/{need})" if need else ""
    text = p.say("{Me} ghi {when}: {names}{filled}.", when=when.short, names=listed(names, COMMA), filled=filled)
    left = need - have
    return text + (Markup(" Còn thiếu {} người.").format(left) if left > 0 else Markup(""))


def replaced(
    p: Pronouns, when: SessionTime, old: Person, new: Person, have: int, need: int, lost: Sequence[Callee]
) -> Markup:
    """`lost`: who does not come any more, where no message tells them so."""
    filled = f" ({have}/{need})" if need else ""
    text = p.say(
        "{Me} ghi {when}: {new} đi thay {old}{filled}.",
        when=when.short,
        new=called(new),
        old=called(old),
        filled=filled,
    )
    return lines(text, to_call(p, lost, NOT_ANY_MORE, any_reached=False))


NOT_ANY_MORE = "báo không phải đi buổi này nữa"


def somebody_comes_instead(p: Pronouns, when: SessionTime, new: Person) -> Markup:
    return p.say("Buổi {when} {given} đi thay nên {you} không phải đi nữa nhé.", when=when.short, given=new.given)


def busy_on(p: Pronouns, nights: Sequence[date], given_back: Markup) -> Markup:
    text = p.say(
        "Dạ, {me} ghi {you} bận {nights}, {me} không xếp {you} hôm đó ạ.", nights=listed(map(day, nights), COMMA)
    )
    return lines(text, given_back)


def too_often(name: str, nights: int, usual: int) -> Markup:
    return Markup("⚠️ {name} tuần đó {nights} buổi (nên tối đa {usual}).").format(name=name, nights=nights, usual=usual)


def nobody_named(p: Pronouns, name: str) -> Markup:
    return p.say(
        'Lực lượng của {you} không có ai tên "{title}". {Me} chưa ghi gì, {you} xem lại giúp {me} ạ.',
        title=name.title(),
    )


def of_another_force(p: Pronouns, name: str, force: str) -> Markup:
    return p.say(
        "{name} thuộc lực lượng {force}, do người khác phân công. {Me} chưa ghi gì ạ.",
        name=name,
        force=FORCES.get(force, "khác"),
    )


def is_away(p: Pronouns, name: str, night: date) -> Markup:
    return p.say(
        "{name} xin nghỉ {night} nên {me} chưa ghi gì. {You} chọn người khác giúp {me} ạ.", name=name, night=day(night)
    )


def has_another(p: Pronouns, name: str, night: date) -> Markup:
    return p.say(
        "{name} đã có buổi khác {night} nên {me} chưa ghi gì. {You} chọn người khác giúp {me} ạ.",
        name=name,
        night=day(night),
    )


def there_already(p: Pronouns, name: str) -> Markup:
    return p.say("{name} đã có trong đội buổi này rồi. {Me} chưa ghi gì thêm ạ.", name=name)


def too_many(p: Pronouns, need: int, have: int, said: int) -> Markup:
    return p.say(
        "Buổi này cần {need}, đã có {have}, {you} đưa {said} người nên {me} chưa ghi. {You} bớt giúp {me} ạ.",
        need=need,
        have=have,
        said=said,
    )


def no_such_night(p: Pronouns, nights: Sequence[date]) -> Markup:
    ahead = listed((f"{night:%d/%m}" for night in nights), COMMA)
    return p.say(
        "Ngày đó không có buổi nào cần người ạ. Các buổi tới: {ahead}. {You} nhắn lại giúp {me}.",
        ahead=ahead or "chưa có",
    )


def which_unit(p: Pronouns, night: date) -> Markup:
    return p.say("{night} có mấy buổi, {you} phân cho buổi nào ạ?", night=capital(day(night)))


def say_which(p: Pronouns, people: Sequence[Person]) -> Markup:
    return p.say(
        "Có {count} người cùng tên: {names}. {You} nhắn rõ tên đệm giúp {me} ạ.",
        count=len(people),
        names=listed((called(person) for person in people), COMMA),
    )


def no_shift_ahead(p: Pronouns, name: str) -> Markup:
    return p.say("{name} không có ca nào sắp tới. {Me} chưa ghi gì ạ.", name=name)


def answered_for(
    p: Pronouns, going: Sequence[str], busy: Sequence[str], asked: Sequence[Person], others: Sequence[Callee]
) -> Markup:
    told = [f"{listed(going, COMMA)} đi"] if going else []
    told += [f"{listed(busy, COMMA)} bận"] if busy else []
    after = _instead(p, asked, others) if busy else Markup("")
    return p.say("{Me} ghi {figures}.", figures=Markup("; ").join(map(Markup, told))) + after


def captain_hears_busy(
    p: Pronouns,
    when: SessionTime,
    who: Person,
    have: int,
    need: int,
    asked: Sequence[Person],
    others: Sequence[Callee],
    missed: Sequence[Callee],
) -> Markup:
    """`others`: who could come and has to be called; `missed`: the captain, where the office hears it instead."""
    text = Markup("{given} bận {when} ({have}/{need}).").format(given=who.given, when=when.short, have=have, need=need)
    instead = (
        p.say(" {person} phụ trách mà {me} chưa nhắn được.", person=capital(str(callee(missed[0])))) if missed else ""
    )
    return text + _instead(p, asked, others) + instead


def _instead(p: Pronouns, asked: Sequence[Person], others: Sequence[Callee]) -> Markup:
    """Who was asked to come instead, and who has to be called for that."""
    if not asked and not others:
        return Markup(" Chưa có ai rảnh để đi thay.")
    text = p.say(" {Me} đã hỏi {names}.", names=listed(names(asked), COMMA)) if asked else Markup("")
    return text + (Markup(" ") if others else "") + to_call(p, others, ASK_INSTEAD, any_reached=bool(asked))


ASK_INSTEAD = "hỏi đi thay được không"


def captain_hears_swap(when: SessionTime, instead_of: Person, who: Person) -> Markup:
    return Markup("{given} đi thay {other} {when}.").format(given=who.given, other=instead_of.given, when=when.short)


def paste(
    when: SessionTime, force: str, names: Sequence[str], leader: Person | None, ask: tuple[Person | None, str]
) -> Markup:
    """To be copied into a group's own chat; `ask`: whom to tell, and where to answer."""
    captain, link = ask
    tell = Markup("Ai bận báo {} sớm nhé.").format(titled(captain)) if captain else Markup("")
    forward = Markup("(Tin cho nhóm, {you} chuyển tiếp giúp em)").format(you=captain.you) if captain else Markup("")
    return lines(
        forward,
        Markup("{when}: {unit}").format(
            when=capital(day(when.night)) + ", " + hours(when.starts, when.ends), unit=when.unit
        ),
        Markup("{force}: {names}.").format(force=capital(FORCES[force]), names=listed(names, COMMA)),
        met_by(leader).strip(),
        tell,
        Markup("Trả lời: {}").format(link) if link else Markup(""),
    )


# --- help


def help_captain(p: Pronouns, night: date | None) -> Markup:
    """`night`: the next one that people are wanted for."""
    shown = Markup(', ví dụ "{day}/{month} an, bình"').format(day=night.day, month=night.month) if night else ""
    return lines(
        Markup("• Phân công: ngày và tên{}. Xem chỗ trống: /phancong, xem ca: /ca.").format(shown),
        Markup('• Trả lời hộ anh em: "An, Bình đi; Cường bận". Đổi người: "thay Cường bằng Dung".'),
        Markup("• Tổ trưởng không báo được: /nhapho, tên tổ, tối nào, rồi số."),
        p.say('• {You} nghỉ vài hôm: "nghỉ 3 ngày".'),
    )


def help_volunteer(p: Pronouns) -> Markup:
    return lines(
        p.say("• Trước buổi một ngày {me} nhắn lịch, {you} trả lời 1 Đi được hoặc 2 Bận."),
        Markup('• Xem lịch của mình: /lich. Hỏi ai đi cùng: "mai đi cùng ai".'),
        Markup('• Bận hôm nào nhắn trước: "tối 11/11 em bận". Nghỉ vài hôm: "nghỉ 3 ngày".'),
    )


# --- what lies ahead


def shifts_of_force(some: Sequence[tuple[SessionTime, Sequence[str], int]]) -> Markup:
    """Each session with who comes and how many are still wanted."""
    if not some:
        return Markup("Chưa có ca nào sắp tới ạ.")
    told = (
        Markup("• {when}: {names}").format(when=when.short, names=listed(names, COMMA) or "chưa có ai")
        + (Markup(" (thiếu {})").format(left) if left > 0 else Markup(""))
        for when, names, left in some
    )
    return lines(*told)


def ahead(p: Pronouns, nights: Sequence[SessionTime], own: Sequence[tuple[SessionTime, bool]]) -> Markup:
    """`nights`: of the units one leads; `own`: one's shifts, and whether one said yes."""
    if not nights and not own:
        return p.say("Sắp tới {you} chưa có lịch nào ạ.")
    led = [
        Markup("• {short}, {starts}").format(
            short=night.short, starts=hours(night.starts, night.ends) or counts_texts.DUE
        )
        for night in nights
    ]
    mine = [
        Markup("• {night}, {starts}, <b>{unit}</b>{unanswered}").format(
            night=day(session_time.night),
            starts=hours(session_time.starts, session_time.ends),
            unit=session_time.unit,
            unanswered="" if said else " (chưa trả lời)",
        )
        for session_time, said in own
    ]
    return lines(p.say("Lịch sắp tới của {you}:"), *led, *mine)


# --- what is said of being away: to whoever goes, to the deputy, and of the places that are open then


def away(
    p: Pronouns,
    until: date,
    passed: Sequence[tuple[str, Person | None, Callee | None]],
    given_back: int,
    told: Person | None,
) -> Markup:
    """`passed`: by unit its deputy, and how to call them where no message reaches them; `told`: of the open places."""
    return lines(
        p.say('Dạ, {me} ghi {you} nghỉ đến hết {until}. Về sớm, {you} nhắn "nghỉ thôi".', until=day(until)),
        *(_passed(p, *one) for one in passed),
        open_places(p, given_back, told) if given_back else "",
    )


def open_places(p: Pronouns, number_: int, told: Person | None) -> Markup:
    if told is None:
        return p.say(
            "{number} ca trong những ngày đó đang trống; {me} chưa nhắn được người phụ trách, {you} báo giúp {me} ạ.",
            number=number_,
        )
    return p.say(
        "{number} ca trong những ngày đó {me} đã báo {figures} tìm người thay.", number=number_, figures=titled(told)
    )


def _passed(p: Pronouns, unit: str, deputy: Person | None, lost: Callee | None) -> Markup:
    if deputy is None:
        return p.say("<b>{unit}</b> chưa có tổ phó nên việc của tổ {me} vẫn nhắn {you} ạ.", unit=unit)
    if lost is not None:
        return p.say(
            "Việc của <b>{unit}</b> {me} giao {deputy}, nhưng {me} chưa nhắn được, {you} báo giúp {me}: {person}.",
            unit=unit,
            deputy=titled(deputy),
            person=callee(lost),
        )
    return p.say("Việc của <b>{unit}</b> {me} chuyển {deputy}.", unit=unit, deputy=titled(deputy))


def deputy_hears(p: Pronouns, leader: Person, unit: str, until: date) -> Markup:
    return p.say(
        "{leader} nghỉ đến hết {until}, việc của <b>{unit}</b> những ngày đó {me} nhờ {you} ạ.",
        leader=titled(leader),
        until=day(until),
        unit=unit,
    )


def back(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} ghi {you} đã đi làm lại ạ.")


def how_to_go(p: Pronouns) -> Markup:
    return p.say('{You} nhắn số ngày nghỉ, ví dụ: "nghỉ 3 ngày". Về sớm thì nhắn "nghỉ thôi".')


def too_long(p: Pronouns, most: int) -> Markup:
    return p.say("{Me} ghi được nhiều nhất {most} ngày một lần. {You} nhắn lại số ngày giúp {me} ạ.", most=most)
