"""People as rows."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models


def new_actor_uid() -> str:
    """A name that stays when the person's own name changes."""
    return uuid4().hex


class ActorRow(models.Model):
    """Someone who writes to the record or reads from it. Never deleted; one who left is retired.

    ``caveats`` is null for a clearance with all of them. ``version`` counts the changes of the row.
    """

    wordless: ClassVar = "names of people, which everybody who uses the record may know"

    uid = models.CharField(max_length=32, unique=True, default=new_actor_uid)
    name = models.CharField(max_length=100, unique=True)
    role = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField()
    caveats = models.TextField(null=True, blank=True)
    sees_embargoed = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "actor"
