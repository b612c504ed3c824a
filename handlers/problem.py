"""What is doubtful in a document that somebody sent: found by the worker, answered in the chat or on a terminal."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+$")
Label = int | str  # a row as people call it: 7, "table 3 row 2", "line 21"


@dataclass(frozen=True, slots=True)
class Problem:
    """`rows`: none where it holds for the whole document. `match`: what stands there, `suggest`: what it may mean.

    `blocking`: nothing of the row is taken. `number`: that the row gives itself; `measure`: of which column; `person`:
    of several people in the row, whom it is about.
    """

    rows: tuple[Label, ...]
    kind: str
    match: str = ""
    suggest: str | None = None
    blocking: bool = False
    why: str = ""
    number: str = ""
    measure: str = ""
    person: str = ""

    @property
    def is_remark(self) -> bool:
        """Told, and no row waits for an answer: what was seen on opening and is not in what was read."""
        return self.kind in SEEN and not (self.blocking and self.rows)


SEEN = frozenset(
    {
        "saved_anew",
        "unpacked",
        "macros",
        "mended",
        "from_pdf",
        "from_scan",
        "scanned_pages",
        "hidden_row",
        "hidden_column",
        "hidden_sheet",
        "hidden_text",
        "struck",
        "deleted",
        "comment",
        "converted",
        "garbled",
        "only_errors",
        "text_box",
    }
)  # on opening a file
BY_LOOKS = frozenset({"from_pdf"})  # read by where letters stand: nothing of it is stored before somebody saw it


@dataclass(frozen=True, slots=True)
class Defect:
    """Why what stands here cannot be taken as it stands; `match`: what was seen there."""

    kind: str
    match: str


def number_of(row: Label) -> str:
    """By which people name it: 7, also of "table 3 row 7"."""
    found = _NUMBER.search(str(row))
    return found.group() if found else str(row)
