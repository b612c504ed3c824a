"""What is posted to our pages: only by a page of ours, and only in the form that this page has."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.web.decoding import BODY_BYTES, Bad
from bot.channels.web.templates import page
from handlers import texts
from handlers.people import texts as people_texts

# No form of a page elsewhere can send the first two.
JSON, FILE, FORM = "application/json", "application/octet-stream", "application/x-www-form-urlencoded"
FIELDS = 8  # of a form

Endpoint = Callable[[Request], Awaitable[Response]]


def post(path: str, endpoint: Endpoint, media: str, public_url: str) -> Route:
    """The one way in which a page of ours is posted to. `public_url`: as in `from_our_page`."""

    async def guarded(request: Request) -> Response:
        told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not from_our_page(request, public_url) or told != media:
            elsewhere = Bad(403, "elsewhere")
            return page("notice.html", people_texts.elsewhere(), 403) if media == FORM else refused(elsewhere)
        return await endpoint(request)

    return Route(path, guarded, methods=["POST"], name=endpoint.__name__)


def from_our_page(request: Request, public_url: str) -> bool:
    """`public_url`: where our pages are found besides the name that was asked for.

    Old browsers name no origin, then the referrer has to do; where both are missing the cookie's rule holds.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    named = request.headers.get("origin") or request.headers.get("referer")
    ours = {request.headers.get("host"), urlsplit(public_url).netloc or None}
    try:
        return named is None or urlsplit(named).netloc in ours
    except ValueError:
        return False


def is_secure(request: Request, public_url: str) -> bool:
    """Whether the browser is on https, as far as can be known: a proxy may forget to say so."""
    public = urlsplit(public_url)
    return request.url.scheme == "https" or (public.scheme == "https" and request.headers.get("host") == public.netloc)


async def form_of(request: Request) -> dict[str, str] | None:
    """None: nothing that a page of ours sends."""
    body = await body_of(request, BODY_BYTES, "too_long")
    if isinstance(body, Bad):
        return None
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        return None


async def body_of(request: Request, most: int, why: str) -> bytes | Bad:
    """The body, as long as it is no longer than that; the rest of a long one is never read."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        return Bad(413, why)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                return Bad(413, why)
            parts.append(part)
    except ClientDisconnect:
        return Bad(400, "not_readable")
    return b"".join(parts)


def refused(bad: Bad) -> Response:
    return JSONResponse({"error": str(texts.web_refusal(bad.why))}, bad.status)
