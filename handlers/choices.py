"""What a choice holds: an intent as JSON, in the row of the button or digit that stands for it."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from handlers.intents.intent import Choosable


def dump(intent: Choosable) -> str:
    kind = type(intent).__name__
    return json.dumps({"kind": kind, "fields": _adapter(kind).dump_python(intent, mode="json")})


def load(text: str) -> Choosable:
    parts = json.loads(text)
    kind = parts.pop("kind")
    # An earlier release wrote the fields beside the kind.
    intent: Choosable = _adapter(kind).validate_python(parts.get("fields", parts))
    return intent


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(Choosable.kinds[kind])
