"""Names of groups: taken out of their cells, separated where a cell holds several, compared for slips of the pen."""

import re
from functools import lru_cache
from typing import NamedTuple

from handlers.documents.read import beside, words, words_beside
from handlers.documents.read.words import clean, fold
from handlers.language import words_kinds
from handlers.language.unit_names import above, kind_at, kinds_at, parts, spelled

NUMBER = re.compile(r"\d+")
SEPARATORS = re.compile(r"\s*[;\n&+]\s*")
COMMA = re.compile(r",(?!\d{3})")
AND = re.compile(r"\s+(?:va|-|cung|voi)\s+")
BARE = re.compile(r"(?:so\s*)?\d+[a-z]?")
BULLET = re.compile(r"^\s*(?:[-+*•]|\d{1,2}\))\s+")
ARROW = re.compile(r"(?<=\d)\s*(?:→|⇒|➔|[-=]+>|÷|~|\.{2,3}|…)\s*(?=\D{0,20}\d)")
THROUGH = re.compile(r"(?:tu\s+)?(?P<stem>\D*?)(?P<first>\d{1,3})\s*(?:-|den)\s*(?P<again>\D*?)(?P<last>\d{1,3})")
ONLY_RANGE = re.compile(r"\d{1,3}\s*(?:-|den)\s*\d{1,3}")
CODE = re.compile(r"(?:\S+ )?[^\W\d_]{1,2}\d{1,2}[-.]\d{2}")  # of a tower: S1-01
SLASH = re.compile(r"(?P<first>[^/;,\n]*[^\s/;,\n])\s*/\s*(?P<second>[^\W\d_][^/;,\n]*)")
OVER = re.compile(rf"{words_beside.INSIDE}{words_kinds.HIGHER_WORD.pattern}", re.IGNORECASE)
SLASHED = re.compile(r"(?P<first>\d+)\s*/\s*(?P<second>\d+)")
INNER = frozenset({"group", "people's group", "families", "team"})
INSIDE = (
    (INNER, frozenset(words_kinds.UNITS) - words_kinds.BUILDINGS - INNER - {"neighbourhood"}),
    (frozenset({"hamlet"}), frozenset({"village", "old village"})),
)
CLOSER = frozenset({"tower", "tower block", "board", "street", "area", "cluster"})  # may say more of the one before
LONGEST_NUMBER = 3
LONGEST_MATCH = 60  # signs of a cell that a problem quotes
MOST = 30  # groups that "thôn 1 đến thôn 30" may stand for


class UnclearName(ValueError):
    """The cell could be one name or several."""


PARTS_OF_DAY = re.compile(r"(?:^|[,;.]\s*)(?:vao )?buoi (?:sang|trua|chieu|toi)\b")  # another time begins in the cell


def split(cell: str, heading: str = "") -> tuple[str, ...]:
    """The places of one cell, as written but without the words a register does not need. Raises UnclearName."""
    text = clean(cell)[: words.LONGEST_CELL + 1]
    if words.BLANKS.fullmatch(fold(text)):
        return ()
    if words.EVERYONE.match(fold(text)) or len(text) > words.LONGEST_CELL or PARTS_OF_DAY.search(fold(text)):
        raise UnclearName(text[:LONGEST_MATCH])
    try:
        text, brackets = beside.without(ARROW.sub(words_beside.UP_TO, text))
    except beside.Unsure as unsure:
        raise UnclearName(cell[:LONGEST_MATCH]) from unsure
    if words.names_venues(heading) and words_beside.PERHAPS_VENUE.match(spelled(text).lower()):
        raise UnclearName(cell[:LONGEST_MATCH])
    if ONLY_RANGE.fullmatch(fold(text).strip()) and (called := numbers_called(heading)).name:
        text = f"{called.name} {text.strip()}"
    pieces = [BULLET.sub("", piece, count=1) for line in _unwrapped(text) for piece in _pieces(line)]
    tidy = [" ".join(piece.split()).strip(" .:") for piece in pieces]
    named = [name for piece in _completed([piece for piece in tidy if piece]) for name in _counted(piece)]
    whole = (_quiet(beside.restored(_named(piece, heading), brackets)) for piece in named)
    return tuple(dict.fromkeys(map(_a_place, whole)))


