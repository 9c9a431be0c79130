"""One unit's page: where it stands, what closes its gap, who is like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from board.beside import nearest, similar
from board.completeness import expected_of
from board.former import names_before, replaced
from board.gaps import gap_list
from board.header import header
from board.held import held_back
from board.known import Known
from board.offered import own_leaves
from board.reconciliation import reconciliation
from board.reports_used import counted_reports
from core.errors import UsageError
from metrics.answers import EXTRA_COLUMNS, RANKING_COLUMNS, Header, UnitAnswer
from metrics.asking import Asked
from metrics.borders import THEN
from metrics.disputes import Beside
from metrics.doubted import DoubtsAsked
from metrics.indicators import BY_KEY, INDICATORS
from metrics.integrity import HEADLINES
from metrics.questions import Question
from metrics.ranking import Ranked, row
from metrics.residuals import Tolerances
from metrics.terms import Term
from store import doubts, ledger, lookup

CHANNELS = ("received", "online", "counter", "post", "channel_unknown", "assisted")
_ROW = [*RANKING_COLUMNS, *EXTRA_COLUMNS]


def unit(
    known: Known,
    allowed: Tolerances,
    code: str,
    plan: str = "",
    basis: str = "",
    as_of: date | None = None,
    borders: str = THEN,
) -> UnitAnswer:
    """All that a unit's page shows. Raises UsageError when there is no such unit on
    as-of, or for an unknown plan, basis or word for borders."""
    head = header(known, plan, basis, as_of)
    rankings, corrected = _rankings(known, head, code, borders)
    leading = rankings[head.pair[0]]
    asked = leading.asked
    chairs = known.chairs(head.as_of)
    resources, faults, doubtful = _kept_of(known, code)
    table = partial(_table, leading, chairs)
    return UnitAnswer(
        unit=_unit(asked, code),
        chair=_chair(chairs.get(code)),
        rows={key: row(ranked, code, chairs) for key, ranked in rankings.items()},
        readings={key: known.reading(r.asked) for key, r in rankings.items()},
        ranked=len(leading.leaves),
        gap_list=gap_list(known, asked, code, leading.missing(code)),
        neighbours=table(nearest(asked.tree, code)),
        peers=table(_peers(rankings, code)),
        resources=_latest(resources, head.as_of),
        channels=_channels(known, rankings["online_dossiers"].asked, code),
        faults=faults,
        reconciliation=reconciliation(known, asked.tree, head.as_of, allowed, (code,)),
        children=table(_by_rank(leading, asked.tree.children.get(code, ()))),
        last_day=_last_day(known, asked, code),
        names=names_before(known, code, head.as_of),
        replaces=replaced(known, code, head.as_of),
        expected=expected_of(known, asked, own_leaves(asked, code)),
        held=held_back(known, leading, code),
        doubts=doubtful,
        beside=corrected,
    )


def _table(
    ranked: Ranked, chairs: Mapping[str, Term], codes: Sequence[str]
) -> pd.DataFrame:
    found = [row(ranked, one, chairs) for one in codes]
    return pd.DataFrame(found, columns=_ROW, dtype=object)


def _peers(rankings: Mapping[str, Ranked], code: str) -> list[str]:
    dossiers, catalogue = rankings["online_dossiers"], rankings["online_procedures"]
    return similar(dossiers, catalogue, code)


def _rankings(
    known: Known, head: Header, code: str, borders: str
) -> tuple[dict[str, Ranked], dict[str, Beside]]:
    """All indicators; and what stands beside the headlines of dossiers."""
    asked = _questions(known, head, code, borders)
    found = {key: known.beside(asked[key]).get(code) for key in HEADLINES}
    return (
        {key: known.ranked(question) for key, question in asked.items()},
        {key: one for key, one in found.items() if one is not None},
    )


def _questions(
    known: Known, head: Header, code: str, borders: str
) -> dict[str, Question]:
    """All indicators, ranked among the plan's kinds where the unit is of them."""
    key = head.plan.key if head.plan else ""
    question = Question(head.pair[0], key, as_of=head.as_of, borders=borders)
    first = known.resolve(question)
    found = first.tree.units.get(code)
    if found is None:
        raise UsageError(
            "There is no unit “{code}” on {day}.",
            code=code,
            day=head.as_of.isoformat(),
        )
    kinds = head.plan.kinds if head.plan else ()
    if found.kind not in kinds and not first.tree.children.get(code):
        kinds = ()
    return {
        indicator.key: replace(question, indicator=indicator.key, kinds=kinds)
        for indicator in INDICATORS
    }


def _kept_of(
    known: Known, code: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """A unit's resources, its rejected rows by reason and its doubtful ones."""
    with known.db.read() as connection:
        return (
            lookup.resources(connection, code),
            ledger.reasons(connection, code),
            doubts.doubts(connection, DoubtsAsked(unit_code=code)),
        )


def _last_day(known: Known, asked: Asked, code: str) -> date | None:
    """The last day with a dossier or report of the unit or one below it."""
    days = known.last_days(asked.as_of)
    found = (days[one] for one in asked.tree.counted_at(code) if one in days)
    return max(found, default=None)


def _by_rank(ranked: Ranked, codes: Sequence[str]) -> list[str]:
    """The best first; those without a rank keep their alphabetical order."""
    return sorted(codes, key=lambda code: ranked.ranks.get(code, 10**9))


def _unit(asked: Asked, code: str) -> dict[str, object]:
    unit = asked.tree.units[code]
    parent = asked.tree.parents.get(code, "")
    return {
        "code": unit.code,
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "former_district": unit.former_district,
        "parent_code": parent,
        "parent_name": asked.tree.units[parent].name if parent else "",
        "area_km2": unit.area_km2,
        "population": unit.population,
        "latitude": unit.latitude,
        "longitude": unit.longitude,
        "is_parent": bool(asked.tree.children.get(code)),
    }


def _chair(term: Term | None) -> dict[str, object]:
    if term is None:
        return {}
    return {
        "person": term.person,
        "starts_on": term.starts_on,
        "acting": term.acting,
        "decision_no": term.decision_no,
    }


def _latest(resources: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The newest figure of each measure, not after as-of; by measure."""
    known = resources[resources["day"] <= as_of].drop_duplicates("measure")
    return known.sort_values("measure", ignore_index=True)


def _channels(known: Known, asked: Asked, code: str) -> pd.DataFrame:
    """How dossiers came in the window: measure, value (None where neither dossiers
    nor the reports that count say so)."""
    tally = known.facts.material(asked.span).tally
    nodes = (code, *asked.tree.below(code))
    base = replace(asked, indicator=BY_KEY["online_dossiers"])
    reports = counted_reports(known, base, _reporting(known, asked, nodes))
    carried = [dict(tally[c]) for c in asked.tree.counted_at(code) if c in tally]
    carried += [
        dict(cell.measures)
        for uses in reports.values()
        for cell, use in uses
        if use == "counted"
    ]
    rows = []
    for measure in CHANNELS:
        values = [one[measure] for one in carried if measure in one]
        rows.append((measure, sum(values) if values else None))
    return pd.DataFrame(rows, columns=["measure", "value"], dtype=object)


def _reporting(known: Known, asked: Asked, nodes: Sequence[str]) -> list[str]:
    """Whose reports may count: a parent's own only where no descendant has data."""
    amounts = known.amounts(asked, asked.span)
    return [
        code
        for code in nodes
        if not any(amounts[below].has_data for below in asked.tree.below(code))
    ]
