"""Sources that are fetched: a folder that another system fills, another system that is
asked."""

from __future__ import annotations

from pathlib import Path

from core.errors import SourceError, UsageError
from core.settings import Settings
from ingest.expected import keep_expected
from ingest.load import FileResult, load_paths
from ingest.remote.run import fetch_remote
from ingest.sources import Source, read_sources
from store.engine import Database


def scheduled_sources(settings: Settings) -> list[Source]:
    """The sources that can be fetched and have a schedule (five cron fields, local
    time)."""
    return [
        source
        for source in read_sources(settings.var / "sources")
        if source.schedule and (source.folder or source.remote)
    ]


def find_source(name: str, settings: Settings) -> Source:
    """The source of this id that can be fetched; UsageError where there is none."""
    described = read_sources(settings.var / "sources")
    can = {one.id: one for one in described if one.folder or one.remote}
    if name not in can:
        raise UsageError(
            "There is no source {name} that can be fetched. There are: {known}.",
            name=name,
            known=", ".join(can) or "-",
        )
    return can[name]


def run_source(
    source: Source,
    db: Database,
    settings: Settings,
    by_hand: bool = False,
    since: str = "",
) -> list[FileResult]:
    """Fetch the source now: ask the other system, or take the files of its folder.

    `by_hand` and `since` as for `fetch_remote`. SourceError where it failed.
    """
    keep_expected(db, read_sources(settings.var / "sources"))
    if source.remote:
        return fetch_remote(source, db, settings, by_hand, since)
    return _take_folder(source, db, settings)


def _take_folder(source: Source, db: Database, settings: Settings) -> list[FileResult]:
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
