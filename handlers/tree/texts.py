"""What it says about units that are renamed, merged or split."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.markup import Markup
from handlers.texts import COMMA, POSTS, Pronouns, day, lines, listed, number, percent
from handlers.tree.rearranging import Arrangement, Whole, is_taken_in
from handlers.tree.unit_tree import Refusal, RefusalReason
from storage.lineage import WHOLE

UNITS_SHOWN = 4  # more would not fit the smallest channel
NAMES_SHOWN = 2
NIGHTS_SHOWN = 4
AND = Markup(" và ")


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit of a preview; `whole` None: there is nothing to measure it by."""

    name: str
    total: int | None
    start: int
    whole: int | None
    nights: int
    people: Sequence[str] = ()


def source(kind: str, names: Sequence[str]) -> str:
    return f"{'gộp' if kind == 'merge' else 'tách'} từ {' + '.join(names)}"


def preview(made: Arrangement) -> Markup:
    """What stands now and what would stand then; the sums above stay as they are."""
    before = [Markup("• {}").format(_shown(_before(made, n))) for n in range(len(made.of))]
    after = [Markup("→ {}").format(_shown(_after(made, n))) for n in range(len(made.wish.into))]
    twice = [night.session.night for night in made.doubled]
    return lines(
        headline(made),
        *_some(before, UNITS_SHOWN, "địa bàn"),
        *_some(after, UNITS_SHOWN, "địa bàn"),
        _twice(twice),
        _unmeasured(made),
        _kept(made),
        _unled(made),
        Markup("Số của các tối trước vẫn đứng tên cũ; tổng cả phường giữ nguyên."),
    )


def headline(made: Arrangement) -> Markup:
    old = [Markup("<b>{}</b>").format(placed.unit.name) for placed in made.of]
    new = [_part(made, n) for n in range(len(made.wish.into))]
    before, after = (listed(_some(names, UNITS_SHOWN, "địa bàn"), AND) for names in (old, new))
    return Markup("{verb} {before} thành {after}, từ {day}.").format(
        verb=_VERBS[made.wish.kind], before=before, after=after, day=day(made.day)
    )


def _part(made: Arrangement, n: int) -> Markup:
    part = made.wish.into[n]
    share = Markup(" ({} %)").format(_hundredths(part.share)) if made.wish.kind == "split" else ""
    return Markup("<b>{name}</b>{share}").format(name=part.name, share=share)


def _before(made: Arrangement, n: int) -> UnitShown:
    whole = made.before[n]
    held = [f"{made.people[post.post.person_id].name} ({POSTS[post.post.role].lower()})" for post in whole.posts]
    return UnitShown(made.of[n].unit.name, *_counted(made, whole), len(whole.nights), held)


def _after(made: Arrangement, n: int) -> UnitShown:
    nights = len(made.nights) - len(made.doubled)
    return UnitShown(made.wish.into[n].name, *_counted(made, made.after[n]), nights)


def _counted(made: Arrangement, whole: Whole) -> tuple[int | None, int, int | None]:
    return whole.total, whole.start, whole.headcounts.get(made.measure)


def _shown(one: UnitShown) -> Markup:
    parts: list[str | Markup] = []
    if one.total is not None:
        counted = f"{number(one.total)}/{number(one.whole)} = {percent(one.total, one.whole)}" if one.whole else ""
        parts.append(counted or f"{number(one.total)} (chưa có tổng số)")
    if one.start:
        parts.append(f"trước đợt {number(one.start)}")
    parts.append(f"{one.nights} buổi sắp tới")
    named = COMMA.join(_some(one.people, NAMES_SHOWN, "người"))
    return Markup("{name}: {parts}").format(name=one.name, parts=listed([*parts, *([named] if named else [])]))


def _some(names: Sequence[str | Markup], most: int, what: str) -> list[str | Markup]:
    more = len(names) - most
    return [*names[:most], *([f"{more} {what} nữa"] if more > 0 else [])]


def _twice(nights: Sequence[date]) -> Markup:
    if not nights:
        return Markup("")
    shown = COMMA.join(_some([day(night) for night in nights], NIGHTS_SHOWN, "tối"))
    return Markup("⚠️ Trùng tối, mỗi tối bỏ một buổi: {}.").format(shown)


def _unmeasured(made: Arrangement) -> Markup:
    lacking = made.measure and made.wish.kind == "merge" and made.measure not in made.after[0].headcounts
    return Markup("⚠️ Có tổ chưa có tổng số, nên tổ mới chưa tính được tỷ lệ.") if lacking else Markup("")


