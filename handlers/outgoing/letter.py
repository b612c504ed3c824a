"""The weekly letter: what it says as of an instant, how it is frozen, and what has changed since it was issued.

`drafted`, `missing`, `final` and `alarm` are its steps in the chat, which the clock has said (deadlines.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers import texts as common
from handlers.markup import Markup
from handlers.outgoing import texts
from handlers.progress import pace
from handlers.texts import Pronouns, number, percent
from storage import campaigns, difficulties, fieldwork, letters, people, reckoning, units
from storage.database import Rows
from storage.instants import Instant, at, local
from storage.letters import LetterIssued
from storage.progress import Owed, Part, Progress, Scope
from storage.settings import Weekly

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DEFAULT = Weekly()
Changed = tuple[str, int | None, int]  # a unit: what was said, None where nothing was told yet, and what is known
MET = ("stuck", "refused", "no_phone", "absent")  # what stands in the way at the doors, the worst first


@dataclass(frozen=True, slots=True)
class Letter:
    """`fields`: what the template's names stand for; `rows`: one for each unit of its table."""

    scope: Scope
    as_of: Instant
    week: tuple[date, date]
    fields: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    totals: Mapping[str, int]
    owed: tuple[Owed, ...]

    def body(self, number_: int | None) -> dict[str, Any]:
        fields = {**self.fields, "so": texts.numbered(number_)}
        return {"fields": fields, "rows": {"dia_ban": [dict(row) for row in self.rows]}}


def due_day(weekly: Weekly, day: date) -> date:
    """The next day on which a letter is due, today included."""
    return day + timedelta(days=(weekly.due_on - day.weekday()) % 7)


def due_text(scope: Scope, as_of: Instant) -> str:
    weekly = scope.campaign.settings.weekly or DEFAULT
    return texts.due_at(due_day(weekly, scope.campaign.day(as_of)), weekly.due)


async def written(read: Rows, scope: Scope, as_of: Instant) -> Letter:
    """Of the seven nights before the day on which it is due, beside the seven before those."""
    campaign, weekly = scope.campaign, scope.campaign.settings.weekly or DEFAULT
    due = due_day(weekly, campaign.day(as_of))
    week, until = due - WEEK, due - DAY
    since = min(max(week, campaign.starts), until) if scope.one_campaign else week
    progress = await reckoning.of_unit(read, scope, as_of, week - WEEK)
    missing_ = await reckoning.missing(read, progress, campaign.starts if scope.one_campaign else since)
    owed = [one for one in missing_ if since <= one.night <= until]
    shown = local(as_of, campaign.zone)
    start = progress.start
    now, before = (pace.told_within(progress.evenings, first, first + WEEK - DAY) for first in (week, week - WEEK))
    counted = campaign.settings.name_of(progress.indicator)
    fields = {
        "co_quan": texts.office(scope.unit),
        "dia_danh_ngay": texts.place_and_day(scope.unit, shown),
        "trich_yeu": texts.subject(_title(scope), (since, min(until, progress.day))),
        "ket_qua": texts.total(
            counted, progress.told, progress.headcount, shown, [unit.name for unit in progress.uncounted]
        ),
        "trong_tuan": texts.within_week(counted, now, before),
        "so_voi_truoc_dot": texts.since_before(
            progress.added, start.value if start else 0, start.as_of if start else None
        ),
        "bao_cao": texts.reports(pace.rates(progress.evenings, since, until)),
        "thieu": texts.missing(
            [(one.unit.name, one.night) for one in owed], sum(one.night < since for one in missing_)
        ),
        **await _told_of(read, progress, (since, until)),
        "ky_thay": texts.SIGNED_FOR,
        "chuc_vu": texts.SIGNS,
        "noi_nhan": "\n".join(f"- {line}" for line in texts.RECIPIENTS),
        "tong_so": number(progress.headcount.value) if progress.headcount else "",
        "ty_le": _share(progress.told, progress.headcount.value if progress.headcount else 0),
        "tong_cong": number(progress.told) if progress.told is not None else "",
        "tong_tuan": number(now) if now is not None else "",
    }
    rows = tuple(_row(place, part, progress, since) for place, part in enumerate(progress.parts, start=1))
    told = {str(part.unit.id): part.total(progress.indicator) for part in progress.parts}
    totals = {unit: total for unit, total in told.items() if total is not None}
    return Letter(scope, as_of, (since, until), fields, rows, totals, tuple(owed))


