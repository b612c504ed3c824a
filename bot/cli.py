"""The command line. Errors are one line on stderr and a non-zero exit; results are on stdout."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import (
    VERSION,
    backups,
    campaign_cli,
    copy_cli,
    doctor_cli,
    export_cli,
    guide_cli,
    import_cli,
    invite_cli,
    log,
    paper_cli,
    rehearse_cli,
    removing_cli,
    sample,
    sentences,
    settings,
    status_cli,
    units_cli,
    worker_pool,
)
from bot import app as house
from bot.channels.channel import ChannelKind, Command
from bot.chosen_settings import chosen_settings
from bot.clock import Clock, machine_time
from bot.console import CommandRefused, fail, finish, private
from handlers.reader import parse_lines
from handlers.wishes import catalogue, recognise
from storage import chosen as chosen_readings
from storage import instants, migrate
from storage.database import StoreError, open_database
from storage.ids import Ids
from storage.records import Role

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tungngo {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[  # noqa: ARG001  its own callback answers
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Which version this is.")
    ] = False,
) -> None:
    """Từng Ngõ: a chat assistant for a ward's door-to-door campaign."""
    os.umask(0o077)  # data, copies and what is handed out hold names: whoever started us, they are their owner's alone
    log.set_up_quietly()
    log.conceal_tracebacks()


@app.command()
def run(
    clock: Annotated[str, typer.Option(help="ISO instant at which the app's own clock starts (rehearsal).")] = "",
    speed: Annotated[float, typer.Option(min=0.1, max=10_000, help="How fast that clock runs.")] = 1.0,
    sampled: Annotated[bool, typer.Option("--sample", help="The sample ward, though you have one of yours.")] = False,
) -> None:
    """Everything: channels that are configured, clock, delivery, web. Without a ward of yours: the sample ward."""
    chosen = chosen_settings()
    log.set_up(chosen.log_format, chosen.hidden)
    sampled = sampled or finish(sample.is_wanted(chosen))
    if clock and not sampled:
        fail("--clock: only for the sample. What a ward of yours would do: tungngo rehearse --campaign CODE, on a copy")
    own = Clock.starting_at(_instant(clock), speed) if clock else None
    first = partial(rehearse_cli.prepare_sample, chosen) if sampled else None
    finish(house.serve(chosen, own, sampled=sampled, first=first))


@app.command()
def parse(
    plan: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="The ward's plan: docx, xlsx, csv, text or json.")
    ],
) -> None:
    """Read message lines (JSONL) on stdin, write what each says. No database."""
    try:
        sessions = _plan(plan)["sessions"]
        groups = parse_lines.plan_from_sessions(sessions)
        if not groups.groups:
            raise ValueError("no group and no night in it")  # noqa: TRY301  the same sentence for every plan that is none
    except (ValueError, KeyError, TypeError) as error:
        fail(f"{plan}: not a plan: {error}")
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            try:
                typer.echo(parse_lines.answer(line.decode(), groups))
            except (ValueError, KeyError, TypeError) as error:
                fail(f"line {number}: not a message: {error}")


def _plan(plan: Path) -> Any:
    return json.loads(plan.read_text("utf-8")) if plan.suffix == ".json" else import_cli.reading("read_plan", plan)


@app.command()
def wish(
    text: Annotated[str, typer.Argument(help="What somebody writes.")] = "",
    who: Annotated[Role | None, typer.Option(help="By whom; without it every wish is looked at.")] = None,
    chosen: Annotated[bool, typer.Option("--chosen", help="Which offered readings people chose, of 30 days.")] = False,
) -> None:
    """Which wishes a message is read as, how sure, by which ideas, and the words that nothing explains. No database."""
    if chosen:
        for times, name, words in finish(_chosen(chosen_settings().database_url)):
            typer.echo(f"{times:4} {name or '-'}: {words}")
        return
    if not text:
        fail('what does somebody write? tungngo wish "..."')
    letter = catalogue.LETTERS[who] if who else ""
    allowed = [name for name, entry in catalogue.entries().items() if letter in entry.who]
    reading = recognise.read(text, allowed)
    for name, share in reading.wishes[:3]:
        typer.echo(f"{share:.2f} {name}: {catalogue.entries()[name].said}")
    typer.echo(f"because: {', '.join(recognise.weights().why(text, reading.wishes[0][0])) or '-'}")
    typer.echo(f"ideas: {', '.join(reading.ideas) or '-'}")
    typer.echo(f"unexplained: {' '.join(reading.unexplained) or '-'}")


