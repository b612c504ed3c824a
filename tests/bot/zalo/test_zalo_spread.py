"""Several bots, each for so many people: whom a card sends where, what it draws and says, and that it stays so."""

from typing import Any

from bot import invites
from handlers.people import invite_cards
from handlers.people import texts as people_texts
from handlers.people.invite_cards import Pass, Ways
from handlers.texts import STRANGER
from storage import chats, facts
from storage.accounts import Linked
from storage.chats import Heard
from storage.database import Transaction
from storage.invites import InviteUsed
from storage.ways import OurAccount
from tests.bot.zalo.house import open_zalo
from tests.ward import ZONE, Ward


def bots(*places: int) -> tuple[OurAccount, ...]:
    return tuple(
        OurAccount(f"zalo/{n}", f"Bot {n}", f"https://zalo.me/bot.{n}", many) for n, many in enumerate(places, 1)
    )


TELEGRAM = OurAccount("telegram", "@bot", "https://t.me/bot?start={secret}")


async def passes(tx: Transaction, ward: Ward, ways: Ways, *keys: str, renew: bool = False) -> dict[str, Pass]:
    """Made, and kept as the clerk's errand keeps them."""
    ids = {ward.people[key].id: key for key in keys}
    made = await invite_cards.passes(tx, list(ids), ways, ward.clock.at, invites.chance, renew=renew)
    handed = [one.handed(id_) for id_, one in made.items()]
    await facts.write(tx, invite_cards.recorded(ward.ids, handed, ward.clock.at, renews=renew))
    return {ids[id_]: one for id_, one in made.items()}


def named(made: dict[str, Pass]) -> list[str]:
    return [" ".join(account.channel for account in one.ways.accounts) for one in made.values()]


async def speaks(tx: Transaction, ward: Ward, channel: str, user: str, key: str = "") -> None:
    heard = Heard(ward.ids(), f"{channel}/{user}", channel, None, ward.clock.at)
    chat = (await chats.hear(tx, [heard]))[heard.address]
    if key:
        await facts.write(tx, [Linked(ward.ids(), heard.address, chat.id, ward.people[key].id, ward.clock.at)])


async def test_people_are_spread_over_the_bots_and_a_card_printed_again_names_the_same_one(both_wards: Ward):
    ward, keys = both_wards, ("binh", "tam", "nhan", "hoi", "mau")
    ways = Ways("", (*bots(50, 50, 50), TELEGRAM))
    async with ward.database.write() as tx:
        first = await passes(tx, ward, ways, *keys)
        again = await passes(tx, ward, ways, *reversed(keys))
    each = [name.split()[0] for name in named(first)]
    assert sorted(each.count(f"zalo/{n}") for n in (1, 2, 3)) == [1, 2, 2]
    assert all(name.endswith(" telegram") for name in named(first))
    assert {key: one.ways for key, one in again.items()} == {key: one.ways for key, one in first.items()}
    assert {key: one.code for key, one in again.items()} == {key: one.code for key, one in first.items()}


