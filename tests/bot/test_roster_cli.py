"""A roster from the command line: looked at, stored, and printed in the shape of the labelled ones."""

import json
from pathlib import Path

import pytest

from bot import roster_cli
from bot.console import Refused
from storage import people
from tests.ward import Ward

ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
FILE = ROSTERS / "theo_don_vi.xlsx"


async def names(ward: Ward) -> set[str]:
    async with ward.database.read() as read:
        return {one.name for one in await people.everybody(read)}


async def test_a_look_changes_nothing_and_the_import_stores_people(ward: Ward, sqlite_url: str):
    read, found = await roster_cli.import_roster(sqlite_url, FILE, "", check=True)
    assert found is not None
    assert "11 rows with a name" in roster_cli.as_lines(read, found, check=True)[-1]
    assert "Giáp Văn Gốm" not in await names(ward)

    await roster_cli.import_roster(sqlite_url, FILE, "test", check=False)
    assert "Giáp Văn Gốm" in await names(ward)


async def test_the_printed_shape_is_that_of_the_labels(sqlite_url: str):
    label = json.loads((ROSTERS / "theo_don_vi.expected.json").read_text())

    read, _ = await roster_cli.import_roster(sqlite_url, FILE, "", check=True)
    told = json.loads(roster_cli.as_json(read))
    assert [sorted(one) for one in told["people"]] == [sorted(one) for one in label["people"]]
    assert [one["name"] for one in told["people"]] == [one["name"] for one in label["people"]]


async def test_nothing_is_stored_without_a_campaign_or_out_of_what_cannot_be_read(
    ward: Ward, sqlite_url: str, tmp_path: Path
):
    with pytest.raises(Refused, match="no campaign nowhere"):
        await roster_cli.import_roster(sqlite_url, FILE, "nowhere", check=False)
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    with pytest.raises(Refused, match="trống"):
        await roster_cli.import_roster(sqlite_url, empty, "", check=False)
    with pytest.raises(Refused, match="plan first"):
        await roster_cli.import_roster(f"sqlite:///{tmp_path / 'new.db'}", FILE, "", check=False)
