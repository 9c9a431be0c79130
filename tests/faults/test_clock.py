"""A clock that jumps: what was loaded later still wins, and no job waits for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine

from board import Board
from core.clock import now
from jobs import scheduler
from jobs.job import Job, Note
from jobs.schedule import every
from metrics.questions import Question
from tests.make import GOOD, cast, dossier, load


def test_of_two_loads_the_later_one_wins_though_the_clock_went_back(
    db, settings, clock
):
    load(db, settings, *cast())
    load(db, settings, dossier(dossier_code="x", unit_code=GOOD, channel="counter"))
    clock.shift(-timedelta(hours=5))
    load(db, settings, dossier(dossier_code="x", unit_code=GOOD, channel="online"))

    board = Board(db, settings)
    row = board.ranking(Question("online_dossiers")).frame.set_index("unit_code")

    assert (row["numerator"][GOOD], row["denominator"][GOOD]) == (10, 11)
    # The newest evaluation is the one frozen last, not the one with the latest clock.
    assert board.header().evaluation == 3


def until(happened: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.mark.parametrize("jump", [-timedelta(days=1), timedelta(days=1)])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_job_of_every_second_goes_on_when_the_clock_jumps(
    db, settings, monkeypatch, jump
):
    monkeypatch.setattr(scheduler, "_HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(scheduler, "_STAND_BY_SECONDS", 0.1)
    runs: list[str] = []

    def count(db, settings) -> Note:
        runs.append(now().isoformat())
        return Note("No new file.", logged=False)

    stop = Event()
    jobs = (Job("count", every(1), count),)
    thread = Thread(target=scheduler.serve, args=(db, settings, jobs, stop))
    with time_machine.travel(now(), tick=True) as clock:
        thread.start()
        try:
            until(lambda: runs)
            clock.shift(jump)
            seen = len(runs)
            until(lambda: len(runs) > seen + 1)
        finally:
            stop.set()
            thread.join(20)
    assert not thread.is_alive()
    # A moment at which it was due is never worked off twice.
    assert len(set(runs)) == len(runs)
