"""The names of a whole document: one spelling for each place, and slips of the pen between rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.documents.read import words
from handlers.documents.read.words import fold
from handlers.language.unit_names import above, composed, key, one_each, parts

NUMBER = re.compile(r"\d+")
BRACKETED = re.compile(r"\s*\((?P<ward>[^()]+)\)\s*$")
MAJORITY = 3  # times as often: then what most rows write is right even when it comes later


@dataclass(frozen=True, slots=True)
class Similar:
    """`adopted` where only one reading makes sense: a further number of a family spelt with another tone."""

    written: str
    suggested: str
    adopted: bool


NamedIn = tuple[str, str]  # a place as it is written, and the ward that a column or a title gives it


def settled(told: Iterable[NamedIn], prose: str) -> dict[NamedIn, str]:
    """All places of a document under one spelling each.

    The ward behind goes where it is the document's own: all say it, or its title. Where most places have one, each its
    own, or where a column or a title gives it, it stays out unless it tells two apart.
    """
    order = list(dict.fromkeys(told))
    names = list(dict.fromkeys(name for name, _ in order))
    own = own_ward(names, prose)
    wards = {name: above(name).ward for name in names}
    several = not own and 2 * sum(map(bool, wards.values())) >= len(names)
    bare = {name: _without(name, own) if own or several else name for name in names}
    one = one_each(bare.values())
    over = {(name, ward): (wards[name].title() if several else "") or ward for name, ward in order}
    within: dict[str, set[str]] = defaultdict(set)
    for (name, _), ward in over.items():
        within[one[bare[name]]].add(fold(ward))
    apart = {place for place, found in within.items() if len(found - {""}) > 1}
    return {
        told_: f"{place} ({ward})" if ward and place in apart else place
        for told_, ward in over.items()
        for place in (one[bare[told_[0]]],)
    }


def _without(name: str, ward: str) -> str:
    """The document's own ward behind a place, or in brackets, is no part of its name."""
    inside = BRACKETED.search(name)
    if inside and composed(inside["ward"]) == ward:
        return name[: inside.start()].rstrip()
    return above(name).name


def open_names(places: Iterable[str]) -> frozenset[str]:
    """Of which several of the document may be meant: "Ấp 2" beside the Ấp 2 of two communes."""
    told = list(dict.fromkeys(places))
    within: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for name in told:
        within[parts(name).kinds, parts(name).rest].add(parts(name).within)
    return frozenset(
        name for name in told if not parts(name).within and len(within[parts(name).kinds, parts(name).rest]) > 2
    )


def own_ward(names: Sequence[str], prose: str) -> str:
    """The one ward that stands behind the places, of most of them or of the document: "hoa lư"."""
    wards = [ward for name in names if (ward := above(name).ward)]
    own = len(set(wards)) == 1 and (2 * len(wards) >= len(names) or wards[0] in composed(prose))
    return wards[0] if own else ""


def similar(names: Iterable[str]) -> dict[str, Similar]:
    """Written name -> what it probably should be, for names whose letters differ in marks alone."""
    order = list(dict.fromkeys(names))
    families: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in order:
        families[fold(_stem(name))][_stem(name)].append(name)
    found: dict[str, Similar] = {}
    for spellings in families.values():
        right = _right(spellings)
        for stem, written in spellings.items():
            if stem != right:
                found |= {name: _suggest(name, right, spellings[right], order) for name in written}
    return found


def _stem(name: str) -> str:
    return " ".join(NUMBER.sub(" ", key(name)).split())


def _right(spellings: dict[str, list[str]]) -> str:
    """The first spelling stands, unless another is written far more often; a family name beats a common noun."""
    counts = Counter({stem: len(written) for stem, written in spellings.items()})
    first = next(iter(spellings))
    named = [stem for stem in spellings if stem.split()[:1] and stem.split()[0] in words.SURNAMES]
    if len(named) == 1:
        return named[0]
    accented = [stem for stem in spellings if not stem.isascii()]
    if first.isascii() and len(accented) == 1:
        return accented[0]
    often, times = counts.most_common(1)[0]
    return often if times >= MAJORITY * counts[first] else first


def _suggest(name: str, right: str, family: list[str], order: list[str]) -> Similar:
    pattern = family[0]
    number = NUMBER.search(name)
    suggested = NUMBER.sub(number[0], pattern, count=1) if number else pattern
    taken = any(key(suggested) == key(other) for other in order)
    return Similar(name, suggested, adopted=bool(number) and bool(right) and not taken)
