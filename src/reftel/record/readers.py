"""Who reads."""

from __future__ import annotations

from reftel.document import FULL_CLEARANCE, Clearance, Reader

LOCAL_NAME = "local"


def local_reader(as_option: str | None = None) -> Reader:
    """The reader on one's own machine: full clearance, unless ``--as`` says otherwise.

    Args:
        as_option: A clearance such as ``U`` or ``S//NOFORN``; None if the option was not given.

    Raises:
        ClearanceError: The option is no clearance.
    """
    clearance = FULL_CLEARANCE if as_option is None else Clearance.parse(as_option)
    return Reader(LOCAL_NAME, clearance)
