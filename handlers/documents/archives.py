"""Looks at a zip's directory before anything is unpacked: bombs, macros, foreign packages, declarations in XML."""

from zipfile import ZipFile

from handlers.documents.unreadable import Code, Unreadable

MAX_ENTRIES = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_XML = 16 * 1024 * 1024  # what the parsers hold in memory several times over
MAX_RATIO = 100
SMALL = 1024 * 1024  # below this a tight packing harms nobody

SPREADSHEET = "xl/workbook.xml"
WORD = "word/document.xml"


def check(archive: ZipFile) -> None:
    """Raise Unreadable for anything that should not reach a parser."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    markup = sum(entry.file_size for entry in entries if _is_markup(entry.filename))
    if unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1):
        raise Unreadable(Code.BOMB, f"{unpacked} bytes from {packed}")
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or markup > MAX_XML:
        raise Unreadable(Code.TOO_BIG, f"{len(entries)} entries, {unpacked} bytes, {markup} of XML")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Code.PASSWORD)
    _refuse_macros(archive)
    _refuse_declarations(archive)


def kind(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if SPREADSHEET in names:
        return SPREADSHEET
    if WORD in names:
        return WORD
    raise Unreadable(Code.UNKNOWN_TYPE, "a zip that is neither a workbook nor a Word document")


def has_pictures(archive: ZipFile) -> bool:
    return any("/media/" in name for name in archive.namelist())


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_macros(archive: ZipFile) -> None:
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(Code.MACROS)
    if "[Content_Types].xml" in names and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise Unreadable(Code.MACROS)


def _refuse_declarations(archive: ZipFile) -> None:
    """Office never writes a DOCTYPE; entities that unfold themselves need one."""
    for name in archive.namelist():
        if _is_markup(name):
            content = archive.read(name).replace(b"\0", b"")  # UTF-16 hides nothing
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Unreadable(Code.DAMAGED, f"{name} declares a document type")
