"""The ids by which callbacks find the form and the buttons."""

from __future__ import annotations

PERSON, FIRST, LAST = "term-person", "term-first", "term-last"
DECISION, ACTING, MAIL = "term-decision", "term-acting", "term-mail"
SAVE, SAID = "term-save", "term-said"
DONE = "term-done"


def deed(what: str) -> dict[str, str]:
    """The id of a button of an entry: "confirm" or "discard"."""
    return {"type": "term-deed", "what": what}
