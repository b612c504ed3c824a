"""What may stand in a template between its braces: a field, a loop over rows, a condition. Nothing else is a tag."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAME = r"[^\W\d]\w*"
VALUE = rf"(?P<value>{NAME})(?:\.(?P<column>{NAME}))?"
LEVEL = r"\{%(?P<level>tr|p)?\s+"  # what goes with the tag: its row, its paragraph, or nothing
TAGS = {
    "field": re.compile(rf"\{{\{{\s*{VALUE}\s*(?:\|\s*(?:upper|lower)\s*)?\}}\}}"),
    "for": re.compile(rf"{LEVEL}for\s+(?P<row>{NAME})\s+in\s+(?P<value>{NAME})\s*%\}}"),
    "if": re.compile(rf"{LEVEL}if\s+(?:not\s+)?{VALUE}\s*%\}}"),
    "else": re.compile(rf"{LEVEL}else\s*%\}}"),
    "endfor": re.compile(rf"{LEVEL}endfor\s*%\}}"),
    "endif": re.compile(rf"{LEVEL}endif\s*%\}}"),
}
OPENING = re.compile(r"\{[{%#]")
ANY = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#].*|[%}#]\}")  # whole, begun and never closed, closed only


@dataclass(frozen=True, slots=True)
class TemplateTag:
    """`kind`: of TAGS, or empty where it is none of them. `value.column` is what it names."""

    kind: str
    text: str
    level: str = ""
    value: str = ""
    column: str = ""
    row: str = ""


def found(line: str) -> Iterator[TemplateTag]:
    for one in ANY.finditer(line):
        yield _tag(one[0])


def foreign(source: str) -> str:
    """The first thing in a page's whole source that would be computed and is no tag of ours; empty: there is none."""
    for begun in OPENING.finditer(source):
        if not any(known.match(source, begun.start()) for known in TAGS.values()):
            return source[begun.start() : begun.start() + 60]
    return ""


def nested(source: str) -> str:
    """The first loop of a page's whole source that stands in another; empty: there is none."""
    within = 0
    for begun in OPENING.finditer(source):
        if TAGS["endfor"].match(source, begun.start()):
            within -= 1
        elif loop := TAGS["for"].match(source, begun.start()):
            within += 1
            if within > 1:
                return loop[0]
    return ""


def _tag(text: str) -> TemplateTag:
    for kind, known in TAGS.items():
        matched = known.fullmatch(text)
        if matched:
            named = {name: value or "" for name, value in matched.groupdict().items()}
            return TemplateTag(kind, text, **named)
    return TemplateTag("", text)
