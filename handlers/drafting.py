"""What holds for every draft: who sent it, that a new one takes the place of the last, and whose yes counts."""

from dataclasses import dataclass

from handlers import scope
from handlers.outcome import Heard
from storage import campaigns, chats, drafts, people
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, Kind
from storage.facts import Fact
from storage.lookup import KnownSpeaker
from storage.records import Chat, Person


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a document, where, and of which campaign."""

    campaign: Campaign
    person: Person
    chat: Chat


async def sender(read: Rows, campaign: str, person: int, chat: int) -> Sender | None:
    """None when one of them is gone meanwhile."""
    of = await campaigns.named(read, campaign)
    who, where = (await people.by_id(read, [person])).get(person), await chats.by_id(read, chat)
    return Sender(of, who, where) if of and who and where else None


async def begun(read: Rows, kind: Kind, body: str, by: Sender, heard: Heard) -> tuple[Draft, tuple[Fact, ...]]:
    """The draft, and what is written for it."""
    made = Draft(heard.ids(), kind, by.campaign.id, by.person.id, by.chat.id, body, heard.at)
    waiting = await drafts.open_of(read, by.person.id, kind)
    return made, (*(one.closed("replaced", heard.at) for one in waiting), made)


async def own(read: Rows, id_: int, who: KnownSpeaker) -> Draft | None:
    """Only who sent it decides on it, as long as they answer for its unit."""
    draft = await drafts.by_id(read, id_)
    if draft is None or draft.person_id != who.person.id:
        return None
    return draft if (await campaign_of(read, draft)).unit.id in await scope.reach(read, who) else None


async def campaign_of(read: Rows, draft: Draft) -> Campaign:
    return (await campaigns.by_id(read, [draft.campaign_id]))[draft.campaign_id]
