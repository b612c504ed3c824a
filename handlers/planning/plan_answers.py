"""What a clerk says about the doubtful rows of a plan: "ngô cả", "giữ", "bỏ dòng 12", "dòng 6 ngày 13/11". Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from handlers.language import days
from handlers.language.tokens import fold
from handlers.language.unit_names import composed, parts, spelled
from handlers.language.words_nights import EVENING
from handlers.planning import words
from handlers.planning.plan_difference import Stranger, core
from handlers.planning.plan_reading import Answer, PlanDraft, RowDoubt, called

Answers = dict[str, Answer]


def is_answer(text: str) -> bool:
    """Whether the words alone show that rows of a plan are meant."""
    said, raw = fold(text).strip(" .!"), " ".join(text.split())
    forms = (words.ADOPT, words.KEEP, words.DROP, words.WHOLE, words.KEEP_NIGHTS)
    if bool(words.ABOUT_ROWS.match(said)) or any(form.fullmatch(said) for form in forms):
        return True
    same = bool(words.IS_UNIT.fullmatch(raw)) and not EVENING.search(said)
    return "?" not in said and (same or bool(words.NAMED_VERB.fullmatch(raw)))


def read(text: str, waiting: Sequence[RowDoubt], groups: Sequence[str], near: date) -> Answers:
    """By row. Empty when the text does not settle anything, or settles something that nobody asked."""
    answers: Answers = {}
    for part in text.replace(";", "\n").splitlines():
        if part.strip():
            found = _part(part.strip(" .!"), waiting, groups, near)
            if not found:
                return {}
            answers |= found
    return answers


def names(text: str, groups: Sequence[str], waiting: Sequence[Stranger], units: Sequence[str]) -> dict[str, str]:
    """What names of the plan are said to mean: "KP4 là Khu phố 4", "bỏ Tổng kết", "giữ hết". Empty: nothing of it."""
    said = fold(text).strip(" .!")
    if words.KEEP.fullmatch(said):
        return {stranger.name: stranger.name for stranger in waiting if stranger.near}
    if words.ADOPT.fullmatch(said):
        return {one.name: one.near[0] for one in waiting if len(one.near) == 1}
    parts = [part.strip(" .!\"“”'") for part in re.split(r"[;\n]|,(?=\D)", text) if part.strip(" .!")]
    found = [_name(part, groups, [*units, *groups]) for part in parts]
    return {name: meant for one in found if one for name, meant in (one,)} if all(found) else {}


def _name(text: str, groups: Sequence[str], known: Sequence[str]) -> tuple[str, str] | None:
    verb = words.NAMED_VERB.fullmatch(text)
    if verb:
        name = called_so(verb["name"], groups)
        drops = fold(verb["verb"]).startswith("bo")
        return (name, "" if drops else name) if name else None
    same = words.IS_UNIT.fullmatch(text)
    name = called_so(same["name"], groups) if same else ""
    if not same or not name:
        return None
    numbered = parts(name).bare
    unit = called_so(same["unit"], [one for one in known if not (numbered and parts(one).bare)])
    if numbered and not unit and parts(same["unit"]).rest == parts(name).rest:
        unit = spelled(same["unit"])
    return (name, unit) if unit else None


def called_so(said: str, known: Sequence[str]) -> str:
    """The name that was said whole, else without the word for its kind, else in part, where only one fits."""
    plain, spelt = fold(said).strip(_QUOTES), said.strip(_QUOTES)
    known = list(dict.fromkeys(known))
    if len(plain) > max(map(len, known), default=0) + LONGEST_KIND:
        return ""  # longer than any of them with the word for its kind
    exact, kernel = composed(spelt), core(plain)
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: composed(name) == exact,
        lambda name: fold(name) == plain,
        lambda name: core(name) == kernel,
        lambda name: f" {plain} " in f" {fold(name)} ",
    )
    fitting = ([name for name in known if fits(name)] for fits in ways)
    return next((names[0] for names in fitting if len(names) == 1), "")


_QUOTES = " .!\"'“”‘’"
LONGEST_KIND = 60  # signs of words for a kind, and of what stands around a name: "ban công tác mặt trận khu dân cư …"


def rows(text: str, draft: PlanDraft, waiting: Sequence[RowDoubt]) -> list[str]:
    """Clear rows that are to be left out: "bỏ dòng 5"; none where one of them is none, or is asked about."""
    meant, clear = dropped(text), {called(row.row, row.number) for row in draft.read.rows}
    asked = {doubt.row for doubt in waiting}
    return sorted(meant) if meant <= clear - asked else []


def dropped(text: str) -> set[str]:
    """The rows of "bỏ dòng 5, 7"; none where something else is said."""
    said = fold(text).strip(" .!")
    named = words.ROWS.search(said)
    drops = named is not None and words.DROP.fullmatch(words.ROWS.sub("", said).strip(" :,"))
    return _rows(named["rows"]) if named and drops else set()


def slip(doubt: RowDoubt) -> tuple[str, str] | None:
    """The word that is written, and the one that is suggested: ("Ngõ", "Ngô")."""
    written, suggested = doubt.first.match.split(), (doubt.first.suggest or "").split()
    pairs = [(one, other) for one, other in zip(written, suggested, strict=False) if one != other]
    return pairs[0] if len(pairs) == 1 and len(written) == len(suggested) else None


def _part(text: str, waiting: Sequence[RowDoubt], groups: Sequence[str], near: date) -> Answers:
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
    answer = _said(_as_typed(text, first["rest"]) if first else text, groups, near)
    return {doubt.row: answer for doubt in waiting if doubt.row == one} if answer else {}


def _rows(listed: str) -> set[str]:
    return {part for part in listed.replace(",", " ").replace("&", " ").split() if part.isdigit()}


def _verb(said: str) -> str:
    forms = {"adopt": words.ADOPT, "keep": words.KEEP, "drop": words.DROP}
    return next((verb for verb, form in forms.items() if form.fullmatch(said)), "")


def _all(verb: str, waiting: Sequence[RowDoubt], rows: set[str] | None, *, every: bool) -> Answers:
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


def _names(text: str, waiting: Sequence[RowDoubt]) -> Answers:
    """Such as "ngô cả", "ngõ": the word says which of the two by its marks; without marks it says neither."""
    said = unicodedata.normalize("NFC", text.lower()).split()
    answers: Answers = {}
    for doubt in waiting:
        pair = slip(doubt)
        if pair and len(said) <= len(pair) and said[0] in {word.lower() for word in pair}:
            answers[doubt.row] = Answer(verb="adopt" if said[0] == pair[1].lower() else "keep")
    return answers


def _as_typed(text: str, rest: str) -> str:
    """The last words of a text, of which `rest` are the same without accents."""
    return " ".join(text.split()[-len(rest.split()) :]) if rest.split() else ""


def _said(rest: str, groups: Sequence[str], near: date) -> Answer | None:
    """What the row lacked: days, hours, or the name of a group that is known."""
    said = fold(rest)
    found, hours = days.dates(said, near), days.hours(said)
    group = called_so(words.IS.sub("", rest, count=1), groups) if not (found or hours) else ""
    start, end = hours or (None, None)
    if not (found or hours or group):
        return None
    return Answer(verb="say", group=group or None, dates=list(found), start=start, end=end)
