"""Recognises the groups of a plan however they are written: initials, number before or after or in words."""

from dataclasses import dataclass
from functools import lru_cache

from handlers.language import tags, unit_names, words_kinds, words_numbers
from handlers.language.group_names import Core, Names
from handlers.language.phrases import agrees
from handlers.language.pieces import Piece
from handlers.language.spelling import KNOWN, VOCABULARY
from handlers.language.tokens import WORDS_KEPT, Token, plain
from handlers.language.unit_names import composed, sound
from handlers.language.vocabulary import cue, listed

_NOT_KINDS = (("so",), ("to", "truong", "to"))  # that may stand before a name or number all the same
_NOT_KIND_STARTS = frozenset(one[0] for one in _NOT_KINDS)
KIND_STARTS = frozenset(form[0] for form in (*unit_names.FORMS, *_NOT_KINDS)) | frozenset("ckt")  # C/c, K.P, T.D.P
DIGIT_WORDS = {plain(word): (word, value) for word, value in reversed(words_numbers.ONES.items()) if value} | {
    "tu": (words_numbers.FOURTH, 4)
}
_SPELT_UNITS = frozenset(listed("phrases", "people", "house", "thing", "helper"))
_UNITS = frozenset(plain(unit) for unit in _SPELT_UNITS if " " not in unit) - cue("no_units")
_NUMBERED = frozenset(words_kinds.forms(words_kinds.NUMBERED_EVERYWHERE))
_NAMING = frozenset({"word", "number", "mark", "short"})
_JOINTS = frozenset(".-_\u2013(,")


@dataclass(slots=True)
class Match:
    core: Core
    key: str
    start: int
    end: int


@lru_cache(maxsize=WORDS_KEPT)
def opens(word: str, names: Names) -> bool:
    """Whether a group may begin with this word."""
    return word in KIND_STARTS or word in DIGIT_WORDS or word in names.codes or _is_opening(word, names)


@lru_cache(maxsize=WORDS_KEPT)
def _is_opening(key: str, names: Names) -> bool:
    return key in names.openings or sound(key) in names.openings


def find(tokens: list[Token], at: int, names: Names, accented: bool) -> tuple[Piece, int] | None:
    """The group named here, and how many tokens its name takes."""
    token = tokens[at]
    if token.kind == "number":
        ahead = _skip_joint(tokens, at + 1)
        if ahead >= len(tokens) or tokens[ahead].kind != "word" or not _is_opening(tokens[ahead].word, names):
            return None
    elif token.kind != "word" or not opens(token.word, names):
        return None
    size = _kind(tokens, at, names)
    led = _led(tokens, at, size, names)
    if led is not None:
        return led
    core = _core(tokens, at, names, accented)
    start = at if core or not size else _skip_kind(tokens, at + size, names, 2)
    kind = start > at
    number, after = _number(tokens, _skip_joint(tokens, start) if kind else start, accented)
    if number or kind:
        joint = _skip_joint(tokens, after) if kind or tokens[min(after, len(tokens) - 1)].word != "," else after
        match = _core(tokens, joint, names, accented)
        if number and match and _leads(tokens, (at, kind), match, number, names):
            return _piece(tokens, (at, start, match.end), match.core, names, names.cores[match.core].get(number, ()))
        if number and kind and match is None:
            return _only_number(tokens, (at, start, after), names)
    match = _core(tokens, start, names, accented) if kind else core
    if match is None:
        return _unknown(tokens, at, start, names)
    return _trailing(tokens, at, match, names, accented)


