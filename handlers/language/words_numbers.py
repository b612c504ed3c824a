"""Words for numbers."""

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
# So many of these make a number; all but tens may be a manner of speaking, and are asked about.
MULTIPLES = {DOZEN: 10, "tá": 12}
THOUSAND = ("nghìn", "ngàn")

# --- numbers that are somebody's: what stands before a telephone, or before the number of a paper or an account

CALLED = "sđt|sdt|đt|dt|điện thoại|dien thoai|số máy|so may|phone|tel"
IDENTITY = (
    "cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh|giấy tờ|giay to|hộ chiếu|ho chieu|"
    "bhyt|bhxh|stk|tài khoản|tai khoan|số thẻ|so the"
)
OF_CITIZENS = "công dân|cong dan|nhân dân|nhan dan"
IS = "số|so|là|la"
# Without accents: the digits that words read out; "tám mươi bảy" is 87.
READ_OUT = {
    **dict.fromkeys(("khong", "o", "zero", "linh", "le"), "0"),
    "mot": "1",
    "hai": "2",
    "ba": "3",
    "bon": "4",
    "tu": "4",
    "nam": "5",
    "lam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
    "muoi": "",
}
