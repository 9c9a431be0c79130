"""When a source is late, to the second; and which figures hang on it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from metrics.freshness import (
    Expected,
    StaleSource,
    end_of,
    is_stale,
    read_expected,
    touching,
)

LAST = datetime(2025, 7, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expected", "grace", "hours"),
    [
        ("daily", None, (24, 12)),
        ("weekly", None, (168, 84)),
        ("36h", None, (36, 18)),
        ("32d", "2d", (768, 48)),
        ("daily", "daily", (24, 24)),
        ("1h", None, (1, 0)),
    ],
)
def test_what_is_expected_and_how_late_is_no_fault(expected, grace, hours):
    assert read_expected(expected, grace) == Expected(*hours)


def test_nothing_is_expected_unless_it_is_said():
    assert read_expected(None) is None
    assert read_expected("") is None


@pytest.mark.parametrize("word", ["hourly", "24", "0h", "-3h", "1.5h", "h", True])
def test_other_words_are_refused(word):
    with pytest.raises(ValueError, match="is not daily, weekly"):
        read_expected(word)
    with pytest.raises(ValueError, match="is not daily, weekly"):
        read_expected("daily", word)


def test_a_grace_without_anything_expected_is_refused():
    with pytest.raises(ValueError, match="needs expected"):
        read_expected(None, "2h")


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_a_source_is_late_once_its_grace_is_over(seconds, late):
    moment = LAST + timedelta(hours=36, seconds=seconds)

    assert is_stale(Expected(24, 12), LAST, moment) is late


def test_a_day_ends_where_people_live():
    assert end_of(date(2025, 7, 24), "Asia/Ho_Chi_Minh") == datetime(
        2025, 7, 24, 17, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("kinds", "things"),
    [
        (("dossiers",), {"dossiers", ""}),
        (("counts",), {"dossiers", ""}),
        (("services",), {"procedures", ""}),
        (("procedures", "services"), {"procedures", ""}),
        (("units",), {"dossiers", "procedures", ""}),
        (("dossiers", "services"), {"dossiers", "procedures", ""}),
    ],
)
def test_only_figures_that_hang_on_a_source_are_marked(kinds, things):
    one = StaleSource("s", "S", "", kinds)

    marked = {word for word in ("dossiers", "procedures", "") if touching([one], word)}

    assert marked == things
