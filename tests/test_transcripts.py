"""What is held against the transcripts, and that a word more is seen."""

from pathlib import Path

import pytest

from tests import transcripts

pytest_plugins = ["pytester"]
DIALOG = """
from storage.chats import LogLine
from tests import transcripts

def test_evening():
    said, heard = LogLine(1, 0, "a", "cài 42", None, None), LogLine(2, 0, "b", None, "Em ghi <b>42</b>.", None)
    transcripts.note("binh", [said, heard])
"""
PLUGINS = ("-p", "tests.transcripts", "-p", "no:randomly", "-p", "no:asyncio")


def test_each_transcript_belongs_to_a_test():
    assert transcripts.stale() == []


@pytest.mark.parametrize(
    ("read", "passes"),
    [
        ("== test_evening\nbinh: cài 42\n→ binh: Em ghi 42.\n", True),
        ("== test_evening\nbinh: cài 42\n→ binh: Em ghi 42. Cảm ơn bác.\n", False),
        ("== test_another\nbinh: cài 42\n", False),
    ],
)
def test_a_dialog_says_what_was_read_and_no_word_more(
    read: str, passes: bool, pytester: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transcripts, "HOME", tmp_path)
    transcripts._read.cache_clear()
    (tmp_path / "test_saturday.txt").write_text(read, "utf-8")
    pytester.makepyfile(test_saturday=DIALOG)

    ended = pytester.runpytest_inprocess(*PLUGINS)
    transcripts._heard.clear()  # what that one heard is none of this one's

    ended.assert_outcomes(passed=int(passes), failed=int(not passes))
