"""Names in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from core.language import _, language

# Where a figure stands; values are catalogue keys.
STATUSES = {
    "met": "Met",
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "unknown": "No data",
}
# How far a unit offers a procedure; "" is not at all in force there.
LEVELS = {
    "full": "End to end online",
    "partial": "Partly online",
    "online": "Online, level not known",
    "info": "Information only",
    "none": "Not offered online",
    "": "Not in the catalogue",
}


def unit_name(row: Mapping[str, object], name: str = "unit_name") -> str:
    """A unit's name in the reader's language. `row`: its Vietnamese one under `name`,
    its English one, where there is one, under name_en."""
    english = row.get("name_en") if language() == "en" else ""
    return str(english or row[name])


def things_word(things: str) -> str:
    """What is counted, in the reader's language: "procedures" or "dossiers"."""
    return _("dossiers") if things == "dossiers" else _("procedures")
