"""Rules as data: `data/rules.toml` has each with the pattern that calls for it, what it does, and its own examples.

A pattern is a regular expression over pieces, written with spaces between them. NUMBER is a piece of that kind, `.` is
any, `<doors>` one whose word is in that list of cues, `'-'` one that is written so; `:bare` and the like narrow a piece
to those that are so. What stands in plain brackets is what the rule acts on.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from handlers.language import tags
from handlers.language.pieces import Piece
from handlers.language.tags import Tag
from handlers.language.vocabulary import cue

_LETTERS = {tag: chr(0x4E00 + at) for at, tag in enumerate(tags.BY_NAME.values())}
_SIGNS = "[\ue000-\uf8ff]*"  # what is so of a piece stands behind its letter
_ANY = f"[\u4e00-\u4fff]{_SIGNS}"
_PART = re.compile(
    r"(?P<kind>[A-Z][A-Z_]+)|(?P<cue><\w+>)|(?P<word>'[^']+')|(?P<trait>:\w+)|(?P<any>\.)|(?P<other>\S)|\s+"
)
_AROUND = re.compile(r"\(\?[=!:][^)]*\)")  # what stands beside, and what may be this or that
_KIND = re.compile(r"[A-Z][A-Z_]+")
_TRAITS: dict[str, Callable[[Piece], bool]] = {
    ":bare": lambda p: p.unit is None and not p.indicator,
    ":free": lambda p: not p.indicator,
    ":people": lambda p: p.unit is tags.PEOPLE,
    ":one": lambda p: p.value == 1,
    ":hundreds": lambda p: p.value >= 100,
    ":thousands": lambda p: p.value >= 1000,
    ":glued": lambda p: p.glued,
    ":digits": lambda p: p.word[:1].isdigit(),
    ":hours": lambda p: p.word == "clock" and p.raw.endswith("h") and p.raw[:-1].isdigit(),
    ":hotline": lambda p: str(p.value) in cue("hotlines"),
    ":spoken_to": lambda p: p.word.split()[-1:] != [] and p.word.split()[-1] in cue("spoken_to"),
    ":stuck": lambda p: p.indicator == "stuck",
    ":pace": lambda p: p.word.endswith(tuple(cue("paces"))),
}


_TOLD_BY = ((":hotline", cue("hotlines")), (":stuck", frozenset({"stuck"})))  # the words, or indicators, of what is so


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    name: str
    then: str
    needs: tuple[frozenset[Tag], ...]  # the kinds of one of these, all of them
    words: frozenset[str]  # one of them, where there are any, as a word or as what a word tells of
    pattern: re.Pattern[str]
    signs: tuple[tuple[str, Callable[[Piece], bool]], ...]
    examples: tuple[tuple[str, str], ...]

    def found(self, pieces: Sequence[Piece]) -> Iterator[list[int]]:
        """Each place where the rule holds: which pieces it acts on."""
        letters = [
            _LETTERS[piece.tag] + "".join([sign for sign, is_so in self.signs if is_so(piece)]) for piece in pieces
        ]
        starts: dict[int, int] = {}
        for match in self.pattern.finditer("".join(letters)):
            starts = starts or {start: at for at, start in enumerate(accumulate(map(len, letters), initial=0))}
            yield [starts[match.start(group)] for group in range(1, self.pattern.groups + 1) if match[group]]


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[Rule, ...]]:
    """By what they are for: `names`, before anything else is said of a number; `silence`, before it is counted."""
    listed = tomllib.loads(files("handlers.reader").joinpath("data", "rules.toml").read_text("utf-8"))
    return {part: tuple(_rule(**one) for one in some) for part, some in listed.items()}


@lru_cache(maxsize=2_000)
def possible(part: str, kinds: frozenset[Tag]) -> tuple[Rule, ...]:
    """The rules for which a message of pieces of these kinds has all that they need, but perhaps the words."""
    return tuple(rule for rule in rules()[part] if any(some <= kinds for some in rule.needs))


def _rule(name: str, when: str, then: str, examples: list[list[str]]) -> Rule:
    signs: dict[str, str] = {}
    pattern = ""
    for found in _PART.finditer(when):
        part = found[0].strip()
        sign = signs.setdefault(part, chr(0xE000 + len(signs))) if found.lastgroup in {"cue", "word", "trait"} else ""
        match found.lastgroup:
            case "kind":
                pattern += f"(?:{_LETTERS[tags.BY_NAME[part]]}{_SIGNS})"
            case "any":
                pattern += f"(?:{_ANY})"
            case "cue" | "word" if not found.start() or when[found.start() - 1] in " (|!=":
                pattern += _narrowed(f"(?:{_ANY})", sign)
            case "cue" | "word" | "trait":
                pattern = _narrowed(pattern, sign)
            case "other":
                pattern += part
    needed = _AROUND.sub("", when)
    needs = [frozenset(tags.BY_NAME[kind] for kind in _KIND.findall(branch)) for branch in needed.split("|")]
    words = [cue(name) for name in re.findall(r"<(\w+)>(?!\*)", needed)]
    words += [told for trait, told in _TOLD_BY if trait in needed]
    checks = tuple((sign, _check(part)) for part, sign in signs.items())
    return Rule(
        name,
        then,
        tuple(some for some in needs if some),
        frozenset().union(*words),
        re.compile(pattern),
        checks,
        tuple((text, wanted) for text, wanted in examples),
    )


def _narrowed(pattern: str, sign: str) -> str:
    """The last piece of the pattern, where it also has this sign: signs stand in the order in which they are named."""
    return f"{pattern.removesuffix(')').removesuffix(_SIGNS)}{_SIGNS}{sign}{_SIGNS})"


def _check(part: str) -> Callable[[Piece], bool]:
    if part.startswith(":"):
        return _TRAITS[part]
    words = cue(part[1:-1]) if part.startswith("<") else frozenset({part[1:-1]})
    return lambda piece: piece.word in words
