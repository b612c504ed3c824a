"""Pictures are as wide as a phone, whatever they have to show, and the same figures are the same bytes."""

import io
from typing import Any

import pytest
from PIL import Image

from handlers.documents.draw import pictures

HEAD = {"title": "Hà Cầu: 18,4 %", "as_of": "Lúc 20h00 thứ Tư 13/11"}
PACE: dict[str, Any] = {
    **HEAD,
    "kind": "pace",
    "days": ["2024-11-09", "2024-11-10"],
    "totals": [1_892, 1_922],
    "start": 1_850,
    "need": 5_210,
    "by": "2024-11-30",
    "goal": "Mục tiêu 5.210 (30/11)",
    "total": "1.922",
    "legend": {"so_far": "Đã cài", "needed": "Cần để kịp"},
}
BANDS: dict[str, Any] = {
    **HEAD,
    "kind": "bands",
    "bars": [
        {"name": "Cầu Đơ 1", "value": 84.0, "band": "near"},
        {"name": "Hà Trì 1", "value": 3.0, "band": "behind"},
        {"name": "Cầu Đơ 4", "value": None, "band": "apart"},
    ],
    "legend": {"near": "Từ 80 %", "behind": "Dưới 50 %", "apart": "? Còn thiếu báo cáo"},
}
CALENDAR: dict[str, Any] = {
    **HEAD,
    "kind": "calendar",
    "rows": ["Cầu Đơ 1", "Cầu Đơ 3"],
    "columns": ["09/11", "10/11"],
    "cells": [
        {"row": 0, "column": 0, "value": 42, "state": "told"},
        {"row": 1, "column": 1, "value": None, "state": "owed"},
    ],
    "legend": {"told": "Đã báo", "owed": "? Chưa báo", "ahead": "Chưa tới", "excused": "Nghỉ"},
}
MANY = [{"row": row, "column": column, "value": 1_234, "state": "told"} for row in range(40) for column in range(31)]


def dots(body: bytes) -> dict[object, int]:
    picture = Image.open(io.BytesIO(body)).convert("RGB")
    return {shade: count for count, shade in picture.getcolors(picture.width * picture.height) or ()}


@pytest.mark.parametrize(
    "data",
    [
        PACE,
        {**PACE, "totals": [9_000, 9_000], "start": 9_000},  # the target is far below all there is to see
        {**PACE, "need": 0, "goal": ""},
        {**PACE, "days": ["2024-11-09"], "totals": [0], "start": 0},
        BANDS,
        {**BANDS, "bars": [{"name": "Tổ dân phố số 12 khu chung cư " * 5, "value": 1_500.0, "band": "near"}] * 40},
        {**BANDS, "bars": []},
        CALENDAR,
        {**CALENDAR, "rows": [f"Tổ {n}" for n in range(40)], "columns": ["01/11"] * 31, "cells": MANY},
        {**CALENDAR, "rows": [], "columns": [], "cells": []},
    ],
)
def test_a_picture_is_as_wide_as_a_phone_and_the_same_each_time(data: dict[str, Any]):
    body = pictures.draw(data)

    assert Image.open(io.BytesIO(body)).width == 1_080
    assert body == pictures.draw(data)


def test_what_is_owed_is_marked_and_not_by_its_colour_alone():
    """Of two squares that are equally large the mark takes its dots from the one."""
    unwritten = {**CALENDAR, "cells": [{**cell, "value": ""} for cell in CALENDAR["cells"]]}
    red, green = (176, 0, 32), (11, 93, 78)

    found = dots(pictures.draw(unwritten))

    assert 1_000 < found[red] < found[green]
