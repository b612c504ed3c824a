"""The log has one form: our lines and those of libraries alike, secrets masked, and no traceback for what we tell."""

import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot import log


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
