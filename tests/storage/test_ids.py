"""Ids rise, never repeat, and stay within 63 bits, whatever the clock does."""

from hypothesis import given
from hypothesis import strategies as st

from storage.ids import EPOCH, STEPS, CountingIds, Ids
from storage.instants import DAY


class Jumping:
    """A clock that shows what it is told, then the last of it."""

    def __init__(self, shows: list[int]) -> None:
        self._shows = shows

    def __call__(self) -> int:
        return EPOCH + (self._shows.pop(0) if len(self._shows) > 1 else self._shows[0])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=50))
def test_ids_rise_even_when_the_clock_steps_back(shows: list[int]):
    ids = Ids(Jumping(shows), worker=3)
    made = [ids() for _ in range(100)]

    assert made == sorted(set(made))


@given(st.integers(1, 3 * STEPS), st.integers(0, 3 * STEPS))
def test_a_block_is_nobody_elses(before: int, most: int):
    ids = Ids(lambda: EPOCH + 5, worker=3)
    last = [ids() for _ in range(before)][-1]
    first = ids.block(most)
    block = {first + (n // STEPS << 22) + n % STEPS for n in (0, most // 2, most)}

    assert last < min(block)
    assert max(block) < ids()


def test_more_ids_than_a_millisecond_holds_borrow_from_the_next():
    ids = Ids(lambda: EPOCH, worker=1)
    made = [ids() for _ in range(3 * STEPS)]

    assert len(set(made)) == 3 * STEPS
    assert {made_ >> 12 & 1023 for made_ in made} == {1}


def test_two_workers_never_make_the_same():
    one, other = (Ids(lambda: EPOCH + 1, worker) for worker in (1, 2))

    assert not {one() for _ in range(5_000)} & {other() for _ in range(5_000)}


def test_they_fit_until_the_end_of_the_century_nearly():
    assert Ids(lambda: EPOCH + 25_000 * DAY, 1023)() < 1 << 63
    assert Ids(lambda: 0, 0)() >= 0


def test_a_test_can_foretell_them():
    ids = CountingIds()

    assert [ids(), ids(), ids()] == [1, 2, 3]
