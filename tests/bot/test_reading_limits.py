"""What one document may cost: 2,000 rows in three seconds and 300 MB; a hostile one ends with an answer, and nothing of
it is left behind.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from bot import worker_pool
from tests.bot.telegram_house import until
from tests.bot.test_workshop_plans import MEGABYTE, WEIGHED
from tests.handlers.documents.made import repacked, word, workbook, zipped
from tests.handlers.documents.old_files import resaved
from tests.nursery import ROOT

ROWS, HEAP = 2_000, 300  # rows; megabytes
SECONDS, WITH_OFFICE = 6.0, 9.0  # of computing: twice and more what a machine needs that does nothing else
KNOWN = [f"Tổ {n}" for n in range(1, ROWS + 1)]
HOSTILE_MB = 1024 * 1024


def plan_rows() -> list[tuple[object, ...]]:
    heading = ("TT", "Địa bàn", "Ngày", "Giờ", "Địa điểm")
    return [
        heading,
        *(
            (n, f"Tổ {n % 900 + 1}", f"{n % 28 + 1:02}/11/2026", "19h30 - 21h30", f"Nhà văn hóa số {n}")
            for n in range(1, ROWS + 1)
        ),
    ]


def roster_rows() -> list[tuple[object, ...]]:
    heading = ("STT", "Họ và tên", "Chức vụ", "Tổ dân phố", "SĐT")
    return [
        heading,
        *((n, f"Nguyễn Văn {chr(65 + n % 26)}{n}", "Tổ trưởng", f"Tổ {n}", f"0900{n:06}") for n in range(1, ROWS + 1)),
    ]


def headcount_rows() -> list[tuple[object, ...]]:
    return [
        ("STT", "Tổ dân phố", "Số hộ", "Dân số 15+"),
        *((n, f"Tổ {n}", 100 + n % 90, 300 + n % 70) for n in range(1, ROWS + 1)),
    ]


KINDS = {"plan": plan_rows, "roster": roster_rows, "headcounts": headcount_rows}


def letter_of(rows: list[tuple[object, ...]]) -> bytes:
    """python-docx takes minutes for what is written here at once."""
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{value}</w:t></w:r></w:p></w:tc>" for value in row) for row in rows)
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:tbl>{table}</w:tbl><w:p/></w:body></w:document>"
    return repacked(word(["x"]), {"word/document.xml": body.encode()})


def bordered(rows: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook({"Bảng": rows})))
    sheet, side = book.active, Side(style="thin")
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(side, side, side, side)
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 18
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[list[tuple[object, ...]]], bytes]] = {
    "xlsx": lambda rows: workbook({"Bảng": rows}),
    "csv": lambda rows: "\n".join(";".join(map(str, row)) for row in rows).encode(),
    "docx": letter_of,
    "pdf": lambda rows: resaved(bordered(rows), "xlsx", "pdf"),
    "xls": lambda rows: resaved(workbook({"Bảng": rows}), "xlsx", "xls"),
}


def weighed(kind: str, path: Path) -> tuple[dict[str, object], float, int]:
    """What the child answers, its seconds of computing and its most megabytes."""
    asked = json.dumps(
        {"kind": f"read_{kind}", "file": str(path), "groups": KNOWN, "within": ["2026-11-01", "2026-11-30"]}
    )
    timed = WEIGHED.replace("ru_maxrss", "ru_maxrss, sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])")
    alone = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")
    }  # nobody counts lines
    done = subprocess.run(
        [sys.executable, "-c", timed], input=asked, capture_output=True, text=True, check=True, env=alone
    )
    used, seconds = done.stderr.split()[-2:]
    return json.loads(done.stdout), float(seconds), int(used) // MEGABYTE


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_two_thousand_rows_take_seconds_and_little_memory(kind: str, ending: str, tmp_path: Path):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(FORMATS[ending](KINDS[kind]()))

    read, seconds, megabytes = weighed(kind, path)

    found = read[{"plan": "rows", "roster": "people", "headcounts": "rows"}[kind]]
    assert isinstance(found, list)
    assert len(found) == ROWS
    assert seconds < (WITH_OFFICE if ending == "xls" else SECONDS)
    assert megabytes < HEAP


# --- hostile documents


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def bomb_of_entities() -> bytes:
    """An open document whose entities unfold to a gigabyte."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def endless_columns() -> bytes:
    cells = "".join(f'<c r="{get_column_letter(n)}1"><v>{n}</v></c>' for n in range(1, 16_000))
    part = f'<worksheet xmlns="{SHEETS}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    noise = {"xl/media/noise.bin": os.urandom(1024 * 1024)}
    return repacked(workbook({"A": [(1,)]}), {"xl/worksheets/sheet1.xml": part.encode(), **noise})


