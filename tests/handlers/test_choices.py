"""What a choice holds comes back as it was, whatever its fields are called."""

import pytest

from handlers import choices
from handlers.intents.intent import Intent
from handlers.intents.papers import Export
from handlers.intents.talking import Help


@pytest.mark.parametrize("intent", [Help(), Export("nights")])
def test_an_intent_comes_back_as_it_was(intent: Intent):
    assert choices.load(choices.dump(intent)) == intent


def test_a_choice_of_an_earlier_release_can_still_be_pressed():
    assert choices.load('{"kind": "Help"}') == Help()


def test_what_no_choice_may_hold_is_refused():
    class Strange(Intent):
        pass

    with pytest.raises(TypeError, match="no choice may hold Strange"):
        choices.dump(Strange())
