"""Each source that names a folder and a schedule is fetched as it says."""

from __future__ import annotations

from core.settings import Settings
from ingest.fetch import find_source, run_source, scheduled_sources
from ingest.sources import Source
from jobs.inbox import taken
from jobs.job import Job, Note
from jobs.schedule import cron
from store.engine import Database


def source_jobs(settings: Settings) -> list[Job]:
    """A job for each scheduled source, named source:<id>."""
    return [_job(source, settings) for source in scheduled_sources(settings)]


def _job(source: Source, settings: Settings) -> Job:
    def fetch(db: Database, settings: Settings) -> Note:
        # Read anew: the description may have been mended since the scheduler began.
        return taken(run_source(find_source(source.id, settings), db, settings))

    schedule = cron(source.schedule, settings.timezone)
    return Job(f"source:{source.id}", schedule, fetch, lane="sources")
