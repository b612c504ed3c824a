"""What a trial has seen, beside what it had to see."""

from dataclasses import dataclass


class NotRun(Exception):
    """This machine has not what the trial needs; the message says what."""


@dataclass(frozen=True)
class Figure:
    """One line of the table. `passed`: None where it could not be looked at, and `seen` says why."""

    what: str
    bar: str
    seen: str
    passed: bool | None


@dataclass(frozen=True)
class Figures:
    """One experiment. `done`: what was done to the program, in numbers."""

    number: str
    title: str
    done: str
    figures: tuple[Figure, ...]

    @property
    def failed(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.passed is False]


def none_of(what: str, found: object, bar: str = "0") -> Figure:
    """`found` must be empty, or nought: it is told in a few words where it is not."""
    many = found if isinstance(found, int) else len(found)  # type: ignore[arg-type]
    told = "" if isinstance(found, int) or not found else f": {str(list(found))[:300]}"  # type: ignore[call-overload]
    return Figure(what, bar, f"{many}{told}", many == 0)


def at_most(what: str, most: float, seen: float, unit: str = "") -> Figure:
    return Figure(what, f"≤ {most:g}{unit}", f"{round(seen, 3):g}{unit}", seen <= most)
