"""Scripted people for a rehearsal: each message that comes may bring an answer, after a while, in their own words."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from bot.sample import ScriptedLine
from storage.instants import HOUR, MINUTE, Instant, day_of

SOON = 4 * MINUTE

Script = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message that reached somebody."""

    kind: str
    address: str
    at: Instant
    asks: bool


def voices() -> Script:
    script: Script = tomllib.loads(files("bot").joinpath("sample", "voices.toml").read_text("utf-8"))
    return script


class People:
    """The same seed, the same campaign."""

    def __init__(self, seed: int, example: str = "") -> None:
        """`example`: how a count is written where other things are counted: words, each with a number behind it."""
        self._example = example
        self._chance = random.Random(seed)  # noqa: S311  a play, no secret
        self._script = voices()
        self._answers: dict[str, Callable[[Delivered], list[ScriptedLine]]] = {
            "places": self._place,
            "vacancy": self._place,
            "shift": self._shift,
            "moved": self._shift,
            "swap": self._swap,
            "team": self._team,
            "opening": self._opening,
            "closeout": self._closeout,
            "again": self._again,
            "deputy": self._again,
            "missing": self._missing,
            "excuse": self._excuse,
            "summary": self._summary,
        }

    def answers(self, heard: Delivered) -> list[ScriptedLine]:
        """What this person will say to that; nobody answers everything."""
        said = self._answers.get(heard.kind)
        return said(heard) if said else []

    def _after(self, heard: Delivered, text: str, least: int, most: int) -> list[ScriptedLine]:
        return [ScriptedLine(heard.at + self._chance.randrange(least, most) * MINUTE, heard.address, text)]

    def _some(self, name: str) -> str:
        return self._chance.choice(self._script[name])

    def _place(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._some("agreed"), 20, 90) if heard.asks else []

    def _shift(self, heard: Delivered) -> list[ScriptedLine]:
        if self._chance.random() < 0.1:
            return []
        return self._after(heard, self._some("going" if self._chance.random() < 0.9 else "busy"), 5, 240)

    def _swap(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._some("takes"), 10, 120) if self._chance.random() < 0.6 else []

    def _team(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._some("rain"), 10, 60) if self._chance.random() < 0.04 else []

    def _opening(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._some("all_here"), 3, 30) if self._chance.random() < 0.8 else []

    def _closeout(self, heard: Delivered) -> list[ScriptedLine]:
        chance = self._chance.random()
        if chance < 0.15:
            return self._after(heard, self._some("later"), 2, 12)
        return self._after(heard, self._report(), 2, 30) if chance < 0.85 else []

    def _again(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._report(), 2, 12) if self._chance.random() < 0.7 else []

    def _missing(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, self._report(), 5, 90)

    def _excuse(self, heard: Delivered) -> list[ScriptedLine]:
        return self._after(heard, "1", 5, 40)

    def _summary(self, heard: Delivered) -> list[ScriptedLine]:
        later = heard.at + 9 * HOUR + self._chance.randrange(60) * MINUTE
        return [ScriptedLine(later, heard.address, self._some("asks"))] if self._chance.random() < 0.3 else []

    def _report(self) -> str:
        installed = self._chance.randrange(12, 60)
        activated = installed - self._chance.randrange(0, 8)
        absent = self._chance.randrange(0, 14)
        if self._example:
            figures = iter((installed, activated, absent))
            return re.sub(r"\d+(?=,|$)", lambda _number: str(next(figures)), self._example)
        return self._some("reports").format(installed=installed, activated=activated, absent=absent)


class SettledPeople(People):
    """As the days before the sample's tonight went: all say yes, and those of one question at once, so it is quick."""

    def __init__(self, reports: Mapping[date, str], zone: str, waiting: Mapping[str, Instant]) -> None:
        """`waiting`: from when on these leave their questions to whoever comes in as them."""
        super().__init__(0)
        self._waiting = waiting
        self._answers = {
            "places": lambda heard: self._says(heard, "agreed") if heard.asks else [],
            "shift": lambda heard: self._says(heard, "going"),
            "opening": lambda heard: self._says(heard, "all_here"),
            "closeout": lambda heard: [ScriptedLine(heard.at + SOON, heard.address, reports[day_of(heard.at, zone)])],
        }

    def answers(self, heard: Delivered) -> list[ScriptedLine]:
        since = self._waiting.get(heard.address)
        return [] if since is not None and heard.at >= since else super().answers(heard)

    def _says(self, heard: Delivered, name: str) -> list[ScriptedLine]:
        return [ScriptedLine(heard.at + SOON, heard.address, self._script[name][0])]
