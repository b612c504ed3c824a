"""`tungngo unit remove`, `tungngo person remove`: what was loaded by mistake, as long as nothing hangs on it.

`tungngo person erase`: what is theirs goes, what they told stays.
"""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import typer

from bot import sample, taking_over
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import CommandRefused, finish
from handlers import texts
from handlers.language.tokens import fold
from handlers.people import me
from storage import facts, people, posts, removing, retention, units
from storage.database import Rows, open_database
from storage.history import Source
from storage.ids import Ids
from storage.records import Person, Unit
from storage.removing import PersonRemoved, UnitRemoved

person = typer.Typer(no_args_is_help=True, help="People of the roster.")

Names = Annotated[list[str], typer.Argument(help="Names or codes, as they stand.")]
Check = Annotated[bool, typer.Option("--check", help="Change nothing, say what would go.")]


@person.callback()
def _person() -> None:
    """People of the roster."""


@person.command("remove")
def remove_person(names: Names, check: Check = False) -> None:
    """Take people away who were loaded by mistake, as long as they have said and done nothing."""
    _say(finish(_removed(chosen_settings().database_url, names, of_units=False, check=check)))


@person.command("erase")
def erase_person(names: Names, check: Check = False) -> None:
    """Take back the data of people who cannot say so in the chat: names, numbers, addresses, words; counts stay."""
    _say(finish(_erased(chosen_settings().database_url, names, check=check)))


def remove_unit(names: Names, check: Check = False) -> None:
    """Take units away that were loaded by mistake, as long as nothing was told of them and nobody is posted there."""
    _say(finish(_removed(chosen_settings().database_url, names, of_units=True, check=check)))


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(line)


async def _removed(url: str, names: Sequence[str], *, of_units: bool, check: bool) -> list[str]:
    """All of them or none."""
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        if check:
            async with database.read() as read:
                chosen = await _chosen(read, names, of_units=of_units)
            return [str(texts.would_go(name, found).striptags()) for _, name, found in chosen]
        async with taking_over.exclusive(database, clock.now(), "the clerk may say so in the chat") as tx:
            chosen = await _chosen(tx, names, of_units=of_units)
            await facts.write(tx, [UnitRemoved(id_) if of_units else PersonRemoved(id_) for id_, _, _ in chosen])
        return [str(texts.removed(name, hanging).striptags()) for _, name, hanging in chosen]
    finally:
        await database.close()


async def _erased(url: str, names: Sequence[str], *, check: bool) -> list[str]:
    """All of them or none."""
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        async with database.read() as read:
            chosen = [_fitting(name, await people.everybody(read)) for name in names]
        if check:
            return [texts.would_be_erased(one.name) for one in chosen]
        by = Source(None, "cli", clock.now(), Ids(clock.now))
        async with taking_over.exclusive(database, by.at, "the person may say so in the chat") as tx:
            held = {one.id: await posts.of_person(tx, one.id, by.at) for one in chosen}
            await facts.write(tx, [fact for one in chosen for fact in me.erasing_of(one.id, held[one.id], by)])
            await retention.look(tx, by.at, chosen_settings().timezone)
        return [texts.is_erased(one.name) for one in chosen]
    finally:
        await database.close()


async def _chosen(read: Rows, names: Sequence[str], *, of_units: bool) -> list[tuple[int, str, removing.Hanging]]:
    known: Sequence[Person | Unit] = await (units.everything(read) if of_units else people.everybody(read))
    chosen: dict[int, tuple[int, str, removing.Hanging]] = {}
    for name in names:
        one = _fitting(name, known)
        hanging = await (removing.of_unit if of_units else removing.of_person)(read, one.id)
        if hanging.holds:
            raise CommandRefused(str(texts.stays(one.name, hanging).striptags()))
        chosen[one.id] = (one.id, one.name, hanging)
    return list(chosen.values())


One = TypeVar("One", bound=Person | Unit)


def _fitting(name: str, known: Sequence[One]) -> One:
    fitting = [one for one in known if name == one.code or fold(name) == fold(one.name)]
    if len(fitting) != 1:
        raise CommandRefused(texts.which(name, [one.code for one in fitting]))
    return fitting[0]
