"""From what arrived to what is wanted: a press, a command, an answer to the open question, or free text. Pure."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from handlers import commands, errands_done, following, scope, several
from handlers.announcing import asking as announcing_asking
from handlers.choices import load
from handlers.counts import free_text, past_words, round_words
from handlers.difficulties import deeds
from handlers.difficulties import words as difficulties_words
from handlers.guide import content, pictures
from handlers.guide.guide import RAISERS
from handlers.headcounts import asking_ledger
from handlers.inbound import (
    Done,
    Edited,
    FileKind,
    GroupMoved,
    Inbound,
    Knock,
    Membership,
    Pressed,
    ReceivedFile,
    SharedPhone,
    Spoken,
    Text,
    Unheard,
    digest_of,
    without_numbers,
    words_in,
)
from handlers.intents.announcing import Compose, CorrectSent, ShowForm
from handlers.intents.answers import ShowStatus
from handlers.intents.crowds import Admit, FollowMove
from handlers.intents.difficulties import AnswerDifficulty, Complete, OwnDifficulty, Raise
from handlers.intents.drafts import AnswerDraft, PasteDraft
from handlers.intents.evening import AskTeam, CallOff, GoAway, GoOn, Later, ShowTeam
from handlers.intents.files import Attach, NotHeard
from handlers.intents.intent import Intent
from handlers.intents.me import PreferChannel, ShowData
from handlers.intents.nights import AskNight, AskSolarDay, ChangeNight, TellExtra, WhichNight
from handlers.intents.past import HowToEnterFor
from handlers.intents.people import Enrol, NotMe, ShareContact
from handlers.intents.plans import ShowSchedule
from handlers.intents.posts import Appoint, NameContact, Rephone
from handlers.intents.reports import Amend, Clarify, HowToCorrect, Report
from handlers.intents.rounds import AskRound, TellRound
from handlers.intents.shifts import AnswerFor, Assign, BusyOn, Replace
from handlers.intents.talking import NotUnderstood, OfferOtherWay, StartChat, TooLate
from handlers.intents.units import Rearrange
from handlers.intents.wishes import AskAbout, Converse, ReadBack, Reread, Wish, Wonder
from handlers.language import long_numbers, night_lines, nights
from handlers.language.context import Context, Plan
from handlers.language.nights import Towards
from handlers.language.numbers import is_spelled_in
from handlers.language.people_names import spelt
from handlers.language.tokens import fold
from handlers.outgoing import asking_papers
from handlers.people import codes, wishes_people
from handlers.planning import asking_schedule
from handlers.progress import asking
from handlers.reader import second_look
from handlers.reader.read import read as read_text
from handlers.reader.reading import Unclear
from handlers.tonight import evening_lines
from handlers.tree.words import removal, wishes
from handlers.ward_office import office_words
from handlers.wishes import catalogue, deciding, recognise
from handlers.wishes.words import COUNTS, WONDERS
from handlers.words import OF_FIGURES, OF_RECORD
from storage.lookup import OWN, Campaigner, Who
from storage.records import Choice, Role, Unit


@dataclass(frozen=True, slots=True)
class Understood:
    """What is wanted, and the choice by which it was said, if it was."""

    intent: Intent
    choice: Choice | None = None
    question: int | None = None
    outbox_id: int = 0  # the message that offered the choice …
    words: str | None = None  # … and what it says, so that it can show what was chosen
    file: ReceivedFile | None = None  # that came with the words
    heard: Spoken | None = None  # the words were spoken
    forwarded: str = ""  # the words, where they are not the speaker's own
    beneath: tuple[Wish, ...] = ()  # what else it may have been …
    apart: tuple[Wish, ...] = ()  # … and what else stands in it
    otherwise: Intent | None = None  # where the words name nobody, or nothing, that there is
    then: "Understood | None" = None  # what stands beside the figures …
    rest: str = ""  # … in these words
    hid: bool = False  # numbers of somebody's were taken out of the words


def warm() -> None:
    """Whatever is learnt or read from files on first use, so that nobody's first message waits for it."""
    catalogue.entries(), [content.shipped(app) for app in content.SHIPPED]
    recognise.weights(), recognise.ideas()
    second_look.weights()
    read_text("1", Context(Plan(()), date.min))


