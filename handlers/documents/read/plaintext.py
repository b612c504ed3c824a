"""CSV and pasted text -> one table. Finds the encoding and the separator from the content alone."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import repeat

from handlers.documents.read import mending, old_letters
from handlers.documents.read.old_letters import Age
from handlers.documents.read.tables import Cell, Document, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Label, Problem

MAX_TEXT = 4 * 1024 * 1024
MAX_ROWS = 5_000
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LIKELY = 0.5  # of the words with marks that are Vietnamese
LONGEST_QUOTE = 20  # lines; a quotation mark that swallows more was never meant as one
TAGS = re.compile(r"</?(?:b|i|u|strong|em|span|p|sup|sub)(?:\s[^<>]*)?>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*\*|__|`)")
OF_MACHINES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # what is above may be half of a misread letter
RULE = re.compile(r"\s*:?-+:?\s*")  # the line under a Markdown header

Record = tuple[int, list[str]]


def read(data: bytes, name: str) -> Document:
    text, remarks = _decoded(data)
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
    return Document((ReadTable(tuple(rows)),), remarks)


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if len(data) > MAX_TEXT:
        raise Unreadable(Code.TOO_BIG, f"{len(data)} bytes of text")
    marked = any(data.startswith(mark) for mark, _ in BOMS)
    for encoding in _encodings(data):
        try:
            text = _text(data.decode(encoding), OF_MACHINES)
        except UnicodeError:
            continue
        if text is not None:
            return text, () if marked or encoding == "utf-8" else _said(text, "")
    return _of_another_age(data)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return (encoding,)
    if data.count(0) * 5 > len(data):
        return ("utf-16-le", "utf-16-be") if data[1:2] == b"\0" else ("utf-16-be", "utf-16-le")
    return ("utf-8",)


def _text(decoded: str, control: re.Pattern[str] = CONTROL) -> str | None:
    """None for what is no text."""
    text = unicodedata.normalize("NFC", decoded)
    if control.search(text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_another_age(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """What makes Vietnamese of most words; UTF-8 with a few bytes lost is among them, and asked about later."""
    typed = data.decode("latin-1")
    readings = [
        ("", _text(data.decode("cp1258", "replace"))),
        (typed, _text(old_letters.converted(typed, Age.TCVN3))),
        (typed, _text(old_letters.converted(typed, Age.VNI))),
        ("", _text(old_letters.from_viscii(data))),
        ("", _text(data.decode("utf-8", "replace"))),
    ]
    shares = [(old_letters.valid_share(text), old, text) for old, text in readings if text is not None]
    share, old, text = max(shares, key=lambda one: one[0], default=(0.0, "", ""))
    if share < LIKELY:
        raise Unreadable(Code.ENCODING)
    return text, _said(text, old)


def _said(text: str, old: str) -> tuple[Problem, ...]:
    """With one line of it: whoever sent the file sees at a look whether it was read right."""
    lines = zip(text.split("\n"), old.replace("\r\n", "\n").split("\n") if old else repeat(""), strict=False)
    marked = [(before, after) for after, before in lines if not after.isascii()]
    return (mending.converted(*mending.sample(marked)),) if marked else ()


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
    for candidate in ";,|":
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
