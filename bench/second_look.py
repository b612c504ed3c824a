"""Teaches the second look (handlers/reader/second_look.py) anew: `python -m bench.second_look`, half a minute.

Taught with generated messages (seed 100) and the labelled sets in SETS. Kept out, since they report: messages_dev2,
messages_silent and messages_harsh, and the generated seeds 1 and 14. POSSIBLE is chosen on seed 200, and on the last
four of SETS when they were kept out (`--without third --without fourth …`). The same seed writes the same file.
Its features were chosen while the faults of seed 14 were read, and the three sets were scored at each threshold, so
those figures are not blind; seed 1 was looked at only afterwards.
What a number tells is seen by its value: that of a figure of the key; a value that two figures share teaches nothing.
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bench.generated import Writer
from handlers.language.context import Context
from handlers.reader import second_look
from handlers.reader.parse_lines import context_of
from handlers.reader.second_look import NONE, ROLES, STEP, features, numbers_of, words_of
from tests.handlers.reading_corpus import PLAN, lines
from tests.ward import INDICATORS

SETS = ("dev", "own", "blind", "third", "fourth", "voices", "traps")
SEED, GENERATED = 100, 14_000
OF_LABELLED = 4  # times: one written by hand is worth so many generated
UNCLEAR = "unclear"  # about so many, this or that: no figure yet
LEAST, KEPT = 6, 3_600
TARGET = Path(second_look.__file__).parent / "data" / "second_look.json.gz"
FIXED = ("cài 42, kh 40; vắng sáu", "nhầm rồi,\n24 chứ không phải 42", "dc hai muoi bay ng, ngo 12", "vắng không")
Example = tuple[list[str], int]


def examples(row: dict[str, Any]) -> Iterator[Example]:
    expect, context = row["expect"], context_of(row["context"], PLAN)
    if (expect["kind"] == "ask" and row["id"] != UNCLEAR) or second_look.tabled(row["text"]):
        return
    words = words_of(row["text"])
    numbers = numbers_of(words)
    whole, of_numbers = features(words, numbers, context)
    noughts = sum(not number.value for number in numbers)
    for number, told in zip(numbers, of_numbers, strict=True):
        if not number.value and noughts > 1:
            continue
        roles = _roles(number.value, expect["entries"], context)
        if len(roles) == 1:
            yield whole + told, ROLES.index(roles.pop())


def _roles(value: int, entries: list[dict[str, Any]], context: Context) -> set[str]:
    before = context.last.values if context.last is not None else {}
    roles = {name for entry in entries for name, figure in entry["values"].items() if figure == value}
    for entry in entries:
        steps = {abs(figure - before[name]) for name, figure in entry["values"].items() if name in before}
        roles |= {STEP} if value in steps and entry["mode"] == "set" else set()
    return roles or {NONE}


def taught(given: list[Example], rounds: int = 12) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Softmax regression by AdaGrad over the features seen often enough; then again over those that weigh most."""
    seen = Counter(name for names, _ in given for name in set(names))
    vocabulary = sorted(name for name, times in seen.items() if times >= LEAST)
    weights, bias = _fitted(given, vocabulary, rounds // 2)
    worth = np.abs(weights).max(axis=1) * np.sqrt([min(seen[name], 400) for name in vocabulary])
    kept = sorted(vocabulary[at] for at in np.argsort(-worth, kind="stable")[:KEPT])
    weights, bias = _fitted(given, kept, rounds)
    return kept, weights, bias


def _fitted(given: list[Example], vocabulary: list[str], rounds: int) -> tuple[np.ndarray, np.ndarray]:
    places = {name: at for at, name in enumerate(vocabulary)}
    known = [[places[name] for name in set(names) if name in places] for names, _ in given]
    widest, pad, roles = max(map(len, known)), len(vocabulary), len(ROLES)
    rows = np.array([row + [pad] * (widest - len(row)) for row in map(sorted, known)], dtype=np.int32)
    wanted = np.eye(roles, dtype=np.float32)[[role for _, role in given]]
    weights, squares = np.zeros((pad + 1, roles), np.float32), np.full((pad + 1, roles), 1e-3, np.float32)
    bias, random, decay = np.zeros(roles, np.float32), np.random.default_rng(SEED), 2e-4
    for _ in range(rounds):
        order = random.permutation(len(rows))
        for start in range(0, len(order), 256):
            some = order[start : start + 256]
            at = rows[some]
            raw = weights[at].sum(axis=1) + bias
            raw = np.exp(raw - raw.max(axis=1, keepdims=True))
            wrong = (raw / raw.sum(axis=1, keepdims=True) - wanted[some]) / len(some)
            used, flat = np.unique(at, return_inverse=True)
            flat = flat.reshape(at.shape).ravel()
            spread = np.repeat(wrong, widest, axis=0)
            slope = np.stack([np.bincount(flat, spread[:, k], len(used)) for k in range(roles)], axis=1)
            slope = slope.astype(np.float32) + decay * weights[used]
            squares[used] += slope**2
            weights[used] -= 0.15 * slope / np.sqrt(squares[used])
            weights[pad] = 0
            bias -= 0.1 * wrong.sum(axis=0)
    return weights[:pad], bias


def named() -> Iterator[dict[str, Any]]:
    """The names of the usual campaign as they stand, which nobody says and everybody may copy."""
    random = Random(SEED)
    for code, name in INDICATORS.items():
        for form in ("{n} {name}", "{name} {n}", "{name}: {n}", "{n} {low}", "{low} {n}", "cài 61, {low} {n}"):
            for awaiting in ("report", None) * 4:
                n = random.randint(2, 60)
                context = {"sender_group": "Hà Trì 2", "today": "2024-11-16", "awaiting": awaiting, "last_report": None}
                entries = [{"values": {code: n} | ({"installed": 61} if "61" in form else {}), "mode": "set"}]
                text = form.format(n=n, name=name, low=name.lower())
                yield {
                    "id": "named",
                    "text": text,
                    "context": context,
                    "expect": {"kind": "report", "entries": entries},
                }


def fingerprint() -> str:
    """Of the features: what was taught with others is worth nothing."""
    stands = {"group": "Hà Trì 2", "date": "2024-11-16", "values": {"installed": 42, "absent": 5}}
    made = []
    for awaiting, last in (("report", None), (None, stands)):
        given = {"sender_group": "Hà Trì 2", "today": "2024-11-16", "awaiting": awaiting, "last_report": last}
        for text in FIXED:
            words = words_of(text)
            whole, of_numbers = features(words, numbers_of(words), context_of(given, PLAN))
            made.append((sorted(whole), [sorted(one) for one in of_numbers]))
    return hashlib.sha256(json.dumps([ROLES, made]).encode()).hexdigest()[:16]


def written(vocabulary: list[str], weights: np.ndarray, bias: np.ndarray) -> bytes:
    scale = float(np.abs(weights).max()) / 127
    whole = np.rint(weights / scale).astype(int)
    told = {
        "version": fingerprint(),
        "bias": [round(float(one), 4) for one in bias],
        "scale": round(scale, 8),
        "rows": {name: row.tolist() for name, row in zip(vocabulary, whole, strict=True)},
    }
    return gzip.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], help="a labelled set to keep out, to report on it")
    parser.add_argument("--to", type=Path, default=TARGET)
    chosen = parser.parse_args()
    written_here = [(message, message.row()) for message in Writer(SEED).messages(GENERATED)]
    rows = [row | ({"id": UNCLEAR} if m.template.startswith(UNCLEAR) else {}) for m, row in written_here]
    labelled = [json.loads(line) for name in SETS if name not in chosen.without for line in lines(name)]
    given = [example for row in [*rows, *named(), *labelled * OF_LABELLED] for example in examples(row)]
    chosen.to.write_bytes(written(*taught(given)))
    print(f"{len(given)} numbers, {chosen.to.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
