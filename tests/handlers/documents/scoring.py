"""How well a plan was read, against its label: evenings right, imported otherwise, lost, and problems not flagged."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlers.documents.read.plan import read_plan
from handlers.documents.read.words import clean
from handlers.documents.unreadable import Unreadable
from handlers.planning.read_plan import printed

Told = dict[str, Any]
Evening = tuple[str, str, str | None, str | None, str | None]  # group, date, start, end, part of the day
PREFIX = re.compile(r"^(?:tổ dân phố|tdp|thôn|khu phố|phường|xã)\s+(?:số\s+)?")


@dataclass(frozen=True, slots=True)
class Score:
    """`wrong` and `unflagged` must be empty; `lost`: clear and not imported; `fuss`: clear and flagged."""

    right: int = 0
    wrong: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unflagged: tuple[str, ...] = ()
    fuss: tuple[str, ...] = ()


def read(file: Path) -> Told:
    try:
        return printed(read_plan(file.read_bytes(), file.name))
    except Unreadable as refused:
        return {"sessions": [], "problems": [{"row": None, "match": "", "kind": str(refused.code), "blocking": True}]}


def score(label: Path) -> Score:
    expected: Told = json.loads(label.read_text("utf-8"))
    stem = label.name.removesuffix(".expected.json")
    (file,) = (path for path in label.parent.glob(f"{stem}.*") if path.suffix != ".json")
    got = read(file)
    wanted = list(_wanted(expected))
    imported = list(_evenings(got["sessions"]))
    blocking = [problem for problem in got["problems"] if problem["blocking"]]
    missing = [one for one, may_flag in wanted if not may_flag and not any(_fits(it, one) for it in imported)]
    return Score(
        right=sum(any(_fits(it, one) for it in imported) for one, _ in wanted),
        wrong=tuple(str(it) for it in imported if not any(_fits(it, one) for one, _ in wanted)),
        lost=tuple(str(one) for one in missing),
        unflagged=tuple(_unflagged(expected["problems"], blocking)),
        fuss=tuple(_fuss(expected, blocking)),
    )


def _wanted(expected: Told) -> Iterator[tuple[set[Evening], bool]]:
    """Each evening as the set of what is as good, and whether it may be flagged instead."""
    everything = bool(expected.get("or_flag_all"))
    for session in expected["sessions"]:
        names = [session["group"], *([session["group_as_written"]] if session.get("group_as_written") else [])]
        for date in session["dates"]:
            times = (date, session["start"], session["end"], session.get("part"))
            yield {(_key(name), *times) for name in names}, everything or bool(session.get("or_flag"))


def _evenings(sessions: Iterable[Told]) -> Iterator[Evening]:
    for session in sessions:
        for date in session["dates"]:
            yield _key(session["group"]), date, session["start"], session["end"], session.get("part")


def _fits(imported: Evening, wanted: set[Evening]) -> bool:
    return any(imported[:4] == one[:4] and (one[4] in {None, imported[4]}) for one in wanted)


def _key(name: str) -> str:
    folded = " ".join(clean(name).lower().split())
    while PREFIX.match(folded):
        folded = PREFIX.sub("", folded, count=1)
    return folded


def _unflagged(problems: Iterable[Told], blocking: list[Told]) -> Iterator[str]:
    for problem in problems:
        if problem["blocking"] and not problem.get("optional") and not any(_same(problem, one) for one in blocking):
            yield f"{problem.get('row')} {problem['kind']} {problem['match']}"


def _fuss(expected: Told, blocking: list[Told]) -> Iterator[str]:
    tolerated = [session for session in expected["sessions"] if session.get("or_flag")]
    for one in [] if expected.get("or_flag_all") else blocking:
        known = any(_same(problem, one) for problem in expected["problems"])
        if not known and not any(_key(session["group"]) in _key(one["match"]) for session in tolerated):
            yield f"{one['row']} {one['kind']} {one['match']}"


def _same(label: Told, got: Told) -> bool:
    """Of one row, or about one text."""
    one, other = _key(str(label["match"])), _key(str(got["match"]))
    return label.get("row") == got["row"] or bool(one and other and (one in other or other in one))
