"""What all commands share: one asyncio run, and errors as one line on stderr with a non-zero exit."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer

from bot import log
from bot.leases import CannotRun
from storage.database import StoreError

T = TypeVar("T")


class CommandRefused(Exception):
    """Why a command will not do what was asked."""


def finish(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except (StoreError, CannotRun, CommandRefused) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(0)


def private(out: Path) -> None:
    """A file that names people is its owner's alone, also where one of this name was open to others."""
    out.touch(0o600)
    out.chmod(0o600)


def fail(why: str) -> NoReturn:
    typer.echo(log.conceal(why), err=True)
    raise typer.Exit(1)
