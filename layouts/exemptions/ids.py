"""The ids by which callbacks find what is written and pressed of exemptions."""

from __future__ import annotations

# What went wrong stands there, beside the form; and what a look found.
SAID, SEEN = "exemption-said", "exemption-seen"
# The type of its fields in their ids.
FIELD = "exemption-field"
LOOK = "exemption-look"


def deed(what: str, about: object = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/exemptions.py, `about` the
    exemption that it speaks of, or what was looked at."""
    return {"type": "exemption-deed", "what": what, "about": str(about)}
