"""What the platform posts, and its decoding into Inbound: pure."""

from pydantic import BaseModel

from handlers.inbound import Inbound, Text, clean
from storage.instants import Instant

CHANNEL = "echo"


# {"id": 17, "by": "0900000101", "text": "cài 42"}
class Posted(BaseModel):
    id: int
    by: str
    text: str


def decode(body: bytes, heard: Instant) -> Inbound:
    posted = Posted.model_validate_json(body)
    address = f"{CHANNEL}/{posted.by}"
    key = f"{address}/{posted.id}"
    return Inbound(key, CHANNEL, address, address, Text(clean(posted.text).strip()), heard, heard)
