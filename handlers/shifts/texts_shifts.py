"""What it says about places and shifts: to captains, to those who come, for their groups' own chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.counts import texts_rounds
from handlers.markup import Markup
from handlers.texts import COMMA, Pair, capital, day, lines, listed, some, titled
from handlers.texts_reaching import Callee, callee, to_call
from handlers.tonight.texts_evening import FORCES, called, clock, counted, head, hours, names
from storage.records import Person

GO, BUSY = "Đi được", "Bận"
STILL = "Vẫn đi"
ALL_RIGHT = "Được"
MATES_SHOWN = 6  # names of those who come along


@dataclass(frozen=True, slots=True)
class When:
    """A session as people are told of it."""

    unit: str
    night: date
    starts: str | None
    ends: str | None

    @property
    def said(self) -> Markup:
        return Markup("<b>{}, {}</b>").format(day(self.night), hours(self.starts, self.ends))

    @property
    def short(self) -> Markup:
        return Markup("{} <b>{}</b>").format(day(self.night), self.unit)


def when_from(night: date, today: date) -> str:
    """At the head of a line: today, tomorrow, or nothing."""
    return {today: "Tối nay ", today + timedelta(days=1): "Mai "}.get(night, "")


def met_by(leader: Person | None) -> Markup:
    return Markup(" {} (tổ trưởng) đón đội.").format(head(leader)) if leader else Markup("")


def _with(mates: Sequence[str]) -> Markup:
    return Markup(" Cùng đi: {}.").format(some(mates, MATES_SHOWN, "người")) if mates else Markup("")


def shift(p: Pair, when: When, today: date, leader: Person | None, mates: Sequence[str], *, accepted: bool) -> Markup:
    first = when_from(when.night, today)
    told = Markup("{}{}, {} đi cùng <b>{}</b> nhé.").format(first, when.said, p.you, when.unit)
    taken_ = Markup(" {} đã nhận rồi ạ.").format(p.You) if accepted else Markup("")
    return told + met_by(leader) + _with(mates) + taken_


def go_or_busy() -> Markup:
    return Markup("<b>1</b> Đi được · <b>2</b> Bận")


def remind(p: Pair, when: When, leader: Person | None, mates: Sequence[str]) -> Markup:
    told = Markup("Tối nay {}, {} đi cùng <b>{}</b> nhé.").format(hours(when.starts, when.ends), p.you, when.unit)
    return told + met_by(leader) + _with(mates) + Markup(' Bận đột xuất thì {} nhắn "bận".').format(p.you)


def moved(when: When, old: When) -> Markup:
    before = old.short if old.night != when.night else Markup("{} {}").format(old.short, clock(old.starts or ""))
    return Markup("Buổi {} chuyển sang {}.").format(before, when.said)


def takes_place_again(when: When) -> Markup:
    return Markup("Buổi {} lại đi như đã hẹn, {}.").format(when.short, hours(when.starts, when.ends))


def moved_onto_another(p: Pair, when: When, old: When) -> Markup:
    return moved(when, old) + Markup(" Giờ đó {} đã có buổi khác nên {} bỏ tên {} ở buổi này.").format(
        p.you, p.me, p.you
    )


def called_off(p: Pair, when: When) -> Markup:
    return Markup("Buổi {} nghỉ, {} không phải đi nữa nhé.").format(when.short, p.you)


def swap(p: Pair, when: When, who: Person) -> Markup:
    return Markup("{} bận {}, <b>{}</b>. {} đi thay được không?").format(who.given, when.said, when.unit, p.You)


# --- answers to a shift


def thanks_going(p: Pair, whens: Sequence[When]) -> Markup:
    return Markup("Cảm ơn {} ✅ {} ghi {} đi: {}.").format(p.you, p.Me, p.you, listed((w.short for w in whens), COMMA))


def thanks_busy(p: Pair, told: Person | None, captain: Person | None, asked: int) -> Markup:
    """`told`: who looks for somebody else; None where no message reaches them."""
    if told is None:
        whom = titled(captain) if captain else "cán bộ phường"
        first = Markup("{} ghi {} bận. {} chưa nhắn được {}, {} báo giúp {} một tiếng ạ.").format(
            p.Me, p.you, p.Me, whom, p.you, p.me
        )
    else:
        first = Markup("Đã báo {} tìm người thay.").format(titled(told))
    more = Markup(" {} cũng hỏi thêm {} người đi thay.").format(p.Me, asked) if asked else Markup("")
    return first + more + Markup(" Cảm ơn {} báo sớm.").format(p.you)


def taken(p: Pair, when: When) -> Markup:
    return Markup("Cảm ơn {} ✅ {} ghi {} đi thay: {}.").format(p.you, p.Me, p.you, when.said + ", " + when.unit)


def not_taking(p: Pair) -> Markup:
    return Markup("Dạ, {} ghi {} không đi thay được. Cảm ơn {} ạ.").format(p.me, p.you, p.you)


def shift_gone(p: Pair, when: When) -> Markup:
    return Markup("Buổi {} đã nghỉ, {} không phải đi nữa ạ.").format(when.short, p.you)


def shift_taken(p: Pair, when: When) -> Markup:
    return Markup("Chỗ buổi {} đã có người nhận rồi, cảm ơn {} ạ.").format(when.short, p.you)


def shift_changed(p: Pair) -> Markup:
    return Markup("Ca này đã đổi lịch, {} xem tin mới nhất giúp {} ạ.").format(p.you, p.me)


def shift_over(p: Pair, when: When) -> Markup:
    return Markup("Buổi {} qua rồi {} ạ.").format(when.short, p.you)


def busy_then(p: Pair) -> Markup:
    return Markup("Giờ đó {} đã có buổi khác nên {} chưa ghi ạ.").format(p.you, p.me)


# --- captains


@dataclass(frozen=True, slots=True)
class Opening:
    """A session with places to fill, and who is suggested."""

    when: When
    force: str
    need: int
    have: int
    suggested: tuple[str, ...]


def places(p: Pair, some: Sequence[Opening], more: int) -> Markup:
    first = Markup("{} ơi, cần người cho các buổi sau. {} gợi ý người ít buổi nhất:").format(p.You, p.Me)
    rest = Markup("Còn {} buổi nữa, {} nhắn /phancong để xem.").format(more, p.you) if more > 0 else Markup("")
    return lines(first, *map(_opening, some), rest, how_to_assign(p, some[0]))


def place(p: Pair, one: Opening) -> Markup:
    need = Markup("{}, <b>{}</b> cần {} {}.").format(capital(day(one.when.night)), one.when.unit, _left(one), one.force)
    return lines(need, _suggestion(p, one), how_to_assign(p, one))


def _left(one: Opening) -> str:
    return f"thêm {one.need - one.have}" if one.have else str(one.need)


def _suggestion(p: Pair, one: Opening) -> Markup:
    if not one.suggested:
        return Markup("Lực lượng của {} không còn ai rảnh buổi này.").format(p.you)
    return Markup("{} gợi ý (người ít buổi nhất): {}.").format(p.Me, listed(one.suggested, COMMA))


def _opening(one: Opening) -> Markup:
    who = listed(one.suggested, COMMA) if one.suggested else "chưa có ai rảnh"
    return Markup("• {}, <b>{}</b>: {} {} ({})").format(
        capital(day(one.when.night)), one.when.unit, _left(one), one.force, who
    )


def how_to_assign(p: Pair, one: Opening) -> Markup:
    some = " ".join(one.suggested[:2]).lower() or "an bình"
    example = Markup("{:%d/%m} {}").format(one.when.night, some)
    if not one.suggested:
        return Markup('{} nhắn ngày và tên, ví dụ: "{}".').format(p.You, example)
    return Markup('{} nhắn "được", hoặc ngày và tên người khác, ví dụ: "{}".').format(p.You, example)


def vacancy(p: Pair, one: Opening) -> Markup:
    return lines(
        Markup("{}{}, <b>{}</b> còn thiếu {} {}.").format(
            "Mai ", day(one.when.night), one.when.unit, one.need - one.have, one.force
        ),
        _suggestion(p, one),
    )


def vacancy_for_office(when: When, missing: Mapping[str, int]) -> Markup:
    return Markup("⚠️ Mai {} còn thiếu {}.").format(when.short, counted(missing))


def how_the_office_assigns(p: Pair, night: date) -> Markup:
    return Markup('{} nhắn /phancong để {} gợi ý người, hoặc ngày và tên, ví dụ: "{:%d/%m} an bình".').format(
        p.You, p.me, night
    )


def all_filled(p: Pair) -> Markup:
    return Markup("Lực lượng của {} đã đủ người cho các buổi tới ạ.").format(p.you)


def assigned(p: Pair, when: When, names: Sequence[str], have: int, need: int) -> Markup:
    filled = f" ({have}/{need})" if need else ""
    told = Markup("{} ghi {}: {}{}.").format(p.Me, when.short, listed(names, COMMA), filled)
    left = need - have
    return told + (Markup(" Còn thiếu {} người.").format(left) if left > 0 else Markup(""))


def replaced(p: Pair, when: When, old: Person, new: Person, have: int, need: int, lost: Sequence[Callee]) -> Markup:
    """`lost`: who does not come any more, where no message tells them so."""
    filled = f" ({have}/{need})" if need else ""
    said = Markup("{} ghi {}: {} đi thay {}{}.").format(p.Me, when.short, called(new), called(old), filled)
    return lines(said, to_call(p, lost, NOT_ANY_MORE, any_reached=False))


NOT_ANY_MORE = "báo không phải đi buổi này nữa"


def somebody_comes_instead(p: Pair, when: When, new: Person) -> Markup:
    return Markup("Buổi {} {} đi thay nên {} không phải đi nữa nhé.").format(when.short, new.given, p.you)


def busy_on(p: Pair, nights: Sequence[date], given_back: Markup) -> Markup:
    said = Markup("Dạ, {} ghi {} bận {}, {} không xếp {} hôm đó ạ.").format(
        p.me, p.you, listed(map(day, nights), COMMA), p.me, p.you
    )
    return lines(said, given_back)


def too_often(name: str, nights: int, usual: int) -> Markup:
    return Markup("⚠️ {} tuần đó {} buổi (nên tối đa {}).").format(name, nights, usual)


def nobody_named(p: Pair, name: str) -> Markup:
    return Markup('Lực lượng của {} không có ai tên "{}". {} chưa ghi gì, {} xem lại giúp {} ạ.').format(
        p.you, name.title(), p.Me, p.you, p.me
    )


def of_another_force(p: Pair, name: str, force: str) -> Markup:
    return Markup("{} thuộc lực lượng {}, do người khác phân công. {} chưa ghi gì ạ.").format(
        name, FORCES.get(force, "khác"), p.Me
    )


def is_away(p: Pair, name: str, night: date) -> Markup:
    return Markup("{} xin nghỉ {} nên {} chưa ghi gì. {} chọn người khác giúp {} ạ.").format(
        name, day(night), p.me, p.You, p.me
    )


def has_another(p: Pair, name: str, night: date) -> Markup:
    return Markup("{} đã có buổi khác {} nên {} chưa ghi gì. {} chọn người khác giúp {} ạ.").format(
        name, day(night), p.me, p.You, p.me
    )


def there_already(p: Pair, name: str) -> Markup:
    return Markup("{} đã có trong đội buổi này rồi. {} chưa ghi gì thêm ạ.").format(name, p.Me)


def too_many(p: Pair, need: int, have: int, said: int) -> Markup:
    return Markup("Buổi này cần {}, đã có {}, {} đưa {} người nên {} chưa ghi. {} bớt giúp {} ạ.").format(
        need, have, p.you, said, p.me, p.You, p.me
    )


def no_such_night(p: Pair, nights: Sequence[date]) -> Markup:
    ahead = listed((f"{night:%d/%m}" for night in nights), COMMA)
    return Markup("Ngày đó không có buổi nào cần người ạ. Các buổi tới: {}. {} nhắn lại giúp {}.").format(
        ahead or "chưa có", p.You, p.me
    )


def which_unit(p: Pair, night: date) -> Markup:
    return Markup("{} có mấy buổi, {} phân cho buổi nào ạ?").format(capital(day(night)), p.you)


def say_which(p: Pair, people: Sequence[Person]) -> Markup:
    return Markup("Có {} người cùng tên: {}. {} nhắn rõ tên đệm giúp {} ạ.").format(
        len(people), listed((called(one) for one in people), COMMA), p.You, p.me
    )


def no_shift_ahead(p: Pair, name: str) -> Markup:
    return Markup("{} không có ca nào sắp tới. {} chưa ghi gì ạ.").format(name, p.Me)


def answered_for(
    p: Pair, going: Sequence[str], busy: Sequence[str], asked: Sequence[Person], others: Sequence[Callee]
) -> Markup:
    told = [f"{listed(going, COMMA)} đi"] if going else []
    told += [f"{listed(busy, COMMA)} bận"] if busy else []
    after = _instead(p, asked, others) if busy else Markup("")
    return Markup("{} ghi {}.").format(p.Me, Markup("; ").join(map(Markup, told))) + after


def captain_hears_busy(
    p: Pair,
    when: When,
    who: Person,
    have: int,
    need: int,
    asked: Sequence[Person],
    others: Sequence[Callee],
    missed: Sequence[Callee],
) -> Markup:
    """`others`: who could come and has to be called; `missed`: the captain, where the office hears it instead."""
    told = Markup("{} bận {} ({}/{}).").format(who.given, when.short, have, need)
    instead = (
        Markup(" {} phụ trách mà {} chưa nhắn được.").format(capital(str(callee(missed[0]))), p.me) if missed else ""
    )
    return told + _instead(p, asked, others) + instead


def _instead(p: Pair, asked: Sequence[Person], others: Sequence[Callee]) -> Markup:
    """Who was asked to come instead, and who has to be called for that."""
    if not asked and not others:
        return Markup(" Chưa có ai rảnh để đi thay.")
    said = Markup(" {} đã hỏi {}.").format(p.Me, listed(names(asked), COMMA)) if asked else Markup("")
    return said + (Markup(" ") if others else "") + to_call(p, others, ASK_INSTEAD, any_reached=bool(asked))


ASK_INSTEAD = "hỏi đi thay được không"


def captain_hears_swap(when: When, instead_of: Person, who: Person) -> Markup:
    return Markup("{} đi thay {} {}.").format(who.given, instead_of.given, when.short)


def paste(
    when: When, force: str, names: Sequence[str], leader: Person | None, ask: tuple[Person | None, str]
) -> Markup:
    """To be copied into a group's own chat; `ask`: whom to tell, and where to answer."""
    captain, link = ask
    tell = Markup("Ai bận báo {} sớm nhé.").format(titled(captain)) if captain else Markup("")
    forward = Markup("(Tin cho nhóm, {} chuyển tiếp giúp em)").format(captain.you) if captain else Markup("")
    return lines(
        forward,
        Markup("{}: {}").format(capital(day(when.night)) + ", " + hours(when.starts, when.ends), when.unit),
        Markup("{}: {}.").format(capital(FORCES[force]), listed(names, COMMA)),
        met_by(leader).strip(),
        tell,
        Markup("Trả lời: {}").format(link) if link else Markup(""),
    )


