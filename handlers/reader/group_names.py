"""The groups of a plan by the part of the name without its number, and every way people shorten that part."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from handlers import words
from handlers.counts.reading import Plan
from handlers.reader.tokens import plain

Core = tuple[str, ...]
_SPELLED_KINDS = sorted((tuple(kind.split()) for kind in words.GROUP_KINDS.split("|")), key=len, reverse=True)
KINDS = [tuple(plain(word) for word in kind) for kind in _SPELLED_KINDS]


@dataclass(frozen=True, slots=True)
class Names:
    """The plan's groups by the part of the name without number, and every way to write that part."""

    cores: dict[Core, dict[int, str]]
    spelled: frozenset[tuple[str, ...]]  # the same parts with their accents
    keys: dict[str, Core]
    number_first: frozenset[Core]
    longest: int
    openings: frozenset[str]  # every beginning of a key


@lru_cache(maxsize=64)
def names_of(plan: Plan) -> Names:
    cores: dict[Core, dict[int, str]] = {}
    spelled: set[tuple[str, ...]] = set()
    first: set[Core] = set()
    for name in (group.name for group in plan.groups):
        parts, number, leads = _analyse(name)
        core = tuple(plain(part) for part in parts)
        spelled.add(parts)
        cores.setdefault(core, {})[number] = name
        if leads:
            first.add(core)
    keys: dict[str, Core] = {}
    for core in cores:
        for key in _spellings(core):
            keys[key] = () if keys.get(key, core) != core else core
    keys = {key: core for key, core in keys.items() if core}
    longest = max((len(core) for core in cores), default=1)
    return Names(cores, frozenset(spelled), keys, frozenset(first), longest, _openings(keys))


def _openings(keys: dict[str, Core]) -> frozenset[str]:
    return frozenset(key[:size] for key in keys for size in range(1, len(key) + 1))


def _analyse(name: str) -> tuple[tuple[str, ...], int, bool]:
    """The words that make the name, its number (0: none) and whether the number leads."""
    parts = unicodedata.normalize(
        "NFC", "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in name).lower()
    ).split()
    numbers = [part for part in parts if part.isdigit()]
    rest = [part for part in parts if not part.isdigit()]
    for kind in KINDS if name.isascii() else _SPELLED_KINDS:
        if tuple(rest[: len(kind)]) == kind:
            rest = rest[len(kind) :]
            break
    return tuple(rest), int(numbers[0]) if numbers else 0, bool(parts) and parts[0].isdigit()


def _spellings(core: Core) -> set[str]:
    if not core:
        return set()
    keys = (
        {"".join(parts) for parts in product(*[(word, word[0]) for word in core])}
        if len(core) <= 6
        else {"".join(core)}
    )
    keys = {key for key in keys if len(key) > 1}
    if len(core) > 2:
        keys.add("".join(core[-2:]))
    return keys | {sound("".join(core)), "".join(core)}


@lru_cache(maxsize=20_000)
def sound(key: str) -> str:
    return key.replace("tr", "ch").replace("x", "s").replace("gi", "d")
