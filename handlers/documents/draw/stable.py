"""The same document is the same bytes: the parts of an Office file in order, and without the hour it was packed."""

import io
import re
import zipfile

THEN = (2000, 1, 1, 0, 0, 0)
STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def stable(packed: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = STAMPS.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", given.read(name))
            kept.writestr(zipfile.ZipInfo(name, THEN), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()