async def _chosen(url: str) -> tuple[tuple[int, str, str], ...]:
    database = await status_cli.opened(url)
    try:
        async with database.read() as read:
            return await chosen_readings.counted(read)
    finally:
        await database.close()


@app.command(name="migrate")
def migrate_() -> None:
    """Bring the database to the schema of this program."""
    finish(_migrate(chosen_settings().database_url))


@app.command()
def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask no platform, and not our own page.")] = False,
) -> None:
    """Name what is wrong, and what to do: platforms, database, clock, messages, copies, disk. Exit 1 if anything is."""
    asked = () if offline else house.CHANNELS
    findings = finish(doctor_cli.examine(chosen_settings(), machine_time(), asked))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
    overwrite: Annotated[bool, typer.Option(help="Also where a file of this name is.")] = False,
) -> None:
    """One whole copy of the database in one file, also while the house runs. Each night it makes one by itself."""
    chosen = chosen_settings()
    _say(lambda: [backups.backup(chosen, file, overwrite=overwrite)])


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy made by `tungngo backup`, or of a night.")],
    force: Annotated[bool, typer.Option(help="Even a copy of another ward.")] = False,
) -> None:
    """Put a copy in place, while nothing runs; what was there before is kept beside it under another name."""
    chosen = chosen_settings()
    now = instants.local(machine_time(), chosen.timezone)
    _say(lambda: backups.restore(chosen, file, now, force=force))


@app.command(name="copy")
def copy_(
    from_: Annotated[str, typer.Option("--from", help="The database as it is: sqlite:///FILE or postgresql://…")],
    to: Annotated[str, typer.Option("--to", help="An empty one: postgresql://… or sqlite:///FILE")],
) -> None:
    """Move a ward to another database, while nothing runs; what it comes from is only read."""
    finish(copy_cli.copy(from_, to, typer.echo))


def _say(work: Callable[[], list[str]]) -> None:
    try:
        lines = work()
    except (StoreError, CommandRefused) as error:
        fail(str(error))
    for line in lines:
        typer.echo(line)


@app.command()
def rehearse(
    campaign: Annotated[
        str, typer.Option(help="Of yours, by its code; on a copy, with your people. Else the sample.")
    ] = "",
    nights: Annotated[int | None, typer.Option(min=1, help="How many days of the campaign; else all of it.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed, the same campaign.")] = 1,
) -> None:
    """Play a campaign with scripted people at full speed; every message that goes out is shown, and nobody gets it."""
    if campaign:
        played, findings = finish(rehearse_cli.rehearse_own(chosen_settings(), campaign, nights, seed, typer.echo))
        lines = [*played.summary(), *findings.lines()]
    else:
        lines = finish(rehearse_cli.rehearse(nights or sample.days(), seed, typer.echo)).summary()
    for line in lines:
        typer.echo(line)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(context: typer.Context) -> None:
    """[NAME] [--json]: how fast, each figure beside its baseline in one run. Only in a checkout."""
    checkout = Path(__file__).parent.parent
    if not (checkout / "bench" / "__main__.py").is_file():
        fail("bench: the scripts are part of a checkout, not of an installed package; run it from one")
    arguments = [sys.executable, "-m", "bench", *context.args]
    sys.exit(subprocess.run(arguments, cwd=checkout, check=False).returncode)  # noqa: S603  the person's own arguments


