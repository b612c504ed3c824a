"""Every word the readers understand. Written as people say it; the readers fold case and accents themselves.

Phrases are separated by bars. A longer phrase wins over a shorter one that starts at the same word.
"""

from handlers.reader.pieces import Tag

BARRED = str.maketrans("đĐ", "dD")  # the letters that do not decompose
LETTERS = "\u00c0-\u01b0\u1ea0-\u1ef9"  # what Vietnamese is written with beyond ASCII, for a character class

INDICATORS: dict[str, str] = {
    "installed": "cài đặt|cài mới|cài xong|cài thành công|cài|cài app|cài ứng dụng|cài phần mềm|cài ihanoi|tải app|"
        "tải về|tải|install|installed|cđ|cđặt|cài đặt mới|cài đặt thành công|cài đặt xong|cài vào máy|cài đặt app|"
        "cài đặt ứng dụng|cài đặt ihanoi|tải và cài|cài mới ihanoi|cài đặt mới ihanoi|cài đặt app ihanoi",
    "activated": "kích hoạt|không hoạt|kh|khoạt|kích|active|actived|tạo tài khoản|tạo tk|lập tài khoản|"
        "mở tài khoản|lập tk|mở tk|tài khoản|tk|đăng ký tài khoản|đăng kí tài khoản|đk tài khoản|đk tk|đăng ký tk|"
        "kích hoạt xong|kích hoạt thành công|kích hoạt tài khoản|kích hoạt tk|kh tk|kh xong|kích hoạt mới|"
        "lên tài khoản|kh thành công",
    "households": "số hộ|số nhà đã gõ|số hộ đã đi|hộ đã đi|hộ đã đến|hộ đến|số hộ đến|nhà đã gõ|gõ cửa được|"
        "tổng số hộ đến|tổng số hộ đã đến|tổng số hộ đi|tổng số hộ đã đi|tổng số hộ đã gõ|tổng số hộ tiếp cận|"
        "số hộ đi|số hộ tiếp cận|hộ tiếp cận|số hộ gõ cửa|số hộ thăm|số nhà đã đi|số cửa",
    "absent": "vắng|vắng nhà|đi vắng|vắng mặt|không có nhà|không ở nhà|không có ở nhà|không gặp|không gặp được|"
        "chưa gặp|chưa gặp được|đóng cửa|khóa cửa|không mở cửa|cửa đóng|không có ai ở nhà|không ai ở nhà|"
        "không có người ở nhà|hộ vắng|nhà vắng|số hộ vắng|hộ đi vắng|vắng chủ|không gặp ai|không gặp chủ|vắng hộ|"
        "đi chơi không có nhà|không gặp được ai|không ai mở cửa|không ai mở|không ai ra mở cửa|"
        "không ra mở cửa|không mở|chưa gặp ai",
    "refused": "từ chối|tc|t chối|không đồng ý|không chịu|không chịu cài|không muốn|không muốn cài|không hợp tác|"
        "chưa đồng ý|không cho vào|không đồng ý cài|chưa đồng ý cài|hộ từ chối|phản đối|không cho vào nhà|"
        "chưa muốn cài|không chịu cho vào|không tiếp|từ chối cài|từ chối không cài|không thích cài|"
        "kiên quyết không cài|nhất định không cài",
    "no_phone": "không smartphone|không điện thoại|không điện thoại thông minh|không máy thông minh|"
        "cục gạch|điện thoại cục gạch|máy cục gạch|dùng cục gạch|dùng máy cục gạch|"
        "dùng điện thoại cục gạch|điện thoại phím|máy phím|điện thoại bàn phím|điện thoại nút|máy đen trắng|"
        "không có phone|điện thoại đen trắng|máy thường|điện thoại thường|xài cục gạch|toàn cục gạch|máy đập đá|"
        "điện thoại đập đá",
    "already": "có sẵn|cài sẵn|có rồi|đã có|đã có sẵn|đã có app|cài từ trước|đã cài từ trước|cài trước|"
        "cài trước đó|đã cài trước|đã cài trước đó|có từ trước|đã có từ trước|đã cài rồi|cài từ hôm trước|"
        "đã cài từ hôm trước|có app rồi|cài sẵn rồi|có sẵn rồi|đã cài sẵn|đã có rồi|từ trước|có trước|"
        "có app từ trước|đã cài từ lâu|cài từ lâu|đã có app rồi|trước đó đã cài|trước đã cài|tự cài từ trước|"
        "đã tự cài|tự cài trước|đã cài từ đợt trước",
    "stuck": "lỗi|bị lỗi|vướng|vướng mắc|kẹt|bị kẹt|treo|bị treo|không cài được|chưa cài được|otp không về|"
        "otp chưa về|mã không về|không có mã|lỗi otp|lỗi app|lỗi mạng|báo lỗi|app lỗi|app báo lỗi|không vào được|"
        "không vào được app|không đăng nhập được|không đăng ký được|không tải được|chưa tải được|văng|bị văng|"
        "không về otp|chưa về otp|chưa về mã|không về mã|quên mật khẩu|thất bại|không thành công|chưa thành công|"
        "trục trặc|sự cố|gặp lỗi|không ra otp|otp lỗi|lỗi mã|lỗi mã otp|cài lỗi|cài bị lỗi|cài không được|"
        "không cài nổi|không kích hoạt được|chưa kích hoạt được|cài hỏng|kích hoạt lỗi|kích hoạt không được|"
        "hết dung lượng|đầy bộ nhớ|không đủ bộ nhớ|không đủ dung lượng|máy đầy|không cài vào được|bị lỗi otp|"
        "bị lỗi app|lỗi kích hoạt|dính lỗi|vướng otp|kẹt otp|lỗi không nhận otp|mã otp không về|mã otp chưa về|"
        "không gửi mã|otp không đến|mã không đến|không xác thực được|không tương thích|không hỗ trợ",
}  # fmt: skip

