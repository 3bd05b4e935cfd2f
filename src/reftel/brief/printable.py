"""Signs of a document that neither a page nor a terminal may obey: they are shown, and do nothing."""

from __future__ import annotations

import re

# Whatever a terminal could take for a command, signs that reorder what stands around them, and letters that
# nobody sees ("tags"). Tab and line feed are left to whoever prints.
# must match "\x1b", "\x9b", "\u202e"; must not match "\n", "é", the joiner inside an emoji
UNPRINTABLE_RE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# must match "\r\n", a lone "\r", "\f"; must not match "\n"
_LINE_END_RE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def show_signs(text: str) -> str:
    """The text with a � for each of these signs; however its lines end, they end in a line feed."""
    return UNPRINTABLE_RE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END_RE.sub("\n", text))
