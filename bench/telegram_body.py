"""A Telegram update, bytes to Inbound, by the few fields that are used, as a channel does it."""

from pydantic import BaseModel, Field

from handlers.inbound import Inbound, Text, clean, written_at
from storage.instants import SECOND, Instant


class Origin(BaseModel):
    id: int


class Place(BaseModel):
    id: int
    type: str


class Said(BaseModel):
    date: int
    sender: Origin = Field(alias="from")
    chat: Place
    text: str = ""


class Update(BaseModel):
    update_id: int
    message: Said


def decode(body: bytes, heard: Instant) -> Inbound:
    update = Update.model_validate_json(body)
    said = update.message
    return inbound(update.update_id, said.chat.id, said.sender.id, said.text, said.date, heard)


def inbound(update_id: int, chat: int, sender: int, text: str, date: int, heard: Instant) -> Inbound:
    """The same values for every contender, whoever took the JSON apart."""
    return Inbound(
        key=f"telegram/{update_id}",
        channel="telegram",
        chat=f"telegram/{chat}",
        sender=f"telegram/{sender}",
        content=Text(clean(text)),
        written=written_at(date * SECOND, heard),
        heard=heard,
        private=chat == sender,
    )
