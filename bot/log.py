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
    known: list[Any] = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    shown = logging.StreamHandler(sys.stderr)  # a disk too full for a line of the log raises nothing here
    shown.setFormatter(_Concealed(form, known, _concealing(hidden)))
    logging.basicConfig(level=level, handlers=[shown], force=True)
    logging.captureWarnings(capture=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING) if level > logging.DEBUG else level)
    logging.getLogger("uvicorn.error").addFilter(_not_dictated)
    structlog.configure(
        processors=[*known, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _not_dictated(record: logging.LogRecord) -> bool:
    """The web server warns of each request that is none: as often as others like."""
    return record.levelno != logging.WARNING


def worth_a_line(times: int) -> bool:
    """Of what fails again and again the 1st, 2nd, 4th, 8th … time: an outage must not fill the disk."""
    return times & (times - 1) == 0


class _Concealed(structlog.stdlib.ProcessorFormatter):
    """Our own lines and those of other libraries in the same form: the whole of what is written, tracebacks too."""

    def __init__(self, form: str, known: list[Any], conceal: Callable[[str], str]) -> None:
        last: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
        made = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(
            processors=[made, structlog.processors.format_exc_info, last],
            foreign_pre_chain=[*known, structlog.processors.format_exc_info],
        )
        self._conceal = conceal

    def format(self, record: logging.LogRecord) -> str:
        return self._conceal(super().format(record))


def _concealing(hidden: Iterable[str]) -> Callable[[str], str]:
    known = [re.escape(secret) for secret in sorted(hidden, key=len, reverse=True)]
    pattern = re.compile("|".join([*known, _SECRETS]))
    return lambda text: pattern.sub("***", text)
