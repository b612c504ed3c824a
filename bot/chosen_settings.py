"""The settings that a command works by: those of the house and of every channel that bot/app.py lists."""

import os

import typer

from bot import log, settings
from bot.app import CHANNELS
from bot.console import fail
from bot.settings import Settings

CHANNEL_SETTINGS = tuple(kind.settings for kind in CHANNELS if kind.settings)


def chosen_settings() -> Settings:
    for name, meant in settings.strangers(os.environ, CHANNEL_SETTINGS):
        typer.echo(f"warning: {name} is no setting" + (f"; {meant}?" if meant else ""), err=True)
    try:
        found = settings.load(CHANNEL_SETTINGS)
    except settings.WrongSettings as error:
        fail(str(error))
    log.hide(found.hidden)
    return found
