"""What a campaign file holds, counted: so what was left in it of somebody else's is seen before it is loaded. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.campaigns.campaign_file import CampaignFile
from handlers.campaigns.words import LEVEL
from handlers.language.tokens import fold

FEW = 20  # units that are named one by one
WHOLE = 0.5  # of all that is counted: so much in one unit is a ward and no group


@dataclass(frozen=True, slots=True)
class Summary:
    """`named`: units that the file would make, `unnamed`: how many more; `strange`: those that look like a ward."""

    file: CampaignFile
    counts: Mapping[str, int]
    named: tuple[str, ...]
    unnamed: int
    strange: tuple[str, ...]


def of(file: CampaignFile) -> Summary:
    ledger, settings = file.ledger, file.settings
    own = {bare(file.unit.name), *(bare(place.name) for place in file.above)}
    told = [*(headcount.unit for headcount in ledger.headcounts), *(baseline.unit for baseline in ledger.baselines)]
    told += [name for one in settings.rounds for name in one.units]
    groups = list(dict.fromkeys(name for name in told if bare(name) not in own))
    counts = {
        "wards": 1,
        "above": len(file.above),
        "groups": len(groups),
        "indicators": len(settings.indicators),
        "targets": len(settings.targets),
        "rounds": len(settings.rounds),
        "headcounts": len(ledger.headcounts),
        "baselines": len(ledger.baselines),
    }
    always = {"wards", "groups", "indicators", "targets"}
    shown = {kind: count for kind, count in counts.items() if count or kind in always}
    return Summary(file, shown, tuple(groups[:FEW]), max(0, len(groups) - FEW), tuple(_strange(file, groups)))


def bare(name: str) -> str:
    """Folded, without the word for what kind of level it is."""
    said = fold(name)
    level = LEVEL.match(said)
    return said[level.end() :] if level else said


def _strange(file: CampaignFile, groups: list[str]) -> Iterator[str]:
    """A unit that alone has as many as all others of the file together."""
    for measure in dict.fromkeys(headcount.measure for headcount in file.ledger.headcounts):
        values = {
            headcount.unit: headcount.value for headcount in file.ledger.headcounts if headcount.measure == measure
        }
        inside = {name: value for name, value in values.items() if name in groups}
        whole = sum(inside.values())
        if len(inside) > 2:
            yield from (name for name, value in inside.items() if value >= WHOLE * whole)
