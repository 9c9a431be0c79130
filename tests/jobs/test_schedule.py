"""When jobs are due."""

from datetime import UTC, datetime

import pytest

from core.errors import SettingsError
from jobs.schedule import cron, daily, every

# 00:30 in Hanoi on Thursday, 24 July 2025.
NIGHT = datetime(2025, 7, 23, 17, 30, tzinfo=UTC)
HANOI = "Asia/Ho_Chi_Minh"


def test_an_interval_is_counted_from_the_run_before():
    assert every(20).after(NIGHT) == datetime(2025, 7, 23, 17, 30, 20, tzinfo=UTC)


def test_a_time_of_day_is_local():
    assert daily("02:00", HANOI).after(NIGHT) == datetime(2025, 7, 23, 19, tzinfo=UTC)


def test_a_run_that_begins_on_the_minute_is_next_due_a_day_later():
    first = daily("02:00", HANOI).after(NIGHT)

    assert (daily("02:00", HANOI).after(first) - first).days == 1


def test_a_crontab_line_names_its_days():
    due = cron("30 6 * * mon", HANOI).after(NIGHT)

    assert due == datetime(2025, 7, 27, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("clock", ["25:00", "two", "2", "02:00:00", ""])
def test_a_time_of_day_that_is_none_is_refused(clock):
    with pytest.raises(SettingsError, match="no time of day"):
        daily(clock, HANOI)


@pytest.mark.parametrize("line", ["", "every day", "61 * * * *", "* * * *"])
def test_a_crontab_line_that_cannot_be_read_is_refused(line):
    with pytest.raises(SettingsError, match="cannot be read"):
        cron(line, HANOI)
