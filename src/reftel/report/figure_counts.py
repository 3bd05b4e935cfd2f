"""What a number of people, cases or things counts: the rules, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reftel.language.words import word_set
from reftel.report.figure_parse import CRIME_KIND, NOUN_KIND, VICTIM_KIND, Draft, Parsed, Phrase, Verb
from reftel.report.figure_words import Act, Noun
from reftel.report.quantities import Quantity

Kinds = list[tuple[str, str]]

TRAINING_RE = re.compile(
    r"\b train (?: ed | ing | ings )? \b | seminar | workshop | course | colloqui", re.VERBOSE
)
# matches: "trained"; does not match: "constraint"

IN_TRAINING_RE = re.compile(
    r"""
    (?: participat \w+ \s in | attended | received | completed ) \s .{0,50}? (?: training | workshop
      | seminar | course )
    """,
    re.VERBOSE,
)
# matches: "participated in four training programs"; does not match: "received a visa"

TOOK_PART_RE = re.compile(r"^ \w+ \s (?: [\w-]+ \s ){0,8}? (?: participated | attended ) \b", re.VERBOSE)
# matches: "judges from two towns participated"; does not match: "judges convicted"

PLANNED_RE = re.compile(
    r"""
    \b (?: aim | plan | intend | hop | goal | target | expect ) \w* \s (?: of | to | \w+ ing ) \s
    | \b would \b | \b will \b | in \s the \s future
    """,
    re.VERBOSE,
)
# matches: "aimed to train"; does not match: "trained"

ABOUT_VICTIMS_RE = re.compile(
    r"""victim | exploit | services | assistance | shelter | \b aid \b | support | \b care \b
      | counsel""",
    re.VERBOSE,
)
# matches: "to victims"; does not match: "to men"

AT_RISK_RE = re.compile(r"indicator | \b working \s in \b | in \s violation", re.VERBOSE)
# matches: "children working in"; does not match: "children in prostitution"

NO_DATA_RE = re.compile(
    r"""
    \b (?: not | unable \s to ) \s (?: provide | report | have | disclose ) \s (?: \w+ \s ){0,4}
    (?: data | information | details | statistics ) \s (?: for | on | about | regarding ) \b
    """,
    re.VERBOSE,
)
# matches: "did not provide sentencing data for"; does not match: "did not report any"

PUNISHED_RE = re.compile(
    r"""\b (?: fines | (?: suspended \s | prison \s )? sentences | jail \s terms ) \s (?: to | for | on
      | against ) \b""",
    re.VERBOSE,
)
# matches: "issued fines to"; does not match: "fines of"

RESULT_RE = re.compile(
    r"""
    ^ (?: [a-z-]+ \s ){0,2} (?: resulted | resulting | ended ) \s in \s (?: an? \s | [a-z]+ \s )?
    (?P<kind> conviction | acquittal | prosecution )
    """,
    re.VERBOSE,
)
# matches: "resulted in a conviction"; does not match: "resulting in 12 prosecutions"

SHELTER_BEHIND_RE = re.compile(
    r"^ (?: in | at | residing \s in | staying \s in ) \s (?: [\w-]+ \s ){0,2} shelters?", re.VERBOSE
)
# matches: "in government shelters"; does not match: "in courts"

WEAK_HELP = word_set(
    """
    repatriated repatriating repatriate repatriation facilitated granted given gave issued placed allowed
    offered offering provided providing obtained accepted registered placing granting returned
    """
)
SHELTER_WORDS = word_set(
    """
    shelter shelters reception crisis rehabilitation rehabilitative care residential protection transit
    temporary welfare safe short-term long-term housing emergency accommodation trafficking victim victims
    women's
    children's recovery domestic violence
    """
)
NO_SHELTER = frozenset(
    {
        "detention",
        "processing",
        "checkpoint",
        "prison",
        "health",
        "call",
        "training",
        "entertainment",
        "massage",
    }
)
PUBLIC = word_set(
    """
    awareness outreach public students sensitization information educational campaign pre-departure television
    radio community
    """
)
OFFICERS = frozenset({"police", "officials", "judges", "prosecutors"})
LEARNERS = frozenset(
    {"students", "workers", "children", "citizens", "migrants", "youth", "households", "passengers"}
)
UNLISTED = frozenset({"unregistered", "undocumented", "irregular", "undeclared"})
OFFENSES = frozenset({"violations", "crimes", "counts", "violation"})
LED_TO = frozenset({"resulted", "resulting", "led", "leading", "yielded"})
CRIME_KINDS = frozenset(CRIME_KIND.values())
NEAR, FAR = 4, 12


@dataclass
class Count:
    """A number with its noun and the verbs around it."""

    parsed: Parsed
    quantity: Quantity
    phrase: Phrase
    left: Verb | None
    right: Verb | None

    @cached_property
    def segment(self) -> str:
        """The clause up to the number, in lower case."""
        return self.parsed.words(self.parsed.segment_start(self.quantity.first), self.quantity.first)

    @cached_property
    def behind(self) -> str:
        """The words from the last one of the noun phrase on."""
        return self.parsed.words(self.phrase.end, self.phrase.end + 16)

    @cached_property
    def after(self) -> str:
        """The words behind the noun phrase."""
        return self.parsed.words(self.phrase.end + 1, self.phrase.end + 7)

    @property
    def last(self) -> Draft | None:
        """The figure before it in the sentence."""
        return self.parsed.drafts[-1] if self.parsed.drafts else None

    @cached_property
    def verb(self) -> Verb | None:
        """What was done: a finite verb behind says it, else the near one before, else a participle behind."""
        left, right = self.left, self.right
        first = self.quantity.first
        if left and right and LED_TO & set(self.parsed.lows(left.at + 1, first)):
            left = None
        at_once = left is not None and not left.crossed and first - left.at <= 3
        if right and right.finite and not at_once:
            return right
        if left and not left.crossed:
            return left
        if right and not self.parsed.is_part(self.quantity):
            return right
        return left or right

    def kinds_of(self, table: dict[Act, str], default: str = "") -> Kinds:
        """The kind of its verb in a table, and that of a second verb that is joined to it."""
        verb = self.verb
        kinds = [table.get(act, "") for act in (verb.also, verb.act) if act] if verb else []
        return [(kind, "people") for kind in dict.fromkeys(kinds) if kind] or (
            [(default, "people")] if default else []
        )


Rule = Callable[[Count], "Kinds | None"]


def count_kinds(count: Count) -> Kinds:
    """Kind and unit of what a number counts; two where two verbs share it, none where it counts nothing."""
    noun = count.phrase.noun
    if noun is None:
        return []
    if "capacity" in count.parsed.lows(count.quantity.first - 5, count.quantity.first) and noun in (
        Noun.VICTIM, Noun.PERSON, Noun.SHELTER,
    ):  # fmt: skip
        return [("shelters", "capacity")]
    if noun in NOUN_KIND:
        return _proceedings(count, noun)
    if noun in SIMPLE:
        return [SIMPLE[noun]]
    return BY_NOUN.get(noun, _things)(count)


def _proceedings(count: Count, noun: Noun) -> Kinds:
    if noun is Noun.PROSECUTION and "administrative" in count.phrase.low:
        return [("other", "cases")]
    nouns = [noun, *([count.phrase.also] if count.phrase.also else [])]
    return [(NOUN_KIND[each], "cases") for each in nouns]


def _victims(count: Count) -> Kinds:
    found = _victims_by_place(count)
    if found:
        return [(found, "people")]
    verb = count.verb
    if verb and verb.also not in (Act.IDENTIFY, Act.REFER, Act.ASSIST):
        return [(VICTIM_KIND.get(verb.act, "victims_identified"), "people")]
    return count.kinds_of(VICTIM_KIND, "victims_identified")


def _victims_by_place(count: Count) -> str:
    """What the words next to a number of victims say against a verb that stands farther away."""
    verb, last = count.verb, count.last
    if "victim status" in count.segment[-60:]:
        return "victims_identified"
    if verb and not verb.crossed and verb.act in CRIME_KIND and 0 < count.quantity.first - verb.at <= NEAR:
        return "other" if verb.act is not Act.INVESTIGATE else "victims_identified"
    is_paid = last is not None and last.kind == "funding" and (verb is None or verb.crossed)
    if is_paid or (verb is None and SHELTER_BEHIND_RE.match(count.after)):
        return "victims_assisted"
    if verb is None and last is not None and last.kind in VICTIM_KIND.values():
        return last.kind
    is_whole = count.parsed.low(count.quantity.first - 1) in ("of", "the") and last and last.rule == "share"
    return "victims_identified" if is_whole else ""


def _cases(count: Count) -> Kinds:
    for rule in CASE_RULES:
        found = rule(count)
        if found is not None:
            return found
    return [("other" if OFFENSES & set(count.phrase.low) else "cases", "cases")]


def _case_by_words(count: Count) -> Kinds | None:
    is_referred = count.left is not None and count.left.act is Act.REFER
    if not is_referred and re.match(r"for (?:further |possible |potential )?investigation", count.after):
        return [("investigations", "cases")]
    if re.match(r"of [\w\s,-]{0,40}violations|of abuse|of harass", count.after):
        return [("other", "cases")]
    result = RESULT_RE.match(count.after)
    return [(f"{result['kind']}s", "cases")] if result else None


def _case_by_verb(count: Count) -> Kinds | None:
    right = count.right
    if right and right.finite and right.act in CRIME_KIND:
        return [(CRIME_KIND[right.act], "cases")]
    if count.verb and count.verb.act in CRIME_KIND:
        return [(kind, "cases") for kind, _ in count.kinds_of(CRIME_KIND)]
    return None


def _case_by_context(count: Count) -> Kinds | None:
    if (
        count.last is not None
        and count.last.kind == "hotline_calls"
        and (not count.verb or count.verb.crossed)
    ):
        return [("hotline_calls", "cases")]
    if count.verb is not None:
        return None
    if count.parsed.opener and count.parsed.before is not None:
        return [(count.parsed.before.kind, "cases")]
    if count.last is not None and count.last.kind in CRIME_KINDS:
        return [(count.parsed.drafts[0].kind, "cases")]
    return None


CASE_RULES: tuple[Rule, ...] = (_case_by_words, _case_by_verb, _case_by_context)


def _people(count: Count) -> Kinds:
    for rule in PEOPLE_RULES:
        found = rule(count)
        if found is not None:
            return [(kind, "people") for kind, _ in found]
    return [("other", "people")]


def _people_by_words(count: Count) -> Kinds | None:
    """Data that are denied, punishments, trials, plans."""
    noun, behind = count.phrase.noun, count.behind
    if NO_DATA_RE.search(count.segment):
        return []
    if noun is Noun.SUSPECT and PUNISHED_RE.search(count.segment[-40:]):
        return [("sentences", "")]
    if noun is not Noun.PERSON and re.match(r"\w+ to (?:trial|court|justice)\b", behind):
        return [("prosecutions", "")]
    if "victim status" in count.segment[-60:]:
        return [("victims_identified", "")]
    return None


def _people_in_training(count: Count) -> Kinds | None:
    """Those who took part in a training; those for whom it was only planned."""
    noun, behind = count.phrase.noun, count.behind
    if noun is not Noun.SUSPECT and IN_TRAINING_RE.search(behind):
        is_public = noun is Noun.PERSON and not re.search(r"police|official|judge", behind)
        return [("people_reached" if is_public else "officials_trained", "")]
    if noun is Noun.OFFICIAL and TOOK_PART_RE.match(behind) and "train" in count.parsed.text:
        return [("officials_trained", "")]
    return [("other", "")] if PLANNED_RE.search(f"{count.segment} {behind}") else None


def _people_by_place(count: Count) -> Kinds | None:
    """What the words next to the number say against a verb that stands farther away."""
    verb, last, noun = count.verb, count.last, count.phrase.noun
    is_governed = verb is not None and not verb.crossed and verb.at < count.quantity.first
    if count.phrase.low[:1] == ("convicted",) and not is_governed:
        return [("convictions", "")]
    if verb is None or noun is not Noun.PERSON:
        return None
    if verb.act is Act.IDENTIFY and "suspected of" in count.behind:
        return [("investigations", "")]
    if verb.act is Act.IDENTIFY and (AT_RISK_RE.search(count.behind) or UNLISTED & set(count.phrase.low)):
        return [("other", "")]
    if _is_far(count, verb) and count.phrase.low[:1] != ("suspected",):
        return [(last.kind if last and count.parsed.is_part(count.quantity) else "other", "")]
    return None


def _people_without_verb(count: Count) -> Kinds | None:
    """What the place of the number in the sentence says, where no verb does."""
    last, noun, before = count.last, count.phrase.noun, count.parsed.before
    if count.verb is not None:
        return None
    if last and count.parsed.in_brackets(count.quantity.first):
        return [(last.kind, "")]
    if before is not None and count.parsed.opener:
        return [(before.kind, "")]
    if noun is not Noun.OFFICIAL and last and count.parsed.drafts[0].unit == "people":
        return [(count.parsed.drafts[0].kind, "")]
    return [("officials_trained" if noun is Noun.OFFICIAL and "train" in count.segment else "other", "")]


def _is_far(count: Count, verb: Verb) -> bool:
    """Whether a verb stands too far before people to be about them: "arrested for travel of six girls"."""
    first = count.quantity.first
    if verb.act not in CRIME_KIND or verb.at > first:
        return False
    if not verb.crossed:
        return verb.at < first - NEAR
    between = count.parsed.lows(first - 5, first)
    is_purpose = "for" in between and any(word.endswith("ing") and word != "including" for word in between)
    return verb.at < first - FAR or is_purpose


def _people_by_verb(count: Count) -> Kinds | None:
    verb, noun = count.verb, count.phrase.noun
    if verb is None:
        return None
    if noun is Noun.PERSON and verb.act is Act.REACH and not verb.crossed:
        return [("people_reached", "")]
    if TRAINING_RE.search(count.segment) and (verb.crossed or verb.act not in CRIME_KIND):
        is_public = noun is Noun.PERSON and LEARNERS & set(count.phrase.low)
        return [("people_reached" if is_public else "officials_trained", "")]
    if verb.act in CRIME_KIND:
        return count.kinds_of(CRIME_KIND)
    if noun is Noun.OFFICIAL:
        return [("officials_trained" if verb.act is Act.TRAIN else "other", "")]
    return _suspects(count, verb) if noun is Noun.SUSPECT else None


def _suspects(count: Count, verb: Verb) -> Kinds:
    if verb.act is Act.IDENTIFY:
        return [("investigations", "")]
    if verb.act is Act.REFER:
        return [("cases", "")]
    last = count.last
    return [(last.kind if verb.crossed and last and last.kind in CRIME_KINDS else "other", "")]


def _persons_listed(count: Count) -> Kinds | None:
    """People who go on a list: "24 women and 49 men"."""
    verb, last = count.verb, count.last
    if verb and verb.crossed and last and last.unit == "people" and count.quantity.first - last.last <= 3:
        return [(last.kind, "")]
    return None


def _persons_helped(count: Count) -> Kinds | None:
    """People who are no suspects and no officials."""
    verb, last = count.verb, count.last
    if verb is None:
        return None
    if verb.act in (Act.REACH, Act.TRAIN):
        return [("people_reached", "")]
    if verb.act in VICTIM_KIND:
        about = f"{count.segment}{count.behind}"
        is_about_victims = ABOUT_VICTIMS_RE.search(about) or {"witnesses", "witness"} & set(count.phrase.low)
        if count.parsed.low(verb.at) in WEAK_HELP and not is_about_victims:
            return [("other", "")]
        is_joined = verb.also in (Act.IDENTIFY, Act.REFER, Act.ASSIST)
        return count.kinds_of(VICTIM_KIND) if is_joined else [(VICTIM_KIND[verb.act], "")]
    is_part = verb.crossed and last and count.parsed.is_part(count.quantity)
    return [(last.kind, "")] if is_part and last else None


PEOPLE_RULES: tuple[Rule, ...] = (
    _people_by_words,
    _people_in_training,
    _people_by_place,
    _people_without_verb,
    _people_by_verb,
    _persons_listed,
    _persons_helped,
)


def _places(count: Count) -> Kinds:
    words = set(count.phrase.low)
    before = count.parsed.text_before(count.quantity.first)[-60:]
    is_center = count.phrase.noun is Noun.CENTER
    is_other = (
        NO_SHELTER & words
        or (is_center and not SHELTER_WORDS & words and not re.search(r"shelter|accommodat|hous", before))
        or ({"houses", "house"} & words and not {"safe", "halfway", "shelter"} & words)
        or ({"homes", "home"} & words and re.search(r"visited|inspected", before))
    )
    return [("other", "places")] if is_other else [("shelters", "shelters")]


def _calls(count: Count) -> Kinds:
    verb = count.verb
    if "inquiries" in count.phrase.low and "line" not in count.parsed.text:
        return [("other", "inquiries")]
    if "criminal" in count.phrase.low:
        return [("cases", "cases")]
    if "legal" in count.phrase.low and "requests" in count.phrase.low:
        return [("victims_assisted", "requests")]
    if "requests" in count.phrase.low and "line" not in count.parsed.text:
        return [("other", "requests")]
    if verb and verb.act is Act.INVESTIGATE and not verb.crossed:
        return [("investigations", "cases")]
    return [("hotline_calls", "calls")]


def _trainings(count: Count) -> Kinds:
    words = set(count.phrase.low) | set(count.parsed.lows(count.phrase.end + 1, count.phrase.end + 7))
    is_public = PUBLIC & words and not OFFICERS & words
    return [("other", "sessions") if is_public else ("officials_trained", "trainings")]


def _papers(count: Count) -> Kinds:
    is_work = {"work", "exit", "operating"} & set(count.phrase.low) and "victims" not in count.parsed.text
    return [("other" if is_work else "victims_assisted", _unit(count))]


def _organizations(count: Count) -> Kinds:
    verb = count.verb
    if verb and not verb.crossed and verb.act in (Act.CONVICT, Act.PROSECUTE, Act.INVESTIGATE):
        return [(CRIME_KIND[verb.act], _unit(count))]
    return _things(count)


def _things(count: Count) -> Kinds:
    return [("other", _unit(count))]


def _unit(count: Count) -> str:
    return count.phrase.low[-1] if count.phrase.low else "things"


SIMPLE: dict[Noun, tuple[str, str]] = {
    Noun.SENTENCE: ("sentences", "cases"),
    Noun.IDENTIFICATION: ("victims_identified", "people"),
    Noun.REPATRIATION: ("victims_assisted", "people"),
    Noun.REFERRAL: ("victims_referred", "people"),
    Noun.APPLICATION: ("other", "applications"),
}
BY_NOUN: dict[Noun, Callable[[Count], Kinds]] = {
    Noun.VICTIM: _victims,
    Noun.CASE: _cases,
    Noun.SUSPECT: _people,
    Noun.OFFICIAL: _people,
    Noun.PERSON: _people,
    Noun.SHELTER: _places,
    Noun.CENTER: _places,
    Noun.CALL: _calls,
    Noun.TRAINING: _trainings,
    Noun.VISA: _papers,
    Noun.ORGANIZATION: _organizations,
}
