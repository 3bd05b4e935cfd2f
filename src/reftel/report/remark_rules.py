"""The words by which criticisms and credits are known, and those that excuse a negation.

All of these patterns look at words in small letters.
"""

from __future__ import annotations

import re

_ACTS_AGAINST = r"""
    (?: penali[sz](?:e|ed|ing) | punish(?:ed|ing)? | prosecut(?:e|ed|ing) | detain(?:ed|ing)?
      | arrest(?:ed|ing)?
      | deport(?:ed|ing)? | jail(?:ed|ing)? | imprison(?:ed|ing)? | charg(?:e|ed|ing) | fine[ds]?
      | convict(?:ed|ing)?
      | sentenc(?:e|ed|ing) | incarcerat(?:e|ed|ing) | criminali[sz](?:e|ed|ing) )
"""

NOT_DONE_RE = re.compile(
    r"""
    \b (?: (?: did | has | have | had | does | do | was | were | is | are | could | would | can | may
      | should )
           \s+ (?: also \s+ | still \s+ | again \s+ | often \s+ | generally \s+ | sometimes \s+
             | otherwise \s+
                 | reportedly \s+ | largely \s+ | typically \s+ )? (?: not | never ) \b (?! \s+ only \b )
         | cannot | (?: did | was | were | does | is | has | had | do | could ) n['’]t
         | never | fail(?:ed|s|ing|ure|ures)? \s+ to | failures? \b | neglect(?:ed|s)? \s+ to
         | refus(?:ed|es|al)
         | unable \s+ to | inability | unwilling\w* | nor \s+ (?: did | was | were | has | have | had
         | do | does )
         | neither | not \s+ (?: been | yet | always | fully | sufficiently | consistently | adequately )
         | (?: remain(?:ed|s)? | went | left ) \s+ un (?! der | til ) \w+ )
    \b
    """,
    re.VERBOSE,
)
# matches: "did not" in "it did not train them"; does not match: "not only"

LACK_RE = re.compile(
    r"""
    \b (?: lack(?:ed|s|ing)? \b | absence \s+ of | shortages? | insufficient\w*
      | without \s+ (?: adequate | sufficient
             | proper | providing | screening | access | formal | dedicated | specific | any | a ) \b
         | (?: had | have | has | was | were | is | are | with | remain(?:ed|s)? | provided | made | reported
             | conducted | offered | took | received | obtained | secured | filed | initiated | held
             | allocated | identified | undertook | carried \s+ out
             | implemented ) \s+ (?: virtually \s+ | effectively \s+ )?
           (?: no | zero | little | few | minimal | negligible | scant ) \b (?! \s+ (?: more | less
             | longer | later ) \b )
         | ^ \s* (?: no | none ) \b
         | \b no \s+ (?: formal | specific | speciali[sz]ed | legal | systematic | known | discernible
         | new | such
                       | significant | traffickers? | victims | trafficking | officials? | dedicated
                       | standard | government
                       | investigations? | prosecutions? | convictions? | shelters? | funding
                       | services ) \b )
    """,
    re.VERBOSE,
)
# matches: "lacked" in "police lacked cars"; does not match: "black"

