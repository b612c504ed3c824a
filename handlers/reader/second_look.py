"""A second look at what would be recorded: what each number of the message is likely to tell, learnt from examples.

It finds numbers by itself, apart from the grammar, so that it is not blind where the grammar is; it never records. What
it was taught with, and how, stands in bench/second_look.py; a test fails where the features are no longer those taught.
"""

import gzip
import json
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from struct import Struct
from typing import Generic, NamedTuple, TypeVar

from handlers.language.context import Context, Counting, Span
from handlers.language.indicators import KINDS
from handlers.language.tokens import LONGEST_TOKEN, plain
from handlers.language.words_numbers import AFTER_TENS, CONTRACTED, ONES, TEN, TENS_WORDS
from handlers.reader.reading import Ask, Correction, Doubt, Entry, Figures, Mode, Option, Reading, Unclear

NONE, STEP = "none", "step"  # no figure; what a correction adds or takes away
ROLES = (NONE, STEP, *KINDS)
POSSIBLE = 0.02  # less likely than this is asked about; chosen on seed 200 and labelled sets kept out of the teaching
LENT = 0.6  # a figure so likely is worth offering where the grammar asks
MOST_NUMBERS = 40
MOST_WORDS = 400
_TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_][^\W_]*|[^\w\s]|\n")
_FIGURE = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d")
_FOREIGN = re.compile(r"[^\D0-9]")  # digits of other scripts
_COLUMNS = re.compile(r"[,;|\t]")
_NOUGHT = frozenset({"khong", "ko", "kg", "hong", "khoong"})  # may be a figure at the end of what is counted
_STOPS = frozenset(",;.\n:/()!?")
_FIRST = {word: value for word, value in ONES.items() if value} | {TEN: 10} | CONTRACTED


