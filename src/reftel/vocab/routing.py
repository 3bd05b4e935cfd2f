"""Routing indicators of United States posts, as they stand in format line 2 and before addressees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reftel.vocab.tables import load_rows

TABLE = "routing.csv"
COLUMNS = ("indicator", "name", "source")

# R, a nation (U and H are the United States), an area, a relay, and the station, in four to eight letters.
SHAPE_RE = re.compile(r"R[A-Z]{3,7}")
# matches: "RUEHHK"; does not match: "RUE", "UNCLAS"


@dataclass(frozen=True, slots=True)
class RoutingIndicator:
    """One station of the network.

    Attributes:
        indicator: `RUEHHK`.
        name: As in addresses: `AMCONSUL HONG KONG`.
    """

    indicator: str
    name: str
    source: str


def find_routing(indicator: str) -> RoutingIndicator | None:
    """The station with a routing indicator, in either case.

    Collectives (`RUEHOO`) and stations of other services are not in the table: that nothing is found does
    not make an indicator wrong. Whether it can be one at all, `is_routing_shape` tells.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.
    """
    return load_routing().get(indicator.strip().upper())


def is_routing_shape(text: str) -> bool:
    """Whether a text has the shape of a routing indicator.

    >>> is_routing_shape("RUEHC"), is_routing_shape("UNCLAS")
    (True, False)
    """
    return SHAPE_RE.fullmatch(text) is not None


@cache
def load_routing() -> dict[str, RoutingIndicator]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return {row[0]: RoutingIndicator(*row) for row in load_rows(TABLE, COLUMNS)}
