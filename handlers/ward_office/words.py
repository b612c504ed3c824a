"""How a clerk says that somebody was called, or did not answer. Folded: no accents, small letters."""

import re

CALLED = re.compile(
    r"(?:(?:em|chi|anh|co|toi|minh|da|vua|moi) )*goi(?: dien)?(?: thoai)?(?: duoc| xong| het| roi)*(?: cho)?"
    r"(?![a-z])(?P<rest>.*)"
)
DONE = re.compile(
    r"(?<![a-z])(?:(?:da|vua|moi) goi|goi(?: dien| thoai)* (?:roi|xong|het|duoc))(?![a-z])"
    r"|(?<![a-z])(?:roi|xong)(?: a| nhe| nha| em| ban)*[ .!]*$"
)
NO_ANSWER = re.compile(
    r"(?<![a-z])(?:(?:khong|ko|k|chua|hong)(?: ai| thay| co)?(?: nghe| bat| lien lac| goi duoc| nhac| tra loi)"
    r"|thue bao|may ban|tat may|chua duoc|khong duoc)(?![a-z])"
)
BUT = re.compile(r"(?<![a-z])(?:nhung|ma|thi)(?![a-z]).*")
AROUND = re.compile(r"(?<![a-z])(?:het|tat ca|xong|roi|ca|deu|so|nguoi|moi|danh sach|ay)(?![a-z])")

# A pasted roster: its heading, cell by cell.
CELLS = re.compile(r"\t|;|\|| {3,}")
NAMES_HEADED = re.compile(
    r"(?:ho(?: va|,)? (?:chu )?(?:dem )?(?:va )?ten|ten(?: nguoi| can bo| thanh vien| doan vien)?)(?: .*)?"
)
POSTS_HEADED = re.compile(
    r"(?:chuc (?:vu|danh)|nhiem vu|vai tro|phan cong|so (?:dien thoai|dt|di dong)|dien thoai|sdt|dt|lien he)\b.*"
)
