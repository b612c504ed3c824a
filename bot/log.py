"""Logs: one line per event, English, structured; whatever looks like a secret is masked before it is written."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(r"bot\d{6,}:[\w-]{20,}|/c/[\w-]{16,}|\b\d{8,10}:[\w-]{35}\b")


def set_up(form: str) -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn.access", "telegram"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_masked_record)
    last: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask,
            last,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:
    return _SECRETS.sub("***", value) if isinstance(value, str) else value


def _masked_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = _SECRETS.sub("***", record.getMessage()), ()
    return True
