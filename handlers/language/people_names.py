"""Names in short lines: who is meant by 'an, binh, cuong mai', who is missing, who comes. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.language.tokens import fold, strip_accents
from handlers.language.vocabulary import listed, table

LONGEST_NAME = 4  # words
Roster = Sequence[tuple[int, str]]  # (id, whole name)


def any_of(phrases: str) -> str:
    known = sorted((fold(phrase) for phrase in phrases.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, known)) + ")"


def whole(phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){any_of(phrases)}(?![a-z])")


MISSING, EXCUSED, GOING, BUSY = (
    whole("|".join(listed("people", meaning))) for meaning in ("missing", "excused", "going", "busy")
)
_BESIDE, _TITLES, _MIDDLE = (
    frozenset(map(fold, listed("people", meaning))) for meaning in ("beside", "titles", "middle names")
)
_SHORT = tuple(
    (re.compile(rf"(?<!\w)(?:{'|'.join(listed('people', meaning))})(?!\w)"), meaning.removeprefix("short "))
    for meaning, _ in table("people")
    if meaning.startswith("short ")
)


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """A name as it was written, and whom it may mean."""

    written: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamesClause:
    """Names of which one thing is said; `unknown`: words that are nobody's name."""

    verb: str
    names: tuple[NamedPeople, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it was written, and without accents; both of one length."""

    raw: str
    folded: str

    def part(self, start: int, end: int) -> "_Folded":
        return _Folded(self.raw[start:end], self.folded[start:end])

    def without(self, *patterns: re.Pattern[str]) -> "_Folded":
        raw, folded = self.raw, self.folded
        for pattern in patterns:
            for found in list(pattern.finditer(folded)):
                blank = " " * (found.end() - found.start())
                folded = folded[: found.start()] + blank + folded[found.end() :]
                raw = raw[: found.start()] + blank + raw[found.end() :]
        return _Folded(raw, folded)


@lru_cache(maxsize=512)
def spelt(text: str) -> str:
    """Lower case, composed, single spaces, the shorthand of chats written out."""
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split())
    for short, meant in _SHORT:
        plain = short.sub(meant, plain)
    return plain


def _line(text: str) -> _Folded:
    raw = spelt(text)
    folded = strip_accents(raw)
    return _Folded(raw, folded) if len(raw) == len(folded) else _Folded(folded, folded)


def names_in(text: str, roster: Roster) -> NamesClause:
    """The people who are named, and the words that are no name and mean nothing else here."""
    return _names("", _line(text), roster)


def called(name: str, roster: Roster) -> tuple[int, ...]:
    """Everybody whom a name may mean. A word with accents is that word only; without, it may be any."""
    return _meant([(word, strip_accents(word)) for word in unicodedata.normalize("NFC", name).lower().split()], roster)


def missing(text: str, roster: Roster) -> list[NamesClause]:
    """'vang cuong, hung xin nghi': verb 'absent' or 'excused'."""
    line, clauses, at = _line(text), list[NamesClause](), 0
    for stop in [*re.finditer(r"[,;.\n()]| va ", line.folded), None]:
        part = line.part(at, stop.start() if stop else len(line.folded))
        verb = "excused" if EXCUSED.search(part.folded) else "absent"
        clauses.append(_names(verb, part.without(EXCUSED, MISSING), roster))
        at = stop.end() if stop else 0
    return _passed_on(clauses)


def _passed_on(clauses: list[NamesClause]) -> list[NamesClause]:
    """'xin nghi' behind a comma speaks of whom was named before it."""
    kept: list[NamesClause] = []
    for clause in clauses:
        if clause.names or clause.unknown:
            kept.append(clause)
        elif clause.verb == "excused" and kept:
            kept[-1] = NamesClause("excused", kept[-1].names, kept[-1].unknown)
    return kept


def coming(text: str, roster: Roster) -> list[NamesClause]:
    """'An, Bình đi; Cường bận': verb 'going' or 'busy', behind its names or before them; '' where there is none."""
    line, clauses, at, before = _line(text), list[NamesClause](), 0, ""
    end = len(line.folded)
    for start, stop, verb in [*sorted(_verbs(line.folded)), (end, end, "")]:
        clause = _names(before or verb, line.part(at, start), roster)
        spoken = bool(clause.names or clause.unknown)
        clauses += [clause] if spoken else []
        before = "" if spoken and not before else verb
        at = stop
    return clauses


def _verbs(said: str) -> Iterable[tuple[int, int, str]]:
    busy = [found.span() for found in BUSY.finditer(said)]
    yield from ((start, end, "busy") for start, end in busy)
    for found in GOING.finditer(said):
        if not any(start <= found.start() < end for start, end in busy):
            yield (*found.span(), "going")


def _names(verb: str, line: _Folded, roster: Roster) -> NamesClause:
    parts = [(line.raw[m.start() : m.end()], m[0]) for m in re.finditer(r"[a-z]+|[,;]", line.folded)]
    names, unknown, at = list[NamedPeople](), list[str](), 0
    while at < len(parts):
        size, people = (0, ()) if _is_title(parts, at, roster) else _longest(parts[at : at + LONGEST_NAME], roster)
        if people:
            names.append(NamedPeople(" ".join(raw for raw, _ in parts[at : at + size]), people))
        elif parts[at][1].isalpha() and parts[at][1] not in _BESIDE | _TITLES:
            unknown.append(parts[at][0])
        at += max(size, 1)
    return NamesClause(verb, tuple(names), tuple(unknown))


def _is_title(parts: Sequence[tuple[str, str]], at: int, roster: Roster) -> bool:
    """'anh Cường' names one person, whoever else is called Anh; 'hai bạn' and 'cho anh số' name nobody."""
    word, size = parts[at][1], _longest(parts[at : at + LONGEST_NAME], roster)[0]
    beside = [parts[i][1] for i in (at - 1, at + 1) if 0 <= i < len(parts)]
    if word in _TITLES and size < 2 and not all(one in _PARTS_NAMES for one in beside):
        return True
    if at + 1 >= len(parts):
        return False
    after = parts[at + 1][1]
    named, _ = _longest(parts[at + 1 : at + 1 + LONGEST_NAME], roster)
    return size < 2 and ((word in _TITLES and named > 0) or (word in _BESIDE and after in _TITLES))


_PARTS_NAMES = frozenset({",", ";", "va", "voi", "cung", "thay", "bang", "cho"})


def _longest(parts: Sequence[tuple[str, str]], roster: Roster) -> tuple[int, tuple[int, ...]]:
    for size in range(len(parts), 0, -1):
        people = _meant(parts[:size], roster)
        if people:
            return size, people
    return 0, ()


def _meant(said: Sequence[tuple[str, str]], roster: Roster) -> tuple[int, ...]:
    """The end of somebody's name; one word may also be the first half of a double given name: Mai of Mai Anh."""
    found = []
    for id_, name in roster:
        held = name.lower().split()
        doubled = len(said) == 1 and len(held) > 2 and fold(held[-2]) not in _MIDDLE and _same(said, held[-2:-1])
        if _same(said, held[-len(said) :]) or doubled:
            found.append(id_)
    return tuple(found)


def _same(said: Sequence[tuple[str, str]], held: Sequence[str]) -> bool:
    """With its accents where they were written; without, any that fit."""
    return len(said) == len(held) and all(
        raw == unicodedata.normalize("NFC", word) or (raw == folded and folded == fold(word))
        for (raw, folded), word in zip(said, held, strict=True)
    )
