from collections import Counter

from bench.generated import SILENT, Writer, scored

# Of these 1,500; 39 and 1,360 when it was written, 20 and 1,419 without the second look. The aim is no silent fault:
# lower it with every rule. What is left are sums that fail, questions without accents, guesses in words ("hình như").
MOST_SILENT = 10
LEAST_RIGHT = 1_424


def test_generated_messages_are_read_as_their_keys_say():
    verdicts = Counter(found for _, found in scored(seed=14, count=1_500))

    assert sum(verdicts[name] for name in SILENT) <= MOST_SILENT
    assert verdicts["OK"] >= LEAST_RIGHT


def test_a_seed_writes_the_same_messages_every_time():
    assert [one.row() for one in Writer(3).messages(200)] == [one.row() for one in Writer(3).messages(200)]
