"""A brief as one HTML file that stands alone: no network, no script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.template import Context, Engine, Template
from django.utils.html import escape
from django.utils.safestring import SafeString

from reftel import __version__
from reftel.brief.model import Brief, Line, Section, SourcePassage
from reftel.brief.printable import show_signs
from reftel.compare import EditKind
from reftel.document import Citation, Span

_TAGS = {EditKind.INSERT: "ins", EditKind.DELETE: "del"}


def render_html(brief: Brief, *, clearance: str, made_on: str = "") -> str:
    """Render a brief.

    Args:
        brief: The brief.
        clearance: The reader's clearance, as it is printed in the head.
        made_on: A date for the head; left out if empty.

    Returns:
        A whole HTML document. Every citation is a link to the cited words in the same document.
    """
    links = _Links({source.key: index for index, source in enumerate(brief.sources, start=1)})
    sections = [_section(section, links) for section in brief.sections]
    banner = brief.marking.printed
    context = {
        "brief": brief,
        "chart_wide": SafeString(brief.chart.wide),
        "chart_narrow": SafeString(brief.chart.narrow),
        "sections": sections,
        "sources": _sources(brief, links),
        "banner": banner,
        "banner_css": SafeString(re.sub(r"[^A-Z0-9 /-]", "", banner)),
        "level": brief.marking.level.name.lower(),
        "clearance": "full clearance" if clearance == "full" else f"clearance {clearance}",
        "made_on": made_on,
        "version": __version__,
        "css": SafeString(_read("brief.css")),
    }
    # Over all of it, for a sign that reorders words does so from wherever it stands.
    return show_signs(_template().render(Context(context)))


class _Links:
    """Names for the places that citations lead to, and the numbers of those that lead there."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        self._documents = documents
        self._count = 0
        self.leading_to: dict[tuple[str, Span], list[int]] = {}

    def anchor(self, key: str, span: Span) -> str:
        """The name of cited words."""
        return f"s{self._documents[key]}-{span.start}-{span.end}"

    def link(self, citation: Citation) -> Mapping[str, str]:
        """A new link to cited words."""
        self._count += 1
        self.leading_to.setdefault((citation.document, citation.span), []).append(self._count)
        anchor = self.anchor(citation.document, citation.span)
        return {"label": str(citation), "anchor": anchor, "back": f"c{self._count}"}


def _section(section: Section, links: _Links) -> Mapping[str, object]:
    return {
        "slug": section.slug,
        "title": section.title,
        "lead": section.lead,
        "counts": section.counts,
        "groups": [
            {
                "title": group.title,
                "folded": group.folded,
                "lines": [_line(line, links) for line in group.lines],
            }
            for group in section.groups
        ],
    }


def _line(line: Line, links: _Links) -> Mapping[str, object]:
    return {
        "is_quote": line.is_quote,
        "tag": line.tag,
        "standing": line.standing,
        "rule": line.rule,
        "note": line.note,
        "cites": [links.link(citation) for citation in line.citations],
        "words": _words(line),
    }


def _words(line: Line) -> SafeString:
    if not line.edits:
        return _safe(line.text)
    pieces = []
    for edit in line.edits:
        tag = _TAGS.get(edit.kind)
        words = _safe(" ".join(edit.text.split(" ")))
        pieces.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return SafeString("".join(pieces))


def _sources(brief: Brief, links: _Links) -> list[Mapping[str, object]]:
    return [
        {
            "key": source.key,
            "title": source.title,
            "passages": [_passage(passage, links) for passage in source.passages],
        }
        for source in brief.sources
    ]


def _passage(passage: SourcePassage, links: _Links) -> Mapping[str, object]:
    return {
        "document": passage.document,
        "label": passage.label,
        "marking": passage.marking,
        "is_wrapped": passage.is_wrapped,
        "html": _mark_passage(passage, links),
        "backs": [
            number for span in passage.cited for number in links.leading_to.get((passage.document, span), ())
        ],
    }


def _mark_passage(passage: SourcePassage, links: _Links) -> SafeString:
    """The passage's words with an anchored mark around each cited span; spans are disjoint or nested."""
    opened: list[Span] = []
    pieces: list[str] = []
    at = passage.span.start

    def write_to(end: int) -> None:
        nonlocal at
        if at < end:
            pieces.append(_safe(passage.text[at - passage.span.start : end - passage.span.start]))
            at = end

    for span in sorted(passage.cited, key=lambda s: (s.start, -s.end)):
        while opened and opened[-1].end <= span.start:
            write_to(opened.pop().end)
            pieces.append("</mark>")
        write_to(span.start)
        anchor = links.anchor(passage.document, span)
        pieces.append(f'<mark id="{anchor}" data-start="{span.start}" data-end="{span.end}">')
        opened.append(span)
    while opened:
        write_to(opened.pop().end)
        pieces.append("</mark>")
    write_to(passage.span.end)
    return SafeString("".join(pieces))


def _safe(text: str) -> SafeString:
    return SafeString(escape(text))


@cache
def _template() -> Template:
    return Engine(autoescape=True).from_string(_read("brief.html"))


def _read(name: str) -> str:
    return files("reftel.brief").joinpath("templates", name).read_text(encoding="utf-8")
