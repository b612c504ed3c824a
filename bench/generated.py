"""Keyed messages: what heads of groups write, with the figures they tell; the reader is held against the key.

The ways of saying stand in bench/generated/*.txt; their language is told at the top of each. The key is the message's
`expect` of tests/data/messages_*.jsonl; where a letter lost makes the meaning doubtful, asking back is as good.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from tests.handlers.keyboards import telex, vni
from tests.handlers.reading_corpus import PLAN, judge
from tests.handlers.spoken import spelled

T = TypeVar("T")
DATA = Path(__file__).resolve().parent / "generated"
VERDICTS = ("OK", "OVERASK", "MISSED", "WRONG", "INVENTED")
SILENT = frozenset({"WRONG", "INVENTED"})
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
OTHERS = ("activated", "households", "absent", "refused", "no_phone", "already", "stuck")


@dataclass(slots=True)
class Message:
    """`template`: what it was made of, so that one fault is shown once."""

    text: str
    context: dict[str, Any]
    kind: str
    entries: list[dict[str, Any]] = field(default_factory=list)
    or_ask: bool = False
    template: str = ""

    def row(self) -> dict[str, Any]:
        expect = {"kind": self.kind, "entries": self.entries, "why": "asking is as good" if self.or_ask else ""}
        return {"id": "generated", "text": self.text, "context": self.context, "expect": expect}


def verdict(message: Message) -> str:
    """Whether the reader did as the key says; to ask where nothing is to be recorded is as good as to pass over."""
    given = judge(json.dumps(message.row()))
    if given == "SLACK" or (given == "OVERASK" and message.or_ask):
        return "OK"
    return given


def _sections(name: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    lines = sections.setdefault("", [])
    for line in (DATA / f"{name}.txt").read_text("utf-8").split("\n"):
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.replace("\\n", "\n"))
    return sections


def _table(lines: list[str], sign: str) -> dict[str, list[str]]:
    pairs = (line.split(sign, 1) for line in lines)
    return {left.strip(): [way.strip() for way in right.split("|")] for left, right in pairs}


WAYS = _sections("ways")
ZERO = [tuple(line.split(": ")) for line in WAYS.pop("zero")]
AROUND = _sections("reports")
LABELS, SHORT, COLUMNS = (_table(AROUND[name], ":") for name in ("label", "short", "column"))
UNITS = _table(AROUND["unit"], ":")
DISTRACTORS = _sections("distractors")[""]
ASKS, NO_REPORTS = _sections("asks"), _sections("others")["any"]
CORRECTIONS = [tuple(part.strip() for part in line.split("|", 1)) for line in _sections("corrections")[""]]
SHORTENED = _table(_sections("noise")[""], "=")
NIGHTS = [(group.name, night) for group in PLAN.groups for night in sorted(group.nights)]
TWICE = [group for group in PLAN.groups if len(group.nights) == 2]


class Writer:
    """Makes messages of one seed, one after the other."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._kinds: list[tuple[Callable[[], Message], int]] = [
            (self.plain, 34),
            (self.listed, 8),
            (self.ordered, 3),
            (self.tabled, 5),
            (self.nights, 6),
            (self.groups, 6),
            (self.corrected, 15),
            (self.unclear, 8),
            (self.summed, 5),
            (self.no_report, 14),
        ]

    def messages(self, count: int) -> Iterator[Message]:
        makers, weights = zip(*self._kinds, strict=True)
        for _ in range(count):
            (maker,) = self.random.choices(makers, weights)
            message = maker()
            message.template = f"{maker.__name__}: {message.template}"
            yield self._noisy(message)

    def plain(self) -> Message:
        """One evening's figures in a sentence."""
        awaited = self.random.random() < 0.7
        values = self._values(self.random.choice([1, 1, 1, 2, 2, 3, 4]))
        uniform = self.random.choice([True, False, None])  # the number first, the label first, or both
        said, parts = self._number_style(), []
        for indicator, value in values.items():
            zero = [text for code, text in ZERO if code == indicator]
            if value == 0 and zero:
                parts.append((self._filled(self._one(zero)), "zero"))
                continue
            bare = awaited and indicator == "installed" and self.random.random() < 0.3
            way = self._way("bare" if bare and indicator == next(iter(values)) else indicator, uniform, not parts)
            parts.append((self._filled(way, n=said(value)), way))
        texts = [text for text, _ in parts]
        if self.random.random() < 0.3:
            aside = self._aside()
            texts.insert(self.random.choice([0, len(texts)]), aside)
            parts.append(("", "aside"))
        firm = len(texts) > len(values) or any(re.match("còn|có|trong đó", one) for one in texts[1:])
        join = self._one([one for one in AROUND["join"] if not firm or one.strip() in {",", ";", ".", "\n", ""}])
        text = self._lead() + join.join(texts) + self._tail()
        template = " / ".join(way or text for text, way in parts)
        return self._report(text, values, awaited=awaited, template=template)

    def listed(self) -> Message:
        """A figure a line, each behind its label."""
        values = self._values(self.random.randint(2, 5))
        sign = self._one([": ", ": ", " = ", " - ", " ", ": "])
        bullet = self._one(["", "", "number", *AROUND["bullet"]])
        lines = []
        for at, (indicator, value) in enumerate(values.items(), 1):
            noun = self._one(["", "", " người" if indicator in {"installed", "activated", "no_phone"} else ""])
            front = self._one([f"{at}. "]) if bullet == "number" else bullet
            lines.append(f"{front}{self._one(LABELS[indicator])}{sign}{value}{noun}")
        head = self._one(["", "", *AROUND["heading"]])
        text = "\n".join([head, *lines] if head else lines)
        return self._report(text, values, awaited=self.random.random() < 0.7, template=f"{bullet!r} {sign!r}")

    def ordered(self) -> Message:
        """The labels in a row, then the figures in the same order."""
        values = self._values(self.random.randint(2, 4), among=tuple(SHORT))
        labels = "/".join(self._one(SHORT[indicator]) for indicator in values)
        figures = "/".join(str(value) for value in values.values())
        text = self._lead() + labels + self._one([": ", " ", " = "]) + figures
        dated = len(values) == 2 and next(iter(values.values())) <= 31 and [*values.values()][1] <= 12
        return self._report(text, values, awaited=True, or_ask=dated, template=labels)

    def tabled(self) -> Message:
        rows = self._some_nights(self.random.randint(1, 4))
        counted = ["installed", *self.random.sample(["activated", "households", "absent", "refused"], 2)]
        counted = counted[: self.random.randint(1, 3)]
        sign = self._one([" | ", "\t", ";", ", "])
        numbered = self.random.random() < 0.4
        heads = [self._one(COLUMNS[name]) for name in ["group", "night", *counted]]
        lines = [sign.join(["STT", *heads] if numbered else heads)]
        entries, sums = [], Counter[str]()
        for at, (group, night) in enumerate(rows, 1):
            values = self._values(0, exactly=counted)
            sums.update(values)
            cells = [group, f"{night.day:02d}/{night.month}", *(str(values[name]) for name in counted)]
            lines.append(sign.join([str(at), *cells] if numbered else cells))
            entries.append(_entry(values, group, night))
        fits = True
        if len(rows) > 1 and self.random.random() < 0.3:
            fits = self.random.random() < 0.7
            wrong = 0 if fits else self.random.randint(1, 3)
            totals = [str(sums[name] + (wrong if name == "installed" else 0)) for name in counted]
            lines.append(sign.join([*(["Tổng", "", ""] if numbered else ["Tổng", ""]), *totals]))
        context = self._context(None, max(night for _, night in rows), awaited=False)
        kind = "report" if fits else "ask"
        template = sign.join(["table", "fits" if fits else "fails", *counted])
        return Message("\n".join(lines), context, kind, entries if fits else [], template=template)

    def nights(self) -> Message:
        """Both evenings of a group."""
        group = self._one(TWICE)
        first, second = sorted(group.nights)
        relative = self.random.random() < 0.5
        said = self._number_style(words=0.1)
        parts, entries = [], []
        ways = self._way("installed", None, True), self._way("absent", None, False)
        both = self.random.random() < 0.4
        for night in (first, second):
            values = self._values(0, exactly=["installed", "absent"] if both else ["installed"])
            when = self._one(AROUND["today" if night == second else "yesterday"]) if relative else self._night(night)
            figures = [self._filled(way, n=said(value)) for way, value in zip(ways, values.values(), strict=False)]
            parts.append(f"{when}{self._one([' ', ' ', ': ', ' '])}{', '.join(figures)}")
            entries.append(_entry(values, group.name, night))
        text = self._lead(plain=True) + self._one(["; ", "\n", ", ", ". "] if not both else ["; ", "\n", ". "]).join(
            parts
        )
        context = self._context(group.name, second, awaited=self.random.random() < 0.4)
        template = f"{'relative' if relative else 'dates'} {ways[0]}{', ' + ways[1] if both else ''}"
        return Message(text + self._tail(), context, "report", entries, template=template)

    def groups(self) -> Message:
        """Several groups in one message of somebody who leads none of them, or a named group's single report."""
        rows = self._some_nights(self.random.choice([1, 1, 2, 2, 3]))
        way, second = self._way("installed", None, True), self._way("absent", None, False)
        both = self.random.random() < 0.4
        parts, entries = [], []
        for group, night in rows:
            values = self._values(0, exactly=["installed", "absent"] if both else ["installed"])
            figures = [
                self._filled(one, n=str(value)) for one, value in zip([way, second], values.values(), strict=False)
            ]
            when = f" {self._night(night, dated=True)}" if len(rows) > 1 or self.random.random() < 0.5 else ""
            entries.append(_entry(values, group, night))
            parts.append(f"{self._unit(group)}{when}{self._one([': ', ': ', ' '])}{', '.join(figures)}")
        context = self._context(None, max(night for _, night in rows), awaited=False)
        if len(rows) == 1 and " " not in parts[0].split(":")[0][-3:]:
            context["today"] = rows[0][1].isoformat()
        return Message(
            self._one(["\n", "; ", ". "]).join(parts), context, "report", entries, template=f"{way} {both and second}"
        )

    def corrected(self) -> Message:
        """Something is on record, and is changed."""
        change, way = self._one(CORRECTIONS)
        group, night = self._one(NIGHTS)
        a = self.random.randint(20, 45)
        d = self.random.randint(2, 5)
        v, t, m, b_small, c_small = self.random.sample(range(d + 1, 15), 5)
        on_record = {"a": a, "k": a - 6 - self.random.randint(0, 3), "v": v, "t": t, "h": a + 40, "l": m}
        free = [number for number in range(16, 60) if number not in {*on_record.values(), a + d, a - d}]
        b, c = sorted(self.random.sample(free, 2), reverse=True)
        if re.match("absent|refused|stuck", change):
            b = b_small
        if "absent=c" in change or "refused=c" in change:
            c = c_small
        slots = on_record | {"b": b, "c": c, "d": d, "e": a + d, "f": a - d}
        names = {"a": "installed", "k": "activated", "v": "absent", "t": "refused", "h": "households", "l": "stuck"}
        needed = {"a"} | {slot for slot in names if f"{{{slot}}}" in way or f"{names[slot]}=" in change}
        if self.random.random() < 0.3:
            needed |= {"v"}
        said = self._number_style(words=0.08)
        text = self._filled(way, **{name: said(value) for name, value in slots.items()}, clock="21h")
        recorded = {names[slot]: slots[slot] for slot in sorted(needed)}
        context = self._context(group, night, awaited=False)
        context["last_report"] = {"group": group, "date": night.isoformat(), "values": recorded}
        text = (
            self._one(["", "", "", "em ơi ", "bác báo lại, ", "cháu ơi "])
            + text
            + self._one(["", "", " nhé", " ạ", " em nhé"])
        )
        if change in {"ask", "other"}:
            return Message(text, context, change, template=way)
        values = {}
        for part in change.split():
            name, _, rule = part.partition("=")
            values[name] = _worth(rule, slots)
        possible = all(value >= 0 for value in values.values())
        entries = [_entry(values)] if possible else []
        return Message(text, context, "correction" if possible else "ask", entries, template=way)

    def unclear(self) -> Message:
        """About so many, this or that, houses for people."""
        kind = self._one(["inexact", "inexact", "alternatives", "unit", "too many"])
        way = self._one(ASKS[kind])
        n = self.random.randint(12, 48)
        k = n + self.random.randint(1, 6)
        said = self._number_style(words=0.15)
        large = self.random.choice([1200, 1500, 2100, 3500, 12000])
        text = self._filled(way, n=said(n), k=said(k), N=self._one([str(large), f"{large:,}".replace(",", ".")]))
        tail = self._one(["", "", " em nhé", " ạ", " nhé", " cháu ạ"])
        group, night = self._one(NIGHTS)
        return Message(self._lead() + text + tail, self._context(group, night, awaited=True), "ask", template=way)

    def summed(self) -> Message:
        x, y = self.random.randint(3, 22), self.random.randint(3, 22)
        fits = self.random.random() < 0.5
        z = x + y if fits else x + y + self.random.choice([-3, -2, -1, 1, 2, 3, 10])
        r, q = self.random.sample(range(2, 30), 2)
        way = self._one(AROUND["sum"])
        text = self._lead() + self._filled(way, x=str(x), y=str(y), z=str(z), r=str(r), q=str(q)) + self._tail()
        template = f"{way} {'fits' if fits else 'fails'}"
        if fits:
            return self._report(text, {"installed": z}, awaited=True, template=template)
        group, night = self._one(NIGHTS)
        return Message(text, self._context(group, night, awaited=True), "ask", template=template)

    def no_report(self) -> Message:
        way = self._one(NO_REPORTS)
        group, night = self._one(NIGHTS)
        awaited = self.random.random() < 0.5
        text = self._one(["", "", "", "em ơi ", "cho bác hỏi ", "alo "]) + self._random_slots(way)
        context = self._context(group, night, awaited=awaited)
        return Message(text, context, "other", template=f"{way} {'awaited' if awaited else ''}")

    def _one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def _filled(self, way: str, **slots: str) -> str:
        way = _CHOICE.sub(lambda found: self._one(found[1].split("|")), way)
        return _SLOT.sub(lambda found: slots[found[1]], way)

    def _random_slots(self, way: str) -> str:
        """Each slot of what is no figure, with something of its kind."""
        d = self.random
        hour, minute = d.choice([18, 19, 20, 21, 22]), d.choice([0, 15, 30, 45])
        makes: Mapping[str, Callable[[], str]] = {
            "n": lambda: str(d.randint(8, 48)),
            "r": lambda: str(d.randint(2, 60)),
            "s": lambda: str(d.randint(2, 9)),
            "f": lambda: str(d.randint(5, 59)),
            "d": lambda: str(d.randint(9, 30)),
            "q": lambda: str(d.choice([50, 60, 80, 100, 120, 150, 200, 215, 300, 350])),
            "w": lambda: str(d.choice([412, 560, 820, 1250])),
            "m": lambda: str(d.choice([10, 20, 50, 100, 200])),
            "y": lambda: str(d.randint(61, 92)),
            "N": lambda: d.choice(["1.200", "2.850", "15.000", "1.500.000"]),
            "o": lambda: str(d.randint(100000, 999999)),
            "p": lambda: d.choice(["0900 000 {:03d}", "0900000{:03d}", "0900.000.{:03d}"]).format(d.randint(100, 999)),
            "t": lambda: d.choice([f"{hour}h{minute:02d}" if minute else f"{hour}h", f"{hour}h", f"{hour} giờ"]),
        }
        way = _CHOICE.sub(lambda found: self._one(found[1].split("|")), way)
        return _SLOT.sub(lambda found: makes[found[1]](), way)

    def _aside(self) -> str:
        return self._random_slots(self._one(DISTRACTORS))

    def _lead(self, *, plain: bool = False) -> str:
        if self.random.random() < 0.6:
            return ""
        lead = self._random_slots(self._one(AROUND["lead"]))
        return "" if plain and re.search(r"(?i)nay|ni\b", lead) else lead

    def _tail(self) -> str:
        return "" if self.random.random() < 0.6 else self._one(AROUND["tail"])

    def _way(self, indicator: str, number_first: bool | None, opens: bool) -> str:
        ways = [way for way in WAYS[indicator] if not (opens and way.startswith("trong đó"))]
        if number_first is not None:
            fitting = [way for way in ways if way.startswith("{n}") == number_first and not way.startswith("có {n}")]
            ways = fitting or ways
        return self._one(ways)

    def _number_style(self, words: float = 0.15) -> Callable[[int], str]:
        if self.random.random() < words:
            return lambda value: spelled(value) if 0 < value < 100 else str(value)
        padded = self.random.random() < 0.1
        return lambda value: f"{value:02d}" if padded else str(value)

    def _values(self, count: int, among: tuple[str, ...] = OTHERS, exactly: list[str] | None = None) -> dict[str, int]:
        """Figures that one evening may have: no more accounts than installs, fewer closed doors than doors."""
        d = self.random
        if exactly is None:
            others = [name for name in among if name != "installed"]
            names = d.sample(others, min(count - 1, len(others)))
            if d.random() < 0.92 or not names:
                names.insert(0 if d.random() < 0.7 else d.randint(0, len(names)), "installed")
        else:
            names = exactly
        made = {"installed": d.randint(3, 48), "absent": d.randint(1, 14), "refused": d.randint(1, 6)}
        made |= {"no_phone": d.randint(1, 9), "already": d.randint(2, 20), "stuck": d.randint(1, 7)}
        for name in ("installed", "absent", "refused", "stuck"):
            if exactly is None and d.random() < 0.04:
                made[name] = 0
        made["activated"] = max(made["installed"] - d.choice([0, 0, 1, 2, 3]), 1 if made["installed"] else 0)
        made["households"] = made["installed"] + made["absent"] + made["refused"] + d.randint(1, 15)
        return {name: made[name] for name in names}

    def _night(self, night: date, *, dated: bool = False) -> str:
        ways = [way for way in AROUND["night"] if not (dated and "{d}/11" not in way)]
        return self._filled(self._one(ways), d=str(night.day), w=_WEEKDAYS[night.weekday()])

    def _some_nights(self, count: int) -> list[tuple[str, date]]:
        names = self.random.sample([group.name for group in PLAN.groups], count)
        return [(name, self._one([night for unit, night in NIGHTS if unit == name])) for name in names]

    def _unit(self, name: str) -> str:
        digit = re.search(r"\d", name)
        ways = UNITS[name.replace(digit[0], "{i}") if digit else name]
        return self._filled(self._one(ways), i=digit[0] if digit else "")

    def _context(self, group: str | None, today: date, *, awaited: bool) -> dict[str, Any]:
        awaiting = "report" if awaited else None
        return {"sender_group": group, "today": today.isoformat(), "awaiting": awaiting, "last_report": None}

    def _report(
        self, text: str, values: dict[str, int], *, awaited: bool, template: str, or_ask: bool = False
    ) -> Message:
        group, night = self._one(NIGHTS)
        context = self._context(group, night, awaited=awaited)
        return Message(text, context, "report", [_entry(values)], or_ask=or_ask, template=template)

    def _noisy(self, message: Message) -> Message:
        """As thumbs and keyboards leave it; what then may be read otherwise may be asked about."""
        d = self.random
        wordy = bool(_NUMBER_WORDS.search(message.text.lower()))
        if d.random() < 0.25:
            message.text = _shortened(message.text, d)
            message.or_ask |= bool(re.search(r"\b(th|tm|cđ|hong|hn|hh|tc)\b", message.text))
        chosen = d.random()
        if chosen < 0.22:
            was, message.text = message.text, _bare(message.text)
            message.or_ask |= wordy or "cô chú" in was
            if re.search(r"\bcỡ {n}", message.template):  # without its accents it is "có 13": the figure itself
                message.text = was
        elif chosen < 0.27:
            message.text = d.choice([telex, vni])(message.text)
            message.or_ask |= wordy
        elif chosen < 0.31 and message.kind in {"report", "correction"}:
            message.text = _slipped(message.text, d)
            message.or_ask = True
        elif chosen < 0.35:
            message.text = message.text.upper()
        elif chosen < 0.38:
            message.text = unicodedata.normalize("NFD", message.text)
        elif chosen < 0.42:
            message.text = re.sub(r"(\d) (?=người|ng\b|nhà|hộ|bác|cụ|máy)", r"\1", message.text)
        elif chosen < 0.45 and re.search(r"[,;]", message.text) and "aside" not in message.template:
            message.text = re.sub(r"[,;.] ", " ", message.text)
            message.or_ask = True
        elif chosen < 0.60:
            message.text = message.text[:1].upper() + message.text[1:]
        return message


