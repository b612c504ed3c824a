"""Packages as their programs wrote them -> as the libraries take them: Strict Open XML, and parts written wrongly."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

from handlers.documents import archives

STRICT = b"http://purl.oclc.org/ooxml/"
OFFICE = b"http://schemas.openxmlformats.org/"
# The same names in the two forms of the standard, the longer before what it begins with.
TRANSITIONAL = (
    (b"officeDocument/relationships/extendedProperties", b"officeDocument/2006/relationships/extended-properties"),
    (b"officeDocument/relationships/customProperties", b"officeDocument/2006/relationships/custom-properties"),
    (b"officeDocument/relationships/metadata/thumbnail", b"package/2006/relationships/metadata/thumbnail"),
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
    (b"officeDocument/customProperties", b"officeDocument/2006/custom-properties"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"spreadsheetml/", b"spreadsheetml/2006/"),
    (b"wordprocessingml/", b"wordprocessingml/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
    (b"schemaLibrary/", b"schemaLibrary/2006/"),
)
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KEPT = ("worksheet", "sharedStrings", "styles")  # of what belongs to a workbook
MAIN_TYPES = {
    archives.SPREADSHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    archives.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
OTHER_LETTERS = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
)
PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
BUILT_IN = 164  # number formats below it have no definition of their own


def is_usual(package: bytes) -> bool:
    """Neither Strict, nor a letter that calls itself a template or one with macros."""
    with ZipFile(BytesIO(package)) as archive:
        main, names = archives.kind(archive), archive.namelist()
        strict = main in names and STRICT in archive.read(main)[:4096]
        other = main == archives.WORD and archives.TYPES in names and OTHER_LETTERS.search(archive.read(archives.TYPES))
        return not (strict or other)


def as_usual(package: bytes) -> bytes:
    """Under the names that every library knows; nothing is left out."""
    parts = {name: _renamed(content) for name, content in _contents(package)}
    parts[archives.TYPES] = OTHER_LETTERS.sub(MAIN_TYPES[archives.WORD].encode(), parts[archives.TYPES])
    return _packed(parts)


def mended(package: bytes) -> bytes:
    """What its values and their formats need, and no more; raises whatever lxml does where even that is broken."""
    parts = {name: _renamed(content) for name, content in _contents(package)}
    with ZipFile(BytesIO(package)) as archive:
        main = archives.kind(archive)
    return _packed(_workbook(parts) if main == archives.SPREADSHEET else _letter(parts))


def _contents(package: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(package)) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                yield entry.filename.replace("\\", "/").lstrip("/"), archive.read(entry)


def _renamed(content: bytes) -> bytes:
    if STRICT not in content:
        return content
    for strict, usual in TRANSITIONAL:
        content = content.replace(STRICT + strict, OFFICE + usual)
    return content


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _parsed(content: bytes) -> Any:
    """As far as it can be made out; entities stay what they are."""
    return etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))


def _workbook(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Sheets in their order, their texts and formats; names, links, pictures and properties are not taken along."""
    main = _main(parts, archives.SPREADSHEET)
    old, folder = _parsed(parts[main]), posixpath.dirname(main)
    related = {
        one.get("Id"): (one.get("Type", "").rpartition("/")[2], _within(folder, one.get("Target", "")))
        for one in _parsed(parts[_relations_of(main)])
    }
    book, relations = _element(SHEETS, "workbook"), _element(f"{PACKAGE}/relationships", "Relationships")
    properties = old.find(f"{{{SHEETS}}}workbookPr")
    dated = properties.get("date1904") if properties is not None else None
    if dated:
        _under(book, "workbookPr", date1904=dated)
    made: dict[str, bytes] = {}
    types: dict[str, str] = {archives.SPREADSHEET: MAIN_TYPES[archives.SPREADSHEET]}
    sheets = _under(book, "sheets")
    for number, sheet in enumerate(old.iter(f"{{{SHEETS}}}sheet"), start=1):
        kind, target = related.get(sheet.get(f"{{{RELATED}}}id"), ("", ""))
        if kind == "worksheet" and target in parts:
            name = f"xl/worksheets/sheet{number}.xml"
            made[name], types[name] = parts[target], f"{PARTS}worksheet+xml"
            told = {"name": sheet.get("name") or str(number), "sheetId": str(number)}
            state = {"state": sheet.get("state")} if sheet.get("state") in {"hidden", "veryHidden"} else {}
            _under(sheets, "sheet", **told, **state).set(f"{{{RELATED}}}id", f"rId{number}")
            _relate(relations, f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
    made |= _beside(parts, related, relations, types)
    made[archives.SPREADSHEET] = etree.tostring(book)
    made[_relations_of(archives.SPREADSHEET)] = etree.tostring(relations)
    return made | _frame(archives.SPREADSHEET, types)


def _beside(
    parts: Mapping[str, bytes], related: Mapping[str, tuple[str, str]], relations: Any, types: dict[str, str]
) -> dict[str, bytes]:
    """Texts that cells share, and formats."""
    made = {}
    for kind, target in related.values():
        if kind in {"sharedStrings", "styles"} and target in parts:
            name = f"xl/{kind}.xml"
            made[name] = parts[target] if kind == "sharedStrings" else _formats(parts[target])
            types[name] = f"{PARTS}{kind}+xml"
            _relate(relations, kind, kind, f"{kind}.xml")
    return made


def _formats(styles: bytes) -> bytes:
    """Which cells are dates, in which letters they are written, and what is struck out."""
    old, new = _parsed(styles), _element(SHEETS, "styleSheet")
    old = _element(SHEETS, "styleSheet") if old is None else old
    own = {one.get("numFmtId"): one.get("formatCode") for one in old.iter(f"{{{SHEETS}}}numFmt")}
    formats = _under(new, "numFmts")
    for number, code in own.items():
        if code and (number or "").isdecimal():
            _under(formats, "numFmt", numFmtId=number, formatCode=code)
    fonts = _under(new, "fonts")
    for font in old.findall(f"{{{SHEETS}}}fonts/{{{SHEETS}}}font") or [_element(SHEETS, "font")]:
        kept, strike, name = _under(fonts, "font"), font.find(f"{{{SHEETS}}}strike"), font.find(f"{{{SHEETS}}}name")
        if strike is not None and strike.get("val") not in {"0", "false"}:
            _under(kept, "strike")
        if name is not None:
            _under(kept, "name", val=name.get("val") or "")
    fills, borders = _under(new, "fills"), _under(new, "borders")
    for pattern in ("none", "gray125"):
        _under(_under(fills, "fill"), "patternFill", patternType=pattern)
    _under(borders, "border")
    _under(_under(new, "cellStyleXfs"), "xf", numFmtId="0", fontId="0", fillId="0", borderId="0")
    cells = _under(new, "cellXfs")
    for cell in old.findall(f"{{{SHEETS}}}cellXfs/{{{SHEETS}}}xf") or [_element(SHEETS, "xf")]:
        number, font = cell.get("numFmtId") or "0", cell.get("fontId") or "0"
        known = number.isdecimal() and (int(number) < BUILT_IN or number in own)
        font = font if font.isdecimal() and int(font) < len(fonts) else "0"
        _under(cells, "xf", numFmtId=number if known else "0", fontId=font, fillId="0", borderId="0", xfId="0")
    _under(_under(new, "cellStyles"), "cellStyle", name="Normal", xfId="0", builtinId="0")
    made: bytes = etree.tostring(new)
    return made


def _letter(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The body alone."""
    body = parts[_main(parts, archives.WORD)]
    return {archives.WORD: body, **_frame(archives.WORD, {archives.WORD: MAIN_TYPES[archives.WORD]})}


def _main(parts: Mapping[str, bytes], usual: str) -> str:
    """Where the package says that it is."""
    for one in _parsed(parts.get("_rels/.rels", b"<none/>")):
        target = _within("", one.get("Target", ""))
        if one.get("Type", "").endswith("/officeDocument") and target in parts:
            return target
    return usual


def _within(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _frame(main: str, types: Mapping[str, str]) -> dict[str, bytes]:
    """What makes parts a package."""
    relations, told = (
        _element(f"{PACKAGE}/relationships", "Relationships"),
        _element(f"{PACKAGE}/content-types", "Types"),
    )
    _relate(relations, "rId1", "officeDocument", main)
    for ending, kind in (("rels", "vnd.openxmlformats-package.relationships+xml"), ("xml", "xml")):
        _under(told, "Default", Extension=ending, ContentType=f"application/{kind}")
    for part, kind in types.items():
        _under(told, "Override", PartName=f"/{part}", ContentType=kind)
    return {archives.TYPES: etree.tostring(told), "_rels/.rels": etree.tostring(relations)}


def _element(space: str, tag: str) -> Any:
    return etree.Element(f"{{{space}}}{tag}", nsmap={None: space})


def _under(parent: Any, tag: str, **values: str) -> Any:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", **values)


def _relate(relations: Any, name: str, kind: str, target: str) -> None:
    _under(relations, "Relationship", Id=name, Type=f"{RELATED}/{kind}", Target=target)
