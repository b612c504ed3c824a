"""What a cell of a register says of the places that a row is about: "Tổ 1, 2, 3", "tổ 1+2", "1", "cả phường".

A number belongs to its kind: the register's `Tổ 1` and `TDP số 1` are one where no other has that number, `Tổ 1` and
`Khu phố 1` are nobody's to be made one. Where that is not sure the likeliest is suggested.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.documents.read import names, places, words
from handlers.documents.read.places import UnitMatch
from handlers.documents.read.words import clean, fold
from handlers.language.unit_names import gazetteer, parts
from handlers.language.words_kinds import ANY_AREA, AREAS, HIGHER

FAMILY = frozenset({"group", "neighbourhood", "people's group"})  # all of them are said "tổ"
SEVERAL = re.compile(r"(?<=\d)\s*(?:\+|&|\bva\b|,|;|/|\n|-|\bden\b)\s*(?=\d|\D*\d)")
PLUS = re.compile(r"\s*\+\s*")
FROM = re.compile(r"^tu\s+(?=\D*\d)")
RANGE = re.compile(r"\d+\s*(?:-|den)\s*\d+")
BEHIND = re.compile(r"\s*[(:].*$|\s[-–]\s.*$", re.DOTALL)  # a section's line may go on with who leads it
COUNTED = re.compile(rf"(?:ca |tat ca |du )?(\d+) {words.ONE_PLACE}")


def everywhere(text: str, groups: Sequence[str]) -> bool:
    """All there are, in words or by their count."""
    said = fold(clean(text)).strip()
    counted = COUNTED.fullmatch(said)
    return bool(words.EVERYWHERE.match(said)) or bool(counted and groups and int(counted[1]) == len(groups))


def listed(text: str, heading: str, groups: Sequence[str]) -> tuple[UnitMatch, ...]:
    """Each place that the cell names; `heading` says what a bare number counts."""
    if not groups:
        return places.listed(text, groups)
    said = clean(text).strip()
    several = SEVERAL.search(fold(said))
    whole = find(said, heading, groups) if not several else replace(places.find(said, groups), group=None)
    if whole.group:
        return (whole,)
    try:
        pieces = names.split(_spaced(said, heading), heading)
    except names.UnclearName:
        return (whole,)
    return tuple(dict.fromkeys(find(piece, heading, groups) for piece in pieces)) or (whole,)


def _spaced(said: str, heading: str) -> str:
    """Without "từ"; below a heading that says what is counted, "1-4" is four of them."""
    start = FROM.match(fold(said))
    told = PLUS.sub(", ", said[start.end() :] if start else said)
    return f"{kind_of(heading)} {told}" if RANGE.fullmatch(fold(told)) else told


def find(text: str, heading: str, groups: Sequence[str]) -> UnitMatch:
    """The place of this name; of a bare number the one that alone has it, if the heading does not speak of others."""
    said = " ".join(clean(text).split()).strip(" .:")
    found = places.find(said, groups)
    if found.group:
        return found if _sure(said, found.group) else UnitMatch(said, suggest=found.group)
    bare = words.BARE.fullmatch(fold(said))
    one = parts(f"{heading} {bare['number']}" if bare else said)
    plain = one.is_number and said[-1].isdecimal()  # and no ward behind it, or in brackets
    number = bare["number"] if bare else next(iter(one.rest), "") if plain else ""
    meant = _numbered(number.lstrip("0"), groups) if number and (bare or one.kinds) else ()
    if len(meant) != 1:
        other = bool(number) and _number_of(found.suggest or "") != number.lstrip("0")
        return UnitMatch(said, suggest=None if other else found.suggest)
    return UnitMatch(said, meant[0]) if _one_kind(one.kind, parts(meant[0]).kind) else UnitMatch(said, suggest=meant[0])


def kind_of(heading: str) -> str:
    """Its last words for a kind: "Phụ trách tổ" counts "tổ"."""
    said = heading.split()
    return next((" ".join(said[at:]) for at in range(len(said)) if parts(f"{' '.join(said[at:])} 1").kinds), heading)


def _numbered(number: str, groups: Sequence[str]) -> tuple[str, ...]:
    """Those that are called by this number and by no name beside it."""
    return tuple(name for name in groups if parts(name).is_number and parts(name).rest == (number,))


def _number_of(name: str) -> str:
    return next((word for word in parts(name).rest if word.isdecimal()), "")


def _sure(said: str, group: str) -> bool:
    """Whether the same kind is meant; a name of its own needs none, and a number alone is no name."""
    one, meant = parts(said), parts(group)
    if one.is_number and not meant.is_number:
        return False
    if not one.kinds or not meant.is_number:
        return True
    return any(_one_kind(kinds, meant.kind) for kinds in one.kinds)


def _one_kind(said: frozenset[str], meant: frozenset[str]) -> bool:
    if not said or not meant or said <= HIGHER:
        return True
    both_areas = bool(said & ANY_AREA and meant & AREAS)
    return bool(said & meant) or (said <= FAMILY and meant <= FAMILY) or both_areas


def section(text: str, groups: Sequence[str]) -> tuple[UnitMatch, ...]:
    """The places that a line over the rows below it names, known or not; none where it names a force or an office."""
    bare = BEHIND.sub("", clean(text)).strip()
    found = listed(bare, "", groups) if groups else ()
    known = tuple(place for place in found if place.group)
    numbered = bool(parts(bare).kinds) and parts(bare).is_number
    return known or (found if numbered or is_called(bare, groups) else ())


def within(text: str, groups: Sequence[str]) -> tuple[UnitMatch, ...]:
    """The one place that a sentence speaks of, under a word for its kind if it is called by a number alone."""
    return tuple(place for place in places.within(text, groups) if place.group and _says_kind(text, place.group))


def _says_kind(text: str, group: str) -> bool:
    meant = parts(group)
    if not meant.is_number:
        return True
    said = re.findall(r"[^\W\d_]+|\d+", clean(text).lower())
    ends = [at for at, word in enumerate(said) if word.isdecimal() and word.lstrip("0") == meant.rest[0]]
    before = (parts(" ".join(said[start : at + 1])) for at in ends for start in range(max(0, at - 4), at))
    return any(one.is_number and one.kinds and _one_kind(one.kind, meant.kind) for one in before)


def is_called(text: str, groups: Sequence[str]) -> bool:
    """Whether a place is written here, known or not."""
    return gazetteer(tuple(groups)).is_called(text)
