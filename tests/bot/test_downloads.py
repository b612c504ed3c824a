"""Files on the web: a picture in the chat, a link to save, and who may open what for how long."""

import re
from dataclasses import dataclass
from html import unescape

import pytest

from bot.links import Links
from storage import files, house_keys, outbox, people
from storage.chats import at_address
from storage.files import Handout
from storage.people import Account
from storage.records import Message, Person
from tests.bot.web_door import Door, door

__all__ = ["door"]

PICTURE = b"\x89PNG picture"


@dataclass
class Desk:
    """The sample clerk's page, and files that were made for her."""

    door: Door
    account: Account
    person: Person

    async def hands(self, name: str, media_type: str, *, named: bool, words: str = "tệp đây ạ") -> str:
        """What the page is told of it, as HTML."""
        house = self.door.app.services
        id_ = self.door.app.services.ids()
        handout = Handout(id_, "test", name, media_type, named, house.clock.now())
        async with house.database.write() as tx:
            chat = await at_address(tx, self.account.address)
            await files.keep(tx, handout, PICTURE, "{}")
            told = Message(id_, "file", "test", house.clock.now(), chat=chat, words=words, params={"file": str(id_)})
            await outbox.write(tx, [told])
        house.signals.notify("outbox")
        return str((await self.door.lines(until=words))[-1]["html"])

    async def links(self) -> Links:
        async with self.door.app.services.database.read() as read:
            return Links(await house_keys.known(read, "links") or "")


@pytest.fixture
async def desk(door: Door) -> Desk:
    await door.enter("lan")
    await door.http.get(door.path)
    async with door.app.services.database.read() as read:
        accounts = await people.by_address(
            read, [row["address"] for row in await read.rows("SELECT address FROM account")]
        )
    account, person = next(one for one in accounts.values() if one[1].code == "lan")
    return Desk(door, account, person)


def link_in(html: str) -> str:
    found = re.search(r'href="(/f/[^"]+)"', html)
    assert found, html
    return found[1]


async def test_a_picture_stands_in_the_chat_and_may_be_kept_a_while(desk: Desk):
    html = await desk.hands("Tiến độ.png", "image/png", named=False)

    assert f'<img class="picture" src="{link_in(html)}" alt="Tiến độ.png">' in html
    answer = await desk.door.http.get(link_in(html))
    assert answer.content == PICTURE
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_what_holds_names_is_saved_and_kept_nowhere(desk: Desk):
    html = await desk.hands('Thẻ "mời" <b>.pdf', "application/pdf", named=True)

    assert "&lt;b&gt;.pdf</a>" in html
    answer = await desk.door.http.get(link_in(html))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Th%E1%BA%BB")
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_link_to_names_opens_on_no_other_device_and_to_no_other_person(desk: Desk):
    path = link_in(await desk.hands("Thẻ.pdf", "application/pdf", named=True))

    cookies = dict(desk.door.http.cookies)
    desk.door.http.cookies.clear()
    stranger = await desk.door.http.get(path)
    await desk.door.enter("binh")
    await desk.door.http.get(desk.door.path)
    other = await desk.door.http.get(path)
    forged = await desk.door.http.get(path, headers={"Cookie": f"device-{desk.person.id}=guess"})

    assert cookies
    assert [one.status_code for one in (stranger, other, forged)] == [404, 404, 404]
    assert PICTURE not in stranger.content + other.content + forged.content


async def test_counts_open_for_whoever_was_given_the_link(desk: Desk):
    path = link_in(await desk.hands("Tiến độ.png", "image/png", named=False))

    desk.door.http.cookies.clear()
    assert (await desk.door.http.get(path)).content == PICTURE


async def test_whatever_is_wrong_with_a_link_gets_the_same_polite_page(desk: Desk):
    links, now = await desk.links(), desk.door.app.services.clock.now()
    never = Handout(1, "test", "a.png", "image/png", named=False, made=now)
    late = Handout(2, "test", "a.png", "image/png", named=False, made=0)
    paths = [links.path(never, None, now), links.path(late, None, now), "/f/forged", f"{links.path(never, None, now)}A"]

    pages = [await desk.door.http.get(path) for path in paths]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.text for page in pages}) == 1
    assert "Không mở được tệp này" in unescape(pages[0].text)
