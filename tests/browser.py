"""Opening a page in a real browser."""

from __future__ import annotations

import subprocess
from pathlib import Path


def browse(chromium: str, tmp_path: Path, *arguments: str) -> str:
    """What the browser writes when it is run once, without a window and without the network."""
    result = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--allow-file-access-from-files", "--virtual-time-budget=4000",
            f"--user-data-dir={tmp_path / 'profile'}", *arguments,
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return result.stdout
