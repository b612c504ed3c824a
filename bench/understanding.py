"""`bench parse` and `bench wish`: what it costs to read a message, in processor time, beside the least one could do."""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.report import Bar, Line, Table, line
from handlers.language.tokens import plain
from handlers.reader.parse_lines import context_of, plan_from_sessions
from handlers.reader.read import read
from handlers.wishes import recognise

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
A_READING = 1_000_000 / 6_000  # µs: 6,000 readings a second of one core
FLOOR = "its signs folded and its numbers found by one expression"
_NUMBER = re.compile(r"\d+")


def parse(rounds: int) -> Table:
    """Messages of heads to the figures they tell."""
    sessions = json.loads((DATA / "plan_hacau.json").read_text("utf-8"))["sessions"]
    plan = plan_from_sessions(sessions)
    lines = [json.loads(line) for line in (DATA / "messages_dev.jsonl").read_text("utf-8").splitlines()]
    told = [(line["text"], context_of(line["context"], plan)) for line in lines]
    ours, floor = _interleaved(
        [lambda: [read(text, context) for text, context in told], lambda: [_floor(text) for text, _ in told]],
        len(told),
        rounds,
    )
    lines_ = _lines("a report read", ours, floor, Bar(at_most=A_READING))
    return Table(f"parse: {len(told)} messages, {rounds} rounds", "µs of CPU each", lines_)


def wish(rounds: int) -> Table:
    """Everyday requests to the wish they are read as."""
    texts = [
        line.split("|")[-1] for line in (DATA / "wishes_unseen.txt").read_text("utf-8").splitlines() if "|" in line
    ]
    for text in texts[:3]:
        recognise.read(text)  # the weights are fetched by the first
    ours, floor = _interleaved(
        [lambda: [recognise.read(text) for text in texts], lambda: [_floor(text) for text in texts]], len(texts), rounds
    )
    return Table(f"wish: {len(texts)} requests, {rounds} rounds", "µs of CPU each", _lines("a wish read", ours, floor))


def _floor(text: str) -> list[str]:
    return _NUMBER.findall(plain(unicodedata.normalize("NFC", text)))


def _interleaved(work: Sequence[Callable[[], object]], each: int, rounds: int) -> list[list[float]]:
    took: list[list[float]] = [[] for _ in work]
    for _ in range(rounds):
        for one, times in zip(work, took, strict=True):
            begun = time.process_time()
            one()
            times.append((time.process_time() - begun) / each * 1_000_000)
    return took


def _lines(name: str, ours: Sequence[float], floor: Sequence[float], bar: Bar | None = None) -> list[Line]:
    own, least = line(name, ours, bar), line(FLOOR, floor)
    return [own, Line(least.name, least.median, least.least, least.most, ratio=least.median / own.median)]
