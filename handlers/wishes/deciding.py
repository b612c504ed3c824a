"""From words that no command, count or order knows to what is wanted: answered, read back, passed on, or asked. Pure.

A guess changes nothing: what changes something is read back first, and what is not sure is a choice.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handlers import scope
from handlers.announcing import asking as announcing_asking
from handlers.counts import past_words
from handlers.guide.words import WISHES as GUIDED
from handlers.intents.announcing import FixSent, ShowCadence, ShowForm, ShowReceipt, TellDeed
from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.difficulties import AnswerDifficulty, Gone, OwnDifficulty, Raise, ShowDifficulties
from handlers.intents.evening import AskTeam, Attend, CallOff, GoAway, Later, ShowTeam
from handlers.intents.intent import Intent
from handlers.intents.ledger import ProposeCount, ShowLedger
from handlers.intents.me import EraseMe, ShowData, ShowMe
from handlers.intents.nights import ChangeNight
from handlers.intents.papers import Export, ShowPicture, WeeklyLetter
from handlers.intents.past import CloseAgain, HowToEnterFor, MoveFigures, Reopen, ShowLocks
from handlers.intents.people import ShowUnreached
from handlers.intents.plans import ShowSchedule
from handlers.intents.posts import ShowHistory
from handlers.intents.reports import HowToCorrect, HowToReport
from handlers.intents.shifts import (
    AnswerFor,
    AnswerShifts,
    Assign,
    AssignPeople,
    BusyOn,
    LeavePlace,
    ShowAhead,
    ShowPlaces,
    ShowShifts,
    TakePlace,
)
from handlers.intents.talking import Help
from handlers.intents.wishes import AnswerNote, AskAbout, Converse, PassOn, ReadBack, ShowNotes, Wish, Wonder
from handlers.language import night_lines, nights
from handlers.language.long_numbers import masked
from handlers.language.night_lines import Verb
from handlers.language.nights import Towards
from handlers.language.people_names import spelt
from handlers.language.tokens import fold, strip_accents
from handlers.progress import asking
from handlers.tonight import captains_line
from handlers.wishes import catalogue, recognise, words
from handlers.wishes.recognise import WishReading
from storage.instants import Instant
from storage.lookup import OWN, Who
from storage.records import Role

LONGEST = 400  # signs: more is a story
# As measured on the hands that were left out of the teaching (`python -m bench.wish_weights --without …`): of what is
# read with a share of 0.7 and more, 29 of 30 are right; with a half five of six, with a quarter three of five.
NOTHING = 1e-4  # what is less likely is not looked at
NEAR = 0.03  # share of 1: of a choice …
LOOKS, ASKS, ALONE = 0.15, 0.25, 0.7  # … of an answer, of what asks back, of an answer without choices beneath it
AHEAD = 1.3  # times the next: of what asks back
LIKELY = 0.5  # of what stands beside something else
CLEAR = 0.45  # of what somebody may not
NOISY, MANNERS = 0.5, 0.5
EXPLAINED, UNREAD = 0.7, 0.4  # of the words: for an answer without choices beneath it; for any
SHOWN = 3
OFFICE, READERS = (Role.CLERK, Role.OBSERVER), (Role.CLERK, Role.OBSERVER, *OWN)
STRANGER = "wrong_person"  # nothing to tell somebody who is known, unless it is clear
NOISE = frozenset({"none", "count"})  # sentences that are nobody's wish, or figures
# Wishes in which a number is no count of anything told.
NUMBERED = frozenset(
    {"change_headcount", "new_phone", "call_me", "change_hours", "running_late", "ask_more_people", "ask_supplies"}
    | {"move_night", "extra_night", "reinstate_night", "where_when"}
    | {"take_difficulty", "give_difficulty", "difficulty_mended", "difficulty_waits", "difficulty_status"}
    | {"announce", "announce_receipt", "announce_form", "announce_deed", "announce_fix", "announce_rhythm"}
    | {"history", "lock_night", "wrong_unit", "enter_for_other"}
)
COURTESY = frozenset({"greet", "thank", "acknowledge"})
# What turns the other round: both are on the screen where one of them is read.
PAIRS = {
    "can_go": "cannot_go",
    "cannot_go": "can_go",
    "erase_me": "delete_report",
    "delete_report": "erase_me",
    "away_days": "back_again",
    "back_again": "away_days",
    "move_night": "cancel_night",
    "cancel_night": "move_night",
    "reinstate_night": "cancel_night",
}
BOTH_WAYS = frozenset({"can_go", "cannot_go"})
ANSWERS = frozenset({"can_go", "cannot_go", "acknowledge", "assign_people"})  # to a question about coming
FEW = 4  # words of a place or a night
SHORT = 2  # words of an answer that can be nothing else
# What acts by itself, with the wishes that it may be.
ACTING: dict[type[Intent], frozenset[str]] = {
    Attend: frozenset({"attendance", "answer_for_others"}),
    Assign: frozenset({"assign_people", "answer_for_others"}),
    AnswerFor: frozenset({"answer_for_others", "assign_people"}),
    Later: frozenset({"later", "running_late", "attendance"}),
    **dict.fromkeys((AnswerShifts, TakePlace, LeavePlace, AssignPeople, BusyOn), ANSWERS),
}
# What is told instead of done, where the likeliest wish is one of these.
TELLING: dict[type[Intent], frozenset[str]] = {
    ShowAhead: frozenset(
        {"my_next_session", "ward_plan", "where_when", "cancel_night", "reinstate_night", "move_night", "away_days"}
    ),
}
NAMING = Attend | Assign | AnswerFor  # hold names, which may be nobody's
ASKING = (
    PassOn | ReadBack | EraseMe | GoAway | Later | TellDeed | FixSent | MoveFigures | Reopen | CloseAgain
)  # put a question themselves, or are done by who is asked


VERBS = {
    "move_night": Verb.MOVE,
    "cancel_night": Verb.CANCEL,
    "extra_night": Verb.ADD,
    "reinstate_night": Verb.REINSTATE,
}
# Whose own it would be, if they had one: the same of the whole.
TROUBLES = (
    *("otp_trouble", "app_trouble", "forgot_password", "sign_in", "old_phone", "wrong_data", "no_smartphone"),
    *("why_install", "raise_difficulty"),
)
ANGRY = frozenset({"complain", "sad_story"})
# Of the office, or of who was given one: what becomes of a difficulty. Numbers in it are those of difficulties.
DEEDS = frozenset({"take_difficulty", "give_difficulty", "difficulty_mended", "difficulty_waits"})
TWINS = {
    "my_next_session": "ward_plan",
    "own_figures": "ward_figures",
    "my_team": "open_places",
    "difficulty_mended": "difficulty_gone",
    "difficulty_gone": "difficulty_mended",
    "tell_team": "announce",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """`beneath`: the next readings, where it is not quite sure."""

    intent: Intent
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WishText:
    """The words of a wish with what is named in them: the night to come that they may mean, and the night gone by."""

    text: str
    who: Who
    units: tuple[int, ...]
    names: tuple[str, ...]
    night: date | None
    past: date | None
    folded: str
    days: tuple[str, ...] = ()  # all that are named and lie ahead
    today: date | None = None
    written: Instant = 0

    @property
    def when(self) -> str:
        return self.night.isoformat() if self.night else ""

    @property
    def wanted(self) -> Query:
        """Of a unit and a time: figures of nights to come are not there yet."""
        week = 2 if words.WEEK_BEFORE.search(self.folded) else 1 if words.WEEK_NOW.search(self.folded) else 0
        night = self.past.isoformat() if self.past else ""
        week = 0 if self.night or self.past else week  # "thứ ba tuần này" is a night
        unit = self.units[0] if len(self.units) == 1 else 0
        return Query(unit=unit, night=night, week=week)

    @property
    def one(self) -> int:
        return self.units[0] if len(self.units) == 1 else 0


def decide(text: str, who: Who, written: Instant) -> Decided:
    said = fold(text).strip()
    for kind, found in _unfit(text, said).items():
        if found:
            return Decided(Converse(kind))
    office = _office(text, said, who)
    if office is not None:
        return Decided(office)
    many = announcing_asking.announced(text)
    if many is not None and announcing_asking.tells(many, who):
        return Decided(ReadBack("announce", text))
    removed = words.REMOVES.search(fold(spelt(text)))
    if removed and who.has(Role.CAPTAIN) and not asks(text) and not words.IN_DOUBT.search(said):
        return Decided(meant("answer_for_others", text, who, written))
    if who.has(*OFFICE) and words.TREND.search(said):
        return Decided(ShowStatus(replace(_said(text, who, written).wanted, night="", week=1)))
    followed = _followed(said, who, written)
    if followed is not None:
        return Decided(followed)
    return by(read(text, who), text, who, written)


def read(text: str, who: Who) -> WishReading:
    """With the units of the speaker's own plan."""
    return _read(text, tuple(group.unit.name for group in who.plan))


