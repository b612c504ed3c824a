"""Looks at a zip's directory before anything is unpacked: what it is, bombs, macros, declarations in XML."""

import re
from zipfile import ZipFile, ZipInfo

from handlers.documents.unreadable import Code, Unreadable

MAX_ENTRIES = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_XML = 16 * 1024 * 1024  # what the parsers hold in memory several times over
MAX_RATIO = 100
SMALL = 1024 * 1024  # below this a tight packing harms nobody

SPREADSHEET = "xl/workbook.xml"
WORD = "word/document.xml"
BINARY = "xl/workbook.bin"
TYPES = "[Content_Types].xml"
# What a package calls its main part, since some programs give it another name.
MAIN = {
    SPREADSHEET: re.compile(rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template)(?:\.macroEnabled)?\.main\+xml"),
    WORD: re.compile(
        rb"(?:wordprocessingml\.document|wordprocessingml\.template|ms-word\.document|ms-word\.template)[.\w]*main\+xml"
    ),
    BINARY: re.compile(rb"ms-excel\.sheet\.binary\.macroEnabled\.main"),
}
JUNK = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.[^/]*|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


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
    _refuse_declarations(archive)


def kind(archive: ZipFile) -> str:
    """The main part of an office's package; empty for any other zip."""
    names = {name.replace("\\", "/") for name in archive.namelist()}
    types = archive.read(TYPES) if TYPES in names else b""
    return next((main for main, called in MAIN.items() if main in names or called.search(types)), "")


def documents(archive: ZipFile) -> list[ZipInfo]:
    """What somebody packed, without what their system put beside it."""
    return [entry for entry in archive.infolist() if not entry.is_dir() and not JUNK.search(entry.filename)]


def has_pictures(archive: ZipFile) -> bool:
    return any("/media/" in name for name in archive.namelist())


def has_macros(archive: ZipFile) -> bool:
    """They are bytes that no reader of ours looks at."""
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    return TYPES in names and b"macroEnabled" in archive.read(TYPES)


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_declarations(archive: ZipFile) -> None:
    """Office never writes a DOCTYPE; entities that unfold themselves need one."""
    for name in archive.namelist():
        if _is_markup(name):
            content = archive.read(name).replace(b"\0", b"")  # UTF-16 hides nothing
            if b"<!ENTITY" in content or (b"<!DOCTYPE" in content and name != "META-INF/manifest.xml"):
                raise Unreadable(Code.DAMAGED, f"{name} declares a document type")
