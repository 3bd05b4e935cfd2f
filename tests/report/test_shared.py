"""The 187 real narratives of 2018, read in place."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from reftel.report import (
    Narrative,
    SectionKind,
    find_figures,
    find_remarks,
    looks_like_narrative,
    read_narrative,
)
from reftel.report.clauses import LONGEST_CLAUSE
from reftel.report.figure_table import as_dict

USUAL = ["standing", "recommendations", "prosecution", "protection", "prevention", "profile"]
SPECIAL_CASES = {"LBY", "SOM", "SXM", "YEM"}
# Parts on an area of its own, which only these have.
WITH_AREA = {
    "CYP": [*USUAL, "area", "recommendations"],
    "NLD": [*USUAL, "area"],
    "USA": [*USUAL[:-1], "area", "profile"],
}


@pytest.fixture(scope="module")
def narratives(shared: Path) -> dict[str, Narrative]:
    files = sorted((shared / "data" / "narratives").glob("*.txt"))
    return {file.stem: read_narrative(file.read_bytes().decode("utf-8")) for file in files}


def test_country_and_year_come_from_the_text(narratives: dict[str, Narrative]) -> None:
    assert len(narratives) == 187
    assert {key: f"{n.country}-{n.year}" for key, n in narratives.items()} == {key: key for key in narratives}


def test_tiers(narratives: dict[str, Narrative], shared: Path) -> None:
    with (shared / "data" / "tiers" / "tier_history.csv").open(encoding="utf-8") as file:
        known = {row["iso3"]: row["tier"] for row in csv.DictReader(file) if row["year"] == "2018"}
    read = {str(n.country): n.standing.tier.value for n in narratives.values() if n.standing}
    assert read == {iso3: "SC" if iso3 in SPECIAL_CASES else known[iso3] for iso3 in read}
    assert len(read) == 187


def test_standing_sentences(narratives: dict[str, Narrative], shared: Path) -> None:
    with (shared / "data" / "tiers" / "tier_sentences_2018.csv").open(encoding="utf-8") as file:
        listed = [(row["iso3"], row["sentence"]) for row in csv.DictReader(file)]
    found = {
        str(n.country): " ".join(n.standing.span.of(n.raw).split()) for n in narratives.values() if n.standing
    }
    # A waiver is listed beside the sentence that places the country; two sentences are cut after "St." there.
    missing = [
        iso3 for iso3, sentence in listed if "waiver" not in sentence and not found[iso3].endswith(sentence)
    ]
    assert missing == []


def test_sections(narratives: dict[str, Narrative]) -> None:
    for narrative in narratives.values():
        kinds = [section.kind.value for section in narrative.sections]
        if narrative.country in SPECIAL_CASES:
            assert kinds == ["standing", "efforts", "profile"]
        else:
            assert kinds == WITH_AREA.get(str(narrative.country), USUAL)


def test_nothing_is_lost_and_nothing_is_wrong(narratives: dict[str, Narrative]) -> None:
    for narrative in narratives.values():
        raw, leaves = narrative.raw, list(narrative.document.leaves())
        assert "".join("".join(leaf.span.of(raw).split()) for leaf in leaves) == "".join(raw.split())
        assert len({leaf.label for leaf in leaves}) == len(leaves)
        assert all(" ".join(s.span.of(raw).split()) == s.text for s in narrative.sentences)
        assert narrative.problems == ()
        assert narrative.document.marking.level == 0


def test_hand_labelled_parts(narratives: dict[str, Narrative], shared: Path) -> None:
    lines = (shared / "bench" / "narratives" / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()
    for label in map(json.loads, lines):
        narrative = narratives[label["id"]]
        starts = [
            {"name": s.kind.value, "start": " ".join(s.paragraphs[0].span.of(narrative.raw).split())[:40]}
            for s in narrative.sections
            if s.kind is not SectionKind.AREA
        ]
        assert starts == [{"name": s["name"], "start": s["start"]} for s in label["sections"]]
        assert [item.text for item in narrative.recommendations] == label["recommendations"]
        assert narrative.standing is not None
        movement = "unchanged" if narrative.standing.movement == "remained" else narrative.standing.movement
        assert (narrative.standing.tier.value, movement) == (label["tier"], label["movement"])


def test_waivers_and_years(narratives: dict[str, Narrative]) -> None:
    standings = {str(n.country): n.standing for n in narratives.values() if n.standing}
    waived = {country for country, standing in standings.items() if standing.waiver}
    assert waived == {"CUB", "HKG", "KWT", "NER", "SAU", "SEN", "SWZ"}
    years = {
        country: standings[country].watch_list_years for country in ("CUB", "SAU", "HKG", "NGA", "FJI", "BOL")
    }
    assert years == {"CUB": 4, "SAU": 4, "HKG": 3, "NGA": 2, "FJI": None, "BOL": 4}
    assert {country for country, standing in standings.items() if not standing.reason} == SPECIAL_CASES


def test_remarks_are_short_clauses_of_the_text(narratives: dict[str, Narrative]) -> None:
    for narrative in narratives.values():
        for remark in find_remarks(narrative):
            assert len(remark.text.split()) <= LONGEST_CLAUSE
            assert " ".join(remark.span.of(narrative.raw).split()) == remark.text
            assert remark.span.covers(remark.cue)


def test_hand_labelled_figures(narratives: dict[str, Narrative], shared: Path) -> None:
    lines = (shared / "bench" / "narratives" / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()
    right = proposed = labelled = 0
    for label in map(json.loads, lines):
        firm = {_key(f) for f in label["figures"] if not f.get("optional") and f["kind"] != "other"}
        free = {_key(f) for f in label["figures"] if f.get("optional")} - firm
        found = {_key(as_dict(f)) for f in find_figures(narratives[label["id"]]) if f.kind != "other"} - free
        right, proposed, labelled = right + len(firm & found), proposed + len(found), labelled + len(firm)
    assert 2 * right / (proposed + labelled) >= 0.90


def _key(figure: dict[str, Any]) -> tuple[object, ...]:
    value = figure["value"]
    rounded = tuple(
        None if v is None else round(v, 2) for v in (value if isinstance(value, list) else [value])
    )
    return figure["kind"], rounded, figure["period"]


@pytest.mark.parametrize("change", ["crlf", "one line break", "no line break", "no head", "wrapped", "marks"])
def test_copies_read_the_same(narratives: dict[str, Narrative], change: str) -> None:
    for narrative in narratives.values():
        copy = read_narrative(_change(narrative, change))
        assert copy.country == narrative.country
        assert [s.kind for s in copy.sections] == [s.kind for s in narrative.sections]
        assert copy.standing is not None
        assert narrative.standing is not None
        assert copy.standing.tier is narrative.standing.tier
        assert len(copy.sentences) == len(narrative.sentences)


def _change(narrative: Narrative, change: str) -> str:
    raw = narrative.raw
    match change:
        case "crlf":
            return "\ufeff" + raw.replace("\n", "\r\n")
        case "one line break":
            return raw.replace("\n\n", "\n")
        case "no line break":
            return " ".join(raw.split())
        case "no head":
            return raw[narrative.document.blocks[0].span.end :]
        case "wrapped":
            return "\n".join(_wrap(line) for line in raw.split("\n"))
    return raw.replace("“", '"').replace("”", '"').replace(" of ", "\u00a0of\u00a0")


def _wrap(line: str) -> str:
    lines = [""]
    for word in line.split():
        if len(lines[-1]) + len(word) > 72:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def test_narratives_are_recognised_when_damaged(narratives: dict[str, Narrative]) -> None:
    for narrative in narratives.values():
        assert narrative.standing is not None
        body = narrative.raw[narrative.document.blocks[0].span.end :]
        without = body.replace(narrative.standing.span.of(narrative.raw), "")
        assert all(map(looks_like_narrative, (narrative.raw, body, without, body[: len(body) // 2])))
        assert looks_like_narrative(without[: len(without) // 2].replace("e", "\ufffd", 20))


def test_other_texts_are_no_narratives(shared: Path) -> None:
    files = [f for f in shared.rglob("*") if f.is_file() and f.parent.name != "narratives"]
    files += sorted((shared / "bench" / "narratives").iterdir())
    taken = [f.name for f in files if looks_like_narrative(f.read_text(encoding="utf-8", errors="replace"))]
    assert len(files) > 20
    assert taken == []


def test_a_lost_standing_sentence_is_a_problem(narratives: dict[str, Narrative]) -> None:
    narrative = narratives["HKG-2018"]
    head, _, body = narrative.raw.partition("\n\n")
    rest = body[body.index("RECOMMENDATIONS") :]
    without = read_narrative(rest, country="HKG", year=2018)
    assert without.standing is None
    assert "narrative.no-standing" in [problem.code for problem in without.problems]
    with_head = read_narrative(f"{head}\n\n{rest}")
    assert with_head.standing is not None
    assert with_head.standing.rule == "report.standing.file-head/1"
    assert "narrative.no-standing-sentence" in [problem.code for problem in with_head.problems]
