"""What a clerk's free text may be beside figures: answers about a draft, a pasted plan, a night that moves. Pure."""

import re
from datetime import date

from handlers import scope
from handlers.choices import load
from handlers.headcounts import asking_ledger
from handlers.headcounts import words as headcounts_words
from handlers.intents.drafts import AcceptDraft, AnswerDraft, DropDraft, PasteDraft
from handlers.intents.evening import TellCalled
from handlers.intents.intent import Intent
from handlers.intents.nights import AskNight, ChangeNight
from handlers.language import night_lines, people_names
from handlers.language.context import Plan
from handlers.language.night_lines import NightLine, OffLine, Sense, Verb
from handlers.language.tokens import fold, strip_accents
from handlers.language.unit_names import gazetteer
from handlers.language.words_answers import said_whole
from handlers.planning import plan_answers
from handlers.planning import words as planning_words
from handlers.ward_office import words
from storage.drafts import Kind
from storage.instants import Instant
from storage.lookup import Who
from storage.records import Role

FEWEST = 3  # lines of a pasted table
KINDS: tuple[Kind, ...] = ("plan", "roster", "headcounts")


def read(text: str, who: Who, written: Instant) -> Intent | None:
    """What can be nothing else."""
    if not who.has(Role.CLERK) or who.campaign is None:
        return None
    called = _called(text)
    if called is not None:
        return called
    draft = _draft(who, "plan")
    plan, today = scope.plan(who.plan), who.campaign.day(written)
    if draft is not None and plan_answers.is_answer(text) and not night_lines.tells_figures(text, plan, today):
        return AnswerDraft("plan", draft, text)
    other = next((kind for kind in KINDS if _draft(who, kind) is not None), None)
    if other and (said_whole(text) or _is_answer(text, other, plan, today)):
        return AnswerDraft(other, _draft(who, other) or 0, text)
    if _is_headed(text):
        return PasteDraft("plan", text)
    if _listed_lines(text) >= FEWEST or _under_nights(text, plan):
        return PasteDraft("plan", text, guessed=True)
    if asking_ledger.is_table(text):
        return PasteDraft("headcounts", text)
    if _is_roster(text):
        return PasteDraft("roster", text)
    counts = _draft(who, "headcounts")
    if counts is not None and headcounts_words.ORIGIN.match(fold(text)):
        return AnswerDraft("headcounts", counts, text)
    line, off_line = night_lines.read(text, plan, today), night_lines.off(text, plan, today)
    nowhere = line is not None and line.verb is Verb.CANCEL and not line.groups
    if line is not None and not (nowhere and off_line is not None and off_line.sure):
        return _change(line, plan)
    return _off(off_line, plan) if off_line is not None else None


def _is_answer(text: str, kind: Kind, plan: Plan, today: date) -> bool:
    said = fold(text).strip(" .!")
    if kind == "headcounts" and headcounts_words.COLUMN.fullmatch(said):
        return True
    about_rows = bool(planning_words.ABOUT_ROWS.match(said))
    return plan_answers.is_answer(text) and (about_rows or not night_lines.tells_figures(text, plan, today))


def _called(text: str) -> TellCalled | None:
    """'đã gọi bác Tám', 'gọi rồi 1, 3', 'đã gọi hết'; whom, in the words in which it was written."""
    raw = people_names.spelt(text)
    folded = strip_accents(raw)
    found = words.CALLED.fullmatch(folded)
    if found is None or len(raw) != len(folded) or not words.DONE.search(folded):
        return None
    missed, start = words.NO_ANSWER.search(folded), found.start("rest")
    end = missed.start() if missed else len(raw)
    but = words.BUT.search(folded, start, end)
    raw, folded = raw[start : but.start() if but else end], folded[start : but.start() if but else end]
    for around in words.AROUND.finditer(folded):
        raw = raw[: around.start()] + " " * (around.end() - around.start()) + raw[around.end() :]
    return TellCalled(raw.strip(" .,!"), missed=missed is not None)


def otherwise(text: str, who: Who) -> Intent | None:
    """What it is when it holds no figures."""
    if not who.has(Role.CLERK):
        return None
    if _dated_lines(text) >= FEWEST:
        return PasteDraft("plan", text, guessed=True)
    draft, counts = _draft(who, "plan"), _draft(who, "headcounts")
    if counts is not None and _awaits_origin(who):
        return AnswerDraft("headcounts", counts, text)
    return AnswerDraft("plan", draft, text) if draft is not None else None


def answered(intent: Intent, who: Who) -> int | None:
    """The question that is answered by it."""
    return who.question.id if isinstance(intent, AnswerDraft) and who.question else None


