"""Numbers that are the two ends of one range: "six months to 15 years", "seven years to life"."""

from __future__ import annotations

from dataclasses import replace

from reftel.report.figure_parse import TIME, Parsed
from reftel.report.quantities import Quantity

PLACES = frozenset({"imprisonment", "of", "in", "prison", "house", "arrest", "suspended", "'", "’"})
CHANGES = frozenset(
    {
        "increase",
        "increased",
        "increasing",
        "decreased",
        "decrease",
        "budget",
        "raised",
        "funding",
        "allocation",
    }
)
BRIEF = 6


def join_ranges(parsed: Parsed, found: list[Quantity]) -> list[Quantity]:
    """The numbers of a sentence, those joined that are the ends of one range."""
    joined: list[Quantity] = []
    at = 0
    while at < len(found):
        merged = _range(parsed, found[at], found[at + 1]) if at + 1 < len(found) else None
        joined.append(merged or _open_end(parsed, found[at]))
        at += 2 if merged else 1
    return joined


def _range(parsed: Parsed, a: Quantity, b: Quantity) -> Quantity | None:
    if isinstance(a.value, tuple) or isinstance(b.value, tuple):
        return None
    ends = (a.value, b.value)
    between = parsed.lows(a.last + 1, b.first)
    before = parsed.lows(a.first - BRIEF, a.first)
    is_and = between in (["and"], [",", "and"]) and "between" in before
    is_to = between in (["to"], ["-"], ["–"], ["up", "to"])
    if b.unit in TIME:
        unit = a.unit if a.unit in TIME else b.unit if a.unit == "number" else ""
        filler = [word for word in between if word not in PLACES]
        joins = is_to or is_and or filler == ["to"] or (filler == ["and"] and "between" in before)
        if not unit or not (joins or _is_least_and_most(before, between)):
            return None
        return Quantity(ends, unit if unit == b.unit else f"{unit}-{b.unit}", a.first, b.last)
    if a.unit == b.unit == "USD":
        is_change = "from" in before and CHANGES & set(parsed.lows(0, a.first))
        if is_and or (is_to and not is_change):
            return Quantity(ends, "USD", a.first, b.last)
    if a.unit == b.unit == "number" and is_to and "from" not in before and a.value < b.value:
        return Quantity(ends, "number", a.first, b.last)
    return None


def _is_least_and_most(before: list[str], between: list[str]) -> bool:
    """ "a minimum of five and a maximum of 15 years"."""
    return (
        ("minimum" in before or "least" in before)
        and len(between) <= BRIEF
        and "maximum" in between
        and "and" in between
    )


def _open_end(parsed: Parsed, quantity: Quantity) -> Quantity:
    """ "n to life" and "at least n" of a length of time have no upper end."""
    if isinstance(quantity.value, tuple):
        return quantity
    after = [w for w in parsed.lows(quantity.last + 1, quantity.last + 7) if w not in PLACES]
    is_number = quantity.unit == "number"
    to_life = after[:1] == ["to"] and ("life" in after[1:3] or "death" in after[1:4])
    if to_life and (is_number or quantity.unit in TIME):
        return replace(quantity, value=(quantity.value, None), unit="years" if is_number else quantity.unit)
    if quantity.unit in TIME and _is_least(parsed, quantity):
        return replace(quantity, value=(quantity.value, None))
    return quantity


def _is_least(parsed: Parsed, quantity: Quantity) -> bool:
    before = parsed.lows(quantity.first - 4, quantity.first)
    if "minimum" in before:
        return before[-1] == "minimum" or bool({"of", "penalty", "sentence", "term"} & set(before))
    if {"increased", "raised"} & set(before) and before[-1:] == ["to"]:
        return "minimum" in parsed.lows(quantity.first - 10, quantity.first)
    is_floor = before[-2:] == ["less", "than"] and before[-3:-2] in (["no"], ["not"])
    return is_floor or before[-2:] == ["at", "least"] or before[-1:] == ["exceeding"]
