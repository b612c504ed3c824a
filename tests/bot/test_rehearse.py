"""The rehearsal of a night, told word for word. When words change on purpose: `tungngo rehearse --nights 1`."""

from pathlib import Path

import pytest

from bot import rehearse_cli

GOLDEN = Path(__file__).parent.parent / "data" / "rehearsal_night.txt"


async def test_a_night_sounds_as_it_did():
    told: list[str] = []

    played = await rehearse_cli.rehearse(1, 1, told.append)

    assert [*told, *played.summary()] == GOLDEN.read_text("utf-8").splitlines()


@pytest.mark.trial
async def test_a_whole_campaign_is_punctual_and_loses_nobody():
    told: list[str] = []

    played = await rehearse_cli.rehearse(22, 1, told.append)

    assert len(played.delays) > 100
    assert sum(delay <= rehearse_cli.PUNCTUAL for delay in played.delays) / len(played.delays) >= 0.99
    assert not [line for line in told if "chưa ghi được tin vừa rồi" in line]
