"""Taking files: from a path to rows kept and rejected. One file, one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from core.errors import SourceError
from core.settings import Settings
from ingest.alone import one_load_at_a_time
from ingest.apart import hold_apart_from_demo
from ingest.archive import Archive, keep_shapes
from ingest.boundaries import read_boundaries
from ingest.expected import keep_expected
from ingest.files import Opened, gather, open_file
from ingest.judge import Judged, Judging, names_of, only
from ingest.passing import parted
from ingest.progress import SILENT, Progress, Way
from ingest.readers.csv_file import PIECE
from ingest.recognise import holds_boundaries, order, read_parts, recognise
from ingest.secret import secret_key
from ingest.sources import Source, read_sources
from store import boundaries, evaluations, loads, reference
from store.engine import Database, write_setting

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileResult:
    """What became of one file: read = accepted + unchanged + rejected + held rows.

    `error`: why it was refused whole, None when it was taken; `load_id`: None when
    there was nothing to write down; `rejected_in`: the load that its rejected rows
    are kept under.
    """

    file: str
    path: Path
    error: SourceError | None = None
    source: str = ""
    kind: str = ""
    read: int = 0
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0
    held: int = 0
    load_id: int | None = None
    rejected_in: int | None = None


def load_paths(
    paths: list[Path],
    db: Database,
    settings: Settings,
    progress: Progress = SILENT,
    demo: bool = False,
    sources: list[Source] | None = None,
) -> list[FileResult]:
    """Take every file that `paths` mean, in the order their contents need, and freeze
    one evaluation if anything changed since the last. A file that cannot be taken
    stops no other.

    `demo`: the files are the demo city; a database holds it or the office's own.
    `sources`: the descriptions to read them by, instead of all there are.
    """
    gathered = gather(paths)
    for path in gathered.passed_over:
        log.info("%s: passed over, no reader takes such files", path)
    described = read_sources(settings.var / "sources") if sources is None else sources
    progress.begin(sum(p.stat().st_size for p in gathered.files if p.exists()))
    results = []
    for path in _in_order(list(gathered.files), described, settings):
        results.append(load_file(path, db, settings, described, progress, demo))
        progress.done(results[-1])
    if sources is None:
        keep_expected(db, described, (r.source for r in results if r.error is None))
    if evaluations.missing(db):
        evaluations.freeze(db, "load")
    return results


def _in_order(
    files: list[Path], sources: list[Source], settings: Settings
) -> list[Path]:
    if len(files) < 2:
        return files
    places = {path: _place(path, sources, settings) for path in files}
    return sorted(files, key=lambda path: places[path])


def _place(path: Path, sources: list[Source], settings: Settings) -> float:
    try:
        return order(open_file(path), sources, settings.max_unpacked_mb)
    except SourceError:
        return float("inf")


def load_file(
    path: Path,
    db: Database,
    settings: Settings,
    sources: list[Source],
    progress: Progress = SILENT,
    demo: bool = False,
) -> FileResult:
    """Take one file, all of it or nothing; a file that another process loads waits.

    Of known bytes only the rows rejected before are tried again. A refused file is
    written into the ledger with the reason.
    """
    result = FileResult(path.name, path)
    with one_load_at_a_time(db):
        try:
            hold_apart_from_demo(db, path.name, settings, demo)
            opened = open_file(path)
        except SourceError as error:
            return replace(result, error=error)
        try:
            if holds_boundaries(opened):
                return _take_boundaries(opened, db, result)
            return _take(opened, db, settings, sources, progress, demo, result)
        except SourceError as error:
            with db.write() as connection:
                loads.refuse(connection, opened.name, opened.sha256, error.text())
            return replace(result, error=error)


def _take(
    opened: Opened,
    db: Database,
    settings: Settings,
    sources: list[Source],
    progress: Progress,
    demo: bool,
    result: FileResult,
) -> FileResult:
    recognised = recognise(opened, sources, settings.max_unpacked_mb)
    result = replace(
        result,
        source=recognised.source,
        kind=", ".join(kind.name for kind in recognised.kinds),
    )
    pieces, ignored = read_parts(recognised, opened.name, names_of(db, recognised))
    if ignored:
        log.warning("%s: columns ignored: %s", opened.name, ", ".join(ignored))
    with db.read() as connection:
        first = loads.known_load(connection, opened.sha256)
        again = loads.rejected_lines(connection, first) if first else set()
    size, key = opened.content.size, secret_key(settings)
    way = Way(progress, size)
    pieces = way.along(pieces, size // PIECE, 0.25)
    with parted(pieces, size, settings.var, key) as parts:
        tried = frozenset(again) if first else None
        judged = Judging(parts, db, settings, tried, way)
        if first is not None:
            result = _try_again(opened, db, judged, first, again, result)
        else:
            result = _take_new(opened, db, judged, demo, result)
    way.to(1)
    return result


def _take_new(
    opened: Opened,
    db: Database,
    judged: Judging,
    demo: bool,
    result: FileResult,
) -> FileResult:
    record = loads.NewLoad(opened.name, opened.sha256, result.source)
    with _archive(opened, db, result) as archive:
        parts = _archived(archive, judged)
        return _told(result, _write(db, record, parts, archive, demo))


def _archived(archive: Archive, judged: Iterable[Judged]) -> Iterator[loads.Part]:
    """The parts as they are archived; none is held when the next one is asked for."""

    def archived(one: Judged) -> loads.Part:
        archive.write(one.batch, one.part.rejected)
        return one.part

    return map(archived, judged)


def _archive(opened: Opened, db: Database, result: FileResult) -> Archive:
    # What is only tried leaves no archive.
    folder = db.settings.var / "archive" if db.kept else None
    return Archive(folder, opened.sha256, "," in result.kind)


def _write(
    db: Database,
    record: loads.NewLoad,
    parts: Iterable[loads.Part],
    archive: Archive,
    demo: bool = False,
) -> loads.Taken:
    with db.write() as connection:
        if demo:
            write_setting(connection, "demo", "yes")
        taken = loads.take(connection, record, parts)
        archive.keep(taken.load_id if record.retry_of else None)
    return taken


def _told(result: FileResult, taken: loads.Taken) -> FileResult:
    return replace(
        result,
        read=taken.read,
        accepted=taken.accepted,
        unchanged=taken.unchanged,
        rejected=taken.rejected,
        held=taken.held,
        load_id=taken.load_id,
        rejected_in=taken.load_id,
    )


def _try_again(
    opened: Opened,
    db: Database,
    judged: Judging,
    first: int,
    again: set[int],
    result: FileResult,
) -> FileResult:
    """Take the rows of known bytes that were rejected and are good by now."""
    read = stopped = held = good = 0
    for one in judged:
        retried = only(one.part, again)
        read += len(one.part.rows) + len(one.part.rejected)
        stopped += len(retried.rejected)
        held += retried.held
        good += len(retried.rows)
    result = replace(
        result,
        read=read,
        unchanged=read - stopped,
        rejected=stopped - held,
        held=held,
        rejected_in=first,
    )
    if not good:
        return result
    record = loads.NewLoad(opened.name, opened.sha256, result.source, retry_of=first)
    with _archive(opened, db, result) as archive:
        parts = map(partial(only, lines=again), _archived(archive, judged))
        taken = _write(db, record, parts, archive)
    return replace(
        result,
        accepted=taken.accepted,
        unchanged=read - taken.accepted - stopped,
        load_id=taken.load_id,
    )


def _take_boundaries(opened: Opened, db: Database, result: FileResult) -> FileResult:
    with db.write() as connection:
        units = set(reference.validity(connection, "unit")["code"])
        found = read_boundaries(opened.data, opened.name, units)
        count, unknown = len(found.shapes), len(found.unknown)
        result = replace(
            result, kind=boundaries.KIND, read=count + unknown, rejected=unknown
        )
        first = loads.known_load(connection, opened.sha256)
        if first is not None:
            before = boundaries.still_unknown(connection, first)
            if before == {code for _place, code in found.unknown}:
                return replace(result, unchanged=count, rejected_in=first)
        record = loads.NewLoad(opened.name, opened.sha256, retry_of=first)
        taken = boundaries.take(connection, record, found.shapes, found.unknown)
        if db.kept:
            keep_shapes(db.settings.var / "archive", opened.sha256, found.shapes)
    return replace(
        result,
        accepted=count,
        load_id=taken.load_id,
        rejected_in=first or taken.load_id,
    )
