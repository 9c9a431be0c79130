"""What a text must not begin with in a table that a spreadsheet opens."""

from __future__ import annotations

import re

# A spreadsheet takes a text that begins so for a formula (OWASP, CSV injection); the
# wide forms are those of East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A text that is a number and nothing else computes nothing.
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def harmless(text: str) -> str:
    """The text with a sign before it where a spreadsheet would compute it."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
