"""What the trail keeps of contents: digests over plain values in one canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime


def digest_of(values: object) -> str:
    """The SHA-256 of plain values, in hexadecimal.

    The values are written as JSON with sorted keys and no blanks, times in UTC to the microsecond.
    """
    return hashlib.sha256(_canonical(values)).hexdigest()


def digest_of_many(parts: Iterable[object]) -> str:
    """The SHA-256 of many values, of which one at a time is held in memory; each is written on a line."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(_canonical(part) + b"\n")
    return digest.hexdigest()


def _canonical(values: object) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} is no plain value")