FOR_STRANGERS = (Enrol, NotMe)  # what somebody without an account may answer


def settled(inbound: Inbound, who: Who) -> tuple[Who, Understood]:
    """What is wanted, and in which of the campaigns that the speaker may mean: the first in which it makes sense."""
    first = understand(inbound, who)
    if not isinstance(who, Campaigner) or not who.beside or _makes_sense(first.intent, who):
        return who, first
    for other in who.beside:
        understood = understand(inbound, other)
        if isinstance(understood.intent, OF_A_NIGHT) and _makes_sense(understood.intent, other):
            return replace(
                other,
                beside=(replace(who, beside=()), *(campaigner for campaigner in who.beside if campaigner is not other)),
            ), understood
    return who, first


OF_A_NIGHT = (Report, Amend, ChangeNight)

# A telephone stays where it is what was meant: of those who work for the campaign, by whoever may name them …
WITH_TELEPHONE = (Appoint, Rephone, NameContact)
WISHED_WITH = {"add_person", "new_phone"}  # … or would have it done
OF_OFFICE = (Compose, CorrectSent, ShowForm, PasteDraft, AnswerDraft)  # what the office publishes; lists of its people


def discreet(inbound: Inbound, who: Who) -> tuple[Inbound, Who, Understood]:
    """As `settled`; telephone, identity and account numbers are taken out of what anybody types before anything of it
    is stored. What was meant is read first, so that a count, a night or a code is never taken for one.
    """
    first, understood = settled(inbound, who)
    if not long_numbers.may_hold(words_in(inbound.content)):
        return inbound, first, understood
    intent = understood.intent
    if isinstance(intent, StartChat):  # it is stored nowhere
        return inbound, first, understood
    named = isinstance(intent, WITH_TELEPHONE) or getattr(intent, "wish", "") in WISHED_WITH
    named = named or (isinstance(intent, OF_OFFICE) and who.has(Role.CLERK))
    told = isinstance(intent, TELLING) or (isinstance(intent, Amend) and isinstance(intent.fresh, TELLING))
    for figures in (False, True) if not told else (True,):
        content = without_numbers(inbound.content, figures=figures, telephones=not named)
        if content == inbound.content:
            return inbound, first, understood
        bare = replace(inbound, content=content)
        meant, again = settled(bare, who)
        if figures or type(again.intent) is type(intent):
            break  # a row of short groups was a number only if nothing else was meant by it
    return bare, meant, replace(again, hid=True)


def _makes_sense(intent: Intent, who: Who) -> bool:
    """Every night that it is about is one of the campaign's: of its plan, or, to be moved or added, of its time."""
    campaign = who.campaign
    if campaign is None:
        return True
    match intent:
        case Report(tellings):
            planned = {group.unit.id: group.nights for group in who.plan}
            return all(date.fromisoformat(telling.night) in planned.get(telling.unit_id, ()) for telling in tellings)
        case Amend():
            return intent.fresh is None or _makes_sense(intent.fresh, who)
        case ChangeNight():
            nights = [date.fromisoformat(night) for night in (intent.night, intent.to) if night]
            return all(campaign.starts <= night <= campaign.ends for night in nights)
        case TellExtra() | Clarify() | NotUnderstood():
            return False
    return True


