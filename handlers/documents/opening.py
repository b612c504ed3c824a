"""Bytes -> a neutral document. The content decides what a file is; its name only tells how its rows are called."""

from io import BytesIO
from zipfile import ZipFile

from handlers.documents import archives, plaintext, sheets, wordfile
from handlers.documents.tables import Code, Document, Unreadable

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
    if not data.strip():
        raise Unreadable(Code.EMPTY)
    if data.startswith(OLE):
        raise Unreadable(Code.PASSWORD if ENCRYPTED in data else Code.OLD_FORMAT)
    for mark, code in FOREIGN.items():
        if data.startswith(mark) and (len(mark) >= BINARY_SIGN or b"\0" in data[:512]):
            raise Unreadable(code)
    if not data.startswith(b"PK"):
        return plaintext.read(data, name)
    try:
        return _unpacked(data)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(Code.DAMAGED, type(error).__name__) from error


def _unpacked(data: bytes) -> Document:
    with ZipFile(BytesIO(data)) as archive:
        archives.check(archive)
        if archives.kind(archive) == archives.SPREADSHEET:
            return sheets.read(archive)
        return wordfile.read(archive)
