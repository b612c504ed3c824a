"""`tungngo campaign …`: a campaign out of one readable file: looked over, taken over, or a form to fill in."""

import asyncio
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from bot import guide_cli, import_cli, sample, status_cli, taking_over, worker_pool
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import CommandRefused, fail, finish
from bot.guide_cli import GuideBeside
from handlers import texts
from handlers.campaigns import campaign_load, campaign_summary, toml_spelling
from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.campaign_file import CampaignFile, read_form, read_toml, written
from handlers.campaigns.campaign_load import CampaignChange
from storage import campaigns, facts, removing
from storage.campaigns import Campaign
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant
from storage.removing import Hanging

TEMPLATES = ("ihanoi", "vneid")  # the first is the one that is meant where none is named
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # how files of Excel begin, new ones and old

app = typer.Typer(no_args_is_help=True, help="A campaign as one readable file.")

Given = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="campaign.toml, or the form filled in.")]


@app.callback()
def _campaign() -> None:
    """A campaign as one readable file."""


@app.command()
def check(file: Given) -> None:
    """Name everything that is wrong, each with its line; change nothing."""
    asked = _read(file)
    for line in campaigns_texts.holds(campaign_summary.of(asked)):
        typer.echo(line)
    guide_cli.check(file, asked.about.name)


@app.command()
def load(
    file: Given,
    only_check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would change.")] = False,
) -> None:
    """Begin the campaign, or bring it to what the file says; nights to come follow its hours."""
    asked = _read(file)
    guide = guide_cli.beside(file, asked.about.name)
    campaign_changes, several, told_of_guide = finish(
        _load(chosen_settings().database_url, asked, guide, check=only_check)
    )
    told = (
        campaigns_texts.differences(campaign_changes, check=only_check)
        if campaign_changes
        else [campaigns_texts.nothing_to_change()]
    )
    for line in [*told, *told_of_guide]:
        typer.echo(line)
    if not only_check and any(
        campaign_change.path == f"campaign.{asked.about.code}" for campaign_change in campaign_changes
    ):
        typer.echo(campaigns_texts.next_steps(asked.about.code, several=several))


@app.command(name="list")
def list_() -> None:
    """Every campaign there is: whose it is, its days, and whether it runs, has ended, is to begin or was put away."""
    for line in finish(_listed(chosen_settings().database_url)):
        typer.echo(line)


@app.command()
def unload(
    slug: Annotated[str, typer.Argument(help="Code of the campaign, as `campaign list` shows it.")],
    only_check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would go.")] = False,
    put_away: Annotated[bool, typer.Option("--archive", help="Keep it all, ask and show nothing any more.")] = False,
) -> None:
    """Take a campaign away that was loaded by mistake; refused where anything was reported."""
    typer.echo(finish(_unload(chosen_settings().database_url, slug, check=only_check, put_away=put_away)))


@app.command()
def template(
    name: Annotated[str, typer.Argument(help="Which one, as --list shows them.")] = TEMPLATES[0],
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="As an Excel form; needs --out.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="Only name them.")] = False,
) -> None:
    """A campaign file with its explanations, to be filled in."""
    known = "\n".join(campaigns_texts.template(one) for one in TEMPLATES)
    if list_all:
        typer.echo(known)
        return
    if name not in TEMPLATES:
        fail(f"{campaigns_texts.no_template(name)}\n{known}")
    shipped = Path(str(files("bot").joinpath("sample", f"template_{name}.toml")))
    if excel and out is None:
        fail("--excel: say where to write the form, --out FILE.xlsx")
    body = form(shipped) if excel else shipped.read_bytes()
    if out is None:
        typer.echo(body.decode(), nl=False)
    else:
        out.write_bytes(body)


def form(file: Path) -> bytes:
    said = json.loads(json.dumps(written(file.read_text("utf-8")), default=str))
    try:
        return asyncio.run(worker_pool.draw_once("campaign_form", said))
    except worker_pool.WorkerFailed as error:
        fail(f"{file.name}: {error}")


def _read(file: Path) -> CampaignFile:
    """The file; or all its faults on stderr, and the end."""
    body = file.read_bytes()
    if body.startswith(WORKBOOKS):
        read = read_form(import_cli.reading("read_campaign", file))
    else:
        try:
            read = read_toml(toml_spelling.decoded(body))
        except UnicodeDecodeError:
            fail(f"{file.name}: {campaigns_texts.unreadable_encoding()}")
    if read.file is None:
        fail("\n".join(f"{file.name}: {line}" for line in campaigns_texts.faults(read)))
    return read.file


async def _listed(url: str) -> list[str]:
    database, clock = await status_cli.opened(url), Clock()
    try:
        async with database.read() as read:
            known = await campaigns.everything(read)
    finally:
        await database.close()
    return campaigns_texts.listed(known, clock.now()) or [campaigns_texts.none_yet()]


async def _unload(url: str, slug: str, *, check: bool, put_away: bool) -> str:
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        async with database.read() as read:
            campaign = await campaigns.named(read, slug)
            known = await campaigns.everything(read)
        if campaign is None:
            raise CommandRefused(campaigns_texts.which_campaign(known, slug))
        if check:
            async with database.read() as read:
                hanging = await removing.of_campaign(read, campaign)
            _refuse_told(campaign, hanging, put_away=put_away)
            shown = texts.would_archive(campaign.name) if put_away else ""
            return shown or str(texts.would_go(campaign.name, hanging).striptags())
        async with taking_over.exclusive(database, clock.now(), "a campaign is unloaded while it stands still") as tx:
            hanging = await removing.of_campaign(tx, campaign)
            _refuse_told(campaign, hanging, put_away=put_away)
            await (removing.archive if put_away else removing.unload)(tx, campaign, clock.now())
        done = texts.archived(campaign.name, campaign.code) if put_away else ""
        return done or str(texts.removed(campaign.name, hanging).striptags())
    finally:
        await database.close()


def _refuse_told(campaign: Campaign, found: Hanging, *, put_away: bool) -> None:
    if found.holds and not put_away:
        why = texts.stays(campaign.name, found).striptags()
        raise CommandRefused(f"{why}\n{texts.hint_of_archive(campaign.code)}")


async def _load(
    url: str, file: CampaignFile, guide: GuideBeside | None, *, check: bool
) -> tuple[Sequence[CampaignChange], bool, list[str]]:
    """What it changes, whether there are several campaigns now, and what became of the guide."""
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        ids = Ids(clock.now)
        campaign_changes = await take_over(database, file, ids, clock.now(), check=check)
        told = await guide_cli.load(database, file.about.code, guide, ids, clock.now(), check=check)
        async with database.read() as read:
            return campaign_changes, len(await campaigns.alive(read, clock.now())) > 1, told
    except campaign_load.StillCounted as counted:
        raise CommandRefused(campaigns_texts.still_counted(str(counted))) from None
    except campaign_load.OtherUnit as other:
        raise CommandRefused(campaigns_texts.other_unit(str(other))) from None
    finally:
        await database.close()


async def take_over(
    database: Database, file: CampaignFile, ids: Ids, now: Instant, *, check: bool = False
) -> Sequence[CampaignChange]:
    """What it changes; with `check` what it would change."""
    if check:
        async with database.read() as read:
            return (await campaign_load.load(file, read, ids, now)).differences
    async with taking_over.exclusive(database, now, "a campaign is loaded while it stands still") as tx:
        loaded = await campaign_load.load(file, tx, ids, now)
        await facts.write(tx, loaded.facts)
    return loaded.differences
