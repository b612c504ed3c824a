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
        Markup("{}").format(day(first)) if first == last else Markup("từ {} đến hết {}").format(day(first), day(last))
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
        head = Markup("{} {} làm {} thay {}, đúng không ạ?").format(
            capital(span(first, last)), who, leads(unit), instead
        )
        return lines(head, Markup('{} nhắn "đúng" hoặc "không".').format(p.You))
    head = Markup("{} làm {} thay {} đến bao giờ ạ?").format(capital(who), leads(unit), instead)
    numbered = [Markup("{} {}").format(n, capital(span(*one))) for n, one in enumerate(spans, start=1)]
    return lines(head, *numbered, Markup("{} {}").format(len(spans) + 1, NO))


def how_long(p: Pair, who: str) -> Markup:
    return Markup(
        '{} thay đến bao giờ ạ? {} nhắn rõ giúp {}, ví dụ: "từ mai {} thay tôi 3 tối", '
        'hoặc "từ mai {} làm tổ trưởng" nếu là thay hẳn.'
    ).format(capital(who), p.You, p.me, who, who)


def nobody_named(p: Pair, name: str, unit: str) -> Markup:
    return Markup("{} chưa thấy ai tên <b>{}</b> ở {} trong danh sách ạ. {} nhắn lại họ tên giúp {}.").format(
        p.Me, name, unit, p.You, p.me
    )


def as_written(name: str, text: str) -> str:
    """The name as the speaker wrote it, in capitals as names have them."""
    written = unicodedata.normalize("NFC", text)
    start = strip_accents(written.lower()).find(name)
    found = written[start : start + len(name)] if start >= 0 and len(strip_accents(written)) == len(written) else name
    return " ".join(word[:1].upper() + word[1:] for word in found.split())


def or_pass_on(p: Pair) -> Markup:
    return Markup(
        "Người ấy chưa có trong danh sách thì {} chuyển lời {} tới phường nhé? <b>1</b> {} · <b>2</b> {}"
    ).format(p.me, p.you, PASS_ON, NO)


def no_deputy(p: Pair, unit: str) -> Markup:
    return Markup('{} chưa có tổ phó trong danh sách ạ. {} nhắn tên người thay giúp {}, ví dụ: "bác Tâm".').format(
        unit, p.You, p.me
    )


def several_named(p: Pair, names: Sequence[str]) -> Markup:
    numbered = [Markup("{} {}").format(n, name) for n, name in enumerate(names, start=1)]
    return lines(Markup("Có {} người cùng tên, {} chọn ai ạ?").format(len(names), p.you), *numbered)


def which_unit(p: Pair) -> Markup:
    return Markup("{} nhắn kèm tên tổ giúp {} ạ.").format(p.You, p.me)


def leads_already(p: Pair, who: str, unit: str) -> Markup:
    return Markup("{} đang là {} rồi ạ, {} không phải đổi gì.").format(capital(who), leads(unit), p.me)


def handed_over(
    p: Pair,
    who: str,
    unit: str,
    first: date,
    last: date | None,
    reached: Sequence[Person],
    others: Sequence[Callee],
) -> Markup:
    now = Markup("{}, {} làm {}").format(span(first, last), who, leads(unit))
    told = Markup(" {} đã báo {}.").format(p.Me, persons(reached)) if reached else Markup("")
    what = Markup("báo {}").format(now)
    return lines(
        Markup("{} đã ghi ✅ {}.").format(p.Me, now) + told, to_call(p, others, what, any_reached=bool(reached))
    )


def kept(p: Pair) -> Markup:
    return Markup("Dạ, {} giữ nguyên như cũ ạ.").format(p.me)


def you_lead(p: Pair, unit: str, first: date, last: date | None, by: str) -> Markup:
    return Markup("{} thông báo: {}, {} làm {} ({} bàn giao).").format(p.Me, span(first, last), p.you, leads(unit), by)


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
    ask_again = Markup(" {} hỏi lại giúp {} nhé.").format(p.You, p.me)
    return lines(
        Markup("Tối sắp tới: {}.").format(coming) if nights.ahead else Markup("Tổ không còn tối nào trong kế hoạch."),
        Markup("⚠️ Chưa có số: {}.").format(owed) + ask_again if nights.silent else "",
        Markup("⚠️ Còn thiếu số {}: {}.").format(word, partly) + ask_again if nights.partly else "",
        Markup('Tối tổ đi, cuối buổi {} nhắn kết quả, ví dụ: "{}".').format(p.you, texts_examples.count(campaign)),
    )


def you_led(p: Pair, who: str, unit: str, first: date, last: date | None) -> Markup:
    return Markup("{} thông báo: {}, {} làm {} thay {}.").format(p.Me, span(first, last), who, leads(unit), p.you)


