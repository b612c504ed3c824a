"""What people say about themselves and each other in their own words, as intents. None: it is something else. Pure."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from handlers.intents.intent import Intent
from handlers.intents.me import CallMe, DropChannel, PreferChannel
from handlers.intents.people import Introduce
from handlers.intents.posts import Appoint, Dismiss, HandOver, NameContact, Rephone
from handlers.language import titles
from handlers.language.nights import nearest
from handlers.language.tokens import fold, strip_accents
from handlers.people import inviting, words
from storage.instants import Instant, day_of
from storage.lookup import Who
from storage.records import Role


def read(text: str, who: Who, written: Instant) -> Intent | None:
    """Of somebody we know."""
    said, today = fold(text).strip(" .!?"), who.campaign.day(written) if who.campaign else day_of(written, ZONE)
    if len(said) > LONGEST:
        return None
    return next((wish for reader in READERS if (wish := reader(text, said, who, today))), None)


def introduction(text: str) -> Introduce | None:
    """Of a stranger: who they say they are, as they wrote it."""
    said = fold(text)
    found = words.I_AM.search(said) if len(said) <= LONGEST else None
    if found is None:
        return None
    begins = len(said[: found.start("name")].split())
    name = text.split()[begins : begins + len(found["name"].split())]
    plain = [_NO_LETTERS.sub("", word) for word in name]
    called = " ".join(word[:1].upper() + word[1:] for word in plain if word)
    return Introduce(text, called) if called else None


_NO_LETTERS = re.compile(r"[^\w'’.-]|[\d_]|^[.-]+|[.-]+$")


def _call_me(_text: str, said: str, _who: Who, _today: date) -> Intent | None:
    found = words.CALL_ME.fullmatch(said)
    you = " ".join(found["you"].split()).removesuffix(" nhe").removesuffix(" thoi") if found else ""
    return CallMe(you) if you in words.PAIRS else None


def _drop_channel(_text: str, said: str, _who: Who, _today: date) -> Intent | None:
    found = words.DROP_CHANNEL.fullmatch(said)
    return DropChannel(int(found["number"])) if found else None


def _prefer_channel(_text: str, said: str, who: Who, _today: date) -> Intent | None:
    if who.person is None:
        return None
    if words.ANY_CHANNEL.fullmatch(said):
        return PreferChannel()
    wanted, never = words.PREFER_CHANNEL.fullmatch(said), words.NEVER_BY_CHANNEL.fullmatch(said)
    found = never or wanted
    return PreferChannel(found["channel"], never=never is not None) if found else None


def _invite(text: str, _said: str, who: Who, _today: date) -> Intent | None:
    return inviting.wish(text) if who.has(Role.CLERK) else None


def _contact(text: str, said: str, who: Who, _today: date) -> Intent | None:
    return NameContact(text) if said.startswith("dau moi ") and who.has(Role.LEADER, Role.CLERK) else None


def _hand_over(text: str, said: str, who: Who, today: date) -> Intent | None:
    if not words.HANDING.search(said) or not who.has(Role.LEADER, Role.CLERK):
        return None
    plain, bare = _both(text)
    named = words.HANDED_TO.search(bare) or words.REPLACEMENT.search(bare)
    if named is None and not words.DEPUTY.search(said):
        return None
    first = _first(said, today)
    last = _day(words.TO_DAY, said, first)
    number, unit = _span(said)
    if not number and last is None and words.TONIGHT.search(said) and not words.FOR_GOOD.search(said):
        number, unit = 1, "toi"
    return HandOver(
        text=text,
        name="" if named is None else _stand_in(plain, named),
        first=first.isoformat(),
        last=last.isoformat() if last and last >= max(first, today) else "",  # else how long is asked
        days=number * (7 if unit == "tuan" else 1),
        evenings=unit in {"toi", "buoi"},
        for_good=bool(words.FOR_GOOD.search(said)),
    )


def _first(said: str, today: date) -> date:
    written = _day(words.FROM_DAY, said, today)
    ahead = next((days for pattern, days in words.AHEAD if pattern.search(said)), 0)
    return written or today + timedelta(days=ahead)


def _day(pattern: re.Pattern[str], said: str, near: date) -> date | None:
    found = pattern.search(said)
    return nearest((int(found[1]), int(found[2]), None), near) if found else None


def _span(said: str) -> tuple[int, str]:
    found = words.FOR_NIGHTS.search(said)
    if found is None:
        return 0, ""
    return words.SMALL_NUMBERS.get(found[1]) or int(found[1]), found[2]


def _staff(text: str, _said: str, who: Who, _today: date) -> Intent | None:
    """Who is put into a post, taken from one, or has a new number."""
    plain, said = _both(text)
    if not who.has(Role.LEADER, Role.CLERK):
        return None
    for pattern in words.REPHONE:
        if found := pattern.fullmatch(said):
            return Rephone(_named(plain, found), words.mobile(found["phone"]))
    for pattern in words.DISMISS:
        if (found := pattern.fullmatch(said)) and _is_name(found, plain):
            return Dismiss(_named(plain, found), found.groupdict().get("post") or "")
    handed = words.HANDING.search(said)  # that is a change of hands, with its dates
    found = words.APPOINT.fullmatch(said) or (None if handed else words.TAKES_CHARGE.fullmatch(said))
    if found is None or not _is_name(found, plain):
        return None
    newcomer = "verb" in found.groupdict() and found["verb"] in {"them", "bo sung"}
    post = f"{found['as'] or ''} {plain[found.start('post') :]}".strip()
    number = found.groupdict().get("phone") or ""
    if trailing := words.TRAILING_PHONE.search(strip_accents(post.lower())):
        post, number = post[: trailing.start()], trailing["phone"]
    if not newcomer and not any(titles.post(title, placed=True) for title in titles.read(post)):
        return None
    phone = (words.mobile(number) or "-") if number else ""
    return Appoint(text, _named(plain, found), (found["title"] or ""), post, phone, newcomer=newcomer)


def _both(text: str) -> tuple[str, str]:
    """As it was written, and folded: of one length, so that a name can be given back with its accents."""
    plain = " ".join(unicodedata.normalize("NFC", text).split()).strip(" .!?")
    said = strip_accents(plain.lower())
    return (plain, said) if len(plain) == len(said) else (said, said)


def _named(plain: str, found: re.Match[str]) -> str:
    return plain[found.start("name") : found.end("name")]


def _stand_in(plain: str, found: re.Match[str]) -> str:
    name = _named(plain, found)
    behind = words.BEHIND_STAND_IN.search(strip_accents(name.lower()))
    return name[: behind.start() if behind else None].strip()


def _is_name(found: re.Match[str], plain: str) -> bool:
    """Behind a title, or with capitals: "gỡ cài đặt" takes nobody's post. Nobody appoints themselves here."""
    name = _named(plain, found)
    capital = all(word[:1].isupper() for word in name.split()) or (name.islower() and bool(found["title"]))
    return capital and found["name"] not in words.SELF_NAMED


ZONE = "Asia/Ho_Chi_Minh"  # of who is in no campaign
LONGEST = 200  # signs; what is longer tells a story
Reader = Callable[[str, str, Who, date], Intent | None]
READERS: tuple[Reader, ...] = (_call_me, _drop_channel, _prefer_channel, _contact, _staff, _invite, _hand_over)
