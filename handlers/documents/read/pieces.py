"""One line of a list -> its pieces in order: what says when, and what else it says, wherever people put them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from handlers.documents.read import words_lists
from handlers.documents.read.moments import DateToken, Sort, tokens
from handlers.documents.read.words import GROUP_SIGNS, clean, fold

TIMELY = frozenset(Sort) - {Sort.WORD, Sort.DOUBT}
DATED = frozenset({Sort.DATE, Sort.RECURRING, Sort.WEEKDAY})
ANCHORS = frozenset({Sort.DATE, Sort.TIME, Sort.RECURRING})
FIRM = ANCHORS | {Sort.WEEKDAY, Sort.PART, Sort.MONTH}
LOOSE = frozenset({Sort.BREAK, Sort.RANGE, Sort.FROM, Sort.DAY, Sort.EXCEPT})
CUT = re.compile(r"\s*:\s+|\s*:$|\s+[-–—]+>?\s*|\s*[-–—]+>?\s+|\s*[()\[\]|;\x1f\t→➡⇒]+\s*|\s*=+>?\s*")
SIGN_WORDS = frozenset(sign.split()[-1] for sign in GROUP_SIGNS)


@dataclass(frozen=True, slots=True)
class LinePiece:
    """`start:end` in the line; `before`: the sign that parts it from the piece before it."""

    text: str
    start: int
    end: int
    when: bool
    before: str = ""

    @property
    def sorts(self) -> frozenset[Sort]:
        return frozenset(token.sort for token in tokens(self.text))

    @property
    def dated(self) -> bool:
        return self.when and bool(self.sorts & DATED)


def cut(line: str) -> tuple[LinePiece, ...]:
    """`line`: clean, without its bullet."""
    found: list[LinePiece] = []
    for segment in _segments(line):
        found += _parted(segment)
    return tuple(_joined(line, [piece for piece in found if piece.text.strip(" ,.;:*_\"'•")]))


def _segments(line: str) -> Iterator[LinePiece]:
    start, sign = 0, ""
    for parting in CUT.finditer(line):
        if parting.start() > start or sign:
            yield LinePiece(line[start : parting.start()], start, parting.start(), when=False, before=sign)
        start, sign = parting.end(), parting[0].strip() or " "
    yield LinePiece(line[start:], start, len(line), when=False, before=sign)


def _parted(segment: LinePiece) -> list[LinePiece]:
    """What says when in a segment, and the words around it."""
    found = list(tokens(segment.text))
    if found and all(token.sort in TIMELY for token in found):
        return [replace(segment, when=bool({token.sort for token in found} & FIRM))]
    pieces: list[LinePiece] = []
    at = 0
    for first, last in _runs(found, segment.text):
        pieces += [_slice(segment, at, first), _slice(segment, first, last, when=True)]
        at = last
    return [*pieces, _slice(segment, at, len(segment.text))]


def _slice(segment: LinePiece, first: int, last: int, *, when: bool = False) -> LinePiece:
    before = segment.before if first == 0 else ","
    return LinePiece(segment.text[first:last], segment.start + first, segment.start + last, when, before)


def _runs(found: list[DateToken], text: str) -> Iterator[tuple[int, int]]:
    """From where to where the words of a segment say when: runs of such tokens without what belongs to a name."""
    run: list[DateToken] = []
    spoken: DateToken | None = None  # the word before the run
    for token in [*found, DateToken(Sort.WORD, len(text), len(text))]:
        if token.sort in TIMELY and not _is_name(token, spoken if not run else run[-1], text):
            run.append(token)
            continue
        trimmed = _trimmed(run, spoken, text)
        anchored = any(one.sort in ANCHORS for one in trimmed)
        opening = bool(trimmed) and spoken is None and trimmed[0].sort in {Sort.WEEKDAY, Sort.PART}
        if anchored or opening:
            yield _from_its_words(trimmed[0].start, text, spoken), trimmed[-1].end
        run, spoken = [], token


def _is_name(token: DateToken, before: DateToken | None, text: str) -> bool:
    """As in "Tổ 5/2", "tòa T2": behind the word for a kind a date without a year, or a weekday, is a name."""
    if token.sort not in {Sort.DATE, Sort.WEEKDAY} or before is None or (token.date and token.date.year):
        return False
    return fold(text[before.start : before.end]) in SIGN_WORDS and not text[before.end : token.start].strip()


def _trimmed(run: list[DateToken], spoken: DateToken | None, text: str) -> list[DateToken]:
    """Without the numbers of the name before it ("tổ 1, 2, 3 ngày 10/11") and what is left loose at its ends."""
    first = 0
    before = spoken
    while first < len(run) and run[first].sort not in FIRM:
        told = before is not None and "ngay" in fold(text[before.end : run[first].start])
        if told or (spoken is None and run[first].sort is Sort.DAY):
            break
        before = run[first]
        first += 1
    if 0 < first < len(run) and run[first - 1].sort is Sort.FROM:
        first -= 1
    last = len(run)
    while last > first and run[last - 1].sort in LOOSE:
        last -= 1
    return run[first:last]


def _from_its_words(start: int, text: str, spoken: DateToken | None) -> int:
    """With "ngày", "lúc" before it."""
    low = spoken.end if spoken else 0
    led = re.search(r"(?:\b(?:tu|ngay|vao|luc|hoi|cac|nhung|buoi|khoang)\s+)+$", fold(text[low:start]))
    return low + led.start() if led else start


def _joined(line: str, pieces: list[LinePiece]) -> list[LinePiece]:
    """What says when and stands side by side is one: "09/11 - 11/11", "14 - 16/11", "19h30 ngày 09/11 (thứ hai)"."""
    pieces = _numbered(pieces)
    joined: list[LinePiece] = []
    for piece in pieces:
        if joined and joined[-1].when and piece.when and piece.before != ";":
            joined[-1] = replace(joined[-1], text=line[joined[-1].start : piece.end], end=piece.end)
        else:
            joined.append(piece)
    return joined


def _numbered(pieces: list[LinePiece]) -> list[LinePiece]:
    """A bare number before a dash and a date begins a range of days."""
    told = [
        replace(piece, when=True)
        if not piece.when and piece.sorts == {Sort.DAY} and behind.dated and behind.before[:1] in {"-", "–", "—"}
        else piece
        for piece, behind in pairwise(pieces)
    ]
    return [*told, *pieces[-1:]]


def bare(line: str) -> tuple[str, bool]:
    """Without who sent it and when, and without its bullet; whether it had one."""
    text = clean(line).strip()
    sent = words_lists.SENT.match(text)
    text = text[sent.end() :] if sent else text
    bulleted = words_lists.BULLET.match(text)
    text = text[bulleted.end() :] if bulleted else text
    return words_lists.PICTURES.sub(" | ", text).strip(" .;|"), bool(bulleted)
