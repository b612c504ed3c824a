"""A campaign's file as offices save and type it -> as TOML wants it, line for line: letters, quotes, keys, signs."""

import re
import unicodedata
from collections.abc import Callable

from handlers.language.tokens import plain
from handlers.language.unseen import INVISIBLE

ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SIGNS = str.maketrans({"＝": "=", "：": ":", "【": "[", "】": "]", "［": "[", "］": "]", "，": ",", "＂": '"'})
# Strings and remarks are somebody's words; quotes of a word processor open and close a string as straight ones do.
_APART = re.compile(
    r'["“„‟«](?P<double>[^“”„‟«»"\n]*)[“”„‟»](?=\s*(?:[,}\]#]|$))'
    r'|(?P<string>"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?<=[=\[,{:\s])[‘‚](?P<single>[^‘’\n]*)[’‘](?=\s*(?:[,}\]#]|$))"
    r"|(?P<remark>\#[^\n]*)"
)
_REMARK = re.compile(r"^(\s*)(?://|--|;)")
_SECTION = re.compile(r"^\s*\[+[^\[\]]*\]+\s*$")
_KEY = re.compile(r"(?P<before>^\s*|[{,]\s*)(?P<key>[^\W\d](?:[\w .-]*\w)?)(?P<space>\s*)(?P<is>[=:])(?P<after>\s*)")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")


def decoded(body: bytes) -> str:
    """Raises UnicodeDecodeError."""
    encoding = next((name for mark, name in ENCODINGS if body.startswith(mark)), "")
    if not encoding and body[:200].count(0) * 5 > len(body[:200]):
        encoding = "utf-16-le" if body[1:2] == b"\0" else "utf-16-be"
    return body.decode(encoding or "utf-8").replace("\r\n", "\n").replace("\r", "\n")


def plainly(text: str) -> str:
    """As many lines as before; what is well written stays as it is."""
    composed = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in composed)
    return "\n".join(_line(line) for line in spaced.split("\n"))


def _line(line: str) -> str:
    return _outside(_REMARK.sub(r"\1#", line), _code)


def _outside(line: str, change: Callable[[str], str]) -> str:
    """Changes what stands between strings and remarks, each of which is kept in its place by a sign of its own."""
    kept: list[str] = []

    def put_by(found: re.Match[str]) -> str:
        words = found["double"] if found["double"] is not None else found["single"]
        kept.append(found[0] if words is None else '"' + words.replace("\\", "\\\\") + '"')
        return f"\x00{len(kept) - 1}\x00"

    told = change(_APART.sub(put_by, line))
    return re.sub("\x00(\\d+)\x00", lambda found: kept[int(found[1])], told)


def _code(told: str) -> str:
    told = told.translate(SIGNS).replace("”", '"').replace("“", '"')
    if _SECTION.match(told.partition("\x00")[0]):
        return told.lower()
    return _KEY.sub(_key, told)


def _key(found: re.Match[str]) -> str:
    """Keys have small plain letters; a keyboard may have put accents on them. What is none is told as unknown."""
    key = plain(found["key"]).lower() if " " not in found["key"] else found["key"]
    said = key if _BARE_KEY.fullmatch(key) else f'"{key}"'
    return f"{found['before']}{said}{found['space'] or ' '}={found['after']}"
