"""What is said of difficulties: to whoever raises one, to the office, and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.markup import Markup
from handlers.texts import (
    COMMA,
    DOT,
    Pronouns,
    beyond,
    capital,
    cut,
    day,
    lines,
    listed,
    moment,
    number,
    some,
    stuck_by,
    titled,
)
from handlers.texts import numbered as numbered_choices
from storage.difficulties import DifficultyKind
from storage.records import Person

WHICH_CARRIERS = ("Viettel", "Vina", "Mobi")
TAKE_BACK, RECORD, LEAVE, SEND, PASS_ON, GIVE = "Rút lại", "Ghi giúp", "Thôi", "Gửi đi", "Chuyển giúp", "Giao"
QUOTED, SHOWN, UNITS = 80, 6, 8
NEAR = 3  # units that are named in a line of many
DONE = "đã khắc phục xong"


def households(count: int | None) -> str:
    return f"{number(count)} hộ" if count else ""


@dataclass(frozen=True, slots=True)
class ToldDifficulty:
    """One that was recorded."""

    kind: DifficultyKind
    carrier: str
    households: int | None
    unit: str
    night: date
    words: str = ""

    @property
    def what(self) -> str:
        """What nobody has a name for is told in its own words."""
        own = self.kind is DifficultyKind.OTHER and self.words
        return f"“{cut(self.words, QUOTED)}”" if own else stuck_by(self.kind, self.carrier)

    def said(self) -> Markup:
        parts = [self.what, households(self.households), self.unit]
        return listed([part for part in parts if part], COMMA)


def recorded(p: Pronouns, told: ToldDifficulty, first: Markup, *, known: bool, asked: bool) -> Markup:
    """`first`: what helps meanwhile; `known`: it had been told before; `asked`: a question of ours stands beneath."""
    head = "{Me} ghi thêm" if known else "{Me} ghi vướng mắc"
    return lines(
        p.say(head + ": <b>{what}</b> (tối {night}). {Me} báo phường, có trả lời {me} nhắn {you}.",
              what=told.said(), night=day(told.night)),
        first,
        "" if asked else taking_back(p),
    )  # fmt: skip


def beside(p: Pronouns, told: ToldDifficulty, first: Markup, *, known: bool, asked: bool) -> Markup:
    """Beneath the figures of the same message."""
    head = "Vướng mắc {me} ghi thêm" if known else "Vướng mắc {me} báo phường luôn"
    parts = [part for part in (told.what, households(told.households)) if part]
    return lines(
        p.say(head + ": <b>{what}</b>; có trả lời {me} nhắn {you}.", what=listed(parts, COMMA)),
        first,
        "" if asked else taking_back(p),
    )


def taking_back(p: Pronouns) -> Markup:
    return p.say('Không đúng thì {you} nhắn "rút vướng mắc".')


def what_is_missing(p: Pronouns, *, carrier: bool, count: bool) -> Markup:
    if carrier and count:
        return p.say('Mạng nào, mấy hộ bị ạ? Ví dụ "Viettel 4 hộ".')
    return p.say("Mạng nào hay bị ạ?") if carrier else p.say('Mấy hộ bị ạ? Ví dụ "4 hộ".')


def carrier_later(p: Pronouns) -> Markup:
    return p.say('Biết mạng nào thì {you} nhắn thêm, ví dụ "mạng Viettel".')


def completed(p: Pronouns, told: ToldDifficulty) -> Markup:
    return p.say("Dạ, {me} ghi: <b>{what}</b>.", what=told.said())


def offer(p: Pronouns, first: Markup) -> Markup:
    """A question was answered; it may be a difficulty as well."""
    return lines(first, p.say("Nếu bà con đang vướng, {me} ghi lại báo phường nhé?"))


def how_to_raise(p: Pronouns) -> Markup:
    return p.say('{You} cứ kể: lỗi gì, mạng nào, mấy hộ. Ví dụ "otp Viettel không về, 4 nhà", hoặc /vuongmac rồi kể.')


def nothing_to_take_back(p: Pronouns) -> Markup:
    return p.say("Không có vướng mắc nào của {you} đang mở ạ.")


def taken_back(p: Pronouns, told: ToldDifficulty) -> Markup:
    return p.say("Dạ, {me} bỏ vướng mắc {what}. Số đã báo vẫn giữ nguyên.", what=told.said())


def left(p: Pronouns) -> Markup:
    return p.say("Dạ vâng ạ.")


def photo_left(p: Pronouns) -> Markup:
    return p.say("Ảnh thì {me} chưa giữ được, phường cần sẽ hỏi {you} sau.")


# --- to the office


@dataclass(frozen=True, slots=True)
class StuckGroup:
    """What is shown in one line: one difficulty, or the same from several units. `units`: with households."""

    number: int
    kind: DifficultyKind
    carrier: str
    households: int
    units: Sequence[str]
    heard: datetime
    state: str
    words: str
    raiser: Person | None
    notes: int = 1

    @property
    def what(self) -> str:
        return stuck_by(self.kind, self.carrier)


JUST_TOLD = "mới báo, chưa ai nhận"


def owned_by(person: Person) -> str:
    return f"{titled(person)} nhận"


def overdue(at: datetime) -> str:
    return f"quá hạn từ {moment(at)}"


def until(at: datetime) -> str:
    return f"hạn {moment(at)}"


def line(group: StuckGroup) -> Markup:
    where = some(list(group.units), NEAR, "tổ")
    who = titled(group.raiser) if group.raiser and group.notes == 1 else f"{group.notes} người báo"
    parts = [part for part in (households(group.households), where, who, moment(group.heard), group.state) if part]
    head = Markup("<b>{number}.</b> {what}: {rest}").format(
        number=group.number, what=capital(group.what), rest=listed(parts, DOT)
    )
    return lines(head, Markup("“{}”").format(cut(group.words, QUOTED)) if group.words and group.notes == 1 else "")


def open_ones(p: Pronouns, groups: Sequence[StuckGroup], *, answers: bool) -> Markup:
    if not groups:
        return p.say("Không có vướng mắc nào đang mở ạ.")
    head = p.say("<b>{count} vướng mắc đang mở</b>", count=len(groups))
    return lines(_some(head, groups), how_to_answer(p, groups[0].number) if answers else "")


def how_to_answer(p: Pronouns, example: int) -> Markup:
    return p.say(
        '{You} nhắn "{you} nhận {n}", "giao {n} cho anh Nam", "trả lời {n}: đã sửa, quay lại 14 hộ".', n=example
    )


def new_ones(p: Pronouns, groups: Sequence[StuckGroup]) -> Markup:
    return lines(
        _some(p.say("Có {n} vướng mắc mới {you} ạ.", n=len(groups)), groups), how_to_answer(p, groups[0].number)
    )


def overdue_ones(p: Pronouns, groups: Sequence[StuckGroup]) -> Markup:
    head = p.say("⚠️ {n} vướng mắc đã đến hạn mà chưa có trả lời.", n=len(groups))
    return lines(_some(head, groups), how_to_answer(p, groups[0].number))


def climbed(p: Pronouns, groups: Sequence[StuckGroup]) -> Markup:
    return _some(p.say("⚠️ {n} vướng mắc phường chưa trả lời, {me} báo {you} biết.", n=len(groups)), groups)


def _some(head: Markup, groups: Sequence[StuckGroup]) -> Markup:
    return lines(head, *(line(group) for group in groups[:SHOWN]), beyond(len(groups), SHOWN, "vướng mắc"))


def radar(p: Pronouns, group: StuckGroup, hours: tuple[datetime, datetime], ward: str, hotline: str) -> Markup:
    """The same from several units: a letter to send and words to say, as they stand."""
    since, last = hours
    span = f"từ {since:%H}h{since:%M} đến {last:%H}h{last:%M} ngày {last:%d/%m}"
    units, count = some(list(group.units), UNITS, "tổ"), households(group.households)
    counted = f", {count}" if count else ""
    whom = hotline or "tổng đài hỗ trợ của ứng dụng"
    letter = Markup(
        "“Kính gửi {whom}: UBND phường {ward} phản ánh {what}, {span}, tại {n} địa bàn ({units}){counted}. "
        "Đề nghị kiểm tra, khắc phục và báo lại để phường hướng dẫn người dân.”"
    ).format(whom=whom, ward=ward, what=_formal(group), span=span, n=len(group.units), units=units, counted=counted)
    spoken = Markup(
        "“Tôi gọi từ phường {ward}. {what} {span}, {n} địa bàn{counted}. Xin cho biết nguyên nhân, bao giờ sửa "
        "xong và mã tiếp nhận.”"
    ).format(ward=ward, what=capital(_formal(group)), span=span, n=len(group.units), counted=counted)
    return lines(
        p.say("⚠️ <b>Vướng mắc số {n}</b>: {what}, {units} tổ cùng gặp {span}{counted}.",
              n=group.number, what=group.what, units=len(group.units), span=span, counted=counted),
        Markup("Các tổ: {}.").format(units),
        Markup("<b>Thư gửi</b>: {}").format(letter),
        p.say("<b>Gọi ☎️ {whom}</b>: {spoken}", whom=whom, spoken=spoken),
        p.say('Sửa xong {you} nhắn "trả lời {n}: đã sửa", {me} nhắn lại tất cả người đã báo.', n=group.number),
    )  # fmt: skip


def _formal(group: StuckGroup) -> str:
    carrier = f" mạng {group.carrier}" if group.carrier else ""
    said = {
        DifficultyKind.OTP: f"mã OTP không về máy người dân{carrier}",
        DifficultyKind.APP_ERROR: "ứng dụng bị lỗi khi người dân sử dụng",
        DifficultyKind.WRONG_DATA: "thông tin người dân sai hoặc không khớp khi đăng ký",
    }
    return said.get(group.kind, stuck_by(group.kind, group.carrier))


def owned(p: Pronouns, group: StuckGroup, owner: Person, *, own: bool) -> Markup:
    if own:
        return p.say("Dạ, vướng mắc {n} ({what}) {you} nhận rồi ạ.", n=group.number, what=group.what)
    return p.say("Dạ, {me} giao vướng mắc {n} ({what}) cho {owner} và nhắn rồi ạ.",
                 n=group.number, what=group.what, owner=titled(owner))  # fmt: skip


def given(p: Pronouns, by: Person, group: StuckGroup) -> Markup:
    return lines(
        p.say("{by} giao {you} vướng mắc này:", by=capital(titled(by))),
        line(group),
        p.say('Xong {you} nhắn "trả lời {n}: …" giúp {me} nhé.', n=group.number),
    )


def which(p: Pronouns, groups: Sequence[StuckGroup]) -> Markup:
    return _some(p.say("{You} nói vướng mắc số mấy ạ?"), groups)


def numbered(number_: int) -> str:
    return f"Số {number_}"


def read_back(p: Pronouns, groups: Sequence[StuckGroup], words: str, people: int, *, settles: bool) -> Markup:
    """What would be told to whom; `words` are empty where nothing but that it is done is told."""
    which_ = listed([f"{group.number} ({group.what})" for group in groups], COMMA)
    after = "" if settles else p.say(" Vướng mắc vẫn để mở.")
    return lines(
        p.say("{Me} nhắn {n} người đã báo vướng mắc {which}: “<b>{words}</b>” nhé?{after}",
              n=people, which=which_, words=words or DONE, after=after),
        numbered_choices((SEND, LEAVE)),
    )  # fmt: skip


def gone(p: Pronouns, told: ToldDifficulty) -> Markup:
    return p.say("Dạ, {me} ghi là {what} đã hết. Gặp lại thì {you} nhắn {me} ngay nhé.", what=told.said())


def which_gone(p: Pronouns, mine: Sequence[ToldDifficulty]) -> Markup:
    shown = [Markup("• {what}").format(what=one.said()) for one in mine]
    return lines(p.say("Vướng mắc nào đã hết ạ?"), *shown)


def no_such(p: Pronouns, number_: int) -> Markup:
    return p.say("Vướng mắc số {n} không còn mở ạ. {You} nhắn /vuongmac để xem.", n=number_)


def nobody_called(p: Pronouns, name: str) -> Markup:
    return p.say("Trong văn phòng và các đội {me} không thấy ai tên {name} ạ.", name=name)


def which_person(p: Pronouns, labels: Sequence[str]) -> Markup:
    return p.say("{You} giao cho ai ạ: {names}?", names=listed(labels, COMMA))


def answered(
    p: Pronouns, group: StuckGroup, people: int, unreached: Sequence[str], revisit: int, *, settles: bool
) -> Markup:
    """What became of the office's answer."""
    told = p.say("{Me} nhắn lại {n} người đã báo.", n=people) if people else ""
    return lines(
        p.say("Dạ, vướng mắc {n} ({what}) đã xong." if settles else "Dạ, vướng mắc {n} ({what}) vẫn để mở.",
              n=group.number, what=group.what),
        told,
        p.say("Chưa có trong chat, {you} báo giúp: {names}.", names=some(list(unreached), UNITS, "người"))
        if unreached else "",
        Markup("{} hộ cần quay lại, nhắc trong buổi tới của tổ.").format(number(revisit)) if revisit else "",
    )  # fmt: skip


