"""What it says about headcounts: where each is from, what a change would do, and what a table of them would change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby

from handlers.headcounts.headcounts_difference import Oddity
from handlers.markup import Markup
from handlers.problem import Label, Problem, number_of
from handlers.texts import COMMA, FLAWS, MEASURES, Pronouns, beyond, cut, lines, listed, number, percent, some, spans
from storage.officials import OfficialEntered
from storage.records import Headcount

# --- what it says about headcounts: where each is from, what a change would do, how heads and system differ

YES, NO = "Đúng, đồng ý", "Không, thôi"
OFFICIAL = "số trên hệ thống"
SHOWN = 12


def name_of(measure: str) -> str:
    return MEASURES.get(measure, OFFICIAL)


def ledger(unit: str, used: str, counts: Sequence[Headcount], gaps: Sequence[tuple[str, int, int]]) -> Markup:
    """`used`: the measure by which the share is told; `gaps`: unit, told by the heads, counted by the system."""
    if not counts:
        parts = [Markup("<b>{}</b> chưa có tổng số nào, nên chưa tính được tỷ lệ ạ.").format(unit)]
    else:
        parts = [Markup("Tổng số của <b>{}</b>:").format(unit), *(_line(count, used) for count in counts)]
    return lines(*parts, _gaps(gaps))


def _line(one: Headcount, used: str) -> Markup:
    mark = Markup(" ← tỷ lệ tính theo số này") if one.measure == used else Markup("")
    return Markup("• {measure}: <b>{value}</b>, theo {source} ngày {as_of:%d/%m/%Y}{mark}").format(
        measure=name_of(one.measure), value=number(one.value), source=one.source, as_of=one.as_of, mark=mark
    )


def _gaps(gaps: Sequence[tuple[str, int, int]]) -> Markup:
    if not gaps:
        return Markup("")
    each = [
        Markup("• {unit}: tổ báo {figures}, hệ thống {official}, {gap}").format(
            unit=unit, figures=number(told), official=number(official), gap=_gap(told - official)
        )
        for unit, told, official in gaps[:SHOWN]
    ]
    return lines(Markup("Đối chiếu với số trên hệ thống (không số nào thay số nào):"), *each, beyond(len(gaps), SHOWN))


def _gap(gap: int) -> str:
    return "khớp" if gap == 0 else f"chênh {'+' if gap > 0 else '-'}{number(abs(gap))}"


_SAID = {"smartphone15": "smartphone", "residents15": "15 tuổi", "adults18": "18 tuổi", "staff": "cán bộ"}


def to_change(p: Pronouns, unit: str, measure: str, as_of: date) -> Markup:
    """`unit`, `measure`: what an example is made of."""
    said = _SAID.get(measure, "số hộ")
    words = 'Muốn đổi, {you} nhắn: "/mauso {unit} {said} 980 theo số phường {as_of:%d/%m}".'
    return p.say(words, unit=unit, said=said, as_of=as_of)


def preview(unit: str, measure: str, before: Headcount | None, after: Headcount, total: int | None) -> Markup:
    """`total`: of the unit, where the share is told by this measure."""
    was = number(before.value) if before else "chưa có"
    head = Markup("<b>{unit}</b>, {measure}: {was} → <b>{value}</b> (theo {source} ngày {as_of:%d/%m/%Y}).").format(
        unit=unit, measure=name_of(measure), was=was, value=number(after.value), source=after.source, as_of=after.as_of
    )
    return lines(
        head, _effect(before, after, total), Markup('Số báo cáo đã phát hành giữ nguyên. Nhắn "đồng ý" hoặc "thôi".')
    )


def _effect(before: Headcount | None, after: Headcount, total: int | None) -> Markup:
    if total is None:
        return Markup("")
    if after.value == 0:
        return Markup("⚠️ Tổng số 0 thì không tính được tỷ lệ.")
    was = percent(total, before.value) if before and before.value else "chưa có"
    effect = Markup("Tỷ lệ: {was} → <b>{total}</b>.").format(was=was, total=percent(total, after.value))
    if total > after.value:
        return effect + Markup(" ⚠️ Số đã báo {} lớn hơn tổng số.").format(number(total))
    return effect


def preview_official(unit: str, told: int, value: int, as_of: date, source: str) -> Markup:
    return lines(
        Markup("<b>{unit}</b>, số trên hệ thống: <b>{value}</b> (theo {source} ngày {as_of:%d/%m/%Y}).").format(
            unit=unit, value=number(value), source=source, as_of=as_of
        ),
        Markup("Tổ báo {figures}, {gap}. Hai số đứng cạnh nhau, không số nào thay số nào.").format(
            figures=number(told), gap=_gap(told - value)
        ),
        Markup('Nhắn "đồng ý" hoặc "thôi".'),
    )


def entered(p: Pronouns, unit: str, measure: str, value: int) -> Markup:
    return p.say(
        "{Me} đã ghi <b>{unit}</b>, {measure}: {value}.", unit=unit, measure=name_of(measure), value=number(value)
    )


def left(p: Pronouns) -> Markup:
    return p.say("Dạ, {me} giữ nguyên ạ.")


def how(p: Pronouns, example: Markup) -> Markup:
    return lines(p.say("{Me} chưa đọc ra đủ: cần địa bàn, loại số, con số và nguồn."), example)


# --- what is said about a table of headcounts: what each unit has and would have, and what has to be looked at

ACCEPT_NEAR = "Đồng ý cả tên gần giống"
ROWS_SHOWN, FEW, QUOTED = 8, 3, 30
Line = tuple[str, str, Headcount | OfficialEntered | None, int]


def no_table(p: Pronouns) -> Markup:
    return p.say(
        "{Me} chưa thấy bảng tổng số nào trong đó ạ. Bảng cần một cột tên địa bàn và ít nhất một cột số, "
        'ví dụ "15+ có smartphone", "Dân số 15+", "Người lớn 18+", "CBCCVC", "Số hộ", "Hệ thống".'
    )


def stands_already(p: Pronouns, same: int) -> Markup:
    return p.say(
        "{Me} đọc xong bảng tổng số: {same} số đều đã có như vậy rồi, không có gì thay đổi ạ.", same=number(same)
    )


def read_so_far(p: Pronouns, rows: int, measures: Sequence[str], origin: tuple[date | None, str]) -> Markup:
    counted = listed((Markup("{}").format(name_of(measure)) for measure in measures), COMMA)
    day, source = origin
    by = Markup(", theo {}").format(source) if source else ""
    when = Markup(", ngày {:%d/%m/%Y}").format(day) if day else ""
    return p.say(
        "{Me} đọc xong bảng tổng số: <b>{rows} dòng</b>, {counted}{by}{when}.",
        rows=number(rows),
        counted=counted,
        by=by,
        when=when,
    )


def changes(told: Sequence[Line], same: int, most: int = ROWS_SHOWN) -> Markup:
    """A line for each unit."""
    each = [
        Markup("• {}: ").format(unit) + listed((_change(*one[1:]) for one in of_unit), COMMA)
        for unit, of_unit in ((unit, list(figures)) for unit, figures in groupby(told, key=lambda one: one[0]))
    ]
    kept = Markup("Giữ nguyên {} số.").format(number(same)) if same else ""
    more = Markup('{} (nhắn "xem hết")').format(rest) if (rest := beyond(len(each), most)) else ""
    return lines(*each[:most], more, kept)


def absent(names: Sequence[str]) -> Markup:
    """Units that a table of most of them does not name."""
    return Markup("Bảng không có: {}.").format(some(spans(names), ROWS_SHOWN)) if names else Markup("")


def column_is(label: str) -> str:
    return f"Lấy cột {label}"


def columns_asked(p: Pronouns, unpicked: Mapping[str, Sequence[str]]) -> Markup:
    """Of one sort of figures there are several columns."""
    asked = [
        p.say(
            "❓ Có {n} cột cùng là <b>{measure}</b>: {labels}. {You} lấy cột nào ạ? Nhắn ví dụ “{example}”.",
            n=len(labels),
            measure=name_of(measure),
            labels=listed((Markup("“{}”").format(cut(label, QUOTED)) for label in labels), COMMA),
            example=column_is(labels[-1]).lower(),
        )
        for measure, labels in unpicked.items()
    ]
    return lines(*asked)


def how_to_settle(p: Pronouns, open_: Sequence[Problem]) -> Markup:
    """With the first row of each sort as the example."""
    figure = next((one for one in open_ if one.kind in {"not_a_number", *FLAWS} and one.measure and one.rows), None)
    name = next((one for one in open_ if one.kind == "unknown_unit"), None)
    ways = [Markup("“dòng {} là” kèm con số đúng").format(number_of(figure.rows[0]))] if figure else []
    ways += [Markup("“{} là” kèm tên đúng").format(cut(name.match, QUOTED))] if name else []
    first = figure or name
    ways += [Markup("“bỏ dòng {}”").format(number_of(first.rows[0]))] if first else []
    return p.say("Sửa ngay ở đây, {you} nhắn {ways}.", ways=listed(ways, Markup(", "))) if ways else Markup("")


def nothing_clear(p: Pronouns) -> Markup:
    return p.say('Chưa có số nào rõ để lưu ạ. {You} trả lời giúp {me} các chỗ trên, hoặc nhắn "thôi" để bỏ.')


def answer_unclear(p: Pronouns) -> Markup:
    return p.say(
        "{Me} chưa hiểu câu này là cho dòng nào ạ. {You} nhắn ví dụ “dòng 5 là 300”, “bỏ dòng 5”, "
        "hoặc tên trong bảng “là” tên đúng."
    )


def _change(measure: str, before: Headcount | OfficialEntered | None, value: int) -> Markup:
    was = (
        Markup("{value} ({source} {as_of:%d/%m/%Y})").format(
            value=number(before.value), source=before.source, as_of=before.as_of
        )
        if before
        else None
    )
    return Markup("{measure} {was} → <b>{value}</b>").format(
        measure=name_of(measure), was=was or "chưa có", value=number(value)
    )


def oddities(odd: Sequence[Oddity]) -> Markup:
    by_kind = {kind: [oddity for oddity in odd if oddity.kind == kind] for kind in ODD}
    told = ((ODD[kind], some([_oddity(one) for one in alike], FEW, "chỗ")) for kind, alike in by_kind.items() if alike)
    return lines(*(Markup("⚠️ {what}: {where}.").format(what=what, where=where) for what, where in told))


ODD = {
    "nought": "Tổng số 0 thì không tính được tỷ lệ",
    "above": "Số đã báo lớn hơn tổng số",
    "jump": "Khác số cũ quá nhiều",
    "apart": "Số riêng của cả nơi vẫn giữ, dù khác các dòng cộng lại",
}


def _oddity(one: Oddity) -> Markup:
    if one.kind == "nought":
        return Markup("{unit} ({measure})").format(unit=one.unit, measure=name_of(one.measure))
    sign = {"above": "trên", "jump": "→", "apart": "≠"}[one.kind]
    return Markup("{unit} ({was} {sign} {now})").format(
        unit=one.unit, was=number(one.was), sign=sign, now=number(one.now)
    )


def problems(found: Sequence[Problem], most: int = ROWS_SHOWN) -> Markup:
    """Of one kind a few; the heading's remarks first."""
    found = [problem for problem in found if not problem.is_remark]
    by_kind = {kind: [problem for problem in found if problem.kind == kind] for kind in PROBLEMS}
    each = FEW if most == ROWS_SHOWN else most
    few = [Markup("⚠️ ") + PROBLEMS[kind](one) for kind, alike in by_kind.items() for one in alike[:each]][:most]
    more = Markup("⚠️ và {} chỗ nữa.").format(number(len(found) - len(few))) if len(found) > len(few) else ""
    return lines(*few, more)


