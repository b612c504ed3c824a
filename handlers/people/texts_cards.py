"""What stands on the cards of invitations, and what is said with them."""

from collections.abc import Sequence
from datetime import date

from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.people.texts_me import channel_name
from handlers.texts import COMMA, Pair, capital, lines, listed, title_of, titled
from storage.records import Person, Post, Unit
from storage.ways import Account

FILE_NAME = "Thẻ mời.pdf"
CALL = "Thẻ mời vào trợ lý của phường"
RENEW = "Đúng, làm mới"
KEEP = "Không, giữ thẻ cũ"
SHOWN = 8


def being_made(p: Pair, cards: int) -> Markup:
    return p.say("Dạ, {me} làm {cards} thẻ mời, xong {me} gửi {you} ngay ạ.", cards=cards)


def handed(p: Pair, cards: int, again: int, *, open_: bool) -> Markup:
    """`again`: how many of them were printed before, and are the same."""
    return lines(
        p.say(
            "{Me} gửi {you} <b>{cards} thẻ mời</b>. {You} in ra, cắt theo đường chấm, đưa tận tay từng người giúp "
            "{me}.",
            cards=cards,
        ),
        p.say("{again} thẻ trong đó {me} in lại đúng mã cũ: thẻ đã phát vẫn dùng được ạ.", again=again)
        if again
        else "",
        "" if open_ else no_way_in(p),
    )


def no_way_in(p: Pair) -> Markup:
    return p.say(
        "⚠️ Trợ lý chưa mở ra ngoài máy này, nên người cầm thẻ chưa vào được. "
        "{You} nhờ người cài máy đặt địa chỉ trang web trước, rồi hãy in thẻ ạ."
    )


def invitations(p: Pair, cards: Sequence[tuple[Person, str, str]], until: date | None, *, open_: bool) -> Markup:
    """One line each: who, code, link."""
    if not cards:
        return p.say("{Me} chưa tạo được mã mời ạ, {you} thử lại giúp {me}.")
    good = Markup(", dùng đến hết {:%d/%m}").format(until) if until else Markup("")
    head = p.say("Mã mời dùng một lần{until}. {You} gửi riêng cho từng người:", until=good)
    told = [
        Markup("• {name}: <b>{code}</b> {link}").format(name=person.name, code=code, link=link).strip()
        for person, code, link in cards
    ]
    return lines(head, *told, Markup("Muốn in thành thẻ để đưa tận tay: /moi thẻ"), "" if open_ else no_way_in(p))


def renew_asked(p: Pair, people: Sequence[str], *, readable: bool) -> Markup:
    """`readable`: their cards could be printed again as they are."""
    named = f" ({listed(people, COMMA)})" if len(people) <= SHOWN else ""
    why = "" if readable else p.say("{Me} không in lại được đúng mã của những thẻ này. ")
    return lines(
        Markup("{why}<b>{count} thẻ đã in</b>{named} sẽ hết hiệu lực, làm mới ạ?").format(
            why=why, count=len(people), named=named
        ),
        p.say('{You} nhắn "đúng" để làm mới, hoặc "không" để giữ thẻ cũ.'),
    )


def kept(p: Pair) -> Markup:
    return p.say("Dạ, thẻ đã in vẫn dùng được. Cần in lại đúng các thẻ đó, {you} nhắn /moi thẻ ạ.")


def held_back(p: Pair, people: Sequence[str]) -> Markup:
    """Their cards are good, and only a new code could be printed."""
    some = listed(people[:SHOWN], COMMA) + (f" và {len(people) - SHOWN} người nữa" if len(people) > SHOWN else "")
    return p.say(
        "{count} người đang giữ thẻ cũ còn dùng được, {me} không in lại được đúng mã: {names}. "
        'Ai mất thẻ, {you} nhắn "làm mới thẻ" kèm tên ạ.',
        count=len(people),
        names=some,
    )


def post_line(post: Post | None) -> str:
    """'Trưởng khu phố · Khu phố 1': the post as the roster writes it, at the unit as the ward writes it."""
    if post is None:
        return ""
    name = capital(title_of(post))
    return name if fold(post.unit.name) in fold(name) else f"{name} · {post.unit.name}"


def head_line(ward: Unit | None) -> str:
    if ward is None:
        return "Từng Ngõ"
    return ward.name if fold(ward.name).startswith(_LEVELS) else f"Phường {ward.name}"


def how_to(page: str, accounts: Sequence[Account], *, scanned: bool) -> str:
    """For whoever holds the card: only ways that are there."""
    address = page.partition("://")[2]
    ways = [
        *(["quét ô vuông"] if scanned else []),
        *([f"mở {address} rồi gõ dãy số trên"] if page else []),
        *(f"nhắn dãy số cho {one.name} trên {channel_name(one.channel)}" for one in accounts),
    ]
    return f"{capital(', hoặc '.join(ways))}." if ways else "Hỏi cán bộ văn phòng phường cách vào."


def help_line(clerk: Person, phone: str) -> str:
    return f"Cần giúp: {titled(clerk)}, ☎ {phone}"


def good_until(until: date) -> str:
    return f"Dùng một lần, đến hết {until:%d/%m/%Y}. Chỉ dành cho người có tên trên thẻ."


_LEVELS = ("phuong ", "xa ", "thi tran ", "dac khu ")
