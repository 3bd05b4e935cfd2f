"""The nouns and verbs by which figures of a report are known."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from reftel.language.words import word_set


class Noun(StrEnum):
    """What is counted."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    OFFICIAL = "official"
    PERSON = "person"
    CASE = "case"
    INVESTIGATION = "investigation"
    PROSECUTION = "prosecution"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    ARREST = "arrest"
    SENTENCE = "sentence"
    IDENTIFICATION = "identification"
    REFERRAL = "referral"
    SHELTER = "shelter"
    CENTER = "center"
    CALL = "call"
    TRAINING = "training"
    REPATRIATION = "repatriation"
    VISA = "visa"
    INSPECTION = "inspection"
    ORGANIZATION = "organization"
    APPLICATION = "application"
    OTHER = "other"


class Act(StrEnum):
    """What was done to what is counted."""

    INVESTIGATE = "investigate"
    PROSECUTE = "prosecute"
    CONVICT = "convict"
    ACQUIT = "acquit"
    ARREST = "arrest"
    SENTENCE = "sentence"
    IDENTIFY = "identify"
    REFER = "refer"
    ASSIST = "assist"
    TRAIN = "train"
    REACH = "reach"
    FUND = "fund"
    SCREEN = "screen"
    PEND = "pend"
    OTHER = "other"


_NOUN_WORDS: dict[Noun, str] = {
    Noun.VICTIM: """
        victim victims survivor survivors
    """,
    Noun.SUSPECT: """
        trafficker traffickers suspect suspects defendant defendants offender offenders perpetrator
        perpetrators employer employers broker brokers recruiter recruiters exploiter exploiters smuggler
        smugglers pimp pimps criminal criminals accused tourists ringleader ringleaders facilitators
        accomplices buyers clients owner owners operators abuser abusers pedophiles masters slaveholders
        handlers marabouts
    """,
    Noun.OFFICIAL: """
        interpreter interpreters official officials officer officers police prosecutor prosecutors judge
        judges soldier soldiers inspector inspectors investigator investigators magistrates personnel
        employee employees diplomat diplomats staff guards agents professionals teachers policemen
        policewoman members member troops peacekeepers practitioners attorneys lawyers responders
        representatives participants detectives cadets recruits authorities providers consuls mayors
        commander commanders captain captains specialists nurses doctors counselors
    """,
    Noun.PERSON: """
        person persons people individual individuals man men woman women child children boy boys girl
        girls minor minors adult adults female females male males worker workers national nationals
        foreigners foreigner migrants migrant citizens citizen juveniles students youth households
        families witnesses witness servants domestics refugees residents laborers fishermen passengers
        beneficiaries jobseekers pupils parents beggars infants
    """,
    Noun.CASE: """
        case cases instance instances allegation allegations incident incidents offense offenses reports
        crimes crime matters files proceedings appeals violations counts
    """,
    Noun.INVESTIGATION: """
        investigation investigations probes
    """,
    Noun.PROSECUTION: """
        prosecution prosecutions indictment indictments trial trials charges
    """,
    Noun.CONVICTION: """
        conviction convictions
    """,
    Noun.ACQUITTAL: """
        acquittal acquittals
    """,
    Noun.ARREST: """
        arrest arrests
    """,
    Noun.SENTENCE: """
        sentence sentences
    """,
    Noun.IDENTIFICATION: """
        identification identifications
    """,
    Noun.REFERRAL: """
        referral referrals
    """,
    Noun.SHELTER: """
        shelter shelters safehouse safehouses houses homes bed beds facility facilities
        residences accommodations accommodation apartments apartment hostels
    """,
    Noun.CENTER: """
        center centers centre centres
    """,
    Noun.CALL: """
        call calls complaint complaints contacts inquiries tips requests
    """,
    Noun.TRAINING: """
        training trainings course courses seminar seminars workshop workshops session sessions
    """,
    Noun.REPATRIATION: """
        repatriation repatriations
    """,
    Noun.VISA: """
        visa visas extension extensions permit permits pass passes waiver waivers
    """,
    Noun.INSPECTION: """
        inspection inspections raids raid operations visits checks audits
    """,
    Noun.ORGANIZATION: """
        agencies agency companies company businesses business establishments establishment employers'
        firms vessels vessel licenses license venues networks network rings ring gangs groups ngo ngos
        brothels factories farms workplaces worksites recruiters' organizations organization sites
    """,
    Noun.APPLICATION: """
        application applications petitions
    """,
    Noun.OTHER: """
        trucks brochures pamphlets posters leaflets broadcasts segments billboards booklets campaigns
        campaign events provinces districts regions states countries municipalities cities communities
        villages schools units unit teams offices office courts court meetings languages years months days
        hours weeks million billion times programs program committees forces networks flights plans laws
        agreements memoranda mechanisms projects stations ministries copies materials websites
        advertisements hotlines hotline departments branches checkpoints camps prevention focus passports
        documents identification certificates
    """,
}
NOUN_OF = {word: noun for noun, words in reversed(_NOUN_WORDS.items()) for word in words.split()}

