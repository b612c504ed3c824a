"""How whole lines about an evening begin or look."""

import re

# What the office says as a captain would: with the verb, or a day and nothing but names.
ASSIGN = re.compile(r"^(?:phân công|phan cong|phân|cử|xếp)(?!\w)", re.IGNORECASE)
ASSIGNS = re.compile(
    r"(?:(?:phan cong|phan|cu|xep)(?![a-z]).*[a-z].*"
    r"|(?:toi |ngay )*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[ :,]+[a-z][a-z ,;]*)[ .!]*"
)
