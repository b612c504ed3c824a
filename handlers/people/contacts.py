"""Contact persons of units: named in one line by a head or the clerk, listed with who is missing and until when."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from handlers import scope
from handlers import texts as common
from handlers.intents.posts import NameContact, ShowContacts
from handlers.language.tokens import fold
from handlers.outcome import Outcome, Request, say, source
from handlers.people import texts
from handlers.people.texts import ContactPerson
from handlers.people.words import CONTACT_NAME, CONTACT_PHONE, PARTS_SAID
from storage import campaigns, contacts, people, units
from storage.contacts import PARTS, ContactNamed
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.lookup import KnownSpeaker, Who
from storage.records import Role, Unit
from storage.sending import Dropped, Made, Waiting, Worded


async def name_contact(intent: NameContact, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Unit, part, name and number out of one line; what is missing is asked for, nothing is guessed."""
    p = common.pronouns(who.person)
    reach = await scope.reach(read, who)
    unit = _unit(intent.text, reach, who)
    said = f" {fold(intent.text)} "
    part = next((part for pattern, part in PARTS_SAID if re.search(pattern, said)), None)
    title, name, phone = _named(intent.text, unit)
    own = scope.own_names(who)
    if unit is None and len(own) == 1:
        return say(request, who, common.only_own(p, own))
    if unit is None or part is None or not name:
        return say(request, who, texts.how_to_name(p, next((one.name for one in reach.values()), "")))
    named = ContactNamed(request.ids(), unit.id, part, name, title, who.person.id, request.at, phone)
    noted = source(request, who).noted("contact", who.person.id, unit.id, part=part)
    text = texts.contact_named(p, unit.name, part, f"{title} {name}".strip(), phone or "")
    return say(request, who, text, named, noted)


async def show_contacts(_intent: ShowContacts, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Of everything that the asker answers for; numbers are shown to them alone."""
    reach = await scope.reach(read, who)
    listed = table(list(reach.values()), await contacts.below(read, reach))
    by = who.campaign.settings.contacts_by if who.campaign else None
    named = [contact_person for contact_person in listed if contact_person.name]
    missing = [f"{person.unit} ({texts.PARTS[person.part]})" for person in listed if not person.name]
    text = texts.contacts(named, len({one.unit for one in named}), missing, by)
    return say(request, who, text)


async def word(read: Rows, waiting: Sequence[Waiting], _now: Instant, _ids: Ids) -> dict[int, Made]:
    """To the office: which units have not named whom to ask, before the day until which they are to."""
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    clerks = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        campaign = running[int(one.message.params["campaign"])]
        by, _, step = str(one.message.params["about"]).partition("/")
        places = await units.below(read, campaign.unit.id)
        listed = table(places, await contacts.below(read, [campaign.unit.id]))
        missing = [f"{person.unit} ({texts.PARTS[person.part]})" for person in listed if not person.name]
        if not missing or campaign.settings.contacts_by != date.fromisoformat(by):
            made[one.message.id] = NAMED
            continue
        p = common.pronouns(clerks[one.message.person_id or 0])
        words = texts.contacts_due(p, missing, date.fromisoformat(by), last=step == "day")
        made[one.message.id] = Worded(str(words))
    return made


NAMED = Dropped("void", "all are named, or by another day")


def table(places: Collection[Unit], named: Collection[ContactNamed]) -> list[ContactPerson]:
    """Two lines for each unit but the ward itself, named or not."""
    known = {(contact_named.unit_id, contact_named.part): contact_named for contact_named in named}
    shown = [unit for unit in places if unit.kind != "ward"]
    return [
        ContactPerson(unit.name, part, f"{one.title} {one.name}".strip(), one.title, one.phone or "")
        if (one := known.get((unit.id, part)))
        else ContactPerson(unit.name, part)
        for unit in shown
        for part in PARTS
    ]


def _unit(text: str, reach: dict[int, Unit], who: Who) -> Unit | None:
    named = scope.named(text, [unit for unit in reach.values() if unit.kind != "ward"], who)
    own = [post.unit for post in who.posts if post.role is Role.LEADER]
    found = own if named == [] else named or []
    return found[0] if len(found) == 1 else None


def _named(text: str, unit: Unit | None) -> tuple[str, str, str | None]:
    """Title, name and number; the unit's own words are no part of a name."""
    phone = CONTACT_PHONE.search(text)
    digits = re.sub(r"\D", "", phone[0]) if phone else ""
    bare = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
    found = CONTACT_NAME.search(text)
    name = " ".join(found["name"].split()) if found else ""
    if unit is not None and fold(unit.name) in fold(name):
        name = ""
    return (found["title"].lower() if found else ""), name, (f"0{bare}" if len(bare) == 9 else None)
