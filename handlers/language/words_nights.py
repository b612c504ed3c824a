"""How orders about a night, and what is said of one that is off, begin and look: folded words and patterns."""

import re

# One night by one line. The places of groups are marked with § before these are tried.
MOVES = re.compile(r"\b(?:doi|chuyen|lui|hoan)\b(?: (?:lich|buoi|giup|cho|to))*")
CANCELS = re.compile(
    r"\b(?:huy|bo|nghi|hoan|dung|tam dung)\b(?! (?:so|bao cao|ket qua|dong|tin)\b)(?: (?:bo|lich|giup|cho))*"
)
ADDS = re.compile(r"\b(?:lam bu|di bu|bu|them|bo sung|xep them)\b(?: (?:lich|giup|cho))*")
REINSTATES = re.compile(r"\b(?:khoi phuc|mo lai|phuc hoi|di lai|van di|dat lai|bo huy|khong huy(?: nua)?)\b")
TOWARDS = re.compile(r"\s(?:sang|qua|den|ve|xuong|len|vao|thanh)\s|\s*(?:->|=>|→|⇒)\s*")
LEADS = re.compile(
    r"(?:(?:em|nho|cho|giup|anh|chi|oi|a|nhe|lich|buoi|toi|ngay|nay|mai|kia|hom|o|tai|§|\d{1,2}(?:\s?/\s?\d{1,2})?|[,:.-])\s*)*"
)
EVENING = re.compile(r"\b(?:buoi|toi|lich|ngay)\b")
WHY = re.compile(r"(?:,|\bvì\b|\bdo\b|\btại vì\b)\s*(?P<why>[^,\d]{2,80})$", re.IGNORECASE)

# A night that is off, or not: what is said of it, wherever the verb stands.
IS_OFF = re.compile(
    r"\b(?:xin |cho |duoc |tam |bao )*(?:(?<!de )nghi(?: buoi| het| luon| thoi)*|hoan(?! (?:thanh|tat|tac|toan|thien))"
    r"|huy(?: buoi)?|tam dung|(?:bo|dung) (?:buoi|lich)|thoi khong di"
    r"|khong (?:di duoc|di|ra quan|to chuc|lam|co buoi)(?: nua)?)\b"
)
# Words that only look alike once their marks are gone; where nothing has marks, "huy" before these is no name.
OTHER_WORDS = re.compile(r"(?<!\w)(?:nghĩ|nghị|nghì|hoàn|hoan|huy|đúng|đứng)(?!\w)")
HUY = re.compile(r"\bhuy\b(?! (?:buoi|lich|toi|ngay|het|bo|dem|hom|thu|bua)\b| ?§| ?\d)")
GOES_ON = re.compile(
    r"\b(?:khong|chua|dung|chang|khoi|het|thoi khong)\s+(?:co |phai |duoc |cho |can |xin )*(?:nghi|hoan|huy)\b(?: nua)?"
    r"|\bvan (?:di|ra quan|to chuc|lam)\b(?: binh thuong)?|\bdi binh thuong\b|\bdi lai\b"
)
_CALLED = r"(?:a|nhi|em|chau|anh|chi|bac|ban|con|vay|the|ha|day|ta|hen|ne|nua|oi|co)"
ASKS = re.compile(
    rf"\?|\b(?:co|duoc|phai|da|van|lieu)\b.*\b(?:khong|chua)(?: {_CALLED})*[ .!]*$"
    r"|\bai (?:noi|bao|cho|quyet|bieu|keu)\b|\b(?:tai sao|vi sao|sao lai|sao)\b.*\bnghi"
    r"|\b(?:phai khong|dung khong|hay la|hay)\b"
    rf"|\bbao gio\b|\bnghi(?: [a-z]+)? (?:ha|nhi|chu|chang|sao|u)(?: {_CALLED})*[ .!]*$"
)
ASKS_ALOUD = re.compile(
    r"(?<!\w)(?:à|hả|hở|hử)(?: (?:em|cháu|anh|chị|con|bạn))*[ .!]*$"
)  # without its mark the first is a courtesy
ON_CONDITION = re.compile(
    r"\b(?:hom nao|ngay nao|toi nao|bua nao|buoi nao|khi nao|luc nao|neu|gia nhu|lo ma|nho ma|nho dau|co khi|chac"
    r"|kha nang|dinh)\b|\b(?:mua|bao|ngap|lut|gio)(?: to| lon| qua)* thi\b"
)
SOMEBODY_ELSE_COMES = re.compile(r"\bthay\b")
OWN_REASON = re.compile(r"\b(?:dam tang|dam ma|co viec|om|benh|sot|dau|ban|met|vien|kham|gio|cuoi|ve que|cong tac)\b")
OWN_ABSENCE = re.compile(
    r"\b(?:bac|chu|co|anh|chi|em|toi|tui|minh|ong|ba|chau|con)\s+(?:xin |duoc |phai )*(?:nghi|khong di)"
)
_BESIDE_OFF = (
    "to qua lam lon roi chau em a ah nhe nha ne nhi bac chi anh cac cho minh toi tui chung buoi lich di xin duoc vi"
    " do tai nen troi dang lai nua bao la ca het hom dem phuong o va se co bi duong nuoc dien mat day luon tam gap"
    " oi da vang ok gio the nay kia thi ma len khu dan pho thon xom ap ban doi xa ba con nguoi chu ong cung ngoai"
    " nhu vay thoi giup ho dum voi viec tu dau dot xuat deu phai chan gui tin bay"
)
BESIDE_OFF = frozenset(_BESIDE_OFF.split())
# Between two nights of one line: folded.
BETWEEN_NIGHTS = re.compile(r"\W*(?:va|voi|cung|hoac|hay)?\W*")
PARTS_SAYINGS = re.compile(r"[,;.\n]|\b(?:con|va|nhung|voi)\b")
UNTIL = "tới"  # folded it is an evening
BUSY_THEN = re.compile("b(?:ậ|â|á|à)n")  # no "bạn"
MAI = "mai"  # tomorrow, and a name
