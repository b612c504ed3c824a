"""Reads what is wanted as a file: which table, letter or picture, in which form, of which unit and instant. Pure."""

from collections.abc import Mapping

from handlers.intents.intent import Intent
from handlers.intents.papers import CorrectLetter, Export, IssueLetter, ShowPicture, WeeklyLetter
from handlers.intents.templates import ResetTemplate, ShowTemplate
from handlers.language.tokens import fold
from handlers.outgoing import words
from handlers.progress import asking
from storage.campaigns import Campaign
from storage.instants import Instant


def asked(text: str, campaign: Campaign | None, now: Instant) -> Intent | None:
    """`/xuat …` with its slash; letters and pictures also by their plain words, alone."""
    said = fold(text).strip(" .?!")
    bare = said.removeprefix("/")
    if said in words.ISSUE or bare in words.ISSUE:
        return IssueLetter()
    if said in words.CORRECT or bare in words.CORRECT:
        return CorrectLetter()
    template = _template(bare)
    if template is not None:
        return template
    rest = _behind(bare, words.LETTER)
    if rest is not None and (not rest or text.startswith("/")):
        return WeeklyLetter(asking.want(rest, campaign, now))
    rest = _behind(bare, words.PICTURE)
    if rest is not None and not _speaks_of_a_man(text):
        kind, rest = _taken(rest, words.PICTURES)
        meant = kind or not rest or text.startswith("/")
        return ShowPicture(kind or "pace", asking.want(rest, campaign, now)) if meant else None
    rest = _behind(bare, words.EXPORT)
    return _export(rest, campaign, now) if rest is not None and text.startswith("/") else None


def _speaks_of_a_man(text: str) -> bool:
    """'Anh muốn …' written with accents is nobody's picture."""
    return not text.isascii() and text.lower().startswith(words.MAN)


def _template(said: str) -> Intent | None:
    """To have it, or to go back to the program's own; which letter's may be left out."""
    back = _behind(said, words.RESET)
    if back is not None:
        return ResetTemplate(_taken(back, words.KINDS)[0])
    exported = _behind(said, words.EXPORT)
    named = _behind(said if exported is None else exported, words.TEMPLATE)
    kind = words.KINDS.get(named or "", "")
    return ShowTemplate(kind) if kind or (exported is not None and named == "") else None


def _export(said: str, campaign: Campaign | None, now: Instant) -> Export:
    kind, rest = _taken(said, words.TABLES)
    ending, rest = _taken(rest, words.ENDINGS)
    about = ""
    if kind == "round":
        about, _, rest = rest.partition(" ")
    return Export(kind, ending or "xlsx", about, asking.want(rest, campaign, now))


def _behind(said: str, names: tuple[str, ...]) -> str | None:
    for name in names:
        if said == name:
            return ""
        if said.startswith(f"{name} "):
            return said.removeprefix(f"{name} ").strip()
    return None


def _taken(said: str, known: Mapping[str, str]) -> tuple[str, str]:
    """The first word that means something here, and what is left without it."""
    padded = f" {said} "
    for word in sorted(known, key=len, reverse=True):
        if f" {word} " in padded:
            return known[word], padded.replace(f" {word} ", " ", 1).strip()
    return "", said
