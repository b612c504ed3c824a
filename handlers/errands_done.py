"""What an errand hands back, as the intent that takes it. Pure."""

import json

from handlers.inbound import Done
from handlers.intents.drafts import PreviewDraft
from handlers.intents.files import EndErrand, HandOutFile
from handlers.intents.guide import StepShown
from handlers.intents.intent import Intent
from handlers.intents.people import HandOutCards, HandOutInvites
from handlers.intents.templates import PreviewTemplate
from storage.drafts import Kind


def wanted(content: Done) -> Intent:
    match content.kind, _found(content):
        case ("read_roster", _) | ("read_document", "roster"):
            return _drafted(content, "roster")
        case "read_document", "template":
            person, chat, unit = (int(content.params[name]) for name in ("person", "chat", "unit"))
            return PreviewTemplate(content.errand, person, chat, unit, content.result)
        case ("read_headcounts", _) | (_, "headcounts"):
            return _drafted(content, "headcounts")
        case "read_plan" | "read_document", _:
            return _drafted(content, "plan")
        case "step_picture", _:
            return StepShown(content.errand, content.params, content.result, content.failed)
        case "invite", _:
            clerk, own = int(content.params["clerk"]), content.params.get("own") == "yes"
            renews = content.params.get("renew") == "yes"
            return HandOutInvites(content.errand, clerk, content.result, content.failed, own, renews)
        case "make" | "make_cards", _:
            takes = HandOutCards if content.kind == "make_cards" else HandOutFile
            return takes(content.errand, content.params, content.result, content.failed)
        case _:
            return EndErrand(content.errand, content.failed)


def _found(content: Done) -> str:
    """What a document turned out to be; a plan says nothing of itself."""
    return str(json.loads(content.result).get("kind", "")) if content.kind == "read_document" else ""


def _drafted(content: Done, kind: Kind) -> Intent:
    params, read = content.params, (content.result, content.failed)
    sent = params.get("campaign", ""), int(params["person"]), int(params["chat"])
    return PreviewDraft(kind, content.errand, *sent, *read, guessed="guessed" in params)
