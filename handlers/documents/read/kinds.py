"""What a file is, by its content alone: which reader takes it, or as what it is saved anew first."""

import re
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

import olefile

from handlers.documents import archives
from handlers.documents.unreadable import Code, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = {
    b"\x89PNG": Code.PICTURE,
    b"\xff\xd8\xff": Code.PICTURE,
    b"GIF8": Code.PICTURE,
    b"BM": Code.PICTURE,
    b"II*\0": Code.PICTURE,
    b"MM\0*": Code.PICTURE,
    b"RIFF": Code.PICTURE,
    b"Rar!": Code.ARCHIVE,
    b"7z\xbc\xaf": Code.ARCHIVE,
    b"\x1f\x8b": Code.ARCHIVE,
    b"MZ": Code.UNKNOWN_TYPE,
}
BINARY_SIGN = 4  # bytes; a shorter signature could begin an honest text
HEAD = 4096  # bytes in which a text says what it is
PHOTOS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
WEB = re.compile(r"\s*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.IGNORECASE)
XML = re.compile(r"\s*<\?xml\b")
MAIL = re.compile(r"\A(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
BROKEN_OLE = (OSError, ValueError, IndexError, TypeError, AttributeError)  # what olefile raises
FILEPASS, END, WORD_SEALED = 0x2F, 0x0A, 0x01  # records of a workbook; a bit of the second byte of a letter's flags
WORD_95 = b"\xdc\xa5"


class DocumentFormat(StrEnum):
    """Those that are saved anew have as their value the ending by which people know them."""

    WORKBOOK = "xlsx"
    LETTER = "docx"
    ZIP = "zip"
    PDF = "pdf"
    WEB = "html"
    MAIL = "mht"
    EXCEL_XML = "excel xml"
    TEXT = "text"
    XLS = ".xls"
    XLS_95 = ".xls of Excel 95"
    XLSB = ".xlsb"
    ODS = ".ods"
    FODS = ".fods"
    DOC = ".doc"
    DOC_95 = ".doc of Word 95"
    RTF = ".rtf"
    ODT = ".odt"
    FODT = ".fodt"
    WORD_XML = ".xml"


SAVED_AS = {
    **dict.fromkeys(
        (DocumentFormat.XLS, DocumentFormat.XLS_95, DocumentFormat.XLSB, DocumentFormat.ODS, DocumentFormat.FODS),
        "xlsx",
    ),
    **dict.fromkeys(
        (
            DocumentFormat.DOC,
            DocumentFormat.DOC_95,
            DocumentFormat.RTF,
            DocumentFormat.ODT,
            DocumentFormat.FODT,
            DocumentFormat.WORD_XML,
        ),
        "docx",
    ),
}
OPEN_DOCUMENTS = {b"opendocument.spreadsheet": DocumentFormat.ODS, b"opendocument.text": DocumentFormat.ODT}
ROOTS = (  # what an XML file of an office says near its beginning
    ("urn:schemas-microsoft-com:office:spreadsheet", DocumentFormat.EXCEL_XML),
    ("http://schemas.microsoft.com/office/word/2003/wordml", DocumentFormat.WORD_XML),
    ("application/vnd.oasis.opendocument.spreadsheet", DocumentFormat.FODS),
    ("application/vnd.oasis.opendocument.text", DocumentFormat.FODT),
)


def of(data: bytes) -> DocumentFormat:
    """Raises Unreadable for what nobody reads here."""
    if not data.strip():
        raise Unreadable(Code.EMPTY)
    if data.startswith(OLE):
        return _of_ole(data)
    if data.startswith(b"PK"):
        return DocumentFormat.ZIP
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return DocumentFormat.PDF
    if data.startswith(b"{\\rtf"):
        return DocumentFormat.RTF
    if data[4:8] == b"ftyp":
        raise Unreadable(Code.PICTURE if data[8:12] in PHOTOS else Code.UNKNOWN_TYPE)
    for mark, code in FOREIGN.items():
        if data.startswith(mark) and (len(mark) >= BINARY_SIGN or b"\0" in data[:512]):
            raise Unreadable(code)
    return _of_text(data[:HEAD])


def of_archive(archive: ZipFile) -> DocumentFormat:
    """ZIP: what somebody packed."""
    main = archives.kind(archive)
    if main:
        return {archives.SPREADSHEET: DocumentFormat.WORKBOOK, archives.WORD: DocumentFormat.LETTER}.get(
            main, DocumentFormat.XLSB
        )
    names = archive.namelist()
    if "mimetype" in names:
        said = archive.read("mimetype")
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable(Code.PASSWORD)
        found = next((kind for name, kind in OPEN_DOCUMENTS.items() if name in said), None)
        if found:
            return found
        raise Unreadable(Code.SLIDES if b"presentation" in said else Code.UNKNOWN_TYPE)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(Code.SLIDES)
    if any(name.startswith("Index/") or name == "Index.zip" for name in names):
        raise Unreadable(Code.APPLE)
    return DocumentFormat.ZIP


def is_sealed(data: bytes, kind: DocumentFormat) -> bool:
    """An old workbook or letter that opens with a password only."""
    try:
        if kind in {DocumentFormat.DOC, DocumentFormat.DOC_95}:
            return bool(_words(data)[11] & WORD_SEALED)
        return kind in {DocumentFormat.XLS, DocumentFormat.XLS_95} and _has_filepass(data)
    except BROKEN_OLE:
        return False


def _has_filepass(data: bytes) -> bool:
    with olefile.OleFileIO(BytesIO(data)) as ole:
        book = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
    place = 0
    while place + 4 <= len(book):
        record, size = (
            int.from_bytes(book[place : place + 2], "little"),
            int.from_bytes(book[place + 2 : place + 4], "little"),
        )
        if record in {FILEPASS, END}:
            return record == FILEPASS
        place += 4 + size
    return False


def _of_ole(data: bytes) -> DocumentFormat:
    """By its streams; what is too damaged to list them is for an office program, if for any."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            found = next((meant for name, meant in _STREAMS.items() if ole.exists(name)), Code.UNKNOWN_TYPE)
    except BROKEN_OLE:
        found = Code.PASSWORD if "EncryptedPackage".encode("utf-16-le") in data else Code.OLD_FORMAT
    if isinstance(found, Code):
        raise Unreadable(found)
    return DocumentFormat.DOC_95 if found is DocumentFormat.DOC and _words(data)[:2] == WORD_95 else found


def _words(data: bytes) -> bytes:
    """What a letter begins with."""
    with olefile.OleFileIO(BytesIO(data)) as ole:
        begins: bytes = ole.openstream("WordDocument").read(12)
        return begins


_STREAMS: dict[str, DocumentFormat | Code] = {
    "EncryptedPackage": Code.PASSWORD,
    "Workbook": DocumentFormat.XLS,
    "Book": DocumentFormat.XLS_95,
    "WordDocument": DocumentFormat.DOC,
    "PowerPoint Document": Code.SLIDES,
}


def _of_text(head: bytes) -> DocumentFormat:
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")
    if XML.match(text):
        found = next((kind for name, kind in ROOTS if name in text), None)
        if found:
            return found
        return DocumentFormat.WEB if "<html" in text.lower() else DocumentFormat.TEXT
    if WEB.match(text):
        return DocumentFormat.WEB
    return DocumentFormat.MAIL if MAIL.match(text.replace("\r\n", "\n")) else DocumentFormat.TEXT
