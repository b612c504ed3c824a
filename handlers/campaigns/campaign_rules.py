"""What the parts of a campaign say about each other: evenings that end before they start, targets nobody counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from handlers import texts as common
from handlers.campaigns.toml_places import Path
from handlers.language.context import Context, CountedIndicator, Group, Plan
from handlers.language.phrases import means_otherwise
from handlers.reader.read import read
from handlers.reader.reading import Figures
from storage.settings import FORCES, Force, Hours, Quiet

_NUMBER = 31
_ANY_GROUP, _ANY_NIGHT = "1", date(2024, 1, 1)
_ANY_PLAN = Plan((Group(_ANY_GROUP, frozenset((_ANY_NIGHT,))),))
BESIDE = 20  # minutes from the evening's start, or end, within which its first and its last question belong
LONG_BEFORE = 60  # … and the first one may come so long before
MORNING = 4 * 60  # earlier than this, an hour belongs to the night before


@dataclass(frozen=True, slots=True)
class RuleFault:
    """Something wrong at a place of the file: its kind, what was written there, and what helps to mend it."""

    path: Path
    kind: str
    given: str = ""
    hint: str = ""


Values = Mapping[str, Any]  # the sections that can be read, by name


def faults(values: Values) -> list[RuleFault]:
    return [fault for rule in RULES for fault in rule(values)]


def _dates(values: Values) -> Iterator[RuleFault]:
    about = values.get("campaign")
    if about is None:
        return
    if about.ends < about.starts:
        yield RuleFault(("campaign", "ends"), "ends_before_start", f"{about.ends:%d/%m/%Y}", f"{about.starts:%d/%m/%Y}")
    if about.zone not in available_timezones():
        yield RuleFault(("campaign", "zone"), "zone", about.zone, "Asia/Ho_Chi_Minh")


def _timetable(values: Values) -> Iterator[RuleFault]:
    table = values.get("timetable")
    if table is None:
        return
    for after, before in table.disorder():
        yield RuleFault(("timetable", after), f"{after}_before_{before}", getattr(table, after), getattr(table, before))
    if _minutes(table.summary) < _minutes(table.asks):
        yield RuleFault(("timetable", "summary"), "summary_before_asks", table.summary, table.asks)
    starts, ends = _minutes(table.starts), _minutes(table.ends)
    if ends > starts and not starts - LONG_BEFORE <= _minutes(table.opens) <= starts + BESIDE:
        yield RuleFault(("timetable", "opens"), "opens_elsewhere", table.opens, table.starts)
    if ends > starts and _minutes(table.asks) > ends + BESIDE:
        yield RuleFault(("timetable", "asks"), "asks_elsewhere", table.asks, table.ends)


def _minutes(time: str) -> int:
    minutes = int(time[:2]) * 60 + int(time[3:])
    return minutes + 24 * 60 if minutes < MORNING else minutes


def _codes(values: Values) -> Iterator[RuleFault]:
    """Codes and names that stand twice."""
    for section, name in (("indicators", "code"), ("rounds", "code"), ("team", "force")):
        seen: Counter[str] = Counter()
        for at, one in enumerate(values.get(section, ())):
            seen[getattr(one, name)] += 1
            if seen[getattr(one, name)] > 1:
                yield RuleFault((section, at, name), "twice", str(getattr(one, name)))


def _words(values: Values) -> Iterator[RuleFault]:
    """One word cannot count two things."""
    owner: dict[str, str] = {}
    for at, indicator in enumerate(values.get("indicators", ())):
        for word in indicator.words:
            if owner.setdefault(word.casefold(), indicator.code) != indicator.code:
                yield RuleFault(("indicators", at, "words"), "word_twice", word, owner[word.casefold()])


def _read_back(values: Values) -> Iterator[RuleFault]:
    """Each name and word beside a number, and the example that is taught, are read by the reader of reports."""
    indicators, targets = values.get("indicators", ()), values.get("targets", ())
    codes = {indicator.code for indicator in indicators}
    if not targets or targets[0].indicator not in codes or len(codes) < len(indicators):
        return
    counting = common.counting(indicators, targets[0].indicator)
    context = Context(_ANY_PLAN, _ANY_NIGHT, _ANY_GROUP, awaiting=True, counting=counting)
    owners = Counter(word.casefold() for indicator in indicators for word in {*indicator.words})
    wrong = [
        RuleFault(("indicators", at, part), f"unread_{part}", said, text)
        for at, one in enumerate(indicators)
        for part, said in (("name", one.name), *(("words", word) for word in one.words))
        if owners[said.casefold()] < 2 and (text := _misread(said, counting.indicators[at], context))
    ]
    yield from wrong
    example = common.counted(indicators, targets[0].indicator)
    reading = read(example, context)
    whole = isinstance(reading, Figures) and len(reading.entries[0].values) == example.count(",") + 1
    if not wrong and not whole and max(owners.values(), default=1) < 2:
        yield RuleFault(("indicators",), "unread_example", example)


def _misread(said: str, counted: CountedIndicator, context: Context) -> str:
    """A message of this name or word that would not be read as meant; empty when there is none."""
    tried = (f"{said} {_NUMBER}", f"{_NUMBER} {said}")
    if said in counted.words and means_otherwise(said, counted, context.counting):
        return tried[0]
    return next((text for text in tried if not _is_read(text, counted.code, context)), "")


def _is_read(text: str, code: str, context: Context) -> bool:
    reading = read(text, context)
    return isinstance(reading, Figures) and [dict(entry.values) for entry in reading.entries] == [{code: _NUMBER}]


def _counted(values: Values) -> Iterator[RuleFault]:
    """Targets and baselines speak of indicators that the campaign has."""
    if "indicators" not in values:
        return
    known = {indicator.code for indicator in values["indicators"]}
    started = values["ledger"].baselines if "ledger" in values else ()
    for path, some in ((("targets",), values.get("targets", ())), (("ledger", "baselines"), started)):
        for at, one in enumerate(some):
            if one.indicator not in known:
                yield RuleFault((*path, at, "indicator"), "no_indicator", one.indicator, ", ".join(sorted(known)))


def _within(values: Values) -> Iterator[RuleFault]:
    """Targets and rounds fall into the campaign, or shortly after it."""
    about = values.get("campaign")
    if about is None:
        return
    for section, name in (("targets", "by"), ("rounds", "due")):
        for at, one in enumerate(values.get(section, ())):
            day = getattr(one, name)
            if day < about.starts or (day - about.ends).days > 31:
                yield RuleFault(
                    (section, at, name), "outside", f"{day:%d/%m/%Y}", f"{about.starts:%d/%m} – {about.ends:%d/%m/%Y}"
                )


def _quiet(values: Values) -> Iterator[RuleFault]:
    """The silence must not begin before the evening's last question."""
    table, quiet = values.get("timetable", Hours()), values.get("quiet", Quiet())
    if _minutes(quiet.since) < _minutes(table.late):
        where = ("quiet", "since") if "quiet" in values else ("timetable", "ends")
        yield RuleFault(where, "quiet_before_late", quiet.since, table.late)


