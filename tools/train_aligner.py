"""Train the judges of the aligner, and measure them by cross-validation.

usage: python -m tools.train_aligner ALIGNMENT_FOLDER [--write]

The folder holds argrewrite_dev.jsonl, argrewrite_moved_dev.jsonl and tip_dev.jsonl with score_alignment.py.
Without --write: six folds, no essay (and no country) on both sides; and trained on essays, tested on
statements, and the reverse. With --write: trained on everything, written to the package.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from reftel.compare import alignment as aligner
from reftel.compare.chains import Pair
from reftel.compare.halves import find_halves
from reftel.compare.judge import Judges, judges_from
from reftel.compare.sides import read_side
from reftel.compare.traits import Floats

SETS = {"natural": "argrewrite_dev", "moved": "argrewrite_moved_dev", "statements": "tip_dev"}
SPECIMEN = Path(__file__).resolve().parents[1] / "src" / "reftel" / "specimen" / "data"
OUT = Path(__file__).resolve().parents[1] / "src" / "reftel" / "compare" / "data" / "judges.json"
FOLDS = 6
# Statements and narratives are few beside the essays; so often each counts, for places and for halves.
WEIGHTS = {"natural": 1, "moved": 1, "statements": 2, "narratives": 3}
HALF_WEIGHTS = {"natural": 1, "moved": 1, "statements": 5, "narratives": 12}
Nets = list[list[list[list[Any]]]]


@dataclass(frozen=True, slots=True)
class Text:
    """One pair of texts with its gold."""

    kind: str
    group: str
    row: dict[str, Any]
    old: list[str]
    new: list[str]
    gold: set[Pair]


def load(folder: Path) -> list[Text]:
    """All pairs, each in both directions for training."""
    texts = []
    for kind, name in SETS.items():
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            old, new = ([" ".join(text.split()) for text in row[side]] for side in ("old", "new"))
            group = str(row.get("essay", row.get("country")))
            texts.append(Text(kind, group, row, old, new, {(i, j) for i, j in row["gold"]}))
    return texts + specimen()


def specimen() -> list[Text]:
    """The packaged narratives with their true alignments; one group, for they share their sentences."""
    texts = []
    for path in sorted((SPECIMEN / "alignment").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        old, new = (
            [unit.text for unit in read_side((SPECIMEN / "narratives" / key).read_text("utf-8")).units]
            for key in (f"XAV-{path.stem[4:8]}.txt", f"XAV-{path.stem[9:13]}.txt")
        )
        gold = {(i, j) for operation in row["alignment"] for i in operation["old"] for j in operation["new"]}
        plain = {"id": path.stem, "old": old, "new": new, "gold": sorted(gold)}
        texts.append(Text("narratives", "XAV", plain, old, new, gold))
    return texts


def turned(text: Text) -> Text:
    """The other way round."""
    return Text(text.kind, text.group, text.row, text.new, text.old, {(j, i) for i, j in text.gold})


def logistic(rows: Floats, truth: Floats, strength: float) -> Nets:
    """A logistic judge as one net of one layer."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=300).fit(scaler.transform(rows), truth)
    weights = model.coef_[0] / scaler.scale_
    return [[plain(weights[:, None], model.intercept_ - weights @ scaler.mean_)]]


def small_nets(rows: Floats, truth: Floats, seeds: Iterable[int], units: int = 8) -> Nets:
    """Several nets of one hidden layer."""
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    nets = []
    for seed in seeds:
        model = MLPClassifier(
            (units,), alpha=3, random_state=seed, max_iter=60, learning_rate_init=3e-3, batch_size=256
        ).fit(scaled, truth)
        first, last = model.coefs_
        first = first / scaler.scale_[:, None]
        shift = model.intercepts_[0] - scaler.mean_ @ first
        nets.append([plain(first, shift), plain(last, model.intercepts_[1])])
    return nets


def plain(weights: Floats, offsets: Floats) -> list[Any]:
    """Weights as lists with as many digits as matter."""
    short = np.vectorize(lambda value: float(f"{value:.5g}"))
    return [short(weights).tolist(), short(np.atleast_1d(offsets)).tolist()]


