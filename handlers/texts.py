"""What all rooms say: words for people, numbers and dates, counts and their examples, who is reached, files.

Each text is a function from values to a safe subset of HTML: <b> and newlines, all else escaped. The answer first,
short lines, figures as a ward writes them: 1.234 and 40,49 %, "thứ Bảy 09/11".
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.language import titles
from handlers.language.context import CountedIndicator, Counting
from handlers.language.indicators import kinds_of
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.numerals import SPACE as SPACE  # noqa: PLC0414  numbers are said, too: texts have them from here
from handlers.numerals import decimal as decimal  # noqa: PLC0414
from handlers.numerals import number as number  # noqa: PLC0414
from handlers.numerals import per_cent as per_cent  # noqa: PLC0414
from handlers.numerals import percent as percent  # noqa: PLC0414
from handlers.problem import Label, Problem
from storage.budgets import Gauge
from storage.campaigns import Campaign
from storage.chats import LOGGED
from storage.difficulties import DifficultyKind, DifficultySum
from storage.drafts import Kind as DraftKind
from storage.instants import Instant, local
from storage.lookup import Who
from storage.records import Headcount, Person, Post, Role, Unit
from storage.removing import Counts, Hanging
from storage.settings import CampaignSettings, Indicator

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
POSTS = {
    Role.CLERK: "Văn phòng",
    Role.LEADER: "Tổ trưởng",
    Role.DEPUTY: "Tổ phó",
    Role.CAPTAIN: "Phụ trách lực lượng",
    Role.VOLUNTEER: "Lực lượng hỗ trợ",
    Role.OBSERVER: "Theo dõi",
}
LEADS = {Role.LEADER, Role.DEPUTY}
MEASURES = {
    "smartphone15": "15+ có smartphone",
    "residents15": "người từ 15 tuổi",
    "adults18": "người từ 18 tuổi",
    "staff": "cán bộ, nhân viên",
    "households": "hộ",
}


@dataclass(frozen=True, slots=True)
class Pronouns:
    """What we call the person, and ourselves."""

    you: str = "bác"
    me: str = "em"

    @property
    def You(self) -> str:  # noqa: N802  the same word at the head of a sentence
        return capital(self.you)

    @property
    def Me(self) -> str:  # noqa: N802
        return capital(self.me)

    def say(self, template: str, **values: Any) -> Markup:
        """`template` with `{you}`, `{You}`, `{me}`, `{Me}` and the named values, which are escaped."""
        return Markup(template).format(you=self.you, You=self.You, me=self.me, Me=self.Me, **values)


STRANGER = Pronouns()
ANY_WARD = "phường"
DOT = Markup(" · ")
COMMA = Markup(", ")
ACCEPT, DROP = "Đồng ý", "Thôi"  # what becomes of a draft
SPELL_OUT = "Liệt kê hết"
_NUMBERED = re.compile(r"(?P<stem>.*\D)?(?P<number>\d+)")
RUN = 3  # names with following numbers that are said as one span


def pronouns(person: Person | None) -> Pronouns:
    return Pronouns(person.you, person.me) if person else STRANGER


# --- numbers and dates


def day(night: date) -> str:
    return f"{WEEKDAYS[night.weekday()]} {night:%d/%m}"


def moment(at: datetime) -> str:
    return f"{at:%H}h{at:%M} {day(at.date())}"


def listed(parts: Iterable[str | Markup], between: Markup = DOT) -> Markup:
    return between.join(parts)


def some(parts: Sequence[str | Markup], most: int, what: str = "nơi") -> Markup:
    """With commas; of those that are not shown the number."""
    shown, rest = listed(parts[:most], COMMA), len(parts) - most
    return shown + Markup(" và {rest} {what} nữa").format(rest=number(rest), what=what) if rest > 0 else shown


def beyond(count: int, most: int, what: str = "nơi") -> Markup:
    """The last line of a list of which `most` are shown."""
    return Markup("• và {rest} {what} nữa").format(rest=number(count - most), what=what) if count > most else Markup("")


def spans(names: Sequence[str]) -> list[str]:
    """In their order, "Tổ 1", "Tổ 2" and "Tổ 3" as "Tổ 1–3"."""
    runs: list[list[str]] = []
    for name in names:
        runs[-1:] = [[*runs[-1], name]] if runs and _follows(runs[-1][-1], name) else [*runs[-1:], [name]]
    return [word for run in runs for word in ([f"{run[0]}–{_number(run[-1])[1]}"] if len(run) >= RUN else run)]


def _follows(before: str, name: str) -> bool:
    (stem, number), (other, next_) = _number(before), _number(name)
    return stem == other and number > 0 and next_ == number + 1


def _number(name: str) -> tuple[str, int]:
    found = _NUMBERED.fullmatch(name)
    return (found["stem"] or "", int(found["number"])) if found else (name, 0)


def in_order(names: Iterable[str]) -> list[str]:
    """As people count them: Tổ 2 before Tổ 10."""
    return sorted(dict.fromkeys(names), key=lambda name: (_number(name)[0], _number(name)[1], name))


def cut(text: str, most: int) -> str:
    """Words of others, which may be a whole story or look like ours: on one line, and no quote of theirs ends ours."""
    line = " ".join(text.translate(_THEIR_QUOTES).split())
    return line if len(line) <= most else f"{line[:most]}…"


_THEIR_QUOTES = dict.fromkeys(map(ord, '"“”„‟«»＂'), "'")


def capital(text: str) -> str:
    """At the head of a sentence; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def lines(*parts: str | Markup) -> Markup:
    return Markup("\n").join(part for part in parts if part)


def titled(person: Person) -> str:
    """'bác Bình' as a younger person speaks of somebody."""
    return f"{person.you} {person.given}"


OFFICE = "văn phòng phường"


def office(clerk: Person | None, phone: str | None) -> Markup:
    """Who is there for people; only the place where nobody is known."""
    if clerk is None:
        return Markup(OFFICE)
    return (
        Markup("{clerk} (☎️ {phone})").format(clerk=titled(clerk), phone=spaced(phone))
        if phone
        else Markup(titled(clerk))
    )


def spaced(phone: str) -> str:
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"


# --- channels

OURS = {LOGGED: "trang web", "cli": "máy của phường"}  # channels that are no platform's


def channel_name(channel: str) -> str:
    """A platform is called by its own name."""
    platform = channel.partition("/")[0]
    return OURS.get(platform, platform.capitalize())


def numbered(labels: Sequence[str], before: int = 0) -> Markup:
    return listed(
        [Markup("<b>{n}</b> {label}").format(n=n, label=label) for n, label in enumerate(labels, start=before + 1)], DOT
    )


def account_name(channel: str, name: str) -> str:
    """One of our accounts, as people see it there."""
    return f"{channel_name(channel)} ({name})" if name else channel_name(channel)


def gauge(name: str, one: Gauge) -> Markup:
    """How much one of our accounts may still say this month, and how many people it serves."""
    people = f"; {number(one.people)}/{number(one.budget.people)} người" if one.budget.people else ""
    return Markup("{name}: {used}/{whole} tin tháng này, còn <b>{left}</b>{people}").format(
        name=name, used=number(one.used), whole=number(one.budget.messages), left=number(one.left), people=people
    )


def price(accounts: Sequence[tuple[str, int, int]]) -> Markup:
    """Of what goes to many, before it is confirmed: (account, messages, left this month), where they are counted."""
    told = (
        Markup("{name}: gửi {count} tin, tháng này còn <b>{left}</b>{few}").format(
            name=name, count=number(count), left=number(left), few=" ⚠️ không đủ" if left < count else ""
        )
        for name, count, left in accounts
    )
    return Markup("\n").join(told)


