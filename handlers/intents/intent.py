"""What a person wants, as a value: text is read to one, a choice holds one, dispatch finds its handler by type."""


class Intent:
    """A frozen record; each kind of thing people talk about has its own module beside this one."""

    __slots__ = ()
