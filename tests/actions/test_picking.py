"""What the form of a dispute means."""

import pytest

from actions.picking import pick_of, said_of
from core.errors import UsageError

ZONE = "Asia/Ho_Chi_Minh"
DAYS = {"first": "2025-07-09", "last": "2025-07-10"}


def moments(**fields):
    pick = pick_of({**DAYS, **fields}, "a", ZONE)
    return pick.since, pick.until


def test_hours_are_of_the_city_and_kept_in_utc():
    assert moments() == ("", "")
    assert moments(from_hour="9:30", to_hour="11h45") == (
        "2025-07-09T02:30:00Z",
        "2025-07-10T04:45:00Z",
    )
    # Without an end until the night after the last day, without a start from its first.
    assert moments(from_hour="08:00")[1] == "2025-07-10T17:00:00Z"
    assert moments(to_hour="08:00")[0] == "2025-07-08T17:00:00Z"


def test_codes_say_which_dossiers_and_days_beside_them_say_nothing():
    pick = pick_of({**DAYS, "codes": "a, b\nb;c"}, "u", ZONE)

    assert (pick.codes, pick.first, pick.last) == (("a", "b", "c"), None, None)


@pytest.mark.parametrize("wrong", [{"from_hour": "noon"}, {"first": "9 July"}])
def test_what_cannot_be_read_is_refused(wrong):
    with pytest.raises(UsageError, match="cannot be read"):
        pick_of({**DAYS, **wrong}, "u", ZONE)


def test_the_reason_says_how_dossiers_are_read_unless_another_way_is_chosen():
    assert said_of({"reason": "wrong_channel"}).correction == "as_online"
    told = {"reason": "wrong_channel", "correction": "leave_out"}
    assert said_of(told).correction == "leave_out"
    assert said_of({"reason": "no such"}).correction == ""
