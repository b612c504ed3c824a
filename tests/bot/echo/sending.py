"""The platform: it takes so many characters at a time, and remembers what was said to whom, and when."""

from dataclasses import dataclass, field

from bot.channels.channel import Ending, Outgoing, Partly, Sent
from bot.channels.parts import part
from storage.instants import Instant

LONGEST = 160


@dataclass(frozen=True)
class Said:
    chat: str
    text: str
    at: Instant
    plain: bool  # nothing that the platform cannot show was asked of it


@dataclass
class Platform:
    said: list[Said] = field(default_factory=list)

    async def send(self, message: Outgoing, now: Instant) -> Ending:
        said = part(message.words, message.told, LONGEST)
        plain = not message.buttons and message.edits is None and message.attachment is None
        self.said.append(Said(message.chat.address, said.text, now, plain))
        return Sent(str(len(self.said))) if said.last else Partly(said.reaches)