@lru_cache(maxsize=64)
def _read(text: str, places: tuple[str, ...]) -> WishReading:
    """Several readers ask on the way of one message."""
    return recognise.read(text, (), places)


def meant(wish: str, text: str, who: Who, written: Instant) -> Intent:
    """What this wish is, said in these words by this person."""
    wish_text = _said(text, who, written)
    if wish not in catalogue.theirs(who):
        return PassOn(wish, text)
    intent = _INTENTS[wish](wish_text) if wish in _INTENTS else None
    if intent is not None:
        return intent
    if any(catalogue.LETTERS[post.role] in catalogue.entries()[wish].replies for post in who.posts):
        return Converse(wish)
    if wish in GUIDED:
        return Converse(wish, text)
    if catalogue.reply(wish, who):
        return Converse(wish)
    return PassOn(wish, text)


def wished(wish: str, text: str) -> Wish:
    """A reading that is offered: kept until it is chosen, so that of people at the doors it holds no numbers."""
    return Wish(wish, masked(text)[0] if wish in TROUBLES else text)


def acts(intent: Intent, text: str, who: Who) -> bool:
    """Whether words that would act by themselves may: where nothing is known of them they are names."""
    wishes = ACTING.get(type(intent))
    allowed = catalogue.theirs(who)
    if isinstance(intent, CallOff | ChangeNight) and (forbids(text) or words.IN_DOUBT.search(fold(text))):
        return False
    if wishes is None:
        fitting = TELLING.get(type(intent))
        first = next((wish for wish, share in read(text, who).wishes if wish in allowed and share >= LIKELY), "")
        return fitting is None or not first or first in fitting
    if asks(text) or (isinstance(intent, Attend) and words.TAKES_OVER.search(fold(spelt(text)))):
        return False
    if isinstance(intent, Later) and intent.minutes is not None:
        return True  # an hour is no guess
    if wishes is ANSWERS and len(text.split()) <= SHORT:
        return True
    likely = [(wish, share) for wish, share in read(text, who).wishes if wish in allowed][:SHOWN]
    if isinstance(intent, Assign | AnswerFor):
        if announced(text) or words.REMOVES.search(fold(spelt(text))):
            return False  # words for others, or somebody taken out
        nothing_else = not words.NO_NAME.search(fold(spelt(text)))  # than names
        return nothing_else or not likely or likely[0][0] in wishes
    near = {wish for wish, share in likely if share >= NEAR}
    return not near or bool(wishes & near)


