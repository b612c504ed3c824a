"""The schema as it is now, on one page: `python -m storage.schema` writes docs/schema.md out of the migrations."""

import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from storage.versions import migrations

PAGE = Path(__file__).parent.parent / "docs" / "schema.md"
HEAD = """# The schema

Written by `python -m storage.schema` out of `storage/migrations/`: change nothing here. ID is a number of 63 bits, in
order of time; INSTANT is milliseconds of UTC; FLAG is true or false; DOCUMENT is JSON; BYTES are bytes. A local date is
`YYYY-MM-DD`, a local time `HH:MM`, both TEXT.
"""
# What each table holds, subject by subject.
HOLDS = {
    "Who and where": {
        "unit": "Provinces, wards, groups, buildings, agencies, schools: with their names and dates.",
        "ancestry": "The tree of units closed over itself: each unit with each above it, and with itself.",
        "lineage": "What became of a unit on a day: renamed, merged, split.",
        "person": "Everybody on a roster; who was erased keeps the row and a pseudonym.",
        "post": "Who holds which post where, from when until when: rights follow from it.",
        "contact": "Who may be asked about a unit: one leader and one officer, who need not be known otherwise.",
        "history": "What was done about posts, accounts and people, by whom.",
    },
    "Ways in": {
        "account": "An address (channel/sender) that speaks for a person, or did.",
        "chat": "Where somebody speaks to us, or a group does.",
        "invite": "One-time codes, on cards or for a further device.",
        "wrong_code": "Codes that were guessed wrongly, lately.",
        "introduction": "Strangers who said who they are.",
        "menu": "The command menus that a platform was given, so that only changed ones are given again.",
        "bulletin": "Groups that want the nightly summary.",
        "budget": "What accounts of ours may say in a month, where that is limited.",
        "traffic": "What has gone either way by them, month by month.",
        "outage": "Channels by which nothing can be sent for now.",
    },
    "The campaign": {
        "campaign": "One campaign of one unit, its settings in one document.",
        "session": "One unit on one night, a visit outside the plan, or a dated return.",
        "session_change": "How a session was before it was moved, called off or reinstated.",
        "evening": "Hours that sessions have in common, and when the clock looks at them next.",
        "headcount": "How many people of a kind there are in a unit, as of a day.",
        "baseline": "Where a unit stood before the campaign.",
        "official": "What the city's own system counts.",
    },
    "What was said": {
        "event": "What a person said about a session, as it was said; never changed.",
        "standing": "The fold of a session's events: the figures that hold.",
        "tally": "Sums of what stands, by unit, night and indicator; under the night '' of the whole campaign.",
        "evidence": "Photos kept beside a night's figures.",
        "announcement": "Words to many, as they were sent.",
        "receipt": "Whom an announcement was for, and who has said that it is clear.",
        "deed": "What was done outside the chat so that people know: loudspeaker, posters, training.",
        "saying": "Words of messages that became figures, for 30 days.",
        "reopening": "Nights whose figures were opened again after their lock, or closed early: who, why, until when.",
        "slip": "Corrections that came after the lock, and what the office said to them.",
        "note": "Words that could not be read, and wishes passed on, until the office has seen them.",
        "difficulty": "What stands in the way: raised, owned, answered; its words for 30 days after.",
        "chosen": "Readings that people chose among those offered, for 30 days.",
    },
    "Who comes": {
        "shift": "One person's place in one session.",
        "away": "When a person cannot be asked.",
        "later": "Until when a person wants to be left alone about a session.",
        "excuse": "A night that its head called off, and what the clerk said to it.",
    },
    "What is said": {
        "outbox": "Messages decided on: words, or a recipe that is worded when it is sent; and how the send ended.",
        "log": "The chat of a web page by position: their words and our messages.",
        "question": "What a person was asked and has not answered yet, or has.",
        "choice": "The buttons of a message, which can be typed as well.",
    },
    "Files": {
        "file": "What was made to be handed out, by its errand.",
        "guide": "A campaign's own guide to its application, where its file says other than ours.",
        "guide_picture": "Which file shows a step of the guide.",
        "upload": "What a platform calls a file that it was given once.",
        "received": "Files that people hand in on a page of ours, until they were read.",
        "queued": "Documents that wait for their turn to be shown.",
        "draft": "A plan, a roster or headcounts as they were read, until their sender says yes.",
        "letter": "Letters as they were issued.",
        "template": "Word templates by what is in them.",
        "template_use": "Which template an office uses for a kind of letter.",
    },
    "Keeping it going": {
        "update_key": "Every update that was ever taken in: a second arrival finds its key here.",
        "set_aside": "Updates that could not be handled three times over.",
        "errand": "Slow or foreign work that is to be done, or was.",
        "duty": "Who does what only one may do.",
        "state": "What the program knows of itself from one moment to the next.",
        "house_key": "Keys that the house made for itself.",
        "schema_version": "The migrations that were applied.",
    },
}


