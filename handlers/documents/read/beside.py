"""What stands in a place's cell beside its name: who leads it, a telephone, a venue, an address, a remark."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from handlers.documents.read import words_beside
from handlers.language import words_kinds
from handlers.language.unit_names import parts, spelled


class Beside(Enum):
    """`PERHAPS_PERSON`: a street as likely as whoever leads the place. `LIST`: other places in brackets."""

    PLACE = auto()
    PERSON = auto()
    PERHAPS_PERSON = auto()
    PHONE = auto()
    VENUE = auto()
    ADDRESS = auto()
    REMARK = auto()
    WARD = auto()
    WHEN = auto()
    LIST = auto()
    BROKEN = auto()


AWAY = {Beside.PERSON, Beside.PHONE, Beside.VENUE, Beside.ADDRESS, Beside.REMARK}
UNSURE = {Beside.PERHAPS_PERSON, Beside.WHEN, Beside.LIST, Beside.BROKEN}

SEAM = "\x1e"
_CUTS = re.compile(rf"\s*[\n;,]\s*|\s*:\s+|:(?=[^\W\d_])|\s+[-–—•|/]\s+|\s*[–—]\s*|{SEAM}")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SPACES = re.compile(r"[^\S\n]+")
_QUOTES = " \"'“”‘’"
KEPT = "\ue000"
# Brackets that belong to a name, so that nothing in them is taken for a sign between names.
MARKS = " " + "".join(chr(ord(KEPT) + number) for number in range(64))


class Unsure(ValueError):
    """What stands beside the name may be part of it, or says more than a name."""


def without(cell: str) -> tuple[str, list[str]]:
    """The names that a cell holds, still joined as they were, and the brackets in them. Raises Unsure."""
    brackets: list[str] = []
    cell = words_beside.FOOTNOTE.sub("", _SPACES.sub(" ", cell)).strip(_QUOTES)
    bare = _BRACKETED.sub(lambda found: _bracket(found, brackets), cell)
    if any(sign in bare for sign in "()[]"):
        raise Unsure(cell)
    segments = list(_segments(words_beside.SEAM.sub(SEAM, words_beside.TITLE_BEHIND.sub(_before_a_name, bare))))
    kept = [(sign, text) for place, (sign, text) in enumerate(segments) if _stays(text, segments, place)]
    if not kept:
        raise Unsure(cell)
    return kept[0][1] + "".join(f"{' ' if sign == SEAM else sign}{text}" for sign, text in kept[1:]), brackets


def restored(name: str, brackets: list[str]) -> str:
    for number, inside in enumerate(brackets):
        name = name.replace(chr(ord(KEPT) + number), inside)
    return name


def _bracket(found: re.Match[str], brackets: list[str]) -> str:
    sort = of(found[1].strip()) if len(brackets) < len(MARKS) - 1 else Beside.LIST
    if words_beside.BEFORE.fullmatch(_said(found[1])):
        return ""
    several = sort is Beside.PLACE and len(_CUTS.split(found[1])) > 1
    led = words_beside.TITLED.match(found.string) and parts(found[1]).kinds
    if sort in UNSURE or several or led or words_beside.MORE_OR_LESS.match(_said(found[1])):
        raise Unsure(found[0])
    if sort in AWAY:
        return ""
    brackets.append(found[0] if found[0][0].isspace() else f" {found[0]}")
    return chr(ord(KEPT) + len(brackets) - 1)


def _before_a_name(found: re.Match[str]) -> str:
    return SEAM if found["named"].isupper() else found[0]


def _segments(text: str) -> Iterator[tuple[str, str]]:
    sign, at = "", 0
    for cut in _CUTS.finditer(text):
        yield sign, text[at : cut.start()]
        sign, at = cut[0], cut.end()
    yield sign, text[at:]


def _stays(text: str, segments: list[tuple[str, str]], place: int) -> bool:
    """Behind a place with its number a temple is where people meet; alone it may be a village."""
    sort = of(text.strip(" ."))
    behind = any(parts(one).kinds for _, one in segments[:place])
    called_up = sort is Beside.PERHAPS_PERSON and [of(one) for _, one in segments[place + 1 : place + 2]] == [
        Beside.PHONE
    ]
    meeting = sort is Beside.PLACE and len(text.split()) > 1 and words_beside.PERHAPS_VENUE.match(_said(text))
    if behind and (meeting or called_up):
        return False
    streets = sort is Beside.PLACE and words_beside.STREET_INSIDE.match(text) and parts(text).kinds
    if sort in UNSURE or streets or (sort is Beside.PERSON and not behind and parts(text).kinds):
        raise Unsure(text)
    return sort not in AWAY


def of(text: str) -> Beside:
    """What one part of a cell is; a place where it is nothing else."""
    said = _said(text)
    if not said:
        return Beside.PLACE
    for sort, pattern in (
        (Beside.BROKEN, words_beside.BROKEN),
        (Beside.REMARK, words_kinds.REMARKS),
        (Beside.PHONE, words_beside.ONLY_PHONE),
    ):
        if pattern.fullmatch(said):
            return sort
    if words_beside.PHONE.search(said) or _is_person(text, said):
        return Beside.PERSON
    return _by_beginning(text, said)


def _by_beginning(text: str, said: str) -> Beside:
    for sort, pattern in (
        (Beside.VENUE, words_beside.VENUE),
        (Beside.ADDRESS, words_beside.ADDRESS),
        (Beside.WARD, words_kinds.HIGHER_WORD),
    ):
        if pattern.match(said):
            return sort
    if words_beside.WHEN.search(said):
        return Beside.WHEN
    return Beside.PERHAPS_PERSON if words_beside.NAMED.match(said) and _capital(text) else Beside.PLACE


def _is_person(text: str, said: str) -> bool:
    titled = words_beside.TITLED.match(text)
    if words_beside.WITH_POST.match(said) or words_beside.FULL_NAME.match(said):
        return True
    if titled is None:
        return False
    rest = text[titled.end() :]
    return rest[:1].isupper() and (text[:1].islower() or bool(words_beside.WITH_SURNAME.match(_said(rest))))


def _said(text: str) -> str:
    return spelled(text).lower()


def _capital(text: str) -> bool:
    return all(word[:1].isupper() for word in text.split())
