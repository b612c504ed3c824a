"""Looks a Word template through before it is filled: every mistake with its place, none of them computed."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from handlers.documents import tags
from handlers.documents.tags import TemplateTag
from handlers.outgoing.words import COLUMNS
from handlers.problem import Problem

PARAGRAPH, TABLE, ROW, TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:t")
TRACKED = {qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")}
SHOWN = 60  # characters of what is wrong
FOOTERS = ("footer", "first_page_footer", "even_page_footer")
ENDS = {"endfor": "for", "endif": "if", "else": "if"}


class TemplateFlaw(StrEnum):
    UNKNOWN = "unknown"  # nobody fills it
    BROKEN = "broken"  # a brace is missing
    NO_TAG = "no_tag"  # something that no letter needs
    NESTED = "nested"  # a loop in a loop
    OPEN = "open"  # begun and never ended
    STRAY = "stray"  # ended and never begun
    APART = "apart"  # begun in one place, ended in another
    CROWDED = "crowded"  # goes away with its row or paragraph, and so would what stands beside it
    TRACKED = "tracked"  # holds changes that nobody has accepted
    LINKED = "linked"  # would fetch something, or run it
    EMPTY = "empty"  # names no field at all
    LARGE = "large"
    HIDDEN = "hidden"  # in the file, and in no line of it


TOLD = {
    TemplateFlaw.UNKNOWN: "no field of this letter",
    TemplateFlaw.BROKEN: "a brace is missing",
    TemplateFlaw.NO_TAG: "nothing that a template may ask for",
    TemplateFlaw.NESTED: "a loop stands in another",
    TemplateFlaw.OPEN: "begun and never ended",
    TemplateFlaw.STRAY: "ended and never begun",
    TemplateFlaw.APART: "begun in one place and ended in another",
    TemplateFlaw.CROWDED: "must stand alone in its row or paragraph",
    TemplateFlaw.TRACKED: "the template holds tracked changes",
    TemplateFlaw.LINKED: "the template points at something outside of it",
    TemplateFlaw.EMPTY: "the template names no field",
    TemplateFlaw.LARGE: "the template is too large",
    TemplateFlaw.HIDDEN: "hidden in the template",
}


def told(problem: Problem) -> str:
    """For one line on a screen."""
    where = "".join(f" in {place}" for place in problem.rows)
    meant = f"; perhaps {{{{{problem.suggest}}}}} is meant" if problem.suggest else ""
    return f"{problem.match}{where}: {TOLD[TemplateFlaw(problem.kind)]}{meant}".removeprefix(": ")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A paragraph's words; `holder`: what it stands in.

    `place` as a person would count: the paragraphs outside of tables, the tables and their rows, all from 1.
    """

    place: str
    text: str
    element: Any
    holder: Any
    row: Any
    table: Any

    def within(self, level: str) -> Any:
        """What a tag of this level may reach: the rows of a table, the paragraphs beside it, or its own line."""
        return {"tr": self.table, "p": self.holder, "": self.element}[level]


