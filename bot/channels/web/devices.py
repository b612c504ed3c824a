"""The device on which a person's page was opened: one cookie for the page, one for the files that are theirs alone."""

import hashlib

from starlette.responses import Response

COOKIE = "device"
LASTS = 400 * 86_400  # seconds; browsers keep no cookie longer


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_name(person: int) -> str:
    """The name of the cookie for files: one browser may hold the pages of several people."""
    return f"{COOKIE}-{person}"


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
