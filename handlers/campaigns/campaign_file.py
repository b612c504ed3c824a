"""A campaign as one readable file: what it says, or everything that is wrong with it, each with its place. Pure."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import getitem
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import process

from handlers.campaigns import campaign_rules, toml_places, toml_spelling, words
from handlers.campaigns.campaign_rules import RuleFault
from handlers.campaigns.toml_places import Path
from handlers.language.nights import nearest
from handlers.language.tokens import fold
from handlers.language.unit_names import spelled
from storage.settings import (
    Cadence,
    CampaignSettings,
    Difficulties,
    Hours,
    Indicator,
    Measure,
    Places,
    Quiet,
    Reward,
    Round,
    Target,
    Weekly,
)

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(spelled)]
Count = Annotated[int, Field(ge=0)]
ROWS_OF_A_SHEET = 10_000  # more than any sheet of a form may have
LIKELY = 70  # of 100: as near as a slip of the finger leaves a word


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class About(_Written):
    """The campaign itself. `usual`: installs of an ordinary evening, until it has evenings of its own."""

    code: Code
    name: Name
    starts: date
    ends: date
    zone: str = "Asia/Ho_Chi_Minh"
    usual: Annotated[int, Field(ge=1)] = 40
    nights_a_week: Annotated[int, Field(ge=1, le=7)] = 4
    contacts_by: date | None = None


class Level(_Written):
    code: Code
    name: Name
    kind: Literal["province", "district", "ward"] = "ward"


class Clerk(_Written):
    """Who may use the chat first; everybody else comes with the roster."""

    name: Name
    title: str = ""
    you: str = ""  # how the person is called; empty: from the title, or neutrally
    phone: str = ""  # stands on everybody's card, for help


class HeadcountEntry(_Written):
    """A headcount: of a unit by name, or of the whole ward."""

    unit: Name
    measure: Measure
    value: Count
    as_of: date
    source: Name


class BaselineEntry(_Written):
    """Where a unit stood before the campaign."""

    unit: Name
    indicator: str
    value: Count
    as_of: date
    source: Name


class HeadcountLedger(_Written):
    """What shares are measured by: dated and sourced, added to and never overwritten."""

    headcounts: tuple[HeadcountEntry, ...] = ()
    baselines: tuple[BaselineEntry, ...] = ()


SECTIONS: Mapping[str, TypeAdapter[Any]] = {
    "campaign": TypeAdapter(About),
    "unit": TypeAdapter(Level),
    "above": TypeAdapter(tuple[Level, ...]),
    "clerk": TypeAdapter(Clerk),
    "indicators": TypeAdapter(tuple[Indicator, ...]),
    "targets": TypeAdapter(tuple[Target, ...]),
    "team": TypeAdapter(tuple[Places, ...]),
    "timetable": TypeAdapter(Hours),  # their order is looked at with the other rules, so that each fault is told
    "quiet": TypeAdapter(Quiet),
    "weekly": TypeAdapter(Weekly),
    "rounds": TypeAdapter(tuple[Round, ...]),
    "cadence": TypeAdapter(Cadence),
    "difficulties": TypeAdapter(Difficulties),
    "rewards": TypeAdapter(tuple[Reward, ...]),
    "ledger": TypeAdapter(HeadcountLedger),
}
NEEDED = ("campaign", "unit", "indicators", "targets")
NUMBERS = {"value", "usual", "number", "days"}
MOST = 20  # lines that are passed over
_PAIR = re.compile(r"[^\[\]{}#]*=")  # a line without which the next ones keep their meaning
_ROW = re.compile(r"\s*\{.*\},?\s*(?:#.*)?$")  # nor does the rest lose anything by a row of a list
_AT_LINE = re.compile(r"\(at (?:line (\d+)|end of document)")


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """What a campaign file says, whole and without contradictions."""

    about: About
    unit: Level
    settings: CampaignSettings
    above: tuple[Level, ...] = ()
    clerk: Clerk | None = None
    ledger: HeadcountLedger = field(default_factory=HeadcountLedger)


@dataclass(frozen=True, slots=True)
class Read:
    """Either the file, or its faults in the order of their places. `sheets`: titles, where it is an Excel form."""

    file: CampaignFile | None = None
    faults: tuple[RuleFault, ...] = ()
    lines: Mapping[Path, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


def read_toml(text: str) -> Read:
    raw, wrong, lines = parsed(text)
    if raw is None:
        return Read(faults=tuple(wrong), lines=lines)
    file, faults = check(raw)
    if wrong:  # what is missing may stand in a line that was passed over
        file, faults = None, [*wrong, *(fault for fault in faults if fault.kind != "missing")]
    return Read(file, tuple(sorted(faults, key=lambda fault: toml_places.line_of(lines, fault.path))), lines)


def parsed(text: str) -> tuple[dict[str, Any] | None, list[RuleFault], Mapping[Path, int]]:
    """A line that cannot be read is told and passed over, so that the next ones are looked at, too.

    None: nothing can be made of it, and the faults say from where on.
    """
    told = words.BARE.sub(_quoted, toml_spelling.plainly(text)).split("\n")
    wrong: list[RuleFault] = []
    raw = None
    while raw is None:
        try:
            raw = tomllib.loads("\n".join(told))
        except tomllib.TOMLDecodeError as error:
            number = _failing(error, told)
            line = told[number - 1]
            wrong.append(RuleFault((number,), "syntax", line.partition("=")[2].strip()))
            if len(wrong) == MOST or not (_PAIR.match(line) or _ROW.match(line)):
                return None, wrong, {fault.path: int(fault.path[0]) for fault in wrong}
            told[number - 1] = ""
    lines = {**toml_places.lines("\n".join(told)), **{fault.path: int(fault.path[0]) for fault in wrong}}
    return raw, wrong, lines


def written(text: str) -> dict[str, Any]:
    """What a file without faults in its writing says, section by section."""
    return tomllib.loads(words.BARE.sub(_quoted, text))


def _failing(error: tomllib.TOMLDecodeError, told: list[str]) -> int:
    found = _AT_LINE.search(str(error))
    return int(found[1]) if found and found[1] else len(told)


def _quoted(found: re.Match[str]) -> str:
    """A day, an hour, a share as people write them is a text to TOML; a number with dots between thousands is none."""
    value = found["value"]
    if value is None:
        return found[0]
    if words.GROUPED.fullmatch(value):
        return found["is"] + re.sub(r"[. ]", "", value)
    forms = (words.DATE, words.YEAR_FIRST, words.LONG_DATE, words.TIME, words.PERCENT, words.WORDS)
    written = any(one.fullmatch(value) for one in forms)
    return f'{found["is"]}"{value}"' if written else found[0]


def read_form(told: Mapping[str, Any]) -> Read:
    """What the document worker has read of an Excel form; its rows are numbered through, sheet by sheet."""
    lines = {tuple(path): row for path, row in told["places"]}
    file, faults = check(told["written"])
    ordered = sorted(faults, key=lambda fault: toml_places.line_of(lines, fault.path))
    return Read(file, tuple(ordered), lines, tuple(told["sheets"]))


def check(raw: Mapping[str, Any]) -> tuple[CampaignFile | None, list[RuleFault]]:
    """Every section for itself first, so that one mistake hides no other; then what they say about each other."""
    values: dict[str, Any] = {}
    faults = [RuleFault((key,), "unknown", key, likely(key, SECTIONS)) for key in raw if key not in SECTIONS]
    faults += [RuleFault((key,), "missing", key) for key in NEEDED if key not in raw]
    unchanged = list(_unchanged(raw))
    for key, kind in SECTIONS.items():
        if key not in raw:
            continue
        about = values.get("campaign")
        written = _as_meant(key, raw[key], about.starts if about else _begins(raw[key]))
        try:
            values[key] = kind.validate_python(written)
        except ValidationError as error:
            faults += _faults(key, error)
            values |= _rest(key, written, error)
    faults = [
        *unchanged,
        *(fault for fault in faults if fault.path not in {rule_fault.path for rule_fault in unchanged}),
    ]
    if not unchanged:
        faults += campaign_rules.faults(values)
    return (None if faults else _file(values)), faults


def _unchanged(written: Any, path: Path = ()) -> Iterator[RuleFault]:
    """What a template has where something must be filled in, and that still stands there."""
    if isinstance(written, Mapping):
        for key, value in written.items():
            yield from _unchanged(value, (*path, key))
    elif isinstance(written, list):
        for number, value in enumerate(written):
            yield from _unchanged(value, (*path, number))
    elif isinstance(written, str) and words.PLACEHOLDER.search(written):
        yield RuleFault(path, "unchanged", written)


def _begins(written: Any) -> date | None:
    """The campaign's first day, where it is written with its year."""
    day = str(written.get("starts", "")).strip() if isinstance(written, Mapping) else ""
    day = _day(day, None) or day
    return date.fromisoformat(day) if _real(day) else None