@dataclass
class _PartCheck:
    """One part, from its first line to its last."""

    known: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    begun: list[tuple[TemplateTag, TemplateLine]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def at(self, tag: TemplateTag, line: TemplateLine) -> None:
        if tag.level == "tr" and line.table is None:
            self._wrong(TemplateFlaw.NO_TAG, tag, line)
        elif tag.kind in {"for", "if"}:
            self._begin(tag, line)
        elif tag.kind in ENDS:
            self._end(tag, line)
        elif tag.kind == "field":
            self._field(tag, line)
        else:
            self._unread(tag, line)

    def end(self) -> None:
        for tag, line in self.begun:
            self._wrong(TemplateFlaw.OPEN, tag, line)

    def _begin(self, tag: TemplateTag, line: TemplateLine) -> None:
        if tag.kind == "if":
            self._field(tag, line)
        elif tag.value not in COLUMNS:
            self._wrong(TemplateFlaw.UNKNOWN, tag, line, _near(tag.value, COLUMNS))
        elif any(template_tag.kind == "for" for template_tag, _ in self.begun):
            self._wrong(TemplateFlaw.NESTED, tag, line)
        else:
            self.named.add(tag.value)
        self.begun.append((tag, line))

    def _end(self, tag: TemplateTag, line: TemplateLine) -> None:
        if not self.begun or self.begun[-1][0].kind != ENDS[tag.kind]:
            self._wrong(TemplateFlaw.STRAY, tag, line)
            return
        first, there = self.begun[-1] if tag.kind == "else" else self.begun.pop()
        if first.level != tag.level or there.within(first.level) is not line.within(tag.level):
            self._wrong(TemplateFlaw.APART, first, there)

    def _field(self, tag: TemplateTag, line: TemplateLine) -> None:
        rows = {
            template_tag.row: COLUMNS.get(template_tag.value)
            for template_tag, _ in self.begun
            if template_tag.kind == "for"
        }
        if tag.column and tag.value in rows and rows[tag.value] is None:
            return  # which list is meant has been asked already
        if tag.column:
            known = {f"{row}.{column}" for row, columns in rows.items() for column in columns or ()}
            name = f"{tag.value}.{tag.column}"
        else:
            known, name = set(self.known), tag.value
        if name in known:
            self.named.add(name)
        else:
            self._wrong(TemplateFlaw.UNKNOWN, tag, line, _near(name, known))

    def _unread(self, tag: TemplateTag, line: TemplateLine) -> None:
        whole = len(tag.text) > len("{{}}") and tag.text[-2:] in {"}}", "%}", "#}"}
        if not whole:
            self._wrong(TemplateFlaw.BROKEN, tag, line)
        elif tag.text.startswith("{{"):
            self._wrong(TemplateFlaw.UNKNOWN, tag, line, _near("_".join(tag.text.strip("{} ").split()), self.known))
        else:
            self._wrong(TemplateFlaw.NO_TAG, tag, line)

    def _wrong(self, why: TemplateFlaw, tag: TemplateTag, line: TemplateLine, near: str = "") -> None:
        self.problems.append(Problem((line.place,), why, tag.text[:SHOWN], near or None))


def problems(document: Document, known: Mapping[str, str]) -> tuple[list[Problem], set[str]]:
    """In the order of the pages; and the fields that were found."""
    found: list[Problem] = []
    named: set[str] = set()
    for part, root in parts(document):
        if any(True for _ in root.iter(*TRACKED)):
            found.append(Problem((), TemplateFlaw.TRACKED))
        part_check = _PartCheck(known)
        for line, held in _held(root, part):
            for tag in held:
                part_check.at(tag, line)
        part_check.end()
        found += part_check.problems
        found += _crowded(list(_held(root, part)))
        named |= part_check.named
    return found, named


def parts(document: Document) -> Iterator[tuple[str, Any]]:
    yield "body", document.element.body
    seen: set[int] = set()
    for section in document.sections:
        for name in ("header", "first_page_header", "even_page_header", *FOOTERS):
            held = getattr(section, name)
            if not held.is_linked_to_previous and id(held.part) not in seen:
                seen.add(id(held.part))
                yield name.rpartition("_")[2], held.part.element


def lines(root: Any, part: str = "body") -> Iterator[TemplateLine]:
    tables = {table: number for number, table in enumerate(root.iter(TABLE), start=1)}
    rows = {row: number for table in tables for number, row in enumerate(table.iterchildren(ROW), start=1)}
    count = 0
    for element in root.iter(PARAGRAPH):
        row = next(element.iterancestors(ROW), None)
        table = row.getparent() if row is not None else None
        count += row is None
        where = f"paragraph {count}" if row is None else f"table {tables.get(table, 0)}, row {rows.get(row, 0)}"
        place = where if part == "body" else f"{part}, {where}"
        yield TemplateLine(place, _text(element), element, element.getparent(), row, table)


def _held(root: Any, part: str) -> Iterator[tuple[TemplateLine, list[TemplateTag]]]:
    for line in lines(root, part):
        held = list(tags.found(line.text))
        if held:
            yield line, held


def _text(paragraph: Any) -> str:
    """Its own words, without those of a text box that hangs on it."""
    own = (one for one in paragraph.iter(TEXT) if next(one.iterancestors(PARAGRAPH)) is paragraph)
    return "".join(one.text or "" for one in own)


def _crowded(held: Sequence[tuple[TemplateLine, list[TemplateTag]]]) -> Iterator[Problem]:
    """What goes with its row, or its paragraph, takes everything there with it."""
    rows = Counter(line.row for line, found in held for _ in found)
    for line, template_tags in held:
        beside = {"tr": rows[line.row], "p": len(template_tags)}
        yield from (
            Problem((line.place,), TemplateFlaw.CROWDED, tag.text)
            for tag in template_tags
            if beside.get(tag.level, 1) > 1
        )


def _near(name: str, known: Any) -> str:
    return next(iter(difflib.get_close_matches(name, list(known), 1, 0.6)), "")
