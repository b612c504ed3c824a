"""How much room the disk has on which the house writes, and what of ours takes it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

LEAST = 0.10  # below this part SQLite may soon refuse to write
SHOWN = 3  # of the largest files
LOOKED_AT = 10_000  # files at most, so that a folder that is somebody else's holds nobody up


@dataclass(frozen=True, slots=True)
class Room:
    """`free`, `inodes`: the part that is left for us. `bytes`: how much that is."""

    free: float
    inodes: float
    bytes: int

    @property
    def least(self) -> float:
        """Of what runs out first."""
        return min(self.free, self.inodes)

    @property
    def is_short(self) -> bool:
        return self.least < LEAST

    def __str__(self) -> str:
        files = f", room for {self.inodes:.0%} of its files" if self.inodes < LEAST else ""
        return f"{self.free:.0%} free ({size(self.bytes)}){files}"


def left(file: Path) -> Room:
    """On the disk where it stands, or would stand."""
    place = file.resolve().parent
    while not place.exists():
        place = place.parent
    told = os.statvfs(place)
    whole = told.f_blocks - told.f_bfree + told.f_bavail  # as df reckons: what only root may use is nobody's
    inodes = told.f_favail / told.f_files if told.f_files else 1.0  # some file systems do not count them
    return Room(told.f_bavail / whole if whole else 1.0, inodes, told.f_bavail * told.f_frsize)


def largest(settings: Settings) -> list[tuple[Path, int]]:
    """Of the files that are ours: databases with what lies beside them, copies, what restores have set aside."""
    file, copies = settings.database_file, settings.backup_folder
    places = {one.resolve() for one in (file.parent if file else None, copies) if one and one.is_dir()}
    found = {path: size for place in places for path, size in _sizes(place)}
    return sorted(found.items(), key=lambda one: one[1], reverse=True)[:SHOWN]


def _sizes(place: Path) -> Iterable[tuple[Path, int]]:
    seen = 0
    for folder, _, names in os.walk(place):
        for name in names:
            seen += 1
            if seen > LOOKED_AT:
                return
            path = Path(folder) / name
            try:
                yield path, path.lstat().st_size
            except OSError:
                continue


def to_free(settings: Settings) -> str:
    """What may go, in a line, the largest of our own files named."""
    told = ", ".join(f"{path} {size(many)}" for path, many in largest(settings))
    copies = settings.backup_folder
    may = f"copies in {copies} but the newest, *.before-restore-*, the system's logs (journalctl --vacuum-size=100M)"
    return f"may go: {may}; ours that are largest: {told or 'none'}; never the database or its -wal"


def size(many: int) -> str:
    value = float(many)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
