"""Sentences that report by no verb: a view, a question, a promise, or more of what was being said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reftel.document import Span
from reftel.telegram.cast import Mention, find_mentions
from reftel.telegram.patterns import (
    ACCOUNT_RE,
    ASKING_NOUNS,
    BACKSHIFT_RE,
    CAME_RE,
    DRAFTER_RE,
    JUDGING_NOUNS,
    MEETING_RE,
    NOUN_RE,
    PRESS_RE,
    PROMISING_NOUNS,
    PRONOUN_LEAD_RE,
    REACTION_RE,
    RETOLD_RE,
    SILENT_RE,
    SILENT_VERBS,
    VIEW_RE,
    WISH_RE,
)
from reftel.telegram.phrases import Phrase
from reftel.telegram.predicates import read_predicates
from reftel.telegram.promises import Promise
from reftel.telegram.readings import Reading
from reftel.telegram.roles import Side
from reftel.telegram.speech_acts import (
    ASKED,
    POINT,
    POSITION,
    PROMISED,
    QUESTION,
    THIRD,
    TOLD,
    UNDERTAKING,
    Act,
)
from reftel.telegram.subjects import Clauses, Way
from reftel.telegram.thread import Thread, is_person
from reftel.telegram.tokens import Kind, Token, span_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a telegram.

    Args:
        span: Its place in the raw text.
        original: Its words as sent, lines joined.
        text: The same, in small letters if it was sent in capitals.
        is_item: Whether a mark of a list stands before it.
        tokens: Its words without ", however," and its like.
        phrases: The role phrases among them.
    """

    span: Span
    original: str
    text: str
    is_item: bool
    tokens: list[Token]
    phrases: list[Phrase]


