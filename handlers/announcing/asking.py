"""Reads what is said of words to many: to whom, what, whether it came, what was done outside the chat. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers import scope
from handlers.announcing import words
from handlers.intents.announcing import (
    NOBODY_YET,
    Audience,
    Compose,
    CorrectSent,
    ShowCadence,
    ShowForm,
    ShowReceipt,
    TellDeed,
)
from handlers.intents.intent import Intent
from handlers.language.tokens import fold, strip_accents
from storage.instants import Instant
from storage.lookup import Who
from storage.records import Role, Unit

TELLS = (Role.CLERK, Role.CAPTAIN, Role.LEADER, Role.DEPUTY)
HEAD_AT_MOST = 120  # signs before the colon
LONGEST_LINE = 160
MANY = 2  # units
_NUMBERS = re.compile(r"([a-z ]*?) ?(\d{1,3})(?!\d)")
_JOINT = re.compile(r"^ ?(?:va|voi|cung)(?![a-z])")
_FIGURES = re.compile(r"(?:cai(?: moi)?|kich hoat|kh|vang|duoc|dc)? ?\d+(?! ?(?:h|g|gio|/|:)\d*)(?![\d/:])")
_PEOPLE = tuple((slot, code, re.compile(said)) for slot, code, said in words.PEOPLE)
_STATES = tuple((state, re.compile(said)) for state, said in words.STATES)


@dataclass(frozen=True, slots=True)
class ForMany:
    """For whom, as far as it was said, and the words themselves; `plainly`: a sign parts the two."""

    to: Audience
    text: str
    plainly: bool = False


def asked(text: str, who: Who, written: Instant) -> Intent | None:
    """A command, or words that stand alone in their message and can mean nothing else."""
    if who.person is None or not who.has(*TELLS, Role.OBSERVER):
        return None
    said = _plain(text)
    if said is None:
        return None
    command = text.startswith("/")
    line = fold(text).strip()
    if not command and len(line) > LONGEST_LINE and not line.startswith(("sua", "dinh chinh", "thong bao:")):
        return None
    return (
        _of_what_was_sent(line, who, written)
        or _correction(text, said, command=command)
        or _form(line)
        or (deed(line, who, written) if who.has(*TELLS) else None)
        or _composed(text, said, command=command)
        or (None if command else _to_many(text, who))
    )


def _to_many(text: str, who: Who) -> Intent | None:
    """Plain words, parted from whom they are for by a sign; what they say is nothing that is to be done."""
    told = announced(text, [group.unit for group in who.plan])
    if told is None or not told.plainly or not tells(told, who):
        return None
    return Compose(told.text, told.to)


def tells(told: ForMany, who: Who) -> bool:
    """Whether it is theirs to say at all: a head tells the own team."""
    return who.has(Role.CLERK, Role.CAPTAIN) or (who.has(Role.LEADER, Role.DEPUTY) and told.to.team)


def _of_what_was_sent(line: str, who: Who, written: Instant) -> Intent | None:
    if words.CADENCE.fullmatch(line):
        return ShowCadence()
    if words.RECEIPT_COMMAND.fullmatch(line) or words.RECEIPT.fullmatch(line):
        return ShowReceipt(day_named(line, who.campaign.day(written)) if who.campaign else "")
    return None


def day_named(line: str, today: date) -> str:
    ago = next((days for said, days in words.DAYS_AGO if said in line), None)
    if ago is None and any(said in line for said in words.TODAY):
        ago = 0
    return (today - timedelta(days=ago)).isoformat() if ago is not None else ""


def _correction(text: str, said: str, *, command: bool) -> Intent | None:
    found = words.CORRECTS_COMMAND.match(said) if command else words.CORRECTS.match(said)
    return CorrectSent(unicodedata.normalize("NFC", text).strip()[found.end() :].strip()) if found else None


def _form(line: str) -> Intent | None:
    found = words.FORM.fullmatch(line)
    if found is None:
        return None
    form = next((name for name, said in found.groupdict().items() if said and said.strip()), "")
    return ShowForm(form) if form else None


def _composed(text: str, said: str, *, command: bool) -> Intent | None:
    found = words.COMMAND.fullmatch(said)
    if found is None:
        return None
    rest = found["rest"] or ""
    if not command and rest and not rest.lstrip().startswith(":"):
        return None
    written = unicodedata.normalize("NFC", text).strip()
    return Compose(written[len(written) - len(rest) :].strip(" :"))


def deed(line: str, who: Who, written: Instant) -> Intent | None:
    """What was done, how often and when: 'đã phát loa sáng nay', 'vừa dán 12 áp phích ở Hà Trì 1'."""
    if who.campaign is None or "?" in line or words.NOT_DONE.search(line) or not words.PAST.search(line):
        return None
    for kind, pattern in words.DEEDS:
        found = pattern.fullmatch(line)
        if found is None:
            continue
        known = found.groupdict()
        spoken = next((known[name] for name in words.NUMBERS if known.get(name)), "1")
        number = words.SPELLED.get(spoken) or int(spoken)
        day, hour = _when(line, who.campaign.day(written))
        units = scope.named(line, [group.unit for group in who.plan])
        if units is None:
            return None
        unit = str(units[0].id) if units and len(units) == 1 else ""
        return TellDeed(kind, number, day.isoformat(), hour, unit, sure=True) if number else None
    return None


def deed_in(line: str, who: Who, today: date) -> TellDeed:
    """As far as it was said, of words that tell that something was done: to be read back. A number of something else
    (houses, people) is none of it.
    """
    kind = next((kind for kind, said in words.DONE if said.search(line)), "")
    day, hour = _when(line, today)
    bare = words.DATE.sub(" ", words.CLOCK.sub(" ", line))
    counted = words.TIMES_OF.get(kind)
    found = counted.search(bare) if counted else None
    spoken = found["n"] if found else "1"
    units = scope.named(line, [group.unit for group in who.plan])
    unit = str(units[0].id) if units and len(units) == 1 else ""
    return TellDeed(kind, words.SPELLED.get(spoken) or int(spoken) or 1, day.isoformat(), hour, unit)


def form_in(line: str) -> str:
    """Which form these words ask for, if it is one alone."""
    found = [form for form, said in words.FORMS if said.search(line)]
    return found[0] if len(found) == 1 else ""


def _when(line: str, today: date) -> tuple[date, str]:
    ago = next((days for said, days in words.DAYS_AGO if said in line), 0)
    day = today - timedelta(days=ago)
    dated = words.DATE.search(line)
    if dated:
        day = _dated(int(dated["day"]), int(dated["month"]), dated["year"], today) or day
    clock = words.CLOCK.search(line)
    if clock and int(clock["hour"]) < 24 and int(clock["minute"] or 0) < 60:
        hour = int(clock["hour"])
        hour += 12 if clock["part"] in {"chieu", "toi"} and hour < 12 else 0
        half = clock["half"] or clock["half_alone"]
        return day, f"{hour:02}:{30 if half else int(clock['minute'] or 0):02}"
    return day, next((at for said, at in words.HOURS_OF if re.search(rf"(?<![a-z]){said}(?![a-z])", line)), "")


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        found = date(int(year or today.year), month, day)
    except ValueError:
        return None
    if year is None and found > today:
        found = found.replace(year=today.year - 1) if (month, day) != (2, 29) else found
    return found


def addressed(text: str, units: Iterable[Unit] = (), *, command: bool = True) -> ForMany | None:
    """Whom the words in front are for. None where they name nobody; `command`: no verb has to stand before them."""
    written = unicodedata.normalize("NFC", text).strip()
    said = _plain(written)
    if said is None:
        return ForMany(NOBODY_YET, written) if command else None
    verb = words.VERB.match(said)
    if verb is None and not command:
        return _to_units(written, said, list(units))
    start = verb.end() if verb else 0
    known = list(units)
    head, sign, _ = said[start:].partition(":")
    if sign and len(head) <= HEAD_AT_MOST:
        whole = _audience(head.strip(), known)
        if whole is not None:
            return ForMany(whole, written[start + len(head) + 1 :].strip(), plainly=True)
    to, end = _people(said, start)
    if end == start:
        return ForMany(NOBODY_YET, written) if command else None
    state = _state(said[end:].strip()) if not sign else ""
    if state and command:
        return ForMany(replace(to, only=state), "")
    only, told = _state_first(said, end)
    if only:
        to, end = replace(to, only=only), told
    filler = words.FILLER.match(said, end)
    last = words.ASKS_LAST.search(said)
    words_ = written[filler.end() if filler else end : last.start() if last else None].strip(" .,:;-–\"“”'\n")
    return ForMany(to, words_, plainly=bool(filler and filler["sign"]))


def _to_units(written: str, said: str, units: list[Unit]) -> ForMany | None:
    """'Nhắn Cầu Đơ 1, 3 là …': several units, and a sign behind them. Figures are nobody's message."""
    verb = words.VERB_TO_UNITS.match(said)
    end = words.UNITS_END.search(said, verb.end()) if verb else None
    if verb is None or end is None or end.start() - verb.end() > HEAD_AT_MOST:
        return None
    head, told = said[verb.end() : end.start()].strip(), written[end.end() :].strip()
    to = _audience(_each_in_full(head) if words.NUMBERED.fullmatch(head) else head, units)
    if to is None or len(to.units) < MANY or _FIGURES.match(fold(told)):
        return None
    return ForMany(to, told, plainly=True)


