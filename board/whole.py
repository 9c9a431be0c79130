"""The units a trend is asked for, where "" is the whole."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.asking import Asked

WHOLE = ""
# The columns of a trend's frame (metrics.answers.Trend).
COLUMNS = [
    "unit_code",
    "unit_name",
    "period_start",
    "period_end",
    "numerator",
    "denominator",
    "value",
    "coverage",
]


def members(asked: Asked, codes: Sequence[str]) -> tuple[str, ...]:
    """The units asked; the roots where the whole is."""
    found = [c for code in codes for c in ((code,) if code else asked.tree.roots)]
    return tuple(dict.fromkeys(found))


def unit_name(asked: Asked, code: str) -> str:
    """The name of a unit or of the one root; "" for the sum of several."""
    units = members(asked, (code,))
    return asked.tree.units[units[0]].name if len(units) == 1 else ""


def one_root(asked: Asked, code: str) -> str:
    """The unit asked for, where "" is the one root; "" where there are several."""
    roots = asked.tree.roots
    return code or (roots[0] if len(roots) == 1 else WHOLE)
