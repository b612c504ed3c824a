"""In a child: a file system of SQLite's own that fails when the parent says so. The program sees its driver's errors.

It stands between SQLite and the one it uses otherwise (a "VFS"), and hands everything through but writes and syncs.
"""

import ctypes as c
import mmap
from pathlib import Path
from typing import Any

FAULTS = {b"r": ("write", 8), b"i": ("write", 778), b"s": ("sync", 1034), b"f": ("write", 13)}
"""What the parent writes into the file: read-only, an error of the disk, of its sync, or full; with SQLite's code."""

_OPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)
_WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
_SYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)


class _Methods(c.Structure):
    """sqlite3_io_methods."""

    _fields_ = (("version", c.c_int), ("close", c.c_void_p), ("read", c.c_void_p), ("write", _WRITE),
                ("truncate", c.c_void_p), ("sync", _SYNC), ("others", c.c_void_p * 13))  # fmt: skip


class _Vfs(c.Structure):
    """sqlite3_vfs."""

    _fields_ = (("version", c.c_int), ("file_size", c.c_int), ("longest", c.c_int), ("next", c.c_void_p),
                ("name", c.c_char_p), ("data", c.c_void_p), ("open", _OPEN), ("others", c.c_void_p * 15))  # fmt: skip


_kept: list[Any] = []  # the C side holds them, which the collector does not know


def stand_between(told: Path) -> None:
    with told.open("r+b") as file:
        held = mmap.mmap(file.fileno(), 1)
    sqlite = c.CDLL("libsqlite3.so.0")
    sqlite.sqlite3_vfs_find.restype, sqlite.sqlite3_vfs_find.argtypes = c.POINTER(_Vfs), [c.c_char_p]
    sqlite.sqlite3_vfs_register.argtypes = [c.c_void_p, c.c_int]
    usual = sqlite.sqlite3_vfs_find(None).contents
    known: dict[int, _Methods] = {}

    def failing(what: str) -> int:
        where, code = FAULTS.get(held[:1], ("", 0))
        return code if where == what else 0

    def troubled(at: int) -> _Methods:
        if at not in known:
            true = _Methods.from_address(at)
            write, sync = true.write, true.sync
            ours = _Methods.from_buffer_copy(true)
            ours.write = _WRITE(lambda file, body, size, place: failing("write") or write(file, body, size, place))
            ours.sync = _SYNC(lambda file, flags: failing("sync") or sync(file, flags))
            known[at] = ours
            _kept.extend((true, write, sync, ours.write, ours.sync))
        return known[at]

    def opened(vfs: int, name: int, file: int, flags: int, out: int) -> int:
        done = int(usual.open(vfs, name, file, flags, out))
        methods = c.c_void_p.from_address(file)
        if done == 0 and methods.value:
            methods.value = c.addressof(troubled(methods.value))
        return done

    ours = _Vfs.from_buffer_copy(usual)
    ours.name, ours.open = b"troubled", _OPEN(opened)
    _kept.extend((ours, ours.open, usual, known))
    if sqlite.sqlite3_vfs_register(c.addressof(ours), 1):
        raise RuntimeError("SQLite takes no file system of ours")