# --- back to whoever raised it


def answer(
    p: Pronouns, told: ToldDifficulty, words: str, revisit: int, following: date | None, *, settles: bool
) -> Markup:
    """`words` are empty where nothing but that it is done was said; `following`: the unit's next night."""
    what = p.say("{what} {unit} tối {night}", what=capital(told.what), unit=told.unit,
                 night=day(told.night))  # fmt: skip
    if words:
        head = Markup("{what}, phường trả lời: “{words}”").format(what=what, words=words)
    else:
        head = Markup("{what} <b>{done}</b>.").format(what=what, done=DONE)
    back = ""
    if revisit and settles:
        then = p.say(", {me} nhắc vào buổi {night}", night=day(following)) if following else ""
        back = p.say("Còn <b>{n} hộ</b> cần quay lại{then}.", n=revisit, then=then)
    return lines(head, back)


# --- to others than the office


@dataclass(frozen=True, slots=True)
class MyDifficulty:
    told: ToldDifficulty
    state: str
    answer: str


def waits(owner: Person | None, due: datetime) -> str:
    who = f"{titled(owner)} đang xử lý" if owner else "phường đã nhận tin"
    return f"{who}, hẹn trả lời trước {moment(due)}"


def late(p: Pronouns, owner: Person | None) -> str:
    return f"{titled(owner) if owner else 'phường'} chưa trả lời kịp, {p.me} đã nhắc"