def _change(line: NightLine, plan: Plan) -> ChangeNight:
    units = {group.name: group.unit for group in plan.groups}
    named = tuple(tuple(units[name] for name in names) for names in line.groups)
    night, to = (day.isoformat() if day else None for day in (line.night, line.to))
    return ChangeNight(line.verb, named, night, to, line.why, near=tuple(units[name] for name in line.near))


def _off(said: OffLine, plan: Plan) -> Intent | None:
    """A night that is off, wherever in the line that stands; words that nobody understood are no order."""
    units = {group.name: group.unit for group in plan.groups}
    named = tuple(tuple(units[name] for name in names) for names in said.groups)
    night = said.night.isoformat() if said.night else None
    if said.sense in {Sense.ASKED, Sense.MAYBE}:
        flat = tuple(unit for some in named for unit in some)
        return AskNight(night, flat, left_open=said.sense is Sense.MAYBE)
    if said.sense is Sense.OWN or not said.sure:
        return None
    verb = Verb.CANCEL if said.sense is Sense.OFF else Verb.REINSTATE
    return ChangeNight(verb, named, night, None, said.why, anywhere=not named)


def _draft(who: Who, kind: Kind) -> int | None:
    """That the newest question in this chat is about."""
    drops = (one for one in _offered(who) if isinstance(one, DropDraft))
    return next((drop.draft for drop in drops if drop.kind == kind), None)


def _awaits_origin(who: Who) -> bool:
    """As long as nobody has said from when and by whom it is, there is nothing to agree to."""
    return not any(isinstance(intent, AcceptDraft) for intent in _offered(who))


def _offered(who: Who) -> list[Intent]:
    return [load(choice.intent) for choice in (who.question.choices if who.question else ())]


def _is_headed(text: str) -> bool:
    """A table: one line names when and where, lines below it hold days."""
    lines = [fold(line) for line in text.splitlines() if line.strip()]
    heads = [place for place, line in enumerate(lines) if _heads(line)]
    return (
        bool(heads)
        and sum(bool(planning_words.DAY_WRITTEN.search(line)) for line in lines[heads[0] + 1 :]) >= FEWEST - 1
    )


def _is_roster(text: str) -> bool:
    """A line of cells heads a column of names beside one of posts or telephones; lines of cells stand below it."""
    rows = [[fold(cell) for cell in words.CELLS.split(line)] for line in text.splitlines()]
    heads = (place for place, cells in enumerate(rows) if _names_people(cells))
    return any(len(cells) > 1 for place in heads for cells in rows[place + 1 :])


def _names_people(cells: list[str]) -> bool:
    named = any(words.NAMES_HEADED.fullmatch(cell.strip()) for cell in cells)
    return named and any(words.POSTS_HEADED.fullmatch(cell.strip()) for cell in cells)


def _heads(line: str) -> bool:
    plain = not planning_words.DAY_WRITTEN.search(line)
    return plain and bool(planning_words.WHEN_HEADED.search(line)) and bool(planning_words.WHERE_HEADED.search(line))


def _listed_lines(text: str) -> int:
    """Lines that hold a place, its days, and nothing that could be a count."""
    lines = [fold(line) for line in text.splitlines() if planning_words.DAY_WRITTEN.search(fold(line))]
    bare = [planning_words.LISTED_DAYS.sub(" ", planning_words.HOURS_WRITTEN.sub(" ", line)) for line in lines]
    return sum(bool(planning_words.PLACE_ALONE.fullmatch(planning_words.ABOUT_DAYS.sub(" ", line))) for line in bare)


def _under_nights(text: str, plan: Plan) -> bool:
    """Places, each alone in its line, under lines that say nothing but which night it is."""
    known = gazetteer(tuple(group.name for group in plan.groups))
    nights = places = 0
    for line in text.splitlines():
        said = planning_words.LISTED.sub("", fold(line)).strip(" .,;:")
        if planning_words.DAY_WRITTEN.search(said):
            bare = planning_words.LISTED_DAYS.sub(" ", planning_words.HOURS_WRITTEN.sub(" ", said))
            nights += not re.search(r"[a-z\d]", planning_words.ABOUT_DAYS.sub(" ", bare))
        elif nights and planning_words.PLACE_ALONE.fullmatch(said):
            places += bool(planning_words.KINDED.match(said) or known.meant(said))
    return nights > 0 and places >= FEWEST


def _dated_lines(text: str) -> int:
    return sum(bool(planning_words.DAY_WRITTEN.search(fold(line))) for line in text.splitlines())
