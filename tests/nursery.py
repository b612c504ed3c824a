"""Processes that begin with the program in memory: each is a fork of one that has imported it and learnt its words.

Both take longer than most tests. What is born here is a process like any other, with its own number, signals, files and
end; only its first seconds are not its own. What a cold start does is seen by `cold=True` and by test_warming.
"""

import asyncio
import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Child:
    """As much of asyncio's own `Process` as the tests use."""

    def __init__(self, pid: int, line: socket.socket, stdout: asyncio.StreamReader) -> None:
        self.pid, self.stdout = pid, stdout
        self.returncode: int | None = None
        self._line = line  # on which its end is told
        self._ended = asyncio.ensure_future(self._until_its_end())

    async def _until_its_end(self) -> int:
        told = await asyncio.get_running_loop().sock_recv(self._line, 16)
        self._line.close()
        self.returncode = int(told)
        return self.returncode

    async def wait(self) -> int:
        return await asyncio.shield(self._ended)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


async def born(module: str, *words: str, cwd: Path, env: Mapping[str, str], stderr: int | None = None) -> Child:
    """`python -m module words`. `stderr`: a file's number; without it what stands there is nobody's."""
    ours, theirs = os.pipe()
    nobody = os.open(os.devnull, os.O_WRONLY)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(_nursery())
        asked = json.dumps({"module": module, "words": words, "cwd": str(cwd), "env": dict(env)}).encode()
        socket.send_fds(line, [len(asked).to_bytes(4)], [theirs, nobody if stderr is None else stderr])
        line.sendall(asked)
        pid = int(line.recv(16))
    finally:
        os.close(theirs)
        os.close(nobody)
    line.setblocking(False)
    stdout = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stdout), os.fdopen(ours, "rb")
    )
    return Child(pid, line, stdout)


_started: list[str] = []


def _nursery() -> str:
    """Where it listens. It lives as long as we do: it ends when its standard input does."""
    if not _started:
        folder = tempfile.mkdtemp(prefix="tungngo-nursery-")
        listens, held = f"{folder}/line", os.pipe()
        told, tells = os.pipe()
        spawned = [(os.POSIX_SPAWN_DUP2, held[0], 0), (os.POSIX_SPAWN_DUP2, tells, 1)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.nursery", listens]
        pid = os.posix_spawn(sys.executable, command, env, file_actions=spawned)
        os.close(held[0])
        os.close(tells)
        if not os.read(told, 1):
            raise RuntimeError("the nursery did not begin")
        os.close(told)
        _started.append(listens)

        def ends() -> None:
            os.close(held[1])
            os.waitpid(pid, 0)

        atexit.register(ends)
    return _started[0]


def keep(listens: str) -> None:
    """Give birth to whoever is asked for. It returns in each child, which then ends as a program does."""
    door = socket.socket(socket.AF_UNIX)
    door.bind(listens)
    door.listen()
    os.write(1, b".")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # guards are nobody's
    while door.fileno() in select.select([door.fileno(), 0], [], [])[0]:
        line, _ = door.accept()
        head, files, _, _ = socket.recv_fds(line, 4, 2)
        asked = json.loads(_all(line, int.from_bytes(head)))
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            door.close()
            if _guards(line, files):
                os._exit(0)
            return _becomes(files, **asked)
        line.close()
        for file in files:
            os.close(file)
    Path(listens).unlink()
    Path(listens).parent.rmdir()
    return None


def _guards(line: socket.socket, files: list[int]) -> bool:
    """Tells the number of its child, and how it ended. False in the child."""
    pid = os.fork()
    if pid == 0:
        line.close()
        return False
    for file in files:
        os.close(file)
    with contextlib.suppress(BrokenPipeError):  # whoever asked for it has ended first
        line.sendall(str(pid).encode())
        line.sendall(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())
    return True


def _becomes(files: list[int], module: str, words: list[str], cwd: str, env: dict[str, str]) -> None:
    for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), *files)):
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[1:] = words
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _all(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        got += line.recv(size - len(got))
    return got


if __name__ == "__main__":
    import bot.cli  # noqa: F401  to have it in memory
    from handlers import understanding

    understanding.warm()
    # What all have in common is no child's to look through for garbage, nor to take apart at its end: both would copy
    # page after page of it, three quarters of what a short life costs.
    gc.collect()
    gc.freeze()
    keep(sys.argv[1])