def _a_place(name: str) -> str:
    """Never an error text, a date, a number of something else, or a line with a colon in it."""
    said = fold(name).strip()
    bare = NUMBER.search(name) is not None and not any(map(str.isalpha, name))
    if words_beside.NO_NAME.fullmatch(said) or words_beside.MONTH_NAME.fullmatch(said) or ":" in name or "#" in name:
        raise UnclearName(name)
    kind = kinds_at(_atoms(name))
    nameless = bool(kind) and not kind & words_kinds.BUILDINGS and kind_at(_atoms(name)) == len(_atoms(name))
    number = parts(name).rest[0] if parts(name).is_number else ""
    part = words_beside.MORE_OR_LESS.match(name.lower()) or words_beside.ALL_OF.match(name)
    if BARE.fullmatch(said):
        return name.rsplit(maxsplit=1)[-1]
    nameless = nameless or (part and not bare) or number == "0" or len(number) > LONGEST_NUMBER
    if nameless or words.EVERYONE.match(said) or _slashed(name) or (bare and not BARE.fullmatch(said)):
        raise UnclearName(name)
    return name


def _slashed(name: str) -> bool:
    """May be two: "Tổ 7/8"; "Tổ 5/2" is none of these, and a bare one may be a day as well."""
    found = SLASHED.search(name)
    return found is not None and int(found["first"]) < int(found["second"])


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
    if BARE.fullmatch(fold(above)) and BARE.fullmatch(fold(line)):
        return False
    if line[0].islower() or BARE.fullmatch(fold(line)) or (not _capital(above) and not NUMBER.search(above)):
        return True
    if NUMBER.search(above) and NUMBER.search(line):
        return False
    raise UnclearName(f"{above}\n{line}")


def _prefixed(text: str) -> bool:
    """Whether another place begins here; "tòa A" goes on with the one before."""
    return bool(words.GROUP_PREFIX.match(fold(text).strip()) or kinds_at(_atoms(text)) - CLOSER - words_kinds.HIGHER)


def _capital(text: str) -> bool:
    return all(word[0].isupper() for word in text.split() if word[0].isalpha())


def _pieces(text: str) -> list[str]:
    while (cut := SLASH.sub(_by_slash, text)) != text:
        text = cut
    return [name for part in SEPARATORS.split(text) for name in _listed(part)]


def _listed(text: str) -> list[str]:
    """Between commas; what says more of the one before stays with it."""
    pieces: list[str] = []
    for piece in COMMA.split(text):
        bare = piece.strip()
        goes_on = words.ADDRESS.match(fold(piece)) or (bare[:1].islower() and not _prefixed(bare))
        tower = pieces and _of_estate(pieces[-1], bare) and kinds_at(_atoms(bare)) & CLOSER
        if pieces and (goes_on or tower) and not _same_kind(pieces[-1], bare) and not BARE.fullmatch(fold(bare)):
            pieces[-1] += "," + piece
        elif pieces and _nested(pieces[-1], bare):
            raise UnclearName(text)
        else:
            pieces += _by_and(piece)
    return pieces


def _by_slash(found: re.Match[str]) -> str:
    """Two in "KP1/KP2" and "An Bình/Xóm Mới"; "Tổ 1/KP3" is in KP3."""
    first, second = found["first"], found["second"]
    named = (
        not NUMBER.search(found[0]) and _capital(first) and len(second) > 1 and (_capital(second) or _prefixed(second))
    )
    return f"{first};{second}" if named or kinds_at(_atoms(first)) & kinds_at(_atoms(second)) else found[0]


def _nested(before: str, piece: str) -> bool:
    """A group in a hamlet as likely as two places: "Tổ 2, ấp 3", "Xóm 1 - thôn Đoài"."""
    first, second = kinds_at(_atoms(before)), kinds_at(_atoms(piece))
    return lies_in(first, second) or lies_in(second, first)


def lies_in(inner: frozenset[str], outer: frozenset[str]) -> bool:
    """Whether places of one kind lie in those of another: a tổ in a khu phố, a xóm in a thôn."""
    return any(inner & small and outer & large and not inner & outer for small, large in INSIDE)


