"""From a line that is no count to what is wanted of an evening: by what was asked, and by who speaks. Pure."""

import re

from handlers.choices import load
from handlers.intents.evening import AskTeam, Attend, CallOff, GoAway, Later
from handlers.intents.intent import Intent
from handlers.intents.shifts import AnswerFor, Assign, BusyOn, Replace
from handlers.reader import people_lines
from handlers.reader.people_lines import LONGEST, Agreed, AllHere, CalledOff, Coming, ForDays, Line, PutOff, SomeMissing
from handlers.reader.people_names import BUSY, GOING, spelt
from handlers.reader.tokens import fold, strip_accents
from handlers.tonight import words_lines as words
from storage.lookup import OWN, Who
from storage.records import Role

YES_FIRST = {"shift", "swap", "places"}  # topics whose first choice is the yes, whose second is the no


def meant(text: str, who: Who) -> Intent | None:
    """None for what is no line about an evening, or not this person's to say."""
    answered = _answer(text, who)
    if answered is not None:
        return answered
    line = people_lines.read(text)
    if isinstance(line, ForDays):
        return GoAway(line.days)
    if line is not None and who.has(*OWN):
        return _led(line, text)
    instead = _instead(text) if who.has(Role.CAPTAIN, Role.CLERK) else None
    if instead is not None:
        return instead
    if who.has(Role.VOLUNTEER) and _is_busy(fold(spelt(text))):
        return BusyOn(text)
    if who.has(Role.CLERK) and words.ASSIGNS.fullmatch(fold(spelt(text))):
        return Assign(words.ASSIGN.sub("", spelt(text), count=1))
    if who.has(Role.CAPTAIN) and any(c.isalpha() for c in text):
        said = fold(spelt(text))
        return AnswerFor(text) if BUSY.search(said) or GOING.search(said) else Assign(text)
    return None


def asked(text: str, who: Who) -> AskTeam | None:
    """Who comes to an evening of one's own, asked in words that are no count."""
    if not who.has(*OWN, Role.VOLUNTEER) or len(text) > LONGEST:
        return None
    raw = spelt(text)
    folded = strip_accents(raw)
    number = words.NUMBER_ASKED.fullmatch(folded) if len(raw) == len(folded) else None
    if number is not None:
        return AskTeam("", raw[number.start("name") : number.end("name")])
    meant_ = words.TEAM_ASKED.search(folded) and not words.NOT_ASKED.search(folded)
    return AskTeam(text) if meant_ else None


def _is_busy(folded: str) -> bool:
    """'tối 1/12 em bận': days and a no, and nothing else."""
    rest, nights = words.NIGHT.subn(" ", folded)
    left = re.findall(r"[a-z\d]+", rest)
    return nights > 0 and bool(BUSY.search(rest)) and all(word in words.BUSY_WORDS for word in left)


def _instead(text: str) -> Replace | None:
    """'thay Duyên bằng Linh', 'Linh đi thay Duyên tối 6/12'."""
    raw = spelt(text)
    folded = strip_accents(raw)
    fitting = (one.fullmatch(folded) for one in words.INSTEAD) if len(raw) == len(folded) else ()
    found = next((one for one in fitting if one), None)
    if found is None:
        return None
    old, new = (raw[found.start(name) : found.end(name)].strip() for name in ("old", "new"))
    return Replace(text, old, new)


def _answer(text: str, who: Who) -> Intent | None:
    """Words that answer the newest question about a shift or places, besides its digits and labels."""
    question = who.question
    if question is None or question.topic not in YES_FIRST or not question.choices:
        return None
    line = people_lines.answer(text)
    if line is None or (isinstance(line, Coming) and question.topic == "places"):
        return None
    yes = isinstance(line, Agreed) or line.going
    return load(question.choices[0 if yes else -1].intent)


def _led(line: Line, text: str) -> Intent | None:
    match line:
        case PutOff(minutes):
            return Later(minutes)
        case CalledOff(why):
            return CallOff(why)
        case AllHere():
            return Attend()
        case SomeMissing():
            return Attend(text)
        case _:
            return None
