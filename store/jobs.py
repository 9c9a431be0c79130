"""The scheduler's rows: which job ran when, with what outcome, and when it is due.

Moments are kept as text in UTC, "2025-07-24T19:00:00Z". On SQLite these rows stand in
a file of their own, so that a long load never makes the scheduler wait.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.clock import moment_now, written
from core.language import translate
from store.engine import Database
from store.schema import job_run, job_state

# A job that runs every few seconds must not fill the disk with its past.
KEPT_RUNS = 200

OVERVIEW_COLUMNS = ("job", "last_run", "outcome", "message", "next_run")


class Due(NamedTuple):
    """When a job is due next, and by which schedule that was decided."""

    at: datetime
    schedule: str


def claim(db: Database, job: str, due: datetime) -> int | None:
    """The id of the run of `job` due at `due`, now begun; None when it was begun
    before, by whichever process. A run that was interrupted can be claimed again."""
    key = {"job": job, "due_at": written(due)}
    started = {"started_at": moment_now(), "outcome": "running"}
    this = (job_run.c.job == key["job"]) & (job_run.c.due_at == key["due_at"])
    interrupted = this & (job_run.c.outcome == "interrupted")
    try:
        with db.jobs_write() as connection:
            again = update(job_run).where(interrupted).values(started)
            if not connection.execute(again).rowcount:
                connection.execute(insert(job_run).values(**key, **started))
            run = connection.execute(select(job_run.c.id).where(this)).scalar_one()
            return int(run)
    except IntegrityError:
        return None


def finish(
    db: Database, run: int, outcome: str, message: str, values: Mapping[str, object]
) -> None:
    """Stores how the run ended: "done" or "failed", and a catalogue key with its
    values, so that every reader is told in their own language."""
    told = json.dumps(
        {"key": message, "values": dict(values)}, ensure_ascii=False, default=str
    )
    ended = {"finished_at": moment_now(), "outcome": outcome, "message": told}
    with db.jobs_write() as connection:
        connection.execute(update(job_run).where(job_run.c.id == run).values(ended))
        _forget_old(connection, run)


def _forget_old(connection: Connection, run: int) -> None:
    job = select(job_run.c.job).where(job_run.c.id == run).scalar_subquery()
    of_job = select(job_run.c.id).where(job_run.c.job == job)
    newest_gone = connection.execute(
        of_job.order_by(job_run.c.id.desc()).offset(KEPT_RUNS).limit(1)
    ).scalar_one_or_none()
    if newest_gone is not None:
        connection.execute(
            delete(job_run).where(job_run.c.job == job, job_run.c.id <= newest_gone)
        )


def interrupt_running(db: Database) -> int:
    """How many runs a scheduler that is gone left unfinished; they can be claimed
    again. Only the leader may ask, and only before it starts a job."""
    ended = {"outcome": "interrupted", "finished_at": moment_now()}
    with db.jobs_write() as connection:
        running = update(job_run).where(job_run.c.outcome == "running")
        return connection.execute(running.values(ended)).rowcount


def due(db: Database, job: str) -> Due | None:
    """When `job` is due next; None before its first start."""
    with db.jobs_read() as connection:
        row = connection.execute(
            select(job_state).where(job_state.c.job == job)
        ).one_or_none()
    if row is None:
        return None
    return Due(datetime.fromisoformat(row.next_run_at), row.schedule)


def set_due(db: Database, job: str, next_due: Due) -> None:
    """Remembers when `job` is due, so that a run missed while nothing ran is known."""
    values = {"next_run_at": written(next_due.at), "schedule": next_due.schedule}
    with db.jobs_write() as connection:
        known = update(job_state).where(job_state.c.job == job).values(values)
        if not connection.execute(known).rowcount:
            connection.execute(insert(job_state).values(job=job, **values))


def keep_only(db: Database, jobs: Iterable[str]) -> None:
    """Forgets when jobs that no longer exist would be due; their runs stay."""
    with db.jobs_write() as connection:
        gone = delete(job_state).where(job_state.c.job.not_in(list(jobs)))
        connection.execute(gone)


# Made once: the page of data asks for them at every look.
_LAST = (
    select(job_run.c.job, job_run.c.started_at, job_run.c.outcome, job_run.c.message)
    .where(job_run.c.id.in_(select(func.max(job_run.c.id)).group_by(job_run.c.job)))
    .order_by(job_run.c.job)
)
_NEXT = select(job_state.c.job, job_state.c.next_run_at).order_by(job_state.c.job)

Standing = tuple[tuple[tuple[str, str, str, str], ...], tuple[tuple[str, str], ...]]


def standing(db: Database) -> Standing:
    """The last run of each job as it is kept (job, started_at, outcome, message), and
    when each is due next (job, next_run_at); moments as UTC text."""
    with db.jobs_read() as connection:
        last, coming = connection.execute(_LAST), connection.execute(_NEXT)
        return tuple((*row,) for row in last), tuple((*row,) for row in coming)


def overview(db: Database) -> pd.DataFrame:
    """One row a job: job, last_run and next_run (UTC text, "" for never), outcome
    ("running", "done", "failed", "interrupted" or "") and message in the reader's
    language. Sorted by job."""
    last, coming = standing(db)
    runs = {job: (begun, how, _told(told)) for job, begun, how, told in last}
    next_runs = dict(coming)
    rows = [
        (job, *runs.get(job, ("", "", "")), next_runs.get(job, ""))
        for job in sorted(runs.keys() | next_runs.keys())
    ]
    return pd.DataFrame(rows, columns=list(OVERVIEW_COLUMNS), dtype="object")


def _told(message: str) -> str:
    if not message:
        return ""
    stored = json.loads(message)
    return translate(stored["key"], **stored["values"])
