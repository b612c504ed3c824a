"""What is read of a table of headcounts: written by the document worker, which imports little else of this room."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from handlers.problem import Label, Problem


@dataclass(frozen=True, slots=True)
class ReadCount:
    """`unit`: of those that the ward knows; None where none fits, then `suggest` may be the one that was meant."""

    row: Label
    written: str
    unit: str | None
    suggest: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReadHeadcounts:
    """`total`: of the whole, by measure, where a row of the table gives it and it is the sum of the others.

    `as_of` as ISO. `refused`: why the file could not be read at all.
    """

    measures: tuple[str, ...] = ()
    rows: tuple[ReadCount, ...] = ()
    problems: tuple[Problem, ...] = ()
    total: Mapping[str, int] = field(default_factory=dict)
    as_of: str = ""
    source: str = ""
    refused: str | None = None


def printed(counts: ReadHeadcounts) -> dict[str, Any]:
    told = {name: value for name, value in asdict(counts).items() if name != "refused"}
    wanted = ("rows", "kind", "match", "suggest", "measure")
    return {**told, "problems": [{name: one[name] for name in wanted} for one in told["problems"]]}
