"""Each number of a message with the cues around it, and which of them the message itself takes back."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece
from handlers.language.tags import Tag
from handlers.language.vocabulary import cue
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, NumberRole, PassedOver, Reason

_BETWEEN = frozenset(
    {tags.FILL, tags.LINK, tags.INDICATOR, tags.GOT, tags.TOTAL, tags.UNKNOWN, tags.REPORT, tags.DATE, tags.TONIGHT}
)
_JUST_NOW, _WRITTEN_WRONG, _INTO = cue("just_now"), cue("written_wrong"), "thanh"
_TOO_MUCH = tuple(f" {word}" for word in cue("too_much"))
_SECOND_THOUGHTS = cue("second_thoughts")
_CORRECTS = frozenset({tags.MISTAKE, tags.CHANGE, tags.RIGHT})
_TAKES_BACK = _CORRECTS | {tags.INSTEAD}


@dataclass(slots=True)
class Sight:
    """One number with the cues around it."""

    number: Piece
    before: list[Tag]
    words: list[str]
    after: list[Tag]
    role: NumberRole | None = None
    told: bool = False  # "just now I said 40", "40 is not all"
    label: str = ""
    apart: bool = False  # the cues are a clause of their own: `ghi nhầm, 24`

    @property
    def written_wrong(self) -> bool:
        """`gõ nhầm 42`: that is the wrong one."""
        return bool(self.words) and self.words[0] in _WRITTEN_WRONG and not self.apart


def take_back(clauses: list[Clause], ledger: Ledger) -> None:
    """Where nothing on record is changed, `cài 42, à nhầm 24` and `24 chứ không phải 42` correct only themselves."""
    if all(clause.tags.isdisjoint(_TAKES_BACK) for clause in clauses):
        return
    seen = list(sights(clauses, ledger))
    if seen and _second_thought(clauses, ledger):
        ledger.doubt(seen[-1].number, Flaw.SECOND_THOUGHT)
    wrong = [sight for sight in seen if _named_wrong(sight, seen)]
    void, labels = said_before([s for s in seen if s not in wrong])
    ledger.labels.update(labels)
    ledger.settle_open((sight.number for sight in (*wrong, *void)), PassedOver(Reason.TAKEN_BACK))


def _second_thought(clauses: list[Clause], ledger: Ledger) -> bool:
    """`cài 30 người, à không phải`: taken back, and nothing is said in its place."""
    last = max(at for at, clause in enumerate(clauses) if ledger.numbers(clause.pieces))
    return any(p.word in _SECOND_THOUGHTS for clause in clauses[last + 1 :] for p in clause.pieces)


def said_before(seen: list[Sight]) -> tuple[list[Sight], dict[int, str]]:
    """What was said first of a thing that is said again with a word of correction, and the labels of the latter."""
    void: list[Sight] = []
    labels: dict[int, str] = {}
    correcting = False
    for at, sight in enumerate(seen):
        goes_on = correcting and sight.label  # `sửa lại: cài 23, kẹt 0`
        corrects = sight.before[:1] and sight.before[0] in _CORRECTS and not sight.written_wrong
        earlier = [s for s in seen[:at] if s not in void] if goes_on or corrects else []
        if goes_on:
            void += [s for s in earlier if s.label == sight.label]
        if earlier and corrects:
            correcting = True
            again = _said_again(sight, earlier)
            void += again
            if again and not sight.label and earlier[0].label:
                labels.setdefault(sight.number.start, sight.number.indicator or earlier[0].label)
    return void, labels


def _named_wrong(sight: Sight, seen: list[Sight]) -> bool:
    """`24 chứ không phải 42`, `cài 24, nãy gõ nhầm 42`."""
    others = [s for s in seen if s is not sight]
    wrong = sight.before[:1] == [tags.INSTEAD] or sight.written_wrong
    return wrong and any(not sight.label or not other.label or sight.label == other.label for other in others)


def _said_again(sight: Sight, earlier: list[Sight]) -> list[Sight]:
    """`cài 20 kh 18, ấy nhầm, kh 19`; with no word of its own it can only be about the one figure told."""
    if sight.label:
        return [s for s in earlier if s.label == sight.label][-1:] or [s for s in earlier if not s.label][-1:]
    return [] if len(earlier) > 1 else earlier


def sights(clauses: list[Clause], ledger: Ledger) -> Iterator[Sight]:
    for at, clause in enumerate(clauses):
        first = True
        for i, piece in enumerate(clause.pieces):
            if piece.tag is not tags.NUMBER or not ledger.hears(piece):
                continue
            before = _cues(clause.pieces[:i][::-1])
            apart = first and not before and at > 0
            if apart:
                before = _lone_cues(clauses[at - 1], ledger)
            first = False
            after = [p.tag for p in _cues(clause.pieces[i + 1 :])]
            if not after and at + 1 < len(clauses) and _blames(clauses[at + 1], ledger):
                after = [tags.MISTAKE]
            told = _told_before(clause.pieces, i, after)
            kinds, cues = [p.tag for p in before], [p.word for p in before]
            yield Sight(piece, kinds, cues, after, ledger.roles.get(piece.start), told, _label(clause.pieces, i), apart)


def _blames(clause: Clause, ledger: Ledger) -> bool:
    """`từ chối có 1 nhà thôi, chú gõ thừa`: what stands on record is wrong; how much too much is not said."""
    return not ledger.numbers(clause.pieces) and any(
        p.tag is tags.LESS and p.word.endswith(_TOO_MUCH) for p in clause.pieces
    )


def _told_before(pieces: list[Piece], at: int, after: list[Tag]) -> bool:
    """`lúc nãy báo 40`, `báo 22 là thiếu`."""
    just_now = any(p.word in _JUST_NOW for p in pieces[:at])
    reported = at > 0 and pieces[at - 1].tag is tags.REPORT
    return just_now or (reported and after[:1] in ([tags.TARGET], [tags.LATER], [tags.MISTAKE]))


def _lone_cues(clause: Clause, ledger: Ledger) -> list[Piece]:
    """`nhầm, 24`: a clause of cues alone speaks of the number in the next."""
    return [] if ledger.numbers(clause.pieces) else _cues(clause.pieces[::-1])


def _cues(pieces: list[Piece]) -> list[Piece]:
    """The cues up to the next number."""
    found = []
    for piece in pieces:
        if piece.tag is tags.NUMBER:
            break
        if piece.tag not in _BETWEEN or piece.tag is tags.TOTAL or piece.word == _INTO:
            found.append(piece)
    return found


def _label(pieces: list[Piece], at: int) -> str:
    """The word before the number, or else behind it, up to the next number."""
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(pieces) and pieces[near].tag is not tags.NUMBER:
            if pieces[near].tag is tags.INDICATOR:
                return pieces[near].indicator
            near += step
    return ""
