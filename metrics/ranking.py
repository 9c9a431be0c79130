"""The ranking table: every unit's amount, target, rank and status for one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from metrics import plain
from metrics.answers import EXTRA_COLUMNS, RANKING_COLUMNS
from metrics.asking import Asked
from metrics.catalogue import FirstOnline
from metrics.facts import Facts
from metrics.reading import UNKNOWN, Amount, read
from metrics.standing import (
    competition_ranks,
    expected,
    missing,
    status,
)
from metrics.targets import Target
from metrics.terms import Term
from metrics.units import Tree
from metrics.windows import Window


@dataclass(frozen=True)
class Rules:
    """The settings that change a standing: shares, 0 to 1."""

    at_risk: float = 0.05
    level_coverage: float = 0.95


@dataclass(frozen=True)
class Ranked:
    """The ranking as numbers: what the table, a chair's page and the evaluation use.
    `amounts`, `before`: by unit, now and a week earlier (None: not asked)."""

    asked: Asked
    amounts: Mapping[str, Amount]
    before: Mapping[str, Amount] | None
    eves: Mapping[Window, Mapping[str, Amount]]
    listed: tuple[str, ...]
    ranks: Mapping[str, int]
    ranks_before: Mapping[str, int]
    at_risk: Fraction

    @property
    def leaves(self) -> list[str]:
        """The units that are ranked, with a value or without."""
        return self.asked.childless(self.listed)

    def target(self, code: str) -> Target | None:
        """The target that the unit is judged by on as-of."""
        return self.asked.target(self.asked.tree.units[code])

    def eve(self, code: str, target: Target | None) -> Amount:
        """What was read at the unit on the eve of the target's start."""
        eve = self.asked.eve(target) if target else None
        return self.eves[eve].get(code, UNKNOWN) if eve else UNKNOWN

    def path(self, code: str, target: Target | None) -> Fraction | None:
        """What the straight path asks of the unit on as-of."""
        if target is None:
            return None
        before = self.eve(code, target).value
        return expected(target, self.asked.as_of, before, self.asked.begins(target))

    def missing(self, code: str) -> int | None:
        """How many more would meet the target now (metrics.standing)."""
        return missing(self.amounts[code], self.target(code))

    def status(self, code: str) -> str:
        target = self.target(code)
        return status(
            self.amounts[code],
            target,
            self.asked.as_of,
            self.path(code, target),
            self.at_risk,
        )


def rank(
    asked: Asked,
    facts: Facts,
    rules: Rules,
    first_online: Mapping[date | None, FirstOnline],
) -> Ranked:
    """Amounts and ranks of every unit. `first_online` by window start, needed only
    for the procedures in use."""
    amounts = {
        window: _amounts(asked, facts, window, rules, first_online.get(window.start))
        for window in asked.windows()
    }
    units = asked.tree.units
    now = amounts[asked.span]
    listed = tuple(
        code
        for code, unit in units.items()
        if (not asked.kinds or unit.kind in asked.kinds)
        and (code not in asked.tree.former or now[code].has_data)
    )
    leaves = asked.childless(listed)
    before = amounts[asked.earlier] if asked.earlier else None
    eves = {w: amounts[w] for w in (asked.eve(t) for t in asked.targets) if w}
    return Ranked(
        asked,
        now,
        before,
        eves,
        listed,
        competition_ranks({code: now[code].value for code in leaves}),
        competition_ranks(
            {code: before[code].value for code in leaves} if before else {}
        ),
        Fraction(str(rules.at_risk)),
    )


def _amounts(
    asked: Asked,
    facts: Facts,
    window: Window,
    rules: Rules,
    first_online: FirstOnline | None,
) -> Mapping[str, Amount]:
    """The indicator at every unit in `window`, read once for all plans."""
    about = (asked.indicator.key, asked.borders)
    key = (*about, window, asked.as_of, rules.level_coverage)
    if key not in facts.amounts:
        material = facts.material(window, first_online, asked.borders)
        facts.amounts[key] = read(
            asked.indicator, asked.tree, material, rules.level_coverage
        )
        facts.bound(facts.amounts)
    found: Mapping[str, Amount] = facts.amounts[key]
    return found


def table(ranked: Ranked, chairs: Mapping[str, Term]) -> pd.DataFrame:
    """RANKING_COLUMNS and EXTRA_COLUMNS, by rank, equal rows in Vietnamese
    alphabetical order; what has no rank comes last."""
    order = sorted(
        range(len(ranked.listed)),
        key=lambda place: (ranked.ranks.get(ranked.listed[place], 10**9), place),
    )
    rows = [row(ranked, ranked.listed[place], chairs) for place in order]
    return pd.DataFrame(rows, columns=[*RANKING_COLUMNS, *EXTRA_COLUMNS], dtype=object)


def row(ranked: Ranked, code: str, chairs: Mapping[str, Term]) -> dict[str, object]:
    """One unit's row of the ranking table; None is not known."""
    unit = ranked.asked.tree.units[code]
    amount = ranked.amounts[code]
    target = ranked.target(code)
    chair = chairs.get(code)
    earlier = ranked.before[code].value if ranked.before else None
    value = amount.value
    gap = value - target.value if target and value is not None else None
    return {
        "rank": ranked.ranks.get(code),
        "unit_code": code,
        "unit_name": unit.name,
        "kind": unit.kind,
        "chair": chair.person if chair else None,
        "numerator": amount.numerator,
        "denominator": amount.denominator,
        "value": plain.number(value),
        "target": plain.number(target.value) if target else None,
        "gap": plain.number(gap),
        "status": ranked.status(code),
        "change_7d": (
            plain.number(value - earlier)
            if value is not None and earlier is not None
            else None
        ),
        "previous_rank": ranked.ranks_before.get(code),
        "coverage": float(amount.coverage),
        "expected": plain.number(ranked.path(code, target)),
        "missing": ranked.missing(code),
        "acting": bool(chair and chair.acting),
        "is_parent": bool(ranked.asked.tree.children.get(code)),
        "parent_code": unit.parent_code,
        "former_district": unit.former_district,
        "name_en": unit.name_en,
        "latitude": unit.latitude,
        "longitude": unit.longitude,
        "former": code in ranked.asked.tree.former,
    }


def whole(ranked: Ranked, chairs: Mapping[str, Term]) -> dict[str, object]:
    """The row of the root; of several roots their sum, as unit_code ""."""
    roots = ranked.asked.tree.roots
    if len(roots) == 1:
        return row(ranked, roots[0], chairs)
    amount = total(ranked.asked.tree, ranked.amounts)
    blank = dict.fromkeys((*RANKING_COLUMNS, *EXTRA_COLUMNS))
    return blank | {
        "unit_code": "",
        "unit_name": "",
        "kind": "",
        "numerator": amount.numerator,
        "denominator": amount.denominator,
        "value": plain.number(amount.value),
        "status": "",
        "coverage": float(amount.coverage) if roots else None,
        "acting": False,
        "is_parent": True,
    }


def total(tree: Tree, amounts: Mapping[str, Amount]) -> Amount:
    """The root's amount; of several roots the sum of those with a value, its coverage
    the mean of theirs."""
    roots = [amounts[code] for code in tree.roots]
    if len(roots) == 1:
        return roots[0]
    known = [amount for amount in roots if amount.value is not None]
    summed = sum(known[1:], known[0]) if known else UNKNOWN
    covered = sum((amount.coverage for amount in roots), Fraction(0))
    return replace(summed, readable=covered, should=Fraction(len(roots)))