def _led(tokens: list[Token], at: int, size: int, names: Names) -> tuple[Piece, int] | None:
    """A unit whose name holds its kind (`size`: so many words), or is a code: what follows is looked up as written."""
    coded = tokens[at].word in names.codes and at + 1 < len(tokens) and tokens[at + 1].glued
    if not names.gazetteer.kinds or not (size or coded):
        return None
    for end in range(min(len(tokens), at + 2 * size + 2 * names.gazetteer.longest + 2), at + max(size, 1), -1):
        if tokens[end - 1].kind not in {"word", "number"} or any(t.kind not in _NAMING for t in tokens[at:end]):
            continue
        said = _text(tokens, at, end)
        if unit_names.is_padded(said):
            continue
        meant = names.gazetteer.meant(said)
        if meant and all(names.gazetteer.parts[name].kinds or coded for name in meant):
            if _lettered(tokens, end):
                return _piece(tokens, (at, at, end + 1), (), names, ())
            if not _stands(tokens, at, end, names):
                return None
            meant, stop = _told_apart(tokens, meant, end, names)
            return _piece(tokens, (at, at, stop), (), names, meant)
    code = coded and tokens[at + 1].kind == "number"
    return _piece(tokens, (at, at, at + 2), (), names, ()) if code else None


def _told_apart(tokens: list[Token], meant: tuple[str, ...], end: int, names: Names) -> tuple[tuple[str, ...], int]:
    """Of namesakes the one whose commune follows, in brackets or not, and where that ends."""
    if len(meant) < 2 or not any(names.gazetteer.parts[name].within for name in meant):
        return meant, end
    meant, more = names.gazetteer.told_apart(meant, _text(tokens, end, len(tokens)))
    while more:
        more -= tokens[end].kind in {"word", "number"}
        end += 1
    closed = len(meant) == 1 and end < len(tokens) and tokens[end].word == ")"
    return meant, end + closed


def _stands(tokens: list[Token], at: int, end: int, names: Names) -> bool:
    """`tổ 4 người` is a team of four; `KP4 hộ vắng 5` is a report of Khu phố 4."""
    if not tokens[end - 1].word.isdecimal() or end >= len(tokens):
        return True
    if tokens[end].word in {"/", "%"}:
        return False
    counted = _is_unit(tokens[end])
    own = unit_names.parts(_text(tokens, at, end)).kind & names.gazetteer.kinds - words_kinds.ANY
    return not counted or (bool(own) and any(t.kind == "number" for t in tokens[end:]))


def _lettered(tokens: list[Token], end: int) -> bool:
    """`kp 3a` is not `kp 3`."""
    after = tokens[end] if end < len(tokens) and tokens[end - 1].kind == "number" else None
    return after is not None and after.glued and after.kind == "word" and len(after.word) == 1


def _text(tokens: list[Token], at: int, end: int) -> str:
    return "".join(t.raw if t.glued else f" {t.raw}" for t in tokens[at:end]).strip()


def _leads(tokens: list[Token], start: tuple[int, bool], match: Match, number: int, names: Names) -> bool:
    """Whether the number in front belongs to the name: not when a fitting one follows and the plan writes it there."""
    at, kind = start
    if number not in names.cores[match.core] and not kind:
        return False
    if kind or match.core in names.number_first:
        return kind or not _short(match) or tokens[at].end == tokens[at + 1].start or not _counted(tokens, at)
    follows, _ = _number(tokens, match.end, True)
    return follows not in names.cores[match.core] and not _counted(tokens, at)


def _counted(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].word in {"duoc", "cai", "hoat", "vang", "them", "dat", "moi", ":", "go", "di"}


def _short(match: Match) -> bool:
    return len(match.key) < 3


def _trailing(tokens: list[Token], at: int, match: Match, names: Names, accented: bool) -> tuple[Piece, int] | None:
    kind = match.start > at
    if len(match.core) == 1 and match.core[0] in VOCABULARY and not kind:
        return None
    numbers = names.cores[match.core]
    joint = _skip_joint(tokens, match.end)
    start = _skip_kind(tokens, joint, names)
    number, end = _number(tokens, start, accented)
    roman = words_numbers.ROMAN.get(tokens[start].raw) if start < len(tokens) and not _short(match) else None
    if roman in numbers:
        number, end = roman, start + 1
    if number and (number in numbers or (number < 10 and 0 not in numbers)) and _ends_name(tokens, end, start > joint):
        if match.key == "cd" and not kind and not tokens[start].glued and not _other_install(tokens, end):
            return None
        return _piece(tokens, (at, match.start, end), match.core, names, numbers.get(number, ()))
    if _short(match) and not (kind and at != match.end):
        return None
    every = tuple(name for some in numbers.values() for name in some)
    return _piece(tokens, (at, match.start, match.end), match.core, names, every)


