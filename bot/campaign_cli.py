"""`tungngo campaign …`: a campaign out of one readable file: looked over, taken over, or a form to fill in."""

import asyncio
import json
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from bot import import_cli, taking_over, workbench
from bot.clock import Clock
from bot.console import Refused, chosen_settings, fail, finish
from handlers.campaigns import campaign_load, texts_campaign
from handlers.campaigns.campaign_file import CampaignFile, read_form, read_toml
from handlers.campaigns.campaign_load import Difference
from storage import facts, migrate
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant

TEMPLATE = "campaign.toml"
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # how files of Excel begin, new ones and old

app = typer.Typer(no_args_is_help=True, help="A campaign as one readable file.")

Given = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="campaign.toml, or the form filled in.")]


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
def template(
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="As an Excel form; needs --out.")] = False,
) -> None:
    """A campaign file with its explanations, to be filled in."""
    shipped = Path(str(files("bot").joinpath("sample", TEMPLATE)))
    if excel and out is None:
        fail("--excel: say where to write the form, --out FILE.xlsx")
    body = _form(shipped) if excel else shipped.read_bytes()
    if out is None:
        typer.echo(body.decode(), nl=False)
    else:
        out.write_bytes(body)


def _form(file: Path) -> bytes:
    written = json.loads(json.dumps(tomllib.loads(file.read_text("utf-8")), default=str))
    try:
        return asyncio.run(workbench.draw_once("campaign_form", written))
    except workbench.WorkshopFailed as error:
        fail(f"{file.name}: {error}")


def _read(file: Path) -> CampaignFile:
    """The file; or all its faults on stderr, and the end."""
    body = file.read_bytes()
    if body.startswith(WORKBOOKS):
        found = read_form(import_cli.reading("read_campaign", file))
    else:
        try:
            found = read_toml(body.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            fail(f"{file.name}: {texts_campaign.unreadable_encoding()}")
    if found.file is None:
        fail("\n".join(f"{file.name}: {line}" for line in texts_campaign.faults(found)))
    return found.file


async def _load(url: str, file: CampaignFile, *, check: bool) -> Sequence[Difference]:
    database, clock = await open_database(url), Clock()
    try:
        await migrate.migrate(database)
        return await take_over(database, file, Ids(clock.now), clock.now(), check=check)
    except campaign_load.StillCounted as counted:
        raise Refused(texts_campaign.still_counted(str(counted))) from None
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
    async with taking_over.house(database, now, "a campaign is loaded while it stands still") as tx:
        loaded = await campaign_load.load(file, tx, ids, now)
        await facts.write(tx, loaded.facts)
    return loaded.differences
