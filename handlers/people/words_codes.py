"""How codes are typed: the words around them, and what Vietnamese keyboards make of their letters."""

import re

ANNOUNCED = re.compile(r"\b(?:ma|code|so the)\b")  # folded
# A letter taken apart: the sign it carries, and the keys that Telex and VNI put it there with.
AGAIN = "again"  # the letter itself
HORN = "\N{COMBINING HORN}"
KEYS = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": (AGAIN, "6"),
    "\N{COMBINING BREVE}": ("W", "8"),
    HORN: ("W", "7"),
    "\N{COMBINING ACUTE ACCENT}": ("S", "1"),
    "\N{COMBINING GRAVE ACCENT}": ("F", "2"),
    "\N{COMBINING HOOK ABOVE}": ("R", "3"),
    "\N{COMBINING TILDE}": ("X", "4"),
    "\N{COMBINING DOT BELOW}": ("J", "5"),
}
STRUCK = "Đ"
STRUCK_KEYS = ("D", "9")
