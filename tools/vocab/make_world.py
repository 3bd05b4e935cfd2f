"""Make world.geojson: outlines of countries, and a point for each that is too small to be drawn.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/vocab/make_world.py package > src/reftel/vocab/data/world.geojson

Outlines come from the map at 1:110 million, points from that at 1:50 million, which has more countries. One
decimal of a degree is finer than a map of this size can show.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from reftel.vocab.countries import find_country

# Names in the map that are short for something.
SHORT_NAMES = {
    "W. Sahara": "ESH",
    "Dem. Rep. Congo": "COD",
    "Congo": "COG",
    "Central African Rep.": "CAF",
    "Eq. Guinea": "GNQ",
    "S. Sudan": "SSD",
    "Bosnia and Herz.": "BIH",
    "Dominican Rep.": "DOM",
    "Solomon Is.": "SLB",
    "Falkland Is.": "FLK",
    "N. Cyprus": "CYP",
    "Somaliland": "SOM",
    "Antigua and Barb.": "ATG",
    "Marshall Is.": "MHL",
    "St. Vin. and Gren.": "VCT",
    "St. Kitts and Nevis": "KNA",
    "São Tomé and Principe": "STP",
    "Cabo Verde": "CPV",
    "Macao": "MAC",
    "Korea": "KOR",
    "Dominica": "DMA",
    "U.S. Virgin Is.": "VIR",
    "Cayman Is.": "CYM",
    "Turks and Caicos Is.": "TCA",
    "eSwatini": "SWZ",
    "Guinea": "GIN",
    "Niger": "NER",
    "North Korea": "PRK",
    "South Korea": "KOR",
}
# Places that no report rates and that would only be dots in the sea.
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}

Ring = list[list[float]]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a topology in degrees, each point once."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = [round(x * sx + tx, 1), round(y * sy + ty, 1)]
            if not points or points[-1] != point:
                points.append(point)
        decoded.append(points)
    return decoded


def join_ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """One ring from its arcs; a negative index is an arc that runs backwards."""
    ring: Ring = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring and ring[-1] == points[0] else points
    return ring


def polygons_of(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """The polygons of a country, without rings that rounding left no area."""
    rings = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    joined = [[join_ring(ring, arcs) for ring in polygon] for polygon in rings]
    kept = [[ring for ring in polygon if abs(area(ring)) > 0.05] for polygon in joined]
    return [polygon for polygon in kept if polygon]


def area(ring: Ring) -> float:
    """Twice the signed area, in square degrees."""
    following = [*ring[1:], ring[0]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))


def middle(polygons: list[list[Ring]]) -> list[float]:
    """A point in the middle of the largest part."""
    ring = max((polygon[0] for polygon in polygons), key=lambda points: abs(area(points)))
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return [round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)]


def read_map(path: Path) -> dict[str, list[list[Ring]]]:
    """The polygons of every country of a map, by iso3; parts that one country claims are joined to it."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    found: dict[str, list[list[Ring]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        country = find_country(SHORT_NAMES.get(name, name))
        if name in LEFT_OUT or geometry["type"] is None:
            continue
        if country is None:
            print(f"no country: {name}", file=sys.stderr)
            continue
        found.setdefault(country.iso3, []).extend(polygons_of(geometry, arcs))
    return found


def raw_middles(path: Path) -> dict[str, list[float]]:
    """A point for every country of a map; parts too small for one decimal count too."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = find_country(
            SHORT_NAMES.get(geometry["properties"]["name"], geometry["properties"]["name"])
        )
        if country and geometry["type"]:
            rings = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            found[country.iso3] = middle([[join_ring(ring, arcs) for ring in polygon] for polygon in rings])
    return found


def main() -> None:
    """Write outlines, then points."""
    folder = Path(sys.argv[1])
    outlines = read_map(folder / "countries-110m.json")
    features = [
        {"type": "Feature", "id": iso3, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}
        for iso3, polygons in sorted(outlines.items())
        if polygons
    ]
    drawn = {str(feature["id"]) for feature in features}
    features += [
        {"type": "Feature", "id": iso3, "geometry": {"type": "Point", "coordinates": point}}
        for iso3, point in sorted(raw_middles(folder / "countries-50m.json").items())
        if iso3 not in drawn
    ]
    json.dump({"type": "FeatureCollection", "features": features}, sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    main()
