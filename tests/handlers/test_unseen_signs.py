"""What nobody sees is taken away where it comes in, on every channel and of every file; what people mean stays."""

import base64
import json
import time
import unicodedata

import pytest

from bot.channels.telegram.decoding import Me
from bot.channels.telegram.decoding import decode as telegram
from bot.channels.web.decoding import decode as web
from bot.channels.web.decoding import decode_file
from bot.channels.zalo.decoding import decode as zalo
from handlers.documents.read.roster import read_roster
from handlers.inbound import Inbound, ReceivedFile, Text
from handlers.language.unseen import cleaned

HIDDEN = "\x00\x1b\x7f\x9f\u00ad\u034f\u061c\u115f\u200b\u200d\u200e\u202e\u2060\u2066\u2800\u3164\ufeff\ufff9\ufffc"
SOUP = f"c{HIDDEN}a\u0300i\u202e 4\u200b2"
MEANT = "cài 42"


def words_of(inbound: Inbound | None) -> str:
    assert inbound is not None
    assert isinstance(inbound.content, Text | ReceivedFile)
    return inbound.content.text if isinstance(inbound.content, Text) else inbound.content.caption


def test_every_channel_takes_the_same_away():
    said = {"message_id": 7, "date": 1731162305, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}}
    document = {"document": {"file_id": "A", "file_name": f"k{SOUP}.docx"}, "caption": SOUP}
    by_telegram = [
        telegram({"update_id": 1, "message": {**said, **more}}, Me(1), 0) for more in ({"text": SOUP}, document)
    ]
    zalo_said = {"chat": {"id": "a"}, "from": {"id": "a"}, "message_id": "m", "text": SOUP}
    by_zalo = zalo({"event_name": "message.text.received", "message": zalo_said}, "1", 0)
    by_page = web(json.dumps({"key": "key-00000001", "text": SOUP}).encode(), "web/a", 0)
    told = base64.b64encode(json.dumps({"key": "key-00000001", "name": f"k{SOUP}.docx", "caption": SOUP}).encode())
    sent = decode_file(told.decode(), b"x", "web/a", 0)

    assert isinstance(by_page, Inbound)
    assert isinstance(sent, Inbound)
    for inbound in (*by_telegram, by_zalo, by_page, sent):
        assert words_of(inbound) == MEANT
    for inbound in (by_telegram[1], sent):
        assert inbound is not None
        assert isinstance(inbound.content, ReceivedFile)
        assert inbound.content.name == "kcài 42.docx"


@pytest.mark.parametrize("picture", ["👨‍👩‍👧‍👦", "🏃🏽‍♀️", "❤️‍🔥", "🏳️‍🌈", "1️⃣", "👍🏻"])
def test_pictures_of_several_parts_stay_whole(picture: str):
    assert cleaned(f"xong {picture} ạ") == f"xong {picture} ạ"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\u200db", "ab"),
        ("👍\u200d", "👍"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("Nguyễn", "Nguyễn"),
        ("e" + "\u0301" * 4_000, "é\u0301\u0301"),
        ("4\ud83d2", "4\ufffd2"),
        ("a\ue000b", "a\ue000b"),
        ("tab\tline\n", "tab\tline\n"),
    ],
)
def test_what_is_left_is_composed_and_bare(written: str, read: str):
    assert cleaned(unicodedata.normalize("NFD", written) if written == "Nguyễn" else written) == read
    assert cleaned(read) == read


def test_it_takes_no_time():
    began = time.process_time()
    for soup in ("e" + "\u0301" * 4_095, "\u200d" * 4_096, "👍\u200d" * 2_048, "\u202ea" * 2_048, "\r" * 4_096):
        cleaned(soup)
    assert time.process_time() - began < 0.05


def test_a_name_in_a_roster_hides_nothing_either():
    row = f"Trần {HIDDEN[4:]}Văn\u202e Minh,Tổ trưởng,0900000901,Khu\u2066 phố 1"
    rows = f"Họ và tên,Chức danh,Số điện thoại,Địa bàn\n{row}\n"
    (person,) = read_roster(rows.encode(), "a.csv", ["Khu phố 1"]).people

    assert person.name == "Trần Văn Minh"
