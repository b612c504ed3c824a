"""What people say about the evening itself: who comes, who is missing, later, not tonight. Folded by the readers."""

ALL_HERE = "đủ|đủ cả|đủ hết|đủ người|đủ quân|đủ rồi|có đủ|đông đủ|đủ đội|đầy đủ|đủ quân số|đội đủ|đủ mặt"
YES = "được|ok|oke|đồng ý|nhất trí|ừ|vâng|chốt|duyệt|thế nhé|được rồi|ok em|vâng em|được nhé"
LATER = (
    "lát|lát nữa|tí nữa|tý nữa|chút nữa|tẹo nữa|xíu nữa|chốc nữa|lúc nữa|đợi chút|chờ chút|chờ tí|đợi tí|báo sau|"
    "tí báo|lát báo|đang đếm|chưa xong"
)
HALF_AN_HOUR = "nửa tiếng|nửa giờ|nửa tiếng đồng hồ"
MINUTES = "phút|ph|p"
HOURS = "tiếng|giờ"
REASONS = ("mưa", "bão", "ngập", "mất điện", "tang")  # what a night is called off for; texts_evening.py words them
DAYS = {"ngày": 1, "hôm": 1, "bữa": 1, "tối": 1, "buổi": 1, "tuần": 7}