_NUMBER_WORDS = re.compile(r"\b(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|tư|lăm|mốt|mươi|chục)\b")


def _entry(values: dict[str, int], group: str | None = None, night: date | None = None) -> dict[str, Any]:
    return {"group": group, "date": night.isoformat() if night else None, "values": values, "mode": "set"}


def _worth(rule: str, slots: Mapping[str, int]) -> int:
    if rule.isdecimal():
        return int(rule)
    found = re.fullmatch(r"(\w)(?:([+-])(\w))?", rule)
    assert found is not None
    step = 0 if found[3] is None else int(found[3]) if found[3].isdecimal() else slots[found[3]]
    return slots[found[1]] + (step if found[2] == "+" else -step)


def _shortened(text: str, random: Random) -> str:
    for meant, typed in SHORTENED.items():
        if random.random() < 0.6:
            text = re.sub(rf"(?<!\w){meant}(?!\w)", random.choice(typed), text)
    return text


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _slipped(text: str, random: Random) -> str:
    """One thumb slips in one word that is no number."""
    words = [found for found in re.finditer(r"[^\W\d_]{4,}", text) if not _NUMBER_WORDS.search(found[0].lower())]
    if not words:
        return text
    found = random.choice(words)
    at = random.randrange(found.start(), found.end() - 1)
    slip = random.choice([text[at] * 2 + text[at + 1], text[at + 1] + text[at], text[at]])
    return text[:at] + slip + text[at + 2 :]


