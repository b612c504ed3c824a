"""The child that reads a document imports what that document needs and nothing else: it lives for one file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[2] / "data" / "plans"
HEAVY = {
    *("openpyxl", "docx", "docxtpl", "lxml", "matplotlib", "pydantic", "pypdfium2", "segno"),
    *("handlers.texts", "storage.database"),
}


@pytest.mark.parametrize(
    ("name", "needed"),
    [("hacau_phay.csv", set()), ("hacau_chu.xlsx", {"openpyxl", "lxml"}), ("hacau.docx", {"docx", "lxml"})],
)
def test_a_plan_is_read_with_the_library_of_its_file_alone(name: str, needed: set[str]):
    asked = json.dumps({"kind": "read_plan", "file": str(PLANS / name), "groups": []})
    tells = f"print(*({HEAVY} & set(sys.modules)), file=sys.stderr)"
    told = f"import sys; from bot import document_worker; document_worker.main('read'); {tells}"
    done = subprocess.run([sys.executable, "-c", told], input=asked.encode(), capture_output=True, check=True)

    assert json.loads(done.stdout)["sessions"]
    assert set(done.stderr.decode().split()) == needed
