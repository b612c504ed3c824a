"""`tungngo guide`, and the guide beside a campaign's file: checked and loaded with it, its pictures put in place."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import campaign_cli
from bot.cli import app
from handlers.guide import content, pictures
from storage import campaigns, files, guides
from storage.database import open_database

TEXT = (Path(campaign_cli.__file__).parent / "sample" / "campaign.toml").read_text("utf-8")
PNG, JPEG = b"\x89PNG\r\n\x1a\n one", b"\xff\xd8\xff another"
GUIDE = """
hotline = "1900 1234"
[otp]
answer = "Đợi 2 phút rồi bấm gửi lại ạ."
steps = ["Bật sóng", { words = "Gửi lại", picture = "anh/gui_lai.png" }]
"""


def tungngo(*words: str, url: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, [*words], env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with its guide and a picture."""
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "gui_lai.png").write_bytes(PNG)
    (tmp_path / "campaign.toml").write_text(TEXT, "utf-8")
    (tmp_path / "campaign.guide.toml").write_text(GUIDE, "utf-8")
    return tmp_path


def kept(url: str) -> tuple[str, dict[str, bytes]]:
    """What the guide says, and the pictures by their steps."""

    async def look() -> tuple[str, dict[str, bytes]]:
        database = await open_database(url)
        async with database.read() as read:
            campaign = await campaigns.named(read, "ihanoi-hacau")
            assert campaign
            shown = await guides.pictures(read, campaign.id)
            found = {step: await files.body(read, file) for step, file in shown.items()}
            said = content.laid_over(await guides.body(read, campaign.id), campaign.name)
        await database.close()
        return said.entries["otp"].answer, found

    return asyncio.run(look())


