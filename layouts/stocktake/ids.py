"""The ids by which callbacks find what is written and pressed of a meeting."""

from __future__ import annotations

# What went wrong stands there, beside the form.
SAID = "stocktake-said"
# The type of its fields in their ids.
FIELD = "stocktake-field"


def deed(what: str, about: object = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/stocktake.py, `about` the unit
    that it speaks of."""
    return {"type": "stocktake-deed", "what": what, "about": str(about)}
