"""Plans of other communes, labelled by several hands: nothing imported otherwise, nothing lost, every doubt flagged."""

from pathlib import Path

import pytest

from tests.handlers.documents.scoring import score

LABELS = sorted((Path(__file__).parents[2] / "data" / "plans" / "elsewhere").glob("*.expected.json"))
labelled = pytest.mark.parametrize("label", LABELS, ids=lambda path: path.name.split(".")[0])


@labelled
def test_no_row_is_imported_otherwise_than_its_label_says(label):
    assert score(label).wrong == ()


@labelled
def test_every_problem_that_blocks_is_flagged(label):
    assert score(label).unflagged == ()


@labelled
def test_every_row_that_is_clear_is_imported_without_fuss(label):
    told = score(label)

    assert (told.lost, told.fuss) == ((), ())
