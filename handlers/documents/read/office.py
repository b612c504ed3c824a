"""Old kinds of documents, saved anew by LibreOffice: short, small, with no macros, no network and nothing left behind.

It never outlives us: told to stop, we end it with all it has started; killed, the system ends it.
"""

import ctypes
import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from handlers import libreoffice
from handlers.documents.read.kinds import SAVED_AS, DocumentFormat
from handlers.documents.unreadable import Code, Unreadable

SECONDS = 12
MEMORY = 1024 * 1024 * 1024
LARGEST = 30 * 1024 * 1024  # bytes that it may write into one file
FRESH = 81  # how it ends when it has made its profile and wants to be started again
STARTS = 3
CLONE_NEWUSER, CLONE_NEWNET, PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1
# As what it reads a file; left to itself, it takes whatever it does not know for a text.
READS = {
    DocumentFormat.XLS: "MS Excel 97",
    DocumentFormat.XLS_95: "MS Excel 95",
    DocumentFormat.XLSB: "Calc MS Excel 2007 Binary",
    DocumentFormat.ODS: "calc8",
    DocumentFormat.FODS: "OpenDocument Spreadsheet Flat XML",
    DocumentFormat.DOC: "MS Word 97",
    DocumentFormat.DOC_95: "MS WinWord 6.0",
    DocumentFormat.RTF: "Rich Text Format",
    DocumentFormat.ODT: "writer8",
    DocumentFormat.FODT: "OpenDocument Text Flat XML",
    DocumentFormat.WORD_XML: "MS Word 2003 XML",
}
WRITES = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "docx": "docx:MS Word 2007 XML"}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{}
</oor:items>
"""
SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
SAFE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    # Where the system lends us no network of our own, what is asked for ends at a port that nobody serves.
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)


def save_anew(data: bytes, kind: DocumentFormat) -> bytes:
    """As a package of the kind that `SAVED_AS` says. Raises Unreadable."""
    program = libreoffice.program()
    if program is None:
        raise Unreadable(Code.OLD_FORMAT, "no LibreOffice here")
    with tempfile.TemporaryDirectory(prefix="tungngo-office-") as name:
        folder = Path(name)
        wanted, ending = SAVED_AS[kind], kind.split(" ")[0]
        (folder / f"a{ending}").write_bytes(data)
        office = _itself(program)
        _prepare(folder, office.with_name("versionrc"))
        order = [
            str(office),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *(
                f"--infilter={READS[kind]}",
                "--convert-to",
                WRITES[wanted],
                "--outdir",
                str(folder / "out"),
                str(folder / f"a{ending}"),
            ),
        ]
        _run(order, folder)
        made = folder / "out" / f"a.{wanted}"
        if not made.is_file() or not made.stat().st_size:
            raise Unreadable(Code.OLD_FORMAT, "LibreOffice cannot read it; its own program may")
        return made.read_bytes()


def _prepare(folder: Path, versions: Path) -> None:
    """With the mark of who made it: a profile without one is made anew, and the program started a second time."""
    profile = folder / "profile" / "user"
    (profile / "extensions").mkdir(parents=True)
    build = re.search(r"^buildid=(.*)$", versions.read_text("utf-8"), re.MULTILINE) if versions.is_file() else None
    if build:
        (profile / "extensions" / "buildid").write_text(build[1], "utf-8")
    settings = "\n".join(SETTING.format(path=path, name=name, value=value) for path, name, value in SAFE)
    (profile / "registrymodifications.xcu").write_text(PROFILE.format(settings), "utf-8")


def _itself(program: str) -> Path:
    """Behind the script that would start it: a process that we have as our own child."""
    behind = Path(program).resolve().with_name("soffice.bin")
    return behind if behind.is_file() else Path(program)


def _run(order: list[str], folder: Path) -> None:
    """Told to stop, we end it first."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        _start(order, folder, time.monotonic() + SECONDS)
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(*_: object) -> None:
    raise SystemExit(1)


def _start(order: list[str], folder: Path, ends: float) -> None:
    surroundings = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    alone = _alone()
    for _ in range(STARTS):
        running = subprocess.Popen(  # noqa: S603 - our own order, no shell
            order,
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=alone,  # noqa: PLW1509 - this process has one thread
        )
        try:
            ended = running.wait(max(ends - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            raise Unreadable(Code.TOO_SLOW, "LibreOffice did not come back") from None
        finally:
            _end(running)
        if ended != FRESH:
            return


def _end(running: "subprocess.Popen[bytes]") -> None:
    """With whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _alone() -> Callable[[], None]:
    """What the new process does before it becomes LibreOffice: it gives up the network, memory, time, large files."""
    libc = ctypes.CDLL(None)
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_FSIZE: LARGEST, resource.RLIMIT_CPU: SECONDS}

    def give_up() -> None:
        if hasattr(libc, "unshare"):  # a system may refuse it: then the proxy of SAFE stands alone
            libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for which, most in limits.items():
            hard = resource.getrlimit(which)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (allowed, allowed))

    return give_up
