"""How one message follows what was shown before, and how one message may hold several. Folded."""

import re

# --- what follows something that was just asked or shown, folded

_END = r"(?: a| nhe| em| chau| nha| di| luon| ngay| roi| giup| ho| bac| chi| anh| co| dau| the| nua| cho nhanh)*[ .!]*"
DO_IT = re.compile(
    r"(?:u|uh|um|vang|da|co|duoc|dc|ok|oke|dong y|nhat tri|duyet|dung|dung roi|phai|lam|lam di|lam luon|the di|"
    r"(?:u |vang |da |ok )?(?:gui|nhac|nhan|moi|chuyen)(?: luon| cho)?"
    r"(?: (?:bac|anh|chi|co|chu|ong|ba|ban|cac bac|ho))?(?: ay| do)?)" + _END
)
SENDS = re.compile(r"(?<![a-z])(?:gui|nhac|nhan|moi|chuyen)(?![a-z])")
LEAVE_IT = re.compile(r"(?:thoi|khong|ko|khoi|khong phai|khong can|thoi khoi|dung|de do|bo qua)" + _END)
NO_NOT_THAT = re.compile(r"(?:khong phai|sai roi|sai|nham roi|khong dung|y (?:bac|toi|em|chi|anh|co|chu) khac)" + _END)
BOTH = re.compile(r"(?:ca hai|ca 2|hai cai|ca hai cai|lam ca hai|xem ca hai)" + _END)
OTHER_ONE = re.compile(r"(?:(?:y|la) (?:bac|toi|em|chi|anh|co|chu) (?:la )?)?(?:cai|viec|y) (?:kia|con lai|sau)" + _END)
NOTHING = re.compile(r"[\W_]*")


# --- where one message may hold another, and what of it says nothing that has to be answered

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
