"""Finds the longest known phrase at a word and says what it may mean there."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from handlers import words
from handlers.reader.pieces import Tag
from handlers.reader.spelling import KNOWN
from handlers.reader.tokens import Token, plain


class Phrase(NamedTuple):
    folded: tuple[str, ...]
    spelled: tuple[str, ...]
    tag: Tag
    indicator: str = ""


@dataclass(slots=True)
class Branch:
    """The phrases that end here, and the words that may follow."""

    phrases: list[Phrase] = field(default_factory=list)
    next: dict[str, "Branch"] = field(default_factory=dict)


class Found(NamedTuple):
    """The phrases of the longest length that fit; one word may have several meanings."""

    length: int
    phrases: tuple[Phrase, ...]


def _grow() -> Branch:
    listed: list[Phrase] = []
    for indicator, table in words.INDICATORS.items():
        listed += [_phrase(text, Tag.INDICATOR, indicator) for text in table.split("|")]
    for indicator, verbs, nouns in (
        ("no_phone", words.NO_PHONE_VERBS, words.NO_PHONE_NOUNS),
        ("stuck", words.NO_CODE_VERBS, words.NO_CODE_NOUNS),
        ("stuck", words.FAILING_VERBS, words.FAILING_NOUNS),
        ("stuck", words.OWED_VERBS, words.OWED_NOUNS),
        ("refused", words.REFUSAL_VERBS, words.REFUSAL_NOUNS),
    ):
        listed += [_phrase(f"{v} {n}", Tag.INDICATOR, indicator) for v in verbs.split("|") for n in nouns.split("|")]
    for tag, verbs, nouns in (
        (Tag.SO_FAR, words.SO_FAR_VERBS, words.SO_FAR_NOUNS),
        (Tag.UNSURE, words.UNSURE_VERBS, words.UNSURE_NOUNS),
    ):
        listed += [_phrase(f"{v} {n}", tag) for v in verbs.split("|") for n in nouns.split("|")]
    for tag, table in words.PHRASES.items():
        listed += [_phrase(text, tag) for text in table.split("|")]
    listed += [_phrase(text, Tag.FILL) for text in words.FILL.split("|")]
    root = Branch()
    for phrase in listed:
        branch = root
        for word in phrase.folded:
            branch = branch.next.setdefault(word, Branch())
        branch.phrases.append(phrase)
    return root


def _phrase(text: str, tag: Tag, indicator: str = "") -> Phrase:
    spelled = tuple(text.split())
    return Phrase(tuple(plain(word) for word in spelled), spelled, tag, indicator)


_ROOT = _grow()


@lru_cache(maxsize=50_000)
def agrees(raw: str, want: str, accented: bool) -> bool:
    """Whether a word as typed may be the word meant: accents may be missing or wrong, but not another word's."""
    if raw == want:
        return True
    if raw.isascii():
        return not (accented and raw in KNOWN and want not in {raw, ""})
    return raw not in KNOWN


def find(tokens: list[Token], at: int, accented: bool) -> Found | None:
    best: Found | None = None
    branch = _ROOT.next.get(tokens[at].word)
    ahead = at + 1
    while branch is not None:
        if branch.phrases:
            some = [p for p in branch.phrases if _spelled_so(p, tokens, at, accented)]
            if some:
                best = Found(ahead - at, tuple(some))
        if ahead >= len(tokens):
            break
        branch = branch.next.get(tokens[ahead].word)
        ahead += 1
    return best


def _spelled_so(phrase: Phrase, tokens: list[Token], at: int, accented: bool) -> bool:
    unaccented = all(t.raw.isascii() for t in tokens[at : at + len(phrase.spelled)])
    if unaccented and " ".join(phrase.spelled) in words.ACCENTED_ONLY:
        return False
    for want in phrase.spelled:
        raw = tokens[at].raw
        if raw != want and not agrees(raw, want, accented):
            return False
        at += 1
    return True
