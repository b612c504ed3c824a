"""What helps at once, before anybody of the office has read it. The guide's words, by the kind of difficulty."""

from handlers import texts as common
from handlers.difficulties.words import GUIDE
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Request
from handlers.wishes import catalogue, passing
from handlers.wishes import texts as wishes_texts
from handlers.wishes.answering import CITY
from storage.database import Rows
from storage.difficulties import DifficultyKind
from storage.lookup import Campaigner


async def first_answer(kind: DifficultyKind, wish: str, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Empty where the guide says nothing of it."""
    guided, city = catalogue.guide().get(wish or GUIDE.get(kind, ""), ("", ""))
    if not guided:
        return Markup("")
    p, office = common.pronouns(who.person), await passing.office(request, who, read)
    theirs = city if CITY in fold(who.campaign.name).replace(" ", "") else ""
    ward = f"{wishes_texts.WARD} {who.campaign.unit.name}"
    return common.lines(*(wishes_texts.reply(one, p, ward, office) for one in (guided, theirs) if one))
