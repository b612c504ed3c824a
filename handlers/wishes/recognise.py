"""Which wish a message is likely to be. Taught beforehand, from sentences and ideas: words that mean the same.

A message is its ideas, its words, pairs of both, and how it begins and ends; each tells so much for so many wishes,
which stands in `data/wishes.json.gz` (how it was taught: bench/wish_weights.py; a test fails where sentences, ideas or
features are no longer those taught). Words outside of ideas tell the least, so ideas are worth mending. Pure.
"""

import gzip
import hashlib
import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations, pairwise
from operator import itemgetter
from typing import NamedTuple

from handlers.language.long_numbers import HIDDEN
from handlers.language.tokens import LONGEST_TOKEN, WORDS_KEPT, plain
from handlers.wishes import catalogue
from handlers.wishes.words import NUMBER, SHORTHAND, SLOTS, TAUGHT_PLACES, TITLES, WORD

A_NUMBER = " 0 "  # stands for one that is not kept
LONGEST = 80  # words that are looked at
PLACE, PERSON = "@place", "@person"  # what stands for any name
ACCENTED = 0.25  # of the words: then a word without accents is none that was written in haste
TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
# How much a feature weighs beside the others before it is taught.
IDEA, TOGETHER, NEIGHBOURS, NEXT_BUT_ONE, EXACT, SHAPE = 1.0, 0.5, 0.5, 0.35, 0.7, 0.5
A_WORD = "w "
LENGTHS = (2, 4, 8, 14)

Phrase = tuple[str, ...]
Features = Mapping[str, float]


class Sentence(NamedTuple):
    """`hand`: the file that it stands in, all of one writer."""

    hand: str
    wish: str
    words: str


@dataclass(frozen=True, slots=True)
class WishReading:
    """`wishes`: the likeliest first, each with its share of 1. `unexplained`: words of no idea or sentence."""

    wishes: tuple[tuple[str, float], ...]
    ideas: tuple[str, ...]
    unexplained: tuple[str, ...]
    explained: float = 0.0  # of all words


@dataclass(frozen=True, slots=True)
class Looked:
    """A message: what speaks for a wish, which ideas it holds, and which of its words stand in none."""

    features: Features
    ideas: tuple[str, ...]
    alone: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Words:
    """`exact`: with accents, wherever a tone is put; `plain`: without; names are signs in both."""

    exact: Phrase
    plain: Phrase
    accented: bool


@dataclass(frozen=True, slots=True)
class Ideas:
    """By their words without accents: with accents, and what they mean."""

    phrases: Mapping[Phrase, tuple[tuple[Phrase, str], ...]]
    longest: Mapping[str, int]  # of the phrases that begin with this word

    def at(self, words: Words, start: int) -> tuple[list[str], int]:
        """The ideas of the longest phrase that begins here. A word with accents is that word and no other."""
        exact, bare = words.exact, words.plain
        first = max(self.longest.get(bare[start], 0), self.longest.get(_sign(bare[start]), 0))
        for length in range(min(first, len(bare) - start), 0, -1):
            written, folded = exact[start : start + length], bare[start : start + length]
            if length > 1:
                written, folded = tuple(map(_sign, written)), tuple(map(_sign, folded))
            ideas = [
                idea
                for phrase, idea in self.phrases.get(folded, ())
                if written == phrase or (not words.accented and _may_be(written, phrase, folded))
            ]
            if ideas:
                return ideas, length
        return [], 0


@cache
def ideas() -> Ideas:
    """Words that mean the same, by what they mean."""
    phrases: dict[Phrase, list[tuple[Phrase, str]]] = defaultdict(list)
    longest: dict[str, int] = {}
    for line in _data("ideas.txt"):
        idea, _, some = line.partition(":")
        for phrase in some.split("|"):
            words = words_of(phrase)
            exact, bare = words.exact, words.plain
            if not bare or line.startswith("#"):
                continue
            if len(bare) > 1:  # a hotline is that number and no other
                exact, bare = tuple(map(_sign, exact)), tuple(map(_sign, bare))
            phrases[bare].append((exact, idea.strip()))
            longest[bare[0]] = max(longest.get(bare[0], 0), len(bare))
    return Ideas({bare: tuple(some) for bare, some in phrases.items()}, longest)


