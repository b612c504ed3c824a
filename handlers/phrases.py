"""Finds the longest known phrase at a word and says what it may mean there."""

from functools import lru_cache
from typing import NamedTuple

from handlers import words
from handlers.pieces import Tag
from handlers.spelling import KNOWN
from handlers.tokens import Token, plain


class Phrase(NamedTuple):
    folded: tuple[str, ...]
    spelled: tuple[str, ...]
    tag: Tag
    indicator: str = ""


class Found(NamedTuple):
    """The phrases of the longest length that fit; one word may have several meanings."""

    length: int
    phrases: tuple[Phrase, ...]


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    listed: list[Phrase] = []
    for indicator, table in words.INDICATORS.items():
        listed += [_phrase(text, Tag.INDICATOR, indicator) for text in table.split("|")]
    for indicator, verbs, nouns in (
        ("no_phone", words.NO_PHONE_VERBS, words.NO_PHONE_NOUNS),
        ("stuck", words.NO_CODE_VERBS, words.NO_CODE_NOUNS),
    ):
        listed += [_phrase(f"{v} {n}", Tag.INDICATOR, indicator) for v in verbs.split("|") for n in nouns.split("|")]
    for tag, table in words.PHRASES.items():
        listed += [_phrase(text, tag) for text in table.split("|")]
    listed += [_phrase(text, Tag.FILL) for text in words.FILL.split("|")]
    by_first: dict[str, list[Phrase]] = {}
    for phrase in listed:
        by_first.setdefault(phrase.folded[0], []).append(phrase)
    return {first: tuple(sorted(some, key=lambda p: -len(p.folded))) for first, some in by_first.items()}


def _phrase(text: str, tag: Tag, indicator: str = "") -> Phrase:
    spelled = tuple(text.split())
    return Phrase(tuple(plain(word) for word in spelled), spelled, tag, indicator)


_BY_FIRST = _phrases()


@lru_cache(maxsize=50_000)
def agrees(raw: str, want: str, accented: bool) -> bool:
    """Whether a word as typed may be the word meant: accents may be missing or mistyped, but not those of another known word."""
    if raw == want:
        return True
    if raw.isascii():
        return not (accented and raw in KNOWN and want not in {raw, ""})
    return raw not in KNOWN


def find(tokens: list[Token], at: int, accented: bool) -> Found | None:
    length = 0
    some: list[Phrase] = []
    for phrase in _BY_FIRST.get(tokens[at].word, ()):
        size = len(phrase.folded)
        if size < length:
            break
        if _stands(phrase, tokens, at, accented):
            length = size
            some.append(phrase)
    return Found(length, tuple(some)) if some else None


def _stands(phrase: Phrase, tokens: list[Token], at: int, accented: bool) -> bool:
    size = len(phrase.folded)
    if at + size > len(tokens):
        return False
    for ahead in range(size):
        token = tokens[at + ahead]
        if token.word != phrase.folded[ahead] or not agrees(token.raw, phrase.spelled[ahead], accented):
            return False
    return True