def _each_in_full(head: str) -> str:
    """'cau do 1, 3' as 'cau do 1, cau do 3'."""
    name, each = "", []
    for word, number in _NUMBERS.findall(head):
        name = _JOINT.sub("", word).strip() or name
        each.append(f"{name} {number}")
    return ", ".join(each)


def to_numbered(text: str) -> bool:
    """Words to units of which not all are known: nothing to be sent, nor figures."""
    said = _plain(text) or ""
    verb = words.VERB_TO_UNITS.match(said)
    end = words.UNITS_END.search(said, verb.end()) if verb else None
    return bool(verb and end and words.NUMBERED.fullmatch(said[verb.end() : end.start()]))


def announced(text: str, units: Iterable[Unit] = ()) -> ForMany | None:
    """Plain words to many: a verb, whom they are for, and what is to be told; None where one of them is missing."""
    told = addressed(text, units, command=False)
    if told is None or not told.to.named or "?" in text or words.REMINDS.match(fold(told.text)):
        return None
    return told if len(told.text.split()) > 1 else None


def _audience(head: str, units: list[Unit]) -> Audience | None:
    """All of these words are whom it is for: people, perhaps of some units, perhaps only some of them."""
    to, end = _people(head, 0)
    rest = head[end:].strip(" ,")
    if end == 0:
        named = scope.named(head, units)
        left = re.sub(r"(?<![a-z])(?:cac|to|o|va|tat ca|moi nguoi|nguoi|bac)(?![a-z])", " ", head)
        for unit in named or ():
            left = left.replace(fold(unit.name), " ")
        whole = bool(named) and not left.strip(" ,+&0123456789")
        return Audience(roles=("leader",), units=tuple(unit.id for unit in named or ())) if whole else None
    for state, pattern in _STATES:
        found = pattern.search(rest)
        if found and found.end() == len(rest):
            to, rest = replace(to, only=state), rest[: found.start()].strip(" ,")
            break
    if not rest or rest in {"nhe", "biet", "ho", "giup", "la"}:
        return to
    named = scope.named(rest, units)
    return replace(to, units=tuple(unit.id for unit in named)) if named else None