def _kept(made: Arrangement) -> Markup:
    """Whose headcount it is when a second name of it never had one."""
    pairs = list(zip(made.of, made.before, strict=True))
    have = [placed.unit.name for placed, whole in pairs if whole.headcounts]
    lack = [one.unit.name for one, whole in pairs if not whole.headcounts]
    if not is_taken_in(made.wish, made.of) or not have or not lack:
        return Markup("")
    return Markup("Tổng số giữ của {have}; {lack} chưa có tổng số nào.").format(
        have=COMMA.join(have), lack=COMMA.join(lack)
    )


def _unled(made: Arrangement) -> Markup:
    """Of a split unit everybody goes to the first part."""
    names = COMMA.join(_some([part.name for part in made.wish.into[1:]], UNITS_SHOWN, "địa bàn"))
    return Markup("⚠️ Chưa có tổ trưởng: {}.").format(names) if names else Markup("")


def ask(p: Pronouns, told: Markup) -> Markup:
    return lines(told, p.say('Chưa lưu gì. {You} nhắn "đồng ý" để làm, hoặc "không".'))


def agree() -> str:
    return "Đồng ý"


def decline() -> str:
    return "Không"


def done(p: Pronouns, headline: Markup) -> Markup:
    return p.say("Xong rồi {you} ạ. {headline}", headline=headline)


def told(p: Pronouns, headline: Markup) -> Markup:
    return p.say("{Me} báo để {you} biết. {headline}", headline=headline)


def left(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên như cũ ạ.")


def alike(p: Pronouns, name: str, other: str) -> Markup:
    return p.say(
        'Đã có <b>{other}</b>, gần giống <b>{name}</b>. {You} vẫn muốn lấy tên này ạ? Nhắn "đồng ý" hoặc "không".',
        other=other,
        name=name,
    )


def refused(one: Refusal) -> Markup:
    return _REFUSALS[one.why].format(about=one.about, near=one.near) + _meant(one)


def _meant(one: Refusal) -> Markup:
    if one.why is RefusalReason.UNKNOWN and one.near:
        return Markup(" Có phải <b>{}</b> không?").format(one.near)
    return Markup("")


def past(was: str, since: date, became: str, share: int) -> Markup:
    part = Markup("") if share == WHOLE else Markup(" ({} %)").format(_hundredths(share))
    return Markup("{since:%d/%m/%Y}: {was} → {became}{part}").format(since=since, was=was, became=became, part=part)


def _hundredths(share: int) -> str:
    return f"{share / 100:g}".replace(".", ",")


_VERBS = {"rename": "Đổi tên", "merge": "Gộp", "split": "Tách"}
_REFUSALS = {
    RefusalReason.UNKNOWN: Markup("Không có địa bàn nào tên <b>{about}</b>."),
    RefusalReason.AMBIGUOUS: Markup("<b>{about}</b> có thể là: {near}. Ghi rõ tên có dấu, hoặc mã trong ngoặc."),
    RefusalReason.ITSELF: Markup("<b>{about}</b> không gộp với chính nó được."),
    RefusalReason.ONE: Markup("Gộp cần ít nhất hai địa bàn; mới có <b>{about}</b>."),
    RefusalReason.ELSEWHERE: Markup("<b>{about}</b> và <b>{near}</b> không cùng một phường, nên chưa gộp được."),
    RefusalReason.KINDS: Markup("<b>{about}</b> và <b>{near}</b> không cùng loại địa bàn, nên chưa gộp được."),
    RefusalReason.SHARES: Markup(
        "Phần của các tổ mới phải cộng lại bằng 100 %, đang là {about}. "
        "Mỗi tên mới kèm phần của mình, ví dụ 60% và 40%."
    ),
    RefusalReason.PARTS: Markup("Tách <b>{about}</b> thì cần ít nhất hai tên mới."),
    RefusalReason.INHABITED: Markup("Trong <b>{about}</b> còn địa bàn khác, nên chỉ tách được từng địa bàn đó."),
    RefusalReason.TAKEN: Markup("Đã có <b>{near}</b> rồi, phải lấy tên khác."),
    RefusalReason.ALIKE: Markup("Đã có <b>{near}</b>, gần giống <b>{about}</b>."),
    RefusalReason.TWICE: Markup("Hai địa bàn mới không cùng tên <b>{about}</b> được."),
    RefusalReason.SAME: Markup("<b>{about}</b> vẫn là tên đang dùng."),
    RefusalReason.NAMELESS: Markup("Tên mới phải có chữ và không quá 80 chữ cái."),
    RefusalReason.NO_DAY: Markup("Không có ngày {about}. Ví dụ: từ 12/11."),
    RefusalReason.BEFORE: Markup("<b>{about}</b> có từ ngày {near}, không đổi trước ngày đó được."),
    RefusalReason.REPORTED: Markup(
        "Tối {near} đã có số báo, nên không đổi từ {about} được; số phải đứng tên tổ của tối đó."
    ),
    RefusalReason.LATER: Markup("{about} còn xa. Chỉ đổi được từ hôm nay hoặc ngày mai; đến hôm đó hãy làm."),
}
