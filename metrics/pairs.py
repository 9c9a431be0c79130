"""Which two indicators a page shows side by side: online, and end to end."""

from __future__ import annotations

from metrics.indicators import BY_KEY
from metrics.questions import Plan

BASES = ("procedures", "dossiers")
# The indicators shown for a plan that names none of that basis.
_USUAL = {
    "procedures": ("online_procedures", "e2e_procedures"),
    "dossiers": ("online_dossiers", "e2e_dossiers"),
}


def pair(plan: Plan | None, basis: str) -> tuple[str, str]:
    """The plan's indicators of online and of end to end, by procedures or dossiers;
    where it names none, the usual ones."""
    named = (*plan.official, *plan.indicators) if plan else ()

    def first(variant: str, usual: str) -> str:
        fitting = [BY_KEY[key] for key in named if BY_KEY[key].things == basis]
        return next((i.key for i in fitting if i.variant_of == variant), usual)

    online, end_to_end = _USUAL[basis]
    return first("online", online), first("end_to_end", end_to_end)
