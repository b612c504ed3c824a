"""The vocabulary of a campaign as a tree of words, and the longest known phrase at a word with what it may mean."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from handlers import words
from handlers.counts.reading import Counting
from handlers.reader.pieces import Tag
from handlers.reader.spelling import ALONE, KNOWN
from handlers.reader.tokens import Token, plain
from handlers.reader.words_indicators import COMBINED, INDICATORS

_ACCENTED_ONLY = frozenset(words.ACCENTED_ONLY.split("|"))
_TONELESS = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


class Phrase(NamedTuple):
    folded: tuple[str, ...]
    spelled: tuple[str, ...]
    tag: Tag
    indicator: str = ""
    bare: bool = True  # may be meant when written without accents


@dataclass(slots=True)
class Branch:
    """The phrases that end here, and the words that may follow."""

    phrases: list[Phrase] = field(default_factory=list)
    next: dict[str, "Branch"] = field(default_factory=dict)


class Found(NamedTuple):
    """The phrases of the longest length that fit; one word may have several meanings."""

    length: int
    phrases: list[Phrase]


class Vocabulary(NamedTuple):
    root: Branch
    own: frozenset[str]  # words that only this campaign has, folded: no slips of others


@lru_cache(maxsize=64)
def vocabulary_of(counting: Counting) -> Vocabulary:
    return _grown(tuple((counted.code, counted.words) for counted in counting.indicators if counted.words))


@lru_cache(maxsize=64)
def _grown(worded: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    """A campaign's own wording of an indicator takes the place of what the same words mean elsewhere."""
    own = [
        _phrase(unicodedata.normalize("NFC", text.lower()), Tag.INDICATOR, code)
        for code, texts in worded
        for text in texts
    ]
    meant = {phrase.folded for phrase in own}
    root = Branch()
    for phrase in (*own, *(known for known in _known() if known.folded not in meant)):
        branch = root
        for word in phrase.folded:
            branch = branch.next.setdefault(word, Branch())
        branch.phrases.append(phrase)
    return Vocabulary(root, frozenset(word for phrase in own for word in phrase.folded))


def _known() -> Iterator[Phrase]:
    for indicator, table in INDICATORS.items():
        yield from (_phrase(text, Tag.INDICATOR, indicator) for text in table.split("|"))
    for indicator, verbs, nouns in COMBINED:
        yield from (_phrase(text, Tag.INDICATOR, indicator) for text in _each_with_each(verbs, nouns))
    for tag, verbs, nouns in words.COMBINED:
        yield from (_phrase(text, tag) for text in _each_with_each(verbs, nouns))
    for tag, table in words.PHRASES.items():
        yield from (_phrase(text, tag) for text in table.split("|"))
    yield from (_phrase(text, Tag.FILL) for text in words.FILL.split("|"))


def _each_with_each(verbs: str, nouns: str) -> Iterator[str]:
    return (f"{verb} {noun}" for verb in verbs.split("|") for noun in nouns.split("|"))


def _phrase(text: str, tag: Tag, indicator: str = "") -> Phrase:
    spelled = tuple(text.split())
    return Phrase(tuple(plain(word) for word in spelled), spelled, tag, indicator, text not in _ACCENTED_ONLY)


@lru_cache(maxsize=50_000)
def agrees(raw: str, want: str, accented: bool) -> bool:
    """Whether a word as typed may be the word meant: accents may be missing or wrong, but not another word's."""
    if raw == want:
        return True
    if raw.isascii():
        return not (accented and raw in KNOWN and want not in {raw, ""})
    if raw in KNOWN:
        return raw not in ALONE and raw == toneless(want)
    return toneless(raw) == toneless(want) or all(
        typed <= meant for typed, meant in zip(_marks(raw), _marks(want), strict=False)
    )


@lru_cache(maxsize=20_000)
def toneless(word: str) -> str:
    """Half-typed: the letters with their hats, without the tones."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONELESS))


def _marks(word: str) -> list[set[str]]:
    """The accents of each letter."""
    return [set(unicodedata.normalize("NFD", letter)[1:]) for letter in word]


def find(root: Branch, tokens: list[Token], at: int, accented: bool) -> Found | None:
    length, best = 0, list[Phrase]()
    branch = root.next.get(tokens[at].word)
    ahead = at + 1
    while branch is not None:
        if branch.phrases:
            some = [p for p in branch.phrases if _spelled_so(p, tokens, at, accented)]
            if some:
                length, best = ahead - at, some
        if not branch.next or ahead >= len(tokens):
            break
        branch = branch.next.get(tokens[ahead].word)
        ahead += 1
    return Found(length, best) if best else None


def _spelled_so(phrase: Phrase, tokens: list[Token], at: int, accented: bool) -> bool:
    several = len(phrase.spelled) > 1
    ahead = at
    for want in phrase.spelled:
        raw = tokens[ahead].raw
        if raw != want and not agrees(raw, want, accented) and not (several and raw == toneless(want)):
            return False
        ahead += 1
    return phrase.bare or not all(t.raw.isascii() for t in tokens[at:ahead])