def _unknown(one: Problem) -> Markup:
    near = Markup("; gần giống nhất là <b>{}</b>").format(one.suggest) if one.suggest else Markup("")
    return Markup("Dòng {rows}: không có địa bàn nào tên “{match}”{near}.").format(
        rows=_rows(one.rows), match=cut(one.match, QUOTED), near=near
    )


def _similar(one: Problem) -> Markup:
    return Markup("Dòng {rows}: “{match}” hiểu là {suggest}.").format(
        rows=_rows(one.rows), match=cut(one.match, QUOTED), suggest=one.suggest
    )


def _differs(one: Problem) -> Markup:
    return Markup("Dòng {rows}: {measure} ghi tổng {total}, cộng các dòng được {summed}.").format(
        rows=_rows(one.rows),
        measure=name_of(one.measure),
        total=number(int(one.match)),
        summed=number(int(one.suggest or 0)),
    )


def _no_number(one: Problem) -> Markup:
    return Markup("{rows}: “{match}” ({measure}) chưa rõ là bao nhiêu, chưa lấy.").format(
        rows=_row_of(one), match=cut(one.match, QUOTED), measure=name_of(one.measure)
    )


def _twice(one: Problem) -> Markup:
    return Markup("Dòng {rows}: {match} có hai số khác nhau ({measure}), chưa lấy số nào.").format(
        rows=_rows(one.rows), match=one.match, measure=name_of(one.measure)
    )


