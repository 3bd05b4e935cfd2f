"""Starting the draft of an answer, with the head that it needs."""

from __future__ import annotations

import re

import yaml

from reftel.document import join_markings
from reftel.errors import DraftError
from reftel.telegram.model import Telegram, four_digit_year
from reftel.vocab.posts import Post, find_post

# must match whole "09STATE60446", "09HONGKONG001103"; must not match "STATE60446", "2009STATE1"
MRN_RE = re.compile(r"(?P<year>[0-9]{2})(?P<station>[A-Z][A-Z]{2,23})(?P<serial>[0-9]{1,7})")
_TITLES = {"embassy": "AMEMBASSY", "consulate": "AMCONSUL", "mission": "USMISSION"}
_TEXT = """
<!-- Write here. Several paragraphs are numbered; (U), (SBU), (C) or (S) may stand before each. -->
"""


def start_reply(mrn: str, telegram: Telegram | None = None, *, sender: str = "") -> str:
    """The draft of an answer to a telegram: its head filled in as far as the telegram tells.

    Args:
        mrn: Message reference number of the telegram that is answered.
        telegram: That telegram, if it is at hand; without it only the number speaks.
        sender: From whom the answer is; else the first addressee of the telegram, if it is there.

    Returns:
        Markdown with a YAML head. What only the sender knows (number, date) is left empty.

    Raises:
        DraftError: It is no message reference number.
    """
    match = MRN_RE.fullmatch(mrn.upper())
    if match is None:
        raise DraftError(
            f"“{mrn}” is no message reference number",
            advice="Give year, station and serial, as in 09STATE60446.",
        )
    post = find_post(match["station"])
    station = post.words if post else match["station"]
    year = four_digit_year(match["year"])
    head: dict[str, object] = {
        "from": sender or _first_addressee(telegram),
        "number": "",
        "date": "",
        "precedence": "ROUTINE",
        "to": [_address_of(telegram, post, station)],
        "classification": _classification_of(telegram),
        "captions": [caption.text for caption in telegram.captions if caption.text == "SIPDIS"]
        if telegram
        else [],
        "eo": _order_of(telegram),
        "tags": ", ".join(tag.text for tag in telegram.tags) if telegram else "",
        "subject": _subject_of(telegram),
        "refs": [f"{year % 100:02d} {station} {match['serial'].lstrip('0') or '0'}"],
        "signature": "",
    }
    lines = yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{lines.replace(': ' + chr(39) * 2, ':')}---\n{_TEXT}"


def _first_addressee(telegram: Telegram | None) -> str:
    return telegram.transmission.to[0].name if telegram and telegram.transmission.to else ""


def _address_of(telegram: Telegram | None, post: Post | None, station: str) -> str:
    if telegram and telegram.transmission.sender:
        return telegram.transmission.sender.text
    if post and post.code == "STATE":
        return "SECSTATE WASHDC"
    return f"{_TITLES.get(post.kind, '') if post else ''} {station}".strip()


def _classification_of(telegram: Telegram | None) -> str:
    """The level of what may be repeated from the telegram: its own, or that of its highest paragraph."""
    if telegram is None:
        return ""
    return join_markings((telegram.marking, *(one.marking for one in telegram.paragraphs))).level.name


def _order_of(telegram: Telegram | None) -> str:
    """The same order, and the same value where it holds for an answer, too."""
    if telegram is None or telegram.declassification is None or not telegram.declassification.order:
        return ""
    line = telegram.declassification
    until = f"DECL: {line.on:%m/%d/%Y}" if line.on else "N/A" if line.kind == "none" else ""
    return f"{line.order}: {until}".strip() if until else ""


def _subject_of(telegram: Telegram | None) -> str:
    if telegram is None or telegram.subject is None:
        return ""
    text = telegram.subject.text
    return text if text.upper().startswith("RE:") else f"RE: {text}"
