"""What a title makes of a person: "Phó trưởng khu phố", "Bí thư chi bộ kiêm Trưởng thôn". Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from handlers.language import unit_names
from handlers.language import words_titles as words
from handlers.language.tokens import fold, strip_accents
from storage.records import Role


class Rank(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Title:
    """`body` is a key of `words_titles.BODIES`, or empty where the title names none; `rank` is held in that body."""

    body: str
    rank: Rank

    @property
    def unclear(self) -> bool:
        """Somebody leads something, and what it is is not known."""
        return not self.body and self.rank is not Rank.NONE


FORCES = ("youth", "militia", "digital", "culture", "police")
_STREET = re.compile(r"(?<=\b(?:khu|dan) )pho\b(?!!)|(?<=\bkhoi )pho\b(?!!)")
_WORD = re.compile(r"[^\W_]+")


def _pattern(words_: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words_)})(?![a-z!_])")


_BODIES = {body: _pattern(named) for body, named in words.BODIES.items()}
_DEPUTY, _HEAD, _OF_GROUP, _BARE, _ESTATE = map(
    _pattern, (words.DEPUTY, words.HEAD, words.OF_GROUP, words.BARE, words.ESTATE)
)


def read(text: str) -> tuple[Title, ...]:
    """Every title that somebody has by these words, the first first; none if there are no words."""
    parts = [folded for part in words.APART.split(unicodedata.normalize("NFC", text)) if (folded := _folded(part))]
    return tuple(dict.fromkeys(_title(part) for part in parts))


def kind(*texts: str) -> str:
    """A row's kind of post: "leader", "deputy", "clerk", a force, else "member".

    `texts`: what the person is, then where, then under which heading; the first that says a kind decides.
    """
    bare = next((rank for text in texts[:1] if (rank := _bare(text))), Rank.NONE)
    for text in texts:
        titles = read(text)
        ranks = [title.rank or bare for title in titles if title.body == "neighbourhood"]
        if any(ranks):
            return "leader" if Rank.HEAD in ranks else "deputy"
        leads_estate = Title("digital", Rank.HEAD) in titles and is_estate(*texts)
        known = (title.body for title in titles if title.body in (*FORCES, "office"))
        body = "leader" if leads_estate else next(known, "")
        if body:
            return "clerk" if body == "office" else body
    return "member"


def post(title: Title, *, placed: bool) -> tuple[Role, str | None] | None:
    """Role and force; None where the title gives no post of its own. `placed`: it is held in a group of the ward."""
    if title.body == "neighbourhood" and title.rank:
        return (Role.LEADER if title.rank is Rank.HEAD else Role.DEPUTY), None
    if title.body in FORCES:
        return (Role.CAPTAIN if title.rank or title.body == "culture" else Role.VOLUNTEER), title.body
    if title.body == "office":
        return Role.CLERK, None
    observes = title.body in {"party", "front", "authority"} and title.rank and not placed
    return (Role.OBSERVER, None) if observes else None


def of_unit(role: Role, unit: str) -> str:
    """What the head or the deputy of a unit of this name is called there: "trưởng khu phố", "tổ phó"."""
    kind = unit_names.parts(unit).kind
    called = next((names for name, names in words.HEADS.items() if name in kind), words.USUAL)
    return called[0] if role is Role.LEADER else called[1]


def beside(title: str, unit: str) -> str:
    """The title as it is said before the unit's name, which is not said twice: "trưởng" before "Khu phố 1"."""
    spoken = title.lower() if title.isupper() and " " in title else title  # rosters like capitals
    words_, kind = spoken.split(), fold(unit).split()
    shared = max((n for n in range(1, len(words_)) if [fold(word) for word in words_[-n:]] == kind[:n]), default=0)
    kept = " ".join(words_[: len(words_) - shared])
    return kept if kept[:2].isupper() else kept[:1].lower() + kept[1:]  # "ĐVTN" stays


def is_estate(*texts: str) -> bool:
    """The head of an estate's digital team is who is asked there, where nobody else leads it."""
    return any(_ESTATE.search(_folded(text)) for text in texts)


def _folded(part: str) -> str:
    """Lower-case ASCII words; "phó" and "phố", "bản" and "ban" stay apart where the accents say which."""
    lower = unicodedata.normalize("NFC", part).lower()
    found = [words.ACCENTED.get(word) or strip_accents(word) for word in _WORD.findall(lower)]
    # Without accents "khu pho" is the quarter, and a second "pho" its deputy.
    return _STREET.sub("pho_", " ".join(found))


def _bare(text: str) -> Rank:
    folded = _folded(text)
    return _title(folded).rank if _BARE.fullmatch(folded) else Rank.NONE


def _title(part: str) -> Title:
    rank = Rank.DEPUTY if _DEPUTY.search(part) else Rank.HEAD if _HEAD.search(part) else Rank.NONE
    named = next((body for body, pattern in _BODIES.items() if pattern.search(part)), "")
    if not named and _OF_GROUP.search(part):
        named = "neighbourhood"
    return Title("" if named == "taskforce" else named, rank)
