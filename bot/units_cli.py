"""`tungngo unit …`: units are renamed, merged and split, with a look at what that changes first; and their history."""

import re
from typing import Annotated

import typer

from bot import sample, taking_over
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import CommandRefused, fail, finish
from handlers.intents.units import NewPart, UnitWish
from handlers.markup import Markup
from handlers.tree import rearrangement, rearranging, unit_tree
from handlers.tree import texts as tree_texts
from handlers.tree.rearrangement import By
from handlers.tree.rearranging import Arrangement
from handlers.tree.unit_tree import Refusal, RefusalReason
from storage import facts, lineage
from storage.database import Database, Rows, open_database
from storage.ids import Ids
from storage.instants import Instant

app = typer.Typer(no_args_is_help=True, help="Rename, merge and split units; what they were before.")

Unit = Annotated[str, typer.Argument(help="Name or code.")]
On = Annotated[str, typer.Option(help="The first night on which it holds, e.g. 2024-11-12; else today's.")]
Why_ = Annotated[str, typer.Option(help="Kept with it, e.g. the number of the decision.")]
Check = Annotated[bool, typer.Option("--check", help="Change nothing, show what would change.")]
Similar = Annotated[bool, typer.Option("--similar", help="The name may be nearly that of another unit.")]


@app.callback()
def _unit() -> None:
    """Rename, merge and split units; what they were before."""


@app.command()
def rename(
    unit: Unit, name: str, on: On = "", reason: Why_ = "", check: Check = False, similar: Similar = False
) -> None:
    """The unit stays what it is under another name."""
    _rearrange(UnitWish("rename", (unit,), (NewPart(name),), on, reason, similar), check=check)


@app.command()
def merge(
    unit: Annotated[list[str], typer.Argument(help="Names or codes; the first one's leader leads on.")],
    into: Annotated[str, typer.Option(help="The name of what they become.")],
    on: On = "",
    reason: Why_ = "",
    check: Check = False,
    similar: Similar = False,
) -> None:
    """Several units become one."""
    _rearrange(UnitWish("merge", tuple(unit), (NewPart(into),), on, reason, similar), check=check)


@app.command()
def split(
    unit: Unit,
    into: Annotated[list[str], typer.Option(help="NAME=SHARE in percent, once for each part; together 100.")],
    on: On = "",
    reason: Why_ = "",
    check: Check = False,
    similar: Similar = False,
) -> None:
    """One unit becomes several; its people go to the first."""
    _rearrange(UnitWish("split", (unit,), tuple(map(_part, into)), on, reason, similar), check=check)


@app.command()
def history(unit: Unit) -> None:
    """What the unit was before, and what it became."""
    for line in finish(_history(chosen_settings().database_url, unit)):
        typer.echo(line)


def _part(written: str) -> NewPart:
    found = re.fullmatch(r"(.+?)\s*=\s*(\d{1,3}(?:\.\d{1,2})?)%?", written.strip())
    if found is None:
        fail(f"--into {written}: give the part's name and its share, e.g. --into 'NAME=60'")
    return NewPart(found[1], round(float(found[2]) * 100))


def _rearrange(wish: UnitWish, *, check: bool) -> None:
    settings = chosen_settings()
    typer.echo(finish(_done(settings.database_url, settings.timezone, wish, check=check)))


async def _done(url: str, zone: str, wish: UnitWish, *, check: bool) -> str:
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        return await rearrange(database, wish, By(None, "cli", clock.now(), Ids(clock.now), "cli", zone), check=check)
    finally:
        await database.close()


async def rearrange(database: Database, wish: UnitWish, by: By, *, check: bool) -> str:
    """What it changes; with `check` what it would change."""
    if check:
        async with database.read() as read:
            return _plain(await _arranged(read, wish, by, ahead=True))
    async with taking_over.exclusive(database, by.at, "the clerk may say the same in the chat") as tx:
        made = await _arranged(tx, wish, by)
        await facts.write(tx, rearrangement.facts(made, by))
    return _plain(made)


async def _arranged(read: Rows, wish: UnitWish, by: By, *, ahead: bool = False) -> Arrangement:
    tree = await unit_tree.tree(read, None, by.zone, by.at)
    made = await rearranging.arrange(read, wish, tree, ahead=ahead)
    if isinstance(made, Refusal):
        hint = " (--similar)" if made.why is RefusalReason.ALIKE else ""
        raise CommandRefused(f"{tree_texts.refused(made).striptags()}{hint}")
    return made


def _plain(made: Arrangement) -> str:
    lines = str(tree_texts.preview(made)).split("\n")
    return "\n".join(Markup(line).striptags() for line in lines)


async def _history(url: str, name: str) -> list[str]:
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        async with database.read() as read:
            return await past_of(read, name, chosen_settings().timezone, clock.now())
    finally:
        await database.close()


async def past_of(read: Rows, name: str, zone: str, now: Instant) -> list[str]:
    tree = await unit_tree.tree(read, None, zone, now)
    found = unit_tree.ever_named(name, tree)
    if not found:
        raise CommandRefused(tree_texts.refused(Refusal(RefusalReason.UNKNOWN, name)).striptags())
    becames = await lineage.of_units(read, found)
    called = unit_tree.called(becames, tree)
    return [tree_texts.past(became.was, became.day, called[became.id], became.share).striptags() for became in becames]
