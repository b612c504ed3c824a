"""`/daymanh`: where help is needed most, with the reason of each place. For clerks and observers alone."""

from handlers.intents.answers import Wanted
from handlers.markup import Markup
from handlers.progress import judging, texts_pushing
from handlers.progress.pushing import pushes
from handlers.texts import Pair
from storage.database import Rows
from storage.instants import Instant, local
from storage.progress import Scope


async def answer(read: Rows, scope: Scope, _wanted: Wanted, as_of: Instant, _p: Pair) -> Markup:
    judged = await judging.of_unit(read, scope, as_of)
    found = pushes(judged, scope.campaign.settings.rewards)
    return texts_pushing.pushes(scope.unit.name, found, local(as_of, scope.campaign.zone))