def _other_install(tokens: list[Token], end: int) -> bool:
    return any(t.word in {"cai", "nguoi", "duoc"} for t in tokens[end:]) or (
        end < len(tokens) and tokens[end].word in {":", "-"}
    )


def _is_unit(token: Token) -> bool:
    """`đây` is no `dãy`."""
    return token.word in _UNITS and (token.raw.isascii() or token.raw in _SPELT_UNITS or token.raw not in KNOWN)


def _ends_name(tokens: list[Token], end: int, kind: bool) -> bool:
    """A number right after the name is its number unless it is counted: `Hà Trì 5 người`."""
    if kind or end >= len(tokens):
        return True
    following = tokens[end]
    if following.word == "nguoi" and end + 1 < len(tokens) and tokens[end + 1].word == "ta":
        return True
    return not _is_unit(following) and following.word not in {"/", "%"}


def _only_number(tokens: list[Token], place: tuple[int, int, int], names: Names) -> tuple[Piece, int] | None:
    """`tổ 4`: which group that is depends on who writes."""
    at, start, end = place
    if end < len(tokens) and _is_unit(tokens[end]):
        return None
    said = _text(tokens, at, end + _lettered(tokens, end))
    choices = names.gazetteer.meant(said)
    if not choices and not _known_kind(tokens, at, start, names) and tokens[at].word not in _NUMBERED:
        return None
    return _piece(tokens, (at, at, end + _lettered(tokens, end)), (), names, choices)


def _known_kind(tokens: list[Token], at: int, start: int, names: Names) -> bool:
    """Whether units here are called so; of buildings only what is written in one: `CT7`, and no `tòa 7`."""
    kind = unit_names.parts(f"{_text(tokens, at, start)} 1").kind & names.gazetteer.kinds - words_kinds.ANY
    return bool(kind if start < len(tokens) and tokens[start].glued else kind - words_kinds.BUILDINGS)


def _unknown(tokens: list[Token], at: int, start: int, names: Names) -> tuple[Piece, int] | None:
    """`xóm Chùa` where no hamlet is called so is asked about, and nobody's own unit instead."""
    token = tokens[start] if at < start < len(tokens) else None
    if token is None or token.kind != "word" or not _known_kind(tokens, at, start, names):
        return None
    everyday = token.word in VOCABULARY if token.raw.isascii() else token.raw in KNOWN
    return None if everyday or len(token.word) < 2 else _piece(tokens, (at, at, start + 1), (), names, ())


def _piece(
    tokens: list[Token], place: tuple[int, int, int], core: Core, names: Names, choices: tuple[str, ...]
) -> tuple[Piece, int]:
    """`place`: where it begins, where the name begins behind its kind, where it ends."""
    at, start, end = place
    if start > at:
        choices = names.gazetteer.under(_text(tokens, at, start), choices)
    raws = [composed(t.raw) for t in tokens[start:end]]
    if len(choices) > 1 and core:
        choices = tuple(name for name in choices if set(names.spelled[name]) <= set(raws)) or choices
    if len(core) == 1 and not all(raw.isascii() for raw in raws):
        choices = tuple(name for name in choices if names.spelled[name][0] in raws)  # `Đông` and `Đồng` are two
    above = start > at and not choices and unit_names.parts(f"{_text(tokens, at, start)} 1").kind <= words_kinds.HIGHER
    word = " ".join(t.word for t in tokens[at:end])
    tag = tags.FILL if above else tags.GROUP
    near = () if choices or core else names.gazetteer.near(_text(tokens, at, end))
    return Piece(tag, tokens[at].start, tokens[end - 1].end, word, choices=choices, near=near, area=core), end - at


