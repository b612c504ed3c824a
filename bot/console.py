"""What all commands share: settings, one asyncio run, and errors as one line on stderr with a non-zero exit."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

import typer

from bot import settings
from bot.duty import CannotRun
from storage.database import StoreError

T = TypeVar("T")


class Refused(Exception):
    """Why a command will not do what was asked."""


def chosen_settings() -> settings.Settings:
    for name, meant in settings.strangers(os.environ):
        typer.echo(f"warning: {name} is no setting" + (f"; {meant}?" if meant else ""), err=True)
    try:
        return settings.load()
    except settings.WrongSettings as error:
        fail(str(error))


def finish(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except (StoreError, CannotRun, Refused) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(0)


def fail(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)
