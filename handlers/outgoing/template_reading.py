"""A template as the document worker read it: which letter's it is, what it names, and what is wrong with it. Pure."""

import base64

from pydantic import BaseModel


class ReadPlace(BaseModel):
    part: str = "body"
    paragraph: int = 0
    table: int = 0
    row: int = 0


class ReadProblem(BaseModel):
    """`why`: of the document worker's reasons; `near`: the field that is probably meant."""

    why: str
    what: str = ""
    place: ReadPlace | None = None
    near: str = ""


class ReadTemplate(BaseModel):
    """`body`: the file as it was sent, in base 64; empty where something is wrong with it."""

    of: str
    named: tuple[str, ...] = ()
    problems: tuple[ReadProblem, ...] = ()
    body: str = ""

    @property
    def file(self) -> bytes:
        return base64.b64decode(self.body)