# "have no smartphone" and "no code came" are said in too many ways to be listed one by one.
NO_PHONE_VERBS = "không có|không dùng|chưa có|không xài|không sử dụng|ko sd|chưa dùng|không sắm"
NO_PHONE_NOUNS = (
    "smartphone|smart phone|smart|điện thoại thông minh|điện thoại|máy|thông minh|máy thông minh|"
    "điện thoại cảm ứng|đttm|phone|điện thoại xịn"
)
NO_CODE_VERBS = (
    "không nhận|không nhận được|chưa nhận|chưa nhận được|không thấy|chưa có|không có|chưa thấy|không ra|"
    "không lấy được|chưa lấy được"
)
NO_CODE_NOUNS = "otp|mã|mã otp|tin nhắn otp|mã xác nhận|mã xác thực|tin nhắn"
REFUSAL_VERBS = "không|chẳng|chả|kiên quyết không|nhất quyết không|nhất định không|dứt khoát không"
REFUSAL_NOUNS = "chịu|chịu cài|đồng ý|đồng ý cài|muốn|muốn cài|hợp tác|cho vào|cho vào nhà|tiếp|thích cài|chịu tiếp"
FAILING_VERBS = "đăng nhập|đăng ký|đăng kí|xác thực|tải|tải về|vào app|mở app|cài|cài đặt|kích hoạt|lấy mã|nhận mã"
FAILING_NOUNS = "không được|không nổi|không xong|không thành công|bị lỗi|lỗi"
OWED_VERBS = "mắc|vướng|kẹt|dính|tắc|bị mắc|bị kẹt|bị vướng"
OWED_NOUNS = "otp|mã|mã otp|ở otp|ở bước otp|lỗi|ở mã"
UNSURE_VERBS = "để|để tí|để lát|để chút|để tí nữa|để lát nữa|để bác|để tôi|để chú|để cô|để em|để tao|để mai|chờ"
UNSURE_NOUNS = "đếm lại|xem lại|kiểm tra lại|tính lại|hỏi lại|rà lại|xem lại sổ|kiểm lại|cộng lại|đếm đã|hỏi đã|xem đã"
SO_FAR_VERBS = "tính cả|kể cả|gộp cả|cộng cả|tính luôn|gộp luôn|tính luôn cả|gộp với|cả"
SO_FAR_NOUNS = "hôm qua|hôm trước|hôm kia|đêm qua"

