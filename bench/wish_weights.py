"""Teaches the reader of wishes (handlers/wishes/recognise.py) anew: `python -m bench.wish_weights`, a minute or two.

Taught with the sentences of handlers/wishes/data alone, which the requests in tests/data never join. Each file of
`data/phrases` is one hand: `--without r_elder.txt --without u_youth.txt` keeps hands out and reports how they are read,
which is how features and shares were chosen. The same sentences write the same file.
"""

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from handlers.wishes import recognise
from handlers.wishes.recognise import Features, Sentence

LEAST, KEPT = 2, 12_000  # how often a feature is seen; how many of them are kept
SLACK, ROUNDS, MOMENTUM = 2e-5, 300, 0.97
SMALL = 0.02  # a weight below this share of the largest is none
TARGET = Path(recognise.__file__).parent / "data" / "wishes.json.gz"
Array = np.ndarray


class Taught:
    """Softmax regression over the products of sentences: of far fewer unknowns than there are features."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.wishes = sorted({one.wish for one in sentences})
        looked = [recognise.looked(one.words).features for one in sentences]
        wanted = np.array([self.wishes.index(one.wish) for one in sentences])
        seen = Counter(name for features in looked for name in features)
        often = {name: math.log(1 + len(looked) / times) for name, times in seen.items() if times >= LEAST}
        weights = self._fitted(looked, wanted, often, ROUNDS // 3)
        if len(often) > KEPT:
            worth = {name: np.abs(row).max() * math.sqrt(min(seen[name], 100)) for name, row in weights.items()}
            words = {name for name in often if name.startswith(recognise.A_WORD)}
            best = sorted(often, key=lambda name: (name not in words, -worth[name], name))[:KEPT]
            often = {name: often[name] for name in sorted(best)}
            weights = self._fitted(looked, wanted, often, ROUNDS)
        self.rarity, self.weights = often, weights

    def _fitted(self, looked: list[Features], wanted: Array, often: dict[str, float], rounds: int) -> dict[str, Array]:
        rows: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, features in enumerate(looked):
            for name, value in recognise.scaled(features, often).items():
                rows[name].append((at, value))
        size = len(looked)
        products = np.zeros((size, size), np.float32)
        columns = {
            name: (np.array([at for at, _ in of]), np.array([v for _, v in of], np.float32))
            for name, of in rows.items()
        }
        for at, values in columns.values():
            products[np.ix_(at, at)] += np.outer(values, values)
        goal = np.eye(len(self.wishes), dtype=np.float32)[wanted]
        largest = float(np.linalg.eigvalsh(products[:: max(1, size // 500), :: max(1, size // 500)])[-1]) * size / 500
        step = 1 / (0.5 * largest + SLACK * size)
        told, pace = np.zeros_like(goal), np.zeros_like(goal)
        for _ in range(rounds):
            ahead = told + MOMENTUM * pace
            raw = products @ ahead
            raw = np.exp(raw - raw.max(axis=1, keepdims=True))
            new = ahead - step * (raw / raw.sum(axis=1, keepdims=True) - goal + SLACK * size * ahead)
            told, pace = new, new - told
        return {name: values @ told[at] for name, (at, values) in sorted(columns.items())}

    def written(self) -> bytes:
        largest = max(float(np.abs(row).max()) for row in self.weights.values())
        scale = largest / 127
        rows = {}
        for name, row in self.weights.items():
            whole = [(at, round(float(value) / scale)) for at, value in enumerate(row) if abs(value) >= SMALL * largest]
            rows[name] = [round(self.rarity[name], 2), *(one for pair in whole for one in pair)]
        told = {"version": recognise.fingerprint(), "wishes": self.wishes, "scale": scale, "rows": rows}
        return gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser("python -m bench.wish_weights", description=__doc__)
    parser.add_argument("--without", action="append", default=[], help="a file of sentences to keep out and report on")
    parser.add_argument("--to", type=Path, default=TARGET)
    chosen = parser.parse_args()
    sentences = recognise.sentences()
    taught = Taught([one for one in sentences if one.hand not in chosen.without])
    written = taught.written()
    print(f"{len(sentences)} sentences, {len(taught.weights)} features, {len(written):,} bytes")
    if chosen.without:
        report(recognise.WishWeights.of(written), [one for one in sentences if one.hand in chosen.without])
    else:
        chosen.to.write_bytes(written)
        report(recognise.WishWeights.of(written), sentences)


def report(weights: recognise.WishWeights, sentences: list[Sentence]) -> None:
    sure: dict[int, list[bool]] = defaultdict(list)
    places: Counter[int] = Counter()
    for one in sentences:
        found = weights.read(one.words).wishes
        place = next((at for at, (wish, _) in enumerate(found[:3]) if wish == one.wish), 3)
        places[place] += 1
        sure[int(found[0][1] * 10)].append(place == 0)
    size = places.total()
    print(f"first {places[0] / size:.3f}, among three {1 - places[3] / size:.3f}, of {size}")
    for tenth, right in sorted(sure.items()):
        print(f"  sure {tenth / 10:.1f}: {sum(right) / len(right):.2f} of {len(right)}")


if __name__ == "__main__":
    main()
