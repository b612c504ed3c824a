"""Logs: one line per event, English, structured; whatever looks like a secret is masked before it is written.

One id goes from what arrives to what is answered: it is made of the update's key, which is the cause of its messages
and errands, so that `grep` finds everything, after a restart and of another process as well. The key names people.
"""

import hashlib
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterable
from types import TracebackType
from typing import Any

import structlog

# Tokens of platforms, secrets of links, and the password in the address of anything.
_SECRETS = (
    r"bot\d{6,}:[\w-]{20,}|/[cf]/[\w-]{16,}|\b\d{8,10}:[\w-]{35}\b"
    r"|(?<=://)[^\s/@:'\"]*:[^\s/'\"]+(?=@)|(?<=password=)[^\s&'\"]+"
)
SHORT = 6  # characters of a secret that may be a word of any line: masked only where it is told with its place


def set_up(form: str, hidden: Iterable[str] = (), level: int = logging.INFO) -> None:
    """`hidden`: secrets of this install, whatever they look like."""
    hide(hidden)
    known: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown = logging.StreamHandler(sys.stderr)  # a disk too full for a line of the log raises nothing here
    shown.setFormatter(_Concealed(form, known))
    logging.basicConfig(level=level, handlers=[shown], force=True)
    logging.captureWarnings(capture=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING) if level > logging.DEBUG else level)
    logging.getLogger("uvicorn.error").addFilter(_not_dictated)
    structlog.configure(
        processors=[*known, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _not_dictated(record: logging.LogRecord) -> bool:
    """The web server warns of each request that is none: as often as others like."""
    return record.levelno != logging.WARNING


def set_up_quietly() -> None:
    """For a command: what goes wrong on stderr, nothing else; not where somebody has chosen already."""
    if not structlog.is_configured():
        set_up("console", level=logging.WARNING)


def worth_a_line(times: int) -> bool:
    """Of what fails again and again the 1st, 2nd, 4th, 8th … time: an outage must not fill the disk."""
    return times & (times - 1) == 0


def trace(cause: str) -> str:
    """By which all lines about one update, its errands and its messages are found."""
    return hashlib.blake2b(cause.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def traces(causes: Iterable[str]) -> dict[str, Any]:
    """To be bound, or told: of one `id`, of several taken together `ids`."""
    found = list(dict.fromkeys(map(trace, causes)))
    return {"id": found[0]} if len(found) == 1 else {"ids": found}


class _Concealed(structlog.stdlib.ProcessorFormatter):
    """Our own lines and those of other libraries in the same form: the whole of what is written, tracebacks too."""

    def __init__(self, form: str, known: list[Any]) -> None:
        last: Any = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
        made = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(
            processors=[made, structlog.processors.format_exc_info, last],
            foreign_pre_chain=[*known, structlog.processors.format_exc_info],
        )

    def format(self, record: logging.LogRecord) -> str:
        return conceal(super().format(record))


def _concealing(hidden: Collection[str]) -> Callable[[str], str]:
    as_json = {json.dumps(secret)[1:-1] for secret in hidden}
    known = [re.escape(one) for one in sorted({*hidden, *as_json}, key=len, reverse=True) if len(one) >= SHORT]
    pattern = re.compile("|".join([*known, _SECRETS]))
    return lambda text: pattern.sub("***", text)


class _Secrets:
    """What this process must not show anywhere, from its settings."""

    known: frozenset[str] = frozenset()
    conceal: Callable[[str], str] = staticmethod(_concealing(()))


def hide(hidden: Iterable[str]) -> None:
    """In every line from now on, of a command's errors and tracebacks as well."""
    _Secrets.known |= frozenset(hidden)
    _Secrets.conceal = staticmethod(_concealing(_Secrets.known))


def conceal(text: str) -> str:
    return _Secrets.conceal(text)


def conceal_tracebacks() -> None:
    """Of what nobody caught, in whatever thread."""
    sys.excepthook = _tell
    threading.excepthook = lambda broken: _tell(broken.exc_type, broken.exc_value, broken.exc_traceback)


def _tell(kind: type[BaseException], error: BaseException | None, trace_: TracebackType | None) -> None:
    sys.stderr.write(conceal("".join(traceback.format_exception(kind, error, trace_))))
