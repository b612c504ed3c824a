"""The document worker reads what clerks send: pasted or as a file, within its memory, and says when it cannot."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from bot.jobs import Jobs
from bot.worker_pool import WorkerPool
from tests.handlers.documents.made import repacked, workbook
from tests.handlers.plans import PLAN
from tests.ward import Ward

MEGABYTE = 1024  # in the kilobytes that the system counts
# A small parent between, since a child begins with the memory of the one that it was forked from.
WEIGHED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "bot.document_worker", "read"], stdin=sys.stdin, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


async def test_a_pasted_table_goes_through_the_worker(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says(PLAN.replace("16/11", "17/11"))
    intake = asyncio.create_task(ward.intake.run())
    await Jobs(ward.database, ward.intake, ward.clock, WorkerPool()).run_errands()
    intake.cancel()
    await ward.delivers()
    await clerk.reads()
    clerk.hears("5 địa bàn, 7 buổi", "Hà Trì 2: dời thứ Bảy 16/11 → Chủ nhật 17/11")


def test_a_sheet_without_end_is_refused_within_its_memory(tmp_path: Path):
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, 60_000))
    part = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    noise = {"xl/media/noise.bin": bytes(range(256)) * 16_000}
    (tmp_path / "dai.xlsx").write_bytes(
        repacked(workbook({"A": [(1,)]}), {"xl/worksheets/sheet1.xml": part % rows, **noise})
    )

    asked = json.dumps({"kind": "read_plan", "file": str(tmp_path / "dai.xlsx"), "groups": []})
    done = subprocess.run([sys.executable, "-c", WEIGHED], input=asked, capture_output=True, text=True, check=True)
    read, used = json.loads(done.stdout), int(done.stderr)

    assert read["refused"] in {"too_big", "bomb"}
    assert used < 300 * MEGABYTE
