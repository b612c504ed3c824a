"""What follows: words that mean something only beside what was just asked or shown in this chat. Pure.

Where nothing was asked or shown, or too long ago, they follow nothing.
"""

from dataclasses import dataclass, replace

from handlers import words
from handlers.announcing import words as announcing_words
from handlers.choices import load
from handlers.guide.content import ANY, ENTRIES, shipped
from handlers.guide.guide import HELPS, RAISERS
from handlers.guide.words import DID_NOT_HELP, NUMBER, WISHES
from handlers.intents.announcing import IsClear
from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowStatus
from handlers.intents.difficulties import Raise
from handlers.intents.evening import Forget
from handlers.intents.guide import ShowGuide
from handlers.intents.intent import Intent
from handlers.intents.me import Stay
from handlers.intents.nights import LeaveNights
from handlers.intents.past import SettleSlip
from handlers.intents.people import KeepInvites
from handlers.intents.posts import KeepPosts
from handlers.intents.reports import HowToCorrect
from handlers.intents.wishes import AskAbout, Converse, LeaveIt, PassOn, ReadBack, Wish, Wonder
from handlers.language.tokens import fold
from handlers.progress import asking
from handlers.wishes import words as wishes_words
from storage.instants import MINUTE, Instant
from storage.lookup import OWN, Who
from storage.records import Choice, Question, Role

LASTS = 30 * MINUTE  # of what was shown; a question says itself until when it is open
LEAVING = LeaveIt | Forget | LeaveNights | KeepInvites | KeepPosts
SHOWN = (ShowStatus, ShowMissing, ShowBands, AskAbout, ShowGuide)  # what may be asked again: of another place, time, …


@dataclass(frozen=True, slots=True)
class Followed:
    """`then`: a second choice that was meant as well."""

    intent: Intent
    choice: Choice | None = None
    question: Question | None = None
    then: Wish | None = None


def read(text: str, who: Who, written: Instant) -> Followed | None:
    said = fold(text).strip()
    if who.person is None or len(said) > 60:
        return None
    if words.NOTHING.fullmatch(text):
        return Followed(
            AskAbout("explain_again", text) if any(sign in text for sign in "?.…") else Converse("acknowledge")
        )
    clear = _clear(said, who)
    if clear is not None:
        return clear
    question = who.question if who.question and who.question.choices else None
    answered = _answer(said, question) if question else None
    if answered is not None:
        return answered
    shown = load(who.chat.shown) if who.chat.shown and written - who.chat.shown_at <= LASTS else None
    if words.NO_NOT_THAT.fullmatch(said) and _told_lately(who, written):
        return Followed(HowToCorrect())
    sends = words.DO_IT.fullmatch(said) and words.SENDS.search(said) and who.has(Role.CLERK)
    if sends and isinstance(shown, ShowMissing | ShowStatus):
        return Followed(_reminder(shown, said, who))
    if sends:
        return Followed(Wonder(text, ("remind_person", "invite_person")))
    if isinstance(shown, ShowGuide):
        raised = _did_not_help(shown, text, said, who)
        return raised or (_next_entry(said) if who.question is None else None)
    if shown is None and who.has(*OWN, Role.CLERK, Role.OBSERVER) and said.endswith("sao"):
        shown = ShowStatus()  # of a time alone it is asked how things stood
    again = _again(said, shown, who, written) if isinstance(shown, SHOWN) else None
    return Followed(again) if again else None


def _clear(said: str, who: Who) -> Followed | None:
    """'Rõ', 'ok em', 'bác đọc rồi' to an announcement, where it is the newest question in this chat."""
    question = who.question
    first, _, rest = said.partition(",")  # "bác xem rồi, mai bác có mặt"
    clear = announcing_words.CLEAR.fullmatch(said) or (
        not any(sign.isdigit() or sign == "?" for sign in rest) and announcing_words.CLEAR.fullmatch(first)
    )
    if question is None or not question.choices or not clear:
        return None
    intent = load(question.choices[0].intent)
    return Followed(intent, question.choices[0], question) if isinstance(intent, IsClear) else None


def _next_entry(said: str) -> Followed | None:
    """The numbers of the guide's list go on."""
    numbered = dict(enumerate(ENTRIES, start=1))
    found = NUMBER.fullmatch(said)
    entry = numbered.get(int(found[1])) if found else None
    return Followed(ShowGuide(entry)) if entry else None


