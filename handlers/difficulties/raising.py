"""Raised, completed, taken back. A statement is recorded at once; a question is answered, and recorded by a yes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import reaching, scope
from handlers import texts as common
from handlers.difficulties import deeds, texts, words
from handlers.difficulties.texts import ToldDifficulty
from handlers.guide import guide
from handlers.guide import words as guide_words
from handlers.intents.difficulties import Complete, Gone, HowToRaise, Raise, TakeBack
from handlers.intents.intent import Choosable
from handlers.intents.wishes import LeaveIt
from handlers.language.long_numbers import masked
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from storage import difficulties, sessions, shifts, units
from storage.database import Rows
from storage.difficulties import Difficulty, DifficultyKind, DifficultySettled, Ending, Raised, Retold
from storage.facts import Fact
from storage.instants import DAY, MINUTE
from storage.lookup import Campaigner
from storage.records import Session, Unit

LONGEST = 600  # signs that are kept of somebody's words
FEW = 2  # words that may mean much else
GUIDED_FIRST = ("password", "sign_in", "hotline")  # who asks for help is helped; what does not help is raised
LATELY = 7 * DAY
SHOWN = 4


async def how_to(_intent: HowToRaise, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    return say(request, who, texts.how_to_raise(common.pronouns(who.person)))


async def raise_(intent: Raise, request: Request, who: Campaigner, read: Rows) -> Outcome:
    told_words, hid = masked(intent.text)
    intent = replace(intent, text=told_words)  # also where it waits for a yes
    p, kind = common.pronouns(who.person), words.kind_of(intent.text, intent.wish) or DifficultyKind.OTHER
    lately = await difficulties.of_person(read, who.person.id, request.at - LATELY)
    if words.gone(intent.text) and not intent.sure and any(one.settled is None and one.kind is kind for one in lately):
        return await gone(Gone(intent.text), request, who, read)
    entry, carrier = guide_words.WISHES.get(intent.wish, str(kind)), words.carrier_of(intent.text)
    told = _is_told(intent, kind)
    asks = words.asks(intent.text)
    if not intent.sure and not told and (entry in GUIDED_FIRST or (asks and kind not in words.AT_ONCE)):
        return await guide.show_entry(entry, request, who, read, carrier)
    office = await reaching.office(request, who, read)
    first = await guide.first_answer(read, who.campaign, entry, p, carrier=carrier, office=office)
    if kind is DifficultyKind.OTHER and intent.wish not in guide_words.WISHES:
        first = Markup("")  # a hall without light is no matter of the hotline
    if not intent.sure and (asks or words.gone(intent.text) or not told):
        options: list[tuple[str, Choosable]] = [
            (texts.RECORD, replace(intent, sure=True)),
            (texts.LEAVE, LeaveIt()),
        ]
        return _ask(request, who, texts.offer(p, first), options)
    unit = await _where(intent, request, who, read)
    if unit is None:
        return say(request, who, common.only_own(common.pronouns(who.person), [o.unit.name for o in who.own.values()]))
    made = _made(intent, kind, unit, intent.text[:LONGEST], request, who)
    same = _same(made, lately)
    if intent.beside and any(one.kind is kind for one in lately):
        first = Markup("")  # they have read it
    known = same or made
    if same is not None:
        known = replace(
            same, carrier=made.carrier or same.carrier, households=made.households or same.households, words=made.words
        )
    fact = Retold(known.id, known.carrier, known.households, known.words) if same else Raised(made)
    if intent.beside and known == same:
        return Outcome()  # an edit that says nothing new of it
    shown = _told(known, unit)
    lacks = known.kind is DifficultyKind.OTP and not known.carrier
    say_it = texts.beside if intent.beside else texts.recorded
    text = say_it(p, shown, first, known=same is not None, asked=lacks and intent.asks, hid=hid)
    if lacks and not intent.asks:
        text = common.lines(text, texts.carrier_later(p))
    shown_at = await _night(made, read) if intent.photo else None
    if not lacks or not intent.asks:
        return replace(say(request, who, text, fact), shown_at=shown_at)
    missing = texts.what_is_missing(p, carrier=True, count=known.households is None)
    options = [(carrier, Complete(known.id, carrier)) for carrier in texts.WHICH_CARRIERS]
    options.append((texts.TAKE_BACK, TakeBack(known.id)))
    return replace(_ask(request, who, common.lines(text, missing), options, fact), shown_at=shown_at)


async def _night(made: Difficulty, read: Rows) -> Session | None:
    """Of the unit, on that day: beside which a photo of it is kept."""
    nights = (await sessions.of_units(read, {made.unit_id})).get(made.unit_id, ())
    some = (one.session for one in nights if one.session.campaign_id == made.campaign_id)
    return next((one for one in some if one.planned and one.night == made.night), None)


def _is_told(intent: Raise, kind: DifficultyKind) -> bool:
    """A statement to be recorded, rather than a word that may mean much else."""
    says = words.kind_of(intent.text) is not None or len(intent.text.split()) > FEW
    return words.households_of(intent.text) is not None or (
        says and (kind in words.AT_ONCE or intent.wish == words.WISH)
    )


def _ask(
    request: Request, who: Campaigner, text: Markup, options: Sequence[tuple[str, Choosable]], *facts: Fact
) -> Outcome:
    return ask(request, who, common.lines(text, common.numbered([label for label, _ in options])), options, *facts)


def _made(intent: Raise, kind: DifficultyKind, unit: Unit, told: str, request: Request, who: Campaigner) -> Difficulty:
    times, night = who.campaign.settings.difficulties, intent.night
    return Difficulty(
        id=request.ids(),
        campaign_id=who.campaign.id,
        unit_id=unit.id,
        night=date.fromisoformat(night) if night else who.campaign.day(request.written),
        person_id=who.person.id,
        kind=kind,
        carrier=words.carrier_of(intent.text),
        households=intent.households or words.households_of(intent.text),
        words=told,
        heard=request.at,
        tells_at=request.at + times.tell * MINUTE,
        due=request.at + times.answer * MINUTE,
        climbs_at=request.at + times.observer * MINUTE,
    )


def _same(made: Difficulty, lately: Sequence[Difficulty]) -> Difficulty | None:
    """The same person's, of the same unit, night and kind, while it is open: told more exactly, not once more."""
    alike = (
        one
        for one in lately
        if one.settled is None and (one.unit_id, one.night, one.kind) == (made.unit_id, made.night, made.kind)
    )
    return next(
        (one for one in alike if not (one.carrier and made.carrier and one.carrier != made.carrier)),
        None,
    )