def _as_meant(section: str, written: Any, near: date | None) -> Any:
    """Days, hours, shares, numbers and names of lists as people write them; what is none of them stays as it is."""
    written = _ungrouped(written)
    try:
        SECTIONS[section].validate_python(written)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path = [part for part in one["loc"] if isinstance(part, int) or not part.startswith("function-")]
            value = _meant(one["type"], str(one["input"]).strip(), (section, *path), near)
            if isinstance(one["input"], str) and path and value is not None:
                reduce(getitem, path[:-1], written)[path[-1]] = value
    return written


def _ungrouped(written: Any, key: str = "") -> Any:
    """A copy in which "1.240" is a number: who checks it would else take "1.000" for 1."""
    if isinstance(written, Mapping):
        return {name: _ungrouped(value, name) for name, value in written.items()}
    if isinstance(written, list):
        return [_ungrouped(value, key) for value in written]
    if key in NUMBERS and isinstance(written, str) and words.GROUPED.fullmatch(written.strip()):
        return int(re.sub(r"[. ]", "", written))
    return written


def _meant(kind: str, value: str, path: Path, near: date | None) -> str | int | float | None:
    if kind.startswith("date"):
        return _day(value, near)
    if kind.startswith(("int", "float")):
        share = words.PERCENT.fullmatch(value)
        if share:
            return float(share[1].replace(",", "."))
        return None
    if kind == "string_pattern_mismatch":
        hour = words.TIME.fullmatch(value)
        return f"{int(hour[1]):02}:{hour[2] or '00'}" if hour else None
    if kind in {"literal_error", "enum"}:
        known = words.CHOICES.get(f"{path[0]}.{path[-1]}") or words.CHOICES.get(str(path[-1]), {})
        said = fold(value)
        also = ((code, (fold(name), *words.ALSO.get(str(code), ()))) for code, name in known.items())
        return next((code for code, names in also if said in names), None)
    return None


