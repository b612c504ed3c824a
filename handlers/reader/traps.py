"""Numbers that are names of something: a house, an hour, a code, a score. The rules stand in `data/rules.toml`."""

from dataclasses import replace

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece
from handlers.reader.rules import possible, rules

_PLACE = "ngo"


def traps(pieces: list[Piece]) -> list[Piece]:
    kinds = frozenset([p.tag for p in pieces])
    if not possible("names", kinds | {tags.TRAP}):
        return pieces
    settled = list(pieces)
    words = {p.word for p in pieces} | {p.indicator for p in pieces}
    for rule in rules()["names"]:
        found = rule in possible("names", kinds) and not (rule.words and rule.words.isdisjoint(words))
        while found:
            places = [at for some in rule.found(settled) for at in some]
            for at in places:
                settled[at] = _named(settled[at], rule.then)
            found = bool(places)
            kinds, words = (kinds | {tags.TRAP}, words | {_PLACE}) if found else (kinds, words)
    return settled


def _named(piece: Piece, then: str) -> Piece:
    if then == "hours":  # `vắng 6h`: hours or households
        return replace(piece, tag=tags.NUMBER, flaw=Flaw.VAGUE, value=int(piece.raw[:-1]))
    return replace(piece, tag=tags.TRAP, word=_PLACE if then == "place" else piece.word)
