"""What others are given of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reftel.document import Clearance, Reader
from reftel.record.people.roles import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who writes to the record or reads from it.

    Args:
        id: A name inside the record that never changes.
        name: What the person goes by there.
        role: What the person may do.
        clearance: What the person may read.
        sees_embargoed: Whether documents are seen before their release.
        version: How often this was changed.
        retired_at: When the person left; None for one who has not.
    """

    id: str
    name: str
    role: Role
    clearance: Clearance
    sees_embargoed: bool
    version: int
    retired_at: datetime | None = None

    @property
    def reader(self) -> Reader:
        """The same person when reading."""
        return Reader(self.name, self.clearance, self.sees_embargoed)

    def may(self, right: Right) -> bool:
        """Whether the role permits it and the person has not left."""
        return self.retired_at is None and right in RIGHTS[self.role]
