"""Files about the counts: ordered here, gathered as of the instant of the order, drawn by the document worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import texts as common
from handlers.intents.answers import Query
from handlers.intents.papers import CorrectLetter, Export, IssueLetter, ShowPicture, WeeklyLetter
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, promise, say
from handlers.outgoing import exports, handouts, letter, pictures, templates, texts
from handlers.outgoing.exports import TABLES, Asked, NoSuch
from handlers.outgoing.handouts import Gathered, Order
from handlers.outgoing.templates import Template
from handlers.progress import seeing
from handlers.progress import texts as progress_texts
from storage import letters, people, reckoning
from storage.database import Rows
from storage.instants import at, local
from storage.lookup import KnownSpeaker
from storage.progress import Scope
from storage.records import Role
from storage.templates import TemplateKept

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": templates.WORD,
    "csv": "text/csv",
}
DAY_ENDS = "23:59"
DRAWN_BY = {"xlsx": "sheet", "csv": "sheet", "docx": "paper"}


async def export(intent: Export, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if not intent.kind:
        return say(request, who, texts.what_to_export(p))
    scope = await seeing.meant(read, who, intent.wanted, request.at)
    if scope is None:
        return say(request, who, progress_texts.no_such_unit(p, intent.wanted.name))
    if intent.kind == "history" and not who.has(Role.CLERK):
        return say(request, who, common.not_allowed(p))
    if intent.kind == "final":
        return _ordered(request, who, "paper", {"unit": str(scope.unit.id), "what": "final"}, intent.wanted, scope)
    settings = scope.campaign.settings
    if intent.kind == "rewards" and not settings.rewards:
        return say(request, who, texts.no_criteria(p))
    rounds = settings.rounds
    if intent.kind == "round" and not exports.knows_round(rounds, intent.about):
        return say(request, who, texts.no_round(p, [one.name for one in rounds]))
    about = {"unit": str(scope.unit.id), "what": intent.kind, "ending": intent.ending, "round": intent.about}
    return _ordered(request, who, DRAWN_BY[intent.ending], about, intent.wanted, scope)


async def weekly_letter(intent: WeeklyLetter, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    scope = await seeing.meant(read, who, intent.wanted, request.at)
    if scope is None:
        return say(request, who, common.nothing_runs(common.pronouns(who.person)))
    return _ordered(request, who, "paper", {"unit": str(scope.unit.id), "what": "weekly_draft"}, intent.wanted, scope)


async def issue_letter(_intent: IssueLetter, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Frozen in the transaction that gives it its number; its file is made from what was frozen."""
    p, scope = common.pronouns(who.person), await seeing.meant(read, who, Query(), request.at)
    if scope is None:
        return say(request, who, common.nothing_runs(p))
    written = await letter.written(read, scope, request.at)
    template = TemplateKept((await templates.in_use(read, scope.unit.id, "weekly")).body, request.at)
    issued = await letter.next_issue(read, written, request.ids(), who.person.id, request.at, template.digest)
    about = {"unit": str(scope.unit.id), "what": "issued", "id": str(issued.id), **_campaign(scope)}
    text = texts.issued(p, issued.number, local(request.at, scope.campaign.zone))
    return say(request, who, text, template, issued, *handouts.ordered(request, who, "paper", about))


