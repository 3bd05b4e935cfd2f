"""What a reference is, if it is no telegram."""

from __future__ import annotations

import re

CABLE = "cable"
AIRGRAM = "airgram"
OTHER = "other"
SEPTEL = "septel"

# Each kind with texts that must match and one that must not.
_CUES = (
    # "SMITH-JONES E-MAIL", "EMAILS"; not "MAILING"
    ("e-mail", r"E (?: \s | - )? MAIL (?: S | ED )?"),
    # "TELCON OF MAY 5", "TELEPHONE CALL", "PHONECON"; not "TELEGRAM", "TEL AVIV"
    (
        "telephone",
        r"""TEL (?: E )? (?: \s | - )? CONS? | TELCALLS? | FONE?CONS?
          | (?: TELE )? PHONE (?: \s | - )? (?: CON | CALL )? S?""",
    ),
    # "MEMCON", "MEMORANDUM OF MAY 5"; not "MEMORIAL"
    ("memo", r"MEM (?: CON | O | OS | CONS | ORANDUM | ORANDA )"),
    # "DIPLOMATIC NOTE 123", "NOTE VERBALE", "EMBASSY NOTE 12"; not "PRESS NOTE"
    (
        "note",
        r"""DIP (?: LOMATIC )? (?: \s | - )? NOTES?
          | NOTES? \s (?: VERBALES? | NO | NUMBER | OF | [0-9]{1,6} )""",
    ),
    # "LETTER OF MAY 5"; not "LETTERED"
    ("letter", r"LETTERS? | LTRS?"),
    # "FAX OF MAY 5"; not "FAXED"
    ("fax", r"FAX (?: ES )? | FACSIMILES? | TELEFAX"),
    # "SMITH-JONES MEETING", "DVC", "CONVERSATION WITH"; not "MEETINGHOUSE"
    (
        "meeting",
        r"""MEETINGS? | MTGS? | CONVERSATIONS? | CONSULTATIONS? | DISCUSSIONS? | DVCS? | SVTCS?
          | VIDEO \s? CONFERENCES? | DEMARCHE""",
    ),
    # "9 FAM 40.21", "5 FAH-1", "22 CFR 40", "HANDBOOK"; not "FAME"
    (
        "handbook",
        r"""[0-9]{1,2} \s? (?: FAM | FAH | CFR | USC ) | FAM | FAH | CFR | HANDBOOKS? | MANUALS?
          | FOREIGN \s AFFAIRS \s MANUAL""",
    ),
    # "2008 REPORT", "TD-314/12345-08", "IIR 6 800", "OSC CEP", "FBIS"; not "REPORTER"
    (
        "report",
        r"""REPORTS? | REPORTING | TDX? (?= [\s-]? [0-9]{3} ) | IIRS? | OSC | FBIS | CIR (?= \s? [0-9-] )
          | INTELLIGENCE | STUDY | ASSESSMENTS? | HRR | INCSR | SITREPS?""",
    ),
    # "UNSCR 1737", "RESOLUTION 1540", "P.L. 106-386"; not "ACTING"
    (
        "law",
        r"""UNSCRS? | RESOLUTIONS? | ACT | TREATY | AGREEMENT | CONVENTION | P\.? \s? L\.? (?= \s? [0-9] )
          | PUBLIC \s LAW | EXECUTIVE \s ORDER""",
    ),
    # "PRESS RELEASE", "REUTERS ARTICLE"; not "PRESSURE"
    ("press", r"PRESS | ARTICLES? | REUTERS | AP | AFP | NEWSPAPER | WEB \s? SITE | HTTPS? | WWW"),
    # "SEPTEL"; not "SEPTEMBER"
    (SEPTEL, r"SEPTELS?"),
    # "R162245Z OCT 08", "162245Z OCT 08"; not "162245"
    ("date-time group", r"[ZOPR]? \s? [0-9]{6} \s? Z (?: \s? [A-Z]{3} )?"),
    # "AIRGRAM A-45"; not "AIR GRAM"
    (AIRGRAM, r"AIRGRAMS?"),
)
_CUE_RE = re.compile(
    r"(?<![A-Z0-9]) (?:"
    + "|".join(f"(?P<k{n}> {cue} )" for n, (_, cue) in enumerate(_CUES))
    + r") (?![A-Z0-9])",
    re.VERBOSE,
)


def find_kind(text: str) -> str:
    """The kind of an item that is no telegram, by the first word that tells it.

    Args:
        text: The item in capitals.

    Returns:
        One of the kinds of ``Reference.kind``; empty if no word tells it.

    >>> find_kind("SMITH-JONES E-MAIL OF MAY 12"), find_kind("9 FAM 40.21"), find_kind("TEL AVIV")
    ('e-mail', 'handbook', '')
    """
    match = _CUE_RE.search(text)
    return _CUES[int((match.lastgroup or "k0")[1:])][0] if match else ""
