"""A campaign's guide as a file beside its own: what it says, and everything that is wrong with it. Pure.

What is wrong is left out, and ours answers in its place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from handlers.campaigns import campaign_file, toml_places, words
from handlers.campaigns.campaign_rules import RuleFault
from handlers.campaigns.toml_places import Path
from handlers.guide import content, pictures, texts
from handlers.guide.content import Guide, GuideEntry, StoreLink
from handlers.markup import Markup
from handlers.texts import OFFICE, STRANGER

LONGEST, CAPTION = 1_900, 900  # signs that every channel takes: of a message, of a picture's words
PLAIN: Mapping[str, TypeAdapter[Any]] = {
    "app": TypeAdapter(str),
    "name": TypeAdapter(str),
    "hotline": TypeAdapter(str),
    "links": TypeAdapter(tuple[StoreLink, ...]),
}
ENTRY = TypeAdapter(GuideEntry)
Fetch = Callable[[str], bytes | None]  # the picture of this name; None: there is none


@dataclass(frozen=True, slots=True)
class ReadGuide:
    """`own`: what is without fault. `doubts`: what the file leaves to words of ours that know nothing of its own."""

    own: Guide
    faults: tuple[RuleFault, ...] = ()
    doubts: tuple[RuleFault, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # by entry and step: install-2
    lines: Mapping[Path, int] = field(default_factory=dict)


def read(text: str, fetch: Fetch, campaign_name: str = "") -> ReadGuide:
    raw, wrong, lines = campaign_file.parsed(text)
    if raw is None:
        return ReadGuide(Guide(), tuple(wrong), lines=lines)
    known = [*PLAIN, *content.CODES]
    faults = [*wrong, *(RuleFault((k,), "unknown", k, campaign_file.likely(k, known)) for k in raw if k not in known)]
    plain: dict[str, Any] = {}
    for key, kind in PLAIN.items():
        found = list(_plain_faults(key, kind, raw[key])) if key in raw else []
        faults += found
        plain |= {key: raw[key]} if key in raw and not found else {}
    entries = {code: raw[code] for code in content.CODES if code in raw}
    beneath = content.laid_over(Guide(app=plain.get("app", "")).model_dump_json(), campaign_name)
    over = Guide.model_validate({**plain, "entries": {}}).over(beneath)
    fit: dict[str, GuideEntry] = {}
    shown: dict[str, bytes] = {}
    for code, said in entries.items():
        found = list(_entry_faults(code, said, over))
        fetched = {} if found else dict(_fetched(ENTRY.validate_python(said), fetch))
        bad = [RuleFault((code, "steps", n - 1, "picture"), why, name) for n, (name, _, why) in fetched.items() if why]
        faults += [*found, *bad]
        if not found:
            fit[code] = ENTRY.validate_python(said)
        shown |= {f"{code}-{n}": body for n, (_, body, why) in fetched.items() if body is not None and not why}
    own = Guide.model_validate({**plain, "entries": fit})
    return ReadGuide(own, _ordered(faults, lines), tuple(_doubts(own, over)), shown, lines)


def _ordered(faults: list[RuleFault], lines: Mapping[Path, int]) -> tuple[RuleFault, ...]:
    return tuple(sorted(faults, key=lambda one: toml_places.line_of(lines, one.path)))


def _plain_faults(key: str, kind: TypeAdapter[Any], said: Any) -> Iterator[RuleFault]:
    wrong = list(_invalid((key,), kind, said))
    yield from wrong
    if key == "app" and said not in content.SHIPPED:
        yield RuleFault((key,), "no_app", str(said)[:60], ", ".join(content.SHIPPED))
    if key == "links" and not wrong:
        for number, link in enumerate(said):
            if not _is_link(link["url"]):
                yield RuleFault((key, number, "url"), "no_link", link["url"][:60])


def _is_link(url: str) -> bool:
    """One that a telephone opens, and a code to scan can hold."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    plain = url.isascii() and not any(sign.isspace() for sign in url) and len(url) <= 500
    return plain and parts.scheme in {"http", "https"} and "." in host.strip(".")


def _entry_faults(code: str, said: Any, over: Guide) -> Iterator[RuleFault]:
    wrong = list(_invalid((code,), ENTRY, said))
    yield from wrong
    if wrong:
        return
    entry: GuideEntry = ENTRY.validate_python(said)
    steps = (((code, "steps", n), step.words) for n, step in enumerate(entry.steps))
    carriers = (((code, "carriers", name), words_) for name, words_ in entry.carriers.items())
    told: list[tuple[Path, str]] = [((code, "answer"), entry.answer), *steps, *carriers]
    bad = [fault for path, words_ in told for fault in _words_faults(path, words_)]
    yield from bad
    if not bad:
        yield from _long(code, entry, over)


def _words_faults(path: Path, said: str) -> Iterator[RuleFault]:
    if words.PLACEHOLDER.search(said):
        yield RuleFault(path, "unchanged", said[:60])
    name = content.unsaid(said)
    if name:
        kind = "braces" if name == said else "no_name"
        yield RuleFault(path, kind, name[:60], ", ".join(f"{{{known}}}" for known in content.NAMES))


def _long(code: str, entry: GuideEntry, over: Guide) -> Iterator[RuleFault]:
    """As it would be said, to whoever has the longest office."""
    steps = [_worded(step.words, over) for step in entry.steps]
    more = texts.links(over.links) if code == content.INSTALL else ()
    size = len(texts.entry(_worded(entry.answer, over), steps, [*more, texts.other_entries()]).striptags())
    if size > LONGEST:
        yield RuleFault((code,), "too_long_to_send", str(size), str(LONGEST))
    for number, (step, words_) in enumerate(zip(entry.steps, steps, strict=True)):
        if step.picture and len(words_) > CAPTION:
            yield RuleFault((code, "steps", number), "too_long_to_send", str(len(words_)), str(CAPTION))


def _worded(said: str, over: Guide) -> Markup:
    return texts.worded(said, STRANGER, over, Markup(OFFICE), "")


def _fetched(entry: GuideEntry, fetch: Fetch) -> Iterator[tuple[int, tuple[str, bytes | None, str]]]:
    for number, step in enumerate(entry.steps, start=1):
        if step.picture:
            body = fetch(step.picture)
            yield number, (step.picture, body, "picture_missing" if body is None else _unfit(body))


def _unfit(body: bytes) -> str:
    return {"too_large": "picture_large", "no_picture": "picture_none"}.get(pictures.refused(body), "")


def _doubts(own: Guide, over: Guide) -> Iterator[RuleFault]:
    """A kind of difficulty for which neither this file nor ours of its application has a word of its own."""
    theirs = content.shipped(over.app) if over.app in content.SHIPPED else content.shipped(content.ANY)
    any_ = content.shipped(content.ANY)
    for kind in content.KINDS:
        if kind not in own.entries and (own.entries or own.name) and theirs.entries[kind] == any_.entries[kind]:
            yield RuleFault((kind,), "no_entry", any_.entries[kind].title, kind)


def _invalid(path: Path, kind: TypeAdapter[Any], said: Any) -> Iterator[RuleFault]:
    try:
        kind.validate_python(said)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            where = (*path, *(part for part in one["loc"] if isinstance(part, int) or not part.startswith("function-")))
            shown = str(where[-1]) if one["type"] in {"missing", "extra_forbidden"} else str(one["input"])[:60]
            fields = [*GuideEntry.model_fields, *StoreLink.model_fields, *content.GuideStep.model_fields]
            hint = campaign_file.likely(shown, fields) if one["type"] == "extra_forbidden" else ""
            yield RuleFault(where, one["type"], shown, hint)
