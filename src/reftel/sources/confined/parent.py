"""Reftel's side of the child process: starting it, asking it, and saying what went wrong with it."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from threading import Lock, Timer
from typing import IO, Any

from reftel.errors import SourceError
from reftel.sources.confined.frames import Frame, FrameError, read_frame, write_frame
from reftel.sources.confined.limits import BUDGETS, Budget

# The child finds modules where this process does, and takes nothing from environment or user folders.
_FIND_MODULES = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
_ADVICE = "The file may be damaged or made to do harm; the others are not affected."
# A machine under load takes seconds to start a process.
_START_SECONDS = 60


class Child:
    """A child process of one kind, started on first use and asked about many files."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._budget = BUDGETS[kind]
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def ask(self, data: bytes, **meta: Any) -> Frame:
        """Have a file opened.

        Args:
            data: Its bytes.
            meta: What else the opener wants to know.

        Returns:
            What the opener made of it.

        Raises:
            SourceError: It cannot be opened, or opening it took more than is allowed. The next file gets a
                new process where this one did not survive.
        """
        with self._lock:
            try:
                answer = self._exchange(data, meta)
            except BaseException:
                self.close()
                raise
        return _check(answer)

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            end(process)

    def _exchange(self, data: bytes, meta: Mapping[str, Any]) -> Frame:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = start(f"child.serve({self._kind!r})", subprocess.PIPE)
            _wait_until_ready(self._process)
        process = self._process
        return wait_for(process, self._budget, lambda: _send(process.stdin, meta, data))


def start(call: str, standard_input: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a child process that does one call of the module `child`."""
    return start_python(f"from reftel.sources.confined import child; {call}", standard_input)


def start_python(code: str, standard_input: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a Python with the modules of this one, whose answers come through a pipe."""
    paths = json.dumps([path or os.getcwd() for path in sys.path])
    command = [sys.executable, "-I", "-c", _FIND_MODULES + code, paths]
    return subprocess.Popen(  # noqa: S603 - this interpreter, with arguments that are ours
        command, stdin=standard_input, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a child process at once and close its pipes."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def wait_for(process: subprocess.Popen[bytes], budget: Budget, send: Callable[[], None]) -> Frame:
    """Send something to a child and take the one frame that it answers.

    Raises:
        SourceError: It did not answer in time, or ended.
    """
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        process.kill()

    timer = Timer(budget.wall_seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        with suppress(OSError):  # the answer, or its lack, tells what happened
            send()
        assert process.stdout is not None  # noqa: S101
        answer = read_frame(process.stdout)
    except FrameError:
        answer = None
    finally:
        timer.cancel()
    if answer is not None:
        return answer
    process.wait()
    raise SourceError(_why_it_ended(process.returncode, budget, is_late=bool(late)), advice=_ADVICE)


def _wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    try:
        wait_for(process, Budget(_START_SECONDS, _START_SECONDS), lambda: None)
    except SourceError as error:
        raise SourceError(
            "The process that opens such files could not be started",
            advice="If the machine is not short of memory, this is a fault in Reftel; please report it.",
        ) from error


def take_frames(process: subprocess.Popen[bytes], budget: Budget) -> Iterator[Frame]:
    """The frames of a child that sends many, until one says that it was the last.

    Raises:
        SourceError: One did not come in time, the child ended, or it says that the file cannot be opened.
    """
    while True:
        frame = _check(wait_for(process, budget, lambda: None))
        if frame.meta.get("is_last"):
            return
        yield frame


def _send(stream: IO[bytes] | None, meta: Mapping[str, Any], data: bytes) -> None:
    if stream is not None:
        write_frame(stream, meta, data)


def _check(answer: Frame) -> Frame:
    found = answer.meta.get("found")
    if found is not None:
        raise SourceError(str(found), advice=str(answer.meta.get("advice", "")))
    return answer


def _why_it_ended(code: int, budget: Budget, *, is_late: bool) -> str:
    if is_late:
        return f"Opening it took more than {budget.wall_seconds} seconds"
    if code == -getattr(signal, "SIGXCPU", 0) != 0:
        return f"Opening it took more than {budget.cpu_seconds} seconds of computing"
    return "Opening it failed, as of a file that is damaged or needs more memory than is allowed"


_CHILDREN: dict[str, Child] = {}


def child_for(kind: str) -> Child:
    """The one child of this process for files of a kind."""
    if kind not in _CHILDREN:
        _CHILDREN[kind] = Child(kind)
    return _CHILDREN[kind]


@atexit.register
def close_children() -> None:
    """End all children; the next file starts new ones."""
    while _CHILDREN:
        _CHILDREN.popitem()[1].close()
