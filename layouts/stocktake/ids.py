"""The ids by which callbacks find what is written and pressed of a meeting."""

from __future__ import annotations

# What went wrong stands there, beside the form.
SAID = "stocktake-said"


def field(name: str) -> dict[str, str]:
    """The id of a field; `name` as actions know it."""
    return {"type": "stocktake-field", "name": name}


def deed(what: str, about: object = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/stocktake.py, `about` the unit
    that it speaks of."""
    return {"type": "stocktake-deed", "what": what, "about": str(about)}
