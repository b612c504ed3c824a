"""Drafts on both engines: what was read waits for its sender's word, and every answer is given to what was seen."""

import pytest

from storage import chats, drafts, facts
from storage.database import Stale
from storage.drafts import Draft, DraftChanged, DraftClosed
from tests.ward import Ward


@pytest.fixture
async def draft(both_wards: Ward) -> Draft:
    ward = both_wards
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, "web/lan")
        assert chat is not None
        made = Draft(ward.ids(), "plan", ward.campaign, ward.people["lan"].id, chat.id, "{}", ward.clock.at)
        await facts.write(tx, [made])
    return made


async def test_a_draft_is_its_senders_until_it_is_closed(both_wards: Ward, draft: Draft):
    async with both_wards.database.write() as tx:
        before = await drafts.open_of(tx, draft.person_id, draft.kind)
        await facts.write(tx, [DraftClosed(draft.id, 1, "accepted", both_wards.clock.at)])
        after = await drafts.open_of(tx, draft.person_id, draft.kind), await drafts.by_id(tx, draft.id)

    assert before == (draft,)
    assert after == ((), None)


async def test_an_answer_raises_the_version(both_wards: Ward, draft: Draft):
    async with both_wards.database.write() as tx:
        await facts.write(tx, [DraftChanged(draft.id, 1, '{"answered": 1}')])
        (changed,) = await drafts.open_of(tx, draft.person_id, draft.kind)

    assert (changed.version, changed.body) == (2, '{"answered": 1}')


async def test_an_answer_to_what_has_changed_since_is_stale(both_wards: Ward, draft: Draft):
    async with both_wards.database.write() as tx:
        await facts.write(tx, [DraftChanged(draft.id, 1, "{}")])

    for fact in (DraftChanged(draft.id, 1, "{}"), DraftClosed(draft.id, 1, "dropped", both_wards.clock.at)):
        with pytest.raises(Stale):
            async with both_wards.database.write() as tx:
                await facts.write(tx, [fact])