def _did_not_help(shown: ShowGuide, text: str, said: str, who: Who) -> Followed | None:
    """'Vẫn không được' to what the guide has said: raised, in the words that had asked."""
    wish = next((wish for wish, entry in WISHES.items() if entry == shown.entry), "")
    if shown.entry not in HELPS or not who.has(*RAISERS) or not DID_NOT_HELP.fullmatch(said):
        return None
    asked = shown.text or shipped(ANY).entries[shown.entry].title
    return Followed(Raise(f"{asked.strip(' .?')}: {text}", wish, sure=True))


def _answer(said: str, question: Question) -> Followed | None:
    """To the newest question of this chat."""
    some = question.choices
    intents = [load(choice.intent) for choice in some]
    wishes = [(one, intent) for one, intent in zip(some, intents, strict=True) if isinstance(intent, Wish)]
    if wishes:
        return _among(said, question, wishes)
    if len(some) != 2 or not _refuses(intents[1]) or isinstance(intents[0], Stay):
        return None
    no = words.LEAVE_IT.fullmatch(said) or wishes_words.NEVER_MIND.fullmatch(said)
    if no and not words.SENDS.search(said):
        return Followed(intents[1], some[1], question)
    verb = words.SENDS.search(said)
    fits = verb is None or verb[0] in fold(question.words or "")
    return Followed(intents[0], some[0], question) if words.DO_IT.fullmatch(said) and fits else None


def _refuses(intent: Intent) -> bool:
    return isinstance(intent, LEAVING) or (isinstance(intent, SettleSlip) and not intent.agreed)


def _among(said: str, question: Question, wishes: list[tuple[Choice, Wish]]) -> Followed | None:
    """Readings were offered, after an answer or instead of one."""
    first, rest = wishes[0], wishes[1:]
    if words.BOTH.fullmatch(said) and len(rest) == 1:
        return Followed(first[1], first[0], question, then=rest[0][1])
    something_else = next((choice for choice in question.choices if isinstance(load(choice.intent), PassOn)), None)
    if words.OTHER_ONE.fullmatch(said) and not rest and something_else is None:
        return Followed(first[1], first[0], question)
    if words.NO_NOT_THAT.fullmatch(said) and something_else is not None:
        return Followed(load(something_else.intent), something_else, question)
    if words.NO_NOT_THAT.fullmatch(said) or words.OTHER_ONE.fullmatch(said):
        parts = tuple(wish.text for _, wish in wishes)
        return Followed(Wonder(parts[0], tuple(wish.wish for _, wish in wishes), parts))
    return None


def _told_lately(who: Who, written: Instant) -> bool:
    nights = [night for own in who.own.values() for night in own.nights] if who.has(*OWN) else []
    figures = [figure for night in nights for figure in night.standing.figures.values()]
    return any(who.person and one.person_id == who.person.id and written - one.written <= LASTS for one in figures)


def _reminder(shown: ShowMissing | ShowStatus, said: str, who: Who) -> ReadBack:
    """Whoever of those that were shown still owes."""
    known = [group.unit for group in who.plan]
    named = asking.fitting(shown.wanted.name, known) if shown.wanted.name else []
    unit = shown.wanted.unit or (named[0].id if len(named) == 1 else 0)
    return ReadBack("remind_person", said if unit else f"{said} chua bao", unit)


def _again(said: str, shown: Intent, who: Who, written: Instant) -> Intent | None:
    """The same of another place, or of another time; the other of the two stays."""
    found = wishes_words.about(said)
    about = found or said.strip(" ?.!")
    if who.campaign is None or not about:
        return None
    wanted = asking.want(about, who.campaign, written)
    units = asking.fitting(wanted.name, [group.unit for group in who.plan]) if wanted.name else []
    if (wanted.name and (len(units) != 1 or found is None or wanted.name.isdigit())) or wanted == Query():
        return None
    unit = units[0].id if units else 0
    if isinstance(shown, AskAbout):
        return replace(shown, unit=unit or shown.unit, night=wanted.night or shown.night)
    if not isinstance(shown, ShowStatus | ShowMissing | ShowBands):
        return None
    timed = bool(wanted.night or wanted.week or wanted.as_of)
    return replace(
        shown,
        wanted=replace(
            wanted if timed else shown.wanted,
            unit=unit or shown.wanted.unit,
            name="" if unit else shown.wanted.name,
            campaign=shown.wanted.campaign,
        ),
    )
