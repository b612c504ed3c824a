"""Numbers as a ward writes them: 1.234, 1.234,5 and 40,49 %."""

SPACE = "\N{NO-BREAK SPACE}"
_VIETNAMESE = str.maketrans(",.", ".,")


def number(value: float) -> str:
    return f"{value:,}".translate(_VIETNAMESE)


def decimal(value: float, places: int = 1) -> str:
    """Thousands by points, decimals by a comma."""
    return f"{value:,.{places}f}".translate(_VIETNAMESE)


def percent(part: float, whole: float, places: int = 1) -> str:
    return f"{decimal(part / whole * 100, places)}{SPACE}%"


def per_cent(value: float) -> str:
    """A percentage as somebody has set it: 50 %, 12,5 %"""
    return f"{value:g}{SPACE}%".replace(".", ",")
