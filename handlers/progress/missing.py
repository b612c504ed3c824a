"""`/thieu`: who owes a report, of which night, whom to call."""

from datetime import date

from handlers import texts, texts_examples
from handlers.intents.answers import Wanted
from handlers.markup import Markup
from handlers.progress import texts_status
from handlers.progress.texts_status import Owing
from handlers.texts import Pair, lines
from storage import calls, people, reckoning
from storage.database import Rows
from storage.instants import Instant, local
from storage.progress import Scope

MOST = 25  # that fit into one message


async def answer(read: Rows, scope: Scope, wanted: Wanted, as_of: Instant, _p: Pair) -> Markup:
    since = date.fromisoformat(wanted.night) if wanted.night else None
    progress = await reckoning.of_unit(read, scope, as_of, since)
    owed = await reckoning.missing(read, progress, since)
    if since:
        owed = [one for one in owed if one.night == since]
    heads = await people.heads(read, [one.unit.id for one in owed[:MOST]], as_of) if owed else {}
    phones = await people.phones(read, [head.id for head in heads.values()]) if heads else {}
    urged = await calls.urged(read, [one.session_id for one in owed[:MOST]], as_of) if owed else {}
    listed = [
        Owing(
            one.unit.name,
            one.night,
            head,
            phones.get(head.id) if head else None,
            {step: local(at, scope.campaign.zone) for step, at in urged.get(one.session_id, {}).items()},
        )
        for one in owed[:MOST]
        for head in [heads.get(one.unit.id)]
    ]
    out: int | None = sum(any(e.reported or e.owed for e in part.evenings.values()) for part in progress.parts)
    if out and not scope.one_campaign:
        out = None  # its parts are wards, of which groups are missing
    units = len({one.unit.id for one in owed})
    words = texts_status.all_missing(listed, (len(owed), units, out), local(as_of, scope.campaign.zone))
    lacking = await reckoning.lacking(read, progress, since, most=MOST) if progress.lacking else []
    lacking = [one for one in lacking if not since or one.night == since]
    heads = await people.heads(read, [one.unit.id for one in lacking], as_of) if lacking else {}
    partly = [(one.unit.name, heads.get(one.unit.id), one.night) for one in lacking]
    return lines(words, texts.lacking(texts_examples.word(scope.campaign), partly))
