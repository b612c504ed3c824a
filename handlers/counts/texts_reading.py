"""What it says of a figure that it may have read wrongly."""

from handlers.markup import Markup
from handlers.texts import Pair, number


def too_many(p: Pair, value: int, usual: int, fewer: int) -> Markup:
    return Markup(
        "{} người một tối thì nhiều quá so với mọi khi (khoảng {}). {} gõ thừa số 0, hay đúng là {} ạ? "
        'Nhắn "{}" hoặc "đúng {}".'
    ).format(number(value), number(usual), p.You, number(value), number(fewer), number(value))


def option_number(value: int) -> str:
    return number(value)


def option_really(value: int) -> str:
    return f"Đúng {number(value)}"
