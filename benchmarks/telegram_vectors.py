"""How right the readers of the fields of a telegram are, on fragments with expected readings.

usage: python -m benchmarks.telegram_vectors VECTORS PREDICTIONS

VECTORS has one JSON object a line with "group", "case_id", "args" and "input". For each, the reading of the
input goes to PREDICTIONS as {"case_id", "got"}, in the shape of the group. Whatever else VECTORS holds, as
the expected reading, is not looked at. A scorer beside the vectors compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reftel.document import Span, fold_white_space
from reftel.telegram.fields import (
    read_addresses,
    read_classified_by,
    read_declassification,
    read_signature,
    read_subject,
    read_summary,
    read_tags,
)
from reftel.telegram.model import Address
from reftel.telegram.references import find_references

Args = dict[str, Any]
# How the vectors call the kinds of references.
KINDS = {"cable": "cable", "e-mail": "email", "telephone": "tel", "report": "report", "handbook": "book"}


def references(text: str, args: Args) -> list[str]:
    """The telegrams referred to; one that names itself is none."""
    found = (reference.mrn for reference in find_references(text, args["year"]) if reference.mrn)
    return [mrn for mrn in dict.fromkeys(found) if mrn != args.get("reference_id")]


def items(text: str, args: Args) -> list[dict[str, Any]]:
    """The items of the kinds that the vectors know; what tells a telegram there is its number."""
    return [
        {"bullet": one.letter or None, "kind": KINDS[one.kind], "value": one.mrn or one.text}
        for one in find_references(text, args["year"])
        if one.kind in KINDS and (one.mrn or one.kind != "cable")
    ]


def tags(text: str, _: Args) -> list[str]:
    """TAGS as written."""
    return [tag.text for tag in read_tags(text)]


def subject(text: str, args: Args) -> str:
    """The subject; with its portion mark unless a clean one is asked for."""
    found = read_subject(text)
    if found is None or args.get("clean", True):
        return found.text if found else ""
    return fold_white_space(text, Span(*found.span)).text


def summary(text: str, _: Args) -> str | None:
    """The summary."""
    found = read_summary(text)
    return found.text if found else None


def recipients(text: str, _: Args) -> list[dict[str, str | None]]:
    """Action addressees."""
    return [as_row(one) for one in read_addresses(text).to]


def info_recipients(text: str, _: Args) -> list[dict[str, str | None]]:
    """Information addressees."""
    return [as_row(one) for one in read_addresses(text).info]


def as_row(address: Address) -> dict[str, str | None]:
    """An addressee in the shape of the vectors."""
    return {
        "route": address.route or None,
        "name": address.name,
        "precedence": address.precedence or None,
        "mcn": address.continuity_number or None,
    }


def classified_by(text: str, _: Args) -> list[str]:
    """Names of who classified."""
    return [one.name for one in read_classified_by(text) if one.name]


def signers(text: str, _: Args) -> list[str]:
    """Surnames at the end."""
    found = read_signature(text)
    return [found.text] if found else []


def deadline(text: str, _: Args) -> str | None:
    """The date of declassification."""
    found = read_declassification(text)
    return found.on.isoformat() if found and found.on else None


READERS: dict[str, Callable[[str, Args], object]] = {
    "references": references,
    "references_ng": items,
    "tags": tags,
    "tags_raw": tags,
    "subject": subject,
    "summary": summary,
    "recipients": recipients,
    "info_recipients": info_recipients,
    "classified_by": classified_by,
    "signers": signers,
    "nondisclosure_deadline": deadline,
}


def predict(line: str) -> str | None:
    """The prediction for one line of vectors; None for a group without a reader."""
    vector = json.loads(line)
    read = READERS.get(vector["group"])
    if read is None:
        return None
    got = read(vector["input"], vector.get("args") or {})
    return json.dumps({"case_id": vector["case_id"], "got": got}, ensure_ascii=False)


def main() -> None:
    """Read the vectors, write the predictions."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = map(Path, sys.argv[1:])
    lines = source.read_text(encoding="utf-8").splitlines()
    found = [row for line in lines if line.strip() and (row := predict(line))]
    target.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} predictions in {target}")


if __name__ == "__main__":
    main()
