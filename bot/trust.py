"""Whom HTTPS trusts, read once: it takes longer than a line or a picture needs, and nobody is answered meanwhile."""

import ssl
from functools import cache

import httpx


@cache
def trusted(*, environment: bool = False) -> ssl.SSLContext:
    """`environment`: what its variables name is trusted instead (SSL_CERT_FILE)."""
    return httpx.create_ssl_context(trust_env=environment)