WEAK_RE = re.compile(
    r"""
    \b (?: inadequate\w* | ineffective\w* | inefficien\w+ | limited | weak\w* | poor | poorly
      | minimal\w* | negligible
         | inconsisten\w+ | deficien\w+ | disproportionate\w* | underfunded | understaffed | under-?resourced
         | under-?utili[sz]ed | under-?reported | overcrowd\w+ | substandard | slow | slowly
         | sporadic\w* | uneven
         | unclear | incomplete | ad \s+ hoc | lenient | too \s+ (?: low | few | short | slow | narrow
         | weak )
         | very \s+ (?: few | low | limited | little ) | remain(?:ed|s)? \s+ (?: \w+ \s+ )? (?: low
         | few | rare | scarce
             | pending | stalled | a \s+ (?: serious \s+ | significant \s+ )? (?: problem | concern
             | challenge ) )
         | only \s+ (?: one | two | three | a | some | [0-9]+ | few | sporadic | partially | in | to
         | when | after | if )
         | rarely | seldom | hardly | scarce | scarcity | outdated | unsatisfactory | unreliable | vague
         | improper\w* | inappropriate\w* | arbitrar\w+ | ambiguous | confus\w+ | conflat\w+ | lower | less
         | low \s+ (?: number | level | rate | conviction ) | small \s+ number
         | instead \s+ of | in \s+ lieu \s+ of | only \s+ suspended | misclassif\w+
         | (?: corruption | complicity | impunity ) \b .{0,60}? \b (?: remain\w* | continu\w+
         | concern\w* | problem\w*
             | challenge\w* | widespread | endemic | pervasive | persist\w* | common | significant | serious )
         | (?: widespread | endemic | pervasive | systemic | entrenched | persistent | serious
         | significant | official
             | reports \s+ of ) \s+ (?: \w+ \s+ ){0,3} (?: corruption | complicity | impunity )
             | indifferen\w+
         | (?: not | in ) sufficiently | exclu(?:ded?|ding|sion)
         | restrict\w+ (?: \s [\w'’]+ ){0,5}? \s (?: victims\W? | movements? ) | obstacles? | barriers?
         | challenges?
         | gaps? | loopholes? | bureaucratic | burdensome | cumbersome | lengthy | backlogs?
         | delay(?:s|ed|ing)?
         | difficult\w* | limit(?:s|ing) | insecur\w+ | turnover | distrust | mistrust
         | unaware | unfamiliar\w* | lapsed? | stalled | halt(?:ed|ing) | ceased | discontinued | expired )
    \b
    """,
    re.VERBOSE,
)
# matches: "limited" in "a limited number"; does not match: "delimited"

FEWER_RE = re.compile(
    r"""
    \b (?: fewer | decreas(?:e|ed|es|ing) | declin(?:e|ed|es|ing) (?! \s to ) | dropped (?! \s off )
         | reduced \s (?: its | their | funding | budgets? | resources | sentences | efforts
         | the \s (?: number | funding | budget | amount ) ) | diminish\w*
         | down \s+ from | significantly \s+ less | closed | cut | cuts | scaled \s+ back | regress\w+
         | worsen\w+
         | deteriorat\w+ )
    \b
    """,
    re.VERBOSE,
)
# matches: "fewer" in "fewer cases"; does not match: "few"

HARM_RE = re.compile(
    rf"""
    \b (?: (?: imped | hamper | hinder | undermin | prevent | deterr | constrain | obstruct | discourag
      | inhibit
             | complicat | jeopardi[sz] | disrupt | exacerbat | limit )(?:ed|es|s|e|ing)
         | re-?traumati[sz]\w+ | (?: been | were | was ) \s penali[sz]ed | re-?victimi[sz]\w+
         | forcibly | coerced
         | (?: {_ACTS_AGAINST} ) \s+ (?: (?: some | many | potential | possible | suspected
         | unidentified | trafficking
              | foreign | child | sex | alleged | these | those | the | such | and | or
              | \w+ed ) ,? \s+ ){{0,5}} victims
         | victims (?: \s+ [\w-]+ ){{0,6}}? \s+ (?: were | was | are | been | be
         | being ) \s+ (?: \w+ \s+ ){{0,2}} {_ACTS_AGAINST}
         | treated \s+ (?: \w+ \s+ ){{0,3}} as \s+ (?: criminals | offenders )
         | continued \s+ to \s+ (?: {_ACTS_AGAINST} | allow | require | force | exclude | permit | restrict )
         | avoid(?:ed|ing)? \s+ (?: prosecution | imprisonment | punishment | jail ) | den(?:y|ied|ying)
         | withdr[ae]w\w* | dismissed | dropped | abandon\w+ | misus\w+ | harass\w+ | intimidat\w+
         | abus(?:ed|es) \s
         | complicity | overburdened | overwhelmed | lost | unresolved | interfer\w+ )
    \b
    """,
    re.VERBOSE,
)
# matches: "impeded" in "this impeded the trial"; does not match: "the victims sang"

CRITICISM_RULES = (
    ("not-done", NOT_DONE_RE),
    ("lack", LACK_RE),
    ("weak", WEAK_RE),
    ("fewer", FEWER_RE),
    ("harm", HARM_RE),
)

