"""Bytes -> a neutral document. The content decides what a file is; its name only tells how its rows are called."""

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from handlers.documents import archives
from handlers.documents.read import mending, plaintext
from handlers.documents.read.tables import Document, Sheet
from handlers.documents.unreadable import Code, Unreadable

T = TypeVar("T")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = {
    b"%PDF": Code.PDF,
    b"\x89PNG": Code.PICTURE,
    b"\xff\xd8\xff": Code.PICTURE,
    b"GIF8": Code.PICTURE,
    b"BM": Code.PICTURE,
    b"II*\0": Code.PICTURE,
    b"MM\0*": Code.PICTURE,
    b"RIFF": Code.PICTURE,
    b"{\\rtf": Code.OLD_FORMAT,
    b"Rar!": Code.UNKNOWN_TYPE,
    b"7z\xbc\xaf": Code.UNKNOWN_TYPE,
    b"\x1f\x8b": Code.UNKNOWN_TYPE,
    b"MZ": Code.UNKNOWN_TYPE,
}
BINARY_SIGN = 4  # bytes; a shorter signature could begin an honest text


def open_document(data: bytes, name: str) -> Document:
    """Raises Unreadable and nothing else, whatever the bytes are."""
    _refuse_foreign(data)
    return mending.mended(_unpacked(data, _document) if data.startswith(b"PK") else plaintext.read(data, name))


def open_workbook(data: bytes) -> list[Sheet]:
    """The sheets of a workbook as they stand; raises Unreadable and nothing else, whatever the bytes are."""
    _refuse_foreign(data)
    if not data.startswith(b"PK"):
        raise Unreadable(Code.UNKNOWN_TYPE)
    return _unpacked(data, _workbook)


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


def _refuse_foreign(data: bytes) -> None:
    if not data.strip():
        raise Unreadable(Code.EMPTY)
    if data.startswith(OLE):
        raise Unreadable(Code.PASSWORD if ENCRYPTED in data else Code.OLD_FORMAT)
    for mark, code in FOREIGN.items():
        if data.startswith(mark) and (len(mark) >= BINARY_SIGN or b"\0" in data[:512]):
            raise Unreadable(code)


def _unpacked(data: bytes, read: Callable[[ZipFile], T]) -> T:
    try:
        with ZipFile(BytesIO(data)) as archive:
            archives.check(archive)
            return read(archive)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(Code.DAMAGED, type(error).__name__) from error


def _document(archive: ZipFile) -> Document:
    document: Document = needed("sheets" if archives.kind(archive) == archives.SPREADSHEET else "wordfile").read(
        archive
    )
    return document


def _workbook(archive: ZipFile) -> list[Sheet]:
    if archives.kind(archive) != archives.SPREADSHEET:
        raise Unreadable(Code.UNKNOWN_TYPE)
    sheets: list[Sheet] = needed("sheets").sheets_of(archive)
    return sheets
