"""What a recommendation is about, and whether it asks for something new or for more of the same."""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.report.model import Recommendation, Subject

SUBJECT_RES = {
    Subject.LAW: re.compile(
        r"""
        \b (?: legislat\w+ | laws? | acts? | penal \s code | criminal \s code | statut\w+ | decrees?
             | criminali[sz]\w+ | prohibit\w* | amend\w* | enact\w* | ratif\w+ | accede | protocol
             | penalt(?:y|ies) | regulations? | ordinances? | constitution\w* | codif\w+ )
        \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),  # matches: "Amend the law"; does not match: "lawyers"
    Subject.COURTS: re.compile(
        r"""
        \b (?: investigat\w+ | prosecut\w+ | convict\w* | sentenc\w+ | punish\w* | judg(?:es?|ments?)
             | judicia\w+ | magistrates | courts? | trials? | traffickers | law \s enforcement | police
             | complicit\w* | hold \s accountable | corruption | arrests? )
        \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),  # matches: "Vigorously prosecute"; does not match: "victims"
    Subject.VICTIMS: re.compile(
        r"""
        \b (?: victims? | survivors? | shelters? | referral\w* | protection | protective | assistance
          | repatriat\w+
             | identif(?:y|ies|ied|ication) | screen\w* | safe \s houses? | compensation | restitution
             | rehabilitat\w+ | reintegrat\w+ | witness\w* | services )
        \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),  # matches: "shelters for victims"; does not match: "training"
    Subject.PREVENTION: re.compile(
        r"""
        \b (?: awareness | campaigns? | action \s plan | national \s plan | strateg\w+ | prevent\w* | demand
             | recruit\w+ | inspect\w+ | labor \s brokers? | employment \s agenc\w+ | passports?
             | educat\w+ | committee | task \s force | coordinat\w+ | child \s sex \s tourism | hotline
             | birth \s registration | monitor\w* | oversight | supply \s chains? | sponsorship | kafala
             | contracts? | diplomats? | diplomatic | peacekeep\w+ | partnerships? | outreach | collaborat\w+
             | cooperat\w+ | anti-trafficking \s plan | fund(?:ing|s)? | resources? | budget\w*
             | civil \s society
             | (?: migrant | domestic ) \s workers? | labor \s (?: rights | migration | protections ) )
        \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),  # matches: "an awareness campaign"; does not match: "victims"
    Subject.DATA: re.compile(
        r"""
        \b (?: data | statistics | databases? | disaggregat\w+ | information \s (?: management | system )
             | research | surveys? | case \s tracking )
        \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),  # matches: "collect data on cases"; does not match: "dated"
}

CONTINUE_RE = re.compile(
    r"""
    \b (?: continue \s | continu(?:e|ing)$ | sustain \b | maintain \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Continue to train"; does not match: "continuous"

INCREASE_RE = re.compile(
    r"""
    \b (?: increase | strengthen | expand | enhance | improve | intensify | step \s up | augment | accelerate
         | further \s (?: increase | strengthen | expand ) | boost | bolster | redouble | more \s (?: training
         | resources | funding | shelters ) | increased )
    \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Significantly increase efforts"; does not match: "decrease"
OPENING_WORDS = 5


def make_recommendation(span: Span, text: str, paragraph: str, addressee: str, rule: str) -> Recommendation:
    """A recommendation with what its words say of its subject.

    >>> item = make_recommendation(Span(0, 0), "continue to increase shelters for victims", "", "", "r/1")
    >>> [subject.value for subject in item.subjects], item.continues, item.increases
    (['victims'], True, True)
    """
    head = " ".join(text.split()[:OPENING_WORDS])
    return Recommendation(
        span,
        text,
        paragraph,
        addressee,
        rule,
        subjects=find_subjects(text),
        continues=CONTINUE_RE.search(head) is not None,
        increases=INCREASE_RE.search(head) is not None,
    )


def find_subjects(text: str) -> tuple[Subject, ...]:
    """What words are about, in the order in which they name it."""
    found = {subject: match.start() for subject, rule in SUBJECT_RES.items() if (match := rule.search(text))}
    return tuple(sorted(found, key=lambda subject: (found[subject], subject)))
