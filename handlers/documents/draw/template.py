"""Fills a Word template that the office may edit: {{ field }}, {%tr for one in rows %}, {%p if field %}.

A paragraph that holds nothing but fields without words goes. What is misspelt, or no business of a letter, is named
with its place before anything is made.
"""

import base64
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZipFile

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from handlers.documents import archives, tags, template_check
from handlers.documents.draw.stable import stable
from handlers.documents.template_check import TemplateFlaw
from handlers.documents.unreadable import Code, Unreadable
from handlers.outgoing.words import FIELDS
from handlers.problem import Problem

Row = Mapping[str, str]
ONLY_FIELDS = re.compile(r"(?:\s*\{\{\s*(\w+)\s*\}\})+\s*")
UNPRINTABLE = re.compile(r"[^\n\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
HYPERLINK = b"/relationships/hyperlink"
FETCHING = re.compile(r"\b(?:INCLUDE(?:TEXT|PICTURE)|DDE(?:AUTO)?|LINK|IMPORT|DATABASE|MACROBUTTON)\b")
FOREIGN_PARTS = re.compile(r"word/(?:embeddings|activeX|afchunk)|altChunk|\.bin$", re.IGNORECASE)


class Unfillable(Exception):
    """Its message is the first mistake, for one line on a screen."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(template_check.told(problems[0]))
        self.problems = tuple(problems)


class Braces(SandboxedEnvironment):
    """Computes tags of ours and nothing else, and no loop in a loop, wherever in the file it may hide."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        self.globals.clear()

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        strange = tags.foreign(source) or tags.nested(source)
        if strange:
            raise TemplateSyntaxError(strange, 1, name, filename)
        return super().preprocess(source, name, filename)


def draw(data: Mapping[str, Any]) -> bytes:
    """A template to be edited: it says of itself which letter's it is, so that it is known when it comes back."""
    page = opened(base64.b64decode(data["template"])).docx
    page.core_properties.category = data["letter"]
    return _packed(page)


def fill(template: bytes, kind: str, fields: Mapping[str, str], rows: Mapping[str, Sequence[Row]]) -> bytes:
    """`kind`: of the letter. A field that it may have and is not given is empty."""
    page = opened(template)
    wrong, _ = template_check.problems(page.docx, FIELDS[kind])
    if wrong:
        raise Unfillable(wrong)
    values = {**dict.fromkeys(FIELDS[kind], ""), **{name: _printable(value) for name, value in fields.items()}}
    _without_silence(page.docx, values)
    lists = {
        name: [{key: _printable(value) for key, value in one.items()} for one in all_] for name, all_ in rows.items()
    }
    try:
        page.render({**values, **lists}, Braces())
    except (TemplateError, ValueError) as error:  # of the values: a title, say, has an end
        why = error.message if isinstance(error, TemplateError) else ""
        raise Unfillable([Problem((), TemplateFlaw.HIDDEN, (why or "")[:60])]) from error
    page.docx.core_properties.category = ""
    return _packed(page.docx)


def _packed(document: Any) -> bytes:
    document.core_properties.author = document.core_properties.last_modified_by = ""
    made = io.BytesIO()
    document.save(made)
    return stable(made.getvalue())


def opened(template: bytes) -> Any:
    """Raises Unreadable or Unfillable for what should reach no parser."""
    with ZipFile(io.BytesIO(template)) as archive:
        archives.check(archive)
        if archives.has_macros(archive):
            raise Unreadable(Code.MACROS)
        if _points_outside(archive):
            raise Unfillable([Problem((), TemplateFlaw.LINKED)])
    page = DocxTemplate(io.BytesIO(template))
    try:
        page.init_docx()
    except (XMLSyntaxError, KeyError, ValueError) as error:  # nested without end, or parts that are named and missing
        raise Unreadable(Code.DAMAGED) from error
    codes = "".join(
        one.text or "" for _, root in template_check.parts(page.docx) for one in root.iter(qn("w:instrText"))
    )
    if FETCHING.search(codes.upper()):
        raise Unfillable([Problem((), TemplateFlaw.LINKED, codes[:60])])
    return page


def _points_outside(archive: ZipFile) -> bool:
    """A link that somebody may follow is harmless; what Word follows by itself is not."""
    if any(FOREIGN_PARTS.search(name) for name in archive.namelist()):
        return True
    links = (archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    return any(HYPERLINK not in one for body in links for one in OUTSIDE.findall(body))


def _without_silence(document: Any, values: Mapping[str, str]) -> None:
    """A cell keeps its last paragraph: without one, Word would have to repair the file."""
    lines = list(template_check.lines(document.element.body))
    left = Counter(line.holder for line in lines)
    for line in lines:
        silent = not any(values.get(tag.value, "?").strip() for tag in tags.found(line.text))
        if left[line.holder] > 1 and silent and ONLY_FIELDS.fullmatch(line.text):
            line.holder.remove(line.element)
            left[line.holder] -= 1


def _printable(value: str) -> str:
    return UNPRINTABLE.sub("", value)
