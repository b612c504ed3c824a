"""A city's year as one table: 126 wards of 40 groups on 52 evenings, inside the limits of the child that draws it."""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import worker_pool
from bot.document_worker import MEMORY
from handlers.outgoing.tables import Cell, Column, Table

CITY = 126 * 40 * 52
COLUMNS = [
    *(Column("STT"), Column("Địa bàn", "text"), Column("Buổi", "text"), Column("Người phụ trách", "text")),
    *(Column(f"Chỉ tiêu {n}") for n in range(9)),
]


def nights(number: int) -> Iterator[list[Cell]]:
    for n in range(number):
        yield [n, f"Tổ {n % 40} phường {n // 2_080}", "09/11/2024", f"Nguyễn Văn {n}", n % 60, None, *([3] * 7)]


def table(number: int, ending: str) -> dict[str, Any]:
    rows: Any = nights(number)
    return {**Table("Thành phố", COLUMNS, rows, (), [None] * 13).to_json(), "format": ending}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
async def test_rows_follow_their_request_and_the_next_one_is_understood(ending: str):
    bench = worker_pool.WorkerPool()
    try:
        first, second = [await bench.draw("sheet", table(number, ending)) for number in (1_201, 1)]
    finally:
        await bench.close()

    assert len(first) > 10 * len(second) / 2
    assert first != second


@pytest.mark.trial
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
async def test_a_citys_year_stays_inside_the_limit(ending: str):
    bench = worker_pool.WorkerPool()
    try:
        body = await bench.draw("sheet", table(CITY, ending))
        most = peak_of_the_child()
    finally:
        await bench.close()

    assert most < MEMORY / 3
    if ending == "csv":
        assert body.count(b"\r\n") == CITY + 2
    else:
        sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")
        assert sheet.count(b"<row ") == CITY + 3


def peak_of_the_child() -> int:
    """Bytes; the one that draws stays for a while."""
    (pid,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) * 1024
