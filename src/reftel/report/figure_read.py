"""The figures of one sentence: each number with its noun, its verb, or the figure that it goes on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reftel.report.figure_amounts import read_money, read_percent, read_time
from reftel.report.figure_counts import CRIME_KINDS, Count, count_kinds
from reftel.report.figure_parse import (
    CRIME_KIND,
    NOUN_KIND,
    TIME,
    VICTIM_KIND,
    Draft,
    Parsed,
    Phrase,
    Verb,
    guess_noun,
    read_phrase,
    verb_after,
    verb_before,
)
from reftel.report.figure_ranges import join_ranges
from reftel.report.figure_words import Act, Noun
from reftel.report.figure_zeros import find_zeros
from reftel.report.quantities import Quantity, find_quantities, may_hold_numbers

OUT_OF = (["of"], ["of", "the"], ["of", "those"], ["out", "of"], ["out", "of", "the"])
JOINING = (["and"], ["or"], [","], [",", "and"])
DETERMINERS = frozenset({"the", "its", "their", "several", "many", "only", "these", "those"})
VAGUE_NOUNS = (None, Noun.OTHER, Noun.CENTER, Noun.SHELTER, Noun.ORGANIZATION)
NUMBER_OF = 14
COMPARING = frozenset({"compared", "comparison", "versus", "opposed"})

TOTAL_RE = re.compile(
    r"""\b (?: bringing | raising | brought | for ) \s (?: the | a | its ) \s (?: \w+ \s )? (?: total
      | number ) \b""",
    re.VERBOSE,
)
# matches: "bringing the total"; does not match: "the total of"


def read_sentence(text: str, before: Draft | None) -> Parsed:
    """The figures of a sentence, before they have a time and a form.

    Args:
        text: The sentence, with single blanks.
        before: The last figure of the sentence before that is no part of another.

    >>> parsed = read_sentence("It investigated 12 cases (nine in 2016), but convicted no officials.", None)
    >>> [(draft.kind, draft.value) for draft in parsed.drafts]
    [('investigations', 12.0), ('investigations', 9.0), ('convictions', 0.0)]
    """
    parsed = Parsed(text, before)
    if may_hold_numbers(parsed.small):
        parsed.quantities = join_ranges(parsed, find_quantities(text, parsed.tokens))
    zeros = find_zeros(parsed)
    for number, quantity in enumerate(parsed.quantities):
        while zeros and zeros[0].first < quantity.first:
            parsed.drafts.append(zeros.pop(0))
        parsed.drafts.extend(_read_quantity(parsed, number, quantity))
    parsed.drafts += zeros
    return parsed


def _read_quantity(parsed: Parsed, number: int, quantity: Quantity) -> list[Draft]:
    """The figures that a number stands for: none, one, or two where two verbs share it."""
    if quantity.unit.split("-")[0] in TIME:
        return list(read_time(parsed, quantity))
    if quantity.unit in ("USD", "local"):
        return list(read_money(parsed, quantity))
    if quantity.unit == "percent":
        return list(read_percent(parsed, quantity))
    return list(_read_count(parsed, number, quantity))


def _read_count(parsed: Parsed, number: int, quantity: Quantity) -> Iterator[Draft]:
    phrase = read_phrase(parsed, quantity)
    if parsed.low(quantity.first) == "one" and _is_pronoun(parsed, quantity, phrase):
        return
    left, right = verb_before(parsed, number), verb_after(parsed, phrase)
    if right:
        parsed.consumed.add(right.at)
    noun = _noun_ahead(parsed, number, phrase) or guess_noun(parsed, quantity, phrase)
    count = Count(parsed, quantity, replace(phrase, noun=noun), left, right)
    if noun is None:
        yield from _read_elliptic(count, number)
        return
    for kind, unit in count_kinds(count):
        yield parsed.make(quantity, kind, unit, "count", phrase.end)


def _noun_ahead(parsed: Parsed, number: int, phrase: Phrase) -> Noun | None:
    """The noun that two joined numbers share: "127 federal and 298 state investigations"."""
    if phrase.noun is not None or not phrase.low or number + 1 >= len(parsed.quantities):
        return None
    following = parsed.quantities[number + 1]
    if parsed.lows(phrase.end + 1, following.first) not in (["and"], ["or"], [","], [",", "and"]):
        return None
    return read_phrase(parsed, following).noun


def _is_pronoun(parsed: Parsed, quantity: Quantity, phrase: Phrase) -> bool:
    """Whether "one" counts nothing: "one another", "one of the largest", "in one case, ..."."""
    after, before = parsed.low(quantity.last + 1), parsed.low(quantity.first - 1)
    if after in ("another", "'s", "’s", "or") or before in ("no", "each", "every", "any"):
        return True
    if before == "in" and (phrase.noun is Noun.CASE or phrase.noun in NOUN_KIND):
        behind = parsed.low(phrase.end + 1)
        is_set_off = behind in (",", "", "tortured", "completed") or "instance" in phrase.low
        return is_set_off or quantity.first <= 2
    return after == "of" and parsed.low(quantity.last + 2) in DETERMINERS and phrase.noun in VAGUE_NOUNS


def _read_elliptic(count: Count, number: int) -> Iterator[Draft]:
    """A number without a noun: its verb says what it counts, or it goes on from another figure."""
    parsed, quantity = count.parsed, count.quantity
    following = parsed.quantities[number + 1] if number + 1 < len(parsed.quantities) else None
    between = parsed.lows(quantity.last + 1, following.first) if following else []
    if following and following.unit in ("USD", "local") and len(between) <= 1:
        return
    if following and following.unit in TIME and between in JOINING:
        yield from read_time(parsed, replace(quantity, unit=following.unit))
        return
    if following and between in OUT_OF:
        yield from _read_share(count, number, following)
        return
    if number and parsed.lows(parsed.quantities[number - 1].last + 1, quantity.first) in (
        ["of"],
        ["out", "of"],
    ):
        return
    source = _find_source(parsed, quantity)
    counted = _number_of(count)
    if counted is not None:
        again = Count(parsed, quantity, counted, count.left, count.right)
        for kind, unit in count_kinds(again):
            yield parsed.make(quantity, kind, unit, "number-of")
        return
    is_total = TOTAL_RE.search(parsed.words(quantity.first - 12, quantity.first))
    if is_total and source and source.kind == "officials_trained":
        return
    yield from _by_verb_or_source(count, source)


def _read_share(count: Count, number: int, whole: Quantity) -> Iterator[Draft]:
    """ "Five of 28 traffickers received": the noun of the second number is that of the first."""
    parsed, quantity = count.parsed, count.quantity
    ahead = read_phrase(parsed, whole)
    if ahead.noun is not None:
        low = tuple(word for word in ahead.low if word != "convicted")
        share = Count(parsed, quantity, replace(ahead, low=low), count.left, verb_after(parsed, ahead))
        for kind, unit in count_kinds(share):
            is_status = ahead.noun is Noun.APPLICATION and "status" in parsed.text
            yield parsed.make(
                quantity,
                "victims_identified" if is_status else kind,
                "people" if is_status else unit,
                "share",
            )
    elif parsed.drafts:
        draft = parsed.make(quantity, parsed.drafts[0].kind, parsed.drafts[0].unit, "share")
        draft.source = parsed.drafts[0]
        yield draft


def _by_verb_or_source(count: Count, source: Draft | None) -> Iterator[Draft]:
    parsed, quantity, left, right = count.parsed, count.quantity, count.left, count.right
    near = left if left and not left.crossed else None
    if near and source and COMPARING & set(parsed.lows(near.at + 1, quantity.first)):
        near = None
    kinds: list[str] = []
    unit = "people"
    if near and near.act is Act.REFER and source and source.kind in CRIME_KINDS:
        kinds = ["cases"]
    elif right and right.act in CRIME_KIND and (right.finite or not parsed.drafts):
        kinds = [CRIME_KIND[right.act]]
        unit = parsed.drafts[-1].unit if parsed.drafts else unit
    elif near and near.act in CRIME_KIND and not parsed.in_brackets(quantity.first):
        kinds = [CRIME_KIND[act] for act in (near.also, near.act) if act in CRIME_KIND and act]
    elif near and _says_help(near, quantity, source):
        kinds = [VICTIM_KIND[near.act]]
    elif source is not None:
        kinds, unit = [source.kind], source.unit
    for kind in kinds:
        draft = parsed.make(quantity, kind, unit, "elliptic")
        draft.source = source if source and source.kind == kind else None
        yield draft


def _says_help(verb: Verb, quantity: Quantity, source: Draft | None) -> bool:
    """Whether a verb right before a number says that victims were helped."""
    is_close = quantity.first - verb.at <= 3 and verb.act in VICTIM_KIND and verb.act is not Act.FUND
    return is_close and (source is None or source.kind in VICTIM_KIND.values())


def _find_source(parsed: Parsed, quantity: Quantity) -> Draft | None:
    """The figure that a number without a noun goes on from: a count of the sentence, or of the one before."""
    in_brackets = parsed.in_brackets(quantity.first)
    for draft in reversed(parsed.drafts):
        if draft.in_brackets and not in_brackets:
            continue
        is_count = draft.unit not in ("USD", "percent", "local") and draft.unit.split("-")[0] not in TIME
        if is_count and draft.kind != "penalty_years":
            return next(other for other in parsed.drafts if other.first == draft.first)
    return parsed.before if parsed.opener else None


def _number_of(count: Count) -> Phrase | None:
    """What "the number of shelters from" counts, where a number follows without a noun."""
    parsed, quantity = count.parsed, count.quantity
    words = parsed.lows(quantity.first - NUMBER_OF, quantity.first)
    if "number" not in words or parsed.low(quantity.first - 1) not in ("to", "from", "at", "was", "by"):
        return None
    at = quantity.first - 1 - words[::-1].index("number")
    if parsed.low(at + 1) != "of":
        return None
    phrase = read_phrase(parsed, Quantity(quantity.value, "number", at + 1, at + 1))
    return phrase if phrase.noun is not None else None
