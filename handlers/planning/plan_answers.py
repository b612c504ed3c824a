"""What a clerk says about the doubtful rows of a plan: "ngô cả", "giữ", "bỏ dòng 12", "dòng 6 ngày 13/11". Pure."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from handlers.planning import words_plan as words
from handlers.planning.plan_reading import Answer, Doubt
from handlers.reader import days
from handlers.reader.tokens import fold

Answers = dict[str, Answer]


def is_answer(text: str) -> bool:
    """Whether the words alone show that rows of a plan are meant."""
    said = fold(text).strip(" .!")
    forms = (words.ADOPT, words.KEEP, words.DROP)
    return bool(words.ABOUT_ROWS.match(said)) or any(form.fullmatch(said) for form in forms)


def read(text: str, waiting: Sequence[Doubt], groups: Sequence[str], near: date) -> Answers:
    """By row. Empty when the text does not settle anything, or settles something that nobody asked."""
    answers: Answers = {}
    for part in text.replace(";", "\n").splitlines():
        if part.strip():
            found = _part(part.strip(" .!"), waiting, groups, near)
            if not found:
                return {}
            answers |= found
    return answers


def slip(doubt: Doubt) -> tuple[str, str] | None:
    """The word that is written, and the one that is suggested: ("Ngõ", "Ngô")."""
    written, suggested = doubt.first.match.split(), (doubt.first.suggest or "").split()
    pairs = [(one, other) for one, other in zip(written, suggested, strict=False) if one != other]
    return pairs[0] if len(pairs) == 1 and len(written) == len(suggested) else None


def _part(text: str, waiting: Sequence[Doubt], groups: Sequence[str], near: date) -> Answers:
    said = fold(text)
    named = words.ROWS.search(said)
    rows = _rows(named["rows"]) if named else None
    bare = words.ROWS.sub("", said).strip(" :,") if named else said
    verb = _verb(bare)
    if verb:
        return _all(verb, waiting, rows, every=bool(words.EVERY.search(bare)))
    names = _names(text, waiting)
    if names:
        return names
    first = words.ROW_FIRST.fullmatch(said)
    one = first["row"] if first else waiting[0].row if len(waiting) == 1 and not rows else None
    told = _said(first["rest"] if first else said, groups, near)
    return {doubt.row: told for doubt in waiting if doubt.row == one} if told else {}


def _rows(listed: str) -> set[str]:
    return {part for part in listed.replace(",", " ").replace("&", " ").split() if part.isdigit()}


def _verb(said: str) -> str:
    forms = {"adopt": words.ADOPT, "keep": words.KEEP, "drop": words.DROP}
    return next((verb for verb, form in forms.items() if form.fullmatch(said)), "")


def _all(verb: str, waiting: Sequence[Doubt], rows: set[str] | None, *, every: bool) -> Answers:
    """Without a row: all to which the word can apply, but nothing is dropped that was not named."""
    meant = [doubt for doubt in waiting if rows is None or doubt.row in rows]
    if rows is not None and len({doubt.row for doubt in meant}) != len(rows):
        return {}
    fitting = {
        "adopt": [doubt for doubt in meant if doubt.first.suggest],
        "keep": [doubt for doubt in meant if doubt.keepable],
        "drop": meant if rows or every or len(meant) == 1 else [],
    }[verb]
    if rows is not None and len(fitting) != len(meant):
        return {}
    return {doubt.row: Answer.model_validate({"verb": verb}) for doubt in fitting}


def _names(text: str, waiting: Sequence[Doubt]) -> Answers:
    """Such as "ngô cả", "ngõ": the word says which of the two by its marks; without marks it says neither."""
    said = unicodedata.normalize("NFC", text.lower()).split()
    answers: Answers = {}
    for doubt in waiting:
        pair = slip(doubt)
        if pair and len(said) <= len(pair) and said[0] in {word.lower() for word in pair}:
            answers[doubt.row] = Answer(verb="adopt" if said[0] == pair[1].lower() else "keep")
    return answers


def _said(rest: str, groups: Sequence[str], near: date) -> Answer | None:
    """What the row lacked: days, hours, or the name of a group that is known."""
    found, hours = days.dates(rest, near), days.hours(rest)
    group = next((name for name in groups if fold(name) == rest), None)
    start, end = hours or (None, None)
    if not (found or hours or group):
        return None
    return Answer(verb="say", group=group, dates=[] if group else list(found), start=start, end=end)
