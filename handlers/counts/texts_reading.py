"""What it says of a figure that it may have read wrongly."""

from handlers.markup import Markup
from handlers.texts import Pair, number


def too_many(p: Pair, value: int, usual: int, fewer: int) -> Markup:
    return p.say(
        "{value} người một tối thì nhiều quá so với mọi khi (khoảng {usual}). {You} gõ thừa số 0, hay đúng là "
        "{value} ạ? "
        'Nhắn "{fewer}" hoặc "đúng {value}".',
        value=number(value),
        usual=number(usual),
        fewer=number(fewer),
    )


def option_number(value: int) -> str:
    return number(value)


def option_really(value: int) -> str:
    return f"Đúng {number(value)}"
