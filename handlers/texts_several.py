"""What is said to a message that holds several things: figures, and something beside them."""

from collections.abc import Sequence

from handlers.markup import Markup
from handlers.texts import DOT, Pair, cut, listed

DO_IT = "Làm luôn"
QUOTED, LABEL = 80, 40  # signs


def shall(p: Pair, rest: str) -> Markup:
    return p.say("Còn “{rest}”: {me} làm luôn nhé?\n<b>1</b> Làm luôn · <b>2</b> Thôi", rest=cut(rest, QUOTED))


def beside(p: Pair, rest: str, choices: Sequence[tuple[int, str]]) -> Markup:
    """Where the figures themselves are asked about: the rest by its number."""
    numbered = listed(
        [Markup("<b>{digit}</b> {label}").format(digit=digit, label=label) for digit, label in choices], DOT
    )
    if [label for _, label in choices] == [short(rest)]:
        return p.say("Còn “{rest}” thì {you} nhắn <b>{choices}</b> ạ.", rest=cut(rest, QUOTED), choices=choices[0][0])
    return p.say("Còn “{rest}”, ý {you} là: {numbered}?", rest=cut(rest, QUOTED), numbered=numbered)


def short(rest: str) -> str:
    return cut(rest, LABEL)
