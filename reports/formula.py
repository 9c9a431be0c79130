"""An indicator's formula in words, and filled with counts."""

from __future__ import annotations

from collections.abc import Mapping

from core.language import _
from figures import formats
from metrics.indicators import Indicator, Terms
from reports.tables import known

# Measures and counts of the catalogue, as they stand in a formula.
TERMS = {
    "in_force": "procedures in force",
    "offered": "procedures offered online",
    "full": "procedures offered end to end",
    "used": "procedures with at least one online dossier",
    "received": "dossiers received",
    "online": "dossiers received online",
    "post": "dossiers received by post",
    "full_online": "online dossiers of procedures offered end to end",
    "level_unknown": "online dossiers of unknown level",
    "eligible": "dossiers of procedures offered online",
    "online_eligible": "online dossiers of procedures offered online",
    "full_eligible": "dossiers of procedures offered end to end",
    "finished": "finished dossiers",
    "due_known": "finished dossiers whose lateness can be told",
    "on_time": "dossiers finished on time",
    "e_result": "finished dossiers with an electronic result",
    "fee_due": "dossiers with a fee due",
    "paid_online": "dossiers whose fee was paid online",
}


def formula(indicator: Indicator, language: str | None = None) -> str:
    """Numerator ÷ denominator in words, in `language` (default: the reader's)."""
    above = _terms(indicator.numerator, language)
    below = _terms(indicator.denominator, language)
    return f"{above} ÷ {below}"


def _terms(terms: Terms, language: str | None) -> str:
    text = ""
    for key, sign in terms:
        between = "" if not text else " + " if sign > 0 else " − "
        text += between + _(TERMS[key], language)
    return f"({text})" if len(terms) > 1 else text


def filled(row: Mapping[str, object]) -> str:
    """The formula with the counts of a row: "317.199 ÷ 531.269 = 59,71 %"; "–" for
    what is not known."""
    if not known(row["denominator"]):
        return formats.NOTHING
    above, below = (formats.number(row[key]) for key in ("numerator", "denominator"))
    return f"{above} ÷ {below} = {formats.percent(row['value'])}"
