"""The vocabulary of a campaign as a tree of words, and the longest known phrase at a word with what it may mean."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from handlers.language import tags
from handlers.language.context import CountedIndicator, Counting
from handlers.language.indicators import EXPLICIT, GENERIC, KINDS, THING, Saying, TakenWords, kinds_of, sayings
from handlers.language.spelling import ALONE, KNOWN
from handlers.language.tags import Tag
from handlers.language.tokens import WORDS_KEPT, Token, plain
from handlers.language.vocabulary import listed, phrases, table

_ACCENTED_ONLY = frozenset(listed("cues", "accented_only"))
# What stands around a word for counting when it is told how it went: each phrase that has this word holds for a
# campaign's own words in its place.
(VERB,) = listed("cues", "verb")
(_ONCE_ONLY,) = listed("cues", "once_only")
_TONELESS = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


class Phrase(NamedTuple):
    folded: tuple[str, ...]
    spelled: tuple[str, ...]
    tag: Tag
    indicator: str = ""
    bare: bool = True  # may be meant when written without accents
    choices: tuple[str, ...] = ()
    doors: bool = False  # an indicator that counts households


@dataclass(slots=True, eq=False)
class Branch:
    """The phrases that end here, and the words that may follow."""

    phrases: list[Phrase] = field(default_factory=list)
    next: dict[str, "Branch"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class PhraseMatch:
    """The phrases of the longest length that fit; one word may have several meanings."""

    length: int
    phrases: tuple[Phrase, ...]
    tags: frozenset[Tag]


class Vocabulary(NamedTuple):
    root: Branch
    own: frozenset[str]  # words that only this campaign has, folded: no slips of others
    content: frozenset[str]  # such of them as tell what is counted
    glued: frozenset[str]  # `m2`: such of them as look like a word with the key of an accent


@lru_cache(maxsize=64)
def vocabulary_of(counting: Counting) -> Vocabulary:
    """A campaign's own wording of an indicator takes the place of what the same words mean elsewhere."""
    own = [_said(saying) for saying in sayings(counting.indicators, _taken(counting))]
    everyday = [] if not own else [*_gone_otherwise(own, counting)]
    spelled = {phrase.spelled for phrase in own}
    everyday = [phrase for phrase in everyday if phrase.spelled not in spelled]
    spelled.update(phrase.spelled for phrase in everyday)
    counted = {indicator.code for indicator in counting.indicators}
    theirs = frozenset(word for phrase in own for word in phrase.folded)
    kept = (known for known in _known() if known.spelled not in spelled and not _swallows(known, own, counted))
    root = Branch()
    for phrase in (*own, *everyday, *kept):
        branch = root
        for word in phrase.folded:
            branch = branch.next.setdefault(word, Branch())
        branch.phrases.append(phrase)
    glued = frozenset("".join(p.folded) for p in own if p.folded[-1].isdigit() and len(p.folded) > 1)
    return Vocabulary(root, theirs, theirs - GENERIC, glued)


def _said(saying: Saying) -> Phrase:
    weak = len(saying.codes) > 1 or saying.certain == THING
    tag, code = (tags.PERHAPS, "") if weak else (tags.INDICATOR, saying.codes[0])
    text = " ".join(saying.spelled)
    bare = saying.certain == EXPLICIT or text not in _ACCENTED_ONLY
    return Phrase(saying.folded, saying.spelled, tag, code, bare, saying.codes if weak else (), saying.doors)


_TAKEN_FROM = frozenset({tags.THING, tags.REQUEST, tags.SUSPECT, tags.ASIDE})  # what a part of a name may take
_TAKEN_LONG = _TAKEN_FROM | {tags.LINK, tags.BEFORE_TRAP, tags.FILL}  # … when it is more than a word
_SWALLOWING = frozenset({tags.LINK, tags.REQUEST, tags.THING, tags.BEFORE_TRAP, tags.FILL, tags.ASIDE, tags.HELPER})
_AT_DOORS = frozenset({"refused", "already", "stuck"})


def _taken(counting: Counting) -> TakenWords:
    counted = {indicator.code for indicator in counting.indicators}
    phrases, things = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for known in _known():
        given = known.tag in (_TAKEN_LONG if len(known.spelled) > 1 else _TAKEN_FROM)
        if known.tag is tags.THING and len(known.spelled) == 1:
            things.add(known.spelled)
        if not given and (known.tag is not tags.INDICATOR or known.indicator in counted):
            phrases.add(known.spelled)
    return TakenWords(frozenset(phrases), frozenset(things - phrases))