def scored(seed: int, count: int) -> list[tuple[Message, str]]:
    return [(message, verdict(message)) for message in Writer(seed).messages(count)]


def report(seed: int, count: int, shown: int) -> str:
    """A table by kind and, for each kind of fault, the shortest of each template."""
    results = scored(seed, count)
    table: dict[str, Counter[str]] = {}
    for message, found in results:
        for name in (message.template.split(":")[0], "all"):
            table.setdefault(name, Counter())[found] += 1
    names = [*sorted(name for name in table if name != "all"), "all"]
    lines = [f"{'':<12}{'messages':>9}" + "".join(f"{name:>10}" for name in VERDICTS)]
    for name in names:
        counted = table[name]
        lines.append(f"{name:<12}{counted.total():>9}" + "".join(f"{counted[one]:>10}" for one in VERDICTS))
    for fault in reversed(VERDICTS[1:]) if shown else ():
        least: dict[str, Message] = {}
        for message, found in results:
            known = least.get(message.template)
            if found == fault and (known is None or len(message.text) < len(known.text)):
                least[message.template] = message
        lines.append(f"\n{fault}, {len(least)} templates")
        lines += [_shown(message) for message in sorted(least.values(), key=lambda one: len(one.text))[:shown]]
    return "\n".join(lines)


def _shown(message: Message) -> str:
    context = ("awaited " if message.context["awaiting"] else "") + (message.context["sender_group"] or "no group")
    last = message.context["last_report"]
    stands = f", on record {last['values']}" if last else ""
    meant = "; ".join(f"{one['group'] or ''} {one['date'] or ''} {one['values']}".strip() for one in message.entries)
    return f"  {message.text!r} ({context}, {message.context['today']}{stands}) -> {message.kind} {meant}"
