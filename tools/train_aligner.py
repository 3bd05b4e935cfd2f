"""Train the judges of the aligner, and measure them by cross-validation.

usage: python -m tools.train_aligner ALIGNMENT_FOLDER [--write]

The folder holds argrewrite_dev.jsonl, argrewrite_moved_dev.jsonl and tip_dev.jsonl with score_alignment.py.
Without --write: six folds, no essay (and no country) on both sides; and trained on essays, tested on
statements, and the reverse. With --write: trained on everything, written to the package.
"""

from __future__ import annotations

import importlib.util
import json
import random
import sys
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from reftel.compare.judge import Panels, judges_from, panels_from
from reftel.compare.sides import read_side
from reftel.compare.weights import Floats

SETS = {"natural": "argrewrite_dev", "moved": "argrewrite_moved_dev", "statements": "tip_dev"}
SPECIMEN = Path(__file__).resolve().parents[1] / "src" / "reftel" / "specimen" / "data"
OUT = Path(__file__).resolve().parents[1] / "src" / "reftel" / "compare" / "data" / "judges.json"
FOLDS = 6
# So much do differences weigh that only texts of the field have.
FIELD_SHARE = 1.0
# The kind of what is cut from essays to learn from: so many pieces of each, and as often sentences left out.
CUT, CUTS = "cut", 2
LEFT_OUT = (0.05, 0.1, 0.2)
Nets = list[list[list[list[Any]]]]
# For texts of the field, and for any.
Both = tuple[Nets, Nets]
PANELS = ("of_field", "of_any")
TRAITS_STRENGTH, PLACE_STRENGTH, HALF_STRENGTH = 1.0, 0.01, 0.1


@dataclass(frozen=True, slots=True)
class Text:
    """One pair of texts with its gold."""

    kind: str
    group: str
    row: dict[str, Any]
    old: list[str]
    new: list[str]
    gold: set[Pair]

    @property
    def panel(self) -> int:
        """Which of `PANELS` judges it."""
        return int(not aligner.is_of_field(self.old, self.new))


Judged = tuple[aligner.Case, set[Pair], Text]


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


