"""What README shows is typed into the sample, in its order, and each line gets an answer that is of use."""

import json
import re
import shutil
from pathlib import Path

from bot.app import look
from bot.channels.web.decoding import decode
from bot.rehearse_cli import Stepped, stage
from handlers.inbound import Inbound
from storage import chats
from storage.instants import MINUTE
from tests.process import ROOT
from tests.sample import settled
from tests.ward import clock_time, plain

PEOPLE = {"bác Bình": "binh", "chị Lan": "lan", "anh Sơn": "son"}
SPEAKS = re.compile(rf"(?:\d\d:\d\d)? *({'|'.join(PEOPLE)})(?: \(Đoàn\))? {{2,}}(\S.*)")
USELESS = (
    "chưa hiểu",
    "không thấy",
    "chưa thấy",
    "chưa biết",
    "Số này là số gì",
    "chưa ghi được",
    "chưa được phân công",
)
SHOWN = [
    (PEOPLE[found[1]], said.strip())
    for block in (ROOT / "README.md").read_text("utf-8").split("```")[1::2]
    for line in block.splitlines()
    if (found := SPEAKS.fullmatch(line.rstrip()))
    for said in found[2].split("  ·  ")
    if not said.startswith("(")  # a file that is sent: what it brings stands in the chat already
]


async def test_everything_that_readme_shows_is_answered(sample_file: Path, tmp_path: Path):
    assert len(SHOWN) > 15
    clock, useless = Stepped(clock_time("21:20") + 5 * MINUTE), []
    async with stage(settled(Path(shutil.copy(sample_file, tmp_path))), clock, sampled=True) as play:
        app = play.app
        assert app.services.sample
        await look(app)
        for number, (who, text) in enumerate(SHOWN):
            await play.deliver()
            address = app.services.sample.address(who)
            async with app.services.database.read() as read:
                chat = await chats.at_address(read, address)
                assert chat
                before = (await read.rows("SELECT position FROM chat WHERE id = :id", id=chat.id))[0]["position"]
            inbound = decode(json.dumps({"key": f"key-{number:08}", "text": text}).encode(), address, clock.now())
            assert isinstance(inbound, Inbound)
            await app.services.intake.submit(inbound)
            await play.deliver()
            await app.jobs.run_errands()
            await play.deliver()
            clock.jump(clock.now() + MINUTE)
            async with app.services.database.read() as read:
                lines = await chats.log_after(read, chat.id, before, 100)
            said = "\n".join(plain(line.words or "") for line in lines if line.said is None)
            print(f"\n>> {who}: {text}\n{said}")  # noqa: T201  shown when it fails
            if not said or any(word in said for word in USELESS):
                useless.append(f"{who}: {text}\n  {said}")
    assert not useless, "\n".join(useless)
