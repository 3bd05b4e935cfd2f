"""The child process: what it may not do, and that one bad file harms no other."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from reftel.errors import SourceError
from reftel.sources import read_file_text
from reftel.sources.confined import limits
from reftel.sources.confined.frames import FrameError, read_frame, write_frame
from reftel.sources.confined.parent import Child, child_for

from .made import PAGES, lay_out, make_docx, make_pdf

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all limits")


def run_confined(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has been confined to the descriptors that it has."""
    confine = "from reftel.sources.confined.limits import confine, allow_seconds; confine(3)\n"
    return subprocess.run(
        [sys.executable, "-c", confine + code], capture_output=True, text=True, timeout=60, check=False
    )


@needs_limits
@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("open('/etc/passwd')", "OSError"),
        ("open('new.txt', 'w')", "OSError"),
        ("import socket; socket.socket()", "Error"),
        ("bytearray(4 << 30)", "MemoryError"),
        ("import os; os.pipe()", "OSError"),
    ],
)
def test_a_confined_process_opens_nothing_and_grows_not(code: str, raised: str, tmp_path: Path) -> None:
    done = run_confined(f"import os; os.chdir({str(tmp_path)!r})\n{code}")
    assert done.returncode == 1
    assert raised in done.stderr
    assert list(tmp_path.iterdir()) == []


@needs_limits
def test_a_confined_process_is_ended_after_its_seconds() -> None:
    assert run_confined("allow_seconds(1)\nwhile True: pass").returncode == -signal.SIGXCPU


def test_one_process_serves_many_files_and_is_replaced_when_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(make_docx(["A text."]))
    child = child_for("docx")
    assert read_file_text(path).text == "A text."
    process = child._process
    assert process is not None
    assert read_file_text(path).text == "A text."
    assert child._process is process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert read_file_text(path).text == "A text."
    assert child._process is not process


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = make_pdf([lay_out([f"line {number} of a page"] * 40) for number in range(400)])
    monkeypatch.setitem(limits.BUDGETS, "pdf", limits.Budget(60, 0))
    child = Child("pdf")
    with pytest.raises(SourceError, match="Opening it took more than 0 seconds"):
        child.ask(long)
    monkeypatch.undo()
    after = Child("pdf")
    assert after.ask(make_pdf([lay_out(["A text."])])).data
    after.close()


def test_a_child_that_dies_over_a_file_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child("page")
    child.ask(b"<p>a</p>", wants="article")
    process = child._process
    assert process is not None

    def die(*_: object) -> None:
        process.kill()

    monkeypatch.setattr("reftel.sources.confined.parent.write_frame", die)
    with pytest.raises(SourceError) as caught:
        child.ask(b"<p>a</p>", wants="article")
    assert caught.value.found.startswith("Opening it failed")
    monkeypatch.undo()
    assert child.ask(b"<p>a</p>", wants="article").data == b"a"
    child.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00",
        struct.pack(">II", 5, 0) + b"{}",
        struct.pack(">II", 2**31, 0),
        struct.pack(">II", 2, 2**31) + b"{}",
        struct.pack(">II", 3, 0) + b"{}}",
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 2, 0) + b"\xff\xff",
    ],
)
def test_what_a_hostile_child_may_send_is_no_frame(sent: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(sent))


def test_frames_come_through() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, {"a": "ü\n"}, b"\x00\xff")
    write_frame(pipe, {})
    pipe.seek(0)
    assert read_frame(pipe) == ({"a": "ü\n"}, b"\x00\xff")
    assert read_frame(pipe) == ({}, b"")
    assert read_frame(pipe) is None


# Each of these is small, and would be large or endless where it is opened without care.
DEEP = 60_000
HOSTILE = {
    "deep.html": b"<div>" * DEEP + b"text " * 50 + b"</div>" * DEEP,
    "wide.html": b"<p>word " * 50_000,
    "attributes.html": b"<p " + b"a=1 " * 200_000 + b">" + b"text " * 50,
    "entities.html": b'<!DOCTYPE x [<!ENTITY a "%b">]><p>%b</p>' % (b"a" * 1000, b"&a; " * 10_000),
    "tables.html": b"<table><tr><td>" * 3_000 + b"text " * 50,
    "breaks.html": b"<p>" + b"<br>" * 200_000 + b"text " * 50,
    "deep.pdf": make_pdf([[(0, 0, "x")]]).replace(b"/MediaBox[0 0 612 792]", b"/MediaBox" + b"[" * 50_000),
    "loop.pdf": make_pdf([[(0, 0, "x")]]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"),
    "count.pdf": make_pdf([[(0, 0, "x")]]).replace(b"/Count 1", b"/Count 99999999999"),
}


def text_or_sentence(path: Path) -> str:
    try:
        return read_file_text(path).text
    except SourceError as error:
        return str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    assert text_or_sentence(path)
    assert read_file_text(PAGES / "bare-page.html").text.startswith("AVERLINE")