# --- reporting


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One indicator: its name, what stood before, what stands now, and what somebody else says instead."""

    name: str
    before: int | None
    after: int | None
    disputed: int | None = None


def results(name: str) -> str:
    """What is counted, behind its number: `31 người cài đặt`, `31 lượt kích hoạt mức 2`, `31 hộ ký cam kết`."""
    plain = name[:1].lower() + name[1:]
    if installs(name):
        return "người cài đặt"
    return plain if plain.split()[0] in {"hộ", "người", "nhà", "lượt", "số"} else f"lượt {plain}"


def installs(name: str) -> bool:
    return "cài" in name.lower().split()


def change(one: FigureChange) -> Markup:
    name = one.name[:1].lower() + one.name[1:]
    if one.after is None:
        return Markup("{} bỏ trống").format(name)
    if one.before is not None and one.before != one.after:
        return Markup("{name} {before} → <b>{after}</b>").format(
            name=name, before=number(one.before), after=number(one.after)
        )
    text = Markup("{name} <b>{after}</b>").format(name=name, after=number(one.after))
    return text if one.disputed is None else text + Markup(" ⚠️ có người báo {}").format(number(one.disputed))


def place(unit: str, night: date, round_: str = "") -> Markup:
    """Where figures belong: a unit and its night, or its dated round."""
    if round_:
        return Markup("<b>{unit}, {round_}</b> (hạn {due})").format(unit=unit, round_=round_, due=day(night))
    return Markup("<b>{unit}, tối {night}</b>").format(unit=unit, night=day(night))


def recorded(p: Pronouns, where: Markup, changes: Sequence[FigureChange], *, corrected: bool) -> Markup:
    verb = "đã sửa" if corrected else "ghi"
    head = p.say("{Me} {verb} {where}: ", verb=verb, where=where)
    return head + listed(change(figure_change) for figure_change in changes) + Markup(".")


def in_campaign(name: str) -> Markup:
    """Before figures that were recorded, where more than one campaign runs."""
    return Markup("Đợt <b>{}</b>:").format(name)


def share(total: int | None, headcount: Headcount | None, today: date | None = None) -> Markup:
    """n/d with the definition of d and the day it holds for, with its year where that is another than today's.

    None: nobody has told anything, which is no 0.
    """
    if total is None:
        return Markup("<b>chưa có số</b>")
    if headcount is None or headcount.value == 0:
        return Markup("<b>{}</b> (chưa có tổng số để tính tỷ lệ)").format(number(total))
    other_year = today is not None and today.year != headcount.as_of.year
    counted = f"{headcount.as_of:%d/%m/%Y}" if other_year else f"{headcount.as_of:%d/%m}"
    defined = Markup("{measure}, {source} {counted}").format(
        measure=MEASURES[headcount.measure], source=headcount.source, counted=counted
    )
    whole = headcount.value
    return Markup("{total}/{whole} = <b>{share}</b> ({defined})").format(
        total=number(total), whole=number(whole), share=percent(total, whole), defined=defined
    )


def progress(total: int, headcount: Headcount | None, today: date | None = None) -> Markup:
    return Markup("Cả tổ đến nay {}.").format(share(total, headcount, today))


def not_counted(p: Pronouns, told: Sequence[str]) -> Markup:
    """Figures of what this campaign does not count."""
    return p.say(
        "Đợt này phường không đếm {items} nên {me} chưa ghi.", items=listed((f'"{one}"' for one in told), COMMA)
    )


def ways_on() -> Markup:
    return Markup('Gõ "sửa", "hoàn tác" nếu cần.')


def more_than_whole(p: Pronouns, part: tuple[str, int], of: tuple[str, int]) -> Markup:
    """Each with its name and number."""
    name, larger = part[0], of[0][:1].lower() + of[0][1:]
    return p.say(
        "⚠️ {name} {part} lớn hơn {larger} {of}, {you} xem lại giúp {me}: {plain} mấy ạ?",
        name=name,
        part=number(part[1]),
        larger=larger,
        of=number(of[1]),
        plain=name[:1].lower() + name[1:],
    )


def unusually_many(p: Pronouns, value: int, usual: int) -> Markup:
    return p.say(
        "⚠️ {value} người một tối nhiều hơn hẳn mọi khi (khoảng {usual}), {you} xem lại giúp {me} nhé.",
        value=number(value),
        usual=number(usual),
    )


def many_doors(p: Pronouns, doors: int) -> Markup:
    return p.say("⚠️ {doors} hộ một tối nhiều hơn sức một đội đi, {you} xem lại giúp {me} nhé.", doors=number(doors))


def total_went_down(p: Pronouns, name: str, before: int, after: int) -> Markup:
    return p.say(
        "⚠️ {name} giảm từ {before} còn {after}, {you} xem lại giúp {me} có đúng không ạ.",
        name=name,
        before=number(before),
        after=number(after),
    )


def disputed(p: Pronouns, name: str, standing: int, said: int) -> Markup:
    return p.say(
        "⚠️ {name}: trước đó đã có người báo {standing}, {you} báo {said}. {Me} giữ {standing} và đánh dấu để "
        "phường biết. "
        'Nếu {said} mới đúng, {you} nhắn "{said} chứ không phải {standing}".',
        name=name,
        standing=standing,
        said=said,
    )


def older_than_standing(p: Pronouns, unit: str, night: date, name: str, standing: int, said: int) -> Markup:
    return p.say(
        "Tin này {you} viết trước số đang ghi. <b>{unit}, tối {night}</b> đang ghi {name} <b>{standing}</b>. "
        "{You} muốn thay bằng {said} hay giữ {standing} ạ?",
        unit=unit,
        night=day(night),
        name=name.lower(),
        standing=standing,
        said=said,
    )


def replace_with(value: int) -> str:
    return f"Thay bằng {number(value)}"


def keep(value: int) -> str:
    return f"Giữ {number(value)}"


def kept(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên số cũ ạ.")


def locked(p: Pronouns, where: Markup, since: datetime) -> Markup:
    return p.say(
        "Số {where} phường đã chốt lúc {since} nên {me} chưa ghi được. {You} nhắn cán bộ văn phòng phường giúp {me} ạ.",
        where=where,
        since=moment(since),
    )


def below_zero(p: Pronouns, name: str, standing: int) -> Markup:
    return p.say(
        "{name} đang ghi {standing}, bớt như vậy thì âm ạ. {You} cho {me} số đúng với.", name=name, standing=standing
    )


def not_planned(p: Pronouns, unit: str, asked: date, nights: Iterable[date]) -> Markup:
    planned = listed((day(night) for night in sorted(nights)), COMMA)
    return p.say(
        "<b>{unit}</b> không có lịch tối {asked} ạ. Lịch của tổ: {planned}. {You} báo cho tối nào giúp {me}?",
        unit=unit,
        asked=day(asked),
        planned=planned or "chưa có",
    )


def only_own(p: Pronouns, own: Iterable[str]) -> Markup:
    """Somebody else's unit was named for what is done for one's own alone."""
    return p.say(
        "Việc này {me} chỉ nhận cho <b>{own}</b> của {you} ạ, nên {me} chưa ghi gì. Nơi khác thì người phụ trách ở đó "
        "hoặc phường báo giúp.",
        own=listed(own, COMMA),
    )


def not_yours(p: Pronouns, unit: str, head: Person | None) -> Markup:
    if head is None:
        return p.say("<b>{unit}</b> không thuộc phần {you} báo ạ. {Me} chưa ghi.", unit=unit)
    return p.say(
        "<b>{unit}</b> do {head} báo ạ. {Me} chưa ghi. Nếu {you} báo hộ, {you} nhờ {head} nhắn giúp, hoặc để "
        "phường nhập.",
        unit=unit,
        head=titled(head),
    )


def undone(p: Pronouns, where: Markup, changes: Sequence[FigureChange]) -> Markup:
    head = p.say("{Me} đã bỏ lần báo vừa rồi của {you}. {where}: ", where=where)
    return head + listed(change(figure_change) for figure_change in changes) + Markup(".")


def nothing_to_undo(p: Pronouns) -> Markup:
    return p.say("{You} chưa có lần báo nào để hoàn tác ạ.")


def how_to_report(p: Pronouns, example: str) -> Markup:
    return p.say('{You} chỉ cần nhắn số, ví dụ: "{example}".', example=example)


def how_to_correct(p: Pronouns, example: str) -> Markup:
    """`example`: of a correction; empty where nothing is on record."""
    shown = Markup(', ví dụ: "{}"').format(example) if example else ""
    return p.say('{You} nhắn số đúng{shown}. Muốn bỏ lần báo vừa rồi: "hoàn tác".', shown=shown)


def correction(word: str, standing: int) -> str:
    return f"{word} {number(standing + 1)} chứ không phải {number(standing)}"


def of_night(unit: str, night: date, told: str) -> str:
    return f"{unit} tối {night.day}/{night.month} {told}"


def the_night(night: date) -> str:
    return f"tối {night.day}/{night.month}"


# --- asking


def lacks(p: Pronouns, unit: str, night: date, reported: Sequence[FigureChange], word: str, *, own: bool) -> Markup:
    """Of a night that was reported without the figure that the target counts. `own`: all of it by whom we speak to."""
    template = "<b>{unit}</b> tối {night} {you} đã báo {reported}, còn thiếu số <b>{word}</b>."
    text = listed(map(change, reported), COMMA)
    return p.say(
        template if own else template.replace("{you} ", ""), unit=unit, night=day(night), reported=text, word=word
    )


def please_add(p: Pronouns, example: str) -> Markup:
    """Behind `lacks`."""
    return p.say(' {You} nhắn giúp {me}, ví dụ: "{example}".', example=example)


def lacking(word: str, units: Sequence[tuple[str, Person | None, date | None]]) -> Markup:
    """For the office: whose reports came without the figure that the target counts, and of which night."""
    if not units:
        return Markup("")
    named = [
        f"{unit} ({', '.join(said)})"
        if (said := [*([titled(head)] if head else []), *([day(night)] if night else [])])
        else unit
        for unit, head, night in units
    ]
    shown = some(named, UNITS_LACKING)
    return Markup("Đã báo, còn thiếu số <b>{word}</b>: {units}.").format(word=word, units=shown)


UNITS_LACKING = 8


def close_out(p: Pronouns, unit: str, night: date, example: str) -> Markup:
    return p.say(
        'Xong buổi <b>{unit}</b> tối {night} rồi, {you} nhắn kết quả giúp {me}. Ví dụ: "{example}".',
        unit=unit,
        night=day(night),
        example=example,
    )


def unclear(p: Pronouns, why: str, example: str, night: date | None = None) -> Markup:
    """`night`: one of the person's own."""
    shown = f", ví dụ: {the_night(night)}" if night else ""
    return _UNCLEAR[why].format(you=p.you, You=p.You, me=p.me, Me=p.Me, example=example, night=shown)


def unit_unclear(value: int, name: str) -> Markup:
    """`name`: of the indicator that counts people."""
    return Markup('{value} <b>người</b> {plain}, hay mới đi được {value} <b>hộ</b> ạ? Nhắn "người" hoặc "hộ".').format(
        value=number(value), plain=name[:1].lower() + name[1:]
    )


