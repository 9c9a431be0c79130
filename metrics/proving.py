"""The arithmetic of a second path to a number: plain, slow, written on its own.

Nothing of metrics.reading is used: the two are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from metrics.indicators import Indicator, Terms
from metrics.units import Tree, Unit

# Numerator and denominator; None is not known.
Pair = tuple[int | None, int | None]
NOTHING: Pair = (None, None)
_OFFERED = {"full", "partial", "online"}


def known(pair: Pair) -> bool:
    """Whether a share can be told."""
    return pair[0] is not None and pair[1] is not None and pair[1] > 0


def added(pairs: Iterable[Pair]) -> Pair:
    """The sums of the pairs that tell a share; NOTHING where none does."""
    telling = [pair for pair in pairs if known(pair)]
    if not telling:
        return NOTHING
    return sum(p[0] or 0 for p in telling), sum(p[1] or 0 for p in telling)


def _terms(terms: Terms, counts: Mapping[str, int]) -> int:
    return sum(sign * counts.get(measure, 0) for measure, sign in terms)


def of_dossiers(
    about: Indicator, counts: Mapping[str, int] | None, least: Fraction
) -> Pair | None:
    """One unit's own dossiers; None where none was received. Of the end-to-end
    readings NOTHING where the level of less than `least` of the online ones is
    known."""
    if not counts or not counts["received"]:
        return None
    online = counts["online"]
    if about.level_bound and online:
        readable = online - counts["level_unknown"]
        if Fraction(readable, online) < least:
            return NOTHING
    return _terms(about.numerator, counts), _terms(about.denominator, counts)


def of_reports(about: Indicator, cells: Iterable[Mapping[str, int]]) -> Pair | None:
    """One unit's reported figures that count; None where there is none."""
    listed = list(cells)
    if not listed:
        return None
    above, below = about.count_terms()
    return (
        sum(_terms(above, cell) for cell in listed),
        sum(_terms(below, cell) for cell in listed),
    )


def together(dossiers: Pair | None, reports: Pair | None) -> Pair | None:
    """A unit's own dossiers and reports; dossiers that tell nothing stay so."""
    if dossiers is None or reports is None or dossiers[1] is None:
        return dossiers if dossiers is not None else reports
    return (dossiers[0] or 0) + (reports[0] or 0), dossiers[1] + (reports[1] or 0)


def levels(
    services: Iterable[Mapping[str, Any]], units: Iterable[Unit]
) -> dict[str, dict[str, str]]:
    """Unit -> procedure -> level, from services rows that are valid on one day: a row
    for the unit over one for its kind over one for all, then the later valid_from,
    then the later load (contract, section 2)."""
    own: dict[str, list[Mapping[str, Any]]] = {}
    shared: list[Mapping[str, Any]] = []
    for row in services:
        if row["unit_code"]:
            own.setdefault(row["unit_code"], []).append(row)
        else:
            shared.append(row)
    return {unit.code: _at(unit, [*shared, *own.get(unit.code, ())]) for unit in units}


def _at(unit: Unit, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    chosen: dict[str, tuple[Any, str]] = {}
    for row in rows:
        kinds = [word.strip() for word in row["unit_kind"].split("|") if word.strip()]
        if not row["unit_code"] and kinds and unit.kind not in kinds:
            continue
        scope = 2 if row["unit_code"] else 1 if kinds else 0
        place = (scope, row["valid_from"], row["load_id"], row["id"])
        code = row["procedure_code"]
        if code not in chosen or place > chosen[code][0]:
            chosen[code] = (place, row["online_level"])
    return {code: level for code, (_place, level) in chosen.items()}


def of_catalogue(
    about: Indicator, offered: Mapping[str, str], used: set[str] | None
) -> Pair | None:
    """One unit's procedures in force; None where there is none. `used`: those with a
    dossier online, None where nothing of the unit is known."""
    if not offered:
        return None
    words = list(offered.values())
    if about.key == "active_procedures":
        count = None if used is None else len(used & set(offered))
    elif about.key == "e2e_procedures":
        count = None if "online" in words else words.count("full")
    else:
        count = sum(word in _OFFERED for word in words)
    return count, len(words)


def total(tree: Tree, code: str, own: Mapping[str, Pair]) -> Pair:
    """A unit's number from what each unit has itself: a unit without children as it
    is, a parent ("" is the whole) as the sum of what is known in it and below."""
    if code and not tree.children.get(code):
        return own.get(code, NOTHING)
    inside = (code, *tree.below(code)) if code else tuple(tree.units)
    return added(own[one] for one in inside if one in own)
