"""What a platform brings, as long as it is short: bytes of which anything may be broken."""

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request

MOST = 1024 * 1024  # bytes
BROKEN = "\\ufffd"  # stands, escaped, for what is no sign


async def body_of(request: Request) -> bytes | None:
    """None when it is too long; the rest of such a one is never read."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


M = TypeVar("M", bound=BaseModel)


def read(model: type[M], body: bytes | Any) -> M:
    """As it stands, or where it is broken as far as it can be read; ValueError: it is something else."""
    if not isinstance(body, bytes):
        return model.model_validate(body)
    try:
        return model.model_validate_json(body)
    except ValidationError:
        return model.model_validate(read_json(body))


def read_json(body: bytes) -> Any:
    """Bytes that are no UTF-8 and halves of signs are replaced; ValueError: no JSON, or nested past all use."""
    text = body.decode("utf-8", "replace")
    try:
        return json.loads(_ESCAPES.sub(_whole, text), strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None


# An escaped backslash, a sign in two halves, half a sign.
_ESCAPES = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_HALF = 6  # letters


def _whole(found: re.Match[str]) -> str:
    return BROKEN if len(found[0]) == _HALF else found[0]


def pieces(body: bytes) -> list[bytes]:
    """The objects in the list that stands in an object, each as it is written: for when one makes all unreadable."""
    found, depth, began = [], 0, 0
    for token in _TOKENS.finditer(body):
        if token[0] in b"[{":
            depth += 1
            if depth == _INSIDE:
                began = token.start()
        elif token[0] in b"]}":
            depth -= 1
            if depth == _INSIDE - 1:
                found.append(body[began : token.end()])
    return found


_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_INSIDE = 3  # the answer, its list, what stands in it