def only_people(p: Pronouns, value: int, name: str) -> Markup:
    """Households where the campaign counts none: how many people that were has to be told."""
    return p.say(
        "{value} <b>hộ</b> thì {plain} mấy <b>người</b> ạ? {You} nhắn số người giúp {me}.",
        value=number(value),
        plain=name[:1].lower() + name[1:],
    )


def replace_or_add(p: Pronouns, stands: Sequence[tuple[str, int]], said: Sequence[tuple[str, int]]) -> Markup:
    """Names and figures: what was told before, and what is told now."""
    if len(said) == 1:
        ((name, before),), ((_, now),) = stands, said
        return p.say(
            "Lúc nãy {you} báo {name} {before}. {You} muốn <b>thay</b> thành {now}, hay <b>cộng thêm</b> {now}? "
            'Nhắn "thay" hoặc "thêm".',
            name=name.lower(),
            before=number(before),
            now=number(now),
        )
    return p.say(
        'Lúc nãy {you} báo {old}. {You} muốn <b>thay</b> bằng {new}, hay <b>cộng thêm</b> vào? Nhắn "thay" hoặc '
        '"thêm".',
        old=_named(stands),
        new=_named(said),
    )


def _named(figures: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name[:1].lower() + name[1:]} {number(value)}" for name, value in figures)


def option(figures: Sequence[tuple[str, int]], *, adds: bool, replaces: bool) -> str:
    """A reading of unclear figures, as a button: what would be recorded."""
    if not adds and not replaces:
        return ", ".join(f"{name} {number(value)}" for name, value in figures)
    told = number(figures[0][1]) if len(figures) == 1 else _named(figures)
    return f"Cộng thêm {told}" if adds else f"Thay bằng {told}"


def option_unit(value: int, name: str, *, doors: bool) -> str:
    """People or households, told apart by the word that may be typed instead."""
    people = f"{number(value)} người {name[:1].lower() + name[1:]}"
    return f"{number(value)} hộ đã đi" if doors else people


def option_place(unit: str, night: date) -> str:
    return f"{unit}, tối {day(night)}"


_UNCLEAR = {
    "unit": Markup("Đấy là số <b>người</b> hay số <b>hộ</b> ạ?"),
    "inexact": Markup("{You} cho {me} số chính xác với ạ. Nếu chưa đếm xong, {you} nhắn sau cũng được, {me} chờ."),
    "alternatives": Markup("{Me} thấy hai số khác nhau. {You} chốt giúp {me} số nào đúng ạ?"),
    "sum": Markup("Các số cộng lại chưa khớp với tổng ạ. {You} xem lại giúp {me}: tổng là bao nhiêu?"),
    "too_many": Markup(
        "Một tối như vậy thì nhiều quá so với mọi khi. {You} gõ thừa số chăng? {You} nhắn lại giúp {me} ạ."
    ),
    "replace_or_add": Markup("{You} muốn <b>thay</b> số đã báo, hay <b>cộng thêm</b> vào ạ?"),
    "which_indicator": Markup('Số này là số gì ạ? {You} nhắn rõ giúp {me}, ví dụ: "{example}".'),
    "which_group": Markup("{You} báo cho tổ nào ạ? {You} nhắn kèm tên tổ giúp {me}."),
    "unknown_group": Markup(
        "{Me} chưa thấy địa bàn nào tên như vậy trong lịch của phường nên chưa ghi gì. {You} báo cho nơi nào ạ?"
    ),
    "which_night": Markup("{You} báo cho tối nào ạ? {You} nhắn kèm ngày giúp {me}{night}."),
    "not_in_plan": Markup(
        "{Me} chưa thấy tổ hoặc tối này trong lịch của phường. {You} xem lại giúp {me} ngày và tên tổ ạ."
    ),
    "several_nights": Markup("Số này gộp mấy tối hoặc mấy tổ ạ? {You} tách riêng từng tối giúp {me}."),
    "impossible": Markup("{Me} thấy số chưa hợp lý. {You} xem lại và nhắn lại giúp {me} ạ."),
    "no_number": Markup("{You} cho {me} con số với ạ. Nếu chưa đếm xong, {you} nhắn sau cũng được, {me} chờ."),
    "unlikely": Markup(
        "{Me} đọc chưa chắc, sợ ghi nhầm. Ý {you} là số nào dưới đây ạ? Không phải thì {you} nhắn lại giúp {me}."
    ),
}


# --- meeting


def hello(person: Person, post: str, asks: str, example: str) -> Markup:
    p = pronouns(person)
    return p.say(
        "{Me} chào {person} ✅ {Me} là trợ lý tự động của phường. {You} là {post} phải không ạ? "
        'Tối tổ mình đi, khoảng {hours} {me} sẽ hỏi kết quả, {you} chỉ cần nhắn số, ví dụ: "{example}".',
        person=titled(person),
        post=post,
        hours=asks.replace(":", "h"),
        example=example,
    )


def hello_other(person: Person) -> Markup:
    p = pronouns(person)
    return p.say(
        '{Me} chào {person} ✅ {Me} là trợ lý tự động của phường. {You} nhắn "trợ giúp" để xem {me} làm được gì.',
        person=titled(person),
    )


def too_fast(person: Person | None) -> Markup:
    """Said once to whoever writes on and on."""
    if person is None:
        return Markup(
            "Tin nhắn đến nhiều quá, em tạm nghỉ trả lời ở đây một giờ ạ. "
            "Bác có thẻ mời thì cứ nhắn mã trên thẻ, em vẫn nhận; có việc gấp, bác gọi văn phòng phường giúp em."
        )
    return pronouns(person).say(
        "Tin nhắn đến nhiều quá, {me} trả lời không kịp ạ. Số {you} báo {me} vẫn ghi đủ; "
        "câu hỏi thì {you} nhắn lại sau mười phút giúp {me}."
    )


def stranger() -> Markup:
    return Markup(
        "Em là trợ lý tự động của phường. Em chưa biết bác là ai; "
        "bác nhắn giúp em mã trên thẻ mời, hoặc hỏi cán bộ văn phòng phường ạ."
    )


# --- what stands in the way

_STUCK_BY = {
    DifficultyKind.OTP: "OTP không về",
    DifficultyKind.APP_ERROR: "lỗi ứng dụng",
    DifficultyKind.OLD_PHONE: "máy cũ, không cài được",
    DifficultyKind.NO_PHONE: "không có điện thoại thông minh",
    DifficultyKind.REFUSAL: "bà con từ chối",
    DifficultyKind.WRONG_DATA: "sai hoặc không khớp thông tin",
    DifficultyKind.OTHER: "vướng mắc khác",
}


def stuck_by(kind: DifficultyKind, carrier: str = "") -> str:
    return f"{_STUCK_BY[kind]}{f' ({carrier})' if carrier else ''}"


def still_open(sums: Sequence[DifficultySum]) -> Markup:
    """How many wait for an answer, by what they are."""
    found: Counter[str] = Counter()
    for one in sums:
        found[stuck_by(one.kind, one.carrier)] += one.open
    if not found:
        return Markup("")
    named = [Markup("{what} {n}").format(what=what, n=n) for what, n in found.most_common()]
    return Markup("⚠️ {n} vướng mắc đang mở: {named}. Xem: /vuongmac").format(
        n=sum(found.values()),
        named=some(named, 4, "loại"),
    )


RAISING = Markup('• Vướng mắc cứ kể: "otp Viettel không về, 4 nhà". Xem trả lời: /vuongmac.')


def help_leader(p: Pronouns, example: str, corrected: str, *, heads: bool) -> Markup:
    """`corrected`: an example made of what stands; `heads`: who may hand the post over for some days."""
    shown = Markup('"{}"').format(corrected) if corrected else "nhắn lại số đúng"
    return lines(
        p.say('• Báo kết quả: {you} cứ nhắn số, ví dụ "{example}".', example=example),
        Markup('• Sửa: {}. Bỏ lần vừa báo: "hoàn tác".').format(shown),
        Markup('• Xem tổ mình: "tiến độ". Ai sửa gì: "lịch sử". Giờ chốt số: /khoa. Nhập hộ: /nhapho.'),
        Markup('• Nhắn cả tổ: "/thongbao" kèm lời nhắn. Ghi việc đã làm: "đã phát loa sáng nay".'),
        RAISING,
        Markup('• Bận vài hôm: "từ mai tổ phó thay tôi 3 tối".') if heads else "",
    )


def _answers_to(unit: str) -> tuple[Markup, ...]:
    """What whoever sees the whole ward may ask. `unit`: one of the ward's own."""
    one = Markup('; thêm tên địa bàn ("/status {}")').format(unit) if unit else ""
    return (
        Markup('• "/status": cả phường đến đâu{}, ngày hoặc giờ. "thiếu": ai chưa báo.').format(one),
        Markup('• "/baocaotuan": báo cáo tuần; "/xuat": bảng Excel; "ảnh": biểu đồ; "/xephang", "/mauso".'),
    )


