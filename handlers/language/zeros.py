"""Nobody: `không cài được ai`, `chưa có ai`, `không hộ nào vắng` are numbers too."""

from handlers.language import phrases, tags
from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.phrases import Branch
from handlers.language.pieces import Flaw, Piece
from handlers.language.tokens import Token

NOT = frozenset({"khong", "chang", "cha", "chua", "van"})  # `vẫn chưa có ai`
_STILL, _NOT_YET = "van", "chua"
_WORDS = (
    "co|duoc|cai|dat|moi|them|cho|ai|nguoi|nao|may|ho|nha|truong|hop|ca|kich|hoat|tu|choi|vang|chiu|dong|y|"
    "chi|mot|mong|dan|trong|so|ng|bac|cu|tai|ve|bi|luot|het|loi|vuong|tao|khoan|app|ihanoi|xong|thanh|cong|"
    "dang"
)
_PATH = frozenset(_WORDS.split("|"))
_KEYS = (
    ("installed", ("cai", "tai")),
    ("activated", ("kich", "hoat")),
    ("absent", ("vang",)),
    ("refused", ("choi",)),
    ("stuck", ("loi", "vuong")),
)
_QUIET = frozenset({tags.FILL, tags.BREAK, tags.OVER, tags.MORE, tags.REPORT, tags.LINK, tags.STOP, tags.TONIGHT})


def find(root: Branch, tokens: list[Token], at: int, accented: bool, own: frozenset[str]) -> tuple[Piece, int] | None:
    """The zero stated here, and how many words it takes; `own`: words that the campaign counts with."""
    if tokens[at].word not in NOT or (tokens[at].raw == "cha" and accented):
        return None
    if tokens[at].word == _STILL:
        found = find(root, tokens, at + 1, accented, own) if at + 1 < len(tokens) else None
        return (found[0], found[1] + 1) if found and tokens[at + 1].word != _STILL else None
    end = at + 1
    while end < len(tokens) and end - at < 10 and _on_path(tokens, end, own):
        end += 1
    end = _cut(tokens, at, end)
    path = [t.word for t in tokens[at:end]]
    if end == at or _longer_phrase(root, tokens, at, end - at, accented):
        return None
    indicator = _own(root, tokens[:end], at, accented) if not own.isdisjoint(path) else ""
    indicator = indicator or next((name for name, keys in _KEYS if any(key in path for key in keys)), "")
    if indicator == "installed" and "choi" in path:
        indicator = "refused"
    if not indicator and not _quiet_after(root, tokens, end, accented):
        return None
    piece = Piece(
        tags.NUMBER,
        tokens[at].start,
        tokens[end - 1].end,
        " ".join(path),
        tokens[at].raw,
        flaw=Flaw.NOT_OVER if path[0] == _NOT_YET else Flaw.NONE,
        unit=None if indicator in MAY_BE_HOUSES else tags.PEOPLE,
        indicator=indicator,
        spelled=True,
    )
    return piece, end - at


def _on_path(tokens: list[Token], at: int, own: frozenset[str]) -> bool:
    """One word more is passed over where the campaign's own follow: `không ai mua bhyt`."""
    token, after = tokens[at], tokens[at + 1].word if at + 1 < len(tokens) else ""
    return token.word in own or (token.kind == "word" and (token.word in _PATH or after in own))


def _own(root: Branch, tokens: list[Token], at: int, accented: bool) -> str:
    """What of the campaign's own nobody did."""
    told = (phrases.find(root, tokens, i, accented) for i in range(at + 1, len(tokens)))
    codes = (
        p.indicator for phrase_match in told if phrase_match for p in phrase_match.phrases if p.tag is tags.INDICATOR
    )
    return next(codes, "")


def _cut(tokens: list[Token], at: int, end: int) -> int:
    """The words up to where "nobody" and its verb are complete; `at` when nobody is named."""
    path = [t.word for t in tokens[at:end]]
    named = [i for i, word in enumerate(path) if word == "ai" or (word == "nao" and i > 1)]
    if not named:
        return at
    if path[1:3] == ["co", "ai"] or len(path) - 1 > named[0]:
        return end
    return at + named[-1] + 1


def _longer_phrase(root: Branch, tokens: list[Token], at: int, size: int, accented: bool) -> bool:
    phrase_match = phrases.find(root, tokens, at, accented)
    return phrase_match is not None and phrase_match.length > size


def _quiet_after(root: Branch, tokens: list[Token], end: int, accented: bool) -> bool:
    """Nobody did what? With another verb behind it this is about something else."""
    if end >= len(tokens) or tokens[end].kind != "word":
        return True
    phrase_match = phrases.find(root, tokens, end, accented)
    return phrase_match is not None and not phrase_match.tags.isdisjoint(_QUIET)
