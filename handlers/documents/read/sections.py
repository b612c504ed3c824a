"""What a heading makes of the rows below it: old, cancelled, tentative; or a new plan that replaces another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.documents.read import words_sections as words
from handlers.documents.read.nights import Fault
from handlers.documents.read.rows import Line
from handlers.documents.read.tables import Section, SectionKind
from handlers.documents.read.words import PARENTHESES, clean, fold
from handlers.language.unit_names import key
from handlers.problem import Problem

LONGEST = 140  # signs of a heading


def heading(text: str) -> Section | None:
    """What this line makes of the lines below it; nothing where it is no heading."""
    said = " ".join(clean(text).split()).rstrip(" :")
    folded = _folded(said)
    if not said or len(said) > LONGEST or _is_sentence(folded):
        return None
    found = {
        SectionKind.RENEWED: words.RENEWED.search(folded),
        SectionKind.LEFT_OUT: _left_out(folded),
        SectionKind.TENTATIVE: words.TENTATIVE.search(folded),
        SectionKind.DRAFT: words.DRAFT.search(folded),
    }
    starts = {kind: match.start() for kind, match in found.items() if match}
    if not starts:
        return Section(said, SectionKind.PLAIN) if words.TITLED.search(folded) else None
    first = min(starts, key=lambda kind: starts[kind])
    if first is SectionKind.LEFT_OUT and words.AS_FOLLOWS.search(folded):
        return Section(said, SectionKind.RENEWED, whole=True)
    whole = first is SectionKind.RENEWED and "thay" in folded[starts[first] :]
    return Section(said, first, whole)


def _folded(said: str) -> str:
    """A word that means something else with other marks ("khu dân cư", "cán bộ", "sáp nhập") is none of ours."""
    bare = said.isascii()
    return re.sub(
        r"\w+",
        lambda word: (
            fold(word[0])
            if bare or fold(word[0]) not in words.SPELT or word[0].lower() in words.SPELT[fold(word[0])].split()
            else "x" * len(word[0])
        ),
        said,
    ).lower()


def _left_out(folded: str) -> re.Match[str] | None:
    named = words.FORMER_NAME.search(folded)
    found = words.LEFT_OUT.search(folded)
    return None if found and named and "cu" in found[0] and found.end() <= named.end() + 1 else found


def _is_sentence(folded: str) -> bool:
    plain = PARENTHESES.sub(" ", folded)
    return bool(words.SENTENCE.search(plain)) or (folded.rstrip().endswith((".", "!")) and len(folded) > LONGEST // 2)


@dataclass(frozen=True, slots=True)
class Sifted:
    """The lines that count or are asked about, and what is said of the others. `draft`: what the whole calls itself."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    draft: str = ""


def sifted(lines: Sequence[Line]) -> Sifted:
    whole = lines[0].section if lines and len({line.section for line in lines}) == 1 else None
    if whole and whole.kind is SectionKind.DRAFT:
        return Sifted(tuple(lines), draft=whole.title)
    if whole and whole.kind is SectionKind.TENTATIVE:
        problem = Problem((), "tentative", whole.title, why="the document calls itself tentative")
        return Sifted(tuple(lines), (problem,), whole.title)
    gone = {id(line): line.section for line in lines if _is(line, SectionKind.LEFT_OUT)}
    if len(gone) == len(lines):
        return Sifted(tuple(_doubted(line, "set_aside", "the heading over it sets it aside") for line in lines), ())
    kept = [line for line in lines if id(line) not in gone]
    asked = [
        _doubted(line, "tentative", "the heading over it leaves it open")
        if _is(line, SectionKind.TENTATIVE) or _is(line, SectionKind.DRAFT)
        else line
        for line in kept
    ]
    renewed, over = _renewed(asked)
    told = [*((line, line.section) for line in lines if id(line) in gone), *over]
    return Sifted(tuple(renewed), tuple(_left(told)))


def _is(line: Line, kind: SectionKind) -> bool:
    return line.section is not None and line.section.kind is kind


def _doubted(line: Line, kind: str, why: str) -> Line:
    title = line.section.title if line.section else ""
    return replace(line, when=replace(line.when, faults=(*line.when.faults, Fault(kind, title, why))))


def _left(told: Iterable[tuple[Line, Section | None]]) -> Iterator[Problem]:
    """One of each section, with the places that it speaks of."""
    rows: dict[Section, list[Line]] = defaultdict(list)
    for line, section in told:
        if section:
            rows[section].append(line)
    for section, lines in rows.items():
        places = dict.fromkeys(group for line in lines for group in line.groups)
        labels = tuple(dict.fromkeys(line.label for line in lines))
        yield Problem(labels, "left_out", section.title, why=", ".join(places))


def _renewed(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, Section | None]]]:
    """What a later section changes no longer stands as it was said above it."""
    kept: list[Line] = []
    over: list[tuple[Line, Section | None]] = []
    for place, line in enumerate(lines):
        later = [
            one
            for one in lines[place + 1 :]
            if one.section and _is(one, SectionKind.RENEWED) and one.section != line.section
        ]
        whole = next((one.section for one in later if one.section and one.section.whole), None)
        named = {key(group): one.section for one in later for group in one.groups}
        gone = tuple(group for group in line.groups if whole or key(group) in named)
        if gone:
            over.append((replace(line, groups=gone), whole or named[key(gone[0])]))
        rest = tuple(group for group in line.groups if group not in gone)
        if rest or not gone:
            kept.append(replace(line, groups=rest) if gone else line)
    return kept, over