def help_clerk(p: Pronouns, enters: str, hands_over: str, moves: Sequence[str], unit: str) -> Markup:
    """`enters`, `hands_over`, `moves`: examples of the ward's own units and nights; empty while it has none."""
    changed = Markup(", ").join(Markup('"{}"').format(move) for move in moves) or "tên địa bàn, tối nào, sang tối nào"
    return lines(
        *_answers_to(unit),
        Markup("• Nhập hộ: {}.").format(Markup('"{}"').format(enters) if enters else "tên địa bàn, tối nào, rồi số"),
        Markup('• Số đã báo: /lichsu ai sửa gì, /khoa chốt và mở lại, "chuyển số … sang …" nếu báo nhầm chỗ.'),
        p.say('• Danh sách người: gửi tệp cho {me}. Ai chưa vào: "chưa vào". Đầu mối: "đầu mối".'),
        Markup('• Đổi tổ trưởng: "{}".').format(hands_over) if hands_over else "",
        Markup("• Đổi lịch: {}; cả kế hoạch thì gửi tệp.").format(changed),
        Markup('• Thông báo: "/thongbao"; "tin vừa rồi ai chưa rõ"; ghi việc đã làm: "đã phát loa sáng nay".'),
        Markup('• Vướng mắc đang mở: /vuongmac; "trả lời 3: đã sửa", "giao 3 cho anh Nam".'),
        Markup('• Xem lịch: "lịch tuần này", "tối nay ai đi", "lịch" kèm tên địa bàn.'),
        p.say("• Cần gì khác, {you} cứ nhắn {me}."),
    )


def help_observer(p: Pronouns, unit: str) -> Markup:
    seen = Markup("• Vướng mắc đang mở: /vuongmac.")
    return lines(*_answers_to(unit), seen, p.say("• Cần gì khác, {you} cứ nhắn {me}."))


def example_handover(unit: str, head: Person | None) -> str:
    return f"từ mai cô Tâm làm {leads(unit).striptags()}" + (f" thay {titled(head)}" if head else "")


def example_move(unit: str, night: date, to: date) -> str:
    return f"dời {unit} tối {night.day}/{night.month} sang {to.day}/{to.month}"


def example_cancel(unit: str, night: date) -> str:
    return f"hủy buổi {unit} tối {night.day}/{night.month}, mưa"


def help_guide() -> Markup:
    return Markup('• Gặp lỗi, mã OTP, mã QR của ứng dụng: "hướng dẫn".')


def help_other(p: Pronouns) -> Markup:
    return p.say("Hiện {me} chưa có việc gì cần {you} làm ạ. Có lịch, {me} sẽ nhắn {you} trước.")


def heard_you(p: Pronouns) -> Markup:
    return p.say("Dạ vâng ạ. Khi nào có số, {you} nhắn {me} nhé.")


def not_understood(p: Pronouns) -> Markup:
    return p.say('Dạ, {me} chưa hiểu ý {you}. {You} nhắn "trợ giúp" để xem {me} làm được gì ạ.')


def not_allowed(p: Pronouns) -> Markup:
    return p.say(
        "Việc này {you} chưa được phân công nên {me} chưa làm được. {You} hỏi cán bộ văn phòng phường giúp {me} ạ."
    )


def nothing_runs(p: Pronouns) -> Markup:
    return p.say("Hiện chưa có đợt nào chạy ở địa bàn này {you} ạ.")


def too_late(p: Pronouns) -> Markup:
    return p.say("Câu này đã có trả lời rồi ạ. {You} nhắn lại bằng chữ giúp {me} nhé.")


def pressed(question: str, label: str) -> Markup:
    """The question's message (as it was worded here) once a choice was made: the choice stays readable."""
    return Markup(question) + Markup("\n→ <b>{}</b>").format(label)


def apology(p: Pronouns) -> Markup:
    return p.say("{Me} chưa ghi được tin vừa rồi, {me} đã báo kỹ thuật. {You} đừng nhắn lại vội, số cũ vẫn còn nguyên.")


def set_aside(p: Pronouns, name: str, at: datetime) -> Markup:
    return p.say(
        "⚠️ {Me} chưa xử lý được một tin của {name} lúc {at}. Số cũ vẫn còn nguyên; {you} gọi hỏi lại giúp {me} ạ.",
        name=name,
        at=moment(at),
    )


# --- the web page


def clock_face(now: datetime) -> str:
    return f"{now:%H:%M} {day(now.date())}"


def page_head(person: Person, post: Post | None, ward: Unit | None) -> dict[str, str]:
    """What stands above a chat: name, post, ward."""
    place = capital(post_said(post).striptags()) if post else ""
    return {"name": person.name, "unit": place, "ward": f"phường {ward.name}" if ward else ANY_WARD}


def link_unknown() -> dict[str, str]:
    return {
        "title": "Đường dẫn không dùng được",
        "words": "Đường dẫn này không có hoặc đã hết hạn. Xin hỏi cán bộ văn phòng phường để được cấp lại ạ.",
    }


def link_elsewhere() -> dict[str, str]:
    return {
        "title": "Đã mở trên máy khác",
        "words": "Đường dẫn này đã mở trên một máy khác. Đổi máy thì xin cán bộ văn phòng phường cấp lại ạ.",
    }


def web_refusal(why: str) -> str:
    return _REFUSALS[why]


_REFUSALS = {
    "empty": "Tin chưa có chữ nào ạ.",
    "too_long": "Tin dài quá, xin nhắn gọn trong 4.000 chữ ạ.",
    "not_readable": "Trang chưa gửi được tin này, xin tải lại trang rồi nhắn lại ạ.",
    "clash": "Tin này trùng với một tin khác, xin tải lại trang rồi nhắn lại ạ.",
    "link": "Đường dẫn này không còn dùng được ạ.",
    "file_empty": "Tệp này trống, chưa có gì bên trong ạ.",
    "file_too_big": "Tệp này lớn quá. Mỗi tệp gửi được nhiều nhất 10 MB ạ.",
    "file_many": "Nhiều tệp quá trong ít phút. Trang chờ một lát rồi tự gửi tiếp ạ.",
    "file_busy": "Đang có tệp khác gửi lên. Trang chờ một lát rồi tự gửi tiếp ạ.",
    "elsewhere": "Trang này không phải trang của phường nên tệp chưa gửi được ạ.",
}


def sent_file(name: str, caption: str) -> str:
    """What somebody has sent, in their own chat: by its name, with what they wrote to it."""
    return "\n".join(filter(None, (f"Tệp: {name or 'không tên'}", caption)))


# --- the plan


def plan_unread(p: Pronouns) -> Markup:
    return p.say("{Me} chưa đọc được tệp kế hoạch ạ. {You} gửi lại giúp {me} bản Word hoặc Excel nhé.")


def head_of(unit: str) -> str:
    return leads(unit).striptags()


# --- enrolling

CONSENT = 3  # rises whenever the words of `is_it_you` about what is stored change
IT_IS_ME = "Đúng và đồng ý"
IT_IS_NOT_ME = "Không phải tôi"
SHARE_NUMBER = "Gửi số điện thoại của tôi"


def title_of(post: Post) -> str:
    """As the roster writes it, else as the head of such a unit is called, else by the role."""
    usual = titles.of_unit(post.role, post.unit.name) if post.role in LEADS else POSTS[post.role]
    return post.title or usual


def post_said(post: Post) -> Markup:
    """'trưởng <b>Khu phố 1</b>': the unit's kind is not said twice."""
    said, name = titles.beside(title_of(post), post.unit.name), post.unit.name
    return (
        Markup("{}").format(said)
        if fold(name) in fold(said)
        else Markup("{said} <b>{name}</b>").format(said=said, name=name)
    )


def leads(unit: str, role: Role = Role.LEADER) -> Markup:
    """'trưởng <b>Khu phố 1</b>', 'tổ phó <b>Cầu Đơ 1</b>'"""
    return Markup("{beside} <b>{unit}</b>").format(beside=titles.beside(titles.of_unit(role, unit), unit), unit=unit)


def what_is_kept(p: Pronouns) -> Markup:
    """What is consented to."""
    return p.say(
        "{Me} lưu tên, số điện thoại, tài khoản chat và số liệu {you} báo để phục vụ đợt cao điểm; lời nhắn tự xoá sau "
        "30 ngày, số điện thoại và giấy tờ của người dân thì {me} che đi, không lưu. "
        '{You} nhắn "xem dữ liệu" hay "xoá tôi" lúc nào cũng được.'
    )


def consent_digest(person: Person) -> str:
    """Of those words as this person was shown them, to prove which they were."""
    return hashlib.sha256(str(what_is_kept(pronouns(person))).encode()).hexdigest()


def is_it_you(person: Person, posts: Sequence[Post], ward: Unit | None) -> Markup:
    """Names, posts, and what is agreed to by a yes."""
    p = pronouns(person)
    office = f"phường {ward.name}" if ward else ANY_WARD
    held = listed(map(post_said, posts), COMMA)
    who = Markup("{you} <b>{name}</b>").format(you=person.you, name=person.name) + (
        Markup(", ") + held if held else Markup("")
    )
    return lines(
        p.say("{Me} là trợ lý tự động của {office}. {You} có phải {who} không ạ?", office=office, who=who),
        what_is_kept(p),
        p.say('{You} bấm nút bên dưới, hoặc nhắn "đúng" (là đồng ý) hay "không".'),
    )


def welcome(person: Person, posts: Sequence[Post], example: str) -> Markup:
    p = pronouns(person)
    hello_ = p.say("{Me} chào {person} ✅", person=titled(person))
    if any(post.role in {Role.LEADER, Role.DEPUTY} for post in posts):
        return hello_ + p.say(
            " Tối tổ mình đi, cuối buổi {me} sẽ hỏi kết quả, {you} chỉ cần nhắn số, "
            'ví dụ: "{example}". {You} nhắn "trợ giúp" lúc nào cũng được.',
            example=example,
        )
    return hello_ + p.say(' Có việc gì {me} sẽ nhắn. {You} nhắn "trợ giúp" để xem {me} làm được gì.')


