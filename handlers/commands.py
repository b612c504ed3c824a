"""Commands and short answers as people type them: with or without the slash, accents, capitals."""

from handlers.intents import Help, HowToCorrect, HowToReport, Intent, ShowStatus, Start, Undo
from handlers.tokens import fold
from storage.records import Choice, Question

COMMANDS: dict[str, Intent] = {
    "trogiup": Help(),
    "help": Help(),
    "status": ShowStatus(),
    "tiendo": ShowStatus(),
    "tinhhinh": ShowStatus(),
    "baocao": HowToReport(),
    "report": HowToReport(),
    "sua": HowToCorrect(),
    "correct": HowToCorrect(),
    "hoantac": Undo(),
    "undo": Undo(),
}
YES = {"dung", "u", "uh", "vang", "da", "phai", "ok", "oke", "co", "dong y"}
NO = {"khong", "ko", "k", "khong phai", "sai"}


def command(text: str) -> Intent | None:
    words = fold(text.removeprefix("/") if text.startswith("/") else text)
    if text.startswith("/start"):
        return Start(text.removeprefix("/start").strip())
    return COMMANDS.get(words.replace(" ", "")) if len(words) <= 20 else None


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
