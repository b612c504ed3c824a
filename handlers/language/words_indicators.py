"""How people say what they count; a campaign adds its own words to these.

Phrases are separated by bars. What is said in too many ways to be listed is a verb and a noun.
"""

INDICATORS: dict[str, str] = {
    "installed": "cài đặt|cài mới|cài xong|cài thành công|cài|cài app|cài ứng dụng|cài phần mềm|cài ihanoi|tải app|"
        "tải về|tải|install|installed|cđ|cđặt|cài đặt mới|cài đặt thành công|cài đặt xong|cài vào máy|cài đặt app|"
        "cài đặt ứng dụng|cài đặt ihanoi|tải và cài|cài mới ihanoi|cài đặt mới ihanoi|cài đặt app ihanoi|nạp app|"
        "cài vô|cài vô máy|down app|lên app|cài nổi|cài giúp|cài hộ|cài đủ|tải xong|tải thành công|tải ihanoi|"
        "tải ứng dụng|tải phần mềm|cài thành công ihanoi|cài trót lọt|cài trọn vẹn|cài ngon lành|cài ngon",
    "activated": "kích hoạt|không hoạt|kh|khoạt|kích|active|actived|tạo tài khoản|tạo tk|lập tài khoản|mở tài khoản|"
        "lập tk|mở tk|tài khoản|tk|đăng ký tài khoản|đăng kí tài khoản|đk tài khoản|đk tk|đăng ký tk|kích hoạt xong|"
        "kích hoạt thành công|kích hoạt tài khoản|kích hoạt tk|kh tk|kh xong|kích hoạt mới|lên tài khoản|"
        "kh thành công|tạo được tài khoản|kích hoạt luôn|kích hoạt được|kích hoạt đủ|đăng ký xong tài khoản|"
        "đăng ký được tài khoản|kích hoạt định danh|mở được tài khoản|lập được tài khoản|lên tk|có tài khoản|"
        "lên được tài khoản|kích hoạt ngon|kích hoạt ngay|kích hoạt hết",
    "households": "số hộ|số nhà đã gõ|số hộ đã đi|hộ đã đi|hộ đã đến|hộ đến|số hộ đến|nhà đã gõ|gõ cửa được|"
        "tổng số hộ đến|tổng số hộ đã đến|tổng số hộ đi|tổng số hộ đã đi|tổng số hộ đã gõ|tổng số hộ tiếp cận|"
        "số hộ đi|số hộ tiếp cận|hộ tiếp cận|số hộ gõ cửa|số hộ thăm|số nhà đã đi|số cửa",
    "absent": "absent|vắng|vắng nhà|đi vắng|vắng mặt|không có nhà|không ở nhà|không có ở nhà|không gặp|"
        "không gặp được|chưa gặp|chưa gặp được|đóng cửa|khóa cửa|không mở cửa|cửa đóng|không có ai ở nhà|"
        "không ai ở nhà|không có người ở nhà|hộ vắng|nhà vắng|số hộ vắng|hộ đi vắng|vắng chủ|không gặp ai|"
        "không gặp chủ|vắng hộ|đi chơi không có nhà|không gặp được ai|không ai mở cửa|không ai mở|"
        "không ai ra mở cửa|không ra mở cửa|không mở|chưa gặp ai|cửa đóng then cài|đóng cửa then cài|then cài|"
        "đóng kín cửa|cửa đóng kín|kín cổng cao tường|khóa ngoài|khóa cổng|khóa trái|cửa khóa|cửa khóa ngoài|"
        "cổng khóa|nhà khóa cửa|gọi không thưa|gọi cửa không thưa|gọi mãi không thưa|không ai ra|không ai thưa|"
        "bấm chuông không ai ra|bấm chuông không ai thưa|gọi không ai ra|gọi cửa không ai ra|gọi không ai thưa|"
        "gọi cửa không ai thưa|gõ cửa không ai ra|gõ cửa không ai thưa|không có người|không người ở nhà|không có ai|"
        "không có chủ nhà|không có chủ|chủ đi vắng|về quê|đi làm chưa về|chưa đi làm về|đi chơi vắng|đi du lịch|"
        "đi ăn cưới|đi đám cưới|đi công tác|đi viện|tắt đèn|không một bóng người|vắng bóng|vắng tanh|vắng hoe|"
        "vắng hết|vắng cả nhà|vắng nguyên nhà|nhà không có ai|nhà đóng cửa|nhà khóa|đi chưa về|chưa về|không có ở|"
        "không thấy ai|không thấy ai ở nhà|chẳng có ai ở nhà|chẳng ai ở nhà|không ai có nhà|cổng đóng|đóng cổng|"
        "khóa cửa đi vắng",
    "refused": "từ chối|tc|t chối|không đồng ý|không chịu|không chịu cài|không muốn|không muốn cài|không hợp tác|"
        "chưa đồng ý|không cho vào|không đồng ý cài|chưa đồng ý cài|hộ từ chối|phản đối|không cho vào nhà|"
        "chưa muốn cài|không chịu cho vào|không tiếp|từ chối cài|từ chối không cài|không thích cài|"
        "kiên quyết không cài|nhất định không cài|lắc đầu|xua tay|xua tay không cài|lắc đầu không cài|đuổi|đuổi về|"
        "bị đuổi|đuổi ra|khước từ|cự tuyệt|chối|chối không cài|một mực từ chối|từ chối thẳng|từ chối hẳn|"
        "không cho cài đặt|không cho bọn em cài|nhất quyết không|dứt khoát không|không có nhu cầu|chưa có nhu cầu|"
        "không có nhu cầu cài|kêu không cài|bảo không cài|nói không cài|chê không cài|bảo thôi không cài|"
        "không thèm cài|không thèm|bảo không cần|kêu không cần|nói không cần",
    "no_phone": "không smartphone|không điện thoại|không điện thoại thông minh|không máy thông minh|cục gạch|"
        "điện thoại cục gạch|máy cục gạch|dùng cục gạch|dùng máy cục gạch|dùng điện thoại cục gạch|điện thoại phím|"
        "máy phím|điện thoại bàn phím|điện thoại nút|máy đen trắng|không có phone|điện thoại đen trắng|máy thường|"
        "điện thoại thường|xài cục gạch|toàn cục gạch|máy đập đá|điện thoại đập đá|không có điện thoại xịn|"
        "không máy xịn|toàn máy cục gạch|điện thoại chỉ nghe gọi|máy chỉ nghe gọi|chỉ có máy cục gạch",
    "already": "already|có sẵn|cài sẵn|có rồi|đã có|đã có sẵn|đã có app|cài từ trước|đã cài từ trước|cài trước|"
        "cài trước đó|đã cài trước|đã cài trước đó|có từ trước|đã có từ trước|đã cài rồi|cài từ hôm trước|"
        "đã cài từ hôm trước|có app rồi|cài sẵn rồi|có sẵn rồi|đã cài sẵn|đã có rồi|từ trước|có trước|"
        "có app từ trước|đã cài từ lâu|cài từ lâu|đã có app rồi|trước đó đã cài|trước đã cài|tự cài từ trước|"
        "đã tự cài|tự cài trước|đã cài từ đợt trước|cài sẵn từ trước|con cháu cài cho|con cháu cài hộ|con cài cho|"
        "con cài hộ|cháu cài cho|con cái cài cho|con trai cài cho|con gái cài cho|đang dùng|đang dùng rồi|dùng rồi|"
        "đã dùng|xài rồi|đang xài|có dùng rồi|cài rồi từ trước|cài lâu rồi|cài từ lâu rồi|cài từ đợt trước|"
        "cài đợt trước|cài hồi trước|cài từ hồi|cài từ năm ngoái|cài từ tháng trước|cài từ lần trước|từ trước rồi|"
        "có từ lâu|có từ lâu rồi|có lâu rồi|có app từ lâu|có ihanoi rồi|có ihanoi từ trước|có ihanoi|"
        "trong máy có sẵn|máy có sẵn|trong máy có rồi|đã được cài|đã được cài từ trước|đã cài ở cơ quan|"
        "cài ở cơ quan|cài ở cơ quan rồi|cài ở trường|cài ở trường rồi|được cài từ trước|có từ hồi",
    "stuck": "lỗi|bị lỗi|vướng|vướng mắc|kẹt|bị kẹt|treo|bị treo|không cài được|chưa cài được|otp không về|"
        "otp chưa về|mã không về|không có mã|lỗi otp|lỗi app|lỗi mạng|báo lỗi|app lỗi|app báo lỗi|không vào được|"
        "không vào được app|không đăng nhập được|không đăng ký được|không tải được|chưa tải được|văng|bị văng|"
        "không về otp|chưa về otp|chưa về mã|không về mã|quên mật khẩu|thất bại|không thành công|chưa thành công|"
        "trục trặc|sự cố|gặp lỗi|không ra otp|otp lỗi|lỗi mã|lỗi mã otp|cài lỗi|cài bị lỗi|cài không được|"
        "không cài nổi|không kích hoạt được|chưa kích hoạt được|cài hỏng|kích hoạt lỗi|kích hoạt không được|"
        "hết dung lượng|đầy bộ nhớ|không đủ bộ nhớ|không đủ dung lượng|máy đầy|không cài vào được|bị lỗi otp|"
        "bị lỗi app|lỗi kích hoạt|dính lỗi|vướng otp|kẹt otp|lỗi không nhận otp|mã otp không về|mã otp chưa về|"
        "không gửi mã|otp không đến|mã không đến|không xác thực được|không tương thích|không hỗ trợ|đơ|bị đơ|máy đơ|"
        "đứng máy|treo máy|bị treo máy|app treo|app đơ|quay mòng mòng|xoay mãi|load mãi|không load|không load được|"
        "không chạy được|không chạy|không lên được|cài không lên|không cài được app|không cài đặt được|"
        "chưa cài đặt được|không quét được|không xác minh được|chưa xác thực được|không nhận diện được|sai mật khẩu|"
        "sai otp|nghẽn|tắc|tịt|không mở được app|không mở được|không kích được|chưa kích được|không gửi otp|"
        "otp mãi không về|mã mãi không về|otp không thấy|không nhận mã|dở dang|cài dở dang|đang dở|lỗi hệ thống|"
        "lỗi máy|máy lỗi|máy bị lỗi|lỗi sim|lỗi đăng nhập|lỗi xác thực|không đăng kí được|chưa đăng ký được|"
        "chưa đăng nhập được|chưa vào được|chưa vào được app|cài mãi không được|cài mãi không xong|cài trượt|"
        "cài hụt|cài xịt|cài tịt|không có otp",
}  # fmt: skip