async def test_who_has_spoken_to_a_bot_takes_a_place_there_strangers_too(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        for n in range(3):
            await speaks(tx, ward, "zalo/1", f"stranger{n}")
        made = await passes(tx, ward, Ways("", bots(5, 5)), "binh", "tam", "nhan", "hoi", "mau")
    assert named(made).count("zalo/1") == 1
    assert named(made).count("zalo/2") == 4


async def test_where_all_bots_are_full_no_bot_is_named_and_nobody_is_sent_away_from_theirs(both_wards: Ward):
    ward = both_wards
    ways = Ways("https://phuong.example", bots(2, 1))
    async with ward.database.write() as tx:
        await speaks(tx, ward, "zalo/2", "u1", "mau")
        made = await passes(tx, ward, ways, "binh", "tam", "nhan", "mau")
    assert named(made) == ["zalo/1", "zalo/1", "", "zalo/2"]
    assert made["nhan"].link.startswith("https://phuong.example/vao/")
    assert made["nhan"].ways.second is None


async def test_a_used_or_renewed_card_gives_its_place_back(both_wards: Ward):
    ward = both_wards
    ways = Ways("", bots(1, 1))
    async with ward.database.write() as tx:
        first = await passes(tx, ward, ways, "binh", "tam")
        assert named(first) == ["zalo/1", "zalo/2"]
        assert named(await passes(tx, ward, ways, "binh", "tam", renew=True)) == ["zalo/1", "zalo/2"]
        row = (await tx.rows("SELECT id FROM invite WHERE person_id = :p", p=ward.people["binh"].id))[0]
        await facts.write(tx, [InviteUsed(row["id"], "web/x", ward.clock.at)])
        assert named(await passes(tx, ward, ways, "hoi")) == ["zalo/1"]


async def test_cards_that_are_printed_again_onto_a_bot_take_places_there(both_wards: Ward):
    """They were out there before the bot was; over several prints it is not sent more people than it has places."""
    ward = both_wards
    async with ward.database.write() as tx:
        first = await passes(tx, ward, Ways("https://phuong.example"), "binh", "tam", "nhan", "hoi")
        assert named(first) == [""] * 4
        ways = Ways("https://phuong.example", bots(2))
        assert named(await passes(tx, ward, ways, "binh", "tam")) == ["zalo/1", "zalo/1"]
        assert named(await passes(tx, ward, ways, "nhan", "hoi")) == ["", ""]
        again = await passes(tx, ward, ways, "hoi", "binh")
        assert named(again) == ["", "zalo/1"]
        assert next(iter(again.values())).code == first["hoi"].code


async def test_a_bot_that_is_no_more_is_named_on_no_card(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        await passes(tx, ward, Ways("", bots(1, 1)), "binh", "tam")
        left = Ways("", bots(1, 5)[1:])
        assert named(await passes(tx, ward, left, "binh", "tam")) == ["zalo/2", "zalo/2"]


async def card(ward: Ward, ways: Ways) -> dict[str, Any]:
    async with ward.database.write() as tx:
        made = await invite_cards.passes(tx, [ward.people["binh"].id], ways, ward.clock.at, invites.chance, renew=False)
        sheet: Any = invite_cards.sheet(await invite_cards.filled(tx, made, ward.clock.at), ZONE)
    return dict(sheet["cards"][0])


async def test_a_card_has_the_square_of_its_bot_and_says_what_to_do_there(ward: Ward):
    alone = await card(ward, Ways("", bots(50)))
    assert (alone["link"], alone["second"]) == ("https://zalo.me/bot.1", "")
    assert alone["how_to"] == "Quét ô vuông rồi nhắn dãy số cho Bot 1 trên Zalo."
    both = await card(ward, Ways("https://phuong.example", (*bots(50), TELEGRAM)))
    assert both["link"].startswith("https://phuong.example/vao/")
    assert (both["second"], both["second_name"]) == ("https://zalo.me/bot.1", "Zalo")
    assert both["how_to"] == (
        "Quét ô vuông, hoặc mở phuong.example rồi gõ dãy số trên, hoặc quét ô nhỏ rồi nhắn dãy số cho Bot 1 trên Zalo, "
        "hoặc nhắn dãy số cho @bot trên Telegram."
    )


async def test_a_clerk_who_sends_codes_on_is_told_which_bot_each_is_for(ward: Ward):
    line = people_texts.InvitationLine(ward.people["binh"], "123 456 7890", "https://p.example/vao/1", bots(50)[0])
    told = people_texts.invitations(STRANGER, [line], None, open_=True)
    assert "https://p.example/vao/1 · https://zalo.me/bot.1 (nhắn mã cho Bot 1 trên Zalo)" in told


async def test_the_house_has_learned_its_bots_and_the_clerks_codes_are_spread_over_them(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        clerk = await house.enrols("lan", "aa11")
        await house.has("SELECT name FROM state WHERE name LIKE 'account/zalo/2%'")
        await house.has("SELECT name FROM state WHERE name LIKE 'account/zalo/1%'")
        clerk.forgets()
        house.zalo.says("aa11", "/moi Bình, Hợi, Mậu, Sửu")
        await house.zalo.bring(house.root)
        await house.has("SELECT id FROM outbox WHERE state = 'sent' AND words LIKE '%Mã mời%'")
        told = next(text for text in clerk.new if "Mã mời" in text)
        assert (told.count("Bot Hà Cầu trên Zalo"), told.count("Bot Hà Cầu 2 trên Zalo")) in {(2, 2), (1, 3)}
