"""PDF -> paragraphs and tables. PDFium tells where letters and lines stand; `page_layout` makes sense of it."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from handlers.documents.read import page_layout
from handlers.documents.read.page_layout import Glyph, LaidPage, Ruling
from handlers.documents.read.tables import Document
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Problem

MAX_PAGES = 200
MAX_LETTERS = 600_000
MAX_RULINGS = 4_000  # of a page
MAX_OBJECTS = 100_000
THIN, LONG = 3.0, 4.0  # points: what is no thicker and at least as long is a line
HYPHENS = {0x02, 0xFFFE}  # by which PDFium tells a word that was broken
PICTURE = 0.5  # of a page: what covers more is the page itself, as it was scanned
FOREIGN = 0.2  # of the letters: where more have no meaning that the file tells, it cannot be read
PRIVATE = range(0xE000, 0xF900)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page, how many of its letters have no meaning, and whether it is a picture."""

    page: LaidPage
    foreign: int
    scanned: bool


def read(data: bytes) -> Document:
    try:
        with closing(pypdfium2.PdfDocument(data)) as book:
            return _read(book)
    except pypdfium2.PdfiumError as error:
        sealed = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Unreadable(Code.PDF_PASSWORD if sealed else Code.PDF, str(error)) from error


def _read(book: pypdfium2.PdfDocument) -> Document:
    if len(book) > MAX_PAGES:
        raise Unreadable(Code.TOO_BIG, f"{len(book)} pages")
    seen, letters = [], 0
    for number in range(len(book)):
        seen.append(_seen(book[number], MAX_LETTERS - letters))
        letters += len(seen[-1].page.letters)
    if not letters:
        raise Unreadable(Code.SCAN if any(one.scanned for one in seen) else Code.EMPTY)
    if sum(one.foreign for one in seen) > FOREIGN * letters:
        raise Unreadable(Code.PDF, "the letters of its fonts have no meaning")
    document = page_layout.document([one.page for one in seen])
    return Document(document.blocks, (*_remarks(seen), *document.remarks))


def _remarks(seen: list[SeenPage]) -> Iterator[Problem]:
    read_by_machine = [str(n) for n, one in enumerate(seen, 1) if one.scanned and one.page.letters]
    silent = [str(n) for n, one in enumerate(seen, 1) if one.scanned and not one.page.letters]
    yield Problem((), "from_pdf", why="read by its looks: where letters and lines stand")
    if read_by_machine:
        yield Problem((), "from_scan", ", ".join(read_by_machine), why="a machine has read the letters off a picture")
    if silent:
        yield Problem((), "scanned_pages", ", ".join(silent), why="these pages are pictures")


def _seen(page: pypdfium2.PdfPage, most: int) -> SeenPage:
    text = page.get_textpage()
    if text.count_chars() > most:
        raise Unreadable(Code.TOO_BIG, f"more than {MAX_LETTERS} letters")
    turned = _turned(page.get_rotation())
    letters = list(_letters(text, turned))
    rulings, covered = _drawn(page, turned)
    foreign = sum(letter.sign == "\ufffd" or ord(letter.sign[0]) in PRIVATE for letter in letters)
    whole = page.get_width() * page.get_height()
    text.close()
    page.close()
    return SeenPage(LaidPage(letters, rulings), foreign, scanned=covered > PICTURE * whole)


def _turned(degrees: int) -> tuple[int, int]:
    """Cosine and sine of the turn by which a reader sees the page."""
    turn = math.radians(-degrees)
    return round(math.cos(turn)), round(math.sin(turn))


def _letters(text: pypdfium2.PdfTextPage, turned: tuple[int, int]) -> Iterator[Glyph]:
    """As PDFium lists them; blanks that it made up have no place and are passed over."""
    cosine, sine = turned
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if not raw.FPDFText_GetLooseCharBox(text, index, box) or box.right == box.left or code in {10, 13}:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, right = box.left * cosine - box.bottom * sine, box.right * cosine - box.top * sine
        low, high = box.left * sine + box.bottom * cosine, box.right * sine + box.top * cosine
        base = x.value * sine + y.value * cosine
        sign = "-" if code in HYPHENS else chr(code) if code and code not in range(0xD800, 0xE000) else "\ufffd"
        yield Glyph(sign, min(left, right), max(left, right), base, abs(high - low) or 1.0)


def _drawn(page: pypdfium2.PdfPage, turned: tuple[int, int]) -> tuple[list[Ruling], float]:
    """The lines of a page, and how much of it one picture covers."""
    rulings: list[Ruling] = []
    covered = 0.0
    for count, one in enumerate(page.get_objects([raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if count > MAX_OBJECTS or len(rulings) > MAX_RULINGS:
            raise Unreadable(Code.TOO_BIG, "more is drawn on a page than a table needs")
        matrix = _matrix(one)
        if one.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        else:
            rulings += _rulings(one, matrix, turned)
    return rulings, covered


def _matrix(one: pypdfium2.PdfObject) -> Matrix:
    """From its own coordinates to those of the page, through the forms that hold it."""
    a, b, c, d, e, f = one.get_matrix().get()
    if one.container is None:
        return a, b, c, d, e, f
    g, h, i, j, k, m = _matrix(one.container)
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _rulings(path: pypdfium2.PdfObject, matrix: Matrix, turned: tuple[int, int]) -> Iterator[Ruling]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    if not (filled.value or stroked.value):
        return
    for points in _outlines(path, matrix, turned):
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        if high - low <= THIN or right - left <= THIN:
            yield from _ruling(left, low, right, high)
        elif stroked.value:
            for (x, y), (to_x, to_y) in pairwise(points):
                yield from _ruling(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _ruling(left: float, low: float, right: float, high: float) -> Iterator[Ruling]:
    if high - low <= THIN and right - left >= LONG:
        yield Ruling((low + high) / 2, left, right, across=True)
    elif right - left <= THIN and high - low >= LONG:
        yield Ruling((left + right) / 2, low, high, across=False)


def _outlines(
    path: pypdfium2.PdfObject, matrix: Matrix, turned: tuple[int, int]
) -> Iterator[list[tuple[float, float]]]:
    (a, b, c, d, e, f), (cosine, sine) = matrix, turned
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), MAX_RULINGS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        across, up = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        points.append((across * cosine - up * sine, across * sine + up * cosine))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
