"""The sources of a brief: what it cites, and nothing that it does not cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reftel.brief.model import SourceDocument, SourcePassage
from reftel.document import Citation, Marking, Span


class Passage(Protocol):
    """A passage as the record gives it to a reader."""

    @property
    def label(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def text(self) -> str: ...
    @property
    def marking(self) -> Marking: ...


@dataclass(frozen=True, slots=True)
class PlainPassage:
    """A passage of a document that the brief itself draws up, such as the tier history."""

    label: str
    span: Span
    text: str
    marking: Marking = field(default_factory=Marking)


@dataclass(slots=True)
class _Entry:
    title: str
    passages: Sequence[Passage]
    is_wrapped: bool
    cited: dict[int, set[Span]] = field(default_factory=dict)


class SourceBook:
    """Collects documents, hands out citations of them, and keeps the passages that were cited."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def add(self, key: str, title: str, passages: Sequence[Passage], *, is_wrapped: bool = False) -> None:
        """Make a document citable.

        Args:
            key: The name it is cited by.
            title: What it is, for people.
            passages: Those that the reader may read; nothing else of the document is ever shown.
            is_wrapped: Whether its line breaks are part of how it looks, as in a telegram.
        """
        self._entries[key] = _Entry(title, passages, is_wrapped)

    def cite(self, key: str, span: Span) -> tuple[Citation, Marking]:
        """Cite words of a document.

        Raises:
            LookupError: The document was not added, or no passage of it holds all of the words.
        """
        entry = self._entries[key]
        for index, passage in enumerate(entry.passages):
            if passage.span.covers(span):
                entry.cited.setdefault(index, set()).add(span)
                quote = span.shift(-passage.span.start).of(passage.text)
                return Citation(key, passage.label, span, quote), passage.marking
        raise LookupError(f"no passage of {key} holds {span}")

    def documents(self) -> tuple[SourceDocument, ...]:
        """The cited documents with their cited passages, in the order in which they were added."""
        found = []
        for key, entry in self._entries.items():
            passages = [
                SourcePassage(key, p.label, p.span, p.text, p.marking, tuple(sorted(spans)), entry.is_wrapped)
                for index in sorted(entry.cited)
                for p, spans in [(entry.passages[index], layer) for layer in _nested(entry.cited[index])]
            ]
            if passages:
                found.append(SourceDocument(key, entry.title, tuple(passages)))
        return tuple(found)


def _nested(spans: Iterable[Span]) -> list[list[Span]]:
    """Spread spans over as few layers as it takes for each layer to hold only disjoint or nested ones."""
    layers: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        for layer in layers:
            if all(not span.meets(other) or other.covers(span) or span.covers(other) for other in layer):
                layer.append(span)
                break
        else:
            layers.append([span])
    return layers
