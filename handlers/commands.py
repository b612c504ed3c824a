"""Commands and short answers as people type them: with or without the slash, accents, capitals."""

import re

from handlers.difficulties import words as difficulties_words
from handlers.guide import words as guide_words
from handlers.intents.crowds import PostSummary
from handlers.intents.drafts import PasteDraft, ShowDraft
from handlers.intents.evening import GoAway, PrintCalls, ShowCalls, ShowHeadsReached, ShowTeam, ShowTrust, Urge
from handlers.intents.guide import ShowGuide
from handlers.intents.intent import Intent
from handlers.intents.me import AddChannel, EraseMe, ShowData, ShowMe, Withdraw
from handlers.intents.people import ForgiveGuesses, Invite, ShowUnreached
from handlers.intents.posts import ShowContacts, ShowHistory
from handlers.intents.reports import HowToCorrect, HowToReport, Undo
from handlers.intents.shifts import ShowAhead, ShowPlaces, ShowShifts
from handlers.intents.talking import Help, StartChat
from handlers.language import words_answers
from handlers.language.tokens import fold
from handlers.people import inviting
from storage.records import Choice, Question

COMMANDS = {
    "trogiup": Help(),
    "help": Help(),
    **dict.fromkeys(("huongdan", "guide"), ShowGuide()),
    "baocao": HowToReport(),
    "report": HowToReport(),
    "sua": HowToCorrect(),
    "correct": HowToCorrect(),
    "hoantac": Undo(),
    "undo": Undo(),
    "danhsach": ShowDraft("roster"),
    "roster": ShowDraft("roster"),
    "kehoach": ShowDraft("plan"),
    "plan": ShowDraft("plan"),
    "moi": Invite(),
    "invite": Invite(),
    "chuavao": ShowUnreached(),
    "notjoined": ShowUnreached(),
    "daumoi": ShowContacts(),
    "contacts": ShowContacts(),
    "lichsu": ShowHistory(),
    "history": ShowHistory(),
    "toi": ShowMe(),
    "toilaai": ShowMe(),
    "whoami": ShowMe(),
    "themkenh": AddChannel(),
    "addchannel": AddChannel(),
    **dict.fromkeys(("themmay", "themthietbi", "themdienthoai", "adddevice"), AddChannel()),
    **dict.fromkeys(("chonhaplaima", "chonhaplai", "molaima", "mokhoama", "retry"), ForgiveGuesses()),
    "dulieu": ShowData(),
    "xemdulieu": ShowData(),
    "mydata": ShowData(),
    "xoadulieu": EraseMe(),
    "xoatoi": EraseMe(),
    "eraseme": EraseMe(),
    "rutdongy": Withdraw(),
    "withdraw": Withdraw(),
    "tomtat": PostSummary(wanted=True),
    "summary": PostSummary(wanted=True),
    "thoitomtat": PostSummary(wanted=False),
    **dict.fromkeys(("lich", "schedule"), ShowAhead()),
    **dict.fromkeys(("ca", "shifts"), ShowShifts()),
    **dict.fromkeys(("phancong", "assign"), ShowPlaces()),
    **dict.fromkeys(("nghi", "away"), GoAway()),
    **dict.fromkeys(("nghithoi", "thoinghi", "back"), GoAway(0)),
    **dict.fromkeys(("comat", "attendance"), ShowTeam()),
    **dict.fromkeys(("goi", "calls"), ShowCalls()),
    **dict.fromkeys(("khan", "urgent"), Urge()),
    **dict.fromkeys(("tincay", "trust"), ShowTrust()),
    **dict.fromkeys(("goiin", "goifile", "goitep", "ingoi", "indanhsachgoi", "printcalls"), PrintCalls()),
    **dict.fromkeys(("lienlac", "ailienlacduoc", "chualienlacduoc", "reached"), ShowHeadsReached()),
}
TELLING = {
    "/baocao",
    "/report",
    "/sua",
    "/correct",
    "/comat",
    "/attendance",
}  # what follows is read as if it stood alone
DELETING = re.compile(
    r"(?:xoa|huy|bo)(?: giup| ho)?(?: so lieu| so| tin| lan bao| bao cao| bc| cai)"
    r"(?: vua| roi| nay| luc| truoc| cu| do| bao)*"
    r"(?: di| giup| ho| dum| voi| nhe| a| em| chau| bac| chu| co| anh| chi)*[ .!]*"
)
ORDINAL = re.compile(
    r"(?:chon )?(?:cai|so|y|muc|cau)(?: thu)? (?P<place>[1-9]|dau tien|dau|nhat|mot|hai|ba|tu|nam)"
    r"(?: a| nhe| em| chau)*"
)
ORDINALS = {
    **dict.fromkeys(("dau tien", "dau", "nhat", "mot"), "1"),
    "hai": "2",
    "ba": "3",
    "tu": "4",
    "nam": "5",
}


def command(text: str) -> Intent | None:
    words = fold(text.removeprefix("/") if text.startswith("/") else text)
    if text == "/start" or text.startswith("/start "):
        return StartChat(text.removeprefix("/start").strip())
    if text.startswith(("/khan ", "/urgent ")):
        return Urge(text.partition(" ")[2].strip())
    if text.startswith(("/huongdan ", "/guide ")):
        return ShowGuide(guide_words.entry(fold(text.partition(" ")[2])))
    page = re.fullmatch(r"/(?:goi|calls) +(\d{1,3})", text.strip())
    if page:
        return ShowCalls(max(int(page[1]), 1))
    if text.startswith(("/moi ", "/invite ")):
        return inviting.command(text.partition(" ")[2].strip())
    raised = difficulties_words.command(text)
    if raised is not None:
        return raised
    if text.startswith(("/kehoach", "/plan")) and text.split(None, 1)[1:]:
        return PasteDraft("plan", text.split(None, 1)[1])
    if words.startswith(("lich su ", "lichsu ")):
        return ShowHistory(text.removeprefix("/").split(maxsplit=words.startswith("lich su ") + 1)[-1])
    named = COMMANDS.get(words.replace(" ", "")) if len(words) <= 20 else None
    return named or (Undo() if DELETING.fullmatch(words) else None)


def argument(text: str) -> str:
    """What is told behind a command that only announces it."""
    named, _, rest = text.partition(" ")
    return rest.strip() if rest and fold(named) in TELLING else text


def chosen(text: str, question: Question) -> Choice | None:
    """The choice that a typed answer means: its digit, or words that stand in exactly one label."""
    said = fold(text).strip(" .,!\"'")
    if question.topic == "count" or not said or len(said) > words_answers.LONGEST:
        return None
    ordinal = ORDINAL.fullmatch(said)
    if ordinal:
        said = ORDINALS.get(ordinal["place"], ordinal["place"])
    if said.isascii() and said.isdigit() and len(said) == 1:
        return next((choice for choice in question.choices if choice.digit == int(said)), None)
    exact = [choice for choice in question.choices if fold(choice.label) == said]
    if exact:
        return exact[0]
    for meant in (said, "dung" if words_answers.is_yes(text) else "khong" if words_answers.is_no(text) else said):
        fitting = [c for c in question.choices if f" {meant} " in f" {fold(c.label).replace(',', ' ')} "]
        if len(fitting) == 1:
            return fitting[0]
    return None
