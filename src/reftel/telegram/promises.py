"""What is said without a verb of its own: futures that promise, and wishes that ask."""

from __future__ import annotations

from reftel.language.words import word_set
from reftel.telegram.cast import Mention
from reftel.telegram.phrases import DETERMINERS, PREPOSITIONS
from reftel.telegram.predicates import ADVERBS, BE, NEGATIONS
from reftel.telegram.roles import Side
from reftel.telegram.subjects import COORDINATORS, SUBORDINATORS, Clauses
from reftel.telegram.tokens import Kind

_FUTURE_WORDS = frozenset({"will", "would", "shall"})
# "is to", "are due to", "was going to", "intends to"
_TO_COME = word_set("due going set scheduled about expected slated ready prepared")
_INTENDING = word_set("intend intends intended plan plans planned aim aims pledge pledges")
_CONDITIONS = frozenset({"if", "unless", "whether", "could", "might"})
# Futures of these foresee or judge; nobody undertakes them.
_NO_PROMISE = word_set(
    """
    not never like prefer welcome need require depend remain seem appear only hardly scarcely help mean
    count cost lead cause suffer lose suggest expect hope stand happen find serve encourage
    teach deserve matter want appreciate love hate show prove benefit worsen rise fall
    increase decrease grow hurt harm damage affect undermine regret say tell think believe
    know understand cease die fail mislead deter force exceed reflect lack belong surely probably likely
    possibly certainly enjoy stay have result accomplish achieve improve print judge please
    """
)
_BE_PROMISE = word_set(
    """
    ready held sent given made put done in on with at open available completed there brought before
    operational taken set met drawn built written kept paid begun shown present up running
    """
)
_BE_NO_PROMISE = word_set(
    """
    needed required forced reported counted affected covered judged seen considered subjected deterred
    harmed damaged viewed regarded perceived disappointed pleased surprised decided determined weighed
    reflected used misinterpreted interpreted tempted interested supposed allowed believed caught
    limited blamed punished removed told lifted
    """
)
_INANIMATE_PROMISE = word_set(
    """
    start begin open come go reach enter follow take include receive replace cover provide arrive
    convene meet submit issue
    """
)
_BECOMING = word_set("binding law operational effective mandatory compulsory")
_US_BE_PROMISE = word_set(
    """
    sent added provided forwarded shared delivered included made passed transmitted relayed conveyed
    given raised
    """
)
_US_INANIMATE = word_set("come reach follow arrive")
_VERBS_IN_LY = word_set("apply supply reply rely comply")
# What a post owes its own Department is no undertaking towards the host.
_OWN_BUSINESS = word_set("report advise monitor note defer continue keep follow remain")
_AIMS = word_set(
    """
    message aim goal purpose task role job priority point problem question intention idea challenge best
    hope concern duty
    """
)

_REACH = 120


