"""Who changed which figure or post, when, by which channel, from what to what: for heads of their unit, for clerks."""

from handlers import scope
from handlers import texts as common
from handlers.counts import texts_past
from handlers.intents.posts import ShowHistory
from handlers.language import night_lines, people_names
from handlers.language.nights import Towards
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say
from handlers.people import texts
from handlers.people.texts import Past
from storage import history, notes, people
from storage.database import Rows
from storage.instants import Instant, local
from storage.lookup import Campaigner, Who
from storage.notes import Note
from storage.records import Role, Unit

SHOWN = 12  # lines; more do not fit the smallest channel


async def show_history(intent: ShowHistory, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of a unit, and of a night or a person, where they are named."""
    reach = await scope.reach(read, who, scope.READS)
    line = night_lines.lined(intent.text, scope.plan(who.plan), who.campaign.day(request.written))
    unit, night = _unit(intent.text, reach, who, others=bool(line.groups)), line.day(Towards.BACK)
    person = await _person(_without_places(intent.text, line), reach, request.at, read)
    if unit is None or (intent.text.strip() and not (line.groups or night or person or intent.anywhere)):
        known = next((group.unit.name for group in who.plan), "")
        return say(request, who, texts.which_history(common.pronouns(who.person), known))
    day = night.isoformat() if night else ""
    figures = await history.figures_of_unit(read, unit.id, SHOWN + 1, day, person[0] if person else 0)
    posts = () if night or person else await history.of_unit(read, unit.id, SHOWN + 1)
    lines: list[tuple[Instant, Markup]] = [
        *((one.at, texts.past(_past(one, who))) for one in posts),
        *((one.at, texts.past_figures(one, local(one.at, who.campaign.zone), _names(who))) for one in figures),
        *(await _beside(unit, day, who, read) if not person else ()),
        *[(note.heard, await _attached(note, who, read)) for note in await _notes(unit, day, read)],
    ]
    newest = [words for _, words in sorted(lines, key=lambda one: one[0], reverse=True)]
    title = texts.history_of(unit.name, night, person[1] if person else "")
    return say(request, who, texts.history(title, newest[:SHOWN], more=len(newest) > SHOWN and who.has(Role.CLERK)))


async def _beside(unit: Unit, day: str, who: Campaigner, read: Rows) -> list[tuple[Instant, Markup]]:
    """Corrections that changed nothing, and when the figures were open."""
    zone, names = who.campaign.zone, _names(who)
    late = await history.late_of_unit(read, unit.id, SHOWN + 1, day)
    opened = await history.locks_of_unit(read, unit.id, SHOWN + 1, day)
    channels = [common.channel_name(one.channel.partition("/")[0]) for one in late]
    return [
        *(
            (one.at, texts_past.late(one, local(one.at, zone), names, channel))
            for one, channel in zip(late, channels, strict=True)
        ),
        *((one.at, texts_past.lock(one, local(one.at, zone), local(one.until, zone))) for one in opened),
    ]


def _names(who: Campaigner) -> dict[str, str]:
    return {indicator.code: indicator.name for indicator in who.campaign.settings.indicators}


def _past(one: history.HistoryLine, who: Campaigner) -> Past:
    channel = one.channel.partition("/")[0]
    return Past(local(one.at, who.campaign.zone), one.kind, one.actor, channel, one.unit, one.detail)


async def _notes(unit: Unit, day: str, read: Rows) -> tuple[Note, ...]:
    return await notes.of_night(read, unit.id, day) if day else ()


async def _attached(note: Note, who: Campaigner, read: Rows) -> Markup:
    sender = (await people.by_id(read, [note.person_id]))[note.person_id]
    return texts.attached(local(note.heard, who.campaign.zone), sender.name, note.words)


def _unit(text: str, reach: dict[int, Unit], who: Who, *, others: bool) -> Unit | None:
    """The one that is named, else the clerk's ward or one's own; none where another is named, or several are."""
    named = scope.named(text, [unit for unit in reach.values() if unit.kind != "ward"], who)
    if named is None or len(named) > 1 or (others and not named):
        return None
    above = [post.unit for post in who.posts if post.role is Role.CLERK]
    own = [post.unit for post in who.posts if post.role in scope.READS]
    return next(iter(named or above or own), None)


def _without_places(text: str, line: night_lines.EveningLine) -> str:
    """As it was written: without its accents a word may be anybody's name."""
    for piece in reversed(line.places):
        text = text[: piece.start] + " " + text[piece.end :]
    return text


async def _person(said: str, reach: dict[int, Unit], now: Instant, read: Rows) -> tuple[int, str] | None:
    """Whoever of the units that one answers for is named, if it is one alone."""
    if not said.strip(" §.?!"):
        return None
    roster = {one.id: one.name for one in await people.below(read, reach, now)}
    named = people_names.names_in(said.replace("§", " "), list(roster.items())).names
    found = {id_ for name in named for id_ in name.people}
    return next(((id_, roster[id_]) for id_ in found), None) if len(found) == 1 else None
