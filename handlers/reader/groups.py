"""Recognises the groups of a plan however they are written: initials, number before or after or in words."""

from dataclasses import dataclass

from handlers.reader import words_numbers
from handlers.reader.group_names import KINDS, Core, Names, sound
from handlers.reader.phrases import agrees
from handlers.reader.pieces import Piece, Tag
from handlers.reader.spelling import KNOWN, VOCABULARY
from handlers.reader.tokens import Token, plain
from handlers.words import PHRASES

KIND_STARTS = frozenset(kind[0] for kind in KINDS)
_KINDS = {start: [kind for kind in KINDS if kind[0] == start] for start in KIND_STARTS}  # the longest first
DIGIT_WORDS = {plain(word): (word, value) for word, value in reversed(words_numbers.ONES.items()) if value} | {
    "tu": (words_numbers.FOURTH, 4)
}
_UNITS = frozenset(
    plain(unit)
    for tag in (Tag.PEOPLE, Tag.HOUSE, Tag.THING, Tag.HELPER)
    for unit in PHRASES[tag].split("|")
    if " " not in unit
) - {
    "to",
    "khu",
    "toi",
    "hom",
    "ngay",
    "buoi",
    "dem",
    "tuan",
    "thang",
    "nam",
    "so",
    "tong",
    "sao",
    "muc",
    "ca",
    "lan",
    "app",
    "doan",
    "hop",
    "du",
    "goi",
}
_SPELT_UNITS = frozenset(
    unit for tag in (Tag.PEOPLE, Tag.HOUSE, Tag.THING, Tag.HELPER) for unit in PHRASES[tag].split("|")
)
_JOINTS = frozenset(".-_\u2013(,")


@dataclass(slots=True)
class Match:
    core: Core
    key: str
    start: int
    end: int


def find(tokens: list[Token], at: int, names: Names, accented: bool) -> tuple[Piece, int] | None:
    """The group named here, and how many tokens its name takes."""
    token = tokens[at]
    if token.kind not in {"word", "number"}:
        return None
    if (
        token.kind == "word"
        and token.word not in KIND_STARTS
        and token.word not in DIGIT_WORDS
        and sound(token.word) not in names.openings
    ) and token.word not in names.openings:
        return None
    start = at if _core(tokens, at, names, accented) else _skip_kind(tokens, at)
    kind = start > at
    number, after = _number(tokens, start, accented)
    joint = _skip_joint(tokens, after) if kind or tokens[min(after, len(tokens) - 1)].word != "," else after
    match = _core(tokens, joint, names, accented) if number or kind else None
    if number and match and _leads(tokens, (at, kind), match, number, names):
        return _piece(tokens, at, match.end, match.core, _group_of(names, match.core, number))
    if number and kind and match is None:
        return _only_number(tokens, at, after, number, names)
    match = _core(tokens, start, names, accented)
    if match is None:
        return None
    return _trailing(tokens, at, match, names, accented)


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
    start = _skip_kind(tokens, joint)
    number, end = _number(tokens, start, accented)
    roman = words_numbers.ROMAN.get(tokens[start].raw) if start < len(tokens) and not _short(match) else None
    if roman in numbers:
        number, end = roman, start + 1
    if number and (number in numbers or (number < 10 and 0 not in numbers)) and _ends_name(tokens, end, start > joint):
        if match.key == "cd" and not kind and not tokens[start].glued and not _other_install(tokens, end):
            return None
        return _piece(tokens, at, end, match.core, _group_of(names, match.core, number))
    if _short(match) and not (kind and at != match.end):
        return None
    return _piece(tokens, at, match.end, match.core, tuple(numbers.values()))


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
    return not _is_unit(following) and following.word not in {"/", "%"}


def _group_of(names: Names, core: Core, number: int) -> tuple[str, ...]:
    name = names.cores[core].get(number)
    return (name,) if name else ()


def _only_number(tokens: list[Token], at: int, end: int, number: int, names: Names) -> tuple[Piece, int] | None:
    """`tổ 4`: which group that is depends on who writes."""
    if end < len(tokens) and _is_unit(tokens[end]):
        return None
    kind = tokens[at].word
    if kind not in {"to", "tdp", "kp", "thon", "xom", "ap"}:
        return None
    choices = tuple(some[number] for some in names.cores.values() if number in some)
    return _piece(tokens, at, end, (), choices)


def _piece(tokens: list[Token], at: int, end: int, core: Core, choices: tuple[str, ...]) -> tuple[Piece, int]:
    word = " ".join(t.word for t in tokens[at:end])
    piece = Piece(Tag.GROUP, tokens[at].start, tokens[end - 1].end, word, choices=choices, area=core)
    return piece, end - at


def _skip_kind(tokens: list[Token], at: int) -> int:
    for _ in range(2):
        size = _kind(tokens, at)
        if not size:
            return at
        at += size
    return at


def _kind(tokens: list[Token], at: int) -> int:
    """How many words the longest kind of group takes that stands here."""
    for kind in _KINDS.get(tokens[at].word, ()) if at < len(tokens) else ():
        some = tokens[at : at + len(kind)]
        if len(some) == len(kind) and all(t.word == word for t, word in zip(some, kind, strict=True)):
            return len(kind)
    return 0


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
    key = ""
    best: Match | None = None
    end = at
    while end < len(tokens) and end - at < 2 * names.longest:
        token = tokens[end]
        if token.kind == "word":
            key += token.word
            if key not in names.openings and sound(key) not in names.openings:
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
    return not everyday or tuple(t.raw for t in some) in names.spelled
