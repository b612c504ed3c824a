"""What is asked of us."""

from dataclasses import dataclass

from handlers.intents.intent import Intent


@dataclass(frozen=True, slots=True)
class ShowStatus(Intent):
    pass
