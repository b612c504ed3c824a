"""The same words in other forms: to be pasted into a residential group, read aloud in a minute, or hung up."""

import re
from collections.abc import Sequence

from handlers import texts as common
from handlers.announcing import composing, texts, words
from handlers.choices import load
from handlers.guide import guide
from handlers.guide import words as guide_words
from handlers.guide.content import StoreLink
from handlers.intents.announcing import SendOut, ShowForm
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer, ask, say
from handlers.outgoing import handouts
from handlers.outgoing import texts as outgoing_texts
from handlers.outgoing.handouts import Gathered, Order
from handlers.outgoing.templates import WORD
from storage import campaigns, people, units, ways
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner, Who

A_MINUTE = 180  # words that are read slowly enough to be understood in the street, in sixty seconds


async def show(intent: ShowForm, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    text = intent.text or _about_to_be_sent(who) or await _sent_last(request, who, read)
    if not text:
        return say(request, who, texts.form_of_what(p))
    ward = who.campaign.unit.name
    if not intent.form:
        options = [(label, ShowForm(form, intent.text)) for form, label in texts.FORMS.items()]
        return ask(request, who, common.lines(texts.which_form(p), texts.numbered([*texts.FORMS.values()])), options)
    match intent.form:
        case "loud":
            return say(request, who, _read_aloud(p, ward, text))
        case "notice":
            about = {"unit": str(who.campaign.unit.id), "campaign": str(who.campaign.id), "text": text}
            made = handouts.ordered(request, who, "notice", about)
            return say(request, who, outgoing_texts.being_made(p), *made) if made else Outcome()
    above = answer(request, who, texts.paste_below(p))
    return Outcome((), (above, answer(request, who, texts.to_paste(ward, text))))  # alone, to be copied whole


def _about_to_be_sent(who: Who) -> str:
    for question in who.questions:
        for choice in question.choices:
            intent = load(choice.intent)
            if isinstance(intent, SendOut):
                return intent.text
    return ""


async def _sent_last(request: Request, who: Campaigner, read: Rows) -> str:
    last = await composing.last_of(request, who, read)
    return last.words if last else ""


def _read_aloud(p: common.Pronouns, ward: str, text: str) -> Markup:
    spoken = script(ward, text)
    count = len(spoken.split())
    if count > A_MINUTE:
        return texts.script_too_long(p, count, A_MINUTE)
    return texts.script(p, spoken, count, A_MINUTE)


def script(ward: str, text: str) -> str:
    """Twice where a minute has room for it, as loudspeakers do; hours, days and short forms as they are spoken."""
    said = common.capital(words.LINK.sub("", text).strip())
    for pattern, instead in words.SPOKEN:
        said = pattern.sub(instead, said)
    for short, whole in words.SPOKEN_WORDS.items():
        said = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", whole, said)
    said = " ".join(said.split())
    twice = texts.read_out(ward, said, again=True)
    return twice if len(twice.split()) <= A_MINUTE else texts.read_out(ward, said, again=False)


async def gather_notice(read: Rows, order: Order) -> Gathered:
    unit = (await units.by_id(read, [int(order.about["unit"])]))[int(order.about["unit"])]
    campaign = (await campaigns.by_id(read, [int(order.about["campaign"])]))[int(order.about["campaign"])]
    person = (await people.by_id(read, [order.person])).get(order.person)
    text, shown = order.about["text"], local(order.as_of, campaign.zone)
    codes = await codes_of(read, text, campaign)
    data = {
        "office": outgoing_texts.office(unit),
        "nation": texts.NATION,
        "place": outgoing_texts.place_and_day(unit, shown),
        "title": texts.NOTICE,
        "paragraphs": [line.strip() for line in words.LINK.sub("", text).splitlines() if line.strip()],
        "signed": [outgoing_texts.SIGNED_FOR, outgoing_texts.SIGNS],
        "codes": [{"link": one.url, "scan": texts.scan(one.url, one.name)} for one in codes],
    }
    caption = texts.notice_made(common.pronouns(person), codes=len(codes))
    return Gathered(data, texts.notice_file(unit.name, shown), WORD, caption, False, unit.id, campaign.id)


async def codes_of(read: Rows, text: str, campaign: Campaign) -> Sequence[StoreLink]:
    """Where who scans them is led: what the words name; the stores, as the guide has them, where people are asked to
    install; else our own page where it can be opened from outside.
    """
    named = words.LINK.search(text)
    if named:
        return [StoreLink(name=texts.OWN_LINK, url=named[0].rstrip(".,;)"))]
    said = await guide.of_campaign(read, campaign)
    if guide_words.installs(fold(text), fold(said.name)):
        return said.links
    page = await ways.page(read)
    return [StoreLink(name=texts.OWN_LINK, url=page)] if page.startswith("https://") else []
