"""Reported figures that are compared and not added, what they are compared with, and
who must look where the two lie too far apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from board.known import Known
from board.residuals import JUDGED, judged, of_other_sources, of_two_sources
from metrics.counts import Cell, choose
from metrics.indicators import BY_KEY, INDICATORS, Indicator
from metrics.measures import MEASURE_KEYS
from metrics.nested import Shorter, sums_inside
from metrics.residuals import Tolerances
from metrics.units import Tree
from metrics.windows import Window
from store import reconciled

COLUMNS = [
    "unit_code",
    "unit_name",
    "procedure_code",
    "period_start",
    "period_end",
    "measure",
    "reported",
    "counted",
    "difference",
    "why",
    "tolerance",
    "result",
    "owner",
    "look",
    "between",
]
# Whole -> the parts that must add up to it; a part that may be missing comes last.
_WHOLE, _PARTS, _MAY_MISS = "received", ("online", "counter"), "post"
_BASE = BY_KEY["online_dossiers"]
_READ = [indicator for indicator in INDICATORS if indicator.in_counts]


def reconciliation(
    known: Known,
    tree: Tree,
    until: date,
    allowed: Tolerances,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """COLUMNS, a line for each measure of a report up to `until` that is not added
    (set_aside, overlaps, parent), for each whose parts do not add up (parts), for each
    beside the shorter reports inside its period (inside), and for each of which another
    source said something too (sources, and given for dossiers); difference = reported -
    counted, None where nothing of the same days was counted. JUDGED: board.residuals;
    between: the two sources, where two are compared.
    """
    compared = _Compared(known, tree, Window(None, until))
    with known.db.read() as connection:
        senders = reconciled.senders(connection)
    rows: list[tuple[object, ...]] = []
    for code in tree.units if units is None else units:
        for cell in compared.cells(code):
            name = tree.units[code].name
            first = (code, name, cell.procedure_code)
            lines = (*compared.lines(cell), *compared.shorter(cell))
            for line in (*lines, *_unequal_parts(cell)):
                about = (*first, cell.period_start, cell.period_end)
                rows.append((*about, *line, senders.get(cell.load_id, ""), ""))
    rows += of_other_sources(known, tree, until, units, senders)
    rows += of_two_sources(known, tree, until, units)
    columns = [*COLUMNS[: -len(JUDGED) - 1], "sender", "between"]
    found = pd.DataFrame(rows, columns=columns, dtype=object)
    return judged(known, found, allowed, until)[COLUMNS]


Line = tuple[str, int, int | None, int | None, str]


def _line(measure: str, reported: int, counted: int | None, why: str) -> Line:
    return (
        measure,
        reported,
        counted,
        None if counted is None else reported - counted,
        why,
    )


def _unequal_parts(cell: Cell) -> Iterable[Line]:
    """Where online, counter and post of one report are not what it received."""
    measures = cell.measures
    if any(key not in measures for key in (_WHOLE, *_PARTS)):
        return
    parts = sum(measures[key] for key in _PARTS) + measures.get(_MAY_MISS, 0)
    if parts != measures[_WHOLE]:
        yield _line(_WHOLE, measures[_WHOLE], parts, "parts")


def alone(measure: str) -> Indicator:
    """A measure read by itself, so that reports are chosen as for any indicator."""
    term = ((measure, 1),)
    return replace(_BASE, numerator=term, denominator=term, counts_denominator=None)


@dataclass(frozen=True)
class _Compared:
    """What reports say beside what was counted of the same days."""

    known: Known
    tree: Tree
    window: Window
    # Unit code -> its reports that something is read from, found once.
    used: dict[str, set[Cell]] = field(default_factory=dict)
    # Unit code -> its reports, to find the shorter ones among them.
    nested: dict[str, Shorter] = field(default_factory=dict)

    def cells(self, code: str) -> list[Cell]:
        """The unit's reports, by period."""
        found = [
            cell
            for cell in self.known.facts.cells.get(code, ())
            if cell.period_end <= self.window.end
        ]
        return sorted(found, key=lambda c: (c.period_start, c.days, c.procedure_code))

    def lines(self, cell: Cell) -> Iterable[Line]:
        """A line for each measure that is not added."""
        why = self._why(cell)
        if not why:
            return
        for measure in sorted(cell.measures, key=MEASURE_KEYS.index):
            counted = self._counted(cell, measure, why)
            yield _line(measure, cell.measures[measure], counted, why)

    def shorter(self, cell: Cell) -> Iterable[Line]:
        """A line for each measure that shorter reports inside the period speak of,
        whether the report is added or not."""
        code = cell.unit_code
        if code not in self.nested:
            self.nested[code] = Shorter(self.known.facts.cells.get(code, ()))
        sums = sums_inside(cell, self.nested[code].inside(cell))
        for measure in sorted(sums, key=MEASURE_KEYS.index):
            yield _line(measure, cell.measures[measure], sums[measure], "inside")

    def _why(self, cell: Cell) -> str:
        if cell.set_aside:
            return "set_aside"
        below = self.tree.below(cell.unit_code)
        if any(self._has_data(code, cell) for code in below):
            return "parent"
        return "" if self._used(cell) else "overlaps"

    def _has_data(self, code: str, cell: Cell) -> bool:
        """Whether a unit has a dossier or a report of some of the cell's days."""
        facts = self.known.facts
        period = Window(cell.period_start, cell.period_end)
        reports = facts.cells.get(code, ())
        return code in facts.material(period).tally or any(
            other.overlaps(cell) for other in reports
        )

    def _used(self, cell: Cell) -> bool:
        """Whether some indicator is read from the report, or could be."""
        code = cell.unit_code
        if code not in self.used:
            self.used[code] = self._read_from(self.known.facts.cells[code])
        return cell in self.used[code]

    def _read_from(self, cells: Sequence[Cell]) -> set[Cell]:
        """Those of one unit's reports that some indicator is read from; of a report
        that carries none, that some measure is."""
        fitting = [i for i in _READ if any(_carries(cell, i) for cell in cells)]
        found = self._chosen_for(cells, fitting)
        lone = [c for c in cells if not any(_carries(c, i) for i in fitting)]
        keys = {key for cell in lone for key in cell.measures}
        chosen = self._chosen_for(cells, [alone(key) for key in keys])
        return found | (chosen & set(lone))

    def _chosen_for(
        self, cells: Sequence[Cell], readings: Sequence[Indicator]
    ) -> set[Cell]:
        # Indicators of the same measures choose the same reports.
        apart = {frozenset(one.count_measures()): one for one in readings}
        return {
            cell
            for one in apart.values()
            for cell in choose(cells, one, self.window).cells("counted")
        }

    def _counted(self, cell: Cell, measure: str, why: str) -> int | None:
        period = Window(cell.period_start, cell.period_end)
        if why == "set_aside":
            return self._dossiers((cell.unit_code,), cell, period, measure)
        if why == "parent":
            below = self.tree.below(cell.unit_code)
            reported = self._reports(below, cell, period, measure)
            counted = self._dossiers(below, cell, period, measure)
            some = self._some(below, period)
            return (reported or 0) + counted if some or reported is not None else None
        return self._reports((cell.unit_code,), cell, period, measure)

    def _some(self, units: Iterable[str], period: Window) -> bool:
        tally = self.known.facts.material(period).tally
        return any(code in tally for code in units)

    def _dossiers(
        self, units: Sequence[str], cell: Cell, period: Window, measure: str
    ) -> int:
        if not cell.procedure_code:
            tally = self.known.facts.material(period).tally
            return sum(tally[code][measure] for code in units if code in tally)
        sums = self.known.by_procedure(period)
        here = sums["unit_code"].isin(units)
        here &= sums["procedure_code"] == cell.procedure_code
        return int(sums.loc[here, measure].sum())

    def _reports(
        self, units: Iterable[str], cell: Cell, period: Window, measure: str
    ) -> int | None:
        """What other reports of the same days say; None where none does."""
        found = [
            other.measures[measure]
            for code in units
            for other in self._chosen(code, cell, period, measure)
        ]
        return sum(found) if found else None

    def _chosen(
        self, code: str, cell: Cell, period: Window, measure: str
    ) -> Iterable[Cell]:
        others = [
            other
            for other in self.known.facts.cells.get(code, ())
            if other != cell
            and _speaks_of(other.procedure_code, cell.procedure_code)
            and measure in other.measures
        ]
        return choose(others, alone(measure), period).cells("counted")


def _speaks_of(procedure: str, wanted: str) -> bool:
    """A unit's total is compared with totals and with the sum of its procedures."""
    return not wanted or procedure == wanted


def _carries(cell: Cell, indicator: Indicator) -> bool:
    return all(key in cell.measures for key in indicator.count_measures())
