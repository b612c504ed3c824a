"""The end of an evening: its leader is asked once for all that is missing, again, then the deputy, then next morning.

Each step looks at the truth when its turn comes: what has been told is not asked for.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from handlers import texts as common
from handlers.counts import readback
from handlers.markup import Markup
from handlers.texts import Pronouns
from handlers.tonight import scene, texts
from handlers.tonight.scene import Scene
from storage import absences, difficulties, occasions, sessions, shifts
from storage.database import Rows
from storage.ids import Ids
from storage.instants import HOUR, MINUTE, Instant, at, local
from storage.records import Question
from storage.sending import Dropped, Held, Made, Waiting, Worded
from storage.sessions import HeldSession
from storage.shifts import EXPECTED, ShiftMember

JUST_NOW = 10 * MINUTE  # whoever was asked so lately is not asked again
A_STEP = 15 * MINUTE  # between two steps of the ladder
GONE = Dropped("void", "the night has changed")
TOLD = Dropped("void", "the result is there already")
ASKED = Dropped("void", "it was asked just now")


@dataclass(frozen=True, slots=True)
class _Asking:
    """One row of the ladder with all that its words stand on."""

    waiting: Waiting
    night: HeldSession
    scene: Scene
    now: Instant
    put_off: Mapping[int, Instant]
    asked: Mapping[str, Instant | None]  # when each step of the ladder was said; null while it waits

    @property
    def pair(self) -> Pronouns:
        return common.pronouns(self.scene.people[self.waiting.message.person_id or 0])

    @property
    def unit(self) -> str:
        return self.scene.unit(self.night.session).name

    @property
    def example(self) -> str:
        campaign = self.scene.campaign(self.night.session)
        return common.target(campaign) if self.lacks else common.count(campaign)

    @property
    def lacks(self) -> Markup:
        """Of a night that was reported without its count: what was told, and what alone is still asked for."""
        campaign = self.scene.campaign(self.night.session)
        return readback.lacks(self.pair, self.unit, self.night, campaign, self.waiting.message.person_id or 0)

    def lately(self, kind: str, person: int, within: Instant) -> bool:
        """Whether this step is being asked of this person, or was within so long."""
        key = occasions.key(kind, f"session/{self.night.session.id}", self.night.session.version, person)
        said = self.asked.get(key, 0)
        return said is None or said > self.now - within


def _recipe(
    decide: Callable[[_Asking], Made | Markup],
) -> Callable[[Rows, Sequence[Waiting], Instant, Ids], Awaitable[dict[int, Made]]]:
    """A step of the ladder as a recipe: words become a message that awaits a count."""

    async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
        made: dict[int, Made] = {}
        for asking in await _askings(read, waiting, now):
            gone = scene.changed(asking.waiting, asking.night.session)
            text = GONE if gone else TOLD if asking.scene.counted(asking.night) else decide(asking)
            made[asking.waiting.message.id] = _asked(asking, text, ids) if isinstance(text, Markup) else text
        return made

    return word


async def _askings(read: Rows, waiting: Sequence[Waiting], now: Instant) -> list[_Asking]:
    seen = await scene.of_messages(read, waiting, now)
    put_off = await absences.postponed(read, seen.nights)
    keys = {key for one in waiting for key in _earlier(one, seen)}
    asked = await occasions.said(read, keys)
    nights = ((one, seen.nights[int(one.message.params["session"])]) for one in waiting)
    return [_Asking(one, night, seen, now, put_off.get(night.session.id, {}), asked) for one, night in nights]


def _earlier(one: Waiting, seen: Scene) -> set[str]:
    """The steps of this ladder that may have been said already: to the person, to the leader."""
    session = seen.nights[int(one.message.params["session"])].session
    leader = seen.head(session)
    people = {one.message.person_id or 0, leader.id if leader else 0}
    return {occasions.key("closeout", f"session/{session.id}", session.version, person) for person in people}


def _asked(one: _Asking, words: Markup, ids: Ids) -> Worded:
    session, person = one.night.session, one.waiting.message.person_id or 0
    return Worded(str(words), Question(ids(), "count", one.waiting.chat.id, person, session.id, _until(one)))


def _until(one: _Asking) -> Instant:
    return max(one.night.session.locks_at, one.now)


def _again(one: _Asking) -> Made | Markup:
    person, until = one.waiting.message.person_id or 0, int(one.waiting.message.params.get("until", 0))
    if one.put_off.get(person, 0) > until:
        return Dropped("void", "put off by the person")
    if one.lately("closeout", person, JUST_NOW):
        return ASKED
    return texts.again(one.pair, one.unit, one.lacks)


def _deputy(one: _Asking) -> Made | Markup:
    session, leader = one.night.session, one.scene.head(one.night.session)
    hours = one.scene.campaign(session).settings.timetable
    late = at(session.night, hours.late, one.scene.campaign(session).zone)
    put_off = min(max(one.put_off.values(), default=0) + A_STEP, late)
    if put_off > one.now:
        return Held(put_off, "put off by the leader")
    if leader and one.now < late and one.lately("closeout", leader.id, A_STEP):
        return Held(min(one.now + A_STEP, late), "the leader was asked just now")
    return texts.to_deputy(one.pair, one.unit, leader, one.example, one.lacks)


def _missing(one: _Asking) -> Made | Markup:
    session = one.night.session
    if one.lately("closeout", one.waiting.message.person_id or 0, HOUR):
        return ASKED
    until = local(session.locks_at, one.scene.campaign(session).zone)
    return texts.missing(one.pair, one.unit, session.night, until, one.lacks)


word_again, word_deputy, word_missing = map(_recipe, (_again, _deputy, _missing))


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """Everything that is still missing, in one message: the count, who came, what is in the way; and tomorrow."""
    seen = await scene.of_messages(read, waiting, now)
    following = await _following(read, list(seen.nights.values()))
    back = await difficulties.revisits(read, seen.nights)
    made: dict[int, Made] = {}
    for one in waiting:
        night = seen.nights[int(one.message.params["session"])]
        asking = _Asking(one, night, seen, now, {}, {})
        owed = [member for member in seen.team(night.session) if member.shift.state in EXPECTED]
        if scene.changed(one, night.session):
            made[one.message.id] = GONE
        elif seen.counted(night):
            made[one.message.id] = _attendance(asking, owed, ids) if owed else TOLD
        else:
            ask = (
                asking.lacks + common.please_add(asking.pair, asking.example)
                if asking.lacks
                else common.close_out(asking.pair, asking.unit, night.session.night, asking.example)
            )
            rest = [texts.attendance_owed(asking.pair, len(owed))] if owed else []
            again = [texts.revisit(asking.pair, back[night.session.id])] if night.session.id in back else []
            more = [*rest, *again, texts.difficulties_too(asking.pair), _tomorrow(asking, following)]
            made[one.message.id] = _asked(asking, common.lines(ask, *more), ids)
    return made


def _attendance(one: _Asking, owed: Sequence[ShiftMember], ids: Ids) -> Worded:
    session = one.night.session
    words = common.lines(
        texts.only_attendance(one.pair, one.unit, session.night),
        texts.attendance_owed(one.pair, len(owed)),
    )
    person = one.waiting.message.person_id or 0
    question = Question(ids(), "attendance", one.waiting.chat.id, person, session.id, _until(one))
    return Worded(str(words), question)


def by_force(team: Sequence[ShiftMember]) -> dict[str, int]:
    """How many of each force, in the team's own order."""
    return {force: len(list(some)) for force, some in groupby(team, key=lambda one: one.shift.force)}


def _tomorrow(one: _Asking, following: Mapping[tuple[int, date], dict[str, int]]) -> Markup:
    session = one.night.session
    key = (session.unit_id, session.night + timedelta(days=1))
    return texts.tomorrow(one.unit, following[key]) if key in following else Markup("")


async def _following(read: Rows, nights: Sequence[HeldSession]) -> dict[tuple[int, date], dict[str, int]]:
    """The teams of the nights after these, by unit and night."""
    ahead = await sessions.of_units(read, {night.session.unit_id for night in nights})
    wanted = {(night.session.unit_id, night.session.night + timedelta(days=1)) for night in nights}
    found = {
        (night.session.unit_id, night.session.night): night.session.id
        for some in ahead.values()
        for night in some
        if night.session.planned and (night.session.unit_id, night.session.night) in wanted
    }
    teams = await shifts.team(read, list(found.values()))
    return {
        key: by_force([m for m in teams.get(session, ()) if m.shift.state in EXPECTED])
        for key, session in found.items()
    }
