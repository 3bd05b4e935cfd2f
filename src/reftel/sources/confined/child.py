"""The child process: opens what nobody has vouched for, with nothing in reach but its pipes."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import IO, Any, Protocol

from reftel.errors import SourceError
from reftel.sources.confined.frames import Frame, FrameError, read_frame, write_frame
from reftel.sources.confined.limits import BUDGETS, allow_seconds, confine

OPENERS = {
    "page": "reftel.sources.confined.page",
    "docx": "reftel.sources.confined.docx",
    "pdf": "reftel.sources.confined.pdf",
}
TOO_MUCH_MEMORY = "Opening it needs more memory than is allowed"


class Opener(Protocol):
    """A module that opens files of one kind."""

    def warm_up(self) -> None:
        """Load all that opening needs, for afterwards no file can be opened."""

    def open_bytes(self, data: bytes, meta: dict[str, Any]) -> Frame:
        """Open one file.

        Raises:
            SourceError: It cannot be; without words of the file.
        """


def serve(kind: str) -> None:
    """Answer requests until the pipe ends."""
    requests, answers = _take_pipes()
    opener: Opener = import_module(OPENERS[kind])
    opener.warm_up()
    confine(answers.fileno() + 1)
    write_frame(answers, {"is_ready": True})
    while (request := _next_request(requests)) is not None:
        allow_seconds(BUDGETS[kind].cpu_seconds)
        answer = _answer(opener, request)
        write_frame(answers, answer.meta, answer.data)
        if answer.meta.get("found") == TOO_MUCH_MEMORY:
            return  # what is left of this process is not worth relying on


def serve_archive() -> None:
    """Send the members of the archive that is on standard input, one after another."""
    import encodings.cp437  # names of members may be in it, and later nothing can be loaded

    from reftel.sources.confined.archive import send_members

    del encodings
    archive, answers = _take_pipes()
    confine(answers.fileno() + 1)
    try:
        send_members(archive, lambda meta, data=b"": write_frame(answers, meta, data))
    except SourceError as error:
        write_frame(answers, refusal(error.found, error.advice).meta)
    except MemoryError:
        write_frame(answers, refusal(TOO_MUCH_MEMORY).meta)
    except BrokenPipeError:
        return


def refusal(found: str, advice: str = "") -> Frame:
    """The answer for what cannot be opened."""
    return Frame({"found": found, "advice": advice}, b"")


def _answer(opener: Opener, request: Frame) -> Frame:
    try:
        return opener.open_bytes(request.data, dict(request.meta))
    except SourceError as error:
        return refusal(error.found, error.advice)
    except (MemoryError, RecursionError):
        return refusal(TOO_MUCH_MEMORY)
    except Exception as error:
        # Whatever a library stumbles over in a damaged file; its message may hold words of the file.
        return refusal(f"It is damaged and cannot be opened ({type(error).__name__})")


def _next_request(requests: IO[bytes]) -> Frame | None:
    try:
        return read_frame(requests)
    except FrameError:
        return None


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for the frames alone; what a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end closes the pipe
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return sys.stdin.buffer, answers