# Verbs and nouns: each with each.
COMBINED: tuple[tuple[str, str, str], ...] = (
    ("no_phone",
        ("không có|không dùng|chưa có|không xài|không sử dụng|ko sd|chưa dùng|không sắm|chẳng có|không hề có|"
        "không biết dùng|không biết sử dụng|không cầm|chưa sắm|không mang"),
        ("smartphone|smart phone|smart|điện thoại thông minh|điện thoại|máy|thông minh|máy thông minh|"
        "điện thoại cảm ứng|đttm|phone|điện thoại xịn|máy cảm ứng|cảm ứng|máy xịn|điện thoại đời mới|máy điện thoại")),
    ("no_phone",
        ("dùng máy|xài máy|cầm máy|có máy|chỉ có máy|toàn máy|máy|dùng điện thoại|xài điện thoại|cầm điện thoại|"
        "có điện thoại|chỉ có điện thoại|toàn điện thoại|điện thoại|dùng|xài|còn dùng|vẫn dùng máy|vẫn dùng|cầm|"
        "vẫn dùng điện thoại|dùng loại|dùng con|xài con"),
        ("cục gạch|bàn phím|phím|nút|nút bấm|bấm nút|phím bấm|đen trắng|đời cũ|đời tống|cổ|đập đá|nghe gọi|"
        "phổ thông|gạch|nokia cục gạch|nokia đen trắng|cùi bắp|bấm phím")),
    ("stuck",
        ("không nhận|không nhận được|chưa nhận|chưa nhận được|không thấy|chưa có|không có|chưa thấy|không ra|"
        "không lấy được|chưa lấy được|không về|chưa về|chờ mãi không thấy|đợi mãi không thấy|mãi không thấy|"
        "mãi không có|chờ mãi không có|đợi mãi không có|chờ mãi không ra|chưa ra"),
        "otp|mã|mã otp|tin nhắn otp|mã xác nhận|mã xác thực|tin nhắn|tin nhắn xác nhận"),
    ("stuck",
        "otp|mã|mã otp|tin nhắn otp|mã xác nhận|mã xác thực|tin nhắn",
        ("không về|chưa về|không tới|không đến|chưa đến|chưa tới|không ra|chưa ra|không có|không thấy|mãi không về|"
        "mãi chưa về|mãi không thấy|chờ mãi không về|chậm không về|lỗi|bị lỗi|không gửi về|không gửi|mất hút")),
    ("stuck",
        ("đăng nhập|đăng ký|đăng kí|xác thực|tải|tải về|vào app|mở app|cài|cài đặt|kích hoạt|lấy mã|nhận mã|cài mãi|"
        "tải mãi|cài hoài|đăng nhập mãi|đăng ký mãi|kích hoạt mãi|vào mãi|vào|quét cccd|quét căn cước"),
        ("không được|không nổi|không xong|không thành công|bị lỗi|lỗi|thất bại|chưa được|không lên|không ra|"
        "không vào|hỏng")),
    ("stuck",
        "mắc|vướng|kẹt|dính|tắc|bị mắc|bị kẹt|bị vướng|tịt|bị tịt|bị tắc|nghẽn",
        "otp|mã|mã otp|ở otp|ở bước otp|lỗi|ở mã|ở khâu otp|khâu otp|bước otp|chỗ otp|ở chỗ otp|ở mã otp"),
    ("refused",
        ("không|chẳng|chả|kiên quyết không|nhất quyết không|nhất định không|dứt khoát không|cương quyết không|"
        "một mực không|cứ không|chưa|nỏ|hổng|khăng khăng không"),
        ("chịu|chịu cài|đồng ý|đồng ý cài|muốn|muốn cài|hợp tác|cho vào|cho vào nhà|tiếp|thích cài|chịu tiếp|"
        "cho cài|chịu cho cài|thích|ưng|ưng cài|tiếp đón|đón tiếp|nghe|cho mượn máy|đưa máy|cho động vào máy|"
        "hưởng ứng|mặn mà|tin tưởng|tin|cho gặp|cho xem máy|cần cài|đồng tình|chịu nghe|cho đụng vào máy|"
        "chịu hợp tác|chịu cho vào|chịu mở máy|tiếp đoàn|mua|chịu mua|muốn mua|chịu tham gia|muốn tham gia")),
)  # fmt: skip

