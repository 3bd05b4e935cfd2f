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
    return hashlib.sha256(canonical(values)).hexdigest()


def digest_of_many(parts: Iterable[object]) -> str:
    """The SHA-256 of many values, of which one at a time is held in memory; each is written on a line."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(canonical(part) + b"\n")
    return digest.hexdigest()


def canonical(values: object) -> bytes:
    """Plain values in the one form in which they are digested and dumped; UTF-8 without a line break."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} is no plain value")
