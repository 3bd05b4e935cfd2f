"""Files that get their name when they are whole, and only if nobody was first."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from uuid import uuid4

# What is made under a name of its own that begins so gets its right one when it is whole.
DRAFT = ".new-"

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


def draft_in(folder: Path) -> Path:
    """A name that nothing in the folder has."""
    return folder / f"{DRAFT}{uuid4().hex}"


def name_once(draft: Path, path: Path) -> bool:
    """Rename a file, but never over one that is there.

    Returns:
        Whether it has the name now; False if there was such a file already, and the draft is left.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():  # disks without links leave no better way
            return False
        draft.rename(path)
    return True