def understand(inbound: Inbound, who: Who) -> Understood:
    content = inbound.content
    match content:
        case Done():
            return Understood(errands_done.wanted(content))
        case Pressed():
            return _chosen(_pressed(who), inbound, who)
        case Text(text):
            read = _text(text, inbound, who)
            return replace(read, forwarded=text) if content.forwarded else read
        case Spoken(text=text, deaf=deaf):
            read = _text(text, inbound, who) if text else Understood(NotHeard(deaf))
            return replace(read, heard=content)
        case Unheard(barrier):
            return Understood(OfferOtherWay(barrier))
        case Knock(code, origin):
            return Understood(StartChat(code, origin))
        case SharedPhone(phone, own):
            return Understood(ShareContact(phone, own))
        case Edited():
            return _amended(content, inbound, who)
        case ReceivedFile():
            return _captioned(content, inbound, who) or Understood(Attach(content))
        case Membership(change):
            return Understood(Admit(change))
        case GroupMoved(old, new):
            return Understood(FollowMove(old, new))


TELLING = Report | Clarify | TellExtra | TellRound | AskRound


def _captioned(file: ReceivedFile, inbound: Inbound, who: Who) -> Understood | None:
    """The words that came with a file, where they say something by themselves: figures, or, with a photo of somebody
    who has nights of their own, whatever is understood. A clerk's document is read, whatever stands beside it.
    """
    if not file.caption or who.person is None:
        return None
    step = pictures.captioned(file) if who.has(Role.CLERK) else None
    if step is not None:
        return Understood(step)
    if file.kind is FileKind.DOCUMENT and who.has(Role.CLERK):
        return None
    others = file.caption if file.forwarded else ""
    understood = replace(_text(file.caption, inbound, who), file=file, forwarded=others)
    own = who.own and not isinstance(understood.intent, NotUnderstood | Wonder)
    if isinstance(understood.intent, Raise):
        understood = replace(understood, intent=replace(understood.intent, photo=True))
    plain = file.kind is FileKind.PHOTO and (own or isinstance(understood.intent, Raise))
    return understood if plain or isinstance(understood.intent, TELLING) else None


def _pressed(who: Who) -> Understood:
    pressed_choice = who.pressed
    if pressed_choice is None or pressed_choice.chat_id != who.chat.id or not pressed_choice.open:
        return Understood(TooLate())
    intent = load(pressed_choice.choice.intent)
    theirs = (
        pressed_choice.person_id == who.person.id if who.person else who.private and isinstance(intent, FOR_STRANGERS)
    )
    if not theirs:
        return Understood(TooLate())
    return Understood(
        intent, pressed_choice.choice, pressed_choice.question_id, pressed_choice.outbox_id, pressed_choice.words
    )


@dataclass
class _Said:
    """One message on its way through the readers; what several of them look at is read once."""

    text: str
    inbound: Inbound
    who: Who

    @cached_property
    def bare(self) -> str:
        """Without a command that only announces it."""
        return commands.argument(self.text)

    @cached_property
    def count(self) -> Intent:
        return free_text.count(self.bare, self.inbound.written, self.who)

    @cached_property
    def round(self) -> Intent | None:
        return round_words.read(self.bare, self.who)

    @cached_property
    def office(self) -> Intent | None:
        return office_words.read(self.bare, self.who, self.inbound.written)

    @cached_property
    def wish(self) -> Understood:
        decided = deciding.decide(self.bare, self.who, self.inbound.written)
        beneath = [deciding.wished(wish, self.bare) for wish in decided.beneath]
        whole = decided.intent
        found = self._sayings(whole)
        apart = [one for one, same in found if not same]
        of_it = [one for one, same in found if same]
        if len(apart) > 1 if isinstance(whole, Wonder) else apart and of_it and isinstance(whole, deciding.ASKING):
            both = of_it + apart
            return Understood(Wonder(self.bare, tuple(one.wish for one in both), tuple(one.text for one in both)))
        if isinstance(whole, Wonder):
            apart = [one for one in apart if one.wish not in whole.wishes]
        others = [one for one in beneath if one.wish not in {other.wish for other in apart}]
        shown = tuple(apart[: deciding.SHOWN])
        return Understood(decided.intent, beneath=tuple(others[: deciding.SHOWN - len(shown)]), apart=shown)

    def _sayings(self, whole: Intent) -> list[tuple[Wish, bool]]:
        """What its sayings are certainly wished for alone, and whether that is what the whole is read as."""
        parts = several.sayings(self.bare) if len(self.bare) <= several.LONGEST else []
        if not 1 < len(parts) <= several.MOST or isinstance(whole, Converse) or self.who.person is None:
            return []
        of_it = getattr(whole, "wish", "")
        found: dict[str, tuple[Wish, bool]] = {}
        for part in parts:
            said = part.strip(" ,.;!\n")
            wish = deciding.likeliest(said, self.who)
            if wish:
                meant = deciding.meant(wish, said, self.who, self.inbound.written)
                same = type(meant) is type(whole) and getattr(meant, "wish", "") in {of_it, deciding.PAIRS.get(of_it)}
                found.setdefault(wish, (deciding.wished(wish, said), same))
        return list(found.values())


