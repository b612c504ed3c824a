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
