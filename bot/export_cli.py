"""`tungngo export …`: lists for other offices, as CSV that a spreadsheet opens with its accents and runs nothing of."""

import csv
import io
from collections.abc import Iterable, Sequence

import typer

from bot.chosen_settings import chosen_settings
from bot.console import CommandRefused, finish
from bot.status_cli import opened
from handlers.markup import cell
from handlers.people import texts as people_texts
from handlers.people.contacts import table
from storage import campaigns, contacts, units

app = typer.Typer(no_args_is_help=True, help="Lists for other offices.")
BOM = "\ufeff"  # without it Excel takes UTF-8 for another encoding


@app.callback()
def _export() -> None:
    """Lists for other offices."""


@app.command("contacts")
def contacts_() -> None:
    """Who may be asked about each unit, and where nobody has been named yet. CSV on stdout."""
    typer.echo(finish(_contacts(chosen_settings().database_url)), nl=False)


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """A cell that a spreadsheet would take for a formula is text; phone numbers keep their zero."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(one) for one in row] for row in rows)
    return BOM + out.getvalue()


async def _contacts(url: str) -> str:
    database = await opened(url)
    try:
        async with database.read() as read:
            running = await campaigns.everything(read)
            if not running:
                raise CommandRefused("there is no campaign yet")
            below = {unit.id: unit for campaign in running for unit in await units.below(read, campaign.unit.id)}
            named = await contacts.below(read, below)
    finally:
        await database.close()
    lines = table(list(below.values()), named)
    told = [(line.unit, people_texts.PARTS[line.part], line.name, line.phone) for line in lines]
    return as_csv([people_texts.CONTACT_COLUMNS, *told])
