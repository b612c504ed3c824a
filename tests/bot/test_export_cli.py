"""Lists for other offices: accents in Excel, and nothing that a spreadsheet would run."""

from bot import export_cli
from storage import facts
from storage.contacts import ContactNamed
from tests.ward import Ward


async def test_contacts_are_listed_with_those_who_are_missing(ward: Ward, sqlite_url: str):
    unit, clerk = ward.units["Cầu Đơ 1"], ward.people["lan"]
    async with ward.database.write() as tx:
        named = ContactNamed(ward.ids(), unit.id, "officer", "=HYPERLINK(1)", "", clerk.id, 0, "0900000123")
        await facts.write(tx, [named])

    told = await export_cli._contacts(sqlite_url)
    assert told.startswith("\ufeffĐịa bàn,")
    assert "Cầu Đơ 1,cán bộ,'=HYPERLINK(1),0900000123\r\n" in told
    assert "Hà Trì 2,lãnh đạo,,\r\n" in told


def test_formulas_become_text():
    assert export_cli.as_csv([["=1", "+84", "@x", "-5", "ok"]]) == "\ufeff'=1,'+84,'@x,'-5,ok\r\n"
