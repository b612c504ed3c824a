"""The groups of a plan by the part of the name without its number, and every way people shorten that part."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from handlers.language.context import Plan
from handlers.language.tokens import plain
from handlers.language.unit_names import FORMS, Gazetteer, is_code, parts, sound
from handlers.language.unit_names import gazetteer as gazetteer_of

Core = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The plan's groups by the part of the name without kind and number, and every way to write that part."""

    gazetteer: Gazetteer
    cores: dict[Core, dict[int, tuple[str, ...]]]  # two kinds may have one name: Thôn Chùa and Xóm Chùa
    spelled: dict[str, tuple[str, ...]]  # by group, the same part with its accents
    keys: dict[str, Core]
    number_first: frozenset[Core]
    longest: int
    openings: frozenset[str]  # every beginning of a key
    own: frozenset[str]  # words for the kinds of unit that there are here: no slips of others
    codes: frozenset[str]  # what stands before the digits of S1.01


@lru_cache(maxsize=64)
def names_of(plan: Plan) -> Names:
    return _named(tuple(group.name for group in plan.groups))


@lru_cache(maxsize=64)
def _named(groups: tuple[str, ...]) -> Names:
    """Plans are made anew, names seldom change."""
    gazetteer = gazetteer_of(groups)
    cores: dict[Core, dict[int, tuple[str, ...]]] = {}
    spelled: dict[str, tuple[str, ...]] = {}
    first: set[Core] = set()
    for name in gazetteer.names:
        one = parts(name)
        core = tuple(plain(word) for word in one.words)
        if is_code(name) or not core:
            continue
        number = next((int(word) for word in one.rest if word.isdecimal()), 0)
        spelled[name] = one.words
        numbered = cores.setdefault(core, {})
        numbered[number] = (*numbered.get(number, ()), name)
        if one.rest[0].isdecimal():
            first.add(core)
    keys: dict[str, Core] = {}
    for core in cores:
        for key in _spellings(core):
            keys[key] = () if keys.get(key, core) != core else core
    keys = {key: core for key, core in keys.items() if core}
    longest = max((len(core) for core in cores), default=1)
    leading = (parts(name).folded[0] for name in gazetteer.names if is_code(name))
    codes = frozenset(word for word in leading if not word.isdecimal())
    return Names(gazetteer, cores, spelled, keys, frozenset(first), longest, _openings(keys), _own(gazetteer), codes)


def _own(gazetteer: Gazetteer) -> frozenset[str]:
    forms = (form for form, kinds in FORMS.items() if kinds & gazetteer.kinds)
    return frozenset(word for form in forms for word in form)


def _openings(keys: dict[str, Core]) -> frozenset[str]:
    return frozenset(key[:size] for key in keys for size in range(1, len(key) + 1))


def _spellings(core: Core) -> set[str]:
    keys = (
        {"".join(parts) for parts in product(*[(word, word[0]) for word in core])}
        if len(core) <= 6
        else {"".join(core)}
    )
    keys = {key for key in keys if len(key) > 1}
    if len(core) > 2:
        keys.add("".join(core[-2:]))
    return keys | {sound("".join(core)), "".join(core)}
