"""Logs: one line per event, English, structured; whatever looks like a secret is masked before it is written."""

import logging
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

import structlog

_SECRETS = r"bot\d{6,}:[\w-]{20,}|/[cf]/[\w-]{16,}|\b\d{8,10}:[\w-]{35}\b"


def set_up(form: str, hidden: Iterable[str] = (), level: int = logging.INFO) -> None:
    """`hidden`: secrets of this install, whatever they look like."""
    conceal = _concealing(hidden)
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(_Concealed(conceal))
    logging.basicConfig(level=level, handlers=[shown], force=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn.access", "telegram"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING) if level > logging.DEBUG else level)
    last: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
            lambda _logger, _method, line: conceal(str(line)),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class _Concealed(logging.Formatter):
    """Of other libraries' records: the whole of what is written, tracebacks too."""

    def __init__(self, conceal: Callable[[str], str]) -> None:
        super().__init__("%(message)s")
        self._conceal = conceal

    def format(self, record: logging.LogRecord) -> str:
        return self._conceal(super().format(record))


def _concealing(hidden: Iterable[str]) -> Callable[[str], str]:
    known = [re.escape(secret) for secret in sorted(hidden, key=len, reverse=True)]
    pattern = re.compile("|".join([*known, _SECRETS]))
    return lambda text: pattern.sub("***", text)
