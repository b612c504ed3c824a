"""Whom a clerk's words invite: «/moi thẻ», «mời Đặng Văn Hai», «làm mới thẻ của bác Bảy». Pure."""

import unicodedata
from collections.abc import Sequence

from handlers.intents.people import Invite
from handlers.language.tokens import fold
from handlers.people.words import CARDS, EVERYBODY, INVITING_SAID, OF, PRINTING_SAID, RENEWING, RENEWING_SAID


def command(said: str) -> Invite:
    """Whom, whether on paper, and whether what is out there shall be void."""
    renew, said = _behind(said, RENEWING)
    paper, said = _behind(said, CARDS)
    return Invite(said, cards=paper, renew=renew)


def _behind(said: str, signs: Sequence[str]) -> tuple[bool, str]:
    """Whether it begins with one of these, and what follows."""
    words = unicodedata.normalize("NFC", said)
    sign = next((sign for sign in signs if f"{words.lower()} ".startswith(f"{sign} ")), "")
    return bool(sign), words[len(sign) :].strip()


def wish(text: str) -> Invite | None:
    """Said in plain words, by whoever may invite: «mời Đặng Văn Hai», «in thẻ», «làm mới thẻ của bác Bảy»."""
    words = unicodedata.normalize("NFC", text).strip(" .!")
    for signs, renew, cards in (
        (RENEWING_SAID, True, True),
        (PRINTING_SAID, False, True),
        (INVITING_SAID, False, False),
    ):
        meant, rest = _behind(words, signs)
        if meant and not any(c.isdigit() for c in rest):
            named = rest.removeprefix(OF).strip()
            return Invite("" if fold(named) in EVERYBODY else named, cards=cards, renew=renew)
    return None
