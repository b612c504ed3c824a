"""Cues, units, fillers and names as people say them; the readers fold case and accents themselves.

Phrases are separated by bars; a longer phrase wins over a shorter one at the same word.
"""

from handlers.language.pieces import Tag

PHRASES: dict[Tag, str] = {
    Tag.VISIT: "đi|gõ|gõ cửa|đến|tới|thăm|ghé|ghé thăm|vào|qua|rà|rà soát|tiếp cận|đến nhà|đi được|đã đi|đi hết|"
        "gõ được|đến được|đi gõ|đi qua|đến thăm|vào được|tới được|đã đến|đi vận động|đi tuyên truyền|đã gõ|"
        "đã gõ cửa|gõ cửa từng nhà",
    Tag.PEOPLE: "người|th|nam|nữ|người dân|người dùng|bác|đồng chí|trường hợp|máy|lượt|lượt người|cụ|ông|bà|anh|chị|"
        "cô|chú|bạn|công dân|ca|dân|thuê bao|ông bà|mống|cụ già|cụ ông|cụ bà|bà con|điện thoại|ngài|thành viên|app|"
        "con máy|chiếc máy|chiếc điện thoại|cái máy|cái điện thoại|em|cháu|người mới|mạng",
    Tag.HOUSE: "hộ|nhà|căn|gia đình|hộ gia đình|hộ dân|cửa|nóc nhà|căn hộ|ngôi nhà|hộ nhà|nhà dân|cửa nhà",
    Tag.THING: "tuổi|giờ|phút|tiếng|đồng|nghìn|ngàn|triệu|tờ|tờ rơi|tờ bướm|phiếu|poster|quyển|cuốn|gói|chai|thùng|"
        "lần|buổi|ngày|tuần|tháng|tối|hôm|đêm|tầng|km|mét|gb|mb|điểm|ngõ|ngách|hẻm|tổ|đội|nhóm|khu|dãy|tòa|block|"
        "bước|nhánh|số|câu|trang|file|ảnh|cái ảnh|tấm|chữ|ký tự|chữ số|lít|kg|cân|sao|bàn|ghế|cái bàn|cái ghế|bộ|"
        "chỗ|xe|chiếc xe|trận|bàn thắng|quả|đợt|tin|tin nhắn|cuộc|cuộc gọi|loa|băng rôn|áo|mũ|thẻ|bản|cột|dòng|"
        "thành viên trong nhóm|vòng|suất ăn|suất cơm|nghìn đồng|ngàn đồng|triệu đồng|năm|nghìn người theo dõi|lớp|"
        "vạch|sim|số điện thoại|mã|góc|mục|thứ|cấp|chai nước|bộ bàn ghế|cái loa|cái mũ|cái áo|giây|rưỡi|rưởi|"
        "nhân khẩu|tổ trưởng|tổ phó|trưởng ban|cảnh sát khu vực|dân phòng",
    Tag.BEFORE_TRAP: "bản|kém|ver|đề án|qđ|nđ|nq|ngõ|ngách|hẻm|số nhà|nhà số|phòng|tầng|tòa|lô|đường|nhánh|tổng đài|"
        "số điện thoại|sđt|số máy|zalo|hotline|otp là|mã otp|mã|mã số|pass|mật khẩu|password|cccd|cmnd|căn cước|"
        "tuổi|lớp|khóa|kế hoạch số|công văn|quyết định|văn bản|mục|bước|phiên bản|version|android|ios|iphone|"
        "samsung|mức|lần|đợt|buổi thứ|lần thứ|ngày thứ|người thứ|khu|tòa nhà|cửa số|căn số|căn hộ số|số tài khoản|"
        "stk|biển số|cổng|kênh|trang|điểm|quý|ngõ số|ngách số|hẻm số|nghị quyết|nghị định|chỉ thị|công điện|"
        "thông báo số|lúc|hồi|vào lúc|từ lúc|đến lúc|sau|trước|tháng|năm|block|dãy|hồi đêm|tuyến|quốc lộ|oppo|redmi|"
        "nokia|vivo|galaxy|thắng|thua|hòa|tỉ số|tỷ số|số cmnd|số cccd|số căn cước|win|windows|bài|câu|cột|hàng|dòng|"
        "stt|vneid mức|giai đoạn|gọi số|gọi|phố|địa chỉ|mã số là|mã là|pass là|mật khẩu là|otp|đt",
    Tag.HELPER: "đoàn viên|đv|dân quân|dq|tình nguyện viên|tình nguyện|tnv|thanh niên|cán bộ|công an|tổ viên|"
        "lực lượng|quân số|đội|nhóm|tổ công tác|đội hình|hỗ trợ|tham gia|đi cùng|phục vụ|thành viên|đi làm|ra quân|"
        "có mặt|cskv|sinh viên|bí thư|hội viên|phụ nữ hỗ trợ|đội mình|đội em|đội tôi|trực|điểm danh|đoàn|"
        "cán bộ phường|tập huấn|họp|dự họp|xung kích|dẫn đường|phân công",
    Tag.NOT: "không|chẳng|chả|đâu có|không hề|méo",
    Tag.NOT_YET: "chưa|vẫn chưa",
    Tag.NOBODY: "ai|người nào|máy nào|trường hợp nào|ca nào|bác nào|cụ nào|hộ nào|nhà nào|một ai|mống nào|"
        "đồng chí nào|một người nào|một người|một hộ nào|một máy nào|đứa nào|lượt nào|bạn nào|ma nào|một mống|"
        "một mống nào",
    Tag.ABOUT: "phải|khoảng|tầm|gần|hơn|trên|dưới|ngót|xấp xỉ|độ|chừng|cỡ|ước|ước chừng|ước tính|ngoài|mấy|vài|dăm|"
        "đâu đó|chắc|hình như|có lẽ|ít nhất|tối đa|nhiều nhất|khoảng chừng|gần như|đâu|đâu khoảng|chắc tầm|"
        "chắc khoảng|không quá|tối thiểu|chưa đến|chưa tới|chưa đầy|cũng phải|phải đến|phải tới|non|quãng|ngấp nghé|"
        "sấp xỉ|gần gần|loanh quanh|ngang ngang|có thể|dễ|dễ đến|dễ phải|nghe đâu|nhõn tầm|hơn được|ước được|"
        "cỡ chừng|độ khoảng|độ chừng|chắc cũng|chắc được|chắc là|khoảng độ|chắc phải|chắc cũng phải|chắc độ|hao hao|"
        "khéo|khéo phải|khéo được",
    Tag.OR_SO: "gì đó|gì đấy|mấy|hơn|lẻ|là cùng|đổ lại|trở lên|trở xuống|có lẻ|đổ lên|ngoài|gì ấy|gì đấy thôi|"
        "hoặc hơn|là ít|chẵn lẻ|ước chừng|thì phải|xấp xỉ|chi đó|hay sao ấy|hay sao đó|hay sao|plus|quanh quanh|"
        "có dư|dư",
    Tag.VAGUE: "mấy người nữa|vài người nữa|mấy nhà nữa|mấy hộ nữa|được mấy người thôi|mấy người thôi|"
        "mấy ông bà thôi|mấy bác thôi|mấy chục|vài chục|mấy người|vài người|vài hộ|mấy hộ|nhiều|đông|đông lắm|"
        "một số|đa số|phần lớn|gần hết|hết lượt|cả xóm|full|hàng chục|chục|dăm người|dăm ba|dăm bảy|vài ba|mươi|nửa|"
        "một nửa|quá nửa|tất cả|toàn bộ|cả tổ|ối|khối|kha khá|lác đác|rất ít|đa phần|hàng trăm|mấy trăm|vài trăm|"
        "mươi người|mấy mươi|một ít|chút ít|hầu hết|tá|hăm mấy|băm mấy|băm|hăm",
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
        "xong chưa|thì sao|hay sao|có sao không|có phải không|nhỉ|chứ nhỉ|có cần|có được|đúng hông|phải hông|"
        "sao lại|mấy tối|nào là|nào thế|hay chưa|rồi chưa|tính sao",
    Tag.ELSEWHERE: "bên|phường bạn|phường khác|phường bên|phường đã|phường mình đã|phường được|phường có|tổ bạn|"
        "tổ khác|tổ bên|quận|huyện|thành phố|toàn phường|cả phường|cả quận|toàn quận|cả nước|toàn quốc|nghe nói|"
        "nghe bảo|thấy bảo|thấy nói|theo báo|đài báo|tivi|ti vi|trên mạng|năm ngoái|năm trước|tháng trước|đợt trước|"
        "lần trước|tuần trước nữa|gia lâm|hà đông|cầu giấy|thanh xuân|hoàng mai|long biên|nam từ liêm|bắc từ liêm|"
        "đống đa|ba đình|thủ đô|hà nội|tổ nó|người ta cài|phường mình|phường ta|hồi trước|hôm trước|hàng xóm|"
        "khu bên|bên đó|bên kia|bên ấy|đài nói|báo nói|báo đăng|nơi khác|chỗ khác|tổ người ta|năm kia|văn quán|"
        "mộ lao|quang trung|la khê|phú la|yên nghĩa|dương nội|phúc la|kiến hưng|vạn phúc|nguyễn trãi|"
        "phường nguyễn trãi|tổng kết quý|trên phường bảo|nhóm phường|xã bên",
    Tag.REQUEST: "xin thêm|cho xin|cần|cần thêm|nhờ|đề nghị|cử|bố trí|tăng cường|chi viện|cho mượn|in thêm|gửi thêm|"
        "hỗ trợ thêm|xin hỗ trợ|mượn|điều thêm|xin cấp|cấp thêm|cho tổ xin|xin cho|cho thêm người|phát|phát cho|"
        "đã phát|phát được|tiếp nước|mời|yêu cầu|rủ|cho hỏi|tặng|mua|ủng hộ|nộp|đóng góp",
    Tag.TARGET: "chỉ tiêu|mục tiêu|giao|được giao|phường giao|kế hoạch giao|tổng số hộ|dân số|toàn tổ có|cả tổ có|"
        "tổ có|khu có|tòa có|so với|tổ mình có|tổ tôi có|tổ em có|tổ này có|tổ ta có|khu mình có|khu tôi có|"
        "trên địa bàn có|tổng số dân|danh sách|danh sách có|hộ khẩu|còn thiếu|thiếu|còn lại|còn phải|chưa đi|"
        "cần đạt|tỷ lệ|tỉ lệ|tương đương|khu có tổng|tổ có tổng|toàn tổ|nhà có|gia đình có|mỗi|mỗi nhà|mỗi ngõ|"
        "mỗi nhóm|mỗi đội|mỗi hộ|mỗi người|mỗi tổ|bình quân|trung bình|chung cư có|nhà tôi có|nhà em có|"
        "tổ dân phố có|số nhân khẩu|nhân khẩu|định mức",
    Tag.SO_FAR: "lũy kế|luỹ kế|cộng dồn|đến nay|tính đến nay|từ đầu đợt|hai tối|ba tối|cả hai tối|cả 2 tối|mấy tối|"
        "các tối|hai hôm|ba hôm|cả tuần|hai ngày|cả đợt|cả hai hôm|cả hai buổi|hai buổi|từ hôm|tính từ|trong tuần|"
        "cả tháng|hai đêm|ba buổi|ba ngày|mấy hôm|mấy ngày|cả hai tổ|hai tổ|ba tổ|cả ba tổ|các tổ|chung hai tổ|"
        "gộp lại|gộp chung|tính chung|cộng chung|gộp|tổng các tối|tổng các tổ",
    Tag.TOTAL: "cộng :|cộng =|cộng chung là|cộng hết là|tổng|tổng cộng|tổng số|tổng là|tổng cộng là|cả thảy|"
        "tất cả là|tất cả|tổng cả|cộng lại|tổng kết|tổng hợp|là tổng|tổng số là|cộng là|vị chi|vị chi là|"
        "tổng tối nay|tổng thành|thành tổng|tổng số cài|tổng cài|hết thảy",
    Tag.WITHIN: "tính cả|kể cả|gồm cả|tính luôn|bao gồm cả|kể luôn|cộng cả|tính thêm cả|tính trong đấy|"
        "tính trong đó|nằm trong đó|nằm trong số đó|tính trong số đó|trong số ấy|tính vào rồi|đã tính vào|"
        "đã tính trong đó|nằm trong số trên|tính cả vào rồi|gộp trong đó|cộng trong đó|tính vào đó|"
        "tính chung trong đó|đã gộp|đã tính cả|tính cả rồi|nằm trong tổng|trong tổng rồi|đã bao gồm|"
        "tính gộp vào rồi|tính hết vào rồi|cộng vào rồi|đã cộng vào|đã cộng|nằm trong ấy|nằm trong đấy|tính luôn rồi",
    Tag.PART: "trong đó|trong đấy|trong số đó|trong số này|gồm|bao gồm|gồm có|trong ấy|trong này|cụ thể|chia ra|"
        "riêng",
    Tag.ASIDE: "mở cửa|có mở cửa|mở cổng|chịu mở cửa|ra mở cửa|có nhà|ở nhà|có người ở nhà|có ở nhà|tiếp chuyện|"
        "tiếp đón|chịu tiếp|có chủ nhà|có chủ",
    Tag.OUT_OF: "trên tổng số|trong tổng số|trên tổng|trong số|trên|trong",
    Tag.ADD: "thêm|cộng|cộng thêm|bổ sung|thêm được|bổ sung thêm|phát sinh thêm|vừa thêm|mới thêm|được thêm|tăng|"
        "báo thiếu|ghi thiếu|đếm thiếu|tính thiếu|nhắn thiếu|gửi thiếu|báo sót|ghi sót|đếm sót|tính sót|bỏ sót|"
        "còn sót|sót|sót mất|quên chưa tính|quên chưa cộng|quên tính|quên cộng|chưa cộng|chưa tính|bỏ quên|quên mất|"
        "báo hụt|ghi hụt|đếm hụt|bù thêm|tăng thêm|thêm mới|vừa có thêm|có thêm|cộng vào|cộng cho|thêm vào|"
        "tính thêm|cho thêm",
    Tag.MORE: "nữa",
    Tag.LESS: "bớt|bớt đi|trừ|trừ đi|giảm|giảm đi|bỏ|bỏ đi|bỏ bớt|rút|rút bớt|rút đi|trừ bớt|trừ ra|thừa|dôi|"
        "ghi thừa|gõ thừa|viết thừa|bấm thừa|nhập thừa|nhắn thừa|cộng thừa|tính thừa|báo thừa|đếm thừa|hạ|hụt|"
        "cho xin rút|cho xin bớt|xin rút|xin bớt|xin trừ|cho xin trừ|xin giảm",
    Tag.MISTAKE: "gõ ngược|viết ngược|bấm ngược|ngược số|không đúng|chưa đúng|gõ trượt|bấm trượt|trượt tay|lỡ tay|"
        "nhầm|lộn|ghi nhầm|gõ nhầm|đánh nhầm|báo nhầm|sai|ghi sai|gõ sai|bấm nhầm|nhắn nhầm|đếm nhầm|viết nhầm|"
        "nhầm rồi|nhầm số|sai rồi|nhầm lẫn|nhầm nhầm|ghi lộn|báo sai|sai số|nhập nhầm|viết sai|tính nhầm|tính sai|"
        "đếm sai|cộng nhầm|cộng sai|nhắn lộn|lộn số|là nhầm|là sai|bị nhầm|bị sai|hôm trước nhầm|nhầm lung tung|"
        "nhầm mất rồi|à không|ấy không|ờ không|ý không|à mà không|á không|ủa không|ấy chết|nhầm mất|gõ lộn|bấm lộn|"
        "gõ lẫn|lúc nãy nhầm|nãy nhầm|báo lộn|ý quên|à quên|ấy quên|í quên|ý nhầm|à nhầm|ý lộn|à lộn",
    Tag.SWAP: "đảo|đảo chỗ|đảo ngược|ghi ngược|báo ngược|ngược|lộn chỗ|đổi chỗ|tráo|tráo chỗ|hoán đổi|nhầm chỗ|"
        "lẫn chỗ|ghi đảo|báo đảo|ghi đảo chỗ|ngược nhau|lộn ngược|đổi cho nhau|lộn cho nhau|nhầm cho nhau|"
        "lẫn cho nhau",
    Tag.CHANGE: "lần cuối|lần này là cuối|số trước bỏ|bỏ số trước|bỏ số cũ|số cũ bỏ|bỏ số kia|số kia bỏ|"
        "hủy số trước|hủy số cũ|bỏ cái trước|tin trước bỏ|bỏ tin trước|lấy số này|lấy số sau|lấy tin này|"
        "lấy tin sau|số mới là|sửa|sửa lại|đính chính|đổi lại|điều chỉnh|điều chỉnh lại|cập nhật|cập nhật lại|"
        "báo lại|chốt|chốt lại|chỉnh lại|thay đổi|đếm lại|kiểm lại|kiểm tra lại|tính lại|rà lại|chốt số|chốt lại là|"
        "sửa số|sửa thành|sửa lại thành|sửa lại là|chỉnh|đổi|ghi lại|đính chính lại|chốt cuối|con số cuối|cuối cùng|"
        "xem lại|xem lại giúp|soát lại|đối chiếu lại|sửa giúp|sửa hộ|sửa cho|edit|thay|thực ra|thực tế|hóa ra|"
        "chốt sổ|sửa lại số|số cuối|số cuối cùng|tổng cuối|sửa lại cho|báo cáo lại|chốt là|đổi thành|gửi lại|"
        "nhắn lại|chốt số cuối|sửa lại giúp|cho sửa|sửa từ|cho sửa lại",
    Tag.INSTEAD: "chứ không phải|chứ không phải là|không phải|không phải là|thay vì|thay cho|đâu phải|chứ đâu phải|"
        "chớ không phải|chứ chẳng phải|chứ không|chớ không|không phải số|chứ không phải số|chứ ko phải con số|"
        "hổng phải|thay",
    Tag.TO: "thành|lên|xuống|sang|bằng|ra|lên thành|xuống còn|còn|xuống thành|mà là|mà|lên là|chuyển thành",
    Tag.RIGHT: "đúng là|đúng ra|phải là|mới đúng|đúng|chính xác là|chính xác|đúng ra là|mới phải|mới chuẩn|chuẩn là|"
        "chuẩn|lẽ ra|đáng lẽ|lẽ ra là|đáng ra|đúng phải là|số đúng|số đúng là|thực ra là|thực tế là|hóa ra là|"
        "con số đúng|con số đúng là|đúng ra phải là",
    Tag.STILL: "vẫn|vẫn là|vẫn giữ|giữ nguyên|vẫn thế|vẫn vậy|không đổi|y nguyên|vẫn như cũ|vẫn đúng",
    Tag.REPORT: "báo cáo|báo cáo nhanh|bc|kết quả|b cáo|kq|báo số|báo kết quả|tổng hợp|số liệu|báo cáo kết quả|"
        "gửi số|nộp số|báo",
    Tag.OVER: "về hết rồi|về hết|về cả rồi|tan hết|tan hết rồi|về nhà rồi|đội về rồi|đã về|rút về|rút rồi|"
        "xong hết rồi|hết buổi rồi|kết thúc rồi|nghỉ hết rồi|chốt sổ rồi|hết giờ|xong buổi|kết thúc|cuối buổi|"
        "hết buổi|về rồi|xong rồi|tan rồi|hết tối|xong việc|đi hết|giải tán|nghỉ rồi|cuối giờ|xong tối nay|"
        "kết thúc buổi|kết quả cuối|tối nay xong|đã xong|đi xong|cả tối|cả buổi|hết cả tối|đến hết giờ|rút quân|"
        "hết ca|hoàn thành",
    Tag.LATER: "lát|lát nữa|tí nữa|chút nữa|báo tiếp|báo sau|còn tiếp|đi tiếp|đang đi|đang làm|tạm|tạm thời|"
        "tạm tính|tạm báo|đến giờ|đến giờ này|tính đến giờ|chưa xong|chưa hết|làm tiếp|đến lúc này|hiện tại|"
        "đang tiếp tục|còn đi nữa|xíu nữa|tí báo|tối báo tiếp|lúc này|đang cài tiếp|vẫn đang|chưa kết thúc|tới giờ|"
        "chưa đủ|còn nữa|báo thêm sau|mới nửa buổi",
    Tag.ALSO: "cũng|cả cụ|thậm chí",
    Tag.HEAD: "tổ|ngày|stt|tên tổ|tổ dân phố|đơn vị|địa bàn|buổi|ghi chú|tdp|số thứ tự|ngày tháng|thứ|khu|tt|nhóm",
    Tag.SUSPECT: "gỡ|gỡ cài đặt|xóa|gỡ app|xóa app|gỡ bỏ|cài lại|hướng dẫn lại|hoàn tác|hủy|đăng ký cài|hẹn cài|"
        "chưa cài|không cài|đòi|đòi cài|muốn cài|xin cài|định cài|chuẩn bị cài|đang cài|chờ cài|cần cài|nhờ cài|"
        "phải cài|chưa tải|không tải|chưa kích hoạt|không kích hoạt|kích hoạt lại|đang chờ|hứa cài|hứa|sắp cài|"
        "đăng ký|đk|đang kích hoạt|chờ kích hoạt|chưa được|chưa vắng|không vắng|không từ chối|không lỗi|chưa tạo|"
        "chưa có tài khoản|không có tài khoản|không có tk|chưa có tk",
    Tag.SUCCESS: "thành công|xong|ok|ổn|hoàn tất|trọn vẹn",
    Tag.GOT: "được|có|đạt|mới đạt|đã được|mới được|có được",
    Tag.LINK: "lập|lập được|mở được|tạo|tạo được|là|số|mới|tổng số người|số lượng|cho|lượng|số người|số lượt|số máy|"
        "con|đã|rồi|xong|vừa|giúp|đạt được|số ca|tổ|tổ mình|tổ tôi|tổ em|tổ bác|tổ chú|chúng tôi|bọn em|bọn cháu|"
        "thu được|vận động được|hướng dẫn được|làm được|chỉ|thêm cho|vận động|hướng dẫn|tuyên truyền|thành|con số|"
        "số hộ dân|đều|lại|đang|nốt|luôn|ngay|thôi|vào",
    Tag.BREAK: "và|còn|nhưng|với|cùng|cùng với|ngoài ra|mà|nhưng mà|tuy nhiên|vì|do|tại|nên",
    Tag.TONIGHT: "tối nay|hôm nay|nay|đêm nay|chiều nay|bữa nay|buổi tối nay|tối hôm nay|hnay|ngày hôm nay|bữa ni|"
        "tối ni|hôm ni",
}  # fmt: skip

