"""Turns of phrase by which a sentence without a verb of speech is told apart; each runs in linear time."""

from __future__ import annotations

import re

from reftel.language.words import word_set

# Whose view a sentence gives.
# matches: "in his view", "according to the MFA", "in the Chief's telling"; does not match: "in view of"
VIEW_RE = re.compile(
    r"""
    \b (?:
        (?: [Aa]ccording \s to | [Ss]truck | [Ff]rom \s the \s (?: perspective | standpoint ) \s of
          | [Ii]n \s the \s (?: view | opinion | words | judgment | estimation ) \s of
        ) \s (?P<after> him | her | them )?
      | (?: [Ii]n | [Bb]y | [Tt]o | [Ff]rom ) \s
        (?P<owner> (?: [Hh]is | [Hh]er | [Tt]heir | our ) (?: \s own )? | [\w.'’ -]{2,60}? ['’]s? ) \s
        (?: view | words | telling | opinion | account | estimation | experience | understanding | judgment
          | judgement | estimate | phrase | reading | assessment | mind | eyes | perspective | standpoint
          | point \s of \s view | recollection | version ) \b
    )
    """,
    re.VERBOSE,
)
# A noun that reports. matches: "her main request was", "'s answer was that"; does not match: "his office was"
NOUN_RE = re.compile(
    r"""
    (?P<owner> \b (?: [Hh]is | [Hh]er | [Tt]heir | [Ii]ts | [Oo]ur ) | ['’]s? ) \s (?: [a-z-]+ \s ){0,3}?
    (?P<noun> requests? | questions? | appeal | plea | wish | wishes | answer | reply | response | objections?
      | complaints? | concerns? | argument | position | view | reaction | conviction | belief | opinion
      | explanation | criticism | suggestion | advice | promise | commitment | pledge | offer | words | retort
      | remarks? | comments? | point | worry | grievance | demand | contention | verdict | assessment
      | impression | understanding ) \b
    (?: \s [\w'’-]+ ){0,6}? \s?
    (?: \s (?: was | were | is | are | remained | concerned | centered \s on ) \b | : | \s that \b
      | ,? \s (?: [Hh]e | [Ss]he ) \b )
    """,
    re.VERBOSE,
)
ASKING_NOUNS = word_set("request requests question questions appeal plea wish wishes demand")
PROMISING_NOUNS = word_set("promise commitment pledge offer")
JUDGING_NOUNS = word_set("view assessment impression understanding concern concerns")
# matches: "Reactions from civil society", "Reaction among NGOs"; does not match: "The reaction of"
REACTION_RE = re.compile(
    r"""
    (?: Reactions? | Responses? | Comments? | Criticism | Praise ) \s
    (?: \w+ \s )? (?: from | by | among | of | in ) \s
    """,
    re.VERBOSE,
)
# matches: "came the answer"; does not match: "the answer came"
CAME_RE = re.compile(
    r"""
    \b came \s (?: the | his | her | a ) \s (?: \w+ \s )?
    (?P<noun> question | request | plea | answer | reply | response | retort | promise | objection ) \b
    """,
    re.VERBOSE,
)
# matches: "could not be reached", "did not return"; does not match: "reached an agreement"
SILENT_RE = re.compile(
    r"""
    \b (?: could \s not \s be \s reached
      | (?: did | has | have ) \s not \s (?: yet \s )? (?: return | respond | reply | answer ) (?: ed )?
      | (?: was | were ) \s unavailable
      | not \s available \s for \s comment ) \b
    """,
    re.VERBOSE,
)
# A new paragraph that goes on with the talk. matches: "As for the law,"; does not match: "As the law"
TOPIC_RE = re.compile(
    r"""
    (?: As \s (?: for | to ) | Turning \s to | With \s (?: regard | respect ) \s to | Regarding | Concerning
      | On \s the \s (?: subject | question | issue | matter | topic ) \s of ) \b
    """,
    re.VERBOSE,
)
# A scene breaks an account off. matches: "Poloff called on"; does not match: "he had met"
MEETING_RE = re.compile(
    r"""
    \b (?: (?<! had\s ) (?<! has\s ) (?<! have\s ) (?<! not\s ) met (?! \s the )
      | called \s on (?! [^.;,]{2,60} \s to \s )
      | paid \s a \s (?: call | visit ) | hosted | attended | visited | sat \s in | traveled | travelled
      | accompanied | followed \s up | joined \s (?: the | us ) | took \s notes | (?: was | were ) \s present
      | also \s (?: present | participated ) | took \s part \s in \s the \s (?: meeting | call )
      | received \s (?: us | Poloffs? | Emboffs? | the \s Ambassador | Charge | DCM )
      | was \s released ) \b
    """,
    re.VERBOSE,
)
# The drafter's own words. matches: "Ref B bears him out"; does not match: "He referred", "(ref A)"
DRAFTER_RE = re.compile(r"^(?:Refs?\s[A-D]|Reftel|This\s(?:cable|telegram|message))\b|\bseptel\b")
# matches: "Konadu-Essel grew calmer"; does not match: "The unit grew to twelve officers"
TONE_RE = re.compile(
    r"""
    \b (?: grew | turned | became | was | were | struck | sounded | seemed | appeared | proved ) \s
    (?: a \s | visibly \s | much \s | more \s | less \s | no \s | \w{2,20}ly \s ){0,3}
    (?: \w{1,20}er | \w{1,20}ed | blunt | calm | frank | candid | cautious | different | defensive | upbeat
      | gracious | note | tone | cool | warm | angry | tart | sharp | gloomy | positive | negative | mixed
      | critical | receptive | subdued | friendly | cordial | forthcoming | matter ) \b
    """,
    re.VERBOSE,
)
# matches: "press coverage", "elections"; does not match: "the press asked"
PRESS_RE = re.compile(
    r"""
    \b (?: press | media | television | news | newspapers? ) \s (?: coverage | attention ) \b
    | \b (?: coverage | elections? ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "would count", "had closed"; does not match: "closed"
BACKSHIFT_RE = re.compile(r"\b(?:would|could|might|should|must|had\s(?:been|already|not|\w{1,20}ed))\b")
# What somebody had done before is told by himself. matches: "had put", "has no"; does not match: "put"
RETOLD_RE = re.compile(r"\b(?:had|has|have|would|could|cannot|do\snot|does\snot|is|are)\b")
# matches: "His staff has", "None of this"; does not match: "Elections are due"
PRONOUN_LEAD_RE = re.compile(
    r"(?:He|She|They|It|His|Her|Their|Its|There|This|That|These|Those|Both|None|Neither|Nor|Nobody|No)\b"
)
# An account is given in the perfect, the present or with a modal.
# matches: "has been", "could not"; does not match: "closed"
ACCOUNT_RE = re.compile(
    r"\b(?:had|has|have|is|are|would|could|cannot|can|do|does|may|might|must|should|will)\b"
)
# What one sees somebody do says nothing.
SILENT_VERBS = word_set(
    """
    smiled nodded laughed paused shrugged listened left rose sat stood shook glanced looked read leafed cut
    walked saw
    """
)
# Both sides agreed. matches: "It was settled that", "the two agreed"; does not match: "it was said"
JOINT_RE = re.compile(
    r"""
    \b (?: it \s was \s (?: \w{2,20}ly \s )? (?: settled | agreed | decided )
      | (?: both \s | the \s two \s ) (?: sides | parties | delegations ) \s (?: then \s | also \s )?
        (?: agreed | will | would | undertook | promised )
      | the \s two \s (?: then \s )? agreed
      | we \s and \s [^,.;]{3,40} \s agreed ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_US = r"""
    (?: the \s )? (?: U\.?S\.? | USG | United \s States | [Ee]mbassy | [Cc]onsulate | Washington | Department
      | Poloffs? | Ambassador | Charg[eé] | DCM | Americans? | G/TIP | USAID | FBI | [Pp]ost | we )
"""
# matches: "it would be most helpful if", "would like a copy", "hoped that the Embassy could", "on his list"
# does not match: "the law would help", "he hoped that Parliament would act", "would like to thank"
WISH_RE = re.compile(
    rf"""
      \b would \s (?: also \s | still \s )? be \s (?: (?: very | most | extremely | more | deeply ) \s )?
      (?: grateful | helpful | useful | appreciated | glad | obliged | thankful | welcome
        | of \s (?: great \s )? help ) \b
      (?= \s (?: if | for | to \s (?: have | receive | get | see ) ) | [,.] )
    | \b would \s (?: (?: also | very \s much | particularly | greatly ) \s )? (?: appreciate | welcome ) \s
    | \b would \s (?: also \s )? like \s
      (?! to \s (?! know | see | have | receive | get | hear | obtain | borrow | learn ) )
    | \b hop (?: ed | es | ing ) \s (?: that \s )? {_US} \b [^.;]{{0,60}}?
      \b (?: would | could | will | might | can | continue )
    | \b hop (?: ed | es | ing ) \s (?: for | to \s (?: receive | obtain | get | have ) ) \s
    | \b (?: suggest | recommend | propos ) (?: ed | es | s | ing ) \s (?: that \s )? {_US} \b
    | \b want (?: s | ed ) \s [^.;,]{{1,60}}?
      \b (?: corrected | removed | deleted | changed | reworded | included | dropped | amended | restored ) \b
    | \b had \s (?: a | his | her | their ) \s (?: wish | shopping ) \s? list \b
    | \b on \s (?: his | her | their | its ) \s (?: wish \s? )? list \b
    | \b (?: could | would | might ) \s {_US} \s (?: perhaps \s | please \s )? (?: not \s )?
      (?: help | provide | send | share | consider | offer | support | lend | arrange | assist | fund
        | reconsider )
    | \b (?: U\.S\. | USG | American | Embassy ) \s (?: \w+ \s )?
      (?: assistance | help | support | funding | training ) \s (?: would | (?: is | was ) \s needed )
    | \b (?: needs | needed | in \s need \s of ) \s (?: [a-z-]+ \s ){{0,3}}
      (?: assistance | help | training | trainers? | equipment | funding | vehicles? | expertise ) \s from \b
    """,
    re.VERBOSE,
)
