"""Words for those who act in a telegram, and the side that a phrase made of them stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from reftel.language.words import word_set
from reftel.telegram.tokens import Token


class Side(StrEnum):
    """On whose behalf someone speaks."""

    US = "US"
    GOVERNMENT = "government"
    THIRD = "third party"


# Titles of one person, for whom "he" or "she" can stand.
INDIVIDUALS = word_set(
    """
    minister secretary undersecretary under-secretary vice-minister commissioner superintendent colonel
    major captain lieutenant brigadier general sergeant commander commandant governor mayor judge
    magistrate ombudsman ombudswoman premier prosecutor inspector interlocutor counterpart host
    registrar controller comptroller admiral chancellor senator legislator lawmaker parliamentarian mp
    coordinator co-ordinator director director-general head chief president chair chairman chairwoman
    chairperson representative spokesman spokeswoman spokesperson adviser advisor manager deputy
    delegate officer assistant aide leader consul ambassador diplomat attache attaché counselor
    counsellor counsel source contact lawyer attorney expert specialist analyst doctor colleague
    supervisor principal matron official activist journalist editor columnist bishop archbishop priest
    pastor cleric imam nun sister professor academic scholar survivor victim researcher businessman
    businesswoman commentator correspondent reporter founder unionist policeman policewoman detective
    investigator dcm adcm cda cg pao rso rla legatt charge chargé pm dpp ag speaker member liaison
    focal-point attorney-general vice-president procurator prosecutor-general teacher monk missionary
    visitor
    """
)
# Offices and titles of a government, whatever stands around them.
GOVERNMENT_HEADS = word_set(
    """
    ministry ministries department departments bureau directorate division secretariat cabinet
    parliament police gendarmerie immigration customs authorities government commission agency agencies
    judiciary prosecutor prosecutors inspectorate inspectors inspector navy army minister ministers
    secretary secretaries undersecretary under-secretary vice-minister commissioner superintendent
    colonel major captain lieutenant brigadier general sergeant commander commandant governor mayor
    judge judges magistrate magistrates ombudsman ombudswoman premier co-ordinator interlocutor
    interlocutors counterpart counterparts host hosts procuracy chancery presidency palace taskforce
    court courts registrar controller comptroller constable marshal admiral chancellor vice-president
    vice-premier senator senators legislator legislators lawmaker lawmakers parliamentarian
    parliamentarians mp mps police-chief service services guard guards brigade squad corps municipality
    prefecture politburo chancellery force forces akimat carabinieri inspectorates
    directorates commissions councils committees institution registry archives observatory
    minister-designate prefect prefects king queen prince princess emir sultan sheriff provost vizier
    rapporteur justices bailiff tribunal senate
    congress junta dga ddg dg permsec fonmin depfonmin mfa moi moj mol mod mofa moia moha mohsw molsa
    mops pmo pm ag dpp authority council committee working-group unit office offices officials
    official bench administration regime leadership policemen policeman policewoman detectives detective
    investigators investigator gendarmes censors procurator prosecutor-general
    directorate-general coordinator attorney-general crown treasury
    """
)
# Who they are depends on the words around them, or on who was last introduced by the same word.
NEUTRAL_HEADS = word_set(
    """
    director directors director-general head heads chief chiefs president chair chairman chairwoman
    chairperson representative representatives spokesman spokeswoman spokesperson spokesmen adviser
    advisers advisor advisors manager deputy deputies delegate delegates delegation team member members
    staff officer officers assistant aide aides leader leaders consul consuls ambassador ambassadors
    diplomat diplomats attache attaché counselor counsellor counsel source sources contact contacts
    center centre organization organisation institute group groups body bodies board lawyer lawyers
    attorney attorneys advocate expert experts specialist analyst doctor colleague colleagues
    secretary-general letter statement note communique communiqué memorandum aide-memoire release text
    reply message fax paper papers side sides agent agents desk supervisor principal
    matron warden liaison focal-point speaker drafter drafters participants participant consulate
    consulates embassy embassies mission legation section panel coordinator subordinate superior
    successor
    """
)
THIRD_HEADS = word_set(
    """
    ngo ngos activist activists journalist journalists editor editors editorial editorials newspaper
    newspapers daily weekly columnist columnists opposition bishop archbishop priest pastor church
    churches clergy cleric imam rabbi nun nuns sister professor academic academics scholar charity
    charities foundation association federation coalition network league union unions party movement
    alliance society university advocates survivor survivors victim victims researcher researchers
    businessman businesswoman businessmen tabloid magazine radio broadcaster press media commentator
    commentators commentary blogger shelter shelters hotline iom ilo unicef unhcr unodc undp unfpa osce
    echr hrw amnesty ecpat caritas icrc unifem ohchr un villagers residents critics observers parents
    mother father workers worker employers employer recruiters recruiter owners owner skeptics reporters
    reporter correspondent anchor teacher teachers nurse driver fishermen monk monks missionary
    missionaries philanthropist founder co-founder trade-union trade-unionist unionist chamber nonprofit
    volunteer volunteers neighbors neighbours sex-workers keeper keepers drivers lawyers-association
    gangmaster brokers broker operator operators shopkeeper hotelier hoteliers cardinal monsignor msgr
    nuncio reverend prelate headline cartoon column bulletin program broadcast station website blog
    newscast
    """
)
THIRD_MODIFIERS = word_set(
    """
    ngo ngos nongovernmental non-governmental non-government opposition iom ilo unicef unhcr unodc undp
    unfpa osce un eu shelter church catholic lutheran anglican methodist evangelical orthodox caritas
    amnesty union unions bishop's rights activist activists foreign newspaper press media tv radio daily
    weekly charity civil nuns association foundation nonprofit non-profit chamber university academic
    think-tank survivors employers' workers' independent private hotline federation coalition convent
    diocese parish salvation ecpat hrw league institute human-rights women's-rights society
    editorial students' lawyers' migrants' sisters embassies consulates center
    centre
    """
)
# Words that make a government of what could be anything: "the ministry's NGO section".
GOVERNMENT_MODIFIERS = word_set(
    """
    ministry ministries ministry's government government's state police cabinet national federal
    parliamentary royal presidential interministerial inter-ministerial immigration customs municipal
    provincial department department's interior justice foreign-ministry mfa moi moj mol secretariat
    prosecution directorate bureau unit government-run prosecutions affairs interior-ministry defense
    treasury parliament narcotics crime investigations gendarmerie prime minister's president's attorney
    legislative council committee commission agency office court senate assembly
    """
)
US_ACRONYMS = word_set(
    """
    DCM ADCM CDA CG PAO RSO ARSO RLA RLO USG USAID USDOL G/TIP J/TIP INL DRL FBI DHS ICE DOJ DOS DOL
    ICITAP OPDAT CODEL AIT USINT USEU USNATO USOSCE FSN FSNS PAS USDAO A/DCM LES POLAD P/E ECON POL EXEC
    STAFFDEL DAS PDAS A/S LEGATT DATT ODC USDEL USUN TIP/G AMCONSUL AMEMBASSY ORA MCC HSI CBP PRM AID
    USMISSION
    """
)
US_NAMES = word_set(
    """
    washington legatt poleconoff econ/poloff pol/econoff emboff aitoff refcoord congen polad usdao
    ambassador-at-large congressman congresswoman congressmen deptoff
    """
)
# "Poloff", "PolChief", "EconCouns", "Pol/Econ Chief" and their like.
# matches whole: "poloff", "pol/econoffs", "polcouns", "conoff"; does not match whole: "police", "controller"
US_OFFICER_RE = re.compile(
    r"""
    (?: pol | econ | emb | con | lab | leg | dept | amcit | polmil | pol-?/?-?econ | econ/?-?pol | gtip | aid
      | dcm | env | ref )
    -? (?: offs? | officers? | chiefs? | couns | counsel(?:l)?ors? | atts? | fsns? | reps? | specialist
         | assistant | intern )
    """,
    re.VERBOSE,
)
# An office of the Department. must match whole: "EUR/SE", "EAP/CM"; must not match whole: "MOL", "and/or"
US_BUREAU_RE = re.compile(
    r"(?:AIT|G|J|EUR|EAP|AF|SA|SCA|NEA|WHA|DRL|INL|PRM|IO|CA|L|H|S|D|P)/[A-Z]{1,6}(?:/[A-Z]{1,6})?"
)
# Before "officer", "chief", "counselor" and the like they make an American of anyone without a nationality.
US_MODIFIERS = word_set(
    """
    political economic econ pol consular pol/econ political-economic political/economic
    political-military pol-mil pol-econ p/e narcotics-affairs refugee at-large fsn econ/pol reports
    visiting embassy embassy's usaid usaid's g/tip g/tip's resident regional-security reporting american
    u.s. us u.s.-based post's consulate consulate's mission's department's fbi dhs ice
    state-department
    """
)
US_TWO_WORDS = frozenset(
    {
        ("consul", "general"),
        ("principal", "officer"),
        ("visiting", "officer"),
        ("visiting", "officers"),
        ("vice", "consul"),
        ("legal", "attache"),
        ("legal", "attaché"),
        ("defense", "attache"),
        ("labor", "attache"),
        ("labor", "officer"),
        ("security", "officer"),
        ("affairs", "officer"),
        ("reports", "officer"),
        ("rights", "officer"),
    }
)
DIPLOMATS = word_set(
    """
    consul consuls consulate consulates embassy embassies ambassador ambassadors diplomat diplomats
    attache attaché mission dcm charge chargé commissioner delegation counselor counsellor legation
    section officer officers official officials
    """
)
THIRD_ORGANIZATIONS = word_set(
    """
    association union unions federation party church ngo ngos foundation society league chamber bishops'
    conference opposition alliance movement coalition network iom ilo unicef unhcr unodc osce congress
    charity
    """
)
# Holders of public office, whatever they have charge of: "Registrar of Trade Unions".
OFFICE_HOLDERS = word_set(
    """
    interior labor labour justice finance defense defence health education protocol commissioner
    registrar inspector superintendent comptroller ombudsman ombudswoman judge magistrate governor mayor
    prefect minister vice-minister undersecretary prosecutor premier procurator colonel brigadier
    """
)
_WEAK_THIRD = word_set(
    """
    rights society center centre foreign private independent legal students media press tv radio
    workers' human-rights
    """
)
# A center is a government's if its name says so, and a charity's otherwise.
_CENTERS = word_set("center centre institute board fund")
_PUBLIC = word_set(
    """
    national state government federal police anti-trafficking combating combatting migration employment
    coordination coordinating immigration reception detention rehabilitation protection interagency
    inter-agency forensic training monitoring response republican provincial municipal royal
    presidential situation operations call
    """
)
LAWYERS = word_set("lawyer lawyers attorney attorneys advocate")
# Clergy speak for the government where that is the Holy See.
CLERGY = word_set(
    """
    bishop archbishop cardinal monsignor msgr father priest nuncio sister brother prelate cleric pastor
    reverend rev
    """
)
# What could be said by either: the default is the host government, with whom most talks are held.
_NEUTRAL_THIRD = word_set(
    """
    lawyer lawyers attorney attorneys advocate source sources contacts contact center centre
    organization organisation institute group groups embassies consulates doctor expert experts
    specialist analyst diplomat diplomats founder
    """
)
_FLIPPED = word_set("opposition shadow former ex-minister retired exiled")
_WEAK = word_set(
    """
    committee commission council office unit agency bureau department division directorate national
    general
    """
)
_STRONG = word_set(
    """
    minister ministry ministers ministries police prosecutor prosecutors secretary cabinet parliament
    judge judges mfa moi moj mol department directorate bureau government authorities
    """
)


def is_us_officer(token: Token) -> bool:
    """Whether one word alone names an American office or officer."""
    return _is_us_word(token.text[:-2] if token.is_possessive else token.text, token.bare)


@lru_cache(maxsize=4096)
def _is_us_word(text: str, bare: str) -> bool:
    if text.upper() == text:
        return (
            text in US_ACRONYMS
            or US_BUREAU_RE.fullmatch(text) is not None
            or US_OFFICER_RE.fullmatch(text.lower()) is not None
        )
    return bare in US_NAMES or US_OFFICER_RE.fullmatch(bare) is not None


def is_individual(head: str) -> bool:
    """Whether a role names one person: ``minister``, ``poloff``; not ``ministry``, ``emboffs``."""
    return head in INDIVIDUALS or (US_OFFICER_RE.fullmatch(head) is not None and not head.endswith("s"))


def is_acronym(token: Token) -> bool:
    """Whether a word looks like the letters of an office: ``MOLSA``, ``GOT``, ``PNP``."""
    if not token.is_capitalized:
        return False
    text = token.text.removesuffix("'s").removesuffix("’s")
    return 2 <= len(text) <= 7 and text.isalpha() and text.isupper() and text not in _NO_OFFICES


_NO_OFFICES = word_set(
    """
    TIP SBU US UK UN EU HIV AIDS TVPA UNCLAS SIPDIS TV AM PM NB NGO NGOS REF FY ID IDS HQ OK II III IV
    VI VII QIZ QIZS THE AND NOT FOR END NOTE GDP SUV IT A I
    """
) - {"PM"}


_GOVERNMENT_LETTERS = frozenset(
    {"AG", "PM", "DPP", "FM", "DG", "PS", "PNP", "RTP", "NPA", "MVD", "KNB", "SBU", "IGP", "CID"}
)
# matches whole: "GOT", "MOLSA", "MFA", "RTG", "MINJUS"; does not match whole: "TIP", "NGO"
GOVERNMENT_LETTERS_RE = re.compile(r"GO[A-Z]{1,4}|M[OF][A-Z]{1,5}|[A-Z]{1,2}[KT]G|MIN[A-Z]{2,5}")


def side_of_acronym(text: str) -> Side | None:
    """The side of letters that name an office by their shape: GOT, MOJ."""
    if text in US_ACRONYMS:
        return Side.US
    if text.lower() in THIRD_HEADS:
        return Side.THIRD
    if text in _GOVERNMENT_LETTERS:
        return Side.GOVERNMENT
    return Side.GOVERNMENT if GOVERNMENT_LETTERS_RE.fullmatch(text) else None


def side_of_phrase(  # noqa: PLR0911 - one return for each rule, in order
    before: Sequence[str], head: str, behind: Sequence[str], *, at_home: bool | None = None
) -> Side | None:
    """The side of a noun phrase by its words in small letters.

    Args:
        before: Words up to the head, such as ``("the", "interior", "ministry's")``.
        head: The noun that the phrase is about.
        behind: Words of what hangs on it: ``("of", "the", "shelter")``.
        at_home: Whether a nationality in the phrase is the host country's; None if there is none.

    Returns:
        None where the words do not tell.
    """
    lead, tail = frozenset(before), frozenset(behind)
    ministry = bool((tail | lead) & (GOVERNMENT_MODIFIERS - _WEAK))
    if at_home is False or (lead & _FLIPPED and "ministry" not in lead):
        return Side.THIRD
    if not ministry and (lead & THIRD_ORGANIZATIONS or head in LAWYERS):
        return Side.THIRD
    if head in _STRONG or head in OFFICE_HOLDERS or _is_public_center(lead | tail):
        return Side.GOVERNMENT
    if not ministry and _is_private(lead, head):
        return Side.THIRD
    if head in THIRD_HEADS:
        return Side.GOVERNMENT if at_home and head == "press" else Side.THIRD
    if at_home and head in DIPLOMATS:
        return Side.GOVERNMENT
    if tail & THIRD_HEADS and not ministry and not lead & GOVERNMENT_MODIFIERS:
        return Side.THIRD
    if at_home or head in GOVERNMENT_HEADS or (lead | tail) & (GOVERNMENT_MODIFIERS | GOVERNMENT_HEADS):
        return Side.GOVERNMENT
    if head == "group" and "working" in lead:
        return Side.GOVERNMENT
    return Side.THIRD if head in _NEUTRAL_THIRD else None


def _is_public_center(words: frozenset[str]) -> bool:
    """ "the National Center for Social Solidarity"; not "the Human Rights Center"."""
    return bool(words & _CENTERS and words & _PUBLIC) and not words & THIRD_ORGANIZATIONS


def _is_private(lead: frozenset[str], head: str) -> bool:
    """ "the NGO's director", "shelter manager"; not "the Human Rights Commissioner"."""
    modifiers = lead & THIRD_MODIFIERS
    return bool(modifiers - _WEAK_THIRD) or (bool(modifiers) and head not in GOVERNMENT_HEADS)
