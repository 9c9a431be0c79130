"""Who opened their own unit's page in a week."""

from datetime import date, timedelta

from metrics.terms import Holder
from metrics.usage import (
    BY_DELEGATE,
    NO_ACCOUNT,
    NOT_OPENED,
    OPENED,
    Opening,
    usage,
)

MONDAY = date(2025, 7, 21)
SUNDAY = MONDAY + timedelta(days=6)
OLD = date(2024, 1, 1)


def chair(unit="01", person="An", account="an", starts_on=OLD):
    return Holder(unit, SUNDAY, person, starts_on=starts_on, account=account)


def state(holder, *openings, day=SUNDAY):
    (one,) = usage([holder], openings, day).uses
    return one.state


def test_a_week_goes_from_monday_to_sunday():
    opened = Opening("01", "An", MONDAY)
    states = {
        n: state(chair(), opened, day=MONDAY + timedelta(n)) for n in range(-1, 8)
    }

    assert states == {-1: NOT_OPENED, 7: NOT_OPENED} | dict.fromkeys(range(7), OPENED)


def test_what_another_opened_before_a_hand_over_is_not_theirs():
    new = chair(person="Bình", starts_on=MONDAY + timedelta(2))
    (one,) = usage([new], [Opening("01", "An", MONDAY)], SUNDAY).uses

    assert (one.state, one.new, one.last) == (NOT_OPENED, True, None)


def test_a_term_that_began_before_the_week_is_not_new():
    eve = chair(starts_on=MONDAY - timedelta(1))
    assert [one.new for one in usage([eve, chair("02")], [], SUNDAY).uses] == [
        False
    ] * 2


def test_a_delegate_is_told_as_such_and_the_chair_counts_before_them():
    by_delegate = Opening("01", "An", MONDAY, delegate=True)

    assert state(chair(), by_delegate) == BY_DELEGATE
    assert state(chair(), by_delegate, Opening("01", "An", MONDAY)) == OPENED


def test_who_has_no_account_is_never_counted_as_one_who_did_not_open():
    found = usage([chair(), chair("02", "Bình", account="")], [], SUNDAY)

    assert [one.state for one in found.uses] == [NOT_OPENED, NO_ACCOUNT]
    assert (len(found.of(NOT_OPENED)), found.expected) == (1, 1)


def test_a_unit_without_a_chair_is_no_chair_who_did_not_open():
    assert usage([Holder("01", SUNDAY)], [], SUNDAY).uses == ()


def test_another_unit_of_the_same_chair_was_not_opened_with_the_first():
    found = usage([chair(), chair("02")], [Opening("01", "An", MONDAY)], SUNDAY)
    assert [one.state for one in found.uses] == [OPENED, NOT_OPENED]


def test_the_week_of_the_last_opening_is_told():
    before = MONDAY - timedelta(weeks=2)
    openings = [Opening("01", "An", before), Opening("01", "An", MONDAY, delegate=True)]
    (one,) = usage([chair()], openings, SUNDAY).uses
    assert one.last == before
