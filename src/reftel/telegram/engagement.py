"""What a telegram reports of a government's response: who answered, asked, undertook or was told what.

Everything found is a proposal. The rules go by the verb that reports a speech act and by whose verb it is;
a sentence without such a verb carries on what was being said just before. They stand in ``classify``, on top
of ``speech_acts`` (what a verb makes of it), ``subjects`` (whose verb it is), ``predicates`` (which verbs
report) and ``cast`` (who is who).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from reftel.document import Finding, Span, fold_white_space
from reftel.language import split_sentences
from reftel.language.words import word_set
from reftel.telegram.capitals import find_names, is_in_capitals, restore_case
from reftel.telegram.cast import Cast, read_cast
from reftel.telegram.classify import classify_sentence
from reftel.telegram.model import Paragraph, Telegram
from reftel.telegram.names import NOT_NAMES, name_key
from reftel.telegram.phrases import find_phrases
from reftel.telegram.roles import Side
from reftel.telegram.thread import Thread
from reftel.telegram.tokens import drop_parentheses, split_words
from reftel.telegram.unreported import Sentence
from reftel.vocab.countries import countries

VERSION = 2
COMMENT = "comment"

# matches: "Q12A:" at a line's start; does not match: "Q1 of 2009"
ANSWER_RE = re.compile(r"^[ \t]*(?:Q|QUESTION )\d{1,3}[A-Z]?[:.)]", re.MULTILINE)
FEWEST_ANSWERS = 4
# matches: "-- " in "-- Fund a shelter."; does not match: "--" in "well--known"
ITEM_RE = re.compile(r"\s*(?:--?|[*•])\s+")
# matches: " -- " in "steps: -- open cases"; does not match: " -- " in "the law -- passed in May"
ITEM_START_RE = re.compile(r"(?<=[:;.])\s(?P<mark>(?:--?|[*•])\s)")
# matches: "(Note: "; does not match: "(Comment: "
NOTE_RE = re.compile(r"[(\[]\s*note\b", re.IGNORECASE)
# matches: "(Comment: ", "Note: "; does not match: "Comments were made"
OPEN_LABEL_RE = re.compile(r"[(\[]?\s*(?:(?:Post )?comment|note)\s*[:.]\s*", re.IGNORECASE)
# matches: "End comment.)", "END SUMMARY AND COMMENT."; does not match: "The end came soon."
CLOSE_LABEL_RE = re.compile(
    r"[(\[]?\s*End (?:of )?(?:comment|note|summary|bio note)s?\b[^.]{0,30}\.?\s*[)\]]?\s*$", re.IGNORECASE
)
_CLOSE_WIDTH = 60
# Parts of nationalities that also mean a continent, a people or a thing; and Americans, no foreigners here.
_NO_NATIONALITIES = NOT_NAMES | word_set(
    """
    american us usa u.s. u.s.a. u.s.g. america african arab islander islanders european man bank coast
    see guard
    """
)


def find_engagement(telegram: Telegram) -> tuple[Finding, ...]:
    """Propose what each side said, asked and undertook, and set the post's comment apart.

    Telegrams of the Department instruct; they report no response and give nothing here. A submission answers
    the Department's numbered questions in the post's own voice; only its comment is found.

    Returns:
        Findings in text order within each paragraph, of kinds ``position``, ``question``, ``undertaking``,
        ``point``, ``third-party`` and ``comment``; attribute ``side`` says whose. Spans are whole sentences
        in the raw text.
    """
    if telegram.station.upper().startswith(("STATE", "SECSTATE")):
        return ()
    if _answers_data_call(telegram):
        return tuple(_comment_findings(telegram))
    sentences = [(p, sentence) for p in telegram.paragraphs for sentence in _sentences(telegram, p)]
    if is_in_capitals("".join(sentence.text for _, sentence in sentences)):
        names = find_names([sentence.text for _, sentence in sentences])
        sentences = [(p, _in_small_letters(sentence, names)) for p, sentence in sentences]
    cast = _cast_of(telegram, [sentence for _, sentence in sentences])
    found: list[Finding] = []
    thread = Thread(cast=cast, genders=dict(cast.genders))
    current: Paragraph | None = None
    for paragraph, sentence in sentences:
        if paragraph is not current:
            thread.begin_paragraph()
            current = paragraph
        found += _sentence_findings(paragraph, sentence, thread)
    return tuple(found + _comment_findings(telegram))


def _answers_data_call(telegram: Telegram) -> bool:
    """Whether the paragraphs answer questions by number, as a submission for the next report does."""
    answers = (ANSWER_RE.findall(p.span.of(telegram.raw)) for p in telegram.paragraphs)
    return sum(map(len, answers)) >= FEWEST_ANSWERS


def _cast_of(telegram: Telegram, sentences: list[Sentence]) -> Cast:
    """Who is who; the head of the post is seldom introduced."""
    station = frozenset(word.capitalize() for word in telegram.station.split())
    home, abroad = _home_and_abroad(telegram.countries)
    cast = Cast(
        places=_place_words() | station, home=home, abroad=abroad, clergy_governs="VAT" in telegram.countries
    )
    if telegram.signature:
        names = [token for token in split_words(telegram.signature.text)[:14] if token.is_capitalized]
        cast.learn((name_key(token) for token in names[-1:]), Side.US, by_title=True)
    tokens = [sentence.tokens for sentence in sentences]
    return read_cast(tokens, cast, [sentence.phrases for sentence in sentences])


@cache
def _place_words() -> frozenset[str]:
    """Words of country names and adjectives, which look like people's names and are none."""
    names = [name for c in countries() for name in (c.name, *c.other_names, *c.adjectives)]
    return frozenset(word for name in names for word in re.findall(r"[A-Z][\w'’]+", name))


