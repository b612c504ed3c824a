"""One row of a schedule as it was understood, before rows are put together."""

from dataclasses import dataclass

from handlers.documents.read.hours import Slot
from handlers.documents.read.nights import Clause, Fault, When
from handlers.problem import Label

OPEN = Slot()


@dataclass(frozen=True, slots=True)
class Line:
    """`carried`: the group stands in a row above, as it does in a merged cell that was exported flat."""

    label: Label
    groups: tuple[str, ...]
    when: When
    match: str
    carried: bool = False
    number: str = ""  # that the row gives itself

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.when.faults

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.when.clauses

    @property
    def remarks(self) -> tuple[Fault, ...]:
        if not self.carried:
            return ()
        return (Fault("missing_group", self.match, "taken over from the row above"),)
