"""What helps at once, before anybody of the office has read it. The guide's words, by the kind of difficulty."""

from handlers import reaching
from handlers import texts as common
from handlers.guide import guide
from handlers.guide.words import WISHES
from handlers.markup import Markup
from handlers.outcome import Request
from storage.database import Rows
from storage.difficulties import DifficultyKind
from storage.lookup import Campaigner


async def first_answer(
    kind: DifficultyKind, wish: str, text: str, request: Request, who: Campaigner, read: Rows
) -> Markup:
    """`wish`: what the words were read as, where that says more than the kind; `text`: which may name a carrier."""
    office = await reaching.office(request, who, read)
    entry = WISHES.get(wish, kind.value)
    return await guide.first_answer(read, who.campaign, entry, common.pronouns(who.person), carrier=text, office=office)
