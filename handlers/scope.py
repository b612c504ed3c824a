"""The units that somebody answers for: those they lead, and everything at and below a clerk's post."""

from collections.abc import Collection, Iterable

from handlers.reader.tokens import fold
from storage import units
from storage.database import Rows
from storage.lookup import Who
from storage.records import Role, Unit

DECIDES = frozenset({Role.LEADER})
READS = frozenset({Role.LEADER, Role.DEPUTY})


async def reach(read: Rows, who: Who, own: Collection[Role] = DECIDES) -> dict[int, Unit]:
    """`own`: the posts that count in their own unit alone."""
    found = {post.unit.id: post.unit for post in who.posts if post.role in own}
    for post in who.posts:
        if post.role is Role.CLERK:
            found |= {unit.id: unit for unit in (post.unit, *await units.below(read, post.unit.id))}
    return found


def named(text: str, among: Iterable[Unit]) -> list[Unit]:
    """The units whose names stand in a text; a longer name hides the shorter one within it."""
    said = f" {fold(text)} ".replace(",", " ").replace(":", " ")
    found = [unit for unit in among if f" {fold(unit.name)} " in said]
    return [u for u in found if not any(u is not v and f" {fold(u.name)} " in f" {fold(v.name)} " for v in found)]
