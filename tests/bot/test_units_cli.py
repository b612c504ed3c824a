"""`tungngo unit`: what a rearrangement would change is shown first; wards merge with everything that runs in them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import units_cli
from bot.cli import app
from bot.console import CommandRefused
from handlers.intents.units import NewPart, UnitWish
from handlers.tree.rearrangement import By
from storage import duties, facts, lineage, reckoning, units
from storage.database import Database
from storage.instants import Instant
from storage.records import Unit
from storage.units import Founded
from tests.bot.test_campaign_cli import SHIPPED
from tests.tables import tables
from tests.ward import FIRST, ZONE, Ward, clock_time

NOON = clock_time("12:00")


def tungngo(*words: str, url: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, words, env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output.splitlines()


async def rearranged(ward: Ward, wish: UnitWish, *, check: bool = False, at: Instant = NOON) -> str:
    by = By(None, "cli", at, ward.ids, "cli", ZONE)
    return await units_cli.rearrange(ward.database, wish, by, check=check)


async def two_wards(ward: Ward) -> dict[str, Unit]:
    """Beside Hà Cầu another ward with one group, both in one city."""
    names = [("HD", "district", "Hà Đông"), ("PL", "ward", "Phú La"), ("PL1", "group", "Văn Phú 1")]
    city, other, group = (Unit(ward.ids(), *one) for one in names)
    async with ward.database.write() as tx:
        await facts.write(
            tx, [Founded(city, None, FIRST), Founded(other, city.id, FIRST), Founded(group, other.id, FIRST)]
        )
        await units.write_moved(tx, [units.UnitMoved(ward.units["Hà Cầu"].id, city.id)])
    return {unit.name: unit for unit in (city, other, group)}


def test_from_a_file_to_a_unit_of_another_name_with_its_history(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/units.db"
    tungngo("campaign", "load", str(SHIPPED), url=url)

    shown = tungngo("unit", "rename", "Cầu Đơ 5", "Đa Sỹ 5", "--check", url=url)
    done = tungngo("unit", "rename", "Cầu Đơ 5", "Đa Sỹ 5", "--reason", "NQ 12", url=url)
    again = tungngo("unit", "rename", "Cầu Đơ 5", "Đa Sỹ 5", url=url)
    split = tungngo("unit", "split", "Đa Sỹ 5", "--into", "Đa Sỹ 5A=60", "--into", "Đa Sỹ 5B=40", url=url)
    code, past = tungngo("unit", "history", "da sy 5", url=url)

    assert shown == done
    assert done[0] == 0
    assert done[1][0].startswith("Đổi tên Cầu Đơ 5 thành Đa Sỹ 5, từ ")
    assert "• Cầu Đơ 5: 190/585 = 32,5 % · trước đợt 190 · 0 buổi sắp tới" in done[1]
    assert again == (1, ["Không có địa bàn nào tên Cầu Đơ 5."])
    assert "→ Đa Sỹ 5A: 114/351 = 32,5 % · trước đợt 114 · 0 buổi sắp tới" in split[1]
    assert code == 0
    assert [line.partition(": ")[2] for line in past] == [
        "Cầu Đơ 5 → Đa Sỹ 5",
        "Đa Sỹ 5 → Đa Sỹ 5A (60 %)",
        "Đa Sỹ 5 → Đa Sỹ 5B (40 %)",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["history", "Đa Sỹ"], "Không có địa bàn nào tên Đa Sỹ."),
        (["split", "CDO5", "--into", "Đa Sỹ"], "--into Đa Sỹ: give the part's name"),
        (["rename", "Cầu Đơ 5", "Hà Trí 2"], "Đã có Hà Trì 2, gần giống Hà Trí 2. (--similar)"),
        (["rename", "Cầu Đơ 5", "Đa Sỹ", "--on", "hôm nay"], "Không có ngày hôm nay"),
    ],
)
def test_a_wrong_word_is_one_line_and_no_success(tmp_path: Path, words: Sequence[str], said: str):
    url = f"sqlite:///{tmp_path}/units.db"
    tungngo("campaign", "load", str(SHIPPED), url=url)

    code, told = tungngo("unit", *words, url=url)

    assert code == 1
    assert told[0].startswith(said)


async def test_a_look_changes_nothing_even_for_a_day_far_ahead(both_wards: Ward):
    before = await tables(both_wards.database)

    told = await rearranged(
        both_wards, UnitWish("merge", ("Cầu Đơ 1", "Cầu Đơ 3"), (NewPart("Đa Sỹ"),), "2025-07-01"), check=True
    )

    assert "Gộp Cầu Đơ 1 và Cầu Đơ 3 thành Đa Sỹ, từ thứ Ba 01/07." in told
    assert await tables(both_wards.database) == before


async def test_while_the_bot_runs_the_chat_is_to_be_asked(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await duties.take(tx, "house", "the bot", NOON)

    with pytest.raises(CommandRefused, match="may say the same in the chat"):
        await rearranged(both_wards, UnitWish("rename", ("Cầu Đơ 1",), (NewPart("Đa Sỹ"),)))


async def test_groups_of_two_wards_are_not_merged(both_wards: Ward):
    await two_wards(both_wards)

    with pytest.raises(CommandRefused, match="không cùng một phường"):
        await rearranged(both_wards, UnitWish("merge", ("Cầu Đơ 1", "Văn Phú 1"), (NewPart("Đa Sỹ"),)))


async def test_a_ward_and_a_group_are_not_merged(both_wards: Ward):
    with pytest.raises(CommandRefused, match="không cùng loại"):
        await rearranged(both_wards, UnitWish("merge", ("Hà Cầu", "Cầu Đơ 1"), (NewPart("Đa Sỹ"),)))


async def test_a_ward_with_groups_is_not_split(both_wards: Ward):
    with pytest.raises(CommandRefused, match="chỉ tách được từng địa bàn"):
        await rearranged(
            both_wards, UnitWish("split", ("Hà Cầu",), (NewPart("Hà Đông", 5_000), NewPart("Kiến Hưng", 5_000)))
        )


async def test_two_of_one_name_are_told_apart_by_their_codes(both_wards: Ward):
    await two_wards(both_wards)
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE unit SET name = 'Cầu Đơ 1' WHERE code = 'PL1'")

    with pytest.raises(CommandRefused, match=r"Cầu Đơ 1 \(G0\), Cầu Đơ 1 \(PL1\)"):
        await rearranged(both_wards, UnitWish("rename", ("Cầu Đơ 1",), (NewPart("Đa Sỹ"),)))
    assert "Đa Sỹ" in await rearranged(both_wards, UnitWish("rename", ("PL1",), (NewPart("Đa Sỹ"),)))


async def test_wards_merge_with_their_groups_and_a_campaign_goes_on(both_wards: Ward):
    old = await two_wards(both_wards)
    await rearranged(both_wards, UnitWish("merge", ("Hà Cầu", "Phú La"), (NewPart("Hà Đông"),)))
    clerk = both_wards.chat("lan")
    await both_wards.chat("binh").says("cài 30")

    await clerk.says("/status")

    clerk.hears("1/1 tổ đã báo: Cầu Đơ 1 +30", "1.880/10.420")
    async with both_wards.database.read() as read:
        merged = next(one.unit for one in await units.placed(read) if one.until is None and one.unit.kind == "ward")
        below = {unit.name for unit in await units.below(read, merged.id)}
        above = await units.ward_above(read, old["Văn Phú 1"].id)
        scope = await reckoning.scope_of(read, merged, both_wards.clock.at)
        assert scope
        total = (await reckoning.of_unit(read, scope, both_wards.clock.at)).total
    assert {"Văn Phú 1", "Cầu Đơ 1"} <= below
    assert not {"Hà Cầu", "Phú La"} & below
    assert (above, total) == (merged, 1_880)


async def test_a_unit_on_its_own_keeps_no_headcount_that_one_of_them_lacks(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("DELETE FROM headcount WHERE unit_id = :id", id=both_wards.units["Cầu Đơ 3"].id)

    told = await rearranged(both_wards, UnitWish("merge", ("Cầu Đơ 1", "Cầu Đơ 3"), (NewPart("Đa Sỹ"),)))

    assert "→ Đa Sỹ: 740 (chưa có tổng số)" in told
    assert "Có tổ chưa có tổng số" in told


async def test_who_decided_why_and_when_is_kept(both_wards: Ward):
    await rearranged(both_wards, UnitWish("rename", ("Cầu Đơ 1",), (NewPart("Đa Sỹ"),), reason="NQ 12/2024"))

    async with both_wards.database.read() as read:
        [row] = await lineage.of_units(read, [both_wards.units["Cầu Đơ 1"].id])
    assert (row.was, row.day, row.reason, row.cause, row.entered) == (
        "Cầu Đơ 1",
        date(2024, 11, 9),
        "NQ 12/2024",
        "cli",
        NOON,
    )


async def test_an_empty_house_has_nothing_to_rearrange(database: Database):
    async with database.read() as read:
        with pytest.raises(CommandRefused, match="Không có địa bàn nào"):
            await units_cli.past_of(read, "Hà Cầu", ZONE, NOON)
