"""What the child process may use; docs/settings.md lists the numbers."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

# Python with the libraries that open these files takes about 300 MB of addresses before the first file.
MEMORY_BYTES = 1536 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Budget:
    """What opening one file may take: seconds of computing, and seconds by the clock."""

    cpu_seconds: int
    wall_seconds: int


# The PDF of a whole year's report has 500 pages, at a tenth of a second each.
BUDGETS = {
    "page": Budget(30, 120),
    "docx": Budget(30, 120),
    "pdf": Budget(180, 600),
    # For one member of an archive.
    "zip": Budget(60, 300),
}


def confine(descriptors: int) -> None:
    """Take from this process what it needs no more: files, other processes, memory without end.

    Args:
        descriptors: How many files it has open; it can open no other, nor a connection, after this.

    What a system does not offer is left as it is: Windows has none of these limits, macOS does not hold the
    one on memory.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_NOFILE", descriptors),
    )
    for name, limit in wanted:
        number = getattr(resource, name, None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, (limit, limit))
        except (OSError, ValueError):
            continue


def allow_seconds(seconds: int) -> None:
    """Give this process so many seconds of computing from now on; the system ends it after them."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (OSError, ValueError):
        return
