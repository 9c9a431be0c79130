"""Codes as the national systems write them, brought to one form."""

from __future__ import annotations

import re

# 1.001193.000.00.00.H26 and 1.001193.H26 are the procedure 1.001193: the suffix
# names the locality that copied the procedure (domain notes, section 4.1).
PROCEDURE_SUFFIX = re.compile(r"(?:\.\d{3}\.\d{2}\.\d{2})?\.H\d{2}$", re.IGNORECASE)


def procedure_code(code: str) -> str:
    """`code` without the suffix of a locality."""
    return PROCEDURE_SUFFIX.sub("", code.strip())
