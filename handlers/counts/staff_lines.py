"""One line by which an agency or a school tells a round: "tổng 55 cán bộ, cài 40", "40/55". Pure.

Every word has to be known, and every number to have its place; else it is asked about, or is no such line.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.counts import words
from handlers.language.numbers import digits, spelled
from handlers.language.pieces import Flaw, Piece
from handlers.language.tokens import Token, fold, tokenise

LONGEST = 60  # words and marks; who says more tells a story
MONTHS = 12  # "9/11" may be a day


@dataclass(frozen=True, slots=True)
class Staff:
    """What was told; None: not told. `swap`: the right number and the wrong one, whichever of both it was."""

    total: int | None = None
    done: int | None = None
    swap: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MaybeStaff:
    """It may be such a line; `readings`: what it may say, where only that is open."""

    readings: tuple[Staff, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """It speaks of such things, and tells no figures."""


@dataclass(slots=True)
class _Word:
    """`kind` is one sign, so that a line is a string of them.

    N number, F fraction, S staff, T total, D done, A all, X not yet, I instead, ~ about, ? no figures, | end,
    U unknown, R a number of those who are not done.
    """

    kind: str
    value: int = 0
    of: int = 0


def read(text: str, names: Collection[str], done: Iterable[str] = ()) -> Staff | MaybeStaff | Aside | None:
    """`names`: of the unit, `done`: more words for what is counted. None: it is something else."""
    tokens = tokenise(text)
    if len(tokens) > LONGEST:
        return None
    found = list(_words(_without(tokens, names), _vocabulary(done)))
    kinds = "".join(word.kind for word in found)
    numbers = kinds.count("N") + kinds.count("F")
    if not numbers:
        return None
    if "?" in kinds or (tokens[-1].word == "chua" and kinds[-2:] in {"NX", "FX", "DX"}):
        return Aside() if set("STD") & set(kinds) else None
    if "U" in kinds:
        return _around(kinds)
    return _told(found, kinds)


def _around(kinds: str) -> MaybeStaff | Aside | None:
    """Words that nobody knows stand among the figures."""
    if "S" not in kinds and "T" not in kinds:
        return None
    return MaybeStaff() if "D" in kinds or "F" in kinds else Aside()


def _told(found: Sequence[_Word], kinds: str) -> Staff | MaybeStaff | None:
    if re.search("[~A]", kinds):
        return MaybeStaff()
    fractions = [word for word in found if word.kind == "F"]
    if fractions:
        return _of(fractions, kinds)
    swapped = re.search("N?I(N)", kinds)
    if swapped:
        wrong = found[swapped.start(1)].value
        right = [one for at, one in enumerate(found) if one.kind == "N" and at != swapped.start(1)]
        if len(right) != 1:
            return MaybeStaff()
        rest = _roles([*found[: swapped.start() + 1], *found[swapped.end() :]])
        return rest if isinstance(rest, Staff) else Staff(swap=(right[0].value, wrong))
    return _roles(found)


def _of(fractions: Sequence[_Word], kinds: str) -> Staff | MaybeStaff | None:
    """So many of so many."""
    word = fractions[0]
    if len(fractions) > 1 or "N" in kinds or "X" in kinds:
        return MaybeStaff()
    plain = set(kinds) <= {"F", "|"}
    if word.of <= MONTHS:
        return None if plain else MaybeStaff((Staff(word.of, word.value),) if word.value <= word.of else ())
    if word.value > word.of:
        return MaybeStaff((Staff(word.value, word.of),))
    return Staff(word.of, word.value)


_NOT_DONE = re.compile("XD?S?(N)|(N)S?X")
# The place of the number that counts those who are done, or all; the first that fits a number decides.
_PLACES = (
    ("done", re.compile("D(N)")),
    ("total", re.compile("TS?(N)")),
    ("done", re.compile("(N)S?D(?!N)")),
    ("total", re.compile("(N)S|S(N)")),
)


def _roles(found: Sequence[_Word]) -> Staff | MaybeStaff:
    kinds = "".join(one.kind for one in found)
    rest = {_place(match) for match in _NOT_DONE.finditer(kinds)}
    kinds = "".join("R" if at in rest else kind for at, kind in enumerate(kinds))
    roles: dict[int, str] = dict.fromkeys(rest, "rest")
    for role, place in _PLACES:
        for match in place.finditer(kinds):
            roles.setdefault(_place(match), role)
    said: dict[str, set[int]] = {"rest": set(), "done": set(), "total": set(), "": set()}
    for at, word in enumerate(found):
        if word.kind == "N":
            said[roles.get(at, "")].add(word.value)
    return _judged(said, not_yet="X" in kinds)


def _place(match: re.Match[str]) -> int:
    return match.start(match.lastindex or 0)


def _judged(said: Mapping[str, set[int]], *, not_yet: bool) -> Staff | MaybeStaff:
    if any(len(some) > 1 for role, some in said.items() if role):
        return MaybeStaff()
    total, done, rest = (next(iter(said[role]), None) for role in ("total", "done", "rest"))
    bare = sorted(said[""])
    if rest is not None or not_yet:
        agrees = total is not None and done is not None and rest == total - done and not bare
        return Staff(total, done) if agrees else MaybeStaff()
    if not bare:
        return Staff(total, done)
    if len(bare) == 1 and total is None and done is not None and bare[0] >= done:
        return Staff(bare[0], done)
    if len(bare) == 1 and total is not None and done is None and bare[0] <= total:
        return MaybeStaff((Staff(total, bare[0]),))
    if total is None and done is None:
        return MaybeStaff(_bare(bare))
    return MaybeStaff()


def _bare(numbers: Sequence[int]) -> tuple[Staff, ...]:
    if len(numbers) == 1:
        return (Staff(total=numbers[0]), Staff(done=numbers[0]))
    return (Staff(numbers[1], numbers[0]),) if len(numbers) == 2 else ()


def _vocabulary(done: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Phrases by their words; of a word that means two things the later table holds."""
    tables = {
        "": words.AROUND,
        "A": words.ALL,
        "X": words.NOT_YET,
        "~": words.ABOUT,
        "?": words.NONE_OF_IT,
        "S": words.STAFF,
        "T": words.TOTAL,
        "D": "|".join((words.DONE, *(fold(word) for word in done))),
        "I": words.INSTEAD,
    }
    return {tuple(phrase.split()): kind for kind, table in tables.items() for phrase in table.split("|")}


