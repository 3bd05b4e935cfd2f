"""Where the record is."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "REFTEL_RECORD"


def choose_path(option: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the record that is meant.

    Args:
        option: What ``--record`` says; None or empty if it was not given.

    Returns:
        The option's folder, else that of ``REFTEL_RECORD``, else the per-user default.
    """
    for asked in (os.fspath(option) if option is not None else "", os.environ.get(ENVIRONMENT_VARIABLE, "")):
        if asked.strip():
            return Path(os.path.expanduser(asked))
    return default_path()


def default_path() -> Path:
    """The per-user folder, where the system keeps the data of programs."""
    # Only who gave no folder needs it, and it takes longer to load than all else here.
    from platformdirs import user_data_path

    return user_data_path("reftel", appauthor=False) / "record"
