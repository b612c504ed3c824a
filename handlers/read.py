"""Text and context in, a Reading out. This first version reads explicit indicators and a bare number."""

import re

from handlers.commands import fold
from handlers.reading import Ask, Context, Doubt, Entry, Figures, NotAReport, Reading, Span, Unclear

_WORDS = {
    "installed": r"cai(?: moi| dat| duoc)?|duoc",
    "activated": r"kh|kich hoat",
    "absent": r"vang|vang nha|ho vang",
    "refused": r"tu choi",
    "households": r"di|go",
}
_PAIR = re.compile(r"(?:(?P<word>[a-z ]+?)\s+)?(?P<number>\d{1,4})\b")


def read(text: str, context: Context) -> Reading:
    values: dict[str, int] = {}
    for found in _PAIR.finditer(fold(text)):
        word = (found["word"] or "").strip()
        named = next((name for name, pattern in _WORDS.items() if re.fullmatch(pattern, word)), None)
        if named is None and not word and context.awaiting and not values:
            named = "installed"
        if named is not None:
            values[named] = int(found["number"])
    if values.get("installed", 0) >= 1000:
        return Ask(Doubt(Unclear.TOO_MANY, Span(0, len(text))))
    if values:
        return Figures((Entry(values),))
    return NotAReport()