def _text(text: str, inbound: Inbound, who: Who) -> Understood:
    said = _Said(text, inbound, who)
    found = next(found for reader in READERS if (found := reader(said)) is not None)
    return _stuck(_of_one_night(found, said), said)


# What is about one night, or acts on one.
OF_ONE_NIGHT = (
    *(ReadBack, AskAbout, CallOff, AskNight, GoOn, AskTeam, Assign, AnswerFor, Replace, BusyOn, ChangeNight),
    *(ShowSchedule, ShowStatus, Clarify),
)


def _of_one_night(understood: Understood, said: _Said) -> Understood:
    """Where a line names several nights, or one in two ways that differ, none is taken for the one that is meant."""
    intent, campaign = understood.intent, said.who.campaign
    if campaign is None or understood.choice is not None or not isinstance(intent, OF_ONE_NIGHT):
        return understood
    if isinstance(intent, AskAbout | ReadBack | ShowSchedule) and not _nights_in(intent):
        return understood
    towards = Towards.BACK if isinstance(intent, ShowStatus) else Towards.AHEAD
    today, names = campaign.day(said.inbound.written), said.who.has(Role.CAPTAIN)
    several = night_lines.several(said.bare, scope.plan(said.who.plan), today, towards, names=names)
    if (
        several is None
        or (isinstance(intent, ChangeNight) and intent.to)
        or (isinstance(intent, Clarify) and several.digits)
    ):
        return understood
    if several.no_day:
        return Understood(WhichNight())
    days = tuple(day.isoformat() for day in several.days)
    as_one = not (several.clash or several.apart)
    match intent:
        case BusyOn() if as_one:
            return replace(understood, intent=BusyOn(", ".join(f"{day:%d/%m/%Y}" for day in several.days)))
        case ReadBack(wish) if as_one and wish in deciding.BOTH_WAYS and not said.who.own:
            return replace(understood, intent=replace(intent, night="", nights=days), beneath=())
        case ShowSchedule() if as_one:
            return replace(understood, intent=replace(intent, first=min(days), last=max(days)))
        case CallOff() | ChangeNight() | BusyOn():
            pass
        case _ if several.span:
            return understood  # a week is no night of theirs
    return Understood(WhichNight(days, several.each, clash=several.clash, apart=several.apart))


def _nights_in(intent: AskAbout | ReadBack | ShowSchedule) -> bool:
    match intent:
        case ReadBack(wish, night=night):
            return bool(night) or wish in deciding.BOTH_WAYS
        case AskAbout(night=night):
            return bool(night)
        case ShowSchedule(first, last):
            return first == last


def _command(said: _Said) -> Understood | None:
    """Before words that answer a question: a word of a choice may be a command."""
    hidden = pictures.asked(said.text) if said.who.has(Role.CLERK) else None
    named = (
        hidden
        or commands.command(said.text)
        or announcing_asking.asked(said.text, said.who, said.inbound.written)
        or _asked(said.text, said.inbound, said.who)
    )
    return Understood(named) if named else None


def _tree(said: _Said) -> Understood | None:
    if not said.who.has(Role.CLERK):
        return None
    meant = wishes(said.text)
    wrong = None if meant else removal(said.text)
    return Understood(Rearrange(meant)) if meant else Understood(wrong) if wrong else None