@cache
def _nationalities() -> dict[str, frozenset[str]]:
    """Adjectives and one-word names of each country, by ISO code, in small letters."""
    found: dict[str, frozenset[str]] = {}
    for country in countries():
        words = [adjective.split()[-1] for adjective in country.adjectives]
        words += [name for name in (country.name, *country.other_names) if " " not in name]
        kept = {word.lower() for word in words if word[:1].isupper()} - _NO_NATIONALITIES
        found[country.iso3] = found.get(country.iso3, frozenset()) | kept
    return found


def _home_and_abroad(about: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The nationality words of the countries that a telegram is about, and all others."""
    words = _nationalities()
    home = frozenset[str]().union(*(words.get(iso3, frozenset()) for iso3 in about))
    every = frozenset[str]().union(*words.values())
    return home, every - home if about else frozenset()


def _sentence_findings(paragraph: Paragraph, sentence: Sentence, thread: Thread) -> list[Finding]:
    acts = classify_sentence(sentence, thread)
    if paragraph.role != "report":
        return []
    grouped: dict[tuple[str, Side], list[Span]] = {}
    for act in acts:
        spans = grouped.setdefault((act.kind, act.side), [])
        if not any(span.covers(act.evidence) for span in spans[-4:]):
            spans.append(act.evidence)
    return [
        Finding(
            kind=kind,
            span=sentence.span,
            rule=f"engagement.{kind}/{VERSION}",
            attributes={"side": str(side), "words": _words_of_spans(sentence.original, spans)},
            marking=paragraph.marking,
        )
        for (kind, side), spans in grouped.items()
    ]


def _words_of_spans(text: str, spans: list[Span]) -> str:
    return "; ".join(dict.fromkeys(span.of(text) for span in spans))


def _comment_findings(telegram: Telegram) -> list[Finding]:
    found = []
    for paragraph in telegram.paragraphs:
        asides = [aside for aside in paragraph.asides if not NOTE_RE.match(telegram.raw, *aside)]
        spans = [paragraph.text_span] if paragraph.role == "comment" else asides
        for span in spans:
            clean = fold_white_space(telegram.raw, span, telegram.leave_out)
            for sentence in split_sentences(clean.text):
                words = _strip_labels(clean.text, sentence)
                if words.length:
                    rule = f"engagement.{COMMENT}/{VERSION}"
                    attributes = {"side": str(Side.US)}
                    raw_span = clean.to_raw(words)
                    found.append(Finding(COMMENT, raw_span, rule, attributes, marking=paragraph.marking))
    return found


def _strip_labels(text: str, sentence: Span) -> Span:
    start, end = sentence
    if match := OPEN_LABEL_RE.match(text, start, end):
        start = match.end()
    if match := ITEM_RE.match(text, start, end):
        start = match.end()
    if match := CLOSE_LABEL_RE.search(text, max(start, end - _CLOSE_WIDTH), end):
        end = match.start()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _in_small_letters(sentence: Sentence, names: frozenset[str]) -> Sentence:
    text = restore_case(sentence.original, names, _place_words())
    tokens = drop_parentheses(split_words(text))
    return replace(sentence, text=text, tokens=tokens, phrases=find_phrases(tokens))


def _split_items(text: str) -> list[Span]:
    """Sentences, cut again where items of a list begin: "three steps: -- open cases; -- fund a shelter"."""
    found: list[Span] = []
    for sentence in split_sentences(text):
        start = sentence.start
        for match in ITEM_START_RE.finditer(text, *sentence):
            found.append(Span(start, match.start()))
            start = match.end() - len(match["mark"])
        found.append(Span(start, sentence.end))
    return [span for span in found if span.length]


def _sentences(telegram: Telegram, paragraph: Paragraph) -> list[Sentence]:
    """The sentences of a paragraph without page lines and asides, each with its place in the raw text."""
    holes = sorted((*telegram.leave_out, *paragraph.asides))
    clean = fold_white_space(telegram.raw, paragraph.text_span, holes)
    found = []
    for sentence in _split_items(clean.text):
        words = _strip_labels(clean.text, sentence)
        if words.length:
            text = words.of(clean.text)
            is_item = words.start - sentence.start > 1
            tokens = drop_parentheses(split_words(text))
            found.append(Sentence(clean.to_raw(words), text, text, is_item, tokens, find_phrases(tokens)))
    return found
