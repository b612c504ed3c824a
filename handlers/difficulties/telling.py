"""What the clock has put about difficulties, worded when it is sent: what is settled meanwhile is not said.

So many statements for a batch as for one message.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers import texts as common
from handlers.difficulties import grouping, texts
from storage import campaigns, difficulties, people
from storage.campaigns import Campaign
from storage.database import Rows
from storage.difficulties import Difficulty
from storage.ids import Ids
from storage.instants import Instant, local
from storage.records import Person
from storage.sending import Dropped, Made, Waiting, Worded

ANSWERED = Dropped("void", "it was answered")
NEW = "1"
STEPS = {NEW: texts.new_ones, "2": texts.overdue_ones, "3": texts.climbed}


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """New to its owner, overdue, or climbed to who watches over the office."""
    running, persons = await _whom(read, waiting)
    told = {one.message.id: [int(id_) for id_ in str(one.message.params["ids"]).split(",")] for one in waiting}
    some = await difficulties.by_id(read, {id_ for ids in told.values() for id_ in ids})
    open_ = {one.id: one for one in some if one.settled is None}
    clusters = await _clusters(read, {one.cluster_id for one in open_.values() if one.cluster_id})
    known = await grouping.names(read, [*open_.values(), *(one for members in clusters.values() for one in members)])
    made: dict[int, Made] = {}
    for one in waiting:
        params, p = one.message.params, common.pronouns(persons[one.message.person_id or 0])
        step = str(params["step"])
        mine = [
            open_[id_] for id_ in told[one.message.id] if id_ in open_ and not (step == NEW and open_[id_].cluster_id)
        ]
        every = {one.id: one for own in mine for one in (own, *clusters.get(own.cluster_id or 0, ()))}
        groups = grouping.grouped(every.values(), known, running[int(params["campaign"])], now)
        shown = [group for group, _ in groups]
        made[one.message.id] = Worded(str(STEPS[step](p, shown))) if shown else ANSWERED
    return made


async def word_radar(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """The same from several units, with what to send to the hotline."""
    running, persons = await _whom(read, waiting)
    clusters = await _clusters(read, {int(one.message.params["difficulty"]) for one in waiting})
    known = await grouping.names(read, [one for members in clusters.values() for one in members])
    made: dict[int, Made] = {}
    for one in waiting:
        params, p = one.message.params, common.pronouns(persons[one.message.person_id or 0])
        campaign, members = running[int(params["campaign"])], clusters.get(int(params["difficulty"]), ())
        if not members:
            made[one.message.id] = ANSWERED
            continue
        ((group, _),) = grouping.grouped(members, known, campaign, now)
        hours = (local(members[0].heard, campaign.zone), local(members[-1].heard, campaign.zone))
        hotline = campaign.settings.difficulties.hotline
        made[one.message.id] = Worded(str(texts.radar(p, group, hours, campaign.unit.name, hotline)))
    return made


async def _whom(read: Rows, waiting: Sequence[Waiting]) -> tuple[Mapping[int, Campaign], Mapping[int, Person]]:
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    return running, await people.by_id(read, {one.message.person_id or 0 for one in waiting})


async def _clusters(read: Rows, ids: set[int]) -> dict[int, list[Difficulty]]:
    """What is open of each, in the order in which it was heard."""
    found: dict[int, list[Difficulty]] = defaultdict(list)
    for one in await difficulties.in_clusters(read, ids) if ids else ():
        found[one.cluster_id or 0].append(one)
    return found
