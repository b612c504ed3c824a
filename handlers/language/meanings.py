"""Which of its meanings a phrase has where it stands: next to a number it counts, elsewhere it tells."""

from handlers.language.phrases import Found, Phrase
from handlers.language.pieces import Piece, Tag

_AFTER_NUMBER = (
    Tag.PEOPLE,
    Tag.HOUSE,
    Tag.INDICATOR,
    Tag.THING,
    Tag.OUT_OF,
    Tag.RANGE,
    Tag.OR_SO,
    Tag.VAGUE,
    Tag.MORE,
    Tag.TO,
)
_BEFORE_NUMBER = (Tag.INDICATOR, Tag.ABOUT, Tag.BEFORE_TRAP, Tag.ADD, Tag.LESS, Tag.TOTAL, Tag.SO_FAR)
_FIRST = (
    Tag.INDICATOR,
    Tag.INSTEAD,
    Tag.MISTAKE,
    Tag.CHANGE,
    Tag.SUSPECT,
    Tag.UNSURE,
    Tag.NOBODY,
    Tag.QUESTION,
    Tag.FUTURE,
)
_BETWEEN_NUMBERS = (Tag.PEOPLE, Tag.HOUSE, Tag.BEFORE_TRAP, Tag.OUT_OF, Tag.RANGE, Tag.TO, Tag.OR)
_UNITS = frozenset({Tag.PEOPLE, Tag.HOUSE, Tag.THING, Tag.OR_SO, Tag.ABOUT, Tag.BEFORE_TRAP})
_WANTED = {
    (True, False): _AFTER_NUMBER,
    (True, True): _BETWEEN_NUMBERS,
    (False, True): _BEFORE_NUMBER,
    (False, False): _FIRST,
}


def meant(found: Found, said: list[Piece], counting: bool) -> Phrase:
    """`said` stands before the phrase; `counting`: a number follows."""
    last = said[-1] if said else None
    counted = last is not None and (last.tag is Tag.NUMBER or (last.tag is Tag.DATE and last.out_of is not None))
    instead = (Tag.TO,) if any(p.tag is Tag.INSTEAD for p in said) else ()
    for tag in (*instead, *_WANTED[counted, counting], *_FIRST):
        for phrase in found.phrases:
            if phrase.tag is tag:
                return phrase
    return next((p for p in found.phrases if p.tag not in _UNITS), found.phrases[0])
