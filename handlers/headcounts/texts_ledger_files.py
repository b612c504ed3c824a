"""What is said about a table of headcounts: what each unit has and would have, and what has to be looked at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby

from handlers.headcounts.headcounts_difference import Oddity
from handlers.headcounts.texts_ledger import name_of
from handlers.markup import Markup
from handlers.problem import Label, Problem
from handlers.texts import COMMA, Pair, beyond, cut, lines, listed, number, some
from storage.officials import OfficialEntered
from storage.records import Headcount

ACCEPT_NEAR = "Đồng ý cả tên gần giống"
SHOWN, FEW, QUOTED = 8, 3, 30
Line = tuple[str, str, Headcount | OfficialEntered | None, int]


def no_table(p: Pair) -> Markup:
    return Markup(
        "{} chưa thấy bảng tổng số nào trong đó ạ. Bảng cần một cột tên địa bàn và ít nhất một cột số, "
        'ví dụ "15+ có smartphone", "Dân số 15+", "Người lớn 18+", "CBCCVC", "Số hộ", "Hệ thống".'
    ).format(p.Me)


def stands_already(p: Pair, same: int) -> Markup:
    return Markup("{} đọc xong bảng tổng số: {} số đều đã có như vậy rồi, không có gì thay đổi ạ.").format(
        p.Me, number(same)
    )


def read_so_far(p: Pair, rows: int, measures: Sequence[str], origin: tuple[date | None, str]) -> Markup:
    counted = listed((Markup("{}").format(name_of(one)) for one in measures), COMMA)
    day, source = origin
    by = Markup(", theo {}").format(source) if source else ""
    when = Markup(", ngày {:%d/%m/%Y}").format(day) if day else ""
    return Markup("{} đọc xong bảng tổng số: <b>{} dòng</b>, {}{}{}.").format(p.Me, number(rows), counted, by, when)


def changes(told: Sequence[Line], same: int) -> Markup:
    """A line for each unit."""
    each = [
        Markup("• {}: ").format(unit) + listed((_change(*one[1:]) for one in of_unit), COMMA)
        for unit, of_unit in ((unit, list(figures)) for unit, figures in groupby(told, key=lambda one: one[0]))
    ]
    kept = Markup("Giữ nguyên {} số.").format(number(same)) if same else ""
    return lines(*each[:SHOWN], beyond(len(each), SHOWN), kept)


def _change(measure: str, before: Headcount | OfficialEntered | None, value: int) -> Markup:
    was = Markup("{} ({} {:%d/%m/%Y})").format(number(before.value), before.source, before.as_of) if before else None
    return Markup("{} {} → <b>{}</b>").format(name_of(measure), was or "chưa có", number(value))


def oddities(odd: Sequence[Oddity]) -> Markup:
    by_kind = {kind: [one for one in odd if one.kind == kind] for kind in ODD}
    told = ((ODD[kind], some([_oddity(one) for one in alike], FEW, "chỗ")) for kind, alike in by_kind.items() if alike)
    return lines(*(Markup("⚠️ {}: {}.").format(*one) for one in told))


ODD = {
    "nought": "Tổng số 0 thì không tính được tỷ lệ",
    "above": "Số đã báo lớn hơn tổng số",
    "jump": "Khác số cũ quá nhiều",
    "apart": "Số riêng của cả nơi vẫn giữ, dù khác các dòng cộng lại",
}


def _oddity(one: Oddity) -> Markup:
    if one.kind == "nought":
        return Markup("{} ({})").format(one.unit, name_of(one.measure))
    sign = {"above": "trên", "jump": "→", "apart": "≠"}[one.kind]
    return Markup("{} ({} {} {})").format(one.unit, number(one.was), sign, number(one.now))


def problems(found: Sequence[Problem]) -> Markup:
    """Of one kind a few; the heading's remarks first."""
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in PROBLEMS}
    few = [Markup("⚠️ ") + PROBLEMS[kind](one) for kind, alike in by_kind.items() for one in alike[:FEW]][:SHOWN]
    more = Markup("⚠️ và {} chỗ nữa.").format(number(len(found) - len(few))) if len(found) > len(few) else ""
    return lines(*few, more)


