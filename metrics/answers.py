"""What a reader is told: the plain data that `board` answers with and that pages,
sheets and reports show. A share is 0 to 1; days are local dates; None is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from metrics.borders import FormerUnit
from metrics.completion import Provisional
from metrics.disputes import Beside
from metrics.expected import Expected
from metrics.freshness import StaleSource
from metrics.held import HeldBack
from metrics.questions import Plan, Reading


@dataclass(frozen=True)
class Ranking:
    """The ranking table. `frame` has the contract's columns (RANKING_COLUMNS) and
    after them EXTRA_COLUMNS; `whole` is the row of the root, or of the sum of all
    roots where there are several (unit_code ""). `outside`: former units with data in
    the window, which the table leaves out; under today's borders it holds them.
    `held`: what is held back of the whole; None where nothing is. `beside`: accepted
    corrections and what is under dispute, by unit code; the figures stay as counted."""

    reading: Reading
    frame: pd.DataFrame
    whole: dict[str, object]
    outside: tuple[FormerUnit, ...] = ()
    held: HeldBack | None = None
    beside: Mapping[str, Beside] = field(default_factory=dict)


RANKING_COLUMNS = (
    "rank",
    "unit_code",
    "unit_name",
    "kind",
    "chair",
    "numerator",
    "denominator",
    "value",
    "target",
    "gap",
    "status",
    "change_7d",
    "previous_rank",
    "coverage",
)
# expected: the path's share today; missing: how many more procedures or dossiers
# would meet the target now (0 when met, None without a target); acting: the chair
# is acting; is_parent: has children on as-of; name_en: the English name or "";
# former: no longer in force, under today's borders a row of its own without a rank.
EXTRA_COLUMNS = (
    "expected",
    "missing",
    "acting",
    "is_parent",
    "parent_code",
    "former_district",
    "name_en",
    "latitude",
    "longitude",
    "former",
)


@dataclass(frozen=True)
class Header:
    """What every page says at its top.

    `place` is the root's name ("" where there are several roots), `place_en` its
    English one ("" where there is none); `ready` of `total`
    ranked units have a value of the plan's leading indicator; `stale_days` the days
    between the last day with data and today. `redrawn`: some unit is no longer in
    force, so that today's borders may differ. `stale`: the sources that are late.
    """

    place: str
    place_en: str
    demo: bool
    empty: bool
    as_of: date
    last_day: date | None
    known_at: str
    evaluation: int | None
    data_version: int
    plans: tuple[Plan, ...]
    plan: Plan | None
    basis: str
    pair: tuple[str, str]
    companion: tuple[str, str]
    deadline: date | None
    ready: int
    total: int
    stale_days: int | None
    redrawn: bool = False
    stale: tuple[StaleSource, ...] = ()


@dataclass(frozen=True)
class Told:
    """What is told without signing in: one evaluation, when it was known, its last day
    and the indicators of it; `days` after it was known, without counts of dossiers
    below `least` (0: with all)."""

    evaluation: int
    known_at: str
    as_of: date
    indicators: tuple[str, ...]
    days: int
    least: int


@dataclass(frozen=True)
class Trend:
    """Values of units over periods.

    `frame`: unit_code, unit_name, period_start, period_end, numerator, denominator,
    value, coverage. `band`: period_end, low, middle, high: quartiles of the ranked
    units. `steps`: (starts_on or None, deadline, value) of the target ladder;
    `path`: (day, share) points of the straight path of the stage in force.
    `events`: day, ends_on, title, kind, note, scope_code. `terms`: unit_code, person,
    starts_on, ends_on, acting. `revised`: for `as_published`, whether the points come
    from frozen evaluations. `outside`: as Ranking.outside. `provisional`: recent days
    not complete, `expected` what denominators will then be, by unit and last day;
    `published`: points as published, where both are asked for.
    """

    reading: Reading
    step: str
    frame: pd.DataFrame
    band: pd.DataFrame
    steps: tuple[tuple[date | None, date, float], ...]
    path: tuple[tuple[date, float], ...]
    events: pd.DataFrame
    terms: pd.DataFrame
    as_published: bool = False
    outside: tuple[FormerUnit, ...] = ()
    provisional: Provisional | None = None
    expected: Mapping[tuple[str, date], int] = field(default_factory=dict)
    published: pd.DataFrame | None = None


@dataclass(frozen=True)
class Overview:
    """How far the whole is: the pair of rankings by the chosen basis and the other.

    `statuses`: status -> number of ranked units, each unit by the worse of its two
    statuses of the pair; `met_both`: units that met both targets.
    `ask`: ranking rows furthest below the path first; `movers`: by change_7d.
    `trend`: the whole against the path, the middle half of the units as band.
    """

    pair: tuple[Ranking, Ranking]
    companion: tuple[Ranking, Ranking]
    statuses: dict[str, int]
    met_both: int
    ranked: int
    unit_status: dict[str, str]
    ask: pd.DataFrame
    movers: pd.DataFrame
    silent: pd.DataFrame
    trend: Trend


@dataclass(frozen=True)
class UnitAnswer:
    """One unit's page.

    `unit`: its row of the unit list (code, name, name_en, kind, former_district,
    parent_code, parent_name, area_km2, population); `chair`: person, starts_on,
    acting, decision_no or {}; `rows`: indicator key -> ranking row, for all twelve;
    `readings`: indicator key -> Reading; `ranked`: number of ranked units.
    `gap_list`: procedure_code, name, level, received, online, peers (units that offer
    it further), of_units, gain (points of the leading indicator, a share).
    `neighbours`, `peers`: ranking rows of the nearest units and of those with the
    most similar volume. `resources`: measure, day, value. `channels`: measure, value
    (received, online, counter, post, channel_unknown, assisted). `faults`: reason,
    rows, last_at (its rejected rows). `reconciliation`: see DataAnswer.
    `children`: ranking rows below it. `last_day`: last day with a dossier or report.
    `names`: names it had before, with the last day of each, the newest first;
    `replaces`: the former units it took over from, alone or with others; `expected`:
    what was expected of it, or of the units below it. `held`: what is held back of it;
    `doubts`: its doubtful rows that count: doubt, owner, rows, load_id. `beside`:
    indicator key -> what stands beside its figure, of the headlines of dossiers.
    """

    unit: dict[str, object]
    chair: dict[str, object]
    rows: dict[str, dict[str, object]]
    readings: dict[str, Reading]
    ranked: int
    gap_list: pd.DataFrame
    neighbours: pd.DataFrame
    peers: pd.DataFrame
    resources: pd.DataFrame
    channels: pd.DataFrame
    faults: pd.DataFrame
    reconciliation: pd.DataFrame
    children: pd.DataFrame
    last_day: date | None
    names: tuple[tuple[str, date], ...] = ()
    replaces: tuple[FormerUnit, ...] = ()
    expected: Expected | None = None
    held: HeldBack | None = None
    doubts: pd.DataFrame = field(default_factory=pd.DataFrame)
    beside: Mapping[str, Beside] = field(default_factory=dict)


CHAIR_COLUMNS = (
    "unit_code",
    "unit_name",
    "kind",
    "former_district",
    "person",
    "acting",
    "starts_on",
    "decision_no",
    "days_in_office",
    "target",
    "numerator",
    "denominator",
    "value",
    "status",
    "missing",
    "rank",
    # The standing on the eve of the term, same window start; None where that eve
    # lies before the window or nothing was known.
    "inherited_numerator",
    "inherited_denominator",
    "inherited_value",
    "inherited_rank",
    # value - inherited_value.
    "change",
    # What was received within the term alone (dossiers), or None for the catalogue.
    "own_numerator",
    "own_denominator",
    "own_value",
)


@dataclass(frozen=True)
class ChairsAnswer:
    """Each Chair in office on as-of: CHAIR_COLUMNS, the widest gap first; a unit
    without a Chair on record stands with person ""."""

    reading: Reading
    frame: pd.DataFrame


@dataclass(frozen=True)
class ProceduresAnswer:
    """`frame`: procedure_code, name, field, authority, high_volume (bool), received,
    online, full_online, online_share, in_force, offered, full, level_unknown (units),
    doubts (rows that count, once for each doubt about them, of all units and days),
    reported (some report speaks of it); high volume first, then by dossiers received.
    `levels`: unit_code, unit_name,
    procedure_code, level for the procedures asked for (the heat map)."""

    reading: Reading
    frame: pd.DataFrame
    levels: pd.DataFrame


@dataclass(frozen=True)
class Definition:
    """An indicator with the whole's own counts, and who changes rank under the
    variants: `variants`: indicator, start (the first day read, None of the
    catalogue), numerator, denominator, value, moved (units whose rank differs), widest
    (unit_name, rank here, rank there)."""

    ranking: Ranking
    variants: pd.DataFrame


@dataclass(frozen=True)
class Definitions:
    """All indicators in their order."""

    definitions: tuple[Definition, ...] = field(default_factory=tuple)
