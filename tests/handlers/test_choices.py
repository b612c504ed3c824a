"""What a choice holds comes back as it was, whatever its fields are called."""

import importlib
import pkgutil

import pytest
from pydantic import TypeAdapter

from handlers import choices, intents
from handlers.intents.intent import Choosable
from handlers.intents.papers import Export
from handlers.intents.talking import Help


@pytest.mark.parametrize("intent", [Help(), Export("nights")])
def test_an_intent_comes_back_as_it_was(intent: Choosable):
    assert choices.load(choices.dump(intent)) == intent


def test_a_choice_of_an_earlier_release_can_still_be_pressed():
    assert choices.load('{"kind": "Help"}') == Help()


def test_each_name_that_is_stored_means_one_intent_and_can_be_read_again():
    """Two of one name would take each other's buttons; a field that JSON cannot hold would be found at a press."""
    modules = [importlib.import_module(f"handlers.intents.{m.name}") for m in pkgutil.iter_modules(intents.__path__)]
    known = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    choosable = {one for one in known if issubclass(one, Choosable) and one is not Choosable}

    assert set(Choosable.kinds.values()) == choosable
    assert all(TypeAdapter(one) for one in choosable)
