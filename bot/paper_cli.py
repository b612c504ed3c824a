"""`tungngo export progress|nights|round|rewards|push|weekly|final|picture`: the files of the chat, to a path."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import status_cli, worker_pool
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import CommandRefused, finish, private
from bot.settings import Settings
from bot.worker_pool import WorkerFailed
from handlers.outgoing import letter, papers, pictures, templates
from handlers.outgoing.exports import TABLES, Asked, NoSuch
from handlers.outgoing.templates import Template
from storage.database import Rows
from storage.instants import Instant
from storage.progress import Scope

Unit = Annotated[str, typer.Argument(help="Name or code of a unit, or a campaign's name; without, the whole ward.")]
AsOf = Annotated[str, typer.Option(help="ISO instant: the figures as they were known then.")]
Out = Annotated[Path, typer.Option(help="Where it is written; the ending says what it is.")]
Number = Annotated[str, typer.Option("--round", help="Code, name or number of the round.")]
OwnTemplate = Annotated[Path | None, typer.Option(help="A Word template of one's own, in place of ours.")]
Picture = Annotated[str, typer.Option(help="pace, bands or calendar")]
LETTERS = ("weekly", "final")


@dataclass(frozen=True, slots=True)
class PaperOrder:
    what: str
    unit: str
    as_of: str
    out: Path
    about: str = ""


def add_to(app: typer.Typer) -> None:
    """One command for each kind of file."""
    app.command("progress")(progress)
    app.command("nights")(nights)
    app.command("round")(round_)
    app.command("rewards")(rewards)
    app.command("push")(push)
    app.command("letter")(weekly)
    app.command("final")(final)
    app.command("picture")(picture)


def progress(out: Out, unit: Unit = "", as_of: AsOf = "") -> None:
    """Unit by unit: headcount, before, counted, share, what is missing. xlsx, csv or docx."""
    _write(PaperOrder("progress", unit, as_of, out))


def nights(out: Out, unit: Unit = "", as_of: AsOf = "") -> None:
    """Every session in the layout of a ward's plan. xlsx, csv or docx."""
    _write(PaperOrder("nights", unit, as_of, out))


def round_(out: Out, number: Number, unit: Unit = "", as_of: AsOf = "") -> None:
    """The district's form of one round. xlsx, csv or docx."""
    _write(PaperOrder("round", unit, as_of, out, number))


def rewards(out: Out, unit: Unit = "", as_of: AsOf = "") -> None:
    """By the campaign's own criteria, each place with its reasons. xlsx, csv or docx."""
    _write(PaperOrder("rewards", unit, as_of, out))


def push(out: Out, unit: Unit = "", as_of: AsOf = "") -> None:
    """Where help is needed, by the same criteria, each unit with what it lacks. xlsx, csv or docx."""
    _write(PaperOrder("push", unit, as_of, out))


def weekly(out: Out, unit: Unit = "", as_of: AsOf = "", template: OwnTemplate = None) -> None:
    """The weekly letter as a draft. docx."""
    _write(PaperOrder("weekly", unit, as_of, out, str(template or "")))


def final(out: Out, unit: Unit = "", as_of: AsOf = "", template: OwnTemplate = None) -> None:
    """The report of the whole campaign. docx."""
    _write(PaperOrder("final", unit, as_of, out, str(template or "")))


def picture(out: Out, unit: Unit = "", as_of: AsOf = "", kind: Picture = "pace") -> None:
    """Pace against the target, units by band, or a calendar. png."""
    _write(PaperOrder("picture", unit, as_of, out, kind))


def _write(wish: PaperOrder) -> None:
    finish(write(chosen_settings(), wish, Clock().now()))
    typer.echo(str(wish.out))


async def write(settings: Settings, wish: PaperOrder, now: Instant) -> None:
    ending = wish.out.suffix.removeprefix(".")
    allowed = {"weekly": {"docx"}, "final": {"docx"}, "picture": {"png"}}.get(wish.what, set(papers.TYPES))
    if ending not in allowed:
        raise CommandRefused(f"--out: a name that ends in .{' or .'.join(sorted(allowed))}")
    async with status_cli.figures(settings, wish.as_of, now) as (read, at):
        scope = await status_cli.scope_named(read, wish.unit, at)
        if wish.what in LETTERS:
            maker, data, otherwise = "paper", *await _letter(read, scope, at, wish)
        else:
            maker, data, otherwise = *await _gathered(read, scope, at, wish), None
    _put(wish.out, await _drawn(maker, data, otherwise))


async def _drawn(maker: str, data: Any, otherwise: Any) -> bytes:
    """`otherwise`: what is drawn, and said, where `data` cannot be."""
    try:
        return await worker_pool.draw_once(maker, data)
    except WorkerFailed as failed:
        why = str(failed).strip().splitlines()[-1].rpartition("Unfillable: ")[2]
        if otherwise is None:
            raise CommandRefused(why) from failed
    typer.echo(f"The office's own template cannot be filled, ours is used: {why}", err=True)
    return await worker_pool.draw_once(maker, otherwise)


async def _letter(read: Rows, scope: Scope, at: Instant, wish: PaperOrder) -> tuple[Any, Any]:
    """In the template that was named, else in the one that the office uses, and else in ours."""
    filled = await letter.filled(read, await letter.written(read, scope, at), wish.what)
    if wish.about:
        return Template(wish.what, _body(Path(wish.about))).holding(filled), None
    used = await templates.in_use(read, scope.unit.id, wish.what)
    return used.holding(filled), templates.original(wish.what).holding(filled) if used.own else None


def _body(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandRefused(f"{path}: {error.strerror}") from error


async def _gathered(read: Rows, scope: Scope, at: Instant, wish: PaperOrder) -> tuple[str, Any]:
    if wish.what == "picture":
        if wish.about not in pictures.KINDS:
            raise CommandRefused(f"--kind: {', '.join(pictures.KINDS)}")
        return "picture", (await pictures.gather(read, scope, at, wish.about))[0]
    try:
        table = await TABLES[wish.what](read, Asked(scope, at, wish.about))
    except NoSuch as unknown:
        raise CommandRefused(f"--round: the campaign has no round {unknown}") from unknown
    ending = wish.out.suffix.removeprefix(".")
    return papers.DRAWN_BY[ending], {**table.to_json(), "format": ending}


def _put(out: Path, body: bytes) -> None:
    try:
        private(out)
        out.write_bytes(body)
    except OSError as error:
        raise CommandRefused(f"{out}: {error.strerror}") from error
