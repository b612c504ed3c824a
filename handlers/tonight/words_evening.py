"""What people say about the evening itself: who comes, who is missing, later, not tonight. Folded by the readers."""

ALL_HERE = "đủ|đủ cả|đủ hết|đủ người|đủ quân|đủ rồi|có đủ|đông đủ|đủ đội|đầy đủ|đủ quân số|đội đủ|đủ mặt"
MISSING = "vắng|thiếu|không đến|không đi|chưa đến|không có|không thấy"
EXCUSED = "có phép|xin nghỉ|xin phép|có lý do|báo ốm|bị ốm|ốm|báo bận|phép|xin vắng|xin"
GOING = "đi|đi được|nhận|tham gia|có mặt|ok|được|đồng ý"
BUSY = "bận|không đi|không đi được|nghỉ|vướng|ốm|không được|không tham gia|không nhận"
YES = "được|ok|oke|đồng ý|nhất trí|ừ|vâng|chốt|duyệt|thế nhé|được rồi|ok em|vâng em|được nhé"
LATER = (
    "lát|lát nữa|tí nữa|tý nữa|chút nữa|tẹo nữa|xíu nữa|chốc nữa|lúc nữa|đợi chút|chờ chút|chờ tí|đợi tí|báo sau|"
    "tí báo|lát báo|đang đếm|chưa xong"
)
HALF_AN_HOUR = "nửa tiếng|nửa giờ|nửa tiếng đồng hồ"
MINUTES = "phút|ph|p"
HOURS = "tiếng|giờ"
WEATHER = "mưa|bão|ngập|lụt|lũ|giông|dông|lốc|áp thấp|triều cường|mất điện|cúp điện|sấm sét|tang"
REASONS = ("mưa", "bão", "ngập", "mất điện", "tang")  # what a night is called off for; texts_evening.py words them
DAYS = {"ngày": 1, "hôm": 1, "bữa": 1, "tối": 1, "buổi": 1, "tuần": 7}
TITLES = "anh|chị|em|bạn|bác|chú|cô|ông|bà|cháu|đồng chí|đc|đứa|cậu"
MIDDLE_NAMES = "văn|thị|hữu|đức|đình|xuân|quang|công"  # never what somebody is called by
# Words between names that are no names.
BESIDE = (
    "và|với|cùng|đồng|chí|ạ|nhé|nha|thì|còn|các|gồm|có|là|cho|của|ghi|giúp|hộ|thêm|phân|công|cử|gửi|danh|sách|"
    "đoàn|viên|dân|quân|tối|ngày|hôm|tổ|lực|lượng|người|đội|trừ|mấy|hai|ba|xin|báo|ơi|vâng|dạ|rồi|đều|cả|nữa|thay|"
    "vào|đi|cũng|nay|mai|thứ|đưa"
)
SHORTHAND = {"ko|k|kg|hok|khg|hong": "không", "đc|dc|đx|đk": "được", "vg|vang mat": "vắng"}
