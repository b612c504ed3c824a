"""Which group of the plan a text means: any spelling that fits exactly one, down to "2 NTN" and "CC Phú Thịnh"."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.documents.read import names
from handlers.documents.read.words import clean, fold
from handlers.language.unit_names import gazetteer

LIKELY = 75  # of 100; below it a suggestion would mislead


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """No group = none or several fit. `slip`: the letters agree and the marks do not."""

    text: str
    group: str | None = None
    slip: bool = False
    suggest: str | None = None


def find(text: str, groups: Sequence[str]) -> UnitMatch:
    named = gazetteer(tuple(groups))
    meant = named.meant(clean(text))
    if len(meant) == 1:
        return UnitMatch(text, meant[0], named.spelt(clean(text))[1])
    near = process.extractOne(
        fold(text), {group: fold(group) for group in groups}, scorer=fuzz.ratio, score_cutoff=LIKELY
    )
    return UnitMatch(text, suggest=near[2] if near else None)


def listed(text: str, groups: Sequence[str]) -> tuple[UnitMatch, ...]:
    """The groups that a cell lists; with no plan they are taken as written."""
    whole = find(text, groups)
    if whole.group:
        return (whole,)
    try:
        pieces = names.split(text)
    except names.UnclearName:
        return (whole,)
    if not groups:
        return tuple(UnitMatch(piece, piece) for piece in pieces)
    return tuple(find(piece, groups) for piece in pieces)


def within(text: str, groups: Sequence[str]) -> tuple[UnitMatch, ...]:
    """The one group that a title speaks of; none where it speaks of several."""
    named = {name for names_ in gazetteer(tuple(groups)).mentions(clean(text)) for name in names_}
    return tuple(UnitMatch(text, name) for name in named) if len(named) == 1 else ()