# Each a pattern for the whole word.
_ACT_WORDS: dict[Act, str] = {
    Act.INVESTIGATE: r"""
        investigat(?:e|ed|es|ing|ion|ions) probed? probing
    """,
    Act.PROSECUTE: r"""
        prosecut(?:e|ed|es|ing|ion|ions) charged charging charges indict\w* arraign\w* tried trial
    """,
    Act.CONVICT: r"""
        convict(?:ed|s|ing|ion|ions)? guilty
    """,
    Act.ACQUIT: r"""
        acquit\w* exonerated
    """,
    Act.ARREST: r"""
        arrest(?:ed|s|ing)? apprehend\w* detain(?:ed|ing) detention
    """,
    Act.SENTENCE: r"""
        sentenc(?:e|ed|ing|es) imprison(?:ed|ing) jailed incarcerated fined penali[sz]ed punished
    """,
    Act.IDENTIFY: r"""
        identif(?:y|ied|ies|ying|ication) confirm(?:ed|ing) rescu(?:e|ed|es|ing) remov(?:e|ed|ing|al)
        recogni[sz](?:e|ed|ing) determin(?:ed|ing) freed freeing liberat(?:ed|ing|ion) certif(?:ied|ying)
        detect(?:ed|ing|ion) discover(?:ed|ing) recover(?:ed|ing) classified verif(?:ied|ying) documented
        indicat(?:ed|ing) recorded registered encountered
    """,
    Act.REFER: r"""
        refer(?:red|ring|s|ral|rals)? transfer(?:red|ring)?
    """,
    Act.ASSIST: r"""
        assist(?:ed|ing|ance|s)? shelter(?:ed|ing) accommodat(?:e|ed|ing) hous(?:ed|ing)
        protect(?:ed|ing|ion) repatriat(?:e|ed|ing|ion) provid(?:e|ed|es|ing) receiv(?:ed|ing|e)
        serv(?:ed|ing) support(?:ed|ing|s)? benefi(?:ted|tted|ting|ciaries) compensat(?:ed|ing|ion)
        award(?:ed|ing) grant(?:ed|ing) issu(?:ed|ing) help(?:ed|ing) treated counsel(?:ed|ing)
        return(?:ed)? restitution admitted reintegrat(?:ed|ion|ing) placed placing resided stayed enrolled
        accepted accessed aided utilized cared reunited sponsored offered offering allowed obtained
        rehabilitat(?:ed|ion) permits? extended renewed testified participated facilitated sought given
        gave
    """,
    Act.TRAIN: r"""
        train(?:ed|ing|ings|s)? seminars? workshops? courses? instructed
    """,
    Act.REACH: r"""
        reach(?:ed|ing)? sensiti[sz](?:ed|ing) educat(?:ed|ing) inform(?:ed|ing) attended attendees?
        targeting targeted
    """,
    Act.FUND: r"""
        allocat(?:e|ed|ing|ion|ions) disburs(?:ed|ing) budget(?:ed|s)? fund(?:ed|ing|s)? spent
        spend(?:ing)? contribut(?:ed|ing|ion) donat(?:ed|ing|ion) appropriated expended earmarked paid pay
        paying invested grants?
    """,
    Act.SCREEN: r"""
        screen(?:ed|ing|ings)? interview(?:ed|ing|s)? inspect(?:ed|ing|ions?) monitored
    """,
    Act.PEND: r"""
        pending ongoing appeal(?:ed|s)? dismissed closed dropped withdrawn adjudicated concluded
    """,
    Act.OTHER: r"""
        revok(?:ed|ing) suspend(?:ed|ing) employ(?:ed|ing|s) hir(?:ed|ing) appoint(?:ed|ing)
        assign(?:ed|ing) deployed compris\w+ composed consist\w* deport(?:ed|ing|ation) extradit\w+
        estimat\w+ exploit(?:ed|ing) licensed closed shut denied prevented stopped stopping intercept\w+
        seiz(?:ed|ing) confiscat\w+ conducted distributed printed aired staff(?:ed)? blacklisted cancel\w+
        warned fraudulently recruit(?:ed|ing)? displaced abducted killed died dedicated kidnapped
    """,
}
ACT_RES = tuple((act, re.compile(rf"(?:{'|'.join(words.split())})\Z")) for act, words in _ACT_WORDS.items())
# matches: "investigated" for the first; does not match: "investigator"


@cache
def act_of(word: str) -> Act | None:
    """What a verb, or a noun made from it, says was done; None for other words."""
    return next((act for act, rule in ACT_RES if rule.match(word)), None)


@cache
def noun_of(word: str) -> Noun | None:
    """What a noun counts."""
    return NOUN_OF.get(word.rstrip("'’"))


STOPS = word_set(
    """
    a about after against all although among an any are as at be because been before began being
    between but by carried carrying compared could did do does during each for from had has have he if
    in included includes including initiated into involved involving is it led may not occurred of on
    per provided received regarding remained reported resulted resulting served she since so
    some than that the these they this those through to under until via was were when where whether
    which while who whom whose will with within without would
    . , ; : ( ) [ ] — – “ ” = % $
    """
) | {'"'}
NAMES_FOR_COURSES = word_set(
    "program programs events activities classes exercises modules conferences colloquia lectures"
)
