"""Which wish a message is nearest to. Learnt, when first asked, from sentences and ideas: words that mean the same.

A message is its ideas, its words, and the pairs of both; a wish is the middle of its sentences; the nearest is the
likeliest. Words outside of ideas tell the least, so the file of ideas is what is worth mending. Pure.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations, pairwise
from operator import itemgetter

from handlers.language.tokens import plain
from handlers.wishes import catalogue
from handlers.wishes.words_wishes import (
    NUMBER,
    SHORTHAND,
    SLOTS,
    TAUGHT_PLACES,
    TITLES,
    WORD,
)

LONGEST = 80  # words that are looked at
PLACE, PERSON = "@place", "@person"  # what stands for any name
ACCENTED = 0.25  # of the words: then a word without accents is none that was written in haste
TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
# How much a feature weighs beside the others: found by leaving a fifth of the sentences out, five times.
IDEA, IDEA_WORD, WORD_ALONE, NEIGHBOURS, TOGETHER = 0.7, 0.7, 1.0, 0.5, 0.5
EXACT, SIGN = 1.0, 1.5

Phrase = tuple[str, ...]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """`wishes`: the likeliest first, each with its likeness, 0 to 1. `unexplained`: words of no idea or sentence."""

    wishes: tuple[tuple[str, float], ...]
    ideas: tuple[str, ...]
    unexplained: tuple[str, ...]
    explained: float = 0.0  # of all words

    @property
    def lead(self) -> float:
        """How far the first is ahead of the second."""
        likeness = [value for _, value in self.wishes[:2]]
        return likeness[0] - likeness[1] if len(likeness) == 2 else sum(likeness)


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


class Learnt:
    def __init__(
        self,
        sentences: Mapping[str, Sequence[str]],
        ideas: Mapping[str, Sequence[str]],
        places: Sequence[str] = TAUGHT_PLACES,
    ) -> None:
        self._ideas: dict[Phrase, list[tuple[Phrase, str]]] = defaultdict(list)
        self._longest: dict[str, int] = {}  # of the phrases that begin with this word
        for idea, phrases in ideas.items():
            for phrase in phrases:
                words = _words(phrase)
                exact, bare = words.exact, words.plain
                if len(bare) > 1:  # a hotline is that number and no other
                    exact, bare = tuple(map(_sign, exact)), tuple(map(_sign, bare))
                self._ideas[bare].append((exact, idea))
                self._longest[bare[0]] = max(self._longest.get(bare[0], 0), len(bare))
        known = places_of(tuple(places))
        looked = [(wish, self._look(one, known).features) for wish, some in sentences.items() for one in some]
        often = Counter(feature for _, features in looked for feature in features)
        self._rarity = {feature: math.log(1 + len(looked) / times) for feature, times in often.items()}
        middles: dict[str, Counter[str]] = defaultdict(Counter)
        for wish, features in looked:
            middles[wish].update(self._scaled(features))
        self._wishes: dict[str, list[tuple[str, float]]] = defaultdict(list)  # by feature
        for wish, middle in middles.items():
            for feature, value in _unit(middle).items():
                self._wishes[feature].append((wish, value))

    def read(self, text: str, among: Collection[str] = (), places: tuple[str, ...] = TAUGHT_PLACES) -> Reading:
        looked = self._look(text, places_of(places))
        likeness: dict[str, float] = {}
        for feature, weight in self._scaled(looked.features).items():
            for wish, value in self._wishes[feature]:
                likeness[wish] = likeness.get(wish, 0.0) + weight * value
        unexplained = tuple(word for word in looked.alone if f"word {word}" not in self._rarity)
        likeliest = sorted(likeness.items(), key=itemgetter(1), reverse=True)
        allowed = [(wish, value) for wish, value in likeliest if not among or wish in among]
        explained = 1 - len(unexplained) / (looked.words or 1)
        return Reading(tuple(allowed), looked.ideas, unexplained, explained)

    def _look(self, text: str, places: "Places") -> Looked:
        words = _words(text, places)
        exact, bare = words.exact, words.plain
        features: dict[str, float] = {}
        explained: set[int] = set()
        end = 0  # of the longest phrase so far: what lies within it says nothing of its own
        for start in range(len(exact)):
            ideas, length = self._ideas_at(words, start)
            if start + length <= end:
                continue
            end = start + length if length > 1 else end
            for idea in ideas:
                weight = IDEA * (1 + IDEA_WORD * (length - 1))
                features[f"idea {idea}"] = max(features.get(f"idea {idea}", 0.0), weight)
            explained.update(range(start, start + length))
        for sign in {PLACE, PERSON} & set(bare):
            features[f"idea {sign}"] = SIGN
        ideas_found = tuple(feature.removeprefix("idea ") for feature in features)
        features |= {f"both {one}+{other}": TOGETHER for one, other in combinations(sorted(ideas_found), 2)}
        signs = tuple(map(_sign, bare))
        features |= {f"then {one} {other}": NEIGHBOURS for one, other in pairwise(signs)}
        features |= {f"word {word}": WORD_ALONE for word in signs}
        if words.accented:
            features |= {f"exact {word}": EXACT for word in exact}
        alone = tuple(word for place, word in enumerate(signs) if place not in explained)
        return Looked(features, ideas_found, alone, len(bare))

    def _ideas_at(self, words: Words, start: int) -> tuple[list[str], int]:
        """The ideas of the longest phrase that begins here. A word with accents is that word and no other."""
        exact, bare = words.exact, words.plain
        first = max(self._longest.get(bare[start], 0), self._longest.get(_sign(bare[start]), 0))
        for length in range(min(first, len(bare) - start), 0, -1):
            written, folded = exact[start : start + length], bare[start : start + length]
            if length > 1:
                written, folded = tuple(map(_sign, written)), tuple(map(_sign, folded))
            ideas = [
                idea
                for phrase, idea in self._ideas.get(folded, ())
                if written == phrase or (not words.accented and _may_be(written, phrase, folded))
            ]
            if ideas:
                return ideas, length
        return [], 0

    def _scaled(self, features: Features) -> Features:
        known = {
            feature: weight * self._rarity[feature] for feature, weight in features.items() if feature in self._rarity
        }
        return _unit(known)


def read(text: str, among: Collection[str] = (), places: tuple[str, ...] = TAUGHT_PLACES) -> Reading:
    """`among`: the wishes that somebody may have, all of them if none are given; `places`: the units that there are."""
    return learnt().read(text, among, places)


@cache
def learnt() -> Learnt:
    return Learnt(sentences(), ideas())


def ideas() -> dict[str, list[str]]:
    """Words that mean the same, by what they mean."""
    lines = files("handlers.wishes").joinpath("data", "ideas.txt").read_text("utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        idea, _, phrases = line.partition(":")
        if phrases and not line.startswith("#"):
            found[idea.strip()] += [phrase.strip() for phrase in phrases.split("|") if phrase.strip()]
    return found


def sentences() -> dict[str, list[str]]:
    """By wish, without who says it and which parts are names and nights."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files("handlers.wishes").joinpath("data", "phrases").iterdir(), key=lambda one: one.name):
        wish = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("# "):
                wish = line[2:].strip()
            elif line.strip():
                found[wish].append(SLOTS.sub("", line.split(None, 1)[-1]))
    for wish, some in catalogue.says().items():
        found[wish] += some
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """Names of units, folded, by their first word: the longest first."""

    named: Mapping[str, tuple[Phrase, ...]]

    def at(self, bare: Sequence[str], start: int) -> int:
        """How many words from here are a name, or a short form of one."""
        fits = (name for name in self.named.get(bare[start], ()) if tuple(bare[start : start + len(name)]) == name)
        return len(next(fits, ()))


@lru_cache(maxsize=64)
def places_of(names: tuple[str, ...]) -> Places:
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
    return Places({first: tuple(sorted(some, key=len, reverse=True)) for first, some in named.items()})


def _words(text: str, places: Places | None = None) -> Words:
    """In lower case; what thumbs leave out written in full; names as signs."""
    written = WORD.findall(unicodedata.normalize("NFC", text))[:LONGEST]
    lower = [word.lower() for word in written]
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
    lines = files("handlers.wishes").joinpath("data", "names.txt").read_text("utf-8").splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()]
    return {name.rstrip("*"): not name.endswith("*") for name in names}


@lru_cache(maxsize=20_000)
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


@lru_cache(maxsize=20_000)
def _sign(word: str) -> str:
    """A number is one word, whichever it is."""
    return "#" if NUMBER.search(word) else word


def _unit(values: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {feature: value / length for feature, value in values.items()}
