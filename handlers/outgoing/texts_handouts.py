"""What is said around files that are handed out."""

from handlers.markup import Markup
from handlers.texts import Pair, lines


def not_made(p: Pair) -> Markup:
    return p.say("{Me} chưa làm được tệp này ạ. {You} nhắn lại sau ít phút giúp {me} nhé.")


def with_link(words: Markup, link: str) -> Markup:
    """Where a file itself cannot go."""
    return lines(*([words] if words else []), Markup("Mở tệp: {}").format(link))


def without_file(words: Markup, name: str) -> Markup:
    """Where neither the file nor a link can go."""
    told = Markup("Tệp {} lớn quá, em chưa gửi qua đây được ạ. Xin hỏi cán bộ văn phòng phường.").format(name)
    return lines(*([words] if words else []), told)


def file_unknown() -> dict[str, str]:
    """One page for whatever is wrong with a link: it tells nothing about what there is."""
    return {
        "title": "Không mở được tệp này",
        "words": (
            "Đường dẫn này không có, đã hết hạn, hoặc chỉ mở được trên máy của người đã xin tệp.\n"
            "Bác tải lại trang trò chuyện rồi mở lại, hoặc nhắn em gửi tệp mới ạ."
        ),
    }