def _none(one: Problem) -> Markup:
    return Markup("Dòng {rows}: {match} chưa có số nào.").format(rows=_rows(one.rows), match=one.match)


def _flawed(one: Problem) -> Markup:
    return Markup("Dòng {rows}: “{match}”: {why}, chưa lấy.").format(
        rows=_rows(one.rows), match=cut(one.match, QUOTED), why=FLAWS[one.kind]
    )


def _columns_alike(one: Problem) -> Markup:
    return Markup("Các cột “{}” cùng một loại số, chưa lấy cột nào.").format(cut(one.match, QUOTED))


def _no_age(one: Problem) -> Markup:
    return Markup("Cột “{}” không ghi tuổi, tính là người từ 15 tuổi.").format(cut(one.match, QUOTED))


def _too_many(one: Problem) -> Markup:
    part, whole = one.match.split("/")
    return Markup(
        "Dòng {rows}: {measure} ({part}) nhiều hơn {of} ({whole}), có thể hai cột bị đổi chỗ, chưa lấy."
    ).format(
        rows=_rows(one.rows),
        measure=name_of(one.measure),
        part=number(int(part)),
        of="số người" if one.suggest == "people" else name_of(one.suggest or ""),
        whole=number(int(whole)),
    )


def _scaled(_one: Problem) -> Markup:
    return Markup("Bảng ghi đơn vị là nghìn, không phải từng người, từng hộ: chưa lấy số nào.")


