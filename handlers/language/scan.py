"""From words to pieces: at each place a list mark, a group, a night, a number or a known phrase."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from handlers.language import area_lists, dates, groups, numbers, phrases, tags, zeros
from handlers.language.context import Context, Plan
from handlers.language.group_names import Names, names_of
from handlers.language.meanings import meant
from handlers.language.phrases import Branch, vocabulary_of
from handlers.language.pieces import Flaw, Piece
from handlers.language.spelling import spell
from handlers.language.tags import Tag
from handlers.language.tokens import Token, tokenise
from handlers.language.vocabulary import cue, listed

_TITLES = cue("titles")
_SPELT_TITLES = frozenset(listed("cues", "titles"))
_MARKS = {
    **dict.fromkeys(',;()/|-[]"&\u2013\u2014\u2022\u00b7\u201c\u201d\u2212', tags.BREAK),
    **dict.fromkeys(".!?\u2026", tags.STOP),
    **dict.fromkeys("~<>\u2248\u00b1\u2264\u2265", tags.ABOUT),
    ":": tags.LINK,
    "=": tags.EQUALS,
    "+": tags.PLUS,
    "%": tags.OR_SO,
}
_SPELT = frozenset({"word", "short"})
_SILENT = frozenset("*_#`'\u2019@^$\\{}")
_TRAPS = frozenset({"link", "document", "phone", "clock", "money", "version"})
_BEGINNINGS = dates.STARTS | zeros.NOT | numbers.STARTS
_VAGUE = frozenset({tags.VAGUE, tags.FILL})
_NO_LABEL = frozenset({tags.FILL, tags.UNKNOWN, tags.LINK})
_SELDOM_OTHER = frozenset({"bon", "chin", "mot"})  # without accents still numbers
_EQUALS, _INTO, _PARTICLES = cue("equals"), tuple(cue("into")), cue("particles")
_BEFORE_MARKS = frozenset({"\n", "\r", "\r\n", ";", ",", ":", "."})
_IS = frozenset({":", "=", "la"})
LONGEST = 500  # a table of all groups of a ward with six columns has about 350 words and marks


@dataclass(slots=True)
class Scan:
    """One pass over the tokens of one text."""

    tokens: list[Token]
    root: Branch  # of the vocabulary
    plan: Names
    today: date
    accented: bool
    own: frozenset[str]  # the campaign's own words for what it counts
    pieces: list[Piece] = field(default_factory=list)


def scan(text: str, context: Context) -> list[Piece] | None:
    """None for a text too long to be the counts of an evening."""
    tokens = tokenise(text)
    if len(tokens) > LONGEST:
        return None
    accented = not "".join([t.raw for t in tokens if t.kind in _SPELT]).isascii()
    vocabulary = vocabulary_of(context.counting)
    names = names_of(context.plan)
    spelt = spell(tokens, vocabulary.own, vocabulary.glued, names.own)
    tokens = [t for t in spelt if t.kind != "mark" or t.raw not in _SILENT]
    state = Scan(tokens, vocabulary.root, names, context.today, accented, vocabulary.content)
    at = 0
    while at < len(tokens):
        at += _step(state, at)
    pieces = _told_apart(state.pieces) if tags.PERHAPS in [p.tag for p in state.pieces] else state.pieces
    return area_lists.spread(pieces, state.plan)


@lru_cache(maxsize=256)
def commonly(text: str, plan: Plan, today: date) -> tuple[Piece, ...]:
    """By the words that every campaign knows: several readers ask on the way of one message."""
    return tuple(scan(text, Context(plan, today)) or ())


def _told_apart(pieces: list[Piece]) -> list[Piece]:
    """`tiêm được 20 mũi 1`, `31 thẻ bhyt`: what tells more stands beside; else a word of several is no label."""
    told: list[Piece] = []
    opened = 0
    for piece in (*pieces, Piece(tags.STOP, 0, 0)):
        if piece.tag in {tags.STOP, tags.BREAK}:
            for at in [i for i in range(opened, len(told)) if told[i].tag is tags.PERHAPS]:
                told[at] = _settled(told[opened:], at - opened)
            opened = len(told) + 1
        told.append(piece)
    return told[:-1]


def _settled(clause: list[Piece], at: int) -> Piece:
    perhaps = clause[at]
    labels = [p for p in clause if p.tag is tags.INDICATOR]
    numbers = sum(p.tag is tags.NUMBER for p in clause)
    if len(perhaps.choices) == 1:
        served = len(labels) >= max(numbers, 1)
        return replace(
            perhaps, tag=tags.LINK if served else tags.INDICATOR, indicator="" if served else perhaps.choices[0]
        )
    after, before = clause[at + 1 :], clause[:at][::-1]
    near = (_label_before_numbers(after, 1), _label_before_numbers(before, 0))
    return replace(perhaps, tag=tags.LINK if any(label in perhaps.choices for label in near) else tags.UNKNOWN)


def _label_before_numbers(pieces: list[Piece], most: int) -> str:
    """The first label, with at most so many numbers before it."""
    for piece in pieces:
        most -= piece.tag is tags.NUMBER
        if most < 0:
            return ""
        if piece.tag is tags.INDICATOR:
            return piece.indicator
    return ""


def _step(state: Scan, at: int) -> int:
    """Adds the piece that begins at this token; returns how many tokens it took."""
    token = state.tokens[at]
    if token.kind == "word":
        found = _beginning(state, at)
    elif token.kind == "number":
        marker = _list_mark(state.tokens, at)
        if marker:
            state.pieces.append(Piece(tags.BREAK, token.start, token.end))
            return marker
        found = _figure(state, at)
    elif token.kind == "date":
        found = dates.find(state.tokens, at, state.today, state.accented)
    else:
        header = _chat_header(state, at) if token.word == "[" else 0
        if token.kind == "short":
            found = None
        else:
            state.pieces.append(Piece(tags.BREAK, token.start, token.end) if header else _other(token))
            return header or 1
    if found is None:
        return _phrase(state, at)
    piece, size = found
    if piece.tag is tags.NUMBER and piece.glued and _no_label(state):
        piece = replace(piece, flaw=piece.flaw or Flaw.TWO_WAYS)  # `da5`: an accent of VNI, or a number
    state.pieces.append(piece)
    return size


def _beginning(state: Scan, at: int) -> tuple[Piece, int] | None:
    """The group, night, nobody or number that begins with this word; most words begin none."""
    tokens, word = state.tokens, state.tokens[at].word
    glued = at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].kind == "number"
    group = groups.opens(word, state.plan)
    if not (glued or group or word in _BEGINNINGS):
        return None
    return (
        (groups.find(tokens, at, state.plan, state.accented) if group else None)
        or dates.find(tokens, at, state.today, state.accented)
        or (zeros.find(state.root, tokens, at, state.accented, state.own) if word in zeros.NOT else None)
        or (_slip(tokens[at], tokens[at + 1]) if glued else _spelled(state, at))
    )


def _figure(state: Scan, at: int) -> tuple[Piece, int]:
    """What begins with a number in digits."""
    tokens, token = state.tokens, state.tokens[at]
    found = groups.find(tokens, at, state.plan, state.accented)
    if found is None and _before_a_date(state):
        found = dates.bare(tokens, at, state.today)
    if found is None and at + 1 < len(tokens):
        after = tokens[at + 1]
        slip = numbers.slip(after, token, before=False) if after.glued and after.kind == "word" else None
        found = (slip, 2) if slip else numbers.dozens(token, after, state.accented)
    return found or (numbers.digits(token), 1)


def _no_label(state: Scan) -> bool:
    """The word before is none that a number is written to without a space."""
    return _last(state) in _NO_LABEL and state.pieces[-1].word != ":"


def _last(state: Scan) -> Tag:
    return state.pieces[-1].tag if state.pieces else tags.STOP


def _chat_header(state: Scan, at: int) -> int:
    """`[TN Hà Cầu]` at the start of a pasted line of chat, unless it names a group."""
    tokens = state.tokens
    if tokens[at].word != "[" or (at and tokens[at - 1].kind != "line"):
        return 0
    end = next((i for i in range(at + 1, min(at + 9, len(tokens))) if tokens[i].word == "]"), 0)
    inside = range(at + 1, end)
    if not end or any(tokens[i].kind != "word" or groups.find(tokens, i, state.plan, state.accented) for i in inside):
        return 0
    return end + 1 - at


def _before_a_date(state: Scan) -> bool:
    """Behind a name, a weekday (`chủ nhật 24.11`) or at the start."""
    last = state.pieces[-1] if state.pieces else None
    weekday = last is not None and last.tag is tags.DATE and len(last.nights) > 1 and last.out_of is None
    return weekday or _last(state) in {tags.GROUP, tags.STOP}


def _list_mark(tokens: list[Token], at: int) -> int:
    """`1.`, `2)`, a keycap at the start of a line that holds another number: how many tokens to pass over."""
    token = tokens[at]
    if len(token.word) > 2 or at + 2 >= len(tokens):
        return 0
    after, behind = tokens[at + 1], tokens[at + 2]
    marked = after.word in {".", ")", "/"} and after.glued and not (behind.glued and behind.kind == "number")
    marked = marked and not (after.word == "/" and behind.glued)
    if not marked and not (token.keycap and after.kind == "word" and len(token.word) == 1):
        return 0
    if at == 0 and token.word not in {"0", "1"} and after.word != "/" and not _in_sequence(tokens, at):
        return 0  # `27. Xin thêm 2 người`: lists begin with their first
    if at and tokens[at - 1].kind != "line" and (after.word != ")" or tokens[at - 1].word not in {";", ":", ",", "."}):
        return 0
    for ahead in tokens[at + 2 :]:
        if ahead.kind == "line":
            break
        if ahead.kind in {"number", "date"}:
            return 2 if marked else 1
    return 2 if marked and after.word != "/" and _in_sequence(tokens, at) else 0


def _in_sequence(tokens: list[Token], at: int) -> bool:
    """`1. Ông A`, and a line below or above that counts on."""
    beside = {str(int(tokens[at].word) - 1), str(int(tokens[at].word) + 1)} if tokens[at].word.isdecimal() else set()
    return any(t.word in beside for before, t in pairwise(tokens) if before.word in _BEFORE_MARKS) or (
        at > 0 and tokens[0].word in beside
    )


def _slip(letters: Token, number: Token) -> tuple[Piece, int] | None:
    piece = numbers.slip(letters, number, before=True)
    return (piece, 2) if piece else None


def _spelled(state: Scan, at: int) -> tuple[Piece, int] | None:
    """Number words; a single small one only where it cannot be another word."""
    read = numbers.spelled(state.tokens, at, state.accented)
    if read is None or read[1] > 1:
        return read
    piece, size = read
    if _opens_vague(state, at, size):
        return None
    return _zero(state, at + size, read) if piece.value == 0 else _single(state, at, read)


def _opens_vague(state: Scan, at: int, size: int) -> bool:
    """`một số người`, `một mình`."""
    longer = phrases.find(state.root, state.tokens, at, state.accented)
    return longer is not None and longer.length > size and not longer.tags.isdisjoint(_VAGUE)


def _zero(state: Scan, after: int, read: tuple[Piece, int]) -> tuple[Piece, int] | None:
    """`từ chối: không`, `vắng 2 sửa thành không`."""
    before = state.pieces[-1] if state.pieces else None
    if before is None or not (before.word in _EQUALS or (before.tag is tags.CHANGE and before.word.endswith(_INTO))):
        return None
    if after < len(state.tokens) and state.tokens[after].word in _PARTICLES:
        after += 1
    return read if _ends(state.tokens, after) else None


def _single(state: Scan, at: int, read: tuple[Piece, int]) -> tuple[Piece, int] | None:
    piece, size = read
    after = at + size
    following = phrases.find(state.root, state.tokens, after, state.accented) if after < len(state.tokens) else None
    kinds = following.tags if following else frozenset()
    plainly = _plainly_number(state, at)
    before = state.pieces[-1].tag if state.pieces else tags.STOP
    told = {
        tags.PEOPLE,
        tags.HOUSE,
        *({tags.INDICATOR} if not state.accented else ()),
    }  # `co nam nha vang`: Mrs Nam, or five
    if not kinds & told and state.pieces and _is_title(state.pieces[-1]):
        return None
    counted = kinds & {tags.PEOPLE, tags.HOUSE, tags.INDICATOR} and not kinds & {tags.NOBODY}
    counted = counted or (plainly and bool(following) and kinds == {tags.THING})
    if counted or (_after_label(state.pieces) and _ends(state.tokens, after)):
        return read if plainly or not state.tokens[at].raw.isascii() else (replace(piece, flaw=Flaw.VAGUE), size)
    if before in {tags.INDICATOR, tags.GOT, tags.ABOUT, tags.ADD, tags.LESS} and plainly:
        return read
    if before is tags.INDICATOR and (_ends(state.tokens, after) or state.tokens[at].raw in _SELDOM_OTHER):
        return replace(piece, flaw=Flaw.VAGUE), size
    known = plainly and len(state.tokens) <= 4 and _all_known(state, at)
    return read if known else None


def _is_title(piece: Piece) -> bool:
    """`có` is no `cô`."""
    return (
        piece.tag is not tags.NUMBER and piece.word in _TITLES and (piece.raw.isascii() or piece.raw in _SPELT_TITLES)
    )


def _all_known(state: Scan, at: int) -> bool:
    return all(
        t.kind != "word" or phrases.find(state.root, state.tokens, i, state.accented)
        for i, t in enumerate(state.tokens)
        if i != at
    )


def _after_label(pieces: list[Piece]) -> bool:
    """`vắng: chín`, `lỗi = bảy`, `số hộ vắng là hai`."""
    return len(pieces) > 1 and pieces[-1].word in _IS and pieces[-2].tag is tags.INDICATOR


def _ends(tokens: list[Token], at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind in {"mark", "line"}


def _plainly_number(state: Scan, at: int) -> bool:
    """Without accents `nam`, `tam`, `sau`, `bay` are other words as often."""
    token = state.tokens[at]
    return not token.raw.isascii() or (token.raw in {"hai", "ba"} and state.accented)


def _phrase(state: Scan, at: int) -> int:
    token = state.tokens[at]
    phrase_match = phrases.find(state.root, state.tokens, at, state.accented)
    if phrase_match is None:
        named = bool(state.pieces) and _is_title(state.pieces[-1])
        tag = tags.FILL if named else tags.UNKNOWN
        state.pieces.append(Piece(tag, token.start, token.end, token.word, token.raw, glued=token.glued))
        return 1
    end = at + phrase_match.length
    last = state.tokens[end - 1]
    chosen = (
        phrase_match.phrases[0]
        if len(phrase_match.phrases) == 1
        else meant(phrase_match, state.pieces, _number_at(state, end))
    )
    word = token.word if phrase_match.length == 1 else " ".join([t.word for t in state.tokens[at:end]])
    state.pieces.append(
        Piece(
            chosen.tag,
            token.start,
            last.end,
            word,
            token.raw,
            unit=tags.HOUSE if chosen.doors else None,
            indicator=chosen.indicator,
            choices=chosen.choices,
            glued=token.glued,
        )
    )
    return phrase_match.length


def _number_at(state: Scan, at: int) -> bool:
    if at >= len(state.tokens):
        return False
    figure = state.tokens[at].kind in {"number", "date"}
    return figure or numbers.spelled(state.tokens, at, state.accented) is not None


def _other(token: Token) -> Piece:
    if token.kind in _TRAPS:
        return Piece(tags.TRAP, token.start, token.end, token.kind, token.raw, glued=token.glued)
    if token.kind == "line":
        return Piece(tags.STOP, token.start, token.end, "\n")
    if token.kind == "arrow":
        return Piece(tags.TO, token.start, token.end, "->")
    return Piece(_MARKS.get(token.raw, tags.BREAK), token.start, token.end, token.raw, glued=token.glued)
