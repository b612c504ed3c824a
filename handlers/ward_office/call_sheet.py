"""The call list on paper: whom to call, the number, what to tell them, and a place to tick it off."""

from handlers import scope
from handlers import texts as common
from handlers.intents.evening import PrintCalls
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, promise, say
from handlers.outgoing import handouts, papers
from handlers.outgoing import texts as outgoing_texts
from handlers.outgoing.handouts import Gathered, Order
from handlers.outgoing.tables import Cell, Column, Table
from handlers.ward_office import calling, texts
from storage import people, units
from storage.database import Rows
from storage.ids import Ids
from storage.instants import local
from storage.lookup import KnownSpeaker

MAKER = "calls"
ZONE = "Asia/Ho_Chi_Minh"  # where no campaign runs
WIDTHS = (5, 24, 20, 15, 46, 9)


async def print_calls(_intent: PrintCalls, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    unit, p = scope.office_of(who), common.pronouns(who.person)
    some = await calling.of_office(read, unit.id, who.person.id, request.at, request.ids) if unit else ()
    if unit is None or not some:
        return say(request, who, texts.nobody(p))
    about = {"unit": str(unit.id), "zone": who.campaign.zone if who.campaign else ZONE}
    made = handouts.ordered(request, who, MAKER, about)
    return promise(request, who, outgoing_texts.being_made(p), *made) if made else Outcome()


async def gather(read: Rows, order: Order) -> Gathered:
    """As the list is when it is made."""
    unit_id, shown = int(order.about["unit"]), local(order.as_of, order.about["zone"])
    some = await calling.of_office(read, unit_id, order.person, order.as_of, Ids(lambda: order.as_of))
    unit, person = (
        (await units.by_id(read, [unit_id]))[unit_id],
        (await people.by_id(read, [order.person])).get(order.person),
    )
    rows: list[list[Cell]] = [
        [
            number,
            call.whom.person.name,
            call.whom.unit,
            common.grouped(call.whom.phone),
            "; ".join(_plain(item.words) for item in call.items),
            "",
        ]
        for number, call in enumerate(some, start=1)
    ]
    first, *others = texts.SHEET_COLUMNS
    columns = [Column(first, width=WIDTHS[0])]
    columns += [Column(name, "text", width) for name, width in zip(others, WIDTHS[1:], strict=True)]
    table = Table(f"{texts.SHEET_TITLE}, {unit.name}", columns, rows, (texts.sheet_as_of(shown),))
    return Gathered(
        data={**table.to_json(), "format": "docx"},
        name=texts.sheet_file(unit.name, shown),
        media_type=papers.TYPES["docx"],
        caption=texts.sheet_handed(common.pronouns(person), len(some)),
        named=True,
        unit=unit_id,
    )


def _plain(words: Markup) -> str:
    return str(words.striptags())