def _answer(said: _Said) -> Understood | None:
    answered = _answered(said.bare, said.who)
    return _chosen(answered, said.inbound, said.who) if answered else None


def _following(said: _Said) -> Understood | None:
    """What means something only beside what was just asked or shown."""
    followed = following.read(said.bare, said.who, said.inbound.written)
    if followed is None:
        return None
    asked = followed.question
    then = _chosen(Understood(followed.then), said.inbound, said.who) if followed.then else None
    if asked is None or followed.choice is None:
        return Understood(followed.intent)
    answered = Understood(followed.intent, followed.choice, asked.id, asked.outbox_id, asked.words, then=then)
    if followed.then is not None:
        answered = replace(answered, rest=followed.then.text)
    return _chosen(answered, said.inbound, said.who)


def _stranger(said: _Said) -> Understood | None:
    if said.who.person is not None:
        return None
    if codes.read(said.bare) is not None:
        return Understood(StartChat(said.bare))
    named = wishes_people.introduction(said.bare)
    return Understood(named) if named else said.wish


def _why(said: _Said) -> Understood | None:
    """Who asks why a figure is so, or who has changed it, tells none."""
    who = said.who
    if not who.has(Role.CLERK, *OWN) or not WONDERS.search(fold(spelt(said.bare))):
        return None
    wishes = deciding.read(said.bare, who).wishes
    first = next((wish for wish, _ in wishes), "")
    turned = len(re.findall(r"\d+", said.bare)) > 1 and dict(wishes).get("history", 0) >= CHANGED
    if first != "history" and not turned:
        return None
    return Understood(deciding.meant("history", said.bare, who, said.inbound.written))


def _put_wrong(said: _Said) -> Understood | None:
    """A number that is said to be another night's is no figure to be told now: it is moved, after a yes, or asked."""
    who = said.who
    if not who.has(Role.CLERK, *OWN) or not past_words.put_wrong(said.bare):
        return None
    if COUNTS.search(unicodedata.normalize("NFC", said.bare).lower()):
        return None
    if deciding.read(said.bare, who).wishes[0][0] != "wrong_unit":
        return None
    return Understood(deciding.meant("wrong_unit", said.bare, who, said.inbound.written))


CHANGED = 0.1  # share of a history in a question about two numbers


def _moon(said: _Said) -> Understood | None:
    """Before whoever would take the number for a day of this month, or the night for tonight."""
    line = spelt(said.bare) if len(said.bare) <= night_lines.LONGEST and "\n" not in said.bare.strip() else ""
    return Understood(AskSolarDay()) if nights.by_the_moon(line) else None


def _difficulty(said: _Said) -> Understood | None:
    """What the office says to one, and what completes one; before its numbers are taken for figures."""
    who = said.who
    intent = (
        difficulties_words.read(said.bare, who)
        or deeds.read(said.bare, who)
        or difficulties_words.instead(said.bare, said.count, who)
    )
    figures = isinstance(said.count, Report | TellExtra) or said.round is not None
    if intent is None and not figures and who.has(Role.CLERK, Role.OBSERVER, Role.CAPTAIN):
        wish = deciding.likeliest(said.bare, who)
        mended = difficulties_words.gone(said.bare) and difficulties_words.kind_of(said.bare) is not None
        wish = "difficulty_mended" if mended and wish not in deciding.DEEDS else wish
        deed = wish in deciding.DEEDS and not deciding.asks(said.bare)
        intent = deciding.meant(wish, said.bare, who, said.inbound.written) if deed else None
    if isinstance(intent, OwnDifficulty | AnswerDifficulty):
        return Understood(intent, otherwise=said.wish.intent)
    question = who.question if isinstance(intent, Complete) else None
    return Understood(intent, question=question.id if question else None) if intent else None


