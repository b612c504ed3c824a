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
    return Markup("Dạ, {} làm {} thẻ mời, xong {} gửi {} ngay ạ.").format(p.me, cards, p.me, p.you)


def handed(p: Pair, cards: int, again: int, *, open_: bool) -> Markup:
    """`again`: how many of them were printed before, and are the same."""
    return lines(
        Markup("{} gửi {} <b>{} thẻ mời</b>. {} in ra, cắt theo đường chấm, đưa tận tay từng người giúp {}.").format(
            p.Me, p.you, cards, p.You, p.me
        ),
        Markup("{} thẻ trong đó {} in lại đúng mã cũ: thẻ đã phát vẫn dùng được ạ.").format(again, p.me)
        if again
        else "",
        "" if open_ else no_way_in(p),
    )


def no_way_in(p: Pair) -> Markup:
    return Markup(
        "⚠️ Trợ lý chưa mở ra ngoài máy này, nên người cầm thẻ chưa vào được. "
        "{} nhờ người cài máy đặt địa chỉ trang web trước, rồi hãy in thẻ ạ."
    ).format(p.You)


def invitations(p: Pair, cards: Sequence[tuple[Person, str, str]], until: date | None, *, open_: bool) -> Markup:
    """One line each: who, code, link."""
    if not cards:
        return Markup("{} chưa tạo được mã mời ạ, {} thử lại giúp {}.").format(p.Me, p.you, p.me)
    good = Markup(", dùng đến hết {:%d/%m}").format(until) if until else Markup("")
    head = Markup("Mã mời dùng một lần{}. {} gửi riêng cho từng người:").format(good, p.You)
    told = [Markup("• {}: <b>{}</b> {}").format(person.name, code, link).strip() for person, code, link in cards]
    return lines(head, *told, Markup("Muốn in thành thẻ để đưa tận tay: /moi thẻ"), "" if open_ else no_way_in(p))


def renew_asked(p: Pair, people: Sequence[str], *, readable: bool) -> Markup:
    """`readable`: their cards could be printed again as they are."""
    named = f" ({listed(people, COMMA)})" if len(people) <= SHOWN else ""
    why = "" if readable else Markup("{} không in lại được đúng mã của những thẻ này. ").format(p.Me)
    return lines(
        Markup("{}<b>{} thẻ đã in</b>{} sẽ hết hiệu lực, làm mới ạ?").format(why, len(people), named),
        Markup('{} nhắn "đúng" để làm mới, hoặc "không" để giữ thẻ cũ.').format(p.You),
    )


def kept(p: Pair) -> Markup:
    return Markup("Dạ, thẻ đã in vẫn dùng được. Cần in lại đúng các thẻ đó, {} nhắn /moi thẻ ạ.").format(p.you)


def held_back(p: Pair, people: Sequence[str]) -> Markup:
    """Their cards are good, and only a new code could be printed."""
    some = listed(people[:SHOWN], COMMA) + (f" và {len(people) - SHOWN} người nữa" if len(people) > SHOWN else "")
    return Markup(
        "{} người đang giữ thẻ cũ còn dùng được, {} không in lại được đúng mã: {}. "
        'Ai mất thẻ, {} nhắn "làm mới thẻ" kèm tên ạ.'
    ).format(len(people), p.me, some, p.you)


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