def _of_estate(first: str, second: str) -> bool:
    """A tower of it: "Khu đô thị Văn Phú - CT1"."""
    kinds = kinds_at(_atoms(first)), kinds_at(_atoms(second))
    return all(kind & words_kinds.BUILDINGS for kind in kinds) and not kinds[0] & kinds[1]


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
    dashed = "-" in cut[0]
    if words_kinds.HIGHER_WORD.match(second) or (dashed and _of_estate(first, second)):
        return [piece]
    if words.EVERYONE.match(fold(second)) or (dashed and _nested(first, second)):
        raise UnclearName(piece)
    if dashed and not NUMBER.search(piece) and not kinds_at(_atoms(second)) and _capital(second):
        raise UnclearName(piece)
    numbered = NUMBER.search(first) and (NUMBER.search(second) or BARE.fullmatch(fold(second).strip()))
    lettered = not dashed and _is_letter(second) and _is_letter(first)
    proper = not dashed and NUMBER.search(first) and second[:1].isupper()
    if (
        _prefixed(second)
        or numbered
        or proper
        or lettered
        or (not dashed and _capital(first) and kind_at(_atoms(second)))
    ):
        return [first, *_by_and(second)]
    return [piece]


def _is_letter(text: str) -> bool:
    return bool(words_beside.LETTER.fullmatch(text.rsplit(maxsplit=1)[-1]))


def _atoms(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.lower())


def _completed(pieces: list[str]) -> list[str]:
    """In "thôn 1, 2, 3" what stands before the first number belongs to the bare numbers after it."""
    stem = letters = named = ""
    done = []
    for piece in pieces:
        bare = piece.rstrip(beside.MARKS)
        if stem and BARE.fullmatch(fold(bare)):
            done.append(f"{stem}{piece.split()[-1]}")
            continue
        if stem and ONLY_RANGE.fullmatch(fold(bare)):
            done.append(f"{stem}{piece}")
            continue
        if letters and words_beside.LETTER.fullmatch(bare):
            done.append(f"{letters}{piece}")
            continue
        if named and not NUMBER.search(bare) and not kinds_at(_atoms(bare)) and _capital(bare):
            done.append(f"{named}{piece}")
            continue
        named = _kind_of_named(bare)
        lettered = words_beside.LETTERED.fullmatch(bare)
        letters = lettered["stem"] if lettered and kinds_at(_atoms(bare)) else ""
        found = words_beside.STEM.fullmatch(bare)
        stem = found["stem"] if found else ""
        done.append(piece)
    return done


def _kind_of_named(name: str) -> str:
    """In "ấp Bình Hòa, Bình An" both are ấp."""
    atoms = _atoms(name)
    plain = kinds_at(atoms) - words_kinds.BUILDINGS - words_kinds.ANY - words_kinds.LEFT_OUT - words_kinds.HIGHER
    size = kind_at(atoms)
    named = plain and not NUMBER.search(name) and all(len(word) > 1 for word in atoms[size:])
    return "".join(f"{word} " for word in name.split()[:size]) if named else ""


def _counted(name: str) -> list[str]:
    """Write out "tổ 1 đến tổ 4"; any other pair of numbers in one name is unclear, and so is "Tổ 1 Tổ 2"."""
    if _twice(name):
        raise UnclearName(name)
    bare = above(name.rstrip(beside.MARKS)).name
    found = THROUGH.search(fold(bare)) if not CODE.fullmatch(bare) else None
    if not found:
        return [name]
    first, last = int(found["first"]), int(found["last"])
    again = fold(found["again"]).strip()
    whole = found.end() == len(bare) and found.start() == 0 and found["stem"].strip()
    if not whole or again not in {"", found["stem"].strip()} or not first < last < first + MOST:
        raise UnclearName(name)
    stem = name[found.start("stem") : found.end("stem")]
    return [f"{stem}{number}{name[len(bare) :]}" for number in range(first, last + 1)]


def _twice(name: str) -> bool:
    atoms, seen = _atoms(name), list[frozenset[str]]()
    while atoms:
        kinds = kinds_at(atoms) if len(atoms) > 1 else frozenset()
        if kinds and any(kinds & one for one in seen) and atoms[kind_at(atoms)].isdecimal():
            return not THROUGH.search(fold(name))
        seen += [kinds] if kinds else []
        atoms = atoms[kind_at(atoms) or 1 :]
    return False


