"""Signed links: what they say is what was signed, until their time, and nothing else is a link."""

import base64

import pytest

from bot.chosen_settings import CHANNEL_SETTINGS
from bot.links import FILE, HANDED, NAMED_LINK, Links, Ticket, links
from bot.settings import Settings, WrongSettings, load
from storage.database import Database
from storage.files import LASTS, Handout

COUNTS = Handout(7, "chart", "a.png", "image/png", named=False, made=1_000)
NAMES = Handout(8, "cards", "b.pdf", "application/pdf", named=True, made=1_000)
OURS = Links("k" * 32, "https://phuong.example")


def signed(path: str) -> str:
    return path.removeprefix("/f/")


def test_a_link_to_counts_is_stable_and_good_for_as_long_as_the_file():
    path = OURS.path(COUNTS, 5, 2_000)

    assert path == OURS.path(COUNTS, None, 9_000)
    assert OURS.read(signed(path), 2_000) == Ticket(7, 1_000 + LASTS, 0)
    assert OURS.read(signed(path), 1_000 + LASTS) is None


def test_a_link_to_names_is_one_persons_for_a_quarter_of_an_hour():
    path = OURS.path(NAMES, 5, 2_000)

    assert OURS.read(signed(path), 2_000) == Ticket(8, 2_000 + NAMED_LINK, 5)
    assert OURS.read(signed(path), 2_000 + NAMED_LINK) is None


def test_every_changed_letter_is_noticed():
    good = signed(OURS.path(COUNTS, None, 0))

    for place in range(len(good)):
        other = "A" if good[place] != "A" else "B"
        assert OURS.read(good[:place] + other + good[place + 1 :], 0) is None


@pytest.mark.parametrize("forged", ["", "A", "=", "%00", "../../etc/passwd", "ộ" * 9, "A" * 56, "A" * 100_000])
def test_what_was_never_signed_is_no_link(forged: str):
    assert OURS.read(forged, 0) is None


def test_another_houses_link_and_a_signature_alone_are_none():
    assert OURS.read(signed(Links("x" * 32).path(COUNTS, None, 0)), 0) is None
    assert OURS.read(base64.urlsafe_b64encode(OURS._signature(b"", FILE)).decode(), 0) is None


def test_other_platforms_get_an_address_only_where_the_house_can_be_seen():
    assert OURS.source(COUNTS, 0) == f"https://phuong.example{OURS.path(COUNTS, None, 0)}"
    assert OURS.page(COUNTS, 0).startswith("https://phuong.example/t/")
    assert (Links("k" * 32).source(COUNTS, 0), Links("k" * 32).page(COUNTS, 0)) == ("", "")


def test_what_holds_names_is_fetched_by_no_platform_and_its_page_is_open_for_minutes():
    assert OURS.source(NAMES, 0) == ""
    handed = OURS.page(NAMES, 0).rpartition("/")[2]
    assert OURS.read(handed, NAMED_LINK - 1, HANDED) == Ticket(NAMES.id, NAMED_LINK, 0)
    assert OURS.read(handed, NAMED_LINK, HANDED) is None


def test_the_link_to_a_page_opens_no_file_and_that_to_a_file_no_page():
    assert OURS.read(OURS.page(COUNTS, 0).rpartition("/")[2], 0) is None
    assert OURS.read(signed(OURS.path(COUNTS, None, 0)), 0, HANDED) is None


async def test_a_key_that_nobody_gave_is_made_once_and_kept(database: Database):
    settings = Settings.model_validate({})
    first, again = await links(settings, database), await links(settings, database)
    given = await links(Settings.model_validate({"secret_key": "g" * 32}), database)

    path = signed(first.path(COUNTS, None, 0))
    assert again.read(path, 0)
    assert given.read(path, 0) is None


def test_a_key_that_could_be_guessed_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_SECRET_KEY", "short and sweet")
    with pytest.raises(WrongSettings, match="TUNGNGO_SECRET_KEY: needs 16 or more"):
        load(CHANNEL_SETTINGS)