def asks(text: str) -> bool:
    """A question, or a no: nothing that may act by itself."""
    said = fold(spelt(text))
    return "?" in text or bool(words.ASKED.search(said) or words.NEGATED.search(said)) or forbids(text)


def forbids(text: str) -> bool:
    """'Đừng …', which without accents may be anything."""
    return bool(words.FORBIDS.search(unicodedata.normalize("NFC", text).lower()))


def announced(text: str) -> bool:
    """Words to many, with whom they are for."""
    return announcing_asking.announced(text) is not None


def _unfit(text: str, said: str) -> dict[str, bool]:
    """What is no wish of anybody."""
    return {
        "abuse": words.ABUSE.certainly_in(text),
        "advert": words.ADVERT.certainly_in(text) and len(said.split()) > 3,
        "forwarded": bool(words.FORWARDED.search(said)) and len(said.split()) > 8,
        "foreign": bool(words.OTHER_LETTERS.search(text)) or len(set(words.FOREIGN.findall(said))) > 1,
        "too_long": len(text) > LONGEST,
        "never_mind": bool(words.NEVER_MIND.fullmatch(said)),
    }


def _office(text: str, said: str, who: Who) -> Intent | None:
    """What only the ward office says: looking at what waits, and answering it."""
    if not who.has(Role.CLERK):
        return None
    if said.strip(" .?!/") in words.NOTES:
        return ShowNotes()
    written = unicodedata.normalize("NFC", text).strip()
    plain = strip_accents(written.lower())
    found = words.ANSWERS.fullmatch(plain) if len(plain) == len(written) else None
    if found is None:
        return None
    name, told = (written[found.start(part) : found.end(part)].strip() for part in ("name", "text"))
    return AnswerNote(name, told)


