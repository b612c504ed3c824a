"""Fills a Word template that the office may edit: {{field}} anywhere, {{#list.field}} in a table row, once for each.

A paragraph that held nothing but fields without words goes. A field that is misspelt is named, with its place.
"""

import copy
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Letter
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from handlers.documents.stable import stable

FIELD = re.compile(r"\{\{\s*(#?)\s*([^{}]*?)\s*\}\}")


class Misspelt(Exception):
    """A field that nobody fills, and where it stands."""


def fill(template: bytes, fields: Mapping[str, str], rows: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    document: Letter = Document(io.BytesIO(template))
    for number, table in enumerate(_tables(document), start=1):
        _repeat(table, rows, f"table {number}")
    for place, paragraph in _paragraphs(document):
        _fill(paragraph, fields, place)
    document.core_properties.author = ""
    made = io.BytesIO()
    document.save(made)
    return stable(made.getvalue())


def _tables(document: Letter) -> Iterator[Table]:
    yield from document.tables
    for section in document.sections:
        yield from (*section.header.tables, *section.footer.tables)


def _paragraphs(document: Letter) -> Iterator[tuple[str, Paragraph]]:
    """Each with its place as a person would say it."""
    for number, paragraph in enumerate(list(document.paragraphs), start=1):
        yield f"paragraph {number}", paragraph
    for number, table in enumerate(_tables(document), start=1):
        for place, row in enumerate(table.rows, start=1):
            cells = dict.fromkeys(row.cells)
            yield from ((f"table {number}, row {place}", one) for cell in cells for one in list(cell.paragraphs))
    for section in document.sections:
        yield from (("header", paragraph) for paragraph in section.header.paragraphs)
        yield from (("footer", paragraph) for paragraph in section.footer.paragraphs)


def _repeat(table: Table, rows: Mapping[str, Sequence[Mapping[str, str]]], where: str) -> None:
    for number, row in enumerate(list(table.rows), start=1):
        marked = [found for cell in row.cells for found in FIELD.finditer(cell.text) if found[1]]
        if not marked:
            continue
        place, name = f"{where}, row {number}", marked[0][2].partition(".")[0]
        if name not in rows:
            raise Misspelt(_told(f"#{marked[0][2]}", place, [f"#{one}." for one in rows]))
        for values in rows[name]:
            _copied(table, row, name, values, place)
        _removed(row)


def _copied(table: Table, row: _Row, name: str, values: Mapping[str, str], place: str) -> None:
    element = copy.deepcopy(xml(row))
    xml(row).addprevious(element)
    for cell in dict.fromkeys(_Row(element, table).cells):
        for paragraph in cell.paragraphs:
            _fill(paragraph, {f"{name}.{field}": value for field, value in values.items()}, place)


def _fill(paragraph: Paragraph, fields: Mapping[str, str], place: str) -> None:
    """Word cuts a field into several runs as it likes; the run in which it begins gives its look."""
    before = paragraph.text
    if "{{" not in before:
        return
    for found in reversed(list(FIELD.finditer(before))):
        if found[2] not in fields:
            raise Misspelt(_told(found[0].strip("{} "), place, list(fields)))
        _replace(paragraph, found.start(), found.end(), fields[found[2]])
    if not paragraph.text.strip() and len(xml(paragraph).getparent().findall(xml(paragraph).tag)) > 1:
        _removed(paragraph)


def xml(part: Any) -> Any:
    """The library shows what it stands on under no other name."""
    return part._element  # noqa: SLF001


def _removed(part: Any) -> None:
    xml(part).getparent().remove(xml(part))


def _replace(paragraph: Paragraph, start: int, end: int, value: str) -> None:
    at, filled = 0, False
    for run in paragraph.runs:
        text, first = run.text, at
        at += len(text)
        if at <= start or first >= end:
            continue
        kept = text[: max(start - first, 0)], text[max(end - first, 0) :]
        _write(run, kept[0] + ("" if filled else value) + kept[1])
        filled = True


def _write(run: Run, text: str) -> None:
    run.text = text  # the library makes line breaks of newlines


def _told(field: str, place: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(field, known, 1)
    meant = f"; perhaps {{{{{near[0]}}}}} is meant" if near else ""
    return f"{{{{{field}}}}} in {place} is no field of this letter{meant}"
