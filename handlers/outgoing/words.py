"""How files are asked for, and what the templates of letters may name."""

from collections.abc import Mapping

# --- how files are asked for: commands and what may stand behind them, without accents

EXPORT = ("xuat", "export")
LETTER = ("baocaotuan", "bao cao tuan", "weekly")
ISSUE = ("phat hanh bao cao tuan", "chot bao cao tuan", "/phathanh")
CORRECT = ("dinh chinh bao cao tuan", "dinh chinh", "/dinhchinh")
MAN = "anh "
PICTURE = ("anh", "bieu do", "picture")
TABLES = {
    "tien do": "progress",
    "progress": "progress",
    "tung buoi": "nights",
    "lich su": "history",
    "lichsu": "history",
    "history": "history",
    "buoi": "nights",
    "nights": "nights",
    "vong": "round",
    "round": "round",
    "bieu": "round",
    "khen thuong": "rewards",
    "rewards": "rewards",
    "can day": "push",
    "day manh": "push",
    "push": "push",
    "tong ket": "final",
    "final": "final",
}
PICTURES = {"lich": "calendar", "calendar": "calendar", "dia ban": "bands", "bands": "bands", "tien do": "pace"}
ENDINGS = {"csv": "csv", "word": "docx", "docx": "docx", "excel": "xlsx", "xlsx": "xlsx"}


# --- what the templates of letters may name: fields, and columns of a table's row, each with what stands there

HEAD = {
    "co_quan": "tên cơ quan",
    "dia_danh_ngay": "địa danh, ngày tháng",
    "trich_yeu": "trích yếu",
    "ky_thay": "ký thay mặt",
    "chuc_vu": "chức vụ người ký",
    "noi_nhan": "nơi nhận",
}
COUNTED = {
    "so": "số, ký hiệu",
    "ket_qua": "kết quả đến nay",
    "trong_tuan": "kết quả trong tuần",
    "so_voi_truoc_dot": "so với trước đợt",
    "bao_cao": "báo cáo đủ, đúng giờ",
    "thieu": "địa bàn còn thiếu báo cáo",
    "da_lam": "việc đã làm",
    "kho_khan": "khó khăn, vướng mắc",
    "thong_bao": "thông báo đến người dân",
    "tong_so": "tổng số",
    "tong_tuan": "tổng trong tuần",
    "tong_cong": "tổng đến nay",
    "ty_le": "tỷ lệ",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "weekly": {**HEAD, **COUNTED},
    "final": {**HEAD, **COUNTED, "muc_tieu": "mục tiêu của đợt"},
    "slip": {**HEAD, "thay_doi": "số liệu thay đổi"},
}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "dia_ban": {
        "stt": "số thứ tự",
        "ten": "địa bàn",
        "tong_so": "tổng số",
        "tuan": "trong tuần",
        "den_nay": "đến nay",
        "ty_le": "tỷ lệ",
    }
}
OWN = {"final": "muc_tieu", "slip": "thay_doi"}  # by which a template is known that does not say its kind

# how it is asked for, without accents
TEMPLATE = ("mau", "template")
KINDS = {
    "bao cao tuan": "weekly",
    "tuan": "weekly",
    "weekly": "weekly",
    "bao cao tong ket": "final",
    "tong ket": "final",
    "final": "final",
    "phieu dinh chinh": "slip",
    "dinh chinh": "slip",
    "slip": "slip",
}
RESET = ("dung lai mau goc", "dung mau goc", "ve mau goc", "lay lai mau goc")
