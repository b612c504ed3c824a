"""Commands and short answers as people type them: with or without the slash, accents, capitals."""

import re

from handlers.intents.crowds import PostSummary
from handlers.intents.intent import Intent
from handlers.intents.people import Invite
from handlers.intents.reports import HowToCorrect, HowToReport, Undo
from handlers.intents.talking import Help, Start
from handlers.reader.tokens import fold
from storage.records import Choice, Question

COMMANDS: dict[str, Intent] = {
    "trogiup": Help(),
    "help": Help(),
    "baocao": HowToReport(),
    "report": HowToReport(),
    "sua": HowToCorrect(),
    "correct": HowToCorrect(),
    "hoantac": Undo(),
    "undo": Undo(),
    "moi": Invite(),
    "invite": Invite(),
    "tomtat": PostSummary(wanted=True),
    "summary": PostSummary(wanted=True),
    "thoitomtat": PostSummary(wanted=False),
}
TELLING = {"/baocao", "/report", "/sua", "/correct"}  # what follows is read as if it stood alone
CODE = re.compile(r"[A-Z0-9]{8}")
YES = {"dung", "u", "uh", "vang", "da", "phai", "ok", "oke", "co", "dong y"}
NO = {"khong", "ko", "k", "khong phai", "sai"}


def command(text: str) -> Intent | None:
    words = fold(text.removeprefix("/") if text.startswith("/") else text)
    if text == "/start" or text.startswith("/start "):
        return Start(text.removeprefix("/start").strip())
    if text.startswith(("/moi ", "/invite ")):
        return Invite(text.partition(" ")[2].strip())
    return COMMANDS.get(words.replace(" ", "")) if len(words) <= 20 else None


def argument(text: str) -> str:
    """What is told behind a command that only announces it."""
    named, _, rest = text.partition(" ")
    return rest.strip() if rest and fold(named) in TELLING else text


def looks_like_code(text: str) -> bool:
    """Eight letters and digits, with both among them, however they are spaced."""
    plain = "".join(text.upper().split()).replace("-", "").strip(".")
    return bool(CODE.fullmatch(plain)) and any(c.isdigit() for c in plain) and not plain.isdigit()


def chosen(text: str, question: Question) -> Choice | None:
    """The choice that a typed answer means: its digit, or words that stand in exactly one label."""
    said = fold(text).strip(" .,!\"'")
    if question.topic == "count" or not said:
        return None
    if said.isascii() and said.isdigit() and len(said) == 1:
        return next((choice for choice in question.choices if choice.digit == int(said)), None)
    meant = "dung" if said in YES else "khong" if said in NO else said
    fitting = [choice for choice in question.choices if f" {meant} " in f" {fold(choice.label)} "]
    return fitting[0] if len(fitting) == 1 else None
