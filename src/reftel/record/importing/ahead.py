"""Reading texts ahead in other processes, since reading takes most of the time that an import does.

The first texts are read in this process: a few files are done before another could have started. Each of the
others has one text at a time, and what was read comes back in the order of the texts.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Generic, TypeVar

from reftel.errors import SourceError
from reftel.record.importing.reading import Reading, read_opened
from reftel.sources import SourceText
from reftel.sources.confined.frames import FrameError, read_frame, write_frame
from reftel.sources.confined.parent import end, start_python

# What more would bring is less than what they take: storing is done by one.
LARGEST_COUNT = 8
# So many texts are read before a process is worth its start.
FIRST_TEXTS = 40

_SERVE = "from reftel.record.importing.ahead import serve; serve()"

Item = TypeVar("Item")
Outcome = Reading | SourceError


def read_ahead(
    items: Iterable[Item], text_of: Callable[[Item], SourceText | None]
) -> Generator[tuple[Item, Outcome | None], None, None]:
    """Read the texts among some items.

    Args:
        items: Anything, in order; taken at most as many ahead as there are processes.
        text_of: The text of an item that is to be read; None if there is none.

    Returns:
        Each item in its order, with what was read in its text, or why it could not be; None without one.
    """
    pool = _Pool(min(LARGEST_COUNT, _cores()))
    ahead: deque[_Task[Item]] = deque()
    read = 0
    try:
        for item in items:
            text = text_of(item)
            read += text is not None
            # With fewer items under way than there may be processes, one of these has nothing to do.
            while len(ahead) >= pool.size:
                yield ahead.popleft().finish()
            is_for_others = text is not None and pool.size > 1 and read > FIRST_TEXTS
            ahead.append(_Task(item, text, pool.idle() if is_for_others else None))
            while ahead and ahead[0].process is None:
                yield ahead.popleft().finish()
        while ahead:
            yield ahead.popleft().finish()
    finally:
        pool.close()


def serve() -> None:
    """Read what comes, in a process of its own, until the pipe ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while (request := read_frame(requests)) is not None:
        text: SourceText = pickle.loads(request.data)  # noqa: S301 - from the process that started this one
        write_frame(answers, {}, pickle.dumps(_read(text), pickle.HIGHEST_PROTOCOL))


class _Process:
    """A process that reads one text at a time."""

    def __init__(self) -> None:
        self._process = start_python(_SERVE, subprocess.PIPE)
        self.is_busy = False

    def send(self, text: SourceText) -> None:
        """Have a text read; of no other until it is received."""
        self.is_busy = True
        # Only what reading goes by.
        light = replace(text, data=b"", extracted="", repairs=())
        if self._process.stdin is not None:
            with suppress(OSError):
                write_frame(self._process.stdin, {}, pickle.dumps(light, pickle.HIGHEST_PROTOCOL))

    def receive(self) -> Outcome | None:
        """What was read; None if the process has ended."""
        self.is_busy = False
        try:
            answer = read_frame(self._process.stdout) if self._process.stdout is not None else None
        except FrameError:
            return None
        if answer is None:
            return None
        outcome: Outcome = pickle.loads(answer.data)  # noqa: S301 - from a process of ours that runs our code
        return outcome

    def close(self) -> None:
        """End the process."""
        end(self._process)


class _Pool:
    """Processes that read, each started when all others are busy."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._processes: list[_Process] = []

    def idle(self) -> _Process:
        """A process that has nothing to do."""
        found = next((process for process in self._processes if not process.is_busy), None)
        if found is None:
            found = _Process()
            self._processes.append(found)
        return found

    def close(self) -> None:
        """End all of them."""
        for process in self._processes:
            process.close()


class _Task(Generic[Item]):
    """An item that was handed out; its text, if it has one, is being read."""

    def __init__(self, item: Item, text: SourceText | None, process: _Process | None) -> None:
        self.process = process
        self._item = item
        self._text = text
        if process is not None and text is not None:
            process.send(text)

    def finish(self) -> tuple[Item, Outcome | None]:
        """The item with what came of it; a text that a process could not finish is read here."""
        if self._text is None:
            return self._item, None
        outcome = self.process.receive() if self.process is not None else None
        return self._item, outcome if outcome is not None else _read(self._text)


def _read(text: SourceText) -> Outcome:
    try:
        return read_opened(text)
    except SourceError as error:
        return error


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