async def _where(intent: Raise, request: Request, who: Campaigner, read: Rows) -> Unit | None:
    """As it was told; else one's own, or where one's shift is; else where one's post is. None: another head's."""
    known = {group.unit.id: group.unit for group in who.plan} | {id_: own.unit for id_, own in who.own.items()}
    if intent.unit in known:
        return known[intent.unit]
    named = scope.named(intent.text, known.values()) or []
    if named and who.own and not any(unit.id in who.own for unit in named):
        return None
    mine = [unit for unit in named if unit.id in who.own] or ([] if who.own else named)
    if len(mine) == 1:
        return mine[0]
    today = who.campaign.day(request.written)
    if who.own:
        led = [own.unit for own in who.own.values() if own.night(today)]
        return (led or [own.unit for own in who.own.values()])[0]
    held = (await shifts.of_people(read, [who.person.id], today)).get(who.person.id, ())
    live = [shift.session_id for shift in held if shift.state in shifts.LIVE]
    nights = await sessions.by_id(read, live) if live else {}
    there = next((one.session.unit_id for one in nights.values() if one.session.night == today), None)
    if there in known:
        return known[there]
    return who.posts[0].unit if who.posts else who.campaign.unit


def _told(one: Difficulty, unit: Unit) -> ToldDifficulty:
    return ToldDifficulty(one.kind, one.carrier, one.households, unit.name, one.night, one.words)


async def complete(intent: Complete, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    known = await _own(intent.difficulty, who, read, since=request.at - LATELY)
    if known is None:
        return say(request, who, texts.nothing_to_take_back(p))
    carrier, households = intent.carrier or known.carrier, intent.households or known.households
    unit = (await units.by_id(read, [known.unit_id]))[known.unit_id]
    fact = Retold(known.id, carrier, households, known.words)
    told = ToldDifficulty(known.kind, carrier, households, unit.name, known.night, known.words)
    if carrier or known.kind is not DifficultyKind.OTP:
        return say(request, who, texts.completed(p, told), fact)
    options: list[tuple[str, Choosable]] = [(one, Complete(known.id, one)) for one in texts.WHICH_CARRIERS]
    options.append((texts.TAKE_BACK, TakeBack(known.id)))
    text = common.lines(texts.completed(p, told), texts.what_is_missing(p, carrier=True, count=False))
    return _ask(request, who, text, options, fact)


async def take_back(intent: TakeBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Only one's own, while nobody has answered it."""
    p, known = common.pronouns(who.person), await _own(intent.difficulty, who, read, since=request.at - LATELY)
    if known is None:
        return say(request, who, texts.nothing_to_take_back(p))
    unit = (await units.by_id(read, [known.unit_id]))[known.unit_id]
    fact = DifficultySettled(known.id, Ending.TAKEN_BACK, request.at, who.person.id)
    return say(request, who, texts.taken_back(p, _told(known, unit)), fact)


async def gone(intent: Gone, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """It is over, or never was one: by whoever raised it, who needs no answer then."""
    p = common.pronouns(who.person)
    lately = await difficulties.of_person(read, who.person.id, request.at - LATELY)
    mine = [one for one in lately if one.settled is None]
    kind = words.kind_of(intent.text)
    fit = [one for one in mine if intent.difficulty in (0, one.id)]
    if not intent.difficulty:
        fit = [one for one in mine if one.kind is kind] or mine
    if not fit:
        return say(request, who, texts.left(p), unread=True)
    known = await units.by_id(read, {one.unit_id for one in fit})
    if len(fit) > 1:
        told = [_told(one, known[one.unit_id]) for one in fit[:SHOWN]]
        options = [(str(one.what), replace(intent, difficulty=id_.id)) for one, id_ in zip(told, fit, strict=False)]
        return _ask(request, who, texts.which_gone(p, told), options)
    (one,) = fit
    told_one = _told(one, known[one.unit_id])
    if deeds.mistaken(intent.text):
        fact = DifficultySettled(one.id, Ending.TAKEN_BACK, request.at, who.person.id)
        return say(request, who, texts.taken_back(p, told_one), fact)
    said, _ = masked(intent.text[:LONGEST])
    fact = DifficultySettled(one.id, Ending.ANSWERED, request.at, who.person.id, said)
    return say(request, who, texts.gone(p, told_one), fact)


async def _own(id_: int, who: Campaigner, read: Rows, since: int = 0) -> Difficulty | None:
    some = await difficulties.by_id(read, [id_]) if id_ else await difficulties.of_person(read, who.person.id, since)
    return next((one for one in some if one.person_id == who.person.id and one.settled is None), None)
