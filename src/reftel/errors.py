"""What Reftel raises, each with the data that a caller needs to act on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit status says; docs/commands.md lists them."""

    OK = 0
    BAD_INPUT = 1
    USAGE = 2
    NOT_FOUND = 3
    RECORD = 4
    BROKEN_RULES = 5
    CONFLICT = 6
    NOT_ALLOWED = 7
    INTERNAL = 70
    INTERRUPTED = 130


class ReftelError(Exception):
    """One clear sentence about bad input: what was found, where, and what to do.

    Args:
        found: What was found, as a clause that starts with a capital and has no full stop.
        where: The file, country or record that it was found in; empty if the clause says so itself.
        advice: What the person can do next, as a sentence; may be empty.
    """

    code = "error"
    exit_code = ExitCode.BAD_INPUT

    def __init__(self, found: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        head = f"{self.where}: {self.found}" if self.where else self.found
        return f"{head}. {self.advice}" if self.advice else f"{head}."

    def as_dict(self) -> Mapping[str, object]:
        """The one shape that errors have in JSON."""
        return {"code": self.code, "found": self.found, "where": self.where, "advice": self.advice}


class VocabError(ReftelError):
    """A packaged table cannot be read."""

    code = "vocab"
    exit_code = ExitCode.INTERNAL


class SourceError(ReftelError):
    """A file cannot be taken in: missing, empty, binary, or of no kind that is known."""

    code = "source"


class UnknownCountryError(ReftelError):
    """No country goes by this name; carries the nearest ones."""

    code = "unknown-country"
    exit_code = ExitCode.NOT_FOUND

    def __init__(self, asked: str, nearest: tuple[str, ...]) -> None:
        near = f"The nearest are {_listed(nearest)}." if nearest else ""
        super().__init__(
            f"“{asked}” is no country that Reftel knows",
            advice=f"{near} Give a name, an ISO code or an adjective.".strip(),
        )
        self.asked = asked
        self.nearest = nearest


class AmbiguousCountryError(ReftelError):
    """Several countries go by this name; carries them."""

    code = "ambiguous-country"
    exit_code = ExitCode.NOT_FOUND

    def __init__(self, asked: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"“{asked}” stands for {_listed(candidates)}",
            advice="Give the ISO code of the one that is meant.",
        )
        self.asked = asked
        self.candidates = candidates


class NoReportError(ReftelError):
    """There is no report of that year, or none that rates the country."""

    code = "no-report"
    exit_code = ExitCode.NOT_FOUND


class UnknownTierError(ReftelError):
    """Words that are no tier."""

    code = "unknown-tier"
    exit_code = ExitCode.USAGE


class NothingToShowError(ReftelError):
    """The record holds nothing that this reader may see about what was asked."""

    code = "nothing-to-show"
    exit_code = ExitCode.NOT_FOUND


class RecordError(ReftelError):
    """The record is missing, newer than this program, or cannot be written."""

    code = "record"
    exit_code = ExitCode.RECORD


class NotAllowedError(ReftelError):
    """Someone asked for what his role or clearance does not permit."""

    code = "not-allowed"
    exit_code = ExitCode.NOT_ALLOWED


class ConflictError(ReftelError):
    """A row was changed by someone else meanwhile; carries both versions as plain values.

    Args:
        found: What was found.
        where: Which row.
        theirs: The row as it is now, with who changed it.
        mine: The change that was not made.
    """

    code = "conflict"
    exit_code = ExitCode.CONFLICT

    def __init__(
        self, found: str, *, where: str, theirs: Mapping[str, object], mine: Mapping[str, object]
    ) -> None:
        super().__init__(found, where=where, advice="Look at both versions and decide again.")
        self.theirs = theirs
        self.mine = mine

    def as_dict(self) -> Mapping[str, object]:
        """Also both versions; times as ISO 8601."""
        versions = {"theirs": dict(self.theirs), "mine": dict(self.mine)}
        for version in versions.values():
            for name, value in version.items():
                if not isinstance(value, str | int | list | dict | None):
                    version[name] = value.isoformat() if isinstance(value, datetime) else str(value)
        return {**super().as_dict(), **versions}


class DecisionError(ReftelError):
    """A decision, a statement or its evidence makes no sense as it was given."""

    code = "decision"


class DownloadError(ReftelError):
    """Something cannot be fetched; ``is_final`` if asking for other pages makes no sense either."""

    code = "download"

    def __init__(self, found: str, *, where: str = "", advice: str = "", is_final: bool = False) -> None:
        super().__init__(found, where=where, advice=advice)
        self.is_final = is_final


class OutputError(ReftelError):
    """A file cannot be written where it was asked for."""

    code = "output"


class DumpError(ReftelError):
    """A dump of a record cannot be loaded: a line of it is bad, a file missing or changed, or it is newer."""

    code = "dump"


class ComposeError(ReftelError):
    """A telegram cannot be written: something is missing, impossible, or would be read as something else."""

    code = "compose"


class TelegramJsonError(ReftelError):
    """JSON that is to be a telegram is none: it does not parse, or does not follow the schema."""

    code = "telegram-json"


class DraftError(ReftelError):
    """A draft of a telegram cannot be read: its head or its text says something that no telegram can."""

    code = "draft"


class ClearanceError(ReftelError):
    """A clearance was given that cannot be understood."""

    code = "clearance"
    exit_code = ExitCode.USAGE


class RequestError(ReftelError):
    """What was asked for makes no sense: too few words, a name that names nothing, a thing beside itself."""

    code = "request"
    exit_code = ExitCode.USAGE


class InternalError(ReftelError):
    """The program itself failed."""

    code = "internal"
    exit_code = ExitCode.INTERNAL


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]