def written(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalog."""
    told = b"".join(b"%d 0 obj%b endobj\n" % (number, body) for number, body in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + told + b"trailer<</Root 1 0 R>>\n%%EOF"


def pages_without_end() -> bytes:
    kids = b"3 0 R " * 100_000
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 100000/Kids[" + kids + b"]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )


def lines_without_end() -> bytes:
    """A page on which two hundred thousand lines are drawn."""
    drawn = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n // 300, n % 500 + 30, n // 300) for n in range(200_000))
    return written(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n" % len(drawn) + drawn + b"endstream",
    )


def mail_in_mail() -> bytes:
    body = b"MIME-Version: 1.0\n"
    for n in range(3_000):
        body += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    return body


HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities that unfold in an open document": bomb_of_entities,
    "a sheet of sixteen thousand columns": endless_columns,
    "a pdf of a hundred thousand pages": pages_without_end,
    "a pdf of lines": lines_without_end,
    "braces in braces": lambda: rb"{\rtf1 " + b"{" * 500_000 + b"x" + b"}" * 500_000 + b"}",
    "tables in tables": lambda: b"<html>" + b"<table><tr><td>" * 100_000 + b"x",
    "cells over everything": lambda: b"<html><table>" + b"<tr><td rowspan=5000 colspan=100>x</td></tr>" * 4_000,
    "mail in mail": mail_in_mail,
    "rules of a page that never close": lambda: b"<html><style>" + b".a" * 200_000 + b"</style><p>x",
    "four megabytes without a line's end": lambda: b"<div>" + b"a " * 2_000_000,
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_hostile_document_ends_with_an_answer_and_leaves_nothing(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path, empty = tmp_path / "a.bin", tmp_path / "tmp"
    path.write_bytes(HOSTILE[what]())
    empty.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(empty))

    began = time.monotonic()
    read = json.loads(await worker_pool.read("read_document", path))

    assert time.monotonic() - began < 20
    assert read.get("refused") or not (read.get("sessions") or read.get("people"))
    assert list(empty.iterdir()) == []


# --- a LibreOffice that never comes back


@pytest.fixture
def stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in its place that starts another one, tells of both and waits; files go where the test looks."""
    (tmp_path / "tmp").mkdir()
    program, told = tmp_path / "soffice", tmp_path / "pids"
    program.write_text(f"#!/bin/sh\n/bin/sleep 300 &\necho $PPID $$ $! > {told}.new\n/bin/mv {told}.new {told}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi Lich}")
    return tmp_path


def running(folder: Path) -> list[int]:
    """The child, what stands for LibreOffice, and what that has started."""
    pids = map(int, (folder / "pids").read_text().split())
    return [pid for pid in pids if (stat := _stat(pid)) and stat != "Z"]


def _stat(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


async def test_a_child_that_takes_too_long_is_ended_with_all_it_started(stuck: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker_pool, "READS", 3)

    assert json.loads(await worker_pool.read("read_plan", stuck / "a.rtf")) == {"refused": "too_slow"}
    assert running(stuck) == []
    assert list((stuck / "tmp").iterdir()) == []


async def test_a_reading_that_is_called_off_ends_what_it_started(stuck: Path):
    reading = asyncio.create_task(worker_pool.read("read_plan", stuck / "a.rtf"))
    await until((stuck / "pids").exists)
    reading.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reading
    assert running(stuck) == []
    assert list((stuck / "tmp").iterdir()) == []


async def test_a_child_that_the_system_kills_takes_libreoffice_along(stuck: Path):
    (stuck / "soffice").write_text(
        f"#!/bin/sh\necho $PPID $$ > {stuck}/new\n/bin/mv {stuck}/new {stuck}/pids\nexec /bin/sleep 300\n"
    )
    reading = asyncio.create_task(worker_pool.read("read_plan", stuck / "a.rtf"))
    await until((stuck / "pids").exists)
    os.kill(int((stuck / "pids").read_text().split()[0]), signal.SIGKILL)

    assert json.loads(await reading) == {"refused": "too_big"}
    await until(lambda: running(stuck) == [])
    assert list((stuck / "tmp").iterdir()) == []


async def test_what_a_killed_house_leaves_ends_by_itself_and_is_cleared_at_the_next_start(stuck: Path):
    """kill -9 to whoever asked for the reading; meanwhile another house works beside it."""
    asked = f"asyncio.run(worker_pool.read('read_plan', Path('{stuck}/a.rtf')))"
    asked = f"import asyncio\nfrom pathlib import Path\nfrom bot import worker_pool\n{asked}"
    env = {**os.environ, "TMPDIR": str(stuck / "tmp"), "PYTHONPATH": str(ROOT)}
    house = await asyncio.create_subprocess_exec(sys.executable, "-c", asked, env=env)
    await until((stuck / "pids").exists)
    (stuck / "tmp" / "of-somebody-else").mkdir()

    assert worker_pool.clear_left() == 0
    house.kill()
    await house.wait()
    await until(lambda: running(stuck) == [])
    with worker_pool.folder() as ours:
        assert worker_pool.clear_left() == 1
        assert {path.name for path in (stuck / "tmp").iterdir()} == {"of-somebody-else", ours.name}


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def of_tables(many: int, *, nested: bool = False) -> bytes:
    opens, closes = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl><w:p/>"
    body = opens * many + closes * many if nested else (opens + closes) * many
    return repacked(
        word(["x"]), {"word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>".encode()}
    )


HEAVY: dict[str, Callable[[], bytes]] = {
    "twenty thousand tables.docx": lambda: of_tables(20_000),
    "tables in tables.docx": lambda: of_tables(200, nested=True),
    "a million columns.xlsx": endless_columns,
    "semicolons.csv": lambda: b";" * 5_000_000,
    "lines of semicolons.csv": lambda: (b";" * 5_000 + b"\n") * 1_000,
    "a quote that never ends.csv": lambda: b'a;"' + b"b;\n" * 1_000_000,
    "quotes.csv": lambda: b'"' * 3_000_001,
    "nights.csv": lambda: b"9/11 19h30 1,2,3\n" * 200_000,
    "brackets.csv": lambda: (b"(" * 1_000 + b";" + b")" * 900 + b"\n") * 800,
    "places.csv": lambda: ("Tổ " * 900 + "\n").encode() * 600,
}


@pytest.mark.trial
@pytest.mark.parametrize("kind", ["read_plan", "read_roster", "read_document"])
@pytest.mark.parametrize("name", HEAVY)
async def test_a_heavy_document_has_its_answer_within_twenty_seconds(name: str, kind: str, tmp_path: Path):
    path = tmp_path / name
    path.write_bytes(HEAVY[name]())

    began = time.monotonic()
    read = json.loads(await worker_pool.read(kind, path))

    assert time.monotonic() - began < 20
    assert read.get("refused") or not (read.get("sessions") or read.get("people"))
