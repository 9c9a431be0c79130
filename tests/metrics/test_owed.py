"""What is told of what each unit owes."""

from datetime import date

from metrics.commitments import Commitment, Graded
from metrics.dialogue import Entry, Request
from metrics.owed import Owed, owed

DAY, AT = date(2025, 7, 24), "2025-07-24T01:00:00Z"


def request(number, unit, due, *entries):
    about = (number, unit, "off_track", "online_dossiers", "", {}, "", DAY, due)
    said = tuple(Entry(n, number, what, "x", DAY, AT) for n, what in entries)
    return Request(*about, "rule", AT, said)


def promise(number, of, entry, due, unit="a"):
    about = {"indicator": "online_dossiers", "procedure_code": "", "field": ""}
    about |= {"gain": "0.05", "due_on": due, "owner": "x", "id": number}
    about |= {"request_id": of, "entry_id": entry, "unit_code": unit}
    return Commitment(**about, who="x", day=DAY, at=AT)


def grade(number, of, verdict):
    return Graded(number, of, verdict, "", {}, None, "job", DAY, AT)


def test_an_answer_is_late_the_day_after_it_was_due():
    told = owed([request(1, "a", DAY), request(2, "b", date(2025, 7, 23))], [], {}, DAY)

    assert told == {"a": Owed(requests=1), "b": Owed(requests=1, late=1)}


def test_what_was_answered_waits_for_a_decision_and_what_is_closed_for_nothing():
    told = owed(
        [
            request(1, "a", DAY, (1, "answered")),
            request(2, "b", DAY, (2, "answered"), (3, "accepted")),
            request(3, "c", DAY, (4, "answered"), (5, "returned")),
        ],
        [],
        {},
        DAY,
    )

    assert told == {"a": Owed(answered=1), "c": Owed(requests=1)}


def test_of_commitments_the_newest_answer_and_the_newest_grade_count():
    asked = [request(1, "a", DAY, (1, "answered"), (2, "returned"), (3, "answered"))]
    later = date(2025, 8, 30)
    promised = [
        promise(1, 1, 1, later),  # of an answer that was returned
        promise(2, 1, 3, later),
        promise(3, 1, 3, DAY),
        promise(4, 1, 3, date(2025, 7, 23)),
        promise(5, 1, 3, date(2025, 7, 23)),
    ]
    grades = {
        4: [grade(1, 4, "no_effect"), grade(2, 4, "kept")],
        5: [grade(3, 5, "not_gradable")],
    }

    assert owed(asked, promised, grades, DAY) == {
        "a": Owed(answered=1, promised=2, kept=1, graded=1)
    }