PROBLEMS: Mapping[str, Callable[[Problem], Markup]] = {
    "scaled": _scaled,
    "measure_twice": _columns_alike,
    "plain_population": _no_age,
    "unknown_unit": _unknown,
    "similar_name": _similar,
    "total_differs": _differs,
    "not_a_number": _no_number,
    "too_many": _too_many,
    "twice": _twice,
    "no_figures": _none,
    **dict.fromkeys(FLAWS, _flawed),
}


def _row_of(one: Problem) -> Markup:
    """With the unit that it is about."""
    return Markup("Dòng {rows} ({unit})").format(rows=_rows(one.rows), unit=cut(one.why, QUOTED))


def _rows(rows: Sequence[Label]) -> str:
    return COMMA.join(str(row) for row in rows)


def origin_asked(p: Pronouns, *, day: bool, source: bool) -> Markup:
    """What the file does not say."""
    if day and source:
        ask = p.say("Số này theo đâu, ngày nào ạ? {You} nhắn ví dụ: “theo số phường 01/11”.")
    elif day:
        ask = p.say("Số này tính đến ngày nào ạ? {You} nhắn ví dụ: “ngày 01/11”.")
    else:
        ask = p.say("Số này theo đâu ạ? {You} nhắn ví dụ: “theo số phường”.")
    return lines(ask, Markup('Chưa lưu gì cả; muốn bỏ thì nhắn "thôi".'))


def origin_unclear(p: Pronouns) -> Markup:
    return p.say("{Me} chưa hiểu nguồn hoặc ngày {you} vừa nhắn ạ.")


def in_future(day: date) -> Markup:
    return Markup("⚠️ Ngày {:%d/%m/%Y} chưa tới: tỷ lệ chỉ tính theo số này từ ngày đó.").format(day)


def how_to_decide(p: Pronouns, *, guessed: bool) -> Markup:
    near = Markup(', "{}" để lấy cả những dòng có tên gần giống').format(ACCEPT_NEAR.lower()) if guessed else ""
    return p.say(
        'Chưa lưu gì cả; báo cáo đã phát hành giữ nguyên. {You} nhắn "đồng ý" để lưu{near}, "thôi" để bỏ.', near=near
    )


def changed_meanwhile(p: Pronouns) -> Markup:
    return p.say("Trong lúc chờ, bảng này hoặc tổng số đang có đã thay đổi nên {me} chưa lưu. {You} xem lại giúp {me}:")


def table_entered(p: Pronouns, places: int, figures: int) -> Markup:
    return p.say(
        "{Me} đã ghi tổng số của <b>{places} nơi</b> ({figures} số) ✅ Xem lại: /mauso.",
        places=number(places),
        figures=number(figures),
    )


def no_draft(p: Pronouns) -> Markup:
    return p.say("Không còn bảng tổng số nào đang chờ ạ. {You} gửi lại tệp giúp {me} nhé.")
