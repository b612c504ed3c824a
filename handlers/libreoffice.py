"""Where LibreOffice is, which saves old kinds of documents anew; without it they are refused in words."""

import shutil


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
