"""What is told of the reasons for which dossiers are disputed."""

from datetime import date

from metrics.dispute_reasons import by_reason
from metrics.disputes import Dispute, Pick, State

DAY = date(2025, 7, 24)


def dispute(reason, state, dossiers=1, unit="a"):
    about = (reason, "leave_out", "x", dossiers, "who", "2025-07-24T01:00:00Z")
    return Dispute(1, Pick(unit), *about, DAY, DAY, None, (State("open"), State(state)))


def test_each_reason_is_counted_once_by_what_became_of_it():
    rows = by_reason(
        [
            dispute("portal_down", "open", 3),
            dispute("portal_down", "accepted", 5, unit=""),
            dispute("portal_down", "partly", 2),
            dispute("duplicate", "refused", 4, unit="b"),
        ]
    )

    assert [tuple(row) for row in rows] == [
        ("portal_down", 3, 1, 2, 0, 10, 1),
        ("duplicate", 1, 0, 0, 1, 4, 1),
    ]


def test_what_was_withdrawn_is_no_fault_of_a_system():
    assert by_reason([dispute("other", "withdrawn")]) == []
