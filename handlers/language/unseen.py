"""Signs that nobody sees, and that make of a name or a line something else than it is: taken away at the edge, once.

What is left is composed (NFC), one line break is like another, and no letter wears more marks than a language has.
"""

import re
import unicodedata

_RANGES = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F)),  # controls, but tab and line breaks
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F)),
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
    # of no width, and from right to left
    *((0x200B, 0x200C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF)),
    *((0xFDD0, 0xFDEF), (0xFFF0, 0xFFFC), (0xFFFE, 0xFFFF)),  # no letters at all
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
JOINER = 0x200D
INVISIBLE = {JOINER: None} | {code: None for first, last in _RANGES if first >= 0xA0 for code in range(first, last + 1)}
_UNSEEN = re.compile("[{}]".format("".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _RANGES)))
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# A family or a trade is several pictures that one sign joins; it stays where both sides are pictures.
_PICTURE = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001fbff]"
_JOINS_NOTHING = re.compile(f"(?<!{_PICTURE})\u200d|\u200d(?!{_PICTURE})")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{2}}){_MARK}+")
# Forty signs in a row say all that four thousand say, and no pattern has to look at each against each other.
# What stands at the head of the next line, as the empty cells of a table, is kept.
_SIGNS_IN_A_ROW = re.compile(r"(\W{20})\W{20,}(\W{20})")


def told(text: str) -> str:
    """`cleaned`, and as somebody may have typed it: what comes as a message."""
    return _SIGNS_IN_A_ROW.sub(r"\1\2", cleaned(text))


def cleaned(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a sign is seen to be lost
    seen = _UNSEEN.sub("", _BREAK.sub("\n", whole))
    return _MARKS.sub(r"\1", unicodedata.normalize("NFC", _JOINS_NOTHING.sub("", seen)))
