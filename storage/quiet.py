"""When the people of a campaign are asleep, and which campaign somebody is part of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from storage.database import Rows
from storage.instants import Instant, at, day_of
from storage.sending import Waiting
from storage.settings import Quiet

ONE_DAY = timedelta(days=1)


def awake(now: Instant, quiet: Quiet, zone: str) -> Instant:
    """`now`, or the end of the silence in which it lies."""
    for day in (day_of(now, zone) - ONE_DAY, day_of(now, zone)):
        begins, ends = at(day, quiet.since, zone), at(day, quiet.until, zone)
        if ends <= begins:
            ends = at(day + ONE_DAY, quiet.until, zone)
        if begins <= now < ends:
            return ends
    return now


_OF_PEOPLE = """
SELECT DISTINCT post.person_id, campaign.id
FROM post JOIN ancestry ON ancestry.unit_id = post.unit_id JOIN campaign ON campaign.unit_id = ancestry.above_id
WHERE post.person_id IN :people AND campaign.id IN :campaigns ORDER BY campaign.id
"""
_OF_CHATS = """
SELECT chat_id, campaign_id AS id FROM bulletin WHERE chat_id IN :chats AND campaign_id IN :campaigns
"""


async def campaigns_of(read: Rows, waiting: Sequence[Waiting], campaign_ids: Collection[int]) -> Mapping[int, int]:
    """By message: which of these campaigns its recipient lies in; a group chat in that of its summary."""
    people = {one.person_id or one.message.person_id for one in waiting}
    some = {"campaigns": list(campaign_ids)}
    by_person = {
        row["person_id"]: row["id"] for row in await read.rows(_OF_PEOPLE, people=list(people - {None}), **some)
    }
    crowds = [one.chat.id for one in waiting if one.person_id is None]
    by_chat = {row["chat_id"]: row["id"] for row in await read.rows(_OF_CHATS, chats=crowds, **some)} if crowds else {}
    found = {
        one.message.id: by_person.get(one.person_id or one.message.person_id) or by_chat.get(one.chat.id)
        for one in waiting
    }
    return {message: campaign for message, campaign in found.items() if campaign is not None}