def known_already(person: Person) -> Markup:
    p = pronouns(person)
    return p.say(
        '{Me} đã biết {person} rồi ạ, {you} không cần mã nữa. {You} nhắn "trợ giúp" để xem {me} làm được gì.',
        person=titled(person),
    )


def contact_unknown() -> Markup:
    return Markup(
        "Em chưa tìm thấy số này trong danh sách ạ. Bác nhắn giúp em mã trên thẻ mời, hoặc hỏi cán bộ văn phòng phường."
    )


def not_me() -> Markup:
    return Markup("Dạ, em xin lỗi ạ. Thẻ này có lẽ của người khác, bác hỏi lại cán bộ văn phòng phường giúp em.")


def nobody_to_invite(p: Pronouns, *, named: bool) -> Markup:
    if named:
        return p.say("{Me} chưa thấy ai tên như vậy trong danh sách. {You} nhắn lại giúp {me} ạ.")
    return Markup("Mọi người trong danh sách đều đã vào chat rồi ạ.")


# --- files and groups


@dataclass(frozen=True, slots=True)
class ToldNight:
    """What was told of one unit's night; `more`: on top of what stands."""

    unit: str
    night: date
    figures: Sequence[FigureChange]
    more: bool = False


RIGHT, NOT_RIGHT = "Đúng", "Không phải"


def heard(p: Pronouns, said: str) -> Markup:
    return p.say("{Me} nghe là: “{said}”", said=cut(said, HEARD))


def is_it_right(p: Pronouns, said: str, told: Sequence[ToldNight] = ()) -> Markup:
    """What was spoken, and what would be recorded of it."""
    question = "{Me} ghi như vậy, đúng không ạ?" if told else "{Me} làm theo lời này, đúng không ạ?"
    return lines(heard(p, said), *told_nights(told), p.say(question), Markup("<b>1</b> Đúng · <b>2</b> Không phải"))


def told_nights(told: Sequence[ToldNight]) -> list[Markup]:
    return [
        Markup("<b>{unit}, tối {night}</b>: {more}{figures}").format(
            unit=one.unit,
            night=day(one.night),
            more="thêm " if one.more else "",
            figures=listed(map(change, one.figures)),
        )
        for one in told
    ]


MINE, NOT_MINE = "Đúng, của tôi", "Không phải"


def is_it_yours(p: Pronouns, said: str, told: Sequence[ToldNight] = ()) -> Markup:
    """Somebody else's words, and what would be recorded of them."""
    question = "{Me} ghi là số của {you}, đúng không ạ?" if told else "{Me} làm theo lời này của {you}, đúng không ạ?"
    return lines(
        p.say("Tin này {you} chuyển tiếp nên {me} chưa ghi gì: “{said}”", said=cut(said, QUOTED)),
        *told_nights(told),
        p.say(question),
        numbered([MINE, NOT_MINE]),
    )


def may_be_said(units: Sequence[str], campaign: Campaign) -> str:
    """A report as it may be spoken: whoever writes it down spells names and words as they stand here."""
    return ", ".join([*units, count(campaign)])


def say_again(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} chưa ghi gì. {You} nói lại, hoặc gõ giúp {me} ạ.")


def heard_nothing(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} chưa nghe rõ tin thoại này. {You} nói lại gần máy, hoặc gõ giúp {me} ạ.")


def voice_too_long(p: Pronouns) -> Markup:
    return p.say("Dạ, tin thoại này dài quá, {me} chưa nghe được. {You} nói gọn lại, hoặc gõ giúp {me} ạ.")


def cannot_hear(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} chưa nghe được, {you} gõ giúp số ạ.")


def cannot_read(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} chỉ đọc được chữ thôi ạ. {You} nhắn bằng chữ giúp {me} nhé.")


def unheard(p: Pronouns, page: str) -> Markup:
    """A platform did not hand on what was said: its kind, or whatever this person writes. `page`: ours, if open."""
    first = p.say("{You} nhắn lại bằng chữ giúp {me} ạ: tin vừa rồi ứng dụng này không chuyển tới {me}.")
    if not page:
        return lines(first, p.say("Đã gõ chữ mà vẫn vậy thì {you} nhờ cán bộ văn phòng phường ghi giúp."))
    return lines(
        first,
        p.say("Nếu là tệp thì {you} gửi ở <b>{page}</b>.", page=page),
        p.say("Đã gõ chữ mà vẫn vậy thì {you} nhắn ở trang đó, hoặc nhờ cán bộ văn phòng phường ghi giúp."),
    )


def unheard_stranger(page: str) -> Markup:
    """The same to whoever could not even type a code: the platform keeps back what some people write."""
    where = Markup("mở <b>{page}</b> rồi gõ mã trên thẻ, hoặc ").format(page=page) if page else Markup("")
    return lines(
        Markup("Em là trợ lý tự động của phường. Tin vừa rồi ứng dụng này không chuyển tới em."),
        Markup(
            "Bác nhắn mã trên thẻ bằng chữ giúp em ạ. Đã gõ chữ mà vẫn vậy thì bác {where}nhờ tổ trưởng hay cán bộ văn "
            "phòng phường ghi giúp."
        ).format(where=where),
    )


def in_group(p: Pronouns) -> Markup:
    return p.say(
        "{Me} là trợ lý tự động của phường. Ở nhóm {me} không nhận việc, {you} nhắn riêng cho {me} giúp {me} ạ."
    )


def photo_kept(p: Pronouns, unit: str, night: date) -> Markup:
    return p.say(
        "{Me} giữ ảnh này cùng số của <b>{unit}, tối {night}</b>. {Me} chưa đọc được số trong ảnh, {you} nhắn "
        "giúp số ạ.",
        unit=unit,
        night=day(night),
    )


def photo_also_kept(p: Pronouns, unit: str, night: date) -> Markup:
    """Below the answer to the words that came with it."""
    return p.say("Ảnh thì {me} giữ cùng số của <b>{unit}, tối {night}</b> ạ.", unit=unit, night=day(night))


def photo_of_nothing(p: Pronouns) -> Markup:
    return p.say("{Me} nhận được ảnh, nhưng chưa biết ảnh của tối nào ạ. {You} nhắn kèm số giúp {me} nhé.")


def photo_unread(p: Pronouns, *, office: bool) -> Markup:
    """Of somebody without nights of their own."""
    if office:
        return p.say(
            "{Me} nhận được ảnh, nhưng chưa đọc được chữ trong ảnh ạ. Kế hoạch hay danh sách thì {you} gửi giúp {me} "
            "tệp Excel, Word, hoặc dán cả bảng vào đây."
        )
    return p.say("{Me} chưa đọc được ảnh ạ. {You} nhắn bằng chữ giúp {me} nhé.")


def file_for_office(p: Pronouns, *, tells: bool) -> Markup:
    """To whoever is not of the office; `tells`: they have nights of their own to tell of."""
    if tells:
        return p.say(
            "{Me} chưa mở tệp này, vì tệp {me} chỉ nhận từ văn phòng phường. {You} gửi cho cán bộ văn phòng phường "
            "giúp {me}; còn số của buổi thì {you} nhắn bằng chữ ạ."
        )
    return p.say(
        "{Me} chưa mở tệp này, vì tệp {me} chỉ nhận từ văn phòng phường. {You} gửi cho cán bộ văn phòng phường giúp "
        "{me} ạ."
    )


def left_unopened(p: Pronouns) -> Markup:
    """Beside an answer to the words that came with it."""
    return p.say("Tệp gửi kèm thì {me} chưa mở ạ.")


def too_large(p: Pronouns) -> Markup:
    return p.say(
        "Tệp này lớn quá, {me} chỉ nhận được tệp dưới 10 MB ạ. {You} tách riêng phần lịch hoặc danh sách ra một tệp "
        "rồi gửi lại giúp {me} nhé."
    )


def file_taken(p: Pronouns, name: str) -> Markup:
    return p.say("{Me} nhận được tệp <b>{name}</b> rồi, {me} đọc xong sẽ báo {you} ngay ạ.", name=name)


# --- several documents: one after the other is shown

WAITING: dict[DraftKind, str] = {"plan": "kế hoạch", "roster": "danh sách", "headcounts": "bảng tổng số"}


def called(name: str) -> Markup:
    """A document by its file's name, or as what was pasted."""
    return Markup("tệp <b>{name}</b>").format(name=name) if name else Markup("bảng vừa dán")


def of_file(name: str, words: Markup) -> Markup:
    """Which of the files is meant."""
    return lines(Markup("<b>{name}</b>:").format(name=name), words) if name else words


def behind(p: Pronouns, name: str, kind: DraftKind, first: str, *, more: bool) -> Markup:
    """`kind`, `first`: what is to be decided before it, and the name of its file; `more`: others are before it too."""
    waiting = Markup("{kind} <b>{first}</b>").format(kind=WAITING[kind], first=first) if first else WAITING[kind]
    if more:
        return p.say(
            "{Me} giữ thêm {new}. {You} quyết xong {waiting} thì {me} đưa lần lượt ạ.",
            new=called(name),
            waiting=waiting,
        )
    return p.say(
        "{Me} giữ {new} lại, vì trước đó còn {waiting} đang chờ {you}. {You} quyết bản đó trước giúp {me}: "
        'nhắn "đồng ý" để lưu, hoặc "thôi" nếu không dùng nữa (chẳng hạn khi tệp mới thay cho nó). '
        "Xong {me} đưa {new} ngay ạ.",
        new=called(name),
        waiting=waiting,
    )


