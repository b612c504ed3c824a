"""`tungngo guide …`, and the guide that lies beside a campaign's file: looked over, taken over, its pictures kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot import sample, status_cli, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import CommandRefused, fail, finish
from handlers.campaigns import guide_file, toml_spelling
from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.guide_file import ReadGuide
from handlers.guide import content, guide, pictures, texts
from storage import campaigns, facts, guides
from storage.campaigns import Campaign
from storage.database import Database, Rows, Transaction, open_database
from storage.guides import StepDropped, StepPicture
from storage.history import Source
from storage.ids import Ids
from storage.instants import Instant

ENDING = ".guide.toml"  # campaign.toml: campaign.guide.toml, or what stands for all campaigns of a folder:
SHARED = "guide.toml"

app = typer.Typer(no_args_is_help=True, help="How the application is installed: words and pictures of the guide.")
Slug = Annotated[str, typer.Option("--campaign", help="Code of the campaign, where there are several.")]


@dataclass(frozen=True, slots=True)
class GuideBeside:
    """The guide's file, and what it says."""

    path: Path
    read: ReadGuide

    @property
    def told(self) -> list[str]:
        return [f"{self.path.name}: {line}" for line in campaigns_texts.guide_faults(self.read.faults, self.read.lines)]


@app.callback()
def _guide() -> None:
    """How the application is installed: words and pictures of the guide."""


@app.command()
def template(
    name: Annotated[str, typer.Argument(help=f"Which one: {', '.join(content.SHIPPED)}.")] = content.ANY,
    out: Annotated[Path | None, typer.Option(help="Where to write it; else it is printed.")] = None,
) -> None:
    """The guide that ships, to be changed and put beside the campaign's file as NAME.guide.toml."""
    if name not in content.SHIPPED:
        fail(f"{name}: {', '.join(content.SHIPPED)}")
    if out is None:
        typer.echo(content.text_of(name), nl=False)
    else:
        out.write_text(content.text_of(name), "utf-8")


@app.command()
def show(campaign: Slug = "") -> None:
    """Which guide answers now, and which of its steps have a picture."""
    for line in finish(_shown(chosen_settings().database_url, campaign)):
        typer.echo(line)


@app.command()
def picture(
    name: Annotated[str, typer.Argument(help="Entry and step, as install-2.")],
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="PNG or JPEG.")] = None,
    campaign: Slug = "",
    drop: Annotated[bool, typer.Option("--drop", help="Show none with this step any more.")] = False,
) -> None:
    """Put a picture to a step, in place of the one that is there."""
    if drop is (file is not None):
        fail("a picture, or --drop")
    body = file.read_bytes() if file else None
    typer.echo(finish(_pictured(chosen_settings().database_url, campaign, name, body)))


def beside(campaign: Path, name: str) -> GuideBeside | None:
    """The guide of this campaign's file, if there is one."""
    own = (campaign.with_name(campaign.stem + ENDING), campaign.with_name(SHARED))
    path = next((one for one in own if one.is_file()), None)
    if path is None:
        return None
    try:
        text = toml_spelling.decoded(path.read_bytes())
    except UnicodeDecodeError:
        fail(f"{path.name}: {campaigns_texts.unreadable_encoding()}")
    return GuideBeside(path, guide_file.read(text, _Folder(path.parent).picture, name))


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path

    def picture(self, name: str) -> bytes | None:
        """Nothing outside the guide's own folder, and no more of it than is needed to see that it is too large."""
        found = (self.path / name).resolve()
        if not found.is_relative_to(self.path.resolve()) or not found.is_file():
            return None
        with found.open("rb") as opened:
            return opened.read(pictures.LARGEST + 1)


def check(campaign: Path, name: str) -> None:
    """Its faults are the end; what it leaves to us is told."""
    found = beside(campaign, name)
    if found is None:
        return
    if found.told:
        fail("\n".join(found.told))
    typer.echo(campaigns_texts.guide_holds(found.path.name, len(found.read.own.entries), len(found.read.pictures)))
    for line in campaigns_texts.guide_faults(found.read.doubts, found.read.lines):
        typer.echo(campaigns_texts.guide_doubt(f"{found.path.name}: {line}"))


