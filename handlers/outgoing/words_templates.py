"""What the templates of letters may name: fields, and columns of a table's row, each with what stands there."""

from collections.abc import Mapping

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
