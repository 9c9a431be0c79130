"""Each measure's condition at its borders (contract, section 4)."""

from __future__ import annotations

import pytest

from core.kinds import STATUSES
from metrics.measures import MEASURES, WHOLES_OF

BY_KEY = {measure.key: measure for measure in MEASURES}
PLAIN = {
    "status": "received",
    "channel": "counter",
    "level": "",
    "timeliness": "",
    "result_form": "",
    "fee_due": "",
    "paid_online": "",
    "submitted_by": "",
}


def counts(key: str, **words: str) -> bool:
    return BY_KEY[key].when.holds(PLAIN | words)


@pytest.mark.parametrize("status", STATUSES)
def test_a_dossier_counts_unless_only_registered_or_refused(status):
    assert counts("received", status=status) == (
        status not in ("registered", "refused")
    )


@pytest.mark.parametrize("measure", [m.key for m in MEASURES])
def test_nothing_counts_of_a_dossier_that_was_refused(measure):
    everything = {
        "channel": "online",
        "level": "full",
        "timeliness": "on_time",
        "result_form": "both",
        "fee_due": "1",
        "paid_online": "1",
        "submitted_by": "kiosk",
    }

    assert not counts(measure, status="refused", **everything)


def test_no_channel_counts_at_the_counter_and_is_shown_as_its_own():
    assert counts("counter", channel="")
    assert counts("channel_unknown", channel="")
    assert not counts("channel_unknown", channel="counter")


@pytest.mark.parametrize(
    ("level", "full", "unknown", "eligible"),
    [
        ("full", True, False, True),
        ("partial", False, False, True),
        ("online", False, True, True),
        ("info", False, False, False),
        ("none", False, False, False),
        ("", False, True, False),
    ],
)
def test_what_the_level_of_an_online_dossier_counts_as(level, full, unknown, eligible):
    words = {"channel": "online", "level": level}

    assert counts("full_online", **words) == full
    assert counts("level_unknown", **words) == unknown
    assert counts("eligible", **words) == eligible
    assert counts("online_eligible", **words) == eligible


def test_a_full_level_at_the_counter_is_eligible_but_not_end_to_end():
    assert counts("full_eligible", level="full")
    assert not counts("full_online", level="full")
    assert not counts("level_unknown", level="")


@pytest.mark.parametrize("status", STATUSES)
def test_only_finished_or_returned_dossiers_are_finished(status):
    assert counts("finished", status=status) == (status in ("finished", "returned"))


@pytest.mark.parametrize(
    ("timeliness", "known", "on_time"),
    [("on_time", True, True), ("late", True, False), ("", False, False)],
)
def test_lateness_that_cannot_be_told_is_neither_on_time_nor_late(
    timeliness, known, on_time
):
    assert counts("due_known", status="finished", timeliness=timeliness) == known
    assert counts("on_time", status="finished", timeliness=timeliness) == on_time


def test_an_unfinished_dossier_is_never_on_time():
    assert not counts("on_time", status="in_process", timeliness="on_time")


@pytest.mark.parametrize(
    ("due", "paid", "fee_due", "paid_online"),
    [("1", "1", True, True), ("1", "", True, False), ("0", "1", False, False)],
)
def test_a_payment_counts_only_where_a_fee_was_due(due, paid, fee_due, paid_online):
    assert counts("fee_due", fee_due=due, paid_online=paid) == fee_due
    assert counts("paid_online", fee_due=due, paid_online=paid) == paid_online


@pytest.mark.parametrize("who", ["officer", "kiosk", "proxy", "citizen", ""])
def test_help_is_told_only_of_online_dossiers(who):
    helped = who in ("officer", "kiosk", "proxy")

    assert counts("assisted", channel="online", submitted_by=who) == helped
    assert not counts("assisted", channel="counter", submitted_by=who)


def test_every_whole_is_a_measure_and_stands_before_its_parts():
    order = [measure.key for measure in MEASURES]

    for part, wholes in WHOLES_OF.items():
        assert part in order
        assert all(whole in order for whole in wholes)
    judged = ["received", *WHOLES_OF]
    for part, wholes in WHOLES_OF.items():
        assert all(judged.index(whole) < judged.index(part) for whole in wholes)
