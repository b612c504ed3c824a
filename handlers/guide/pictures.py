"""Pictures of the guide: one for a step, as the office sends it, and the codes to scan, as they are drawn."""

from collections.abc import Mapping

from handlers import texts as common
from handlers.guide import content, guide, texts, words
from handlers.guide.content import GuideEntry
from handlers.inbound import FileKind, ReceivedFile
from handlers.intents.guide import HideStep, ShowStep, StepShown
from handlers.language.tokens import fold
from handlers.outcome import Outcome, Request, answer_in, say, source
from handlers.outgoing.handouts import Gathered, Order
from storage import campaigns, chats, people
from storage.campaigns import Campaign
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.guides import StepDropped
from storage.history import Noted, Source
from storage.lookup import Campaigner, Who

LARGEST_MB = 5
LARGEST = LARGEST_MB * 1024 * 1024
SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))  # how a picture begins
ENDINGS = (".png", ".jpg", ".jpeg")
KEEPS = "step_picture"  # the errand that fetches it


def media_type(body: bytes) -> str:
    """Empty: no picture that every channel shows."""
    return next((kind for begins, kind in SIGNS if body.startswith(begins)), "")


def refused(body: bytes) -> str:
    """Why it is not kept."""
    return "too_large" if len(body) > LARGEST else "" if media_type(body) else "no_picture"


def named(step: str) -> tuple[str, int] | None:
    """'install-2' as entry and number."""
    code, _, number = step.rpartition("-")
    return (code, int(number)) if code in content.CODES and number.isdigit() else None


def captioned(file: ReceivedFile) -> ShowStep | None:
    """A picture whose words say which step it is of."""
    picture = file.kind is FileKind.PHOTO or file.name.lower().endswith(ENDINGS)
    found = words.PICTURE.fullmatch(fold(file.caption).strip()) if picture and file.caption else None
    if found is None or found["hides"]:
        return None
    return ShowStep(file, words.entry(found["what"]) or content.INSTALL, int(found["step"] or 0))


def asked(text: str) -> HideStep | None:
    found = words.PICTURE.fullmatch(fold(text).strip())
    if found is None or not found["hides"] or not found["step"]:
        return None
    return HideStep(words.entry(found["what"]) or content.INSTALL, int(found["step"]))


async def take(intent: ShowStep, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Its words are looked at now, its bytes when they are here."""
    p, entry = common.pronouns(who.person), await _entry(read, who, intent.entry)
    if not intent.step:
        return say(request, who, texts.which_step(p, entry))
    if intent.step > len(entry.steps):
        return say(request, who, texts.no_such_step(p, entry, intent.step))
    if intent.file.size > LARGEST:
        return say(request, who, texts.picture_too_large(p, LARGEST_MB))
    params = {
        "file": intent.file.reference,
        "step": f"{intent.entry}-{intent.step}",
        "campaign": str(who.campaign.id),
        "person": str(who.person.id),
        "chat": str(who.chat.id),
    }
    errand = Errand(request.ids(), KEEPS, params, request.key, request.at)
    return say(request, who, texts.picture_taken(p, entry, intent.step), errand)


async def hide(intent: HideStep, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, entry = common.pronouns(who.person), await _entry(read, who, intent.entry)
    if not 0 < intent.step <= len(entry.steps):
        return say(request, who, texts.no_such_step(p, entry, intent.step))
    dropped = StepDropped(who.campaign.id, f"{intent.entry}-{intent.step}", request.at)
    noted = of_step(source(request, who), who.campaign, "dropped", entry, intent.step)
    return say(request, who, texts.picture_dropped(p, entry, intent.step), dropped, noted)


def of_step(by: Source, campaign: Campaign, done: str, entry: GuideEntry, step: int) -> Noted:
    """For the history of the ward."""
    return by.noted("guide", None, campaign.unit.id, done=done, entry=entry.title, step=str(step))


async def shown(intent: StepShown, request: Request, _who: Who, read: Rows) -> Outcome:
    """Told to who has sent it; the picture itself is kept already."""
    ended, of = ErrandEnded(intent.errand, intent.failed), intent.params
    person = (await people.by_id(read, [int(of["person"])])).get(int(of["person"]))
    chat, campaign = await chats.by_id(read, int(of["chat"])), await _campaign(read, of)
    step = named(of["step"])
    if person is None or chat is None or campaign is None or step is None:
        return Outcome((ended,))
    p, entry = common.pronouns(person), (await guide.of_campaign(read, campaign)).entries[step[0]]
    said = {
        "kept": texts.picture_kept(p, entry, step[1]),
        "too_large": texts.picture_too_large(p, LARGEST_MB),
        "no_picture": texts.no_picture(p),
    }
    told = texts.not_fetched(p) if intent.failed else said[intent.result]
    by = Source(person.id, chat.channel, request.at, request.ids)
    kept = intent.result == "kept" and not intent.failed
    noted = (of_step(by, campaign, "kept", entry, step[1]),) if kept else ()
    return Outcome((ended, *noted), (answer_in(request, chat, told),))


async def _campaign(read: Rows, about: Mapping[str, str]) -> Campaign | None:
    id_ = int(about["campaign"])
    return (await campaigns.by_id(read, [id_])).get(id_)


async def _entry(read: Rows, who: Campaigner, code: str) -> GuideEntry:
    return (await guide.of_campaign(read, who.campaign)).entries[code]


async def gather_scan(read: Rows, order: Order) -> Gathered:
    """The stores' links as codes, with the steps beneath: one picture to be shown at a door or passed on in a group."""
    campaign = await _campaign(read, order.about)
    said = await guide.of_campaign(read, campaign)
    person = (await people.by_id(read, [order.person])).get(order.person)
    p, ward = common.pronouns(person), campaign.unit.name if campaign else ""
    office = common.office(None, None)
    steps = [texts.worded(one.words, p, said, office, ward) for one in said.entries[content.INSTALL].steps]
    data = {
        "title": texts.scan_title(said),
        "codes": [{"name": link.name, "link": link.url} for link in said.links],
        "steps": [str(step.unescape()) for step in steps],
        "help": str(texts.hotline(said, office).unescape()),
    }
    caption = texts.scan_caption(said)
    place = campaign.id if campaign else None
    return Gathered(data, texts.scan_name(said), "image/png", caption, named=False, campaign=place)
