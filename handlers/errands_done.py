"""What an errand hands back, as the intent that takes it. Pure."""

import json

from handlers.inbound import Done
from handlers.intents.files import EndErrand, HandOutFile
from handlers.intents.intent import Intent
from handlers.intents.ledger import PreviewHeadcounts
from handlers.intents.people import HandOutCards, HandOutInvites
from handlers.intents.plans import PreviewPlan
from handlers.intents.rosters import PreviewRoster
from handlers.intents.templates import PreviewTemplate


def wanted(content: Done) -> Intent:
    # What a document turned out to be; a plan says nothing of itself.
    found = json.loads(content.result).get("kind", "") if content.kind == "read_document" else ""
    match content.kind, found:
        case "read_document", "roster":
            sent = (content.params["campaign"], int(content.params["person"]), int(content.params["chat"]))
            return PreviewRoster(content.errand, *sent, content.result)
        case "read_document", "template":
            person, chat, unit = (int(content.params[name]) for name in ("person", "chat", "unit"))
            return PreviewTemplate(content.errand, person, chat, unit, content.result)
        case ("read_headcounts", _) | (_, "headcounts"):
            by = int(content.params["person"]), int(content.params["chat"])
            return PreviewHeadcounts(content.errand, content.params["campaign"], *by, content.result, content.failed)
        case "read_plan" | "read_document", _:
            sent = content.params.get("campaign", ""), int(content.params["person"]), int(content.params["chat"])
            read, guessed = (content.result, content.failed), "guessed" in content.params
            return PreviewPlan(content.errand, *sent, *read, guessed=guessed)
        case "invite", _:
            clerk, own = int(content.params["clerk"]), content.params.get("own") == "yes"
            renews = content.params.get("renew") == "yes"
            return HandOutInvites(content.errand, clerk, content.result, content.failed, own, renews)
        case "make" | "make_cards", _:
            takes = HandOutCards if content.kind == "make_cards" else HandOutFile
            return takes(content.errand, content.params, content.result, content.failed)
        case _:
            return EndErrand(content.errand, content.failed)
