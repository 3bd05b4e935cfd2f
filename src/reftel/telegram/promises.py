"""What is said without a verb of its own: futures that promise, and wishes that ask."""

from __future__ import annotations

import re

from reftel.telegram.cast import Mention
from reftel.telegram.phrases import DETERMINERS, PREPOSITIONS
from reftel.telegram.predicates import ADVERBS, BE, NEGATIONS
from reftel.telegram.roles import Side
from reftel.telegram.subjects import COORDINATORS, SUBORDINATORS, Clauses
from reftel.telegram.tokens import Kind

_FUTURE_WORDS = frozenset({"will", "would", "shall"})
# "is to", "are due to", "was going to", "intends to"
_TO_COME = frozenset("due going set scheduled about expected slated ready prepared".split())
_INTENDING = frozenset("intend intends intended plan plans planned aim aims pledge pledges".split())
_CONDITIONS = frozenset({"if", "unless", "whether", "could", "might"})
# Futures of these foresee or judge; nobody undertakes them.
_NO_PROMISE = frozenset(
    """
    not never like prefer welcome need require depend remain seem appear only hardly scarcely help mean count cost lead cause
    suffer lose suggest expect hope stand happen take-time find serve encourage teach deserve matter want appreciate love hate
    show prove benefit continue-to-be worsen rise fall increase decrease grow hurt harm damage affect undermine regret say tell
    be-unfair think believe know understand cease die fail mislead deter force exceed reflect lack belong surely probably
    likely possibly certainly enjoy stay keep-on have result accomplish achieve improve print judge please
    """.split()
)
_BE_PROMISE = frozenset(
    "ready held sent given made put done in on with at open available completed there brought before operational taken set met "
    "drawn built written kept paid begun shown present up running".split()
)
_BE_NO_PROMISE = frozenset(
    "needed required forced reported counted affected covered judged seen considered subjected deterred harmed damaged viewed "
    "regarded perceived disappointed pleased surprised decided determined weighed reflected used misinterpreted interpreted tempted "
    "interested supposed allowed believed caught limited blamed punished removed told lifted".split()
)
_INANIMATE_PROMISE = frozenset(
    "start begin open come go reach enter follow take include receive replace cover provide arrive convene meet submit issue".split()
)
_US_BE_PROMISE = frozenset("sent added provided forwarded shared delivered included made passed transmitted relayed conveyed given raised".split())
_US_INANIMATE = frozenset("come reach follow arrive".split())
# What a post owes its own Department is no undertaking towards the host.
_OWN_BUSINESS = frozenset("report advise monitor note defer continue keep follow remain".split())
_AIMS = frozenset("message aim goal purpose task role job priority point problem question intention idea challenge best hope concern duty".split())


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
        while look < end and (self.clauses.low(look) in ADVERBS - NEGATIONS or self.clauses.low(look).endswith("ly") and self.clauses.low(look) not in {"apply", "supply", "reply", "rely", "comply"}):
            look += 1
        return look if look <= end else None

    def _promises(self, at: int, verb: int, side: Side, first: int, *, reported: bool) -> bool:
        clauses = self.clauses
        low = clauses.low(verb)
        if clauses.low(at - 1) in _AIMS or clauses.low(at - 1) in {"who", "which", "that", "what"}:
            return False
        owner = self._owner(at, first)
        if owner is not None and clauses.low(owner.first - 1) in {"which", "who", "whom", "where"}:
            return False
        own = self._is_own(owner, side, reported=reported)
        if own is False:
            return False
        if low in {"", ".", ",", "do"} or clauses.kind(verb) is not Kind.WORD:
            return owner is not None and reported  # "Poloff said he would."
        if low in _NO_PROMISE or low in NEGATIONS or low in BE - {"be"} or low[0].isdigit() or low in SUBORDINATORS:
            return low == "have" and own is True and clauses.low(verb + 1) in DETERMINERS
        if low == "look" and clauses.low(verb + 1) not in {"for", "into", "over", "at"}:
            return False
        if side is Side.US:
            return self._us_promises(verb, own is True, reported=reported)
        if low == "become":
            return clauses.low(verb + 1) in {"binding", "law", "operational", "effective", "mandatory", "compulsory"}
        if low == "be":
            return self._be_promises(verb + 1)
        return own is True or low in _INANIMATE_PROMISE

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
        """"a procedure for recognizing victims will": a verb or noun stands right before."""
        before = self.clauses.low(mention.first - 1)
        return before.endswith("ing") and before.isalpha()

    def _shared(self, at: int, first: int) -> Mention | None:
        """"The commission will meet and would report": the subject of what stands before."""
        for mention in self.clauses.mentions:
            if first <= mention.first < at:
                return mention
            if mention.first >= at:
                break
        return None

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
        if owner.side is side:
            return True
        return False


_US = r"(?:the\s)?(?:U\.?S\.?|USG|United\sStates|Embassy|embassy|Consulate|consulate|Washington|Department|Poloffs?|Ambassador|Charg[eé]|DCM|Americans?|G/TIP|USAID|FBI|[Pp]ost|we)"
# must match "it would be most helpful if", "would like a copy", "hoped that the Embassy could"
# must not match "the law would help", "he hoped that Parliament would pass the bill", "would like to thank"
WISH_RE = re.compile(
    rf"""
    \b would \s (?: also \s | still \s )? be \s (?: very \s | most \s | extremely \s | more \s | especially \s | deeply \s )?
        (?: grateful | helpful | useful | appreciated | glad | obliged | thankful | welcome | of \s (?: great \s )? help ) \b (?= \s (?: if | for | to \s (?: have | receive | get | see ) ) | [,.] )
  | \b would \s (?: also \s | very \s much \s | particularly \s | greatly \s )? (?: appreciate | welcome ) \s
  | \b would \s (?: also \s )? like \s (?! to \s (?! know | see | have | receive | get | hear | obtain | borrow | learn ) )
  | \b hop (?: ed | es | ing ) \s (?: that \s )? {_US} \b [^.;]{{0,60}}? \b (?: would | could | will | might | can | continue )
  | \b hop (?: ed | es | ing ) \s (?: for | to \s (?: receive | obtain | get | have ) ) \s
  | \b (?: suggest | recommend | propos ) (?: ed | es | s | ing ) \s (?: that \s )? {_US} \b
  | \b want (?: s | ed ) \s [^.;,]{{1,60}}? \b (?: corrected | removed | deleted | changed | reworded | included | dropped | amended | restored ) \b
  | \b had \s (?: a \s | his \s | her \s | their \s ) (?: wish | shopping ) \s? list \b
  | \b on \s (?: his | her | their | its ) \s (?: wish \s? )? list \b
  | \b (?: could | would | might ) \s {_US} \s (?: perhaps \s | please \s )? (?: not \s )? (?: help | provide | send | share | consider | offer | support | lend | arrange | assist | fund | reconsider )
  | \b (?: U\.S\. | USG | American | Embassy ) \s (?: \w+ \s )? (?: assistance | help | support | funding | training ) \s (?: would | is \s needed | was \s needed )
  | \b (?: needs | needed | in \s need \s of ) \s (?: [a-z-]+ \s ){{0,3}} (?: assistance | help | training | trainers? | equipment | funding | vehicles? | expertise ) \s from \b
    """,
    re.VERBOSE,
)
