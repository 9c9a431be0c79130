"""The scheduler's rows: one run for each due moment, whoever leads."""

from datetime import UTC, datetime, timedelta

from core.language import set_language
from store import jobs

DUE = datetime(2025, 7, 23, 19, 0, tzinfo=UTC)


def test_a_due_run_is_claimed_once(db):
    assert jobs.claim(db, "nightly", DUE) is not None
    assert jobs.claim(db, "nightly", DUE) is None


def test_another_job_and_another_moment_are_other_runs(db):
    claimed = [
        jobs.claim(db, "nightly", DUE),
        jobs.claim(db, "inbox", DUE),
        jobs.claim(db, "nightly", DUE + timedelta(days=1)),
    ]

    assert None not in claimed
    assert len(set(claimed)) == 3


def test_a_run_that_was_interrupted_can_be_claimed_again(db):
    first = jobs.claim(db, "nightly", DUE)

    assert jobs.interrupt_running(db) == 1
    assert jobs.claim(db, "nightly", DUE) == first


def test_a_finished_run_is_not_interrupted(db):
    run = jobs.claim(db, "nightly", DUE)
    jobs.finish(db, run, "done", "Evaluation {number} frozen.", {"number": 7})

    assert jobs.interrupt_running(db) == 0
    assert jobs.claim(db, "nightly", DUE) is None


def test_the_overview_tells_last_and_next_run_in_the_readers_language(db, clock):
    run = jobs.claim(db, "nightly", DUE)
    jobs.finish(db, run, "done", "Evaluation {number} frozen.", {"number": 7})
    jobs.set_due(db, "nightly", jobs.Due(DUE + timedelta(days=1), "02:00"))
    jobs.set_due(db, "inbox", jobs.Due(DUE + timedelta(days=2), "every 20 s"))

    set_language("en")
    inbox, nightly = jobs.overview(db).to_dict("records")

    assert inbox == {
        "job": "inbox",
        "last_run": "",
        "outcome": "",
        "message": "",
        "next_run": "2025-07-25T19:00:00Z",
    }
    assert nightly == {
        "job": "nightly",
        "last_run": "2025-07-24T10:00:00Z",
        "outcome": "done",
        "message": "Evaluation 7 frozen.",
        "next_run": "2025-07-24T19:00:00Z",
    }
    set_language("vi")
    assert jobs.overview(db).loc[1, "message"] == "Đã chốt lần đánh giá số 7."


def test_an_empty_database_has_an_empty_overview(db):
    assert list(jobs.overview(db).columns) == list(jobs.OVERVIEW_COLUMNS)
    assert jobs.overview(db).empty


def test_the_past_of_a_job_is_kept_up_to_a_limit(db, monkeypatch):
    monkeypatch.setattr(jobs, "KEPT_RUNS", 3)
    other = jobs.claim(db, "nightly", DUE)
    for minute in range(6):
        run = jobs.claim(db, "inbox", DUE + timedelta(minutes=minute))
        jobs.finish(db, run, "done", "", {})

    kept = [
        minute
        for minute in range(6)
        if jobs.claim(db, "inbox", DUE + timedelta(minutes=minute)) is None
    ]

    assert kept == [3, 4, 5]
    assert jobs.claim(db, "nightly", DUE) is None, other


def test_a_job_that_no_longer_exists_is_no_longer_due(db):
    jobs.set_due(db, "source:old", jobs.Due(DUE, "0 6 * * *"))
    jobs.set_due(db, "nightly", jobs.Due(DUE, "02:00"))

    jobs.keep_only(db, ["nightly", "inbox"])

    assert jobs.due(db, "source:old") is None
    assert jobs.due(db, "nightly") == jobs.Due(DUE, "02:00")
