"""Names of groups: taken out of their cells, separated where a cell holds several, compared for slips of the pen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.documents.read import words
from handlers.documents.read.words import clean, fold
from handlers.language.unit_names import key

NUMBER = re.compile(r"\d+")
SEPARATORS = re.compile(r"[;\n]|,(?!\d{3})|\s&\s")
AND = re.compile(r"\s+(?:va|-|\+)\s+")
BARE = re.compile(r"(?:so\s*)?\d+[a-z]?")
BULLET = re.compile(r"^\s*(?:[-+*•]|\d{1,2}\))\s+")
THROUGH = re.compile(r"(?P<stem>\D*?)(?P<first>\d{1,3})\s*(?:-|den)\s*(?P<again>\D*?)(?P<last>\d{1,3})")
LONGEST_MATCH = 60  # signs of a cell that a problem quotes
MOST = 30  # groups that "thôn 1 đến thôn 30" may stand for
MAJORITY = 3  # times as often: then what most rows write is right even when it comes later


class UnclearName(ValueError):
    """The cell could be one name or several."""


@dataclass(frozen=True, slots=True)
class Similar:
    """`adopted` where only one reading makes sense: a further number of a family spelt with another tone."""

    written: str
    suggested: str
    adopted: bool


def split(cell: str, heading: str = "") -> tuple[str, ...]:
    """The groups of one cell, as written but without the words a register does not need. Raises Unclear."""
    text = clean(cell)[: words.LONGEST_CELL + 1]
    if words.BLANKS.fullmatch(fold(text)):
        return ()
    if words.EVERYONE.match(fold(text)) or len(text) > words.LONGEST_CELL:
        raise UnclearName(text[:LONGEST_MATCH])
    pieces = [BULLET.sub("", piece, count=1) for line in _unwrapped(text) for piece in _pieces(line)]
    tidy = [" ".join(piece.split()).strip(" .:") for piece in pieces]
    named = [name for piece in _completed([piece for piece in tidy if piece]) for name in _counted(piece)]
    return tuple(dict.fromkeys(_named(piece, heading) for piece in named))


def _unwrapped(text: str) -> list[str]:
    """A line break inside a name is taken out; between names it stays; where it could be either, nobody guesses."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = lines[:1]
    for line in lines[1:]:
        above = joined.pop()
        joined += [f"{above} {line}"] if _goes_on(above, line) else [above, line]
    return joined


def _goes_on(above: str, line: str) -> bool:
    if BULLET.match(line) or _prefixed(line) or above.endswith((",", ";")):
        return False
    if line[0].islower() or BARE.fullmatch(fold(line)) or (not _capital(above) and not NUMBER.search(above)):
        return True
    if NUMBER.search(above) and NUMBER.search(line):
        return False
    raise UnclearName(f"{above}\n{line}")


def _prefixed(text: str) -> bool:
    return bool(words.GROUP_PREFIX.match(fold(text).strip()))


def _capital(text: str) -> bool:
    return all(word[0].isupper() for word in text.split() if word[0].isalpha())


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in SEPARATORS.split(text):
        bare = piece.strip()
        goes_on = words.ADDRESS.match(fold(piece)) or (bare[:1].islower() and not _prefixed(bare))
        if pieces and goes_on and not _same_kind(pieces[-1], bare) and not BARE.fullmatch(fold(bare)):
            pieces[-1] += "," + piece
        else:
            pieces += _by_and(piece)
    return pieces


def _same_kind(before: str, piece: str) -> bool:
    """In "Tổ 3, tổ 4" both are called so."""
    signs = [fold(text).split()[:1] for text in (before, piece)]
    return signs[0] == signs[1] and bool(signs[0]) and signs[0][0] in words.GROUP_SIGNS


def _by_and(piece: str) -> list[str]:
    """Cut where two are meant: "thôn Đông và thôn Đoài"; "Văn hóa và Thể thao" may be one name."""
    cut = AND.search(fold(piece))
    if not cut or THROUGH.fullmatch(fold(piece).strip()):
        return [piece]
    first, second = piece[: cut.start()], piece[cut.end() :]
    numbered = NUMBER.search(first) and (NUMBER.search(second) or BARE.fullmatch(fold(second).strip()))
    if _prefixed(second) or numbered:
        return [first, *_by_and(second)]
    return [piece]


def _completed(pieces: list[str]) -> list[str]:
    """In "thôn 1, 2, 3" what stands before the first number belongs to the bare numbers after it."""
    stem = ""
    done = []
    for piece in pieces:
        if stem and BARE.fullmatch(fold(piece)):
            done.append(f"{stem}{piece.split()[-1]}")
            continue
        found = re.match(r"(\D*?)\d+\w?$", piece)
        stem = found.group(1) if found else ""
        done.append(piece)
    return done


def _counted(name: str) -> list[str]:
    """Write out "tổ 1 đến tổ 4"; any other pair of numbers in one name is unclear."""
    found = THROUGH.search(fold(name))
    if not found:
        return [name]
    first, last = int(found["first"]), int(found["last"])
    again = fold(found["again"]).strip()
    whole = found.end() == len(name) and found.start() == 0 and found["stem"].strip()
    if not whole or again not in {"", found["stem"].strip()} or not first < last < first + MOST:
        raise UnclearName(name)
    stem = name[: found.end("stem")]
    return [f"{stem}{number}" for number in range(first, last + 1)]


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
