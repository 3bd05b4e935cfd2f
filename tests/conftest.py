"""The folders that tests read in place: the shared one beside the checkout, and the specimen's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.specimen import specimen_folder

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; without it the test is skipped, or fails where everything is required."""
    if SHARED.is_dir():
        return SHARED
    reason = f"{SHARED} is missing"
    if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def specimen() -> Iterator[Path]:
    """The specimen's data: narratives, alignments, telegrams."""
    with specimen_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser; without it the test is skipped, or fails where everything is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    reason = "Chromium is not installed (Debian's package `chromium`)"
    if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