def cut(text: Text) -> list[Text]:
    """Pieces of an essay, and the essay with sentences left out: other gaps and sizes, the same sentences."""
    draw = random.Random(str(text.row["id"]))  # noqa: S311 (chance, no secret)
    found = []
    for _ in range(CUTS):
        size = len(text.old)
        start = draw.randrange(max(1, size // 2))
        olds = range(start, draw.randrange(min(size, start + size // 3), size + 1))
        partners = [j for i, j in text.gold if i in olds]
        if partners:
            before, behind = draw.choice((0, 0, 1, 2)), draw.choice((0, 0, 1, 2))
            news = range(max(0, min(partners) - before), min(len(text.new), max(partners) + 1 + behind))
            found.append(_chosen(text, olds, news))
        share = draw.choice(LEFT_OUT)
        sides = ([at for at in range(len(side)) if draw.random() > share] for side in (text.old, text.new))
        found.append(_chosen(text, *sides))
    return found


def _chosen(text: Text, olds: Sequence[int], news: Sequence[int]) -> Text:
    """Some of the sentences, with their gold."""
    old, new = ({place: at for at, place in enumerate(places)} for places in (olds, news))
    gold = {(old[i], new[j]) for i, j in text.gold if i in old and j in new}
    sides = [text.old[i] for i in olds], [text.new[j] for j in news]
    return replace(text, kind=CUT, old=sides[0], new=sides[1], gold=gold)


def turned(text: Text) -> Text:
    """The other way round."""
    return Text(text.kind, text.group, text.row, text.new, text.old, {(j, i) for i, j in text.gold})


def pooled(rows: Floats, truth: Floats, field: Floats, strength: float) -> Both:
    """Logistic judges of texts of the field and of any: the former may differ from the latter a little.

    There are few texts of the field to learn from; so they share what is common with all.
    """
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    own = FIELD_SHARE * field[:, None]
    model = LogisticRegression(C=strength, max_iter=1000).fit(np.hstack([scaled, scaled * own, own]), truth)
    size = rows.shape[1]
    common, differs = model.coef_[0][:size], FIELD_SHARE * model.coef_[0][size : 2 * size]
    nets = []
    for scales, offset in ((common + differs, FIELD_SHARE * model.coef_[0][-1]), (common, 0.0)):
        weights = scales / scaler.scale_
        nets.append([[plain(weights[:, None], model.intercept_ + offset - weights @ scaler.mean_)]])
    return nets[0], nets[1]


def small_nets(rows: Floats, truth: Floats, seeds: Iterable[int], units: int = 8) -> Nets:
    """Several nets of one hidden layer."""
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    nets = []
    for seed in seeds:
        model = MLPClassifier(
            (units,), alpha=10, random_state=seed, max_iter=60, learning_rate_init=3e-3, batch_size=256
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
        self.cuts = {id(text): cut(text) for text in texts if text.kind == "natural"}
        every = [*texts, *(some for cuts in self.cuts.values() for some in cuts)]
        self.cases = {id(text): self.case(text) for text in every}
        self.other_way = {id(text): self.case(turned(text)) for text in every}

    def case(self, text: Text) -> tuple[aligner.Case, set[Pair]] | None:
        same = aligner.standing_pairs(text.old, text.new)
        case = aligner.gather_case(text.old, text.new, same)
        return None if case is None else (case, text.gold)

    def both(self, texts: Iterable[Text]) -> list[Judged]:
        found = []
        for text in texts:
            for cases in (self.cases, self.other_way):
                case = cases[id(text)]
                if case is not None:
                    found.append((case[0], case[1], text))
        return found

    def train(self, texts: Sequence[Text], inner: int = 4) -> dict[str, dict[str, Nets]]:
        """Judges; those that build on the chances of others are trained on chances out of fold."""
        by_traits = self.fit_traits(texts)
        judged = self.out_of_fold(texts, inner)
        in_place, elsewhere = self.fit_places(judged)
        halves = self.fit_halves(judged, inner)
        found = {"by_traits": by_traits, "in_place": in_place, "elsewhere": elsewhere, "halves": halves}
        return {panel: {name: nets[at] for name, nets in found.items()} for at, panel in enumerate(PANELS)}

    def fit_traits(self, texts: Sequence[Text]) -> Both:
        cases = self.both(texts)
        rows = [aligner.first_rows(case) for case, _, _ in cases]
        return pooled(
            np.concatenate(rows),
            np.concatenate([truth(case, gold) for case, gold, _ in cases]),
            field_of([text for _, _, text in cases], rows),
            TRAITS_STRENGTH,
        )

    def out_of_fold(self, texts: Sequence[Text], inner: int) -> list[Judged]:
        judged = []
        for learn, check in folds(texts, inner):
            judges = [one_judge(nets) for nets in self.fit_traits(learn)]
            more = [some for text in check for some in self.cuts.get(id(text), ())]
            judged += [
                (aligner.judge_traits(case, judge(aligner.first_rows(case))), gold, text)
                for case, gold, text in self.both([*check, *more])
                for judge in (judges[text.panel],)
            ]
        return [entry for entry in judged if len(entry[0].found.old)]

    def fit_places(self, judged: Sequence[Judged]) -> tuple[Both, Both]:
        found = [aligner.judge_rows(case) for case, _, _ in judged]
        rows, order = (np.concatenate(parts) for parts in zip(*found, strict=True))
        good = np.concatenate([truth(case, gold) for case, gold, _ in judged])
        field = field_of([text for _, _, text in judged], [rows for rows, _ in found])
        # Sentences left out leave holes as moves do; so moves are learned from whole texts alone.
        cuts = np.repeat([text.kind == CUT for _, _, text in judged], [len(rows) for rows, _ in found])
        moves = ~order & ~cuts
        elsewhere = small_nets(rows[moves], good[moves], self.seeds)
        return pooled(rows[order], good[order], field[order], PLACE_STRENGTH), (elsewhere, elsewhere)

    def fit_halves(self, judged: Sequence[Judged], inner: int) -> Both:
        rows, goods, owners = [], [], []
        texts = {id(text): text for _, _, text in judged if text.kind != CUT}
        for learn, check in folds(list(texts.values()), inner):
            groups = {text.group for text in learn}
            in_place, elsewhere = self.fit_places([entry for entry in judged if entry[2].group in groups])
            wanted = {id(text) for text in check}
            for case, gold, text in judged:
                if id(text) not in wanted:
                    continue
                found, in_order = aligner.judge_rows(case)
                places = [one_judge(nets[text.panel])(found) for nets in (in_place, elsewhere)]
                chance = np.where(in_order, *places)
                links = aligner.link_pairs(case, chance, in_order, text.panel == 0)
                halves, half_rows = find_halves(aligner.gather_evidence(case, chance), links)
                rows.append(half_rows)
                goods.append(np.array([half.pair in gold for half in halves], dtype=np.float32))
                owners.append(text)
        return pooled(np.concatenate(rows), np.concatenate(goods), field_of(owners, rows), HALF_STRENGTH)


def field_of(texts: Sequence[Text], rows: Sequence[Floats]) -> Floats:
    """For each row 1 if its text is of the field."""
    return np.repeat([float(text.panel == 0) for text in texts], [len(some) for some in rows])


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


def predict(text: Text, panels: Panels) -> list[Pair]:
    """As `align` does it: always from the same side."""
    judges = panels.of_any if text.panel else panels.of_field
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
    trainer = Trainer(texts, seeds=8)
    if "--write" in sys.argv:
        OUT.write_text(json.dumps(trainer.train(texts), separators=(",", ":")) + "\n", encoding="utf-8")
        return
    scorer = load_scorer(folder)
    found: dict[int, list[Pair]] = {}
    for learn, check in folds(texts, FOLDS):
        panels = panels_from(trainer.train(learn))
        found |= {id(text): predict(text, panels) for text in check}
    report(scorer, texts, found, "cross-validated")
    essays = [text for text in texts if text.kind in ("natural", "moved")]
    statements = [text for text in texts if text.kind == "statements"]
    for learn, check, title in (
        (essays, statements, "trained on essays alone"),
        (statements, essays, "trained on statements alone"),
    ):
        panels = panels_from(trainer.train(learn))
        report(scorer, check, {id(text): predict(text, panels) for text in check}, title)


if __name__ == "__main__":
    main()
