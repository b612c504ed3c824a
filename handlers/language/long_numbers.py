"""Numbers of nine to twelve digits: telephones and identity cards, which are nobody's business in words that are kept.

A row of figures with blanks between them is none. Pure.
"""

import re

_LONG = re.compile(r"(?<!\d)\+?(?:\d{9,12}|0\d{2,3}(?:[ .\-]\d{3,4}){2,3}|84[ .\-]?\d{2,3}(?:[ .\-]?\d{3,4}){2})(?!\d)")
INSTEAD = "•••"


def masked(text: str) -> str:
    return _LONG.sub(INSTEAD, text)
