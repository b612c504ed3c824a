"""What is said when a post changes hands, and about the contact persons of units."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts_examples
from handlers.language.tokens import strip_accents
from handlers.markup import Markup
from handlers.people.texts_roster import post_name
from handlers.texts import COMMA, Pair, capital, day, leads, lines, listed
from handlers.texts_reaching import Callee, grouped, persons, to_call
from storage.campaigns import Campaign
from storage.records import Person, Role

PASS_ON, NO = "Chuyển giúp", "Không"
YES = "Đúng"


def span(first: date, last: date | None) -> Markup:
    if last is None:
        return Markup("từ {} trở đi").format(day(first))
    return (
        Markup("{}").format(day(first))
        if first == last
        else Markup("từ {first} đến hết {last}").format(first=day(first), last=day(last))
    )


def label(first: date, last: date | None) -> str:
    """As a button, in words that no other option of the same question begins with."""
    if last is None:
        return f"Đúng, từ {first:%d/%m} trở đi"
    return f"Đúng, {first:%d/%m}" if first == last else f"Đúng, {first:%d/%m} đến hết {last:%d/%m}"


def hand_over_asked(p: Pair, who: str, unit: str, instead: str, spans: Sequence[tuple[date, date | None]]) -> Markup:
    """Each reading of the time is an option; nothing has changed yet."""
    if len(spans) == 1:
        first, last = spans[0]
        head = Markup("{span} {who} làm {leads} thay {instead}, đúng không ạ?").format(
            span=capital(span(first, last)), who=who, leads=leads(unit), instead=instead
        )
        return lines(head, p.say('{You} nhắn "đúng" hoặc "không".'))
    head = Markup("{Who} làm {leads} thay {instead} đến bao giờ ạ?").format(
        Who=capital(who), leads=leads(unit), instead=instead
    )
    numbered = [Markup("{n} {span}").format(n=n, span=capital(span(*one))) for n, one in enumerate(spans, start=1)]
    return lines(head, *numbered, Markup("{n} {no}").format(n=len(spans) + 1, no=NO))


def how_long(p: Pair, who: str) -> Markup:
    return p.say(
        '{Who} thay đến bao giờ ạ? {You} nhắn rõ giúp {me}, ví dụ: "từ mai {who} thay tôi 3 tối", '
        'hoặc "từ mai {who} làm tổ trưởng" nếu là thay hẳn.',
        Who=capital(who),
        who=who,
    )


def nobody_named(p: Pair, name: str, unit: str) -> Markup:
    return p.say(
        "{Me} chưa thấy ai tên <b>{name}</b> ở {unit} trong danh sách ạ. {You} nhắn lại họ tên giúp {me}.",
        name=name,
        unit=unit,
    )


def as_written(name: str, text: str) -> str:
    """The name as the speaker wrote it, in capitals as names have them."""
    written = unicodedata.normalize("NFC", text)
    start = strip_accents(written.lower()).find(name)
    found = written[start : start + len(name)] if start >= 0 and len(strip_accents(written)) == len(written) else name
    return " ".join(word[:1].upper() + word[1:] for word in found.split())


def or_pass_on(p: Pair) -> Markup:
    return p.say(
        "Người ấy chưa có trong danh sách thì {me} chuyển lời {you} tới phường nhé? <b>1</b> {pass_on} · <b>2</b> {no}",
        pass_on=PASS_ON,
        no=NO,
    )


def no_deputy(p: Pair, unit: str) -> Markup:
    return p.say(
        '{unit} chưa có tổ phó trong danh sách ạ. {You} nhắn tên người thay giúp {me}, ví dụ: "bác Tâm".', unit=unit
    )


def several_named(p: Pair, names: Sequence[str]) -> Markup:
    numbered = [Markup("{n} {name}").format(n=n, name=name) for n, name in enumerate(names, start=1)]
    return lines(p.say("Có {count} người cùng tên, {you} chọn ai ạ?", count=len(names)), *numbered)


def which_unit(p: Pair) -> Markup:
    return p.say("{You} nhắn kèm tên tổ giúp {me} ạ.")


def leads_already(p: Pair, who: str, unit: str) -> Markup:
    return p.say("{Who} đang là {leads} rồi ạ, {me} không phải đổi gì.", Who=capital(who), leads=leads(unit))


def handed_over(
    p: Pair,
    who: str,
    unit: str,
    first: date,
    last: date | None,
    reached: Sequence[Person],
    others: Sequence[Callee],
) -> Markup:
    now = Markup("{span}, {who} làm {leads}").format(span=span(first, last), who=who, leads=leads(unit))
    told = p.say(" {Me} đã báo {person}.", person=persons(reached)) if reached else Markup("")
    what = Markup("báo {}").format(now)
    return lines(p.say("{Me} đã ghi ✅ {now}.", now=now) + told, to_call(p, others, what, any_reached=bool(reached)))


def kept(p: Pair) -> Markup:
    return p.say("Dạ, {me} giữ nguyên như cũ ạ.")


def you_lead(p: Pair, unit: str, first: date, last: date | None, by: str) -> Markup:
    return p.say(
        "{Me} thông báo: {span}, {you} làm {leads} ({by} bàn giao).", span=span(first, last), leads=leads(unit), by=by
    )


@dataclass(frozen=True, slots=True)
class Open:
    """Nights that a new head takes over: those to come, those not reported, those of which only the count lacks."""

    ahead: Sequence[date]
    silent: Sequence[date]
    partly: Sequence[date]


def open_items(p: Pair, nights: Open, campaign: Campaign | None) -> Markup:
    """What the new head takes over."""
    coming, owed, partly = (listed(map(day, some[:5]), COMMA) for some in (nights.ahead, nights.silent, nights.partly))
    word = texts_examples.word(campaign) if campaign else ""
    return lines(
        Markup("Tối sắp tới: {}.").format(coming) if nights.ahead else Markup("Tổ không còn tối nào trong kế hoạch."),
        p.say("⚠️ Chưa có số: {owed}. {You} hỏi lại giúp {me} nhé.", owed=owed) if nights.silent else "",
        p.say("⚠️ Còn thiếu số {word}: {partly}. {You} hỏi lại giúp {me} nhé.", word=word, partly=partly)
        if nights.partly
        else "",
        p.say('Tối tổ đi, cuối buổi {you} nhắn kết quả, ví dụ: "{example}".', example=texts_examples.count(campaign)),
    )


def you_led(p: Pair, who: str, unit: str, first: date, last: date | None) -> Markup:
    return p.say(
        "{Me} thông báo: {span}, {who} làm {leads} thay {you}.", span=span(first, last), who=who, leads=leads(unit)
    )


def clerk_told(p: Pair, who: str, instead: str, unit: str, first: date, last: date | None) -> Markup:
    return p.say(
        "{Me} báo {you}: {span}, {who} làm {leads} thay {instead}.",
        span=span(first, last),
        who=who,
        leads=leads(unit),
        instead=instead,
    )


# --- by the word of the clerk


def called(person: Person) -> str:
    """'cô Trần Thị Tâm'"""
    return f"{person.you} {person.name}"


def post_of(role: str, force: str | None, unit: str) -> str:
    """'trưởng Khu phố 1', 'dân quân Hà Trì 1'"""
    if role in {Role.LEADER, Role.DEPUTY}:
        return leads(unit, Role(role)).striptags()
    return f"{post_name(role, force)} {unit}"


def appoint_asked(
    p: Pair, who: str, phone: str, role: str, force: str | None, unit: str, instead: str, *, new: bool
) -> Markup:
    number = Markup(" ({})").format(grouped(phone)) if phone else Markup("")
    verb = "thêm" if new else "giao"
    does = Markup("") if role == "captain" else Markup("làm ")
    change = Markup(", thay {}").format(instead) if instead else Markup("")
    return lines(
        p.say(
            "{Me} {verb} {who}{number} {does}<b>{post}</b>{change}, đúng không ạ?",
            verb=verb,
            who=who,
            number=number,
            does=does,
            post=post_of(role, force, unit),
            change=change,
        ),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def appointed(p: Pair, who: str, name: str, role: str, force: str | None, unit: str, *, new: bool) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return lines(
        p.say("{Me} đã ghi ✅ {who} {does}<b>{post}</b>.", who=who, does=does, post=post_of(role, force, unit)),
        p.say('Muốn mời vào chat, {you} nhắn "mời {name}".', name=name) if new else "",
    )


def you_are(p: Pair, role: str, force: str | None, unit: str, by: str) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return p.say(
        "{Me} thông báo: từ nay {you} {does}<b>{post}</b> ({by} giao).",
        does=does,
        post=post_of(role, force, unit),
        by=by,
    )


def you_are_not(p: Pair, role: str, force: str | None, unit: str) -> Markup:
    return p.say(
        "{Me} thông báo: từ nay {you} thôi {post}. Cảm ơn {you} thời gian qua.", post=post_of(role, force, unit)
    )


def holds_already(p: Pair, who: str, role: str, force: str | None, unit: str) -> Markup:
    return p.say(
        "{Who} đang là {post} rồi ạ, {me} không phải đổi gì.", Who=capital(who), post=post_of(role, force, unit)
    )


def nobody_called(p: Pair, name: str) -> Markup:
    return p.say(
        "{Me} chưa thấy ai tên <b>{name}</b> trong danh sách ạ. {You} nhắn lại đủ họ tên giúp {me}.", name=name
    )


def nobody_to_appoint(p: Pair, name: str, post: str) -> Markup:
    return lines(
        nobody_called(p, name),
        p.say('Nếu là người mới, {you} nhắn "thêm {name} {post}" kèm số điện thoại.', name=name, post=post),
    )


def which_post(p: Pair, name: str) -> Markup:
    return p.say(
        "{Me} chưa rõ việc của <b>{name}</b> ạ. {You} nhắn rõ giúp {me}: tổ trưởng, tổ phó, đoàn viên, dân quân, "
        "tổ công nghệ số, hay phụ trách lực lượng nào.",
        name=name,
    )


def no_mobile(p: Pair) -> Markup:
    return p.say("Số này chưa phải số di động ạ. {You} xem lại rồi nhắn giúp {me} đủ 10 số.")


def dismiss_asked(p: Pair, who: str, post: str) -> Markup:
    return lines(
        p.say("{Me} gỡ việc <b>{post}</b> của {who}, đúng không ạ?", post=post, who=who),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def which_of_posts(p: Pair, who: str, labels: Sequence[str]) -> Markup:
    numbered = [Markup("{n} {label}").format(n=n, label=label) for n, label in enumerate(labels, start=1)]
    return lines(
        p.say("{Who} đang có {count} việc, {you} gỡ việc nào ạ?", Who=capital(who), count=len(labels) - 2), *numbered
    )


def all_posts(count: int) -> str:
    return f"Cả {count} việc"


def dismissed(p: Pair, who: str, posts: Sequence[str]) -> Markup:
    return p.say("{Me} đã ghi ✅ {who} thôi <b>{posts}</b>.", who=who, posts=listed(posts, COMMA))


def no_such_post(p: Pair, who: str) -> Markup:
    return p.say("{Who} không giữ việc đó ạ, {me} chưa gỡ gì.", Who=capital(who))


def not_yourself(p: Pair) -> Markup:
    return p.say("{You} không tự gỡ việc văn phòng của mình được ạ: gỡ rồi thì không ai mở lại cho {you}.")


def rephone_asked(p: Pair, who: str, before: str, phone: str) -> Markup:
    old = Markup(" (số cũ {})").format(grouped(before)) if before else Markup("")
    return lines(
        p.say("{Me} đổi số của {who} thành <b>{phone}</b>{old}, đúng không ạ?", who=who, phone=grouped(phone), old=old),
        p.say('{You} nhắn "đúng" hoặc "không".'),
    )


def rephoned(p: Pair, who: str, phone: str) -> Markup:
    return p.say("{Me} đã đổi số ✅ {who}: {phone}.", who=who, phone=grouped(phone))