def _skip_kind(tokens: list[Token], at: int, names: Names, most: int = 3) -> int:
    for _ in range(most):
        size = _kind(tokens, at, names)
        if not size:
            return at
        at += size
    return at


def _kind(tokens: list[Token], at: int, names: Names) -> int:
    """How many words the longest kind of group takes that stands here."""
    if at >= len(tokens) or tokens[at].word not in KIND_STARTS:
        return 0
    if at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].word in "./":  # T.D.P
        for size in (5, 3):
            dotted = tokens[at : at + size]
            marked = len(dotted) == size and all(t.glued for t in dotted[1:])
            marked = marked and all(t.word in "./" for t in dotted[1::2])
            if marked and ("".join(t.word for t in dotted[::2]),) in unit_names.FORMS:
                return size
    size = unit_names.kind_at([t.raw for t in tokens[at : at + unit_names.LONGEST_FORM]])
    if size == 1 and tokens[at].raw.isascii():
        meant = unit_names.FORMS[tokens[at].word,]
        size = int(bool(meant - words_kinds.EVERYDAY or meant & names.gazetteer.kinds))
    if tokens[at].word not in _NOT_KIND_STARTS:
        return size
    plainly = tuple([t.word for t in tokens[at : at + 3]])
    return max(size, *[len(one) for one in _NOT_KINDS if plainly[: len(one)] == one], 0)


def _skip_joint(tokens: list[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].kind == "mark" and tokens[at].word in _JOINTS else at


def _number(tokens: list[Token], at: int, accented: bool) -> tuple[int, int]:
    """A small number in digits or one word, and where it ends; 0 when there is none."""
    if at >= len(tokens):
        return 0, at
    token = tokens[at]
    if token.kind == "number" and token.word.isdigit() and len(token.word) <= 2:
        return int(token.word), at + 1
    word, value = DIGIT_WORDS.get(token.word, ("", 0))
    if (
        value
        and agrees(token.raw, word, accented)
        and not (at + 1 < len(tokens) and tokens[at + 1].word in {"muoi", "chuc", "tram", "lam"})
    ):
        return value, at + 1
    return 0, at


def _core(tokens: list[Token], at: int, names: Names, accented: bool) -> Match | None:
    """The longest spelling of a name that begins here."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    key = ""
    best: Match | None = None
    end = at
    while end < len(tokens) and end - at < 2 * names.longest:
        token = tokens[end]
        if token.kind == "word":
            key += token.word
            if not _is_opening(key, names):
                break
            core = names.keys.get(key) or names.keys.get(sound(key))
            if (
                core
                and _written_as_name(token, key, end - at, core)
                and _sounds_right(tokens[at : end + 1], core, names, accented)
            ):
                best = Match(core, key, at, end + 1)
        elif token.word not in {".", "-", "_"} or not key:
            break
        end += 1
    return best


def _written_as_name(token: Token, key: str, size: int, core: Core) -> bool:
    """One word made of a mixture of words and initials may be any word: `phút` is no Phú T."""
    if size or key in {"".join(core), "".join(word[0] for word in core), sound("".join(core))}:
        return True
    return token.word not in VOCABULARY and key == core[0][0] + "".join(core[1:])


def _sounds_right(some: list[Token], core: Core, names: Names, accented: bool) -> bool:
    """Everyday words that only look like a name once their accents are gone are not the name."""
    if not accented or len(some) != len(core) or len(core) > 2:
        return True
    everyday = all(t.raw in KNOWN and not t.raw.isascii() for t in some)
    return not everyday or tuple(composed(t.raw) for t in some) in names.spelled.values()
