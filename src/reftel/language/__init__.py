"""Sentences, words and numbers in words: what telegrams, narratives and comparison share."""

from reftel.language.sentences import split_items, split_sentences
from reftel.language.words import (
    NUMBER_WORDS,
    STOPWORDS,
    find_words,
    lower_case,
    read_number,
    read_ordinal,
    split_tokens,
)

__all__ = [
    "NUMBER_WORDS",
    "STOPWORDS",
    "find_words",
    "lower_case",
    "read_number",
    "read_ordinal",
    "split_items",
    "split_sentences",
    "split_tokens",
]