async def _migrate(url: str) -> None:
    database = await open_database(url)
    try:
        applied = await migrate.migrate(database)
    finally:
        await database.close()
    typer.echo(f"applied: {', '.join(map(str, applied)) or 'nothing, the schema is up to date'}")


@app.command()
def invite(
    person: Annotated[list[str] | None, typer.Argument(help="Names or codes of people on the roster.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody who is in no chat yet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A list of person, role, unit, code, link.")] = False,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="A PDF of cards to be printed and cut.")] = None,
    unit: Annotated[str, typer.Option(help="With --all: only this ward or unit, by name or code.")] = "",
    renew: Annotated[bool, typer.Option(help="New codes: cards that were printed before become void.")] = False,
) -> None:
    """Make one-time codes for people to enter the chat with; made again, they are the same ones."""
    if bool(person) == everybody:
        fail("give names, or --all")
    if out:
        _make_room(out)
    made = finish(_invite(chosen_settings(), person or [], unit, renew=renew))
    if out:
        out.write_bytes(finish(worker_pool.draw_once("cards", made.sheet)))
    for remark in () if as_json else made.remarks:
        typer.echo(remark, err=True)
    if as_json:
        typer.echo(invite_cli.as_json(made.cards))
    else:
        lines = [f"{len(made.cards)} cards: {out}"] if out else invite_cli.as_lines(made.cards)
        typer.echo("\n".join(lines))


async def _invite(chosen: settings.Settings, names: list[str], unit: str, *, renew: bool) -> invite_cli.Invitations:
    database, clock = await open_database(chosen.database_url), Clock()
    try:
        await sample.ready(database)
        return await invite_cli.invite(database, names, Ids(clock.now), clock.now(), chosen, unit, renew=renew)
    finally:
        await database.close()


@app.command()
def status(
    unit: Annotated[
        str, typer.Argument(help="Name or code of a unit, or a campaign's name; without, the whole ward.")
    ] = "",
    as_of: Annotated[str, typer.Option(help="ISO instant: the answer as it was known then.")] = "",
    campaign: Annotated[str, typer.Option(help="Code or name; else the one that runs.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Figures, headcount, percent, reported, missing.")] = False,
) -> None:
    """How far a unit is. Only reads, also beside a running house."""
    typer.echo(
        finish(status_cli.answer(chosen_settings(), unit, as_of, Clock().now(), as_json=as_json, campaign=campaign))
    )


def _make_room(out: Path) -> None:
    """Before any code is made."""
    try:
        private(out)
    except OSError as error:
        fail(f"{out}: {error.strerror}")


@app.command(name="sentences")
def tell_sentences() -> None:
    """Everything it says, as Markdown, by room: docs/sentences.md."""
    typer.echo(sentences.page(), nl=False)


app.add_typer(campaign_cli.app, name="campaign")
app.add_typer(import_cli.app, name="import")
app.add_typer(guide_cli.app, name="guide")
paper_cli.add_to(export_cli.app)
app.add_typer(export_cli.app, name="export")
units_cli.app.command("remove")(removing_cli.remove_unit)
app.add_typer(units_cli.app, name="unit")
app.add_typer(removing_cli.person, name="person")


def _add(kind: ChannelKind) -> None:
    """What an operator may ask of a channel."""
    group = typer.Typer(no_args_is_help=True, help=f"Set {kind.name.capitalize()} up.")
    for command in kind.commands:
        group.command(command.name, help=command.help)(_asking(command))
    app.add_typer(group, name=kind.name)


def _asking(command: Command) -> Callable[[], None]:
    def ask() -> None:
        for line in finish(command.run(chosen_settings())):
            typer.echo(line)

    return ask


for kind_ in house.CHANNELS:
    if kind_.commands:
        _add(kind_)


def _instant(text: str) -> int:
    try:
        return instants.instant(datetime.fromisoformat(text))
    except ValueError:
        fail(f"--clock: not an instant with a zone: {text}")
