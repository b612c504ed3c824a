"""The guide: the list by number, one entry with its steps and pictures, and the first thing that helps a difficulty."""

from dataclasses import replace

from handlers import reaching
from handlers import texts as common
from handlers.guide import content, texts
from handlers.guide.content import INSTALL, Guide, GuideEntry
from handlers.guide.words import WISHES, carrier
from handlers.intents.guide import ShowGuide
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer, ask
from handlers.outgoing import handouts
from handlers.texts import OFFICE, Pronouns
from storage import guides
from storage.campaigns import Campaign
from storage.database import Rows
from storage.lookup import OWN, KnownSpeaker, Who
from storage.records import Message, Role

MOST_PICTURES = 6  # with one answer
HELPS = ("sign_in", "otp", "password", "app_error", "old_phone", "wrong_data")  # against what may be raised
RAISERS = (Role.CLERK, *OWN, Role.CAPTAIN, Role.VOLUNTEER)
SCANNED = "scan"  # the maker of the codes to scan


async def first_answer(
    read: Rows, campaign: Campaign | None, kind: str, p: Pronouns, *, carrier: str = "", office: Markup | None = None
) -> Markup:
    """What helps at once against a difficulty of one of `content.KINDS`; there is always something to say.

    `carrier`: as somebody names it, or a code of ours; `office`: whom to ask, as `reaching.office` tells it.
    """
    guide = await of_campaign(read, campaign)
    entry = guide.entries.get(kind, guide.entries["other"])
    ward = campaign.unit.name if campaign else ""
    return _first(entry, p, guide, office or Markup(OFFICE), ward, carrier)


async def of_campaign(read: Rows, campaign: Campaign | None) -> Guide:
    if campaign is None:
        return content.shipped(content.ANY)
    return content.laid_over(await guides.body(read, campaign.id), campaign.name)


async def show(intent: ShowGuide, request: Request, who: Who, read: Rows) -> Outcome:
    if not isinstance(who, KnownSpeaker):
        return Outcome(replies=(answer(request, who, common.stranger()),))
    if intent.entry:
        return await show_entry(intent.entry, request, who, read)
    guide = await of_campaign(read, who.campaign)
    office = await reaching.office(request, who, read)
    shown = [(guide.entries[code].title, ShowGuide(code)) for code in content.ENTRIES]
    asked = ask(request, who, texts.menu(common.pronouns(who.person), guide, [t for t, _ in shown], office), shown)
    return _with_scan(asked, guide, request, who)


async def show_wish(wish: str, text: str, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """What was asked in one's own words, which may name a carrier."""
    network = carrier(fold(text))
    code = "otp" if network and WISHES[wish] == "other" else WISHES[wish]  # whose hotline is asked for
    return await show_entry(code, request, who, read, network)


async def show_entry(code: str, request: Request, who: KnownSpeaker, read: Rows, carrier: str = "") -> Outcome:
    guide, office = await of_campaign(read, who.campaign), await reaching.office(request, who, read)
    p, entry = common.pronouns(who.person), guide.entries.get(code, guide.entries["other"])
    ward = _ward(who)
    steps = [texts.worded(step.words, p, guide, office, ward) for step in entry.steps]
    raises = code in HELPS and who.campaign is not None and who.has(*RAISERS)
    hint = texts.did_not_help(p) if raises else ""
    more = [*(texts.links(guide.links) if code == INSTALL else ()), hint, texts.other_entries()]
    words = texts.entry(_first(entry, p, guide, office, ward, carrier), steps, more)
    first = answer(request, who, words)  # by its id it goes out before the pictures
    told = Outcome(replies=(first, *await _pictures(read, who, code, steps, request)), guided=code)
    return _with_scan(told, guide, request, who) if code == INSTALL else told


def _ward(who: Who) -> str:
    return who.campaign.unit.name if who.campaign else ""


def _first(entry: GuideEntry, p: Pronouns, guide: Guide, office: Markup, ward: str, carrier_: str) -> Markup:
    said = (entry.answer, entry.carriers.get(carrier(fold(carrier_)), ""))
    return common.lines(*(texts.worded(one, p, guide, office, ward) for one in said if one))


async def _pictures(
    read: Rows, who: KnownSpeaker, code: str, steps: list[Markup], request: Request
) -> tuple[Message, ...]:
    """Of the steps that have one, in their order, each with its words."""
    kept = await guides.pictures(read, who.campaign.id) if who.campaign else {}
    numbered = [(number, step, kept.get(f"{code}-{number}")) for number, step in enumerate(steps, start=1)]
    found = [(number, step, file) for number, step, file in numbered if file is not None][:MOST_PICTURES]
    return tuple(
        Message(
            *(request.ids(), "file", request.key, request.at),
            chat=who.chat,
            words=str(texts.step_caption(number, step)),
            params={"file": str(file)},
        )
        for number, step, file in found
    )


def _with_scan(told: Outcome, guide: Guide, request: Request, who: KnownSpeaker) -> Outcome:
    """The codes to scan follow as a picture; the links stand in the words, for where pictures do not go."""
    if not guide.links or who.campaign is None:
        return told
    made = handouts.ordered(request, who, SCANNED, {"campaign": str(who.campaign.id)})
    return replace(told, facts=(*told.facts, *made))