class Unreported:
    """A sentence that reports by no verb: a view, a question, a promise, or more of what was being said."""

    def __init__(self, sentence: Sentence, masked: str, clauses: Clauses, thread: Thread) -> None:
        self.text = sentence.text
        self.masked = masked
        self.tokens = clauses.tokens
        self.clauses = clauses
        self.thread = thread
        self.whole = Span(0, len(sentence.text))

    def acts(self) -> list[Act]:
        """The acts by the first rule that finds any."""
        if not self.tokens:
            return []
        return (
            self._view()
            or self._reaction()
            or self._noun()
            or self._came()
            or self._cited()
            or self._question()
            or self._future()
            or self._carried()
        )

    def view_before(self, readings: list[Reading]) -> list[Act]:
        """A view whose owner is named before any verb that reports: what those verbs say is his."""
        if not readings or readings[0].way is Way.ATTRIBUTION:
            return []
        match = VIEW_RE.search(self.masked)
        if match is None or match.start() >= self.tokens[readings[0].predicate.first].start:
            return []
        return self._view()

    def _view(self) -> list[Act]:
        match = VIEW_RE.search(self.masked)
        if match is None:
            return []
        owner = match["owner"] or ""
        if match["after"] or owner.lower().split()[:1] in (["his"], ["her"], ["their"]):
            side = self._side_of_possessor((match["after"] or owner).lower().split()[0])
        elif owner.startswith("our"):
            return []
        elif not owner:
            near = next(
                (m for m in self.clauses.mentions if self.tokens[m.first].start >= match.end() - 1), None
            )
            if near is None or self.tokens[near.first].start > match.end() + 60:
                return []
            side = self.thread.resolve(near, []).side or Side.GOVERNMENT
        else:
            found = self._owner_of(match)
            if found is None:
                return []
            side = found
        return [Act(TOLD[side], side, Span(*match.span()))]

    def _side_of_possessor(self, word: str) -> Side:
        pronoun = {"his": "he", "him": "he", "her": "she"}.get(word, "they")
        return self.thread.resolve(Mention(0, 1, None, pronoun=pronoun), []).side or Side.GOVERNMENT

    def _owner_of(self, match: re.Match[str]) -> Side | None:
        """The side of "the Chief Superintendent's" in "in the Chief Superintendent's telling"."""
        words = [token for token in self.tokens if match.start() < token.start < match.end()]
        owner = [token for token in words if token.start < match.end("owner")]
        if not owner:
            return None
        found = find_mentions([*owner[:-1], owner[-1].without_possessive()], self.thread.cast)
        if not found:
            return None
        return self.thread.resolve(found[-1], []).side

    def _reaction(self) -> list[Act]:
        """ "Reactions from civil society were mixed.": a judgment of the telegram on what a side said."""
        match = REACTION_RE.match(self.masked)
        if match is None:
            return []
        near = next((m for m in self.clauses.mentions if self.tokens[m.first].start >= match.end() - 1), None)
        side = near.side if near else None
        return [Act(THIRD, side, Span(*match.span()))] if side is Side.THIRD else []

    def _came(self) -> list[Act]:
        """ "It would be, came the answer.": from the side that was spoken to."""
        match = CAME_RE.search(self.masked)
        if match is None:
            return []
        side = Side.GOVERNMENT if self.thread.side in (None, Side.US) else Side.US
        if self.thread.side is Side.GOVERNMENT and match["noun"] in {"question", "request", "plea"}:
            side = Side.GOVERNMENT
        kinds = (
            ASKED
            if match["noun"] in {"question", "request", "plea"}
            else PROMISED
            if match["noun"] == "promise"
            else TOLD
        )
        return [Act(kinds[side], side, Span(*match.span()))]

    def _cited(self) -> list[Act]:
        """'The director was less sanguine: "Hotlines do not help."': a colon before what somebody said."""
        lead = self.clauses.main_subject(12)
        quoted = [
            at
            for at, token in enumerate(self.tokens)
            if token.kind is Kind.QUOTE and at and self.tokens[at - 1].low == ":"
        ]
        if not quoted or lead is None:
            return []
        side = self.thread.resolve(lead, []).side
        if side is None or not (is_person(lead) or lead.pronoun in {"he", "she", "they"}):
            return []
        return [Act(TOLD[side], side, self.whole)]

    def _noun(self) -> list[Act]:
        match = NOUN_RE.search(self.masked)
        if match is None or match.start() > 60:
            return []
        owner = match["owner"].lower()
        if owner in {"his", "her", "their", "its"}:
            if self.thread.side is None and owner == "its":
                return []
            side: Side | None = self._side_of_possessor(owner)
        elif owner == "our":
            side = Side.US
        else:
            side = self._side_before(match.start())
        if side is None:
            return []
        noun = match["noun"]
        kinds = ASKED if noun in ASKING_NOUNS else PROMISED if noun in PROMISING_NOUNS else TOLD
        if side is Side.US and noun in JUDGING_NOUNS:
            return []
        return [Act(kinds[side], side, Span(*match.span()))]

    def _side_before(self, at: int) -> Side | None:
        words = [token for token in self.tokens if token.start <= at]
        if not words or not words[-1].low:
            return None
        found = find_mentions([*words[-8:-1], words[-1].without_possessive()], self.thread.cast)
        return self.thread.resolve(found[-1], []).side if found else None

    def _question(self) -> list[Act]:
        if not self.text.rstrip('"”)').endswith("?"):
            lead = self.clauses.main_subject(12)
            speaks = lead is not None and lead.side is Side.GOVERNMENT and lead.first == 0
            if (speaks or self.thread.side in (Side.GOVERNMENT, Side.US)) and (
                match := WISH_RE.search(self.masked)
            ):
                return [Act(QUESTION, Side.GOVERNMENT, Span(*match.span()))]
            return []
        side = self.thread.side or Side.GOVERNMENT
        return [Act(ASKED[side], side, self.whole)]

    def _future(self) -> list[Act]:
        lead = self.clauses.main_subject(min(len(self.tokens), 30))
        side = self._side_of_lead(lead)
        if side not in (Side.GOVERNMENT, Side.US):
            return []
        if side is Side.US and lead is None:
            return []
        if (where := Promise(self.clauses).find(side, 0, len(self.tokens), reported=False)) is None:
            return []
        first, end = where
        if self.tokens[first].low == "would" and self.thread.side is None:
            return []
        return [Act(UNDERTAKING, side, span_of(self.tokens, first, end))]

    def _side_of_lead(self, lead: Mention | None) -> Side | None:
        if lead is None:
            return self.thread.side
        if lead.pronoun or lead.side is None:
            return self.thread.resolve(lead, []).side if lead.pronoun else self.thread.side
        return lead.side

    def _carried(self) -> list[Act]:
        side = self.thread.side
        lead = self.clauses.main_subject(min(len(self.tokens), 20))
        if side is None or self._breaks_off(lead):
            return []
        if (
            side is Side.US
            and lead is not None
            and lead.side is Side.GOVERNMENT
            and RETOLD_RE.search(self.masked)
        ):
            return [Act(POSITION, Side.GOVERNMENT, self.whole)]
        if side is Side.US:
            shifted = BACKSHIFT_RE.search(self.masked)
            if (
                shifted is None
                or POINT not in self.thread.kinds
                or (lead and lead.side is not None and lead.side is not Side.US)
            ):
                return []
        if side is not Side.US and not self._goes_on(lead, side):
            return []
        return [Act(TOLD[side], side, self.whole)]

    def _goes_on(self, lead: Mention | None, side: Side) -> bool:
        """Whether a sentence shows that it still gives somebody's account, and is not the drafter's own."""
        if PRONOUN_LEAD_RE.match(self.masked):
            return True
        if side is Side.THIRD:
            return False
        if (lead is not None and lead.side is Side.GOVERNMENT) or any(
            token.kind is Kind.QUOTE for token in self.tokens
        ):
            return True
        speaks = any(
            predicate.verb.act != "scene" and not predicate.is_participle and not predicate.is_infinitive
            for predicate in read_predicates(self.tokens)
        )
        return not speaks and ACCOUNT_RE.search(self.masked) is not None

    def _is_meeting(self, lead: Mention | None) -> bool:
        match = MEETING_RE.search(self.masked)
        if match is None:
            return False
        near = lead is None or match.start() - self.tokens[lead.end - 1].end < 30
        return near or any(mention.side is Side.US for mention in self.clauses.mentions)

    def _breaks_off(self, lead: Mention | None) -> bool:
        if self._is_meeting(lead) or DRAFTER_RE.search(self.masked) or PRESS_RE.search(self.masked):
            return True
        if SILENT_RE.search(self.masked):
            return True
        if lead is None:
            return False
        if lead.side is Side.US and self.thread.side is not Side.US:
            return True
        if (
            self.thread.side is Side.THIRD
            and lead.side is Side.GOVERNMENT
            and not lead.person
            and lead.head == "government"
            and self.tokens[lead.first].bare in self.thread.cast.home
        ):
            return True
        speaks = lead.pronoun in {"he", "she"} or (
            bool(lead.person)
            and self.thread.speaker is not None
            and lead.person == self.thread.speaker.person
        )
        following = self.clauses.low(lead.end)
        return speaks and lead.first < 4 and following in SILENT_VERBS
