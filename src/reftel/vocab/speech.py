"""Verbs with which telegrams report who said, asked, promised or delivered what."""

from __future__ import annotations

from functools import cache

from reftel.vocab.tables import load_rows

TABLE = "speech_verbs.csv"
COLUMNS = ("forms", "act", "source")
ACTS = ("say", "stance", "ask", "commit", "deliver")


@cache
def speech_verbs() -> dict[str, str]:
    """Verb forms in small letters, each with its act: ``say``, ``stance``, ``ask``, ``commit`` or ``deliver``.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    acts: dict[str, str] = {}
    for forms, act, _source in load_rows(TABLE, COLUMNS):
        for form in forms.split("|"):
            acts.setdefault(form.strip(), act)
    return acts
