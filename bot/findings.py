"""What `tungngo doctor` says of one thing that was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`do`: what is to be done about it where it is wrong."""

    name: str
    told: str
    wrong: bool = False
    do: str = ""

    def __str__(self) -> str:
        return f"{'WRONG' if self.wrong else 'ok':5}  {self.name}: {self.told}{f' → {self.do}' if self.wrong else ''}"
