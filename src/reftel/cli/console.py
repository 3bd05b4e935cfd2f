"""What commands share: where they print, how they fail, how documents are kept from writing on the screen."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

from reftel.brief.printable import UNPRINTABLE_RE, show_signs
from reftel.errors import ConflictError, ExitCode, OutputError, ReftelError

if TYPE_CHECKING:
    from rich.console import Console

_LINE_RE = re.compile(r"[\t\n]")


def neutral(text: object) -> str:
    """Text of a document or a file name as it may be printed: no escape sequences, no markup, no new line."""
    from rich.markup import escape

    return escape(_LINE_RE.sub("\N{REPLACEMENT CHARACTER}", show_signs(str(text))))


def out() -> Console:
    """Where results go."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def err() -> Console:
    """Where progress and messages go."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def take_any_letter() -> None:
    """Have streams that cannot hold a letter print its number, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            with suppress(ValueError, OSError):
                stream.reconfigure(errors="backslashreplace")


def print_json(value: object) -> None:
    """Print a value for a program to read."""
    if sys.stdout is not None:
        sys.stdout.write(_dump(value, sys.stdout, indent=2) + "\n")
        sys.stdout.flush()


def fail(error: ReftelError, *, as_json: bool = False) -> NoReturn:
    """Say in one sentence what was found, where and what to do, and leave with the error's exit code."""
    with suppress(OSError):
        if as_json and sys.stderr is not None:
            sys.stderr.write(_dump({"error": dict(error.as_dict())}, sys.stderr) + "\n")
        elif not as_json:
            err().print(f"[bold red]reftel:[/] {neutral(error)}")
            if isinstance(error, ConflictError):
                _print_versions(error)
    raise SystemExit(int(error.exit_code))


def _print_versions(error: ConflictError) -> None:
    """What is there now, and what was not done."""
    plain = error.as_dict()
    for title, name in (("There now", "theirs"), ("Not done", "mine")):
        version = plain[name]
        assert isinstance(version, dict)  # noqa: S101
        told = ", ".join(
            f"{key} {value}" for key, value in version.items() if value not in (None, "", [], {})
        )
        err().print(f"  [bold]{title}:[/] {neutral(told)}")


@contextmanager
def failures(*, as_json: bool = False) -> Iterator[None]:
    """Turn what Reftel raises into one sentence and an exit code."""
    try:
        yield
    except ReftelError as error:
        fail(error, as_json=as_json)
    except KeyboardInterrupt:
        err().print("[bold]reftel:[/] Interrupted. What was finished before is kept.")
        raise SystemExit(int(ExitCode.INTERRUPTED)) from None


@contextmanager
def printing() -> Iterator[None]:
    """Where results are printed: somebody who stopped listening is no fault, a full disk is one of the disk.

    Raises:
        OutputError: Standard output cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        _hush()
        raise SystemExit(int(ExitCode.BAD_INPUT)) from None
    except OSError as error:
        _hush()
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"The result cannot be printed ({reason})",
            where="standard output",
            advice="What the command did is done; only its message is lost.",
        ) from error


def _hush() -> None:
    """Send what is still to be written nowhere, so that it does not fail once more when the program ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _dump(value: object, stream: TextIO, *, indent: int | None = None) -> str:
    """JSON in which whatever a terminal could obey, or the stream cannot hold, stands as its number."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = UNPRINTABLE_RE.sub(lambda sign: json.dumps(sign[0])[1:-1], text)
    try:
        text.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text
