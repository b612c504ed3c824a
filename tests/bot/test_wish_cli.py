"""`tungngo wish`: how a sentence is read, and which readings people chose."""

from pathlib import Path

from typer.testing import CliRunner

from bot import cli
from storage import facts
from storage.chosen import Chosen, counted
from storage.database import Database
from tests.ward import Ward


def test_a_sentence_is_read_without_a_database():
    said = CliRunner().invoke(cli.app, ["wish", "mai tổ tôi đi chưa", "--who", "leader"])

    assert said.exit_code == 0
    assert "my_next_session" in said.output.splitlines()[0]


def test_nothing_to_read_is_said():
    assert CliRunner().invoke(cli.app, ["wish"]).exit_code == 1


def test_where_there_is_no_database_none_is_made(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'none.db'}"

    said = CliRunner().invoke(cli.app, ["wish", "--chosen"], env={"TUNGNGO_DATABASE_URL": url})

    assert said.exit_code == 1
    assert "there is no database" in said.output
    assert not list(tmp_path.iterdir())


async def test_what_was_chosen_is_counted(sqlite: Database):
    ward = await Ward.founded(sqlite)
    person = ward.people["binh"].id
    async with sqlite.write() as tx:
        some = [Chosen(ward.ids(), person, "leader", "own_figures", "so to minh", 1) for _ in range(2)]
        await facts.write(tx, [*some, Chosen(ward.ids(), person, "leader", "", "an com chua", 1)])

    async with sqlite.read() as read:
        found = await counted(read)

    assert found == ((2, "own_figures", "so to minh"), (1, "", "an com chua"))
