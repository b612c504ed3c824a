"""What is said about what became of figures: who changed them, who differs, what is closed, what came too late."""

from collections.abc import Mapping

from handlers.markup import Markup
from handlers.texts import COMMA, listed, number
from storage.history import Change, FigureLine

# --- a history

TOLD = {"set": "báo", "add": "báo thêm", "undo": "bỏ lần báo", "slip": "duyệt phiếu sửa"}


def figures_changed(one: FigureLine, names: Mapping[str, str]) -> Markup:
    told = [_changed(names[name].lower(), change) for name, change in one.changes.items() if name in names]
    return listed(told, COMMA)


def _changed(name: str, one: Change) -> Markup:
    if one.said is not None and one.said != one.after and one.before == one.after:
        kept = number(one.after or 0)
        return Markup("{name} {said}, chưa tính (giữ {kept})").format(name=name, said=number(one.said), kept=kept)
    after = number(one.after) if one.after is not None else "bỏ trống"
    if one.before is None or one.before == one.after:
        return Markup("{name} {after}").format(name=name, after=after)
    return Markup("{name} {before} → {after}").format(name=name, before=number(one.before), after=after)
