"""Reading the commitments of the form of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from core.errors import UsageError
from metrics.commitments import (
    FIELD,
    LEAST_DAYS,
    MOST_DAYS,
    MOST_PROMISES,
    Promise,
)
from metrics.indicators import BY_KEY
from store import lookup
from store.engine import Database

_LONGEST_OWNER = 120


def promises(db: Database, fields: Mapping[str, object], day: date) -> list[Promise]:
    """The commitments of a form's fields: `c1_indicator`, `c1_about` (a procedure's
    code, or FIELD and a field of procedures), `c1_gain` (points), `c1_due`, `c1_owner`,
    and so on. One of which neither gain, day nor owner stands is none. UsageError, with
    its number, for what cannot be promised."""
    found: list[Promise] = []
    known: pd.DataFrame | None = None
    for place in range(1, MOST_PROMISES + 1):
        told = {
            name: str(fields.get(f"c{place}_{name}") or "").strip()
            for name in ("indicator", "about", "gain", "due", "owner")
        }
        if not (told["gain"] or told["due"] or told["owner"]):
            continue
        if told["about"] and known is None:
            with db.read() as connection:
                known = lookup.procedures(connection)
        found.append(_promise(place, told, known, day))
    return found


def _promise(
    place: int, told: Mapping[str, str], known: pd.DataFrame | None, day: date
) -> Promise:
    indicator = BY_KEY.get(told["indicator"])
    if indicator is None:
        raise UsageError("Commitment {place}: choose the indicator.", place=place)
    code, field = _about(place, told["about"], known)
    if (code or field) and indicator.basis != "dossiers":
        raise UsageError(
            "Commitment {place}: of a single procedure or group only indicators by "
            "dossiers can be promised. Choose one of these, or all procedures.",
            place=place,
        )
    if not told["owner"] or len(told["owner"]) > _LONGEST_OWNER:
        raise UsageError("Commitment {place}: name who sees to it.", place=place)
    gain, due = _gain(place, told["gain"]), _due(place, told["due"], day)
    return Promise(indicator.key, code, field, gain, due, told["owner"])


def _about(place: int, about: str, known: pd.DataFrame | None) -> tuple[str, str]:
    if not about or known is None:
        return "", ""
    is_field = about.startswith(FIELD)
    wanted = about.removeprefix(FIELD)
    if not (known["field" if is_field else "code"] == wanted).any():
        raise UsageError(
            "Commitment {place}: there is no procedure or group “{about}”.",
            place=place,
            about=wanted,
        )
    return ("", wanted) if is_field else (wanted, "")


def _gain(place: int, text: str) -> str:
    """Points as an exact share, "6,5" as "0.065"."""
    written = text.replace(",", ".")
    try:
        points = Fraction(written) if "/" not in written else Fraction(0)
    except ValueError:
        points = Fraction(0)
    if not 0 < points <= 100 or points * 100 % 1:
        raise UsageError(
            "Commitment {place}: write the gain in points, above 0 and at most 100, "
            "with at most two decimals.",
            place=place,
        )
    # Two decimals of a point are four of a share.
    return str(Decimal(int(points * 100)).scaleb(-4))


def _due(place: int, text: str, day: date) -> date:
    try:
        due = date.fromisoformat(text[:10])
    except ValueError:
        due = day
    first, last = day + timedelta(days=LEAST_DAYS), day + timedelta(days=MOST_DAYS)
    if not first <= due <= last:
        raise UsageError(
            "Commitment {place}: name a day from {first} to {last}: what is gained "
            "cannot be measured sooner.",
            place=place,
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
    return due
