"""The specimen is invented, says so, and copies nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reftel.report import read_narrative
from reftel.specimen import COUNTRY, specimen_folder
from reftel.telegram import read_telegram

# The formulas in which every narrative of these years states the standing; nobody's sentences.
FORMULAS = ("minimum standards for the elimination of trafficking", "significant efforts to do so")
LENGTH = 10


@pytest.fixture(scope="module")
def data() -> Path:
    with specimen_folder() as folder:
        return Path(folder)


def shingles(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {" ".join(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


def test_it_says_that_it_is_invented(data: Path) -> None:
    for path in (data / "narratives").glob("*.txt"):
        assert "invented" in path.read_text(encoding="utf-8").splitlines()[0]
    assert "does not exist" in (data / "README.md").read_text(encoding="utf-8")


def test_three_years_in_real_layout(data: Path) -> None:
    for year in (2008, 2009, 2010):
        narrative = read_narrative((data / "narratives" / f"XAV-{year}.txt").read_text(encoding="utf-8"))
        assert (narrative.country, narrative.year) == (COUNTRY, year)
        assert narrative.standing is not None
        assert 40 <= len(narrative.sentences) <= 90
        assert not narrative.problems


def test_a_whole_cycle_of_telegrams(data: Path) -> None:
    read = {
        path.stem: read_telegram(path.read_text(encoding="utf-8"))
        for path in (data / "telegrams").glob("*.txt")
    }
    assert len(read) == 6
    for key, telegram in read.items():
        assert telegram.mrn == key
        assert telegram.countries == (COUNTRY,)
        assert not telegram.problems
    referred = {reference.mrn for telegram in read.values() for reference in telegram.references}
    assert {
        "09STATE12040",
        "09PORTMERROW97",
        "09STATE61377",
        "09PORTMERROW214",
        "09PORTMERROW331",
    } <= referred


def test_the_quoted_narrative_is_the_narrative(data: Path) -> None:
    telegram = read_telegram((data / "telegrams" / "09STATE61377.txt").read_text(encoding="utf-8"))
    narrative = read_narrative((data / "narratives" / "XAV-2009.txt").read_text(encoding="utf-8"))
    raw = telegram.raw
    for line in reversed(telegram.leave_out):
        raw = raw[: line.start] + raw[line.end :]
    quoted = " ".join(raw.split())
    for sentence in narrative.sentences:
        assert sentence.text in quoted


def test_no_sentence_of_a_real_text(data: Path, shared: Path) -> None:
    ours = {path.name: shingles(path.read_text("utf-8")) for path in (data / "narratives").glob("*.txt")}
    for path in (data / "telegrams").glob("*.txt"):  # their heads are TAGS and addresses, which are facts
        telegram = read_telegram(path.read_text("utf-8"))
        ours[path.name] = shingles("\n".join(p.text_span.of(telegram.raw) for p in telegram.paragraphs))
    real = [*(shared / "data" / "narratives").glob("*.txt"), *(shared / "data" / "telegrams").glob("*.txt")]
    assert len(real) > 150
    theirs = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in real))
    for name, own in ours.items():
        common = [words for words in own & theirs if not any(_overlaps(words, f) for f in FORMULAS)]
        assert not common, name


def _overlaps(words: str, formula: str) -> bool:
    parts = formula.split()
    return any(" ".join(parts[i : i + 3]) in words for i in range(len(parts) - 2))