async def _told_of(read: Rows, found: Progress, days: tuple[date, date]) -> dict[str, str]:
    """What was done and met, and the last announcement; of a single campaign, since above there are only sums."""
    if not found.scope.one_campaign:
        return dict.fromkeys(("da_lam", "kho_khan", "thong_bao"), "")
    since, until = days
    settings, zone = found.campaign.settings, found.campaign.zone
    known = [code for kind in MET if (code := common.code_of(settings, kind))]
    met = await fieldwork.met(read, found, known, days)
    named = await units.by_id(read, {unit for counts in met.values() for unit in counts}) if met else {}
    doors = [
        (settings.name_of(code), {named[unit].name: value for unit, value in met[code].items()})
        for code in known
        if code in met
    ]
    told = {
        part.unit.id: sum(e.reported for n, e in part.evenings.items() if since <= n <= until) for part in found.parts
    }
    turnout = await fieldwork.turnout(read, found, days)
    causes = await difficulties.met(read, found.campaign.id, found.unit.id, days, found.as_of)
    where = await units.by_id(read, {one.unit_id for one in causes}) if causes else {}
    named_units = {id_: one.name for id_, one in where.items()}
    announced = await campaigns.announced(read, found.campaign.id)
    spoken = announced is not None and announced <= found.as_of
    return {
        "da_lam": texts.done(sum(told.values()), sum(map(bool, told.values())), turnout),
        "kho_khan": texts.met(doors, causes, named_units),
        "thong_bao": texts.announced(local(announced, zone)) if announced and spoken else "",
    }


async def _final(read: Rows, letter: Letter) -> dict[str, Any]:
    """The report of the whole campaign, from its first night on."""
    scope, campaign = letter.scope, letter.scope.campaign
    progress = await reckoning.of_unit(read, scope, letter.as_of, campaign.starts)
    owed = await reckoning.missing(read, progress, campaign.starts)
    whole = progress.headcount.value if progress.headcount else 0
    need = pace.needed(campaign.settings.target.percent, whole)
    body = letter.body(None)
    told = {
        "trich_yeu": texts.final_subject(_title(scope)),
        "muc_tieu": texts.against_goal(campaign.settings.target, need, progress.told)
        if whole and progress.told is not None
        else "",
        "bao_cao": texts.reports(pace.rates(progress.evenings, campaign.starts, progress.day), texts.WHOLE_WARD),
        "thieu": texts.missing([(one.unit.name, one.night) for one in owed]),
        **await _told_of(read, progress, (campaign.starts, progress.day)),
    }
    return {**body, "fields": {**body["fields"], **told}}


async def filled(read: Rows, letter: Letter, kind: str) -> Mapping[str, Any]:
    """What its template of this kind is filled with, before it is issued."""
    return await _final(read, letter) if kind == "final" else letter.body(None)


async def next_issue(read: Rows, letter: Letter, id_: int, person: int, now: Instant, template: str) -> LetterIssued:
    """A fact: this letter, frozen under the next number, with the template of this digest."""
    where = (letter.scope.campaign.id, letter.scope.unit.id)
    before = await letters.last(read, *where)
    number_ = before.number + 1 if before else 1
    return LetterIssued(
        id_, *where, number_, letter.as_of, letter.week[1], letter.body(number_), letter.totals, now, person, template
    )


