"""Whether a text is about trafficking in persons, and not about that of drugs, arms or animals."""

from __future__ import annotations

import re
from collections.abc import Iterable

# must match "KTIP", "trafficking in women", "human trafficking", "TIP report", "trafficked persons"; must not
# match "drug trafficking", "the tip of the iceberg", "traffic"
_PERSONS_RE = re.compile(
    r"""
      \b KTIP \b | \b G/TIP \b
    | \b traffick(?:ing|ers?) \s{1,3} (?:in|of) \s{1,3} (?: [\w-]{1,15} \s{1,3} ){0,2}?
      (?: persons? | people | human | women | children | girls | boys | men | minors | victims ) \b
    | \b (?: human | persons? | people | sex | labou?r | child(?:ren)? | anti | counter ) [\s-]{0,3} traffick
    | \b trafficking \s{1,3} victims? \b
    | \b victims? \s{1,3} of \s{1,3} trafficking \b
    | \b trafficked \s{1,3}
      (?: persons? | people | victims? | women | children | girls | boys | men | workers? ) \b
    | \b TIP \s{1,3}
      (?: report | rank | tier | narrative | demarche | victims? | coordinator | office | action ) \w* \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "TIP" in "UPDATE ON TIP"; must not match "TIP OF THE ICEBERG", "A TIP FROM", "THE NORTHERN TIP"
_ABBREVIATION_RE = re.compile(
    r"""
      (?<! \bA\  ) (?<! ERN\  ) (?<! [-\w] ) TIP \b (?! -OFF | \s{1,3} (?: OF | OFF | FROM | FOR ) \b )
    | \b [Aa][Nn][Tt][Ii] -TIP \b
    """,
    re.VERBOSE,
)
# must match "traffickers", "TRAFFICKING"; must not match "traffic"
_BARE_RE = re.compile(r"\btraffick(?:ing|ers?|ed)\b", re.IGNORECASE)
# must match "drug-trafficking", "trafficking in arms"; must not match "human trafficking"
_GOODS_RE = re.compile(
    r"""
      \b (?: drugs? | narco(?:tics?)? | counter-?narcotics | heroin | cocaine | opium | cannabis | arms
      | weapons? | guns? | firearms? | nuclear | wildlife | ivory | timber | antiquities
      | cigarettes? | organs? )
      [\s-]{0,3} traffick
    | \b traffick(?:ing|ers?) \s{1,3} (?:in|of) \s{1,3} (?: [\w-]{1,15} \s{1,3} ){0,2}?
      (?: drugs? | narcotics | heroin | cocaine | opium | arms | weapons | firearms | wildlife | ivory
      | timber
      | antiquities | cultural | cigarettes | organs | nuclear ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def concerns_persons(texts: Iterable[str]) -> bool:
    """Whether texts that belong together say that they are about trafficking in persons.

    Trafficking of which nothing says what was trafficked counts, unless goods are named beside it.
    """
    bare = goods = False
    for text in texts:
        if _PERSONS_RE.search(text) or _ABBREVIATION_RE.search(text):
            return True
        bare = bare or _BARE_RE.search(text) is not None
        goods = goods or _GOODS_RE.search(text) is not None
    return bare and not goods
