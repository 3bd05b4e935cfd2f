"""HTML pages: a telegram in preformatted blocks, or the main text of a page."""

from __future__ import annotations

import re
from dataclasses import replace

from reftel.document import Problem, Span
from reftel.errors import SourceError
from reftel.sources.confined.parent import child_for
from reftel.sources.model import Carrier, Origin, SourceText, digest
from reftel.sources.texts import check_size, decode, printable

# must match "<pre>", "<PRE class=x>"; must not match "<prefix>"
PREFORMATTED_RE = re.compile(r"<pre[\s>]", re.IGNORECASE)
# What the catalogue lines over a telegram are, in their order.
CATALOGUE = ("identifier", "title", "date", "classification", "origin")


def open_page(data: bytes, where: str, name: str, origin: Origin) -> SourceText:
    """The text that a page carries.

    Args:
        data: The page.
        where: Its name in messages.
        name: Its base name.
        origin: Where it stands.

    Returns:
        A telegram as plain text (catalogue lines from the page's table and heading, then the preformatted
        blocks), or else the page's main text.

    Raises:
        SourceError: The page cannot be opened, or holds no text of more than a few words.
    """
    check_size(len(data), where)
    decoded = decode(data, where)
    page = decoded.text.encode("utf-8", "replace")
    carrier, text = Carrier.WEB_TELEGRAM, ""
    if PREFORMATTED_RE.search(decoded.text):
        text = _preformatted(page)
    from reftel.telegram import looks_like_telegram  # its patterns are long to compile

    if not looks_like_telegram(text):
        carrier, text = Carrier.WEB_PAGE, _main_text(page)
    problems = tuple(_at_the_top(problem) for problem in decoded.problems)
    origin = replace(origin, carrier=carrier)
    return SourceText(printable(name), data, digest(data), text, decoded.encoding, problems, origin, text)


def _preformatted(page: bytes) -> str:
    answer = child_for("page").ask(page, wants="preformatted")
    lines = [str(answer.meta.get(name, "")).replace("\0", "") for name in CATALOGUE]
    blocks = [block.strip("\n").rstrip() for block in answer.data.decode("utf-8", "replace").split("\0")]
    return "\n".join(part for part in (*lines, *blocks) if part)


def _main_text(page: bytes) -> str:
    answer = child_for("page").ask(page, wants="article")
    if not answer.meta.get("prose"):
        raise SourceError(
            "The page holds no text of more than a few words",
            advice="It may be a menu, or say that something was not found; save the page with the narrative.",
        )
    return answer.data.decode("utf-8", "replace").replace("\0", "\ufffd")


def _at_the_top(problem: Problem) -> Problem:
    """A problem of the page, whose places are not those of the text."""
    return replace(problem, span=Span(0, 1))
