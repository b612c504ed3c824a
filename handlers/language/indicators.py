"""What a campaign counts, as the reader knows it: the kind of each indicator, and every way to call it.

A kind is something that every campaign knows how to say (`KINDS`). The reader's rules speak of
kinds, so an indicator is read under the code of its kind, whatever its campaign calls it, and its own code given back.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from handlers.language.context import Context, CountedIndicator, Counting, Values
from handlers.language.tokens import plain, tokenise
from handlers.language.vocabulary import listed

KINDS = ("installed", "activated", "households", "absent", "refused", "no_phone", "already", "stuck")
_NAMES = "indicator_names"
GENERIC = frozenset(plain(word) for word in listed(_NAMES, "generic"))
_HEADS = {kind: [tuple(plain(head).split()) for head in listed(_NAMES, kind)] for kind in KINDS}
_LEAD = frozenset(plain(word) for word in listed(_NAMES, "lead"))
_DOORS = frozenset(listed(_NAMES, "doors"))
MAY_BE_HOUSES = frozenset({"households", "absent", "refused", "no_phone", "already", "stuck"})
_DIGITS = frozenset("12345")
_NOT = frozenset({"khong", "chua", "chang"})
_MOST_WORDS = 14  # of a name
EXPLICIT, OPENING, INNER, THING, SHORT = range(5)  # how surely a saying means its indicator


@dataclass(frozen=True, slots=True, eq=False)
class KnownIndicators:
    """What a campaign counts under the codes of the reader, and the campaign's own code of each."""

    counting: Counting
    inner: dict[str, str]
    outer: dict[str, str]

    def seen(self, context: Context) -> Context:
        last = context.last
        if last is not None:
            last = replace(last, values=_renamed(last.values, self.inner))
        return replace(context, counting=self.counting, last=last)


def _renamed(values: Values, codes: dict[str, str]) -> Values:
    return {codes.get(name, name): value for name, value in values.items()}


@lru_cache(maxsize=64)
def known(counting: Counting) -> KnownIndicators:
    kinds = kinds_of(counting.indicators)
    inner = {indicator.code: kinds.get(indicator.code) or _apart(indicator.code) for indicator in counting.indicators}
    if all(code == name for code, name in inner.items()):
        return KnownIndicators(counting, {}, {})
    renamed = tuple(replace(indicator, code=inner[indicator.code]) for indicator in counting.indicators)
    outer = {name: code for code, name in inner.items()}
    return KnownIndicators(Counting(renamed, inner.get(counting.target, counting.target)), inner, outer)


def _apart(code: str) -> str:
    """A code that looks like a kind's, of something that is none of it."""
    return f"own_{code}" if code in KINDS else code


@lru_cache(maxsize=64)
def kinds_of(indicators: tuple[CountedIndicator, ...]) -> Mapping[str, str]:
    """The kind that each indicator's name tells, else its code. Where two claim one kind, nobody has it."""
    told = {indicator.code: _kind_told(indicator) for indicator in indicators}
    claims = {code: kind or (code if code in KINDS else "") for code, kind in told.items()}
    times = Counter(claims.values())
    return {
        code: kind
        for code, kind in claims.items()
        if kind and (times[kind] == 1 or (code == kind and told[code] in {"", kind}))
    }


def _kind_told(one: CountedIndicator) -> str:
    kind = _begins(_words(one.name))
    if kind or one.code in KINDS:
        return kind
    kinds = {kind for word in one.words for kind, heads in _HEADS.items() if tuple(_words(word)) in heads}
    return kinds.pop() if len(kinds) == 1 else ""


def _begins(name: list[str]) -> str:
    """The kind whose head opens the name behind words like `số`, `hộ`; the one that reaches furthest."""
    lead = next((at for at, word in enumerate(name) if word not in _LEAD), len(name))
    fitting = [
        (start + len(head), kind)
        for start in range(lead + 1)
        for kind, heads in _HEADS.items()
        for head in heads
        if tuple(name[start : start + len(head)]) == head
        and (kind != "households" or all(word in GENERIC for word in name[start + len(head) :]))
    ]
    whole = bool(name) and lead == len(name) and "ho" in name
    return max(fitting)[1] if fitting else "households" if whole else ""


def _words(text: str) -> list[str]:
    return [token.word for token in tokenise(unicodedata.normalize("NFC", text.lower())) if token.kind != "mark"]


