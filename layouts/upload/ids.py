"""The ids by which callbacks and assets/upload.js find the parts of the page."""

from __future__ import annotations

BODY, TICK, FORM = "upload-body", "upload-tick", "upload-form"


def deed(what: str, place: str = "") -> dict[str, str]:
    """The id of a button; `what` is a key of callbacks/uploads.py, `place` the file
    that it speaks of."""
    return {"type": "upload-deed", "what": what, "place": place}