PHRASES: dict[Tag, str] = {
    Tag.VISIT: "đi|gõ|gõ cửa|đến|tới|thăm|ghé|ghé thăm|vào|qua|rà|rà soát|tiếp cận|đến nhà|đi được|đã đi|đi hết|"
        "gõ được|đến được|đi gõ|đi qua|đến thăm|vào được|tới được|đã đến|đi vận động|đi tuyên truyền|đã gõ|đã gõ cửa|"
        "gõ cửa từng nhà",
    Tag.PEOPLE: "người|th|nam|nữ|người dân|người dùng|bác|đồng chí|trường hợp|máy|lượt|lượt người|cụ|ông|bà|anh|"
        "chị|cô|chú|bạn|công dân|ca|dân|thuê bao|ông bà|mống|cụ già|cụ ông|cụ bà|bà con|điện thoại|"
        "thành viên|app|con máy|chiếc máy|chiếc điện thoại|cái máy|cái điện thoại|em|cháu|người mới|mạng",
    Tag.HOUSE: "hộ|nhà|căn|gia đình|hộ gia đình|hộ dân|cửa|nóc nhà|căn hộ|ngôi nhà|hộ nhà|nhà dân|cửa nhà",
    Tag.THING: "tuổi|giờ|phút|tiếng|đồng|nghìn|ngàn|triệu|tờ|tờ rơi|tờ bướm|phiếu|poster|quyển|cuốn|gói|chai|thùng|"
        "lần|buổi|ngày|tuần|tháng|tối|hôm|đêm|tầng|km|mét|gb|mb|điểm|ngõ|ngách|hẻm|tổ|đội|nhóm|khu|dãy|tòa|block|"
        "bước|nhánh|số|câu|trang|file|ảnh|cái ảnh|tấm|chữ|ký tự|chữ số|lít|kg|cân|sao|bàn|ghế|cái bàn|cái ghế|bộ|chỗ|"
        "xe|chiếc xe|trận|bàn thắng|quả|đợt|tin|tin nhắn|cuộc|cuộc gọi|loa|băng rôn|áo|mũ|thẻ|bản|cột|dòng|"
        "thành viên trong nhóm|vòng|suất ăn|suất cơm|nghìn đồng|ngàn đồng|triệu đồng|năm|nghìn người theo dõi|lớp|"
        "vạch|sim|số điện thoại|mã|góc|mục|thứ|cấp|chai nước|bộ bàn ghế|cái loa|cái mũ|cái áo|giây|rưỡi|rưởi|"
        "nhân khẩu|tổ trưởng|tổ phó|trưởng ban|cảnh sát khu vực|dân phòng",
    Tag.BEFORE_TRAP: "bản|kém|ver|đề án|qđ|nđ|nq|ngõ|ngách|hẻm|số nhà|nhà số|phòng|tầng|tòa|lô|đường|nhánh|tổng đài|"
        "số điện thoại|sđt|số máy|"
        "zalo|hotline|otp là|mã otp|mã|mã số|pass|mật khẩu|password|cccd|cmnd|căn cước|tuổi|lớp|khóa|kế hoạch số|"
        "công văn|quyết định|văn bản|mục|bước|phiên bản|version|android|ios|iphone|samsung|mức|lần|đợt|buổi thứ|"
        "lần thứ|ngày thứ|người thứ|khu|tòa nhà|cửa số|căn số|căn hộ số|số tài khoản|stk|biển số|cổng|kênh|trang|"
        "điểm|quý|ngõ số|ngách số|hẻm số|nghị quyết|nghị định|chỉ thị|công điện|thông báo số|lúc|hồi|vào lúc|từ lúc|"
        "đến lúc|sau|trước|tháng|năm|block|dãy|hồi đêm|tuyến|quốc lộ|oppo|redmi|nokia|vivo|galaxy|thắng|thua|hòa|"
        "tỉ số|tỷ số|số cmnd|số cccd|số căn cước|win|windows|bài|câu|cột|hàng|dòng|stt|vneid mức|giai đoạn|gọi số|"
        "gọi|phố|địa chỉ|mã số là|mã là|pass là|mật khẩu là|otp|đt",
    Tag.HELPER: "đoàn viên|đv|dân quân|dq|tình nguyện viên|tình nguyện|tnv|thanh niên|cán bộ|công an|tổ viên|"
        "lực lượng|quân số|đội|nhóm|tổ công tác|đội hình|hỗ trợ|tham gia|đi cùng|phục vụ|thành viên|đi làm|ra quân|"
        "có mặt|cskv|sinh viên|bí thư|hội viên|phụ nữ hỗ trợ|đội mình|đội em|đội tôi|trực|điểm danh|đoàn|"
        "cán bộ phường|tập huấn|họp|dự họp|xung kích|dẫn đường|phân công",
    Tag.NOT: "không|chẳng|chả|đâu có|không hề|méo",
    Tag.NOT_YET: "chưa|vẫn chưa",
    Tag.NOBODY: "ai|người nào|máy nào|trường hợp nào|ca nào|bác nào|cụ nào|hộ nào|nhà nào|một ai|mống nào|"
        "đồng chí nào|một người nào|một người|một hộ nào|một máy nào|đứa nào|lượt nào|bạn nào|ma nào|một mống|"
        "một mống nào",
    Tag.ABOUT: "khoảng|tầm|gần|hơn|trên|dưới|ngót|xấp xỉ|độ|chừng|cỡ|ước|ước chừng|ước tính|ngoài|mấy|vài|dăm|"
        "đâu đó|chắc|hình như|có lẽ|ít nhất|tối đa|nhiều nhất|khoảng chừng|gần như|đâu|đâu khoảng|chắc tầm|"
        "chắc khoảng|không quá|tối thiểu|chưa đến|chưa tới|chưa đầy|cũng phải|phải đến|phải tới|non|quãng|ngấp nghé|"
        "sấp xỉ|gần gần|loanh quanh|ngang ngang|có thể|dễ|dễ đến|dễ phải|nghe đâu|nhõn tầm|hơn được|ước được|"
        "cỡ chừng|độ khoảng|độ chừng|chắc cũng|chắc được|chắc là|khoảng độ|chắc phải|chắc cũng phải|chắc độ|"
        "hao hao|khéo|khéo phải|khéo được",
    Tag.OR_SO: "gì đó|gì đấy|mấy|hơn|lẻ|là cùng|đổ lại|trở lên|trở xuống|có lẻ|đổ lên|ngoài|gì ấy|gì đấy thôi|"
        "hoặc hơn|là ít|chẵn lẻ|ước chừng|thì phải|xấp xỉ|chi đó|hay sao ấy|hay sao đó|hay sao|plus|quanh quanh|"
        "có dư|dư",
    Tag.VAGUE: "mấy chục|vài chục|mấy người|vài người|vài hộ|mấy hộ|nhiều|đông|đông lắm|một số|đa số|phần lớn|"
        "gần hết|hết lượt|cả xóm|full|hàng chục|chục|dăm người|dăm ba|dăm bảy|vài ba|mươi|nửa|một nửa|quá nửa|tất cả|"
        "toàn bộ|cả tổ|ối|khối|kha khá|lác đác|rất ít|đa phần|hàng trăm|mấy trăm|vài trăm|mươi người|mấy mươi|một ít|"
        "chút ít|hầu hết|tá|hăm mấy|băm mấy|băm|hăm",
    Tag.UNSURE: "chưa chốt|chưa chắc|không nhớ|không nhớ rõ|đếm lại đã|để đếm lại|chưa đếm|không chắc|đoán|"
        "áng chừng|chưa chính xác|chưa thống kê|để tôi đếm lại|để chú đếm lại|để bác đếm lại|đang đếm|nhớ mang máng|"
        "có gì báo lại|chưa rõ|chưa đếm xong|ước lượng|để xem lại|xem lại đã|để kiểm tra lại|kiểm tra lại đã|"
        "để rà lại|để tính lại|để hỏi lại|hình như sai|không dám chắc|cộng trừ|xê xích",
    Tag.RANGE: "đến|tới|cho đến|cho tới",
    Tag.OR: "hay|hoặc|hay là|hoặc là|có khi|cũng có thể",
    Tag.FUTURE: "mai|ngày mai|tối mai|sáng mai|chiều mai|hôm mai|ngày kia|mốt|ngày mốt|tuần sau|tuần tới|hôm sau|"
        "buổi sau|tối tới|sắp|sắp tới|sẽ|dự kiến|dự định|định|chuẩn bị|phấn đấu|cố gắng|hẹn|lịch|kế hoạch|hứa|"
        "quyết tâm|đặt mục tiêu|tối sau|sắp đi|tháng sau|hôm tới|dự trù|muốn|đăng ký lịch|xin lịch|đổi lịch|nếu|"
        "giá mà|giả sử|đợi|chờ|nhận lịch",
    Tag.QUESTION: "mấy giờ|bao giờ|khi nào|lúc nào|ở đâu|tại sao|vì sao|thế nào|như nào|như thế nào|làm sao|"
        "bao nhiêu|được không|đúng không|có phải|phải không|hả|hở|có được không|bao lâu|mấy người|mấy hộ|là gì|"
        "làm gì|cái gì|có đúng|chưa nhỉ|không nhỉ|vậy nhỉ|à nhỉ|thắc mắc|hỏi|bn|đúng chưa|hết chưa|được chưa|"
        "xong chưa|thì sao|hay sao|có sao không|có phải không|nhỉ|chứ nhỉ|có cần|có được|đúng hông|phải hông|sao lại|"
        "mấy tối|nào là|nào thế|hay chưa|rồi chưa|tính sao",
    Tag.ELSEWHERE: "bên|phường bạn|phường khác|phường bên|phường đã|phường mình đã|phường được|phường có|tổ bạn|"
        "tổ khác|tổ bên|quận|huyện|thành phố|toàn phường|cả phường|cả quận|toàn quận|cả nước|toàn quốc|nghe nói|"
        "nghe bảo|thấy bảo|thấy nói|theo báo|đài báo|tivi|ti vi|trên mạng|năm ngoái|năm trước|tháng trước|đợt trước|"
        "lần trước|tuần trước nữa|gia lâm|hà đông|cầu giấy|thanh xuân|hoàng mai|long biên|nam từ liêm|bắc từ liêm|"
        "đống đa|ba đình|thủ đô|hà nội|tổ nó|người ta cài|phường mình|phường ta|hồi trước|hôm trước|hàng xóm|khu bên|"
        "bên đó|bên kia|bên ấy|đài nói|báo nói|báo đăng|nơi khác|chỗ khác|tổ người ta|năm kia|văn quán|mộ lao|"
        "quang trung|la khê|phú la|yên nghĩa|dương nội|phúc la|kiến hưng|vạn phúc|nguyễn trãi|phường nguyễn trãi|"
        "tổng kết quý|trên phường bảo|nhóm phường|xã bên",
    Tag.REQUEST: "xin thêm|cho xin|cần|cần thêm|nhờ|đề nghị|cử|bố trí|tăng cường|chi viện|cho mượn|in thêm|"
        "gửi thêm|hỗ trợ thêm|xin hỗ trợ|mượn|điều thêm|xin cấp|cấp thêm|cho tổ xin|xin cho|cho thêm người|phát|"
        "phát cho|đã phát|phát được|tiếp nước|mời|yêu cầu|rủ|cho hỏi|tặng|mua|ủng hộ|nộp|đóng góp",
    Tag.TARGET: "chỉ tiêu|mục tiêu|giao|được giao|phường giao|kế hoạch giao|tổng số hộ|dân số|toàn tổ có|cả tổ có|"
        "tổ có|khu có|tòa có|so với|tổ mình có|tổ tôi có|tổ em có|tổ này có|tổ ta có|khu mình có|khu tôi có|"
        "trên địa bàn có|tổng số dân|danh sách|danh sách có|hộ khẩu|còn thiếu|thiếu|còn lại|còn phải|chưa đi|cần đạt|"
        "tỷ lệ|tỉ lệ|tương đương|khu có tổng|tổ có tổng|toàn tổ|nhà có|gia đình có|"
        "mỗi|mỗi nhà|mỗi ngõ|mỗi nhóm|mỗi đội|mỗi hộ|mỗi người|"
        "mỗi tổ|bình quân|"
        "trung bình|chung cư có|nhà tôi có|nhà em có|tổ dân phố có|số nhân khẩu|nhân khẩu|định mức",
    Tag.SO_FAR: "lũy kế|luỹ kế|cộng dồn|đến nay|tính đến nay|từ đầu đợt|hai tối|ba tối|cả hai tối|cả 2 tối|mấy tối|"
        "các tối|hai hôm|ba hôm|cả tuần|hai ngày|cả đợt|cả hai hôm|cả hai buổi|hai buổi|từ hôm|tính từ|trong tuần|"
        "cả tháng|hai đêm|ba buổi|ba ngày|mấy hôm|mấy ngày|cả hai tổ|hai tổ|ba tổ|cả ba tổ|các tổ|chung hai tổ|"
        "gộp lại|gộp chung|tính chung|cộng chung|gộp|"
        "tổng các tối|tổng các tổ",
    Tag.TOTAL: "tổng|tổng cộng|tổng số|tổng là|tổng cộng là|cả thảy|tất cả là|tất cả|tổng cả|cộng lại|tổng kết|"
        "tổng hợp|là tổng|tổng số là|cộng là|vị chi|vị chi là|tổng tối nay|tổng thành|thành tổng|tổng số cài|"
        "tổng cài|hết thảy",
    Tag.PART: "trong đó|trong đấy|trong số đó|trong số này|gồm|bao gồm|gồm có|trong ấy|trong này|cụ thể|chia ra|"
        "riêng",
    Tag.OUT_OF: "trên tổng số|trong tổng số|trên tổng|trong số|trên|trong",
    Tag.ADD: "thêm|cộng|cộng thêm|bổ sung|thêm được|bổ sung thêm|phát sinh thêm|vừa thêm|mới thêm|được thêm|tăng|"
        "bù thêm|tăng thêm|thêm mới|vừa có thêm|có thêm|cộng vào|cộng cho|thêm vào|tính thêm|cho thêm",
    Tag.MORE: "nữa",
    Tag.LESS: "bớt|bớt đi|trừ|trừ đi|giảm|giảm đi|bỏ|bỏ đi|bỏ bớt|rút|rút bớt|rút đi|trừ bớt|trừ ra|thừa|dôi|"
        "ghi thừa|tính thừa|báo thừa|đếm thừa|hạ|hụt|cho xin rút|cho xin bớt|xin rút|xin bớt|xin trừ|cho xin trừ|"
        "xin giảm",
    Tag.MISTAKE: "nhầm|lộn|ghi nhầm|gõ nhầm|đánh nhầm|báo nhầm|sai|ghi sai|gõ sai|bấm nhầm|nhắn nhầm|đếm nhầm|"
        "viết nhầm|nhầm rồi|nhầm số|sai rồi|nhầm lẫn|nhầm nhầm|ghi lộn|báo sai|sai số|nhập nhầm|viết sai|tính nhầm|"
        "tính sai|đếm sai|cộng nhầm|cộng sai|nhắn lộn|lộn số|là nhầm|là sai|bị nhầm|bị sai|hôm trước nhầm|"
        "lúc nãy nhầm|nãy nhầm|báo lộn|ý quên|à quên|ấy quên|í quên|ý nhầm|à nhầm|ý lộn|à lộn",
    Tag.CHANGE: "sửa|sửa lại|đính chính|đổi lại|điều chỉnh|điều chỉnh lại|cập nhật|cập nhật lại|báo lại|chốt|"
        "chốt lại|chỉnh lại|thay đổi|đếm lại|kiểm lại|kiểm tra lại|tính lại|rà lại|chốt số|chốt lại là|sửa số|"
        "sửa thành|sửa lại thành|sửa lại là|chỉnh|đổi|ghi lại|đính chính lại|chốt cuối|con số cuối|cuối cùng|xem lại|"
        "soát lại|đối chiếu lại|sửa giúp|sửa hộ|sửa cho|edit|thay|thực ra|thực tế|hóa ra|chốt sổ|sửa lại số|"
        "số cuối|số cuối cùng|tổng cuối|sửa lại cho|báo cáo lại|chốt là|đổi thành|gửi lại|nhắn lại|chốt số cuối|"
        "sửa lại giúp|cho sửa|sửa từ|"
        "cho sửa lại",
    Tag.INSTEAD: "chứ không phải|chứ không phải là|không phải|không phải là|thay vì|thay cho|đâu phải|chứ đâu phải|"
        "chớ không phải|chứ chẳng phải|chứ không|chớ không|không phải số|chứ không phải số|chứ ko phải con số|"
        "hổng phải|thay",
    Tag.TO: "thành|lên|xuống|sang|bằng|ra|lên thành|xuống còn|còn|xuống thành|mà là|mà|lên là|chuyển thành",
    Tag.RIGHT: "đúng là|đúng ra|phải là|mới đúng|đúng|chính xác là|chính xác|đúng ra là|mới phải|mới chuẩn|"
        "chuẩn là|chuẩn|lẽ ra|đáng lẽ|lẽ ra là|đáng ra|đúng phải là|số đúng|số đúng là|thực ra là|thực tế là|"
        "hóa ra là|con số đúng|con số đúng là|đúng ra phải là",
    Tag.STILL: "vẫn|vẫn là|vẫn giữ|giữ nguyên|vẫn thế|vẫn vậy|không đổi|y nguyên|vẫn như cũ|vẫn đúng",
    Tag.REPORT: "báo cáo|báo cáo nhanh|bc|kết quả|b cáo|kq|báo số|báo kết quả|tổng hợp|số liệu|báo cáo kết quả|"
        "gửi số|nộp số|báo",
    Tag.OVER: "hết giờ|xong buổi|kết thúc|cuối buổi|hết buổi|về rồi|xong rồi|tan rồi|hết tối|xong việc|đi hết|"
        "giải tán|nghỉ rồi|cuối giờ|xong tối nay|kết thúc buổi|kết quả cuối|tối nay xong|đã xong|đi xong|cả tối|"
        "cả buổi|hết cả tối|đến hết giờ|rút quân|hết ca|hoàn thành",
    Tag.LATER: "lát|lát nữa|tí nữa|chút nữa|báo tiếp|báo sau|còn tiếp|đi tiếp|đang đi|đang làm|tạm|tạm thời|"
        "tạm tính|tạm báo|đến giờ|đến giờ này|tính đến giờ|chưa xong|chưa hết|làm tiếp|đến lúc này|hiện tại|"
        "đang tiếp tục|còn đi nữa|xíu nữa|tí báo|tối báo tiếp|lúc này|đang cài tiếp|vẫn đang|chưa kết thúc|tới giờ|"
        "chưa đủ|còn nữa|báo thêm sau|mới nửa buổi",
    Tag.ALSO: "cũng|kể cả|cả cụ|thậm chí",
    Tag.HEAD: "tổ|ngày|stt|tên tổ|tổ dân phố|đơn vị|địa bàn|buổi|ghi chú|tdp|số thứ tự|ngày tháng|thứ|khu|tt|nhóm",
    Tag.SUSPECT: "gỡ|gỡ cài đặt|xóa|gỡ app|xóa app|gỡ bỏ|cài lại|hướng dẫn lại|hoàn tác|hủy|đăng ký cài|hẹn cài|"
        "chưa cài|không cài|đòi|đòi cài|muốn cài|xin cài|định cài|chuẩn bị cài|đang cài|chờ cài|cần cài|nhờ cài|"
        "phải cài|chưa tải|không tải|chưa kích hoạt|không kích hoạt|kích hoạt lại|đang chờ|hứa cài|hứa|sắp cài|"
        "đăng ký|đk|đang kích hoạt|chờ kích hoạt|chưa được|chưa vắng|không vắng|không từ chối|không lỗi|chưa tạo|"
        "chưa có tài khoản|không có tài khoản|không có tk|chưa có tk",
    Tag.SUCCESS: "thành công|xong|ok|ổn|hoàn tất|trọn vẹn",
    Tag.GOT: "được|có|đạt|mới đạt|đã được|mới được|có được",
    Tag.LINK: "là|số|mới|tổng số người|số lượng|cho|lượng|số người|số lượt|số máy|con|đã|rồi|xong|vừa|giúp|"
        "đạt được|số ca|tổ|tổ mình|tổ tôi|tổ em|tổ bác|tổ chú|chúng tôi|bọn em|bọn cháu|thu được|vận động được|"
        "hướng dẫn được|làm được|chỉ|thêm cho|vận động|hướng dẫn|tuyên truyền|thành|con số|số hộ dân|đều|lại|đang|"
        "nốt|luôn|ngay|thôi|vào",
    Tag.BREAK: "và|còn|nhưng|với|cùng|cùng với|ngoài ra|mà|nhưng mà|tuy nhiên|vì|do|tại|nên",
    Tag.TONIGHT: "tối nay|hôm nay|nay|đêm nay|chiều nay|bữa nay|buổi tối nay|tối hôm nay|hnay|ngày hôm nay|bữa ni|"
        "tối ni|hôm ni",
}  # fmt: skip