async def corrections(read: Rows, scope: Scope, issued: LetterIssued, now: Instant) -> list[Changed]:
    """By the letter's own units what it said, and what it would say now about the same nights."""
    after, on = issued.cut_off + DAY, scope.campaign.day(issued.as_of)
    progress = await reckoning.of_unit(read, scope, now, after, on)
    later = {part.unit.id: pace.told_within(part.evenings, after, progress.day) or 0 for part in progress.parts}
    then = await reckoning.of_unit(read, scope, issued.as_of, after)
    early = {part.unit.id: pace.told_within(part.evenings, after, then.day) or 0 for part in then.parts}
    return [
        (part.unit.name, said, known)
        for part in progress.parts
        for total in [issued.totals.get(str(part.unit.id))]
        for said in [None if total is None else total - early.get(part.unit.id, 0)]
        for known in [(part.total(progress.indicator) or 0) - later[part.unit.id]]
        if (said or 0) != known
    ]


def slip(scope: Scope, issued: LetterIssued, changed: list[Changed], now: Instant) -> dict[str, Any]:
    """The letter's own head, under the day of the slip, over what has changed."""
    zone = scope.campaign.zone
    said = local(issued.as_of, zone)
    fields = {
        **{name: issued.body["fields"][name] for name in ("co_quan", "ky_thay", "chuc_vu", "noi_nhan")},
        "dia_danh_ngay": texts.place_and_day(scope.unit, local(now, zone)),
        "trich_yeu": texts.slip_subject(issued.number, said),
        "thay_doi": "\n".join(texts.corrected(*one) for one in changed),
    }
    return {"fields": fields, "rows": {}}


def drafted(letter: Letter, p: Pronouns) -> Markup:
    return texts.draft(p, letter.week[1], due_text(letter.scope, letter.as_of), _names(letter))


def final(letter: Letter, p: Pronouns) -> Markup:
    return texts.final(p, due_text(letter.scope, letter.as_of), _names(letter))


async def in_words(read: Rows, scope: Scope, as_of: Instant, p: Pronouns) -> Markup:
    """What stands in its first lines, where the file could not be made."""
    letter = await written(read, scope, as_of)
    main = [letter.fields[name] for name in ("ket_qua", "trong_tuan", "bao_cao", "thieu")]
    return texts.letter_without_file(p, due_text(scope, as_of), main)


async def missing(read: Rows, scope: Scope, as_of: Instant, p: Pronouns) -> Markup:
    letter = await written(read, scope, as_of)
    heads = await people.heads(read, [one.unit.id for one in letter.owed], as_of) if letter.owed else {}
    owed = [(one.unit.name, one.night, heads.get(one.unit.id)) for one in letter.owed]
    return texts.still_owed(p, due_text(scope, as_of), owed)


async def alarm(_read: Rows, scope: Scope, as_of: Instant, p: Pronouns) -> Markup:
    return texts.alarm(p, due_text(scope, as_of))


async def is_issued(read: Rows, scope: Scope, due: date) -> bool:
    """Whether a letter has gone out since the one before was due."""
    weekly = scope.campaign.settings.weekly or DEFAULT
    last = await letters.last(read, scope.campaign.id, scope.unit.id)
    return last is not None and last.issued > at(due - WEEK, weekly.due, scope.campaign.zone)


def _title(scope: Scope) -> str:
    return scope.campaign.name if scope.one_campaign else texts.running_below(scope.unit)


def _names(letter: Letter) -> list[str]:
    return list(dict.fromkeys(owed.unit.name for owed in letter.owed))


def _row(place: int, part: Part, found: Progress, since: date) -> dict[str, str]:
    whole, total = part.whole, part.total(found.indicator)
    nights = [evening for night, evening in part.evenings.items() if since <= night < since + WEEK]
    week = number(sum(evening.total for evening in nights)) if any(evening.counted for evening in nights) else ""
    return {
        "stt": str(place),
        "ten": part.unit.name,
        "tong_so": number(whole) if whole else "",
        "tuan": texts.NOT_TOLD if not week and any(evening.owed for evening in nights) else week,
        "den_nay": "" if total is None else number(total),
        "ty_le": _share(total, whole),
    }


def _share(total: int | None, whole: int) -> str:
    return percent(total, whole, 2) if whole and total is not None else ""
