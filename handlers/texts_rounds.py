"""What is said about dated rounds: who owes them, what an agency or a school has told, what is unclear about it."""

from handlers.markup import Markup
from handlers.texts import listed


def with_plan(fresh: int, moved: int, off: int) -> Markup:
    """What a plan changes about the campaign's rounds, since it says who goes out and who does not."""
    parts = {"giao thêm {}": fresh, "dời hạn {}": moved, "bớt {}": off}
    told = [words.format(number) for words, number in parts.items() if number]
    return Markup("Kỳ báo cáo của các đơn vị không đi buổi tối: {}.").format(listed(told)) if told else Markup("")
