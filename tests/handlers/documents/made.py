"""Documents made in memory for the tests: workbooks from rows, Word files from blocks, zips from parts."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import ReadPlan, ReadSession, printed
from handlers.problem import Label, Problem

Rows = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Rows], merged: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    return saved(book)


def word(blocks: Sequence[str | Rows]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _table(document, block)
    return saved(document)


def _table(document: docx.document.Document, rows: Rows) -> None:
    """None in a cell merges it with the one above."""
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                table.cell(number - 1, column).merge(table.cell(number, column))
            else:
                table.cell(number, column).text = str(text)


def saved(writer: openpyxl.Workbook | docx.document.Document) -> bytes:
    out = BytesIO()
    writer.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same package with these parts put in or replaced."""
    with ZipFile(BytesIO(data)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    return zipped(old | dict(parts))


def plan(text: str, name: str = "lich.csv") -> ReadPlan:
    return read_plan(text.encode(), name)


def nights(reading: ReadPlan) -> list[tuple[object, ...]]:
    """Each session as (group, days and months, start, end), with its part of the day if it has one."""
    return [(told.group, _days(told), told.start, told.end, *filter(None, [told.part])) for told in reading.sessions]


def _days(session: ReadSession) -> str:
    return " ".join(f"{day:%d/%m}" for day in session.dates)


def blocked(reading: ReadPlan) -> list[tuple[object, str, str]]:
    return [(_row(problem), problem.kind, problem.match) for problem in reading.problems if problem.blocking]


def remarks(reading: ReadPlan) -> list[tuple[object, str]]:
    return [(_row(problem), problem.kind) for problem in reading.problems if not problem.blocking]


def _row(problem: Problem) -> Label | None:
    """None: of the whole document."""
    return problem.rows[0] if problem.rows else None


def as_json(data: bytes, name: str) -> dict[str, list[dict[str, object]]]:
    return printed(read_plan(data, name))
