"""Writing what stands before the text: catalogue lines and the transmission header."""

from __future__ import annotations

from reftel.telegram.compose.wrap import wrap_words
from reftel.telegram.model import Address, Catalogue, Transmission


def write_catalogue(catalogue: Catalogue) -> list[str]:
    """The lines that an archive set before the telegram."""
    fields = (
        catalogue.identifier,
        catalogue.title,
        catalogue.date,
        catalogue.classification,
        catalogue.origin,
    )
    return [field.text for field in fields if field]


def write_transmission(header: Transmission) -> list[str]:
    """Format lines 1 to 9 (ACP 127)."""
    lines: list[str] = []
    if header.identifier:
        lines.append(header.identifier.text)
    if header.routes or header.precedence:
        lines += wrap_words(" ".join((header.precedence, *header.routes)))
    if station := header.station_line:
        section = f"/{station.section}" if station.section else ""
        time = f" {station.day}{station.time}" if station.day or station.time else ""
        lines.append(f"DE {station.route} #{station.serial}{section}{time}")
    if security := header.security_line:
        handling = f"/{security.handling}" if security.handling else ""
        lines.append(" ".join((security.signal, security.letters + handling, *security.signals)))
    if group := header.date_time:
        words = (group.action, group.info, group.text, *group.signals)
        lines.append(" ".join(word for word in words if word))
    if header.sender:
        lines.append(f"FM {header.sender.text}")
    for key, block in (("TO", header.to), ("INFO", header.info)):
        lines += [f"{key} {_address(one)}" if not at else _address(one) for at, one in enumerate(block)]
    return lines + [f"XMT {_address(one)}" for one in header.exempt]


def _address(address: Address) -> str:
    name = f"{address.route}/{address.name}" if address.route else address.name
    return " ".join(word for word in (name, address.precedence, address.continuity_number) if word)