def _followed(said: str, who: Who, written: Instant) -> Intent | None:
    """'Còn Cầu Đơ 3?', 'thế tuần trước?': the figures of another place or time than those just shown."""
    if who.campaign is None or who.person is None:
        return None
    if not who.has(*READERS):
        return _ahead_of(said, who, written)
    if words.CORRECTS.search(said) and who.has(Role.CLERK, *OWN):
        return HowToCorrect()
    found = words.about(said)
    wanted = asking.want(found or said.strip(" .?!"), who.campaign, written)
    if found is None:
        return None if wanted.name else ShowStatus(wanted)  # nothing but a time
    known = [group.unit for group in who.plan]
    if not who.has(*OFFICE) or wanted == Query() or (wanted.name and not asking.fitting(wanted.name, known)):
        return _ahead_of(said, who, written) or (None if wanted == Query() or wanted.name else ShowStatus(wanted))
    return ShowStatus(wanted)


def _ahead_of(said: str, who: Who, written: Instant) -> Intent | None:
    """'Thế còn thứ 7?', 'còn tổ 4?' out of nothing: who goes then, or when they go."""
    found = words.about(said)
    if found is None or len(found.split()) > FEW:
        return None
    named = _said(said, who, written)
    if not named.one and named.night is None:
        return None
    if named.today and named.night and named.night < named.today:
        return _figures(named) if who.has(*READERS) else None
    return AskAbout("ward_plan", said, named.one, named.when)


def by(reading: WishReading, text: str, who: Who, written: Instant) -> Decided:
    allowed, entries = catalogue.theirs(who), catalogue.entries()
    shares: Counter[str] = Counter()
    for wish, share in reading.wishes:
        if share < NOTHING:
            break
        twin = TWINS.get(wish, "")
        if wish in BOTH_WAYS and who.has(Role.CAPTAIN) and recognise.PERSON in reading.ideas:
            wish = "answer_for_others"  # noqa: PLW2901
        shares[twin if wish not in allowed and twin in allowed else wish] += share  # type: ignore[assignment]
    known = [one for one in shares.most_common() if one[0] in entries]
    if not known:
        return Decided(Wonder(text))  # all of it is what nobody answers
    mine = _without_courtesy([one for one in known if one[0] in allowed])
    near = _of_one_answer([one for one in mine if one[1] >= NEAR], text, who, written)
    first, share = known[0]
    if first not in allowed and not entries[first].reply and share >= CLEAR:
        if first in VERBS and asks(text) and who.has(Role.VOLUNTEER):
            return Decided(ShowAhead())  # whether a night stands is no wish to move it
        sure = share >= ALONE
        return Decided(PassOn(first, text) if who.person else Wonder(text), () if sure else _choices(near)[:2])
    noise = sum(shares[one] for one in NOISE)
    if noise >= NOISY or not near or reading.explained < UNREAD or (len(text) < 2 and near[0][0] not in COURTESY):
        return Decided(Wonder(text))
    wish, share = near[0]
    intent = meant(wish, text, who, written)
    if isinstance(intent, ReadBack | EraseMe | PassOn) and words.WONDERS.search(fold(spelt(text))):
        looking = [one for one in near if not entries[one[0]].changes]
        return Decided(Wonder(text, _choices(looking)))  # who asks why something is so wants nothing done
    if wish == "erase_me" and recognise.PERSON in reading.ideas:
        return Decided(PassOn("privacy", text), ("erase_me",))  # somebody else's data
    # What turns it round is on the screen with it.
    following = next((other for name, other in near[1:] if wish not in BOTH_WAYS or name != PAIRS[wish]), 0.0)
    careful = isinstance(intent, ASKING | NAMING | Raise | Gone | AnswerDifficulty | OwnDifficulty) or wish == STRANGER
    if share < (ASKS if careful else LOOKS) or share < following * (AHEAD if careful else 1):
        return Decided(Wonder(text, _choices(near)) if _choices(near) else intent)
    sure = share >= ALONE and reading.explained >= EXPLAINED
    return Decided(intent, () if sure or wish in COURTESY else _choices(near, SHOWN + (share < LIKELY))[1:])