# Verbs and nouns: each with each.
COMBINED: tuple[tuple[Tag, str, str], ...] = (
    (Tag.UNSURE,
        "để|để tí|để lát|để chút|để tí nữa|để lát nữa|để bác|để tôi|để chú|để cô|để em|để tao|để mai|chờ",
        "đếm lại|xem lại|kiểm tra lại|tính lại|hỏi lại|rà lại|xem lại sổ|kiểm lại|cộng lại|đếm đã|hỏi đã|xem đã"),
    (Tag.SO_FAR,
        "tính cả|kể cả|gộp cả|cộng cả|tính luôn|gộp luôn|tính luôn cả|gộp với|cả",
        "hôm qua|hôm trước|hôm kia|đêm qua"),
)  # fmt: skip

FILL = (
    "ạ|nhé|nhá|nha|nhen|nghen|hen|ha|à|ừ|ờ|ừm|vâng|dạ|thưa|em|anh|chị|cháu|bác|chú|cô|ông|bà|tôi|tui|mình|tớ|con|"
    "em ơi|ơi|ok|oke|okie|okê|thôi|đấy|đó|này|kia|ấy|nè|đây|hì|hihi|haha|hehe|kk|cảm ơn|cám ơn|thanks|cả nhà|"
    "mọi người|các bác|các cháu|các anh|các chị|hết|luôn|rồi|xong|xong rồi|nữa|cả|toàn|những|các|thì|lắm|quá|"
    "rất|vui|mệt|vất vả|chào|xin|xin phép|gửi|kính|trân trọng|lãnh đạo|nhóm zalo|nhóm|zalo|từ|ở|tại|trong|ngoài|"
    "trên|với|cho|về|ra|vào|lên|theo|app|ihanoi|i hanoi|ứng dụng|phần mềm|iha noi|mưa|mưa to|buổi tối|buổi|tối|"
    "đêm|sáng|chiều|hôm|ngày|tổ dân phố|tdp|tổ|khu|chung cư|cc|khu nhà ở|thôn|xóm|phường|ban quản lý|tổ trưởng|"
    "tổ phó|nhanh|qua|tiếp|đợt|kính gửi|báo|quên|quên chưa báo|quên báo|muộn|xin lỗi|sorry|thông cảm|của|bọn|"
    "chúng|đội|nhớ|coi như|tức là|nghĩa là|cụ thể là|sau khi|lúc|nãy|vừa|vừa rồi|hồi nãy|lúc nãy|hôm nào|"
    "bây giờ|giờ|hiện|nhiệt tình|ủng hộ|tốt|tuyệt vời|hơi ít|ít|ít thôi|ghi|ghi nhận|giúp|hộ em|hộ tôi|hộ cái|"
    "nhận|nhận được|chuyển tiếp|fwd|forward|chuyển|hai vợ chồng|toàn là|khi|cùng|nhà mình|bà con|dân|nhân dân|"
    "rồi nhé|số liệu|chiếu|lại|làm|việc|công việc|tình hình|thế|vậy|thế thôi|chưa|tiện|bữa|khỏe|ngủ|ngon|chúc|"
    "happy|good|hoan hô|cố lên|yeah|hay quá|đỉnh|like|nghỉ|nghỉ sớm|về sớm|sớm|mệt quá|đông vui|vui quá|oki|"
    "okela|um|uh|uhm|ukm|uk|yes|ya|zạ|dzạ|ui|ôi|ơ|á|ồ|hic|huhu|trời|ới|thui|hoi|roài|gòi|rùi|hén|hỉ|hè|đi ạ|"
    "nhen em|mấy đứa|ạh|ah|a|e|c|b|vơi|tối về|muộn quá|trễ|gấp|xong xuôi|đầy đủ|đủ|như sau|như dưới|dưới đây|"
    "danh sách|bảng|hà cầu|phường hà cầu|nắm|được biết|biết|để|số|kịp|gần xong|ghi hộ|ghi giúp|nhờ|chắc chắn|"
    "chị em|anh em|sếp|thủ trưởng|thống kê|văn phòng|người|hơn|cái|chiếc|từng|nào|phần|mảng|mục|điều|tin|nhắn|"
    "nhắn tin|xin gửi|nhập|nhập giúp|vào sổ|hệ thống|máy tính|tròn|chẵn|tròn trĩnh|vừa đủ|vừa tròn|đúng|"
    "không hơn không kém|trùng|bị trùng|trùng tên|trùng nhau|tính trùng|đếm trùng|du lịch|nghe con|nghe cháu|"
    "nghe em|nờ|con nờ|rứa|răng|mô|nỏ|tê|phải|mất|đứa nào đứa nấy|thiệt|dữ|dữ lắm|hông|bển|trển|ổng|bả|tụi|"
    "tụi em|tụi con|tụi nhỏ|con cháu|cháu ngoan|hầy|hầu|hà|đặng|biểu|thưa cháu|hết trơn|hết trọi|hết ráo|trơn|"
    "trọi|sạch trơn|á con|alo|a lô|chấm|hết ạ|thế nhé|thế nha|nhá em|hoàn toàn|tất tần tật|nguyên|y như|"
    "đúng như vậy|nhà cháu|chứ|chớ|cơ|cơ mà|mà lị|tận|hẳn|thì là|ib|inbox|tức|ấy mà|ý mà|í|khà khà|bố|mẹ|u|thầy|"
    "mợ|dì|cậu|vui vẻ|phấn khởi|hồ hởi|kết quả đây|xong nhé|gửi em|gửi cháu|gửi anh|gửi chị|báo em|báo cháu|"
    "báo anh|báo chị|của tổ|giùm|dùm|giùm con|báo muộn|nộp muộn|gửi muộn|nhắn muộn|báo muộn quá|trời mưa|"
    "mưa gió|định danh|vneid|rét|lạnh|nắng|mát|yên tâm|nhớ nhé|nghen con|hen con"
)

# Without its accent a far commoner word is meant: `co 16 nguoi` tells who came, not about how many.
ACCENTED_ONLY = (
    "cỡ|gỡ|nghẽn|mời|chờ|đợi|chỗ|hở|mỗi|hộ cái|hộ em|hộ tôi|đơ|chối|đuổi|sót|tráo|đảo|tắc|bố|cậu|trển|bển|mợ"
)

# How a person is spoken of; a word behind one may be a name. Folded.
TITLES = frozenset({"chu", "co", "bac", "anh", "chi", "em", "cu", "ong", "ba", "di", "cau", "mo", "thay"})

# Numbers that are always a telephone; an emergency number may be a count.
HOTLINES = frozenset({1022, 18001091})