def _unknown(one: Problem) -> Markup:
    near = Markup("; gần giống nhất là <b>{}</b>").format(one.suggest) if one.suggest else Markup("")
    return Markup("Dòng {}: không có địa bàn nào tên “{}”{}.").format(_rows(one.rows), cut(one.match, QUOTED), near)


def _similar(one: Problem) -> Markup:
    return Markup("Dòng {}: “{}” hiểu là {}.").format(_rows(one.rows), cut(one.match, QUOTED), one.suggest)


def _differs(one: Problem) -> Markup:
    return Markup("Dòng {}: {} ghi tổng {}, cộng các dòng được {}.").format(
        _rows(one.rows), name_of(one.measure), number(int(one.match)), number(int(one.suggest or 0))
    )


def _no_number(one: Problem) -> Markup:
    return Markup("Dòng {}: “{}” ({}) chưa rõ là bao nhiêu, chưa lấy.").format(
        _rows(one.rows), cut(one.match, QUOTED), name_of(one.measure)
    )


def _twice(one: Problem) -> Markup:
    return Markup("Dòng {}: {} có hai số khác nhau ({}), chưa lấy số nào.").format(
        _rows(one.rows), one.match, name_of(one.measure)
    )


def _none(one: Problem) -> Markup:
    return Markup("Dòng {}: {} chưa có số nào.").format(_rows(one.rows), one.match)


def _columns_alike(one: Problem) -> Markup:
    return Markup("Các cột “{}” cùng một loại số, chưa lấy cột nào.").format(cut(one.match, QUOTED))


def _no_age(one: Problem) -> Markup:
    return Markup("Cột “{}” không ghi tuổi, tính là người từ 15 tuổi.").format(cut(one.match, QUOTED))


PROBLEMS: Mapping[str, Callable[[Problem], Markup]] = {
    "measure_twice": _columns_alike,
    "plain_population": _no_age,
    "unknown_unit": _unknown,
    "similar_name": _similar,
    "total_differs": _differs,
    "not_a_number": _no_number,
    "twice": _twice,
    "no_figures": _none,
}


def _rows(rows: Sequence[Label]) -> str:
    return COMMA.join(str(one) for one in rows)


def origin_asked(p: Pair, *, day: bool, source: bool) -> Markup:
    """What the file does not say."""
    if day and source:
        ask = Markup("Số này theo đâu, ngày nào ạ? {} nhắn ví dụ: “theo số phường 01/11”.").format(p.You)
    elif day:
        ask = Markup("Số này tính đến ngày nào ạ? {} nhắn ví dụ: “ngày 01/11”.").format(p.You)
    else:
        ask = Markup("Số này theo đâu ạ? {} nhắn ví dụ: “theo số phường”.").format(p.You)
    return lines(ask, Markup('Chưa lưu gì cả; muốn bỏ thì nhắn "thôi".'))


def origin_unclear(p: Pair) -> Markup:
    return Markup("{} chưa hiểu nguồn hoặc ngày {} vừa nhắn ạ.").format(p.Me, p.you)


def in_future(day: date) -> Markup:
    return Markup("⚠️ Ngày {:%d/%m/%Y} chưa tới: tỷ lệ chỉ tính theo số này từ ngày đó.").format(day)


def how_to_decide(p: Pair, *, guessed: bool) -> Markup:
    near = Markup(', "{}" để lấy cả những dòng có tên gần giống').format(ACCEPT_NEAR.lower()) if guessed else ""
    return Markup('Chưa lưu gì cả; báo cáo đã phát hành giữ nguyên. {} nhắn "đồng ý" để lưu{}, "thôi" để bỏ.').format(
        p.You, near
    )


def changed_meanwhile(p: Pair) -> Markup:
    return Markup(
        "Trong lúc chờ, bảng này hoặc tổng số đang có đã thay đổi nên {} chưa lưu. {} xem lại giúp {}:"
    ).format(p.me, p.You, p.me)


def entered(p: Pair, places: int, figures: int) -> Markup:
    return Markup("{} đã ghi tổng số của <b>{} nơi</b> ({} số) ✅ Xem lại: /mauso.").format(
        p.Me, number(places), number(figures)
    )


def no_draft(p: Pair) -> Markup:
    return Markup("Không còn bảng tổng số nào đang chờ ạ. {} gửi lại tệp giúp {} nhé.").format(p.You, p.me)
