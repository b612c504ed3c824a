"""What it says about headcounts: where each is from, what a change would do, how heads and system differ."""

from collections.abc import Sequence
from datetime import date

from handlers.markup import Markup
from handlers.texts import MEASURES, Pair, beyond, lines, number, percent
from storage.records import Headcount

YES, NO = "Đúng, đồng ý", "Không, thôi"
OFFICIAL = "số trên hệ thống"
SHOWN = 12


def name_of(measure: str) -> str:
    return MEASURES.get(measure, OFFICIAL)


def ledger(unit: str, used: str, counts: Sequence[Headcount], gaps: Sequence[tuple[str, int, int]]) -> Markup:
    """`used`: the measure by which the share is told; `gaps`: unit, told by the heads, counted by the system."""
    if not counts:
        told = [Markup("<b>{}</b> chưa có tổng số nào, nên chưa tính được tỷ lệ ạ.").format(unit)]
    else:
        told = [Markup("Tổng số của <b>{}</b>:").format(unit), *(_line(one, used) for one in counts)]
    return lines(*told, _gaps(gaps))


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


def to_change(p: Pair, unit: str, measure: str, as_of: date) -> Markup:
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


def entered(p: Pair, unit: str, measure: str, value: int) -> Markup:
    return p.say(
        "{Me} đã ghi <b>{unit}</b>, {measure}: {value}.", unit=unit, measure=name_of(measure), value=number(value)
    )


def left(p: Pair) -> Markup:
    return p.say("Dạ, {me} giữ nguyên ạ.")


def how(p: Pair, example: Markup) -> Markup:
    return lines(p.say("{Me} chưa đọc ra đủ: cần địa bàn, loại số, con số và nguồn."), example)