CREDIT_RE = re.compile(
    r"""
    \b (?: increas(?:ed|ing) | strengthened | expanded | improved | enhanced | provided | trained
      | conducted | developed
         | established | opened | launched | created | enacted | passed | adopted | amended | ratified
         | acceded
         | identified | investigated | prosecuted | convicted | sentenced | assisted | referred
         | funded | allocated
         | continued | maintained | sustained | implemented | organi[sz]ed | cooperated | collaborated
         | hosted
         | published | drafted | approved | participated | operated | offered | supported | distributed
         | issued
         | coordinated | initiated | screened | finali[sz]ed | completed | signed | demonstrated | made
         | granted
         | prescribed \s penalties | criminali[sz]ed | sufficiently \s stringent | more \s victims | awarded
         | appointed | introduced | began | initiating | convicting | identifying | providing | training )
    \b
    """,
    re.VERBOSE,
)
# matches: "trained" in "the government trained judges"; does not match: "constrained"

# Negations and words of harm that say nothing against a government.
GOOD_NEGATION_RE = re.compile(
    rf"""
      \b no \s+ (?: reports? | evidence | indication | information ) \s+ (?: that \s | of \s | authorities )
        .{{0,90}}? \b (?: {_ACTS_AGAINST} | for \s unlawful ) .*
    | \b (?: did | does | do | were | was | are | is | been | may | should | could | cannot
    | can ) \s+ not \s+ (?: be \s+ )?
        (?: \w+ly \s+ )? (?: {_ACTS_AGAINST} ) (?= .{{0,40}} \b victims | \s+ (?: for | any | them
          | as )? .{{0,60}}
            \b (?: unlawful | result | acts | crimes ) \b )
    | \b (?: did | does | do ) \s+ not \s+ (?: require | need | condition | expect | force | oblige
    | compel | depend | make \s+ .{{0,30}} (?: contingent | conditional )
        | consider \s .{{0,30}} offend )
    | \b (?: not | never | without ) \s+ (?: be(?:ing)? \s+ )? (?: dependent | contingent | conditional
    | required | limited \s+ to
        | conditioned | tied | linked | fear | known | have \s to | to \s+ be \s+ {_ACTS_AGAINST} )
    | \b no \s+ (?: longer | victims? \b .{{0,40}} \b {_ACTS_AGAINST} | statute \s of | fees? | cost
    | charge )
    | \b (?: with | at ) \s (?: no | zero ) \s | \b (?: with | to | from ) \s (?: zero | none | no ) \b
    | \b information \b .{0, 20} \b not \s available | \b no \s (?: information | data ) \b
    | \b (?: was | were | is | are ) \s not \s (?: an? \s | the \s | considered \s
    | necessarily \s )? (?: citizens | nationals
        | trafficking | eu | victims | related | yet \s complete | involved )
    | \b regardless \b | \b whether \s or \s not \b | \b if \s (?: they | victims | it
    | the ) \b .{{0,30}} \b not
    | \b (?: do | does ) \s not \s (?: yet \s )? fully \s meet \b | \b does \s not \s fully \s comply
    """,
    re.VERBOSE,
)
# matches: "did not penalize victims"; does not match: "did not identify victims"


PURPOSE_RE = re.compile(
    r"""
    \b (?: address(?:ed|es|ing)? | overcome | eliminat(?:e|ed|es|ing) | replac(?:e|ed|es|ing)
      | remed(?:y|ied|ying) | resolv(?:e|ed|ing)
         | combat(?:ed|ing)? | fight(?:ing)? | minimi[sz](?:e|ed|ing) | prevent(?:ed|ing)?
         | avoid(?:ed|ing)? | reduc(?:e|ed|ing)
         | to \s (?: clear | correct | close | fix ) | risk \s of | felt \s .{0,20} | more \s \w+ly )
    \s (?: \w+ \s ){0,3} $
    """,
    re.VERBOSE,
)
# matches the end of: "funding to address the "; does not match the end of: "police had a "


def is_excused(words: str, match: re.Match[str]) -> bool:
    """Whether a cue says nothing against the government, for what stands around it.

    Args:
        words: The clause, in small letters.
        match: The cue in it.
    """
    if PURPOSE_RE.search(words, 0, match.start()):
        return True
    return any(
        good.start() <= match.end() and match.start() <= good.end()
        for good in GOOD_NEGATION_RE.finditer(words)
    )
