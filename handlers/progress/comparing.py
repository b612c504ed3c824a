"""`/xephang`: a unit's parts in bands, by each one's own target."""

from handlers.intents.answers import Wanted
from handlers.markup import Markup
from handlers.progress import texts_bands
from handlers.progress.bands import bands
from handlers.texts import Pair
from storage import reckoning
from storage.database import Rows
from storage.instants import Instant, local
from storage.progress import Scope


async def answer(read: Rows, scope: Scope, _wanted: Wanted, as_of: Instant, _p: Pair) -> Markup:
    progress = await reckoning.of_unit(read, scope, as_of)
    if progress.leaf:
        return texts_bands.nothing_to_compare(scope.unit.name)
    target = scope.campaign.settings.target
    return texts_bands.bands(scope.unit.name, bands(progress), target, local(as_of, scope.campaign.zone))
