"""Whole comparisons."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.compare import Comparison, OperationKind, align, apply, compare_documents, invert
from reftel.report import read_narrative

DATA = files("reftel.specimen") / "data"
SENTENCES = [
    "The police tried nine men.",
    "The police tried 12 men and a woman.",
    "Nobody was jailed for forced labor in the fishing fleet.",
    "Courts jailed nobody for forced labor on fishing boats.",
    "A shelter opened in the port. ",
    "A shelter opened.",
    "It has 14 beds.",
    "A shelter opened in the port, and it has 14 beds.",
    "Yes.",
    "No.",
    "\n\n",
    "\r\n",
    "The government drafted a plan;however, it failed.",
]
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text(max_size=8), max_size=12).map(" ".join)


def specimen(year: str) -> str:
    return (DATA / "narratives" / f"XAV-{year}.txt").read_text(encoding="utf-8")


def kinds(comparison: Comparison) -> list[str]:
    return [operation.kind.value for operation in comparison.operations]


@pytest.mark.parametrize("years", ["2008-2009", "2009-2010"])
def test_specimen_alignment_is_all_right(years: str) -> None:
    truth = json.loads((DATA / "alignment" / f"XAV-{years}.json").read_text(encoding="utf-8"))["alignment"]
    comparison = compare_documents(*map(specimen, years.split("-")))
    found = {(operation.kind.value, operation.old, operation.new) for operation in comparison.operations}
    assert found == {(row["op"], tuple(row["old"]), tuple(row["new"])) for row in truth}


@pytest.mark.parametrize("years", ["2008-2009", "2009-2010", "2010-2008"])
def test_specimen_replays(years: str) -> None:
    old, new = map(specimen, years.split("-"))
    comparison = compare_documents(read_narrative(old), read_narrative(new))
    assert apply(comparison, old) == new
    assert apply(invert(comparison), new) == old
    for side, raw in ((comparison.old, old), (comparison.new, new)):
        assert all(" ".join(unit.span.of(raw).split()) == unit.text for unit in side.units)
    assert comparison.old.key == f"XAV {years[:4]}"
    assert comparison.new.units[-1].paragraph == "Prevention ¶1"


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_laws(old: str, new: str) -> None:
    comparison = compare_documents(old, new)
    assert apply(comparison, old) == new
    assert apply(invert(comparison), new) == old
    for side, raw in ((comparison.old, old), (comparison.new, new)):
        places = [p for o in comparison.operations for p in (o.old if side is comparison.old else o.new)]
        assert sorted(places) == list(range(len(side.units)))
        assert all(" ".join(unit.span.of(raw).split()) == unit.text for unit in side.units)
    turned = compare_documents(new, old)
    for kind, other in (
        ("add", "drop"),
        ("split", "merge"),
        ("keep", "keep"),
        ("reword", "reword"),
        ("move", "move"),
    ):
        pairs = {(o.old, o.new) for o in comparison.operations if o.kind == kind}
        assert pairs == {(o.new, o.old) for o in turned.operations if o.kind == other}


@given(TEXTS)
def test_a_text_with_itself_is_all_keep(text: str) -> None:
    comparison = compare_documents(text, text)
    assert set(kinds(comparison)) <= {"keep"}
    assert all(operation.edits == () and operation.score == 1.0 for operation in comparison.operations)


def test_a_narrative_with_itself_is_all_keep() -> None:
    assert set(kinds(compare_documents(specimen("2009"), specimen("2009")))) == {"keep"}


def test_line_breaks_alone_change_no_sentence() -> None:
    old = "The police tried nine men in the port. Nobody was jailed."
    new = "The police tried\r\nnine men in\n the port.\nNobody was jailed.\n"
    comparison = compare_documents(old, new)
    assert kinds(comparison) == ["keep", "keep"]
    assert apply(comparison, old) == new


def test_another_text_is_refused() -> None:
    comparison = compare_documents("It met. It left.", "It met.")
    with pytest.raises(ValueError, match="not the text"):
        apply(comparison, "It met. It stayed.")


def test_a_moved_sentence_may_be_reworded() -> None:
    old = (
        "The consulate housed 210 women in its hostel last year. The court sat. The law is old. Nobody left."
    )
    new = (
        "The court sat. The law is old. Nobody left. The consulate housed 240 women in its hostel last year."
    )
    comparison = compare_documents(old, new)
    assert kinds(comparison) == ["keep", "keep", "keep", "move"]
    moved = comparison.operations[-1]
    assert (moved.old, moved.new, moved.is_reworded) == ((0,), (3,), True)
    assert moved.score < 1


def test_dropped_sentences_follow_what_stood_before_them() -> None:
    comparison = compare_documents(
        "One man came. Two women wept. The law is old.", "One man came. The law is old."
    )
    assert kinds(comparison) == ["keep", "drop", "keep"]


def test_split_and_merge_turn_into_each_other() -> None:
    two = ["They built a shelter in the port.", "It has fourteen beds and a kitchen."]
    one = ["They built a shelter in the port, and it has fourteen beds and a kitchen."]
    assert [(group.old, group.new) for group in align(one, two)] == [((0,), (0, 1))]
    assert [(group.old, group.new) for group in align(two, one)] == [((0, 1), (0,))]


def test_json_is_plain() -> None:
    comparison = compare_documents("It met twice in May.", "It met once in May. All left.")
    plain = json.loads(json.dumps(comparison.as_dict()))
    assert plain["operations"][0] == {
        "kind": "reword", "old": [0], "new": [0], "score": comparison.operations[0].score,
        "edits": [["keep", "It met "], ["delete", "twice"], ["insert", "once"], ["keep", " in May."]],
        "changes": [{"kind": "figure", "old": [[7, 12]], "new": [[7, 11]], "detail": "twice → once"}],
    }  # fmt: skip
    assert plain["new"]["units"][1]["span"] == [20, 29]
    assert plain["new"]["frame"] == ["", " ", ""]


SCHEMA = files("reftel.compare") / "data" / "comparison.schema.json"


@pytest.mark.parametrize("years", ["2008-2009", "2009-2010"])
def test_json_follows_the_published_schema(years: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    plain = json.loads(json.dumps(compare_documents(*map(specimen, years.split("-"))).as_dict()))
    jsonschema.validate(plain, schema)
    plain["operations"][0]["kind"] = "rewrite"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, schema)


def test_the_schema_in_the_docs_is_the_packaged_one() -> None:
    published = Path(__file__).parents[2] / "docs" / "comparison.schema.json"
    assert published.read_text(encoding="utf-8") == SCHEMA.read_text(encoding="utf-8")


@given(
    st.lists(st.sampled_from(SENTENCES) | st.text(), max_size=6),
    st.lists(st.sampled_from(SENTENCES), max_size=6),
)
def test_sentences_that_are_cut_already(old: list[str], new: list[str]) -> None:
    comparison = compare_documents(old, new)
    assert [unit.text for unit in comparison.old.units] == [" ".join(text.split()) for text in old]
    assert apply(comparison, "\n".join(old)) == "\n".join(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x" * 1_000_000, "x" * 999_999 + "y"),
        ("police held nine men and " * 40_000, "police held 12 men and " * 40_000),
        ("الحكومة لم تحاكم أحدا. لا شيء.", "الحكومة حاكمت رجلين. لا شيء."),
        ("\ud800 caf\u00e9 \ufffd\x00. It left.", "cafe\u0301 \ufeff. It left."),
        ("", "No."),
    ],
    ids=["one word of a megabyte", "one sentence of a megabyte", "right to left", "mixed encodings", "empty"],
)
def test_hostile_texts_are_compared(old: str, new: str) -> None:
    comparison = compare_documents(old, new)
    assert apply(comparison, old) == new
    assert apply(invert(comparison), new) == old


def test_recommendations_are_compared_as_items() -> None:
    comparison = compare_documents(specimen("2009"), specimen("2010"))
    asked = [
        comparison.old.units[operation.old[0]].text
        for operation in comparison.operations
        if operation.old and comparison.old.units[operation.old[0]].section == "recommendations"
    ]
    assert len(asked) > 3
    assert not any(";" in item for item in asked)


def test_empty_texts() -> None:
    assert compare_documents("", "").operations == ()
    assert kinds(compare_documents("", "It met.")) == ["add"]
    assert [o.kind for o in compare_documents("It met.", " ").operations] == [OperationKind.DROP]
