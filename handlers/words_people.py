"""How people speak of people: address words, posts, forces, dates from which somebody stands in. Folded to ASCII."""

import re

from handlers.reader.tokens import fold

ELDER = ("bác", "em")
PAIRS = {
    "bac": ELDER,
    "anh": ("anh", "em"),
    "chi": ("chị", "em"),
    "chu": ("chú", "cháu"),
    "co": ("cô", "cháu"),
    "di": ("dì", "cháu"),
    "ong": ("ông", "cháu"),
    "ba": ("bà", "cháu"),
    "thay": ("thầy", "em"),
    "ban": ("bạn", "mình"),
    "dong chi": ("đồng chí", "em"),
    "anh chi": ("anh/chị", "em"),
}
TITLED = {"ong": "anh", "anh": "anh", "chu": "anh", "bac": "bac", "ba": "chi", "chi": "chi", "co": "chi"}


def calls(title: str, name: str, *, leads: bool) -> tuple[str, str]:
    """The pair of address words of somebody new: heads and deputies are elders, the title tells of the others."""
    if leads:
        return ELDER
    said = next((word for word in re.findall(r"[a-z]+", fold(title)) if word in TITLED), "")
    if not said and " thi " in f" {fold(name)} ":
        return PAIRS["chi"]
    return PAIRS[TITLED.get(said, "anh chi")]
