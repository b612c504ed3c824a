"""Plans as offices keep them, labelled by hands that had not seen the readers: read right or asked, never in silence.

A: troubles from public reports and notices; P and K: the same kinds in other clothes, written blind.
"""

from pathlib import Path

import pytest

from tests.handlers.documents.scoring import score

LABELS = sorted((Path(__file__).parents[2] / "data" / "plans" / "hurt").glob("*.expected.json"))


@pytest.mark.parametrize("label", LABELS, ids=lambda path: path.name.split(".")[0])
def test_it_is_read_right_or_asked(label: Path):
    told = score(label)

    assert (told.wrong, told.lost, told.unflagged, told.fuss) == ((), (), (), ())