# What opens the name of an indicator that is of a kind, whatever its campaign calls it.
HEADS: dict[str, str] = {
    "installed": "cài|tải app|tải ứng dụng|tải về|tải phần mềm|install|installed",
    "activated": "kích hoạt|mở tài khoản|tạo tài khoản|lập tài khoản|tài khoản|activated",
    "households": "hộ đã đi|hộ đi|hộ đến|hộ đã đến|hộ tiếp cận|hộ đã tiếp cận|hộ đã gõ|nhà đã gõ|gõ cửa|tiếp cận|đã đi|"
        "households",
    "absent": "vắng|đi vắng|không có nhà|không có ở nhà|không ở nhà|không gặp|chưa gặp|đóng cửa|khóa cửa|absent",
    "refused": "từ chối|không đồng ý|không hợp tác|chưa đồng ý|refused",
    "no_phone": "không smartphone|không có smartphone|không điện thoại|không có điện thoại|không máy|không có máy|"
        "chưa có máy|chưa có điện thoại|chưa có smartphone|no_phone",
    "already": "có sẵn|có từ trước|có rồi|có trước|cài sẵn|cài từ trước|already",
    "stuck": "lỗi|vướng|trục trặc|bị lỗi|stuck",
}  # fmt: skip
LEAD = "số|người|hộ|nhà|đã|tổng|lượt|dân|trường|hợp|ca|bị|được|những|các"
DOORS = "hộ|nhà"  # such of them as say that households are counted

# Words that do not tell one indicator from another: no name is shortened to them.
GENERIC = (
    "số|người|hộ|nhà|đã|được|tổng|lượt|trường|hợp|ca|mới|thêm|các|những|và|cho|của|là|bị|về|tại|với|theo|trong|có|đi|"
    "dân|công|ra|vào|lên|xuống|do|ở|để|từ|đến|bằng|qua|trên|không|chưa|cả|lại|sẽ|chỉ|một|hai|ba|ông|bà|anh|chị|em"
)
# Digits of a name, as they are told; and what may stand before them.
DIGITS = {
    "1": "một|i|nhất|đầu|thứ nhất|thứ một",
    "2": "hai|ii|thứ hai|thứ nhì",
    "3": "ba|iii|thứ ba",
    "4": "bốn|iv|thứ tư",
    "5": "năm|v|thứ năm",
}
BEFORE_DIGIT = "số|thứ|độ"
# What stands around a word for counting when it is told how it went: each phrase that has this word holds for a
# campaign's own words in its place.
VERB = "cài"
ONCE_ONLY = "đã cài rồi"  # told of one's own count where nobody counts what was there before
