"""Messages of counts as people write them, drawn from a grammar together with the figures they tell."""

import unicodedata

from hypothesis import strategies as st

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
SPELLED = frozenset([*ONES, "mười", "mươi", "mốt", "lăm"])
PHRASES = {
    "installed": ["cài {}", "cài được {} người", "{} người cài", "cài mới: {}", "cài đc {} ng", "{} ng cài xong"],
    "activated": ["kh {}", "kích hoạt {}", "{} tài khoản", "kích hoạt được {} người", "{} người kích hoạt"],
    "households": ["gõ {} nhà", "đi được {} hộ", "số hộ đã đi {}"],
    "absent": ["vắng {}", "vắng {} hộ", "{} nhà vắng", "{} nhà khoá cửa", "{} hộ không có ai ở nhà"],
    "refused": ["từ chối {}", "{} hộ từ chối", "{} nhà không chịu cài", "{} người không đồng ý"],
    "no_phone": ["{} cụ không có điện thoại thông minh", "{} cụ dùng máy cục gạch"],
    "already": ["{} người có sẵn", "đã có từ trước {} người", "{} người cài từ trước"],
    "stuck": ["{} máy lỗi otp", "lỗi {}", "{} máy không nhận được mã", "vướng {} trường hợp"],
}
OPENINGS = ["", "báo cáo em: ", "Dạ ", "Tối nay ", "Tổ bác tối nay ", "em ơi ", "Kết quả: ", "ok em, "]
ENDINGS = ["", " nhé", " ạ", " em nhé", "!", " 👍", ".", " nha", " hết", " cảm ơn em"]
ASIDES = ["", "ngõ 12", "lúc 21h15", "đội 13 người đi", "gọi 0900 000 123", "mưa to quá", "mai đi tiếp", "chỉ tiêu 60"]
JOINS = [", ", "; ", "\n", ". ", " - ", " và "]


def spelled(value: int) -> str:
    tens, ones = divmod(value, 10)
    if value < 10:
        return ONES[value]
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, ONES[ones])
    return f"{'mười' if tens == 1 else ONES[tens] + ' mươi'} {last}".strip()


@st.composite
def numerals(draw: st.DrawFn, value: int) -> str:
    forms = [str(value), str(value), "".join(chr(ord("０") + int(d)) for d in str(value))]
    return draw(st.sampled_from(forms if value < 11 or value > 99 else [*forms, spelled(value)]))


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """A text and what it tells; doors at least as many as were closed."""
    names = draw(st.lists(st.sampled_from(list(PHRASES)), min_size=1, max_size=4, unique=True))
    if "installed" not in names:
        names.insert(draw(st.integers(0, len(names))), "installed")
    figures = {name: draw(st.integers(1, 60)) for name in names}
    if "households" in figures:
        figures["households"] += figures.get("absent", 0)
    parts = [draw(st.sampled_from(PHRASES[name])).format(draw(numerals(figures[name]))) for name in names]
    aside = draw(st.sampled_from(ASIDES))
    if aside:
        parts.insert(draw(st.integers(0, len(parts))), aside)
    join = draw(st.sampled_from(JOINS))
    return draw(st.sampled_from(OPENINGS)) + join.join(parts) + draw(st.sampled_from(ENDINGS)), figures


@st.composite
def retyped(draw: st.DrawFn, text: str) -> str:
    """The same words from another keyboard: case, composition, spaces between words."""
    cased: str = draw(st.sampled_from([text, text.upper(), text.lower(), text.title()]))
    again = unicodedata.normalize("NFD", cased) if draw(st.booleans()) else cased
    gap = draw(st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}"]))
    return "".join(gap if c == " " and _between_words(again, at) else c for at, c in enumerate(again))


def _between_words(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
