"""The shared folder beside the checkout, which some tests read in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
