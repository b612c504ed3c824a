"""Recipes for those who have a place: the shift, the reminder, what was moved, called off, what is open.

Several of one kind for one person become one message, with one question for all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts as common
from handlers.intents.intent import Choosable
from handlers.intents.shifts import AnswerShifts, LeavePlace, TakePlace
from handlers.markup import Markup
from handlers.outcome import question_of
from handlers.shifts import texts
from handlers.shifts.texts import SessionTime
from handlers.texts import Pronouns
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.scene import Scene
from storage import absences, shifts
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, HOUR, MINUTE, Instant
from storage.records import Person, Session
from storage.sending import Dropped, Held, Made, Waiting, Worded
from storage.shifts import EXPECTED, Shift, ShiftState

ASKS_AGAIN = 10 * MINUTE  # whether a clerk has agreed by now
CHANGED = Dropped("void", "the shift has changed")
KNOWN = Dropped("void", "the person has just said yes")
TOGETHER = Dropped("void", "said together with another")


@dataclass(frozen=True, slots=True)
class _One:
    """A message about a shift, and what its words stand on."""

    waiting: Waiting
    shift: Shift
    scene: Scene
    now: Instant

    @property
    def session(self) -> Session:
        return self.scene.nights[self.shift.session_id].session

    @property
    def person(self) -> Person:
        return self.scene.people[self.waiting.message.person_id or 0]

    @property
    def pair(self) -> Pronouns:
        return common.pronouns(self.person)

    @property
    def when(self) -> SessionTime:
        return when(self.scene, self.session)

    @property
    def leader(self) -> Person | None:
        return self.scene.head(self.session)

    @property
    def mates(self) -> list[str]:
        """Who else comes."""
        return tonight_texts.names(
            [
                shift_member.person
                for shift_member in self.scene.team(self.session)
                if shift_member.person.id != self.shift.person_id
            ]
        )

    @property
    def today(self) -> date:
        return self.scene.campaign(self.session).day(self.now)

    @property
    def version(self) -> str:
        return str(self.waiting.message.params["version"])

    @property
    def holds(self) -> bool:
        return self.version == f"{self.session.version}.{self.shift.version}" and self.session.planned


def when(seen: Scene, session: Session) -> SessionTime:
    return SessionTime(seen.unit(session).name, session.night, session.starts, session.ends)


async def _ones(read: Rows, waiting: Sequence[Waiting], now: Instant) -> list[_One]:
    known = await shifts.by_id(read, {int(one.message.params["shift"]) for one in waiting})
    people = {one.message.person_id or 0 for one in waiting} | {shift.person_id for shift in known.values()}
    seen = await scene.of_sessions(read, {shift.session_id for shift in known.values()}, people, now)
    return [_One(one, known[int(one.message.params["shift"])], seen, now) for one in waiting]


def _together(
    decided: Sequence[tuple[_One, Dropped | Held | Markup]],
    tail: Markup,
    options: Callable[[Sequence[_One]], Mapping[str, Choosable]],
    ids: Ids,
) -> dict[int, Made]:
    """One message per person, on the first of their rows; the rest is said with it."""
    made: dict[int, Made] = {}
    lines: dict[int, list[tuple[_One, Markup]]] = {}
    for one, text in decided:
        made[one.waiting.message.id] = TOGETHER if isinstance(text, Markup) else text
        if isinstance(text, Markup):
            lines.setdefault(one.person.id, []).append((one, text))
    for some in lines.values():
        first, asked = some[0][0], [one for one, _ in some if one.shift.state in EXPECTED | {ShiftState.DECLINED}]
        offered = options(asked) if asked else {}
        words = common.lines(*(said for _, said in some), tail if offered else "")
        until = first.now + DAY
        question = question_of(first.waiting, offered.items(), until, ids, "shift") if offered else None
        made[first.waiting.message.id] = Worded(str(words), question)
    return made


def _answers(yes: str) -> Callable[[Sequence[_One]], Mapping[str, Choosable]]:
    def options(some: Sequence[_One]) -> Mapping[str, Choosable]:
        offers = tuple((one.shift.id, one.shift.version) for one in some)
        return {yes: AnswerShifts(offers, going=True), texts.BUSY: AnswerShifts(offers, going=False)}

    return options


async def word_shift(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The day before: where, when, who leads; coming or not?"""
    decided = [(one, _shift(one)) for one in await _ones(read, waiting, now)]
    return _together(decided, texts.go_or_busy(), _answers(texts.GO), ids)