FILL = (
    "ạ|nhé|nhá|nha|nhen|nghen|hen|ha|à|ừ|ờ|ừm|vâng|dạ|thưa|em|anh|chị|cháu|bác|chú|cô|ông|bà|tôi|tui|mình|tớ|"
    "con|em ơi|ơi|ok|oke|okie|okê|thôi|đấy|đó|này|kia|ấy|nè|đây|hì|hihi|haha|hehe|kk|cảm ơn|cám ơn|thanks|"
    "cả nhà|mọi người|các bác|các cháu|các anh|các chị|hết|luôn|rồi|xong|xong rồi|nữa|cả|toàn|những|các|thì|"
    "lắm|quá|rất|vui|mệt|vất vả|chào|xin|xin phép|gửi|kính|trân trọng|lãnh đạo|nhóm zalo|nhóm|zalo|từ|ở|tại|"
    "trong|ngoài|trên|với|cho|về|ra|vào|lên|theo|app|ihanoi|i hanoi|ứng dụng|phần mềm|iha noi|mưa|mưa to|"
    "buổi tối|buổi|tối|đêm|sáng|chiều|hôm|ngày|tổ dân phố|tdp|tổ|khu|chung cư|cc|khu nhà ở|thôn|xóm|phường|"
    "ban quản lý|tổ trưởng|tổ phó|nhanh|qua|tiếp|đợt|kính gửi|báo|quên|quên chưa báo|quên báo|muộn|xin lỗi|"
    "sorry|thông cảm|của|bọn|chúng|đội|nhớ|coi như|tức là|nghĩa là|cụ thể là|sau khi|lúc|nãy|vừa|vừa rồi|"
    "hồi nãy|lúc nãy|hôm nào|bây giờ|giờ|hiện|nhiệt tình|ủng hộ|tốt|tuyệt vời|hơi ít|ít|ít thôi|ghi|ghi nhận|"
    "giúp|hộ em|hộ tôi|hộ cái|nhận|nhận được|chuyển tiếp|fwd|forward|chuyển|hai vợ chồng|toàn là|khi|cùng|"
    "nhà mình|bà con|dân|nhân dân|rồi nhé|số liệu|chiếu|lại|làm|việc|công việc|tình hình|thế|vậy|thế thôi|chưa|"
    "tiện|bữa|khỏe|ngủ|ngon|chúc|happy|good|hoan hô|cố lên|yeah|hay quá|đỉnh|like|nghỉ|mệt quá|đông vui|"
    "vui quá|oki|okela|um|uh|uhm|ukm|uk|yes|ya|zạ|dzạ|ui|ôi|ơ|á|ồ|hic|huhu|trời|ới|thui|hoi|roài|gòi|rùi|hén|"
    "hỉ|hè|đi ạ|nhen em|mấy đứa|ạh|ah|a|e|c|b|vơi|tối về|muộn quá|trễ|gấp|xong xuôi|đầy đủ|đủ|như sau|như dưới|"
    "dưới đây|danh sách|bảng|hà cầu|phường hà cầu|nắm|được biết|biết|để|số|kịp|gần xong|ghi hộ|ghi giúp|nhờ|"
    "chắc chắn|chị em|anh em|sếp|thủ trưởng|thống kê|văn phòng|người|hơn|cái|chiếc|từng|nào|phần|mảng|mục|điều|"
    "tin|nhắn|nhắn tin|xin gửi|nhập|nhập giúp|vào sổ|hệ thống|máy tính|tròn|chẵn|tròn trĩnh|vừa đủ|vừa tròn|"
    "đúng|không hơn không kém|trùng|bị trùng|trùng tên|trùng nhau|tính trùng|đếm trùng|du lịch"
)