@dataclass(frozen=True, slots=True)
class Saying:
    """A way to call what is counted; `codes`: one, or several among which the words do not tell."""

    spelled: tuple[str, ...]
    codes: tuple[str, ...]
    certain: int
    doors: bool = False  # households are counted

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.spelled)


def sayings(indicators: tuple[CountedIndicator, ...], taken: "TakenWords") -> list[Saying]:
    """Names and words, what is left of them in a hurry, and digits in every writing. The surest owner has them."""
    ranked: dict[tuple[str, ...], dict[str, tuple[int, tuple[str, ...]]]] = {}
    for indicator in indicators:
        for spelled, certain in _all_of(indicator, taken):
            owners = ranked.setdefault(tuple(plain(word) for word in spelled), {})
            if indicator.code not in owners or certain < owners[indicator.code][0]:
                owners[indicator.code] = (certain, spelled)
    doors = {indicator.code for indicator in indicators if counts_doors(indicator)}
    found = []
    for owners in ranked.values():
        surest = min(certain for certain, _ in owners.values())
        if surest >= THING and len(owners) > 1:
            continue
        having = {code: spelled for code, (certain, spelled) in owners.items() if certain == surest}
        codes = tuple(having)
        found += [Saying(spelled, codes, surest, doors >= set(codes)) for spelled in set(having.values())]
    return found


def counts_doors(one: CountedIndicator) -> bool:
    """`Hộ ký cam kết`, `Số hộ đã ký`; not `Người ủng hộ`."""
    spelled = _spelled(one.name)
    lead = next((at for at, word in enumerate(spelled) if plain(word) not in _LEAD), len(spelled))
    return any(word in _DOORS for word in spelled[:lead])


@dataclass(frozen=True, slots=True)
class TakenWords:
    """What words mean already: phrases that no part of a name may take, and small words that only THING may give up."""

    phrases: frozenset[tuple[str, ...]]  # spelled
    things: frozenset[tuple[str, ...]]


def _all_of(one: CountedIndicator, taken: TakenWords) -> Iterator[tuple[tuple[str, ...], int]]:
    for text in (one.name, *one.words):
        spelled = _spelled(text)
        if not spelled or len(spelled) > _MOST_WORDS:
            continue
        yield from ((form, EXPLICIT) for form in _digits_told(spelled))
        for part, certain in _parts(spelled, taken):
            yield from ((form, certain) for form in _digits_told(part))
        yield from ((short, SHORT) for short in _shortened(spelled))


def _spelled(text: str) -> tuple[str, ...]:
    lowered = unicodedata.normalize("NFC", text.lower())
    return tuple(token.raw for token in tokenise(lowered) if token.kind in {"word", "number", "short"})


def _parts(spelled: tuple[str, ...], taken: TakenWords) -> Iterator[tuple[tuple[str, ...], int]]:
    """The opening of a name, and what stands within it; never without its `không`, never cut before its digit."""
    folded = [plain(word) for word in spelled]
    content = [at for at, word in enumerate(folded) if word not in GENERIC and not word.isdigit()]
    for first, last in combinations(range(len(spelled) + 1), 2):
        part = spelled[first:last]
        bare = len(part) == 1
        thing = part in taken.things
        if (
            len(part) == len(spelled)
            or folded[first].isdigit()
            or folded[first] in GENERIC
            or (folded[last - 1] in GENERIC)
            or not any(first <= at < last for at in content)
            or (last < len(spelled) and folded[last].isdigit())
            or any(word in _NOT for word in folded[:first])
            or part in taken.phrases
        ):
            continue
        opens = bool(content) and first <= content[0]
        if bare and not (opens and len(part[0]) > 1) and not thing:
            continue
        yield part, OPENING if opens else THING if thing else INNER


def _digits_told(spelled: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`mức 2`, `mức hai`, `mức II`, `mức số 2`."""
    yield spelled
    at = next((i for i, word in enumerate(spelled) if word in _DIGITS and i), None)
    if at is not None:
        for told in listed(_NAMES, spelled[at]):
            yield (*spelled[:at], *told.split(), *spelled[at + 1 :])
        for between in listed(_NAMES, "before_digit"):
            yield (*spelled[:at], between, *spelled[at:])


def _shortened(spelled: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`m2`, `km2`, `khm2` for `kích hoạt mức 2`."""
    at = next((i for i, word in enumerate(spelled) if word.isdigit() and i), None)
    if at is not None and spelled[at - 1].isalpha():
        yield (spelled[at - 1][0], spelled[at])
        if at > 1:
            yield ("".join(word[0] for word in spelled[:at]), spelled[at])
