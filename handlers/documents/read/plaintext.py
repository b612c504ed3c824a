"""CSV and pasted text -> one table. Finds the encoding and the separator from the content alone."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from handlers.documents.read.tables import Cell, Document, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Label

MAX_TEXT = 4 * 1024 * 1024
MAX_ROWS = 5_000
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONGEST_QUOTE = 20  # lines; a quotation mark that swallows more was never meant as one
TAGS = re.compile(r"</?(?:b|i|u|strong|em|span|p|sup|sub)(?:\s[^<>]*)?>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*\*|__|`)")
RULE = re.compile(r"\s*:?-+:?\s*")  # the line under a Markdown header

Record = tuple[int, list[str]]


def read(data: bytes, name: str) -> Document:
    text = _decoded(data)
    if not text.strip():
        raise Unreadable(Code.EMPTY)
    records = _records(text)
    if len(records) > MAX_ROWS:
        raise Unreadable(Code.TOO_BIG, f"{len(records)} rows")
    numbered = name.lower().endswith((".csv", ".tsv"))
    rows = []
    for index, (line, fields) in enumerate(records, start=1):
        label: Label = index if numbered else f"line {line}"
        rows.append(TableRow(label, tuple(Cell(_plain(field), (index, column)) for column, field in enumerate(fields))))
    return Document((ReadTable(tuple(rows)),))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_TEXT:
        raise Unreadable(Code.TOO_BIG, f"{len(data)} bytes of text")
    for encoding in _encodings(data):
        try:
            text = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeError:
            continue
        if not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f\v\x85" for sign in text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable(Code.ENCODING)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return (encoding,)
    if data.count(0) * 5 > len(data):
        return ("utf-16-le", "utf-16-be") if data[1:2] == b"\0" else ("utf-16-be", "utf-16-le")
    return ("utf-8", "cp1258")


def _records(text: str) -> list[Record]:
    lines = text.split("\n")
    if sum("\t" in line for line in lines) >= 2:
        return _quoted(text, "\t")
    if sum(line.strip().startswith("|") for line in lines) >= 2:
        return list(_piped(lines))
    separator = _separator(text)
    if separator:
        return _quoted(text, separator)
    return [(number, re.split(r"\t| {2,}", line.strip())) for number, line in enumerate(lines, start=1)]


def _separator(text: str) -> str:
    """Of comma and semicolon, the one that cuts most lines into equally many fields; none if prose is likelier."""
    best, separator = 1, ""
    for candidate in ";,":
        widths = Counter(len(fields) for _, fields in _quoted(text, candidate) if len(fields) > 1)
        width, lines = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        if lines > best and (width > 2 or lines == sum(widths.values())):
            best, separator = lines, candidate
    return separator


def _quoted(text: str, separator: str) -> list[Record]:
    try:
        records = list(_parsed(text, separator, csv.QUOTE_MINIMAL))
    except csv.Error:  # a field longer than the parser takes
        records = []
    if not records or any(field.count("\n") > LONGEST_QUOTE for _, fields in records for field in fields):
        return [(number, line.split(separator)) for number, line in enumerate(text.split("\n"), start=1)]
    return records


def _parsed(text: str, separator: str, quoting: int) -> Iterator[Record]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    begin = 1
    for fields in reader:
        yield begin, fields
        begin = reader.line_num + 1


def _piped(lines: list[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, start=1):
        inside = line.strip()
        if not inside.startswith("|"):
            yield number, [inside]
            continue
        fields = [field.strip() for field in inside.strip("|").split("|")]
        if not all(RULE.fullmatch(field) for field in fields):
            yield number, fields


def _plain(field: str) -> str:
    """Without the markup that chats and web pages leave in pasted text."""
    return EMPHASIS.sub("", TAGS.sub("", BREAK.sub("\n", field))).strip()
