"""Places without evenings of their own: "Đối với cụm chung cư X, … trước ngày 30/11/2024" in the text of a plan."""

from collections.abc import Iterable, Iterator

from handlers.documents.read import nights, words
from handlers.documents.read.nights import Frame
from handlers.documents.read.words import LONGEST_CELL, clean, fold
from handlers.planning.read_plan import ReadDeadline


def find(texts: Iterable[str], frame: Frame) -> Iterator[ReadDeadline]:
    for text in texts:
        said = clean(text)[:LONGEST_CELL]
        named, due = words.APART.match(fold(said)), None
        for found in words.UNTIL_DAY.finditer(fold(said)):
            read = nights.read(said[found.start("day") : found.end("day")], frame)
            due = read.clauses[0].nights[0] if read.clauses and not read.faults else None
        if named and due and any(word[:1].isupper() for word in said[slice(*named.span("name"))].split()):
            name = said[slice(*named.span("name"))].strip()
            yield ReadDeadline(name[:1].upper() + name[1:], due, said[found.start() : found.end()])
