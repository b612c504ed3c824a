"""What the clock has put about difficulties, worded when it is sent: what is settled meanwhile is not said."""

from collections.abc import Sequence

from handlers import texts as common
from handlers.difficulties import grouping, texts
from storage import campaigns, difficulties, people
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant, local
from storage.sending import Dropped, Made, Waiting, Worded

ANSWERED = Dropped("void", "it was answered")
NEW = "1"
STEPS = {NEW: texts.new_ones, "2": texts.overdue_ones, "3": texts.climbed}


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """New to its owner, overdue, or climbed to who watches over the office."""
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    persons = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        params, p = one.message.params, common.pronouns(persons[one.message.person_id or 0])
        some = await difficulties.by_id(read, [int(id_) for id_ in str(params["ids"]).split(",")])
        step = str(params["step"])
        open_ = [one for one in some if one.settled is None and not (step == NEW and one.cluster_id)]
        clusters = await difficulties.in_clusters(read, [one.cluster_id for one in open_ if one.cluster_id])
        every = {one.id: one for one in (*open_, *clusters)}.values()
        groups = await grouping.groups(read, every, running[int(params["campaign"])], now)
        shown = [group for group, _ in groups]
        made[one.message.id] = Worded(str(STEPS[step](p, shown))) if shown else ANSWERED
    return made


async def word_radar(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """The same from several units, with what to send to the hotline."""
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    persons = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        params, p = one.message.params, common.pronouns(persons[one.message.person_id or 0])
        campaign = running[int(params["campaign"])]
        members = await difficulties.in_clusters(read, [int(params["difficulty"])])
        if not members:
            made[one.message.id] = ANSWERED
            continue
        ((group, _),) = await grouping.groups(read, members, campaign, now)
        hours = (local(members[0].heard, campaign.zone), local(members[-1].heard, campaign.zone))
        hotline = campaign.settings.difficulties.hotline
        made[one.message.id] = Worded(str(texts.radar(p, group, hours, campaign.unit.name, hotline)))
    return made
