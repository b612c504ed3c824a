"""A plan as the document worker read it, its doubtful rows, and what the answers given since make of them. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from handlers.drafting import Body
from handlers.planning.read_plan import ReadPlan, ReadSession
from handlers.problem import BY_LOOKS, Label, Problem, number_of

# what may be right as it is written
KEEPABLE = frozenset(
    {"weekday_mismatch", "unclear", "no_time", "tentative", "set_aside", "far_away", "comment", "struck"}
)
TOLD = frozenset({"no_time", "left_out"})  # of rows about which nothing is asked


class Answer(BaseModel):
    """What the clerk said about a row. `say`: the parts that were missing or wrong."""

    verb: Literal["drop", "keep", "adopt", "say"]
    group: str | None = None
    dates: list[date] = Field(default_factory=list)
    start: str | None = None
    end: str | None = None


class PlanDraft(Body):
    """`names`: what a name of the plan means: itself (a new place), a unit's name, or nothing (no place).

    `dropped`: clear rows that do not count. `keeps`: nights that the plan no longer has stay. `whole`: what it does not
    speak of goes.
    """

    read: ReadPlan
    answers: dict[str, Answer] = Field(default_factory=dict)
    names: dict[str, str] = Field(default_factory=dict)
    dropped: list[str] = Field(default_factory=list)
    keeps: bool = False
    whole: bool = False

    def take(self, told: Mapping[str, Answer]) -> None:
        """A row may be answered part by part: first its group, then its day."""
        for row, answer in told.items():
            before = self.answers.get(row)
            parts = before is not None and before.verb == answer.verb == "say"
            said = {name: value for name, value in answer.model_dump().items() if value}
            self.answers[row] = before.model_copy(update=said) if before and parts else answer


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """One row that somebody has to look at, under the number by which people call it."""

    row: str
    problems: tuple[Problem, ...]
    held: tuple[ReadSession, ...] = ()

    @property
    def first(self) -> Problem:
        return next((problem for problem in self.problems if problem.blocking), self.problems[0])

    @property
    def blocking(self) -> bool:
        return self.first.blocking

    @property
    def keepable(self) -> bool:
        kinds = {problem.kind for problem in self.problems if problem.blocking}
        return not self.blocking or (kinds <= KEEPABLE and all(map(_whole, self.held)))


@dataclass(frozen=True, slots=True)
class WantedNight:
    """One evening of the plan; hours None where nobody has said any."""

    group: str
    night: date
    starts: str | None = None
    ends: str | None = None


def doubts(read: ReadPlan) -> tuple[RowDoubt, ...]:
    """Row by row; what holds for the whole document is no row."""
    rows: dict[Label, list[Problem]] = {}
    for problem in read.problems:
        if problem.rows and not problem.is_remark and (problem.blocking or problem.kind not in TOLD):
            rows.setdefault(problem.rows[0], []).append(problem)
    held = {read_held.row: read_held.sessions for read_held in read.held}
    return tuple(
        RowDoubt(called(row, problems[0].number), tuple(problems), held.get(row, ())) for row, problems in rows.items()
    )


def left_out(read: ReadPlan) -> tuple[Problem, ...]:
    """Parts of the document whose headings say that they do not hold."""
    return tuple(problem for problem in read.problems if problem.kind == "left_out")


def open_doubts(draft: PlanDraft) -> tuple[RowDoubt, ...]:
    return tuple(doubt for doubt in doubts(draft.read) if not _is_settled(doubt, draft.answers.get(doubt.row)))


def wanted(draft: PlanDraft) -> tuple[WantedNight, ...]:
    """The evenings that the plan means by now, without the rows that still wait."""
    rows = {doubt.row: doubt for doubt in doubts(draft.read)}
    named = {doubt.first.match: draft.answers.get(row) for row, doubt in rows.items() if not doubt.blocking}
    read_sessions = [session for read in draft.read.sessions if (session := _renamed(read, draft.read, named))]
    for row, doubt in rows.items():
        answer = draft.answers.get(row)
        if doubt.blocking and answer and answer.verb != "drop" and _is_settled(doubt, answer):
            read_sessions += [_said(held, answer) for held in doubt.held]
    meant = (
        evening
        for session in read_sessions
        for evening in _evenings(session)
        if not _is_dropped(session, evening, draft)
    )
    under = (
        replace(wanted_night, group=draft.names.get(wanted_night.group, wanted_night.group)) for wanted_night in meant
    )
    return tuple(dict.fromkeys(night for night in under if night.group))


def _is_dropped(session: ReadSession, evening: WantedNight, draft: PlanDraft) -> bool:
    """A row may have been read under another spelling than it has; Đông and Đồng are two."""
    rows = [row for row in draft.read.rows if called(row.row, row.number) in draft.dropped]
    spelt = {session.group, session.group_as_written}
    return any(evening.night in row.dates and spelt & {*row.groups} for row in rows)


def by_looks(draft: PlanDraft) -> bool:
    return any(problem.kind in BY_LOOKS for problem in draft.read.problems)


def groups(draft: PlanDraft) -> tuple[str, ...]:
    """As the plan writes them, whatever they were said to mean."""
    return tuple(dict.fromkeys(wanted_night.group for wanted_night in wanted(draft.model_copy(update={"names": {}}))))


def called(row: Label, own_number: str) -> str:
    """Rows of a sheet as its margin counts them; of a letter as they count themselves."""
    own = own_number.strip(" .)") if isinstance(row, str) and row.startswith("table") else ""
    return own or number_of(row)


def _whole(held: ReadSession) -> bool:
    return bool(held.group and held.dates and (not held.start or not held.end or held.start < held.end))


def _is_settled(doubt: RowDoubt, answer: Answer | None) -> bool:
    if answer is None:
        return False
    if not doubt.blocking or answer.verb == "drop":
        return True
    if answer.verb == "keep":
        return doubt.keepable
    return answer.verb == "say" and bool(doubt.held) and all(_whole(_said(h, answer)) for h in doubt.held)


def _said(held: ReadSession, answer: Answer) -> ReadSession:
    hours = (answer.start, answer.end) if answer.start else (held.start, held.end)
    return ReadSession(answer.group or held.group, tuple(answer.dates) or held.dates, *hours)


def _renamed(session: ReadSession, read: ReadPlan, named: dict[str, Answer | None]) -> ReadSession | None:
    """Under the name that was decided on; None for a row that was dropped."""
    written = session.group_as_written or session.group
    answer = named.get(written)
    if answer is None:
        return session
    if answer.verb == "drop":
        return None
    suggested = next(
        (problem.suggest for problem in read.problems if problem.match == written and problem.suggest), session.group
    )
    return replace(session, group=written if answer.verb == "keep" else suggested)


def _evenings(session: ReadSession) -> Iterator[WantedNight]:
    for night in session.dates:
        yield WantedNight(session.group, night, session.start, session.end)
