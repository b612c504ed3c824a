"""What this process counts from its start, for `/metrics`. Labels are few and known beforehand, and name nobody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Labels = Mapping[str, str]
Samples = Sequence[tuple[Labels, float]]


@dataclass
class Counts:
    """Of one thing since the start of the process."""

    name: str
    help: str
    labels: tuple[str, ...]
    _known: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, *values: str, many: int = 1) -> None:
        self._known[values] += many

    @property
    def samples(self) -> Samples:
        return [(dict(zip(self.labels, values, strict=True)), many) for values, many in sorted(self._known.items())]


UPDATES = Counts("updates_total", "Updates by what became of them.", ("channel", "outcome"))
SENDS = Counts("sends_total", "Tries to send by how they ended.", ("channel", "result"))
ANSWERS = Counts("http_responses_total", "Answers of the web server.", ("status",))
