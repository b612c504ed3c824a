"""`tungngo import …`: what an office wrote into a file is taken over. One command for each kind of document."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot import taking_over
from bot.chosen_settings import chosen_settings
from bot.clock import Clock
from bot.console import finish
from bot.importing import HeadcountsImport, Import, ImportFile, PlanImport, RosterImport, take_over

app = typer.Typer(no_args_is_help=True, help="Take over what an office wrote into a file: plan, roster, headcounts.")

Document = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="xlsx, docx, csv or pasted text.")]


@app.callback()
def _import() -> None:
    """Take over what an office wrote into a file."""


@app.command("plan")
def plan(
    file: Document,
    campaign: Annotated[str, typer.Option(help="Code of the campaign, where there are several.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was read: sessions and problems.")] = False,
    name: Annotated[
        list[str], typer.Option(help="A name in the plan and what it means: NAME=UNIT, NAME= for none.")
    ] = [],  # noqa: B006
    cancel_missing: Annotated[bool, typer.Option(help="Call off nights that the plan no longer has.")] = False,
) -> None:
    """The ward's plan: which group is visited on which nights. Doubtful rows are held back and listed."""
    _take_over(PlanImport(tuple(name), cancel_missing), ImportFile(file, campaign, check), as_json=as_json)


@app.command("roster")
def roster(
    file: Document,
    campaign: Annotated[str, typer.Option(help="Code of the campaign, where there are several.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would change.")] = False,
    end: Annotated[bool, typer.Option("--end-missing", help="End the posts that the file does not name.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was read: people, problems, posts.")] = False,
) -> None:
    """The ward's people: who holds which post, in which group, under which number."""
    _take_over(RosterImport(end), ImportFile(file, campaign, check), as_json=as_json)


@app.command("headcounts")
def headcounts(
    file: Document,
    campaign: Annotated[str, typer.Option(help="Code of the campaign, where there are several.")] = "",
    as_of: Annotated[str, typer.Option(help="Day of the figures (2024-11-01), where the file does not say it.")] = "",
    source: Annotated[str, typer.Option(help="Whose figures they are, where the file does not say it.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Change nothing, say what would change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="What was read: rows and problems.")] = False,
) -> None:
    """Headcounts and official figures of the units, each dated and sourced; what stood before is kept."""
    _take_over(HeadcountsImport(as_of, source), ImportFile(file, campaign, check), as_json=as_json)


def _take_over(kind: Import[Any, Any], file: ImportFile, *, as_json: bool) -> None:
    imported = finish(take_over(chosen_settings().database_url, file, kind, Clock()))
    for line in imported.printed(as_json=as_json):
        typer.echo(line)


def reading(kind: str, file: Path) -> taking_over.Read:
    """What the document worker read of a file; the command ends with one sentence when it refuses."""
    return finish(taking_over.read_file(kind, file, ()))
