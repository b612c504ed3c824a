"""Files that are made to be handed out: a maker gathers, a worker draws, the body is kept under the errand's id.

So made twice, by two workers or after a crash, it is one file, with the result that was handed back first.
"""

from bot import invites
from bot.worker_pool import WorkerFailed, WorkerPool
from handlers.announcing import forms
from handlers.guide import guide, pictures
from handlers.outgoing import papers, templates
from handlers.outgoing.handouts import Gather, Gathered, Made, Order
from handlers.people import own_data
from handlers.ward_office import call_sheet
from storage import files
from storage.database import Database
from storage.errands import Errand
from storage.files import Handout
from storage.instants import Instant

# Each is drawn by the module of handlers/documents/draw/ that bot/document_worker.py names.
MAKERS: dict[str, Gather] = {
    "cards": invites.cards,
    "sheet": papers.gather_table,
    "paper": papers.gather_paper,
    "picture": papers.gather_picture,
    guide.SCANNED: pictures.gather_scan,
    "template": templates.gather,
    "notice": forms.gather_notice,
    call_sheet.MAKER: call_sheet.gather,
    own_data.MAKER: own_data.gather,
}


async def make(database: Database, workers: WorkerPool, errand: Errand, now: Instant) -> str:
    """What the errand hands back."""
    order = Order.of(errand.params)
    async with database.read() as read:
        known = await files.result_of(read, errand.id)
        if known is not None:
            return known
        gathered = await MAKERS[order.maker](read, order)
    gathered, body = await _drawn(workers, order.maker, gathered)
    return await keep(database, errand.id, order.maker, gathered, body, now)


async def _drawn(workers: WorkerPool, maker: str, gathered: Gathered) -> tuple[Gathered, bytes]:
    try:
        return gathered, await workers.draw(maker, gathered.data)
    except WorkerFailed:
        if gathered.otherwise is None:
            raise
        return gathered.otherwise, await workers.draw(maker, gathered.otherwise.data)


async def keep(database: Database, id_: int, maker: str, gathered: Gathered, body: bytes, now: Instant) -> str:
    place = (gathered.unit, gathered.campaign)
    handout = Handout(id_, maker, gathered.name, gathered.media_type, gathered.named, now, *place)
    made = Made(caption=str(gathered.caption), expires=handout.expires, beside=gathered.beside)
    async with database.write() as tx:
        await files.keep(tx, handout, body, made.model_dump_json())
        kept = await files.result_of(tx, id_)
    return kept or "{}"
