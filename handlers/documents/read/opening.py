"""Bytes -> a neutral document. The content decides what a file is; its name only tells how its rows are called."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from handlers.documents import archives
from handlers.documents.read import kinds, mending, plaintext
from handlers.documents.read.kinds import SAVED_AS, DocumentFormat
from handlers.documents.read.tables import Document, Sheet
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Problem

T = TypeVar("T")

READERS = {DocumentFormat.PDF: "pdf", DocumentFormat.WEB: "webpage", DocumentFormat.MAIL: "webpage"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a reader of ours takes. `remarks`: what was done to it before."""

    data: bytes
    name: str
    kind: DocumentFormat
    remarks: tuple[Problem, ...] = ()


def open_document(data: bytes, name: str) -> Document:
    """Raises Unreadable and nothing else, whatever the bytes are."""
    opened = _guarded(lambda: _opened(data, name))
    without: tuple[Problem, ...] = ()
    if opened.kind is DocumentFormat.TEXT:
        document = plaintext.read(opened.data, opened.name)
    elif opened.kind in READERS:
        document = _guarded(lambda: needed(READERS[opened.kind]).read(opened.data))
    else:
        document, without = _unpacked(
            opened, needed("sheets" if opened.kind is DocumentFormat.WORKBOOK else "wordfile").read
        )
    return mending.mended(replace(document, remarks=(*opened.remarks, *without, *document.remarks)))


def open_workbook(data: bytes) -> list[Sheet]:
    """The sheets of a workbook as they stand; raises Unreadable and nothing else, whatever the bytes are."""
    opened = _guarded(lambda: _opened(data, ""))
    if opened.kind is not DocumentFormat.WORKBOOK:
        raise Unreadable(Code.UNKNOWN_TYPE)
    sheets: list[Sheet] = _unpacked(opened, needed("sheets").sheets_of)[0]
    return sheets


def needed(module: str) -> Any:
    """Imported for this file only: its library takes longer to come than most files to be read."""
    return import_module(f"handlers.documents.read.{module}")


def is_word(data: bytes) -> bool:
    """What cannot be opened, or is dangerous to, is refused by whoever reads it next."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            archives.check(archive)
            return archives.kind(archive) == archives.WORD
    except (BadZipFile, Unreadable, OSError, ValueError, NotImplementedError):
        return False


def _opened(data: bytes, name: str, *, packed: bool = False) -> Opened:
    """Unpacked and saved anew as far as needed."""
    kind = kinds.of(data)
    if kind in SAVED_AS:
        return _saved_anew(data, kind)
    if kind is DocumentFormat.EXCEL_XML:
        return Opened(needed("excel_xml").as_workbook(data), name, DocumentFormat.WORKBOOK)
    if kind is not DocumentFormat.ZIP:
        return Opened(data, name, kind)
    with ZipFile(BytesIO(data)) as archive:
        archives.check(archive)
        kind = kinds.of_archive(archive)
        if kind is DocumentFormat.ZIP:
            inside = archives.documents(archive)
            if len(inside) != 1 or packed:
                raise Unreadable(Code.ARCHIVE if inside else Code.EMPTY)
            found = _opened(archive.read(inside[0]), inside[0].filename, packed=True)
            return replace(found, remarks=(Problem((), "unpacked", inside[0].filename), *found.remarks))
        macros = archives.has_macros(archive) and kind is not DocumentFormat.XLSB  # which always says so
    if kind in SAVED_AS:
        return _saved_anew(data, kind)
    return Opened(data, name, kind, (Problem((), "macros", why="they are not run, and not read"),) if macros else ())


def _saved_anew(data: bytes, kind: DocumentFormat) -> Opened:
    try:
        package: bytes = needed("office").save_anew(data, kind)
    except Unreadable as refused:
        if refused.code is Code.OLD_FORMAT and kinds.is_sealed(data, kind):
            raise Unreadable(Code.PASSWORD) from refused
        raise
    with ZipFile(BytesIO(package)) as archive:
        archives.check(archive)
    remark = Problem((), "saved_anew", kind.split(" ")[0], why="saved anew by LibreOffice to be read")
    return Opened(package, "", DocumentFormat(SAVED_AS[kind]), (remark,))


def _unpacked(opened: Opened, read: Callable[[ZipFile], T]) -> tuple[T, tuple[Problem, ...]]:
    """A package that a library cannot take as it is, is read without what only decorates it; then it is remarked."""
    repacking = needed("repacking")
    if not _guarded(lambda: repacking.is_usual(opened.data)):
        return _guarded(lambda: _read_package(repacking.as_usual(opened.data), read)), ()
    try:
        return _guarded(lambda: _read_package(opened.data, read)), ()
    except Unreadable as refused:
        if refused.code is not Code.DAMAGED:
            raise
    found = _guarded(lambda: _read_package(repacking.mended(opened.data), read))
    return found, (Problem((), "mended", why="parts that its program wrote wrongly were left out"),)


def _read_package(data: bytes, read: Callable[[ZipFile], T]) -> T:
    with ZipFile(BytesIO(data)) as archive:
        return read(archive)


def _guarded(work: Callable[[], T]) -> T:
    try:
        return work()
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable(Code.TOO_BIG, "out of memory") from error
    except Exception as error:
        raise Unreadable(Code.DAMAGED, type(error).__name__) from error
