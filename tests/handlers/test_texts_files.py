"""Every reason for which a file is refused has a sentence of its own."""

import pytest

from handlers import texts
from handlers.documents.unreadable import Code


@pytest.mark.parametrize("code", Code)
def test_each_refusal_says_what_to_do(code):
    assert "Xin" in texts.unreadable(code)


def test_no_two_refusals_sound_alike():
    assert len({texts.unreadable(code) for code in Code}) == len(Code)
