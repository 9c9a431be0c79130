"""Which reports are read where several overlap (contract, section 4)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.counts import Cell, choose
from metrics.indicators import indicator
from metrics.windows import Window

ONLINE = indicator("online_dossiers")
WINDOW = Window(date(2025, 7, 1), date(2025, 7, 31))


def cell(first: int, last: int, procedure: str = "", **values) -> Cell:
    measures = values.pop("measures", {"received": 100, "online": 40})
    start, end = date(2025, 7, first), date(2025, 7, last)
    return Cell("a", procedure, start, end, measures, **values)


def used(*cells: Cell, window: Window = WINDOW) -> dict[str, tuple[Cell, ...]]:
    found = choose(cells, ONLINE, window)
    return {use: found.cells(use) for use in ("counted", "reconciles", "incomplete")}


def test_a_report_counts_only_where_its_whole_period_lies_in_the_window():
    outside = Cell("a", "", date(2025, 6, 30), date(2025, 7, 6), {"received": 1})

    assert used(outside) == {"counted": (), "reconciles": (), "incomplete": ()}


def test_weekly_and_cumulative_reports_of_the_same_weeks_are_not_added():
    weeks = [cell(1, 7), cell(8, 14)]
    cumulative = cell(1, 14)

    assert used(*weeks, cumulative)["counted"] == (cumulative,)
    assert set(used(*weeks, cumulative)["reconciles"]) == set(weeks)


def test_of_two_equally_long_ones_the_latest_report_is_taken():
    older = cell(1, 7, reported_at="2025-07-08")
    newer = cell(5, 11, reported_at="2025-07-12")

    assert used(newer, older)["counted"] == used(older, newer)["counted"] == (newer,)


def test_the_units_total_goes_over_procedure_rows_of_overlapping_periods():
    total = cell(1, 7)
    inside, after = cell(3, 9, "p"), cell(8, 31, "q")

    assert set(used(total, inside, after)["counted"]) == {total, after}


def test_procedures_do_not_stand_in_each_others_way():
    assert len(used(cell(1, 7, "p"), cell(1, 7, "q"))["counted"]) == 2


def test_a_longer_report_without_all_measures_does_not_push_out_a_whole_one():
    short, long = cell(1, 7), cell(1, 31, measures={"received": 500})

    assert used(short, long)["counted"] == (short,)
    assert used(short, long)["reconciles"] == (long,)


def test_what_lacks_a_measure_and_is_covered_by_nothing_is_incomplete():
    lacking = cell(8, 14, "p", measures={"received": 500})

    assert used(cell(1, 7, "p"), lacking)["incomplete"] == (lacking,)


def test_a_report_set_aside_leaves_its_days_to_a_shorter_one():
    aside = cell(1, 31, set_aside=True)
    week = cell(1, 7)

    assert used(aside, week)["counted"] == (week,)


def by_hand(cells: list[Cell]) -> list[Cell]:
    """Naively: every candidate against every one taken before it."""
    left = [one for one in cells if "online" in one.measures and not one.set_aside]
    taken: list[Cell] = []
    for total in (True, False):
        some = [one for one in left if (one.procedure_code == "") is total]
        rank = {c: (c.days, c.reported_at, c.load_id) for c in some}
        for one in sorted(some, key=rank.__getitem__, reverse=True):
            rivals = [t for t in taken if t.procedure_code in ("", one.procedure_code)]
            if not any(one.overlaps(rival) for rival in rivals):
                taken.append(one)
    return taken


@st.composite
def reports(draw) -> list[Cell]:
    some = []
    for load in range(draw(st.integers(0, 9))):
        first = draw(st.integers(1, 28))
        last = draw(st.integers(first, 31))
        keys = draw(st.sampled_from([("received", "online"), ("received",)]))
        procedure = draw(st.sampled_from(["", "p", "q"]))
        values = dict.fromkeys(keys, load)
        aside = draw(st.booleans()) and draw(st.booleans())
        some.append(
            cell(
                first,
                last,
                procedure,
                measures=values,
                load_id=load,
                set_aside=aside,
            )
        )
    return some


@given(reports())
def test_what_is_chosen_is_what_a_naive_walk_over_all_of_them_takes(cells):
    assert list(used(*cells)["counted"]) == by_hand(cells)
