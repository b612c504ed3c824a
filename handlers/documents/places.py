"""Which group of the plan a text means: any spelling that fits exactly one, down to "2 NTN" and "CC Phú Thịnh"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.documents import names
from handlers.documents.words import GENERIC, GROUP_PREFIX, clean, fold, folded_words

LIKELY = 75  # of 100; below it a suggestion would mislead


@dataclass(frozen=True, slots=True)
class Place:
    """No group = none or several fit. `slip`: the letters agree and the marks do not."""

    text: str
    group: str | None = None
    slip: bool = False
    suggest: str | None = None


def find(text: str, groups: Sequence[str]) -> Place:
    exact = [group for group in groups if names.key(group) == names.key(text)]
    if exact:
        return Place(text, exact[0])
    fitting = [group for group in groups if _fits(text, group)]
    if len(fitting) == 1:
        return Place(text, fitting[0], slip=_marked_otherwise(text, fitting[0]))
    near = process.extractOne(
        fold(text), {group: fold(group) for group in groups}, scorer=fuzz.ratio, score_cutoff=LIKELY
    )
    return Place(text, suggest=near[2] if near else None)


def listed(text: str, groups: Sequence[str]) -> tuple[Place, ...]:
    """The groups that a cell lists; with no plan they are taken as written."""
    whole = find(text, groups)
    if whole.group:
        return (whole,)
    try:
        pieces = names.split(text)
    except names.Unclear:
        return (whole,)
    if not groups:
        return tuple(Place(piece, piece) for piece in pieces)
    return tuple(find(piece, groups) for piece in pieces)


def within(text: str, groups: Sequence[str]) -> tuple[Place, ...]:
    """The one group that a title speaks of; none where it speaks of several."""
    said = f" {' '.join(folded_words(text))} "
    named = [group for group in groups if f" {' '.join(folded_words(group))} " in said]
    return (Place(text, named[0]),) if len(named) == 1 else ()


def _fits(text: str, group: str) -> bool:
    written, meant = _parts(text), _parts(group)
    if written[0] != meant[0] or not written[1]:
        return False
    plain = [word for word in meant[1] if word not in GENERIC]
    return _spells(written[1], meant[1]) or (bool(plain) and _spells(written[1], plain))


def _parts(text: str) -> tuple[list[str], list[str]]:
    """Numbers and words, folded, without the words in front."""
    folded = GROUP_PREFIX.sub("", fold(clean(text)).strip(), count=1)
    found: list[str] = re.findall(r"\d+|[a-z]+", folded)
    return [one for one in found if one.isdecimal()], [one for one in found if not one.isdecimal() and one != "so"]


def _spells(written: list[str], meant: list[str]) -> bool:
    """Each written word is the next word meant, or the initials of the next few."""
    if not written or not meant:
        return not written and not meant
    for count in range(1, len(meant) + 1):
        initials = "".join(word[0] for word in meant[:count])
        same = written[0] == initials or (count == 1 and written[0] == meant[0])
        if same and _spells(written[1:], meant[count:]):
            return True
    return False


def _marked_otherwise(text: str, group: str) -> bool:
    """Such as "Ngõ" for "Ngô"; a name typed without any marks is no slip."""
    written, meant = names.key(text), names.key(group)
    return not text.isascii() and written != meant and fold(written) == fold(meant)
