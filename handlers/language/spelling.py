"""Makes plain words of what thumbs and input methods leave behind: telex, VNI, shorthand, swapped letters."""

import re
from functools import lru_cache
from itertools import pairwise

from handlers.language import words_dates, words_kinds, words_numbers
from handlers.language.tokens import WORDS_KEPT, Token, plain
from handlers.language.vocabulary import cue, listed
from handlers.language.words_spelling import SHORT

_TABLES = [
    *("|".join(forms) for forms in words_kinds.KINDS.values()),
    *words_dates.DAYS_AGO.values(),
    words_dates.SUNDAY,
    words_dates.NIGHT,
    words_dates.WEEKDAY,
]
_TABLES += [words_dates.LAST_WEEK, words_dates.JUST_GONE]
_NUMBERS = frozenset(
    (
        *words_numbers.ONES,
        *words_numbers.AFTER_TENS,
        *words_numbers.TENS_WORDS,
        *words_numbers.CONTRACTED,
        words_numbers.HUNDRED,
        *words_numbers.ODD,
        *words_numbers.THOUSAND,
    )
)
_PHRASES = [*listed("phrases"), *listed("indicators"), *(phrase for table in _TABLES for phrase in table.split("|"))]
KNOWN = frozenset(word for phrase in _PHRASES for word in phrase.split()) | _NUMBERS
ALONE = frozenset(phrase for phrase in _PHRASES if " " not in phrase) | _NUMBERS
VOCABULARY = frozenset(plain(word) for word in KNOWN)
_SHORT = {short: meant.split() for meant, forms in SHORT.items() for short in forms.split()}
_CERTAIN = (KNOWN - _SHORT.keys()) | words_numbers.ROMAN.keys()
_SPELT = frozenset({"word", "short"})
_LONG = sorted(word for word in VOCABULARY if len(word) >= 4 and word.isascii())
_DOUBLED = re.compile(r"([a-z])\1+")
_TELEX = (
    (re.compile("aa|aw"), "a"),
    (re.compile("ee"), "e"),
    (re.compile("oo|ow"), "o"),
    (re.compile("uw"), "u"),
    (re.compile("dd"), "d"),
    (re.compile("w"), "u"),
)
_TELEX_TONE = re.compile("[sfrxjz]")
_VNI_KEY = re.compile(r"[a-z]+(?:9|[6-8][1-5]?|[1-5])(?:[a-z]+(?:9|[6-8][1-5]?|[1-5]))*[a-z]*")
_VOWEL = re.compile("[aeiouy]")
LONGEST_WORD = 12  # a syllable of seven letters, with its keys
_TELEX_SIGN = re.compile("[a-z]*(?:aa|aw|ee|oo|ow|uw|dd)[a-z]*|[a-z]*[aeiouy][a-z]*[sfrxj]")
# Words with a number glued to them, which is no key of an accent.
_NUMBERED = frozenset(words_kinds.forms(words_kinds.NUMBERED_EVERYWHERE)) | cue("places") | cue("glued")
_VNI_SIGN = re.compile(r"\b[a-z]+[1-9][a-z]")


def _initials() -> dict[tuple[str, str], str]:
    """`k.hoạt`: the word that begins with this letter and stands before that word in a known phrase of two."""
    pairs = [words for phrase in listed("indicators") if len(words := phrase.split()) == 2 and len(words[0]) > 1]
    spelled = {(plain(first)[0], second): first for first, second in reversed(pairs)}
    return {(letter, plain(second)): first for (letter, second), first in spelled.items()} | spelled


_INITIALS = _initials()


def _undot(tokens: list[Token]) -> list[Token]:
    settled: list[Token] = []
    for at, token in enumerate(tokens):
        dot, after = (*tokens[at + 1 : at + 3], None, None)[:2]
        dotted = dot is not None and dot.word == "." and dot.glued and after is not None and after.glued
        meant = _INITIALS.get((token.word, after.raw)) if dotted and after is not None else None
        before = settled[-1] if settled else None
        if meant:
            settled.append(token.meaning(meant, token.glued))
        elif not (token.word == "." and before is not None and before.raw in KNOWN and _was_initial(tokens, at)):
            settled.append(token)
    return settled


def _was_initial(tokens: list[Token], dot: int) -> bool:
    return 0 < dot < len(tokens) - 1 and (tokens[dot - 1].word, tokens[dot + 1].raw) in _INITIALS


_NONE = frozenset[str]()


def spell(
    tokens: list[Token], own: frozenset[str] = _NONE, glued: frozenset[str] = _NONE, names: frozenset[str] = _NONE
) -> list[Token]:
    """`own`, `names`: words that are right as they stand, though not among ours; `glued`: `m2`, as it is typed."""
    if "." in [t.word for t in tokens]:
        tokens = _undot(tokens)
    if any(t.glued and t.kind == "number" and a.kind == "word" for a, t in pairwise(tokens)):
        tokens = _zero_for_o(tokens)
        tokens = _without_vni(tokens, own, glued)
    unsure = [at for at, t in enumerate(tokens) if t.kind in _SPELT and t.raw not in _CERTAIN]
    if not unsure:
        return tokens
    telex = sum([tokens[at].kind == "word" and _is_telex(tokens[at].raw, own) for at in unsure]) > 1
    spelt: list[Token] = []
    done = 0
    for at in unsure:
        spelt += tokens[done:at]
        done, token = at + 1, tokens[at]
        if token.word in own or token.word in names or _initial(tokens, at):
            spelt.append(token)
        elif own and _meant(token.word, own):
            spelt.append(token.meaning(_meant(token.word, own), token.glued))
        elif token.kind == "word" and not token.raw.isalpha():
            spelt += _respell(token.meaning(token.word, token.glued), None, telex=False)
        else:
            spelt += _respell(token, spelt[-1] if spelt else None, telex)
    return spelt + tokens[done:]