def read_before(p: Pronouns, name: str) -> Markup:
    return p.say(
        "{new} giống hệt bản đang chờ {you}, nên {me} không đọc lại ạ. "
        '{You} nhắn "đồng ý" để lưu bản đó, hoặc "thôi" nếu không dùng.',
        new=capital(called(name)),
    )


def kept_back(p: Pronouns, name: str) -> Markup:
    return p.say("{Me} giữ {new} ở đây, có kế hoạch rồi {me} đọc tiếp ạ.", new=called(name))


def next_one(p: Pronouns, name: str) -> Markup:
    return p.say("Tiếp theo {me} đọc {new}, {you} chờ {me} một chút ạ.", new=called(name))


def this_is(name: str) -> Markup:
    return Markup("Đây là {document}:").format(document=called(name))


def numbers_masked(p: Pronouns) -> Markup:
    return p.say("Số điện thoại, số giấy tờ trong tin {me} đã che đi, vì {me} không giữ thông tin riêng của bà con ạ.")


def edit_unclear(p: Pronouns) -> Markup:
    return p.say(
        'Tin {you} vừa sửa, {me} chưa đọc ra số nên số cũ vẫn giữ nguyên. {You} nhắn số đúng, hoặc "hoàn tác" '
        "giúp {me} ạ."
    )


def locked_edit(p: Pronouns, since: datetime) -> Markup:
    return p.say(
        "Tin {you} sửa là của buổi phường đã chốt lúc {since}, số cũ vẫn giữ nguyên. {You} nhắn cán bộ văn phòng "
        "phường ạ.",
        since=moment(since),
    )


def hello_group(p: Pronouns, example: str) -> Markup:
    return p.say(
        "{Me} là trợ lý tự động của phường. Tổ trưởng, tổ phó báo số ở đây bằng cách trả lời tin của {me}, "
        "nhắc tên {me}, hoặc gõ: /baocao {example}",
        example=example,
    )


def summary_where(p: Pronouns) -> Markup:
    return p.say("{You} gõ /tomtat trong nhóm cần nhận tóm tắt mỗi tối giúp {me} ạ.")


def summary_here(p: Pronouns) -> Markup:
    return p.say("Dạ, tối nào có buổi, {me} sẽ gửi tóm tắt vào nhóm này ạ. Muốn thôi: /thoitomtat")


def summary_no_more(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} không gửi tóm tắt vào nhóm này nữa ạ.")


# --- the command menu of a platform: (command, what it does)

_EVERYBODY = (
    ("huongdan", "Các bước, gặp lỗi thì làm gì"),
    ("toi", "Tôi là ai, kênh nào"),
    ("dulieu", "Dữ liệu của tôi"),
    ("trogiup", "Trợ giúp"),
)
_AHEAD = (("lich", "Lịch của tôi"), ("nghi", "Xin nghỉ vài ngày"))
_STUCK = ("vuongmac", "Vướng mắc: kể, hoặc xem lại")
_EVENING = (("comat", "Điểm danh đội"), _STUCK)
_TELL = (("thongbao", "Gửi thông báo"),)
_PLACES = (("phancong", "Phân công người"), ("ca", "Ca của lực lượng"))
_REPORTING = (
    *(("baocao", "Báo kết quả buổi"), ("sua", "Sửa số đã báo"), ("hoantac", "Bỏ lần báo vừa rồi")),
    ("lichsu", "Ai đã sửa gì"),
    *(("khoa", "Giờ chốt số, buổi đang mở"), ("nhapho", "Nhập hộ người khác")),
)
_ANSWERS = (
    *(("status", "Cả phường đến đâu"), ("thieu", "Ai chưa báo"), ("xephang", "So theo mục tiêu")),
    ("daymanh", "Nơi nào cần thêm sức"),
    *(("anh", "Ảnh tiến độ"), ("baocaotuan", "Báo cáo tuần"), ("xuat", "Xuất bảng"), ("mauso", "Tổng số và nguồn")),
)
_WARD = (
    *(*_ANSWERS, ("lich", "Lịch các buổi, ai đi"), ("kehoach", "Kế hoạch: gửi tệp, xem lại")),
    *(("danhsach", "Danh sách người (gửi tệp)"), ("moi", "Mã mời vào chat")),
    *(("chuavao", "Ai chưa vào chat"), ("daumoi", "Đầu mối từng tổ"), ("lichsu", "Ai đã sửa gì")),
    *(("khoa", "Chốt số, mở lại, phiếu sửa"), ("nhapho", "Nhập hộ tổ trưởng")),
    ("tomtat", "Gửi tóm tắt vào nhóm"),
)
_OFFICE = (("goi", "Ai phải gọi điện"), ("khan", "Nhắn khẩn các tổ trưởng"), ("tincay", "Thẻ tin cậy"))
MENUS = {
    "everybody": _EVERYBODY,
    "group": (("baocao", "Báo kết quả buổi"), ("status", "Tiến độ")),
    Role.LEADER: (*_REPORTING, *_EVENING, ("tiendo", "Tiến độ tổ mình"), *_TELL, *_AHEAD),
    Role.DEPUTY: (*_REPORTING, *_EVENING, ("tiendo", "Tiến độ tổ mình"), *_TELL, *_AHEAD),
    Role.CAPTAIN: (*_PLACES, *_TELL, *_AHEAD, ("nhapho", "Nhập hộ tổ trưởng"), _STUCK),
    Role.VOLUNTEER: (*_AHEAD, _STUCK),
    Role.CLERK: (*_WARD, _STUCK, *_TELL, *_OFFICE),
    Role.OBSERVER: (*_ANSWERS, _STUCK, ("lich", "Lịch các buổi, ai đi")),
}


def menu(roles: frozenset[Role]) -> tuple[tuple[str, str], ...]:
    """The commands of whoever holds these posts, each once."""
    held = [command for role in Role if role in roles for command in MENUS.get(role, ())]
    return tuple(dict.fromkeys([*held, *_EVERYBODY]))


# --- how a count may be written, in the words of the campaign that counts it: 'cài 35, kích hoạt 30, vắng 7'

_USUAL = {
    "installed": "cài",
    "activated": "kích hoạt",
    "households": "đi",
    "absent": "vắng",
    "refused": "từ chối",
    "no_phone": "không máy",
    "already": "có sẵn",
    "stuck": "vướng",
}
_PEOPLE, _DOORS = (35, 30), 7
_ABSENT, _HOUSEHOLDS = "absent", "households"
HOUSEHOLDS = " hộ"
NONE = "35"  # where no campaign says what is counted, a number alone


def counting(indicators: Sequence[Indicator], target: str) -> Counting:
    """What a campaign counts, as the reader is told of it."""
    return Counting(
        tuple(CountedIndicator(indicator.code, indicator.words, indicator.name) for indicator in indicators), target
    )


def count(campaign: Campaign | None) -> str:
    if campaign is None:
        return NONE
    return counted(campaign.settings.indicators, campaign.settings.target.indicator)


def counted(indicators: Sequence[Indicator], target_code: str) -> str:
    """The target first, one more, and the doors that stayed closed where they are counted."""
    kinds = kinds_of(counting(indicators, target_code).indicators)
    ordered = sorted(indicators, key=lambda one: one.code != target_code)
    doors = [
        indicator for indicator in ordered if kinds.get(indicator.code) == _ABSENT and indicator.code != target_code
    ]
    people = [one for one in ordered if one not in doors][: len(_PEOPLE)]
    told = [*zip(people, _PEOPLE, strict=False), *((door, _DOORS) for door in doors)]
    return ", ".join(
        _told(_word(one, kinds.get(one.code, "")), kinds.get(one.code, ""), number) for one, number in told
    )


def _told(word: str, kind: str, number: int) -> str:
    """Where people went needs its "hộ": "đi 30" alone may be people who came along."""
    return f"{word} {number}{HOUSEHOLDS if kind == _HOUSEHOLDS and word == _USUAL[_HOUSEHOLDS] else ''}"


def kinds(settings: CampaignSettings) -> Mapping[str, str]:
    """What everybody knows, by the campaign's own code of it."""
    return kinds_of(counting(settings.indicators, settings.target.indicator).indicators)


def code_of(settings: CampaignSettings, kind: str) -> str:
    """The campaign's own code of what everybody knows; empty where it does not count that."""
    return next((code for code, known in kinds(settings).items() if known == kind), "")


@dataclass(frozen=True, slots=True)
class ExampleNight:
    """A night of the plan, to make an example of."""

    unit: Unit
    night: date


def evenings(who: Who, now: Instant, *, ahead: bool) -> list[ExampleNight]:
    """Of each unit that the person may speak of, the next night, or (`ahead` not) the last one, the nearest first."""
    if who.campaign is None:
        return []
    today = who.campaign.day(now)
    groups = [g for g in who.plan if not g.rounds and (not who.own or g.unit.id in who.own)]
    example_nights = []
    for group in groups:
        some = [night for night in group.nights if (night > today if ahead else night <= today)]
        if some:
            example_nights.append(ExampleNight(group.unit, min(some) if ahead else max(some)))
    return sorted(example_nights, key=lambda one: (abs((one.night - today).days), one.unit.name))


