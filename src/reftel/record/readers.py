"""Who reads."""

from __future__ import annotations

from reftel.document import FULL_CLEARANCE, Clearance, Marking, Reader

LOCAL_NAME = "local"


def local_reader(as_option: str | None = None) -> Reader:
    """The reader on one's own machine: full clearance, unless ``--as`` says otherwise.

    Args:
        as_option: A clearance such as ``U`` or ``S//NOFORN``; None if the option was not given. An
            empty one is no clearance.

    Raises:
        ClearanceError: The option is no clearance.
    """
    clearance = FULL_CLEARANCE if as_option is None else Clearance.parse(as_option)
    return Reader(LOCAL_NAME, clearance)


def describe_clearance(reader: Reader) -> str:
    """A reader's clearance as ``--as`` takes it: ``S//NOFORN``, or ``full``."""
    clearance = reader.clearance
    return "full" if clearance.caveats is None else str(Marking(clearance.level, clearance.caveats))
