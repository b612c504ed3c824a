"""What is said to a message that holds several things: figures, and something beside them."""

from collections.abc import Sequence

from handlers.markup import Markup
from handlers.texts import DOT, Pair, cut, listed

DO_IT = "Làm luôn"
QUOTED, LABEL = 80, 40  # signs


def shall(p: Pair, rest: str) -> Markup:
    return Markup("Còn “{}”: {} làm luôn nhé?\n<b>1</b> Làm luôn · <b>2</b> Thôi").format(cut(rest, QUOTED), p.me)


def beside(p: Pair, rest: str, choices: Sequence[tuple[int, str]]) -> Markup:
    """Where the figures themselves are asked about: the rest by its number."""
    numbered = listed([Markup("<b>{}</b> {}").format(digit, label) for digit, label in choices], DOT)
    if [label for _, label in choices] == [short(rest)]:
        return Markup("Còn “{}” thì {} nhắn <b>{}</b> ạ.").format(cut(rest, QUOTED), p.you, choices[0][0])
    return Markup("Còn “{}”, ý {} là: {}?").format(cut(rest, QUOTED), p.you, numbered)


def short(rest: str) -> str:
    return cut(rest, LABEL)
