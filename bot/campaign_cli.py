"""`tungngo campaign …`: a campaign out of one readable file: looked over, taken over, or a form to fill in."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.console import Refused, chosen_settings, fail, finish
from handlers import campaign_load, texts_campaign, toml_places
from handlers.campaign_file import CampaignFile, read_toml
from handlers.campaign_load import Difference
from storage import duties, facts, migrate
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant

TEMPLATE = "campaign.toml"

app = typer.Typer(no_args_is_help=True, help="A campaign as one readable file.")

Given = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="campaign.toml.")]


@app.callback()
def _campaign() -> None:
    """A campaign as one readable file."""


@app.command()
def check(file: Given) -> None:
    """Name everything that is wrong, each with its line; change nothing."""
    found = _read(file)
    typer.echo(f"{found.about.code}: ok")


@app.command()
def load(
    file: Given,
    only_check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would change.")] = False,
) -> None:
    """Begin the campaign, or bring it to what the file says; nights to come follow its hours."""
    found = finish(_load(chosen_settings().database_url, _read(file), check=only_check))
    told = texts_campaign.differences(found, check=only_check) if found else [texts_campaign.nothing_to_change()]
    for line in told:
        typer.echo(line)


@app.command()
def template(out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None) -> None:
    """A campaign file with its explanations, to be filled in."""
    text = files("bot").joinpath("sample", TEMPLATE).read_text("utf-8")
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")


def _read(file: Path) -> CampaignFile:
    """The file; or all its faults on stderr, and the end."""
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        fail(f"{file.name}: {texts_campaign.unreadable_encoding()}")
    found = read_toml(text)
    if found.file is None:
        places = (texts_campaign.line(toml_places.line_of(found.lines, fault.path)) for fault in found.faults)
        told = [texts_campaign.fault(one, place) for one, place in zip(found.faults, places, strict=True)]
        fail("\n".join(f"{file.name}: {line}" for line in told))
    return found.file


async def _load(url: str, file: CampaignFile, *, check: bool) -> Sequence[Difference]:
    database, clock = await open_database(url), Clock()
    try:
        await migrate.migrate(database)
        return await take_over(database, file, Ids(clock.now), clock.now(), check=check)
    except campaign_load.OtherUnit as other:
        raise Refused(texts_campaign.other_unit(str(other))) from None
    finally:
        await database.close()


async def take_over(
    database: Database, file: CampaignFile, ids: Ids, now: Instant, *, check: bool = False
) -> Sequence[Difference]:
    """What it changes; with `check` what it would change."""
    if check:
        async with database.read() as read:
            return (await campaign_load.load(file, read, ids, now)).differences
    holder = f"campaign-{ids():x}"
    async with database.write() as tx:
        if await duties.take(tx, "house", holder, now) is None:
            raise Refused("the bot is running on this database: stop it first")
        loaded = await campaign_load.load(file, tx, ids, now)
        await facts.write(tx, loaded.facts)
        await duties.leave(tx, ["house"], holder)
    return loaded.differences
