"""Where every unit stands by the pairs of indicators that the screen leads with, and
how two such states differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from core.clock import today
from metrics.asking import find_plan, resolve
from metrics.facts import Facts
from metrics.moves import Move, moves, whole_side
from metrics.pairs import BASES, pair
from metrics.questions import Plan, Question
from metrics.ranking import Ranked, Rules, rank
from store import changes, facts
from store.engine import Database

# Units listed of one indicator; how many moved in all is told beside them.
_LISTED = 150


@dataclass(frozen=True)
class Standings:
    """The day measured, the plan in force, the ranking of each indicator of the two
    pairs, and what dossiers add up to at each unit (store.changes.counted)."""

    as_of: date
    plan: Plan | None
    ranked: Mapping[str, Ranked]
    counted: pd.DataFrame


def standings(db: Database) -> Standings:
    """As the pages show them, with plan, day and window left at their defaults."""
    with db.read() as connection:
        known = facts.read_facts(connection, db.timezone)
        as_of = known.last_day or today(db.timezone)
        plan = find_plan("", known, as_of)
        ranked = {
            key: _ranked(db, known, plan, as_of, key)
            for basis in BASES
            for key in pair(plan, basis)
        }
        return Standings(as_of, plan, ranked, changes.counted(connection))


def _ranked(
    db: Database, known: Facts, plan: Plan | None, as_of: date, key: str
) -> Ranked:
    kinds = plan.kinds if plan else ()
    asked = resolve(
        Question(key, plan.key if plan else "", as_of=as_of, kinds=kinds), known, as_of
    )
    online = {}
    if asked.indicator.basis == "both":
        with db.read() as connection:
            online = {
                window.start: facts.first_online(
                    connection, known.catalogue, window.start
                )
                for window in asked.windows()
            }
    rules = Rules(db.settings.at_risk, db.settings.level_coverage)
    return rank(asked, known, rules, online)


def difference(before: Standings, after: Standings) -> dict[str, Any]:
    """What moved, as plain data for a row and a page: `as_of` and `plan` (before and
    after), `indicators` (see `_indicator`), `units`: those whose dossiers add up to
    something else (`code`, `name`, `before`, `after`: store.changes.COUNTED)."""
    return {
        "as_of": [before.as_of.isoformat(), after.as_of.isoformat()],
        "plan": [one.plan.title if one.plan else "" for one in (before, after)],
        "indicators": [
            _indicator(key, before.ranked.get(key), ranked)
            for key, ranked in after.ranked.items()
        ],
        "units": _units(before, after),
    }


def _indicator(key: str, before: Ranked | None, after: Ranked) -> dict[str, Any]:
    """`whole`: before and after (metrics.moves.SIDE); `units`: how many there are, on
    either side; `moved`: those whose share, rank or status differ; `counts_only`:
    those whose counts alone differ; `ranks`, `statuses`: how many change rank, or
    status; `rows`: the widest moves."""
    found = moves(before, after) if before else []
    seen = [move for move in found if move.seen]
    return {
        "indicator": key,
        "whole": [whole_side(before) if before else None, whole_side(after)],
        "units": len({*after.listed, *(move.unit_code for move in found)}),
        "moved": len(seen),
        "counts_only": len(found) - len(seen),
        "ranks": sum(_differ(move, "rank") for move in seen),
        "statuses": sum(_differ(move, "status") for move in seen),
        "rows": [
            {
                "code": move.unit_code,
                "name": move.unit_name,
                "before": move.before,
                "after": move.after,
            }
            for move in found[:_LISTED]
        ],
    }


def _differ(move: Move, name: str) -> bool:
    before, after = move.before or {}, move.after or {}
    return before.get(name) != after.get(name)


def _units(before: Standings, after: Standings) -> list[dict[str, Any]]:
    old, new = (one.counted.set_index("unit_code") for one in (before, after))
    codes = new.index.union(old.index)
    both = [one.reindex(codes, fill_value=0) for one in (old, new)]
    differs = (both[0] != both[1]).any(axis=1)
    names = _names(before) | _names(after)
    return [
        {
            "code": code,
            "name": names.get(code, code),
            "before": both[0].loc[code].astype(int).to_dict(),
            "after": both[1].loc[code].astype(int).to_dict(),
        }
        for code in codes[differs]
    ]


def _names(standings: Standings) -> dict[str, str]:
    return {
        code: unit.name
        for ranked in standings.ranked.values()
        for code, unit in ranked.asked.tree.units.items()
    }
