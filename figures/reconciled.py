"""What figures, comparisons of them, their results and who must look are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.language import _
from figures import formats

MEASURES = {
    "received": "Received",
    "online": "Online",
    "counter": "At the counter",
    "post": "By post",
    "channel_unknown": "Channel not stated",
    "full_online": "Online end to end",
    "level_unknown": "Online, level not known",
    "eligible": "Of procedures offered online",
    "online_eligible": "Online, of procedures offered online",
    "full_eligible": "Of procedures offered end to end",
    "finished": "Finished",
    "due_known": "Finished, lateness can be told",
    "on_time": "Finished on time",
    "e_result": "Electronic result",
    "fee_due": "Fee due",
    "paid_online": "Fee paid online",
    "assisted": "Online with help",
}
WHY = {
    "parts": "The parts do not add up to the whole",
    "set_aside": "Set aside: the unit has dossiers of that period",
    "overlaps": "Only compared: a longer or newer report covers that period",
    "inside": "A longer report beside the shorter ones inside it",
    "parent": "Only compared: subordinate units have data",
    "sources": "Only compared: another source gave a figure too",
    "given": "Dossiers that two sources gave, as each last said",
}
RESULTS = {
    "beyond": "Beyond the tolerance",
    "untold": "Cannot be told from what is kept",
    "alone": "Nothing to compare with",
    "within": "Within the tolerance",
}


def must_look(row: Mapping[str, Any]) -> str:
    """Who must look at a difference, by name where one is known: a row of a
    reconciliation in the reader's words."""
    name = row["look"] or formats.NOTHING
    said = {
        "chair": _("Chair: {name}", name=name),
        "office": _("The unit’s office"),
        "source": _("Whoever sent it: {name}", name=name),
    }
    return said.get(row["owner"], str(row["owner"]))


def signed(value: Any) -> str:
    """A difference of counts with its sign: "+12", "−3", "0"."""
    text = formats.number(value)
    return f"+{text}" if formats.known(value) and value > 0 else text