async def load(
    database: Database, code: str, found: GuideBeside | None, ids: Ids, now: Instant, *, check: bool
) -> list[str]:
    """What is without fault is taken over; the rest is told, and ours answers in its place."""
    if found is None:
        return []
    own = found.read.own
    async with database.read() as read:
        campaign = await campaigns.named(read, code)
        fresh = await _fresh(read, campaign, found.read.pictures)
    if campaign is not None and not check:
        async with taking_over.exclusive(database, now, "a guide is loaded while it stands still") as tx:
            by, said = Source(None, "cli", now, ids), own.model_dump_json()
            if await guides.body(tx, campaign.id) != said:
                loaded = by.noted("guide", None, campaign.unit.id, done="loaded", entries=str(len(own.entries)))
                await facts.write(tx, [loaded])
            await guides.load(tx, campaign.id, said, now)
            for step, body in fresh.items():
                await _keep(tx, campaign, step, body, by)
    told = [campaigns_texts.guide_loaded(len(own.entries), len(fresh))]
    return [*told, *([campaigns_texts.guide_left_out(len(found.told)), *found.told] if found.told else [])]


async def _fresh(read: Rows, campaign: Campaign | None, given: Mapping[str, bytes]) -> dict[str, bytes]:
    same = await guides.same_pictures(read, campaign.id, list(given.items())) if campaign else set()
    return {step: body for step, body in given.items() if step not in same}


async def _keep(tx: Transaction, campaign: Campaign, step: str, body: bytes, by: Source) -> None:
    kind = pictures.media_type(body)
    kept = StepPicture(by.ids(), campaign.id, step, f"{step}.{kind.rpartition('/')[2]}", kind, body)
    await guides.keep_picture(tx, kept, by.at)
    await _note(tx, campaign, step, "kept", by)


async def _note(tx: Transaction, campaign: Campaign, step: str, done: str, by: Source) -> None:
    code, number = pictures.named(step) or ("", 0)
    entry = (await guide.of_campaign(tx, campaign)).entries[code]
    await facts.write(tx, [pictures.of_step(by, campaign, done, entry, number)])


async def _shown(url: str, slug: str) -> list[str]:
    database, clock = await status_cli.opened(url), Clock()
    try:
        async with database.read() as read:
            campaign = await _campaign(read, slug, clock.now())
            kept = await guides.body(read, campaign.id)
            own = content.laid_over(kept, campaign.name)
            said = content.kept(kept).entries
            return texts.in_use(own, said, sorted(await guides.pictures(read, campaign.id)))
    finally:
        await database.close()


async def _campaign(read: Rows, slug: str, now: Instant) -> Campaign:
    campaign = await chosen_campaign(read, slug, now)
    if campaign is None:
        raise CommandRefused(campaigns_texts.none_yet())
    return campaign


async def _pictured(url: str, slug: str, name: str, body: bytes | None) -> str:
    why = pictures.refused(body) if body is not None else ""
    if why:
        raise CommandRefused(texts.picture_refused(name, why, pictures.LARGEST_MB))
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        async with taking_over.exclusive(database, clock.now(), "send the picture to it in the chat") as tx:
            campaign = await _campaign(tx, slug, clock.now())
            step, known = pictures.named(name), await guide.of_campaign(tx, campaign)
            if step is None or not 0 < step[1] <= len(known.entries[step[0]].steps):
                raise CommandRefused(texts.picture_names(known.entries))
            by = Source(None, "cli", clock.now(), Ids(clock.now))
            if body is None:
                await facts.write(tx, [StepDropped(campaign.id, name, by.at)])
                await _note(tx, campaign, name, "dropped", by)
                return texts.picture_dropped_plain(name)
            await _keep(tx, campaign, name, body, by)
            return texts.picture_kept_plain(name)
    finally:
        await database.close()
