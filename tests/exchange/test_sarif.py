"""Checks as SARIF: the shape that the standard asks for, places, and no word of the text."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from reftel.exchange.sarif import Checked, render_sarif
from reftel.telegram import read_telegram
from reftel.telegram.check import RULES, check_telegram

# What SARIF 2.1.0 asks of the parts that are written (sections 3.13, 3.14, 3.18, 3.27, 3.28, 3.30, 3.49).
NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": False,
    "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), NUMBER),
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["physicalLocation"],
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation", "region"],
                        "properties": {
                            "artifactLocation": {
                                "type": "object",
                                "properties": {"uri": {"type": "string", "pattern": r"^[^\s\\]+$"}},
                            },
                            "region": REGION,
                        },
                    }
                },
            },
        },
    },
}
DRIVER = {
    "type": "object",
    "required": ["name", "rules"],
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "rules": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}, "shortDescription": MESSAGE, "help": MESSAGE},
            },
        },
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "pattern": "sarif-2.1.0"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results", "columnKind"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
TEXT = """\
R 300915Z FEB 09
FM AMEMBASSY PARIS
UNCLAS PARIS 000731

EXDIS
SIPDIS

E.O. 12958: N/A
TAGS: PQZX
SUBJECT: CANARYWORD

1. (U) CANARYWORD.

3. (U) CANARYWORD.
"""


def check(path: str, text: str) -> Checked:
    return Checked(path, text, check_telegram(read_telegram(text)))


def render(*files: Checked) -> Any:
    return json.loads(json.dumps(render_sarif(files)))


@pytest.mark.parametrize("path", ["answer.txt", "/folder/an answer.txt", "a folder/ä#?.txt"])
def test_the_log_has_the_shape_that_the_standard_asks_for(path: str) -> None:
    log = render(check(path, TEXT), check("second.txt", TEXT.replace("FEB", "MAR")))
    jsonschema.validate(log, LOG)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_clean_run_is_a_log_too() -> None:
    log = render()
    jsonschema.validate(log, LOG)
    assert log["runs"][0]["results"] == []


def test_every_problem_is_a_result_with_its_place() -> None:
    file = check("answer.txt", TEXT)
    results = render(file)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [problem.code for problem in file.problems]
    (date,) = [result for result in results if result["ruleId"] == "check.date-time"]
    assert date["level"] == "error"
    region = date["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 17}
    assert {"note", "warning", "error"} == {result["level"] for result in results}


def test_a_rule_says_what_it_says_and_where() -> None:
    rules = {rule["id"]: rule for rule in render(check("a", TEXT))["runs"][0]["tool"]["driver"]["rules"]}
    rule = RULES["check.sipdis"]
    assert rules["check.sipdis"]["shortDescription"]["text"] == rule.says
    assert rule.source in rules["check.sipdis"]["help"]["text"]
    assert "telegram.numbering" in rules


def test_no_word_of_the_text_is_in_the_log() -> None:
    told = json.dumps(render(check("answer.txt", TEXT)))
    assert not [word for word in ("CANARYWORD", "PQZX", "300915Z") if word in told]