class Word(NamedTuple):
    word: str  # lower case, accents kept
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    value: int
    first: int  # of the words
    last: int
    start: int  # of the text
    end: int
    spelled: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows`: what each feature says of every role, each in its own 16 bits of one integer: to add rows is one step."""

    version: str
    bias: tuple[float, ...]
    scale: float
    rows: dict[str, int]


@lru_cache(maxsize=1)
def weights() -> Weights:
    packed = (files("handlers.reader") / "data" / "second_look.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    rows = {name: sum(weight << _LANE * at for at, weight in enumerate(row)) for name, row in told["rows"].items()}
    return Weights(told["version"], tuple(told["bias"]), told["scale"], rows)


_LANE = 16  # bits: some hundred features of a number, none of them beyond 127
_NOUGHT_AT = 1 << _LANE - 1
_LIFT = sum(_NOUGHT_AT << _LANE * at for at in range(len(ROLES)))  # so that no lane is below nought
_LANES = Struct(f"<{len(ROLES)}H")


def words_of(text: str) -> list[Word]:
    """Places are those of the text as it was sent, as long as composing its accents moves none."""
    composed = unicodedata.normalize("NFC", text).lower().replace("·", ",")  # as we part figures ourselves
    digits = _FOREIGN.sub(lambda found: str(unicodedata.decimal(found[0])), composed)
    words: list[Word] = []
    for found in _TOKEN.finditer(digits):
        word, (start, end) = found[0][:LONGEST_TOKEN], found.span()
        words.append(Word(word, _folded(word), start, end))
    return words


@lru_cache(maxsize=5_000)
def _folded(word: str) -> str:
    return plain(word) if word[0].isdigit() else _DIGITS.sub("", plain(word))  # of an input method left off


@lru_cache(maxsize=2)
def _spelled(accents: bool) -> tuple[dict[str, int], frozenset[str], dict[str, int]]:
    """What opens a number in words, what makes tens of it, what stands behind tens."""
    shape = str if accents else plain
    behind = {word: value for word, value in (ONES | AFTER_TENS).items() if value}
    return (
        {shape(word): value for word, value in _FIRST.items()},
        frozenset(shape(word) for word in TENS_WORDS),
        {shape(word): value for word, value in behind.items()},
    )


def numbers_of(words: list[Word]) -> list[Number]:
    accents = not "".join([word.word for word in words]).isascii()
    opens, tens, behind = _spelled(accents)
    numbers, last = [], -1
    for at, (word, folded, start, _end) in enumerate(words):
        if at <= last:
            continue
        value = int(word) if word[0] in "0123456789" and _FIGURE.fullmatch(word) else None
        last, spelled = at, value is None
        if value is None and word in opens:
            value = opens[word]
            follows = words[at + 1].word if at + 1 < len(words) else ""
            if value < 10 and follows in tens:
                value, last = value * 10, at + 1
                follows = words[at + 2].word if at + 2 < len(words) else ""
            elif value < 10 and follows in behind:
                value *= 10
            if value >= 10 and follows in behind:
                value, last = value + behind[follows], last + 1
        elif value is None and folded in _NOUGHT:
            value = 0
        if value is not None:
            numbers.append(Number(value, at, last, start, words[last].end, spelled))
    return numbers


# Of one word, by where it stands: so many words before a number or behind it, in its clause, behind another figure in
# it, at the edge of it, or anywhere in the message.
L1, L2, L3, L4, R1, R2, R3, R4, CLAUSE_LEFT, CLAUSE_RIGHT, BEHIND_ANOTHER, EDGE_LEFT, EDGE_RIGHT, ANYWHERE = range(14)
REACH = 4
T = TypeVar("T")


@dataclass(slots=True)
class Seen(Generic[T]):
    """Of a number, or of the message: what its words say by their places, and all that is more than a word."""

    words: list[T]
    names: list[str]


def of_word(sign: str) -> tuple[tuple[str, ...], ...]:
    """The names of its features, by place."""
    first, last = sign[:2], sign[-2:]
    return (
        (f"l1={sign}", f"l1p={first}", f"l1s={last}"), (f"l2={sign}", f"l2p={first}"), (f"l3={sign}",), (f"l4={sign}",),
        (f"r1={sign}", f"r1p={first}", f"r1s={last}"), (f"r2={sign}", f"r2p={first}"), (f"r3={sign}",), (f"r4={sign}",),
        (f"cl={sign}",), (f"cr={sign}",), (f"cr+={sign}",), (f"bl={sign}",), (f"br={sign}",), (f"m={sign}",),
    )  # fmt: skip


@lru_cache(maxsize=5_000)
def _weight_of_word(sign: str) -> tuple[int, ...]:
    rows = weights().rows
    return tuple(sum(rows.get(name, 0) for name in names) for names in of_word(sign))


def seen(
    words: list[Word], numbers: list[Number], context: Context, word: Callable[[str], Sequence[T]]
) -> tuple[Seen[T], list[Seen[T]]]:
    """Of the message, and of each number; `word`: what a word says by its places."""
    signs = [one.folded if not one.word[0].isdigit() else "#" for one in words]
    for number in numbers:
        for at in range(number.first, number.last + 1):
            signs[at] = "#"
    awaited = "a" if context.awaiting else "n"
    values = context.last.values if context.last is not None else {}
    state = awaited + ("r" if values else "")
    ends = [sign for sign in signs if sign not in _STOPS]
    names = [f"s={state}", f"n={min(sum(number.value > 0 for number in numbers), 5)}{awaited}"]
    names += [f"e={' '.join(ends[-many:])}" for many in (1, 2, 3)] + [f"b={' '.join(ends[:many])}" for many in (1, 2)]
    whole = Seen([word(sign)[ANYWHERE] for sign in set(signs[:60])], names)
    signs = ["^"] * REACH + signs + ["$"] * REACH
    say = [word(sign) for sign in signs]
    told, of_numbers, end = [number.value for number in numbers], [], REACH + len(words)
    for at, number in enumerate(numbers):
        value, first, after = number.value, number.first + REACH, number.last + REACH + 1
        l3, l2, l1 = signs[first - 3 : first]
        r1, r2, r3 = signs[after : after + 3]
        said = [
            say[first - 1][L1], say[first - 2][L2], say[first - 3][L3], say[first - 4][L4],
            say[after][R1], say[after + 1][R2], say[after + 2][R3], say[after + 3][R4],
        ]  # fmt: skip
        names = [
            f"l12={l2} {l1}", f"l23={l3} {l2}", f"r12={r1} {r2}", f"r23={r2} {r3}", f"lr={l1} {r1}",
            f"l123={l3} {l2} {l1}", f"r123={r1} {r2} {r3}", f"lrr={l1} {r1} {r2}", f"llr={l2} {l1} {r1}",
            f"st={state}{l1}", f"sr={state}{r1}",
        ]  # fmt: skip
        if number.first:
            names.append(f"w1={words[number.first - 1].word}")
        if after < end:
            names.append(f"v1={words[number.last + 1].word}")
        i = first - 1
        while i >= REACH and signs[i] not in _STOPS and first - i < 9:
            said.append(say[i][CLAUSE_LEFT])
            i -= 1
        said.append(say[i][EDGE_LEFT])
        i, place = after, CLAUSE_RIGHT
        while i < end and signs[i] not in _STOPS and i - after < 8:
            place = BEHIND_ANOTHER if signs[i] == "#" else place
            said.append(say[i][place])
            i += 1
        said.append(say[i][EDGE_RIGHT])
        kind = "d" if not number.spelled else "w" if number.first == number.last else "W"
        kind = kind if value else "0"
        tens = min(value // 10, 7) if value < 100 else 8 if value < 300 else 9
        names += (f"v={tens}{kind}", f"k={kind}", f"at={min(at, 3)}", f"le={len(numbers) - 1 - at or 'last'}")
        names += [f"eq={name}" for name, stands in values.items() if stands == value]
        names += [f"near={name}" for name, stands in values.items() if 0 < abs(stands - value) < 6]
        names.append(f"again={value in told[:at]}")
        earlier = told[at - 1] if at else -1
        names.append(f"up={(value > earlier) - (value < earlier)}{len(told) == 1}")
        names.append(f"sum={len(told) > 2 and sum(told) == 2 * value}")
        if len(told) > 2:
            names.append(f"most={value == max(told)}")
        of_numbers.append(Seen(said, names))
    return whole, of_numbers


def features(words: list[Word], numbers: list[Number], context: Context) -> tuple[list[str], list[list[str]]]:
    """By their names, of the message and of each number: what is taught."""
    whole, of_numbers = seen(words, numbers, context, of_word)
    named = [[*(name for names in one.words for name in names), *one.names] for one in (whole, *of_numbers)]
    return named[0], named[1:]


def likelihoods(words: list[Word], numbers: list[Number], context: Context) -> list[dict[str, float]]:
    learnt = weights()
    whole, of_numbers = seen(words, numbers, context, _weight_of_word)
    row, scale = learnt.rows.get, learnt.scale
    common = sum(whole.words) + sum(filter(None, map(row, whole.names)))
    likely = []
    for number in of_numbers:
        total = common + sum(number.words) + sum(filter(None, map(row, number.names)))
        lanes = _LANES.unpack((total + _LIFT).to_bytes(_LANES.size, "little"))
        raw = [bias + (lane - _NOUGHT_AT) * scale for bias, lane in zip(learnt.bias, lanes, strict=True)]
        most = max(raw)
        powers = [math.exp(value - most) for value in raw]
        whole_power = sum(powers)
        likely.append({role: power / whole_power for role, power in zip(ROLES, powers, strict=True)})
    return likely


@lru_cache(maxsize=64)
def _known(counting: Counting) -> bool:
    """Whether it was taught what this campaign counts, and every word that the campaign has for it."""
    taught = {word for feature in weights().rows for word in feature.partition("=")[2].split()} | _NOUGHT
    names = (name for indicator in counting.indicators for name in (indicator.name, *indicator.words))
    return (
        all(indicator.code in KINDS for indicator in counting.indicators)
        and {plain(w) for w in " ".join(names).lower().split()} <= taught
    )


def tabled(text: str) -> bool:
    """A heading of columns: the grammar reads tables, what stands around a cell tells nothing."""
    head, _, rest = text.strip().partition("\n")
    return "|" in text or "\t" in text or (bool(rest) and len(_COLUMNS.findall(head)) > 1 and not _DIGITS.search(head))


def looked_at(text: str, context: Context) -> tuple[list[Number], list[dict[str, float]]]:
    """The numbers, and how likely each role of each is; none where it has no opinion."""
    if len(text) > 10 * MOST_WORDS or not _known(context.counting) or tabled(text):
        return [], []
    words = words_of(text)
    numbers = numbers_of(words) if len(words) <= MOST_WORDS else []
    if not 0 < len(numbers) <= MOST_NUMBERS:
        return [], []
    return numbers, likelihoods(words, numbers, context)


def second_look(text: str, context: Context, reading: Reading) -> Reading:
    """The reading, or a question in its place with both readings; the grammar's own question, with a choice."""
    if isinstance(reading, Ask):
        return _lent(text, context, reading)
    if not isinstance(reading, Figures | Correction):
        return reading
    numbers, likely = looked_at(text, context)
    objection = _objection(reading.entries, numbers, likely, context)
    if objection is None:
        return reading
    number, probable = objection
    mine = _mine(reading.entries, number, probable)
    options = (Option(reading.entries), *([Option(mine)] if mine else []))
    moved = len(unicodedata.normalize("NFC", text)) != len(text)
    span = Span(0, len(text)) if moved else Span(number.start, number.end)
    return Ask(Doubt(Unclear.UNLIKELY, span, options))


def _lent(text: str, context: Context, asked: Ask) -> Ask:
    """Only tonight's figures of one's own, all of them likely: the choice says neither night nor group."""
    doubt = asked.doubt
    if doubt.options or doubt.why is not Unclear.WHICH_INDICATOR or not context.awaiting or context.own is None:
        return asked
    values: dict[str, int] = {}
    for number, probable in zip(*looked_at(text, context), strict=True):
        role = max(probable, key=lambda name: probable[name])
        if number.value and (role not in KINDS or probable[role] < LENT or role in values):
            return asked
        if role in KINDS and probable[role] >= LENT:
            values[role] = number.value
    return Ask(replace(doubt, options=(Option((Entry(values, span=doubt.span),)),))) if values else asked


def _objection(
    entries: tuple[Entry, ...], numbers: list[Number], likely: list[dict[str, float]], context: Context
) -> tuple[Number, dict[str, float]] | None:
    """The number that is least likely what would be recorded of it."""
    told: dict[int, set[str]] = {}
    before = context.last.values if context.last is not None else {}
    for entry in entries:
        for name, value in entry.values.items():
            told.setdefault(value, set()).add(name)
            if entry.mode is Mode.SET and name in before:
                told.setdefault(abs(value - before[name]), set()).add(STEP)
    worst: tuple[float, tuple[Number, dict[str, float]] | None] = (POSSIBLE, None)
    for number, probable in zip(numbers, likely, strict=True):
        allowed = told.get(number.value, set()) | {NONE, STEP}
        worst = min(worst, (sum(probable[name] for name in allowed), (number, probable)), key=lambda one: one[0])
    for value, names in told.items():
        for name in names - {STEP} if value else ():  # nothing may be told by words that hold no nought
            own = [(p[name] + p[STEP], (n, p)) for n, p in zip(numbers, likely, strict=True) if n.value == value]
            if own:
                worst = min(worst, max(own, key=lambda one: one[0]), key=lambda one: one[0])
    return worst[1]


def _mine(entries: tuple[Entry, ...], number: Number, probable: dict[str, float]) -> tuple[Entry, ...]:
    """The same, with that number as it looks likeliest."""
    if len(entries) != 1:
        return ()
    (entry,) = entries
    role = max(probable, key=lambda name: probable[name])
    values = {
        name: value
        for name, value in entry.values.items()
        if value != number.value or name == role or (not value and probable[name] >= POSSIBLE)
    }
    if role in KINDS:
        values[role] = number.value
    return (replace(entry, values=values),) if values and values != entry.values else ()
