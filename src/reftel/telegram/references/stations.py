"""Names of stations as references spell them."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

from reftel.vocab.keys import letter_key
from reftel.vocab.posts import STATION_TITLE_RE, load_posts

_TITLES = ("AMEMBASSY", "AMCONSUL", "EMBASSY", "USMISSION")
# Shorter names are too like ordinary words for a guess.
_SHORTEST_GUESS = 5
_SHORTEST_CUT = 4
_LONG_NAME = 9


@cache
def exact_spellings() -> dict[str, str]:
    """Post codes by every exact spelling in capitals, single blanks between words: ``AMEMBASSY LA PAZ``."""
    index = load_posts()
    found = {spelling.upper(): post.code for spelling, post in index.by_variant.items()}
    for post in index.by_code.values():
        found.update((spelling.upper(), post.code) for spelling in post.variants)
        found[post.words.upper()] = post.code
    found.update((code, code) for code in index.by_code)
    found.update({f"{title} {name}": code for title, (name, code) in product(_TITLES, found.items())})
    return found


@cache
def squeezed_spellings() -> dict[str, str]:
    """Post codes by spellings without blanks and punctuation: ``STPETERSBURG``."""
    index = load_posts()
    found = {letter_key(key): post.code for key, post in index.by_variant.items()}
    found.update((code, code) for code in index.by_code)
    return found


def find_station(key: str) -> str:
    """The code of the post that a squeezed name stands for, with or without a title; empty if there is none.

    >>> find_station("SECSTATE"), find_station("AMEMBASSYLAPAZ"), find_station("NOWHEREBURG")
    ('STATE', 'LAPAZ', '')
    """
    spellings = squeezed_spellings()
    return spellings.get(key) or spellings.get(STATION_TITLE_RE.sub("", key), "")


def guess_stations(key: str) -> tuple[str, ...]:
    """Codes of the posts whose name a damaged one is nearest to; empty if it is like none.

    A name may be cut short, or differ by one letter, or by two if it is long.

    >>> guess_stations("WELINGTON"), guess_stations("TEGUCIG"), guess_stations("PORT")
    (('WELLINGTON',), ('TEGUCIGALPA',), ('PORTAUPRINCE', 'PORTLOUIS', 'PORTMORESBY', 'PORTOFSPAIN'))
    """
    from rapidfuzz.distance import OSA  # only damaged text needs it

    key = STATION_TITLE_RE.sub("", key)
    codes = load_posts().by_code
    if len(key) >= _SHORTEST_CUT:
        cut = tuple(code for code in codes if code.startswith(key))
        if cut:
            return cut
    if len(key) < _SHORTEST_GUESS:
        return ()
    cutoff = 2 if len(key) >= _LONG_NAME else 1
    near = {
        code: distance
        for code in codes
        if (distance := OSA.distance(key, code, score_cutoff=cutoff)) <= cutoff
    }
    least = min(near.values(), default=0)
    return tuple(sorted(code for code, distance in near.items() if distance == least))


def fold_letters(word: str) -> str:
    """A word in capitals without accents, as telegrams print it."""
    if word.isascii():
        return word.upper()
    return "".join(char for char in unicodedata.normalize("NFKD", word).upper() if char.isascii())