# Without its accent a far commoner word is meant: `co 16 nguoi` tells who came, not about how many.
ACCENTED_ONLY = frozenset({"cỡ", "mời", "chờ", "đợi", "chỗ", "hở", "mỗi", "hộ cái", "hộ em", "hộ tôi"})

# Abbreviations whole chats are written in; the word meant, and its short forms.
SHORT: dict[str, str] = {
    "không": "k ko kg khg hok hông hổng hem kô kông khôg hk đếch nỏ hổn", "0 ai": "0ai",
    "được": "đc dc đx đk dk đươc đcc đượcc", "người": "ng ngừi ngườ nguoì ngừ nguời ngời ngi n",
    "mọi người": "mng mn", "người ta": "ngta", "người dân": "ngdan", "đồng chí": "đ.c d.c dd/c đ/c d/c đchi",
    "trường hợp": "t/h thợp thop", "báo cáo": "b/c", "kích hoạt": "k/h", "từ chối": "t/c tc", "cài đặt": "c/đ",
    "hôm nay": "hn hnay", "tối nay": "tn tnay", "hôm qua": "hq hqua hwa", "tối qua": "tq tqua", "hôm": "hum",
    "quá": "wa qá", "qua": "w", "điện thoại": "đt dt đthoại dthoai",
    "smartphone": "sp smp smartfone smatphone smartphon", "iphone": "ip", "điện thoại thông minh": "đttm dttm",
    "rồi": "r rui rồii", "gì": "j jì", "với": "vs", "vậy": "z", "tháng": "thg", "bao nhiêu": "bnhiu bnh bnhieu",
    "bao giờ": "bg", "mình": "mik mk", "hướng dẫn": "hd", "gia đình": "gđ gd", "hộ gia đình": "hgd hgđ",
    "hoàn thành": "hthanh", "cũng": "cum cg cx", "vẫn": "vx", "mới": "ms", "làm": "lm", "nữa": "nx nua",
    "thôi": "thui", "công ty": "cty", "trả lời": "tl", "số lượng": "sl", "số người": "sn", "tổng số": "tso",
    "vắng": "vắg vắn dắng", "có": "cso", "có sẵn": "cs", "trước": "trc trk", "xong": "xog", "nhiều": "nhìu nh",
    "luôn": "lun", "ứng dụng": "ứd ud", "tài khoản": "tkhoan", "ihanoi": "ihn", "hoạt": "khoát hoặt",
    "kích": "kíck kick kik kìch kic kíh", "chối": "chồi trối", "nhưng": "nhừng nhưg", "đăng": "dăng", "ký": "kí",
    "gõ": "gỏ", "cửa": "cửả cửo", "quên": "wên", "biết": "bít", "mà": "mừ", "hic": "hjx",
}  # fmt: skip

