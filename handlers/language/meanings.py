"""Which of its meanings a phrase has where it stands: next to a number it counts, elsewhere it tells."""

from functools import lru_cache

from handlers.language import tags
from handlers.language.phrases import Phrase, PhraseMatch
from handlers.language.pieces import Piece

_AFTER_NUMBER = (
    tags.PEOPLE,
    tags.HOUSE,
    tags.INDICATOR,
    tags.THING,
    tags.OUT_OF,
    tags.RANGE,
    tags.OR_SO,
    tags.VAGUE,
    tags.MORE,
    tags.TO,
)
_BEFORE_NUMBER = (tags.INDICATOR, tags.ABOUT, tags.BEFORE_TRAP, tags.ADD, tags.LESS, tags.TOTAL, tags.SO_FAR)
_FIRST = (
    tags.INDICATOR,
    tags.INSTEAD,
    tags.MISTAKE,
    tags.CHANGE,
    tags.SUSPECT,
    tags.UNSURE,
    tags.NOBODY,
    tags.QUESTION,
    tags.FUTURE,
)
_BETWEEN_NUMBERS = (tags.PEOPLE, tags.HOUSE, tags.BEFORE_TRAP, tags.OUT_OF, tags.RANGE, tags.TO, tags.OR)
_UNITS = frozenset({tags.PEOPLE, tags.HOUSE, tags.THING, tags.OR_SO, tags.ABOUT, tags.BEFORE_TRAP})
_WANTED = {
    (True, False): _AFTER_NUMBER,
    (True, True): _BETWEEN_NUMBERS,
    (False, True): _BEFORE_NUMBER,
    (False, False): _FIRST,
}


def meant(found: PhraseMatch, said: list[Piece], counting: bool) -> Phrase:
    """`said` stands before the phrase; `counting`: a number follows."""
    last = said[-1] if said else None
    counted = last is not None and (last.tag is tags.NUMBER or (last.tag is tags.DATE and last.out_of is not None))
    instead = tags.TO in found.tags and any(p.tag is tags.INSTEAD for p in said)
    return _chosen(found, counted, counting, instead)


@lru_cache(maxsize=5_000)
def _chosen(found: PhraseMatch, counted: bool, counting: bool, instead: bool) -> Phrase:
    first = (tags.TO,) if instead else ()
    for tag in (*first, *_WANTED[counted, counting], *_FIRST):
        for phrase in found.phrases:
            if phrase.tag is tag:
                return phrase
    return next((p for p in found.phrases if p.tag not in _UNITS), found.phrases[0])