SETTLED = "đã trả lời"


def gives(p: Pronouns, group: StuckGroup, owner: Person) -> Markup:
    """Where something was said with it that is not kept, such as until when."""
    asked = p.say(
        "{Me} giao vướng mắc {n} ({what}) cho <b>{owner}</b> và nhắn ngay nhé?",
        n=group.number,
        what=group.what,
        owner=titled(owner),
    )
    rest = p.say("Hạn {you} nói thêm {me} chưa ghi được, {you} dặn {owner} giúp {me} ạ.", owner=titled(owner))
    return lines(asked, rest, numbered_choices([GIVE, LEAVE]))


def not_theirs(p: Pronouns, which: int) -> Markup:
    """To a captain who says that one is done which was given to somebody else, or to nobody."""
    told = p.say("Vướng mắc số {n} không giao {you}, nên {me} chưa đóng được ạ.", n=which)
    asked = p.say("{Me} chuyển lời {you} lên phường nhé?")
    return lines(told, asked, numbered_choices([PASS_ON, LEAVE]))


def own_ones(p: Pronouns, mine: Sequence[MyDifficulty]) -> Markup:
    if not mine:
        return lines(p.say("Không có vướng mắc nào đang mở ạ."), how_to_raise(p))
    shown = [
        Markup("• {what} (tối {night}): {state}{answer}").format(
            what=one.told.said(),
            night=day(one.told.night),
            state=one.state,
            answer=f": “{cut(one.answer, QUOTED)}”" if one.answer else "",
        )
        for one in mine[:SHOWN]
    ]
    return lines(p.say("<b>Vướng mắc {you} đã nêu</b>"), *shown, beyond(len(mine), SHOWN, "vướng mắc"))
