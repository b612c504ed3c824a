"""The ward's plan."""

from dataclasses import dataclass

from handlers.intents.intent import Intent


@dataclass(frozen=True, slots=True)
class AcceptPlan(Intent):
    """The plan that an errand has read is to become sessions."""

    errand: int
    campaign: str
    result: str
    failed: bool = False
