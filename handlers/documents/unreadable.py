"""Why a file is refused before anything in it is understood: a code and no words; its sentence is in `texts_files`."""

from enum import StrEnum


class Code(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"  # unpacked, or in rows and cells
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_SLOW = "too_slow"
    BOMB = "bomb"  # packed tighter than any honest file
    MACROS = "macros"  # in what would be handed out again
    PASSWORD = "password"  # noqa: S105 - the name of a refusal
    PDF_PASSWORD = "pdf_password"  # noqa: S105
    OLD_FORMAT = "old_format"  # what only an office program reads, and there is none here that can
    PDF = "pdf"  # damaged, or its letters have no meaning
    SCAN = "scan"  # a PDF whose pages are pictures
    PICTURE = "picture"  # the file is a picture, or holds nothing else
    SLIDES = "slides"
    APPLE = "apple"  # .numbers and .pages
    ARCHIVE = "archive"  # several files in one, or packed otherwise than as a zip
    FORMULAS_ONLY = "formulas_only"  # never calculated, so there is nothing to read
    ENCODING = "encoding"
    UNKNOWN_TYPE = "unknown_type"
    DAMAGED = "damaged"


class Unreadable(Exception):
    """The file was refused before anything was understood; nothing of it may be stored."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
