"""Where one message may hold another, and what of it says nothing that has to be answered."""

import re

# Between two sayings; inside of a number (19h30, 1.892, 42,0) nothing ends.
ENDS = re.compile(r"[;!?\n]+|[.,](?!\d)|(?<!\d)[.,]")
# Folded. Before these another saying may begin without a sign.
BEGINS = re.compile(
    r"(?<=[a-z\d] )(?=(?:(?:ngay |hom |toi |thu )?mai|the|vay|nhung|nhan tien|tien the|voi lai|bao gio|khi nao"
    r"|may gio|cho (?:bac|toi|em|co|chu|anh|chi) hoi) [a-z])"
)
# So many days or minutes are no figure either.
SPANS = re.compile(r"(?<![a-z\d])\d{1,2}\s?(?:ngay|hom|bua|buoi|toi|tuan|phut|ph|p|gio|h)(?![a-z\d])")
# Whether the house has written something down.
OF_RECORD = re.compile(r"(?<![a-z])(?:ghi|quen|nhan duoc|nhan chua|da nhan|bao roi|so cu)(?![a-z])")
# What is said of the very figures, or of their night: whether it is a report or talk about one is the reader's of
# counts alone.
OF_FIGURES = frozenset(
    {
        *("check_recorded", "correct_report", "delete_report", "own_figures", "unit_figures", "wrong_unit"),
        *("history", "how_to_report", "enter_for_other", "attendance"),
        *("cancel_night", "running_late", "change_hours"),  # of a night that was
    }
)
