"""What may stand beside a place's name in its cell: the words by which it is known, and the patterns made of them."""

import re

TITLE = r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|đ/c|đ\.c\.?|đc|đồng chí|mr\.?|ms\.?)"
POST = (
    r"(?:tổ trưởng|tổ phó|trưởng (?:thôn|khu|ban|ấp|khóm|xóm|bản|buôn|làng|tổ|khối|nhóm|kp)"
    r"|phó (?:trưởng|thôn|khu|ban|bí)|bí thư|liên hệ|lh|phụ trách|người phụ trách|cán bộ|đầu mối"
    r"|tt(?:dp)?(?=\s*:)|chủ trì)"
)
NUMBER = r"(?:sđt|sdt|đtdđ|đt|dt|điện thoại|zalo|hotline|tel|di động|dđ)"
SURNAME = (
    r"(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đinh|lâm|trịnh|mai|tô|tạ|hà|cao|châu"
    r"|lương|vương|thái|tăng|quách|chu|phùng|kiều|triệu|nông|lò|vi|y|[kh]')"
)
MEETING = (
    r"(?:nvh\w*|nhà văn ho[áa]|nhà văn hóa|nhà sinh hoạt|nsh\b|nhà họp|nhà cộng đồng|nhà rông|nhà thi đấu"
    r"|nhà truyền thống|nhà (?:riêng )?(?:ông|bà|anh|chị)\b|hội trường|trụ sở|phòng họp|sân (?!bay)|sảnh|điểm trường"
    r"|khuôn viên|hầm (?:gửi )?xe|ubnd|uỷ ban|ủy ban|trung tâm (?:văn ho|học tập|hội nghị)"
    r"|nha van hoa|hoi truong|nha sinh hoat|tru so|san dinh)"
)
# Of a name alone a village as likely.
PERHAPS_MEETING = (
    r"(?:đình|chùa|đền|miếu|chợ|nhà thờ|công viên|trạm y tế|thư viện|quán|cà phê|cafe|tầng \d|trường|khu vui chơi"
    r"|vườn hoa|bãi|bến|cổng|trung tâm|văn phòng|chốt|gốc|dinh|chua|truong (?:th|tieu|thcs|mam))"
)

AT = r"(?:(?:họp|học|sinh hoạt|tập trung|tổ chức) (?:tại|ở)|tại|gần|cạnh|đối diện)(?!\w)"
VENUE = re.compile(rf"(?:{AT}|(?:ở|đ/đ|địa điểm|nơi họp|điểm)(?!\w)|{MEETING}|(?:họp|sinh hoạt|tập trung|tổ chức)$)")
PERHAPS_VENUE = re.compile(rf"{PERHAPS_MEETING}(?!\w)")
ADDRESS = re.compile(
    r"(?:số nhà|sn|số \d+\w*[,\s]+(?:đường|ngõ|phố|ngách|hẻm|tổ)|số \d+\w?/\d+|đường|ngõ|ngách|hẻm|kiệt|km ?\d"
    r"|quốc lộ|ql ?\d)(?!\w)"
)
TITLED = re.compile(rf"{TITLE}\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)
WITH_POST = re.compile(rf"{POST}(?!\w)")
WITH_SURNAME = re.compile(rf"{SURNAME}\s")
FULL_NAME = re.compile(rf"{SURNAME}(?: [^\W\d_]+)* (?:văn|thị)(?: [^\W\d_]+){{1,3}}\b")
NAMED = re.compile(rf"{SURNAME}(?: [^\W\d_]+){{2,4}}$")
PHONE = re.compile(rf"(?:{NUMBER}[\s.:]*)?\(?(?<![\d/])(?:(?:\+|00)?84|0)(?:[ .-]?\d){{8,10}}(?!\d)\)?", re.IGNORECASE)
ONLY_PHONE = re.compile(rf"{NUMBER}\b.*|\+?(?:[\s.()-]*\d){{8,}}[\s.()-]*", re.IGNORECASE)
WHEN = re.compile(
    r"\b\d{1,2}\s?(?:h|g|giờ)\s?(?:[0-5]\d)?\b(?!\w)|\b\d{1,2}:[0-5]\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\b"
    r"|^(?:buổi )?(?:sáng|trưa|chiều|tối|đêm|cả ngày)$|\b(?:ngày|tối|sáng|chiều|thứ)\s+(?:mùng )?\d|\b\d{4}-\d\d-\d\d\b"
)
BROKEN = re.compile(
    r"#\S*[!?]|#n/a|#{2,}|(?:#|e)rr(?:or)?:?\s*\d*|#ref|n/a|null|none|nan|true|false|undefined|\?+|\[object.*"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})"
MONTH_NAME = re.compile(rf"\d{{1,4}}[-\s]{_MONTH}\w*(?:[-\s]\d{{2,4}})?|{_MONTH}[-\s]\d{{1,4}}")
NO_NAME = re.compile(r"[\W_]*|-\d+|\d+[.,]\d+|0+|\d{4,}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")

# In brackets: what the place was before, a footnote; more or less than the place.
BEFORE = re.compile(r"(?:tên )?cũ\b.*|.*\d\w*\s*cũ|trước (?:là|đây).*|\*+")
FOOTNOTE = re.compile(r"\s*(?:\(\*+\)|\[\d{1,2}\]|\*+|[¹²³†])|[\"“”„]")
MORE_OR_LESS = re.compile(r"(?:bao )?gồm\b|trừ\b|ngoài\b|không (?:gồm|kể)|một (?:phần|số|nửa)\b|nửa\b|\d+$|.*\?$")
STREET_INSIDE = re.compile(r".*\d\w?\s+(?:đường|ngõ|ngách|hẻm|số nhà|kiệt)\s", re.IGNORECASE)
ALL_OF = re.compile(r".*\b(?:và|va)\s+\w$", re.IGNORECASE)

# Between a place and what is said of it, where no sign stands.
TITLE_BEHIND = re.compile(rf"\s+(?={TITLE}\s*:?\s*(?P<named>[^\W\d_]))")
SEAM = re.compile(rf"\s+(?=(?:{AT})\s|{POST}\b|{MEETING}|{PHONE.pattern}|{TITLE}\s+{FULL_NAME.pattern})", re.IGNORECASE)

STEM = re.compile(r"(?:từ\s+)?(?P<stem>\D*?)\d+\w?(?:\s*(?:-|–|đến)\s*\D*\d+)?", re.IGNORECASE)
LETTER = re.compile(r"[A-ZĐ]|[IVX]+")
LETTERED = re.compile(rf"(?P<stem>.*\s)(?:{LETTER.pattern})")
UP_TO = " đến "
INSIDE = r"(?:.{0,30}\b(?:thuộc|địa bàn|khu vực|tại)\s+)?"