def noted(url: str) -> list[str]:
    """What the history says of the guide, in its order."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        rows = file.execute("SELECT detail FROM history WHERE kind = 'guide' ORDER BY at, id").fetchall()
    return [json.loads(row[0])["done"] for row in rows]


def test_a_guide_is_checked_with_its_campaign(folder: Path):
    code, said = tungngo("campaign", "check", str(folder / "campaign.toml"))

    assert code == 0
    assert "campaign.guide.toml: không có lỗi, 1 mục, 1 ảnh" in said


def test_what_is_wrong_in_a_guide_is_named_with_its_file_and_line(folder: Path):
    (folder / "anh" / "gui_lai.png").unlink()
    (folder / "campaign.guide.toml").write_text(GUIDE + '[[links]]\nname = "Kho"\nurl = "kho"\n', "utf-8")

    code, said = tungngo("campaign", "check", str(folder / "campaign.toml"))

    assert code == 1
    assert "campaign.guide.toml: dòng 5, otp.steps.2.picture: không thấy ảnh «anh/gui_lai.png»" in said
    assert "campaign.guide.toml: dòng 8, links.1.url: «kho» không phải đường dẫn" in said


def test_a_picture_outside_the_guides_folder_is_none(folder: Path):
    (folder.parent / "beside.png").write_bytes(PNG)
    (folder / "campaign.guide.toml").write_text(GUIDE.replace("anh/gui_lai.png", "../beside.png"), "utf-8")

    code, said = tungngo("campaign", "check", str(folder / "campaign.toml"))

    assert (code, "không thấy ảnh «../beside.png»" in said) == (1, True)


def test_one_guide_may_stand_for_all_campaigns_of_a_folder(folder: Path):
    (folder / "campaign.guide.toml").rename(folder / "guide.toml")

    assert "guide.toml: không có lỗi, 1 mục, 1 ảnh" in tungngo("campaign", "check", str(folder / "campaign.toml"))[1]


def test_a_guide_is_loaded_with_its_campaign_and_pictures_that_stand_are_not_kept_twice(folder: Path, sqlite_url: str):
    code, said = tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)
    assert (code, "Hướng dẫn: 1 mục riêng, 1 ảnh mới" in said) == (0, True)
    assert kept(sqlite_url) == ("Đợi 2 phút rồi bấm gửi lại ạ.", {"otp-2": PNG})

    _, said = tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)
    assert "Hướng dẫn: 1 mục riêng, 0 ảnh mới" in said
    assert noted(sqlite_url) == ["loaded", "kept"]

    _, said = tungngo("guide", "show", url=sqlite_url)
    assert "otp: Mã OTP không về (của phường)" in said
    assert "Ảnh: otp-2" in said


def test_a_guide_with_faults_is_loaded_without_them(folder: Path, sqlite_url: str):
    (folder / "campaign.guide.toml").write_text(GUIDE.replace("Bật sóng", "Gọi {tong_dai}"), "utf-8")

    code, said = tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)

    assert code == 0
    assert "chỗ ấy máy trả lời bằng câu có sẵn" in said
    assert "campaign.guide.toml: dòng 5, otp.steps.1: không có chỗ nào tên «tong_dai»" in said
    assert kept(sqlite_url) == (content.shipped("ihanoi").entries["otp"].answer, {})


def test_looked_at_only_nothing_is_kept(folder: Path, sqlite_url: str):
    assert tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)[0] == 0
    (folder / "campaign.guide.toml").write_text(GUIDE.replace("2 phút", "5 phút"), "utf-8")

    tungngo("campaign", "load", "--check", str(folder / "campaign.toml"), url=sqlite_url)

    assert kept(sqlite_url)[0] == "Đợi 2 phút rồi bấm gửi lại ạ."


def test_a_picture_is_put_to_a_step_replaced_and_taken_away(folder: Path, sqlite_url: str):
    tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)
    one, other, none = folder / "one.png", folder / "other.jpg", folder / "none.png"
    one.write_bytes(PNG)
    other.write_bytes(JPEG)
    none.write_bytes(b"GIF89a")

    assert tungngo("guide", "picture", "install-2", str(one), url=sqlite_url) == (0, "install-2: đã cất ảnh\n")
    assert tungngo("guide", "picture", "install-2", str(other), url=sqlite_url)[0] == 0
    assert kept(sqlite_url)[1] == {"otp-2": PNG, "install-2": JPEG}
    for name, file, why in (
        ("install-9", one, "tên ảnh gồm mục và số bước"),
        ("caidat", one, "tên ảnh gồm mục và số bước"),
        ("install-1", none, "install-1: không phải ảnh PNG hay JPEG"),
    ):
        code, said = tungngo("guide", "picture", name, str(file), url=sqlite_url)
        assert (code, why in said) == (1, True), said
    none.write_bytes(PNG + bytes(pictures.LARGEST))
    assert "lớn hơn 5 MB" in tungngo("guide", "picture", "install-1", str(none), url=sqlite_url)[1]
    assert tungngo("guide", "picture", "install-2", "--drop", url=sqlite_url) == (0, "install-2: đã bỏ ảnh\n")
    assert kept(sqlite_url)[1] == {"otp-2": PNG}
    assert noted(sqlite_url)[2:] == ["kept", "kept", "dropped"]
    assert tungngo("guide", "picture", "install-2", url=sqlite_url)[0] != 0


def test_a_campaign_that_is_unloaded_takes_its_guide_with_it(folder: Path, sqlite_url: str):
    tungngo("campaign", "load", str(folder / "campaign.toml"), url=sqlite_url)

    assert tungngo("campaign", "unload", "ihanoi-hacau", url=sqlite_url)[0] == 0


@pytest.mark.parametrize("name", content.SHIPPED)
def test_what_ships_can_be_had_to_begin_with(name: str, tmp_path: Path):
    out = tmp_path / "mine.toml"

    assert tungngo("guide", "template", name, "--out", str(out))[0] == 0
    assert out.read_text("utf-8") == tungngo("guide", "template", name)[1] == content.text_of(name)
    assert tungngo("guide", "template", "zalo")[0] == 1