def _of_one_answer(near: list[tuple[str, float]], text: str, who: Who, written: Instant) -> list[tuple[str, float]]:
    """The likeliest first; those that would be answered in the same way are one."""
    shares: dict[Intent, float] = {}
    named: dict[Intent, str] = {}
    for wish, share in near:
        intent = meant(wish, text, who, written)
        shares[intent] = shares.get(intent, 0.0) + share
        named.setdefault(intent, wish)
    return sorted(((named[intent], share) for intent, share in shares.items()), key=lambda one: -one[1])


def likeliest(text: str, who: Who) -> str:
    """The wish that words certainly hold, small talk apart; empty where there is none."""
    allowed, entries = catalogue.theirs(who), catalogue.entries()
    wish, share = next((one for one in read(text, who).wishes if one[0] in allowed), ("", 0.0))
    return wish if wish and share >= LIKELY and not entries[wish].talk else ""


def _without_courtesy(mine: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """A greeting or thanks is what is meant where nothing else is near it, and else no more than manners."""
    others = [one for one in mine if one[0] not in COURTESY]
    if not mine or mine[0][0] not in COURTESY or not others or others[0][1] <= mine[0][1] * MANNERS:
        return mine
    return others


def _choices(near: list[tuple[str, float]], shown: int = SHOWN) -> tuple[str, ...]:
    """The likeliest that are worth a choice; of a pair that turns the other round both."""
    some = [wish for wish, _ in near if wish not in COURTESY][:shown]
    other = next((PAIRS[wish] for wish in some[:2] if wish in PAIRS), None)
    if other and other not in some:
        some = [*some[: shown - 1], other]
    return tuple(some)


def _said(text: str, who: Who, written: Instant) -> WishText:
    if who.campaign is None:
        return WishText(text, who, (), (), None, None, fold(spelt(text)))
    today = who.campaign.day(written)
    plan = scope.plan(who.plan)
    line = night_lines.lined(text, plan, today)
    night, past = line.day(Towards.AHEAD), line.day(Towards.BACK)
    units = {group.name: group.unit for group in plan.groups}
    if words.WEEK_NOW.search(line.rest) or words.WEEK_BEFORE.search(line.rest):
        night = past = None
    past = past if past and past <= today else None
    names = tuple(dict.fromkeys(name for some in line.groups if len(some) == 1 for name in some))
    days = tuple(day.isoformat() for day in captains_line.days(text, who.plan, today))
    return WishText(
        text,
        who,
        tuple(units[name] for name in names),
        names,
        night,
        past,
        fold(spelt(text)),
        days,
        today,
        written,
    )


def _figures(said: WishText) -> Intent | None:
    """Of one's own, or of a unit within one's sight."""
    wanted = said.wanted
    if said.who.has(*OFFICE):
        return ShowStatus(wanted)
    if not said.who.own:
        return AskAbout("ward_figures", said.text)
    return ShowStatus(replace(wanted, unit=0) if wanted.unit in said.who.own else wanted)


def _unit_figures(said: WishText) -> Intent | None:
    if said.who.has(*OFFICE) or (said.one in said.who.own and said.one):
        return ShowStatus(said.wanted)
    if not said.one:
        return _figures(said)
    return PassOn("unit_figures", said.text)


def _ward(said: WishText) -> Intent | None:
    if said.who.has(*OFFICE):
        return ShowStatus(replace(said.wanted, unit=0))
    return AskAbout("ward_figures", said.text)


def _only(roles: Collection[Role], make: Callable[[WishText], Intent | None]) -> Callable[[WishText], Intent | None]:
    """Others are passed on to who may."""
    return lambda said: make(said) if said.who.has(*roles) else None


def _about(wish: str) -> Callable[[WishText], Intent | None]:
    return lambda said: AskAbout(wish, said.text, said.one, said.when)


def _back(wish: str) -> Callable[[WishText], Intent | None]:
    return lambda said: ReadBack(wish, said.text, said.one, said.when)


def _next(said: WishText) -> Intent | None:
    return ShowShifts() if said.who.has(Role.CAPTAIN) else ShowAhead()


def _team(said: WishText) -> Intent | None:
    if said.who.has(*OWN, Role.VOLUNTEER):
        return AskTeam(said.text)
    return AskAbout("my_team", said.text, said.one, said.when) if said.who.has(Role.CAPTAIN) else None


def _plan(said: WishText) -> Intent | None:
    """Who may see the schedule sees it; others which units go when."""
    if said.who.has(*OFFICE):
        return ShowSchedule(said.when, said.when, said.units)
    return AskAbout("ward_plan", said.text, said.one, said.when)


def _places(said: WishText) -> Intent | None:
    if said.who.has(Role.CAPTAIN) and not said.one and not said.when:
        return ShowPlaces()
    wish = "my_team" if said.who.has(Role.CAPTAIN) else "open_places"  # whose answer says what is missing too
    return AskAbout(wish, said.text, said.one, said.when)


def _history(said: WishText) -> Intent | None:
    return ShowHistory(said.text, anywhere=True) if said.who.has(Role.CLERK, *OWN) else None


def _moved(said: WishText) -> Intent | None:
    """Of the office from one unit to another, or of a unit (or of whose head is named) to another night; of a head
    what was told last.
    """
    past = said.past.isoformat() if said.past else ""
    if said.who.has(Role.CLERK):
        if len(said.units) > 1:
            told, right = said.units[:2]
            if words.LIES_AT.search(said.folded.partition(fold(said.names[1]))[0]):
                told, right = right, told
            return MoveFigures(told, past, right, "", said=said.text)
        night = said.days[-1] if len(said.days) > 1 else "" if said.one else past or said.when
        return MoveFigures(0, "", said.one, night, said=said.text)
    if not said.who.has(*OWN):
        return None
    own = next(iter(said.who.own), 0) if len(said.who.own) == 1 else 0
    if own and (past or said.when) and said.one in {0, own}:
        return MoveFigures(own, "", own, past or said.when)
    return ReadBack("wrong_unit", said.text, said.one, said.when)


def _locks(said: WishText) -> Intent | None:
    """Opening and closing are read back; whatever else is asked is answered by what stands."""
    asked = asks(said.text) or words.WONDERS.search(said.folded)
    if not said.who.has(Role.CLERK):
        return ShowLocks() if asked and said.who.has(*OWN) else None
    if not asked and words.OPENS.search(said.folded):
        return past_words.opened(said.text, said.who, said.written)
    if not asked and said.one and words.CLOSES.search(said.folded):
        return CloseAgain(said.one, said.past.isoformat() if said.past else said.when)
    return ShowLocks()


def _later(said: WishText) -> Intent | None:
    found = words.MINUTES.search(said.folded)
    return Later(int(found["minutes"]) if found else None) if said.who.own else None


def _away(said: WishText) -> Intent | None:
    days, weeks = words.DAYS.search(said.folded), words.WEEKS.search(said.folded)
    if days is None and weeks is None:
        return GoAway()
    number = int(days["days"]) if days else 14 if weeks and weeks["weeks"] in {"2", "hai"} else 7
    return ReadBack("away_days", str(number))


def _export(said: WishText) -> Intent:
    kind = next((kind for word, kind in words.TABLES_NAMED if word in said.folded), "")
    return Export(kind)


def _letters(said: WishText) -> Intent | None:
    return WeeklyLetter() if said.who.has(*OFFICE) else None


def _rewards(said: WishText) -> Intent | None:
    return Export("rewards") if said.who.has(*OFFICE) else Converse("rewards")


def _own_names(wish: str) -> Callable[[WishText], Intent | None]:
    """Whom of the own force, and when, is read back."""
    return lambda said: ReadBack(wish, said.text, said.one, said.when) if said.who.has(Role.CAPTAIN) else None


def _night(wish: str) -> Callable[[WishText], Intent | None]:
    """Of the office, where unit and night are said; others ask the office for it."""

    def read_back(said: WishText) -> Intent | None:
        campaign = said.who.campaign
        if not said.who.has(Role.CLERK) or not said.one or campaign is None or said.today is None:
            return None
        line = night_lines.read(said.text, scope.plan(said.who.plan), said.today)
        if line is not None and line.night is not None and line.verb is VERBS[wish]:
            return ReadBack(wish, said.text, said.one, line.night.isoformat(), line.to.isoformat() if line.to else "")
        if len(said.days) != 1 or words.ANOTHER.search(_without(said.folded, said.names)):
            return None
        moves = wish == "move_night"
        return ReadBack(wish, said.text, said.one, "" if moves else said.days[0], said.days[0] if moves else "")

    return read_back


def _without(folded: str, names: tuple[str, ...]) -> str:
    for name in names:
        folded = folded.replace(fold(name), " ")
    return folded


def _headcount(said: WishText) -> Intent | None:
    """Of the office, where unit and figure are said: with its source, or the office's own word."""
    campaign, person = said.who.campaign, said.who.person
    bare = words.OF_AGE.sub(" ", _without(said.folded, said.names))
    found = words.FIGURE.findall(nights.without(bare, nights.numbered(bare)))
    if not said.who.has(Role.CLERK) or len(said.names) != 1 or len(found) != 1 or not campaign or not person:
        return None
    source = words.SOURCE.search(unicodedata.normalize("NFC", said.text))
    told = source["source"].strip(" .!") if source else f"{person.you} {person.given}"
    value = int(found[0].replace(".", ""))
    as_of = said.today.isoformat() if said.today else ""
    return ProposeCount(said.names[0], campaign.settings.target.measure, value, as_of, told)


def _trouble(wish: str) -> Callable[[WishText], Intent | None]:
    """Of whoever works at the doors it may be one to be recorded; who only looks on has the guide."""
    return _only(
        (Role.CLERK, *OWN, Role.CAPTAIN, Role.VOLUNTEER),
        lambda said: Raise(said.text, wish) if said.who.campaign else None,
    )


def _unasked(make: Callable[[WishText], Intent]) -> Callable[[WishText], Intent]:
    """What is done at once is never done on a question: 'số 2 xong chưa', 'số 2 ai nhận'."""
    return lambda said: (
        ShowDifficulties()
        if "?" in said.text or words.ASKED.search(said.folded) or words.OPEN_QUESTION.search(said.folded)
        else make(said)
    )


def _deed(said: WishText) -> Intent | None:
    """Of several units it is the ward's."""
    if said.today is None:
        return None
    told = announcing_asking.deed_in(said.folded, said.who, said.today)
    return replace(told, unit="") if len(said.units) > 1 else told


_INTENTS: dict[str, Callable[[WishText], Intent | None]] = {
    "own_figures": _figures,
    "ward_figures": _ward,
    "unit_figures": _unit_figures,
    "target_pace": _figures,
    "difficulty_status": lambda said: ShowDifficulties() if said.who.campaign else None,
    **{wish: _trouble(wish) for wish in TROUBLES},
    "take_difficulty": _only(OFFICE, _unasked(lambda said: OwnDifficulty(0, text=said.text))),
    "give_difficulty": _only(OFFICE, _unasked(lambda said: OwnDifficulty(0, said.text, text=said.text))),
    "difficulty_mended": _only((*OFFICE, Role.CAPTAIN), lambda said: AnswerDifficulty(0, said.text)),
    "difficulty_waits": _only((*OFFICE, Role.CAPTAIN), lambda said: AnswerDifficulty(0, said.text, waits=True)),
    "difficulty_gone": _only((*OWN, Role.VOLUNTEER, Role.CAPTAIN), _unasked(lambda said: Gone(said.text))),
    "who_missing": _only(READERS, lambda said: ShowMissing(replace(said.wanted, unit=0))),
    "best_worst": lambda said: (
        (ShowPushes() if "yeu" in said.folded or "cham" in said.folded else ShowBands(said.wanted))
        if said.who.has(*OFFICE)
        else AskAbout("best_worst", said.text)
        if said.who.has(*OWN)
        else None
    ),
    "history": _history,
    "my_next_session": _next,
    "ward_plan": _plan,
    "where_when": _about("where_when"),
    "my_team": _team,
    "open_places": _places,
    "not_joined": _only((Role.CLERK, Role.LEADER), lambda _: ShowUnreached()),
    "show_roster": _about("show_roster"),
    "show_notes": _only((Role.CLERK,), lambda _: ShowNotes()),
    "who_free": _about("who_free"),
    "announce": _only((Role.CLERK, Role.CAPTAIN), _back("announce")),
    "ask_headcount": _only(READERS, lambda said: ShowLedger(Query(unit=said.one))),
    "weekly_letter": _letters,
    "export_file": _only(OFFICE, _export),
    "picture": _only(READERS, lambda said: ShowPicture("pace", said.wanted)),
    "help": lambda _: Help(),
    "how_to_report": _only((Role.CLERK, *OWN), lambda _: HowToReport()),
    "correct_report": _only((Role.CLERK, *OWN), lambda _: HowToCorrect()),
    "privacy": lambda said: ShowData() if said.who.person else Converse("privacy"),
    "erase_me": lambda said: EraseMe() if said.who.person else None,
    "who_am_i": lambda said: ShowMe() if said.who.person else None,
    "rewards": _rewards,
    "needs_me": lambda _: ShowStatus(),
    "resend_code": lambda said: (
        ReadBack("invite_person", said.text) if said.who.has(Role.CLERK) else Converse("resend_code")
    ),
    "later": _later,
    "away_days": _away,
    "assign_people": _own_names("assign_people"),
    "answer_for_others": _own_names("answer_for_others"),
    "swap_shift": _only((Role.VOLUNTEER,), lambda said: ReadBack("swap_shift", said.text, said.one, said.when)),
    "stop_reminding": lambda said: ReadBack("stop_reminding", said.text) if said.who.person else None,
    "wrong_unit": _moved,
    "lock_night": _locks,
    "announce_receipt": lambda said: ShowReceipt(
        announcing_asking.day_named(said.folded, said.today) if said.today else ""
    ),
    "announce_form": lambda said: ShowForm(announcing_asking.form_in(said.folded)),
    "announce_deed": _deed,
    "announce_fix": lambda _: FixSent(),
    "announce_rhythm": lambda _: ShowCadence(),
    "enter_for_other": _only((Role.CLERK, Role.CAPTAIN, Role.DEPUTY), lambda said: HowToEnterFor(said.text)),
    **{wish: _night(wish) for wish in ("move_night", "cancel_night", "extra_night", "reinstate_night")},
    "change_headcount": _headcount,
    "attendance": lambda said: ShowTeam() if said.who.own else None,
    "check_recorded": lambda said: (
        AskAbout("check_recorded", said.text)
        if said.who.own
        else ShowStatus(said.wanted)
        if said.one
        else ShowMissing()
    ),
    **{
        wish: _about(wish)
        for wish in (
            "my_nights",
            "who_leads",
            "phone_of",
            "deadline",
            "talk_to_person",
            "explain_again",
        )
    },
    **{
        wish: _back(wish)
        for wish in (
            *("running_late", "tell_team", "check_in", "back_again", "delete_report"),
            *("remind_person", "invite_person"),
        )
    },
    **{wish: _only((*OWN, Role.VOLUNTEER), _back(wish)) for wish in ("can_go", "cannot_go")},
}
