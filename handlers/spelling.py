"""Makes plain words of what thumbs and input methods leave behind: telex, VNI, shorthand, swapped letters."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from handlers import words
from handlers.tokens import Token, plain

_TABLES = [*words.PHRASES.values(), *words.INDICATORS.values(), words.FILL, *words.DAYS_AGO.values()]
_TABLES += [words.NO_PHONE_VERBS, words.NO_PHONE_NOUNS, words.NO_CODE_VERBS, words.NO_CODE_NOUNS]
_TABLES += [words.SUNDAY, words.NIGHT, words.LAST_WEEK, words.JUST_GONE, words.GROUP_KINDS, words.WEEKDAY]
_NUMBERS = [
    *words.ONES,
    *words.AFTER_TENS,
    *words.TENS_WORDS,
    *words.CONTRACTED,
    words.HUNDRED,
    *words.ODD,
    *words.THOUSAND,
]
KNOWN = frozenset(word for table in _TABLES for word in re.split(r"[| ]", table)) | frozenset(_NUMBERS)
VOCABULARY = frozenset(plain(word) for word in KNOWN)
_SHORT = {short: meant.split() for meant, forms in words.SHORT.items() for short in forms.split()}
_LONG = sorted(word for word in VOCABULARY if len(word) >= 4 and word.isascii())
_DOUBLED = re.compile(r"([a-z])\1+")
_TELEX = (
    (re.compile("aa|aw"), "a"),
    (re.compile("ee"), "e"),
    (re.compile("oo|ow"), "o"),
    (re.compile("uw"), "u"),
    (re.compile("dd"), "d"),
)
_TELEX_TONE = re.compile("[sfrxjz]")
_VNI_KEY = re.compile(r"[a-z]+(?:9|[6-8][1-5]?|[1-5])(?:[a-z]+(?:9|[6-8][1-5]?|[1-5]))*[a-z]*")
_VOWEL = re.compile("[aeiouy]")
_VNI_SIGN = re.compile(r"\b[a-z]+[1-9][a-z]")


def spell(tokens: list[Token]) -> list[Token]:
    if any(t.glued and t.kind == "word" and a.kind == "number" and a.glued for a, t in pairwise(tokens)):
        joined = _join_vni(tokens)
        tokens = joined if any(_VNI_SIGN.match(t.raw) for t in joined) else tokens
    spelt: list[Token] = []
    for token, after in zip_longest(tokens, tokens[1:]):
        initial = len(token.raw) == 1 and after is not None and after.word == "." and after.glued
        if token.kind == "word" and not token.raw.isalpha():
            spelt.append(replace(token, raw=token.word))
        elif (
            token.kind not in {"word", "short"}
            or (initial and after is not tokens[-1])
            or (token.raw in KNOWN and token.raw not in _SHORT)
        ):
            spelt.append(token)
        else:
            spelt += _respell(token, spelt[-1] if spelt else None)
    return spelt


def _respell(token: Token, before: Token | None) -> list[Token]:
    forms = _expansion(token.raw)
    if token.raw == "k" and token.glued and before is not None and before.kind == "number":
        forms = ()
    return [
        replace(token, raw=raw, word=plain(raw), glued=token.glued and at == 0) for at, raw in enumerate(forms)
    ] or [token]


@lru_cache(maxsize=20_000)
def _expansion(raw: str) -> tuple[str, ...]:
    """The words a written word stands for; itself when nothing better is known."""
    for form in (raw, plain(raw)):
        if form in _SHORT:
            return tuple(_SHORT[form])
    word = plain(raw)
    if word in VOCABULARY:
        return (raw,)
    for guess in (_DOUBLED.sub(r"\1", word), _telex(word), _near(word)):
        if guess in _SHORT:
            return tuple(_SHORT[guess])
        if guess in VOCABULARY:
            return (guess,)
    return (raw,)


def _telex(word: str) -> str:
    for pattern, letter in _TELEX:
        word = pattern.sub(letter, word)
    return word[:1] + _TELEX_TONE.sub("", word[1:])


def _near(word: str) -> str:
    """A known long word of which this is one slip away: two letters swapped, one dropped, doubled or wrong."""
    if len(word) < 4 or len(word) > 12:
        return ""
    found = [known for known in _LONG if _one_slip(word, known)]
    return found[0] if len(found) == 1 else ""


def _one_slip(word: str, known: str) -> bool:
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    if len(word) == len(known):
        differ = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
        swapped = (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and word[differ[0]] == known[differ[1]]
            and word[differ[1]] == known[differ[0]]
        )
        return swapped or (len(differ) == 1 and len(word) >= 6)
    if len(known) < 5:
        return False
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer)))


def _join_vni(tokens: list[Token]) -> list[Token]:
    """VNI leaves accents as digits inside words: `ca2i d9u7o7c5`; such chains become words again."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and tokens[end].glued and tokens[end].kind in {"word", "number"} and end - at < 8:
            end += 1
        chain = tokens[at:end]
        keys = "".join(t.raw for t in chain)
        word = _vni(keys) if chain[0].kind == "word" else ""
        if word and end - at > 1:
            joined.append(Token("word", keys, word, chain[0].start, chain[-1].end, chain[0].glued))
            at = end
        else:
            joined.append(tokens[at])
            at += 1
    return joined


def _vni(keys: str) -> str:
    """The word, or nothing when these are not the keys of a known one."""
    if not _VNI_KEY.fullmatch(keys):
        return ""
    word = re.sub("[1-9]", "", keys)
    return word if word in VOCABULARY and _VOWEL.search(word) else ""
