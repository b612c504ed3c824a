"""Tables as files: drawn as their rows come, their heading frozen, codes as text, and nothing in them ever runs."""

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from handlers.documents.draw import paper, spreadsheet
from handlers.outgoing.tables import Cell, Column, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
EVIL = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "x;=1+1",
    "x;\t@a",
    "x\n-2",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "x;＝1",
    'a";=1;"',
    "\n=1",
]


class Row(list[Any]):
    """Counts how many of them there are at once."""

    living = most = 0

    def __init__(self, values: list[Cell]) -> None:
        super().__init__(values)
        Row.living += 1
        Row.most = max(Row.most, Row.living)

    def __del__(self) -> None:
        Row.living -= 1


def table(rows: Any, *columns: Column, ending: str = "xlsx", sum_: tuple[Cell, ...] = ()) -> dict[str, Any]:
    heads = columns or (Column("Mã", "text"), Column("Số"), Column("Tỷ lệ", "percent"))
    return {**Table("Tên", heads, rows, ("Số liệu",), sum_, ("Nguồn",)).to_json(), "format": ending}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_are_drawn_as_they_come(ending: str):
    def rows() -> Iterator[Row]:
        return (Row([f"Tổ {n}", n, 0.5]) for n in range(3_000))

    Row.living = Row.most = 0
    assert spreadsheet.draw(table(rows(), ending=ending))

    assert Row.most <= 2


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_of_a_csv_is_a_formula_whatever_divides_it(evil: str, separator: str):
    body = spreadsheet.draw(
        table([[evil, 1, None], [evil, -1, 0.1]], Column(evil), Column("b"), Column(evil), ending="csv")
    )

    read = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=separator)
    assert not [cell for row in read for cell in row if cell.startswith(FORMULA) and cell != "-1"]


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_workbook_is_a_formula(evil: str):
    heads = Column(evil, "text"), Column(evil), Column(evil, "percent")
    data = table([[evil, evil, evil], [evil]], *heads, sum_=(evil, 1, 0.5))
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet.draw({**data, "title": evil}))).active

    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.number_format for cell in texts} == {"@"}


def test_codes_stay_text_numbers_are_numbers_and_the_heading_stays_in_sight():
    data = table([["Tổ dân phố"], ["007", 1_234, 0.4049], ["1e5", None, None]], sum_=("Tổng", 1_234, None))

    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet.draw(data))).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2:7] == [
        ["Mã", "Số", "Tỷ lệ"],
        ["Tổ dân phố", None, None],
        ["007", 1_234, 0.4049],
        ["1e5", None, None],
        ["Tổng", 1_234, None],
    ]
    assert sheet.freeze_panes == "A4"
    assert [cell.number_format for cell in sheet[5]] == ["@", "#,##0", "0.00%"]
    assert (sheet["A4"].font.bold, sheet["A5"].font.bold) == (True, False)


def test_signs_that_no_workbook_may_hold_are_left_out():
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet.draw(table([["a\x00\x0b\ud800<b>&\ufffe", 1, None]])))).active

    assert sheet["A4"].value == "a<b>&"


def test_the_same_table_is_the_same_file():
    assert spreadsheet.draw(table([["a", 1, 0.5]])) == spreadsheet.draw(table(iter([["a", 1, 0.5]])))


def test_on_paper_a_section_has_its_heading_across_the_table():
    body = paper.draw(table(iter([["Trường học"], ["A", 1, 0.5]]), ending="docx"))

    assert body.startswith(b"PK")


@pytest.mark.trial
def test_another_office_opens_it_without_repair(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(spreadsheet.draw(table([["007", 1_234, 0.5], ["=1+1", 1, None]])))

    command = ["soffice", "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)

    assert b"\n007,1234,50%\n=1+1,1," in (tmp_path / "a.csv").read_bytes()