# --- help


def help_captain(p: Pair, night: date | None) -> Markup:
    """`night`: the next one that people are wanted for."""
    shown = Markup(', ví dụ "{}/{} an, bình"').format(night.day, night.month) if night else ""
    return lines(
        Markup("• Phân công: ngày và tên{}. Xem chỗ trống: /phancong, xem ca: /ca.").format(shown),
        Markup('• Trả lời hộ anh em: "An, Bình đi; Cường bận". Đổi người: "thay Cường bằng Dung".'),
        Markup('• {} nghỉ vài hôm: "nghỉ 3 ngày".').format(p.You),
    )


def help_volunteer(p: Pair) -> Markup:
    return lines(
        Markup("• Trước buổi một ngày {} nhắn lịch, {} trả lời 1 Đi được hoặc 2 Bận.").format(p.me, p.you),
        Markup('• Xem lịch của mình: /lich. Hỏi ai đi cùng: "mai đi cùng ai".'),
        Markup('• Bận hôm nào nhắn trước: "tối 11/11 em bận". Nghỉ vài hôm: "nghỉ 3 ngày".'),
    )


# --- what lies ahead


def shifts_of_force(some: Sequence[tuple[When, Sequence[str], int]]) -> Markup:
    """Each session with who comes and how many are still wanted."""
    if not some:
        return Markup("Chưa có ca nào sắp tới ạ.")
    told = (
        Markup("• {}: {}").format(when.short, listed(names, COMMA) or "chưa có ai")
        + (Markup(" (thiếu {})").format(left) if left > 0 else Markup(""))
        for when, names, left in some
    )
    return lines(*told)


def ahead(p: Pair, nights: Sequence[When], own: Sequence[tuple[When, bool]]) -> Markup:
    """`nights`: of the units one leads; `own`: one's shifts, and whether one said yes."""
    if not nights and not own:
        return Markup("Sắp tới {} chưa có lịch nào ạ.").format(p.you)
    led = [Markup("• {}, {}").format(one.short, hours(one.starts, one.ends) or texts_rounds.DUE) for one in nights]
    mine = [
        Markup("• {}, {}, <b>{}</b>{}").format(
            day(one.night), hours(one.starts, one.ends), one.unit, "" if said else " (chưa trả lời)"
        )
        for one, said in own
    ]
    return lines(Markup("Lịch sắp tới của {}:").format(p.you), *led, *mine)