LONGEST_PHRASE = 6


def _words(tokens: Sequence[Token], known: Mapping[tuple[str, ...], str]) -> Iterator[_Word]:
    at, accented = 0, any(not token.raw.isascii() for token in tokens)
    while at < len(tokens):
        number = _number(tokens, at, accented)
        if number is not None:
            word, size = number
            a_day = at > 0 and tokens[at - 1].word in words.BEFORE_A_DAY
            if word.kind != "F" or word.of > MONTHS or not a_day:
                yield word
            at += size
            continue
        kind, size = _phrase(tokens, at, known)
        if kind:
            yield _Word(kind)
        at += size


def _number(tokens: Sequence[Token], at: int, accented: bool) -> tuple[_Word, int] | None:
    token, after = tokens[at], [one.word for one in tokens[at + 1 : at + 3]]
    if token.kind == "date":
        parts = [int(part) for part in re.findall(r"\d+", token.word)]
        return (_Word("F", *parts) if len(parts) == 2 and "/" in token.word else _Word("U")), 1
    if token.kind == "number":
        piece = digits(token)
        if len(after) == 2 and after[0] == "/" and tokens[at + 2].kind == "number":
            return _Word("F", piece.value, digits(tokens[at + 2]).value), 3
        return _counted(piece), 1
    found = spelled(list(tokens), at, accented)
    return (_counted(found[0]), found[1]) if found and found[0].value >= 10 else None


def _counted(one: Piece) -> _Word:
    return _Word("N", one.value) if one.flaw is Flaw.NONE else _Word("~")


_MARKS = {**dict.fromkeys(",;.!()|•\n", "|"), **dict.fromkeys(":=-–*\"'", ""), "?": "?", "%": "~"}


def _phrase(tokens: Sequence[Token], at: int, known: Mapping[tuple[str, ...], str]) -> tuple[str, int]:
    for size in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
        kind = known.get(tuple(token.word for token in tokens[at : at + size]))
        if kind is not None and tokens[at].raw != words.NO_DONE:
            return kind, size
    token = tokens[at]
    return ("|" if token.kind == "line" else _MARKS.get(token.word, "U")), 1


def _without(tokens: list[Token], names: Collection[str]) -> list[Token]:
    """The unit's own name may hold numbers, and words that mean something."""
    for name in sorted((fold(one).split() for one in names), key=len, reverse=True):
        places = range(len(tokens) - len(name) + 1)
        at = next((at for at in places if [token.word for token in tokens[at : at + len(name)]] == name), None)
        if at is not None and name:
            return [*tokens[:at], replace(tokens[at], kind="mark", word=","), *tokens[at + len(name) :]]
    return tokens
