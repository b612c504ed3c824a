"""The body of what a platform posts, as long as it is short."""

from starlette.requests import ClientDisconnect, Request

MOST = 1024 * 1024  # bytes


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
