"""Letters that are due, dated rounds, and silence towards the people: what the office is reminded of, and the units."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import texts as common
from handlers.announcing import cadence, drafts
from handlers.announcing import texts as announcing_texts
from handlers.announcing.audience import HEADS
from handlers.counts import texts as counts_texts
from handlers.intents.announcing import Compose, ShowForm
from handlers.intents.evening import Forget
from handlers.intents.intent import Choosable
from handlers.outcome import question_of
from handlers.outgoing import handouts, letter
from handlers.texts import Pronouns
from handlers.tonight import scene
from handlers.tonight.closeout import GONE, TOLD
from handlers.ward_office import texts
from handlers.ward_office.digest import missing
from storage import announcements, campaigns, errands, files, headcounts, people, reckoning, sessions
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, SECOND, Instant, at, local
from storage.progress import Scope
from storage.records import Person, SessionKind
from storage.sending import Dropped, Held, Made, Waiting, Worded
from storage.sessions import HeldSession

SETTLED = Dropped("void", "this week's letter has been issued, or none is wanted")
LOOKS_AGAIN = 5 * SECOND
LETTER_STEPS = {"missing": letter.missing, "alarm": letter.alarm}


async def word_paper(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """The weekly letter, draft or final: said as soon as its file is there, with what is said of that very file."""
    made: dict[int, Made] = {}
    for one, scope, p in await _letters(read, waiting):
        id_ = one.message.id
        if scope is None:
            made[id_] = SETTLED
        elif (result := await files.result_of(read, id_)) is not None:
            made[id_] = Worded(handouts.Made.model_validate_json(result).caption)
        elif await errands.failed(read, id_):
            made[id_] = Worded(str(await letter.in_words(read, scope, one.message.as_of, p)))
        else:
            made[id_] = Held(now + LOOKS_AGAIN, "its file is being made")
    return made


async def word_letter(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """Who has still to tell before the weekly letter goes; at last that it has not gone."""
    made: dict[int, Made] = {}
    for one, scope, p in await _letters(read, waiting):
        words = LETTER_STEPS[str(one.message.params["about"]).rpartition("/")[2]]
        made[one.message.id] = Worded(str(await words(read, scope, now, p))) if scope else SETTLED
    return made


async def _letters(read: Rows, waiting: Sequence[Waiting]) -> list[tuple[Waiting, Scope | None, Pronouns]]:
    """Each with the unit whose letter it is, None where it has been issued or none is wanted."""
    clerks = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    found: list[tuple[Waiting, Scope | None, Pronouns]] = []
    for one in waiting:
        due = date.fromisoformat(str(one.message.params["about"]).partition("/")[0])
        params = one.message.params
        scope = await reckoning.scope_at(read, int(params["unit"]), one.message.as_of, int(params["campaign"]))
        if scope and (scope.campaign.settings.weekly is None or await letter.is_issued(read, scope, due)):
            scope = None
        found.append((one, scope, common.pronouns(clerks[one.message.person_id or 0])))
    return found


async def word_round(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """A dated return: to the units that still owe it, and to the office."""
    units = [one for one in waiting if "session" in one.message.params]
    made = await _of_units(read, units, now) if units else {}
    office = [one for one in waiting if "session" not in one.message.params]
    running, clerks = await _office(read, office)
    for one in office:
        campaign = running[int(one.message.params["campaign"])]
        p = common.pronouns(clerks[one.message.person_id or 0])
        made[one.message.id] = await _round(read, campaign, str(one.message.params["about"]), p, now)
    return made


async def _of_units(read: Rows, waiting: Sequence[Waiting], now: Instant) -> dict[int, Made]:
    seen = await scene.of_messages(read, waiting, now)
    ledgers = await headcounts.of_units(read, list(seen.units))
    made: dict[int, Made] = {}
    for one in waiting:
        night = seen.nights[int(one.message.params["session"])]
        unit, due = seen.unit(night.session), night.session.night
        lacks = unit.staffed and headcounts.valid(ledgers.get(unit.id, ()), "staff", due, now) is None
        p = common.pronouns(seen.people[one.message.person_id or 0])
        if scene.changed(one, night.session):
            made[one.message.id] = GONE
        elif seen.counted(night) and not lacks:
            made[one.message.id] = TOLD
        else:
            word = common.word(seen.campaign(night.session))
            named = counts_texts.name_of(seen.campaign(night.session).round(night.session.round), due), due
            only = word if night.standing.reported else ""
            of_staff = counts_texts.owed(p, unit.name, named, word, lacks_total=lacks)
            made[one.message.id] = Worded(
                str(of_staff if unit.staffed else texts.round_for_unit(p, unit.name, due, only))
            )
    return made


async def _round(read: Rows, campaign: Campaign, about: str, p: Pronouns, now: Instant) -> Made:
    code, day, *_ = about.split("/")
    one = next((known for known in campaign.settings.rounds if known.code == code), None)
    if one is None or one.due.isoformat() != day:
        return Dropped("void", "no such round any more")
    due_on = await _nights(read, campaign, (one.due, one.due + timedelta(days=1)), now, kind=SessionKind.ROUND)
    nights = [night for night in due_on if night.session.round in {None, code}]
    seen = await scene.of_sessions(read, [night.session.id for night in nights], [], now)
    due = local(at(one.due, one.at, campaign.zone), campaign.zone)
    return Worded(str(texts.round_for_office(p, one.name, due, missing(nights, seen, campaign))))


async def word_cadence(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """So long since the last announcement; void once there was another."""
    running, clerks = await _office(read, waiting)
    made: dict[int, Made] = {}
    for one in waiting:
        campaign, about = running[int(one.message.params["campaign"])], str(one.message.params["about"])
        since, step = about.split("/")
        announced = await campaigns.announced(read, campaign.id)
        if announced is not None and announced > int(since):
            made[one.message.id] = Dropped("void", "there was an announcement meanwhile")
            continue
        p = common.pronouns(clerks[one.message.person_id or 0])
        draft = await drafts.in_short(read, campaign, now) if step == "draft" else ""
        words = texts.silence(p, announcing_texts.since(int(since), now), draft, alarm=step == "alarm")
        if not draft:
            made[one.message.id] = Worded(str(words))
            continue
        options = [(texts.SEND_DRAFT, Compose(draft, HEADS)), (texts.NEVER_MIND, Forget())]
        question = question_of(one, options, now + DAY, ids)
        made[one.message.id] = Worded(
            str(common.lines(words, texts.numbered([label for label, _ in options]))), question
        )
    return made


async def word_outreach(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """So long since something was done last, and too seldom; void once it was done, or where another rule says more."""
    running, clerks = await _office(read, waiting)
    made: dict[int, Made] = {}
    for one in waiting:
        campaign = running[int(one.message.params["campaign"])]
        kind, at_least, days, since, step = str(one.message.params["about"]).split("/")
        some = [kept for kept in (await cadence.of_campaign(read, campaign, now)).rules if kept.rule.kind == kind]
        kept = next((k for k in some if (k.rule.at_least, k.rule.days) == (int(at_least), int(days))), None)
        times = await announcements.times(read, campaign, kind, int(since), now + 1)
        if kept is None or any(time > int(since) for time in times):
            made[one.message.id] = Dropped("void", "it was done meanwhile, or there is no such rule any more")
            continue
        short = [k for k in some if k.done < k.rule.at_least]
        alarm = step == "alarm"
        if alarm and (kept not in short or any(k.rule.days < kept.rule.days for k in short)):
            made[one.message.id] = Dropped("void", "enough was done, or a closer rule says it")
            continue
        p = common.pronouns(clerks[one.message.person_id or 0])
        ago = announcing_texts.since(int(since), now) if times else ""
        words = texts.seldom(p, kept, ago, alarm=alarm)
        draft = await drafts.in_short(read, campaign, now)
        way = _ways(kind, draft) if draft else []
        if not way:
            made[one.message.id] = Worded(str(words))
            continue
        options = [*way, (texts.NEVER_MIND, Forget())]
        shown = common.lines(words, texts.numbered([label for label, _ in options]))
        made[one.message.id] = Worded(str(shown), question_of(one, options, now + DAY, ids))
    return made


def _ways(kind: str, draft: str) -> list[tuple[str, Choosable]]:
    """What helps to do it now: words that may be used as they are."""
    match kind:
        case "bulletin":
            return [(texts.SEND_DRAFT, Compose(draft, HEADS))]
        case "loudspeaker":
            return [(texts.READ_ALOUD, ShowForm("loud", draft))]
        case "poster":
            return [(texts.PRINT_NOTICE, ShowForm("notice", draft))]
    return []


async def _office(read: Rows, waiting: Sequence[Waiting]) -> tuple[dict[int, Campaign], dict[int, Person]]:
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    return running, await people.by_id(read, {one.message.person_id or 0 for one in waiting})


async def _nights(
    read: Rows, campaign: Campaign, span: tuple[date, date], now: Instant, kind: SessionKind = SessionKind.EVENING
) -> list[HeldSession]:
    since, until = span
    held_sessions = await sessions.below(read, campaign.unit.id, campaign.id, now)
    return [
        held_session
        for held_session in held_sessions
        if held_session.session.kind is kind
        and held_session.session.planned
        and since <= held_session.session.night < until
    ]
