"""What is read of a table of headcounts: written by the document worker, which imports little else of this room."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from handlers.problem import Label, Problem


@dataclass(frozen=True, slots=True)
class ReadCount:
    """`unit`: of those that the ward knows; None where none fits, then `suggest` may be the one that was meant.

    `either`: of a measure that several columns hold, what each of them says.
    """

    row: Label
    written: str
    unit: str | None
    suggest: str | None
    counts: Mapping[str, int]
    either: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadHeadcounts:
    """`total`: of the whole, by measure, where a row of the table gives it and it is the sum of the others.

    `as_of` as ISO. `either`: measures that several columns hold, with their words. `unclear`: rows of known units of
    which nothing could be taken. `refused`: why the file could not be read at all.
    """

    measures: tuple[str, ...] = ()
    rows: tuple[ReadCount, ...] = ()
    problems: tuple[Problem, ...] = ()
    total: Mapping[str, int] = field(default_factory=dict)
    as_of: str = ""
    source: str = ""
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unclear: tuple[ReadCount, ...] = ()
    refused: str | None = None


def printed(counts: ReadHeadcounts) -> dict[str, Any]:
    told = {name: value for name, value in asdict(counts).items() if name != "refused"}
    told["rows"] = [{name: value for name, value in row.items() if value or name != "either"} for row in told["rows"]]
    wanted = ("rows", "kind", "match", "suggest", "measure")
    return {**told, "problems": [{name: one[name] for name in wanted} for one in told["problems"]]}
