import pytest

from handlers.counts import texts_reading
from tests.handlers.rendering import Text, sayings, whole_safe_and_short


@pytest.mark.parametrize("function", sayings(texts_reading), ids=lambda function: function.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, {"value": 1_420, "usual": 38, "fewer": 142})
