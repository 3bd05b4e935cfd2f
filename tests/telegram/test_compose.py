"""Composing a telegram: what is written is read the same, and what cannot be is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from msgspec import NODEFAULT
from msgspec.structs import replace
from tests.telegram.strategies import telegrams

from reftel.document import UNMARKED, Level, Marking, Span
from reftel.errors import ComposeError
from reftel.telegram import (
    complete_telegram,
    compose_telegram,
    divide_telegram,
    read_telegram,
    telegram_from_json,
    telegram_to_json,
)
from reftel.telegram.check import check_telegram
from reftel.telegram.model import (
    Address,
    Catalogue,
    ClassifiedBy,
    DateTimeGroup,
    Declassification,
    Paragraph,
    Passing,
    Reference,
    SecurityLine,
    StationLine,
    Subject,
    Tag,
    Telegram,
    Transmission,
    Words,
)
from reftel.telegram.part import Part, fields_of
from reftel.telegram.pieces import Piece

SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=150
)


@SLOW
@given(telegrams())
def test_composing_then_reading_gives_the_same_telegram(telegram: Telegram) -> None:
    plain = telegram_from_json(telegram_to_json(telegram, with_raw=False))
    assert plain == telegram
    text = compose_telegram(plain)
    read = read_telegram(text)
    assert read == telegram
    assert read.raw == text
    lacks = {"telegram.no-subject"} if telegram.subject is None else set()
    lacks |= set() if telegram.tags else {"telegram.no-tags"}
    lacks |= {"telegram.numbering"} if any(one.is_repeat for one in telegram.paragraphs) else set()
    lacks |= set() if telegram.signature else {"telegram.no-signature"}
    assert codes_of(read) <= codes_of(telegram) | lacks


def codes_of(telegram: Telegram) -> set[str]:
    return {problem.code for problem in check_telegram(telegram)}


SPECIMEN = Path(__file__).resolve().parents[2] / "src/reftel/specimen/data/telegrams"
LONGEST_LINE = 63


@pytest.mark.parametrize("path", sorted(SPECIMEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_specimen_makes_the_round_trip(path: Path) -> None:
    telegram = read_telegram(path.read_text(encoding="utf-8"))
    text = compose_telegram(telegram_from_json(telegram_to_json(telegram, with_raw=False)))
    assert read_telegram(text) == telegram
    assert max(map(len, text.split("\n"))) <= LONGEST_LINE
    assert compose_telegram(read_telegram(text)) == text


def test_the_real_telegram_makes_the_round_trip(shared: Path) -> None:
    real = shared / "data" / "telegrams" / "09HONGKONG1103.txt"
    telegram = read_telegram(real.read_text(encoding="utf-8"))
    text = compose_telegram(telegram_from_json(telegram_to_json(telegram, with_raw=False)))
    assert read_telegram(text) == telegram
    assert max(map(len, text.split("\n"))) <= LONGEST_LINE


# What no telegram that is built here has: the heads of further telegrams of a record are not known.
ALWAYS_DEFAULT = {"Paragraph.part"}


def test_each_field_is_other_than_its_default_in_some_telegram() -> None:
    seen: set[str] = set()

    @settings(
        max_examples=50,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(telegrams())
    def gather(telegram: Telegram) -> None:
        seen.update(filled_fields(telegram))

    kinds = (
        Telegram, Catalogue, Transmission, StationLine, SecurityLine, DateTimeGroup, Address, Passing, Tag,
        Reference, Subject, Declassification, ClassifiedBy, Paragraph, Piece, Words,
    )  # fmt: skip
    compared = {
        f"{kind.__name__}.{field.name}" for kind in kinds for field in fields_of(kind) if field.compare
    }
    # Other telegrams in each round, also where hypothesis is told to draw the same ones in every run.
    for number in range(40):
        seed(number)(gather)()
        if compared - seen == ALWAYS_DEFAULT:
            break
    assert compared - seen == ALWAYS_DEFAULT


def filled_fields(value: object) -> Iterator[str]:
    """The fields, at any depth, that are not their defaults, or that have none and say something."""
    if isinstance(value, tuple):
        for one in value:
            yield from filled_fields(one)
    elif isinstance(value, Part):
        for field in fields_of(type(value)):
            content = getattr(value, field.name)
            default = field.default
            if content != default and (default is not NODEFAULT or content):
                yield f"{type(value).__name__}.{field.name}"
            yield from filled_fields(content)


def minimal(**changes: object) -> Telegram:
    telegram = Telegram(
        station="PARIS",
        serial="12",
        classification=Words("UNCLAS"),
        transmission=Transmission(date_time=DateTimeGroup("P", "", "160912Z JUN 09")),
        subject=Subject("A VISIT"),
        paragraphs=(paragraph(1, "He came."), paragraph(2, "He left.")),
    )
    return replace(telegram, **changes)


def paragraph(number: int | None, text: str, **changes: object) -> Paragraph:
    made = Paragraph(number, UNMARKED, False, "report", Span(0, 0), Span(0, 0), given=(Piece("text", text),))
    return replace(made, **changes)


def test_what_follows_from_other_fields_may_be_left_out() -> None:
    reference = Reference("A", "cable", "", "STATE", 2008, "60446", "", notes=("NOTAL",))
    whole = complete_telegram(minimal(references=(reference,), tags=(Tag("KTIP", ""),)))
    assert (whole.mrn, whole.year, whole.countries) == ("09PARIS12", 2009, ("FRA",))
    assert whole.references[0].mrn == "08STATE60446"
    assert whole.references[0].text == "A. 08 STATE 60446 (NOTAL)"
    assert whole.tags[0].kind == "program"
    assert read_telegram(compose_telegram(whole)) == whole


@pytest.mark.parametrize(
    ("telegram", "found"),
    [
        (minimal(classification=None), "no classification"),
        (minimal(classification=Words("COSMIC")), "“COSMIC” is no classification"),
        (minimal(station=""), "no station"),
        (minimal(station="Paris 12"), "“Paris 12” is no station"),
        (minimal(serial=""), "no serial"),
        (minimal(serial="0012"), "“0012” is no serial"),
        (minimal(subject=Subject("A\nVISIT")), "subject.text holds a line break"),
        (minimal(section=(3, 2)), "no section 3 of 2"),
        (
            minimal(
                marking=Marking(Level.SBU),
                paragraphs=(paragraph(4, "x", marking=Marking(Level.S), has_mark=True),),
            ),
            "Paragraph 4 is marked S, above the telegram, which is SBU",
        ),
        (minimal(paragraphs=(paragraph(1, "x", part=2),)), "another telegram of the same record"),
        (minimal(paragraphs=(paragraph(1, "He.", role="comment", heading="SECRET"),)), "cannot be written"),
        (minimal(mrn="08PARIS12"), "The field mrn cannot be written"),
        (
            minimal(transmission=Transmission(date_time=DateTimeGroup("Q", "", "160912Z JUN 09"))),
            "transmission.date_time",
        ),
    ],
)  # fmt: skip
def test_the_impossible_is_refused_in_one_sentence(telegram: Telegram, found: str) -> None:
    with pytest.raises(ComposeError) as caught:
        compose_telegram(telegram)
    assert found in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_long_telegram_is_divided_and_its_page_lines_are_no_part_of_it() -> None:
    many = tuple(
        paragraph(number, "The officer spoke at length of cases and of courts. " * 20)
        for number in range(1, 9)
    )
    many = tuple(replace(one, given=(Piece("text", one.given[0].text.strip()),)) for one in many if one.given)
    divided = divide_telegram(minimal(paragraphs=many))
    assert divided.section == (1, 2)
    text = compose_telegram(divided)
    assert "UNCLAS SECTION 01 OF 02 PARIS 000012" in text
    assert "\nPARIS 00000012  002 OF 002\n" in text
    read = read_telegram(text)
    assert [one.text for one in read.paragraphs] == [one.text for one in many]
    assert divide_telegram(minimal()) == minimal()


def test_letters_of_classified_words_are_set_apart() -> None:
    secret = minimal(classification=Words("SECRET"), captions=(Words("NODIS"),))
    assert "\nS E C R E T PARIS 000012\n\nNODIS\n" in compose_telegram(secret)
