"""`tungngo invite`: codes for people on the roster, for cards and lists. What is printed stays good, unless renewed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot import invites, taking_over
from bot.console import CommandRefused
from bot.settings import Settings
from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.campaign_summary import bare
from handlers.language.tokens import fold
from handlers.people import invite_cards
from handlers.people.invite_cards import Pass, Ways
from storage import accounts, campaigns, facts, people, units, ways
from storage import invites as kept
from storage.database import Database, Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.records import Person


@dataclass(frozen=True, slots=True)
class CardRow:
    person: str
    role: str
    unit: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Invitations:
    """Who may enter by what, the sheet to be printed of it, and what has to be said beside it."""

    cards: tuple[CardRow, ...]
    sheet: dict[str, object]
    remarks: tuple[str, ...]


async def invite(
    database: Database,
    names: Sequence[str],
    ids: Ids,
    now: Instant,
    chosen: Settings,
    unit: str = "",
    *,
    renew: bool = False,
) -> Invitations:
    """For those who are named, by code or name; without names for all, of this unit, who are in no chat yet."""
    async with taking_over.exclusive(database, now, "the clerk may ask it in the chat, /moi NAME") as tx:
        on = [name for own in chosen.on for name in own.channels]
        known = Ways(chosen.page_url, await ways.accounts(tx, on))
        wanted = [person.id for person in await _chosen(tx, names, unit, now)]
        out = await kept.printed(tx, wanted, now)
        passes = await invite_cards.passes(tx, wanted, known, now, invites.chance, renew=renew)
        made = {id_: one for id_, one in passes.items() if one.fresh}
        handed = [one.handed(id_) for id_, one in passes.items()]
        await facts.write(tx, invite_cards.recorded(ids, handed, now, renews=renew))
        filled = await invite_cards.filled(tx, passes, now)
    void, learned = len(out) if renew else 0, {account.channel for account in known.accounts}
    remarks = [
        *([] if known else [_no_way_in(chosen)]),
        *(NO_SQUARE.format(own.name) for own in chosen.on if not learned.issuperset(own.channels)),
        *_full(known, passes),
        *([f"{void} cards that were printed before are void now"] if void else []),
        *([f"{len(passes) - len(made)} cards are the same as printed before"] if len(passes) > len(made) else []),
        *([f"{len(wanted) - len(passes)} {HELD_BACK}"] if len(passes) < len(wanted) else []),
    ]
    sheet = invite_cards.sheet(filled, chosen.timezone)
    return Invitations(tuple(_card(card) for card in filled), sheet, tuple(remarks))


NO_SQUARE = "the bot's name is not known yet: `tungngo {} check` asks for it, and cards get their square"
HELD_BACK = "people hold cards of an earlier release that cannot be printed again; --renew makes new ones"


def _full(known: Ways, passes: Mapping[int, Pass]) -> list[str]:
    """Platforms that have no place left for some."""
    platforms = dict.fromkeys(account.platform for account in known.accounts)
    without = {
        name: sum(name not in {account.platform for account in one.ways.accounts} for one in passes.values())
        for name in platforms
    }
    return [
        f"{count} cards name no account on {name}: all are full; one more has to be made there"
        for name, count in without.items()
        if count
    ]


def _no_way_in(chosen: Settings) -> str:
    channels = "".join(f", or set {channel.title} up" for channel in chosen.channels)
    return (
        "warning: nobody can come in with these yet: set TUNGNGO_PUBLIC_URL, or have TUNGNGO_WEB_LISTEN listen on the "
        f"local network{channels}; then print again, the codes stay the same"
    )


def _card(filled: invite_cards.Card) -> CardRow:
    post = filled.post
    place = (str(post.role), post.unit.name) if post else ("", "")
    return CardRow(filled.person.name, *place, filled.admission.code, filled.admission.link)


def as_json(cards: Sequence[CardRow]) -> str:
    return json.dumps([asdict(card) for card in cards], ensure_ascii=False)


def as_lines(cards: Sequence[CardRow]) -> list[str]:
    return ["\t".join(part for part in asdict(card).values() if part) for card in cards]


async def _chosen(read: Rows, names: Sequence[str], unit: str, now: Instant) -> list[Person]:
    known = await _known(read, unit, now, everybody=not names)
    if not names:
        missing = set(await accounts.unlinked(read, [one.id for one in known]))
        return [person for person in known if person.id in missing]
    found: list[Person] = []
    for name in names:
        fitting = [one for one in known if name == one.code or fold(name) == fold(one.name)]
        if len(fitting) != 1:
            raise CommandRefused(f"{name}: {'nobody' if not fitting else 'more than one'} of this name; give the code")
        found.append(fitting[0])
    return found


async def _known(read: Rows, unit: str, now: Instant, *, everybody: bool) -> Sequence[Person]:
    """Of one unit with all below it; cards of several wards are not mixed unless the ward is named."""
    wards = list(dict.fromkeys(campaign.unit for campaign in await campaigns.alive(read, now)))
    if not unit:
        if everybody and len(wards) > 1:
            raise CommandRefused(campaigns_texts.which_ward(wards, "--unit"))
        return await people.everybody(read)
    known = await units.everything(read)
    named = [one for one in known if one.code == unit] or [one for one in known if bare(one.name) == bare(unit)]
    if len(named) != 1:
        raise CommandRefused(campaigns_texts.which_ward(named or wards, "--unit"))
    return await people.below(read, [named[0].id], now)
