"""Makes the README's picture: the top of the specimen's brief, as Chromium shows it.

usage: python tools/picture.py BRIEF.html docs/images/brief.png
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Take the picture."""
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    page, target = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}",
                "--window-size=1000,1180", f"--screenshot={target}", f"file://{page}",
            ],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
