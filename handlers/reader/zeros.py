"""Nobody: `không cài được ai`, `chưa có ai`, `không hộ nào vắng` are numbers too."""

from handlers.reader import phrases
from handlers.reader.phrases import Branch
from handlers.reader.pieces import Flaw, Piece, Tag
from handlers.reader.tokens import Token

NOT = frozenset({"khong", "chang", "cha", "chua", "van"})  # `vẫn chưa có ai`
_STILL = "van"
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
_QUIET = frozenset({Tag.FILL, Tag.BREAK, Tag.OVER, Tag.MORE, Tag.REPORT, Tag.LINK, Tag.STOP, Tag.TONIGHT})


def find(root: Branch, tokens: list[Token], at: int, accented: bool) -> tuple[Piece, int] | None:
    """The zero stated here, and how many words it takes."""
    if tokens[at].word not in NOT or (tokens[at].raw == "cha" and accented):
        return None
    if tokens[at].word == _STILL:
        found = find(root, tokens, at + 1, accented) if at + 1 < len(tokens) else None
        return (found[0], found[1] + 1) if found and tokens[at + 1].word != _STILL else None
    end = at + 1
    while end < len(tokens) and end - at < 10 and tokens[end].kind == "word" and tokens[end].word in _PATH:
        end += 1
    end = _cut(tokens, at, end)
    path = [t.word for t in tokens[at:end]]
    if end == at or _longer_phrase(root, tokens, at, end - at, accented):
        return None
    indicator = next((name for name, keys in _KEYS if any(key in path for key in keys)), "")
    if indicator == "installed" and "choi" in path:
        indicator = "refused"
    if not indicator and not _quiet_after(root, tokens, end, accented):
        return None
    piece = Piece(Tag.NUMBER, tokens[at].start, tokens[end - 1].end, " ".join(path), tokens[at].raw)
    piece.unit = Tag.PEOPLE if indicator in {"", "installed", "activated"} else None
    piece.indicator = indicator
    piece.spelled = True
    if path[0] == "chua":
        piece.flaw = Flaw.NOT_OVER
    return piece, end - at


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
    found = phrases.find(root, tokens, at, accented)
    return found is not None and found.length > size


def _quiet_after(root: Branch, tokens: list[Token], end: int, accented: bool) -> bool:
    """Nobody did what? With another verb behind it this is about something else."""
    if end >= len(tokens) or tokens[end].kind != "word":
        return True
    found = phrases.find(root, tokens, end, accented)
    return found is not None and bool({p.tag for p in found.phrases} & _QUIET)
