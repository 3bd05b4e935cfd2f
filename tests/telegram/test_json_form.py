"""Telegrams as JSON: nothing is lost, and what does not follow the schema is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from tests.telegram.strategies import telegrams
from tests.telegram.test_compose import SLOW
from tests.telegram.test_read_laws import TEXTS, real_texts

from reftel.errors import TelegramJsonError
from reftel.telegram import read_telegram, telegram_from_json, telegram_schema, telegram_to_json
from reftel.telegram.model import Telegram
from reftel.telegram.part import Part, fields_of

SCHEMA = Path(__file__).resolve().parents[2] / "src/reftel/telegram/telegram.schema.json"
COMPARED_OTHERWISE = {"made", "blocks_of", "given", "is_plain"}


def assert_same(one: object, other: object, place: str = "telegram") -> None:
    """Both are the same in every field, spans and raw text among them."""
    assert type(one) is type(other), place
    if isinstance(one, tuple) and isinstance(other, tuple):
        assert len(one) == len(other), place
        for at, pair in enumerate(zip(one, other, strict=True)):
            assert_same(*pair, f"{place}[{at}]")
    elif isinstance(one, Part):
        for field in fields_of(type(one)):
            if field.name not in COMPARED_OTHERWISE:
                assert_same(getattr(one, field.name), getattr(other, field.name), f"{place}.{field.name}")
        if hasattr(one, "pieces") and hasattr(other, "pieces"):
            assert_same(one.pieces, other.pieces, f"{place}.pieces")
    else:
        assert one == other, place


@SLOW
@given(telegrams())
def test_a_telegram_comes_back_whole(telegram: Telegram) -> None:
    assert_same(telegram_from_json(telegram_to_json(telegram)), telegram)


@SLOW
@given(TEXTS)
def test_whatever_is_read_comes_back_with_its_spans(raw: str) -> None:
    telegram = read_telegram(raw)
    back = telegram_from_json(telegram_to_json(telegram))
    assert_same(back, telegram)
    assert telegram_from_json(telegram_to_json(telegram, with_raw=False)) == telegram


def test_real_telegrams_come_back_with_their_blocks_and_problems() -> None:
    for raw in real_texts():
        telegram = read_telegram(raw)
        back = telegram_from_json(telegram_to_json(telegram))
        assert_same(back, telegram)
        assert back.document == telegram.document


def test_json_without_raw_text_has_neither_text_nor_spans() -> None:
    written = telegram_to_json(read_telegram(real_texts()[0]), with_raw=False)
    for name in ('"raw"', '"span"', '"text_span"', '"leave_out"', '"asides"'):
        assert name not in written


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "line 1, column 2: This is no JSON"),
        (b'{"mrn": "\xe9"}', "This is no JSON: it is not UTF-8"),
        ("[" * 100_000, "This is no JSON"),
        ("[]", "Expected object, got array"),
        ('{"paragraphs": [{"number": "x"}]}', "paragraphs[0].number: Expected int | null, got str"),
        ('{"marking": "TOP"}', "marking: Expected str matching regex"),
        ('{"captions": [{"texd": "NODIS"}]}', "captions[0]: Object contains unknown field texd"),
        (
            '{"declassification": {"order": "1", "kind": "never"}}',
            "declassification.kind: Invalid enum value",
        ),
        ('{"raw": "abc", "signature": {"text": "A", "span": [0, 9]}}', "signature.span: The span [0, 9]"),
        ('{"raw": "abc", "signature": {"text": "A", "span": [2, 1]}}', "signature.span: The span [2, 1]"),
    ],
)
def test_what_does_not_follow_the_schema_is_refused_with_its_place(written: str, message: str) -> None:
    with pytest.raises(TelegramJsonError) as caught:
        telegram_from_json(written)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_the_packaged_schema_is_that_of_the_code() -> None:
    """`python -m reftel.telegram.json_form` prints it."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == telegram_schema()


def test_the_schema_describes_what_is_written() -> None:
    schema = telegram_schema()
    names = set(schema["$defs"]["Telegram"]["properties"])
    written = json.loads(telegram_to_json(read_telegram(real_texts()[0])))
    assert set(written) <= names
    assert not {"made", "blocks_of"} & names
    assert "description" in schema["$defs"]["Telegram"]["properties"]["mrn"]