class Promise:
    """Looks for the futures of one sentence."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses

    def find(self, side: Side, first: int, end: int, *, reported: bool) -> tuple[int, int] | None:
        """The tokens of the first future by which a side promises to act; None if there is none.

        Args:
            side: Who speaks.
            first, end: The tokens of what is said.
            reported: Whether it depends on a verb, so that pronouns stand for the speaker.
        """
        doubtful = False
        at = first
        end = min(end, first + 2 * _REACH)
        while at < end:
            low = self.clauses.low(at)
            if low in _CONDITIONS:
                doubtful = True
            elif low in {"but", ";", "and"}:
                doubtful = doubtful and low == "and"
            verb = self._future_at(at, end)
            if verb is not None and not doubtful and self._promises(at, verb, side, first, reported=reported):
                return at, min(verb + 1, end)
            at += 1
        return None

    def _future_at(self, at: int, end: int) -> int | None:
        """Where the verb behind a future stands."""
        low = self.clauses.low(at)
        look = at + 1
        if low not in _FUTURE_WORDS:
            if low in _INTENDING:
                pass
            elif low in BE and low != "be":
                if self.clauses.low(look) in ADVERBS:
                    look += 1
                if self.clauses.low(look) in _TO_COME:
                    look += 1
            else:
                return None
            if self.clauses.low(look) != "to":
                return None
            look += 1
        while look < end and self._is_adverb(self.clauses.low(look)):
            look += 1
        return look if look <= end else None

    @staticmethod
    def _is_adverb(low: str) -> bool:
        return low in ADVERBS - NEGATIONS or (low.endswith("ly") and low not in _VERBS_IN_LY)

    def _promises(self, at: int, verb: int, side: Side, first: int, *, reported: bool) -> bool:
        """Whether a future is somebody's own: "he would send", not "the law would help"."""
        clauses = self.clauses
        before = clauses.low(at - 1)
        owner = self._owner(at, first)
        own = self._is_own(owner, side, reported=reported)
        relative = owner is not None and clauses.low(owner.first - 1) in {"which", "who", "whom", "where"}
        if own is False or relative or before in _AIMS or before in {"who", "which", "that", "what"}:
            return False
        low = clauses.low(verb)
        if low in {"", ".", ",", "do"} or clauses.kind(verb) is not Kind.WORD:
            return owner is not None and reported  # "Poloff said he would."
        if self._foresees(verb):
            return low == "have" and own is True and clauses.low(verb + 1) in DETERMINERS
        if side is Side.US:
            return self._us_promises(verb, own is True, reported=reported)
        if low == "become":
            return clauses.low(verb + 1) in _BECOMING
        return self._be_promises(verb + 1) if low == "be" else own is True or low in _INANIMATE_PROMISE

    def _foresees(self, verb: int) -> bool:
        """Whether what is to come is only foreseen or judged: "would help", "will be needed"."""
        low = self.clauses.low(verb)
        if low == "look":
            return self.clauses.low(verb + 1) not in {"for", "into", "over", "at"}
        no_verb = low in NEGATIONS or low in BE - {"be"} or low in SUBORDINATORS or low[0].isdigit()
        return no_verb or low in _NO_PROMISE

    def _be_promises(self, at: int) -> bool:
        while self.clauses.low(at) in ADVERBS - NEGATIONS or self.clauses.low(at).endswith("ly"):
            at += 1
        low = self.clauses.low(at)
        if low in _BE_NO_PROMISE:
            return False
        return low in _BE_PROMISE or (low.endswith("ed") and low not in _BE_NO_PROMISE)

    def _us_promises(self, verb: int, own: bool, *, reported: bool) -> bool:
        low = self.clauses.low(verb)
        if own:
            return low != "be" and (reported or low not in _OWN_BUSINESS)
        if low == "be":
            return self.clauses.low(verb + 1) in _US_BE_PROMISE
        return low in _US_INANIMATE

    def _owner(self, at: int, first: int) -> Mention | None:
        """Whose future it is, as far as the clause names someone."""
        look = at
        while look > first and at - look < 14:
            mention = self.clauses.by_end.get(look)
            if mention is not None:
                before = self.clauses.low(mention.first - 1)
                if mention.first <= first or not (before in PREPOSITIONS or self._is_object(mention)):
                    return mention
                look = mention.first
                continue
            low = self.clauses.low(look - 1)
            if low in COORDINATORS:
                return self._shared(look, first)
            if low in SUBORDINATORS or low in {";", ":"} or self.clauses.kind(look - 1) is Kind.QUOTE:
                return None
            if low == ",":
                return None
            look -= 1
        return None

    def _is_object(self, mention: Mention) -> bool:
        """ "a procedure for recognizing victims will": a verb or noun stands right before."""
        before = self.clauses.low(mention.first - 1)
        return before.endswith("ing") and before.isalpha()

    def _shared(self, at: int, first: int) -> Mention | None:
        """ "The commission will meet and would report": the subject of what stands before."""
        places = range(first, min(at, first + _REACH))
        return next(
            (self.clauses.by_first[place] for place in places if place in self.clauses.by_first), None
        )

    def _is_own(self, owner: Mention | None, side: Side, *, reported: bool) -> bool | None:
        """Whether the one who will act is the speaker's side; None if it is a thing."""
        if owner is None:
            return None
        if owner.pronoun == "it":
            return None if side is Side.US else True
        if owner.pronoun and owner.pronoun != "we" and reported:
            return True
        if owner.side is None:
            return side is Side.GOVERNMENT or None
        return owner.side is side
