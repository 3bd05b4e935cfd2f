"""The YAML head of a draft: every value as text, with its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import yaml

from reftel.errors import DraftError

FENCE = "---"
KEYS = (
    "from", "station", "number", "date", "precedence", "info_precedence", "to", "info", "classification",
    "captions", "pass", "eo", "tags", "subject", "refs", "classified_by", "signature",
)  # fmt: skip
ADVICE = "docs/compose.md shows a head."


class Value(NamedTuple):
    """What stands behind a key: one text or several, and the line of the key."""

    texts: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """All of it as one text, with single blanks."""
        return " ".join(", ".join(self.texts).split())


class Front(NamedTuple):
    """The head, the text below it, and the line on which that begins."""

    values: Mapping[str, Value]
    body: str
    body_line: int

    def get(self, key: str) -> str:
        """The text of a key; empty if it is missing."""
        return self.values[key].text if key in self.values else ""

    def listed(self, key: str) -> tuple[str, ...]:
        """The texts of a key, one by one."""
        return self.values[key].texts if key in self.values else ()

    def demand(self, key: str, what: str) -> str:
        """The text of a key that no telegram can do without.

        Raises:
            DraftError: It is missing or empty.
        """
        if not self.get(key):
            raise DraftError(
                f"The draft does not say {what}",
                where=self.where(key),
                advice=f"Fill in “{key}:” in its head.",
            )
        return self.get(key)

    def where(self, key: str) -> str:
        """The line of a key, in words."""
        return f"line {self.values[key].line}" if key in self.values else ""


def read_front(text: str) -> Front:
    """Split a draft into head and text.

    Raises:
        DraftError: There is no head, it is no YAML, or it holds what no head has.
    """
    lines = text.replace("\r\n", "\n").lstrip("\ufeff").split("\n")
    fences = [at for at, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise DraftError(
            "The draft has no head",
            where="line 1",
            advice="It begins with a line ---, keys such as “subject:”, and another line ---.",
        )
    end = fences[1]
    return Front(_read_values("\n".join(lines[1:end])), "\n".join(lines[end + 1 :]), end + 2)


def _read_values(head: str) -> dict[str, Value]:
    try:
        # Nodes and no values: “no”, which is Norway, stays a word, and every value keeps its line.
        node = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise DraftError(
            f"The head is no YAML: {error.problem}", where=f"line {line}", advice=ADVICE
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise DraftError("The head is no YAML", where="line 1", advice=ADVICE) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise DraftError("The head holds no keys", where="line 2", advice=ADVICE)
    found: dict[str, Value] = {}
    for key, value in node.value:
        line = key.start_mark.line + 2
        name = str(key.value).lower().replace("-", "_") if isinstance(key, yaml.ScalarNode) else ""
        if name not in KEYS:
            raise DraftError(
                f"“{name}” is no key of a draft",
                where=f"line {line}",
                advice=f"The keys are {', '.join(KEYS)}.",
            )
        if name in found:
            raise DraftError(f"“{name}” stands twice", where=f"line {line}", advice="Make them one.")
        found[name] = Value(_texts_of(value, line), line)
    return found


def _texts_of(node: yaml.Node, line: int) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return (node.value.strip(),) if node.value.strip() not in ("", "~") else ()
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return tuple(one.value.strip() for one in node.value if one.value.strip())
    raise DraftError("A value is neither words nor a list of words", where=f"line {line}", advice=ADVICE)
