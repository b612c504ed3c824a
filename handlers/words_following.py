"""What follows something that was just asked or shown, folded."""

import re

_END = r"(?: a| nhe| em| chau| nha| di| luon| ngay| roi| giup| ho| bac| chi| anh| co| dau| the| nua| cho nhanh)*[ .!]*"
DO_IT = re.compile(
    r"(?:u|uh|um|vang|da|co|duoc|dc|ok|oke|dong y|nhat tri|dung|dung roi|phai|lam|lam di|lam luon|the di|"
    r"(?:u |vang |da |ok )?(?:gui|nhac|nhan|moi|chuyen)(?: luon| cho)?"
    r"(?: (?:bac|anh|chi|co|chu|ong|ba|ban|cac bac|ho))?(?: ay| do)?)" + _END
)
SENDS = re.compile(r"(?<![a-z])(?:gui|nhac|nhan|moi|chuyen)(?![a-z])")
LEAVE_IT = re.compile(r"(?:thoi|khong|ko|khoi|khong phai|khong can|thoi khoi|dung|de do|bo qua)" + _END)
NO_NOT_THAT = re.compile(r"(?:khong phai|sai roi|sai|nham roi|khong dung|y (?:bac|toi|em|chi|anh|co|chu) khac)" + _END)
BOTH = re.compile(r"(?:ca hai|ca 2|hai cai|ca hai cai|lam ca hai|xem ca hai)" + _END)
OTHER_ONE = re.compile(r"(?:(?:y|la) (?:bac|toi|em|chi|anh|co|chu) (?:la )?)?(?:cai|viec|y) (?:kia|con lai|sau)" + _END)
NOTHING = re.compile(r"[\W_]*")
