"""Today's borders: the units of a day, with the data of units no longer in force.

Nothing is stored anew: a unit that was merged, renamed by a new code or moved is
counted at its single successor, one that was split stands for itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from metrics.units import Past, Tree, Unit, tree, units_on

# What `Question.borders` may say: "" is the contract's, units in force on as-of.
THEN, TODAY = "", "today"


@dataclass(frozen=True)
class FormerUnit:
    """A unit that is no longer in force: its name and the last day it was (None: it
    has not begun), its successors as (code, name), and where its data are counted
    under today's borders ("" where it stands for itself). `dossiers`, `reports`: how
    many of its own lie in the window asked about."""

    code: str
    name: str
    until: date | None
    successors: tuple[tuple[str, str], ...] = ()
    counted_at: str = ""
    dossiers: int = 0
    reports: int = 0


def gone_by(versions: Iterable[Unit], day: date) -> dict[str, Unit]:
    """The last version of each unit that is no longer in force on `day`, by code; a
    code in force again, or only later, is not among them."""
    known = list(versions)
    ahead = {unit.code for unit in known if unit.valid_to >= day}
    found: dict[str, Unit] = {}
    for unit in known:
        last = found.get(unit.code)
        if unit.code not in ahead and (last is None or _end(unit) > _end(last)):
            found[unit.code] = unit
    return found


def _end(unit: Unit) -> tuple[date, date]:
    return unit.valid_to, unit.valid_from


def heir(code: str, gone: Mapping[str, Unit], here: Collection[str]) -> str:
    """Where the data of `code` stand: its single successor, transitively; a unit
    without one, split, or in a circle of successors stands for itself."""
    seen: list[str] = []
    while code not in here and code not in seen:
        seen.append(code)
        named = gone[code].successors
        if len(named) != 1 or (named[0] not in here and named[0] not in gone):
            return code
        code = named[0]
    return code if code in here else seen[0]


def redrawn(versions: Iterable[Unit], day: date, having: frozenset[str]) -> Tree:
    """The tree of the units in force on `day`, under today's borders. Former units
    that stand for themselves are below the nearest unit in force that was over them.
    Of former units only those in `having` (codes with any data) are spoken of."""
    known = tuple(versions)
    here = units_on(known, day)
    gone = gone_by(known, day)
    merged: dict[str, tuple[str, ...]] = {}
    for code in sorted(gone):
        stands = heir(code, gone, here)
        if code not in having:
            continue
        merged[stands] = (*merged.get(stands, ()), *({code} - {stands}))
    alone = {
        code: replace(gone[code], parent_code=_above(code, gone, here))
        for code in merged
        if code in gone
    }
    merged = {code: members for code, members in merged.items() if members}
    involved = (*alone, *merged, *(c for members in merged.values() for c in members))
    past = {code: _past(code, known) for code in involved}
    drawn = tree({**here, **alone})
    return replace(drawn, merged=merged, former=frozenset(alone), past=past)


def _past(code: str, versions: Iterable[Unit]) -> Past:
    known = tuple(versions)
    under, found = [code], {code}
    for above in under:
        below = {unit.code for unit in known if unit.parent_code == above} - found
        found |= below
        under += sorted(below)
    own = tuple(unit for unit in known if unit.code == code)
    return Past(own, frozenset(found - {code}))


def _above(code: str, gone: Mapping[str, Unit], here: Collection[str]) -> str:
    """The nearest unit in force that was over a former one, its own successors taken
    for those over it that are gone; "" where there is none."""
    seen: set[str] = set()
    above = gone[code].parent_code
    while above in gone and above not in seen:
        seen.add(above)
        stands = heir(above, gone, here)
        above = stands if stands in here else gone[above].parent_code
    return above if above in here else ""
