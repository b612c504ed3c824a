"""How Word shows a run: struck out, hidden, in which font; by itself, its style, its paragraph's style, or for all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from handlers.documents.read.layers import Layer

STRIKES = (qn("w:strike"), qn("w:dstrike"))
VANISH, FONTS, COLOR, SHADE, VALUE = qn("w:vanish"), qn("w:rFonts"), qn("w:color"), qn("w:shd"), qn("w:val")
OFF = {"0", "false", "off"}
PLAIN = {None, "auto", "FFFFFF", "ffffff"}
PLAIN_TABLES = {None, "TableGrid", "TableNormal", "Table Grid"}
DEEPEST = 12  # styles based on one another


@dataclass(frozen=True, slots=True)
class Look:
    layer: Layer = Layer.SHOWN
    font: str | None = None


@dataclass
class Styles:
    """`painted`: something of the document has a ground of its own, so that white letters may be read."""

    properties: dict[str, Any] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    usual: str = ""  # of paragraphs that name none
    defaults: Any = None
    painted: bool = False

    def look(self, run: Any, paragraph: Any) -> Look:
        about = [one for one in self._about(run, paragraph) if one is not None]
        font = _font(about)
        if any(_is_said(about, strike) for strike in STRIKES):
            return Look(Layer.STRUCK, font)
        if _is_said(about, VANISH) or (not self.painted and _is_white(about)):
            return Look(Layer.HIDDEN, font)
        return Look(font=font)

    def _about(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """What speaks of a run, the nearest first."""
        own = run.find(qn("w:rPr"))
        yield own
        yield from self._of_style(_named(own, "w:rStyle"))
        yield from self._of_style(_named(paragraph.find(qn("w:pPr")), "w:pStyle") or self.usual)
        yield self.defaults

    def _of_style(self, name: str) -> Iterator[Any]:
        for _ in range(DEEPEST):
            if name not in self.properties:
                return
            yield self.properties[name]
            name = self.parents.get(name, "")


def of(document: Any) -> Styles:
    found = Styles(painted=_is_painted(document.element.body))
    root = document.styles.element
    for style in root.iter(qn("w:style")):
        name = str(style.get(qn("w:styleId")))
        found.properties[name] = style.find(qn("w:rPr"))
        found.parents[name] = _named(style, "w:basedOn")
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}:
            found.usual = name
    found.defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    return found


def is_on(toggle: Any) -> bool:
    return toggle.get(VALUE) not in OFF


def _named(parent: Any, tag: str) -> str:
    found = None if parent is None else parent.find(qn(tag))
    return "" if found is None else str(found.get(VALUE))


def _is_said(about: list[Any], tag: str) -> bool:
    said = (one.find(tag) for one in about)
    return next((is_on(toggle) for toggle in said if toggle is not None), False)


def _font(about: list[Any]) -> str | None:
    for one in about:
        fonts = one.find(FONTS)
        named = None if fonts is None else fonts.get(qn("w:hAnsi")) or fonts.get(qn("w:ascii"))
        if named:
            return str(named)
        if fonts is not None and (fonts.get(qn("w:hAnsiTheme")) or fonts.get(qn("w:asciiTheme"))):
            return None
    return None


def _is_white(about: list[Any]) -> bool:
    said = (one.find(COLOR) for one in about)
    return next((str(color.get(VALUE)).upper() == "FFFFFF" for color in said if color is not None), False)


def _is_painted(body: Any) -> bool:
    grounds = (shade.get(qn("w:fill")) for shade in body.iter(SHADE))
    tables = (style.get(VALUE) for style in body.iter(qn("w:tblStyle")))
    drawn = next(body.iter(qn("w:drawing"), qn("w:pict"), qn("w:highlight")), None)
    return (
        drawn is not None or any(one not in PLAIN for one in grounds) or any(one not in PLAIN_TABLES for one in tables)
    )
