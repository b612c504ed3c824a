"""Which unit is meant, however its name is written: the one place where names of units are compared.

A name is its kind and the rest: "Khu phố 4", "kp.04", "tổ KP4" and "Khu phố số 4 (Ban điều hành) phường Tân An" are one
unit; "Thôn 1" and "Khu phố 1" are two. Where several may be meant all of them are given, and never the likeliest.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from handlers.language import words_kinds as words
from handlers.language.tokens import WORDS_KEPT, fold, plain
from handlers.language.unseen import INVISIBLE

ALIKE = 85  # of 100: names with the same numbers that are at least so near are asked about
LIKELY = 60  # of 100; below it a suggestion would mislead
MOST = 4  # that are offered
_ATOM = re.compile(r"[^\W\d_]+|\d+")
_DOTTED = re.compile(r"(?<![^\W_])([^\W\d_])[./](?=[^\W\d_](?:[./\s\d]|$))")
REMEMBERED = 5_000  # texts


Kinds = frozenset[str]  # that one word may stand for


def _forms(*, folded: bool) -> dict[tuple[str, ...], Kinds]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for kind, listed in words.KINDS.items():
        for form in listed:
            found[tuple(plain(word) if folded else word for word in form.split())].add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


SPELLED, FORMS = _forms(folded=False), _forms(folded=True)
SIGNS = sorted((" ".join(form) for form, kinds in FORMS.items() if not kinds <= words.HIGHER), key=len, reverse=True)
LONGEST_FORM = max(map(len, FORMS))
_SIZES = {first: sorted({len(form) for form in FORMS if form[0] == first}, reverse=True) for first, *_ in FORMS}
_CODE = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
_TONES = re.compile("|".join(words.TONES))
_WARD_IN_BRACKETS = re.compile(
    rf"\s*\(\s*{words.HIGHER_WORD.pattern}(?P<name>[^()\d][^()]*)?(?P<number>\d+)?\)\s*$", re.IGNORECASE
)
_DIGITS = {plain(word): (word, value) for word, value in words.DIGITS.items()}


@dataclass(frozen=True, slots=True)
class Parts:
    """`kinds`: what each word for a kind may stand for, the outermost first; `rest`: words as written, numbers bare."""

    kinds: tuple[Kinds, ...]
    rest: tuple[str, ...]
    joined: str  # the rest as one word, folded, with the noughts: `S1.01` is `s101`
    within: str = ""  # what tells it from its namesakes: `mỹ hưng` of `Thôn 1 (Mỹ Hưng)`, `Thôn 1 - xã Mỹ Hưng cũ`

    @property
    def kind(self) -> Kinds:
        return self.kinds[-1] if self.kinds else frozenset()

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.rest)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word in self.rest if not word.isdecimal())

    @property
    def bare(self) -> bool:
        """A number without a kind: a count as likely as a unit."""
        return not self.kinds and all(word.isdecimal() for word in self.rest)

    @property
    def is_number(self) -> bool:
        return len(self.rest) == 1 and self.rest[0].isdecimal()


@lru_cache(maxsize=WORDS_KEPT)
def parts(name: str) -> Parts:
    """What belongs to no name is left out: brackets, the ward behind, "số", noughts in front."""
    whole = composed(name)
    text = words.BRACKETS.sub("", whole) or whole
    kinds, atoms = _kinds(_atoms(words.ABOVE.sub("", text)))
    behind = words.ABOVE.search(text)
    if not kinds and not (atoms and atoms[-1].isdecimal()):
        kinds, atoms = _kinds(_atoms(text))  # "Công an phường Tân An": the ward is part of it
        behind = None
    within = _within(whole, behind) if behind or text != whole else ""
    atoms = [atoms[at] for at in range(len(atoms)) if not _is_number_word(atoms, at, after_kind=bool(kinds))]
    named = _in_digits(tuple(str(int(atom)) if atom.isdecimal() else atom for atom in atoms), after_kind=bool(kinds))
    return Parts(kinds, named, plain("".join(named if len(named) == 1 else atoms)), within)


def _within(name: str, behind: re.Match[str] | None) -> str:
    """The commune in brackets or behind, or whatever else stands in brackets and is no remark."""
    inside = [found.strip(" ()[]") for found in words.BRACKETS.findall(name)] if words.BRACKETS.sub("", name) else []
    told = [*inside, behind["name"] or behind["number"]] if behind else inside
    bare = [words.FORMER.sub("", words.HIGHER_WORD.sub("", one, count=1)) for one in told]
    return " ".join(" ".join(_atoms(one)) for one in bare if not words.REMARKS.fullmatch(one)).strip()


class Above(NamedTuple):
    """A name, and the ward, commune or town that stands behind it."""

    name: str
    ward: str = ""


def above(name: str) -> Above:
    """A former commune is no ward that stands: it belongs to the name, and so does the ward of an office."""
    for behind in (words.ABOVE.search(name), _WARD_IN_BRACKETS.search(name)):
        bare = name[: behind.start()].rstrip(" ,;–-") if behind else ""
        cut = behind is not None and (
            behind[0].lstrip()[:1] in ",;–-(" or bool(parts(bare).kinds) or bare[-1:].isdigit()
        )
        if behind and cut and not words.FORMER.search(behind[0].rstrip(") ")):
            ward = words.HIGHER_BEHIND.sub("", behind["name"] or behind["number"])
            return Above(bare, " ".join(_atoms(composed(ward))))
    return Above(name)


def _atoms(text: str) -> list[str]:
    return _ATOM.findall(_DOTTED.sub(r"\1", text))


def _kinds(atoms: list[str]) -> tuple[tuple[Kinds, ...], list[str]]:
    """As long as something is left over for the name: "Khu phố" alone is none."""
    kinds: list[Kinds] = []
    before: list[str] = []
    while size := kind_at(atoms):
        if size >= len(atoms) or atoms[:size] == before:
            break
        before = atoms[:size]
        kinds.append(_meant_by(atoms[:size]))
        atoms = atoms[size:]
    return tuple(kinds), atoms


def kind_at(atoms: Sequence[str]) -> int:
    """How many words the longest kind takes that stands in front. `bạn` is no `bản`."""
    if not atoms:
        return 0
    for size in _SIZES.get(plain(atoms[0]), ()):
        if size <= len(atoms) and _meant_by(atoms[:size]):
            return size
    return 0


def kinds_at(atoms: Sequence[str]) -> Kinds:
    """What that kind may be."""
    size = kind_at(atoms)
    return _meant_by(atoms[:size]) if size else frozenset()


def _meant_by(some: Sequence[str]) -> Kinds:
    spelled = SPELLED.get(tuple(some))
    folded = FORMS.get(tuple(plain(word) for word in some), frozenset())
    return spelled or (folded if all(map(str.isascii, some)) or len(some) > 1 else frozenset())


def _is_number_word(atoms: Sequence[str], at: int, *, after_kind: bool) -> bool:
    follows = at + 1 < len(atoms) and atoms[at + 1].isdecimal()
    return plain(atoms[at]) == words.NUMBERED and follows and (after_kind or at > 0)


def _in_digits(rest: tuple[str, ...], *, after_kind: bool) -> tuple[str, ...]:
    """Behind a kind: `Khu phố IV`, `khu phố bốn`. Without accents `nam` is the south as well."""
    word = rest[0] if len(rest) == 1 and after_kind else ""
    value = words.ROMAN.get(word) or words.DIGITS.get(word)
    return (str(value),) if value else rest


@lru_cache(maxsize=WORDS_KEPT)
def sound(key: str) -> str:
    """As it is heard: `Hà Chì` is Hà Trì."""
    return key.replace("tr", "ch").replace("x", "s").replace("gi", "d")


def is_padded(said: str) -> bool:
    """More than the name: the ward stands behind it."""
    bare = words.ABOVE.sub("", said)
    return bare != said and (parts(bare).kinds, parts(bare).rest) == (parts(said).kinds, parts(said).rest)


class Gazetteer:
    """The names of some units, and what may be meant by them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.parts = {name: parts(name) for name in self.names}
        self.kinds = frozenset(kind for part in self.parts.values() for kind in part.kind)
        self._meant: dict[str, tuple[str, ...]] = {}
        self._exact: dict[str, str] = {}
        self._folded: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._joined: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, list[str]] = defaultdict(list)
        for name, one in self.parts.items():
            self._exact[composed(name)] = name
            self._folded[one.folded].append(name)
            self._joined[one.joined].append(name)
            self._whole[_letters(name)].append(name)
        self._openings = frozenset(word[0] for part in self.parts.values() for word in part.folded[:1])
        self.longest = max((len(part.rest) for part in self.parts.values()), default=0)

    def meant(self, text: str) -> tuple[str, ...]:
        """One where that is sure, several where it may be any of them, none where it is not known."""
        known = self._meant.get(text)
        if known is None:
            if len(self._meant) > REMEMBERED:
                self._meant.clear()
            known = self._meant[text] = self._sure(text)
        return known

    def _sure(self, text: str) -> tuple[str, ...]:
        names, slip = self.spelt(text)
        single = slip and len(parts(text).words) == 1
        return () if single else names

    def surely(self, text: str) -> tuple[str, ...]:
        """As `meant`, and none where its accents say another name: for who puts names on record."""
        names, slip = self.spelt(text)
        return () if slip else names

    def spelt(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The same, and whether it is another name but for the accents: `Đông` and `Đồng` are two."""
        said = parts(text)
        if not said.rest or (said.bare and len(said.rest) == 1):
            return (), False
        exact = self._exact.get(composed(text))
        whole = [exact] if exact else self._whole.get(_letters(text), [])
        if exact or (len(whole) == 1 and not _otherwise_marked(said, self.parts[whole[0]])):
            return tuple(whole), False
        for alike in (self._same, self._same_letters, self._same_sound, self._initials, self._of_number):
            fitting = self.of_kind(said, self._namesakes(said, alike(said)))
            right = [name for name in fitting if not _otherwise_marked(said, self.parts[name])]
            if fitting:
                return tuple(right or fitting), not right
        return (), False

    def _namesakes(self, said: Parts, found: Sequence[str]) -> list[str]:
        """`Thôn 1 (Mỹ Hưng)` is that one, else the Thôn 1 of which nothing more is said, and never the other's."""
        if not said.within:
            return list(found)
        own = [name for name in found if plain(self.parts[name].within) == plain(said.within)]
        return own or [name for name in found if not self.parts[name].within]

    def numbered(self, number: int) -> tuple[str, ...]:
        """Those whose number it is; for who is sure to speak of units."""
        said = str(number)
        return tuple(name for name, one in self.parts.items() if said in (*one.rest[:1], *one.rest[-1:]))

    def holding(self, text: str) -> tuple[str, ...]:
        """Those in whose names these words stand, side by side."""
        one = parts(text)
        said = f" {' '.join(one.rest)} "
        folded = plain(said)
        right = said if not said.isascii() else folded
        fitting = [name for name in self.names if right in self._row(name, folded=right is folded)]
        return tuple(self.of_kind(one, fitting)) if len(said) > len(" x ") else ()

    def _row(self, name: str, *, folded: bool) -> str:
        one = self.parts[name]
        return f" {' '.join(one.folded if folded else one.rest)} "

    def is_called(self, text: str) -> bool:
        """Whether a unit is written here, known or not: a kind that there is, or any with a number."""
        one = parts(text)
        kind = one.kind - words.ANY - words.HIGHER
        return bool(kind and (kind & self.kinds or one.is_number))

    def near(self, text: str) -> tuple[str, ...]:
        """What may be meant where nothing fits: of the same number, almost of the same name, or of the same kind."""
        said, written = parts(text), fold(text)
        numbers = [word for word in said.rest if word.isdecimal()]
        same = [name for name, one in self.parts.items() if numbers and numbers == _numbers(one) and said.is_number]
        alike = [name for name, one in self.parts.items() if numbers == _numbers(one)]
        scored = sorted(((fuzz.ratio(written, fold(name)), name) for name in alike), reverse=True)
        likely = [name for score, name in scored if score >= LIKELY]
        akin = [name for name, one in self.parts.items() if said.kind & one.kind]
        return tuple(dict.fromkeys((*same, *likely, *akin)))[:MOST]

    def mentions(self, text: str) -> Iterator[tuple[str, ...]]:
        """What each unit that a text names may be, the longest name first at each word; of one that is unknown none."""
        text = unicodedata.normalize("NFC", text).lower()
        atoms = [found.span() for found in _ATOM.finditer(text)]
        at = 0
        while at < len(atoms):
            size, names = self._mention(text, atoms, at)
            if not size and (kind := kind_at([text[start:end] for start, end in atoms[at : at + LONGEST_FORM]])):
                size, names = self._mention(text, atoms, at + kind)
                names = self.under(text[atoms[at][0] : atoms[at + kind - 1][1]], names)
                size += kind if size else 0
            if size:
                yield names
            at += size or 1

    def _mention(self, text: str, atoms: Sequence[tuple[int, int]], at: int) -> tuple[int, tuple[str, ...]]:
        """How many words it takes; 0: none begins here."""
        some = [text[start:end] for start, end in atoms[at : at + LONGEST_FORM]]
        kinded = kind_at(some) > 0 or any(len(word) == 1 for word in some[:1])  # T.D.P
        if not some or not (kinded or plain(some[0])[:1] in self._openings):
            return 0, ()
        most = self.longest + (2 * LONGEST_FORM if kinded else 1)
        for size in range(min(len(atoms) - at, most), 0, -1):
            start, end = atoms[at][0], atoms[at + size - 1][1]
            said, one = text[start:end], parts(text[start:end])
            cut = text[end : end + 1].isalnum() or "\n" in said or is_padded(said)
            if cut or not one.rest or (not one.kinds and len(one.rest) < 2):
                continue
            names, more = self.told_apart(self.meant(said), text[end:])
            sure = one.kinds or one.folded in self._folded or one.joined in self._joined or _ends_in_number(one)
            if names and sure:
                return size + more, names
            glued = text[atoms[at + size - 1][0] - 1].isalnum() and len(one.rest[-1]) == 1  # `kp 3a` is not `kp 3`
            numbered = one.is_number or (one.rest[0].isdecimal() and len(one.rest) == 2 and glued)
            if not names and numbered and one.kind - words.HIGHER - (words.EVERYDAY - self.kinds):
                return size, ()
        return 0, ()

    def told_apart(self, names: tuple[str, ...], behind: str) -> tuple[tuple[str, ...], int]:
        """Of namesakes the one whose commune stands behind: `thôn 1 (mỹ hưng)`; and how many words more it takes."""
        for name in names if len(names) > 1 else ():
            within = self.parts[name].within
            written = composed(behind) if any(not word.isascii() for word in behind.split()[:4]) else behind
            said = within if written is not behind else plain(within)
            found = re.match(rf"\W*(?:{words.HIGHER_WORD.pattern})?{re.escape(said)}\b", written) if within else None
            if found:
                return (name,), len(_ATOM.findall(found[0]))
        return names, 0

    def of_kind(self, said: Parts, found: Sequence[str]) -> list[str]:
        """The same kind before a looser word for it: `tổ 1` is Khu phố 1 only where nothing else is meant by it."""
        if not said.kinds:
            return list(found)
        for fits in (_is, _may_be):
            some = [name for name in found if fits(said, self.parts[name])]
            if some:
                return some
        return []

    def under(self, kind: str, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that people may call so: `thôn Chùa` is no Xóm Chùa."""
        return tuple(self.of_kind(parts(f"{kind} 1"), tuple(names)))

    def _of_number(self, said: Parts) -> list[str]:
        """`tổ 1` where units have names as well: every one whose number it is. `tòa 1` is none of them."""
        found = self.numbered(int(said.rest[0])) if said.kinds and said.is_number else ()
        elsewhere = said.kind & (words.BUILDINGS | words.EVERYDAY | words.ANY_AREA)
        coded = {name for name in found if any(len(word) == 1 for word in self.parts[name].words)}
        return [name for name in found if name not in coded and (self.parts[name].kinds or not elsewhere)]

    def _same(self, said: Parts) -> list[str]:
        """A last word may be its number: `Cầu Đơ một`; without accents `nam` may be either."""
        found = self._folded.get(said.folded, [])
        word, value = _DIGITS.get(plain(said.rest[-1]), ("", 0))
        digit = value and said.rest[-1] in {word, plain(word)} and (said.kinds or len(said.rest) > 1)
        return [*found, *self._folded.get((*said.folded[:-1], str(value)), [])] if digit else found

    def _same_letters(self, said: Parts) -> list[str]:
        return self._joined.get(said.joined, [])

    def _same_sound(self, said: Parts) -> list[str]:
        heard = sound(said.joined)
        return [name for joined, names in self._joined.items() if sound(joined) == heard for name in names]

    def _initials(self, said: Parts) -> list[str]:
        return [name for name, one in self.parts.items() if _shortens(said.folded, one.folded)]


@lru_cache(maxsize=64)
def gazetteer(names: tuple[str, ...]) -> Gazetteer:
    """Made once for as long as the names are the same."""
    return Gazetteer(names)


@lru_cache(maxsize=5_000)
def is_code(name: str) -> bool:
    """Letters and digits in one: `S1.01`, `CT2A`."""
    return bool(_CODE.search(name)) and any(len(word) < len("tdp") for word in parts(name).words)


def key(name: str) -> str:
    """Equal for spellings of one place: `TDP 02` and `Tổ dân phố số 2`, `thôn Chùa` and `Chùa`.

    Thôn 1, Tổ dân phố 1 and Khu phố 1 are three, and what stands in brackets, or a former commune, tells two apart.
    """
    one = parts(name)
    kinds = [next(kind for kind in words.KINDS if kind in some) for some in one.kinds]
    numbered = all(len(word) == 1 or word.isdecimal() for word in one.rest)
    while kinds and kinds[0] in words.LEFT_OUT and not (numbered and len(kinds) == 1):
        kinds.pop(0)
    within = [parts(above(letters(name)).name).within]
    return " ".join((*(words.KINDS[kind][0] for kind in kinds), *one.rest, *filter(None, within)))


def one_each(names: Iterable[str]) -> dict[str, str]:
    """Every name of a document under the first spelling of its place.

    `Tổ 2` is Tổ dân phố 2 where that is written as well, and nothing else it may be short for. A ward behind tells
    places apart only where the same name stands before two wards.
    """
    order = list(dict.fromkeys(names))
    wards: dict[str, set[str]] = defaultdict(set)
    for name in order:
        wards[key(name)].add(above(name).ward)
    places = {
        name: f"{key(name)}\n{above(name).ward}" if len(wards[key(name)] - {""}) > 1 else key(name) for name in order
    }
    alike: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for name in order:
        alike[parts(name).rest, parts(name).within].append(name)
    meant = {name: _in_full(name, alike[parts(name).rest, parts(name).within]) for name in order}
    first: dict[str, str] = {}
    for name in sorted(order, key=lambda name: meant[name] != name):
        first.setdefault(places[meant[name]], name)
    return {name: first[places[meant[name]]] for name in order}


def _in_full(name: str, alike: Sequence[str]) -> str:
    """What a word of several meanings is short for: `KP 2` beside Khối phố 2, `tổ An Bình` beside An Bình."""
    said = parts(name)
    loosely = said.kind and not said.kind - words.ANY
    meant = words.SHORT_FOR if loosely and said.is_number else said.kind - words.ANY
    full = {key(other): other for other in alike if len(parts(other).kind) == 1 and parts(other).kind & meant}
    if loosely and not said.is_number:
        full = {key(other): other for other in alike if not parts(other).kinds}
    return next(iter(full.values())) if len(full) == 1 and (loosely or len(said.kind) > 1) else name


def same(one: str, other: str) -> bool:
    """Two spellings of one name: nothing may be called KP4 beside Khu phố 4."""
    first, second = parts(one), parts(other)
    apart = first.within and second.within and first.within != second.within
    return not apart and first.rest == second.rest and (first.kinds == second.kinds or bool(first.kind & second.kind))


def is_building(name: str) -> bool:
    return bool(parts(name).kind & words.BUILDINGS)


def _is(said: Parts, one: Parts) -> bool:
    return any(said.kind & kind for kind in one.kinds)


def _may_be(said: Parts, one: Parts) -> bool:
    """A number belongs to its kind; a name of its own is known under the register's common words as well."""
    if not one.kinds or (said.kind & words.LOOSE and not _only_number(one)):
        return True
    if said.kind & words.BUILDINGS and one.kind & words.BUILDINGS:
        return not _only_number(one)
    if said.kind & words.ANY_AREA and one.kind & words.AREAS:
        return True
    return bool(said.kind & words.ANY) and not one.kind & words.BUILDINGS


def _only_number(one: Parts) -> bool:
    return all(word.isdecimal() for word in one.rest)


def _otherwise_marked(said: Parts, one: Parts) -> bool:
    """Another word but for its accents. Who types none at all, or half of them, leaves them out."""
    pairs = zip(said.rest, one.rest, strict=False)
    same_size = len(said.rest) == len(one.rest)
    return same_size and any(
        word != meant and not word.isascii() and plain(word) == plain(meant) for word, meant in pairs
    )


def letters(text: str) -> str:
    """Each letter in one form, whatever keyboard wrote it, and no signs that nobody sees."""
    return unicodedata.normalize("NFC", text).translate(words.STROKES).translate(INVISIBLE)


def spelled(name: str) -> str:
    """As a name is kept: its letters in one form, single spaces."""
    return " ".join(letters(name).split())


def composed(name: str) -> str:
    """Lower case, each letter in one form: names that are written alike but for keyboards."""
    text = spelled(name).lower()
    return _TONES.sub(lambda found: words.TONES[found[0]], text)


def _letters(name: str) -> str:
    return "".join(_atoms(fold(name)))


def _ends_in_number(one: Parts) -> bool:
    return one.rest[-1].isdecimal() or one.rest[-1] in words.DIGITS


def _numbers(one: Parts) -> list[str]:
    return [word for word in one.rest if word.isdecimal()]


def _shortens(said: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """The same numbers, and each word the next one meant or the initials of the next few; `khu` may be left out."""
    if [w for w in said if w.isdecimal()] != [w for w in meant if w.isdecimal()]:
        return False
    written, full = [w for w in said if not w.isdecimal()], [w for w in meant if not w.isdecimal()]
    short = [word for word in full if word not in words.AREA_WORDS]
    return len("".join(written)) > 1 and (_spells(written, full) or (bool(short) and _spells(written, short)))


def _spells(written: list[str], meant: list[str]) -> bool:
    if not written or not meant:
        return not written and not meant
    for count in range(1, len(meant) + 1):
        initials = "".join(word[0] for word in meant[:count])
        same = written[0] == initials or (count == 1 and written[0] == meant[0])
        if same and _spells(written[1:], meant[count:]):
            return True
    return False


def similar(one: str, other: str) -> bool:
    """Names that people take for one another, as two that differ by an accent; never two with other numbers."""
    first, second = fold(one), fold(other)
    return re.findall(r"\d+", first) == re.findall(r"\d+", second) and fuzz.ratio(first, second) >= ALIKE
