"""Words for nights. Phrases are separated by bars."""

WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "bốn": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
SUNDAY = "chủ nhật|chúa nhật|cn|chủ nhựt"
DAYS_AGO = {
    0: "tối nay|hôm nay|đêm nay|chiều nay|bữa nay|tối hôm nay|ngày hôm nay|nay|bữa ni|tối ni|hôm ni|sáng nay|trưa nay",
    1: "tối qua|hôm qua|đêm qua|tối hôm qua|bữa qua|ngày hôm qua|đêm hôm qua|chiều qua|buổi tối hôm qua|tối bữa qua|"
    "hồi hôm|khi hôm|tối hồi hôm|hồi tối hôm",
    2: "hôm kia|tối kia|tối hôm kia|bữa kia|đêm kia|bữa hổm kia|ngày hôm kia|tối bữa kia",
    3: "hôm kìa|bữa kìa|tối hôm kìa",
}
NIGHT = (
    "tối|ngày|hôm|đêm|bữa|buổi|mùng|mồng|tối ngày|tối hôm|đêm ngày|buổi tối|hôm ngày|tối mùng|ngày mùng|"
    "hôm mùng|tối mồng|tối bữa"
)
EVENING = "tối"
EARLY = "mùng|mồng"
MONTH = "tháng"
YEAR = "năm"
WEEKDAY = "thứ"
LAST_WEEK = "tuần trước|tuần rồi|tuần vừa rồi|tuần qua"
JUST_GONE = "vừa rồi|vừa qua|tuần này|rồi|trước"
