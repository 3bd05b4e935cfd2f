"""Reading in other processes: the same readings, in order, whatever happens to a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reftel.errors import SourceError
from reftel.record.importing import ahead
from reftel.record.importing.ahead import read_ahead
from reftel.record.importing.reading import Reading, read_opened
from reftel.sources import SourceText, open_text

COUNT = 12


@pytest.fixture
def texts(mixed_telegram: str, narrative: str) -> list[SourceText]:
    made = []
    for number in range(COUNT):
        raw = mixed_telegram.replace("000312", f"{number:06}") if number % 3 else narrative + "x" * number
        made.append(open_text((raw if number != 7 else "of neither kind").encode(), name=f"{number}.txt"))
    return made


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ahead._Process]]:
    """Three cores, and every process that is started; the first two texts are read in this one."""
    started: list[ahead._Process] = []

    class Noted(ahead._Process):
        def __init__(self) -> None:
            super().__init__()
            started.append(self)

    monkeypatch.setattr(ahead, "_cores", lambda: 3)
    monkeypatch.setattr(ahead, "FIRST_TEXTS", 2)
    monkeypatch.setattr(ahead, "_Process", Noted)
    yield started
    assert all(process._process.poll() is not None for process in started)


def outcome_here(text: SourceText) -> Reading | str:
    try:
        return read_opened(text)
    except SourceError as error:
        return str(error)


def itself(text: SourceText | None) -> SourceText | None:
    return text


def plain(outcome: Reading | SourceError | None) -> Reading | str | None:
    return str(outcome) if isinstance(outcome, SourceError) else outcome


def test_other_processes_read_the_same_in_the_same_order(
    texts: list[SourceText], processes: list[ahead._Process]
) -> None:
    done = list(read_ahead(texts, itself))
    assert [text for text, _ in done] == texts
    assert [plain(outcome) for _, outcome in done] == [outcome_here(text) for text in texts]
    assert len(processes) == 3


def test_what_holds_no_text_keeps_its_place(texts: list[SourceText]) -> None:
    items = [part for text in texts for part in (None, text, None, None)]
    done = list(read_ahead(items, itself))
    assert [item for item, _ in done] == items
    assert [outcome is None for _, outcome in done] == [item is None for item in items]


def test_a_process_that_dies_loses_no_text(texts: list[SourceText], processes: list[ahead._Process]) -> None:
    done = []
    for number, (_, outcome) in enumerate(read_ahead(texts, itself)):
        done.append(plain(outcome))
        if number == 4:
            for process in processes:
                process._process.kill()
    assert done == [outcome_here(text) for text in texts]


def test_few_texts_start_no_process(texts: list[SourceText], processes: list[ahead._Process]) -> None:
    assert len(list(read_ahead(texts[:2], itself))) == 2
    assert processes == []


def test_one_core_reads_alone(
    texts: list[SourceText], processes: list[ahead._Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_cores", lambda: 1)
    assert len(list(read_ahead(texts, itself))) == COUNT
    assert processes == []


def test_only_a_few_are_taken_ahead(texts: list[SourceText]) -> None:
    taken: list[SourceText] = []

    def take() -> Iterator[SourceText]:
        for text in texts:
            taken.append(text)
            yield text

    for number, _ in enumerate(read_ahead(take(), itself), start=1):
        assert len(taken) <= number + 3


def test_who_stops_ends_the_processes(texts: list[SourceText], processes: list[ahead._Process]) -> None:
    steps = read_ahead(texts, itself)
    for _ in range(5):
        next(steps)
    assert processes
    steps.close()