def target(campaign: Campaign | None) -> str:
    """The target's count alone."""
    return count(campaign).partition(",")[0]


def word(campaign: Campaign) -> str:
    """What the target is called, in a few letters."""
    settings = campaign.settings
    indicator = next(one for one in settings.indicators if one.code == settings.target.indicator)
    return _word(indicator, kinds(settings).get(indicator.code, ""))


def _word(one: Indicator, kind: str) -> str:
    """As people say it; a word with a number in it is longer to type, and easily taken for the count."""
    usual, named = _USUAL.get(kind, ""), one.name.lower()
    if usual and (set(usual.split()) <= set(named.split()) or named == one.code):
        return usual
    said = (*one.words, _decapitalised(one.name))
    return next((word for word in said if not re.search(r"\d", word)), said[0])


def _decapitalised(name: str) -> str:
    """`Hướng dẫn` becomes `hướng dẫn`; `BHYT` stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


# --- how it says to whom something goes, and whom it cannot write to, so that somebody picks up the telephone

NAMES_SHOWN = 5  # more would not fit a screen
NO_PHONE = "chưa có số"


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom no message reaches: of which unit, where that says more than the name, and the telephone."""

    person: Person
    unit: str = ""
    phone: str | None = None


def grouped(phone: str | None) -> str:
    """0900 000 103"""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if phone else NO_PHONE


def callee(one: Callee) -> Markup:
    unit = f" ({one.unit})" if one.unit else ""
    return Markup("{person}{unit} ☎️ {phone}").format(person=titled(one.person), unit=unit, phone=grouped(one.phone))


def persons(people: Sequence[Person], most: int = NAMES_SHOWN) -> Markup:
    """'bác Tám, bác Cúc', or '9 người' where the names would fill the screen."""
    return listed(map(titled, people), COMMA) if len(people) <= most else Markup("{} người").format(number(len(people)))


def to_call(
    p: Pronouns, others: Sequence[Callee], what: str | Markup, *, any_reached: bool, rest: str | Markup = ""
) -> Markup:
    """Names and telephones at once; `rest`: where those are listed for which there is no room."""
    if not others:
        return Markup("")
    shown = listed(map(callee, others[:NAMES_SHOWN]), COMMA)
    more = len(others) - NAMES_SHOWN
    left = Markup(" và {more} người nữa{rest}").format(more=number(more), rest=rest) if more > 0 else Markup("")
    if any_reached:
        first = p.say("⚠️ {count} người {me} không nhắn được, {you} gọi giúp {me}: ", count=number(len(others)))
    else:
        first = p.say("⚠️ {Me} không nhắn được cho ai cả, {you} gọi giúp {me}: ")
    about = Markup(" – {}").format(what) if what else Markup("")
    return first + shown + left + about + "."


def outcome(
    p: Pronouns, what: str, count: tuple[int, int], unseen: Sequence[Callee], others: Sequence[Callee]
) -> Markup:
    """What became of something that was sent to many; `count`: how many have it, of how many."""
    reached, whole = count
    head = Markup("{what} đã tới <b>{reached}/{whole}</b> người.").format(
        what=capital(what), reached=reached, whole=whole
    )
    late = Markup("Chưa mở xem: {unseen}{more}.").format(
        unseen=listed(map(callee, unseen[:NAMES_SHOWN]), COMMA), more=_more(unseen)
    )
    lost = p.say(
        "⚠️ Chưa tới: {others}{more}. {You} gọi giúp {me} ạ.",
        others=listed(map(callee, others[:NAMES_SHOWN]), COMMA),
        more=_more(others),
    )
    return lines(head, late if unseen else "", lost if others else "")


def _more(some: Sequence[Callee]) -> str:
    return f" và {len(some) - NAMES_SHOWN} người nữa (xem /goi)" if len(some) > NAMES_SHOWN else ""


def waits_for_you(p: Pronouns, kinds: Sequence[str]) -> Markup:
    """To somebody who has just joined: what is delivered right behind this."""
    named = dict.fromkeys(_WAITING.get(kind, "tin của phường") for kind in kinds)
    return p.say("Có việc đang chờ {you}, {me} gửi ngay sau đây: {names}.", names=listed(named, COMMA))


_WAITING = {
    **dict.fromkeys(("closeout", "again", "deputy", "missing"), "câu hỏi kết quả"),
    **dict.fromkeys(("places", "vacancy"), "các buổi cần phân người"),
    **dict.fromkeys(("shift", "remind"), "lịch đi"),
    **dict.fromkeys(("moved", "called_off"), "lịch vừa đổi"),
    "swap": "lời nhờ đi thay",
    "round": "kỳ báo cáo",
    "urgent": "tin khẩn",
}


# --- what is said to a message that holds several things: figures, and something beside them

DO_IT = "Làm luôn"
QUOTED, LABEL, HEARD = 80, 40, 400  # signs


def shall(p: Pronouns, rest: str) -> Markup:
    return p.say("Còn “{rest}”: {me} làm luôn nhé?\n<b>1</b> Làm luôn · <b>2</b> Thôi", rest=cut(rest, QUOTED))


def beside(p: Pronouns, rest: str, choices: Sequence[tuple[int, str]]) -> Markup:
    """Where the figures themselves are asked about: the rest by its number."""
    numbered = listed(
        [Markup("<b>{digit}</b> {label}").format(digit=digit, label=label) for digit, label in choices], DOT
    )
    if [label for _, label in choices] == [short(rest)]:
        return p.say("Còn “{rest}” thì {you} nhắn <b>{choices}</b> ạ.", rest=cut(rest, QUOTED), choices=choices[0][0])
    return p.say("Còn “{rest}”, ý {you} là: {numbered}?", rest=cut(rest, QUOTED), numbered=numbered)


def short(rest: str) -> str:
    return cut(rest, LABEL)


# --- what is said about a file that could not be read: what is wrong with it and what to send instead

_SENTENCES = {
    "empty": "Tệp này trống, chưa có chữ nào. Xin gửi lại đúng tệp ạ.",
    "too_big": "Tệp này lớn quá nên chưa đọc. Xin tách riêng phần lịch hoặc danh sách ra một tệp rồi gửi lại ạ.",
    "too_many_sheets": "Tệp Excel này nhiều trang tính quá. Xin chép trang cần dùng sang tệp mới rồi gửi lại ạ.",
    "too_slow": "Tệp này đọc mãi chưa xong nên phải dừng. Xin chép riêng bảng cần dùng sang một tệp Excel hoặc Word "
    "mới rồi gửi lại ạ.",
    "bomb": "Tệp này nén bất thường nên chưa mở. Xin lưu lại thành tệp Excel hoặc Word mới rồi gửi lại ạ.",
    "macros": "Mẫu này có macro nên chưa nhận. Xin vào Tệp → Lưu thành…, chọn “.docx” (không macro) rồi gửi lại ạ.",
    "password": "Tệp này có mật khẩu nên chưa mở được. Xin mở tệp, vào Tệp → Thông tin → Bảo vệ → “Mã hóa bằng mật "
    "khẩu”, xóa mật khẩu trong ô, lưu lại rồi gửi giúp ạ.",
    "pdf": "Tệp PDF này chưa đọc được. Xin gửi bản Word hoặc Excel, hoặc dán bảng thành tin nhắn ạ.",
    "pdf_password": "Tệp PDF này có mật khẩu nên chưa mở được. Xin gửi bản Word hoặc Excel; hoặc mở tệp, chọn In → "
    "“Lưu thành PDF”, rồi gửi bản mới lưu ạ.",
    "old_format": "Kiểu tệp này chưa mở được. Xin mở tệp bằng Excel hoặc Word, vào Tệp → Lưu thành…, chọn “.xlsx” "
    "(bảng) hoặc “.docx” (văn bản), rồi gửi lại ạ.",
    "scan": "Tệp PDF này là bản chụp, chỉ có ảnh nên chưa đọc được chữ. Xin gửi bản Word hoặc Excel đã dùng để in, "
    "hoặc dán bảng thành tin nhắn ạ.",
    "picture": "Đây chỉ là ảnh nên chưa đọc được chữ. Xin gửi bản Word hoặc Excel, hoặc dán bảng thành tin nhắn ạ.",
    "slides": "Tệp trình chiếu thì chưa đọc được. Xin chép bảng trong đó sang Excel hoặc Word rồi gửi lại ạ.",
    "apple": "Tệp của Numbers hoặc Pages thì chưa đọc được. Xin mở tệp, vào Tệp → Xuất sang → Excel (hoặc Word), rồi "
    "gửi bản vừa xuất ạ.",
    "archive": "Tệp nén này chưa đọc được. Xin giải nén rồi gửi từng tệp Excel hoặc Word bên trong ạ.",
    "formulas_only": "Trong tệp chỉ có công thức chưa tính. Xin mở bằng Excel, lưu lại rồi gửi giúp ạ.",
    "encoding": "Chữ trong tệp bị lỗi mã. Xin lưu lại bằng Excel, hoặc CSV UTF-8, rồi gửi giúp ạ.",
    "unknown_type": "Loại tệp này chưa đọc được. Xin gửi tệp Excel, Word, PDF hoặc CSV ạ.",
    "damaged": "Tệp này bị hỏng, không mở được. Xin mở thử trên máy, lưu lại rồi gửi giúp ạ.",
}


