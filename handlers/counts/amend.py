"""An edited message corrects the report that it had made, when its figures really changed; never a second count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers import texts as common
from handlers.counts import free_text, readback, report, slips
from handlers.counts.readback import AppliedReport
from handlers.intents.reports import Amend, Report, Telling
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say
from handlers.reader.reading import Mode
from handlers.rights import clerk_of, closed_to, may_tell, may_tell_all
from storage import lookup, reports, sessions, updates
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner, Who
from storage.records import Event, EventKind, Person
from storage.sessions import HeldSession
from storage.standing import Reported, Standing


@dataclass
class _Ledger:
    """What stands, session by session, while an old saying is taken back and a new one put in its place."""

    request: Request
    person: Person
    clerk: bool
    cause: str
    history: dict[int, tuple[Event, ...]]
    standing: dict[int, Standing]
    facts: list[Reported] = field(default_factory=list)

    def take_back(self, old: Event) -> None:
        self._say(old.session_id, EventKind.UNDO, {}, undoes=old.id)

    def tell(self, session: int, telling: Telling) -> None:
        kind = EventKind.ADD if telling.mode is Mode.ADD else EventKind.SET
        self._say(session, kind, telling.values, instead_of=telling.instead_of)

    def _say(
        self,
        session: int,
        kind: EventKind,
        figures: Mapping[str, int],
        undoes: int | None = None,
        instead_of: Mapping[str, int] | None = None,
    ) -> None:
        before, heard = self.standing[session], self.request
        where = (heard.ids(), session, before.version + 1, kind, self.person.id, figures, self.cause)
        named = instead_of or {}
        event = Event(*where, heard.written, heard.at, by_clerk=self.clerk, instead_of=named, undoes=undoes)
        fact = Reported(event, before, self.history[session])
        self.history[session] = (*self.history[session], event)
        self.standing[session] = fact.after
        self.facts.append(fact)


async def tells_first(intent: Amend, read: Rows) -> bool:
    """Nothing was recorded of the message, and it was really edited: it is answered as if it had been sent so.

    What adds to a figure is not: it may have been added by the answer to a question about this very message.
    """
    if await reports.made_by(read, intent.original):
        return False
    before = (await updates.digests(read, {intent.original})).get(intent.original)
    adding = isinstance(intent.fresh, Report) and any(t.mode is Mode.ADD for t in intent.fresh.tellings)
    return before != intent.digest and not adding


async def amend(intent: Amend, request: Request, who: Who, read: Rows) -> Outcome:
    """Silent when nothing that counts has changed: platforms also tell of edits that nobody made."""
    events = await reports.made_by(read, intent.original)
    if events and isinstance(who, Campaigner):
        return await _again(intent, events, request, who, read)
    before = (await updates.digests(read, {intent.original})).get(intent.original)
    if before == intent.digest or not isinstance(intent.fresh, Report):
        return Outcome()
    return say(request, who, common.edit_unclear(common.pronouns(who.person)))


async def _again(intent: Amend, said: Sequence[Event], request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if said[0].person_id != who.person.id or _is_overtaken(said, request):
        return Outcome()
    stands = await sessions.by_id(read, {event.session_id for event in said})
    if not all(may_tell(who, night.session.unit_id) for night in stands.values()):
        return Outcome()  # what was told under a post that has ended stays as it was told
    first = stands[said[0].session_id].session
    units = await report.units_at(read, {night.session.unit_id for night in stands.values()}, who, request)
    days = [who.campaign.day(intent.sent), who.campaign.day(request.written)]
    again = free_text.again(intent.said, who, (units[first.unit_id], first.night), days)
    if again is None:
        return say(request, who, common.edit_unclear(p))
    if not may_tell_all(who, again.tellings):
        return await report.refuse(again, request, who, read)
    units = await report.units_told(read, again.tellings, who, request)
    found = [(units[t.unit_id].night(date.fromisoformat(t.night)), t) for t in again.tellings]
    wanted = [(night, telling) for night, telling in found if night is not None]
    if len(wanted) < len(found):
        return say(request, who, common.edit_unclear(p))
    if _alike(said, wanted):
        return Outcome()
    nights = await sessions.by_id(read, {*stands, *(night.session.id for night, _ in wanted)})
    closed = next((night for night in nights.values() if closed_to(who, night.session, request.at)), None)
    if closed:
        (only, telling), *more = wanted
        if (
            only.session.id == closed.session.id
            and not more
            and {event.session_id for event in said} == {closed.session.id}
        ):
            unit = units[closed.session.unit_id].unit
            return await slips.propose(closed, unit, telling.values, request, who, read)
        since = local(closed.session.locks_at, who.campaign.zone)
        return say(request, who, common.locked_edit(p, since))
    history = {id_: await reports.history(read, id_) for id_ in nights}
    standing = {id_: night.standing for id_, night in nights.items()}
    clerk = all(clerk_of(who, night.session.unit_id) for night in nights.values())
    ledger = _Ledger(request, who.person, clerk, intent.original, history, standing)
    for old in reversed(said):
        ledger.take_back(old)
    for night, telling in wanted:
        ledger.tell(night.session.id, telling)
    words = await _shown(ledger, nights, who, read)
    return say(request, who, words, *ledger.facts)


def _is_overtaken(said: Sequence[Event], request: Request) -> bool:
    """A later edit of it was heard before; unless our own clock has gone back meanwhile, and tells nothing."""
    last = max(said, key=lambda event: event.written)
    return request.written < last.written and request.at >= max(event.heard for event in said)


def _alike(said: Sequence[Event], wanted: Sequence[tuple[HeldSession, Telling]]) -> bool:
    old = [(event.session_id, event.kind is EventKind.ADD, dict(event.figures)) for event in said]
    new = [(night.session.id, telling.mode is Mode.ADD, dict(telling.values)) for night, telling in wanted]
    return len(old) == len(new) and all(one in new for one in old)


async def _shown(ledger: _Ledger, nights: Mapping[int, HeldSession], who: Campaigner, read: Rows) -> Markup:
    """Before → after of every night that is touched, and the new totals."""
    p, campaign = common.pronouns(who.person), who.campaign
    places = {group.unit.id: group.unit for group in who.plan}
    touched = {night.session.unit_id: places[night.session.unit_id] for night in nights.values()}
    units = await lookup.own_units(read, touched, dict.fromkeys(touched, campaign), ledger.request.at)
    last = {fact.event.session_id: fact for fact in ledger.facts}
    lines: list[Markup] = []
    for id_, night in nights.items():
        changes = readback.changes(night.standing, ledger.standing[id_], campaign, ())
        unit = touched[night.session.unit_id]
        lines.append(common.recorded(p, readback.where(unit.name, night.session, campaign), changes, corrected=True))
    applied_reports = [AppliedReport(units[night.session.unit_id], night, last[id_]) for id_, night in nights.items()]
    totals = [readback.progress(unit, applied_reports, campaign) for unit in units.values()]
    return common.lines(*lines, *totals)
