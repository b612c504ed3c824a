"""What a new unit is by its name alone, and a short, stable code for it: `Cầu Đơ 1` becomes the group HC-CD1."""

import re
from collections.abc import Container
from itertools import count

from handlers.language.tokens import fold
from handlers.language.unit_names import is_building
from handlers.language.words_kinds import AGENCY, SCHOOL


def code_of(name: str, ward: str, taken: Container[str]) -> str:
    """The initials with the numbers kept; a further number where the code is taken."""
    words = re.findall(r"[a-z]+|\d+", fold(name))
    short = "".join(word if word.isdigit() else word[0] for word in words).upper()[:12] or "X"
    plain = f"{ward}-{short}"
    return plain if plain not in taken else next(code for n in count(2) if (code := f"{plain}-{n}") not in taken)


def kind_of(name: str) -> str:
    """Of a place that lies in a ward and that nobody has told more of."""
    said = fold(name)
    if SCHOOL.match(said):
        return "school"
    if is_building(name):
        return "building"
    return "agency" if AGENCY.match(said) else "group"