async def correct_letter(_intent: CorrectLetter, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p, scope = common.pronouns(who.person), await seeing.meant(read, who, Query(), request.at)
    last = await letters.last(read, scope.campaign.id, scope.unit.id) if scope else None
    if scope is None or last is None:
        return say(request, who, texts.none_issued(p))
    changed = await letter.corrections(read, scope, last, request.at)
    about = {"unit": str(scope.unit.id), "what": "slip", "id": str(last.id), **_campaign(scope)}
    made = handouts.ordered(request, who, "paper", about) if changed else ()
    return say(request, who, texts.slip(p, last.number, len(changed)), *made)


async def show_picture(intent: ShowPicture, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    scope = await seeing.meant(read, who, intent.wanted, request.at)
    if scope is None:
        words = progress_texts.no_such_unit(common.pronouns(who.person), intent.wanted.name)
        return say(request, who, words)
    return _ordered(request, who, "picture", {"unit": str(scope.unit.id), "what": intent.kind}, intent.wanted, scope)


def _ordered(
    request: Request, who: KnownSpeaker, maker: str, about: Mapping[str, str], wanted: Query, scope: Scope
) -> Outcome:
    moment = wanted.as_of  # of a day alone its end; 0 where it is now
    if wanted.night and not wanted.as_of:
        moment = at(date.fromisoformat(wanted.night), DAY_ENDS, scope.campaign.zone)
    as_of = min(moment, request.at) or request.at
    made = handouts.ordered(request, who, maker, {**about, **_campaign(scope)}, as_of)
    return promise(request, who, texts.being_made(common.pronouns(who.person)), *made) if made else Outcome()


def _campaign(scope: Scope) -> dict[str, str]:
    """The file is of the campaign that was meant when it was ordered, however late it is made."""
    return {"campaign": str(scope.campaign.id)} if scope.one_campaign else {}


async def gather_table(read: Rows, order: Order) -> Gathered:
    scope = await _of(read, order)
    what, ending = order.about["what"], order.about["ending"]
    table = await TABLES[what](read, Asked(scope, order.as_of, order.about["round"]))
    progress = await reckoning.of_unit(read, scope, order.as_of)
    shown = local(order.as_of, scope.campaign.zone)
    total = common.share(progress.told, progress.headcount, shown.date())
    person = (await people.by_id(read, [order.person])).get(order.person)
    return Gathered(
        data={**table.to_json(), "format": ending},
        name=texts.table_file(what, scope.unit.name, shown, ending),
        media_type=TYPES[ending],
        caption=texts.handed(common.pronouns(person), table.title, shown, total),
        named=what == "nights",
        unit=scope.unit.id,
        campaign=scope.campaign.id,
    )


async def gather_paper(read: Rows, order: Order) -> Gathered:
    if "ending" in order.about:
        return await gather_table(read, order)
    scope = await _of(read, order)
    paper = await _paper(read, order, scope)
    kept = await templates.kept(read, paper.issued_with, paper.kind)
    template = kept or await templates.in_use(read, scope.unit.id, paper.kind)

    def gathered(with_: Template, caption: Markup, otherwise: Gathered | None = None) -> Gathered:
        place = (scope.unit.id, scope.campaign.id)
        data = with_.holding(paper.filled)
        return Gathered(data, paper.name, TYPES["docx"], caption, False, *place, otherwise=otherwise)

    if kept or not template.own:
        return gathered(template, paper.caption)
    person = (await people.by_id(read, [order.person])).get(order.person)
    excused = common.lines(paper.caption, texts.fell_back(common.pronouns(person), paper.kind))
    return gathered(template, paper.caption, gathered(templates.original(paper.kind), excused))


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter before it has its template; `issued_with`: the one that was frozen with it."""

    kind: str
    filled: Mapping[str, Any]
    name: str
    caption: Markup
    issued_with: str | None = None


async def _paper(read: Rows, order: Order, scope: Scope) -> Paper:
    person = (await people.by_id(read, [order.person])).get(order.person)
    p, what = common.pronouns(person), order.about["what"]
    if what in {"issued", "slip"}:
        issued = await letters.by_id(read, int(order.about["id"]))
        if issued is None:
            raise NoSuch(order.about["id"])
        name = texts.letter_file(scope.unit, issued.cut_off, issued.number)
        text = texts.issued(p, issued.number, local(issued.as_of, scope.campaign.zone))
        if what == "issued":
            return Paper("weekly", issued.body, name, text, issued.template)
        changed = await letter.corrections(read, scope, issued, order.as_of)
        slip = letter.slip(scope, issued, changed, order.as_of)
        return Paper("slip", slip, texts.slip_name(name), texts.slip(p, issued.number, len(changed)))
    written = await letter.written(read, scope, order.as_of)
    if what == "final":
        name = texts.final_name(scope.unit, scope.campaign.day(order.as_of))
        return Paper("final", await letter.filled(read, written, "final"), name, texts.final_sent(p))
    name = texts.letter_file(scope.unit, written.week[1], None)
    caption = (letter.final if what == "weekly_final" else letter.drafted)(written, p)
    return Paper("weekly", await letter.filled(read, written, "weekly"), name, caption)


async def gather_picture(read: Rows, order: Order) -> Gathered:
    scope = await _of(read, order)
    data, caption = await pictures.gather(read, scope, order.as_of, order.about["what"])
    name = texts.picture_name(order.about["what"], scope.unit.name, local(order.as_of, scope.campaign.zone))
    return Gathered(data, name, "image/png", caption, named=False, unit=scope.unit.id, campaign=scope.campaign.id)


async def _of(read: Rows, order: Order) -> Scope:
    scope = await reckoning.scope_at(read, int(order.about["unit"]), order.as_of, int(order.about.get("campaign", 0)))
    if scope is None:
        raise NoSuch(order.about["unit"])
    return scope