# Number words.
ONES = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
FOURTH = "tư"
AFTER_TENS = {"mốt": 1, "một": 1, FOURTH: 4, "lăm": 5, "nhăm": 5, "năm": 5, "rưỡi": 5}
TENS_WORDS = ("mươi", "mười", "chục")
TEN = "mười"
VAGUE_TEN = "mươi"
DOZEN = "chục"
CONTRACTED = {"hăm": 20, "băm": 30}
HUNDRED = "trăm"
ODD = ("linh", "lẻ")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
HALF = ("rưỡi", "rưởi")
THOUSAND = ("nghìn", "ngàn")

# Dates.
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "bốn": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
SUNDAY = "chủ nhật|chúa nhật|cn|chủ nhựt"
DAYS_AGO = {
    0: "tối nay|hôm nay|đêm nay|chiều nay|bữa nay|tối hôm nay|ngày hôm nay|nay|bữa ni|tối ni|hôm ni|sáng nay|trưa nay",
    1: "tối qua|hôm qua|đêm qua|tối hôm qua|bữa qua|ngày hôm qua|đêm hôm qua|chiều qua|buổi tối hôm qua|tối bữa qua",
    2: "hôm kia|tối kia|tối hôm kia|bữa kia|đêm kia|bữa hổm kia|ngày hôm kia|tối bữa kia",
    3: "hôm kìa|bữa kìa|tối hôm kìa",
}
NIGHT = (
    "tối|ngày|hôm|đêm|bữa|buổi|mùng|mồng|tối ngày|tối hôm|đêm ngày|buổi tối|hôm ngày|tối mùng|ngày mùng|"
    "hôm mùng|tối mồng|tối bữa|chiều"
)
EARLY = "mùng|mồng"
MONTH = "tháng"
YEAR = "năm"
WEEKDAY = "thứ"
LAST_WEEK = "tuần trước|tuần rồi|tuần vừa rồi|tuần qua"
JUST_GONE = "vừa rồi|vừa qua|tuần này|rồi|trước"

# Names of groups.
GROUP_KINDS = (
    "tổ dân phố số|tổ dân phố|tổ dp|tdp số|tdp|tổ số|tổ|khu phố|kp|thôn|xóm|ấp|khu nhà ở|khu đô thị|"
    "khu tập thể|khu|chung cư|cc|ban quản lý|bql|tòa nhà|số|cụm dân cư|cụm|khu dân cư|kdc|tổ trưởng tổ|nhà ở|"
    "kđt"
)

# Numbers that are always a telephone; an emergency number may be a count.
HOTLINES = frozenset({1022, 18001091})
