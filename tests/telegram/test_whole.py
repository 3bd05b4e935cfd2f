"""The quick way through a whole telegram reads what the way for damaged text reads, or nothing."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.telegram.damage import PIECES, WHOLE

from reftel.document import Document, Marking, Span
from reftel.telegram import Telegram, read_telegram, read_telegrams
from reftel.telegram.part import Part, fields_of
from reftel.telegram.read import read_damaged_telegram
from reftel.telegram.whole import read_whole_telegram

SPECIMEN = Path(__file__).parents[2] / "src" / "reftel" / "specimen" / "data" / "telegrams"
# Of pieces the readers find out in different ways, and they are compared as they come out.
APART = {"raw", "made", "blocks_of", "given", "is_plain"}


def flat(value: object) -> object:
    """A value with its spans, which its own equality ignores."""
    if isinstance(value, Span):
        return ("span", *value)
    if isinstance(value, Marking):
        return str(value)
    if isinstance(value, tuple | list):
        return [flat(one) for one in value]
    if isinstance(value, Part):
        names = [one.name for one in fields_of(type(value)) if one.name not in APART]
        return {name: flat(getattr(value, name)) for name in names}
    return value


def _no_document(raw: str) -> Document:
    raise AssertionError("blocks were asked for")


def check_both_ways(raw: str) -> Telegram | None:
    """Hold one way to the other; what the quick one read, or None."""
    quick = read_whole_telegram(raw, _no_document)
    if quick is not None:
        damaged = read_damaged_telegram(raw)
        assert flat(quick) == flat(damaged)
        assert [flat(one.pieces) for one in quick.paragraphs] == [
            flat(one.pieces) for one in damaged.paragraphs
        ]
    return quick


def test_a_whole_telegram_is_read_the_quick_way() -> None:
    telegram = check_both_ways(WHOLE)
    assert telegram is not None
    assert telegram.mrn == "09PARIS12"
    assert str(telegram.marking) == "C//NOFORN"
    assert [str(one.marking) for one in telegram.paragraphs] == ["SBU", "C//NOFORN", "U", "C"]
    assert [one.role for one in telegram.paragraphs] == ["summary", "report", "report", "comment"]
    assert telegram.paragraphs[1].heading == "THE VIEW FROM THE MINISTRY"
    assert telegram.paragraphs[1].text.endswith('said that it "would see" and left it there.')
    assert [one.name for one in telegram.classified_by] == ["Ann Orde"]
    assert telegram.corrected is not None
    assert telegram.corrected.text == "(PARA 2)"
    assert [one.offices for one in telegram.passing] == [("EUR/WE", "G/TIP", "DRL"), ("OSD/ISA",)]


@pytest.mark.parametrize(("count", "is_quick"), [(999, True), (1_000, False)])
def test_no_number_has_four_digits(count: int, is_quick: bool) -> None:
    numbers = range(1, count + 1)
    raw = WHOLE.partition("¶1.")[0] + "".join(f"¶{number}. (U) It went well. \n \n" for number in numbers)
    telegram = check_both_ways(raw + "DOE")
    assert (telegram is not None) == is_quick


@pytest.mark.parametrize(
    "line", ["EXDIS", "SECRET", "SENSITIVE", "ROGER CHANNEL", "NNNN", "END TEXT", "SECRETARY"]
)
def test_what_stands_in_place_of_the_signature(line: str) -> None:
    check_both_ways(WHOLE.removesuffix("VAN DOREN\n").removesuffix("VAN DOREN") + line)


def test_the_real_telegram_is_read_the_quick_way(shared: Path) -> None:
    raw = (shared / "data" / "telegrams" / "09HONGKONG1103.txt").read_text(encoding="utf-8")
    assert check_both_ways(raw) is not None


@pytest.mark.parametrize("path", sorted(SPECIMEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_specimen_s_telegrams(path: Path) -> None:
    check_both_ways(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("THE VIEW", "SBU ENTIRE TEXT OF THE VIEW"),
        ("5. The rest", "confidential\nentire text. The rest"),
        ("left it there", "cui entire. It left it there"),
        ("left it there", "top secret) left it there"),
        ("(SBU) Summary: The", "(SBU) Summary: ii, secret entire. The"),
        ("DRL \n", "DRL \nTAGS, A \n"),
        ("DCM Ann Orde for", "DCM Ann Orde ------\nfor"),
        ("06/16/2019", "06/31/2019"),
        ("06/16/2019", "02/30/2019"),
        ("PARIS 000012 \n \nNOFORN", "PARIS 000012 \n \nNOFORN \nNODIS DEPT"),
        ("002 OF 002 \n \n \n", "002 OF 002 \n \n \nPARIS 00000012  002 OF 002 \n"),
        ('"would see" and \n', "would see. \n"),
        ("VAN DOREN", "VAN DOREN."),
    ],
)
def test_what_may_be_two_things(place: str, words: str) -> None:
    assert place in WHOLE
    check_both_ways(WHOLE.replace(place, words, 1))


def test_many_are_read_in_order_and_not_all_at_once() -> None:
    texts = [WHOLE.replace("000012", f"{number:06d}") for number in range(1, 121)]
    texts[7] = texts[7].replace("TAGS:", "TAGES")
    texts[60] = "no telegram"
    asked: list[int] = []

    def ask() -> Iterator[str]:
        for number, text in enumerate(texts):
            asked.append(number)
            yield text

    found = read_telegrams(ask())
    first = next(found)
    assert len(asked) < len(texts)
    many = [first, *found]
    assert many == [read_telegram(text) for text in texts]
    assert [one.raw for one in many] == texts
    assert many[3].document.key == many[3].mrn == "09PARIS4"


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_is_left_as_it_was(is_enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        for _ in read_telegrams([WHOLE, "no telegram"]):
            assert gc.isenabled() == is_enabled
        with pytest.raises(TypeError):
            list(read_telegrams([WHOLE, 7]))  # type: ignore[list-item]
        assert gc.isenabled() == is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 12), st.sampled_from(["", *PIECES])),
        min_size=1,
        max_size=4,
    )
)
def test_what_the_quick_way_reads_of_a_damaged_telegram(edits: list[tuple[int, int, str]]) -> None:
    raw = WHOLE
    for place, length, piece in edits:
        raw = raw[:place] + piece + raw[place + length :]
    check_both_ways(raw)


(CLASSIFIED,) = read_telegram(WHOLE).classified_by
WHO = CLASSIFIED.span
POSITIONS = (
    "", "DCM", "A/DCM", "Consul General", "CDA", "Charge d'Affaires a.i.", "Pol/Econ Chief", "Acting",
    "Reason", "Executive", "AMB.", "the", "Counselor for Political Affairs", "EST&H", "DCM,", "(acting)",
    "by", "Sec.", "Hong Kong", "Classified",
)  # fmt: skip
NAMES = (
    "Ann", "Orde", "O'Brann", "Van", "Doren", "Smythe-Parr", "Reason", "Paris", "Hong", "Kong", "Jr.", "III",
    "J.", "ORDE", "McIntyre", "de", "la", "Sec", "Order", "Ref", "This", "X", "Introduction", "Para",
    "Consul", "Chief",
)  # fmt: skip
REASONS = (
    "for reasons 1.4 (b) and (d).", "for reason 1.4 (b)", "for reasons 1.5 (a), (b) and (d)",
    "for reasons 1.4 (b, d)", "for reasons  1.4 (b)", "FOR REASONS 1.4 (b)", "for reasons 1.4 (b) and\n(d).",
    "for reasons\n1.4 (b)", "\nfor reasons 1.4 (b).", "reasons 1.4(b)", "for reasons 1.4 (b) (c)",
    "for reasons 1.4 (b) X",
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400)
@given(
    positions=st.lists(st.sampled_from(POSITIONS), max_size=2),
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    reasons=st.sampled_from(REASONS),
    joint=st.sampled_from([" ", " ", " ", "\n", " \n", "  ", ", ", "/"]),
)
def test_who_classified_it(positions: list[str], names: list[str], reasons: str, joint: str) -> None:
    who = " ".join((*positions, *names)).strip().replace(" ", joint, 1)
    check_both_ways(f"{WHOLE[: WHO.start]}{who} {reasons}{WHOLE[WHO.end :]}")


@pytest.mark.proof
def test_every_piece_at_every_line() -> None:
    """Each piece before, behind and in the middle of each line; a tenth of these in the everyday suite."""
    starts = [0, *(at + 1 for at, char in enumerate(WHOLE) if char == "\n")]
    places = sorted({*starts, *(start - 1 for start in starts if start), *(start + 9 for start in starts)})
    cases = [(place, piece) for place in places for piece in PIECES]
    count = len(cases) if os.environ.get("REFTEL_PROOF") == "full" else len(cases) // 10
    chosen = random.Random(7).sample(cases, count)  # noqa: S311 - cases, no secret
    read = sum(check_both_ways(WHOLE[:place] + piece + WHOLE[place:]) is not None for place, piece in chosen)
    assert read > 0


def test_a_table_is_found_while_the_telegram_is_read() -> None:
    raw = WHOLE.replace("left it there.", "left it there: \nyear   cases \nlast year   twelve")
    telegram = check_both_ways(raw)
    assert telegram is not None
    kinds = [[piece.kind for piece in one.given or ()] for one in telegram.paragraphs]
    assert ["text", "table"] in kinds
    assert not any(one.is_plain for one in telegram.paragraphs)


@pytest.mark.parametrize("item", ["(A) went on.", "A. Went on.", "-- Went on.", "* Went on."])
def test_a_list_is_left_to_the_reader_for_damaged_text(item: str) -> None:
    assert (
        read_whole_telegram(WHOLE.replace("left it there.", f"left it there. \n{item}"), _no_document) is None
    )


def test_running_text_is_known_as_such() -> None:
    telegram = read_whole_telegram(WHOLE, _no_document)
    assert telegram is not None
    assert all(one.is_plain and one.given is None for one in telegram.paragraphs)