def _cadence(values: Values) -> Iterator[RuleFault]:
    cadence = values.get("cadence")
    if cadence is not None and cadence.alarm_after < cadence.draft_after:
        yield RuleFault(
            ("cadence", "alarm_after"), "alarm_before_draft", str(cadence.alarm_after), str(cadence.draft_after)
        )


def _outreach(values: Values) -> Iterator[RuleFault]:
    """Each rule holds for a time within the campaign, once for each kind of rhythm; bulletins as often as `cadence`."""
    about, cadence = values.get("campaign"), values.get("cadence")
    rules = values.get("outreach", ())
    for at, one in enumerate(rules):
        if one.since and one.until and one.until < one.since:
            yield RuleFault(
                ("outreach", at, "until"), "until_before_since", f"{one.until:%d/%m/%Y}", f"{one.since:%d/%m/%Y}"
            )
        for name in ("since", "until"):
            day = getattr(one, name)
            if about and day and not about.starts <= day <= about.ends:
                span = f"{about.starts:%d/%m} – {about.ends:%d/%m/%Y}"
                yield RuleFault(("outreach", at, name), "outside", f"{day:%d/%m/%Y}", span)
        if any((o.kind, o.days, o.since, o.until) == (one.kind, one.days, one.since, one.until) for o in rules[:at]):
            yield RuleFault(("outreach", at, "kind"), "outreach_twice", one.kind, str(one.days))
        draft, alarm = one.hours
        if alarm < draft:
            yield RuleFault(("outreach", at, "draft_after"), "alarm_before_draft", str(alarm), str(draft))
        if cadence and one.kind == "bulletin" and one.at_least == 1 and one.days < cadence.days and not one.since:
            yield RuleFault(("outreach", at, "days"), "slower_cadence", str(cadence.days), str(one.days))


def _difficulties(values: Values) -> Iterator[RuleFault]:
    """What climbs goes to its owner first."""
    times = values.get("difficulties")
    steps = (("tell", "answer"), ("answer", "observer")) if times is not None else ()
    for first, then in steps:
        if getattr(times, then) < getattr(times, first):
            known = str(getattr(times, then)), str(getattr(times, first))
            yield RuleFault(("difficulties", then), "climbs_backwards", *known)


def _within_known(values: Values) -> Iterator[RuleFault]:
    """What an indicator is a part of is counted, too."""
    known = {one.code for one in values.get("indicators", ())}
    for at, one in enumerate(values.get("indicators", ())):
        if one.within and one.within not in known:
            yield RuleFault(("indicators", at, "within"), "no_indicator", one.within, ", ".join(sorted(known)))


def _rounds(values: Values) -> Iterator[RuleFault]:
    """One unit owes one return a day; a round that names no units may be any unit's."""
    rounds = values.get("rounds", ())
    for at, one in enumerate(rounds):
        same = [other for other in rounds[:at] if other.due == one.due and other.code != one.code]
        shared = (o for o in same if not o.units or not one.units or set(o.units) & set(one.units))
        twice = next(shared, None)
        if twice is not None:
            yield RuleFault(("rounds", at, "due"), "round_twice", f"{one.due:%d/%m/%Y}", twice.code)


def _rewards(values: Values) -> Iterator[RuleFault]:
    """Forces are measured by who came to the places they fill, and nobody else is."""
    filled = {places.force for places in values.get("team", ()) if places.number}
    for at, one in enumerate(values.get("rewards", ())):
        if one.measure == "presence" and one.whom not in FORCES:
            yield RuleFault(("rewards", at, "whom"), "presence_of_forces", one.whom, ", ".join(Force))
        elif one.whom in FORCES and one.measure != "presence":
            yield RuleFault(("rewards", at, "measure"), "forces_by_presence", one.measure, "presence")
        elif one.whom in FORCES and "team" in values and one.whom not in filled:
            yield RuleFault(("rewards", at, "whom"), "no_places", one.whom, ", ".join(sorted(filled)) or "-")


RULES: tuple[Callable[[Values], Iterator[RuleFault]], ...] = (
    _dates,
    _timetable,
    _codes,
    _words,
    _read_back,
    _counted,
    _within_known,
    _within,
    _quiet,
    _cadence,
    _outreach,
    _difficulties,
    _rounds,
    _rewards,
)
