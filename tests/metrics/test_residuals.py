"""What may differ, what differs by more, and in which order it is told."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from metrics.residuals import Tolerance, beyond, fitting


def tolerance(dossiers: int = 0, percent: int | str = 0) -> Tolerance:
    return Tolerance("parts", Fraction(dossiers), Fraction(percent), "source")


@pytest.mark.parametrize(
    ("allowed", "reported", "compared", "result"),
    [
        (tolerance(), 531269, 531267, "beyond"),
        (tolerance(), 5, 5, "within"),
        (tolerance(2), 531269, 531267, "within"),
        (tolerance(1), 531267, 531269, "beyond"),
        (tolerance(percent=1), 100, 99, "within"),
        (tolerance(percent=1), 99, 100, "within"),
        (tolerance(percent=1), 199, 197, "beyond"),
        (tolerance(2, percent=1), 199, 197, "within"),
        (tolerance(percent="0.1"), 3000, 2997, "within"),
        (tolerance(), 0, None, "alone"),
        (tolerance(percent=100), 1, 0, "within"),
    ],
)
def test_a_difference_is_open_beyond_the_wider_of_both_limits(
    allowed, reported, compared, result
):
    assert allowed.result(reported, compared) == result


def frame(*rows: tuple[str, int | None, str]) -> pd.DataFrame:
    columns = ["result", "difference", "unit_code"]
    made = pd.DataFrame(list(rows), columns=columns, dtype=object)
    return made.assign(why="parts")


ROWS = frame(
    ("alone", None, "a"),
    ("within", 4, "b"),
    ("beyond", 2, "a"),
    ("beyond", -9, "b"),
    ("within", -7, "a"),
)


def test_open_differences_come_first_the_widest_of_either_sign_before():
    assert fitting(ROWS)["difference"].tolist() == [-9, 2, -7, 4, None]


def test_rows_are_chosen_by_result_comparison_and_unit():
    assert beyond(ROWS)["unit_code"].tolist() == ["b", "a"]
    assert fitting(ROWS, "beyond", "parts", "a")["difference"].tolist() == [2]
    assert fitting(ROWS, why="sources").empty
    assert fitting(frame()).empty
