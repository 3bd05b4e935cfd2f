"""Telling a narrative from other texts, damaged ones included.

The patterns of what is said look at words in small letters, those of the layout at the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from reftel.language import lower_case
from reftel.report.layout import FILE_HEAD_RE, match_title

# Beyond this likeness a text is taken for a narrative.
THRESHOLD = 0.7
# Enough to see headings of a long narrative; more text costs time and tells nothing new.
LOOKED_AT = 120_000
# Of so few words none says what a text is about.
FEW_WORDS = 40

HEAD_RE = re.compile(
    r"""
    trafficking \s+ in \s+ persons \s+ report \s* [–—:-]+ \s* [^\n\r()]{2,80} \( \s* (?: tier | special )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Trafficking in Persons Report - AVERLINE (Tier 2)"
# does not match: "the Trafficking in Persons Report"

VERDICT_RE = re.compile(
    r"""
    \b government \s+ of \s+ [^.;]{2,90}? \s (?: fully | not ) \s+ [^.;]{0,24}?
    minimum \s+ standards \s+ for \s+ the \s+ elimination
    """,
    re.VERBOSE,
)
# matches: "the government of averline does not fully meet the minimum standards for the elimination"
# does not match: "minimum standards for the elimination of trafficking are"

PLACEMENT_RE = re.compile(
    r"""
    \b (?: remained \s+ on | (?: upgraded | downgraded | moved ) \s+ to | placed \s+ on ) \s+ tier \s* [123]
    | \b (?: is | remains ) \s+ a \s+ special \s+ case \b
    """,
    re.VERBOSE,
)
# matches: "remained on tier 2"; does not match: "tier 2 countries"

HEADING_RE = re.compile(
    r"""
    (?: (?<= [\n\r.!?”"’)] ) | ^ ) [ \t]*
    (?P<words>
        PROSECUTION | PROTECTION | PREVENTION | TRAFFICKING [ ] PROFILE | GOVERNMENT [ ] EFFORTS
      | (?: PRIORITIZED [ ] )? RECOMMENDATIONS \b
      | (?: Prosecution | Protection | Prevention | Trafficking [ ] Profile
          | (?: Prioritized [ ] )? Recommendations (?: [ ] for [ ] [^\n.;:]{2,60} )? )
        (?= [ \t]* [:.]? [ \t]* (?: \r?\n | $ ) | : | \.[ ] )
    )
    """,
    re.VERBOSE,
)
# matches: "PROTECTION" in "it.PROTECTIONThe", "Prevention" on a line of its own
# does not match: "Prevention of"

TOPIC_RE = re.compile(
    r"""
    \b (?: traffick (?: ing | ers? | ed ) | victims? | forced \s labor | prostitution | ngos? | shelters?
         | convict (?: ed | ions? ) | reporting \s period )
    """,
    re.VERBOSE,
)
# matches: "traffickers"; does not match: "traffic"

NARRATED_RE = re.compile(
    r"""
    \b (?: the \s+ government | authorities | officials | police | courts ) \s+ (?: \w+ly \s+ )?
    (?: did \s+ not | increased | maintained | decreased | continued | reported | identified | investigated
      | convicted | prosecuted | provided | made | conducted | trained | initiated | demonstrated
      | has | had ) \b
    """,
    re.VERBOSE,
)
# matches: "the government maintained"; does not match: "the government's law"

# At line ends and signs only, so that a search runs over all other letters at once.
FOREIGN_LINE_RE = re.compile(
    r"""
    \n (?= [ \t]*
        (?: (?: tags | subject | subj | e\.?o\.? \s* 1[0-9]{4} | ref ) \s* :
          | (?: fm | to | info ) \s+ [a-z]{3}
          | \#{1,4} \s | \| | def \s | import \s | from \s \S+ \s import | <\?xml | <!doctype | <html ) )
    """,
    re.VERBOSE,
)
# matches, before the line: "tags: ktip", "## heading"; does not match: "the government"

FOREIGN_RE = re.compile(
    r"""
    § \s* 71 [0-9]{2} | u (?<! \w u ) \.s\.c\. | p (?<! \w p ) ub\. \s l\.
    """,
    re.VERBOSE,
)
# matches: "u.s.c." in "22 u.s.c. 7101"; does not match: "the government"

DATA_RE = re.compile(
    r"""
    \ufeff? \s* (?: [{\[<] | [\w"-]+ (?: [,;\t] [\w" -]+ ){2,40} \r?\n )   # JSON, XML, head of a table
    """,
    re.VERBOSE,
)
# matches the start of: "iso3,year,sentence\n"; does not match the start of: "AVERLINE (Tier 2)"


def looks_like_narrative(text: str) -> bool:
    """Whether a text is a country narrative, as far as its form and words tell.

    Args:
        text: The whole text, of whatever kind.

    Returns:
        True also for a narrative that was cut short, lost its standing, or holds wrong signs.
    """
    return any(likeness >= THRESHOLD for likeness in accumulate(_signs(text[:LOOKED_AT])))


def narrative_likeness(text: str) -> float:
    """How much speaks for a narrative; at `THRESHOLD` and above it is taken for one.

    Args:
        text: The whole text; only its first part is looked at.
    """
    return sum(_signs(text[:LOOKED_AT]), 0.0)


def _signs(sample: str) -> Iterator[float]:
    """What speaks against a narrative, then what speaks for one, the dearest to find out last."""
    if DATA_RE.match(sample):
        return
    small = lower_case(sample)
    foreign = len(FOREIGN_LINE_RE.findall(f"\n{small}")) + len(FOREIGN_RE.findall(small))
    yield -0.7 * min(4, foreign)
    yield _front_likeness(sample)
    yield 0.6 if VERDICT_RE.search(small) else 0.0
    yield 0.4 if PLACEMENT_RE.search(small) else 0.0
    headings = {" ".join(m["words"].casefold().split()[:1]) for m in HEADING_RE.finditer(sample)}
    yield 0.25 * min(4, len(headings))
    narrated = sum(1 for _ in NARRATED_RE.finditer(small))
    yield 0.4 * min(1.0, narrated / 4)
    words = sample.count(" ") + 1
    if words > FEW_WORDS:
        topical = sum(1 for _ in TOPIC_RE.finditer(small)) / words
        yield 0.4 * min(1.0, topical / 0.03)


def _front_likeness(sample: str) -> float:
    """What a file head and a title line say."""
    score = 0.0
    for line in sample[:2000].strip("\ufeff").splitlines()[:12]:
        if FILE_HEAD_RE.match(line) and HEAD_RE.search(line):
            score = max(score, 0.8)
        elif match_title(line.strip()):
            score += 0.6
            break
    return score
