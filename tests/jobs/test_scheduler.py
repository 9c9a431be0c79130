"""The scheduler: each due run once, missed ones made up once, failures told."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import pytest

from core.clock import now
from core.errors import KpiError
from jobs import scheduler
from jobs.job import Job, Note
from jobs.schedule import daily, every
from store import jobs as rows


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(scheduler, "_HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(scheduler, "_STAND_BY_SECONDS", 0.05)


@contextmanager
def serving(db, settings, *jobs):
    """A scheduler at work in a thread; ended at the end."""
    stop = Event()
    thread = Thread(target=scheduler.serve, args=(db, settings, jobs, stop))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def until(happened: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def yearly() -> object:
    """A schedule that is not due while a test runs."""
    return every(365 * 24 * 3600)


def counting(runs: list[str], name: str = "count"):
    def run(db, settings) -> Note:
        runs.append(name)
        return Note("Evaluation {number} frozen.", {"number": len(runs)})

    return run


def state(db, job: str) -> dict[str, str]:
    table = rows.overview(db).set_index("job")
    found: dict[str, str] = table.loc[job].to_dict()
    return found


def test_a_job_runs_when_it_is_due_again_and_again(db, settings):
    runs: list[str] = []
    with serving(db, settings, Job("count", every(1), counting(runs))):
        until(lambda: len(runs) >= 2)

    told = state(db, "count")
    assert told["outcome"] == "done"
    assert told["message"] == f"Đã chốt lần đánh giá số {len(runs)}."


def test_a_run_missed_while_nothing_ran_is_made_up_once(db, settings):
    runs: list[str] = []
    missed = now() - timedelta(days=3)
    schedule = daily(f"{(now().hour + 12) % 24:02d}:00", "UTC")
    rows.set_due(db, "count", rows.Due(missed, schedule.text))

    with serving(db, settings, Job("count", schedule, counting(runs))):
        until(lambda: state(db, "count")["outcome"] == "done")
        time.sleep(0.3)

    assert len(runs) == 1
    assert rows.claim(db, "count", missed) is None, "it stands as the missed run"
    following = rows.due(db, "count")
    assert following is not None and following.at > now()


def test_a_job_that_was_never_due_before_waits_for_its_time(db, settings):
    runs: list[str] = []
    with serving(db, settings, Job("count", yearly(), counting(runs))):
        until(lambda: rows.due(db, "count"))
        time.sleep(0.2)

    assert runs == []


def test_a_changed_schedule_counts_from_now(db, settings):
    later = now() + timedelta(days=300)
    rows.set_due(db, "count", rows.Due(later, "another"))

    with serving(db, settings, Job("count", every(3600), counting([]))):
        until(lambda: rows.due(db, "count").schedule == "every 3600 s")

    assert rows.due(db, "count").at < now() + timedelta(hours=2)


def test_a_run_that_was_cut_off_is_made_up(db, settings):
    runs: list[str] = []
    due = now() - timedelta(minutes=1)
    rows.set_due(db, "count", rows.Due(due, yearly().text))
    rows.claim(db, "count", due)

    with serving(db, settings, Job("count", yearly(), counting(runs))):
        until(lambda: state(db, "count")["outcome"] == "done")

    assert runs == ["count"]


def test_a_run_that_another_scheduler_did_is_not_done_twice(db, settings):
    runs: list[str] = []
    due = now() - timedelta(minutes=1)
    run = rows.claim(db, "count", due)
    rows.finish(db, run, "done", "", {})
    rows.set_due(db, "count", rows.Due(due, yearly().text))

    with serving(db, settings, Job("count", yearly(), counting(runs))):
        until(lambda: rows.due(db, "count").at > now())

    assert runs == []


def test_a_failure_is_told_and_ends_no_other_job(db, settings):
    def expected(db, settings) -> Note:
        raise KpiError("There is no file {file}.", file="a.csv")

    def bug(db, settings) -> Note:
        raise ZeroDivisionError

    runs: list[str] = []
    jobs = [
        Job("expected", every(1), expected),
        Job("bug", every(1), bug),
        Job("count", every(1), counting(runs)),
    ]
    with serving(db, settings, *jobs):
        until(lambda: len(runs) >= 2)

    assert state(db, "expected")["outcome"] == "failed"
    assert "a.csv" in state(db, "expected")["message"]
    assert state(db, "bug")["outcome"] == "failed"
    assert "ZeroDivisionError" not in state(db, "bug")["message"]


def test_a_second_scheduler_stands_by_until_the_first_is_gone(db, settings):
    first, second = [], []
    with serving(db, settings, Job("count", every(1), counting(first))) as stop:
        until(lambda: first)
        with serving(db, settings, Job("count", every(1), counting(second))):
            time.sleep(1.5)
            assert second == []
            stop.set()
            until(lambda: second)


def test_a_system_that_answers_slowly_keeps_no_file_waiting(db, settings):
    answered, runs = Event(), []

    def slow(db, settings) -> Note:
        assert answered.wait(10)
        return Note("")

    rows.set_due(db, "source:slow", rows.Due(now(), yearly().text))
    jobs = [
        Job("source:slow", yearly(), slow, lane="sources"),
        Job("count", every(1), counting(runs)),
    ]
    with serving(db, settings, *jobs):
        until(lambda: len(runs) >= 2)
        assert state(db, "source:slow")["outcome"] == "running"
        answered.set()

    assert state(db, "source:slow")["outcome"] == "done", "the end waits for it too"


def test_the_end_waits_for_the_run_that_is_going_on(db, settings):
    begun, ended = Event(), []

    def slow(db, settings) -> Note:
        begun.set()
        time.sleep(0.7)
        ended.append(True)
        return Note("")

    rows.set_due(db, "slow", rows.Due(now(), yearly().text))
    with serving(db, settings, Job("slow", yearly(), slow)):
        assert begun.wait(10)

    assert ended == [True]
    assert state(db, "slow")["outcome"] == "done"
