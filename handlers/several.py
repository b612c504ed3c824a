"""Several things in one message: the words that tell figures, and those beside them. Pure.

A cut is right only if the figures are read without the rest exactly as they are read with it.
"""

from collections.abc import Callable, Iterator, Sequence

from handlers.intents.intent import Intent
from handlers.intents.reports import Clarify, Report
from handlers.intents.talking import NotUnderstood
from handlers.language import nights
from handlers.language.tokens import fold
from handlers.words import BEGINS, ENDS, SPANS

MOST = 8  # sayings in one message; more is a story or a table
LONGEST = 400
LINK = "://"

Read = Callable[[str], Intent]


def sayings(text: str) -> list[str]:
    """What stands between two stops, each with the stop that ends it."""
    found, start = [], 0
    for end in ENDS.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    return [one for one in (*found, text[start:]) if any(sign.isalnum() for sign in one)]


def figures_and_rest(text: str, whole: Intent, read: Read) -> tuple[Intent, str] | None:
    """`whole`: what the text is to the reader of counts; None where there is nothing beside the figures."""
    numbered = isinstance(whole, Report | Clarify) or any(sign.isdigit() for sign in text)
    if len(text) > LONGEST or not numbered or LINK in text:
        return None
    for parts in (sayings(text), _begun(text)):
        if not 1 < len(parts) <= MOST:
            continue
        beside = [_holds_no_figure(part, read) for part in parts]
        for apart in _ways(beside):
            told = "".join(part for part, other in zip(parts, apart, strict=True) if not other).strip()
            rest = "".join(part for part, other in zip(parts, apart, strict=True) if other).strip(" ,.;\n")
            figures = read(told)
            if _same(figures, whole):
                return whole, rest
            if isinstance(figures, Report | Clarify) and isinstance(whole, NotUnderstood) and not told.endswith("?"):
                return figures, rest
    return None


def _ways(beside: Sequence[bool]) -> Iterator[tuple[bool, ...]]:
    """Which of the sayings stand beside the figures: all that hold none, else those behind, else those before."""
    if not any(beside) or all(beside):
        return
    last = max(place for place, other in enumerate(beside) if not other)
    first = beside.index(False)
    ways = (
        tuple(beside),
        tuple(place > last for place in range(len(beside))),
        tuple(place < first for place in range(len(beside))),
    )
    yield from (way for way in dict.fromkeys(ways) if any(way))


def _begun(text: str) -> list[str]:
    """Cut in two where a new saying begins without a stop."""
    folded = fold(text)
    places = [found.start() for found in BEGINS.finditer(folded)] if len(folded) == len(text) else []
    return [text[: places[-1]], text[places[-1] :]] if places else []


def _holds_no_figure(part: str, read: Read) -> bool:
    """The numbers of a night, and of how long, are none."""
    folded = fold(part)
    said = SPANS.sub(" ", nights.without(folded, nights.numbered(folded)))
    return not any(sign.isdigit() for sign in said) and not isinstance(read(said), Report | Clarify)


def _same(one: Intent, other: Intent) -> bool:
    if isinstance(one, Clarify) and isinstance(other, Clarify):
        return (one.doubt.why, one.readings) == (other.doubt.why, other.readings)
    return isinstance(one, Report) and one == other
