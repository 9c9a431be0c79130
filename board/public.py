"""What is told who has not signed in, where an office tells them less: the tables of
one evaluation as it was published, without small counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from board.known import Known
from board.overview import ranked
from board.reopened import Reopened, find, reopened
from core.errors import NotAllowedError, UsageError
from core.names import alphabetical
from metrics import plain
from metrics.answers import Header, Overview, Ranking, Trend
from metrics.indicators import BY_KEY, INDICATORS
from metrics.pairs import BASES, pair
from metrics.questions import Plan, Question
from metrics.small import Cell, is_withheld, told, withheld
from metrics.standing import STATUS_ORDER, worse
from store import evaluations
from store.evaluations import Evaluation


@dataclass(frozen=True)
class Published:
    """An evaluation, the tables of it that are told, and what is withheld of them:
    counts below `least`, and what would give them away."""

    evaluation: Evaluation
    plan: Plan | None
    tables: Mapping[str, Reopened]
    cells: frozenset[Cell]
    least: int


def published(known: Known, until: str, days: int, least: int) -> Published:
    """The newest evaluation known before a moment. NotAllowedError where there is none.

    Tables of dossiers are told over one window alone, that of the leading indicator: of
    two windows what lies between them could be subtracted."""
    with known.db.read() as connection:
        found = evaluations.known_before(connection, until)
    if found is None:
        raise NotAllowedError(
            "Without signing in figures are shown {days} days after they were known, "
            "and none is so old yet. Sign in to see them now.",
            days=days,
        )
    every = _tables(known, found.number)
    plan = next((one.ranked.asked.plan for one in every.values()), None)
    leading = every.get(pair(plan, "dossiers")[0])
    start = leading.ranked.asked.start if leading else None
    tables = {
        key: one
        for key, one in every.items()
        if BY_KEY[key].basis == "catalogue" or one.ranked.asked.start == start
    }
    return Published(found, plan, tables, _withheld(tables, least), least)


def _tables(known: Known, number: int) -> dict[str, Reopened]:
    """What an evaluation froze of its default plan, by indicator."""
    found = {}
    for about in INDICATORS:
        try:
            found[about.key] = find(known, Question(about.key), number)
        except UsageError:
            # A plan that had not begun: nothing of it was frozen.
            continue
    return found


def _withheld(tables: Mapping[str, Reopened], least: int) -> frozenset[Cell]:
    counted = {
        key: one.ranked.amounts
        for key, one in tables.items()
        if BY_KEY[key].basis != "catalogue"
    }
    trees = [one.ranked.asked.tree for one in tables.values()]
    groups = dict(trees[0].children) if trees else {}
    if trees and len(trees[0].roots) > 1:
        groups[""] = trees[0].roots
    return withheld(counted, groups, least)


def ranking(known: Known, open_: Published, question: Question) -> Ranking:
    """The ranking table as it was published. NotAllowedError for any other plan, day,
    window or borders than those that are told."""
    key = question.indicator
    if key not in open_.tables:
        raise NotAllowedError(
            "This indicator is not shown without signing in: {indicator}.",
            indicator=BY_KEY[key].name if key in BY_KEY else key,
        )
    refuse(question, open_)
    asked = Question(key, kinds=question.kinds)
    found = reopened(known, asked, open_.evaluation.number)
    if BY_KEY[key].basis == "catalogue":
        return found
    rows = [told(row, key, open_.cells, open_.least) for row in plain.rows(found.frame)]
    # In their place by rank they would tell it.
    rows.sort(key=_last_by_name)
    return replace(
        found,
        frame=pd.DataFrame(rows, columns=list(found.frame.columns), dtype=object),
        whole=told(found.whole, key, open_.cells, open_.least),
    )


def _last_by_name(row: Mapping[str, Any]) -> tuple[bool, tuple[object, ...]]:
    """What is withheld comes last, in alphabetical order; all others stay."""
    hidden = is_withheld(row["numerator"])
    return hidden, alphabetical(row["unit_name"]) if hidden else ()


def refuse(question: Question, open_: Published) -> None:
    """NotAllowedError for any other plan, day, window or borders than those that are
    told of an indicator."""
    about = open_.tables[question.indicator].about
    fits = (
        question.plan in ("", about.plan.key if about.plan else "")
        and question.window in ("", about.window)
        and question.as_of in (None, about.as_of)
        and question.start is None
        and not question.borders
    )
    if not fits:
        raise NotAllowedError(
            "Without signing in only what was published is shown: data to {day}, by "
            "the plan and the period of that time. Sign in to see other days, plans "
            "and periods.",
            day=about.as_of.isoformat(),
        )


def header(known: Known, open_: Published, basis: str = "") -> Header:
    """What a page says at its top. UsageError for an unknown basis."""
    plan = open_.plan
    named = (plan.official or plan.indicators) if plan else ()
    things = basis or (BY_KEY[named[0]].things if named else "dossiers")
    if things not in BASES:
        raise UsageError(
            "“{basis}” is no basis. Use one of: {known}.",
            basis=basis,
            known=", ".join(BASES),
        )
    shown, beside = pair(plan, things), pair(plan, BASES[1 - BASES.index(things)])
    leading = open_.tables.get(shown[0])
    ready, total, deadline = _standing(leading, plan)
    trees = [one.ranked.asked.tree for one in open_.tables.values()]
    roots = [trees[0].units[code] for code in trees[0].roots] if trees else []
    return Header(
        place=roots[0].name if len(roots) == 1 else "",
        place_en=roots[0].name_en if len(roots) == 1 else "",
        demo=known.demo,
        empty=not open_.tables,
        as_of=open_.evaluation.as_of,
        last_day=open_.evaluation.as_of,
        known_at=open_.evaluation.known_at,
        evaluation=open_.evaluation.number,
        data_version=known.version,
        plans=(plan,) if plan else (),
        plan=plan,
        basis=things,
        pair=shown,
        companion=beside,
        deadline=deadline,
        ready=ready,
        total=total,
        stale_days=None,
    )


def _standing(
    leading: Reopened | None, plan: Plan | None
) -> tuple[int, int, date | None]:
    """Units of the plan with a value, all of them, and the deadline."""
    if leading is None:
        return 0, 0, None
    ranks, units = leading.ranked.ranks, leading.ranked.asked.tree.units
    kinds = plan.kinds if plan else ()
    own = [c for c in leading.ranked.leaves if not kinds or units[c].kind in kinds]
    return sum(code in ranks for code in own), len(own), leading.ranked.deadline


def overview(known: Known, open_: Published, basis: str = "") -> Overview:
    """The pair of rankings by the chosen basis and the other. A unit of which anything
    is withheld has no status; trend, movement and who is silent are left out."""
    head = header(known, open_, basis)
    kinds = head.plan.kinds if head.plan else ()
    first, second, *companion = (
        ranking(known, open_, Question(key, kinds=kinds))
        for key in (*head.pair, *head.companion)
    )
    leading = ranked(first.frame)
    statuses = _statuses(leading, ranked(second.frame))
    counted = Counter(statuses.values())
    nothing = pd.DataFrame()
    return Overview(
        pair=(first, second),
        companion=(companion[0], companion[1]),
        statuses={word: counted[word] for word in STATUS_ORDER},
        met_both=counted["met"],
        ranked=len(leading),
        unit_status={code: word or "unknown" for code, word in statuses.items()},
        ask=nothing,
        movers=nothing,
        silent=nothing,
        trend=Trend(
            first.reading, "cumulative", nothing, nothing, (), (), nothing, nothing
        ),
    )


def _statuses(leading: pd.DataFrame, second: pd.DataFrame) -> dict[str, str]:
    rows = {row["unit_code"]: row for row in plain.rows(second)}
    found = {}
    for row in plain.rows(leading):
        other = rows.get(row["unit_code"], {"status": "", "numerator": None})
        hidden = any(is_withheld(one["numerator"]) for one in (row, other))
        word = "" if hidden else worse(row["status"], other["status"])
        found[str(row["unit_code"])] = word
    return found
