"""Asking back: only about the unclear part, with its readings as choices where they can be told."""

from datetime import date

from handlers import texts as common
from handlers.counts import texts
from handlers.intents.reports import Clarify, Report, Telling
from handlers.language.context import MOST_PEOPLE
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.reader.reading import Mode, Unclear
from handlers.rights import may_tell, may_tell_all
from storage import people
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant
from storage.lookup import Campaigner
from storage.records import Unit

MOST = 6  # choices that a small screen can show
_WORTH_ONE = {Unclear.UNKNOWN_GROUP, Unclear.INEXACT, Unclear.WHICH_INDICATOR, Unclear.UNLIKELY}  # a yes or nothing


async def clarify(intent: Clarify, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What would be refused is not offered, but whose it is is said; a single way left is not a choice."""
    allowed = [reading for reading in intent.readings if reading.tellings and may_tell_all(who, reading.tellings)]
    foreign = _foreign(intent, who)
    if foreign is not None:
        head = (await people.heads(read, [foreign.id], request.at)).get(foreign.id)
        return say(request, who, common.not_yours(common.pronouns(who.person), foreign.name, head))
    options = {_label(reading, intent.doubt.why, who): reading for reading in allowed}
    fewest = 1 if intent.doubt.why in _WORTH_ONE else 2
    if not fewest <= len(options) <= MOST:
        return say(request, who, _question(intent, who, request.at))
    return ask(request, who, _question(intent, who, request.at), list(options.items()))


def _foreign(intent: Clarify, who: Campaigner) -> Unit | None:
    """The unit that was named, when it is somebody else's to tell."""
    if intent.doubt.why is not Unclear.WHICH_GROUP or not who.own:
        return None
    named = {telling.unit_id for reading in intent.readings for telling in reading.tellings} - set(who.own)
    units = [group.unit for group in who.plan if group.unit.id in named]
    return units[0] if len(units) == 1 and not may_tell(who, units[0].id) else None


def _question(intent: Clarify, who: Campaigner, now: Instant) -> Markup:
    """With the figures it is about, where they are known; else only what is unclear."""
    p, why = common.pronouns(who.person), intent.doubt.why
    telling = next((telling for reading in intent.readings for telling in reading.tellings if telling.values), None)
    last = next((evening.night for evening in common.evenings(who, now, ahead=False)), None)
    unclear = common.unclear(p, why.value, common.count(who.campaign), last)
    if telling is None:
        return unclear
    settings = who.campaign.settings
    stands = _stands(telling, who)
    if why is Unclear.REPLACE_OR_ADD and stands:
        said = [(settings.name_of(name), value) for name, value in telling.values.items()]
        return common.replace_or_add(p, [(settings.name_of(name), value) for name, value in stands.items()], said)
    if why is Unclear.UNIT:
        said_value = next(iter(telling.values.values()))
        name = settings.name_of(next(iter(telling.values)))
        doors = common.code_of(settings, "households")
        if not doors:
            return common.only_people(p, said_value, name)
        return common.unit_unclear(said_value, settings.name_of(settings.target.indicator))
    if why is Unclear.TOO_MANY and len(intent.readings) > 1:
        more = max(value for reading in intent.readings for one in reading.tellings for value in one.values.values())
        return texts.too_many(p, more, settings.usual, next(iter(telling.values.values())))
    return unclear


def _stands(telling: Telling, who: Campaigner) -> dict[str, int]:
    """What stands of the same night: of what is told now, where that is a single figure, the same."""
    own = who.own.get(telling.unit_id)
    night = own.night(date.fromisoformat(telling.night)) if own else None
    known = {name: night.standing.value(name) for name in telling.values} if night else {}
    found = {name: value for name, value in known.items() if value is not None}
    return found if len(telling.values) > 1 or len(found) == 1 else {}


def _label(reading: Report, why: Unclear, who: Campaigner) -> str:
    if why in {Unclear.WHICH_GROUP, Unclear.UNKNOWN_GROUP, Unclear.WHICH_NIGHT, Unclear.NOT_IN_PLAN}:
        names = {group.unit.id: group.unit.name for group in who.plan}
        return str(
            common.listed(
                common.option_place(names.get(one.unit_id, ""), date.fromisoformat(one.night))
                for one in reading.tellings
            )
        )
    if why is Unclear.TOO_MANY:
        (value,) = reading.tellings[0].values.values()
        return texts.option_really(value) if value >= MOST_PEOPLE else texts.option_number(value)
    return str(common.listed(_figure(telling, why, who.campaign) for telling in reading.tellings))


def _figure(telling: Telling, why: Unclear, campaign: Campaign) -> str:
    adds = telling.mode is Mode.ADD
    replaces = why is Unclear.REPLACE_OR_ADD
    named = telling.values.items()
    name_of = campaign.settings.name_of
    if why is Unclear.UNIT:
        doors = common.code_of(campaign.settings, "households")
        return str(common.listed(common.option_unit(value, name_of(n), doors=n == doors) for n, value in named))
    return common.option([(name_of(n), value) for n, value in named], adds=adds, replaces=replaces)