def unreadable(code: str) -> Markup:
    """The code is that of handlers/documents/unreadable.py."""
    return Markup(_SENTENCES.get(code, _SENTENCES["damaged"]))


# --- what was seen on opening a file: what was left out of it, and why a place in it cannot be taken

FLAWS = {
    "cell_error": "ô bị báo lỗi, chưa rõ ghi gì",
    "uncalculated": "ô là công thức chưa tính ra, chưa rõ ghi gì",
    "struck": "chỗ này bị gạch ngang, phần còn lại chưa rõ",
    "comment": "ghi chú này có thể là dời hoặc hủy",
    "garbled": "chữ bị hỏng, chưa rõ ghi gì",
    "as_date": "Excel đã đổi ô này thành ngày, chưa rõ ghi gì",
}
_SEEN = {
    "saved_anew": "Tệp kiểu cũ ({match}), {me} đã chuyển sang kiểu mới để đọc.",
    "unpacked": 'Trong tệp nén có một tệp, {me} đọc tệp đó: "{match}".',
    "macros": "Tệp có macro: {me} không chạy, chỉ đọc chữ và số trong bảng.",
    "mended": "Phần trình bày của tệp bị lỗi, {me} chỉ lấy được chữ và số. {You} xem kỹ giúp {me}.",
    "from_pdf": "{Me} đọc từ PDF, {you} xem kỹ từng dòng giúp {me}.",
    "from_scan": "Trang {match} là bản chụp, chữ do máy nhận ra nên dễ sai. {You} so lại với bản giấy giúp {me}.",
    "scanned_pages": "Trang {match} chỉ có ảnh, {me} chưa đọc được trang đó.",
    "hidden_row": '{Where} đang ẩn trong tệp: "{match}", {me} không lấy.',
    "hidden_column": 'Cột {suggest} "{match}" đang ẩn, {me} không lấy.',
    "hidden_sheet": 'Trang "{match}" đang ẩn, {me} không đọc.',
    "hidden_text": '{Where} có chữ ẩn: "{match}", {me} không lấy.',
    "struck": '{Where} bị gạch ngang: "{match}", {me} không lấy.',
    "deleted": '{Where} đã xóa khi sửa: "{match}", {me} không lấy.',
    "comment": 'Ghi chú ở {where}: "{match}".',
    "only_errors": "{Where} chỉ có ô báo lỗi, {me} bỏ qua.",
    "text_box": 'Khung chữ trong tệp ghi "{match}", {me} chưa lấy vào lịch.',
}
_CONVERTED = 'Chữ trong tệp theo kiểu cũ, {me} đã đổi: "{suggest}"{old}. {You} xem đã đúng chưa ạ.'
_GARBLED = 'Nhiều chữ trong tệp bị hỏng, ví dụ "{match}", {me} chưa lấy. {You} gửi lại tệp gốc giúp {me} ạ.'
REMARKS_SHOWN = 6


def seen(p: Pronouns, problems: Sequence[Problem]) -> Markup:
    """What was left out of a file, each by its words."""
    remarks = [problem for problem in problems if problem.is_remark]
    more = Markup("… và {} chỗ nữa.").format(number(len(remarks) - REMARKS_SHOWN))
    shown = [Markup("• ") + _seen(p, one) for one in remarks[:REMARKS_SHOWN]]
    return lines(*shown, more if len(remarks) > REMARKS_SHOWN else "")


def _seen(p: Pronouns, one: Problem) -> Markup:
    match, suggest = cut(one.match, LONGEST_QUOTE), cut(one.suggest or "", LONGEST_QUOTE)
    if one.kind == "converted":
        old = Markup(' (trong tệp là "{}")').format(match) if match else Markup("")
        return p.say(_CONVERTED, suggest=suggest, old=old)
    if one.kind == "garbled" and not one.rows:
        return p.say(_GARBLED, match=match)
    where = rows_called(one.rows)
    template = _SEEN.get(one.kind, "{Where}: " + FLAWS.get(one.kind, "{match}") + ' ("{match}").')
    return p.say(template, where=where, Where=capital(where), match=match, suggest=suggest)


LONGEST_QUOTE = 80
_CALLED = {"row": "dòng", "line": "dòng", "table": "bảng", "paragraph": "đoạn"}
_LABEL = re.compile(r"\b(?:row|line|table|paragraph)(?= \d+\b)")


def rows_called(rows: Sequence[Label]) -> str:
    """'dòng 7, 22', 'bảng 1 dòng 4', 'Tháng 11 dòng 4'."""
    named = [_LABEL.sub(lambda word: _CALLED[word[0]], str(row)) for row in rows]
    plain = all(label.isdigit() for label in named)
    return ("dòng " if plain else "") + str(some(named, REMARKS_SHOWN, "dòng"))


def copy_holds(wards: Sequence[str], reports: int, last: Instant | None, zone: str) -> str:
    """What a copy of the database holds, for whoever puts it in place."""
    place = ", ".join(f"phường {name}" for name in wards) if wards else "chưa có đợt nào"
    heard = f"tin cuối lúc {local(last, zone):%Hh%M %d/%m/%Y}" if last is not None else "chưa ai nhắn tin"
    return f"{place} · {number(reports)} báo cáo · {heard}"


# --- what is said when something that was loaded by mistake is taken away, or stays since something hangs on it

YES, NO = "xóa", "thôi"
NAMED = {
    "announcements": "{} thông báo đã gửi",
    "deeds_told": "{} việc tuyên truyền đã ghi",
    "reports": "{} lần báo số",
    "letters": "{} báo cáo đã ký",
    "photos": "{} ảnh",
    "difficulties": "{} vướng mắc",
    "answers": "{} ca đã trả lời",
    "people": "{} người đang hoặc từng giữ việc ở đó",
    "units": "{} địa bàn bên dưới",
    "campaigns": "{} đợt đang dùng nơi này",
    "contacts": "{} đầu mối",
    "lineage": "{} lần gộp, tách, đổi tên",
    "templates": "{} mẫu báo cáo riêng",
    "groups": "{} nhóm chat nhận tổng hợp",
    "accounts": "đã vào chat với trợ lý",
    "drafts": "{} bản nháp đã gửi",
    "deeds": "{} việc đã làm trên hệ thống",
    "talks": "{} câu đang hoặc từng được hỏi",
    "nights": "{} buổi trong lịch",
    "shifts": "{} chỗ đã phân",
    "starts": "{} số trước đợt",
    "official": "{} số của hệ thống quận",
    "messages": "{} tin chưa gửi",
    "headcounts": "{} tổng số",
    "posts": "{} chức danh",
    "invites": "{} mã mời",
}


def counts(found: Counts) -> str:
    return ", ".join(NAMED[name].format(number(count)) for name, count in found.items())


def stays(name: str, found: Hanging) -> Markup:
    return Markup("<b>{name}</b> chưa xóa được, vì còn: {counts}.").format(name=name, counts=counts(found.holds))


def removed(name: str, found: Hanging) -> Markup:
    also = f", cùng {counts(found.goes)}" if found.goes else ""
    return Markup("Đã xóa <b>{name}</b>{also}.").format(name=name, also=also)


def is_erased(name: str) -> str:
    """For the command line."""
    return (
        f"Đã xóa dữ liệu cá nhân của {name}: tên, số điện thoại, kênh chat, lời nhắn. Số đã báo vẫn còn, không kèm tên."
    )


def would_be_erased(name: str) -> str:
    return f"Sẽ xóa dữ liệu cá nhân của {name}; số đã báo vẫn còn. Chưa xóa gì."


def would_go(name: str, found: Hanging) -> Markup:
    also = f", cùng {counts(found.goes)}" if found.goes else ""
    return Markup("Sẽ xóa <b>{name}</b>{also}. Chưa xóa gì.").format(name=name, also=also)


def sure(p: Pronouns, name: str, found: Hanging) -> Markup:
    also = f" cùng {counts(found.goes)}" if found.goes else ""
    return lines(
        p.say("Xóa hẳn <b>{name}</b>{also} phải không {you}?", name=name, also=also),
        Markup('Nhắn "{yes}" để xóa, "{no}" để giữ.').format(yes=YES, no=NO),
    )


def unknown(p: Pronouns, name: str) -> Markup:
    return p.say('{Me} không thấy "{name}" trong phường ạ. {You} nhắn đúng tên giúp {me}.', name=name)


def several(p: Pronouns, name: str) -> Markup:
    return p.say('Có nhiều nơi hoặc nhiều người tên "{name}", {you} nhắn rõ họ tên, hoặc mã, giúp {me} ạ.', name=name)


def left_in_place(p: Pronouns) -> Markup:
    return p.say("Vâng, {me} giữ nguyên ạ.")


def which(name: str, codes: list[str]) -> str:
    """For the command line."""
    if not codes:
        return f"không có ai hoặc nơi nào tên «{name}»"
    return f"có nhiều «{name}», xin ghi mã: {', '.join(codes)}"


def hint_of_archive(slug: str) -> str:
    return f"Muốn cất đợt này đi mà vẫn giữ mọi số liệu: tungngo campaign unload {slug} --archive"


def archived(name: str, slug: str) -> str:
    return (
        f"Đã cất đợt {name}: giữ mọi số liệu, không hỏi và không nhắc nữa. Nạp lại tệp của đợt {slug} thì đợt trở lại."
    )


def would_archive(name: str) -> str:
    return f"Sẽ cất đợt {name} và giữ mọi số liệu. Chưa cất gì."
