"""What a person wants, as a value: text is read to one, a choice holds one, dispatch finds its handler by type."""

from typing import ClassVar


class Intent:
    """A frozen record; each kind of thing people talk about has its own module beside this one."""

    __slots__ = ()


class Choosable(Intent):
    """One that a choice may carry. It is stored by the names of its class and its fields: buttons that were sent hold
    them, so neither is changed without a thought for those.
    """

    __slots__ = ()
    kinds: ClassVar[dict[str, type["Choosable"]]] = {}

    def __init_subclass__(cls) -> None:
        Choosable.kinds[cls.__name__] = cls  # a dataclass with slots is made twice: the later one stays