def _stuck(understood: Understood, said: _Said, amends: Amend | None = None) -> Understood:
    """A count that tells what its households are stuck with."""
    then = understood.then
    if then is not None and isinstance(then.intent, Raise) and difficulties_words.gone(understood.rest):
        return replace(understood, then=None, rest="")
    raised = difficulties_words.beside(said.bare, understood.intent, said.who)
    other = then if then is not None and not isinstance(then.intent, Raise | Converse) else None
    for one in reversed(raised):
        other = Understood(replace(one, asks=one.asks and other is None), then=other, rest=understood.rest)
    stuck = replace(understood, then=other, rest=said.bare) if raised else understood
    return stuck if amends is None else replace(stuck, intent=amends)


ONE_EVENING = 600  # signs of what somebody tells of it; more is a list, or many evenings


def _figures_and_stuck(said: _Said) -> Understood | None:
    """'Cài 25. Có 2 nhà app cứ xoay': figures that are clear without the difficulty beside them."""
    who = said.who
    short = len(said.bare) <= ONE_EVENING
    unclear = short and isinstance(said.count, Clarify) and who.has(Role.CLERK, *OWN)
    if not unclear or difficulties_words.kind_of(said.bare) not in difficulties_words.BESIDE_COUNTS:
        return None
    bare = difficulties_words.without_causes(said.bare)
    alone = free_text.count(bare, said.inbound.written, who) if bare and bare != said.bare else NotUnderstood()
    if isinstance(alone, Report):
        return Understood(alone)  # `_stuck` finds what its households are stuck with
    cut = difficulties_words.apart(said.bare)
    if cut is None:
        return None
    rest, stuck = cut
    figures = free_text.count(rest, said.inbound.written, who)
    if not isinstance(figures, Report | TellExtra) and not (isinstance(figures, Clarify) and figures.readings):
        return None
    told = figures.report.tellings if isinstance(figures, TellExtra) else ()
    told = figures.tellings if isinstance(figures, Report) else told
    unit, night = (told[0].unit_id, told[0].night) if len(told) == 1 else (0, "")
    raised = Raise(stuck, unit=unit, night=night, sure=True, beside=True, asks=isinstance(figures, Report))
    return Understood(figures, then=Understood(raised), rest=stuck)


def _several(said: _Said) -> Understood | None:
    """Figures with something else beside them; what stands beside is read as if it stood alone."""
    if not said.who.has(Role.CLERK, *OWN) or said.round or _office(said):
        return None
    cut = several.figures_and_rest(
        said.bare, said.count, lambda text: free_text.count(text, said.inbound.written, said.who)
    )
    if cut is None:
        return None
    figures, rest = cut
    beside = _Said(rest, said.inbound, said.who)
    understood = next((understood for reader in BESIDE if (understood := reader(beside)) is not None), beside.wish)
    worth = _worth_an_answer(understood.intent, rest, said.who)
    if figures is said.count:
        return Understood(figures, then=understood if worth else None, rest=rest)
    # The whole was a question to the reader of counts; asked whether it has come, what is awaited is told.
    likely = next((wish for wish, _ in deciding.read(rest, said.who).wishes), "")
    if likely == "check_recorded" and isinstance(figures, Report) and free_text.asked_night(said.who) is not None:
        return Understood(figures)
    apart = worth and not isinstance(understood.intent, Wonder) and likely not in OF_FIGURES
    return Understood(figures, then=understood, rest=rest) if apart else None


def _worth_an_answer(intent: Intent, rest: str, who: Who) -> bool:
    """Beside figures people talk; a question is answered, a change is read back, a difficulty is helped with."""
    asked = deciding.asks(rest)
    sure = asked or deciding.likeliest(rest, who) not in {"", *OF_FIGURES}
    if rest.endswith(":") or (not asked and OF_RECORD.search(fold(rest))):
        return False
    match intent:
        case Converse(wish):
            entry = catalogue.entries().get(wish)
            return entry is not None and not entry.talk and sure
        case CallOff(night=night):
            return night is not None  # tonight's figures say that tonight was
        case GoOn() | BusyOn():
            return True
        case GoAway(days):
            return days is not None
        case Wonder(wishes=wishes):
            return asked and not (OF_RECORD.search(fold(rest)) and not wishes)
        case NotUnderstood() | Later():
            return False
        case _:
            return sure


