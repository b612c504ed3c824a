"""The log has one form: our lines and those of libraries alike, secrets masked, and no traceback for what we tell."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from bot import log
from bot.cli import app as commands
from bot.settings import Settings
from handlers import dispatch
from tests.ward import Ward


@pytest.fixture
def restored() -> Iterator[None]:
    """What `set_up` changes is everybody's."""
    known, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging.captureWarnings(capture=False)  # a test before may have left it on, and on twice it does nothing
    with warnings.catch_warnings():
        yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**known)


def broken() -> None:
    raise ZeroDivisionError("twice")


@pytest.mark.usefixtures("restored")
def test_every_line_is_json_whoever_writes_it(capsys: pytest.CaptureFixture[str]):
    log.set_up("json", ["house" + "-secret"])
    ours = structlog.get_logger()
    ours.info("started", campaigns=["t12"], key="house" + "-secret")
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")  # as often as somebody likes
    warnings.simplefilter("always")
    warnings.warn("of a library", stacklevel=1)
    try:
        broken()
    except ZeroDivisionError:
        ours.exception("a loop broke")
        logging.getLogger("asyncio").exception("a task broke")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    events = [line["event"] for line in lines]
    assert events[:2] == ["started", "Started server process [7]"]
    assert "of a library" in events[2]
    assert events[3:] == ["a loop broke", "a task broke"]
    assert lines[0]["key"] == "***"
    assert all("ZeroDivisionError: twice" in line["exception"] for line in lines[3:])
    assert all({"level", "timestamp"} <= set(line) for line in lines)


@pytest.mark.parametrize("times", [1, 2, 3, 4, 5, 6, 7, 8, 1_000, 1_024])
def test_what_fails_again_and_again_is_told_more_and_more_rarely(times: int):
    assert log.worth_a_line(times) == (times in {1, 2, 4, 8, 1_024})


def no_way() -> None:
    raise ConnectionError(f"no way to {DSN}")


PASSWORD, TOKEN = "mật" + "-khẩu-dài", "123456789:" + "A" * 35
DSN = f"postgresql://tungngo:{PASSWORD}@db.example/tungngo"


@pytest.mark.usefixtures("restored")
def test_a_password_or_a_token_is_in_no_line_whoever_writes_it_and_however(capsys: pytest.CaptureFixture[str]):
    settings = Settings(_env_file=None, database_url=DSN, metrics_token="x" * 20, proxy="http://u:pw12345@p:1")  # type: ignore[call-arg, arg-type]
    log.set_up("json", settings.hidden)
    ours, library = structlog.get_logger(), logging.getLogger("asyncpg")
    ours.info("opened", url=DSN, token="x" * 20, alone=PASSWORD)
    library.warning("cannot connect to %s", DSN)
    library.warning("retry through http://u:pw12345@p:1 with password=%s", "pw12345")
    logging.getLogger("httpx").warning("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    warnings.simplefilter("always")
    warnings.warn(f"of a library about {DSN}", stacklevel=1)
    try:
        no_way()
    except ConnectionError:
        ours.exception("a loop broke")
    thread = threading.Thread(target=lambda: int(DSN))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "excepthook", sys.excepthook)
        patched.setattr(threading, "excepthook", threading.excepthook)
        log.conceal_tracebacks()
        thread.start()
        thread.join()
        sys.excepthook(ConnectionError, ConnectionError(f"no way to {DSN}"), None)

    told = capsys.readouterr().err
    assert told.count("ConnectionError") >= 2
    assert "invalid literal" in told
    assert "db.example" in told
    assert [
        secret for secret in (PASSWORD, TOKEN, "pw12345", "x" * 20, json.dumps(PASSWORD)[1:-1]) if secret in told
    ] == []


def test_what_a_command_says_of_an_error_has_no_password(tmp_path: Path):
    env = {"TUNGNGO_DATABASE_URL": "postgresql://tungngo:s3cret-word@127.0.0.1:1/none?sslmode=nonsense"}
    for words in (("status",), ("migrate",), ("doctor",), ("invite", "--all")):
        said = CliRunner().invoke(commands, words, env=env)
        assert said.exit_code == 1
        assert "s3cret-word" not in said.output + said.stderr + str(said.exception)


async def test_one_id_goes_from_the_update_to_the_sends_and_nothing_personal_is_in_a_line(
    ward: Ward, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    head = ward.chat("binh")
    await head.says("cài 42, kích hoạt 40, vắng 6, gọi 0912345678")
    await ward.chat("lan").says("/lich")
    key = next(iter(await keys(ward)))
    lines = [record.getMessage() for record in caplog.records]
    of_it = [line for line in lines if log.trace(key) in line]

    assert [line for line in of_it if "taken in" in line]
    assert [line for line in of_it if "'message'" in line and "how='sent'" in line]
    assert not [line for line in lines if any(word in line for word in ("Bình", "cài", "0912345678", "web/binh"))]


async def keys(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [row["key"] for row in await read.rows("SELECT key FROM update_key ORDER BY heard, key")]


async def test_an_update_that_breaks_is_told_under_its_id_each_time(ward: Ward, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dispatch, "decide", _breaks)
        receipt = await ward.chat("binh").says("cài 42")
    key = next(iter(await keys(ward)))
    told = [record.getMessage() for record in caplog.records if log.trace(key) in record.getMessage()]

    assert receipt.set_aside
    assert sum("rolled back" in line for line in told) == 4, "with others, and three times alone"
    assert any("an update was set aside" in line for line in told)
    assert not [line for line in told if key in line]


async def _breaks(*_given: object) -> None:
    raise ZeroDivisionError
