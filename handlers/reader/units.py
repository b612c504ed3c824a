"""Gives each number the word behind it: people, households, or things that are no result."""

from handlers.language.pieces import Flaw, Piece, Tag

_SEVERAL = frozenset({"toi", "hom", "ngay", "buoi", "dem", "to"})
_NIGHTS = frozenset({"toi", "dem", "ngay", "hom", "buoi toi"})
_SPOKEN_TO = frozenset({"anh", "chi", "em", "bac", "chu", "co", "ong", "ba", "chau", "ban"})
_SENT = ("gui", "chup", "xin gui")  # photographs, with their accent left off
_PARTICLES = frozenset({"nhe", "a", "oi", "nha", "nghe", "ha"})
_HALVES = frozenset({"ruoi"})


def units(pieces: list[Piece]) -> list[Piece]:
    settled: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = settled[-1] if settled else None
        takes = _TAKES.get(piece.tag) if last is not None and last.tag is Tag.NUMBER and not last.indicator else None
        if takes is None or _spoken_to(pieces, at) or not takes(settled, piece):
            settled.append(piece)
    return settled


def _spoken_to(pieces: list[Piece], at: int) -> bool:
    """`vắng 3 em nhé`: not three of them; what is absent is households."""
    if (
        pieces[at].word not in _SPOKEN_TO
        or pieces[at - 2 : at - 1] == []
        or pieces[at - 2].indicator not in {"absent", "households"}
    ):
        return False
    return at + 1 == len(pieces) or pieces[at + 1].word in _PARTICLES


def _takes_nobody(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.value:
        return False
    last.unit, last.end = Tag.PEOPLE, piece.end
    return True


def _takes_unit(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.unit is not None:
        return False
    if piece.raw == "anh" and any(p.word.startswith(_SENT) for p in settled[-4:-1]):
        last.tag, last.end = Tag.TRAP, piece.end
        return True
    last.unit, last.end = piece.tag, piece.end
    last.word += " " + piece.word
    _perhaps_a_night(settled, piece)
    if piece.raw == "may" and last.spelled:  # machines, or "and some"
        last.flaw = last.flaw or Flaw.ABOUT
    return True


def _takes_thing(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.unit is not None:
        last.flaw = Flaw.DECIMAL if piece.word in _HALVES else last.flaw
        return piece.word in _HALVES
    several = piece.word in _SEVERAL and last.value > 1
    last.tag, last.end = (Tag.SO_FAR if several else Tag.TRAP), piece.end
    last.word += " " + piece.word
    return True


def _perhaps_a_night(settled: list[Piece], unit: Piece) -> None:
    """`tối 27 bác có rồi`: 27 people, or the 27th and someone spoken to."""
    number, before = settled[-1], settled[-2] if len(settled) > 1 else None
    night = before is not None and before.tag is Tag.FILL and before.word in _NIGHTS and not number.spelled
    if night and unit.word in _SPOKEN_TO and number.value <= 31 and not number.flaw:
        number.flaw = Flaw.TWO_WAYS


_TAKES = {
    Tag.NOBODY: _takes_nobody,
    Tag.PEOPLE: _takes_unit,
    Tag.HOUSE: _takes_unit,
    Tag.THING: _takes_thing,
}
