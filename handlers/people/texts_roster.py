"""What is said about a roster: what was read of it, what is doubtful, what accepting it would change."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.language import titles
from handlers.markup import Markup
from handlers.texts import COMMA, DOT, Pair, capital, lines, listed, some
from storage.records import Role

ACCEPT_AND_END = "Đồng ý và kết thúc việc cũ"
REVIEW = "Xem từng chỗ"
SHOWN = 6  # lines of one kind; more would not fit the smallest channel
FORCES = {
    "youth": "thanh niên",
    "militia": "dân quân",
    "digital": "công nghệ số",
    "culture": "văn hoá",
    "police": "công an",
    "members": "hội viên, thành viên",
}
ROLES = {
    "clerk": "văn phòng",
    "leader": "tổ trưởng",
    "deputy": "tổ phó",
    "captain": "phụ trách",
    "volunteer": "lực lượng",
    "observer": "theo dõi",
}


def post_name(role: str, force: str | None) -> str:
    """'phụ trách thanh niên', 'tổ trưởng', 'dân quân'."""
    if role == "volunteer":
        return FORCES.get(force or "", ROLES[role])
    return f"{ROLES[role]} {FORCES[force]}" if force else ROLES[role]


def counted(p: Pair, people: int, posts: int, by_role: Sequence[tuple[str, int]]) -> Markup:
    head = p.say("{Me} đọc xong danh sách: <b>{people} người, {posts} việc</b>.", people=people, posts=posts)
    return lines(head, listed((Markup("{name} {n}").format(name=name, n=n) for name, n in by_role), DOT))


def per_unit(counts: Sequence[tuple[str, int]], headless: Sequence[str]) -> Markup:
    """People of each unit, and the units without a leader."""
    each = Markup("Từng tổ: ") + listed((Markup("{name}: {n}").format(name=name, n=n) for name, n in counts), DOT)
    missing = Markup("⚠️ Chưa có tổ trưởng: {}.").format(listed(headless, COMMA)) if headless else ""
    return lines(each if counts else "", missing)


def doubts_told(told: Sequence[Markup]) -> Markup:
    shown = [Markup("• ") + one for one in told[:SHOWN]]
    more = Markup("• … và {} chỗ nữa.").format(len(told) - SHOWN) if len(told) > SHOWN else ""
    return lines(Markup("Chỗ cần xem lại:") if told else "", *shown, more)


def difference_told(new: int, same: int, told: Sequence[Markup]) -> Markup:
    """Against who is known already: nothing of it is said for a first roster."""
    return lines(
        Markup("So với danh sách đang có: mới {new} người, giữ nguyên {same}.").format(new=new, same=same), *told
    )


def changed(kind: str, names: Sequence[str]) -> Markup:
    return Markup("• {kind}: {names}.").format(kind=_CHANGED[kind], names=some(names, SHOWN, "người"))


_CHANGED = {
    "new": "Người mới",
    "phone": "Đổi số điện thoại",
    "title": "Đổi danh xưng",
    "name": "Đổi họ tên",
    "begins": "Thêm việc",
    "replaced": "Thôi việc cũ ghi nhầm",
}


def would_end(p: Pair, names: Sequence[str]) -> Markup:
    return p.say(
        'Không còn trong tệp: {names}. {Me} chỉ kết thúc việc cũ khi {you} chọn "{accept_and_end}".',
        names=some(names, SHOWN, "người"),
        accept_and_end=ACCEPT_AND_END,
    )


def two_heads(unit_names: Sequence[str]) -> Markup:
    return Markup("• ⚠️ Sẽ có hai tổ trưởng cùng lúc: {}.").format(listed(unit_names, COMMA))


def how_to_decide(p: Pair, *, doubtful: int) -> Markup:
    look = Markup('"xem" để xem từng chỗ, ') if doubtful else Markup("")
    return p.say('Chưa lưu gì cả. {You} nhắn "đồng ý" để lưu, {hint}"thôi" để bỏ.', hint=look)


# --- doubts


def rows_named(rows: Iterable[str | int]) -> str:
    """'dòng 7, 22', or the label of a row that carries its sheet or table."""
    labels = [str(row) for row in rows]
    plain = all(label.isdigit() for label in labels)
    return ("dòng " if plain else "") + ", ".join(label.replace(" row ", " dòng ") for label in labels)


def doubt(kind: str, rows: str, given: Mapping[str, str]) -> Markup:
    """How a doubt is taken as long as nobody says otherwise. `given`: name, match, suggest, choice."""
    words = _TAKEN.get((kind, given.get("choice", "")), _TAKEN.get((kind, ""), _KEPT))
    return Markup("{}: ").format(rows) + words.format_map({"name": "", "match": "", "suggest": "", **given})


_KEPT = Markup("{match} cần xem lại")
_TAKEN = {
    ("duplicate_person", ""): Markup("<b>{name}</b> có nhiều dòng cùng một số, ghi là một người"),
    ("same_name", "apart"): Markup("trùng họ tên <b>{name}</b>, để là hai người khác nhau"),
    ("same_name", "same"): Markup("<b>{name}</b> là một người"),
    ("phone_missing", ""): Markup("chưa có số điện thoại"),
    ("phone_invalid", ""): Markup('"{match}" không phải số di động, để trống'),
    ("phone_invalid", "empty"): Markup('"{match}" không phải số di động, để trống'),
    ("phone_invalid", "suggested"): Markup('"{match}" ghi là {suggest}'),
    ("phone_shared", ""): Markup("nhiều người chung một số, nên không nhận ra ai bằng số này được"),
    ("unknown_group", ""): Markup('"{match}" không có trong các tổ của phường, để chưa có tổ'),
    ("unknown_group", "empty"): Markup('"{match}" không có trong các tổ của phường, để chưa có tổ'),
    ("unknown_group", "suggested"): Markup('"{match}" ghi là <b>{suggest}</b>'),
    ("similar_name", "as_read"): Markup('"{match}" hiểu là <b>{suggest}</b>'),
    ("similar_name", "empty"): Markup('"{match}" để chưa có tổ'),
    ("name_missing", ""): Markup("không có tên, chưa lấy"),
    ("unclear_post", ""): Markup('<b>{name}</b> là "{match}", chưa rõ là việc gì, ghi là thành viên'),
    ("unclear_post", "member"): Markup('<b>{name}</b> là "{match}", ghi là thành viên'),
    ("unclear_post", "leader"): Markup('<b>{name}</b> ("{match}") đứng đầu địa bàn'),
    ("unclear_post", "deputy"): Markup('<b>{name}</b> ("{match}") là cấp phó của địa bàn'),
    ("unclear_post", "observer"): Markup('<b>{name}</b> ("{match}") theo dõi chung'),
    ("unplaced", ""): Markup("<b>{name}</b> là tổ trưởng hoặc tổ phó nhưng chưa rõ tổ nào, chưa giao việc"),
}


def doubt_asked(p: Pair, kind: str, rows: str, given: Mapping[str, str], labels: Sequence[str]) -> Markup:
    question = _ASKED[kind].format_map({"name": "", "match": "", "suggest": "", **given, "You": p.You})
    numbered = [Markup("{n} {label}").format(n=n, label=label) for n, label in enumerate(labels, start=1)]
    return lines(Markup("{}: ").format(capital(rows)) + question, *numbered)


_ASKED = {
    "same_name": Markup("có hai <b>{name}</b>, số khác nhau. Hai người hay một người ạ?"),
    "phone_invalid": Markup('"{match}" chưa phải số di động. Có phải là <b>{suggest}</b> không ạ?'),
    "unknown_group": Markup('"{match}" không có trong các tổ của phường. Có phải là <b>{suggest}</b> không ạ?'),
    "unclear_post": Markup('<b>{name}</b> ghi là "{match}". {You} xếp vào việc nào ạ?'),
    "similar_name": Markup('"{match}" có phải là <b>{suggest}</b> không ạ?'),
}


def choice(kind: str, chosen: str, suggest: str) -> str:
    return _CHOICES[kind, chosen].format(suggest)


_CHOICES = {
    ("same_name", "apart"): "Hai người khác nhau",
    ("same_name", "same"): "Cùng một người",
    ("phone_invalid", "empty"): "Để trống",
    ("phone_invalid", "suggested"): "Đúng, {}",
    ("unknown_group", "empty"): "Để chưa có tổ",
    ("unknown_group", "suggested"): "Đúng, {}",
    ("unclear_post", "member"): "Thành viên",
    ("unclear_post", "leader"): "Đứng đầu địa bàn",
    ("unclear_post", "deputy"): "Cấp phó của địa bàn",
    ("unclear_post", "observer"): "Theo dõi chung",
    ("similar_name", "as_read"): "Đúng, {}",
    ("similar_name", "empty"): "Để chưa có tổ",
}


# --- what became of it


def accepted(p: Pair, new: int, changed_: int, began: int, ended: int) -> Markup:
    parts = [
        Markup("<b>{}</b> người mới").format(new),
        *([Markup("{} người đổi thông tin").format(changed_)] if changed_ else []),
        *([Markup("{} việc thêm cho người cũ").format(began)] if began else []),
        *([Markup("{} việc đã kết thúc").format(ended)] if ended else []),
    ]
    return lines(
        p.say("{Me} đã lưu danh sách ✅ {parts}.", parts=listed(parts, DOT)),
        Markup('Muốn mời mọi người vào chat: "mời". Ai chưa vào: "chưa vào".'),
    )


def nothing_new(p: Pair) -> Markup:
    return p.say("Tệp này giống hệt danh sách đang có, {me} không phải sửa gì ạ.")


def changed_meanwhile(p: Pair) -> Markup:
    return p.say(
        "Trong lúc chờ, bản này hoặc danh sách đang có đã thay đổi nên {me} chưa lưu. {You} xem lại giúp {me}:"
    )


def dropped(p: Pair) -> Markup:
    return p.say("Dạ, {me} bỏ danh sách này, chưa lưu gì cả.")


def no_draft(p: Pair) -> Markup:
    return p.say(
        "Không có danh sách nào đang chờ ạ. {You} gửi cho {me} tệp Excel, Word hoặc CSV "
        "có cột họ tên, chức vụ, tổ, số điện thoại."
    )


def no_roster(p: Pair) -> Markup:
    return p.say("{Me} chưa thấy cột họ tên nào trong tệp này ạ. {You} xem lại rồi gửi giúp {me} bản có tiêu đề cột.")


def plan_first(p: Pair) -> Markup:
    return p.say(
        "{Me} chưa biết phường có những tổ nào, nên chưa xếp được người vào tổ ạ. {You} gửi kế hoạch trước giúp "
        "{me} nhé."
    )


# --- for the command line


def holders_line(unit: str, held: Sequence[tuple[str, str, str | None]]) -> str:
    """'Khu phố 1: tổ trưởng Trần Văn Bảy · tổ phó Nguyễn Văn An'"""
    return f"{unit}: " + " · ".join(f"{_held_in(unit, role, force)} {name}" for name, role, force in held)


def _held_in(unit: str, role: str, force: str | None) -> str:
    return titles.of_unit(Role(role), unit) if role in {Role.LEADER, Role.DEPUTY} else post_name(role, force)