def clerk_told(p: Pair, who: str, instead: str, unit: str, first: date, last: date | None) -> Markup:
    return Markup("{} báo {}: {}, {} làm {} thay {}.").format(p.Me, p.you, span(first, last), who, leads(unit), instead)


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
        Markup("{} {} {}{} {}<b>{}</b>{}, đúng không ạ?").format(
            p.Me, verb, who, number, does, post_of(role, force, unit), change
        ),
        Markup('{} nhắn "đúng" hoặc "không".').format(p.You),
    )


def appointed(p: Pair, who: str, name: str, role: str, force: str | None, unit: str, *, new: bool) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return lines(
        Markup("{} đã ghi ✅ {} {}<b>{}</b>.").format(p.Me, who, does, post_of(role, force, unit)),
        Markup('Muốn mời vào chat, {} nhắn "mời {}".').format(p.you, name) if new else "",
    )


def you_are(p: Pair, role: str, force: str | None, unit: str, by: str) -> Markup:
    does = Markup("") if role == "captain" else Markup("làm ")
    return Markup("{} thông báo: từ nay {} {}<b>{}</b> ({} giao).").format(
        p.Me, p.you, does, post_of(role, force, unit), by
    )


def you_are_not(p: Pair, role: str, force: str | None, unit: str) -> Markup:
    return Markup("{} thông báo: từ nay {} thôi {}. Cảm ơn {} thời gian qua.").format(
        p.Me, p.you, post_of(role, force, unit), p.you
    )


def holds_already(p: Pair, who: str, role: str, force: str | None, unit: str) -> Markup:
    return Markup("{} đang là {} rồi ạ, {} không phải đổi gì.").format(capital(who), post_of(role, force, unit), p.me)


def nobody_called(p: Pair, name: str) -> Markup:
    return Markup("{} chưa thấy ai tên <b>{}</b> trong danh sách ạ. {} nhắn lại đủ họ tên giúp {}.").format(
        p.Me, name, p.You, p.me
    )


def nobody_to_appoint(p: Pair, name: str, post: str) -> Markup:
    return lines(
        nobody_called(p, name),
        Markup('Nếu là người mới, {} nhắn "thêm {} {}" kèm số điện thoại.').format(p.you, name, post),
    )


def which_post(p: Pair, name: str) -> Markup:
    return Markup(
        "{} chưa rõ việc của <b>{}</b> ạ. {} nhắn rõ giúp {}: tổ trưởng, tổ phó, đoàn viên, dân quân, "
        "tổ công nghệ số, hay phụ trách lực lượng nào."
    ).format(p.Me, name, p.You, p.me)


def no_mobile(p: Pair) -> Markup:
    return Markup("Số này chưa phải số di động ạ. {} xem lại rồi nhắn giúp {} đủ 10 số.").format(p.You, p.me)


def dismiss_asked(p: Pair, who: str, post: str) -> Markup:
    return lines(
        Markup("{} gỡ việc <b>{}</b> của {}, đúng không ạ?").format(p.Me, post, who),
        Markup('{} nhắn "đúng" hoặc "không".').format(p.You),
    )


def which_of_posts(p: Pair, who: str, labels: Sequence[str]) -> Markup:
    numbered = [Markup("{} {}").format(n, label) for n, label in enumerate(labels, start=1)]
    return lines(
        Markup("{} đang có {} việc, {} gỡ việc nào ạ?").format(capital(who), len(labels) - 2, p.you), *numbered
    )


def all_posts(count: int) -> str:
    return f"Cả {count} việc"


def dismissed(p: Pair, who: str, posts: Sequence[str]) -> Markup:
    return Markup("{} đã ghi ✅ {} thôi <b>{}</b>.").format(p.Me, who, listed(posts, COMMA))


def no_such_post(p: Pair, who: str) -> Markup:
    return Markup("{} không giữ việc đó ạ, {} chưa gỡ gì.").format(capital(who), p.me)


def not_yourself(p: Pair) -> Markup:
    return Markup("{} không tự gỡ việc văn phòng của mình được ạ: gỡ rồi thì không ai mở lại cho {}.").format(
        p.You, p.you
    )


def rephone_asked(p: Pair, who: str, before: str, phone: str) -> Markup:
    old = Markup(" (số cũ {})").format(grouped(before)) if before else Markup("")
    return lines(
        Markup("{} đổi số của {} thành <b>{}</b>{}, đúng không ạ?").format(p.Me, who, grouped(phone), old),
        Markup('{} nhắn "đúng" hoặc "không".').format(p.You),
    )


def rephoned(p: Pair, who: str, phone: str) -> Markup:
    return Markup("{} đã đổi số ✅ {}: {}.").format(p.Me, who, grouped(phone))
