"""What codes and columns are called before a reader. All texts are catalogue keys."""

from __future__ import annotations

from core.language import _
from figures.names import STATUSES as STATUSES
from reports.tables import Column

KINDS = {
    "city": "City",
    "center": "City centre",
    "ward": "Ward",
    "commune": "Commune",
    "special_zone": "Special zone",
    "province": "Province",
    "department": "Department",
    "group": "Group of units",
}
WINDOWS = {
    "state": "the catalogue on the day",
    "cumulative": "from the start to the day",
    "month": "from the 1st of the month to the day",
    "week": "from Monday to the day",
}
LEVELS = {
    "full": "Offered end to end",
    "partial": "Offered in part",
    "online": "Offered online, level not known",
    "info": "Information only",
    "none": "Not offered online",
}
RESOURCES = {
    "staff": "Officers at the one-stop desk",
    "kiosks": "Kiosks",
    "lawyers": "Lawyers a day",
    "volunteers": "Volunteers",
    "trained_officers": "Trained officers",
    "contacts_helped": "People helped by hotline or chat",
}
OUTCOMES = {"taken": "Taken", "refused": "Refused"}

STANDING = (
    Column("numerator", "Numerator", "whole"),
    Column("denominator", "Denominator", "whole"),
    Column("value", "Value", "share", 11),
    Column("target", "Target", "share", 11),
    Column("gap", "Gap to target", "points", 13),
    Column("status", "Status", "word", 14, STATUSES),
    Column("change_7d", "Change in 7 days", "points", 13),
    Column("previous_rank", "Rank 7 days ago", "whole", 11),
    Column("coverage", "Coverage", "share", 11),
)
UNIT = (
    Column("unit_code", "Unit code", "text", 12),
    Column("unit_name", "Unit", "text", 34),
    Column("kind", "Unit kind", "word", 14, KINDS),
)
# Contract, section 3: these columns in this order.
RANKING = (
    Column("rank", "Rank", "whole", 8),
    *UNIT,
    Column("chair", "Chair", "text", 26),
    *STANDING,
)


def kind_word(kind: str) -> str:
    """A unit kind in the reader's language; a kind nobody planned for as it stands."""
    return _(KINDS.get(kind, kind))
