"""What stands on the cards of invitations, and what is said with them."""

from datetime import date

from handlers.markup import Markup
from handlers.texts import POSTS, Pair, lines
from storage.records import Post, Unit

FILE_NAME = "Thẻ mời.pdf"
CALL = "Thẻ mời vào trợ lý của phường"


def being_made(p: Pair, cards: int) -> Markup:
    return Markup("Dạ, {} làm {} thẻ mời, xong {} gửi {} ngay ạ.").format(p.me, cards, p.me, p.you)


def handed(p: Pair, cards: int) -> Markup:
    return lines(
        Markup("{} gửi {} <b>{} thẻ mời</b>. {} in ra, cắt theo đường chấm, đưa tận tay từng người giúp {}.").format(
            p.Me, p.you, cards, p.You, p.me
        ),
        Markup("Mã cũ chưa dùng của những người này từ giờ không dùng được nữa ạ."),
    )


def post_line(post: Post | None) -> str:
    return f"{POSTS[post.role]} · {post.unit.name}" if post else ""


def head_line(ward: Unit | None) -> str:
    return f"Phường {ward.name}" if ward else "Từng Ngõ"


def how_to(bot: str, *, scanned: bool) -> str:
    """One line for whoever holds the card, on whatever they chat with."""
    telegram = f"@{bot} trên Telegram, hay " if bot else ""
    told = f"dòng chữ to này cho {telegram}trợ lý của phường trên Zalo, trang web."
    return f"Quét mã bên cạnh, hoặc nhắn {told}" if scanned else f"Nhắn {told}"


def good_until(until: date) -> str:
    return f"Dùng một lần, đến hết {until:%d/%m/%Y}. Chỉ dành cho người có tên trên thẻ."
