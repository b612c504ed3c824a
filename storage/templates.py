"""Word templates of letters: kept by what is in them, and which of them an office uses."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import DAY, Instant

UNDECIDED = 2 * DAY  # how long a template is kept that nobody has agreed to use


@dataclass(frozen=True, slots=True)
class TemplateKept:
    """A fact: this body is there to be used. Kept twice, it is one."""

    body: bytes
    at: Instant

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class TemplateUsed:
    """A fact: from now on the letters of this unit and kind have this template; None: the program's own again."""

    id: int
    unit_id: int
    kind: str
    digest: str | None
    person_id: int
    at: Instant


async def body(read: Rows, digest: str) -> bytes | None:
    rows = await read.rows("SELECT body FROM template WHERE digest = :digest", digest=digest)
    return bytes(rows[0]["body"]) if rows else None


_IN_USE = "SELECT digest FROM template_use WHERE unit_id = :unit AND kind = :kind ORDER BY id DESC LIMIT 1"


async def in_use(read: Rows, unit_id: int, kind: str) -> str | None:
    """The digest of the office's own, if it uses one."""
    rows = await read.rows(_IN_USE, unit=unit_id, kind=kind)
    return rows[0]["digest"] if rows else None


_KEEP = """
INSERT INTO template (digest, body, kept) VALUES (:digest, :body, :at)
ON CONFLICT (digest) DO UPDATE SET kept = excluded.kept
"""
_FORGET = """
DELETE FROM template WHERE kept < :before
AND NOT EXISTS (SELECT 1 FROM template_use WHERE template_use.digest = template.digest)
AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.template = template.digest)
"""


async def write_kept(tx: Transaction, facts: Iterable[TemplateKept]) -> None:
    kept = {fact.digest: fact for fact in facts}
    await tx.run(_FORGET, before=max(one.at for one in kept.values()) - UNDECIDED)
    records = [
        {"digest": digest, "body": template_kept.body, "at": template_kept.at} for digest, template_kept in kept.items()
    ]
    exactly(len(records), await tx.many(_KEEP, records))


_USE = """
INSERT INTO template_use (id, unit_id, kind, digest, person_id, at)
VALUES (:id, :unit_id, :kind, :digest, :person_id, :at)
"""


async def write_used(tx: Transaction, facts: Iterable[TemplateUsed]) -> None:
    records = [{name: getattr(fact, name) for name in TemplateUsed.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_USE, records))
