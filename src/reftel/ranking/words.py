"""Years and numbers in words."""

from __future__ import annotations

from collections.abc import Iterable

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def list_years(years: Iterable[int]) -> str:
    """Years in words, three or more in a row as a range; empty if there are none.

    >>> list_years([2001, 2002, 2003, 2007, 2009, 2010])
    '2001 to 2003, 2007, 2009, 2010'
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)


def ordinal(number: int) -> str:
    """An ordinal in words up to eight, in figures above.

    >>> ordinal(3), ordinal(12), ordinal(21)
    ('third', '12th', '21st')
    """
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
