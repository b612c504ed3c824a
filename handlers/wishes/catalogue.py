"""The wishes there are, as handlers/wishes/data/ lists them: whose they are, what they change, how they are put."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from storage.lookup import Who
from storage.records import Role

LETTERS = {
    Role.LEADER: "L",
    Role.DEPUTY: "D",
    Role.CAPTAIN: "C",
    Role.VOLUNTEER: "V",
    Role.CLERK: "K",
    Role.OBSERVER: "O",
}


@dataclass(frozen=True, slots=True)
class WishEntry:
    """`changes`: nothing, `own` or `others`; `said`: as a choice; `reply`: where words are all that is wanted.

    `replies`: to some roles other words, by their letter.
    """

    who: str
    said: str
    reply: str
    replies: Mapping[str, str]
    changes: str
    talk: bool


@cache
def entries() -> dict[str, WishEntry]:
    return {
        wish: WishEntry(
            one["who"],
            one["said"],
            one.get("reply", ""),
            {key[-1]: words for key, words in one.items() if key.startswith("reply_")},
            one.get("changes", ""),
            one.get("group", "") == "Small talk",
        )
        for wish, one in _read("catalogue.toml").items()
    }


def says() -> dict[str, list[str]]:
    """Sentences that stand beside their wish."""
    return {wish: one["says"] for wish, one in _read("catalogue.toml").items() if "says" in one}


def reply(wish: str, who: Who) -> str:
    """What is said to this person; nothing where it is not words that are wanted."""
    wish_entry = entries()[wish]
    letters = [LETTERS[post.role] for post in who.posts]
    return next((wish_entry.replies[letter] for letter in letters if letter in wish_entry.replies), wish_entry.reply)


def theirs(who: Who) -> frozenset[str]:
    """What this person may wish for; a stranger what strangers may."""
    return _for(frozenset(LETTERS[post.role] for post in who.posts) or frozenset("S"))


@cache
def _for(letters: frozenset[str]) -> frozenset[str]:
    return frozenset(wish for wish, wish_entry in entries().items() if letters & set(wish_entry.who))


def _read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("handlers.wishes").joinpath("data", name).read_text("utf-8"))
