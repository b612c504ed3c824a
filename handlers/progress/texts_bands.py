"""What it says when units are compared: good news first, groups instead of places, nobody named, nobody last."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from handlers.markup import Markup
from handlers.progress.bands import Bands, Place
from handlers.texts import COMMA, SPACE, decimal, lines, moment, number, per_cent, some
from storage.settings import Target

LINE = 190  # characters of one band


def bands(unit: str, found: Bands, target: Target, at: datetime) -> Markup:
    goal = per_cent(target.percent)
    head = Markup("<b>{unit}</b> so với mục tiêu của từng nơi ({goal}), lúc {at}").format(
        unit=unit, goal=goal, at=moment(at)
    )
    told = [
        _band("✅ Đã đạt", found.reached),
        _band("Sắp đạt (từ 80 %)", found.near),
        _band("Đang lên (từ 50 %)", found.coming),
        _band("Cần thêm sức", found.behind),
    ]
    owing = Markup("Chưa so vì còn thiếu báo cáo: {}.").format(_names(found.owing)) if found.owing else ""
    uncounted = Markup("Chưa so vì chưa có tổng số: {}.").format(_names(found.uncounted)) if found.uncounted else ""
    silent = Markup("Chưa so vì chưa có số: {}.").format(_names(found.silent)) if found.silent else ""
    return lines(head, improved(found.improved), *told, owing, uncounted, silent, _why())


def nothing_to_compare(unit: str) -> Markup:
    return Markup("<b>{}</b> không có địa bàn nào bên dưới để so ạ.").format(unit)


def improved(places: Sequence[Place]) -> Markup:
    if not places:
        return Markup("")
    named = [Markup("{unit} (+{more})").format(unit=place.unit, more=number(place.more)) for place in places]
    return Markup("Tiến bộ nhất 7 ngày qua: <b>{}</b>.").format(_fitting(named))


def _band(name: str, places: Sequence[Place]) -> Markup:
    if not places:
        return Markup("")
    named = [
        Markup("{unit} {plain}{space}%").format(unit=place.unit, plain=decimal(place.plain, 0), space=SPACE)
        for place in places
    ]
    return Markup("<b>{name}</b>: {fitting}").format(name=name, fitting=_fitting(named)) + Markup(".")


def _why() -> Markup:
    return Markup(
        "Cách xếp: số đã có chia cho mục tiêu của chính nơi đó; nơi ít dân được bù để vài máy không đổi nhóm."
    )


def _names(names: Sequence[str]) -> Markup:
    return _fitting([Markup("{}").format(name) for name in names])


def _fitting(parts: Sequence[Markup]) -> Markup:
    """As many as fit into their share of the smallest channel's message."""
    ends = accumulate(len(part) + len(COMMA) for part in parts)
    fitting = sum(end <= LINE for end in ends)
    return some(parts, fitting)