class Trainer:
    """Trains judges on some texts; what does not depend on the split is worked out once."""

    def __init__(self, texts: Sequence[Text], seeds: int) -> None:
        self.texts = texts
        self.seeds = range(seeds)
        self.cases = {id(text): self.case(text) for text in texts}
        self.other_way = {id(text): self.case(turned(text)) for text in texts}

    def case(self, text: Text) -> tuple[aligner.Case, set[Pair]] | None:
        same = aligner.identical_pairs(text.old, text.new)
        case = aligner.gather_case(text.old, text.new, same)
        return None if case is None else (case, text.gold)

    def both(self, texts: Iterable[Text]) -> list[tuple[aligner.Case, set[Pair], Text]]:
        found = []
        for text in texts:
            for cases in (self.cases, self.other_way):
                case = cases[id(text)]
                if case is not None:
                    found.append((case[0], case[1], text))
        return found

    def train(self, texts: Sequence[Text], inner: int = 4) -> dict[str, Nets]:
        """Judges; those that build on the chances of others are trained on chances out of fold."""
        by_traits = self.fit_traits(texts)
        judged = self.out_of_fold(texts, inner)
        in_place, elsewhere = self.fit_places(judged)
        halves = self.fit_halves(judged, inner)
        return {"by_traits": by_traits, "in_place": in_place, "elsewhere": elsewhere, "halves": halves}

    def fit_traits(self, texts: Sequence[Text]) -> Nets:
        cases = self.both(texts)
        rows = np.concatenate([aligner.first_rows(case) for case, _, _ in cases])
        return logistic(rows, np.concatenate([truth(case, gold) for case, gold, _ in cases]), 1.0)

    def out_of_fold(self, texts: Sequence[Text], inner: int) -> list[tuple[aligner.Case, set[Pair], Text]]:
        judged = []
        for learn, check in folds(texts, inner):
            judge = one_judge(self.fit_traits(learn))
            judged += [
                (aligner.judge_traits(case, judge(aligner.first_rows(case))), gold, text)
                for case, gold, text in self.both(check)
            ]
        return judged

    def fit_places(self, judged: Sequence[tuple[aligner.Case, set[Pair], Text]]) -> tuple[Nets, Nets]:
        rows, goods, orders = [], [], []
        for case, gold, text in judged:
            if not len(case.found.old):
                continue
            found, in_order = aligner.judge_rows(case)
            for _ in range(WEIGHTS[text.kind]):
                rows.append(found)
                goods.append(truth(case, gold))
                orders.append(in_order)
        row, good, order = np.concatenate(rows), np.concatenate(goods), np.concatenate(orders)
        return small_nets(row[order], good[order], self.seeds), small_nets(
            row[~order], good[~order], self.seeds
        )

    def fit_halves(self, judged: Sequence[tuple[aligner.Case, set[Pair], Text]], inner: int) -> Nets:
        rows, goods = [], []
        texts = {id(text): text for _, _, text in judged}
        for learn, check in folds(list(texts.values()), inner):
            keys = {id(text) for text in learn}
            places = [one_judge(nets) for nets in self.fit_places([j for j in judged if id(j[2]) in keys])]
            wanted = {id(text) for text in check}
            for case, gold, text in judged:
                if id(text) not in wanted or not len(case.found.old):
                    continue
                found, in_order = aligner.judge_rows(case)
                chance = np.where(in_order, places[0](found), places[1](found))
                links = aligner.link_pairs(case, chance, in_order)
                halves, half_rows = find_halves(aligner.gather_evidence(case, chance), links)
                for _ in range(HALF_WEIGHTS[text.kind]):
                    rows.append(half_rows)
                    goods.append(np.array([half.pair in gold for half in halves], dtype=np.float32))
        return logistic(np.concatenate(rows), np.concatenate(goods), 0.3)


def one_judge(nets: Nets) -> Any:
    """A judge from its plain weights."""
    return judges_from(dict.fromkeys(("by_traits", "in_place", "elsewhere", "halves"), nets)).by_traits


def truth(case: aligner.Case, gold: set[Pair]) -> Floats:
    """Which candidates are right."""
    pairs = zip(case.found.old.tolist(), case.found.new.tolist(), strict=True)
    return np.array([pair in gold for pair in pairs], dtype=np.float32)


def folds(texts: Sequence[Text], number: int) -> Iterable[tuple[list[Text], list[Text]]]:
    """Parts of which none shares an essay or a country with another."""
    groups = [text.group for text in texts]
    for learn, check in GroupKFold(min(number, len(set(groups)))).split(texts, groups=groups):
        yield [texts[at] for at in learn], [texts[at] for at in check]


def predict(text: Text, judges: Judges) -> list[Pair]:
    """As `align` does it: always from the same side."""
    if tuple(text.old) <= tuple(text.new):
        return sorted(aligner.find_links(text.old, text.new, judges))
    return sorted((i, j) for j, i in aligner.find_links(text.new, text.old, judges))


def report(scorer: ModuleType, texts: Sequence[Text], found: dict[int, list[Pair]], title: str) -> None:
    """One line for each set."""
    for kind in (*SETS, "narratives"):
        some = [text for text in texts if text.kind == kind]
        if not some:
            continue
        rows = [{"id": text.row["id"], "pairs": found[id(text)]} for text in some]
        s = scorer.score([text.row for text in some], rows)
        moved = "-" if s["moved_recall"] is None else f"{s['moved_recall']:.3f}"
        print(
            f"{title:34} {kind:10} all {s['all_micro'][2]:.4f}  differ {s['hard_micro'][2]:.4f}"
            f"  moved {moved}  n:m {s['nm_recall']:.3f}  "
            f"P {s['all_micro'][0]:.3f} R {s['all_micro'][1]:.3f}", flush=True,
        )  # fmt: skip


def load_scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location("score_alignment", folder / "score_alignment.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure, or train and write."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    # Stopped early on purpose; and few statements make one small batch.
    warnings.simplefilter("ignore", ConvergenceWarning)
    warnings.filterwarnings("ignore", "Got `batch_size`", UserWarning)
    texts = load(folder)
    trainer = Trainer(texts, seeds=3)
    if "--write" in sys.argv:
        OUT.write_text(json.dumps(trainer.train(texts), separators=(",", ":")) + "\n", encoding="utf-8")
        return
    scorer = load_scorer(folder)
    found: dict[int, list[Pair]] = {}
    for learn, check in folds(texts, FOLDS):
        judges = judges_from(trainer.train(learn))
        found |= {id(text): predict(text, judges) for text in check}
    report(scorer, texts, found, "cross-validated")
    essays = [text for text in texts if text.kind in ("natural", "moved")]
    statements = [text for text in texts if text.kind == "statements"]
    for learn, check, title in (
        (essays, statements, "trained on essays alone"),
        (statements, essays, "trained on statements alone"),
    ):
        judges = judges_from(trainer.train(learn))
        report(scorer, check, {id(text): predict(text, judges) for text in check}, title)


if __name__ == "__main__":
    main()
