"""The words of the language room as `data/*.txt` list them: each meaning with the phrases that have it."""

import re
from functools import lru_cache
from importlib.resources import files

from handlers.language.tokens import plain

_EACH_WITH_EACH = re.compile(r"\((.*)\) \((.*)\)")

Lists = tuple[tuple[str, ...], ...]  # one list of phrases, or two of which each goes with each


@lru_cache(maxsize=8)
def table(name: str) -> tuple[tuple[str, Lists], ...]:
    """The lines of one file, in their order: the meaning, and its lists of phrases as they are written."""
    text = files("handlers.language").joinpath("data", f"{name}.txt").read_text("utf-8")
    lines: list[str] = []
    for line in text.splitlines():
        if line[:1].isspace():
            lines[-1] += " " + line.strip()
        elif line and not line.startswith("#"):
            lines.append(line)
    return tuple((meaning, _lists(listed.strip())) for meaning, _, listed in (line.partition(":") for line in lines))


def _lists(listed: str) -> Lists:
    both = _EACH_WITH_EACH.fullmatch(listed)
    return tuple(tuple(one.strip() for one in part.split("|")) for part in (both.groups() if both else (listed,)))


def phrases(lists: Lists) -> list[str]:
    first, *second = lists
    return [f"{one} {other}" for one in first for other in second[0]] if second else list(first)


def listed(name: str, *meanings: str) -> list[str]:
    """What stands in the lists of these meanings, or of all."""
    some = (lists for meaning, lists in table(name) if not meanings or meaning in meanings)
    return [phrase for lists in some for part in lists for phrase in part]


@lru_cache(maxsize=256)
def cue(name: str) -> frozenset[str]:
    """Words, folded, by which a rule knows a place: `data/cues.txt`."""
    return frozenset(plain(phrase) for phrase in listed("cues", name))