def _state_first(said: str, start: int) -> tuple[str, int]:
    """Which of them it is for, where a sign parts that from the words: '… còn nợ số là gửi trước 9h'."""
    for state, pattern in _STATES:
        found = re.compile(rf" ?(?:{pattern.pattern})(?= ?(?:,? (?:la|rang)(?![a-z])|:))").match(said, start)
        if found:
            return state, found.end()
    return "", start


def _state(rest: str) -> str:
    return next((state for state, pattern in _STATES if pattern.fullmatch(rest)), "")


def _people(said: str, start: int) -> tuple[Audience, int]:
    """From here on, one after the other; where none stands, it ends where it began."""
    to, at, end = NOBODY_YET, start, start
    while True:
        found = _one(said, at)
        if found is None:
            return to, end
        slot, code, end = found
        to = _also(to, slot, code)
        joint = words.AND.match(said, end)
        if joint is None:
            return to, end
        at = joint.end()


def _also(to: Audience, slot: str, code: str) -> Audience:
    match slot:
        case "roles":
            return replace(to, roles=tuple(dict.fromkeys((*to.roles, code))))
        case "forces":
            return replace(to, forces=tuple(dict.fromkeys((*to.forces, code))))
        case "team":
            return replace(to, team=True)
    return replace(to, everyone=True)


def _one(said: str, at: int) -> tuple[str, str, int] | None:
    for slot, code, pattern in _PEOPLE:
        found = pattern.match(said, at)
        if found and found.end() > at and not said[found.end() : found.end() + 1].isalnum():
            return slot, code, found.end()
    return None


def _plain(text: str) -> str | None:
    """Letter for letter without accents, so that what is found there is found in the words themselves."""
    written = unicodedata.normalize("NFC", text).strip()
    plain = strip_accents(written.lower())
    return plain if len(plain) == len(written) else None
