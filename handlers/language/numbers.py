"""Numbers as people write them: digits, thousands, words of every region, and those too vague to record."""

import re

from handlers.language import tags
from handlers.language import words_numbers as words
from handlers.language.phrases import agrees
from handlers.language.pieces import Flaw, Piece
from handlers.language.tokens import Token, plain, tokenise

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SLIP = re.compile(r"[ol]{1,3}|[ilo]")
MOST = 99_999_999


def _by_fold(table: dict[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    folded: dict[str, list[tuple[str, int]]] = {}
    for word, value in table.items():
        folded.setdefault(plain(word), []).append((word, value))
    return {key: tuple(some) for key, some in folded.items()}


_ONES = _by_fold(words.ONES)
_AFTER = _by_fold(words.AFTER_TENS)
_TENS = frozenset(plain(word) for word in words.TENS_WORDS)
_CONTRACTED = _by_fold(words.CONTRACTED)
_THOUSAND = frozenset(plain(word) for word in words.THOUSAND)
_HALF = frozenset(plain(word) for word in words.HALF)
_ODD = frozenset(plain(word) for word in words.ODD)
_TIMES = _by_fold(words.MULTIPLES)
_FEW = frozenset("123456789")
_OFTEN_OTHER = frozenset({"sau", "tam", "nam", "bay"})  # without accents: after, about, south, this
NUMBER_WORDS = frozenset((*words.ONES, *words.AFTER_TENS, *words.TENS_WORDS, words.HUNDRED))
STARTS = frozenset(_ONES) | _TENS | frozenset(_CONTRACTED) | {plain(words.HUNDRED)}


def digits(token: Token) -> Piece:
    """A token of digits, perhaps with separators."""
    text, flaw = token.word, Flaw.NONE
    if _THOUSANDS.fullmatch(text):
        text = re.sub("[.,]", "", text)
    elif not text.isdigit():
        text, flaw = re.split("[.,]", text)[0], Flaw.DECIMAL
    value = min(int(text[:10]), MOST)
    return Piece(tags.NUMBER, token.start, token.end, token.word, token.raw, value, flaw, glued=token.glued)


def slip(letters: Token, number: Token, before: bool) -> Piece | None:
    """`2O`, `l5`: a letter that a scanner or thumb took for a digit. The reading is only a guess."""
    if not _SLIP.fullmatch(letters.word) or not number.word.isdigit():
        return None
    read = letters.word.replace("o", "0").replace("l", "1").replace("i", "1")
    text = read + number.word if before else number.word + read
    first, last = (letters, number) if before else (number, letters)
    return Piece(tags.NUMBER, first.start, last.end, text, text, int(text[:9]), Flaw.SLIP, glued=first.glued)


def _times(token: Token, accented: bool) -> int:
    return next((n for name, n in _TIMES.get(token.word, ()) if agrees(token.raw, name, accented)), 0)


def dozens(token: Token, word: Token, accented: bool) -> tuple[Piece, int] | None:
    """`2 chục`, `2 tá`: tens or twelves counted in a digit."""
    times = _times(word, accented)
    if not times or token.word not in _FEW:
        return None
    text, flaw = f"{token.word} {word.word}", Flaw.TWO_WAYS if times > 10 else Flaw.NONE
    return Piece(tags.NUMBER, token.start, word.end, text, text, times * int(token.word), flaw, glued=token.glued), 2


def spelled(tokens: list[Token], at: int, accented: bool) -> tuple[Piece, int] | None:
    """A number in words that begins here, and how many words it takes."""
    if tokens[at].kind != "word" or tokens[at].word not in STARTS:
        return None
    reader = _Words(tokens, at, accented)
    value = reader.number()
    if value is None:
        return None
    last = tokens[reader.at - 1]
    size = reader.at - at
    word = " ".join(t.word for t in tokens[at : reader.at])
    raw = " ".join(t.raw for t in tokens[at : reader.at])
    first = tokens[at]
    piece = Piece(tags.NUMBER, first.start, last.end, word, raw, value, reader.flaw, glued=first.glued, spelled=True)
    return piece, size


def is_spelled_in(text: str) -> bool:
    """A number in words, of two or more: alone, `năm` and `ba` are other words as well."""
    tokens, accented = tokenise(text), not text.isascii()
    return any((found := spelled(tokens, at, accented)) is not None and found[1] > 1 for at in range(len(tokens)))


class _Words:
    """Reads number words from left to right; `flaw` tells what makes the result uncertain."""

    def __init__(self, tokens: list[Token], at: int, accented: bool) -> None:
        self.tokens = tokens
        self.at = at
        self.accented = accented
        self.flaw = Flaw.NONE

    def number(self) -> int | None:
        start = self.at
        value = self._below_hundred()
        if self._is(words.HUNDRED):
            lead = 1 if value is None else value
            self.at += 1
            if value is None and self._word() not in _ODD:
                self.flaw = Flaw.VAGUE
            value = lead * 100 + self._after_hundred()
        if value is not None and self._word() in _THOUSAND:
            self.at += 1
            self.flaw = Flaw.VAGUE
            value *= 1000
        return value if self.at > start else None

    def _after_hundred(self) -> int:
        if self._word() in _ODD and self._value(_ONES, 1) is not None:
            self.at += 1
            return self._take(_ONES) or 0
        start = self.at
        tail = self._below_hundred()
        if tail is None:
            return 0
        if tail < 10 and self.at == start + 1:
            self.flaw = Flaw.TWO_WAYS
            return tail * 10
        return tail

    def _below_hundred(self) -> int | None:
        if self._word() in _CONTRACTED and self._value(_AFTER, 1, _ONES) is not None:
            tens = self._take(_CONTRACTED) or 0
            return tens + self._take(_AFTER, _ONES)
        if self._word() in _TENS:
            return self._teens()
        ones = self._value(_ONES)
        if ones is None:
            return None
        self.at += 1
        return self._after_one(ones)

    def _teens(self) -> int | None:
        token = self.tokens[self.at]
        if token.word == plain(words.DOZEN):
            return self._ten_and_a_half()
        self.at += 1
        unit = self._value(_ONES, also=_AFTER)
        clear = agrees(token.raw, words.TEN, self.accented) and not agrees(token.raw, words.VAGUE_TEN, self.accented)
        if unit is None:
            if not clear:
                self.flaw = Flaw.VAGUE
            return 10
        if not clear and not token.raw.isascii():
            self.flaw = Flaw.VAGUE
        self.at += 1
        return 10 + unit

    def _ten_and_a_half(self) -> int | None:
        """`chục rưỡi`; ten alone is vague where it opens a number."""
        if self._word(1) not in _HALF:
            return None
        self.at += 2
        return 15

    def _after_one(self, ones: int) -> int:
        times = _times(self.tokens[self.at], self.accented) if self.at < len(self.tokens) and ones else 0
        if times and self._word() not in _TENS:
            self.at += 1
            self.flaw = Flaw.TWO_WAYS  # twelve, or a manner of speaking
            return times * ones
        if self._word() in _TENS:
            if self.at and ones == 0:
                self.flaw = Flaw.VAGUE
            vague_step = self._is(words.DOZEN)
            self.at += 1
            unit = self._value(_AFTER, also=_ONES)
            if unit is None:
                return ones * 10
            if vague_step:
                self.flaw = Flaw.TWO_WAYS
            self.at += 1
            return ones * 10 + unit
        unit = None if self._word() in _HALF else self._value(_AFTER, also=_ONES)
        if self.tokens[self.at - 1].raw in _OFTEN_OTHER:
            return ones
        if unit is None or ones == 0 or self._is(words.HUNDRED, 1) or self._word(1) in _TENS:
            return ones
        self.at += 1
        word = plain(self.tokens[self.at - 1].word)
        if unit == ones + 1 and word in _ONES and word not in {"lam", "nham", "tu", "mot"}:
            self.flaw = Flaw.RANGE
        elif (
            self.tokens[self.at - 1].raw in _OFTEN_OTHER
            or self.tokens[self.at - 1].word == "nam"
            or self._word() in _ONES
        ):
            self.flaw = Flaw.TWO_WAYS
        return ones * 10 + unit

    def _word(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].word if at < len(self.tokens) else ""

    def _is(self, want: str, ahead: int = 0) -> bool:
        at = self.at + ahead
        return self._word(ahead) == plain(want) and agrees(self.tokens[at].raw, want, self.accented)

    def _value(
        self,
        table: dict[str, tuple[tuple[str, int], ...]],
        ahead: int = 0,
        also: dict[str, tuple[tuple[str, int], ...]] | None = None,
    ) -> int | None:
        at = self.at + ahead
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        some = table.get(token.word, ()) + (also or {}).get(token.word, ())
        return next((value for word, value in some if agrees(token.raw, word, self.accented)), None)

    def _take(
        self, table: dict[str, tuple[tuple[str, int], ...]], also: dict[str, tuple[tuple[str, int], ...]] | None = None
    ) -> int:
        value = self._value(table, also=also)
        self.at += 1
        return value or 0
