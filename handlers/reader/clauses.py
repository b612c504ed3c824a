"""Cuts the pieces into sentences and clauses."""

from dataclasses import dataclass
from itertools import pairwise

from handlers.language import tags
from handlers.language.pieces import Piece
from handlers.language.tags import Tag


@dataclass(slots=True)
class Clause:
    pieces: list[Piece]
    sentence: int = 0
    ender: str = ""  # the mark that closed it
    tags: frozenset[Tag] = frozenset()

    def names(self, words: frozenset[str]) -> bool:
        return any(p.word in words for p in self.pieces)

    def has(self, *tags: Tag) -> bool:
        return not self.tags.isdisjoint(tags)


def cut(pieces: list[Piece]) -> list[Clause]:
    clauses = [Clause([])]
    sentence = 0
    for piece in pieces:
        if piece.tag in {tags.BREAK, tags.STOP} and not _down_to(piece, clauses[-1]):
            clauses[-1].ender = piece.word
            sentence += piece.tag is tags.STOP or piece.word == ";"
            clauses.append(Clause([], sentence))
        else:
            clauses[-1].pieces.append(piece)
    for before, clause in pairwise(clauses):
        if not clause.pieces and clause.ender == "\n":
            before.ender = "\n"
    for clause in clauses:
        clause.tags = frozenset([p.tag for p in clause.pieces])
    return [clause for clause in clauses if clause.pieces or clause.ender == "?"]


def _down_to(piece: Piece, clause: Clause) -> bool:
    """`giảm còn 40`, and a clause that opens with `còn`."""
    return piece.word == "con" and (not clause.pieces or clause.pieces[-1].tag in {tags.LESS, tags.ADD, tags.CHANGE})
