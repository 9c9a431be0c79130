"""The ids by which callbacks find what is written and pressed in disputes."""

from __future__ import annotations

# What went wrong stands there, beside the form; and what a look found.
SAID, SEEN = "dispute-said", "dispute-seen"
# The type of its fields in their ids.
FIELD = "dispute-field"
LOOK = "dispute-look"


def deed(what: str, about: object = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/disputes.py, `about` the dispute
    that it speaks of, or what was looked at."""
    return {"type": "dispute-deed", "what": what, "about": str(about)}