def _people(said: _Said) -> Understood | None:
    """Words about people come before figures where they cannot be figures."""
    text, who, written = said.bare, said.who, said.inbound.written
    wish = evening_lines.asked(text, who) or said.round or wishes_people.read(text, who, written)
    if isinstance(wish, PreferChannel):  # which channels there are is looked up: "nhắn qua nhóm" names none
        return Understood(wish, otherwise=said.wish.intent)
    return Understood(wish) if wish else None


def _office(said: _Said) -> Understood | None:
    """And so do words about the plan."""
    if said.office is None or not deciding.acts(said.office, said.bare, said.who):
        return None
    return Understood(said.office, question=office_words.answered(said.office, said.who))


def _count(said: _Said) -> Understood | None:
    """Figures, or two readings of the same: the second look doubts which, not that they are figures."""
    count = said.count
    if isinstance(count, Clarify) and count.doubt.why is Unclear.UNLIKELY and len(count.readings) > 1:
        return Understood(count)
    return None if isinstance(count, NotUnderstood | Clarify) else Understood(count)


def _evening(said: _Said) -> Understood | None:
    """Words that act by themselves do so only where their wish is among the likeliest, never on a question or a no."""
    line = evening_lines.meant(said.bare, said.who, said.inbound.written)
    if line is None:
        return None
    if not deciding.acts(line, said.bare, said.who):
        return said.wish
    wish = said.wish.intent if isinstance(line, deciding.NAMING) else None
    unread = isinstance(wish, ShowTeam) or (
        isinstance(wish, Wonder) and not {*wish.wishes[:1]} - deciding.ACTING[Assign]
    )
    return Understood(line, otherwise=None if unread else wish)


def _office_otherwise(said: _Said) -> Understood | None:
    office = office_words.otherwise(said.bare, said.who) if isinstance(said.count, NotUnderstood) else None
    return Understood(office, question=office_words.answered(office, said.who)) if office else None


def _doubt(said: _Said) -> Understood | None:
    """What holds no number is asked about as a count only where no wish is read in it."""
    if not isinstance(said.count, Clarify):
        return None
    numbers = any(sign.isdigit() for sign in said.bare) or is_spelled_in(said.bare)
    numbered = numbers and said.who.has(Role.CLERK, *OWN)
    if numbered and (deciding.likeliest(said.bare, said.who) in deciding.NUMBERED or _tells_deed(said.bare, said.who)):
        return None
    if numbered and said.who.has(Role.CLERK, Role.CAPTAIN) and announcing_asking.to_numbered(said.bare):
        return Understood(ReadBack("announce", said.bare))
    if numbered:
        return Understood(said.count)
    wish = said.wish.intent
    offered = isinstance(wish, Wonder) and wish.wishes and free_text.asked_night(said.who) is None
    return Understood(said.count) if isinstance(wish, Wonder) and not offered else None


def _wish(said: _Said) -> Understood:
    """Where it is not sure which trouble is meant, or told in anger, the words themselves may say it."""
    intent = said.wish.intent
    troubled = isinstance(intent, Wonder) and bool({*intent.wishes} & {*deciding.TROUBLES})
    angry = isinstance(intent, HowToCorrect | ShowData) or (
        isinstance(intent, Converse) and intent.wish in deciding.ANGRY
    )
    if (troubled or angry) and said.who.has(*RAISERS) and difficulties_words.states(said.bare):
        return replace(said.wish, intent=Raise(said.bare))
    return said.wish


BESIDE = (_people, _office, _evening)  # what may stand beside figures, where it is no wish
Reader = Callable[[_Said], Understood | None]
# The order in which words are read, after presses: the first that knows them decides.
READERS: tuple[Reader, ...] = (
    *(_command, _tree, _answer, _following, _stranger),
    *(
        _why,
        _put_wrong,
        _difficulty,
        _moon,
        _figures_and_stuck,
        _several,
        _people,
        _office,
        _count,
        _evening,
        _office_otherwise,
        _doubt,
        _wish,
    ),
)
ANSWERING = (_answer, _following)  # the question that stands; other words than those that were offered