def looked(text: str, places: tuple[str, ...] = TAUGHT_PLACES) -> Looked:
    words, known = words_of(text, places_of(places)), ideas()
    exact, signs = words.exact, tuple(map(_sign, words.plain))
    found: dict[str, None] = {}  # in their order
    meant: list[str] = []  # ideas where there are some, else words
    explained: set[int] = set()
    end = 0  # of the longest phrase so far: what lies within it says nothing of its own
    for start in range(len(exact)):
        some, length = known.at(words, start)
        if start + length <= end:
            continue
        if not some:
            meant.append(signs[start])
            continue
        end = start + length
        meant.append(f"<{some[0]}>")
        found |= dict.fromkeys(some)
        explained.update(range(start, end))
    found |= dict.fromkeys(sorted({PLACE, PERSON} & set(words.plain)))
    features = {f"i {idea}": IDEA for idea in found}
    features |= {f"p {one} {other}": TOGETHER for one, other in combinations(sorted(found), 2)}
    features |= {f"s {one} {other}": NEIGHBOURS for one, other in pairwise(("^", *meant, "$"))}
    features |= {f"{A_WORD}{word}": 1.0 for word in signs}
    features |= {f"b {one} {other}": NEIGHBOURS for one, other in pairwise(("^", *signs, "$"))}
    features |= {f"k {one} {other}": NEXT_BUT_ONE for one, other in zip(signs, signs[2:], strict=False)}
    if words.accented:
        features |= {f"e {word}": EXACT for word in exact}
        features |= {f"f {one} {other}": NEIGHBOURS for one, other in pairwise(exact)}
    features[f"x {sum(len(signs) > length for length in LENGTHS)}"] = SHAPE
    if "?" in text:
        features["x ?"] = 1.0
    if signs:
        features |= {f"x ^ {signs[0]}": SHAPE, f"x {' '.join(signs[-2:])} $": SHAPE}
    alone = tuple(word for place, word in enumerate(signs) if place not in explained)
    return Looked(features, tuple(found), alone, len(signs))


def scaled(features: Features, rarity: Mapping[str, float]) -> Features:
    """Of length 1; what is rare weighs more, what was never taught nothing."""
    known = {name: weight * rarity[name] for name, weight in features.items() if name in rarity}
    length = math.sqrt(sum(value * value for value in known.values())) or 1.0
    return {name: value / length for name, value in known.items()}


@dataclass(frozen=True, slots=True)
class WishWeights:
    """What each feature tells for which wishes."""

    version: str
    wishes: tuple[str, ...]
    scale: float
    rarity: Mapping[str, float]
    rows: Mapping[str, tuple[tuple[int, float], ...]]  # place of the wish and weight

    @classmethod
    def of(cls, packed: bytes) -> "WishWeights":
        told = json.loads(gzip.decompress(packed))
        rarity = {name: row[0] for name, row in told["rows"].items()}
        rows = {name: tuple(zip(row[1::2], row[2::2], strict=True)) for name, row in told["rows"].items()}
        return cls(told["version"], tuple(told["wishes"]), told["scale"], rarity, rows)

    def read(self, text: str, among: Collection[str] = (), places: tuple[str, ...] = TAUGHT_PLACES) -> WishReading:
        message = looked(text, places)
        told = [0.0] * len(self.wishes)
        values = scaled(message.features, self.rarity)
        for name, value in values.items():
            for place, weight in self.rows[name]:
                told[place] += value * weight
        highest = max(told)
        shares = [math.exp((one - highest) * self.scale) for one in told]
        whole = sum(shares)
        likely = sorted(zip(self.wishes, shares, strict=True), key=itemgetter(1), reverse=True)
        allowed = tuple((wish, share / whole) for wish, share in likely if not among or wish in among)
        unexplained = tuple(word for word in message.alone if f"{A_WORD}{word}" not in self.rarity)
        explained = 1 - len(unexplained) / (message.words or 1)
        return WishReading(allowed, message.ideas, unexplained, explained)

    def why(self, text: str, wish: str) -> list[str]:
        """What speaks most for this wish."""
        place, values = self.wishes.index(wish), scaled(looked(text).features, self.rarity)
        told = {name: value * dict(self.rows[name]).get(place, 0.0) for name, value in values.items()}
        return [name for name in sorted(told, key=told.__getitem__, reverse=True)[:5] if told[name] > 0]


def read(text: str, among: Collection[str] = (), places: tuple[str, ...] = TAUGHT_PLACES) -> WishReading:
    """`among`: the wishes that somebody may have, all of them if none are given; `places`: the units that there are."""
    return weights().read(text, among, places)


