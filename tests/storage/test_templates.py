"""Templates are kept once, as long as an office or a letter stands on them."""

from storage import facts, templates
from storage.instants import DAY
from storage.templates import UNDECIDED, TemplateKept, TemplateUsed
from tests.ward import Ward


async def test_the_newest_use_holds_and_none_is_the_programs_own(both_wards: Ward):
    ward, unit = both_wards, both_wards.units["Hà Cầu"].id
    kept = [TemplateKept(body, ward.clock.at) for body in (b"a", b"b")]
    uses = [
        TemplateUsed(ward.ids(), unit, kind, digest, ward.people["lan"].id, ward.clock.at)
        for kind, digest in [("weekly", kept[0].digest), ("weekly", kept[1].digest), ("final", kept[0].digest)]
    ]
    async with ward.database.write() as tx:
        await facts.write(tx, [*kept, *kept, *uses])
        assert await templates.in_use(tx, unit, "weekly") == kept[1].digest
        assert await templates.in_use(tx, unit, "final") == kept[0].digest
        assert await templates.in_use(tx, unit, "slip") is None

        own = TemplateUsed(ward.ids(), unit, "weekly", None, ward.people["lan"].id, ward.clock.at)
        await facts.write(tx, [own])
        assert await templates.in_use(tx, unit, "weekly") is None


async def test_what_nobody_uses_is_forgotten_after_a_while(both_wards: Ward):
    ward, unit, now = both_wards, both_wards.units["Hà Cầu"].id, both_wards.clock.at
    used, idle, new = (TemplateKept(body, now) for body in (b"used", b"idle", b"new"))
    use = TemplateUsed(ward.ids(), unit, "weekly", used.digest, ward.people["lan"].id, now)
    async with ward.database.write() as tx:
        await facts.write(tx, [used, idle, use])
        await facts.write(tx, [TemplateKept(b"new", now + UNDECIDED)])
        assert await templates.body(tx, idle.digest) == b"idle"

        await facts.write(tx, [TemplateKept(b"new", now + UNDECIDED + DAY)])
        assert await templates.body(tx, idle.digest) is None
        assert await templates.body(tx, used.digest) == b"used"
        assert await templates.body(tx, new.digest) == b"new"
