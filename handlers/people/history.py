"""Who changed which figure or post, when, and by which channel: for heads of their unit, for clerks of the ward."""

from handlers import scope
from handlers import texts as common
from handlers.intents.posts import ShowHistory
from handlers.outcome import Outcome, Request, say
from handlers.people import texts
from handlers.people.texts import Past
from storage import history
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner, Who
from storage.records import Role, Unit

SHOWN = 12  # lines; more do not fit the smallest channel


async def show_history(intent: ShowHistory, request: Request, who: Campaigner, read: Rows) -> Outcome:
    unit = await _unit(intent, who, read)
    if unit is None:
        known = next((group.unit.name for group in who.plan), "")
        return say(request, who, texts.which_history(common.pronouns(who.person), known))
    history_lines = [*await history.of_unit(read, unit.id, SHOWN), *await history.figures_of_unit(read, unit.id, SHOWN)]
    newest = sorted(history_lines, key=lambda one: one.at, reverse=True)[:SHOWN]
    past = [
        Past(
            local(history_line.at, who.campaign.zone),
            history_line.kind,
            history_line.actor,
            history_line.channel.partition("/")[0],
            history_line.unit,
            history_line.detail,
        )
        for history_line in newest
    ]
    names = {indicator.code: indicator.name for indicator in who.campaign.settings.indicators}
    return say(request, who, texts.history(unit.name, past, names))


async def _unit(intent: ShowHistory, who: Who, read: Rows) -> Unit | None:
    """The one that is named, else the clerk's ward or one's own."""
    reach = await scope.reach(read, who, scope.READS)
    named = scope.named(intent.text, [unit for unit in reach.values() if unit.kind != "ward"])
    if intent.text.strip():
        return named[0] if named and len(named) == 1 else None
    above = [post.unit for post in who.posts if post.role is Role.CLERK]
    own = [post.unit for post in who.posts if post.role in scope.READS]
    return next(iter(above or own), None)
