"""The ids by which callbacks find what is written and pressed in the dialogue."""

from __future__ import annotations

# What went wrong stands there, beside the form; and that a draft is kept.
SAID, DRAFT = "dialogue-said", "dialogue-draft"
# That the typing paused: the draft is kept then.
TYPED = "dialogue-typed"
# The type of its fields in their ids.
FIELD = "dialogue-field"


def deed(what: str, about: object = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/dialogue.py, `about` the request
    or unit that it speaks of."""
    return {"type": "dialogue-deed", "what": what, "about": str(about)}
