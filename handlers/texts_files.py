"""What is said about a file that could not be read: what is wrong with it and what to send instead."""

from collections.abc import Sequence

from handlers.markup import Markup
from handlers.texts import number
from storage.instants import Instant, local

_SENTENCES = {
    "empty": "Tệp này trống, chưa có chữ nào. Xin gửi lại đúng tệp ạ.",
    "too_big": "Tệp này lớn quá nên chưa đọc. Xin tách riêng phần lịch hoặc danh sách ra một tệp rồi gửi lại ạ.",
    "too_many_sheets": "Tệp Excel này nhiều trang tính quá. Xin chép trang cần dùng sang tệp mới rồi gửi lại ạ.",
    "bomb": "Tệp này nén bất thường nên chưa mở. Xin lưu lại thành tệp Excel hoặc Word mới rồi gửi lại ạ.",
    "macros": "Tệp này có macro nên chưa mở. Xin lưu thành .xlsx hoặc .docx (không macro) rồi gửi lại ạ.",
    "password": "Tệp này có mật khẩu nên chưa mở được. Xin bỏ mật khẩu, lưu lại rồi gửi giúp ạ.",
    "old_format": "Tệp này là định dạng cũ. Xin mở ra, chọn Lưu thành .xlsx hoặc .docx rồi gửi lại ạ.",
    "pdf": "Tệp PDF thì chưa đọc được. Xin gửi bản Word hoặc Excel, hoặc dán bảng thành tin nhắn ạ.",
    "picture": "Trong tệp chỉ có ảnh nên chưa đọc được. Xin gửi bản Word hoặc Excel, hoặc dán bảng thành tin nhắn ạ.",
    "formulas_only": "Trong tệp chỉ có công thức chưa tính. Xin mở bằng Excel, lưu lại rồi gửi giúp ạ.",
    "encoding": "Chữ trong tệp bị lỗi mã. Xin lưu lại bằng Excel, hoặc CSV UTF-8, rồi gửi giúp ạ.",
    "unknown_type": "Loại tệp này chưa đọc được. Xin gửi tệp Excel, Word hoặc CSV ạ.",
    "damaged": "Tệp này bị hỏng, không mở được. Xin mở thử trên máy, lưu lại rồi gửi giúp ạ.",
}


def unreadable(code: str) -> Markup:
    """The code is that of handlers/documents/unreadable.py."""
    return Markup(_SENTENCES.get(code, _SENTENCES["damaged"]))


def kept(wards: Sequence[str], reports: int, last: Instant | None, zone: str) -> str:
    """What a copy of the database holds, for whoever puts it in place."""
    place = ", ".join(f"phường {name}" for name in wards) if wards else "chưa có đợt nào"
    heard = f"tin cuối lúc {local(last, zone):%Hh%M %d/%m/%Y}" if last is not None else "chưa ai nhắn tin"
    return f"{place} · {number(reports)} báo cáo · {heard}"
