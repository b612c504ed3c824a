"""What is kept about somebody, as a file of their own: all that the summary only counts."""

import json
from collections.abc import Mapping
from datetime import date

from handlers import texts as common
from handlers.markup import Markup
from handlers.outcome import Request
from handlers.outgoing import handouts, papers
from handlers.outgoing.handouts import Gathered, Order
from handlers.outgoing.tables import Cell, Column, Table
from handlers.people import texts
from storage import campaigns, own_data, people
from storage.database import Rows
from storage.errands import Errand
from storage.instants import local
from storage.lookup import KnownSpeaker
from storage.own_data import OwnRow

MAKER = "own_data"
ZONE = "Asia/Ho_Chi_Minh"  # where no campaign runs
WIDTHS = (22, 17, 24, 60)


def ordered(request: Request, who: KnownSpeaker) -> tuple[Errand, ...]:
    about = {"zone": who.campaign.zone if who.campaign else ZONE}
    return handouts.ordered(request, who, MAKER, about)


async def gather(read: Rows, order: Order) -> Gathered:
    zone, person = order.about["zone"], (await people.by_id(read, [order.person]))[order.person]
    phone = (await people.phones(read, [person.id])).get(person.id)
    rows: list[list[Cell]] = [[texts.PERSON_IS, "", "", person.name], [texts.PHONE, "", "", phone or texts.NONE]]
    found = await own_data.of_person(read, person.id)
    told = [json.loads(one.words) for one in found if one.kind == "event"]
    known = await campaigns.by_id(read, {one["campaign"] for one in told})
    names = {
        (id_, indicator.code): indicator.name
        for id_, campaign in known.items()
        for indicator in campaign.settings.indicators
    }
    rows += [_row(one, zone, names) for one in found]
    columns = [Column(name, "text", width) for name, width in zip(texts.OWN_COLUMNS, WIDTHS, strict=True)]
    shown = local(order.as_of, zone)
    table = Table(texts.own_title(person), columns, rows, (texts.own_as_of(shown), texts.OWN_RIGHTS))
    return Gathered(
        data={**table.to_json(), "format": "docx"},
        name=texts.own_file(shown),
        media_type=papers.TYPES["docx"],
        caption=texts.own_handed(common.pronouns(person), len(rows)),
        named=True,
    )


def _row(one: OwnRow, zone: str, names: Mapping[tuple[int, str], str]) -> list[Cell]:
    about = common.channel_name(one.about.partition("/")[0]) if one.kind in {"account", "log", "outbox"} else one.about
    words = str(Markup(one.words).striptags()) if one.kind == "outbox" else one.words
    if one.kind == "event":
        told = json.loads(one.words)
        figures = [(names.get((told["campaign"], code), code), value) for code, value in told["figures"].items()]
        words = texts.own_figures(figures)
    words = texts.OWN_WORDS.get(words, words)
    night = texts.of_night(date.fromisoformat(one.night)) if one.night else ""
    return [texts.OWN_KINDS[one.kind], common.moment(local(one.at, zone)), f"{about}{night}", words]
