"""Names of groups: taken out of their cells, separated where a cell holds several, compared for slips of the pen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.documents import words
from handlers.documents.words import clean, fold

NUMBER = re.compile(r"\d+")
SEPARATORS = re.compile(r"[;\n]|,(?!\d{3})|\s&\s")
AND = re.compile(r"\s+va\s+")
BARE = re.compile(r"(?:so\s*)?\d+[a-z]?")
BULLET = re.compile(r"\s*[-+*•]\s+")
MAJORITY = 3  # times as often: then what most rows write is right even when it comes later


@dataclass(frozen=True, slots=True)
class Similar:
    """`adopted` where only one reading makes sense: a further number of a family spelt with another tone."""

    written: str
    suggested: str
    adopted: bool


def split(cell: str, heading: str = "") -> tuple[str, ...]:
    """The groups of one cell, as written but without the words a register does not need."""
    text = clean(cell)
    if words.BLANKS.fullmatch(fold(text)):
        return ()
    pieces = [BULLET.sub("", piece, count=1) if BULLET.match(piece) else piece for piece in _pieces(text)]
    named = _completed([" ".join(piece.split()).strip(" .:") for piece in pieces])
    return tuple(dict.fromkeys(_named(piece, heading) for piece in named if piece))


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in SEPARATORS.split(text):
        if pieces and words.ADDRESS.match(fold(piece)):
            pieces[-1] += "," + piece
        else:
            pieces += _by_and(piece)
    return pieces


def _by_and(piece: str) -> list[str]:
    """Cut "thôn Đông và thôn Đoài" are two, "1 và 2" are two; "Văn hóa và Thể thao" may be one name."""
    cut = AND.search(fold(piece))
    if not cut:
        return [piece]
    first, second = piece[: cut.start()], piece[cut.end() :]
    prefixed = bool(words.GROUP_PREFIX.match(fold(second).strip()))
    if prefixed or BARE.fullmatch(fold(second).strip()) or (NUMBER.search(first) and NUMBER.search(second)):
        return [first, *_by_and(second)]
    return [piece]


def _completed(pieces: list[str]) -> list[str]:
    """In "thôn 1, 2, 3" what stands before the first number belongs to the bare numbers after it."""
    stem = ""
    done = []
    for piece in pieces:
        if stem and BARE.fullmatch(fold(piece)):
            done.append(f"{stem}{piece}")
            continue
        found = re.match(r"(\D*?)(?:số\s*)?\d+\w?$", piece)
        stem = found.group(1) if found else ""
        done.append(piece)
    return done


def _named(name: str, heading: str) -> str:
    """The words in front go: "tổ dân phố Cầu Đơ 1" is Cầu Đơ 1, but "Thôn 3" and "TDP số 5" need their word."""
    folded = fold(name)
    prefix = words.GROUP_PREFIX.match(folded)
    rest = name[prefix.end() :] if prefix else name
    if prefix and rest and not BARE.fullmatch(fold(rest)):
        return rest
    if not prefix and BARE.fullmatch(folded) and fold(heading).strip() in words.PLAIN_PREFIXES:
        return f"{heading.strip()} {name}"
    return name


def key(name: str) -> str:
    """Equal for names that differ only in case, spacing and the words in front."""
    folded = " ".join(clean(name).lower().split())
    prefix = words.GROUP_PREFIX.match(fold(folded))
    return folded[prefix.end() :] if prefix and prefix.end() < len(folded) else folded


def similar(names: Iterable[str]) -> dict[str, Similar]:
    """Written name -> what it probably should be, for names whose letters differ in marks alone."""
    order = list(dict.fromkeys(names))
    families: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in order:
        families[fold(_stem(name))][_stem(name)].append(name)
    found: dict[str, Similar] = {}
    for spellings in families.values():
        right = _right(spellings)
        for stem, written in spellings.items():
            if stem != right:
                found |= {name: _suggest(name, right, spellings[right], order) for name in written}
    return found


def _stem(name: str) -> str:
    return " ".join(NUMBER.sub(" ", key(name)).split())


def _right(spellings: dict[str, list[str]]) -> str:
    """The first spelling stands, unless another is written far more often; a family name beats a common noun."""
    counts = Counter({stem: len(written) for stem, written in spellings.items()})
    first = next(iter(spellings))
    named = [stem for stem in spellings if stem.split()[:1] and stem.split()[0] in words.SURNAMES]
    if len(named) == 1:
        return named[0]
    often, times = counts.most_common(1)[0]
    return often if times >= MAJORITY * counts[first] else first


def _suggest(name: str, right: str, family: list[str], order: list[str]) -> Similar:
    pattern = family[0]
    number = NUMBER.search(name)
    suggested = NUMBER.sub(number[0], pattern, count=1) if number else pattern
    taken = any(key(suggested) == key(other) for other in order)
    return Similar(name, suggested, adopted=bool(number) and bool(right) and not taken)