@cache
def weights() -> WishWeights:
    return WishWeights.of(files("handlers.wishes").joinpath("data", "wishes.json.gz").read_bytes())


def sentences() -> list[Sentence]:
    """Each of one wish, without who says it and which parts are names and nights."""
    found: list[Sentence] = []
    for file in sorted(files("handlers.wishes").joinpath("data", "phrases").iterdir(), key=lambda one: one.name):
        wish = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("# "):
                wish = line[2:].strip()
            elif line.strip():
                found.append(Sentence(file.name, wish, SLOTS.sub("", line.split(None, 1)[-1])))
    return [*found, *(Sentence("catalogue", wish, words) for wish, some in catalogue.says().items() for words in some)]


def fingerprint() -> str:
    """Of the sentences and of what is seen in them: what was taught with others is out of date."""
    seen = [(sentence.wish, sorted(looked(sentence.words).features.items())) for sentence in sentences()]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Names of units, folded, by their first word: the longest first."""

    named: Mapping[str, tuple[Phrase, ...]]

    def at(self, bare: Sequence[str], start: int) -> int:
        """How many words from here are a name, or a short form of one."""
        fits = (name for name in self.named.get(bare[start], ()) if tuple(bare[start : start + len(name)]) == name)
        return len(next(fits, ()))


@lru_cache(maxsize=64)
def places_of(names: tuple[str, ...]) -> PlaceNames:
    """By its whole name, without its number, and by its initials with it: 'Cầu Đơ 4', 'cầu đơ', 'cđ4'."""
    named: dict[str, set[Phrase]] = defaultdict(set)
    for name in names:
        words = tuple(map(plain, WORD.findall(name.lower())))
        letters = tuple(word for word in words if not NUMBER.search(word))
        number = "".join(word for word in words if NUMBER.search(word))
        short = "".join(word[0] for word in letters) + number
        forms = {words, letters} if len(letters) > 1 else {words}
        for form in (*forms, (short,)) if number and len(letters) > 1 else forms:
            if form:
                named[form[0]].add(form)
    return PlaceNames({first: tuple(sorted(some, key=len, reverse=True)) for first, some in named.items()})


def words_of(text: str, places: PlaceNames | None = None) -> Words:
    """In lower case; what thumbs leave out written in full; names as signs."""
    said = text.replace(HIDDEN, A_NUMBER)
    written = WORD.findall(unicodedata.normalize("NFC", said))[:LONGEST]
    lower = [word[:LONGEST_TOKEN].lower() for word in written]
    bare = [plain(word) for word in lower]
    accented = sum(word != folded for word, folded in zip(lower, bare, strict=True)) >= ACCENTED * len(lower)
    full: list[str] = []
    at = 0
    while at < len(written):
        length = places.at(bare, at) if places else 0
        if length:
            full.append(PLACE)
        elif places and _is_person(written, lower, at):
            full.append(PERSON)
        else:
            full += SHORTHAND.get(lower[at], lower[at]).split()
        at += length or 1
    exact = tuple(map(_exact, full))
    return Words(exact, tuple(map(plain, full)), accented)


def _is_person(written: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """A given name behind a title, or with a capital letter where words have none."""
    rare = given_names().get(lower[at])
    if rare is None:
        return False
    capital = written[at][0].isupper()
    if at and lower[at - 1] in TITLES:
        return rare or capital
    return capital and not written[at].isupper() and (at > 0 or rare)


@cache
def given_names() -> dict[str, bool]:
    """And whether it is nothing but a name."""
    names = [name for line in _data("names.txt") if not line.startswith("#") for name in line.split()]
    return {name.rstrip("*"): not name.endswith("*") for name in names}


@lru_cache(maxsize=WORDS_KEPT)
def _exact(word: str) -> str:
    """With its accents, wherever its tone is put: 'hoà' and 'hòa' are one."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    bare = apart.translate(TONES)
    return bare + "".join(sign for sign in apart if sign not in bare)


def _may_be(written: Phrase, phrase: Phrase, folded: Phrase) -> bool:
    """Word by word the phrase, or without the accents that it has."""
    return all(word in (meant, bare) for word, meant, bare in zip(written, phrase, folded, strict=True))


@lru_cache(maxsize=WORDS_KEPT)
def _sign(word: str) -> str:
    """A number is one word, whichever it is."""
    return "#" if NUMBER.search(word) else word


def _data(name: str) -> list[str]:
    return files("handlers.wishes").joinpath("data", name).read_text("utf-8").splitlines()
