"""Two sources of one unit's dossiers: on which days they can be compared."""

from __future__ import annotations

from datetime import date

from metrics.given import Given, beside, untold

PORTAL, DESK = "portal", "desk"


def given(source: str, day: str, received: int = 1, code: str = "P", unit: str = "U"):
    return Given(unit, code, date.fromisoformat(day), source, received)


def told(*rows: Given, silent: frozenset = frozenset()) -> list[tuple]:
    return [
        (one.procedure_code, f"{one.start} {one.end}", one.said, one.other)
        for one in beside(rows, set(silent))
    ]


def test_only_days_that_both_speak_of_are_compared_the_unit_by_month():
    # The portal began in the middle of June: what the desk had before is no fault.
    desk = [given(DESK, "2025-05-02", 50), given(DESK, "2025-06-10", 7)]
    both = [given(s, d) for s in (DESK, PORTAL) for d in ("2025-06-15", "2025-07-03")]

    assert told(*desk, *both, given(PORTAL, "2025-07-09", 9)) == [
        ("", "2025-06-15 2025-06-30", 1, 1),
        ("", "2025-07-01 2025-07-03", 1, 1),
    ]


def test_a_procedure_that_one_source_leaves_out_is_told():
    rows = [given(DESK, "2025-07-01"), given(PORTAL, "2025-07-01")]
    more = given(DESK, "2025-07-01", 4, "Q")

    assert told(*rows, more) == [
        ("", "2025-07-01 2025-07-01", 5, 1),
        ("Q", "2025-07-01 2025-07-01", 4, 0),
    ]


def test_procedures_that_make_up_for_each_other_are_told_though_the_sum_is_equal():
    rows = [given(DESK, "2025-07-01", 3, "P"), given(DESK, "2025-07-01", 1, "Q")]
    other = [given(PORTAL, "2025-07-01", 1, "P"), given(PORTAL, "2025-07-01", 3, "Q")]

    assert [line[0] for line in told(*rows, *other)] == ["", "P", "Q"]


def test_sources_that_never_speak_of_the_same_days_or_units_are_not_compared():
    first = given(DESK, "2025-06-30")

    assert told(first) == []
    assert told(first, given(PORTAL, "2025-07-01")) == []
    assert told(first, given(PORTAL, "2025-06-30", unit="V")) == []


def test_what_cannot_be_told_is_one_line_without_figures_never_zero():
    rows = [given(DESK, "2025-06-30", 9), given(PORTAL, "2025-06-30")]

    for source in (DESK, PORTAL):
        assert told(*rows, silent=frozenset({("U", source)})) == [
            ("", "2025-06-30 2025-06-30", None, None)
        ]
    assert told(*rows, silent=frozenset({("V", DESK), ("U", "a third")})) != [
        ("", "2025-06-30 2025-06-30", None, None)
    ]


def test_each_pair_of_three_sources_is_compared():
    rows = [given(source, "2025-07-01") for source in ("a", "b", "c")]

    pairs = [(one.first, one.second) for one in beside(rows, set())]
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_load_that_may_have_repeated_makes_untold_only_what_hangs_on_it():
    loads = {DESK: (1, 3), PORTAL: (2, 5)}

    def silent(*unclear: tuple[int, str, str]) -> set[tuple[str, str]]:
        return untold(unclear, loads, ("U", "V"))

    # Before the other source said anything there was nothing of it to repeat.
    assert silent((1, DESK, "")) == set()
    assert silent((2, PORTAL, "")) == {("U", PORTAL), ("V", PORTAL)}
    assert silent((3, DESK, "")) == {("U", DESK), ("V", DESK)}
    # An undone load hides what a later one of the same source repeated, and no other.
    assert silent((4, PORTAL, "U")) == {("U", PORTAL)}
    assert silent((6, PORTAL, "U")) == set()
    assert silent((4, "gone", "U")) == set()
