"""Telephone and identity numbers in free words: nobody's number is kept where it is not needed. Pure."""

import re

HIDDEN = "•••"
# In groups only as telephones and cards are written, which begin with 0: a row of figures is none.
_LONG = re.compile(r"(?<![\d.,])(?:\+?\d{9,12}|(?:0|\+84[ .\-]?)\d(?:[ .\-]?\d){7,10})(?![\d]|[.,]\d)")


def masked(text: str) -> tuple[str, bool]:
    """With the numbers of 9 to 12 digits taken out, and whether there were any."""
    kept, found = _LONG.subn(HIDDEN, text)
    return kept, found > 0
