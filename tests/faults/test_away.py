"""A database server that goes away and comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPConnection
from threading import Event, Thread

import pytest

from board import Board
from core.errors import OutageError
from jobs import scheduler
from jobs.job import Job, Note
from jobs.schedule import every
from metrics.questions import Question
from store.engine import open_database
from tests import postgres
from tests.conftest import missing, settings_for
from tests.faults.office import (
    kept,
    run,
    start,
    write_dossiers,
    write_place,
)
from tests.serving import serving

ROWS = 6000


@pytest.fixture
def server():
    programs = postgres.binaries()
    if programs is None:
        missing("PostgreSQL")
    with postgres.own_server(programs) as begun:
        postgres.execute(begun.url, "CREATE DATABASE office")
        yield begun


@pytest.fixture
def settings(server, tmp_path):
    return settings_for(tmp_path / "var", f"{server.url}office")


@pytest.fixture
def db(settings, tmp_path):
    database = open_database(settings)
    assert run(settings, "ingest", "load", *write_place(tmp_path))[0] == 0
    yield database
    database.close()


def test_a_load_cut_off_says_so_and_is_made_again(db, settings, server, tmp_path):
    file = write_dossiers(tmp_path / "dossiers.csv", ROWS)
    before = kept(db)
    loading = start(settings, "ingest", "load", file)
    time.sleep(1.0)
    server.stop()
    _told, failed = loading.communicate(timeout=120)

    assert loading.returncode == 1
    assert "Traceback" not in failed
    server.start()
    assert kept(db) == before
    assert run(settings, "ingest", "load", file)[0] == 0
    assert kept(db)["dossiers"] == kept(db)["tallied"] == ROWS


def test_a_question_while_it_is_away_is_told_and_answered_after(db, settings, server):
    board = Board(db, settings)
    question = Question("online_dossiers")
    assert len(board.ranking(question).frame) == 3

    server.stop()
    with pytest.raises(OutageError, match="cannot be used just now"):
        board.ranking(question)
    server.start()

    assert len(board.ranking(question).frame) == 3


def until(happened: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_a_scheduler_waits_for_it_and_goes_on(db, settings, server, monkeypatch):
    monkeypatch.setattr(scheduler, "_HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(scheduler, "_STAND_BY_SECONDS", 0.1)
    runs: list[int] = []

    def count(db, settings) -> Note:
        runs.append(1)
        return Note("No new file.", logged=False)

    stop = Event()
    job = Job("count", every(1), count)
    thread = Thread(target=scheduler.serve, args=(db, settings, (job,), stop))
    thread.start()
    try:
        until(lambda: runs)
        server.stop()
        time.sleep(1.5)
        seen = len(runs)
        server.start()
        until(lambda: len(runs) > seen)
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_the_web_app_answers_again_when_it_is_back(db, settings, server):
    with serving(settings) as address:
        host = address.removeprefix("http://")

        def status() -> int:
            connection = HTTPConnection(host, timeout=30)
            connection.request("GET", "/healthz")
            answered = connection.getresponse().status
            connection.close()
            return answered

        assert status() == 200
        server.stop()
        assert status() == 503
        server.start()
        assert status() == 200
