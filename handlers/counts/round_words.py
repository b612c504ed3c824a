"""From words to what is wanted of a dated round: said by the head of an agency or a school, or by the clerk. Pure."""

from collections.abc import Sequence

from handlers import texts as common
from handlers.counts import staff_lines, texts
from handlers.counts.staff_lines import Aside, MaybeStaff, Staff
from handlers.intents.intent import Intent
from handlers.intents.rounds import AskRound, TellRound
from handlers.intents.talking import NotUnderstood
from handlers.language.tokens import fold
from handlers.language.unit_names import composed
from handlers.language.words_kinds import AGENCY, SCHOOL
from storage.campaigns import Campaign
from storage.lookup import Who
from storage.records import Role, Unit


def read(text: str, who: Who) -> Intent | None:
    """None for what is something else. Who leads residents, too, is understood to speak of these."""
    if who.campaign is None:
        return None
    if counts_staff(who):
        units = [unit.unit for unit in who.own.values()]
        unit = _named(text, units) or (units[0] if len(units) == 1 else None)
        return _said(text, unit, who.campaign, own=True) if unit else None
    owing = [group.unit for group in who.plan if group.unit.staffed and group.rounds] if who.has(Role.CLERK) else []
    unit = _named(text, owing)
    return _said(text, unit, who.campaign, own=False) if unit else None


def counts_staff(who: Who) -> bool:
    """Whoever leads nothing but agencies and schools that owe rounds."""
    return bool(who.own) and all(
        own.unit.staffed and any(night.session.is_round for night in own.nights) for own in who.own.values()
    )


def example(who: Who) -> str:
    """How this person may tell figures."""
    if counts_staff(who) and who.campaign is not None:
        return texts.example(common.word(who.campaign))
    return common.count(who.campaign)


def _said(text: str, unit: Unit, campaign: Campaign, *, own: bool) -> Intent | None:
    """A clerk, whose `own` unit it is not, speaks of many things: numbers that mean nothing here are no matter."""
    match staff_lines.read(text, _names(unit), _counted(campaign)):
        case Staff() as said:
            return _telling(unit, said)
        case MaybeStaff(readings) if readings or own:
            return AskRound(unit.id, tuple(_telling(unit, reading) for reading in readings))
        case Aside():
            return NotUnderstood()
        case _:
            return None


def _telling(unit: Unit, said: Staff) -> TellRound:
    return TellRound(unit.id, said.total, said.done, said.swap)


def _counted(campaign: Campaign) -> tuple[str, ...]:
    """How people say what is counted, besides what everybody says."""
    target = campaign.settings.target.indicator
    named = next((indicator for indicator in campaign.settings.indicators if indicator.code == target), None)
    return (*named.words, named.name, common.word(campaign)) if named else ()


def _names(unit: Unit) -> tuple[str, ...]:
    """As it is written, and without what it is: Trường Lê Lợi, Lê Lợi."""
    said = fold(unit.name)
    short = AGENCY.sub("", SCHOOL.sub("", said, count=1), count=1)
    return (said, short) if len(short.split()) > 1 else (said,)


def _named(text: str, units: Sequence[Unit]) -> Unit | None:
    """The one unit whose name stands in the text; the longer name where one holds the other."""
    said = f" {fold(text)} ".replace(":", " ").replace(",", " ")
    held: dict[str, list[Unit]] = {}
    for unit in units:
        for name in _names(unit):
            if f" {name} " in said:
                held.setdefault(name, []).append(unit)
    longest = max(held, key=len, default=None)
    if longest is None or not all(name in longest for name in held):
        return None
    written = [unit for unit in held[longest] if composed(unit.name) in composed(text)]
    meant = held[longest] if len(held[longest]) == 1 else written
    return meant[0] if len(meant) == 1 else None
