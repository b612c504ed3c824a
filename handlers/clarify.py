"""Asking back: only about the unclear part, with its readings as choices where they can be told."""

from datetime import date

from handlers import texts
from handlers.intents import Clarify, Intent, Report, Telling
from handlers.outcome import Heard, Outcome, answer, ask
from handlers.reading import Mode, Unclear
from handlers.rights import may
from storage.campaigns import Campaign
from storage.database import Rows
from storage.lookup import Who

MOST = 6  # choices that a small screen can show


async def clarify(intent: Clarify, heard: Heard, who: Who, _read: Rows) -> Outcome:
    """What would be refused is not offered; a single way left is not a choice."""
    words = texts.unclear(texts.pair(who.person), intent.doubt.why.value)
    allowed = [reading for reading in intent.readings if reading.tellings and may(who, reading)]
    options: dict[str, Intent] = {_label(reading, intent.doubt.why, who): reading for reading in allowed}
    if who.campaign is None or not 2 <= len(options) <= MOST:
        return Outcome(replies=(answer(heard, who, words),))
    return Outcome(replies=(ask(heard, who, words, list(options.items())),))


def _label(reading: Report, why: Unclear, who: Who) -> str:
    if who.campaign is None:
        return ""
    if why in {Unclear.WHICH_GROUP, Unclear.WHICH_NIGHT, Unclear.NOT_IN_PLAN}:
        return str(texts.listed(_place(telling, who) for telling in reading.tellings))
    return str(texts.listed(_figure(telling, why, who.campaign) for telling in reading.tellings))


def _place(telling: Telling, who: Who) -> str:
    unit = next((group.unit.name for group in who.plan if group.unit.id == telling.unit_id), "")
    return texts.option_place(unit, date.fromisoformat(telling.night))


def _figure(telling: Telling, why: Unclear, campaign: Campaign) -> str:
    adds = telling.mode is Mode.ADD
    replaces = why is Unclear.REPLACE_OR_ADD
    named = telling.values.items()
    name_of = campaign.settings.name_of
    return str(texts.listed(texts.option(name_of(n), value, adds=adds, replaces=replaces) for n, value in named))
