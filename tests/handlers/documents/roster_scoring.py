"""How well a roster or a table of headcounts was read, against a label of the shape of `data/hurt`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handlers.documents.read.headcounts import read_headcounts
from handlers.documents.read.roster import read_roster
from handlers.people.read_roster import ReadRoster, printed

Told = dict[str, Any]
HURT = Path(__file__).parents[2] / "data" / "hurt"


def labelled(folder: str) -> list[Path]:
    return sorted((HURT / folder).glob("*.expected.json"))


def file_of(label: Path) -> Path:
    stem = label.name.removesuffix(".expected.json")
    (file,) = (path for path in label.parent.glob(f"{stem}.*") if path.suffix != ".json")
    return file


def roster_faults(label: Path) -> list[str]:
    """People read otherwise than the label says, or not at all, or who are none; what must not be kept and is."""
    expected: Told = json.loads(label.read_text("utf-8"))
    own = dict.fromkeys(one["group"] for one in expected["people"] if one.get("group"))
    file = file_of(label)
    read = read_roster(file.read_bytes(), file.name, expected.get("plan_groups") or list(own))
    return [*_people(expected["people"], printed(read)["people"]), *_kept(expected.get("forbidden", ()), read)]


def _people(wanted: list[Told], got: list[Told]) -> Iterator[str]:
    """`either`: as good as the number of the label is one of these, where it was asked about."""
    names = [one["name"] for one in got]
    yield from (f"extra: {name}" for name in names if name not in {one["name"] for one in wanted})
    for one in wanted:
        if names.count(one["name"]) != 1:
            yield f"{names.count(one['name'])} times: {one['name']}"
            continue
        read = got[names.index(one["name"])]
        groups = one.get("groups") or [one["group"]] if one.get("group") or one.get("groups") else []
        if read["groups"] != groups or bool(read.get("all_groups")) != bool(one.get("all_groups")):
            yield f"{one['name']}: {read['groups']}, not {groups}"
        if read["phone"] not in [one["phone"], *one.get("either", ())]:
            yield f"{one['name']}: {read['phone']}, not {one['phone']}"
        if read["role"] != one.get("role", read["role"]):
            yield f"{one['name']}: {read['role']}, not {one['role']}"


def _kept(forbidden: list[str], read: ReadRoster) -> Iterator[str]:
    """Nothing of it may stand in what a draft keeps."""
    kept = json.dumps(asdict(read), ensure_ascii=False)
    yield from (f"kept: {one}" for one in forbidden if one in kept)


def headcount_faults(label: Path) -> list[str]:
    expected: Told = json.loads(label.read_text("utf-8"))
    wanted = {one.pop("unit"): one for one in expected["rows"]}
    file = file_of(label)
    read = read_headcounts(file.read_bytes(), file.name, list(wanted))
    got = {row.unit: dict(row.counts) for row in read.rows}
    return [
        f"{unit}: {got.get(unit)}, not {wanted.get(unit)}" for unit in wanted | got if got.get(unit) != wanted.get(unit)
    ]
