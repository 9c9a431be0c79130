"""Sources that are fetched on their schedule: a folder that another system fills."""

from __future__ import annotations

from pathlib import Path

from core.errors import SourceError
from core.settings import Settings
from ingest.load import FileResult, load_paths
from ingest.sources import Source, read_sources
from store.engine import Database


def scheduled_sources(settings: Settings) -> list[Source]:
    """The sources that name a folder and a schedule (five cron fields, local time)."""
    return [
        source
        for source in read_sources(settings.var / "sources")
        if source.folder and source.schedule
    ]


def run_source(source: Source, db: Database, settings: Settings) -> list[FileResult]:
    """Take the files of the source's folder that its description matches by name.

    Files stay where they are; bytes known from before change nothing. A folder that
    is no absolute path lies under var/. SourceError when there is no such folder.
    """
    folder = settings.var / Path(source.folder)
    if not folder.is_dir():
        raise SourceError(
            "The source {source} looks into {folder}, which is no folder.",
            source=source.id,
            folder=folder,
        )
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and source.takes_name(path.name)
    ]
    hidden = [path for path in files if path.name.startswith((".", "~$"))]
    return load_paths([p for p in files if p not in hidden], db, settings)
