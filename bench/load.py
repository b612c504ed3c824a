"""The load: the same Telegram update bodies, as JSON bytes, for every contender."""

import json
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path

from storage.instants import SECOND, Instant, at

ZONE = "Asia/Ho_Chi_Minh"
TONIGHT = date(2024, 11, 9)
WARDS, HEADS = 126, 17
SAME_UNIT, DUPLICATE, CORRECTION = 0.05, 0.02, 0.02
START: Instant = at(TONIGHT, "21:26", ZONE)
MESSAGES = Path(__file__).with_name("messages.jsonl")
FIRST_ACCOUNT = 7_000_000_000  # Telegram ids do not fit 32 bits


@dataclass(frozen=True, slots=True)
class Body:
    """One update as it comes over the wire, and when it comes."""

    raw: bytes
    heard: Instant


def bodies(most: int, heads: int = WARDS * HEADS, seed: int = 1) -> list[Body]:
    return list(islice(endless(heads, seed), most))


def endless(heads: int, seed: int = 1) -> Iterator[Body]:
    """Every head in turn; now and then the same one again, a correction, or the same update once more."""
    chance, newest = random.Random(seed), deque[Body](maxlen=50)
    reports, corrections = _texts()
    told = head = 0
    for number in count():
        heard = START + number * 10
        if newest and chance.random() < DUPLICATE:
            newest.append(Body(chance.choice(newest).raw, heard))
            yield newest[-1]
            continue
        corrects = told > 0 and chance.random() < CORRECTION
        if not corrects and not (told and chance.random() < SAME_UNIT):
            head = told % heads
        said = corrections[told % len(corrections)] if corrects else reports[told % len(reports)]
        newest.append(Body(_body(told, FIRST_ACCOUNT + head, said, heard), heard))
        yield newest[-1]
        told += 1


def _texts() -> tuple[list[str], list[str]]:
    lines = [json.loads(line) for line in MESSAGES.read_text("utf-8").splitlines()]
    corrections = [line["text"] for line in lines if line["kind"] == "correction"]
    return [line["text"] for line in lines if line["kind"] != "correction"], corrections


def _body(number: int, account: int, text: str, heard: Instant) -> bytes:
    name = {"first_name": "Nguyễn Văn", "last_name": "Bình", "username": f"binh_{account}"}
    message = {
        "message_id": 1_000 + number,
        "from": {"id": account, "is_bot": False, **name, "language_code": "vi"},
        "chat": {"id": account, **name, "type": "private"},
        "date": heard // SECOND,
        "text": text,
    }
    return json.dumps({"update_id": 900_000_000 + number, "message": message}, ensure_ascii=False).encode()
