"""Runs the jobs when they are due, in one process at a time.

Each run is claimed in the database before it begins and its outcome stored after it.
A run missed while nothing was running is made up once.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Lock

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from core.clock import now
from core.errors import KpiError, OutageError
from core.settings import Settings
from jobs.job import Job, Note
from store import jobs as rows
from store.engine import Database
from store.leader import Lead, lead_of

LOG = logging.getLogger("haicap.jobs")

_STAND_BY_SECONDS = 2.0
_HEARTBEAT_SECONDS = 2.0
_LANES = ("here", "sources", "mail")
# A clock that is set back by less is kept right by its time server.
_JUMP = timedelta(seconds=5)


def serve(db: Database, settings: Settings, jobs: Sequence[Job], stop: Event) -> None:
    """Leads, or stands by until the leader is gone; returns once `stop` is set and
    the run that was going on has ended."""
    lead = lead_of(db)
    try:
        while not stop.is_set():
            if not _led(lead, db, settings, jobs, stop):
                stop.wait(_STAND_BY_SECONDS)
    finally:
        lead.give_back()


def _led(
    lead: Lead, db: Database, settings: Settings, jobs: Sequence[Job], stop: Event
) -> bool:
    """Whether this process had the lead, until it lost it or was asked to stop. A
    database that is away is waited for: it comes back."""
    try:
        if not lead.take():
            return False
        _lead(lead, Scheduler(db, settings), jobs, stop)
    except OutageError as error:
        LOG.warning("%s", error)
        return False
    return True


def _lead(lead: Lead, scheduler: Scheduler, jobs: Sequence[Job], stop: Event) -> None:
    LOG.info("leading, %d jobs", len(jobs))
    scheduler.start(jobs)
    steady = _steady()
    try:
        while not stop.wait(_HEARTBEAT_SECONDS):
            if not lead.held():
                LOG.warning("the lead was lost, standing by")
                return
            if _steady() < steady - _JUMP:
                LOG.warning("the clock went back, taking up the jobs anew")
                return
    finally:
        scheduler.end()


def _steady() -> timedelta:
    """By how much the clock is ahead of one that never jumps."""
    return timedelta(seconds=now().timestamp() - time.monotonic())


class Scheduler:
    """APScheduler's clock over our own rows. Jobs of a lane run one after another: the
    embedded database has one writer, and no job is in a hurry. A system that answers
    slowly must not keep the files of the inbox waiting: it has another lane."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings
        self._clock = BackgroundScheduler(
            executors={lane: ThreadPoolExecutor(1) for lane in _LANES},
            timezone=settings.timezone,
            job_defaults={"misfire_grace_time": None},
        )
        self._running = {lane: Lock() for lane in _LANES}
        self._ending = False

    def start(self, jobs: Sequence[Job]) -> None:
        """Takes up each job where its rows say it stands."""
        rows.interrupt_running(self._db)
        rows.keep_only(self._db, [job.name for job in jobs])
        for job in jobs:
            self._await(job, self._first_due(job))
        self._clock.start()

    def end(self) -> None:
        """Returns when the runs going on have ended; none begins after them."""
        self._ending = True
        # The clock's own waiting holds the lock that a run needs to be due again.
        self._clock.shutdown(wait=False)
        for running in self._running.values():
            with running:
                LOG.debug("a lane has ended")
        LOG.info("ended")

    def _first_due(self, job: Job) -> datetime:
        known = rows.due(self._db, job.name)
        if known is None:
            return job.schedule.after(now())
        if known.at <= now():
            return known.at
        following = job.schedule.after(now())
        # After a clock that went back, what was due next may be far away.
        changed = known.schedule != job.schedule.text
        return following if changed else min(known.at, following)

    def _await(self, job: Job, due: datetime) -> None:
        # A due moment in the past runs at once: that is how a missed run is made up.
        self._clock.add_job(
            self._run,
            "date",
            run_date=due,
            args=(job, due),
            name=job.name,
            executor=job.lane,
        )
        rows.set_due(self._db, job.name, rows.Due(due, job.schedule.text))

    def _run(self, job: Job, due: datetime) -> None:
        with self._running[job.lane]:
            if not self._ending:
                self._run_now(job, due)

    def _run_now(self, job: Job, due: datetime) -> None:
        begun = now()
        try:
            run = rows.claim(self._db, job.name, due)
            if run is not None:
                outcome, note = self._outcome(job)
                rows.finish(self._db, run, outcome, note.message, note.values)
        finally:
            self._await(job, max(job.schedule.after(begun), now()))

    def _outcome(self, job: Job) -> tuple[str, Note]:
        try:
            note = job.run(self._db, self._settings)
        except KpiError as error:
            LOG.warning("%s: %s", job.name, error)
            return "failed", Note(error.message, error.values)
        except Exception:
            # The border of the process: a bug in one job must not end the others.
            fault = uuid.uuid4().hex[:8]
            LOG.exception("%s: fault %s", job.name, fault)
            told = "An error in the software, number {fault}. The log says more."
            return "failed", Note(told, {"fault": fault})
        level = logging.INFO if note.logged else logging.DEBUG
        LOG.log(level, "%s: %s", job.name, note.message.format(**note.values))
        return "done", note