def _day(value: str, near: date | None) -> str | None:
    """Without a year it is the one that brings it nearest to the campaign's first day."""
    turned = words.YEAR_FIRST.sub(r"\3/\2/\1", value)
    found = words.DATE.fullmatch(turned) or words.LONG_DATE.fullmatch(turned)
    if found is None or not (found[3] or near):
        return None
    day, month, year = int(found[1]), int(found[2]), int(found[3] or 0) or None
    made = nearest((day, month, year), near or date.min)
    # A day that no calendar has stays one, so that the form is told of it.
    return made.isoformat() if made else f"{year or (near or date.min).year:04}-{month:02}-{day:02}"


def _real(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _rest(section: str, written: Any, error: ValidationError) -> dict[str, Any]:
    """The section without what is wrong in it, so that the rest can still be held against the others."""
    if not isinstance(written, dict):
        return {}
    wrong = {one["loc"][0] for one in error.errors(include_url=False) if one["loc"]}
    try:
        return {section: SECTIONS[section].validate_python({k: v for k, v in written.items() if k not in wrong})}
    except ValidationError:
        return {}


def likely(key: str, known: Mapping[str, Any] | list[str]) -> str:
    """The known word that was probably meant; empty when none is near."""
    found = process.extractOne(key, list(known), score_cutoff=LIKELY)
    return found[0] if found else ""


def _faults(section: str, error: ValidationError) -> Iterator[RuleFault]:
    for one in error.errors(include_url=False):
        path = (section, *(part for part in one["loc"] if isinstance(part, int) or not part.startswith("function-")))
        context = one.get("ctx", {})
        limit = next((str(context[name]) for name in ("ge", "gt", "le", "lt") if name in context), "")
        hint = likely(str(path[-1]), _fields(section)) if one["type"] == "extra_forbidden" else limit
        yield RuleFault(path, one["type"], _shown(path, one), hint or str(context.get("expected", "")))


def _shown(path: Path, one: Mapping[str, Any]) -> str:
    """The key that is missing or unknown; else the value as it was written."""
    if one["type"] in {"missing", "extra_forbidden"}:
        return str(path[-1])
    return str(one["input"])[:60]


def _fields(section: str) -> list[str]:
    """The keys that this section, or each of its entries, may have."""
    schema = SECTIONS[section].json_schema()
    some = [schema, *schema.get("$defs", {}).values()]
    return [name for one in some for name in one.get("properties", {})]


def _file(values: Mapping[str, Any]) -> CampaignFile:
    about: About = values["campaign"]
    evenings = ("indicators", "targets", "team", "timetable", "quiet")
    parts = (*evenings, "weekly", "rounds", "cadence", "rewards", "difficulties")
    given = {name: values[name] for name in parts if name in values}
    if "timetable" in given:
        given["timetable"] = given["timetable"].model_dump(exclude_unset=True)
    plain = {name: getattr(about, name) for name in ("usual", "nights_a_week", "contacts_by")}
    extra = {name: values[name] for name in ("above", "clerk", "ledger") if name in values}
    return CampaignFile(about, values["unit"], CampaignSettings(**given, **plain), **extra)
