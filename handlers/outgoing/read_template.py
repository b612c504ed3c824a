"""What is read of a letter's template: written by the document worker, taken up here."""

import base64
from dataclasses import dataclass

from handlers.problem import Problem


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """`of`: which letter's it is, `named`: the fields in it.

    `body`: the file as it was sent, in base 64; empty where something is wrong with it.
    """

    of: str
    named: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    body: str = ""

    @property
    def file(self) -> bytes:
        return base64.b64decode(self.body)
