"""A Word file that a clerk sends: whether it is a template of a letter, and whether it can be filled."""

import base64
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZipFile

from handlers.documents import archives, tags, template_check
from handlers.documents.draw import template
from handlers.documents.draw.template import Unfillable
from handlers.documents.template_check import TemplateFlaw
from handlers.documents.unreadable import Unreadable
from handlers.outgoing.read_template import ReadTemplate
from handlers.outgoing.words import COLUMNS, FIELDS, OWN
from handlers.problem import Problem

LARGEST = 2 * 1024 * 1024  # a page with the office's mark; it is kept with every letter that is issued
SHOWN = 8  # mistakes


def read(data: bytes) -> ReadTemplate | None:
    """A Word file; None: it is no template."""
    try:
        page = template.opened(data)
    except Unfillable as refused:
        return _told("weekly", problems=refused.problems) if _has_tags(data) else None
    except Unreadable:
        if _has_tags(data):
            raise
        return None  # a letter with macros is read all the same; what it is not is handed out again
    lines = [line.text for _, root in template_check.parts(page.docx) for line in template_check.lines(root)]
    held = [tag for line in lines for tag in tags.found(line)]
    if not any("{{" in tag.text or "{%" in tag.text for tag in held):
        return None
    kind = _kind(page.docx.core_properties.category, {tag.value for tag in held})
    wrong, named = template_check.problems(page.docx, FIELDS[kind])
    if not wrong:
        wrong = _tried(data, kind, named)
    return _told(kind, named, wrong, b"" if wrong else data)


def _has_tags(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as archive:
        body = archive.read(archives.WORD)
    return b"{{" in body or b"{%" in body


def _kind(category: str, values: set[str]) -> str:
    """As it says of itself, else by a field that only one of them has."""
    if category in FIELDS:
        return category
    return next((kind for kind, own in OWN.items() if own in values), "weekly")


def _tried(data: bytes, kind: str, named: set[str]) -> list[Problem]:
    """What may still be wrong shows when it is filled."""
    if not named:
        return [Problem((), TemplateFlaw.EMPTY)]
    if len(data) > LARGEST:
        return [Problem((), TemplateFlaw.LARGE)]
    try:
        template.fill(data, kind, FIELDS[kind], {name: [columns] * 2 for name, columns in COLUMNS.items()})
    except Unfillable as refused:
        return list(refused.problems)
    return []


def _told(kind: str, named: Iterable[str] = (), problems: Sequence[Problem] = (), body: bytes = b"") -> ReadTemplate:
    return ReadTemplate(kind, tuple(sorted(named)), tuple(problems[:SHOWN]), base64.b64encode(body).decode())
