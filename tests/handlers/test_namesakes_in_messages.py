"""Places whose names differ by an accent, a kind or a commune: recorded for the one that was written, or asked."""

import json

import pytest

from handlers.reader.parse_lines import answer, plan_from_sessions

NIGHT = "2026-11-09"
NAMES = ("Thôn Đông", "Thôn Đồng", "Tân Lập", "Tấn Lập", "Ấp 1", "Khóm 1", "Thôn 1 (Mỹ Hưng)", "Thôn 1 (Tam Hưng)")
PLAN = plan_from_sessions([{"group": name, "dates": [NIGHT], "start": "19:30", "end": "21:30"} for name in NAMES])


def told(text: str, own: str | None = None) -> dict[str | None, int] | str:
    context = {"sender_group": own, "today": NIGHT, "awaiting": "report" if own else None, "last_report": None}
    given = json.loads(answer(json.dumps({"id": "1", "text": text, "context": context}), PLAN))
    figures = {entry["group"]: entry["values"]["installed"] for entry in given["entries"]}
    return figures or str(given["kind"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thôn Đông cài 12 người", {"Thôn Đông": 12}),
        ("thôn Đồng cài 12 người", {"Thôn Đồng": 12}),
        ("thôn \u00d0ông cài 12 người", {"Thôn Đông": 12}),
        ("thôn \u0111o\u0302\u0300ng cài 12 người", {"Thôn Đồng": 12}),
        ("Tấn Lập cài 9 máy", {"Tấn Lập": 9}),
        ("tân lập cài 9 máy", {"Tân Lập": 9}),
        ("ấp 1 cài 7 người", {"Ấp 1": 7}),
        ("khóm 1 cài 7 người", {"Khóm 1": 7}),
        ("thôn 1 xã Mỹ Hưng cài 5 người", {"Thôn 1 (Mỹ Hưng)": 5}),
        ("thôn 1 (Tam Hưng) cài 5 người", {"Thôn 1 (Tam Hưng)": 5}),
        ("thon 1 my hung cai 5 nguoi", {"Thôn 1 (Mỹ Hưng)": 5}),
        ("thôn Đông 12 người, thôn Đồng 15 người", {"Thôn Đông": 12, "Thôn Đồng": 15}),
        ("tan lap cai 12 nguoi", "ask"),
        ("thon dong cai 12 nguoi", "ask"),
        ("tổ 1 cài 7 người", "ask"),
        ("thôn 1 cài 5 người", "ask"),
        ("khu phố 1 cài 5 người", "ask"),
    ],
)
def test_a_figure_is_the_place_s_that_was_written_or_is_asked_about(text, expected):
    assert told(text) == expected


def test_a_head_who_names_the_other_place_is_asked():
    assert told("thôn Đông cài 12 người", own="Thôn Đồng") == "ask"
