"""Invented telegrams, made to measure."""

from __future__ import annotations

ANSWER = "1. (U) The Minister argued that trafficking figures were wrong."


def make_telegram(
    serial: int,
    *paragraphs: str,
    level: str = "UNCLAS",
    sent: str = "P 160912Z JUN 09",
    tags: str = "KTIP PHUM HK",
    subject: str = "REACTION TO TIP REPORT",
    references: str = "",
    captions: str = "SIPDIS",
) -> str:
    """A telegram of the consulate in Hong Kong."""
    text = "\n\n".join(paragraphs or (ANSWER,))
    return (
        f"{sent}\nFM AMCONSUL HONG KONG\nTO RUEHC/SECSTATE WASHDC\n"
        f"{level} HONG KONG {serial:06}\n\n{captions}\n\n"
        f"E.O. 12958: N/A\nTAGS: {tags}\nSUBJECT: {subject}\n\n{references}\n\n{text}\nDOE\n"
    ).removeprefix("\n")