@dataclass(frozen=True, slots=True)
class SchemaColumn:
    """`word`: its type in the words of the migrations; `points`: the table whose rows it names."""

    name: str
    is_: str
    note: str
    word: str = ""
    is_key: bool = False
    points: str = ""


@dataclass
class SchemaTable:
    columns: list[SchemaColumn] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)


def tables() -> dict[str, SchemaTable]:
    """The migrations one after the other, in their own words, which SQLite takes as they are."""
    notes, found = _notes(), defaultdict[str, SchemaTable](SchemaTable)
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)")
        for _, text in sorted(migrations().items()):
            made.executescript(text)
        for (table,) in made.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
            points = {row[3]: row[2] for row in made.execute(f"PRAGMA foreign_key_list({table})")}
            for _, name, word, held, _, key in made.execute(f"PRAGMA table_info({table})"):
                traits = [word, *(["key"] if key else [] if held else ["or null"])]
                traits += [f"→ {points[name]}"] if name in points else []
                told = notes.get((table, name), "")
                found[table].columns.append(
                    SchemaColumn(name, ", ".join(traits), told, word, bool(key), points.get(name, ""))
                )
        kept = "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        for table, name, sql in made.execute(kept):
            unique = "unique, " if "UNIQUE" in sql else ""
            over = re.sub(r"\s+", " ", sql[sql.index("(") :])
            found[table].indexes.append(f"`{name}` {unique}{over}: {notes.get(('', name), '')}".rstrip(": "))
    return dict(found)


def _notes() -> dict[tuple[str, str], str]:
    """The comments of the migrations: by table and column, and of the indexes by name."""
    notes: dict[tuple[str, str], str] = {}
    for _, text in sorted(migrations().items()):
        for table, body in re.findall(r"^CREATE TABLE (\w+) \((.*?)^\);", text, re.MULTILINE | re.DOTALL):
            notes |= {
                (table, name): said for name, said in re.findall(r"^    (\w+) [^\n]*?-- ([^\n]+)$", body, re.MULTILINE)
            }
        added = re.findall(r"^ALTER TABLE (\w+) ADD COLUMN (\w+) [^\n]*?; *-- ([^\n]+)$", text, re.MULTILINE)
        notes |= {(table, name): said for table, name, said in added}
        named = re.findall(r"^((?:-- [^\n]*\n)+)CREATE (?:UNIQUE )?INDEX (\w+)", text, re.MULTILINE)
        notes |= {("", name): " ".join(said.replace("-- ", "").split()) for said, name in named}
        for old, new in re.findall(r"^ALTER TABLE (\w+) RENAME TO (\w+)", text, re.MULTILINE):
            notes |= {(new, name): said for (table, name), said in notes.items() if table == old}
    return notes


def page() -> str:
    found, lines = tables(), [HEAD]
    for subject, held in HOLDS.items():
        lines.append(f"## {subject}\n")
        for name, holds in held.items():
            lines += [f"### {name}\n", f"{holds}\n", "| column | is | |", "|---|---|---|"]
            lines += [
                f"| {column.name} | {column.is_} | {column.note.replace('|', '/')} |" for column in found[name].columns
            ]
            lines += ["", *(f"- {index}" for index in found[name].indexes), *([""] if found[name].indexes else [])]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
