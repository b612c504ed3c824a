"""What a clerk says about the rows of a plan, and about single nights: folded words and patterns."""

import re

ADOPT = re.compile(r"(?:sua|doi|dung) (?:ca|het|tat ca)|dung roi|dung vay")
KEEP = re.compile(r"(?:giu|de)(?: nguyen)?(?: (?:ca|het|tat ca))?(?: nhu (?:cu|vay))?")
DROP = re.compile(r"bo(?: qua)?(?: (?:ca|het|tat ca))?")
EVERY = re.compile(r" (?:ca|het|tat ca)$")
ROWS = re.compile(r"\b(?:dong|so) (?P<rows>\d+(?:\s*(?:,|va|&)\s*(?:dong )?\d+)*)")
ROW_FIRST = re.compile(r"(?:dong|so) (?P<row>\d+)\s*(?:[:,.=-]|la|thi|sua thanh|sua|doi thanh|thanh)?\s*(?P<rest>.*)")
IS_UNIT = re.compile(
    r"(?P<name>\S.*?)\s+(?:chính là|chinh la|tức là|tuc la|cũng là|cung la|là|la|=)\s+(?P<unit>\S.*)", re.IGNORECASE
)
NAMED_VERB = re.compile(r"(?P<verb>bỏ qua|bo qua|bỏ|bo|giữ|giu)\s+(?:tên\s+|ten\s+)?(?P<name>\D.*)", re.IGNORECASE)
WHOLE = re.compile(r"(?:ban nay )?thay (?:ca|toan bo|het) (?:ban |ke hoach |lich )*(?:cu|lich|ke hoach|dang co)?")
KEEP_NIGHTS = re.compile(
    r"giu (?:lai )?(?:het|ca|nguyen)?\s*(?:cac|nhung|may) buoi(?: do| nay| cu)*|khong huy(?: buoi nao| gi)?(?: ca)?"
    r"|giu het"
)
ABOUT_ROWS = re.compile(r"(?:(?:giu|de|bo|sua)\b.*\bdong \d+|dong \d+\b)")
KIND = re.compile(
    r"^(?:(?:to dan pho|tdp|to|khu pho|kp|khu dan cu|kdc|khu|thon|xom|ap|ban|buon|lang|khom|khoi|cum|doi|chung cu|c/c"
    r"|cc|toa nha|toa|nha|so|ban quan tri|bqt)(?![a-z])\s*[:.]?\s*)+"
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
EVENT = re.compile(
    r"(?:le |buoi |hop |hoi nghi )*(?:tong ket|so ket|ra quan|khai mac|be mac|tap huan|hoi nghi|rut kinh nghiem"
    r"|giao ban|phat dong|kiem tra|du phong|hop|nghi le|tong hop|bao cao|toan phuong|tat ca|nghi|hoi thao|lien hoan)\b"
)

# A pasted plan: its heading names when and where.
WHEN_HEADED = re.compile(r"\b(?:thoi gian|ngay|lich|buoi)\b")
WHERE_HEADED = re.compile(r"\b(?:dia ban|to dan pho|tdp|thon|khu pho|khu dan cu|xom|ap|ban|khom|khu vuc|dia diem)\b")
LISTED_DAYS = re.compile(
    r"(?:(?<![\d/])\d{1,2}\s*(?:,|va|&|-)\s*)*(?<![\d/])\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?20\d\d)?(?![\d/])"
)
HOURS_WRITTEN = re.compile(r"\b\d{1,2}\s?(?:h|gio|:)\s?(?:\d{2})?(?![a-z\d])")
ABOUT_DAYS = re.compile(
    r"\b(?:(?:thu|t)\s?(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn|hang tuan|cac|toi|ngay|buoi|tu|den|va"
    r"|thang \d{1,2})\b"
)
PLACE_ALONE = re.compile(r"\W*(?:\d{1,2}[.)]\s+)?[a-z][a-z ./()']*(?:\d{1,3}[a-z]?)?\W*")
DAY_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)")

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
NIGHT = re.compile(
    r"(?:\b(?:toi|ngay|mung|mong|buoi|hom|dem|bua|chieu)\s+)*"
    r"(?:(?<!\d)(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+thang\s+)(?P<month>\d{1,2})"
    r"(?:(?:\s?[/.-]\s?|\s+nam\s+)(?P<year>20\d\d))?(?!\d)"
    r"|\b(?P<near>homqua|homkia|nay|ni|mai|kia|mot)\b"
    r"|\b(?:thu|t)\s?(?P<weekday>[2-7]|hai|ba|tu|nam|sau|bay|bon|bay)\b|\b(?P<sunday>chu nhat|chua nhat|cn)\b"
    r"|(?<![\d/])(?P<bare>\d{1,2})(?![\d/hg:%]))(?:\s+tuan (?:(?P<later>sau|toi)|(?P<this>nay)))?"
)
# Two words each that mean something else apart: the second of "hôm qua" also joins two nights, "ngày kia" is to come.
YESTERDAY = re.compile(r"\b(?:toi hom|toi|hom|dem|bua) qua\b")
BEFORE_YESTERDAY = re.compile(r"\b(?:toi hom|hom|bua) kia\b")
NEAR = {"homkia": -2, "homqua": -1, "nay": 0, "ni": 0, "mai": 1, "kia": 2, "mot": 2}
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "bon": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n + 2): n for n in range(6)}
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
NAMED_MAI = re.compile(r"\b(?:bac|chu|co|anh|chi|em|ban|ong|ba|dong chi)\s+(?P<first>mai)\b|^(?P<second>mai)\s+xin\b")
_BESIDE_OFF = (
    "to qua lam lon roi chau em a ah nhe nha ne nhi bac chi anh cac cho minh toi tui chung buoi lich di xin duoc vi"
    " do tai nen troi dang lai nua bao la ca het hom dem phuong o va se co bi duong nuoc dien mat day luon tam gap"
    " oi da vang ok gio the nay kia thi ma len khu dan pho thon xom ap ban doi xa ba con nguoi chu ong cung ngoai"
    " nhu vay thoi giup ho dum voi viec tu dau dot xuat deu phai chan gui tin bay"
)
BESIDE_OFF = frozenset(_BESIDE_OFF.split())
