"""The device on which a person's page was opened: one cookie for the page, one for the files that are theirs alone."""

import hashlib
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "device"
LASTS = 400 * 86_400  # seconds; browsers keep no cookie longer


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_name(person: int) -> str:
    """The name of the cookie for files: one browser may hold the pages of several people."""
    return f"{COOKIE}-{person}"


def from_our_page(request: Request, public_url: str) -> bool:
    """`public_url`: where our pages are found besides the name that was asked for.

    Old browsers name no origin, then the referrer has to do; where both are missing the cookie's rule holds.
    """
    named = request.headers.get("origin") or request.headers.get("referer")
    return named is None or urlsplit(named).netloc in {
        request.headers.get("host"),
        urlsplit(public_url).netloc or None,
    }


def remember_page(response: Response, device: str, token: str, *, secure: bool) -> None:
    """Good for this link only."""
    response.set_cookie(
        COOKIE, device, max_age=LASTS, path=f"/c/{token}/", httponly=True, samesite="strict", secure=secure
    )


def remember_files(response: Response, device: str, person: int, *, secure: bool) -> None:
    """Lax, since a link to a file is tapped in another app."""
    response.set_cookie(
        cookie_name(person), device, max_age=LASTS, path="/f/", httponly=True, samesite="lax", secure=secure
    )
