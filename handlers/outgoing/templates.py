"""The templates of letters: the program's own, and what an office puts in their place, by unit and kind of letter."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from handlers import drafting, scope
from handlers import texts as common
from handlers.intents.templates import LeaveTemplate, PreviewTemplate, ResetTemplate, ShowTemplate, UseTemplate
from handlers.outcome import Outcome, Request, ask, ask_in, promise, say, tell
from handlers.outgoing import handouts, texts
from handlers.outgoing.handouts import Gathered, Order
from handlers.outgoing.read_template import ReadTemplate
from handlers.outgoing.words import FIELDS
from storage import chats, people, templates, units
from storage.database import Rows
from storage.errands import ErrandEnded
from storage.lookup import KnownSpeaker, Who
from storage.templates import TemplateKept, TemplateUsed

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Template:
    """`own`: the office's, not the program's."""

    kind: str
    body: bytes
    own: bool = False

    def holding(self, filled: Mapping[str, Any]) -> dict[str, Any]:
        """What the document worker fills it with."""
        return {"letter": self.kind, "template": base64.b64encode(self.body).decode(), **filled}


@cache
def original(kind: str) -> Template:
    return Template(kind, files("handlers").joinpath("documents", "templates", f"{kind}.docx").read_bytes())


async def in_use(read: Rows, unit: int, kind: str) -> Template:
    digest = await templates.in_use(read, unit, kind)
    return await kept(read, digest, kind) or original(kind)


async def kept(read: Rows, digest: str | None, kind: str) -> Template | None:
    body = await templates.body(read, digest) if digest else None
    return Template(kind, body, own=True) if body else None


async def show(intent: ShowTemplate, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    p, unit = common.pronouns(who.person), scope.office_of(who)
    if not intent.letter or unit is None:
        return say(request, who, texts.which(p))
    made = handouts.ordered(request, who, "template", {"unit": str(unit.id), "what": intent.letter})
    return promise(request, who, texts.being_made(p), *made) if made else Outcome()


async def gather(read: Rows, order: Order) -> Gathered:
    kind, unit_id = order.about["what"], int(order.about["unit"])
    template = await in_use(read, unit_id, kind)
    unit = (await units.by_id(read, [unit_id]))[unit_id]
    person = (await people.by_id(read, [order.person])).get(order.person)
    caption = texts.template_handed(common.pronouns(person), kind, unit.name, own=template.own)
    return Gathered(template.holding({}), texts.template_file(kind), WORD, caption, named=False, unit=unit_id)


async def preview(intent: PreviewTemplate, request: Request, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand)
    person = (await people.by_id(read, [intent.person])).get(intent.person)
    chat, unit = await chats.by_id(read, intent.chat), (await units.by_id(read, [intent.unit])).get(intent.unit)
    if person is None or chat is None or unit is None:
        return Outcome((ended,))
    p, read_template = common.pronouns(person), drafting.parsed(ReadTemplate, intent.result)
    if read_template.problems:
        return Outcome((ended,), (tell(request, person, texts.wrong(p, read_template.of, read_template.problems)),))
    sent = TemplateKept(read_template.file, request.at)
    options = [(texts.USE, UseTemplate(unit.id, read_template.of, sent.digest)), (texts.LEAVE, LeaveTemplate())]
    asked = ask_in(request, chat, person, texts.offer(p, read_template.of, unit.name, read_template.named), options)
    return Outcome((sent, ended), (asked,))


async def use(intent: UseTemplate, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at once more: the office may have gone to somebody else since it was shown."""
    p, unit = common.pronouns(who.person), (await units.by_id(read, [intent.unit])).get(intent.unit)
    if unit is None or unit.id not in await scope.reach(read, who):
        return say(request, who, common.not_allowed(p))
    if await templates.body(read, intent.digest) is None:
        return say(request, who, texts.gone(p))
    used = TemplateUsed(request.ids(), unit.id, intent.letter, intent.digest, who.person.id, request.at)
    return say(request, who, texts.used(p, intent.letter, unit.name), used)


async def leave(_intent: LeaveTemplate, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.left(common.pronouns(who.person)))


async def reset(intent: ResetTemplate, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """One that the office has replaced; which of several is asked."""
    p, unit = common.pronouns(who.person), scope.office_of(who)
    if unit is None:
        return say(request, who, common.not_allowed(p))
    wanted = [intent.letter] if intent.letter else list(FIELDS)
    replaced = [kind for kind in wanted if await templates.in_use(read, unit.id, kind)]
    if not replaced:
        return say(request, who, texts.is_original(p, unit.name))
    if len(replaced) > 1:
        options = [(texts.NAMES[kind].capitalize(), ResetTemplate(kind)) for kind in replaced]
        return ask(request, who, texts.which_back(p, replaced), options)
    ours = TemplateUsed(request.ids(), unit.id, replaced[0], None, who.person.id, request.at)
    return say(request, who, texts.reset(replaced[0], unit.name), ours)