def _named(name: str, heading: str) -> str:
    """The words in front go: "tổ dân phố Cầu Đơ 1" is Cầu Đơ 1, but "Thôn 3" and "TDP số 5" need their word."""
    bare = above(name.rstrip(beside.MARKS)).name
    prefix = words.GROUP_PREFIX.match(fold(name))
    if prefix and name[prefix.end() :] and not _is_numbered(bare):
        return name[prefix.end() :]
    called = numbers_called(heading)
    return f"{called.name} {name}" if called.name and BARE.fullmatch(fold(bare)) else name


def _quiet(name: str) -> str:
    """Capitals throughout are an office's habit: "KHU PHỐ 3" is Khu phố 3; CT1, TDP 2 and Khu II stay."""
    said = name.split()
    if not name.isupper() or not any(map(_is_word, said)):
        return name
    size = kind_at([word.lower() for word in said])
    kind = " ".join(said[:size]).capitalize() if any(map(_is_word, said[:size])) else " ".join(said[:size])
    rest = [word.capitalize() if _is_word(word) else word for word in said[size:]]
    return " ".join([*([kind] if kind else []), *rest])


def _is_word(word: str) -> bool:
    letters = word.strip("()[],.-")
    vowel = set(fold(letters)) & set("aeiouy")
    return bool(vowel) and letters.isalpha() and len(letters) > 1 and not words_beside.LETTER.fullmatch(letters)


def _is_numbered(name: str) -> bool:
    """Nothing but its kind and a number or a letter: "Thôn 3A", "Khu phố IV"."""
    return all(len(word) == 1 or word.isdecimal() for word in parts(name).rest)


class CalledOver(NamedTuple):
    """What a column calls the bare numbers in it: "Tổ", under "Tên tổ"."""

    kind: str = ""
    name: str = ""


@lru_cache(maxsize=256)
def numbers_called(heading: str) -> CalledOver:
    """Nothing where the heading names no kind of place, or two: under "Tổ/Thôn" a 5 is neither."""
    text = " ".join(words.PARENTHESES.sub(" ", clean(heading)).split())
    atoms, found = _atoms(text), dict[str, str]()
    while atoms:
        size = kind_at(atoms)
        meant = kinds_at(atoms) - words_kinds.HIGHER
        if meant:
            kind = next(kind for kind in words_kinds.KINDS if kind in meant)
            found[kind] = _as_written(atoms[:size], words_kinds.KINDS[kind][0])
        atoms = atoms[size or 1 :]
    party = words.NUMBERED_HEADS.fullmatch(fold(text))
    if party and not found:
        return CalledOver(name=text[party.start("name") :].capitalize())
    if len(found) != 1:
        return CalledOver()
    ((kind, name),) = found.items()
    return CalledOver(kind, text if fold(text) in words.PLAIN_PREFIXES else name)


def _as_written(form: list[str], full: str) -> str:
    """Such as "Tổ tự quản" and "KP", and with its accents where the heading has none."""
    joined = " ".join(form).removesuffix(f" {form[-1]}") if fold(form[-1]) == words_kinds.NUMBERED else " ".join(form)
    if not set(fold(joined)) & set("aeiouy"):
        return joined.upper()
    return (full if joined.isascii() else joined).capitalize()


def bare_number(name: str, cell: str, heading: str) -> str | None:
    """As its cell has it, where the register does not leave the word out that stands over it: "1" under "Tổ"."""
    called = numbers_called(heading)
    over = called.name and called.kind not in words_kinds.LEFT_OUT and fold(called.name) not in fold(cell)
    return name.removeprefix(f"{called.name} ") if over and name.startswith(f"{called.name} ") else None


def ward_over(title: str) -> str:
    """The ward or former commune that a title over a table, or over some of its rows, says they are in."""
    said = " ".join(words.ENUMERATOR.sub("", clean(title), count=1).split())
    found = OVER.match(said) if len(said) <= words.LONGEST_PLACE else None
    behind = said[found.end() :] if found else ""
    if not behind[:1].isupper():
        return ""
    name = words_kinds.FORMER.sub("", re.split(r"[,;:(–]|\s-\s", behind)[0]).strip(" .")
    return name.title() if name.isupper() else name
