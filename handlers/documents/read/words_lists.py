"""The words of lists as people paste them: bullets, senders, meeting places, what is no place. Folded, mostly."""

import re

PICTURES = re.compile(
    "[\\ufe0f\\u20e3\\u2190-\\u2191\\u2193-\\u21d1\\u2300-\\u27a0\\u27a2-\\u2bff\\U0001f000-\\U0001faff]+"
)
BULLET = re.compile(
    r"(?:\s*(?:[-+*•#▪◦●○■□►▶➤➢✓✔☑·>»–—❖]+|" + PICTURES.pattern + r"|\d{1,2}(?:\ufe0f|\u20e3)+|o(?=\s)"
    r"|\(?\d{1,2}(?:[.)](?=\s|[^\W\d])|/(?=\s))|\(?[^\W\d]\)|[a-h][./](?=\s)|[①-⑳])\s*)+",
    re.IGNORECASE,
)
_STAMP = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
_DAY = r"\d{1,2}[/.-]\d{1,2}"
_STAMPED = (
    rf"(?:{_STAMP}[,\s]+(?:ngày\s+)?{_DAY}(?:[/.-]\d{{2,4}})?|{_DAY}[/.-]\d{{2,4}},?\s+(?:lúc\s+|at\s+)?{_STAMP})"
)
SENT = re.compile(
    rf"(?:\[{_STAMPED}\]\s*[^:\[\]]{{1,40}}:\s*|{_STAMPED}\s*[-–]\s*[^:\[\]\d]{{1,40}}:\s+"
    rf"|[^\[\]:\d]{{1,40}},?\s*\[{_STAMPED}\]\s*:?\s*|\[{_STAMP}\]\s*[^:\[\]\d]{{1,40}}:\s*)",
    re.IGNORECASE,
)
STAMP = re.compile(rf"(?:{_STAMP}|{_STAMPED})", re.IGNORECASE)
VENUE = re.compile(
    r"(?:(?:tai|o|dia diem|noi hop)\s*:?\s*)?(?:nvh|nha van hoa|nha vh|nha sinh hoat|nha cong dong|nha hop"
    r"|nha rong|nha go|hoi truong|ht\b"
    r"|tru so|ubnd|san\b|truong (?:th|tieu hoc|thcs|thpt|mam non|mn|mau giao|cap|hoc|c[123])\b"
    r"|truong\b|dinh\b|chua\b|mieu\b"
    r"|nha (?:ong|ba|anh|chi|co|chu|bac|to truong|bi thu|truong thon)\b|phong\b|van phong|sanh\b|cong vien|khuon vien"
    r"|trung tam|tram y te|quan\b|nha thi dau|nha da nang|diem (?:hop|sinh hoat|truong)|goc\b|dau (?:ngo|hem|duong)"
    r"|(?:so (?:nha )?)?\d+[a-z]?(?:/\d+)* (?:duong|pho|ngo|hem|nguyen|tran|le|pham|phan|hoang|quang)\b)"
)
SURE_VENUE = re.compile(
    r"(?:tai|o|dia diem)\b|nvh|nha (?:van hoa|vh|sinh hoat|hop|cong dong|ong|ba|anh|chi|co|chu|bac)\b|hoi truong|tru so"
    r"|ubnd|van phong|tram y te|\d"
)
PERSON = re.compile(
    r"(?:ong|ba|anh|chi|co|chu|bac|em|d/c|dc|dong chi)\s|.*\b(?:phu trach|lien he|lh|sdt|dt|dien thoai"
    r"|chu tri|du hop)\b"
    r"|[\d .]{9,}$"
)
LABEL = re.compile(
    r"(?:\W*(?:lich(?: hop| ra quan| di| cai dat)?|dia diem|dia ban|noi|thoi gian|ngay gio|ngay|luc|gio|don vi"
    r"|bat dau|tu ngay|buoi|vao|tuan \d+|tuan|dot \d+|dot|lan \d+|stt|to chuc|hop|tap trung|noi dung"
    r"|thanh phan|di)\b)+\W*"
)
ANNOUNCED = re.compile(
    r".*\b(?:sau|sau day|duoi day|gom(?: co)?|nhu sau|lan luot|sau hop|sau ra quan|tai(?: cac)?|o|co|hop"
    r"|ra quan|cung hop)$"
)
NO_PLACE = re.compile(
    r"(?:hop|tong ket|so ket|ra quan|khai mac|be mac|tap huan|hoi nghi|giao ban|le|nghi|du phong|tran trong|cam on"
    r"|kinh (?:gui|moi|chao)|luu y|ghi chu|chu y|noi nhan|thong bao|lich|ke hoach|moi|de nghi|bao cao|thanh phan"
    r"|noi dung"
    r"|thoi gian|dia diem|nguoi lap|xac nhan|tm|kt|than ai|chao|tuan|thang|dot|lan|buoi|ngay|thu|stt|tt|phuong an"
    r"|lien he"
    r"|tieu chi|muc tieu|chi tieu|tong|cong hoa|doc lap|uy ban|dang uy|hdnd|mttq|chu tich|so)\b"
)
LED = re.compile(
    r"(?:\W*(?:va|moi|xin|kinh moi|to truong|to pho|truong|bi thu|toan the|hop|ra quan|den|di|tai|o|cho|ve|xuong"
    r"|cai dat|ho tro|tuyen truyen|sinh hoat|tiep xuc cu tri|txct|lam viec|danh cho|gom|co|cua|thuc hien|trien khai"
    r"|phuc vu|don|voi|ngay|dia ban|lich|se|roi|thi|la|nhan dan|ba con|cu tri|cac ho|nguoi dan)\b)+\s*"
)
PARTLY = re.compile(r"\W*(?:mot phan|1 phan|mot so (?:ho|ngo|hem)|phia|nua|khu vuc quanh)\b")
AGAIN = re.compile(
    r"(?:bu|bo sung|lan \d+|dot \d+|lan (?:hai|ba)|tiep|tiep theo|them|ca ngay|lai|nhac lai|dc|ca to|toan to)"
)
DISMISSED = re.compile(r"(?:xin )?(?:tran trong|cam on|than ai|kinh mong|noi nhan|nguoi lap|tm\.|kt\.)|het\.?$")
WEEKLY = re.compile(r"\btuan\b|\blich\b|\bke hoach\b")
# behind a name; with its marks, for "Hợp Thành" is a name
BEHIND = re.compile(r"\s+(?:sẽ\s+)?(?:cùng\s+)?(?:họp|sinh hoạt|ra quân|tập trung|tại|ở)\b.*$")
CHIEFS = re.compile(
    r"(?:tổ|thôn|khu|khu phố|ấp|đội) (?:trưởng|phó|viên)\b|(?:to|thon|khu pho|ap) truong\b", re.IGNORECASE
)
NUMBERS = re.compile(r"(?:so )?\d+(?:\s*(?:,|va)\s*(?:so )?\d+)*")
ALL_CALLED = re.compile(r"(?:cac|nhung)\s+")
REPORT = re.compile(
    r"\s*bao cao(?: (?:tuan|nhanh|ket qua|tien do|tong ket|so ket|cong tac)\b|\s*$)"
)  # a title: what has been
