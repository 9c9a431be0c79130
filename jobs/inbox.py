"""The inbox is looked into every few seconds."""

from __future__ import annotations

from collections.abc import Sequence

from core.settings import Settings
from ingest.inbox import scan
from ingest.load import FileResult
from jobs.job import Note
from store.engine import Database


def look(db: Database, settings: Settings) -> Note:
    """Takes the files that nobody writes any more."""
    scanned = scan(db, settings)
    if scanned.waiting:
        told = "{taken} files taken, {refused} refused, {waiting} still being written."
        waiting = {"waiting": len(scanned.waiting)}
        return Note(told, {**counts(scanned.results), **waiting})
    return taken(scanned.results)


def taken(results: Sequence[FileResult]) -> Note:
    """What became of files, in one sentence."""
    if not results:
        return Note("No new file.", logged=False)
    return Note("{taken} files taken, {refused} refused.", counts(results))


def counts(results: Sequence[FileResult]) -> dict[str, int]:
    refused = sum(result.error is not None for result in results)
    return {"taken": len(results) - refused, "refused": refused}
