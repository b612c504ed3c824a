"""Tables as a workbook or as CSV, row by row. Numbers are numbers, codes are text, and no cell can run anything."""

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

from handlers.documents.draw import sheet
from handlers.documents.draw.sheet import OUTER, PLAIN, ROW, TITLE, Row
from handlers.markup import cell

BOM = "\ufeff"  # without it Excel takes UTF-8 for another encoding


def draw(data: dict[str, Any]) -> bytes:
    """`rows` is asked for one by one."""
    return as_csv(data) if data["format"] == "csv" else as_workbook(data)


def as_workbook(data: dict[str, Any]) -> bytes:
    above = [data["title"], *data["above"]]
    kinds, widths = zip(*((column["kind"], column["width"]) for column in data["columns"]), strict=True)
    return sheet.workbook(widths, kinds, len(above) + 1, _rows(data, above))


def as_csv(data: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    written = io.TextIOWrapper(made, "utf-8", newline="", write_through=True)
    written.write(BOM)
    writer, width = csv.writer(written, lineterminator="\r\n"), len(data["columns"])
    last = [data["sum"]] if data["sum"] else []
    for row in chain([[column["name"] for column in data["columns"]]], data["rows"], last):
        writer.writerow([_plain(value) for value in row] + [None] * (width - len(row)))
    written.detach()
    return made.getvalue()


def _rows(data: dict[str, Any], above: list[str]) -> Iterator[Row]:
    for number, line in enumerate(above):
        yield [line], PLAIN if number else TITLE
    yield [column["name"] for column in data["columns"]], OUTER
    single = len(data["columns"]) == 1
    for row in data["rows"]:
        yield row, TITLE if len(row) == 1 and not single else ROW
    if data["sum"]:
        yield data["sum"], OUTER
    for line in data["below"]:
        yield [line], PLAIN


def _plain(value: Any) -> Any:
    """A number of ours is no formula."""
    return cell(value) if isinstance(value, str) else value
