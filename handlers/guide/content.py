"""A guide as plain values: ours for any application, ours for one, a campaign's own, laid over one another. Pure."""

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from handlers.guide import words
from handlers.language.tokens import fold

# What somebody may find in the way, and the entry that answers it: the same word.
KINDS = ("otp", "app_error", "old_phone", "no_phone", "refusal", "wrong_data", "other")
ENTRIES = ("install", "sign_in", "otp", "password", "app_error", "old_phone", "no_phone", "refusal", "wrong_data")
SHIPPED = ("any", "ihanoi", "vneid")
ANY = SHIPPED[0]
CODES = (*ENTRIES, "other")  # the last is nobody's to choose: what is said where nothing else fits
INSTALL = ENTRIES[0]
NAMES = ("you", "You", "me", "Me", "app", "hotline", "office", "ward")  # what may stand in braces


class _Worded(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GuideStep(_Worded):
    """`picture`: a file beside the guide's own."""

    words: Annotated[str, Field(min_length=1)]
    picture: str = ""


def _as_step(said: Any) -> Any:
    return {"words": said} if isinstance(said, str) else said


class GuideEntry(_Worded):
    """`carriers`: what is said beside the answer to whoever names theirs."""

    title: str = ""
    answer: Annotated[str, Field(min_length=1)]
    steps: tuple[Annotated[GuideStep, BeforeValidator(_as_step)], ...] = ()
    carriers: Mapping[str, str] = {}

    @property
    def words(self) -> tuple[str, ...]:
        return (self.answer, *(step.words for step in self.steps), *self.carriers.values())


class StoreLink(_Worded):
    name: Annotated[str, Field(min_length=1, max_length=40)]
    url: str


class Guide(_Worded):
    """`app`: which of ours lies beneath; empty: by the campaign's name."""

    app: str = ""
    name: str = ""
    hotline: str = ""
    links: tuple[StoreLink, ...] = ()
    entries: Mapping[str, GuideEntry] = {}

    def over(self, beneath: "Guide") -> "Guide":
        """What this says counts; what it does not say is said by what lies beneath."""
        named = {
            code: one if one.title else one.model_copy(update={"title": beneath.entries[code].title})
            for code, one in self.entries.items()
            if code in beneath.entries
        }
        return Guide(
            app=self.app or beneath.app,
            name=self.name or beneath.name,
            hotline=self.hotline or beneath.hotline,
            links=self.links or beneath.links,
            entries={**beneath.entries, **self.entries, **named},
        )


def of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """As a file writes it, entry by entry, and as it is held."""
    plain = {name: raw[name] for name in ("app", "name", "hotline", "links") if name in raw}
    return {**plain, "entries": {code: raw[code] for code in CODES if code in raw}}


def text_of(app: str) -> str:
    """As it ships, to begin one's own with."""
    return files("handlers.guide").joinpath("data", f"{app}.toml").read_text("utf-8")


@cache
def shipped(app: str) -> Guide:
    """Whole: what a file of ours does not say is said by the one for any application."""
    said = Guide.model_validate(of(tomllib.loads(text_of(app)))).model_copy(update={"app": app})
    return said if app == ANY else said.over(shipped(ANY))


def laid_over(own: str | None, campaign_name: str) -> Guide:
    """`own`: as it is kept; what cannot be read is passed over, so that there is always an answer."""
    said = kept(own)
    app = said.app if said.app in SHIPPED else words.app_of(fold(campaign_name).replace(" ", ""))
    return said.over(shipped(app))


def kept(own: str | None) -> Guide:
    """Without what could not be said."""
    try:
        said = Guide.model_validate_json(own) if own else Guide()
    except ValidationError:
        return Guide()
    fit = {code: one for code, one in said.entries.items() if code in CODES and not any(map(unsaid, one.words))}
    return said.model_copy(update={"entries": fit})


def unsaid(words_: str) -> str:
    """A name in braces that nothing is known for, or the whole where its braces do not close; empty: it can be said."""
    try:
        named = [
            f"{name}{kind}{conversion or ''}"
            for _, name, kind, conversion in string.Formatter().parse(words_)
            if name is not None
        ]
    except ValueError:
        return words_
    return next((name or "{}" for name in named if name not in NAMES), "")
