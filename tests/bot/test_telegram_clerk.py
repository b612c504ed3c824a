"""The clerk on Telegram: codes for people, a plan as a file; and the same from the command line."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.setup import NotDone, set_up
from bot.chosen_settings import CHANNEL_SETTINGS
from bot.settings import Settings, WrongSettings, load
from tests.bot.telegram_house import SECRET, House, Phone, open_house, until
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.ward import Ward

ROSTER = Path(__file__).parents[1] / "data" / "rosters" / "roster_dev.xlsx"
PLAN = Path(__file__).parents[1] / "data" / "plans" / "hacau_phay.csv"


async def heard_at_last(house: House, phone: Phone, words: str) -> str:
    """An errand is done in its own time."""
    await until(lambda: any(words in message.text for message in phone.new), 20)
    await phone.settles()
    return phone.new[-1].text


async def test_the_clerk_gets_codes_that_open_the_chat(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk = await house.enrols("lan", 5002)
        await clerk.says("/moi Bình, Hợi")
        told = await heard_at_last(house, clerk, "Mã mời")
        assert "Nguyễn Văn Bình" in told
        assert "Phạm Văn Hợi" in told
        code = re.search(r"t\.me/tung_ngo_bot\?start=([\w-]{22})\b", told)
        assert code

        head = house.phone(5001)
        await head.says(f"/start {code[1]}")
        head.hears("bác Nguyễn Văn Bình")
        await clerk.says("/moi Không Ai")
        clerk.hears("chưa thấy ai tên như vậy")
        await head.says("đúng")
        await head.says("/moi")
        head.hears("chưa được phân công")


async def test_a_link_and_a_typed_code_are_one_invitation_and_good_once(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk = await house.enrols("lan", 5002)
        await clerk.says("/moi Bình")
        told = await heard_at_last(house, clerk, "Mã mời")
        typed, link = re.search(r"(\d{3} \d{3} \d{4}) https", told), re.search(r"start=([\w-]+)", told)
        assert typed
        assert link
        head = house.phone(5001)
        await head.says(f"/start {link[1].swapcase()}")
        head.hears("không tìm thấy mã này")
        await head.says(typed[1].lower())
        head.hears("Nguyễn Văn Bình")
        await head.says("đúng")
        other = house.phone(5009)
        await other.says(f"/start {link[1]}")
        other.hears("đã dùng để vào một lần rồi")


async def test_the_clerk_gets_cards_to_be_printed(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk = await house.enrols("lan", 5002)
        await clerk.says("/moi thẻ Bình, Hợi")
        assert await heard_at_last(house, clerk, "2 thẻ mời, xong em gửi")
        await until(lambda: clerk.new[-1].file is not None, 30)
        sheet = clerk.new[-1]
        assert sheet.file
        assert (sheet.kind, sheet.file.name) == ("document", "Thẻ mời.pdf")
        assert sheet.file.body.startswith(b"%PDF")
        assert "in ra, cắt theo đường chấm" in sheet.text
        assert house.telegram.signs[0][:2] == (5002, "upload_document")
        assert house.telegram.violations.total() == 0
        made = await house.rows("SELECT code_hash, link_hash FROM invite WHERE used IS NULL")
        assert len({value for row in made for value in (row["code_hash"], row["link_hash"])}) == 4
        files = await house.rows("SELECT named, unit_id FROM file")
        assert [(bool(row["named"]), row["unit_id"]) for row in files] == [(True, house.ward.units["Hà Cầu"].id)]


async def test_a_plan_that_the_clerk_sends_is_read_and_put_in(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk = await house.enrols("lan", 5002)
        house.telegram.files["d1"] = PLAN.read_bytes()
        sent = {"file_id": "d1", "file_unique_id": "u", "file_name": "kehoach.csv", "file_size": 900}
        await clerk.sends(document=sent)
        await heard_at_last(house, clerk, "Em đọc xong")
        assert not await house.rows("SELECT id FROM session WHERE night > '2024-11-16'")
        await clerk.says("đồng ý")
        assert await house.rows("SELECT id FROM session WHERE night > '2024-11-16'")
        house.telegram.files["d3"] = b"MZ\x90\0\x03\0\0\0"
        await clerk.sends(document={**sent, "file_id": "d3", "file_name": "kehoach.xlsx"})
        await heard_at_last(house, clerk, "Loại tệp này chưa đọc được")


async def test_an_album_of_two_plans_is_two_drafts_one_after_the_other(database_url: str):
    async with open_house(database_url) as house:
        clerk = await house.enrols("lan", 5002)
        rows = {
            "d1": "20/11/2024\tCầu Đơ 1\n21/11/2024\tHà Trì 2\n",
            "d2": "25/11/2024\tCầu Đơ 3\n26/11/2024\tHà Trì 1\n",
        }
        for file_id, text in rows.items():
            house.telegram.files[file_id] = f"Ngày\tĐịa bàn\n{text}".encode()
        for file_id, name in [("d1", "tuan 3.csv"), ("d2", "tuan 4.csv"), ("d1", "tuan 3 (1).csv")]:
            sent = {"file_id": file_id, "file_name": name, "file_size": 90}
            house.telegram.arrives(message=house.telegram.message(5002, document=sent, media_group_id="g1"))
        await heard_at_last(house, clerk, "tuan 3 (1).csv giống hệt bản đang chờ chị")
        assert any("Em giữ tệp tuan 4.csv lại" in message.text for message in clerk.new)

        await clerk.says("đồng ý")
        await heard_at_last(house, clerk, "Đây là tệp tuan 4.csv")
        assert await house.rows("SELECT id FROM session WHERE night = '2024-11-21'")
        assert not await house.rows("SELECT id FROM session WHERE night = '2024-11-26'")
        await clerk.says("đồng ý")
        assert await house.rows("SELECT id FROM session WHERE night = '2024-11-26'")
        assert [row["ending"] for row in await house.rows("SELECT ending FROM draft")] == ["accepted", "accepted"]


async def test_a_roster_that_the_clerk_sends_is_told_from_a_plan(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk = await house.enrols("lan", 5002)
        house.telegram.files["d2"] = ROSTER.read_bytes()
        await clerk.sends(document={"file_id": "d2", "file_unique_id": "u", "file_name": "ds.xlsx", "file_size": 900})
        told = await heard_at_last(house, clerk, "Em đọc xong danh sách")
        assert "16 người" in told  # one of them has two rows …
        assert "9 chỗ cần chị trả lời trước" in told  # … and these are heads of places that this ward does not have
        await clerk.says("đồng ý")
        await heard_at_last(house, clerk, "Em đã lưu danh sách")
        assert await house.rows("SELECT id FROM person WHERE name = 'Trần Văn Khoát'")


async def test_a_file_that_cannot_be_fetched_is_told(sqlite_url: str):
    async with open_house(sqlite_url, speed=400) as house:
        clerk = await house.enrols("lan", 5002)
        await clerk.sends(document={"file_id": "gone", "file_name": "kehoach.csv", "file_size": 900})
        await heard_at_last(house, clerk, "chưa đọc được tệp kế hoạch")


async def tungngo(*words: str, **settings: str) -> Result:
    """In a thread: each command has a loop of its own."""
    return await asyncio.to_thread(lambda: CliRunner().invoke(cli.app, words, env=settings))


async def test_the_command_line_makes_codes_and_cards(ward: Ward, sqlite_url: str, tmp_path: Path):
    here = {"TUNGNGO_DATABASE_URL": sqlite_url}
    told = await tungngo("invite", "binh", "Phạm Văn Hợi", "--json", **here)
    cards = json.loads(told.stdout)
    assert [(card["person"], card["role"], card["unit"]) for card in cards] == [
        ("Nguyễn Văn Bình", "leader", "Cầu Đơ 1"),
        ("Phạm Văn Hợi", "leader", "Cầu Đơ 4"),
    ]
    assert all(re.fullmatch(r"[1-9]\d\d \d{3} \d{4}", card["code"]) for card in cards)
    assert all(card["link"] == "" for card in cards)
    sheet, nowhere = tmp_path / "the.pdf", tmp_path / "none" / "the.pdf"
    printed = await tungngo("invite", "binh", "--out", str(sheet), **here)
    assert (printed.exit_code, printed.stdout) == (0, f"1 cards: {sheet}\n")
    assert "nobody can come in" in printed.stderr
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    refused = await tungngo("invite", "binh", "--out", str(nowhere), **here)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert (await tungngo("invite", "nobody", **here)).exit_code == 1
    everybody = await tungngo("invite", "--all", **here)
    assert len(everybody.stdout.splitlines()) == 9


async def test_the_command_line_voids_no_card_unless_it_is_told_to(ward: Ward, sqlite_url: str):
    here = {"TUNGNGO_DATABASE_URL": sqlite_url, "TUNGNGO_PUBLIC_URL": "https://phuong.example"}
    first, again, renewed = [
        json.loads((await tungngo("invite", "--all", "--json", *more, **here)).stdout)
        for more in ((), (), ("--renew",))
    ]
    assert len(first) == 9
    assert again == first
    assert not {card["code"] for card in first} & {card["code"] for card in renewed}
    assert first[0]["link"] == f"https://phuong.example/vao/{first[0]['code'].replace(' ', '')}"
    told = await tungngo("invite", "--all", "--renew", **here)
    assert "9 cards that were printed before are void now" in told.stderr
    async with ward.database.write() as tx:
        await tx.run("UPDATE invite SET code = NULL, secret = NULL WHERE person_id = :id", id=ward.people["binh"].id)
    kept = await tungngo("invite", "--all", **here)
    assert len(kept.stdout.splitlines()) == 8
    assert "1 people hold cards of an earlier release" in kept.stderr


async def test_a_check_of_telegram_before_the_first_start_gives_cards_their_square(ward: Ward, sqlite_url: str):
    async with FakeTelegram().serving() as telegram:
        here = {"TUNGNGO_DATABASE_URL": sqlite_url}
        known = {**here, "TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": telegram.api}
        assert (await tungngo("telegram", "check", **known)).exit_code == 0
        (card,) = json.loads((await tungngo("invite", "binh", "--json", **known)).stdout)
        assert card["link"].startswith("https://t.me/tung_ngo_bot?start=")
        (off,) = json.loads((await tungngo("invite", "binh", "--json", **here)).stdout)
        assert (off["code"], off["link"]) == (card["code"], "")


async def test_setting_telegram_up(tmp_path: Path):
    async with FakeTelegram().serving() as telegram:
        known = {"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": telegram.api}
        hook = {"TUNGNGO_PUBLIC_URL": "https://phuong.example", "TUNGNGO_TELEGRAM_SECRET": SECRET}
        with pytest.raises(NotDone, match="TUNGNGO_PUBLIC_URL"):
            await set_up(_settings(known), "set-webhook")
        await set_up(_settings({**known, **hook}), "set-webhook")
        assert (telegram.webhook, telegram.secret) == ("https://phuong.example/telegram/424242", SECRET)
        refused = await tungngo("telegram", "check", **known)
        assert refused.exit_code == 1
        assert "delete-webhook" in refused.stderr
        await set_up(_settings(known), "delete-webhook")
        assert "bot: @tung_ngo_bot (424242)" in await set_up(_settings(known), "check")
        with pytest.raises(NotDone) as wrong:
            await set_up(_settings({**known, "TUNGNGO_TELEGRAM_TOKEN": f"{TOKEN}x"}), "check")
        assert TOKEN not in str(wrong.value)


def _settings(known: dict[str, str]) -> Settings:
    """As the environment would give them."""
    given = {name.removeprefix("TUNGNGO_").lower(): value for name, value in known.items()}
    own = {name.removeprefix("telegram_"): value for name, value in given.items() if name.startswith("telegram_")}
    return Settings.model_validate({**given, "channels": (TelegramSettings.model_validate(own),)})


def test_wrong_settings_are_told_in_a_line_each_without_their_values(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_TELEGRAM_TOKEN", "a secret that is no token")
    monkeypatch.setenv("TUNGNGO_TELEGRAM_MODE", "push")
    monkeypatch.setenv("TUNGNGO_PROXY", "somewhere")
    with pytest.raises(WrongSettings) as wrong:
        load(CHANNEL_SETTINGS)
    lines = str(wrong.value).splitlines()
    assert [line.partition(":")[0] for line in sorted(lines)] == [
        "TUNGNGO_PROXY",
        "TUNGNGO_TELEGRAM_MODE",
        "TUNGNGO_TELEGRAM_TOKEN",
    ]
    assert "a secret" not in str(wrong.value)


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TUNGNGO_TELEGRAM_MODE", "webhook")
    with pytest.raises(WrongSettings, match="TUNGNGO_TELEGRAM_SECRET: needed"):
        load(CHANNEL_SETTINGS)


def test_a_rehearsal_clock_is_refused_where_real_people_listen():
    real = _settings({"TUNGNGO_TELEGRAM_TOKEN": TOKEN})
    double = _settings({"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": "http://127.0.0.1:9000"})
    assert (real.foreign, double.foreign) == ("TUNGNGO_TELEGRAM_API", "")


def test_where_phones_find_the_page():
    def found(**given: str) -> str:
        return Settings.model_validate({"web_listen": "127.0.0.1:8080", **given}).page_url

    assert found() == ""
    assert found(web_listen="localhost:8080") == ""
    assert found(public_url="https://phuong.example/") == "https://phuong.example"
    assert found(web_listen="192.168.1.25:8080") == "http://192.168.1.25:8080"
    assert found(web_listen="[fd00::25]:8080") == "http://[fd00::25]:8080"
    assert found(web_listen="192.168.1.25:8080", public_url="https://phuong.example") == "https://phuong.example"
    assert re.fullmatch(r"(http://[\d.]+:8080)?", found(web_listen="0.0.0.0:8080"))  # this machine's own, if it has one
    assert "127.0.0.1" not in found(web_listen="0.0.0.0:8080")
