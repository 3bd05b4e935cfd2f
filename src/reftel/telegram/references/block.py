"""Where the REF block of a fragment begins and ends."""

from __future__ import annotations

import re

from reftel.document import Span

# must match "REF:", "Refs:", "REF(S) :", "Reftel(s):", "REFERENCE:", "REF.", "REF A WELLINGTON", "REF -";
# must not match "REFORM IS", "REFUGEES:", "REF to"
_LINE_KEY_RE = re.compile(
    r"""
    ^ [^\S\n]{0,20}
    (?: R? REFF? (?: ERENCES? | TEL )? | RFE | EF | R [ ] E [ ] F (?: [ ] S )? )
    [^\S\n]{0,2} (?: S | \( [^\S\n]? S [^\S\n]? \) )?
    (?:
        [^\S\n]{0,5} [:;=]
      | (?<= REF | EFS | \(S\) ) [^\S\n]{0,5} [.,]
      | [^\S\n]{1,5} -
      | (?= [^\S\n]{1,5} (?: [(\[]? [A-Z] [^\S\n]{0,2} [.):\]] | (?-i: [A-Z] ) \s ) )
      | (?= [^\S\n]{0,3} [(\[] [A-Z] [)\]] )
      | (?= [^\S\n]{0,20} $ )
    )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# must match "REF:" in "AND FTAA REF: (A)", in "UK PRIMEREF: A."; must not match "reform:", "BRIEF:"
_INNER_KEY_RE = re.compile(
    r"(?: (?<![A-Za-z]) REF (?: ERENCES? | TEL )? S? | (?<= [A-Z]) REFS? | (?<![A-Za-z]) Refs? )"
    r" (?: [ ]? \(S\) )? [^\S\n]{0,3} :",
    re.VERBOSE | re.IGNORECASE,
)
# must match "BRIEF:" - what ends like the key and is a word of its own
_NO_KEY_RE = re.compile(r"(?:BRIEF|DEBRIEF|RELIEF|CHIEF|BELIEF)S?\Z", re.IGNORECASE)
# must match "TAGS: PGOV", "SUBJECT:", "E.O. 12958"; must not match "TAGS AND"
_OTHER_KEY_RE = re.compile(
    r"(?<![A-Za-z])"
    r" (?: TAGS? \s{0,3} : | SUBJ (?: ECT )? \s{0,3} : | E \.? \s? O \.? \s{0,3} :? \s{0,3} 1[0-9]{4} )",
    re.VERBOSE | re.IGNORECASE,
)
# must match "Classified By", "CLASSIFED BY", "REASON: 1.4", "SENSITIVE BUT UNCLASSIFIED", "This message is",
# "C O N F I D E N T I A L", "S e c r e t nairobi 001938", "Summary:", "-----", "(SBU) Post has met"; must not
# match "CLASSIFICATION GUIDE", "(C) Rio de Janeiro 12"
_STOP_RE = re.compile(
    r"""
      (?<![A-Za-z("“]) (?:
        C [LA]{1,2} S{1,2} I? F? I? F? I? E? D \s{0,3} B[YU] (?![A-Za-z])
      | DERIVED \s FROM | REASONS? \s{0,3} : | DECL (?: ASSIFY )? (?: \s ON )? \s{0,2} :
      | TAGS? \s{0,3} : | SUBJ (?: ECT )? \s{0,3} : | E \.? \s? O \.? \s{0,3} :? \s{0,3} 1[0-9]{4}
      | SENSITIVE \s BUT \s UNCLAS | NOT \s FOR \s (?: INTERNET | DISTRIBUTION | PUBLIC )
      | PLEASE \s (?: PROTECT | HANDLE | SEE ) | THIS \s (?: MESSAGE | CABLE | TELEGRAM | IS ) (?![A-Za-z])
      | (?: BEGIN \s )? SUMMARY \s{0,3} (?: [:.-] | AND \s COMMENT | $ )
      | U \s? N \s? C \s? L \s? A \s? S (?![A-Za-z])
      | C \s O \s N \s F \s I \s D \s E \s N \s T \s I \s A \s L | S \s E \s C \s R \s E \s T (?![A-Za-z])
      )
    | ^ [^\S\n]* (?:
        [-=_*]{4,}
      | (?: DEPT | DEPARTMENT | STATE (?: /[A-Z/]{1,20} )? ) [ ] (?: FOR | PASS | PLEASE [ ] PASS ) [ ]
      | SENSITIVE [^\S\n]* $
      | (?: CONFIDENTIAL | SECRET | UNCLASSIFIED )
        (?: [^\S\n]* $ | [^\S\n]{1,9} (?: SECTION | [A-Z]{3,20} [ ] [0-9]{6} ) )
      | ¶? [ ]? (?: \( (?: U | SBU | C | S ) \) [ ]? )? (?: BEGIN [ ] )?
        (?: INTRODUCTION | ACTION \s REQUEST | BACKGROUND ) \s{0,3} [:.-]
      | ¶? [ ]? \( (?: U | SBU | [CS] | [CS]/NF ) \) \s{1,3} (?-i: [A-Z][a-z]+ ) (?: \s (?-i: [a-z]+ ) \b ){2}
      | (?P<one> ¶? [ ]? 1 [ ]? \. [ ]? (?! [0-9] ) )
      )
    | (?<= \s ) ¶? 1 [ ]? \. [ ]{0,3} \( (?: U | SBU | C | S | C/NF | S/NF ) \)
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# must match "N/A", "NONE."; must not match "NONE OF"
_NOTHING_RE = re.compile(r"\s{0,9}(?:N/A|NONE|NIL)[\s.]{0,9}(?:\n|\Z)", re.IGNORECASE)
# must match "STATE 123" (an item that the number 1 opens), "05 PARIS 12"; must not match "Embassy London is"
_ITEM_RE = re.compile(
    r"\s{0,3}(?:[0-9]{2,4}\s{1,3})?[A-Z]{2,20}(?:[ -][A-Z]{2,15}){0,3}\s{0,3}[0-9]{1,7}\b", re.IGNORECASE
)


def find_block(text: str) -> Span | None:
    """The words behind the first REF key, up to the next field or the text.

    Args:
        text: A head, a part of one, or a block alone.

    Returns:
        The block without its key. As much as stands before another field or the text if there is no key at
        all; None if there are other keys but no REF key, and where the block says that there is no reference.
    """
    after = _find_key(text)
    if after is None:
        if _OTHER_KEY_RE.search(text):
            return None
        after = 0
    if _NOTHING_RE.match(text, after):
        return None
    at = after
    while stop := _STOP_RE.search(text, at):
        # Items may be numbered as paragraphs are.
        if stop["one"] is None or not _ITEM_RE.match(text, stop.end()):
            return Span(after, stop.start())
        at = stop.end()
    return Span(after, len(text))


def _find_key(text: str) -> int | None:
    first = _LINE_KEY_RE.search(text)
    for inner in _INNER_KEY_RE.finditer(text, 0, first.start() if first else len(text)):
        if not _NO_KEY_RE.search(text[max(0, inner.start() - 8) : inner.start() + 3]):
            return inner.end()
    return first.end() if first else None
