"""Make the table of meanings from narratives and yearly statements.

usage: python -m tools.train_meanings DATA_FOLDER

The folder holds narratives/*.txt and tiers/factbook_tier_statements.csv, works of the US Government. Words
that often stand near the same words get like directions: the strongest ones of the table of how much more
often than by chance two stems stand within five places (positive pointwise mutual information; Levy, Goldberg
and Dagan, 2015).
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from reftel.compare.stems import NUMBER, stem
from reftel.language import STOPWORDS, find_words

OUT = Path(__file__).resolve().parents[1] / "src" / "reftel" / "compare" / "data" / "meanings.npz"
WITHIN, LEAST_SEEN, DIRECTIONS = 5, 4, 32
# Rare neighbours would weigh too much; so their number is smoothed.
SMOOTHING = 0.75

CUT_RE = re.compile(
    r"""
    (?<= [.;] ) \s+
    """,
    re.VERBOSE,
)
# matches the blank in: "It did. It"; does not match in: "it did"


def sentences(folder: Path) -> Iterator[list[str]]:
    """Stems of matter, sentence by sentence; roughly cut."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "narratives").glob("*.txt"))]
    with (folder / "tiers" / "factbook_tier_statements.csv").open(encoding="utf-8", newline="") as file:
        texts += [row["text"] for row in csv.DictReader(file)]
    for text in texts:
        for sentence in CUT_RE.split(text):
            stems = [stem(word) for word in find_words(sentence.casefold()) if word not in STOPWORDS]
            yield [word for word in stems if word not in STOPWORDS and word != NUMBER]


def neighbours(texts: Sequence[Sequence[str]], places: dict[str, int]) -> csr_matrix:
    """How often stems stand near each other; nearer ones count more."""
    counts: defaultdict[tuple[int, int], float] = defaultdict(float)
    for text in texts:
        line = [places[word] for word in text if word in places]
        for at, one in enumerate(line):
            for far, other in enumerate(line[at + 1 : at + 1 + WITHIN], start=1):
                counts[one, other] += 1 / far
                counts[other, one] += 1 / far
    rows, columns = np.array(sorted(counts)).T
    values = [counts[pair] for pair in zip(rows.tolist(), columns.tolist(), strict=True)]
    return csr_matrix((values, (rows, columns)), shape=(len(places), len(places)))


def more_than_chance(counts: csr_matrix) -> csr_matrix:
    """Positive pointwise mutual information."""
    total = np.asarray(counts.sum(axis=1)).ravel()
    smooth = total**SMOOTHING
    table = counts.tocoo()
    more = np.log(table.data * smooth.sum() / (total[table.row] * smooth[table.col]))
    kept = more > 0
    return csr_matrix((more[kept], (table.row[kept], table.col[kept])), shape=counts.shape)


def main() -> None:
    """Count, and write the table."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    texts = list(sentences(Path(sys.argv[1])))
    seen = Counter(word for text in texts for word in text)
    stems = sorted(word for word, count in seen.items() if count >= LEAST_SEEN)
    table = more_than_chance(neighbours(texts, {word: place for place, word in enumerate(stems)}))
    left, strength, _ = svds(table, k=DIRECTIONS, v0=np.ones(len(stems)))
    directions = left * np.sqrt(strength)
    directions /= np.maximum(np.linalg.norm(directions, axis=1, keepdims=True), 1e-9)
    np.savez_compressed(
        OUT,
        stems=np.array(" ".join(stems)),
        directions=np.round(127 * directions).astype(np.int8),
        rarity=np.log(len(texts) / np.array([seen[word] for word in stems])).astype(np.float16),
    )


if __name__ == "__main__":
    main()