def _chosen(understood: Understood, inbound: Inbound, who: Who) -> Understood:
    """A reading that was chosen is understood as what it is, with the words that it was chosen for."""
    wish = understood.intent
    if isinstance(wish, Reread):
        said = _Said(wish.text, inbound, who)
        anew = next(found for reader in READERS if reader not in ANSWERING and (found := reader(said)) is not None)
        return replace(understood, intent=anew.intent, beneath=anew.beneath, otherwise=anew.otherwise)
    if not isinstance(wish, Wish):
        return understood
    return replace(understood, intent=deciding.meant(wish.wish, wish.text, who, inbound.written))


def _answered(said: str, who: Who) -> Understood | None:
    """A digit answers the newest question; words answer the newest that offers them."""
    for question in who.asked[:1] if said.strip().isdigit() else who.asked:
        choice = commands.chosen(said, question)
        intent = load(choice.intent) if choice else None
        if choice and intent and (who.person is not None or isinstance(intent, FOR_STRANGERS)):
            return Understood(intent, choice, question.id, question.outbox_id, question.words)
    return None


def _tells_deed(text: str, who: Who) -> bool:
    """A bulletin has a number too, and 'ghi giúp' is said of more than figures; it is read back."""
    return deciding.read(text, who).wishes[0][0] == "announce_deed"


def _asked(text: str, inbound: Inbound, who: Who) -> Intent | None:
    """For an answer, a file, or the headcounts behind them."""
    others = [campaigner.campaign for campaigner in who.beside]
    told = past_words.read(text, who, inbound.written) if who.person else None
    done = isinstance(told, HowToEnterFor) and _tells_deed(text, who)
    if told is not None and not done:
        return told
    answer = asking.asked(text, who.campaign, _known(who), inbound.written, others)
    given = (text, who.campaign, inbound.written)
    schedule = asking_schedule.asked(text, who, inbound.written) if answer is None and who.person else None
    return answer or schedule or asking_papers.asked(*given) or asking_ledger.asked(*given)


def _known(who: Who) -> list[Unit]:
    """Each once, so that what is made of their names is made once for everybody of a ward."""
    known = [*(group.unit for group in who.plan), *(post.unit for post in who.posts)]
    return list({unit.id: unit for unit in known}.values())


def _amended(content: Edited, inbound: Inbound, who: Who) -> Understood:
    """As it would be understood if it had been sent so; what may be wanted only once is not wanted again."""
    said, sent = commands.argument(content.text), replace(inbound, written=min(content.sent, inbound.written))
    again = _Said(content.text, sent, who)
    readers = (_raised, _people, _office, _count, _evening, _office_otherwise, _doubt) if who.person is not None else ()
    understood = next((understood for reader in readers if (understood := reader(again)) is not None), None)
    meant = understood.intent if understood else NotUnderstood()
    numbered = who.person is not None and any(letter.isdigit() for letter in said)
    told = isinstance(meant, AFRESH) or (isinstance(meant, NotUnderstood | Wonder) and numbered)
    meant = NotUnderstood() if isinstance(meant, Wonder) else meant
    amends = Amend(content.original, digest_of(Text(content.text)), said, sent.written, meant if told else None)
    return _stuck(Understood(meant), again, amends) if isinstance(meant, Report | Clarify) else Understood(amends)


def _raised(said: _Said) -> Understood | None:
    """A difficulty alone, told as a statement."""
    raised = difficulties_words.instead(said.bare, said.count, said.who)
    if raised is None and isinstance(said.count, NotUnderstood) and isinstance(said.wish.intent, Raise):
        raised = said.wish.intent
    return Understood(raised) if raised else None


AFRESH = (
    Raise,
    Report,
    Clarify,
    TellExtra,
    TellRound,
    AskRound,
    CallOff,
    Later,
)  # what an edit may say for the first time