def _shift(one: _One) -> Dropped | Markup:
    accepted = one.shift.state is ShiftState.ACCEPTED
    if not one.holds or one.shift.state not in EXPECTED:
        return CHANGED
    if accepted and one.shift.changed > one.now - HOUR:
        return KNOWN
    return texts.shift(one.pair, one.when, one.today, one.leader, one.mates, accepted=accepted)


async def word_remind(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The same evening, for who said yes."""
    decided = [(one, _remind(one)) for one in await _ones(read, waiting, now)]
    return _together(decided, Markup(""), _answers(texts.STILL), ids)


def _remind(one: _One) -> Dropped | Markup:
    if not one.holds or one.shift.state is not ShiftState.ACCEPTED:
        return CHANGED
    return texts.remind(one.pair, one.when, one.leader, one.mates)


async def word_moved(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """Old and new, once; and coming or not, since the yes was for another night."""
    decided = [(one, _moved(one)) for one in await _ones(read, waiting, now)]
    return _together(decided, texts.go_or_busy(), _answers(texts.GO), ids)


def _moved(one: _One) -> Dropped | Markup:
    if one.version != str(one.session.version) or not one.session.planned:
        return CHANGED
    params = one.waiting.message.params
    old = SessionTime(one.when.unit, date.fromisoformat(str(params["night"])), str(params["starts"]), None)
    if one.shift.state is ShiftState.DECLINED:
        return texts.moved_onto_another(one.pair, one.when, old)
    if one.shift.state not in EXPECTED:
        return CHANGED
    if (old.night, old.starts) == (one.session.night, one.session.starts):
        return texts.takes_place_again(one.when)
    return texts.moved(one.when, old)


async def word_called_off(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    ones = await _ones(read, waiting, now)
    open_ = await absences.open_excuses(read, [one.session.id for one in ones])
    decided = [(one, _called_off(one, asked=one.session.id in open_)) for one in ones]
    return _together(decided, Markup(""), lambda _some: {}, ids)


def _called_off(one: _One, *, asked: bool) -> Dropped | Held | Markup:
    """Tonight cannot wait; of a later night nobody hears before the clerk has agreed, unless the word runs out."""
    if asked and one.session.night > one.today and one.now + 2 * ASKS_AGAIN < (one.waiting.message.not_after or 0):
        return Held(one.now + ASKS_AGAIN, "the clerk has not agreed yet")
    if one.version != str(one.session.version) or one.session.planned:
        return CHANGED
    return texts.called_off(one.pair, one.when)


async def word_swap(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """An open place, offered to somebody of the same force; one after the other where there are several."""
    made: dict[int, Made] = {}
    for one in await _ones(read, waiting, now):
        if one.shift.state is not ShiftState.DECLINED or one.version != str(one.shift.version):
            made[one.waiting.message.id] = Dropped("void", "somebody else was quicker")
            continue
        words = texts.swap(one.pair, one.when, one.scene.people[one.shift.person_id])
        options = {
            texts.GO: TakePlace(one.shift.id, one.shift.version),
            texts.BUSY: LeavePlace(),
        }
        question = question_of(one.waiting, options.items(), now + DAY, ids, "swap")
        made[one.waiting.message.id] = Worded(str(common.lines(words, texts.go_or_busy())), question)
    return made
