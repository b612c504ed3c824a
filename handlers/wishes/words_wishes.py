"""How the sentences of wishes are written in their files, and what is a word in them."""

import re

WORD = re.compile(r"[^\W_]+|[?%]")
NUMBER = re.compile(r"\d")
SLOTS = re.compile(r"\s*\{[^{}]*\}\s*$")  # {unit=tổ tôi; night=tối 14}
