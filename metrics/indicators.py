"""The indicators: two sums of measures, divided once.

Texts are catalogue keys; the Vietnamese stands in `locales/vi/indicators.po`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.errors import UsageError

Basis = Literal["catalogue", "dossiers", "both"]
# (measure key, sign): a part of a numerator or denominator.
Terms = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Indicator:
    """One indicator: what is divided by what, and what a reader is told of it.

    `numerator` and `denominator` name measures of dossiers or, for `catalogue` and
    `both`, counts of the catalogue reading: `offered` (partial, full or online),
    `full`, `level_known`, `used` and `in_force`. `in_counts` says whether reported
    counts can carry it; `counts_denominator` replaces the denominator there.
    `level_bound`: empty where the level of too few online dossiers is known.
    `version` is raised with any change of what is counted, `since` is the day from
    which this software counts so; it is no day of a law.
    """

    key: str
    basis: Basis
    numerator: Terms
    denominator: Terms
    name: str
    short: str
    plain: str
    law: str
    variant_of: Literal["online", "end_to_end", "service"]
    in_counts: bool = False
    counts_denominator: Terms | None = None
    level_bound: bool = False
    better: Literal["higher"] = "higher"
    version: int = 1
    since: date = date(2026, 11, 23)

    @property
    def things(self) -> Literal["procedures", "dossiers"]:
        """What numerator and denominator count."""
        return "dossiers" if self.basis == "dossiers" else "procedures"

    def count_terms(self) -> tuple[Terms, Terms]:
        """Numerator and denominator as a report carries them: nothing in a report
        is `level_unknown` (contract, section 4)."""
        below = self.counts_denominator or self.denominator
        return self.numerator, tuple(t for t in below if t[0] != "level_unknown")

    def count_measures(self) -> tuple[str, ...]:
        """The measures a reported cell must carry to be read."""
        top, below = self.count_terms()
        return tuple(dict.fromkeys(key for key, _ in top + below))


_E2E_LAW = "Decree 42/2022/ND-CP; order CV 4173/UBND-DMPT of 21 July 2025"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        key="online_procedures",
        basis="catalogue",
        numerator=(("offered", 1),),
        denominator=(("in_force", 1),),
        name="Procedures offered online",
        short="Online",
        plain="Of the procedures in force at the unit on the day, the share that is "
        "offered online, in part or end to end.",
        law="KPI plan of 21 July 2025: 80 % of procedures online by 30 July 2025",
        variant_of="online",
    ),
    Indicator(
        key="e2e_procedures",
        basis="catalogue",
        numerator=(("full", 1),),
        denominator=(("in_force", 1),),
        name="Procedures offered end to end online",
        short="End to end",
        plain="Of the procedures in force at the unit on the day, the share that is "
        "offered end to end online. Where the level of a procedure is not known, "
        "the share is not known either.",
        law="Decree 42/2022/ND-CP; KPI plan of 21 July 2025: at least 20 %",
        variant_of="end_to_end",
    ),
    Indicator(
        key="active_procedures",
        basis="both",
        numerator=(("used", 1),),
        denominator=(("in_force", 1),),
        name="Procedures with at least one online dossier",
        short="Active online",
        plain="Of the procedures in force at the unit, the share for which at least "
        "one dossier came online in the period.",
        law="Decision 766/QD-TTg of 23 June 2022, criterion 3.2",
        variant_of="online",
    ),
    Indicator(
        key="online_dossiers",
        basis="dossiers",
        numerator=(("online", 1),),
        denominator=(("received", 1),),
        name="Dossiers received online",
        short="Online",
        plain="Of all dossiers received in the period, the share that came online.",
        law="Order CV 4173/UBND-DMPT of 21 July 2025; report of 3 October 2025",
        variant_of="online",
        in_counts=True,
    ),
    Indicator(
        key="online_dossiers_no_post",
        basis="dossiers",
        numerator=(("online", 1),),
        denominator=(("received", 1), ("post", -1)),
        name="Dossiers received online, post left out",
        short="Online, no post",
        plain="Of the dossiers received at the counter or online, the share that came "
        "online; dossiers by post are left out.",
        law="As computed by one-stop platforms that leave the public post out",
        variant_of="online",
        in_counts=True,
    ),
    Indicator(
        key="online_eligible_dossiers",
        basis="dossiers",
        numerator=(("online_eligible", 1),),
        denominator=(("eligible", 1),),
        name="Dossiers received online, of those that could",
        short="Online of eligible",
        plain="Of the dossiers of procedures that are offered online, the share that "
        "came online.",
        law="Variant: the most used procedures are not offered online everywhere",
        variant_of="online",
    ),
    Indicator(
        key="e2e_dossiers",
        basis="dossiers",
        numerator=(("full_online", 1),),
        denominator=(("received", 1), ("level_unknown", -1)),
        name="Dossiers handled end to end, of all",
        short="End to end",
        plain="Of all dossiers received in the period, the share that came online for "
        "a procedure offered end to end.",
        law=_E2E_LAW,
        variant_of="end_to_end",
        in_counts=True,
        level_bound=True,
    ),
    Indicator(
        key="e2e_of_online",
        basis="dossiers",
        numerator=(("full_online", 1),),
        denominator=(("online", 1), ("level_unknown", -1)),
        name="Dossiers handled end to end, of those online",
        short="End to end of online",
        plain="Of the dossiers that came online in the period, the share for a "
        "procedure offered end to end.",
        law=_E2E_LAW,
        variant_of="end_to_end",
        in_counts=True,
        level_bound=True,
    ),
    Indicator(
        key="e2e_of_eligible",
        basis="dossiers",
        numerator=(("full_online", 1),),
        denominator=(("full_eligible", 1),),
        name="Dossiers handled end to end, of those that could",
        short="End to end of eligible",
        plain="Of the dossiers of procedures offered end to end, the share that came "
        "online.",
        law="Metric list of 2026 that follows Decision 766/QD-TTg",
        variant_of="end_to_end",
        level_bound=True,
    ),
    Indicator(
        key="on_time",
        basis="dossiers",
        numerator=(("on_time", 1),),
        denominator=(("due_known", 1),),
        name="Dossiers finished on time",
        short="On time",
        plain="Of the finished dossiers of which lateness can be told, the share "
        "finished not after the day promised. Without a promised day a dossier is "
        "on time.",
        law="Decision 766/QD-TTg, criterion 2.1; Decree 118/2025/ND-CP",
        variant_of="service",
        in_counts=True,
        counts_denominator=(("finished", 1),),
    ),
    Indicator(
        key="e_result",
        basis="dossiers",
        numerator=(("e_result", 1),),
        denominator=(("finished", 1),),
        name="Results returned electronically",
        short="Electronic result",
        plain="Of the finished dossiers, the share whose result was returned "
        "electronically.",
        law="Decree 118/2025/ND-CP, article 22(1); Decision 766/QD-TTg, criterion 4.1",
        variant_of="service",
        in_counts=True,
    ),
    Indicator(
        key="paid_online",
        basis="dossiers",
        numerator=(("paid_online", 1),),
        denominator=(("fee_due", 1),),
        name="Fees paid online",
        short="Paid online",
        plain="Of the dossiers with a fee due, the share paid online.",
        law="Decision 766/QD-TTg, criteria 3.5 and 3.6",
        variant_of="service",
        in_counts=True,
    ),
)

BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}


def indicator(key: str) -> Indicator:
    """The indicator `key`; UsageError that lists the known keys when there is none."""
    if key not in BY_KEY:
        raise UsageError(
            "There is no indicator “{key}”. Known indicators: {known}.",
            key=key,
            known=", ".join(BY_KEY),
        )
    return BY_KEY[key]
