"""Where help is needed: neutral words, no place numbers, no names of people; each unit says what it lacks."""

from collections.abc import Sequence
from datetime import datetime

from handlers.markup import Markup
from handlers.progress.judging import Push, Pushes
from handlers.progress.texts_rewards import SECTIONS
from handlers.texts import COMMA, SPACE, beyond, decimal, lines, listed, moment, number, some

SHOWN = 6  # of one kind; the rest is in the table
LISTED = 6


def pushes(unit: str, found: Pushes, at: datetime) -> Markup:
    if not found.everyone:
        head = Markup("<b>{unit}</b>: chưa nơi nào cần đẩy thêm, lúc {at}.").format(unit=unit, at=moment(at))
    else:
        head = Markup("<b>{unit}</b>: nơi cần thêm sức, lúc {at}").format(unit=unit, at=moment(at))
    several = len(found.kinds) > 1
    told = [_kind(kind, pushes_, named=several) for kind, pushes_ in found.kinds]
    more = any(len(pushes_) > SHOWN for _, pushes_ in found.kinds)
    table = Markup("Đủ bảng: /xuat cần đẩy.") if more else Markup("")
    return lines(head, *told, _apart("Chưa có tổng số", found.uncounted), _apart("Chưa tới buổi", found.not_yet), table)


def _kind(kind: str, pushes_: Sequence[Push], *, named: bool) -> Markup:
    head = Markup("<b>{}</b>").format(SECTIONS[kind]) if named else Markup("")
    each = (Markup("• {}: ").format(one.unit.name) + lacks(one) for one in pushes_[:SHOWN])
    return lines(head, *each, beyond(len(pushes_), SHOWN))


def lacks(one: Push) -> Markup:
    """So much per cent, so many reports owed, so many to go; of what nobody told there is neither share nor way."""
    owed = [Markup("thiếu {} báo cáo").format(number(one.owed))] if one.owed else []
    gap = [Markup("còn thiếu {} đến mục tiêu").format(number(one.gap))] if one.gap else []
    if one.share is None:
        return listed([Markup("chưa có số"), *owed], COMMA)
    share = Markup("{share}{space}% tổng số").format(share=decimal(one.share), space=SPACE)
    return listed([share, *owed, *gap], COMMA)


def _apart(head: str, names: Sequence[str]) -> Markup:
    if not names:
        return Markup("")
    return Markup("{head}: {names}.").format(head=head, names=some(names, LISTED))