def _initial(tokens: list[Token], at: int) -> bool:
    """`P.` of a name, unless nothing follows."""
    if len(tokens[at].raw) > 1 or at + 2 >= len(tokens):
        return False
    return tokens[at + 1].word == "." and tokens[at + 1].glued


@lru_cache(maxsize=WORDS_KEPT)
def _telex_keys(word: str) -> bool:
    return len(word) <= LONGEST_WORD and word not in VOCABULARY and _TELEX_SIGN.fullmatch(word) is not None


@lru_cache(maxsize=WORDS_KEPT)
def _is_telex(word: str, own: frozenset[str]) -> bool:
    return _telex_keys(word) and (_telex(word) in VOCABULARY or _telex(word) in own)


@lru_cache(maxsize=WORDS_KEPT)
def _meant(word: str, own: frozenset[str]) -> str:
    """The campaign's own word of which this is the keys or a slip; nothing where it may be one of everybody's."""
    if word in VOCABULARY or word in _SHORT:
        return ""
    for guess in (_DOUBLED.sub(r"\1", word), _telex(word)):
        if guess in VOCABULARY:
            return ""
        if guess in own:
            return guess
    near = [known for known in own if len(known) >= 4 and _one_slip(word, known)]
    return near[0] if 4 <= len(word) <= LONGEST_WORD and len(near) == 1 and not _near(word) else ""


def _respell(token: Token, before: Token | None, telex: bool) -> list[Token]:
    forms = _expansion(token.raw)
    if telex and forms == (token.raw,) and _telex_keys(token.raw):
        forms = (_telex(token.raw),)
    if token.raw == "k" and token.glued and before is not None and before.kind == "number":
        forms = ()
    if forms == (token.raw,):
        return [token]
    return [token.meaning(raw, token.glued and at == 0) for at, raw in enumerate(forms)] or [token]


@lru_cache(maxsize=WORDS_KEPT)
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
    vowel = _VOWEL.search(word)
    at = vowel.start() if vowel else len(word)
    return word[:at] + _TELEX_TONE.sub("", word[at:])


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


def _zero_for_o(tokens: list[Token]) -> list[Token]:
    """`kh0ng`: a nought inside a word is a letter."""
    joined: list[Token] = []
    for token in tokens:
        first, zero = joined[-2:] if len(joined) > 1 else (None, None)
        inside = zero is not None and zero.word == "0" and zero.glued and token.glued and token.kind == "word"
        if inside and first is not None and first.kind == "word" and plain(f"{first.raw}o{token.raw}") in VOCABULARY:
            word = f"{first.raw}o{token.raw}"
            joined[-2:] = [Token("word", word, plain(word), first.start, token.end, first.glued)]
        else:
            joined.append(token)
    return joined


def _without_vni(tokens: list[Token], own: frozenset[str], glued: frozenset[str]) -> list[Token]:
    """The keys of accents taken for what they are, unless every such word is one of the campaign's own (`m2`)."""
    return _join_vni(tokens, own, glued, sure=True) if _is_vni(tokens, own, glued) else tokens


def _is_vni(tokens: list[Token], own: frozenset[str], glued: frozenset[str]) -> bool:
    """One accent in the middle of a word is a sign; digits at the end of words are when there are more of them."""
    joined = _join_vni(tokens, own, glued, sure=False)
    keys = [t for t in joined if t.kind == "word" and not t.raw.isalpha() and t.word not in _NUMBERED]
    return any(_VNI_SIGN.match(t.raw) for t in keys) or (len(keys) > 1 and all(t.raw.isascii() for t in tokens))


def _join_vni(tokens: list[Token], own: frozenset[str], glued: frozenset[str], *, sure: bool) -> list[Token]:
    """VNI leaves accents as digits inside words: `ca2i d9u7o7c5`; such chains become words again."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and tokens[end].glued and tokens[end].kind in {"word", "number"} and end - at < 8:
            end += 1
        chain = tokens[at:end]
        keys = "".join(t.raw for t in chain)
        word = _vni(keys, own, sure) if chain[0].kind == "word" and keys not in glued else ""
        if word and end - at > 1:
            joined.append(Token("word", keys, word, chain[0].start, chain[-1].end, chain[0].glued))
            at = end
        else:
            joined.append(tokens[at])
            at += 1
    return joined


def _vni(keys: str, own: frozenset[str], sure: bool) -> str:
    """The word, or nothing when these are not the keys of a known one; in a text of such words, of any."""
    if not _VNI_KEY.fullmatch(keys):
        return ""
    word = re.sub("[1-9]", "", keys)
    known = _VOWEL.search(word) and (sure or word in VOCABULARY or word in own)
    return word if known or (sure and word in _SHORT) else ""
