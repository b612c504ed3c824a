"""What is said about figures: closed and opened, moved, entered for somebody; words put beside a night. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import scope
from handlers.counts import free_text
from handlers.intents.intent import Intent
from handlers.intents.past import AttachNote, CloseAgain, EnterFor, HowToEnterFor, MoveFigures, Reopen, ShowLocks
from handlers.intents.reports import Report
from handlers.language import night_lines
from handlers.language.night_lines import EveningLine
from handlers.language.nights import Towards
from handlers.language.tokens import strip_accents
from storage.instants import Instant, at, local
from storage.lookup import OWN, Campaigner, Who
from storage.records import Role

_FIGURES = r"(?:so lieu|so|bao cao|ket qua|buoi bao cao)"
_SHOWN = re.compile(
    r"/?(?:khoa|chotso|khoaso|locks)|(?:so|buoi) nao (?:dang )?(?:mo|chot|khoa)(?: lai)?|lich (?:chot|khoa) so"
    r"|(?:dang )?mo lai (?:nhung )?(?:so|buoi) nao"
)
_OPENS = re.compile(rf"(?:/molai|/mokhoa|(?:em )?(?:mo khoa|mo chot|mo lai {_FIGURES}|mo {_FIGURES}))(?![a-z])")
_CLOSES = re.compile(
    rf"(?:/khoalai|/khoa(?= )|khoa lai|chot lai|(?:khoa|chot)(?: luon| ngay)? {_FIGURES})(?![a-z])"
    rf"(?: {_FIGURES}(?![a-z]))?"
)
_MOVES = re.compile(
    rf"(?:/chuyenso|(?:chuyen|doi|dua|dich|ghi) (?:giup |ho |luon |lai )?(?:cai |con )?{_FIGURES})(?![a-z])"
)
_CARRIES = re.compile(
    r"(?:chuyen|doi|dua|dich|keo|day) (?:giup |ho |luon |lai )?(?:cai |con so |so )?"
    r"\d{1,3}(?: (?:may|cai|luot))?(?= tu )"
)
# What was told is another night's: one number, then whose it is, and that it was put wrong.
_NUMBER_IS_OF = re.compile(
    r"(?<![\d/])\d{1,3}(?![\d/:hg]) [^\d,.;]{0,40}?(?<![a-z])(?:cua|cho) (?:(?:cai|buoi|ngay) )*"
    r"(?:toi|hom|bua|dem|thu|chu nhat|ngay)(?![a-z])"
)
_PUT_WRONG = re.compile(
    r"(?<![a-z])(?:nham|lon|chuyen|doi|dich|dua|keo) ?(?![a-z]*\d)"
    r"|(?<![a-z])chu (?:toi nay|hom nay|dem nay|khong phai|ko phai|k phai|chang phai|hong phai)"
)
_TOWARDS = re.compile(r"(?<![a-z])(?:(?:sang|qua|ve)(?: cho)?|cho(?= (?:ngay|toi|hom)))(?![a-z])")
_ENTERS = re.compile(
    r"(?:/nhapho|(?:em |toi |chau |anh |chi )?(?:xin )?(?:nhap|bao|ghi) (?:ho|giup|thay|dum|gium))(?![a-z])"
)
_TO_MANY = re.compile(
    r"^[a-z ]{0,24} voi (?:ca|tat ca|toan|moi|may|cac|ba con|anh em|chi em|doi)(?![a-z])"
)  # "báo giúp chị với …"
_FOR_WHOM = re.compile(
    r"^[\s:,]*(?:(?:cho|so|bac|anh|chi|co|chu|ong|ba)\s+)+(?:(?!to\b|kp\b|thon\b)[a-z]+\s+(?=cai|\d))?"
)
_ATTACHES = re.compile(
    r"(?:/gantin\s+|(?:gan|ghep|xep) tin (?:so )?|tin (?:so )?)(?P<place>\d{1,2})(?: (?:vao|la|cua|thuoc|cho|buoi))* "
)
_WHY = re.compile(r"(?<![a-z])(?:ly do|vi|do)(?: la)?[ :]+(?P<why>[^,;]{2,120})")
_UNTIL = re.compile(
    r"[,;]?\s*(?<![a-z])(?P<ahead>den|toi|truoc|han)(?: het)?\s+"
    r"(?:(?P<hour>\d{1,2})\s?(?:h|gio|:)\s?(?P<minute>\d{2})?(?:\s*(?P<part>sang|trua|chieu|toi)(?![a-z]))?)?\s*"
    r"(?P<day>(?:(?:ngay|hom|trua|toi|chieu|sang) )*(?:mai|nay|mot|\d{1,2}/\d{1,2}))?"
)
ENDS = "23:59"
Night = tuple[int, str]  # unit (0: none, or several), night as ISO (empty: not said)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    who: Campaigner
    written: Instant

    @property
    def today(self) -> date:
        return self.who.campaign.day(self.written)

    def lined(self, text: str) -> EveningLine:
        return night_lines.lined(text, scope.plan(self.who.plan), self.today)

    def place(self, text: str) -> Night:
        """The unit and the night that was."""
        line = self.lined(text)
        named = line.groups
        units = {group.unit.name: group.unit.id for group in self.who.plan}
        one = units.get(named[0][0], 0) if len(named) == 1 and len(named[0]) == 1 else 0
        day = line.day(Towards.BACK)
        return one or (0 if named else self._own()), day.isoformat() if day else ""

    def _own(self) -> int:
        return next(iter(self.who.own)) if len(self.who.own) == 1 else 0


def read(text: str, who: Who, written: Instant) -> Intent | None:
    if not isinstance(who, Campaigner) or len(text) > night_lines.LONGEST:
        return None
    text = unicodedata.normalize("NFC", text).strip(" .?!\n")
    said = _plain(text)
    if len(said) != len(text):
        return None
    line = _Line(text, who, written)
    office, writer = who.has(Role.CLERK), who.has(Role.CLERK, *OWN)
    if writer and _SHOWN.fullmatch(said):
        return ShowLocks()
    if office and (found := _OPENS.match(said)):
        return _reopen(line, found.end())
    if office and (found := _CLOSES.match(said)):
        unit, night = line.place(text[found.end() :])
        return CloseAgain(unit, night) if unit or text.startswith("/") else None
    if writer and (found := _MOVES.match(said) or _CARRIES.match(said)):
        return _move(line, found.end())
    if office and (found := _ATTACHES.match(said)):
        unit, night = line.place(text[found.end() :])
        return AttachNote(int(found["place"]), unit, night) if unit else None
    if who.has(Role.CLERK, Role.CAPTAIN, *OWN) and (found := _ENTERS.match(said)) and not _TO_MANY.search(said):
        return _enter(line, found.end())
    return None


def put_wrong(text: str) -> bool:
    """'27 là của tối qua chứ tối nay chưa đi': a number that was told, which is no figure to be told again."""
    written = unicodedata.normalize("NFC", text).strip().lower()
    said = _plain(written)
    if len(written) > night_lines.LONGEST:
        return False
    return bool(_NUMBER_IS_OF.search(said) and _PUT_WRONG.search(said))


def opened(text: str, who: Who, written: Instant) -> Intent:
    """That a night is to be opened, in whatever words."""
    text = unicodedata.normalize("NFC", text).strip(" .?!\n")
    if not isinstance(who, Campaigner) or len(_plain(text)) != len(text):
        return ShowLocks()
    return _reopen(_Line(text, who, written), 0)


def _plain(text: str) -> str:
    return strip_accents(text.lower())


def _reopen(line: _Line, start: int) -> Reopen:
    rest = line.text[start:]
    spans = list(_UNTIL.finditer(_plain(rest)))
    ends = [one for one in spans if one["hour"] or (one["day"] and one["ahead"] != "toi")]
    until = next((one for one in ends if one["hour"]), next(iter(ends), None))
    if until:
        rest = f"{rest[: until.start()]} {rest[until.end() :]}"
    why = _why(rest, line)
    unit, night = line.place(rest[: why[0]] if why else rest)
    return Reopen(unit, night, why[1] if why else "", _instant(until, line) if until else 0, said=line.text)


def _why(rest: str, line: _Line) -> tuple[int, str] | None:
    """Where a reason begins, and the reason; not in the name of a unit, nor in a word that is spelt otherwise."""
    plain = _plain(rest)
    for piece in line.lined(rest).places:
        plain = plain[: piece.start] + "§" * (piece.end - piece.start) + plain[piece.end :]
    for found in _WHY.finditer(plain):
        word = rest[found.start() : found.start("why")].lower()
        if word[0] in "vl" or word.isascii():
            start, end = found.span("why")
            return found.start(), rest[start:end].strip(" .")
    return None


def _instant(found: re.Match[str], line: _Line) -> Instant:
    """Today where that is still to come, else tomorrow, unless the day is said."""
    hour, zone = int(found["hour"] or 24), line.who.campaign.zone
    hour += 12 if found["part"] in {"chieu", "toi"} and hour < 12 else 0
    clock = f"{hour:02d}:{found['minute'] or '00'}" if hour < 24 else ENDS
    said = found["day"] or ""
    if said:
        day = line.lined(said).day(Towards.AHEAD) or line.today
        return at(day, clock, zone)
    today = local(line.written, zone).date()
    then = at(today, clock, zone)
    return then if then > line.written else at(today + timedelta(days=1), clock, zone)


def _move(line: _Line, start: int) -> MoveFigures | None:
    rest = line.text[start:]
    cut = _TOWARDS.search(_plain(rest))
    if cut is None:
        return MoveFigures(0, "", 0, "") if line.text.startswith("/") else None
    unit, night = line.place(rest[: cut.start()])
    to_unit, to_night = line.place(rest[cut.end() :])
    if not line.lined(rest[cut.end() :]).groups:
        to_unit = unit
        if not to_night:
            return MoveFigures(0, "", 0, "") if line.text.startswith("/") else None
    return MoveFigures(unit, night, to_unit, to_night)


def _enter(line: _Line, start: int) -> Intent:
    rest = line.text[start:].lstrip(" :,")
    whom = _FOR_WHOM.match(_plain(rest))
    count = free_text.count(rest[whom.end() :] if whom else rest, line.written, line.who)
    if isinstance(count, Report) and all(telling.unit_id for telling in count.tellings):
        return EnterFor(count)
    return HowToEnterFor(rest, sure=True)