def means_otherwise(word: str, counted: CountedIndicator, counting: Counting) -> bool:
    """Whether this word, as a name for `counted`, is missed elsewhere: `người`, `đi`, `vắng` where that counts."""
    spelled = tuple(unicodedata.normalize("NFC", word.lower()).split())
    kinds = kinds_of(counting.indicators)
    others = {kind for code, kind in kinds.items() if code != counted.code}
    for known in _known():
        given = known.tag in (_TAKEN_LONG if len(known.spelled) > 1 else _TAKEN_FROM)
        another = known.indicator in others if known.tag is tags.INDICATOR else not given
        if known.spelled == spelled and another:
            return True
    return not any(letter.isalpha() for letter in word)


def _swallows(known: Phrase, own: list[Phrase], counted: set[str]) -> bool:
    """A phrase of no use to this campaign that would take the campaign's own words with it: `hướng dẫn được`."""
    elsewhere = known.tag is tags.INDICATOR and known.indicator not in counted
    if not elsewhere and known.tag not in _SWALLOWING:
        return False
    return any(_opens_or_ends(known, phrase.folded) for phrase in own if len(phrase.folded[0]) > 1)


def _opens_or_ends(known: Phrase, own: tuple[str, ...]) -> bool:
    """One word alone ends many a phrase that has nothing to do with it: `tham gia` and `gia hạn`."""
    size, rest = len(own), len(known.folded) - len(own)
    if rest < 1:
        return False
    ends = (size > 1 or known.tag is tags.REQUEST) and known.folded[rest:] == own
    return ends or known.folded[:size] == own


def _gone_otherwise(own: list[Phrase], counting: Counting) -> Iterator[Phrase]:
    """`chưa tiêm`, `không chịu tiêm`, `tiêm từ trước`: what is known of installing is known of what they count."""
    counted = {indicator.code for indicator in counting.indicators}
    verbs = [p for p in own if (p.tag is tags.PERHAPS or p.indicator not in KINDS) and len(p.spelled) < _LONG_VERB]
    for pattern in _patterns():
        if " ".join(pattern.spelled) == _ONCE_ONLY and pattern.indicator not in counted:
            continue
        at = pattern.spelled.index(VERB)
        for phrase in verbs:
            spelled = (*pattern.spelled[:at], *phrase.spelled, *pattern.spelled[at + 1 :])
            yield pattern._replace(folded=tuple(plain(word) for word in spelled), spelled=spelled)


_LONG_VERB = 5


@lru_cache(maxsize=1)
def _patterns() -> tuple[Phrase, ...]:
    return tuple(
        known
        for known in _known()
        if known.spelled.count(VERB) == 1
        and len(known.spelled) > 1
        and (known.tag is tags.SUSPECT or known.indicator in _AT_DOORS)
    )


@lru_cache(maxsize=1)
def _known() -> tuple[Phrase, ...]:
    return tuple(_everything())


def _everything() -> Iterator[Phrase]:
    for indicator, lists in table("indicators"):
        yield from (_phrase(text, tags.INDICATOR, indicator) for text in phrases(lists))
    for meaning, lists in table("phrases"):
        yield from (_phrase(text, tags.BY_NAME[meaning.upper()]) for text in phrases(lists))


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
    if want in _ACCENTED_ONLY:
        return False  # "đỡ" is no "đơ"
    if raw in KNOWN:
        return raw not in ALONE and raw == toneless(want)
    return toneless(raw) == toneless(want) or all(
        typed <= meant for typed, meant in zip(_marks(raw), _marks(want), strict=False)
    )


@lru_cache(maxsize=WORDS_KEPT)
def toneless(word: str) -> str:
    """Half-typed: the letters with their hats, without the tones."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONELESS))


def _marks(word: str) -> list[set[str]]:
    """The accents of each letter."""
    return [set(unicodedata.normalize("NFD", letter)[1:]) for letter in word]


def find(root: Branch, tokens: list[Token], at: int, accented: bool) -> PhraseMatch | None:
    branch = root.next.get(tokens[at].word)
    if branch is None:
        return None
    best, raws, ahead = None, tokens[at].raw, at + 1
    while True:
        if branch.phrases:
            best = _spelled_so(branch, raws, accented) or best
        if not branch.next or ahead >= len(tokens):
            return best
        branch = branch.next.get(tokens[ahead].word)
        if branch is None:
            return best
        raws = f"{raws} {tokens[ahead].raw}"
        ahead += 1


@lru_cache(maxsize=WORDS_KEPT)
def _spelled_so(branch: Branch, raws: str, accented: bool) -> PhraseMatch | None:
    """What of the phrases that end here is spelled like these words."""
    typed = raws.split(" ")
    several, bare = len(typed) > 1, raws.isascii()
    some = tuple(
        phrase
        for phrase in branch.phrases
        if not (bare and not phrase.bare)
        and all(
            raw == want or agrees(raw, want, accented) or (several and raw == toneless(want))
            for raw, want in zip(typed, phrase.spelled, strict=True)
        )
    )
    return PhraseMatch(len(typed), some, frozenset([p.tag for p in some])) if some else None
