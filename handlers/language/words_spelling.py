"""How Vietnamese is written: its letters, and the short forms of whole chats."""

BARRED = str.maketrans("đĐ\u00f0\u00d0", "dDdD")  # the letters that do not decompose
LETTERS = "\u00c0-\u01b0\u1ea0-\u1ef9"  # what Vietnamese is written with beyond ASCII, for a character class

# Abbreviations whole chats are written in; the word meant, and its short forms.
SHORT: dict[str, str] = {
    "không": "k ko kg khg hok hông hổng hem kô kông khôg hk đếch nỏ hổn", "0 ai": "0ai",
    "được": "đc dc đx đk dk đươc đcc đượcc", "người": "ng ngừi ngườ nguoì ngừ nguời ngời ngi n",
    "mọi người": "mng mn", "người ta": "ngta", "người dân": "ngdan", "đồng chí": "đ.c d.c dd/c đ/c d/c đchi",
    "trường hợp": "t/h thợp thop tr.hợp tr.hop t.hợp t.hop", "báo cáo": "b/c",
    "kích hoạt": "k/h kichhoat kíchhoạt", "từ chối": "t/c tc tuchoi", "cài đặt": "c/đ caidat",
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
