"""What it says about pace, growth and the two rates: each sentence shows what it was worked out from."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.markup import Markup
from handlers.progress.pace import Growth, Pace, Rates
from handlers.texts import COMMA, SPACE, decimal, listed, number, per_cent, percent
from storage.progress import Start
from storage.settings import Target

NAMED = 6  # units in one line


def goal(target: Target, need: int) -> str:
    return f"{per_cent(target.percent)} ({number(need)})"


def pace(reckoned: Pace, target: Target, total: int, today: date, mending: Mapping[str, int]) -> Markup:
    named = goal(target, reckoned.need)
    if reckoned.gap == 0:
        return Markup("✅ Đã đạt mục tiêu {named}, vượt {surplus}.").format(
            named=named, surplus=number(total - reckoned.need)
        )
    if today > target.by:
        return Markup("Hạn {by:%d/%m} đã qua: mục tiêu {named} còn thiếu {gap}.").format(
            by=target.by, named=named, gap=number(reckoned.gap)
        )
    if reckoned.left == 0:
        return Markup("Còn {gap} để đạt {named} vào {by:%d/%m}, mà lịch không còn tối nào: cần thêm buổi.").format(
            gap=number(reckoned.gap), named=named, by=target.by
        )
    head = Markup("Cần <b>{a_night}/tối</b> để đạt {named} vào {by:%d/%m} (còn {gap} trong {left} tối)").format(
        a_night=number(reckoned.a_night), named=named, by=target.by, gap=number(reckoned.gap), left=reckoned.left
    )
    return head + _against(reckoned) + _mending(mending)


def _against(reckoned: Pace) -> Markup:
    late = reckoned.late
    if reckoned.average is None:
        return Markup("; chưa có tối nào để so.")
    head = Markup("; {nights} tối gần nhất trung bình {average}").format(
        nights=reckoned.nights, average=decimal(reckoned.average, 0)
    )
    if late is None:
        return head + Markup(" → chưa ước được ngày đạt.")
    if late > 0:
        return head + Markup(" → <b>chậm khoảng {} tối</b>.").format(number(late))
    return head + (Markup(" → kịp, sớm khoảng {} tối.").format(number(-late)) if late else Markup(" → vừa kịp."))


def _mending(mending: Mapping[str, int]) -> Markup:
    if not mending:
        return Markup("")
    named = [f"{unit} ({number(gap)})" for unit, gap in mending.items()]
    return Markup(" Còn phải làm nhiều nhất: {}.").format(listed(named, COMMA))


def started(start: Start | None, added: int | None) -> Markup:
    """Where the total begins: said even when it is 0; and the growth since as official letters write it.

    None: nothing was told since, which is not the same as no growth.
    """
    if start is None:
        return Markup("Tính từ 0 (chưa nhập số trước đợt).")
    head = Markup("Trước đợt đã có {value} ({source} {as_of:%d/%m})").format(
        value=number(start.value), source=start.source, as_of=start.as_of
    )
    if added is None:
        return head + Markup(", từ đó chưa có báo cáo nào.")
    return head + increase(added, start.value) + Markup(".")


def too_few(names: Sequence[str]) -> str:
    """Why a share is too high: the figures of these units are in it and their people are not."""
    rest = f" và {number(len(names) - NAMED)} nơi nữa" if len(names) > NAMED else ""
    return f"Chưa có tổng số của {', '.join(names[:NAMED])}{rest} nên tỷ lệ thật thấp hơn."


def increase(more: int, before: int) -> Markup:
    """As in "tăng 88.258 = 308,5 %"; of nothing there is no percentage."""
    if more == 0:
        return Markup(", chưa tăng")
    growth = Growth(abs(more), before)
    verb = "tăng" if more > 0 else "giảm"
    share = "" if growth.percent is None else f" = {decimal(growth.percent)}{SPACE}%"
    return Markup(", {verb} {more}{share}").format(verb=verb, more=number(growth.more), share=share)


def compared(more: int, before: int, what: str) -> Markup:
    """The whole phrase of a letter: "tăng 88.258 = 308,5 % so với trước đợt"."""
    return Markup(increase(more, before).removeprefix(", ")) + Markup(" so với {}").format(what)


def rates(told: Rates, since: date) -> Markup:
    if not told.expected:
        return Markup("")
    return Markup(
        "Báo cáo từ {since:%d/%m}: đủ {share_reported} ({reported}/{expected}), đúng giờ {share_on_time} "
        "({on_time}/{expected})."
    ).format(
        since=since,
        share_reported=percent(told.told, told.expected),
        reported=number(told.told),
        expected=number(told.expected),
        share_on_time=percent(told.on_time, told.expected),
        on_time=number(told.on_time),
    )
