"""Which wish a message is nearest to. Learnt, when first asked, from sentences and ideas: words that mean the same.

A message is its ideas, its words, and the pairs of both; a wish is the middle of its sentences; the nearest is the
likeliest. Words outside of ideas tell the least, so the file of ideas is what is worth mending. Pure.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise

from handlers.language.tokens import strip_accents
from handlers.wishes.words_wishes import NUMBER, SHORTHAND, SLOTS, WORD

LONGEST = 80  # words that are looked at
# How much a feature weighs beside the others: found by leaving a fifth of the sentences out, five times.
IDEA, IDEA_WORD, WORD_ALONE, NEIGHBOURS, TOGETHER = 1.5, 1.0, 0.8, 0.2, 0.4

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


class Learnt:
    def __init__(self, sentences: Mapping[str, Sequence[str]], ideas: Mapping[str, Sequence[str]]) -> None:
        self._ideas: dict[Phrase, list[tuple[Phrase, str]]] = defaultdict(list)
        self._longest: dict[str, int] = {}  # of the phrases that begin with this word
        for idea, phrases in ideas.items():
            for phrase in phrases:
                raw, plain = _words(phrase)
                if len(plain) > 1:  # a hotline is that number and no other
                    raw, plain = tuple(map(_sign, raw)), tuple(map(_sign, plain))
                self._ideas[plain].append((raw, idea))
                self._longest[plain[0]] = max(self._longest.get(plain[0], 0), len(plain))
        looked = [(wish, self._look(sentence).features) for wish, some in sentences.items() for sentence in some]
        often = Counter(feature for _, features in looked for feature in features)
        self._rarity = {feature: math.log(1 + len(looked) / times) for feature, times in often.items()}
        middles: dict[str, Counter[str]] = defaultdict(Counter)
        for wish, features in looked:
            middles[wish].update(self._scaled(features))
        self._wishes: dict[str, list[tuple[str, float]]] = defaultdict(list)  # by feature
        for wish, middle in middles.items():
            for feature, value in _unit(middle).items():
                self._wishes[feature].append((wish, value))

    def read(self, text: str, among: Collection[str] = ()) -> Reading:
        looked = self._look(text)
        likeness: Counter[str] = Counter()
        for feature, weight in self._scaled(looked.features).items():
            for wish, value in self._wishes[feature]:
                likeness[wish] += weight * value  # type: ignore[assignment]  # a Counter of floats
        unexplained = tuple(word for word in looked.alone if f"word {word}" not in self._rarity)
        allowed = [(wish, float(value)) for wish, value in likeness.most_common() if not among or wish in among]
        explained = 1 - len(unexplained) / (looked.words or 1)
        return Reading(tuple(allowed), looked.ideas, unexplained, explained)

    def _look(self, text: str) -> Looked:
        raw, plain = _words(text)
        features: dict[str, float] = {}
        explained: set[int] = set()
        for start in range(len(raw)):
            ideas, length = self._ideas_at(raw, plain, start)
            for idea in ideas:
                weight = IDEA * (1 + IDEA_WORD * (length - 1))
                features[f"idea {idea}"] = max(features.get(f"idea {idea}", 0.0), weight)
            explained.update(range(start, start + length))
        ideas_found = tuple(feature.removeprefix("idea ") for feature in features)
        features |= {f"both {one}+{other}": TOGETHER for one, other in combinations(sorted(ideas_found), 2)}
        signs = tuple(map(_sign, plain))
        features |= {f"then {one} {other}": NEIGHBOURS for one, other in pairwise(signs)}
        features |= {f"word {word}": WORD_ALONE for word in signs}
        alone = tuple(word for place, word in enumerate(signs) if place not in explained)
        return Looked(features, ideas_found, alone, len(plain))

    def _ideas_at(self, raw: Phrase, plain: Phrase, start: int) -> tuple[list[str], int]:
        """The ideas of the longest phrase that begins here. A word with accents is that word and no other."""
        first = max(self._longest.get(plain[start], 0), self._longest.get(_sign(plain[start]), 0))
        for length in range(min(first, len(raw) - start), 0, -1):
            written, folded = raw[start : start + length], plain[start : start + length]
            if length > 1:
                written, folded = tuple(map(_sign, written)), tuple(map(_sign, folded))
            ideas = [
                idea
                for phrase, idea in self._ideas.get(folded, ())
                if all(word in (meant, bare) for word, meant, bare in zip(written, phrase, folded, strict=True))
            ]
            if ideas:
                return ideas, length
        return [], 0

    def _scaled(self, features: Features) -> Features:
        known = {
            feature: weight * self._rarity[feature] for feature, weight in features.items() if feature in self._rarity
        }
        return _unit(known)


def read(text: str, among: Collection[str] = ()) -> Reading:
    """`among`: the wishes that somebody may have; all of them if none are given."""
    return learnt().read(text, among)


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
    return found


def _words(text: str) -> tuple[Phrase, Phrase]:
    """As written in lower case, and without accents."""
    composed = unicodedata.normalize("NFC", text).lower()
    full = " ".join(SHORTHAND.get(word, word) for word in WORD.findall(composed)[:LONGEST]).split()
    return tuple(full), tuple(map(strip_accents, full))


def _sign(word: str) -> str:
    """A number is one word, whichever it is."""
    return "#" if NUMBER.search(word) else word


def _unit(values: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {feature: value / length for feature, value in values.items()}
