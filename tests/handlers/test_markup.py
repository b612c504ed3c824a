"""The quick Markup escapes all that markupsafe's own does."""

from datetime import date

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.markup import Markup


@given(st.text(), st.integers())
def test_it_says_the_same_as_markupsafe(words: str, number: int):
    said = "<b>{}</b> {who} {:,}"

    assert Markup(said).format(words, number, who=words) == markupsafe.Markup(said).format(words, number, who=words)


def test_what_is_safe_already_is_not_escaped_twice():
    assert Markup("{} ").format(Markup("<b>1</b>")) == "<b>1</b> "


def test_dates_keep_their_format():
    assert Markup("{:%d/%m}").format(date(2024, 11, 9)) == "09/11"


@pytest.mark.parametrize("foreign", [["<i>"], {"<": ">"}, Exception("<script>")])
def test_other_things_are_escaped_as_text(foreign: object):
    assert "<" not in Markup("{}").format(foreign)


def test_it_stays_itself():
    assert type(Markup(", ").join(["<", Markup("{}").format(1)])) is Markup
